"""Hoàn tác: take back the last merge. Hand edits stay; the facts stay too, marked as undone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kehoach_xl.domain.progress import same
from kehoach_xl.errors import Stop
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.facts import UNDOABLE
from kehoach_xl.sheets.receipts import received_blocks
from kehoach_xl.sheets.table import Row
from kehoach_xl.workflows.work import Work


@dataclass(frozen=True)
class UndoReport:
    """What was taken back."""

    files: tuple[str, ...]
    cells: int
    backup: str


def undo(book: Any, *, now: datetime | None = None) -> UndoReport:
    """Undo the newest merge that still counts. Raises Stop UNDO_001 when there is none."""
    work = Work(book, "Hoàn tác", now)
    ledger = work.desk.ledger
    if not ledger.merges:
        raise Stop("UNDO_001")
    batch = ledger.merges[-1]
    work.take_hand_edits()
    before = work.settle()
    facts = work.desk.table("facts")
    kept = [row for row in facts.rows if not (row.text("batch") == batch and row.text("kind") in UNDOABLE)]
    without = fact_rows.read([Row(row.row, row.cells) for row in kept])
    files = tuple(one.name for one in work.received if one.batch == batch)
    work.received = without.received
    work.facts = type(work.facts)(without.facts.base, without.facts.returns, work.facts.edits, without.facts.decisions)
    work.add_facts([fact_rows.mark(work.batch, "undo", batch)])
    settled = work.settle()
    cells = {*before.record, *settled.record}
    changed = sum(not same(before.record.get(cell), settled.record.get(cell)) for cell in cells)
    kept_decisions = without.facts.decisions
    taken_back = {c: d for c, d in ledger.facts.decisions.items() if kept_decisions.get(c) != d}
    work.show(settled, work.in_view or work.desk.settings.get("shown_period", ""), taken_back)
    work.add_blocks(received_blocks(work.desk, work.received))
    work.log(note=f"Hoàn tác lần gộp {batch}: {len(files)} tệp, {changed} ô trở lại như trước.")
    backup = work.commit("hoan-tac")
    return UndoReport(files, changed, str(backup or ""))
