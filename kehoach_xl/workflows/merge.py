"""Gộp báo cáo: read what came back, decide every cell, write once, account for everything."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kehoach_xl.domain.absorb import Found
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.progress import same
from kehoach_xl.domain.settle import Conflict, Settled, touched
from kehoach_xl.errors import Stop
from kehoach_xl.intake.arrived import CONTAINER, LOCKED, UNREADABLE
from kehoach_xl.intake.folder import arrivals, files
from kehoach_xl.intake.originals import Originals
from kehoach_xl.messages import Message
from kehoach_xl.returns.expectation import expectation_of
from kehoach_xl.returns.finding import Finding
from kehoach_xl.returns.identify import identify
from kehoach_xl.returns.same_as_last import same_as_last
from kehoach_xl.returns.verdict import ACCEPTED, DUPLICATE, FOREIGN, NEEDS_CONFIRMATION, QUARANTINED, Verdict
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.facts import Received
from kehoach_xl.sheets.periods import last_before
from kehoach_xl.workflows.apply_decisions import decide
from kehoach_xl.workflows.rows import ensure_rows
from kehoach_xl.workflows.work import Progress, Work, quiet

FATES = ("applied", "equal", "conflict", "superseded", "rejected")


@dataclass
class MergeReport:
    """What a merge did (or, with ``dry_run``, would do). ``cells`` counts every non-empty returned cell by fate."""

    period: str
    period_name: str
    dry_run: bool
    files: list[Verdict] = field(default_factory=list)
    fates: dict[str, Counter[str]] = field(default_factory=dict)
    cells: Counter[str] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)
    edits: list[Found] = field(default_factory=list)
    unplaced: list[Found] = field(default_factory=list)
    not_placed: list[Message] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    decided: int = 0
    undecided: list[Message] = field(default_factory=list)
    backup: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All non-empty input cells of all readable returns; equals the sum of ``cells``."""
        return sum(verdict.cells for verdict in self.files)

    @property
    def needs_a_look(self) -> bool:
        return bool(
            self.conflicts
            or self.unplaced
            or self.undecided
            or any(
                v.state not in (ACCEPTED, DUPLICATE) or v.notes or v.locked or v.proposals or not v.filled
                for v in self.files
            )
        )


def merge(
    book: Any,
    folder: Path | None = None,
    *,
    period: str | None = None,
    dry_run: bool = False,
    passwords: Mapping[str, str] | None = None,
    now: datetime | None = None,
    progress: Progress = quiet,
) -> MergeReport:
    """Merge every return of a folder (by default the one the dashboard names) into the master.

    ``passwords``: of protected files, by the hash of the file; under "" those to try on every one, one a line.

    Raises Stop: BOOK_… not a master; PERIOD_… no such period; MERGE_030/031/033 nothing usable in the
    folder; OPEN_… cannot be saved. Nothing is written then.
    """
    work = Work(book, "Gộp báo cáo", now)
    desk = work.desk
    folder = folder or desk.folder("inbox")
    listed = desk.open_period(period)
    code = listed.period.code
    work.take_hand_edits()
    report = MergeReport(code, listed.period.name, dry_run, edits=work.edits, unplaced=work.unplaced)
    report.not_placed = [work.not_placed(one) for one in work.unplaced]
    before = work.settle()
    report.codes = {task.id: task.code for task in desk.plan.tasks}
    report.headings = {name: column.heading for name, column in desk.fields.items()}
    originals = Originals(desk.originals, keep=not dry_run)
    report.files = _judge(desk, before, folder, code, originals, passwords or {}, progress)
    if all(v.state in (FOREIGN, UNREADABLE, CONTAINER) for v in report.files):
        raise Stop("MERGE_033", folder=folder, count=len(report.files), first=str(report.files[0].message))

    report.decided, report.undecided = decide(work, before)
    fresh = _take(work, report)
    if fresh or report.decided:
        work.begin_step()
    settled = work.settle()
    _account(report, before, settled, {one.sha for one in work.received})
    report.conflicts = settled.conflicts
    ensure_rows(work, listed.period)
    work.show(settled, work.in_view or code)
    work.show_receipts()
    report.waiting = work.waiting(code)
    _log(work, report)
    if not dry_run:
        report.backup = str(work.commit("gop") or "")
    return report


