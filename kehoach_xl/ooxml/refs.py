"""Cell references: ``A1`` ↔ (row, column), both from 1, and the simple areas that names refer to."""

import re
from functools import lru_cache
from typing import NamedTuple

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_AREA = re.compile(
    r"""=?(?:'((?:[^']|'')+)'|([^'!:,()\[\]"\s]+))!
        \$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?""",
    re.VERBOSE,
)


class Area(NamedTuple):
    """A rectangle on a sheet, rows and columns from 1, both ends included."""

    sheet: str
    row1: int
    column1: int
    row2: int
    column2: int


@lru_cache(maxsize=MAX_COLUMN)
def column_number(letters: str) -> int:
    """
    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=MAX_COLUMN)
def column_letters(number: int) -> str:
    """
    >>> column_letters(28)
    'AB'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """
    >>> cell_name(8, 3)
    'C8'
    """
    return f"{column_letters(column)}{row}"


def parse_cell(reference: str) -> tuple[int, int] | None:
    """(row, column) of one reference, or None when it is not one that fits on a sheet.

    >>> parse_cell("$C$8"), parse_cell("XFE1"), parse_cell("A0")
    ((8, 3), None, None)
    """
    match = _CELL.fullmatch(reference)
    if not match:
        return None
    row, column = int(match[2]), column_number(match[1])
    return (row, column) if 1 <= row <= MAX_ROW and column <= MAX_COLUMN else None


def parse_span(reference: str) -> tuple[int, int, int, int] | None:
    """(row1, column1, row2, column2) of ``A1`` or ``A1:C9``, ends put in order; None for anything else."""
    first, _, second = reference.partition(":")
    start = parse_cell(first)
    end = parse_cell(second) if second else start
    if start is None or end is None:
        return None
    return min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])


@lru_cache(maxsize=1 << 10)  # forms of equal length name equal areas
def parse_area(refers_to: str) -> Area | None:
    """The rectangle of a plain name; None for formulas, several areas, whole rows, other books, #REF!.

    >>> parse_area("'Báo cáo'!$C$8:$C$60")
    Area(sheet='Báo cáo', row1=8, column1=3, row2=60, column2=3)
    """
    match = _AREA.fullmatch(refers_to.strip())
    if not match:
        return None
    sheet = match[1].replace("''", "'") if match[1] else match[2]
    if match[1] and match[1].startswith("["):
        return None
    span = parse_span(f"{match[3]}{match[4]}:{match[5] or match[3]}{match[6] or match[4]}")
    return Area(sheet, *span) if span else None


def quote_sheet(sheet: str) -> str:
    """The sheet name as a reference writes it; quotes always work, so they are always there."""
    return "'" + sheet.replace("'", "''") + "'"
