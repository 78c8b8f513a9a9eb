"""How tall the lines of `Tổng hợp` and `Nộp báo cáo` must be: the names in them are formulas, whose text neither the
file engine nor Excel looks at when a code is written beside them."""

from collections.abc import Sequence

from kehoach_xl.engine.cells import Shown
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.printing import written
from kehoach_xl.sheets.table import Block, bound_if_there

# The columns of names; their lines are those of the scope table.
NAMES = ("TH_name", "NB_name")


def agency_names(desk: Desk, blocks: Sequence[Block]) -> list[Shown]:
    """The names that will stand in the lines of the agencies that ``blocks`` add."""
    if not desk.has_read("scope"):
        return []
    table = desk.table("scope")
    added = {row: desk.register.name(code) for row, code in written(table, "agency", blocks) if code}
    areas = [area for name in NAMES if added and (area := bound_if_there(desk.cells, name)) is not None]
    return [
        Shown(area.sheet, row - table.first + area.row1, area.column1, text)
        for area in areas for row, text in added.items()
    ]  # fmt: skip
