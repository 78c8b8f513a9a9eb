"""A Word table as a rectangle: cells over several columns (gridSpan), over several rows (vMerge), repeated heads."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from kehoach_xl.intake.content import Place, Table
from kehoach_xl.intake.readers.word_package import child, is_on, local, value, whole

_MOST_COLUMNS = 200
_AROUND = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "AlternateContent", "Choice")


@dataclass(frozen=True)
class Cell:
    """One ``tc``: the columns it covers, and whether it goes on with the one above."""

    element: Any
    first: int
    last: int
    goes_on: bool


def table_of(element: Any, text_of: Callable[[Cell], str], place: Place) -> Table | None:
    """The table, None when it has no cell. ``text_of`` is called once for each cell, in the order of reading."""
    rows = [one for one in _inside(element, "tr") if child(one, "trPr", "del") is None]
    cells = [list(_cells(row)) for row in rows]
    columns = 1 + max((cell.last for row in cells for cell in row), default=-1)
    if not columns:
        return None
    grid = [[""] * columns for _ in rows]
    merges: list[list[int]] = []
    above: dict[int, int] = {}  # first column → number of the merge or cell that may go on
    for number, row in enumerate(cells):
        open_: dict[int, int] = {}
        for cell in row:
            text = text_of(cell)
            held = above.get(cell.first)
            if cell.goes_on and held is not None:
                merges[held][2] = number
                first, column = merges[held][:2]
                grid[first][column] = "\n".join(one for one in (grid[first][column], text) if one)
                open_[cell.first] = held
                continue
            grid[number][cell.first] = text
            open_[cell.first] = len(merges)
            merges.append([number, cell.first, number, cell.last])
        above = open_
    areas = [(a, b, c, d) for a, b, c, d in merges if (a, b) != (c, d)]
    return Table(grid, areas, [replace(place, row=n) for n in range(1, len(rows) + 1)], _heads(rows))


def _heads(rows: list[Any]) -> int:
    """How many first rows are repeated on every page."""
    repeated = [is_on(child(row, "trPr", "tblHeader"), False) for row in rows]
    return repeated.index(False) if False in repeated else len(rows)


def _cells(row: Any) -> Iterator[Cell]:
    properties = child(row, "trPr")
    column = whole(value(child(properties, "gridBefore"))) if properties is not None else 0
    column = max(0, min(column, _MOST_COLUMNS))
    for one in _inside(row, "tc"):
        own = child(one, "tcPr")
        if child(own, "cellDel") is not None:
            continue
        span = max(1, whole(value(child(own, "gridSpan")), 1))
        last = min(column + span, _MOST_COLUMNS) - 1
        if last < column:
            return
        merge = child(own, "vMerge")
        yield Cell(one, column, last, merge is not None and value(merge) != "restart")
        column = last + 1


def _inside(element: Any, wanted: str) -> Iterator[Any]:
    for one in element:
        name = local(one)
        if name == wanted:
            yield one
        elif name in _AROUND:
            yield from _inside(one, wanted)
