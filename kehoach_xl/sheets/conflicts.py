"""`Xung đột`: one line per open conflict, with her choice kept while the two values stay the same."""

from collections.abc import Mapping, Sequence

from kehoach_xl.domain.conflict import CHOICES, REASONS
from kehoach_xl.domain.progress import CellKey, show, to_cell
from kehoach_xl.domain.settle import ENTER, Conflict, Decision
from kehoach_xl.sheets import formulas
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.table import Block, Cell

LABELS = {choice: label for label, choice in CHOICES.items()}


def conflict_blocks(
    desk: Desk, conflicts: Sequence[Conflict], decided: Mapping[CellKey, Decision] | None = None
) -> list[Block]:
    """Make these the only lines of the sheet. ``decided`` are choices that no longer count but shall stand there
    again, as she made them."""
    table = desk.table("conflicts")
    typed: dict[tuple[str, str], Mapping[str, Cell]] = {
        (row.text("id"), row.text("about")): row.cells for row in table.rows
    }
    for cell, decision in (decided or {}).items():
        entered = to_cell(decision.value) if decision.choice == ENTER else None
        typed["|".join(cell), decision.about] = {"choice": LABELS[decision.choice], "entered": entered}
    row_of = {row.key: row.row for row in desk.record} if conflicts else {}
    rows: list[dict[str, Cell]] = []
    for number, clash in enumerate(conflicts, 1):
        task_id, agency, period, name = clash.key
        task = desk.task_by_id.get(task_id)
        kept = typed.get((conflict_id(clash), clash.about), {})
        rows.append({
            "id": conflict_id(clash), "about": clash.about, "no": float(number), "period": period, "agency": agency,
            "code": task.code if task else task_id, "column": desk.fields[name].heading,
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
