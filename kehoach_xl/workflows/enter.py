"""Nhập thay: reports that came as paper, Word or signed letters, typed into their sheet, join the record as returns."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from kehoach_xl.domain.agency import Agency
from kehoach_xl.domain.entry import Document, Entry, read_document, read_values, returns_of
from kehoach_xl.domain.settle import Conflict, Return, Settled
from kehoach_xl.domain.waiting import is_waiting
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.facts import Received
from kehoach_xl.sheets.table import Row
from kehoach_xl.workflows.accounting import tally
from kehoach_xl.workflows.rows import ensure_rows
from kehoach_xl.workflows.work import Work


@dataclass
class EnterReport:
    """The documents that were entered, the lines that could not be with the reason, and the fate of every filled cell
    of an entered document (as in a merge; the sums add up)."""

    entered: list[Message] = field(default_factory=list)
    refused: list[Message] = field(default_factory=list)
    total: int = 0
    cells: Counter[str] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)
    backup: str = ""


def enter(book: Any, *, now: datetime | None = None) -> EnterReport:
    """Enter every line of `Nhập thay` that is not entered yet; undo takes them back.

    A line that cannot be entered says why in its own cell and changes nothing. Raises Stop ENTER_001 when no line
    waits; nothing is written then.
    """
    work = Work(book, "Nhập thay", now)
    table = work.desk.table("entries")
    waiting = [row for row in table.rows if is_waiting(row.cells)]
    if not waiting:
        raise Stop("ENTER_001")
    work.take_hand_edits()
    report = EnterReport()
    before = work.settle()
    entries: list[Entry] = []
    known = [one for row in table.rows if row.text("id") and isinstance(one := _read(work, row), Entry)]
    for row in waiting:
        one = _read(work, row)
        problem = one if isinstance(one, Message) else _beside(one, entries, known)
        if isinstance(problem, Message):
            report.refused.append(problem)
            work.put_cells("entries", {row.row: {"state": work.refusal("Chưa nhập", row.row, problem)}})
        elif isinstance(one, Entry):
            entries.append(one)
    if entries:
        work.begin_step()
    shas = {_enter(work, report, *found) for found in returns_of(entries)}
    settled = work.settle()
    _account(report, before, settled, shas)
    report.conflicts = settled.conflicts
    for code in sorted({one.document.period for one in entries}):
        ensure_rows(work, work.desk.periods[code].period)
    work.show(settled, work.in_view or work.desk.settings.get("shown_period", ""))
    work.show_receipts()
    work.log(note=f"{len(report.entered)} văn bản đã nhập, {len(report.refused)} dòng chưa nhập được.")
    report.backup = str(work.commit("nhap-thay") or "")
    return report


def _beside(one: Entry, waiting: list[Entry], known: list[Entry]) -> Message | None:
    """Why a line cannot stand beside those that wait with it or were entered before."""
    for other in (*waiting, *known):
        facts = {"row": one.row, "other": other.row}
        if (other.document, other.task) == (one.document, one.task):
            return Message("ENTER_022" if other in known and other.values == one.values else "ENTER_019", facts)
        if one.document.is_same_letter(other.document) and one.document.received != other.document.received:
            return Message("ENTER_024", facts | {"day": f"{other.document.received:%d/%m/%Y}"})
    return None


def _read(work: Work, row: Row) -> Entry | Message:
    """One line understood, or why it is not."""
    desk = work.desk
    agency = desk.register.find(row.text("agency"))
    if not isinstance(desk.register.body(agency or ""), Agency):
        near = "; ".join(desk.register.nearest(row.text("agency"))) or "không có"
        return Message("ENTER_010", {"row": row.row, "value": row.text("agency") or "(trống)", "near": near})
    if agency == desk.plan.coordinator:
        return Message("ENTER_025", {"row": row.row, "agency": desk.register.name(agency)})
    try:
        listed = desk.period(row.text("period") or None)
    except Stop as stop:
        return Message("ENTER_011", {"row": row.row, "reason": stop.message.text})
    if not listed.is_open:
        return Message("ENTER_020", {"row": row.row, "period": listed.period.code})
    period, code = listed.period, row.text("code").strip()
    tasks = desk.tasks_of(period).values()
    if row.number("code") is not None and any(one.code == f"{code}0" for one in tasks):
        return Message("ENTER_023", {"row": row.row, "code": code})
    task = next((one for one in tasks if one.code == code), None)
    if task is None:
        return Message("ENTER_012", {"row": row.row, "value": code or "(trống)"})
    known = (task.id, agency, period.code) in work.keys
    if not known and agency not in desk.register.owing(task, period.end):
        return Message("ENTER_021", {"row": row.row, "code": code, "agency": desk.register.name(agency or "")})
    document = read_document(row.cells, row.row, agency or "", period.code, work.today)
    if isinstance(document, Message):
        return document
    headings = {name: one.heading for name, one in desk.fields.items() if one.used}
    values = read_values(row.cells, row.row, headings)
    return values if isinstance(values, Message) else Entry(row.row, document, task.id, values)


def _enter(work: Work, report: EnterReport, one: Return, document: Document, lines: list[Entry]) -> str:
    """Make one document a return; its hash."""
    filled = len(one.answers)
    work.facts = replace(work.facts, returns=[*work.facts.returns, one])
    work.received.append(
        Received(one.sha, one.period, one.agency, one.name, one.at, document.received, filled, work.batch, one.name)
    )
    work.add_facts(fact_rows.return_rows(work.batch, one, document.received, filled, one.name))
    facts = {"name": document.name, "agency": work.desk.register.name(one.agency), "filled": filled}
    report.entered.append(Message("ENTER_002", facts | {"day": f"{document.received:%d/%m/%Y}"}))
    work.log(file=one.name, sha=one.sha, agency=one.agency, note=str(report.entered[-1]))
    done = {"state": f"Đã nhập ngày {work.today:%d/%m/%Y}"}
    work.set_cells("entries", {line.row: done | {"id": f"{work.batch}.{line.row}"} for line in lines})
    return one.sha


def _account(report: EnterReport, before: Settled, settled: Settled, shas: set[str]) -> None:
    """The fate of every filled cell of what was entered."""
    for sha, counts in tally(before, settled).items():
        if sha in shas:
            report.cells += counts
            report.total += counts.total()
