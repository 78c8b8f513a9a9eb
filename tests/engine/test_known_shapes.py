"""Rows of a shape that is known by a pattern are read as the scanner reads them, also where only one text is odd."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.engine.remembered import MOST
from kehoach_xl.engine.sheet_rows import ScannedRows, SheetRows, Stored, StreamedRows, sheet_rows
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.workbook import WorkbookParts
from tests.ooxml.handmade import workbook

STRINGS = "<si><t>một</t></si><si><r><t>chữ </t></r><r><t>đậm</t></r></si><si><t>a_x000D_</t></si>"


def full(n: int, text: str = "chữ", number: str = "1.5", index: str = "1", formula: str = "A1") -> str:
    return (
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c><c r="B{n}"><v>{number}</v></c>'
        f'<c r="D{n}" t="s"><v>{index}</v></c><c r="E{n}"><f>{formula}</f></c>'
        f'<c r="F{n}"><f t="shared" si="{n % 3}"/></c><c r="G{n}" t="b"><v>1</v></c></row>'
    )


def other(n: int) -> str:
    return f'<row r="{n}" ht="15"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}" s="1"/></row>'


def read(rows: str) -> tuple[SheetRows, dict[int, Stored]]:
    parts = WorkbookParts(Package.open(workbook(f"<sheetData>{rows}</sheetData>", strings=STRINGS)))
    return sheet_rows(parts, "xl/worksheets/sheet1.xml")


def with_odd_row(**odd: str) -> str:
    return "".join([*map(full, range(1, 9)), full(9, **odd), *map(other, range(10, 19)), full(19)])


@pytest.mark.parametrize(
    "odd", [{"text": "a > b"}, {"number": "1<!-- -->"}, {"index": "<![CDATA[1]]>"}, {"formula": "A1>2"}]
)
def test_one_odd_text_leaves_the_sheet_to_the_scanner(odd: dict[str, str]) -> None:
    assert isinstance(read(with_odd_row(**odd))[0], ScannedRows)


@pytest.mark.parametrize(
    "odd",
    [
        {"text": "a\x01"}, {"text": "]]>"}, {"text": "&khong;"}, {"text": "a & b"}, {"number": "1\x0b"},
        {"number": "một"}, {"index": "x"}, {"formula": "A1\x02"}, {"number": "&"}, {"text": "<b>"},
    ],
)  # fmt: skip
def test_one_damaged_text_is_refused_as_the_scanner_does(odd: dict[str, str]) -> None:
    with pytest.raises(Stop) as stop:
        read(with_odd_row(**odd))
    assert stop.value.message.code == "GATE_018"


texts = st.sampled_from(["", "một", "a &amp; b &#7879;", "_x000D_", "dòng\nhai", "x\r\ny", 'a "b"', "  "])
rows = st.lists(
    st.builds(
        lambda kind, **held: (kind, held), st.booleans(),
        text=texts, number=st.sampled_from(["", "1", "-0.5", "4e3", " 7 "]),
        index=st.sampled_from(["0", "1", "2", "99"]), formula=st.sampled_from(["", "A1+1", "A1&amp;B1"]),
    ),
    min_size=8, max_size=25,
)  # fmt: skip


@given(rows)
def test_known_shapes_are_read_as_the_scanner_reads_them(drawn: list[tuple[bool, dict[str, str]]]) -> None:
    xml = "".join(full(n, **held) if kind else other(n) for n, (kind, held) in enumerate(drawn, 1))
    streamed, stored = read(xml)
    scanned, whole = read("<!-- -->" + xml)
    assert isinstance(streamed, StreamedRows)
    assert isinstance(scanned, ScannedRows)
    assert stored == whole
    assert streamed.groups >= scanned.groups - {""}


@pytest.mark.parametrize("times", [1, 2])
def test_more_texts_than_are_remembered_are_read(times: int) -> None:
    """Those of a column may take the place of those of the column before; those that stand once are not kept."""
    said = [n // times if n % 9 else 0 for n in range(1, times * (MOST // 2 + 9))]
    two = '<c r="A{0}" t="inlineStr"><is><t>một {1}</t></is></c><c r="B{0}" t="inlineStr"><is><t>hai {1}</t></is></c>'
    stored = read("".join(f'<row r="{n}">{two.format(n, one)}</row>' for n, one in enumerate(said, 1)))[1]
    assert [one.values for one in stored.values()] == [(f"một {n}", f"hai {n}") for n in said]
