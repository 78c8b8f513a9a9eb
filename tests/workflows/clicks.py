"""Every button of the ribbon, pressed on the double of Excel over a coordinator's folder made ready for it."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, tzinfo
from pathlib import Path

import pytest
import xlwings

from kehoach_xl import ribbon
from kehoach_xl.building import master, plan_template
from tests.support.excel_com import Alert, FakeExcel
from tests.support.once import Once
from tests.workflows.office import PLAN, Room, at, copy, doing

HERS, THEIRS = "Theo điện thoại ngày 10/12.", "- Đã họp, 07/2025\n+ =A1"
YES_NO = 4  # of a message box that asks
CARRIED = ("get Range.Value", "get Range.Formula", "set Range.Value", "set Range.Formula")


def returned(room: Room) -> None:
    """One file came back; it contradicts what she typed meanwhile."""
    room.type("progress", "code", "2.3", result=HERS)
    room.send("STP", {"2.3": doing(100, THEIRS), "2.4": doing(60, "05/11")})


def misspelt(room: Room) -> None:
    """Two cells that could be written better."""
    room.type("appendix", "code", "2.3", leads="Sở TP ", coordinators="Sở  CT")


def _ordered(room: Room) -> None:
    """A document gave one task to another agency and extended another; one line is wrong."""
    by = {"document": "15/QĐ-UBND", "document_date": date(2025, 11, 20), "effective": date(2025, 12, 1)}
    room.add("amendments", kind="Giao lại chủ trì", target="2.3", value="Sở Nội vụ", **by)
    room.add("amendments", kind="Gia hạn", target="3.1", value="2026", **by)
    room.add("amendments", kind="Gia hạn", target="9.9", value="2026", **by)


def written(room: Room) -> None:
    """A letter came; one line of another cannot be entered."""
    letter = {"medium": "Văn bản giấy", "document": "12/BC-STP", "document_date": date(2025, 12, 10)}
    letter |= {"received": date(2025, 12, 12), "agency": "Sở Tư pháp", "status": "Đang thực hiện"}
    room.add("entries", code="2.3", **letter)
    room.add("entries", code="9.9", **letter)


def addressed(room: Room) -> None:
    """Two agencies can be written to; all have their forms."""
    for code in ("STP", "SCT"):
        room.type("agencies", "code", code, email=f"{code.lower()}@tinh.example")
    room.distribute()


# How far the work has come: what goes before, and the step.
STAGES: dict[str, tuple[str, Callable[[Room], object]]] = {
    "open": ("new", lambda room: room.open_period()),
    "misspelt": ("open", misspelt),
    "looked at": ("misspelt", lambda room: room.check()),
    "ordered": ("open", _ordered),
    "written": ("open", written),
    "sent": ("open", lambda room: room.distribute()),
    "addressed": ("open", addressed),
    "returned": ("sent", returned),
    "merged": ("returned", lambda room: room.merge()),
    "summed": ("merged", lambda room: room.summary()),
    "chosen": ("merged", lambda room: room.choose("Lấy số liệu gửi về")),
}
# Each button where it has something to do, but those whose story is told elsewhere: «Nhập văn bản» reads another file
# (test_import.py), «Nhận thư» talks to a mail server (test_receive_letters.py).
ELSEWHERE = ("import_document", "receive_letters")
BUTTONS = {
    "check_workbook": "returned", "repair_cells": "looked at", "amend_plan": "ordered", "open_period": "new",
    "distribute_forms": "open", "send_letters": "addressed", "remind_agencies": "sent", "merge_returns": "returned",
    "enter_reports": "written", "apply_decisions": "chosen", "undo_step": "merged", "summarize": "merged",
    "write_report": "summed", "export_pdf": "summed", "close_period": "merged", "show_help": "sent",
}  # fmt: skip


class Stages:
    """Folders with a master of so many tasks, each stage built once in a run from the one before."""

    def __init__(self, once: Once, tasks: int) -> None:
        self._once, self.tasks = once, tasks

    def room(self, button: str, folder: Path) -> Room:
        """A copy in ``folder``, ready for the button."""
        return copy(self._stage(BUTTONS[button]), folder)

    def _stage(self, name: str) -> Room:
        return self._once.value(f"{self.tasks} tasks {name}", lambda folder: self._made(name, folder))

    def _made(self, name: str, folder: Path) -> Room:
        if name == "new":
            room = Room(folder)
            build(room.master, self.tasks)
        else:
            before, step = STAGES[name]
            room = copy(self._stage(before), folder)
            step(room)
        return room


def build(path: Path, tasks: int) -> None:
    """The master of the shipped plan, its tasks repeated under new numbers as often as asked for."""
    template = plan_template.load(PLAN)
    plan = template.plan
    repeated = (plan.tasks * (tasks // len(plan.tasks) + 1))[len(plan.tasks) : tasks]
    more = [
        replace(
            task, id=f"NV{number:03d}", code=f"{task.component}.{number}", content=f"{task.content} ({number})"
        )
        for number, task in enumerate(repeated, 101)
    ]
    order = [component.code for component in plan.components]
    sorted_tasks = tuple(sorted([*plan.tasks, *more], key=lambda task: order.index(task.component)))
    master.build(replace(template, plan=replace(plan, tasks=sorted_tasks)), path)


class Moment(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Moment":
        moment = at(20)
        return cls(*moment.timetuple()[:6], tzinfo=moment.tzinfo)


def alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs write the same: one moment, no dice."""
    for module in ("work", "send_letters", "write_report"):
        monkeypatch.setattr(f"kehoach_xl.workflows.{module}.datetime", Moment)
    monkeypatch.setattr("kehoach_xl.domain.identity.secrets.token_hex", lambda size: "5e" * size)


def press(book: xlwings.Book, button: str) -> None:
    """As RunPython would: the function of the button, without arguments, on the book that called."""
    book.set_mock_caller()
    try:
        getattr(ribbon, button)()
    finally:
        del xlwings.Book._mock_caller


@contextlib.contextmanager
def at_work(room: Room) -> Iterator[tuple[FakeExcel, xlwings.Book]]:
    """Excel with her master open, herself on `Phụ lục`."""
    with FakeExcel() as excel:
        book = excel.open(room.master)
        excel.select("Phụ lục", "C9:D12")
        yield excel, book


def told(excel: FakeExcel) -> list[Alert]:
    """The boxes that told something, without those that asked."""
    return [alert for alert in excel.alerts if alert.style & 0xF != YES_NO]


def blocks(calls: Counter[str]) -> int:
    """How many of the calls carried cells."""
    return sum(calls[key] for key in CARRIED)
