"""Cells remembered from file to file say in each what they say when it is read alone."""

from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.ooxml.cells import RawCell, raw_cell, scan_any
from kehoach_xl.ooxml.limits import Limits
from kehoach_xl.ooxml.plain_rows import read_plain_rows
from kehoach_xl.ooxml.reading import by_rows, read_workbook
from kehoach_xl.ooxml.stored import Stored
from kehoach_xl.ooxml.tails import LONGEST, MOST, Shared, Tails
from tests.ooxml.handmade import packed, parts_of, relationships
from tests.ooxml.test_plain_rows import OTHERS, PLAIN, sheet

SHEET = (
    '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.5</v></c>'
    '<c r="C1" t="inlineStr"><is><t>Xong</t></is></c></row></sheetData>'
)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def styles(number: int) -> str:
    return f'<styleSheet {MAIN}><cellXfs><xf/><xf numFmtId="{number}"/></cellXfs></styleSheet>'


class Raw(Tails[RawCell]):
    def understood(self, stored: Stored) -> RawCell:
        return raw_cell(stored)

    def is_own(self, stored: Stored) -> bool:
        return stored[0] == "s"


@given(st.lists(st.sampled_from([*PLAIN.values(), *OTHERS.values()]), max_size=6))
def test_sheets_read_after_each_other_say_what_each_says_alone(several: list[str]) -> None:
    shared = Shared[RawCell]()
    for rows in several:
        found = read_plain_rows(sheet(rows), Limits(), lambda *_: Raw(shared))
        if found is not None:
            assert found.lines == by_rows(scan_any(sheet(rows), "p", "a.xlsx", Limits()).cells)


def test_the_same_cells_say_something_else_under_other_texts_and_styles() -> None:
    said = []
    for text, number in (("Một", 9), ("Hai", 9), ("Ba", 14), ("Một", 0), ("Một", 9)):
        parts = parts_of(SHEET, f"<si><t>{text}</t></si>", **{"xl/styles.xml": styles(number)})
        parts["xl/_rels/workbook.xml.rels"] = relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "styles.xml"),
        )  # fmt: skip
        cells = read_workbook(packed(parts)).cells("Báo cáo")
        said.append((cells[1, 1].text, cells[1, 2].kind, cells[1, 3].text))
    assert said == [
        ("Một", "percent", "Xong"), ("Hai", "percent", "Xong"), ("Ba", "date", "Xong"), ("Một", "number", "Xong"),
        ("Một", "percent", "Xong"),
    ]  # fmt: skip


def test_cells_that_run_into_each_other_are_not_plain() -> None:
    """Neither where one holds the next, nor where one ends what another began; not after either was seen alone."""
    shared = Shared[RawCell]()
    for rows in ('<c r="A1"/><c/>', '<c r="A1" s="1"<c r="B1"/>', '<c r="A1"><v>1<c r="B1"></v></c>', '<c r="A1"/>a'):
        assert read_plain_rows(sheet(f'<row r="1">{rows}</row>'), Limits(), lambda *_: Raw(shared)) is None


def test_what_is_kept_for_the_next_file_is_bounded() -> None:
    shared = Shared[RawCell]()
    long = "a" * (LONGEST - 100)
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>{n}{long}</v></c></row>' for n in range(1, 4_000))
    found = read_plain_rows(sheet(rows), Limits(), lambda *_: Raw(shared))
    assert found is not None and len(found.lines) == 3_999
    assert MOST <= shared.size < MOST + 2 * LONGEST
    shared.begin()
    assert (shared.size, len(shared.known)) == (0, 0)
    read_plain_rows(sheet(f'<row r="1"><c r="A1"><v>1{long * 2}</v></c></row>'), Limits(), lambda *_: Raw(shared))
    assert shared.size == 0
