"""Putting something into cells, with what Excel does to it on the way."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from tests.support.excel_com.cells import ERROR_CODES, is_date_format, serial, shown
from tests.support.excel_com.entry import Entered, entered
from tests.support.excel_com.errors import protected_sheet, refused
from tests.support.excel_com.model import At, Box, Sheet

_LONG = 2**31


def put(sheet: Sheet, box: Box, data: Any) -> None:
    """``Range.Value = data``, and the same for Value2 and Formula.

    - A locked cell of a protected sheet refuses all of it.
    - Rows hidden by a filter are passed over when several rows are written at once, and the visible ones then all
      get the first row of the block (https://github.com/xlwings/xlwings/issues/747).
    - Of merged cells only the first takes its value.
    - An element Excel cannot take stops it there: what stands before it in the block is written.
    """
    guard(sheet, box)
    hidden = _hidden(sheet, box)
    if hidden and isinstance(data, list | tuple) and data and isinstance(data[0], list | tuple):
        data = data[0]
    covered = {at for merged in sheet.merged for at in merged.cells() if at != merged.first and at in box}
    for at, element in _elements(box, data):
        if at[0] not in hidden and at not in covered:
            store(sheet, at, element)


def clear(sheet: Sheet, box: Box) -> None:
    """``Range.ClearContents``."""
    guard(sheet, box)
    if any(_cuts(merged, box) for merged in sheet.merged):
        raise refused("We can't do that to a merged cell.")
    hidden = _hidden(sheet, box)
    for at in [at for at in {*sheet.values, *sheet.formulas} if at in box and at[0] not in hidden]:
        _set(sheet, at, Entered(None))


def guard(sheet: Sheet, box: Box) -> None:
    """Refuse when the sheet is protected and one cell of the box is locked."""
    if sheet.protected and any(sheet.style(at).locked for at in box.cells()):
        raise protected_sheet()


def store(sheet: Sheet, at: At, element: Any) -> None:
    """One cell takes one element as COM carries it."""
    style = sheet.style(at)
    found = _taken(element, style.number_format)
    if found.number_format and style.number_format == "General":
        sheet.styles[at] = style._replace(number_format=found.number_format)
    _set(sheet, at, found)


def _set(sheet: Sheet, at: At, found: Entered) -> None:
    sheet.touched.add(at)
    if found.formula is not None:
        if sheet.formulas.get(at) != found.formula:
            sheet.values[at] = found.value
            sheet.entered += 1
        sheet.formulas[at] = found.formula
        return
    sheet.formulas.pop(at, None)
    if found.value is None:
        sheet.values.pop(at, None)
    else:
        sheet.values[at] = found.value


def _taken(element: Any, number_format: str) -> Entered:
    """What a VARIANT becomes in a cell of this format; ``TypeError`` for what pywin32 cannot send."""
    text_cell = number_format == "@"
    if element is None:
        return Entered(None)
    if isinstance(element, str):
        return entered(element, number_format)
    if isinstance(element, bool):
        return Entered(str(element).upper() if text_cell else element)
    if isinstance(element, date):
        moment = element if isinstance(element, datetime) else datetime(element.year, element.month, element.day)
        if moment.tzinfo not in (None, UTC):
            moment = moment.astimezone(UTC)
        style = "d/m/yyyy" if serial(moment).is_integer() else "d/m/yyyy h:mm"
        return Entered(f"{moment:%d/%m/%Y}" if text_cell else serial(moment), None, style)
    if isinstance(element, Decimal):
        return _number(float(round(element, 4)), text_cell, '"$"#,##0.00')
    if isinstance(element, int) and not -_LONG <= element < _LONG:
        raise refused("Type mismatch.")
    if isinstance(element, int | float):
        return _number(float(element), text_cell)
    raise TypeError(f"Objects of type '{type(element).__name__}' can not be converted to a COM VARIANT")


def _number(number: float, text_cell: bool, number_format: str | None = None) -> Entered:
    """A number given to a cell formatted as text becomes text."""
    if number != number or number in (float("inf"), float("-inf")):
        return Entered(ERROR_CODES["#NUM!"])
    return Entered(shown(number)) if text_cell else Entered(number, None, number_format)


def _elements(box: Box, data: Any) -> Iterator[tuple[At, Any]]:
    """Each cell with its element. A block too small leaves #N/A, one too large is cut; one row repeats."""
    if isinstance(data, str) and data.startswith("=") and (box.rows, box.columns) != (1, 1):
        first = f"{get_column_letter(box.column1)}{box.row1}"
        for row, column in box.cells():
            yield (row, column), Translator(data, first).translate_formula(f"{get_column_letter(column)}{row}")
        return
    if not isinstance(data, list | tuple):
        yield from ((at, data) for at in box.cells())
        return
    rows: Sequence[Any] = data if data and isinstance(data[0], list | tuple) else [data]
    if len({len(row) for row in rows}) > 1:
        raise ValueError("All dimensions must have the same length")  # pywin32's SAFEARRAY
    for row, column in box.cells():
        r, c = (row - box.row1) if len(rows) > 1 else 0, (column - box.column1) if len(rows[0]) > 1 else 0
        fits = r < len(rows) and c < len(rows[r])
        yield (row, column), rows[r][c] if fits else "#N/A"


def _hidden(sheet: Sheet, box: Box) -> set[int]:
    """The rows of a box of several rows that a filter hides."""
    if box.rows == 1 or not sheet.filtering():
        return set()
    return {row for row in sheet.filtered_rows if box.row1 <= row <= box.row2}


def _cuts(merged: Box, box: Box) -> bool:
    inside = [at in box for at in merged.cells()]
    return any(inside) and not all(inside)


def displayed(sheet: Sheet, at: At) -> str:
    """The text on the screen, as far as filters look at it."""
    value, style = sheet.values.get(at), sheet.style(at).number_format
    if isinstance(value, float):
        if is_date_format(style):
            return f"{datetime(1899, 12, 30).fromordinal(datetime(1899, 12, 30).toordinal() + int(value)):%d/%m/%Y}"
        return shown(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else str(value)
