"""Mở kỳ báo cáo: list the period, make it the current one, and lay out its record rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kehoach_xl.domain.period import Period, following, parse_period
from kehoach_xl.domain.progress import to_cell
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.sheets.table import Cell
from kehoach_xl.workflows.work import Work

OPEN = "Đang mở"
# Choices on the dashboard that are about the period to open: used once, so that they do not reach the next one.
ASKED = ("period", "deadline", "report_by")


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


def open_period(
    book: Any,
    code: str | None = None,
    *,
    deadline: date | None = None,
    report_by: date | None = None,
    now: datetime | None = None,
    agreed: Callable[[Message], bool] = lambda question: False,
) -> OpenReport | None:
    """Open a period (``2025-H2``, ``2025-Q3`` …); opening it again only adds what is missing.

    What is not given is taken from the choices on the dashboard, which are then emptied. When those name no
    period, the next one is proposed: it is opened if ``agreed`` says so, else nothing happens and None is
    returned. Deadlines already standing in the sheet stay, unless given. Raises Stop PERIOD_001 for no period,
    PERIOD_004 for a choice that is no day, PERIOD_007 for a deadline before the period begins.
    """
    work = Work(book, "Mở kỳ báo cáo", now)
    desk = work.desk
    period = parse_period(code or desk.choices.text("period") or _next(work).code)
    if not code and not desk.choices.text("period"):
        facts = {"period": period.code, "name": period.name, "deadline": f"{period.agency_deadline:%d/%m/%Y}"}
        if not agreed(Message("PERIOD_005", facts)):
            return None
    work.take_hand_edits()
    listed = desk.periods.get(period.code)
    table = desk.table("periods")
    by = deadline or desk.choices.day("deadline") or (listed and listed.deadline) or period.agency_deadline
    if by < period.start:
        raise Stop("PERIOD_007", deadline=f"{by:%d/%m/%Y}", period=period.code, start=f"{period.start:%d/%m/%Y}")
    report = report_by or desk.choices.day("report_by") or (listed and listed.report_by) or period.report_deadline
    cells: dict[str, Cell] = {
        "code": period.code, "name": _capital(period.name), "start": to_cell(period.start), "end": to_cell(period.end),
        "cutoff": to_cell(period.cutoff), "deadline": to_cell(by), "report_by": to_cell(report), "state": OPEN,
    }  # fmt: skip
    if listed is None:
        cells["opened"] = to_cell(work.today)
    work.add_blocks(table.blocks(listed.row if listed else table.append_at(1), [cells]))
    if desk.current != period.code:
        work.add_blocks([desk.current_block(period.code)])
    work.add_blocks(desk.choices.block(one, None) for one in ASKED if desk.choices.cells.get(one) is not None)
    new = work.ensure_rows(period)
    work.show(work.settle(), period.code)
    tasks = {task for task, _, one in work.keys if one == period.code}
    unassigned = tuple(
        desk.task_by_id[task].code for task, agency, one in work.keys if one == period.code and not agency
    )
    work.log(note=f"{period.code}: {len(new)} dòng báo cáo mới, hạn cơ quan nộp {by:%d/%m/%Y}.")
    work.commit("mo-ky")
    return OpenReport(period.code, period.name, by, len(new), len(tasks), unassigned, listed is not None)


def _next(work: Work) -> Period:
    """The period after the latest one listed, of the same kind; in a new master the half-year of today."""
    listed = [one.period for one in work.desk.periods.values()]
    if listed:
        return following(max(listed, key=lambda one: one.end))
    return parse_period(f"{work.today.year}-H{1 if work.today.month <= 6 else 2}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
