"""Every button in Excel, as far as the double goes: the cells of the file engine, few calls, nothing half done."""

import tempfile
from collections.abc import Callable, Iterable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from kehoach_xl.engine.cells import BlockWrite, Cells
from kehoach_xl.engine.opening import open_book
from kehoach_xl.engine.patience import owes
from kehoach_xl.press import press as run
from tests.support.excel_com import FakeExcel
from tests.support.excel_com.errors import call_rejected
from tests.support.excel_com.model import HIDDEN, Criterion
from tests.support.once import Once
from tests.workflows.clicks import BUTTONS, Stages, alike, at_work, blocks, press, told
from tests.workflows.office import Room, values

pytestmark = pytest.mark.slow

WRITING = tuple(button for button in BUTTONS if button not in ("write_report", "export_pdf", "show_help"))
MOST_OTHER_CALLS = 60  # beside two for each block of cells


@pytest.fixture
def stages(once: Once) -> Stages:
    return Stages(once, 35)


@pytest.fixture
def large_stages(once: Once) -> Stages:
    return Stages(once, 2_000)


@pytest.fixture(autouse=True)
def quiet_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing differs between two runs; details of failures in the test's own folder; no waiting."""
    alike(monkeypatch)
    monkeypatch.setattr("kehoach_xl.engine.patience.PAUSE", 0.0)
    (tmp_path / "tạm").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tạm"))


def lanes(buttons: Iterable[str], fast: tuple[str, ...] = ("merge_returns",)) -> list[Any]:
    """The buttons as parameters; those not in ``fast`` belong to the whole suite."""
    return [pytest.param(one, marks=() if one in fast else pytest.mark.slow) for one in buttons]


