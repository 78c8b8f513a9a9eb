"""Áp dụng xử lý xung đột: her choices in `Xung đột` become decisions, without reading any file again."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from kehoach_xl.domain import progress
from kehoach_xl.domain.absorb import Found
from kehoach_xl.domain.conflict import read_choice
from kehoach_xl.domain.progress import CellKey, show
from kehoach_xl.domain.settle import ENTER, TAKE, Conflict, Decision, Settled
from kehoach_xl.domain.values import Reading
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.conflicts import conflict_id
from kehoach_xl.sheets.table import Row
from kehoach_xl.workflows.work import Work


@dataclass
class DecisionsReport:
    """How many choices were applied, those that could not be with the reason, and the conflicts still open."""

    applied: int = 0
    undecided: list[Message] = field(default_factory=list)
    conflicts: int = 0
    backup: str = ""


def apply_decisions(book: Any, *, now: datetime | None = None) -> DecisionsReport:
    """Apply every choice that can be; undo takes them back like a merge.

    Raises Stop APPLY_001 (no conflict is open), APPLY_002 (nothing was chosen). Nothing is written then.
    """
    work = Work(book, "Xử lý xung đột", now)
    work.take_hand_edits()
    before = work.settle()
    if not before.conflicts:
        raise Stop("APPLY_001")
    decided, undecided = decide(work, before)
    if not decided and not undecided:
        raise Stop("APPLY_002", count=len(before.conflicts))
    if decided:
        work.begin_step()
        settled = work.settle()
        work.show(settled, work.in_view or work.desk.settings.get("shown_period", ""))
    left = len(work.settle().conflicts)
    report = DecisionsReport(decided, undecided, left)
    if decided:
        work.log(note=f"Đã áp dụng {decided} quyết định; còn {left} xung đột.")
        report.backup = str(work.commit("xung-dot") or "")
    return report


def decide(work: Work, before: Settled) -> tuple[int, list[Message]]:
    """Turn her choices into decisions, each bound to the two values she saw; how many, and why others are none."""
    open_now = {(conflict_id(clash), clash.about): clash for clash in before.conflicts}
    decisions: dict[CellKey, Decision] = {}
    undecided: list[Message] = []
    for row in work.desk.table("conflicts").rows:
        clash = open_now.get((row.text("id"), row.text("about")))
        if clash is None or not row.text("choice"):
            continue
        listed = work.desk.periods.get(clash.key[2])
        locked = listed is not None and not listed.is_open
        decision = Message("PERIOD_020", {"row": row.row, "period": clash.key[2]}) if locked else _decision(row, clash)
        if isinstance(decision, Message):
            undecided.append(decision)
        else:
            decisions[clash.key] = decision
    if decisions:
        work.facts = replace(work.facts, decisions={**work.facts.decisions, **decisions})
        work.add_facts(fact_rows.decision_rows(work.batch, decisions))
        old, new = before.record, work.settle().record
        for cell in decisions:
            work.log("Xử lý xung đột", cell=Found(cell, old.get(cell), new.get(cell), "Xung đột"))
    return len(decisions), undecided


def _decision(row: Row, clash: Conflict) -> Decision | Message:
    """What one line decides, or why it decides nothing."""
    choice = read_choice(row.text("choice"))
    if choice is None:
        return Message("MERGE_025", {"row": row.row, "choice": row.text("choice")})
    if choice == TAKE and clash.why:
        return Message("MERGE_026", {"row": row.row, "theirs": show(clash.theirs)})
    if choice != ENTER:
        return Decision(choice, None, clash.about)
    reading = progress.read(clash.key[3], row.cells.get("entered"))
    if not isinstance(reading, Reading) or reading.value is None:
        return Message("MERGE_020", {"row": row.row, "entered": row.text("entered") or "(trống)"})
    return Decision(choice, progress.take(clash.key[3], row.cells.get("entered")), clash.about)
