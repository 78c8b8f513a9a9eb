"""Đóng kỳ: its numbers stand; what arrives or is typed afterwards changes nothing until it is opened again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kehoach_xl.domain.progress import to_cell
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.periods import PeriodRow
from kehoach_xl.workflows.rows import empty_rows
from kehoach_xl.workflows.work import Work

CLOSED = "Đã đóng"


@dataclass(frozen=True)
class CloseReport:
    """What was still missing when the period was closed; or, when it was ``removed``, how many rows went with it."""

    period: str
    name: str
    closed: date | None
    waiting: tuple[str, ...]
    unreported: int
    conflicts: int
    removed: bool
    rows: int
    backup: str


def close_period(
    book: Any,
    code: str | None = None,
    *,
    remove: bool = False,
    now: datetime | None = None,
    agreed: Callable[[Message], bool] = lambda question: question.code == "PERIOD_016",
) -> CloseReport | None:
    """Close a period, by default the one in view; one in which nothing happened may be removed instead.

    ``agreed`` is asked first, with what is still missing; None when it says no. ``remove`` insists on removing. Raises
    Stop PERIOD_001/002/003 for no such period, PERIOD_015 when it is closed already, PERIOD_018 when it cannot be
    removed because something was sent, received or entered.
    """
    work = Work(book, "Đóng kỳ", now)
    listed = work.desk.period(code)
    period = listed.period
    if not listed.is_open:
        closed = f"{listed.closed:%d/%m/%Y}" if listed.closed else "(chưa ghi)"
        raise Stop("PERIOD_015", period=period.code, closed=closed)
    work.take_hand_edits()
    untouched = _is_untouched(work, period.code)
    if remove and not untouched:
        raise Stop("PERIOD_018", period=period.code)
    if untouched and (remove or agreed(Message("PERIOD_017", {"period": period.code, "name": period.name}))):
        return _remove(work, listed)
    waiting, unreported, conflicts = _missing(work, listed)
    facts = {"waiting": len(waiting), "unreported": unreported, "conflicts": conflicts}
    if not agreed(Message("PERIOD_016", facts | {"period": period.code, "name": period.name})):
        return None
    table = work.desk.table("periods")
    work.show(work.settle(), work.in_view or period.code)
    work.add_blocks(table.blocks(listed.row, [{"state": CLOSED, "closed": to_cell(work.today)}]))
    work.add_facts([fact_rows.period_row(work.batch, "close", period.code)])
    left = f"còn {len(waiting)} cơ quan chưa gửi phiếu, {unreported} dòng chưa báo cáo, {conflicts} xung đột"
    work.log(note=f"Đóng kỳ {period.code}; {left}.")
    backup = work.commit("dong-ky")
    return CloseReport(
        period.code, period.name, work.today, tuple(waiting), unreported, conflicts, False, 0, str(backup or "")
    )


def _missing(work: Work, listed: PeriodRow) -> tuple[list[str], int, int]:
    """Agencies that owe their form, rows without a status that somebody is still waited for, open conflicts."""
    code, settled = listed.period.code, work.settle()
    rows = [key for key in work.keys if key[2] == code and settled.record.get((*key, "status")) is None]
    unreported = sum(not work.desk.is_released(task, agency, listed.period) for task, agency, _ in rows)
    return work.waiting(code), unreported, sum(clash.key[2] == code for clash in settled.conflicts)


def _is_untouched(work: Work, code: str) -> bool:
    """Whether nothing was sent, received or entered for a period."""
    sent = any(one.period == code for one in work.desk.ledger.sent)
    received = any(one.period == code for one in work.received)
    entered = any(key[2] == code for key in (*work.settle().record.rows, *work.facts.edits))
    return not (sent or received or entered or any(one.cell[2] == code for one in work.unplaced))


def _remove(work: Work, listed: PeriodRow) -> CloseReport:
    """Empty the line of the period and its rows in `Tiến độ`; the newest other period comes into view."""
    desk, code = work.desk, listed.period.code
    progress, periods = desk.table("progress"), desk.table("periods")
    rows = [row for row in progress.rows if row.text("period") == code]
    empty_rows(work, {row.row for row in rows})
    del desk.periods[code]
    view = work.in_view or max(desk.periods, key=lambda one: desk.periods[one].period.end, default="")
    work.show(work.settle(), view)
    work.add_blocks(periods.blocks(listed.row, [dict.fromkeys(periods.columns)]))
    if desk.current == code:
        work.add_blocks([desk.choices.block("current", view or None)])
    work.log(note=f"Xóa kỳ {code} khỏi sổ, {len(rows)} dòng báo cáo trống.")
    backup = work.commit("xoa-ky")
    return CloseReport(code, listed.period.name, None, (), 0, 0, True, len(rows), str(backup or ""))
