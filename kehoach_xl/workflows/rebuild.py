"""Làm lại sổ: the record made again from the log and the originals, in a copy of the master, never over it."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kehoach_xl.domain.absorb import differences
from kehoach_xl.domain.chain import hashes, line_cells
from kehoach_xl.domain.progress import CellKey, Value, same, show
from kehoach_xl.domain.settle import Answer, Return
from kehoach_xl.domain.timeframe import due
from kehoach_xl.engine import native
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop, why
from kehoach_xl.intake.arrived import Arrived, Source
from kehoach_xl.intake.folder import arrivals
from kehoach_xl.intake.originals import Originals
from kehoach_xl.messages import Message
from kehoach_xl.returns.expectation import expectation_of
from kehoach_xl.returns.identify import identify
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets import record
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.facts import Received
from kehoach_xl.sheets.journal import kept_of, read_log
from kehoach_xl.sheets.receipts import Dispatch, entered_blocks, received_blocks, sent_blocks
from kehoach_xl.sheets.table import Block, Cell, Row, Table
from kehoach_xl.sheets.watched import TABLES
from kehoach_xl.workflows.recovered import Recovered, recover
from kehoach_xl.workflows.rows import ensure_rows
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
    standing = {cell: value for cell, value in desk.standing() if value is not None}
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
        if typed := differences(desk.settled.record, desk.standing(), "Tiến độ"):
            report.faults.append(Message("JOURNAL_077", {"count": len(typed)}))


def _lay(book: Any, found: Recovered, report: RebuildReport) -> None:
    """Facts, journal and her other sheets of the copy as they were found; what is derived comes after."""
    desk = Desk(book)
    blocks = [*_put(desk.table("facts"), found.facts), *_journal(desk, found), *_settings(desk, found)]
    blocks += [*_other_sheets(desk, found.later > 0), *_sent(desk), *_unsound(desk)]
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
    _read_again(work, found, originals, report)
    settled = work.settle()
    _rows(work)
    work.show(settled, work.in_view or desk.settings.get("shown_period", ""))
    work.add_blocks(entered_blocks(desk, work.received))
    work.add_blocks(received_blocks(desk, work.received, desk.ledger.days))
    report.originals = sum(not one.how for one in work.received)
    work.log(note=f"Làm lại từ {report.batches} lượt, {report.facts} dòng dữ kiện, {report.originals} bản gốc.")
    work.commit("lam-lai")
    return settled.record


# -- the facts and the journal ---------------------------------------------------------------------------


def _put(table: Table, rows: Sequence[Mapping[str, Cell]]) -> list[Block]:
    """Make these the only rows of a table, for this run too."""
    blank: dict[str, Cell] = dict.fromkeys(table.columns)
    whole = [blank | dict(row) for row in rows]
    blocks = table.replace(whole)
    table.rows[:] = [Row(table.first + at, row) for at, row in enumerate(whole)]
    return blocks


def _journal(desk: Desk, found: Recovered) -> list[Block]:
    """As many of the newest lines as the sheet has room for, then those that no operation wrote."""
    if not found.from_log:
        return []
    table, kept = desk.table("journal"), kept_of(desk)
    loose = [row.cells for row in table.rows if row.row in set(kept.loose)]
    lines: list[dict[str, Cell]] = []
    for batch in found.batches:
        chained = hashes(batch.prev, batch.lines, batch.facts)
        lines += [line_cells(texts) | {"chain": one} for texts, one in zip(batch.lines, chained, strict=True)]
    room = max((table.last - table.first + 1) // 2 - len(loose), 1)
    gone, base = found.base
    if len(lines) > room:
        last = lines[-room - 1]
        gone, base, lines = int(last["no"] or 0), str(last["chain"]), lines[-room:]
    desk.settings["journal_base"] = f"{gone} {base}" if gone else ""
    return [*_put(table, [*lines, *loose]), desk.setting_block("journal_base", desk.settings["journal_base"])]


def _settings(desk: Desk, found: Recovered) -> list[Block]:
    """Which journal it is, and where it stands."""
    wanted = {"journal": found.journal, "journal_head": found.head} if found.from_log else {}
    desk.settings |= wanted
    return [desk.setting_block(key, value) for key, value in wanted.items()]


# -- the originals ----------------------------------------------------------------------------------------


def _read_again(work: Work, found: Recovered, originals: Originals, report: RebuildReport) -> None:
    """Every return read again from its original and held against its facts. Facts that are proven stay as they are;
    where they are not, the original says what is right."""
    facts = {one.sha: one for one in work.facts.returns}
    files = [one for one in work.received if not one.how and one.period in work.desk.periods]
    for one in work.received:
        if not one.how and one.period not in work.desk.periods:
            report.notes.append(_unread(one, Message("PERIOD_002", {"period": one.period, "known": ""})))
    opened = {arrived.sha: arrived for arrived in _opened(originals, files)}
    for one in files:
        arrived = opened.get(one.sha)
        if arrived is None:
            problem = Message("JOURNAL_040", {
                "name": one.name, "agency": work.desk.register.name(one.agency), "period": one.period,
            })  # fmt: skip
            report.notes.append(_unread(one, problem))
            continue
        expected = expectation_of(work.desk, one.period, {one.sha: one.agency})
        verdict = identify(replace(arrived, source=Source(one.name)), expected)
        if verdict.result is None:
            report.notes.append(_unread(one, verdict.message))
            continue
        _compare(work, one, facts[one.sha], verdict.result, one.batch in found.proven, report)


def _unread(one: Received, reason: Message) -> Message:
    return Message("JOURNAL_075", {"name": one.name, "reason": reason.text})


def _opened(originals: Originals, files: Sequence[Received]) -> Iterator[Arrived]:
    paths = [originals.path(one.sha) for one in files if originals.read(one.sha) is not None]
    if paths:
        for _, arrived in arrivals(originals.folder, paths, originals, {}):
            yield arrived


def _compare(
    work: Work, one: Received, fact: Return, original: Return, proven: bool, report: RebuildReport
) -> None:  # fmt: skip
    """Where a return's facts are not what its original says."""
    nothing = Answer(None)
    slots = [
        slot for slot in sorted({*fact.answers, *original.answers})
        if not _alike(fact.answers.get(slot, nothing), original.answers.get(slot, nothing))
    ]  # fmt: skip
    if not slots:
        return
    task, name = slots[0]
    known = work.desk.task_by_id.get(task)
    said, read = (each.answers.get(slots[0], nothing).value for each in (fact, original))
    report.faults.append(Message("JOURNAL_074" if proven else "JOURNAL_078", {
        "name": one.name, "count": len(slots), "code": known.code if known else task,
        "column": work.desk.fields[name].heading, "fact": show(said), "original": show(read),
    }))  # fmt: skip
    if proven:
        return
    answers = {slot: original.answers.get(slot, nothing) for slot in slots}
    mended = replace(fact, answers={**fact.answers, **answers})
    work.facts = replace(work.facts, returns=[mended if r.sha == fact.sha else r for r in work.facts.returns])
    work.add_facts(fact_rows.answer_rows(work.batch, fact, answers))


