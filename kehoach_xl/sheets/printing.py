"""Print areas that follow their rows: a task added, an agency that begins to report, results of another length.

Only the last row of an area ever moves, and only while the area still ends where it was last put: an area that she
set herself stays. What it ended with is remembered in the settings, by its row and the key of that row, since she may
insert rows above.
"""

from collections.abc import Iterator, Mapping, Sequence

from kehoach_xl.engine.cells import PrintArea
from kehoach_xl.ooxml.refs import column_letters, parse_span
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.table import Block, Table

# Tables whose sheets are printed down to their last row, with the field that a row in use always holds and no blank
# row does.
PRINTED: Mapping[str, str] = {"appendix": "id", "scope": "agency", "results": "task", "history": "year"}


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
        after = before | dict(_written(table, key, blocks))
        last = max((row for row, text in after.items() if text), default=table.first - 1)
        mark = f"{last} {after.get(last, '')}"
        known = desk.settings.get(f"printed_{name}", "")
        if mark == known:
            continue
        remembered.append(desk.setting_block(f"printed_{name}", mark))
        area = desk.cells.print_area(table.sheet)
        span = parse_span(area) if area else None
        if span is not None and _is_ours(span[2], known, before, table) and span[2] != last:
            row1, column1, _, column2 = span
            address = f"${column_letters(column1)}${row1}:${column_letters(column2)}${max(last, row1)}"
            areas.append(PrintArea(table.sheet, address, area or ""))
    return areas, remembered


def _written(table: Table, key: str, blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
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
