r"""Smoke test on a Windows machine with Microsoft Excel. NOT RUN YET: it was written without a Windows machine.

    .venv\Scripts\python docs\windows-smoke.py [--wait MINUTES]

Builds masters in a temporary folder and presses every button of a whole period in three ways: ribbon.py's functions
on a mock caller, the Subs inside the master, the Subs of the add-in. After each it looks for the effect in the
workbook and whether Excel was given back as it was. Boxes titled «Kế hoạch» are read and answered by the script.
It works in an Excel of its own, which it closes; save your work all the same. The report is written beside the
working folder: windows-smoke.txt. The ribbon itself is looked at by eye: docs/windows-checklist.md.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TITLE = "Kế hoạch"
PERIOD = "2025-H2"
REPORT = Path("windows-smoke.txt")
YES, OK = 6, 1  # IDYES, IDOK


ON_SHEET = "nút trong sổ"


@dataclass
class Step:
    """One button and how its effect is seen: a sheet that must change, or a file that must come to be."""

    sub: str
    changes: str = ""
    makes: str = ""
    in_review: bool = False  # pressed in a review; in a master it would ask for a file, which nobody here can answer


STEPS = (
    Step("ImportDocument", makes="xem lại/*.xlsm", in_review=True),
    Step("CheckWorkbook", changes="Kiểm tra"),
    Step("RepairCells"),
    Step("AmendPlan"),
    Step("OpenPeriod", changes="Tiến độ"),
    Step("DistributeForms", makes="phan-phat/**/*.xlsx"),
    Step("SendLetters"),  # without addresses it only names who has none
    Step("RemindAgencies"),
    Step("ReceiveLetters"),  # without a mail server it only says so
    Step("MergeReturns", changes="Tiến độ", makes="sao-luu/*"),
    Step("EnterReports"),
    Step("ApplyDecisions"),
    Step("UndoStep", changes="Tiến độ"),
    Step("Summarize"),
    Step("WriteReport", makes="van-ban/**/*.docx"),
    Step("ExportPdf", makes="xuat-pdf/**/*.pdf"),
    Step("ClosePeriod", changes="Kỳ báo cáo"),
    Step("ShowHelp"),
)


class Boxes(threading.Thread):
    """Reads and answers the program's message boxes, also those of a Python that a macro started."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.texts: list[str] = []

    def run(self) -> None:
        while True:
            time.sleep(0.2)
            self._answer()

    def _answer(self) -> None:
        import win32con
        import win32gui

        found: list[int] = []
        win32gui.EnumWindows(lambda window, _: found.append(window) or True, None)
        for window in found:
            if win32gui.GetClassName(window) != "#32770" or win32gui.GetWindowText(window) != TITLE:
                continue
            self.texts.append(_text(window))
            win32gui.PostMessage(window, win32con.WM_COMMAND, YES if _has(window, YES) else OK, 0)
            time.sleep(0.5)


def _text(window: int) -> str:
    import win32gui

    texts: list[str] = []
    win32gui.EnumChildWindows(window, lambda child, _: texts.append(win32gui.GetWindowText(child)) or True, None)
    return " | ".join(filter(None, texts))


def _has(window: int, item: int) -> bool:
    import pywintypes
    import win32gui

    try:
        return bool(win32gui.GetDlgItem(window, item))
    except pywintypes.error:
        return False


