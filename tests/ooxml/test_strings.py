"""The shared string table read by pattern says what the scanner says, or is left to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml import strings
from kehoach_xl.ooxml.strings import any_strings, plain_strings
from tests.ooxml.handmade import MAIN

MOST = 5


def table(inside: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> bytes:
    return f'{head}<sst xmlns="{MAIN}" count="2">{inside}</sst>'.encode()


def agree(data: bytes) -> None:
    """What is read by pattern is what the scanner reads."""
    found = plain_strings(data, MOST)
    if found is not None:
        assert found == any_strings(data, "p", "a.xlsx", MOST)


PLAIN = {
    "nothing": "",
    "texts": "<si><t>Kết quả</t></si><si><t></t></si>",
    "spaces": '<si><t xml:space="preserve"> a\r\n </t></si>',
    "references": "<si><t>&#7871;&amp;&lt;_x000D_</t></si>",
    "rich text among others": "<si><t>1</t></si><si><r><t>a</t></r><r><t>&#7871;</t></r></si><si><t>2</t></si>",
    "phonetics": "<si><t>a</t><rPh><t>b</t></rPh></si>",
    "an empty element": "<si><t/></si>",
}
OTHERS = {
    "white space": "<si><t>a</t></si> <si><t>b</t></si>",
    "a comment around an end": "<si><t>a</t><!-- </si> --></si>",
    "one inside another": "<si><si><t>a</t></si></si>",
    "runs that do not end": "<si><r><t>a</t></si><si><t>b</t></r></si>",
    "no character": "<si><t>\x01</t></si>",
    "another name": "<si><t>&nbsp;</t></si>",
    "a character of its own": "<si><t>\x7f</t></si>",
    "too many": "<si><t>a</t></si>" * 6,
    "cut off": "<si><t>a</t>",
    "one that does not end before others": "<si><r/><si><t>a</t></si>",
    "an end too many": "</sst>",
}


@pytest.mark.parametrize("what", PLAIN)
def test_plain_texts_are_read_by_pattern(what: str) -> None:
    data = table(PLAIN[what])
    assert plain_strings(data, MOST) == any_strings(data, "p", "a.xlsx", MOST)


@pytest.mark.parametrize("what", OTHERS)
def test_other_texts_are_left_to_the_scanner(what: str) -> None:
    assert plain_strings(table(OTHERS[what]), MOST) is None


@pytest.mark.parametrize("change", [(b'count="2"', b'count="2" count="3"'), (b"<sst", b"<x:sst"), (b"<sst", b"<sstx")])
def test_a_root_that_is_not_right_is_left_to_the_scanner(change: tuple[bytes, bytes]) -> None:
    data = table(PLAIN["texts"]).replace(*change)
    assert plain_strings(data, MOST) is None
    with pytest.raises(Stop):
        any_strings(data, "p", "a.xlsx", MOST)


def test_one_that_does_not_end_is_looked_at_no_farther_than_the_next() -> None:
    """Else each of many would be looked at to the end of the part."""
    assert [one.span() for one in strings._TEXT.finditer(b"<si><r/><si><t/><si><t>a</t></si>")] == [(0, 12), (16, 33)]


@pytest.mark.slow
@pytest.mark.parametrize("one", ["<si>", "<si><t>", "<si><r/>", "</si><si>"])
def test_many_that_do_not_end_are_refused(one: str) -> None:
    """200,000 of them; looked at to the end of the part each, they would take hours."""
    data = table(one * 200_000)
    assert plain_strings(data, 1_000_000) is None
    with pytest.raises(Stop) as stop:
        any_strings(data, "p", "a.xlsx", 1_000_000)
    assert stop.value.message.code == "GATE_018"


PIECES = st.sampled_from(
    ["<", ">", "&", "&amp;", "<si>", "</si>", "<t>", "</t>", "<t/>", "<r>", "</r>", "a", "ế", " ", "<!--", "-->"]
)


@given(st.sampled_from([*PLAIN.values()]), st.integers(0, 400), st.integers(0, 6), PIECES)
def test_however_a_table_is_changed_both_say_the_same(inside: str, at: int, length: int, piece: str) -> None:
    text = table(inside).decode()
    agree((text[: at % len(text)] + piece + text[at % len(text) + length :]).encode())
