"""Columns are hidden and shown by changing their tags alone."""

import re
from pathlib import Path

import pytest
import xlwings

from kehoach_xl.engine.cells import Cells, ColumnRun
from kehoach_xl.engine.native import hide_columns
from kehoach_xl.errors import Stop
from tests.engine.books import opened, sheet_xml
from tests.ooxml.handmade import workbook
from tests.support.excel_com import FakeExcel

ROWS = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
WIDE = '<col min="1" max="3" width="9" style="2" customWidth="1"/>'
HIDDEN = '<col min="4" max="4" width="26" hidden="1" customWidth="1"/>'


def book_of(path: Path, columns: str) -> None:
    path.write_bytes(workbook((f"<cols>{columns}</cols>" if columns else "") + ROWS))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sổ.xlsx"


def after(path: Path, *runs: tuple[int, int, bool]) -> str:
    """What stands between <cols> and </cols> when these runs were hidden (True) or shown, and nothing else changed."""
    before = sheet_xml(path)
    with opened(path) as book:
        for first, last, hidden in runs:
            hide_columns(book.sheets[0], book.app.engine.name, first, last, hidden)
        book.save()
    found = sheet_xml(path)
    tags = re.compile("<cols>.*</cols>")
    assert tags.sub("", found) == tags.sub("", before)
    return "".join(re.findall("<cols>(.*)</cols>", found))


@pytest.mark.parametrize(
    ("columns", "runs", "tags"),
    [
        (HIDDEN, [(4, 4, False)], '<col min="4" max="4" width="26" customWidth="1"/>'),
        (WIDE, [(1, 3, True)], '<col min="1" max="3" width="9" style="2" customWidth="1" hidden="1"/>'),
        (
            WIDE,
            [(2, 2, True)],
            '<col min="1" max="1" width="9" style="2" customWidth="1"/>'
            '<col min="2" max="2" width="9" style="2" customWidth="1" hidden="1"/>'
            '<col min="3" max="3" width="9" style="2" customWidth="1"/>',
        ),
        (WIDE + HIDDEN, [(4, 4, True), (1, 1, False)], WIDE + HIDDEN),
        (WIDE, [(2, 2, True), (2, 2, False)], WIDE),
        (
            '<col min="2" max="2" width="5"/><col min="12" max="12" width="5"/>',
            [(1, 1, True), (9, 10, True), (20, 20, True), (30, 30, False)],
            '<col min="1" max="1" width="9.140625" hidden="1"/><col min="2" max="2" width="5"/>'
            '<col min="9" max="9" width="9.140625" hidden="1"/><col min="10" max="10" width="9.140625" hidden="1"/>'
            '<col min="12" max="12" width="5"/><col min="20" max="20" width="9.140625" hidden="1"/>',
        ),
        ("", [(2, 2, True)], '<col min="2" max="2" width="9.140625" hidden="1"/>'),
        ("", [(2, 2, False)], ""),
        (
            "<col  min='1' max='2'   width='0' customWidth='1' hidden='true' ></col>",
            [(1, 1, False)],
            '<col min="1" max="1" width="9.140625"/>'
            "<col min=\"2\" max=\"2\" width='0' customWidth='1' hidden='true'/>",
        ),
    ],
    ids=[
        "shown", "hidden", "one of three", "so already", "there and back", "without a tag", "first tag of the sheet",
        "shown, never hidden", "hidden by making it zero wide",
    ],
)  # fmt: skip
def test_only_the_tags_of_these_columns_change(
    path: Path, columns: str, runs: list[tuple[int, int, bool]], tags: str
) -> None:
    book_of(path, columns)
    assert after(path, *runs) == tags


def test_nothing_to_change_leaves_the_file_alone(path: Path) -> None:
    book_of(path, WIDE + HIDDEN)
    before = path.read_bytes()
    with opened(path) as book:
        hide_columns(book.sheets[0], book.app.engine.name, 4, 4, True)
        book.save()
    assert path.read_bytes() == before


def test_columns_are_as_they_were_when_what_follows_fails(path: Path) -> None:
    book_of(path, WIDE + HIDDEN)
    before = path.read_bytes()
    runs = [ColumnRun("Báo cáo", 1, 2, True), ColumnRun("Báo cáo", 4, 4, False)]
    with opened(path) as book:
        with pytest.raises(Stop), Cells(book).hidden(runs):
            raise Stop("OPEN_025", sheet="", reason="")
        book.save()
    assert path.read_bytes() == before


# -- Excel ------------------------------------------------------------------------------------------


@pytest.fixture
def in_excel(excel: FakeExcel, path: Path) -> xlwings.Book:
    book_of(path, WIDE.replace(' style="2"', "") + HIDDEN)
    return excel.open(path)


def test_a_run_of_columns_takes_two_calls_in_excel(excel: FakeExcel, in_excel: xlwings.Book) -> None:
    cells = Cells(in_excel)
    cells.sheet("Báo cáo")
    excel.wire.reset()
    with cells.hidden([ColumnRun("Báo cáo", 1, 2, True), ColumnRun("Báo cáo", 4, 4, False)]):
        assert excel.model().sheets[0].hidden_columns == {1, 2}
    assert excel.wire.count == 4
    assert excel.model().sheets[0].hidden_columns == {1, 2}


def test_excel_saves_which_columns_are_hidden(excel: FakeExcel, in_excel: xlwings.Book, path: Path) -> None:
    with Cells(in_excel).hidden([ColumnRun("Báo cáo", 2, 4, False), ColumnRun("Báo cáo", 1, 1, True)]):
        in_excel.api.Save()
    assert re.findall(r'<col min="(\d)" max="(\d)"[^>]*hidden', sheet_xml(path)) == [("1", "1")]


def test_excel_puts_columns_back_when_what_follows_fails(excel: FakeExcel, in_excel: xlwings.Book) -> None:
    with pytest.raises(Stop), Cells(in_excel).hidden([ColumnRun("Báo cáo", 4, 4, False)]):
        raise Stop("OPEN_025", sheet="", reason="")
    assert excel.model().sheets[0].hidden_columns == {4}


def test_a_protected_sheet_keeps_its_columns(excel: FakeExcel, in_excel: xlwings.Book) -> None:
    excel.model().sheets[0].protected = True
    with pytest.raises(Exception, match="-2146827284"), Cells(in_excel).hidden([ColumnRun("Báo cáo", 1, 1, True)]):
        pass
    assert excel.model().sheets[0].hidden_columns == {4}
