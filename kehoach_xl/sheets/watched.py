"""Her own sheets besides the record: what stood in their rows when an operation last looked.

The plan, the register, the periods and the settings are hers to type in at any time. Each row is kept as a fact
(``row``) when it first appears and whenever it differs, so that what she typed enters the journal with its old value,
and a lost sheet can be made again. Only tables that an operation reads anyway are looked at.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kehoach_xl.domain.appendix import FIELDS as PLAN
from kehoach_xl.domain.progress import same
from kehoach_xl.sheets.table import Block, Cell, Table

# Of each table the column that names its rows, and those looked at: all of them where none is named.
TABLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "appendix": ("id", tuple(name for name in PLAN if name != "id")),
    "agencies": ("code", ()),
    "periods": ("code", ()),
    "deadlines": ("part", ()),
    "fields": ("id", ("head", "ask")),
    "rules": ("code", ("off", "reason")),
}

Cells = dict[str, Cell]


class Stood(NamedTuple):
    """One row: the sheet row it stood in, and its cells that hold something."""

    row: int
    cells: Cells


class Change(NamedTuple):
    """One cell that differs from what stood there; of a row that came or went, ``field`` is the one that names it."""

    row: int
    field: str
    old: Cell
    new: Cell


def rows_of(
    table: Table, blocks: Sequence[Block] = (), old: Mapping[tuple[int, str], Cell] | None = None
) -> dict[str, Stood]:
    """The rows by their names; ``blocks`` are about to be written over them, ``old`` stood in a cell before this
    run."""
    key, fields = TABLES[table.layout.id]
    fields = fields or tuple(column.field for column in table.layout.columns if column.field != key)
    grid: dict[int, Mapping[str, Cell]] = {row.row: row.cells for row in table.rows}
    for (row, name), value in (old or {}).items():
        grid[row] = {**grid.get(row, {}), name: value}
    names = {at: name for name, at in table.columns.items()}
    for block in blocks:
        if block.sheet == table.sheet and block.kind == "value":
            for row, line in enumerate(block.rows, block.row):
                if table.first <= row <= table.last:
                    put = {names[at]: value for at, value in enumerate(line, block.column) if at in names}
                    grid[row] = {**grid.get(row, {}), **put}
    found: dict[str, Stood] = {}
    for row, cells in sorted(grid.items()):
        name = str(cells.get(key) or "").strip()
        held = {one: value for one in fields if (value := cells.get(one)) not in (None, "")}
        if name and name not in found and held:
            found[name] = Stood(row, held)
    return found


def changes(table: Table, before: Mapping[str, Stood], now: Mapping[str, Stood]) -> Iterator[Change]:
    """Every cell that differs between two looks at a table."""
    key = TABLES[table.layout.id][0]
    for name, was, is_ in _moved(before, now):
        if was is None and is_ is not None and not TABLES[table.layout.id][1]:
            yield Change(is_.row, key, None, name)
        elif is_ is None and was is not None and not TABLES[table.layout.id][1]:
            yield Change(was.row, key, name, None)
        else:
            old, new = (was.cells if was else {}), (is_.cells if is_ else {})
            row = (is_ or was or Stood(table.first, {})).row
            for field in {**old, **new}:
                if not _alike(old.get(field), new.get(field)):
                    yield Change(row, field, old.get(field), new.get(field))


def differing(before: Mapping[str, Stood], now: Mapping[str, Stood]) -> dict[str, Stood | None]:
    """The rows whose cells differ, as they are now; None for one that is gone."""
    found: dict[str, Stood | None] = {}
    for name, was, is_ in _moved(before, now):
        old, new = (was.cells if was else {}), (is_.cells if is_ else {})
        if any(not _alike(old.get(one), new.get(one)) for one in {**old, **new}):
            found[name] = is_
    return found


def _moved(
    before: Mapping[str, Stood], now: Mapping[str, Stood]
) -> Iterator[tuple[str, Stood | None, Stood | None]]:
    """The rows of both looks whose cells are not the very same: few of thousands."""
    for name in {**before, **now}:
        was, is_ = before.get(name), now.get(name)
        if was is None or is_ is None or was.cells != is_.cells:
            yield name, was, is_


def _alike(a: Cell, b: Cell) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        return a.replace("\r\n", "\n").replace("\r", "\n") == b.replace("\r\n", "\n").replace("\r", "\n")
    return same(a, b)
