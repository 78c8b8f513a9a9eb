"""How tall rows must be for what will stand in them: AutoFit of the file engine, with merged cells too.

Excel fits a row when somebody types in it (not for merged cells), LibreOffice and viewers take the stored height.
A text merged over several columns has them all; what a text merged over several rows lacks goes to the last of them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple

from kehoach_xl.engine.edits import Edits
from kehoach_xl.engine.row_spans import RowSpans
from kehoach_xl.ooxml.cells import SheetScan
from kehoach_xl.ooxml.heights import TALLEST, Cells, Wrapped, height, letters_that_fit
from kehoach_xl.ooxml.styles import Style

_STANDARD_WIDTH = 8.43  # characters, of a column that names none
_EDGES = 5 / 7  # what a stored width holds beyond its characters
_ONE_LINE = 255.0
_SHAPES = 1000  # shapes of rows that are kept at a time
_MOST = 1 << 15  # contents of a column whose height is kept
_HEIGHTS = 4  # that contents of a column are held against, kept at a time

Merge = tuple[int, int, int, int]  # row1, column1, row2, column2


class _Points(dict[object, float]):
    """Points that each content needs in cells of one width and look, counted once."""

    def __init__(self, width: float, style: Style) -> None:
        self._cells = Cells(width, style.size, style.bold)
        self.wraps = style.wrap
        self.one_line = height(Wrapped("0", _ONE_LINE, style.size, style.bold))
        self._short = letters_that_fit(width, style.size)
        self._low: dict[float, set[object]] = {}  # by points: contents that are known to need no more

    def __missing__(self, content: object) -> float:
        points = 0.0 if content is None or content == "" else self.one_line
        if self.wraps and isinstance(content, str) and (len(content) > self._short or "\n" in content):
            points = self._cells.height(content, TALLEST)
        if len(self) >= _MOST:  # memory does not grow with a sheet whose texts all differ
            self.clear()
            self._low.clear()
        self[content] = points
        return points

    def within(self, points: float, column: Iterable[object]) -> bool:
        """Whether no content of a column needs more than these points."""
        if points not in self._low and len(self._low) >= _HEIGHTS:
            self._low.clear()
        low = self._low.setdefault(points, set())
        if low.issuperset(column):
            return True
        needed = {content: self[content] for content in {*column} - low}
        low.update(content for content, own in needed.items() if own <= points)
        return max(needed.values()) <= points


# What rows will hold: of each its stored values from column 1 on, the columns of its formulas, and what is changed.
# Texts, None, and anything else for what takes one line (numbers, formulas, errors).
Contents = tuple[Sequence[tuple[object, ...]], Sequence[frozenset[int]], Sequence[Edits]]


_COLUMNS = attrgetter("columns")
_Kind = tuple[int, frozenset[int], tuple[int, ...]]  # how many values are stored, columns of formulas, changed ones


class _Line(NamedTuple):
    """What measures rows of the same columns: by the place of each content that may need more than ``least``, what
    measures it; changed contents come after the stored ones. ``styles``: those it was made for."""

    styles: Mapping[int, int]
    shown: Sequence[tuple[int, _Points]]
    least: float


def _tallest(line: _Line, columns: Sequence[Sequence[object]], rows: int) -> list[float]:
    """Points of each row, before merges. What the first row needs most all rows mostly need: each of them is looked at
    only for columns where anything needs more."""
    if not line.shown:
        return [line.least] * rows
    place, points = max(line.shown, key=lambda one: one[1][columns[one[0]][0]])
    least = max(line.least, min(map(points.__getitem__, {*columns[place]})))
    over = [(points, columns[place]) for place, points in line.shown if not points.within(least, columns[place])]
    each = [map(points.__getitem__, column) for points, column in over]
    return list(map(max, repeat(least, rows), *each)) if each else [least] * rows


class RowFit:
    """``rows``: those to be fitted. ``contents``: what rows will hold. ``tall``: merges over several rows with their
    text and style. ``stored``: points of rows that are not fitted."""

    def __init__(
        self, rows: Collection[int], contents: Callable[[Sequence[int]], Contents], scan: SheetScan,
        style: Callable[[int], Style], tall: Sequence[tuple[Merge, str, int]], stored: Mapping[int, float],
    ) -> None:  # fmt: skip
        self.rows = rows
        self._contents, self._scan, self._style, self._stored = contents, scan, style, stored
        self._tall: dict[int, list[tuple[Merge, str, int]]] = {}
        for one in tall:
            self._tall.setdefault(one[0][2], []).append(one)
        self._spans = RowSpans((merge[0], merge[2]) for merge, _, _ in tall)
        self._widths: dict[int, float | None] = {}
        self._ends = {m[:2]: m[3] for m in scan.merges if m[0] == m[2]}
        self._points: dict[tuple[int, int, int], _Points | None] = {}
        self._merged = {row for row, _ in self._ends}
        self._lines: dict[tuple[int, _Kind], _Line] = {}
        self._fitted: dict[int, float] = {}

    def height(self, row: int, styles: Mapping[int, int]) -> float:
        """Points for ``row``, never under the sheet's default; ``styles``: style index by column. Rows that texts are
        merged over (``in_order``) are asked for from the top down."""
        return self.heights([row], styles)[0]

    def heights(self, rows: Sequence[int], styles: Mapping[int, int]) -> list[float]:
        """Points for rows whose cells have the same styles."""
        values, formulas, changed = self._contents(rows)
        kinds = {*map(len, values)}, {*formulas}, {*map(_COLUMNS, changed)}
        alike = all(len(kind) == 1 for kind in kinds)
        if len(rows) > 1 and (not alike or self.in_order(rows) or not self._merged.isdisjoint(rows)):
            return [self.height(row, styles) for row in rows]
        line = self._line(rows[0], styles, (len(values[0]), formulas[0], changed[0].columns))
        columns = [*zip(*values, strict=True), *zip(*[one.contents for one in changed], strict=True)]
        found = _tallest(line, columns, len(rows))
        for merge, text, style in self._tall.get(rows[0], ()):
            found[0] = max(found[0], self._lacking(merge, text, style))
        found = [min(points, TALLEST) for points in found]
        if self._tall and rows[0] in self._spans:
            self._fitted[rows[0]] = found[0]
        return found

    def in_order(self, rows: Iterable[int]) -> bool:
        """Whether the height of one of these rows depends on rows above, or lends itself to rows below."""
        return bool(self._tall) and any(map(self._spans.__contains__, rows))

    def _line(self, row: int, styles: Mapping[int, int], kind: _Kind) -> _Line:
        """What measures the columns of a row. Rows of one shape come with the same ``styles``, and need it once."""
        key = id(styles), kind
        line = self._lines.get(key)
        if line is not None and line.styles is styles and row not in self._merged:
            return line
        stored, formulas, changed = kind
        places = {column: column - 1 for column in range(1, stored + 1)}
        places |= dict.fromkeys(formulas, -1)
        places |= {column: at for at, column in enumerate(changed, stored)}
        shown: list[tuple[int, _Points]] = []
        least = self._scan.default_height
        for column, place in places.items():
            known = column, self._ends.get((row, column), column), styles.get(column, 0)
            points = self._points[known] if known in self._points else self._measured(known)
            if points is None:
                continue
            if place < 0:
                least = max(least, points.one_line)
            elif points.wraps or points.one_line > least:
                shown.append((place, points))
        line = _Line(styles, shown, least)
        if row not in self._merged:
            if len(self._lines) >= _SHAPES:
                self._lines.clear()
            self._lines[key] = line
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
