"""A rectangle of cells; values and formulas travel as whole blocks."""

from collections.abc import Callable
from typing import Any

import xlwings
from xlwings import base_classes

from kehoach_xl.engine.contract import implements, refuse
from kehoach_xl.ooxml.refs import MAX_COLUMN, MAX_ROW, column_letters, parse_span, quote_sheet

MOST_CELLS = 5_000_000  # a block larger than this is a mistake (Sheet.cells, a whole column)


@implements(base_classes.Range)
class Range(base_classes.Range):
    """``first`` and ``last`` are (row, column) from 1, both included."""

    def __init__(self, sheet: Any, arg1: Any, arg2: Any = None) -> None:
        self.sheet = sheet
        self.options: dict[str, Any] = {}  # set by xlwings.Range
        self.first, self.last = self._corners(arg1, arg2)

    def _corners(self, arg1: Any, arg2: Any) -> tuple[tuple[int, int], tuple[int, int]]:
        if isinstance(arg1, str) and arg2 is None:
            span = parse_span(arg1)
            if span:
                return span[:2], span[2:]
            area = self.sheet.names.area(arg1)
            if area is None or area.sheet.casefold() != self.sheet.name.casefold():
                raise xlwings.NoSuchObjectError(f"No range {arg1!r} on sheet {self.sheet.name!r}")
            return (area.row1, area.column1), (area.row2, area.column2)
        if isinstance(arg1, tuple) and len(arg1) == 4:
            row, column, rows, columns = arg1
            if rows < 1 or columns < 1:
                raise IndexError("A range has at least one row and one column")
            return self._checked((row, column), (row + rows - 1, column + columns - 1))
        starts, ends = zip(self._end(arg1), self._end(arg1 if arg2 is None else arg2), strict=True)
        return self._checked((min(starts), min(ends)), (max(starts), max(ends)))

    def _end(self, argument: Any) -> tuple[int, int]:
        if isinstance(argument, Range):
            return argument.first
        if isinstance(argument, str):
            return Range(self.sheet, argument).first
        row, column = argument
        return row, column

    @staticmethod
    def _checked(first: tuple[int, int], last: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
        if not (min(first) >= 1 and last[0] <= MAX_ROW and last[1] <= MAX_COLUMN):
            raise IndexError(f"Outside the sheet: {first} to {last}")
        return first, last

    @property
    def row(self) -> int:
        return self.first[0]

    @property
    def column(self) -> int:
        return self.first[1]

    @property
    def shape(self) -> tuple[int, int]:
        return self.last[0] - self.first[0] + 1, self.last[1] - self.first[1] + 1

    def __len__(self) -> int:
        rows, columns = self.shape
        return rows * columns

    def __call__(self, row: int, column: int | None = None) -> "Range":
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        at = (self.row + row - 1, self.column + column - 1)
        return Range(self.sheet, at)

    @property
    def api(self) -> "Range":
        return self  # xlwings asks for a native object before it writes

    @property
    def max_cells_per_write(self) -> None:
        return None  # no limit: a block is written whole

    @property
    def raw_value(self) -> Any:
        """A scalar for one cell, else a tuple of rows: float, str, bool, None, and error numbers."""
        return self._block(self.sheet.grid.block)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        """A block of exactly this shape, or one scalar for every cell. Text stays text, even "=…"."""
        self.sheet.grid.set_block(self.first, self._rows_of(data))

    @property
    def formula(self) -> Any:
        """Like ``raw_value``: "=…" for formulas, constants as text, "" when empty."""
        return self._block(self.sheet.grid.formula_block)

    @formula.setter
    def formula(self, data: Any) -> None:
        """Text "=…" becomes a formula, the rest constants; one formula for all cells moves as it fills."""
        grid = self.sheet.grid
        if isinstance(data, str) and data.startswith("=") and len(data) > 1:
            self._require_exact()
            grid.fill(self.first, self.last, data)
            return
        for row, line in enumerate(self._rows_of(data), self.first[0]):
            for column, content in enumerate(line, self.first[1]):
                grid.set_formula((row, column), content)

    def clear_contents(self) -> None:
        """Empty the cells, keep their formats; only cells that hold something are visited."""
        grid = self.sheet.grid
        for at in grid.filled(self.first, self.last):
            grid.set_value(at, None)

    def autofit(self, axis: str | None = None) -> None:
        """Rows only (``range.rows.autofit()``): their height follows the wrapped text of the whole row.

        Written with the save; a row whose height a person has set keeps it.
        """
        if axis not in ("r", "rows"):
            refuse(f"Range.autofit({axis!r})")
        self.sheet.grid.fit_rows(self.first[0], self.last[0])

    @property
    def number_format(self) -> str | None:
        """The number format all cells share, None when they differ."""
        style = self.sheet.book.parts.style
        found = {style(self.sheet.grid.style(at)).number_format for at in self._positions()}
        return found.pop() if len(found) == 1 else None

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        row, column = "$" * bool(row_absolute), "$" * bool(col_absolute)
        ends = [f"{column}{column_letters(c)}{row}{r}" for r, c in (self.first, self.last)]
        address = ends[0] if self.first == self.last else ":".join(ends)
        if not external:
            return address
        return quote_sheet(f"[{self.sheet.book.name}]{self.sheet.name}") + "!" + address

    def _positions(self) -> Any:
        self._require_exact()
        columns = range(self.first[1], self.last[1] + 1)
        return ((row, column) for row in range(self.first[0], self.last[0] + 1) for column in columns)

    def _require_exact(self) -> None:
        if len(self) > MOST_CELLS:
            raise ValueError(f"{self.address} has {len(self)} cells; read an exact block instead")

    def _block(self, get: Callable[[tuple[int, int], tuple[int, int]], list[Any]]) -> Any:
        self._require_exact()
        block = get(self.first, self.last)
        return block[0][0] if self.first == self.last else tuple(block)

    def _rows_of(self, data: Any) -> list[Any]:
        """The content as rows; ``ValueError`` when the block has another shape than the range."""
        rows, columns = self.shape
        if not isinstance(data, list | tuple):
            self._require_exact()
            return [[data] * columns] * rows
        if data and not isinstance(data[0], list | tuple):
            data = [data]
        if len(data) != rows or any(len(row) != columns for row in data):
            raise ValueError(f"{self.address} takes {rows} x {columns} values, not {len(data)} rows given")
        return list(data)
