"""Spare reporting columns: hidden where they are not used, shown once she has named them.

What was last done is remembered in the settings, and only a column whose use has changed since is touched: whatever
else she hides or shows stays as she left it.
"""

from kehoach_xl.domain.progress import SPARE
from kehoach_xl.engine.cells import ColumnRun
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.table import Block

# The tables that have a column for every field.
TABLES = ("appendix", "progress", "entries")
SHOWN = "shown_columns"


def column_changes(desk: Desk) -> tuple[list[ColumnRun], list[Block]]:
    """Runs of columns to be hidden or shown, and the block that remembers it; nothing when no use has changed."""
    used = {name for name in SPARE if desk.fields[name].used}
    before = set(desk.settings.get(SHOWN, "").split())
    changed = used ^ before
    # A check goes on without tables whose names are broken: nothing is known of their columns then.
    if not changed or not all(desk.table(name).columns for name in ("fields", *TABLES)):
        return [], []
    runs: list[ColumnRun] = []
    for name in TABLES:
        table = desk.table(name)
        for at, hidden in sorted((table.columns[field], field not in used) for field in changed):
            last = runs[-1] if runs else None
            if last and (last.sheet, last.last + 1, last.hidden) == (table.sheet, at, hidden):
                runs[-1] = last._replace(last=at)
            else:
                runs.append(ColumnRun(table.sheet, at, at, hidden))
    return runs, [desk.setting_block(SHOWN, " ".join(sorted(used)))]
