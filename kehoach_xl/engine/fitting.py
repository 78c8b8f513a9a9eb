"""How tall rows must be for what will stand in them: AutoFit of the file engine, with merged cells too.

Excel fits a row when somebody types in it (not for merged cells), LibreOffice and viewers take the stored height.
A text merged over several columns has them all; what a text merged over several rows lacks goes to the last of them.
"""

from collections.abc import Callable, Mapping, Sequence

from kehoach_xl.ooxml.cells import SheetScan
from kehoach_xl.ooxml.heights import Wrapped, height, row_height
from kehoach_xl.ooxml.styles import Style

_STANDARD_WIDTH = 8.43  # characters, of a column that names none
_EDGES = 5 / 7  # what a stored width holds beyond its characters
_ONE_LINE = 255.0

Merge = tuple[int, int, int, int]  # row1, column1, row2, column2


class RowFit:
    """``cells``: row → column → text, None for what takes one line (numbers, formulas, errors). ``tall``: merges over
    several rows with their text and style. ``stored``: points of a row that is not fitted."""

    def __init__(
        self, cells: Mapping[int, Mapping[int, str | None]], scan: SheetScan, style: Callable[[int], Style],
        tall: Sequence[tuple[Merge, str, int]] = (), stored: Callable[[int], float] = lambda row: 0.0,
    ) -> None:  # fmt: skip
        self.rows = cells.keys()
        self._cells, self._scan, self._style, self._tall, self._stored = cells, scan, style, tall, stored
        self._widths: dict[int, float | None] = {}
        self._ends = {m[:2]: m[3] for m in scan.merges if m[0] == m[2]}
        self._fitted: dict[int, float] = {}

    def height(self, row: int, styles: Mapping[int, int]) -> float:
        """Points for ``row``, never under the sheet's default; ``styles``: style index by column. Rows are asked for
        from the top down."""
        wrapped = []
        for column, text in self._cells[row].items():
            style = self._style(styles.get(column, 0))
            width = self._across(column, self._ends.get((row, column), column))
            if width is None:
                continue
            if text is None or not style.wrap:
                text, width = "0", _ONE_LINE
            wrapped.append(Wrapped(text, width, style.size, style.bold))
        least = max([self._scan.default_height, *(self._lacking(*one) for one in self._tall if one[0][2] == row)])
        self._fitted[row] = row_height(wrapped, least=least)
        return self._fitted[row]

    def _lacking(self, merge: Merge, text: str, style: int) -> float:
        """Points that the last row of a merge must have for its text."""
        row1, column1, row2, column2 = merge
        look, width = self._style(style), self._across(column1, column2)
        if width is None or not look.wrap:
            return 0.0
        above = sum(self._fitted.get(row) or self._stored(row) for row in range(row1, row2))
        return round(height(Wrapped(text, width, look.size, look.bold)) - above, 2)

    def _across(self, first: int, last: int) -> float | None:
        """Characters that fit into the columns together, None when all are hidden."""
        widths = [width for column in range(first, last + 1) if (width := self._width(column)) is not None]
        return sum(widths) + _EDGES * (len(widths) - 1) if widths else None

    def _width(self, column: int) -> float | None:
        """Characters that fit into a column, None for a hidden one."""
        if column not in self._widths:
            found = next((c for c in self._scan.columns if c.first <= column <= c.last), None)
            stored = found.width if found and found.width is not None else self._scan.default_width
            hidden = found is not None and (found.hidden or found.width == 0)
            self._widths[column] = None if hidden else _STANDARD_WIDTH if stored is None else stored - _EDGES
        return self._widths[column]
