"""A province at work, as large as wanted: a master, its forms sent out, and every one of them filled in by openpyxl.

Some tasks are each reported by all the communes, as plans ask of «UBND các xã, phường»: a return has one row a task,
and `Tiến độ` has agencies × tasks rows. ``python -m benchmarks.returns_world FOLDER AGENCIES TASKS``.
"""

import multiprocessing
import random
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from kehoach_xl.building import master as building
from kehoach_xl.building.plan_template import load
from kehoach_xl.domain.agency import Agency, AgencyGroup, Register
from kehoach_xl.domain.plan_template import PlanTemplate
from kehoach_xl.engine.opening import open_book
from kehoach_xl.sheets.layout import form
from kehoach_xl.workflows.distribute import distribute
from kehoach_xl.workflows.open_period import open_period

PLAN, PERIOD = "fta-index-ha-tinh-2025", "2025-H2"
NOW = datetime(2025, 12, 1, 3, tzinfo=UTC)
# Members that one group names; its cell of `Cơ quan` holds so many codes.
MEMBERS = 100
# Forms that one process fills before it ends: openpyxl lets go of little memory.
AT_ONCE = 50


@dataclass(frozen=True)
class Province:
    """Where everything lies."""

    master: Path
    forms: Path
    inbox: Path

    @classmethod
    def within(cls, folder: Path) -> "Province":
        return cls(folder / "so.xlsx", folder / "phat" / PERIOD, folder / "nhan")


def template(agencies: int, tasks: int) -> PlanTemplate:
    """The FTA plan with so many tasks instead of its own, all of them reported by so many communes."""
    shipped = load(PLAN)
    communes = [Agency(code=f"X{n:04d}", name=f"Ủy ban nhân dân xã số {n:04d}") for n in range(1, agencies + 1)]
    groups = [
        AgencyGroup(code=f"KX{n:02d}", name=f"Các xã khối {n:02d}", members=tuple(one.code for one in members))
        for n, members in enumerate(_groups(communes), 1)
    ]
    register = Register(
        agencies=(*shipped.register.agencies, *communes), groups=(*shipped.register.groups, *groups)
    )
    leads = tuple(one.code for one in groups)
    made = []
    for n in range(1, tasks + 1):
        like = shipped.plan.tasks[n % len(shipped.plan.tasks)]
        made.append(replace(
            like, id=f"NV{n:03d}", code=f"{like.component}.{n}", content=f"{like.content} ({n})", leads=leads,
            coordinators=(),
        ))  # fmt: skip
    made.sort(key=lambda one: one.component)
    return replace(shipped, plan=replace(shipped.plan, tasks=tuple(made)), register=register)


def _groups(communes: list[Agency]) -> Iterator[list[Agency]]:
    for start in range(0, len(communes), MEMBERS):
        yield communes[start : start + MEMBERS]


def open_up(folder: Path, agencies: int, tasks: int) -> Province:
    """A new master in a new folder, its period open."""
    folder.mkdir(parents=True)
    found = Province.within(folder)
    building.build(template(agencies, tasks), found.master)
    with open_book(found.master, write=True) as book:
        open_period(book, PERIOD, now=NOW)
    return found


def send_out(folder: Path, agencies: int, tasks: int) -> Province:
    """:func:`open_up`, and a form for every commune."""
    found = open_up(folder, agencies, tasks)
    with open_book(found.master, write=True) as book:
        distribute(book, found.forms.parent, now=NOW)
    return found


def make(folder: Path, agencies: int, tasks: int) -> Province:
    """:func:`send_out`, and every form filled in and sent back."""
    found = send_out(folder, agencies, tasks)
    found.inbox.mkdir()
    forms = sorted(found.forms.glob("*.xlsx"))
    with multiprocessing.get_context("spawn").Pool(2, maxtasksperchild=AT_ONCE) as pool:
        pool.starmap(fill, [(form, found.inbox) for form in forms], chunksize=1)
    return found


def fill(path: Path, into: Path) -> None:
    """One form as an agency returns it: every row reported, about half of the tasks done."""
    from openpyxl import load_workbook

    warnings.simplefilter("ignore")  # openpyxl tells of the rules that it does not know
    book, layout, chance = load_workbook(path), form(), random.Random(path.name)
    sheet = book[layout.sheet]
    row = layout.first
    while sheet.cell(row, layout.at("id")).value:
        for field, value in _answers(chance).items():
            sheet.cell(row, layout.at(field)).value = value
        row += 1
    book.save(into / path.name)


def _answers(chance: random.Random) -> dict[str, object]:
    done = chance.random() < 0.5
    works, meetings = chance.randint(1, 99), chance.randint(1, 9)
    return {
        "status": "Hoàn thành" if done else "Đang thực hiện", "percent": 100 if done else 60,
        "result": f"Đã triển khai {works} nội dung theo kế hoạch được giao; tổ chức {meetings} hội nghị.",
        "evidence_no": f"{chance.randint(1, 999)}/BC-UBND", "evidence_date": date(2025, 11, chance.randint(1, 28)),
        **({"finish_date": date(2025, 11, chance.randint(1, 28))} if done else {}),
    }  # fmt: skip


if __name__ == "__main__":
    made = make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    print(made.master)