def _judge(
    desk: Desk, before: Settled, folder: Path, period: str, originals: Originals, passwords: Mapping[str, str],
    progress: Progress,
) -> list[Verdict]:  # fmt: skip
    """A verdict per file, and per file inside a mail or an archive; the second copy of the same bytes is a
    duplicate."""
    expected = expectation_of(desk, period)
    seen: dict[str, str] = {}
    found = []
    paths = files(folder)
    for done, one in arrivals(folder, paths, originals, passwords):
        verdict = identify(one, expected)
        progress(done, len(paths), expected.agency_names.get(verdict.agency, verdict.file))
        if verdict.state == ACCEPTED and verdict.sha in seen:
            facts = {"name": verdict.file, "first": seen[verdict.sha]}
            verdict = replace(verdict, state=DUPLICATE, message=Message("MERGE_003", facts), findings=[])
        elif verdict.state == ACCEPTED:
            seen[verdict.sha] = verdict.file
            _as_sent_is_empty(desk, verdict)
            verdict.findings += _same_as_last(desk, verdict, before)
        found.append(verdict)
    return found


def _as_sent_is_empty(desk: Desk, verdict: Verdict) -> None:
    """A form that comes back exactly as it was prefilled reports nothing."""
    one = verdict.result
    assert one is not None
    if verdict.filled and not touched(desk.ledger.facts, one):
        verdict.filled = 0
        verdict.message = Message("MERGE_002", {"agency": desk.register.name(one.agency)})


def _same_as_last(desk: Desk, verdict: Verdict, before: Settled) -> Iterator[Finding]:
    one = verdict.result
    assert one is not None
    previous = last_before(desk.periods, one.period)
    codes = {task.id: task.code for task in desk.plan.tasks}
    return same_as_last(one, before.record, previous, desk.ledger.facts, codes, desk.fields["result"].heading)


def _take(work: Work, report: MergeReport) -> int:
    """Accepted returns become facts, in an order that does not depend on file names; how many are new."""
    known = {one.sha for one in work.received}
    fresh = [v for v in report.files if v.state == ACCEPTED and v.sha not in known and v.result is not None]
    for verdict in sorted(fresh, key=lambda v: (v.agency, v.sha)):
        one = verdict.result
        assert one is not None
        on = one.at.astimezone(VIETNAM).date() if one.at else work.today
        work.facts = replace(work.facts, returns=[*work.facts.returns, one])
        work.received.append(
            Received(one.sha, one.period, one.agency, one.name, one.at, on, verdict.filled, work.batch)
        )
        work.add_facts(fact_rows.return_rows(work.batch, one, on, verdict.filled))
        work.log(file=verdict.file, sha=verdict.sha, agency=verdict.agency, note=verdict.message.text)
    for verdict in report.files:
        if verdict.state in (QUARANTINED, NEEDS_CONFIRMATION, FOREIGN, UNREADABLE, LOCKED):
            work.log(file=verdict.file, sha=verdict.sha, agency=verdict.agency, note=verdict.message.text)
    return len(fresh)


def _account(report: MergeReport, before: Settled, settled: Settled, known: set[str]) -> None:
    """The fate of every non-empty cell of every readable return: the sums must add up."""
    by_sha: dict[str, Counter[str]] = {}
    for (sha, cell), fate in settled.fates.items():
        if fate == "applied" and same(before.record.get(cell), settled.record.get(cell)):
            fate = "equal"
        by_sha.setdefault(sha, Counter())[fate] += 1
    for verdict in report.files:
        if verdict.state == ACCEPTED:
            fates = by_sha.get(verdict.sha, Counter()) + Counter(rejected=sum(verdict.rejected.values()))
        elif verdict.state == DUPLICATE:
            fates = Counter(equal=verdict.cells)
        else:
            fates = Counter(rejected=verdict.cells)
        report.fates[verdict.file] = fates
        report.cells += fates


def _log(work: Work, report: MergeReport) -> None:
    counts: Mapping[str, int] = report.cells
    facts = {
        "files": len(report.files),
        "accepted": sum(v.state == ACCEPTED for v in report.files),
        "total": report.total,
        **{fate: counts.get(fate, 0) for fate in FATES},
    }
    work.log(note=Message("MERGE_040", facts).text)
