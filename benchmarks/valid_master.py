"""A master without mistakes: the FTA plan with two periods, every kind of report, members, addresses and figures."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from kehoach_xl.domain.progress import to_cell
from kehoach_xl.engine.cells import BlockWrite, Cells
from kehoach_xl.engine.opening import open_book
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.workflows.new import new
from kehoach_xl.workflows.open_period import open_period

PLAN = "fta-index-ha-tinh-2025"
NOW = datetime(2025, 12, 31, 3, tzinfo=UTC)
FIRST, SECOND = "2025-H1", "2025-H2"


def day(year: int, month: int, of_month: int) -> float:
    return float(to_cell(date(year, month, of_month)))


def build(path: Path) -> None:
    """Write it. Every third task, and the last of each component, has no rows in `Tiến độ`."""
    new(PLAN, path)
    _fill(path, _bodies)
    for code in (FIRST, SECOND):
        with open_book(path, write=True) as book:
            open_period(book, code, now=NOW)
    _fill(path, _reports)


def free_tasks(desk: Desk) -> set[str]:
    """The ids of the tasks nobody has reported on."""
    tasks = [line for line in desk.lines if line.is_task]
    last = {line.text("component"): line.id for line in tasks}
    return set(last.values()) | {line.id for line in tasks[::3]}


def _fill(path: Path, cells_of: Any) -> None:
    with open_book(path, write=True) as book:
        desk = Desk(book)
        blocks = [
            BlockWrite(desk.table(table).sheet, row, desk.table(table).columns[field], ((value,),))
            for table, row, field, value in cells_of(desk)
        ]
        with Cells(book).written(blocks):
            book.save()


def _bodies(desk: Desk) -> list[tuple[str, int, str, Any]]:
    """Members of every group, an address for every agency, published figures."""
    out: list[tuple[str, int, str, Any]] = []
    for row in desk.table("agencies").rows:
        if row.text("kind") == "Nhóm":
            out.append(("agencies", row.row, "members", "STC; SNV"))
        else:
            out.append(("agencies", row.row, "email", f"{row.text('code').lower()}@hatinh.gov.vn"))
    for row in desk.table("indices").rows:
        if row.text("id") != "TONG":
            figures = {"actual_score": 6.5, "actual_rank": 20.0, "actual_of": 34.0}
            out += [("indices", row.row, field, value) for field, value in figures.items()]
    return out


def _reports(desk: Desk) -> list[tuple[str, int, str, Any]]:
    """In the first half every task is under way, in the second half every other one is done."""
    free = free_tasks(desk)
    order = {task: place for place, task in enumerate(desk.task_by_id)}
    out: list[tuple[str, int, str, Any]] = []
    for row in desk.table("progress").rows:
        task = row.text("task")
        if task in free:
            out += [("progress", row.row, field, None) for field, value in row.cells.items() if value is not None]
            continue
        second, done = row.text("period") == SECOND, order[task] % 2 == 0
        values = _values(second, done, order[task] + 1)
        out += [("progress", row.row, field, value) for field, value in values.items()]
    return out


def _values(second: bool, done: bool, number: int) -> dict[str, Any]:
    month = 11 if second else 5
    finished = second and done
    return {
        "status": "Hoàn thành" if finished else "Đang thực hiện",
        "percent": 100.0 if finished else 60.0 if second else 40.0, "quantity": 2.0,
        "result": f"Đã triển khai {number} nội dung theo kế hoạch.", "evidence_no": f"{number}/BC-SCT",
        "evidence_date": day(2025, month, 20), "finish_date": day(2025, month, 18) if finished else None,
        "difficulties": "Chưa có", "proposals": None,
    }  # fmt: skip
