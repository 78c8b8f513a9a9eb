"""Print areas that follow their rows: a task added, an agency that begins to report, results of another length.

Only the last row of an area ever moves, and only while the area still ends where it was last put: an area that she
set herself stays. What it ended with is remembered in the settings, by its row and the key of that row, since she may
insert rows above. `Nộp báo cáo` has a line for each of `Tổng hợp`, by formulas: its area follows the same rows.
"""

from collections.abc import Iterator, Mapping, Sequence

from kehoach_xl.engine.cells import PrintArea
from kehoach_xl.ooxml.refs import Area, column_letters, parse_span
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.table import Block, Table, bound_if_there

# Tables whose sheets are printed down to their last row, with the field that a row in use always holds and no blank
# row does.
PRINTED: Mapping[str, str] = {"appendix": "id", "scope": "agency", "results": "task", "history": "year"}

# Tables that another sheet repeats line by line, with the name of its lines.
MIRRORED: Mapping[str, str] = {"scope": "NB_agency"}


def area_changes(desk: Desk, blocks: Sequence[Block]) -> tuple[list[PrintArea], list[Block]]:
    """Print areas to be set once ``blocks`` are written, and the blocks that remember them; nothing for a table whose
    last row stays where and what it is, so that Excel need not be asked."""
    areas: list[PrintArea] = []
    remembered: list[Block] = []
    for name, key in PRINTED.items():
        if not desk.has_read(name):  # nothing can have been written to it
            continue
        table = desk.table(name)
        before = {row.row: row.text(key) for row in table.rows}
        after = before | dict(written(table, key, blocks))
        last = max((row for row, text in after.items() if text), default=table.first - 1)
        mark = f"{last} {after.get(last, '')}"
        known = desk.settings.get(f"printed_{name}", "")
        if mark == known:
            continue
        remembered.append(desk.setting_block(f"printed_{name}", mark))
        areas += _moved(desk, table.sheet, 0, last, known, before, table)
        if (mirror := _mirror(desk, name)) is not None:
            areas += _moved(desk, mirror.sheet, mirror.row1 - table.first, last, known, before, table)
    return areas, remembered


def _mirror(desk: Desk, table: str) -> Area | None:
    """The lines of the sheet that repeats a table; None where there is none, or she took it out."""
    return bound_if_there(desk.cells, MIRRORED[table]) if table in MIRRORED else None


def _moved(
    desk: Desk, sheet: str, below: int, last: int, known: str, before: Mapping[int, str], table: Table
) -> list[PrintArea]:
    """The print area of a sheet with its last row at that of the table, whose rows stand ``below`` rows further down
    there; none when it is hers, or stays."""
    area = desk.cells.print_area(sheet)
    span = parse_span(area) if area else None
    if span is None or not _is_ours(span[2] - below, known, before, table) or span[2] == last + below:
        return []
    row1, column1, _, column2 = span
    address = f"${column_letters(column1)}${row1}:${column_letters(column2)}${max(last + below, row1)}"
    return [PrintArea(sheet, address, area or "")]


def written(table: Table, key: str, blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """(row, text) of what blocks write into the key column."""
    at = table.columns[key]
    for block in blocks:
        if block.sheet == table.sheet and block.column <= at < block.column + len(block.rows[0]):
            for row, line in enumerate(block.rows, block.row):
                if table.first <= row <= table.last:
                    yield row, str(line[at - block.column] or "")


def _is_ours(bottom: int, known: str, before: Mapping[int, str], table: Table) -> bool:
    """Whether an area that ends with this row ends where it was last put; while nothing is remembered, where the rows
    in use end."""
    if known:
        row, _, key = known.partition(" ")
        return bottom == int(row) or (key != "" and before.get(bottom) == key)
    return bottom == max((row for row, text in before.items() if text), default=table.first - 1)
