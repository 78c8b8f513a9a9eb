"""The few formulas the double works out itself: those that say where a defined name points.

A master lists its bound names with ROW, ROWS, COLUMN, COLUMNS, SHEET, INDEX(…,1), IF and IFERROR. Every other
result comes from the file or from ``FakeExcel.results``.
"""

import functools
import re
from typing import Any, NamedTuple

from tests.support.excel_com.model import Book, Box, Sheet, area_of

_TOKEN = re.compile(r"\s*(?:(_xlfn\.)?([A-Z]+)(?=\()|('(?:[^']|'')+'![$A-Z0-9]+)|([\w.]+![$A-Z0-9]+)|([\w.]+)|(.))")
_FUNCTIONS = {"ROW", "ROWS", "COLUMN", "COLUMNS", "SHEET", "INDEX", "IF", "IFERROR"}


class _Area(NamedTuple):
    sheet: Sheet
    box: Box


class _Failed(Exception):
    """#NAME?, #REF! and their like."""


def work_out(book: Book) -> None:
    """Bring these results up to date with the names."""
    now = dict(book.names), [sheet.entered for sheet in book.sheets]
    if book.worked_out == now:
        return
    for sheet in book.sheets:
        for at, formula in sheet.formulas.items():
            parts = _parts(formula)
            if parts:
                sheet.values[at] = _result(book, parts)
    book.worked_out = now


@functools.cache
def _parts(formula: str) -> Any:
    """The formula as nested tuples, None when it is not of our kind."""
    if "ROW" not in formula and "COLUMN" not in formula:
        return None
    found = [(m[2] or "", m[3] or m[4] or m[5] or m[6]) for m in _TOKEN.finditer(formula[1:])]
    used = {function for function, _ in found if function}
    if not used & {"ROW", "ROWS", "COLUMN", "COLUMNS"} or used - _FUNCTIONS:
        return None
    try:
        parsed, rest = _expression(found)
    except (IndexError, ValueError):
        return None
    return None if rest else parsed


def _expression(tokens: list[tuple[str, str]]) -> tuple[Any, list[tuple[str, str]]]:
    left, tokens = _term(tokens)
    while tokens and tokens[0][1] in ("=", ":"):
        sign = tokens[0][1]
        right, tokens = _term(tokens[1:])
        left = (sign, left, right)
    return left, tokens


def _term(tokens: list[tuple[str, str]]) -> tuple[Any, list[tuple[str, str]]]:
    (function, text), tokens = tokens[0], tokens[1:]
    if not function:
        if not re.match(r"[\w']", text):
            raise ValueError(text)
        return text, tokens
    arguments = []
    while tokens[0][1] in ("(", ","):
        argument, tokens = _expression(tokens[1:])
        arguments.append(argument)
    if tokens[0][1] != ")":
        raise ValueError(tokens[0])
    return (function, *arguments), tokens[1:]


def _result(book: Book, parts: Any) -> float | int:
    try:
        found = _value(book, parts)
    except _Failed:
        return -2146826259  # #NAME?
    return found if isinstance(found, float) else -2146826273  # #VALUE!


def _value(book: Book, parts: Any) -> Any:
    """A number, a truth or an area."""
    if isinstance(parts, str):
        return float(parts) if parts.isdigit() else _area(book, parts)
    function, *arguments = parts
    if function == "IFERROR":
        try:
            return _value(book, arguments[0])
        except _Failed:
            return _value(book, arguments[1])
    if function == "IF":
        return _value(book, arguments[1 if _value(book, arguments[0]) else 2])
    values = [_value(book, argument) for argument in arguments]
    if function == "=":
        return values[0] == values[1]
    area = values[0]
    if function == ":":
        return _spanned(area, values[1])
    return {
        "ROW": lambda: float(area.box.row1), "ROWS": lambda: float(area.box.rows),
        "COLUMN": lambda: float(area.box.column1), "COLUMNS": lambda: float(area.box.columns),
        "SHEET": lambda: float(book.sheets.index(area.sheet) + 1),
        "INDEX": lambda: _Area(area.sheet, Box(*area.box.first, *area.box.first)),
    }[function]()  # fmt: skip


def _area(book: Book, text: str) -> _Area:
    defined = book.names.get(text.casefold())
    found = area_of(book, defined.refers_to if defined else text)
    if found is None:
        raise _Failed(text)
    return _Area(*found)


def _spanned(one: _Area, other: _Area) -> _Area:
    if one.sheet is not other.sheet:
        raise _Failed
    a, b = one.box, other.box
    rows, columns = (a.row1, a.row2, b.row1, b.row2), (a.column1, a.column2, b.column1, b.column2)
    return _Area(one.sheet, Box(min(rows), min(columns), max(rows), max(columns)))
