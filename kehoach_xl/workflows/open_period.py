"""Mở kỳ báo cáo: list the period, make it the current one, and lay out its record rows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kehoach_xl.domain.period import parse_period
from kehoach_xl.domain.progress import to_cell
from kehoach_xl.sheets.table import Cell
from kehoach_xl.workflows.work import Work

OPEN = "Đang mở"


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
    book: Any, code: str, *, deadline: date | None = None, report_by: date | None = None, now: datetime | None = None
) -> OpenReport:
    """Open a period (``2025-H2``, ``2025-Q3`` …); opening it again only adds what is missing.

    Deadlines already standing in the sheet stay, unless given here. Raises Stop PERIOD_001 for no period.
    """
    work = Work(book, "Mở kỳ báo cáo", now)
    desk, period = work.desk, parse_period(code)
    work.take_hand_edits()
    listed = desk.periods.get(period.code)
    table = desk.table("periods")
    by = deadline or (listed.deadline if listed else None) or period.agency_deadline
    report = report_by or (listed.report_by if listed else None) or period.report_deadline
    cells: dict[str, Cell] = {
        "code": period.code, "name": _capital(period.name), "start": to_cell(period.start), "end": to_cell(period.end),
        "cutoff": to_cell(period.cutoff), "deadline": to_cell(by), "report_by": to_cell(report), "state": OPEN,
    }  # fmt: skip
    if listed is None:
        cells["opened"] = to_cell(work.today)
    work.add_blocks(table.blocks(listed.row if listed else table.append_at(1), [cells]))
    if desk.current != period.code:
        work.add_blocks([desk.current_block(period.code)])
    new = work.ensure_rows(period)
    work.show(work.settle(), period.code)
    tasks = {task for task, _, one in work.keys if one == period.code}
    unassigned = tuple(
        desk.task_by_id[task].code for task, agency, one in work.keys if one == period.code and not agency
    )
    work.log(note=f"{period.code}: {len(new)} dòng báo cáo mới, hạn cơ quan nộp {by:%d/%m/%Y}.")
    work.commit("mo-ky")
    return OpenReport(period.code, period.name, by, len(new), len(tasks), unassigned, listed is not None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
