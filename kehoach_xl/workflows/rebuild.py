"""Làm lại sổ: the record made again from the log and the originals, in a copy of the master, never over it."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from kehoach_xl.domain.progress import CellKey, Value, same
from kehoach_xl.engine import native
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop, why
from kehoach_xl.intake.originals import Originals
from kehoach_xl.messages import Message
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.journal import kept_of, read_log
from kehoach_xl.sheets.receipts import entered_blocks, received_blocks
from kehoach_xl.workflows.journal_again import facts_and_journal
from kehoach_xl.workflows.letters_again import left_blocks
from kehoach_xl.workflows.originals_again import hold_against_originals
from kehoach_xl.workflows.recovered import Recovered, recover
from kehoach_xl.workflows.sheets_again import progress_rows, rows_that_stood, sent_lines, without_unsound
from kehoach_xl.workflows.work import Work

OPERATION = "Làm lại sổ"


@dataclass
class RebuildReport:
    """What was made: batches and facts it was made from, originals read again, and how many cells of the record are as
    in the given master (``equal``) or not (``different``)."""

    out: str
    batches: int = 0
    facts: int = 0
    originals: int = 0
    equal: int = 0
    different: int = 0
    faults: list[Message] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)

    @property
    def needs_a_look(self) -> bool:
        return bool(self.faults or self.different)


def rebuild(book: Any, out: Path, *, now: datetime | None = None) -> RebuildReport:
    """Make the record of a master again, into ``out``. The master is only read.

    Raises Stop JOURNAL_060 (``out`` is there), JOURNAL_061 (another ending), JOURNAL_062 (it cannot be written),
    JOURNAL_001 (the log cannot be read), BOOK_… and OPEN_…; ``out`` is then not there.
    """
    desk = Desk(book)
    target = _target(desk.path, out.absolute())
    found = recover(kept_of(desk), read_log(desk))
    report = RebuildReport(str(target), len(found.batches), len(found.facts), faults=found.faults, notes=found.notes)
    standing = desk.standing()
    _untaken(desk, report)
    try:
        shutil.copyfile(desk.path, target)
        with open_book(target, write=True) as copy:
            _lay(copy, found, report)
        with open_book(target, write=True) as copy:
            made = _derive(copy, found, Originals(desk.originals, keep=False), report, now)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise Stop("JOURNAL_062", path=target, reason=why(error)) from error
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    cells = {*standing, *made}
    report.equal = sum(same(standing.get(cell), made.get(cell)) for cell in cells)
    report.different = len(cells) - report.equal
    return report


def _target(master: Path, out: Path) -> Path:
    if out.suffix.lower() != master.suffix.lower():
        raise Stop("JOURNAL_061", suffix=master.suffix)
    if out.exists():
        raise Stop("JOURNAL_060", path=out)
    return out


def _untaken(desk: Desk, report: RebuildReport) -> None:
    """What she typed since the last operation is in no journal yet."""
    with suppress(Stop):  # of facts that cannot be read nobody can say what was typed since
        if typed := desk.typed():
            report.faults.append(Message("JOURNAL_077", {"count": len(typed)}))


def _lay(book: Any, found: Recovered, report: RebuildReport) -> None:
    """Facts, journal and her other sheets of the copy as they were found; what is derived comes after."""
    desk = Desk(book)
    blocks = facts_and_journal(desk, found)
    blocks += [*rows_that_stood(desk, found.later > 0), *sent_lines(desk), *without_unsound(desk)]
    if desk.ledger.sent and not desk.settings.get("key"):
        report.faults.append(Message("JOURNAL_076"))
    with desk.cells.written(blocks):
        native.save(book, desk.cells.engine)


def _derive(
    book: Any, found: Recovered, originals: Originals, report: RebuildReport, now: datetime | None
) -> Mapping[CellKey, Value]:
    """Bring the copy's record and what shows it to the facts; the record it then holds."""
    work = Work(book, OPERATION, now)
    desk = work.desk
    held = hold_against_originals(work, found.proven, originals)
    report.faults += held.faults
    report.notes += held.notes
    settled = work.settle()
    progress_rows(work)
    work.show(settled, work.in_view or desk.settings.get("shown_period", ""))
    work.add_blocks(entered_blocks(desk, work.received))
    work.add_blocks(received_blocks(desk, work.received, desk.ledger.days))
    report.originals = sum(not one.how for one in work.received)
    work.add_blocks(left_blocks(desk))
    work.log(note=f"Làm lại từ {report.batches} lượt, {report.facts} dòng dữ kiện, {report.originals} bản gốc.")
    work.commit("lam-lai")
    return settled.record
