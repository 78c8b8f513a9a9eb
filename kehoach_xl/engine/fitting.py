"""How tall rows must be for what will stand in them: AutoFit of the file engine, with merged cells too.

Excel fits a row when somebody types in it (not for merged cells), LibreOffice and viewers take the stored height.
A text merged over several columns has them all; what a text merged over several rows lacks goes to the last of them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from operator import getitem, itemgetter
from typing import NamedTuple

from kehoach_xl.ooxml.cells import SheetScan
from kehoach_xl.ooxml.heights import TALLEST, Wrapped, height
from kehoach_xl.ooxml.styles import Style

_STANDARD_WIDTH = 8.43  # characters, of a column that names none
_EDGES = 5 / 7  # what a stored width holds beyond its characters
_ONE_LINE = 255.0
_SHAPES = 1000  # shapes of rows that are kept at a time
_MOST = 1 << 15  # contents of a column whose height is kept

Merge = tuple[int, int, int, int]  # row1, column1, row2, column2


class _Points(dict[object, float]):
    """Points that each content needs in cells of one width and look, counted once."""

    def __init__(self, width: float, style: Style) -> None:
        self._width, self._style = width, style
        self.one_line = height(Wrapped("0", _ONE_LINE, style.size, style.bold))

    def __missing__(self, content: object) -> float:
        style = self._style
        points = 0.0 if content is None or content == "" else self.one_line
        if style.wrap and content and isinstance(content, str):
            points = height(Wrapped(content, self._width, style.size, style.bold), TALLEST)
        if len(self) >= _MOST:  # memory does not grow with a sheet whose texts all differ
            self.clear()
        self[content] = points
        return points


class _Line(NamedTuple):
    """The columns of a row that are shown: ``pick`` takes theirs of ``width`` contents, ``points`` measures them;
    ``styles``: those it was made for."""

    styles: Mapping[int, int]
    width: int
    pick: Callable[[Sequence[object]], Sequence[object]]
    points: Sequence[_Points]


class RowFit:
    """``rows``: those to be fitted. ``contents``: what a row will hold from column 1 on: texts, None, and anything else
    for what takes one line (numbers, formulas, errors). ``tall``: merges over several rows with their text and style.
    ``stored``: points of rows that are not fitted."""

    def __init__(
        self, rows: Collection[int], contents: Callable[[int], Sequence[object]], scan: SheetScan,
        style: Callable[[int], Style], tall: Sequence[tuple[Merge, str, int]], stored: Mapping[int, float],
    ) -> None:  # fmt: skip
        self.rows = rows
        self._contents, self._scan, self._style, self._stored = contents, scan, style, stored
        self._tall: dict[int, list[tuple[Merge, str, int]]] = {}
        for one in tall:
            self._tall.setdefault(one[0][2], []).append(one)
        self._widths: dict[int, float | None] = {}
        self._ends = {m[:2]: m[3] for m in scan.merges if m[0] == m[2]}
        self._points: dict[tuple[int, int, int], _Points | None] = {}
        self._merged = {row for row, _ in self._ends}
        self._lines: dict[tuple[int, int], _Line] = {}
        self._fitted: dict[int, float] = {}

    def height(self, row: int, styles: Mapping[int, int]) -> float:
        """Points for ``row``, never under the sheet's default; ``styles``: style index by column. Rows are asked for
        from the top down."""
        contents = self._contents(row)
        line = self._line(row, styles, len(contents))
        needed = max(self._scan.default_height, 0.0, *map(getitem, line.points, line.pick(contents)))
        for merge, text, style in self._tall.get(row, ()):
            needed = max(needed, self._lacking(merge, text, style))
        needed = min(needed, TALLEST)
        if self._tall:
            self._fitted[row] = needed
        return needed

    def _line(self, row: int, styles: Mapping[int, int], width: int) -> _Line:
        """What measures the columns of a row. Rows of one shape come with the same ``styles``, and need it once."""
        known = self._lines.get((id(styles), width))
        if known is not None and known.styles is styles and row not in self._merged:
            return known
        shown: dict[int, _Points] = {}
        for column in range(1, width + 1):
            key = column, self._ends.get((row, column), column), styles.get(column, 0)
            points = self._points[key] if key in self._points else self._measured(key)
            if points is not None:
                shown[column - 1] = points
        line = _Line(styles, width, _picking(shown), tuple(shown.values()))
        if row not in self._merged:
            if len(self._lines) >= _SHAPES:
                self._lines.clear()
            self._lines[id(styles), width] = line
        return line

    def _measured(self, key: tuple[int, int, int]) -> _Points | None:
        width = self._across(*key[:2])
        points = self._points[key] = None if width is None else _Points(width, self._style(key[2]))
        return points

    def _lacking(self, merge: Merge, text: str, style: int) -> float:
        """Points that the last row of a merge must have for its text."""
        row1, column1, row2, column2 = merge
        look, width = self._style(style), self._across(column1, column2)
        if width is None or not look.wrap:
            return 0.0
        rows = range(row1, row2)
        above = sum(self._fitted.get(row) or self._stored.get(row, self._scan.default_height) for row in rows)
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


def _picking(places: Collection[int]) -> Callable[[Sequence[object]], Sequence[object]]:
    """What takes these places out of a row."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda contents: [contents[place] for place in places]
