"""The second opinion on a table of shared texts, and on cells that point into one."""

import pytest

from kehoach_xl.written.table import shared_texts, verify_strings
from tests.ooxml.handmade import MAIN

OLD = (
    "<si><t>một</t></si>"
    '<si><r><rPr><b/></rPr><t>chữ </t></r><r><t xml:space="preserve">đậm</t></r><rPh><t>x</t></rPh></si>'
)


def table(entries: str, attributes: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sst xmlns="{MAIN}"{attributes}>{entries}</sst>'.encode()


def test_texts_are_told_as_they_are_stored() -> None:
    assert shared_texts(table(OLD + "<si><t>a &lt; b_x000D_</t></si><si/>")) == ["một", "chữ đậm", "a < b_x000D_", ""]


@pytest.mark.parametrize(
    "before",
    [
        table(OLD), table(OLD, ' count="9" uniqueCount="2"'), table(OLD + "<extLst/>"), table(OLD) + b"<!-- -->\n",
        table(""), f'<sst xmlns="{MAIN}"/>'.encode(),
    ],
)  # fmt: skip
def test_what_stood_there_stands_there_and_more_may_follow(before: bytes) -> None:
    stood = "" if OLD.encode() not in before else OLD
    added = stood + "<si><t>hai</t></si>"
    count = added.count("<si>")
    assert verify_strings(before, before) == ""
    assert verify_strings(before, table(added, f' count="30" uniqueCount="{count}"')) == ""
    assert verify_strings(before, table(added)) == ""


@pytest.mark.parametrize(
    "after",
    [
        table(OLD.replace("một", "mốt") + "<si><t>hai</t></si>"),
        table("<si><t>hai</t></si>" + OLD),
        table(OLD.replace("<si><t>một</t></si>", "")),
        table(OLD, ' uniqueCount="3"'),
        table(OLD + "<si><t>hai</t></si>", ' uniqueCount="2"'),
        table(OLD + "<si><t>hai</si>"),
        table(OLD + "<si><t>a & b</t></si>"),
        table(OLD + "<t>hai</t>"),
        table(OLD)[:-3],
        table(OLD + "<extLst/><si><t>hai</t></si>"),
    ],
)  # fmt: skip
def test_any_other_change_is_seen(after: bytes) -> None:
    assert verify_strings(table(OLD), after)
