"""Two more half-years on the demo's master, for the pictures: what a coordinator sees after a year of use.

Agencies answer by a fixed pattern, so that every picture is the same each time.
"""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from kehoach_xl.workflows.consolidate import consolidate
from tests.workflows.office import Room, raw
from tests.workflows.provinces import ddci, room_of, without_index

# The coordinating department fills its own rows in the master.
OWN = "SCT"
LATE, EMPTY, SILENT = ("SNNMT", "SKHCN"), ("THUE6",), ("HQ11",)


def play(folder: Path) -> datetime:
    """Open, send out, answer and merge 2026-H1 and 2026-H2; the moment at which all is done."""
    room = Room(folder)
    room.master = folder / "so-dieu-phoi.xlsm"
    first = _period(room, "2026-H1", date(2026, 6, 2), ("doing", "regular", "later"))
    room.close_period("2026-H1", now=first + timedelta(days=9))
    last = _period(room, "2026-H2", date(2026, 11, 24), ("done", "doing", "regular", "done", "late"))
    room.check(now=last)
    room.summary(now=last)
    return last


def many(year: Path, folder: Path) -> Path:
    """Three plans gathered: the one above, a resolution without an index, an index of one department."""
    shutil.copytree(year, folder / "fta")
    plans = ((without_index(), "nghi-quyet-59", "2026-H1"), (ddci(), "ddci", "2026-H1"))
    for template, name, period in plans:
        (folder / name).mkdir()
        room = room_of(template, folder / name)
        _period(room, period, date(2026, 6, 2), ("done", "doing", "regular", "done"))
    return Path(consolidate(folder, now=_at(date(2026, 12, 21))).out)


def _period(room: Room, code: str, opened: date, pattern: tuple[str, ...]) -> datetime:
    deadline = date(2026, 6, 17) if code.endswith("H1") else date(2026, 12, 17)
    room.open_period(code, now=_at(opened))
    room.distribute(now=_at(opened))
    asked: dict[str, list[str]] = {}
    desk = room.desk()
    for row in desk.record:
        if row.period == code and row.agency:
            asked.setdefault(row.agency, []).append(desk.task_by_id[row.task].code)
    room.inbox = room.folder / f"nhan-ve-{code}"
    days = cycle((9, 6, 4, 3, 2, 1, 1))
    for agency, answers in _answers(asked, pattern, deadline):
        if agency == OWN:
            _fill_own(room, code, answers)
        if agency in SILENT or not list((room.outbox / code).glob(f"{code}_{agency}_*.xlsx")):
            continue
        before = -3 if agency in LATE else next(days)
        filled = {} if agency in EMPTY else answers
        room.send(agency, filled, saved=_at(deadline - timedelta(days=before)), source=room.form(agency, code))
    merged = _at(deadline + timedelta(days=4))
    room.merge(now=merged)
    return merged


def _fill_own(room: Room, code: str, answers: dict[str, dict[str, Any]]) -> None:
    desk = room.desk()
    table = desk.table("progress")
    for row in desk.record:
        if (row.agency, row.period) == (OWN, code):
            fields = answers[desk.task_by_id[row.task].code].items()
            room.write((table.sheet, row.row, table.columns[name], raw(value)) for name, value in fields)


def _answers(
    asked: dict[str, list[str]], pattern: tuple[str, ...], deadline: date
) -> Iterator[tuple[str, dict[str, dict[str, Any]]]]:
    kinds = cycle(pattern)
    for agency, codes in asked.items():
        yield agency, {code: _answer(next(kinds), deadline) for code in codes}


def _answer(kind: str, deadline: date) -> dict[str, Any]:
    month = deadline.month
    if kind in ("done", "late"):
        return {
            "status": "Hoàn thành", "percent": 100, "result": "Đã tổ chức 02 hội nghị, 180 lượt doanh nghiệp tham dự.",
            "evidence_no": "212/BC", "evidence_date": date(2026, month, 5), "finish_date": date(2026, month, 4),
        }  # fmt: skip
    if kind == "later":
        return {"status": "Chưa thực hiện", "percent": 0, "proposals": "Đề nghị bố trí kinh phí trong quý tới."}
    result = "Đã đăng 24 tin, bài; giải đáp 35 lượt doanh nghiệp." if kind == "regular" else "Đang lấy ý kiến góp ý."
    return {"status": "Đang thực hiện", "percent": 60, "result": result}


def _at(day: date) -> datetime:
    """Nine in the morning, Vietnam's clock."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC) - timedelta(hours=7)
