"""Gộp báo cáo: read what came back, decide every cell, write once, account for everything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from kehoach_xl.domain.absorb import Found
from kehoach_xl.domain.fates import FATES
from kehoach_xl.domain.settle import Conflict
from kehoach_xl.errors import Stop
from kehoach_xl.intake.afar import Afar
from kehoach_xl.intake.arrived import CONTAINER, UNREADABLE
from kehoach_xl.intake.originals import Originals
from kehoach_xl.intake.workers import shared
from kehoach_xl.messages import Message
from kehoach_xl.returns.verdict import DUPLICATE, FOREIGN, Verdict
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.returned_files import merged_blocks
from kehoach_xl.workflows.accounting import Account
from kehoach_xl.workflows.answering import read_answers, record_words
from kehoach_xl.workflows.deciding import decide
from kehoach_xl.workflows.file_lines import lines_of
from kehoach_xl.workflows.judging import Judge, needs_a_look, opening
from kehoach_xl.workflows.letters import ComposeReport, Writer
from kehoach_xl.workflows.readers import get_ready
from kehoach_xl.workflows.receipts import TEMPLATE, compose_receipts
from kehoach_xl.workflows.rows import ensure_rows
from kehoach_xl.workflows.taking import take
from kehoach_xl.workflows.work import Progress, Work, quiet

# Files named when none could be used; the rest are counted.
MOST_NAMED = 30
USELESS = (FOREIGN, UNREADABLE, CONTAINER, DUPLICATE)


@dataclass
class MergeReport(Account):
    """What a merge did (or, with ``dry_run``, would do). ``confirmed`` counts the files she decided about; ``decided``
    the conflicts; ``undecided`` says why other choices of hers decided nothing."""

    period: str = ""
    period_name: str = ""
    dry_run: bool = False
    conflicts: list[Conflict] = field(default_factory=list)
    edits: list[Found] = field(default_factory=list)
    unplaced: list[Found] = field(default_factory=list)
    not_placed: list[Message] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    confirmed: int = 0
    decided: int = 0
    undecided: list[Message] = field(default_factory=list)
    letters: ComposeReport = field(default_factory=ComposeReport)
    backup: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def needs_a_look(self) -> bool:
        return bool(self.conflicts or self.unplaced or self.undecided or any(needs_a_look(v) for v in self.files))


def merge(
    book: Any,
    folder: Path | None = None,
    *,
    period: str | None = None,
    dry_run: bool = False,
    passwords: Mapping[str, str] | None = None,
    now: datetime | None = None,
    progress: Progress = quiet,
    workers: Afar | None = None,
) -> MergeReport:
    """Merge every return of a folder (by default the one the dashboard names) into the master, and every file that she
    was asked about before, from its original.

    ``passwords``: of protected files, by the hash of the file; under "" those to try on every one, one a line.
    ``workers``: other machines that open the files (:func:`kehoach_xl.workflows.scheduler.connected`).

    Raises Stop: BOOK_… not a master; PERIOD_… no such period; MERGE_030/031/033 nothing usable in the
    folder; WRITE_… a template of the acknowledgement that cannot be used; OPEN_… cannot be saved. Nothing is written
    into the master then; originals that were read until then may stay kept.
    """
    if workers is None:
        get_ready()
    desk = Desk(book)
    folder = folder or desk.folder("inbox")
    listed = desk.open_period(period)
    code = listed.period.code
    # What cannot be used is told before any file is read and kept.
    Writer(desk, TEMPLATE)
    desk.require("progress")
    answers = read_answers(desk, {code})
    originals, tried = Originals(desk.originals, keep=not dry_run), {**answers.passwords, **(passwords or {})}
    # The files are opened by other processes while the record, the large part of the master, is read here. Should that
    # stop, the originals of those that are open already are kept all the same.
    with opening(desk, folder, originals, tried, workers) as arrived:
        work = Work(book, "Gộp báo cáo", now, desk)
        work.take_hand_edits()
        before = work.settle()
        words = {**desk.ledger.confirmed, **answers.words}
        judge = Judge(work, before, code, originals, tried, words, answers.sent)
        judge.folder(arrived, progress)
    report = MergeReport(
        period=code, period_name=listed.period.name, dry_run=dry_run, edits=work.edits, unplaced=work.unplaced,
        known=frozenset(one.sha for one in work.received), not_placed=[work.not_placed(one) for one in work.unplaced],
        codes={task.id: task.code for task in desk.plan.tasks},
        headings={name: column.heading for name, column in desk.fields.items()},
    )  # fmt: skip
    judge.again([one for one in answers.asked if answers.is_worth_reading(one)])
    judge.finish()
    shared().close()  # their memory is wanted for saving; whoever has another file gets new ones
    report.files = judge.found
    progress(len(report.files), len(report.files), Message("RUN_005").text)
    if all(verdict.state in USELESS for verdict in report.files):
        raise Stop("MERGE_033", folder=folder, count=len(report.files), reason=_reasons(report.files))

    decided = decide(work, before)
    used = record_words(work, answers, {code: report.files})
    report.decided, report.confirmed = len(decided.decisions), len(used)
    report.undecided = [*decided.undecided, *answers.problems]
    if take(work, report.files) or report.decided or report.confirmed:
        work.begin_step()
    settled = work.settle()
    report.count(before, settled)
    report.conflicts = settled.conflicts
    ensure_rows(work, listed.period)
    work.show(settled, work.in_view or code)
    work.show_receipts()
    work.add_blocks(merged_blocks(desk, code, lines_of(report, code, report.files), used))
    report.letters = compose_receipts(work, report.files, settled)
    report.waiting = work.waiting(code)
    work.log(note=_summary(report))
    for verdict in report.files:
        verdict.result = None
    # What the returns said and what stood in the record makes room for what saving needs, which is as much again.
    del judge, before, settled
    if not dry_run:
        report.backup = str(work.commit("gop") or "")
    return report


def _reasons(files: list[Verdict]) -> str:
    """Each file with what it is, on a line of its own."""
    lines = ["", *(f"• {one.file}: {one.message}" for one in files[:MOST_NAMED])]
    if len(files) > MOST_NAMED:
        lines.append(f"• … và {len(files) - MOST_NAMED} tệp nữa.")
    return "\n".join(lines)


def _summary(report: MergeReport) -> str:
    counts = {fate: report.cells[fate] for fate in FATES}
    facts = {"files": len(report.files), "accepted": report.accepted, "total": report.total, **counts}
    return Message("MERGE_040", facts).text
