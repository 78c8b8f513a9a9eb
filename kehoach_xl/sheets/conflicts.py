"""`Xung đột`: one line per open conflict, with her choice kept while the two values stay the same."""

from collections.abc import Sequence

from kehoach_xl.domain.conflict import REASONS
from kehoach_xl.domain.progress import FIELD, show
from kehoach_xl.domain.settle import Conflict
from kehoach_xl.sheets import formulas
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.table import Block, Cell


def conflict_blocks(desk: Desk, conflicts: Sequence[Conflict]) -> list[Block]:
    """Make these the only lines of the sheet."""
    table = desk.table("conflicts")
    typed = {(row.text("id"), row.text("about")): row.cells for row in table.rows}
    row_of = {row.key: row.row for row in desk.record}
    rows: list[dict[str, Cell]] = []
    for number, clash in enumerate(conflicts, 1):
        task_id, agency, period, name = clash.key
        task = desk.task_by_id.get(task_id)
        kept = typed.get((conflict_id(clash), clash.about), {})
        rows.append({
            "id": conflict_id(clash), "about": clash.about, "no": float(number), "period": period, "agency": agency,
            "code": task.code if task else task_id, "column": FIELD[name].label,
            "place": _link(desk, row_of.get((task_id, agency, period)), name),
            "sent": show(clash.base), "ours": show(clash.ours), "theirs": show(clash.theirs),
            "reason": clash.why or REASONS[clash.reason],
            "choice": kept.get("choice"), "entered": kept.get("entered"),
        })  # fmt: skip
    return table.replace(rows, formulas=("place",))


def conflict_id(clash: Conflict) -> str:
    """How a line names its cell of the record."""
    return "|".join(clash.key)


def _link(desk: Desk, row: int | None, name: str) -> str | None:
    if row is None:
        return None
    progress = desk.table("progress")
    place = progress.place(row, name)
    return formulas.link(progress.sheet, place, f"{progress.sheet} {place}")
