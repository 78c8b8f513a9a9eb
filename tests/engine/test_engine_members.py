"""The file engine does what is listed here, and says by name what it does not."""

from pathlib import Path

import pytest
import xlwings
from xlwings import base_classes

from kehoach_xl.engine import application, book, names, open_book, page_setup, range
from tests.ooxml.handmade import workbook

IMPLEMENTED = {
    "Apps": ["keys", "__iter__", "__len__"],
    "App": [
        "engine", "books", "pid", "version", "activate", "calculate", "alert", "screen_updating",
        "display_alerts", "enable_events", "calculation", "status_bar",
    ],
    "Books": ["active", "open", "activate", "forget", "__call__", "__len__", "__iter__"],
    "Book": [
        "name", "fullname", "app", "sheets", "names", "activate", "close", "save", "grid", "loaded_grids",
    ],
    "Sheets": ["active", "__call__", "__len__", "__iter__"],
    "Sheet": [
        "part", "grid", "name", "index", "book", "names", "visible", "cells", "used_range",
        "page_setup", "range", "activate",
    ],
    "Range": [
        "row", "column", "shape", "__len__", "__call__", "api", "max_cells_per_write", "raw_value", "formula",
        "clear_contents", "autofit", "number_format", "address", "get_address",
    ],
    "PageSetup": ["print_area"],
    "Names": ["contains", "snapshot", "__call__", "__len__", "area"],
    "Name": ["name", "refers_to", "refers_to_range"],
}  # fmt: skip


@pytest.fixture
def file_book(tmp_path: Path):
    path = tmp_path / "sổ.xlsx"
    path.write_bytes(workbook('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'))
    with open_book(path, write=False) as opened:
        yield opened


def test_members_are_exactly_these() -> None:
    classes = [
        application.Apps, application.App, application.Books, book.Book, book.Sheets, book.Sheet, range.Range,
        page_setup.PageSetup, names.Names, names.Name,
    ]  # fmt: skip
    found = {cls.__name__: [key.partition(".")[2] for key in cls.implemented] for cls in classes}
    assert found == IMPLEMENTED


def test_contract_stays_small() -> None:
    """Members of the xlwings contract; our own (grid, part, …) and dunders are not counted."""
    contract = [
        f"{name}.{member}"
        for name, members in IMPLEMENTED.items()
        for member in members
        if not member.startswith("__") and hasattr(getattr(base_classes, name), member)
    ]
    assert len(contract) == 51


@pytest.mark.parametrize(
    ("member", "use"),
    [
        ("Range.color", lambda book: book.sheets[0]["A1"].color),
        ("Range.color", lambda book: setattr(book.sheets[0]["A1"], "color", (1, 2, 3))),
        ("Range.expand", lambda book: book.sheets[0]["A1"].expand()),
        ("Range.value", lambda book: book.sheets[0]["A1"].value),
        ("Range.number_format (set)", lambda book: setattr(book.sheets[0]["A1"], "number_format", "0")),
        ("Range.autofit('c')", lambda book: book.sheets[0]["A1"].columns.autofit()),
        ("Range.autofit(None)", lambda book: book.sheets[0]["A1"].autofit()),
        ("Sheet.autofit", lambda book: book.sheets[0].autofit("r")),
        ("Range.insert", lambda book: book.sheets[0]["A1"].insert("down")),
        ("Sheet.name (set)", lambda book: setattr(book.sheets[0], "name", "Khác")),
        ("Sheet.shapes", lambda book: len(book.sheets[0].shapes)),
        ("Sheet.pictures", lambda book: len(book.sheets[0].pictures)),
        ("Sheet.visible (set)", lambda book: setattr(book.sheets[0], "visible", False)),
        ("Sheets.add", lambda book: book.sheets.add("Mới")),
        ("Sheet.delete", lambda book: book.sheets[0].delete()),
        ("Names.add", lambda book: book.names.add("a", "=1")),
        ("Book.api", lambda book: book.api),
        ("Book.to_pdf", lambda book: book.impl.to_pdf("x", None)),
        ("App.selection", lambda book: book.app.selection),
        ("App.quit", lambda book: book.app.quit()),
        ("Books.add", lambda book: book.app.books.add()),
    ],
)
def test_anything_else_is_refused_by_name(file_book: xlwings.Book, member: str, use) -> None:
    with pytest.raises(NotImplementedError, match=r"kehoach-file") as refusal:
        use(file_book)
    assert member in str(refusal.value)


def test_what_the_application_needs(file_book: xlwings.Book) -> None:
    sheet = file_book.sheets["báo cáo"]
    assert (file_book.name, sheet.name, sheet.index, sheet.visible) == ("sổ.xlsx", "Báo cáo", 1, True)
    assert file_book.sheet_names == ["Báo cáo"]
    assert "Báo cáo" in file_book.sheets
    assert sheet["A1"].raw_value == 1.0
    assert sheet.range((1, 1), (2, 2)).raw_value == ((1.0, None), (None, None))
    assert sheet["B2:C4"].shape == (3, 2)
    assert sheet["B2:C4"].address == "$B$2:$C$4"
    assert sheet["B2:C4"].get_address(False, False) == "B2:C4"
    assert sheet["B2"].resize(3, 2).offset(1, 1).address == "$C$3:$D$5"
    assert len(sheet["B2:C4"]) == 6
    assert sheet.used_range.address == "$A$1"
    assert sheet["A1"].number_format == "General"
    with file_book.app.properties(screen_updating=False, calculation="manual", status_bar="Đang gộp…"):
        assert file_book.app.status_bar == "Đang gộp…"
    assert file_book.app.calculation == "automatic"


def test_two_books_may_be_open_together(tmp_path: Path, file_book: xlwings.Book) -> None:
    other = tmp_path / "khác.xlsx"
    other.write_bytes(workbook())
    with open_book(other, write=False) as second:
        assert {b.name for b in second.app.books} == {"sổ.xlsx", "khác.xlsx"}
    assert file_book.app.books["sổ.xlsx"].sheets[0]["A1"].raw_value == 1.0


def test_block_of_another_shape_is_refused(file_book: xlwings.Book) -> None:
    with pytest.raises(ValueError, match=r"\$A\$1:\$B\$2"):
        file_book.sheets[0]["A1:B2"].raw_value = [[1, 2]]


def test_whole_sheet_is_not_read_by_mistake(file_book: xlwings.Book) -> None:
    with pytest.raises(ValueError, match="exact block"):
        _ = file_book.sheets[0].cells.raw_value
