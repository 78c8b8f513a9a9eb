"""A sheet that stands as one before says what it says alone, whatever was typed, hidden, added or left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.ooxml.before import MOST, SHEETS
from kehoach_xl.ooxml.cells import RawCell, scan_any
from kehoach_xl.ooxml.limits import Limits
from kehoach_xl.ooxml.plain_rows import PlainRows, read_plain_rows
from kehoach_xl.ooxml.reading import by_rows
from kehoach_xl.ooxml.tails import Shared
from tests.ooxml.test_plain_rows import CHANGES, sheet
from tests.ooxml.test_tails import Raw

Row = tuple[list[str], str, str]
CELLS = st.sampled_from([
    "/>", ' s="1"></c>', "><v>1</v></c>", "><v>12</v></c>", ' t="s"><v>0</v></c>', ' t="str"><v>Xong</v></c>',
    "><f>A1</f><v></v></c>", "",
])  # fmt: skip
BEHIND = st.sampled_from(["", "", "", "<row r={}></row>", "<row r={}/>", "<row r={}/><row r={}></row>"])
ROWS: st.SearchStrategy[list[Row]] = st.lists(
    st.tuples(
        st.lists(CELLS, min_size=2, max_size=2), st.sampled_from(["", "", ' ht="30"', ' hidden="1"', ' r="1"']), BEHIND
    ),
    min_size=1,
    max_size=4,
)


def written(rows: list[Row]) -> str:
    """Rows with cells in the columns A and C, behind some of them rows without any."""
    text, number = "", 0
    for cells, attributes, behind in rows:
        number += 1
        named = zip("AC", cells, strict=True)
        text += f'<row r="{number}"{attributes}>' + "".join(f'<c r="{name}{number}"{x}' for name, x in named if x)
        text += "</row>" + behind.format(*(f'"{number + n}"' for n in (1, 2)))
        number += behind.count("{}")
    return text


def read(rows: str, shared: Shared[RawCell]) -> PlainRows[RawCell] | None:
    return read_plain_rows(sheet(rows), Limits(), lambda *_: Raw(shared))


def said(found: PlainRows[RawCell] | None) -> object:
    return found and (found.lines, found.hidden)


@given(st.lists(ROWS, min_size=2, max_size=5))
def test_a_sheet_says_after_others_what_it_says_alone(several: list[list[Row]]) -> None:
    shared = Shared[RawCell]()
    for rows in map(written, several):
        found = read(rows, shared)
        assert said(found) == said(read(rows, Shared[RawCell]()))
        if found is not None:
            alone = scan_any(sheet(rows), "p", "a.xlsx", Limits())
            assert (found.lines, found.hidden) == (by_rows(alone.cells), alone.hidden_rows)


@given(ROWS, CHANGES)
def test_however_it_differs_from_the_one_before_it_says_the_same(
    rows: list[Row], changes: list[tuple[int, int, str]]
) -> None:
    shared, text = Shared[RawCell](), written(rows)
    read(text, shared)
    for at, length, piece in changes:
        text = text[: at % len(text)] + piece + text[at % len(text) + length :]
    assert said(read(text, shared)) == said(read(text, Shared[RawCell]()))


FORM = [(["><v>1</v></c>", "/>"], "", "")] * 3


@pytest.mark.parametrize(
    "other",
    [FORM[:1], FORM * 2, [*FORM[:2], (["/>", ' t="s"><v>0</v></c>'], ' hidden="1"', "<row r={}></row>")]],
    ids=["shorter", "longer", "typed, hidden, a row behind it"],
)
def test_a_form_of_a_distribution_need_not_be_as_long(other: list[Row]) -> None:
    shared = Shared[RawCell]()
    read(written(FORM), shared)
    found = read(written(other), shared)
    assert found is not None and said(found) == said(read(written(other), Shared[RawCell]()))
    assert [len(one.rows) for one in shared.before.values()] == [max(len(FORM), len(other))]


TWO = '<row r="1"><c r="A1"/></row><row r="2" hidden="1"><c r="A2"><v>1</v></c></row>'


def test_a_row_that_was_hidden_is_seen_where_it_is_not() -> None:
    shared = Shared[RawCell]()
    assert [said(read(rows, shared)) for rows in (TWO, TWO.replace(' hidden="1"', ""), TWO)] == [
        ({2: {1: RawCell("n", "1", 0, None)}}, hidden) for hidden in ({2}, set(), {2})
    ]


@pytest.mark.parametrize(
    "other",
    [
        TWO.replace('<row r="2"', '<row r="3"'),
        TWO.replace('</row><row r="2"', '</row><row r="1"/><row r="2"'),
        TWO.replace("</row><row", "<row"),
        TWO[: -len("</row>")],
        TWO + '<row r="2"/>',
        TWO + '<row r="2"></row>',
        TWO + '<row r="3">',
        TWO + "a",
    ],
)
def test_rows_that_are_no_rows_are_not_plain_after_any_others(other: str) -> None:
    shared = Shared[RawCell]()
    assert read(TWO, shared) is not None
    assert read(other, shared) is None


def test_the_sheets_that_are_remembered_are_bounded() -> None:
    shared = Shared[RawCell]()
    for number in range(1, 20):
        read(f'<row r="{number}"><c r="A{number}"/></row>', shared)
    assert len(shared.before) == SHEETS
    long = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>{"a" * 1_000}</v></c></row>' for n in range(1, MOST // 1_000))
    read(f'{long}<row r="{MOST}" ht="7"><c r="A{MOST}"/></row>', shared)
    assert not any(one.longest > 1_000 for one in shared.before.values())
