"""Hoàn tác: take back the last step. Hand edits stay; the facts stay too, marked as undone."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.facts import UNDOABLE, Ledger, Written
from kehoach_xl.sheets.returned_files import undone_blocks
from kehoach_xl.sheets.table import Row, Table
from kehoach_xl.workflows.check import list_blocks, look
from kehoach_xl.workflows.receipts import Withdrawn, withdraw_receipts
from kehoach_xl.workflows.receipts_again import renew_receipts
from kehoach_xl.workflows.repair import REPAIR
from kehoach_xl.workflows.rows import lay_out
from kehoach_xl.workflows.work import KEYS, Work


@dataclass(frozen=True)
class UndoReport:
    """What was taken back: the operation, the files it had taken, how many cells stand as before, and how many were
    changed since and stay."""

    operation: str
    files: tuple[str, ...]
    cells: int
    kept: int
    backup: str
    letters: Withdrawn = field(default_factory=Withdrawn)


def undo(book: Any, *, now: datetime | None = None) -> UndoReport:
    """Undo the newest step that still counts. Raises Stop UNDO_001 when there is none, PERIOD_009 when
    it changed the record of a period closed since."""
    work = Work(book, "Hoàn tác", now)
    ledger = work.desk.ledger
    if not ledger.steps:
        raise Stop("UNDO_001")
    step = ledger.steps[-1]
    for code in _periods(work, step.batch):
        work.desk.open_period(code)
    work.take_hand_edits()
    before = work.settle()
    without = _without(work, step.batch)
    # A return that the step only dated anew still counts.
    stays = {one.sha for one in without.received}
    files = tuple(one.name for one in work.received if one.batch == step.batch and one.sha not in stays)
    work.received = without.received
    work.facts = replace(without.facts, edits=work.facts.edits)
    work.add_facts([fact_rows.mark(work.batch, "undo", step.batch)])
    back, kept = _put_back(work, ledger.written.get(step.batch, []))
    gone = ledger.amendments[len(without.amendments) :]
    work.desk.amended(without.amendments)
    work.desk.reread()
    if gone:
        lay_out(work)
    settled = work.settle()
    changed = before.record.differing(settled.record) + back
    kept_decisions = without.facts.decisions
    # Choices made for many lines at once stand in cells of their own, which have been put back.
    taken_back = {c: d for c, d in ledger.facts.decisions.items() if kept_decisions.get(c) != d and not d.in_bulk}
    work.show(settled, work.in_view or work.desk.settings.get("shown_period", ""), taken_back)
    work.show_receipts()
    _show_files(work, step.batch, ledger, without)
    letters = withdraw_receipts(work, without)
    renew_receipts(work, before, settled)
    if step.operation == REPAIR:  # what was repaired is to be proposed again
        work.add_blocks(list_blocks(work.desk, look(work)))
    work.log(note=f"Hoàn tác {step.operation} ({step.batch}): {len(files)} tệp, {changed} ô trở lại như trước.")
    backup = work.commit("hoan-tac")
    return UndoReport(step.operation, files, changed, kept, str(backup or ""), letters)


def _show_files(work: Work, batch: str, ledger: Ledger, without: Ledger) -> None:
    """`Tệp gửi về`: what was taken no longer is, and her choices stand there again."""
    stays = {one.sha for one in without.received}
    taken = {(one.period, one.sha) for one in ledger.received if one.batch == batch and one.sha not in stays}
    words = {key: word for key, word in ledger.confirmed.items() if without.confirmed.get(key) != word}
    if taken or words:
        work.add_blocks(undone_blocks(work.desk, taken, words, str(Message("MERGE_211"))))


def _periods(work: Work, batch: str) -> list[str]:
    """The listed periods whose figures a step changed."""
    rows = [row for row in work.desk.table("facts").rows if row.text("batch") == batch and row.text("kind") in UNDOABLE]
    number, listed = int(batch[1:]), work.desk.periods
    amended = [one.effective for one in work.desk.ledger.amendments if one.batch == number]
    judged = {
        code for code, closed in work.desk.ledger.closed.items()
        if code in listed and closed > number and any(day <= listed[code].period.end for day in amended)
    }  # fmt: skip
    return sorted(({row.text("period") for row in rows} | judged) & set(listed))


def _without(work: Work, batch: str) -> Ledger:
    """The facts as if the batch had not been."""
    rows = work.desk.table("facts").rows
    kept = [row for row in rows if not (row.text("batch") == batch and row.text("kind") in UNDOABLE)]
    return fact_rows.read([Row(row.row, row.cells) for row in kept])


def _put_back(work: Work, written: Sequence[Written]) -> tuple[int, int]:
    """Write the old values back where the new ones still stand; how many, and how many do not."""
    # All are found before any is written: what names a row may be among them.
    found = [(one, _standing(work.desk.table(one.table), one)) for one in written]
    for one, row in found:
        if row is not None:
            work.put_cells(one.table, {row.row: {one.field: one.old}})
    back = sum(row is not None for _, row in found)
    return back, len(found) - back


def _standing(table: Table, one: Written) -> Row | None:
    """The row that still holds what was written, wherever its id has gone since; one without an id, where it was."""
    key = KEYS.get(one.table, "id")
    named = [row for row in table.rows if one.key and row.text(key) == one.key]
    if not named and table.first <= one.row <= table.last:
        table.reach(one.row)  # a line at the end that was emptied
    rows = named or [row for row in table.rows if row.row == one.row]
    return next((row for row in rows if row.cells.get(one.field) == one.new), None)
