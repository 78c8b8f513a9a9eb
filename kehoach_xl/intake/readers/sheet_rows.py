"""A workbook as a document: each visible sheet is one table, its cells as a Vietnamese reader sees them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from kehoach_xl.domain.legacy import read_in_font
from kehoach_xl.intake.content import Place, Table
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import Cell, ReadSheet, ReadWorkbook
from kehoach_xl.ooxml.refs import cell_name

_DAY_ZERO = datetime(1899, 12, 30)
_LAST_DAY = 2_958_465  # 31/12/9999
_DAYS_1904 = 1462
_MINUTE = 1 / 1440
_TOLD = 12  # rows or cells by name, then how many more


def sheet_tables(book: ReadWorkbook) -> tuple[list[Table], list[Message]]:
    """A table of each visible sheet that holds something; and what is to be said: sheets with content that are hidden
    are not read, hidden rows are, and formulas that were never calculated stand as formulas.

    Rows and columns without content are left out; ``places`` tell the row of the sheet.
    """
    seen = [sheet for sheet in book.sheets if sheet.lines]
    shown = [sheet for sheet in seen if sheet.state == "visible"]
    tables = (_table(sheet, book.date1904) for sheet in shown)
    hidden = ", ".join(f"«{one.name}»" for one in seen if one.state != "visible")
    notes = [Message("IMPORT_027", {"sheets": hidden})] if hidden else []
    return [one for one in tables if one is not None], [*notes, *(note for one in shown for note in _notes(one))]


def _notes(sheet: ReadSheet) -> Iterator[Message]:
    rows = sorted(sheet.hidden_rows & sheet.lines.keys())
    if rows:
        yield Message("IMPORT_028", {"sheet": sheet.name, "rows": _listed([f"dòng {row}" for row in rows])})
    bare = [cell_name(*at) for at, cell in sorted(sheet.cells.items()) if cell.value is None and cell.formula]
    if bare:
        yield Message("IMPORT_029", {"sheet": sheet.name, "cells": _listed(bare)})


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _TOLD
    return ", ".join(names[:_TOLD]) + (f" và {more} chỗ khác" if more > 0 else "")


def _table(sheet: ReadSheet, date1904: bool) -> Table | None:
    texts = {at: said for at, cell in sheet.cells.items() if (said := shown_as(cell, date1904)).strip()}
    if not texts:
        return None
    rows = {row: number for number, row in enumerate(sorted({row for row, _ in texts}))}
    columns = {column: number for number, column in enumerate(sorted({column for _, column in texts}))}
    grid = [[""] * len(columns) for _ in rows]
    for (row, column), text in texts.items():
        grid[rows[row]][columns[column]] = text
    places = [Place(row=row, sheet=sheet.name) for row in rows]
    return Table(grid, _merges(sheet, rows, columns), places)


def _merges(sheet: ReadSheet, rows: dict[int, int], columns: dict[int, int]) -> list[tuple[int, int, int, int]]:
    """The merged areas in the rows and columns that are left."""
    found = []
    for top, left, bottom, right in sheet.merges:
        inside = [number for row, number in rows.items() if top <= row <= bottom]
        across = [number for column, number in columns.items() if left <= column <= right]
        if len(inside) * len(across) > 1:
            found.append((min(inside), min(across), max(inside), max(across)))
    return found


def shown_as(cell: Cell, date1904: bool = False) -> str:
    """The text of a cell: numbers with a comma, days as dd/mm/yyyy, a text as it stands (out of an old encoding where
    that is certain).

    >>> [shown_as(Cell(kind, value, "", None, "")) for kind, value in (("number", 6.18), ("number", 2025.0))]
    ['6,18', '2025']
    >>> [shown_as(Cell(kind, value, "", None, "")) for kind, value in (("date", 45996.0), ("percent", 0.855))]
    ['05/12/2025', '85,5%']
    """
    value = cell.value
    if value is None:
        return f"={cell.formula}" if cell.formula else ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        old = read_in_font(value, cell.font)
        return old.text if old and not old.other else value
    if cell.kind == "date":
        return _day(value + (_DAYS_1904 if date1904 else 0))
    return _number(value * 100) + "%" if cell.kind == "percent" else _number(value)


def _number(value: float) -> str:
    """Fifteen digits, as Excel counts them."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}".replace(".", ",")


def _day(serial: float) -> str:
    if not 0 <= serial <= _LAST_DAY:
        return _number(serial)
    moment = _DAY_ZERO + timedelta(days=serial)
    hour = f"{moment:%H:%M}"
    if serial < 1:
        return hour
    return f"{moment:%d/%m/%Y}" + ("" if serial % 1 < _MINUTE else f" {hour}")
