"""A workbook as Excel holds it in memory: plain data, cheap to copy."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from openpyxl.utils import range_boundaries

Value = str | float | bool | int | None  # dates as serials; whole numbers are error codes only
At = tuple[int, int]  # row, column, from 1
VISIBLE, HIDDEN, VERY_HIDDEN = -1, 0, 2
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class Style(NamedTuple):
    """What of a cell's style changes how Excel behaves."""

    number_format: str = "General"
    locked: bool = True


PLAIN = Style()


class Box(NamedTuple):
    """A rectangle, ends included."""

    row1: int
    column1: int
    row2: int
    column2: int

    def __contains__(self, at: object) -> bool:
        row, column = at  # type: ignore[misc]
        return self.row1 <= row <= self.row2 and self.column1 <= column <= self.column2

    def cells(self) -> Iterator[At]:
        columns = range(self.column1, self.column2 + 1)
        return ((row, column) for row in range(self.row1, self.row2 + 1) for column in columns)

    @property
    def rows(self) -> int:
        return self.row2 - self.row1 + 1

    @property
    def columns(self) -> int:
        return self.column2 - self.column1 + 1

    @property
    def first(self) -> At:
        return self.row1, self.column1


class Criterion(NamedTuple):
    """What one column is filtered by, as Excel gives it back.

    ``one`` is text, or a tuple of texts with operator 7 (a list of values); None when Excel cannot say (dates
    chosen by month, colours), which then neither can a program.
    """

    one: str | tuple[str, ...] | None
    operator: int = 0
    two: str | None = None


@dataclass
class AutoFilter:
    """The one filter of a sheet: its area with the headings, {column within it from 1: criterion}."""

    area: Box
    criteria: dict[int, Criterion] = field(default_factory=dict)


class Name(NamedTuple):
    name: str  # as Excel shows it: «'Trang'!Tên» when it belongs to a sheet
    refers_to: str  # with the leading "="


@dataclass
class Sheet:
    name: str
    visible: int = VISIBLE
    values: dict[At, Value] = field(default_factory=dict)
    formulas: dict[At, str] = field(default_factory=dict)
    styles: dict[At, Style] = field(default_factory=dict)
    row_styles: dict[int, Style] = field(default_factory=dict)
    column_styles: dict[int, Style] = field(default_factory=dict)
    merged: list[Box] = field(default_factory=list)
    protected: bool = False
    autofilter: AutoFilter | None = None
    filtered_rows: set[int] = field(default_factory=set)  # hidden by the filter
    hidden_rows: set[int] = field(default_factory=set)  # hidden by hand
    hidden_columns: set[int] = field(default_factory=set)
    refitted_columns: set[int] = field(default_factory=set)  # hidden or shown since the last save
    print_area: str = ""
    repaged: bool = False  # print area set since the last save
    selection: tuple[Box, ...] = (Box(1, 1, 1, 1),)
    tables: tuple[str, ...] = ()
    touched: set[At] = field(default_factory=set)  # since the last save
    entered: int = 0  # formulas entered since it was read

    def style(self, at: At) -> Style:
        row, column = at
        return self.styles.get(at) or self.row_styles.get(row) or self.column_styles.get(column) or PLAIN

    def filtering(self) -> bool:
        return self.autofilter is not None and bool(self.autofilter.criteria)

    def used(self) -> Box:
        found = [*self.values, *self.formulas]
        if not found:
            return Box(1, 1, 1, 1)
        rows, columns = zip(*found, strict=True)
        return Box(min(rows), min(columns), max(rows), max(columns))


@dataclass
class Book:
    path: Path
    origin: bytes  # the file as it was read or last saved
    sheets: list[Sheet]
    names: dict[str, Name] = field(default_factory=dict)  # by name, case-folded
    structure_protected: bool = False
    read_only: bool = False
    saved: bool = True
    closed: bool = False
    active: int = 0  # index of the sheet in front
    renamed: set[str] = field(default_factory=set)  # names moved since the last save
    worked_out: object = None  # what results were last computed for

    def copy(self) -> "Book":
        """Independent of this one; cells are immutable, so only the containers are copied."""
        return replace(
            self,
            sheets=[_copied(sheet) for sheet in self.sheets],
            names=dict(self.names),
            renamed=set(self.renamed),
        )

    def sheet(self, name: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.name.casefold() == name.casefold())

    def cells(self) -> dict[str, dict[At, Value | str]]:
        """{sheet: {(row, column): formula or value}}: what the workbook says, empty cells left out."""
        return {
            sheet.name: {at: v for at, v in {**sheet.values, **sheet.formulas}.items() if v is not None}
            for sheet in self.sheets
        }


def _copied(sheet: Sheet) -> Sheet:
    made = copy.copy(sheet)
    for key, value in vars(sheet).items():
        if isinstance(value, dict | set | list):
            setattr(made, key, copy.copy(value))
    if sheet.autofilter:
        made.autofilter = AutoFilter(sheet.autofilter.area, dict(sheet.autofilter.criteria))
    return made


def area_of(book: Book, refers_to: str) -> tuple[Sheet, Box] | None:
    sheet, _, cells = refers_to.removeprefix("=").rpartition("!")
    sheet = sheet.removeprefix("'").removesuffix("'").replace("''", "'")
    try:
        column1, row1, column2, row2 = range_boundaries(cells.replace("$", ""))
        return book.sheet(sheet), Box(row1, column1, row2, column2)
    except (ValueError, TypeError, StopIteration):
        return None