def _alike(a: Answer, b: Answer) -> bool:
    return same(a.value, b.value) and bool(a.unclear) == bool(b.unclear)


# -- the sheets --------------------------------------------------------------------------------------------


def _other_sheets(desk: Desk, older: bool) -> list[Block]:
    """The rows of the plan, the register, the periods and the settings as an operation last saw them: those that are
    gone, and in an ``older`` master also those that differ. Else what differs was typed since, and stays."""
    blocks: list[Block] = []
    for name, rows in desk.ledger.stood.items():
        table = desk.table(name)
        key = TABLES[name][0]
        where = {row.text(key): row.row for row in table.rows if row.text(key)}
        for one, stood in rows.items():
            at = where.get(one)
            if at is not None and not older:
                continue
            if at is None:
                at = stood.row if _is_free(table, stood.row) else table.append_at(1)
            table.reach(at)
            row = table.rows[at - table.first]
            for column, value in {key: one, **stood.cells}.items():
                if row.cells.get(column) != value:
                    row.cells[column] = value
                    blocks += table.column_blocks(column, {at: value})
    desk.reread()
    return blocks


def _is_free(table: Table, at: int) -> bool:
    if not table.first <= at <= table.last:
        return False
    return all(value is None for row in table.rows if row.row == at for value in row.cells.values())


def _sent(desk: Desk) -> list[Block]:
    """A line of `Gửi nhận` for each form that was sent and has none."""
    have = {row.text("id") for row in desk.table("receipts").rows}
    lines = desk.table("journal").rows
    files = {row.text("note").split(",")[0].removeprefix("Phiếu "): row.text("file") for row in lines}
    newest = {f"{one.period}|{one.agency}": one for one in desk.ledger.sent}
    return sent_blocks(desk, [
        Dispatch(one.period, one.agency, one.dispatch, len(one.tasks), one.on, files.get(one.dispatch, ""))
        for name, one in newest.items() if name not in have
    ])  # fmt: skip


def _unsound(desk: Desk) -> list[Block]:
    """Rows of `Tiến độ` that name nobody's report, or one that stands above, are emptied."""
    table = desk.table("progress")
    told = {cell[:3] for cell in desk.settled.record}
    seen: set[tuple[str, str, str]] = set()
    blocks: list[Block] = []
    for row in table.rows:
        key = row.text("task"), row.text("agency"), row.text("period")
        known = (key[0] in desk.task_by_id and key[2] in desk.periods) or key in told
        sound = known and key not in seen and row.text("id") == record.row_id(key[0], key[2], key[1])
        seen.add(key)
        if not sound and any(value is not None for value in row.cells.values()):
            blocks += table.blocks(row.row, [dict.fromkeys(table.columns)])
    return blocks


def _rows(work: Work) -> None:
    """Rows of `Tiến độ` that are missing are laid out again, and the formulas of all of them written anew."""
    desk = work.desk
    for listed in desk.periods.values():
        if not listed.is_open:
            _recall(work, listed.period.code)
        ensure_rows(work, listed.period)
    desk.reread()  # with the rows that were laid out: conflicts point to them
    work.add_blocks(record.formula_blocks(desk.table("progress")))


def _recall(work: Work, code: str) -> None:
    """What a row of a closed period that is gone was judged by: the plan as it was known when the period was closed."""
    desk, period = work.desk, work.desk.periods[code].period
    for task in desk.tasks_of(period).values():
        for agency in (*desk.register.owing(task, period.end), *{k[1] for k in desk.reported if k[0] == task.id}):
            desk.recall((task.id, agency, code), due(task.timeframe, period))
