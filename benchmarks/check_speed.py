"""How long «Kiểm tra» takes on 2,000 tasks with every kind of mistake. ``python -m benchmarks.check_speed``."""

import random
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.seeded_mistakes import beside, type_into
from benchmarks.valid_master import NOW, PLAN, day
from benchmarks.world import Place, World
from kehoach_xl.building import master as building
from kehoach_xl.building.plan_template import load
from kehoach_xl.domain import checks
from kehoach_xl.engine.cells import BlockWrite, Cells
from kehoach_xl.engine.opening import open_book
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.examined import examine, subject
from kehoach_xl.workflows.check import check
from kehoach_xl.workflows.open_period import open_period

TASKS = 2000
# What is typed into a share of the rows, one after the other.
WRONG = {
    "appendix": (
        {"leads": None}, {"leads": "Sở Công Thươn"}, {"coordinators": "Hội Sinh vật cảnh"},
        {"timeframe": "khi có điều kiện"}, {"timeframe": "2025 - 2031"}, {"leads": "Sở TP"}, {"component": "9"},
        {"content": "Së C«ng Th\u00ad¬ng tæ chøc"},
        {"leads": "#N/A"}, {"coordinators": None}, {"leads": "Sở Kế hoạch và Đầu tư"}, {"id": None}, {"code": "x,y"},
    ),
    "progress": (
        {"percent": 120.0}, {"status": "gần xong"}, {"evidence_date": "cuối năm"}, {"evidence_no": "số 45"},
        {"finish_date": day(2026, 2, 1)}, {"evidence_no": None}, {"status": None}, {"percent": 15.0},
        {"result": "Ñaõ toå chöùc hoäi nghò"}, {"agency": "SCTT"}, {"content": "Khác"}, {"task": "NV9999"},
        {"finish_date": "18/11/2025"}, {"status": "đã xong"}, {"evidence_no": "Biên bản họp"}, {"percent": 0.85},
    ),
}  # fmt: skip


def build(path: Path) -> None:
    """A master of 2,000 tasks; in one row of five something is wrong."""
    template = load(PLAN)
    plan = template.plan
    tasks = []
    for n in range(TASKS):
        like = plan.tasks[n % len(plan.tasks)]
        code = f"{like.component}.{n + 1}"
        tasks.append(replace(like, id=f"NV{n + 1}", code=code, content=f"{like.content} ({n + 1})"))
    tasks.sort(key=lambda one: one.component)
    grown = replace(plan, tasks=tuple(tasks))
    building.build(type(template)(**{**vars(template), "plan": grown}), path)
    with open_book(path, write=True) as book:
        open_period(book, "2025-H2", now=NOW)
    with open_book(path, write=True) as book:  # every kind of mistake once …
        world = World(Desk(book))
        type_into(book, [cell for each in beside(world, random.Random(7)) for cell in each.cells])
    with open_book(path, write=True) as book:  # … and the usual ones in one row of five
        desk = Desk(book)
        cells = list(_filled(desk)) + list(_wrong(desk, random.Random(7)))
        last = {place: value for place, value in cells}
        with Cells(book).written([
            BlockWrite(desk.table(p.table).sheet, p.row, desk.table(p.table).columns[p.field], ((value,),))
            for p, value in last.items()
        ]):  # fmt: skip
            book.save()


def _filled(desk: Desk):
    for row in desk.table("progress").rows:
        for field, value in {
            "status": "Hoàn thành", "percent": 100.0, "quantity": 2.0, "evidence_no": f"{row.row}/BC-SCT",
            "result": f"Đã triển khai nội dung {row.row} theo kế hoạch được giao trong kỳ báo cáo.",
            "evidence_date": day(2025, 11, 20), "finish_date": day(2025, 11, 18),
        }.items():  # fmt: skip
            yield Place("progress", row.row, field), value


def _wrong(desk: Desk, rng: random.Random):
    for table, kinds in WRONG.items():
        rows = [row.row for row in desk.table(table).rows if table != "appendix" or row.text("content")]
        for n, row in enumerate(rng.sample(rows, k=len(rows) // 5)):
            yield from ((Place(table, row, field), value) for field, value in kinds[n % len(kinds)].items())


def parts(path: Path) -> dict[str, float]:
    """Seconds of each part of a check."""
    with open_book(path, write=False) as book:
        begun = time.perf_counter()
        desk = Desk(book)
        faults = examine(desk)
        read = time.perf_counter()
        seen = subject(desk, date(2025, 12, 31), faults)
        understood = time.perf_counter()
        found = checks.run(seen)
        over = time.perf_counter()
    rules = f"mọi quy tắc: {len(found)} kết quả của {len({one.message.code for one in found})} quy tắc"
    return {
        "đọc các bảng": read - begun, "hiểu kế hoạch, cơ quan, công thức": understood - read, rules: over - understood,
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        build(path)
        print(f"{TASKS} nhiệm vụ, tệp {path.stat().st_size / 1e6:.1f} MB")
        for name, seconds in parts(path).items():
            print(f"{name}: {seconds:.2f} s")
        begun = time.perf_counter()
        with open_book(path, write=True) as book:
            check(book, now=NOW)
        print(f"cả lệnh check, mở, ghi danh sách, lưu tệp: {time.perf_counter() - begun:.2f} s")


if __name__ == "__main__":
    main()
