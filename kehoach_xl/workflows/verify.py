"""Đối chiếu nhật ký: whether lines, facts, log, originals and record still say the same. Nothing is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kehoach_xl.domain.progress import show
from kehoach_xl.domain.proof import prove
from kehoach_xl.errors import Stop
from kehoach_xl.intake.originals import Originals
from kehoach_xl.messages import Message
from kehoach_xl.sheets.conflicts import conflict_id
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.journal import kept_of, read_log
from kehoach_xl.workflows.letters_again import letter_faults


@dataclass
class VerifyReport:
    """What differs (``faults``), what is only told (``notes``), and how much was looked at: numbered lines of the
    sheet, batches on the master's path, fact rows, originals, cells of the record."""

    faults: list[Message] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    lines: int = 0
    batches: int = 0
    facts: int = 0
    originals: int = 0
    cells: int = 0

    @property
    def is_whole(self) -> bool:
        return not self.faults


def verify(book: Any) -> VerifyReport:
    """Look at everything. Raises Stop BOOK_… for a book that is no readable master, JOURNAL_001 for a log that cannot
    be read."""
    desk = Desk(book)
    kept, log = kept_of(desk), read_log(desk)
    facts = sum(len(rows) for rows in kept.facts.values())
    report = VerifyReport(lines=len(kept.lines), batches=len(log.path(kept.head)), facts=facts)
    for one in prove(kept, log):
        (report.faults if one.is_fault else report.notes).append(one.message)
    if not kept.head and not kept.lines:
        report.notes.append(Message("JOURNAL_034"))
    try:
        report.cells = len(desk.settled.record)
    except Stop as stop:  # the facts themselves cannot be read
        report.faults.append(stop.message)
        return report
    report.faults += _originals(desk, report)
    report.notes += _record(desk)
    report.faults += [*_conflicts(desk), *letter_faults(desk)]
    return report


def _originals(desk: Desk, report: VerifyReport) -> Iterator[Message]:
    """Every file that a return came from is kept under its hash, and still has it. Letters have no file."""
    originals = Originals(desk.originals)
    for one in desk.ledger.received:
        if one.how:
            continue
        report.originals += 1
        if originals.read(one.sha) is None:
            code = "JOURNAL_041" if originals.path(one.sha).is_file() else "JOURNAL_040"
            name, agency = one.name, desk.register.name(one.agency)
            yield Message(code, {"name": name, "agency": agency, "period": one.period})


def _record(desk: Desk) -> Iterator[Message]:
    """Where `Tiến độ` is not what the facts settle to: she typed there, or a row is gone."""
    typed = desk.typed()
    if typed:
        yield Message("JOURNAL_050", {"count": len(typed)})
    gone = sorted({*desk.settled.record.rows} - {row.key for row in desk.record})
    if gone:
        task = desk.task_by_id.get(gone[0][0])
        code = task.code if task else gone[0][0]
        yield Message("JOURNAL_051", {"count": len(gone), "code": code, "period": gone[0][2]})


def _conflicts(desk: Desk) -> Iterator[Message]:
    """Where `Xung đột` does not list the conflicts that are open."""
    wanted = {
        (conflict_id(one), one.about, show(one.base), show(one.ours), show(one.theirs))
        for one in desk.settled.conflicts
    }
    fields = ("id", "about", "sent", "ours", "theirs")
    stand = {tuple(row.text(name) for name in fields) for row in desk.table("conflicts").rows if row.text("id")}
    if wanted != stand:
        yield Message("JOURNAL_052", {"missing": len(wanted - stand), "other": len(stand - wanted)})
