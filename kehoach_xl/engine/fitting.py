"""How tall rows must be for what will stand in them: AutoFit of the file engine.

Excel fits a row when somebody types in it, LibreOffice and viewers take the stored height as it is.
"""

from collections.abc import Callable, Mapping

from kehoach_xl.ooxml.cells import SheetScan
from kehoach_xl.ooxml.heights import Wrapped, row_height
from kehoach_xl.ooxml.styles import Style

_STANDARD_WIDTH = 8.43  # characters, of a column that names none
_EDGES = 5 / 7  # what a stored width holds beyond its characters
_ONE_LINE = 255.0


class RowFit:
    """``cells``: row → column → text, None for what takes one line (numbers, formulas, errors)."""

    def __init__(
        self, cells: Mapping[int, Mapping[int, str | None]], scan: SheetScan, style: Callable[[int], Style]
    ) -> None:
        self.rows = cells.keys()
        self._cells, self._scan, self._style = cells, scan, style
        self._widths: dict[int, float | None] = {}

    def height(self, row: int, styles: Mapping[int, int]) -> float:
        """Points for ``row``, never under the sheet's default; ``styles``: style index by column."""
        wrapped = []
        for column, text in self._cells[row].items():
            style, width = self._style(styles.get(column, 0)), self._width(column)
            if width is None:
                continue
            if text is None or not style.wrap:
                text, width = "0", _ONE_LINE
            wrapped.append(Wrapped(text, width, style.size, style.bold))
        return row_height(wrapped, least=self._scan.default_height)

    def _width(self, column: int) -> float | None:
        """Characters that fit into a column, None for a hidden one."""
        if column not in self._widths:
            found = next((c for c in self._scan.columns if c.first <= column <= c.last), None)
            stored = found.width if found and found.width is not None else self._scan.default_width
            hidden = found is not None and (found.hidden or found.width == 0)
            self._widths[column] = None if hidden else _STANDARD_WIDTH if stored is None else stored - _EDGES
        return self._widths[column]
