"""A model from a real workbook file, read with openpyxl."""

import functools
import io
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.filters import AutoFilter as StoredFilter
from openpyxl.worksheet.filters import FilterColumn

from tests.support.excel_com.cells import ERROR_CODES
from tests.support.excel_com.formulas import work_out
from tests.support.excel_com.model import (
    HIDDEN,
    VERY_HIDDEN,
    VISIBLE,
    AutoFilter,
    Book,
    Box,
    Criterion,
    Name,
    Sheet,
    Style,
    Value,
)
from tests.support.package import MAIN, RELATIONSHIPS, relations

_STATES = {"visible": VISIBLE, "hidden": HIDDEN, "veryHidden": VERY_HIDDEN}
_OPERATORS = {
    "equal": "=", "notEqual": "<>", "greaterThan": ">", "lessThan": "<",
    "greaterThanOrEqual": ">=", "lessThanOrEqual": "<=",
}  # fmt: skip
XL_AND, XL_OR, XL_VALUES = 1, 2, 7


def load(path: Path) -> Book:
    """The workbook as it stands on the disk now."""
    return _parsed(path.read_bytes(), path)


def _parsed(data: bytes, path: Path) -> Book:
    made = _read(data).copy()
    made.path = path
    return made


@functools.lru_cache(maxsize=12)  # more than there are stages of one world (tests/workflows/clicks.py)
def _read(data: bytes) -> Book:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # «extension is not supported»: not needed here
        book = load_workbook(io.BytesIO(data))
    results = _results(data)
    names = {
        name.casefold(): Name(name, _formula(defined.attr_text)) for name, defined in book.defined_names.items()
    }
    for stored in book:
        for name, defined in stored.defined_names.items():
            shown = f"{_quoted(stored.title)}!{name}"
            names[shown.casefold()] = Name(shown, _formula(defined.attr_text))
    sheets = [_sheet(stored, results[stored.title], book.epoch) for stored in book.worksheets]
    locked = bool(book.security and book.security.lockStructure)
    active = book.sheetnames.index(book.active.title)
    made = Book(Path(), data, sheets, names, structure_protected=locked, active=active)
    work_out(made)
    return made


def _results(data: bytes) -> dict[str, dict[str, Value]]:
    """{sheet: {"B5": value}}: what the formulas of the file gave when it was saved."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        main = next(part for kind, part in relations(package, "").values() if kind == "officeDocument")
        links = relations(package, main)
        sheets = etree.fromstring(package.read(main)).iter(f"{MAIN}sheet")
        parts = {sheet.get("name"): links[sheet.get(f"{RELATIONSHIPS}id")][1] for sheet in sheets}
        return {name: _results_of(package.read(part)) for name, part in parts.items()}


def _results_of(sheet: bytes) -> dict[str, Value]:
    cells = (formula.getparent() for formula in etree.fromstring(sheet).iter(f"{MAIN}f"))
    return {cell.get("r"): _result(cell.findtext(f"{MAIN}v"), cell.get("t", "n")) for cell in cells}


def _result(text: str | None, kind: str) -> Value:
    if not text:
        return None
    if kind == "e":
        return ERROR_CODES.get(text, ERROR_CODES["#VALUE!"])
    return {"n": float, "b": lambda one: one == "1", "str": unescape}[kind](text)


def _sheet(stored: Any, results: dict[str, Value], epoch: datetime) -> Sheet:
    made = Sheet(stored.title, _STATES[stored.sheet_state], protected=bool(stored.protection.sheet))
    for row in stored.iter_rows():
        for cell in row:
            at = cell.row, cell.column
            if cell.has_style:
                made.styles[at] = _style(cell)
            if cell.data_type == "f":
                formula = cell.value if isinstance(cell.value, str) else getattr(cell.value, "text", "")
                made.formulas[at] = _formula(formula)
                made.values[at] = results[cell.coordinate]
            elif cell.value is not None:
                made.values[at] = _value(cell, epoch)
    for letters, column in stored.column_dimensions.items():
        if column.has_style:
            first = column.min or column_index_from_string(letters)
            for number in range(first, (column.max or first) + 1):
                made.column_styles[number] = _style(column)
    for letters, column in stored.column_dimensions.items():
        if column.hidden:
            first = column.min or column_index_from_string(letters)
            made.hidden_columns |= set(range(first, (column.max or first) + 1))
    for number, row in stored.row_dimensions.items():
        if row.has_style:
            made.row_styles[number] = _style(row)
    made.merged = [_box(merged.coord) for merged in stored.merged_cells.ranges]
    made.print_area = ",".join(area.rpartition("!")[2] for area in (stored.print_area or "").split(",'"))
    made.tables = tuple(stored.tables)
    made.selection = _selection(stored)
    _hide(made, stored)
    return made


def _style(styled: Any) -> Style:
    return Style(styled.number_format, styled.protection.locked is not False)


def _value(cell: Any, epoch: datetime) -> Value:
    value = cell.value
    if value is None or isinstance(value, bool):
        return value
    if cell.data_type == "e":
        return ERROR_CODES.get(str(value), ERROR_CODES["#VALUE!"])
    if isinstance(value, date | datetime | time | timedelta):
        return float(to_excel(value, epoch))
    return unescape(value) if isinstance(value, str) else float(value)


def _selection(stored: Any) -> tuple[Box, ...]:
    chosen = [each.sqref for each in stored.sheet_view.selection if each.sqref]
    return tuple(_box(part) for part in str(chosen[-1]).split()) if chosen else (Box(1, 1, 1, 1),)


def _hide(made: Sheet, stored: Any) -> None:
    hidden = {number for number, row in stored.row_dimensions.items() if row.hidden}
    if stored.auto_filter.ref:
        made.autofilter = _filter(stored.auto_filter)
        area = made.autofilter.area
        if made.filtering():
            made.filtered_rows = {row for row in hidden if area.row1 < row <= area.row2}
    made.hidden_rows = hidden - made.filtered_rows


def _filter(stored: StoredFilter) -> AutoFilter:
    made = AutoFilter(_box(stored.ref))
    for column in stored.filterColumn:
        criterion = _criterion(column)
        if criterion:
            made.criteria[column.colId + 1] = criterion
    return made


def _criterion(column: FilterColumn) -> Criterion | None:
    if column.filters:
        if column.filters.dateGroupItem:
            return Criterion(None, XL_VALUES)
        chosen = [*(["="] if column.filters.blank else []), *("=" + value for value in column.filters.filter)]
        return listed(chosen)
    if column.customFilters:
        parts = [_OPERATORS[each.operator or "equal"] + each.val for each in column.customFilters.customFilter]
        if len(parts) == 1:
            return Criterion(parts[0])
        return Criterion(parts[0], XL_AND if column.customFilters._and else XL_OR, parts[1])
    other = {"colorFilter": 8, "iconFilter": 10, "dynamicFilter": 11, "top10": 3}
    for kind, operator in other.items():
        if getattr(column, kind):
            return Criterion(None, operator)
    return None


def listed(chosen: list[str]) -> Criterion:
    """How Excel gives a list of values back: one, two joined by «or», or a list of three and more."""
    if len(chosen) == 1:
        return Criterion(chosen[0])
    if len(chosen) == 2:
        return Criterion(chosen[0], XL_OR, chosen[1])
    return Criterion(tuple(chosen), XL_VALUES)


def _box(address: str) -> Box:
    column1, row1, column2, row2 = range_boundaries(address)
    return Box(row1, column1, row2, column2)


def _formula(text: str) -> str:
    return text if text.startswith("=") else "=" + text


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"