# -- the same cells -------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", lanes(BUTTONS, ("merge_returns", "distribute_forms", "show_help")))
def test_excel_gets_the_cells_that_a_file_gets(stages: Stages, tmp_path: Path, button: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    in_file, in_excel = stages.room(button, tmp_path / "a" / "sở"), stages.room(button, tmp_path / "b" / "sở")
    before = values(in_file.master)
    with open_book(in_file.master, write=True) as book:
        press(book, button)
    with at_work(in_excel) as (excel, book):
        screen = excel.screen()
        press(book, button)
        assert excel.screen() == screen
        assert excel.model().saved is True
        assert [alert.title for alert in excel.alerts] == ["Kế hoạch"] * len(excel.alerts)
        assert len(told(excel)) == 1
        assert "CLI_003" not in told(excel)[0].prompt
    assert values(in_excel.master) == values(in_file.master)
    assert (values(in_file.master) != before) == (button in WRITING)


def test_a_no_leaves_everything_as_it_was(stages: Stages, tmp_path: Path) -> None:
    for button in ("repair_cells", "open_period", "distribute_forms", "undo_step", "close_period"):
        room = stages.room(button, tmp_path / button)
        before = room.master.read_bytes()
        with at_work(room) as (excel, book):
            cells, screen = excel.model().cells(), excel.screen()
            excel.answers = ["no"]
            press(book, button)
            assert (excel.model().cells(), excel.screen(), told(excel)) == (cells, screen, [])
            assert len(excel.alerts) == 1
        assert room.master.read_bytes() == before


# -- few calls --------------------------------------------------------------------------------------------


def calls(room: Room, button: str) -> tuple[int, int]:
    """All round trips of a click, and those that carried cells."""
    with at_work(room) as (excel, book):
        excel.wire.reset()
        press(book, button)
        assert told(excel)
        return excel.wire.count, blocks(excel.wire.calls)


@pytest.mark.parametrize("button", BUTTONS)
def test_a_click_makes_few_calls(stages: Stages, tmp_path: Path, button: str) -> None:
    count, carried = calls(stages.room(button, tmp_path / "sở"), button)
    assert count <= MOST_OTHER_CALLS + 2 * carried


@pytest.mark.slow
@pytest.mark.parametrize("button", BUTTONS)
def test_two_thousand_tasks_take_as_many_calls(
    stages: Stages, large_stages: Stages, tmp_path: Path, button: str
) -> None:
    few = calls(stages.room(button, tmp_path / "ít"), button)
    assert calls(large_stages.room(button, tmp_path / "nhiều"), button) == few


# -- any call may fail ----------------------------------------------------------------------------------------

Failing = Callable[[FakeExcel, int], Any]
# «rejected»: longer than xlwings repeats one call. «gone»: Excel was ended.
FAILURES: dict[str, Failing] = {
    "refused": lambda excel, n: excel.wire.fail_at(n),
    "rejected": lambda excel, n: [excel.wire.fail_at(n + k, call_rejected()) for k in range(50)],
    "done but failed": lambda excel, n: excel.wire.fail_at(n, after=True),
    "gone": lambda excel, n: excel.wire.fail_from(n),
}
NOT_FOR_PEOPLE = ("Traceback", "com_error", "(-214", "0x8", "None")


@pytest.mark.parametrize("button", ["merge_returns", "distribute_forms"])
def test_a_call_that_fails_here_and_there(stages: Stages, tmp_path: Path, button: str) -> None:
    sweep(stages, tmp_path, button, step=29)


@pytest.mark.slow
@pytest.mark.parametrize("button", BUTTONS)
def test_every_third_call_may_fail(stages: Stages, tmp_path: Path, button: str) -> None:
    sweep(stages, tmp_path, button, step=3)


@pytest.mark.fuzz
@pytest.mark.parametrize("button", BUTTONS)
def test_any_call_may_fail(stages: Stages, tmp_path: Path, button: str) -> None:
    sweep(stages, tmp_path, button, step=1)


def sweep(stages: Stages, folder: Path, button: str, step: int) -> None:
    """Fail at every ``step``-th call, the kinds of failure in turn: cells, file, screen and box must be right."""
    room = stages.room(button, folder / "sở")
    with at_work(room) as (excel, book):
        looking(excel, button)
        before = Standing(room, excel)
        excel.wire.reset()
        press(book, button)
        total, after = excel.wire.count, Standing(room, excel)
    for number, kind in islice(zip(range(1, total + 1), cycle(FAILURES), strict=False), 0, None, step):
        room = stages.room(button, folder / str(number) / "sở")
        with at_work(room) as (excel, book):
            looking(excel, button)
            screen = excel.screen()
            excel.wire.reset()
            FAILURES[kind](excel, number)
            press(book, button)
            excel.wire.heal()
            found, where = Standing(room, excel), (button, number, kind)
            box = told(excel)
            assert len(box) == 1, where
            assert not any(word in box[0].prompt for word in NOT_FOR_PEOPLE), (where, box[0].prompt)
            assert found.file in (before.file, after.file), where
            if kind == "gone":
                continue  # what was on the screen went with it
            assert excel.screen() == screen, (where, box[0].prompt)
            assert found.cells == (before.cells if "Mã: " in box[0].prompt else after.cells), (where, box[0].prompt)


def looking(excel: FakeExcel, button: str) -> None:
    """At a merge, which writes most, she looks at a filtered sheet."""
    if button == "merge_returns":
        filtered(excel)


class Standing:
    """The cells on the screen and those of the file."""

    def __init__(self, room: Room, excel: FakeExcel) -> None:
        self.cells = excel.model().cells()
        self.file = room.master.read_bytes()


def filtered(excel: FakeExcel, sheets: tuple[str, ...] = ("Xung đột",)) -> None:
    """She looks at some rows only: the first prepared ones are hidden by a filter on the second column."""
    for name in sheets:
        sheet = excel.model().sheet(name)
        area = sheet.autofilter.area
        sheet.autofilter.criteria[2] = Criterion("=*không có*")
        sheet.filtered_rows = set(range(area.row1 + 1, area.row2 + 1))


# -- how she may have left her workbook ---------------------------------------------------------------------------


@pytest.mark.parametrize("button", lanes(WRITING))
def test_rows_that_a_filter_hides_are_written_and_stay_hidden(stages: Stages, tmp_path: Path, button: str) -> None:
    plain, hiding = stages.room(button, tmp_path / "a"), stages.room(button, tmp_path / "b")
    with at_work(plain) as (excel, book):
        press(book, button)
    with at_work(hiding) as (excel, book):
        every = tuple(sheet.name for sheet in excel.model().sheets if sheet.autofilter)
        filtered(excel, every)
        screen = excel.screen()
        press(book, button)
        assert excel.screen() == screen
        assert {name for name in every if excel.model().sheet(name).filtered_rows} == set(every)
    assert values(hiding.master) == values(plain.master)


@pytest.mark.parametrize("button", lanes(WRITING))
def test_hidden_sheets_are_written_and_stay_hidden(stages: Stages, tmp_path: Path, button: str) -> None:
    plain, hiding = stages.room(button, tmp_path / "a"), stages.room(button, tmp_path / "b")
    with at_work(plain) as (excel, book):
        press(book, button)
    with at_work(hiding) as (excel, book):
        for name in ("Tiến độ", "Xung đột", "Nhật ký", "Kiểm tra"):
            excel.model().sheet(name).visible = HIDDEN
        screen = excel.screen()
        press(book, button)
        assert excel.screen() == screen
        assert len(told(excel)) == 1
    assert values(hiding.master) == values(plain.master)


@pytest.mark.parametrize("button", lanes(WRITING))
def test_a_protected_sheet_is_said_and_nothing_is_changed(stages: Stages, tmp_path: Path, button: str) -> None:
    room = stages.room(button, tmp_path / "sở")
    before = room.master.read_bytes()
    with at_work(room) as (excel, book):
        excel.model().sheet("Nhật ký").protected = True  # every operation writes there, last of all
        cells, screen = excel.model().cells(), excel.screen()
        press(book, button)
        assert "Mã: OPEN_021" in told(excel)[0].prompt
        assert "«Nhật ký»" in told(excel)[0].prompt
        assert (excel.model().cells(), excel.screen()) == (cells, screen)
    assert room.master.read_bytes() == before


def test_what_she_switched_off_herself_stays_off(stages: Stages, tmp_path: Path) -> None:
    with at_work(stages.room("merge_returns", tmp_path / "sở")) as (excel, book):
        excel.settings |= {"ScreenUpdating": False, "EnableEvents": False, "Calculation": -4135, "DisplayAlerts": False}
        screen = excel.screen()
        press(book, "merge_returns")
        assert excel.screen() == screen


def test_progress_stands_in_the_status_bar_and_goes(stages: Stages, tmp_path: Path) -> None:
    with at_work(stages.room("merge_returns", tmp_path / "sở")) as (excel, book):
        excel.wire.reset()
        press(book, "merge_returns")
        lines = [change.arguments[0] for change in excel.wire.log if change.member == "set Application.StatusBar"]
    assert lines == ["Đang gộp 1/1: Sở Tư pháp", False]


def test_a_machine_without_a_printer_amends_all_the_same(stages: Stages, tmp_path: Path) -> None:
    cells, boxes = [], []
    for printer in (True, False):
        with at_work(stages.room("amend_plan", tmp_path / str(printer) / "sở")) as (excel, book):
            excel.printer = printer
            press(book, "amend_plan")
            cells.append(excel.model().cells())
            boxes.append(told(excel)[0].prompt)
    assert cells[0] == cells[1] and boxes[0] == boxes[1]


# -- Excel busy ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("why", ["dialog", "editing"])
@pytest.mark.parametrize("button", lanes(BUTTONS))
def test_a_busy_excel_is_said_and_nothing_is_changed(
    stages: Stages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, button: str, why: str
) -> None:
    """A dialog left open, a cell being typed in: for as long as the click lasts."""
    monkeypatch.setattr("kehoach_xl.engine.patience.PATIENCE", 0.0)
    room = stages.room(button, tmp_path / "sở")
    before = room.master.read_bytes()
    with at_work(room) as (excel, book):
        cells, screen = excel.model().cells(), excel.screen()
        excel.wire.busy(why=why)
        press(book, button)
        excel.wire.heal()
        assert [("Mã: OPEN_028" in alert.prompt) for alert in told(excel)] == [True]
        assert (excel.model().cells(), excel.screen()) == (cells, screen)
    assert room.master.read_bytes() == before


@pytest.mark.parametrize("why", ["dialog", "editing"])
def test_a_moment_of_being_busy_is_waited_for(stages: Stages, tmp_path: Path, why: str) -> None:
    room = stages.room("merge_returns", tmp_path / "sở")
    with at_work(room) as (excel, book):
        excel.wire.busy(20, why)
        press(book, "merge_returns")
        assert told(excel)[0].prompt.startswith("Gộp báo cáo kỳ 6 tháng cuối năm 2025")
    assert room.cell("2.4", "percent") == 60


def test_what_a_busy_excel_did_not_take_back_is_put_back_at_the_next_press(
    stages: Stages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the panel she may go on typing in Excel: a cell in edit mode for longer than anyone waits."""
    monkeypatch.setattr("kehoach_xl.engine.patience.PATIENCE", 0.0)
    room = stages.room("merge_returns", tmp_path / "sở")
    with at_work(room) as (excel, book):
        screen = excel.screen()

        def act(book: Any, shown: Any) -> None:
            with Cells(book).written([BlockWrite("Tiến độ", 5, 9, [["x"]])]):
                excel.wire.busy(why="editing")

        frozen = {"ScreenUpdating": False, "EnableEvents": False, "DisplayAlerts": False}
        run(act, lambda: book)
        assert excel.screen() | frozen == excel.screen()
        assert "bận quá lâu" in told(excel)[-1].prompt
        press(book, "summarize")
        assert "Mã: OPEN_028" in told(excel)[-1].prompt
        excel.wire.heal()
        press(book, "summarize")
        assert told(excel)[-1].prompt.startswith("Tổng hợp kỳ")
        assert (excel.screen(), owes()) == (screen, False)


# -- a workbook that is none of ours ---------------------------------------------------------------------------------


@pytest.mark.parametrize("button", BUTTONS)
def test_another_workbook_is_refused_by_name(excel: FakeExcel, tmp_path: Path, button: str) -> None:
    Workbook().save(tmp_path / "khác.xlsx")
    book = excel.open(tmp_path / "khác.xlsx")
    screen = excel.screen()
    press(book, button)
    assert "khác.xlsx" in told(excel)[0].prompt
    assert "Mã: BOOK_001" in told(excel)[0].prompt
    assert excel.screen() == screen


def test_a_master_open_for_reading_only_is_not_written(stages: Stages, tmp_path: Path) -> None:
    room = stages.room("merge_returns", tmp_path / "sở")
    with at_work(room) as (excel, book):
        excel.model().read_only = True
        press(book, "merge_returns")
        assert "Mã: OPEN_004" in told(excel)[0].prompt
        assert excel.model().saved is True