class Report:
    """Lines on the screen and in the file at once, so that a crash keeps what was found."""

    def __init__(self, path: Path) -> None:
        self.path, self.failed = path, 0
        path.write_text("", encoding="utf-8-sig")

    def line(self, text: str) -> None:
        print(text, flush=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(text + "\n")

    def result(self, what: str, problem: str, seconds: float) -> None:
        self.failed += bool(problem)
        self.line(f"[{'HỎNG' if problem else 'được'}] {what} ({seconds:.1f} giây){': ' + problem if problem else ''}")


def ways(app: Any, addin: str) -> Iterator[tuple[str, Callable[[Any, str], None]]]:
    """How a button is pressed: a name, and a function of the book and the Sub."""
    from kehoach_xl import ribbon
    from kehoach_xl.buttons import buttons

    functions = {button.sub: button.function for button in buttons()}

    def mocked(book: Any, sub: str) -> None:
        book.set_mock_caller()
        getattr(ribbon, functions[sub])()

    yield "hàm Python", mocked
    yield ON_SHEET, lambda book, sub: book.macro(f"Buttons.{sub}")()

    def by_addin(book: Any, sub: str) -> None:
        book.activate()
        app.macro(f"'{addin}'!Buttons.{sub}")()

    yield "thẻ Kế hoạch (phần bổ trợ)", by_addin


def play(app: Any, folder: Path, way: str, press: Callable[[Any, str], None], boxes: Boxes, report: Report) -> None:
    """A whole period on a new master, every button once."""
    from kehoach_xl.workflows import demo
    from kehoach_xl.workflows.new import new

    path = folder / "so-dieu-phoi.xlsm"
    new(demo.PLAN, path)
    book = app.books.open(str(path))
    try:
        book.names["LC_period"].refers_to_range.value = PERIOD
        for step in STEPS:
            started = time.perf_counter()
            try:
                if step.sub == "MergeReturns":
                    (folder / "nhan-ve").mkdir(exist_ok=True)
                    demo._agencies_answer(folder / "phan-phat" / PERIOD, folder / "nhan-ve")
                if step.in_review:
                    problem = _pressed_in_review(app, folder, way, step, press, boxes)
                else:
                    problem = _pressed(book, folder, step, press, boxes)
            except Exception:
                problem = traceback.format_exc().strip().splitlines()[-1]
            report.result(f"{way}: {step.sub}", problem, time.perf_counter() - started)
    finally:
        book.close()


def _pressed_in_review(
    app: Any, folder: Path, way: str, step: Step, press: Callable[[Any, str], None], boxes: Boxes
) -> str:  # fmt: skip
    """The same on a review, which has no buttons of its own; what it opens is closed again."""
    from datetime import date

    from kehoach_xl.building import review_book
    from kehoach_xl.documents.thing import TASK, Thing

    path = folder / "xem lại" / "kế hoạch.xem-lai.xlsx"
    path.parent.mkdir()
    task = Thing(TASK, "Tổ chức tập huấn", code="1", leads="Sở Công Thương")
    source = review_book.Source("Kế hoạch 2025.docx", "", "docx", "ha-tinh-2025", date(2025, 1, 1))
    review_book.build((task,), source, path)
    if way == ON_SHEET:
        return ""
    book = app.books.open(str(path))
    before = {each.name for each in book.app.books}
    try:
        return _pressed(book, folder, step, press, boxes)
    finally:
        for each in [each for each in book.app.books if each.name not in before]:
            each.close()
        book.close()


def _pressed(book: Any, folder: Path, step: Step, press: Callable[[Any, str], None], boxes: Boxes) -> str:
    """Press one button; what is wrong afterwards, or nothing."""
    told, before, files = len(boxes.texts), _print_of(book, step.changes), set(folder.glob(step.makes or "-"))
    press(book, step.sub)
    time.sleep(1)
    problems = []
    if len(boxes.texts) == told:
        problems.append("không có hộp thông báo nào")
    elif any("ngoài dự kiến" in text for text in boxes.texts[told:]):
        problems.append(boxes.texts[-1])
    if step.changes and _print_of(book, step.changes) == before:
        problems.append(f"trang {step.changes} không đổi")
    if step.makes and not set(folder.glob(step.makes)) - files:
        problems.append(f"không có tệp mới {step.makes}")
    app = book.app
    if not (app.screen_updating and app.enable_events and app.display_alerts and app.status_bar is False):
        problems.append("Excel chưa được trả về như cũ")
    return "; ".join(problems)


def _print_of(book: Any, sheet: str) -> str:
    return hashlib.sha256(repr(book.sheets[sheet].used_range.raw_value).encode()).hexdigest() if sheet else ""


def child(folder: Path) -> int:
    """The test itself, in a process that the parent can end."""
    import xlwings

    from kehoach_xl.building import addin
    from kehoach_xl.workflows.doctor import doctor

    report = Report(REPORT)
    report.line(f"kehoach_xl, kiểm tra trên Windows, {time.strftime('%d/%m/%Y %H:%M')}")
    for point in doctor(folder):
        report.line(f"  {point.state}: {point.name}: {point.says}")
    boxes = Boxes()
    boxes.start()
    app = xlwings.App(visible=True, add_book=False)
    (folder / "excel.pid").write_text(str(app.pid))
    try:
        report.line(f"Excel {app.version}")
        addin.build(folder / addin.NAME)
        app.books.open(str(folder / addin.NAME))  # an Excel started by a program loads nothing from XLSTART
        for number, (way, press) in enumerate(ways(app, addin.NAME)):
            room = folder / f"lượt {number + 1}"
            room.mkdir()
            play(app, room, way, press, boxes, report)
    except Exception:
        report.failed += 1
        report.line(traceback.format_exc())
    finally:
        app.kill()
    report.line("Các hộp thông báo đã hiện:")
    for text in boxes.texts:
        report.line(f"  {text}")
    report.line(f"Kết quả: {'không có lỗi' if not report.failed else f'{report.failed} chỗ hỏng'}")
    return 1 if report.failed else 0


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--wait", type=float, default=20)
    options.add_argument("--child", type=Path)
    given = options.parse_args()
    if sys.platform != "win32":
        print("Chỉ chạy được trên Windows có Microsoft Excel.", file=sys.stderr)
        return 2
    if given.child:
        return child(given.child)
    with tempfile.TemporaryDirectory(prefix="kehoach thử ", ignore_cleanup_errors=True) as folder:
        try:
            return subprocess.run([sys.executable, __file__, "--child", folder], timeout=given.wait * 60).returncode
        except subprocess.TimeoutExpired:
            pid = Path(folder, "excel.pid")
            if pid.is_file():
                subprocess.run(["taskkill", "/f", "/pid", pid.read_text()], check=False)
            print(f"Quá {given.wait:g} phút nên đã dừng; xem {REPORT.absolute()}", file=sys.stderr)
            return 1


if __name__ == "__main__":
    sys.exit(main())
