"""Mở kỳ báo cáo: list the period, make it the current one, and lay out its record rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kehoach_xl.domain.deadlines import proposed
from kehoach_xl.domain.period import Period, canonical, following, is_special, parse_period, special_period
from kehoach_xl.domain.progress import to_cell
from kehoach_xl.domain.text import clean
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.periods import PeriodRow
from kehoach_xl.sheets.table import Cell
from kehoach_xl.workflows.rows import ensure_rows
from kehoach_xl.workflows.work import Work

OPEN = "Đang mở"
# Days from the agencies' deadline to hers, where neither the plan nor she gives one that fits.
BETWEEN = 5
# Choices on the dashboard that are about the period to open: used once, so that they do not reach the next one.
ASKED = ("period", "deadline", "report_by", "since", "until", "name", "scope", "reason")


@dataclass(frozen=True)
class OpenReport:
    """The period as it now stands, and the rows that were laid out."""

    period: str
    name: str
    deadline: date | None
    new_rows: int
    tasks: int
    unassigned: tuple[str, ...]
    already_open: bool
    reopened: bool = False


def open_period(
    book: Any,
    code: str | None = None,
    *,
    deadline: date | None = None,
    report_by: date | None = None,
    name: str = "",
    since: date | None = None,
    until: date | None = None,
    scope: str = "",
    reason: str = "",
    now: datetime | None = None,
    agreed: Callable[[Message], bool] = lambda question: False,
) -> OpenReport | None:
    """Open a period (``2025-H2``, ``2025-Q3``, ``2025-CD1`` …); opening it again only adds what is missing.

    ``name``, ``since`` and ``until`` are those of a chuyên đề or đột xuất, ``scope`` the tasks it asks, ``reason`` why
    a closed period is opened again. What is not given is taken from the choices on the dashboard, which are then
    emptied. When those name no period, the next one is proposed: it is opened if ``agreed`` says so, else nothing
    happens and None is returned. Deadlines and scope already standing in the sheet stay, unless given.

    Raises Stop PERIOD_001 for no period, PERIOD_004 for a choice that is no day, PERIOD_007 for a deadline before the
    period begins, PERIOD_008/011/012 for a special period without days or with impossible ones, PERIOD_010/019 for a
    deadline or a day off in `Thiết lập` that cannot be read, PERIOD_013 for a scope that names nothing, PERIOD_014
    for a closed period without a reason.
    """
    work = Work(book, "Mở kỳ báo cáo", now)
    desk, chosen = work.desk, work.desk.choices
    asked = code or chosen.text("period") or _next(work).code
    name, scope = clean(name or chosen.text("name")), (scope or chosen.text("scope")).strip()
    period = _period(desk, asked, name, since or chosen.day("since"), until or chosen.day("until"))
    listed = desk.periods.get(period.code)
    reopened = listed is not None and not listed.is_open
    reason = clean(reason or chosen.text("reason"))
    if listed and reopened and not reason:
        raise Stop("PERIOD_014", period=period.code, closed=_shown(listed.closed))
    by, report = _days(desk, period, listed, deadline, report_by)
    if not code and not chosen.text("period"):
        facts = {"period": period.code, "name": period.name, "deadline": f"{by:%d/%m/%Y}"}
        if not agreed(Message("PERIOD_005", facts)):
            return None
    work.take_hand_edits(reopening=period.code)
    if reopened:
        work.add_facts([fact_rows.period_row(work.batch, "reopen", period.code)])
        desk.ledger.closed.pop(period.code, None)
    line = _list(work, period, by, report, scope, reason if reopened else "")
    desk.require_scope(line.period)
    if desk.current != period.code:
        work.add_blocks([desk.current_block(period.code)])
    work.add_blocks(chosen.block(one, None) for one in ASKED if chosen.cells.get(one) is not None)
    new = ensure_rows(work, period)
    work.show(work.settle(), period.code)
    tasks = {task for task, _, one in work.keys if one == period.code}
    unassigned = tuple(
        desk.task_by_id[task].code for task, agency, one in work.keys if one == period.code and not agency
    )
    again = f" Mở lại: {reason}" if reopened else ""
    work.log(note=f"{period.code}: {len(new)} dòng báo cáo mới, hạn cơ quan nộp {by:%d/%m/%Y}.{again}")
    work.commit("mo-ky")
    return OpenReport(period.code, period.name, by, len(new), len(tasks), unassigned, listed is not None, reopened)


def _period(desk: Desk, code: str, name: str, since: date | None, until: date | None) -> Period:
    """The period asked for; of a special one, what is not given stays as listed. Raises Stop PERIOD_…."""
    if not is_special(code):
        return parse_period(code)
    listed = desk.periods.get(canonical(code))
    known = listed.period if listed else None
    start, end = since or (known and known.start), until or (known and known.end)
    if start is None or end is None:
        raise Stop("PERIOD_008", period=canonical(code))
    moved = known is None or (start, end) != (known.start, known.end)
    covered = (None, None) if moved or known is None else (known.data_from, known.cutoff)
    return special_period(code, name or (known.name if known else ""), start, end, *covered)


def _days(
    desk: Desk, period: Period, listed: PeriodRow | None, deadline: date | None, report_by: date | None
) -> tuple[date, date]:
    """Her two days, those that stand in the sheet, or the proposed ones; in this order. Raises Stop PERIOD_007,
    PERIOD_021."""
    by = deadline or desk.choices.day("deadline") or (listed and listed.deadline)
    hers = report_by or desk.choices.day("report_by")
    report = hers or (listed and listed.report_by)
    if by is None or report is None:
        first, second = proposed(period, desk.part_deadlines, desk.calendar)
        by, report = by or first, report or second
    if hers and hers < by:
        raise Stop("PERIOD_021", report_by=f"{hers:%d/%m/%Y}", deadline=f"{by:%d/%m/%Y}")
    if report < by:  # the agencies have longer than usual, so she too
        report = desk.calendar.next_working(by + timedelta(days=BETWEEN))
    if by < period.start:
        raise Stop("PERIOD_007", deadline=f"{by:%d/%m/%Y}", period=period.code, start=f"{period.start:%d/%m/%Y}")
    return by, report


def _list(work: Work, period: Period, by: date, report: date, scope: str, reason: str) -> PeriodRow:
    """Write the line of the period; a ``reason`` to open it again is added to those that stand there."""
    desk, table = work.desk, work.desk.table("periods")
    row = next((row for row in table.rows if _same(row.text("code"), period.code)), None)
    scope = scope or (row.text("scope").strip() if row else "")
    cells: dict[str, Cell] = {
        "code": period.code, "name": period.name[:1].upper() + period.name[1:], "kind": period.label,
        "start": to_cell(period.start), "end": to_cell(period.end), "data_from": to_cell(period.data_from),
        "cutoff": to_cell(period.cutoff), "deadline": to_cell(by), "report_by": to_cell(report),
        "scope": scope or None, "state": OPEN,
    }  # fmt: skip
    if row is None:
        cells["opened"] = to_cell(work.today)
    elif reason:
        said = [row.text("reason"), f"{work.today:%d/%m/%Y}: {reason}"]
        cells |= {"closed": None, "reason": "\n".join(one for one in said if one)}
    at = row.row if row else table.append_at(1)
    work.add_blocks(table.blocks(at, [cells]))
    line = PeriodRow(at, period, by, report, OPEN, None, scope)
    desk.list_period(line)
    return line


def _same(text: str, code: str) -> bool:
    try:
        return canonical(text) == code
    except Stop:
        return False


def _shown(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "(chưa ghi)"


def _next(work: Work) -> Period:
    """The period after the latest regular one listed, of the same kind; in a new master the half-year of today."""
    listed = [one.period for one in work.desk.periods.values() if not one.period.special]
    if listed:
        return following(max(listed, key=lambda one: one.end))
    return parse_period(f"{work.today.year}-H{1 if work.today.month <= 6 else 2}")
