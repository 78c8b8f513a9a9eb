"""Tables by their ruled lines: where rules cross is a grid; where a rule is missing two fields are one merged cell."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kehoach_xl.intake.readers.pdf_file import Glyph, Rule

_NEAR = 3.5  # points; rules this near are one, so double lines and the pieces of a line at each cell
_PIECES = 4.0  # a gap that a line may have between its pieces
_BEYOND = 8.0  # how far rules run past the last crossing one when the outer border is missing
_PART = 0.6  # of the side of a field that a rule must cover
_MOST = 40_000  # fields of one grid

Area = tuple[int, int, int, int]


@dataclass(frozen=True)
class Grid:
    """``xs``, ``ys``: the edges of the fields. ``areas``: (row1, column1, row2, column2) of each cell, inclusive."""

    xs: Sequence[float]
    ys: Sequence[float]
    areas: Sequence[Area]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, x1, top, bottom."""
        return self.xs[0], self.xs[-1], self.ys[0], self.ys[-1]

    def field(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and column at a point, None outside."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        return bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1


def grids_of(levels: Sequence[Rule], uprights: Sequence[Rule]) -> list[Grid]:
    """The grids of at least two fields, from top to bottom."""
    found = []
    for flat, tall in _together(_joined(levels), _joined(uprights)):
        flat = _closed(flat, tall)
        tall = _closed(tall, flat)
        grid = _grid(flat, tall)
        if grid is not None:
            found.append(grid)
    return sorted(found, key=lambda one: (one.ys[0], one.xs[0]))


def by_field(grid: Grid, glyphs: Sequence[Glyph]) -> tuple[dict[Area, list[Glyph]], list[Glyph]]:
    """The letters of each cell, and those outside."""
    owner = {
        (row, column): area for area in grid.areas
        for row in range(area[0], area[2] + 1) for column in range(area[1], area[3] + 1)
    }  # fmt: skip
    inside: dict[Area, list[Glyph]] = {area: [] for area in grid.areas}
    outside = []
    for one in glyphs:
        at = grid.field((one.x0 + one.x1) / 2, one.middle)
        if at is None:
            outside.append(one)
        else:
            inside[owner[at]].append(one)
    return inside, outside


# -- rules -------------------------------------------------------------------------------------------


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one line put together."""
    tracks: list[list[Rule]] = []
    for one in sorted(rules, key=lambda one: one.at):
        if tracks and one.at - tracks[-1][0].at <= _NEAR:
            tracks[-1].append(one)
        else:
            tracks.append([one])
    found = []
    for track in tracks:
        at = sum(one.at for one in track) / len(track)
        begin = end = None
        for one in sorted(track, key=lambda one: one.begin):
            if end is not None and begin is not None and one.begin <= end + _PIECES:
                end = max(end, one.end)
                continue
            if begin is not None and end is not None:
                found.append(Rule(at, begin, end))
            begin, end = one.begin, one.end
        if begin is not None and end is not None:
            found.append(Rule(at, begin, end))
    return found


def _together(levels: list[Rule], uprights: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or touch, directly or through others."""
    parent = list(range(len(levels) + len(uprights)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for i, level in enumerate(levels):
        for j, upright in enumerate(uprights, len(levels)):
            if _touch(level, upright):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*levels, *uprights]):
        groups.setdefault(root(i), ([], []))[i >= len(levels)].append(rule)
    return [(flat, tall) for flat, tall in groups.values() if flat and len(tall) > 1]


def _touch(level: Rule, upright: Rule) -> bool:
    across = level.begin - _NEAR <= upright.at <= level.end + _NEAR
    return across and upright.begin - _NEAR <= level.at <= upright.end + _NEAR


def _closed(rules: list[Rule], crossing: list[Rule]) -> list[Rule]:
    """With the outer borders that a page break left out: where two crossing rules run on past the last one."""
    found = sorted(rules, key=lambda one: one.at)
    for end in (min(one.begin for one in crossing), max(one.end for one in crossing)):
        outer = found[0] if end < found[0].at else found[-1]
        reaching = [one.at for one in crossing if min(abs(one.begin - end), abs(one.end - end)) <= _NEAR]
        if abs(outer.at - end) > _BEYOND and not found[0].at <= end <= found[-1].at and len(reaching) > 1:
            found.append(Rule(end, min(reaching), max(reaching)))
            found.sort(key=lambda one: one.at)
    return found


# -- fields ------------------------------------------------------------------------------------------


def _grid(levels: list[Rule], uprights: list[Rule]) -> Grid | None:
    ys, xs = _edges(levels), _edges(uprights)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > _MOST:
        return None
    # open_right[row][column]: no rule between this field and the one to its right; likewise below.
    flat = {at: [one for one in levels if abs(one.at - at) <= _NEAR] for at in ys}
    tall = {at: [one for one in uprights if abs(one.at - at) <= _NEAR] for at in xs}
    open_right = [[not _covers(tall[xs[c + 1]], ys[r], ys[r + 1]) for c in range(columns - 1)] for r in range(rows)]
    open_below = [[not _covers(flat[ys[r + 1]], xs[c], xs[c + 1]) for c in range(columns)] for r in range(rows - 1)]
    areas = _areas(rows, columns, open_right, open_below)
    return Grid(xs, ys, areas) if len(areas) > 1 else None


def _edges(rules: list[Rule]) -> list[float]:
    found: list[float] = []
    for at in sorted(one.at for one in rules):
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    return found


def _covers(rules: list[Rule], begin: float, end: float) -> bool:
    covered = sum(max(0.0, min(one.end, end) - max(one.begin, begin)) for one in rules)
    return covered >= _PART * (end - begin)


def _areas(rows: int, columns: int, open_right: list[list[bool]], open_below: list[list[bool]]) -> list[Area]:
    """Fields without a rule between them as one cell; what would be no rectangle only along its rows."""
    parent = list(range(rows * columns))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and open_right[row][column]:
                parent[root(row * columns + column)] = root(row * columns + column + 1)
            if row + 1 < rows and open_below[row][column]:
                parent[root(row * columns + column)] = root((row + 1) * columns + column)
    groups: dict[int, list[tuple[int, int]]] = {}
    for row in range(rows):
        for column in range(columns):
            groups.setdefault(root(row * columns + column), []).append((row, column))
    return sorted(area for fields in groups.values() for area in _rectangles(fields))


def _rectangles(fields: list[tuple[int, int]]) -> list[Area]:
    top, bottom = min(row for row, _ in fields), max(row for row, _ in fields)
    left, right = min(column for _, column in fields), max(column for _, column in fields)
    if len(fields) == (bottom - top + 1) * (right - left + 1):
        return [(top, left, bottom, right)]
    found: list[Area] = []
    for row in range(top, bottom + 1):
        own = sorted(column for at, column in fields if at == row)
        begin = own[0] if own else 0
        for column, following in pairwise([*own, -1]):
            if following != column + 1:
                found.append((row, begin, row, column))
                begin = following
    return found
