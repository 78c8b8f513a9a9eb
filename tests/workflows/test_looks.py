"""Rows written into a master that LibreOffice has saved look like their columns, never like the heading above."""

from collections.abc import Sequence

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell

from kehoach_xl.sheets.layout import tables
from tests.support.libreoffice import LibreOffice
from tests.workflows.office import Room, at
from tests.workflows.test_enter import letter

pytestmark = pytest.mark.tools

DAY, MOMENT = "dd/mm/yyyy", r"dd/mm/yyyy\ hh:mm"  # as LibreOffice writes them
WRITTEN = ("progress", "periods", "receipts", "entries", "journal")
Place = tuple[str, str, int]  # table, field, sheet row


def saved_in_libreoffice(room: Room, office: LibreOffice, steps: Sequence[Sequence[object]] = ()) -> None:
    """She opens the master in LibreOffice, does these steps, saves."""
    office.rearranged(room.master, room.folder / "lo.xlsx", steps).replace(room.master)


def filled(room: Room) -> dict[Place, Cell]:
    """What holds something in the tables to which these operations add rows."""
    book = load_workbook(room.master)
    found = {}
    for name in WRITTEN:
        table = tables()[name]
        sheet = book[table.sheet]
        for column in table.columns:
            for row in range(table.first, sheet.max_row + 1):
                if (cell := sheet.cell(row, table.at(column.field))).value is not None:
                    found[name, column.field, row] = cell
    return found


def date_formats(cells: dict[Place, Cell]) -> dict[str, dict[str, str]]:
    """{table: {field: number formats}} of the columns that hold days or moments."""
    found: dict[str, dict[str, set[str]]] = {}
    for (table, field, _), cell in cells.items():
        if tables()[table].column(field).kind in ("date", "time"):
            found.setdefault(table, {}).setdefault(field, set()).add(cell.number_format)
    return {table: {field: " ".join(one) for field, one in fields.items()} for table, fields in found.items()}


def look(cell: Cell) -> tuple[bool, str | None]:
    """Bold, and the colour behind."""
    return bool(cell.font.b), cell.fill.fgColor.rgb if cell.fill.fill_type else None


PERIOD_DAYS = dict.fromkeys(("start", "end", "data_from", "cutoff", "deadline", "report_by", "opened"), DAY)


def test_the_first_rows_of_every_table_look_like_their_columns(fresh: Room, libreoffice: LibreOffice) -> None:
    saved_in_libreoffice(fresh, libreoffice)
    before = filled(fresh)
    fresh.open_period()
    fresh.distribute()
    letter(fresh)
    fresh.enter()
    new = {place: cell for place, cell in filled(fresh).items() if place not in before}
    assert date_formats(new) == {
        "progress": {"due_date": DAY, "received": MOMENT},
        "periods": PERIOD_DAYS,
        "receipts": {"sent": DAY, "received": DAY, "newest": DAY},
        "entries": {"document_date": DAY, "received": DAY},
        "journal": {"at": MOMENT},
    }
    assert {look(cell) for cell in new.values()} == {(False, None)}
    heading = load_workbook(fresh.master)["Nhật ký"].cell(tables()["journal"].first - 1, 1)
    assert look(heading) == (True, "FFDCE6F2")


def test_rows_below_others_look_like_their_columns(room: Room, libreoffice: LibreOffice) -> None:
    saved_in_libreoffice(room, libreoffice)
    before = filled(room)
    room.open_period("2026-H1", now=at(1, month=6, year=2026))
    new = {place: cell for place, cell in filled(room).items() if place not in before}
    assert date_formats(new) == {
        "progress": {"due_date": DAY}, "periods": PERIOD_DAYS, "journal": {"at": MOMENT},
    }  # fmt: skip
    assert {look(cell) for cell in new.values()} == {(False, None)}


def test_a_column_she_painted_keeps_its_colour_and_its_number_format(fresh: Room, libreoffice: LibreOffice) -> None:
    places = {
        ("periods", "deadline"): DAY, ("progress", "due_date"): DAY, ("receipts", "tasks"): "General",
        ("journal", "at"): MOMENT,
    }  # fmt: skip
    steps = [("paint column", tables()[t].sheet, tables()[t].at(field), 0xFFF2CC) for t, field in places]
    saved_in_libreoffice(fresh, libreoffice, steps)
    fresh.open_period()
    fresh.distribute()
    cells = filled(fresh)
    first = {(t, field): cells[t, field, tables()[t].first] for t, field in places}
    assert {place: cell.number_format for place, cell in first.items()} == places
    assert {look(cell) for cell in first.values()} == {(False, "FFFFF2CC")}
