"""The desktop panel: a real window on a virtual screen, on a workbook file and on (a double of) Excel."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kehoach_xl.attached import Attached, InExcel, InFile
from kehoach_xl.buttons import buttons
from kehoach_xl.cli import main
from kehoach_xl.workflows.new import new
from tests.support.excel_com import FakeExcel
from tests.support.screen import Screen, until
from tests.workflows.office import PLAN, Room, doing

if TYPE_CHECKING:  # the fast lane collects this file on machines without tkinter
    import tkinter
    from tkinter import ttk

    from kehoach_xl.window import Window

pytestmark = pytest.mark.tools

SUBS = [button.sub for button in buttons()]


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    shown = Screen()
    yield shown
    shown.close()


@pytest.fixture
def panel(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> "Iterator[Callable[[Attached], Window]]":
    """Opens the window on a master; what goes wrong inside it fails the test."""
    from kehoach_xl.window import Window

    monkeypatch.setenv("DISPLAY", screen.name)
    opened: list[Window] = []
    wrong: list[BaseException] = []

    def show(master: Attached) -> Window:
        window = Window(master)
        window.report_callback_exception = lambda kind, error, trace: wrong.append(error)
        window.update()
        opened.append(window)
        return window

    yield show
    for window in opened:
        window.destroy()
    assert wrong == []


def click(screen: Screen, window: "Window", widget: "tkinter.Misc") -> None:
    """A real click of the mouse on a widget; its effect comes with the window's next events."""
    window.update()
    screen.click(
        widget.winfo_rootx() + widget.winfo_width() // 2, widget.winfo_rooty() + widget.winfo_height() // 2
    )


def wait(window: "Window", what: Callable[[], bool], name: str) -> None:
    """Let the window live until something is so."""
    until(lambda: window.update() or what() or None, name)


def answering(screen: Screen, window: "Window", sub: str, answer: "ttk.Button") -> str:
    """Click a button, and its question's answer; the question."""
    asked: list[str] = []

    def answer_it() -> None:
        if window.answers.winfo_ismapped():
            asked.append(said(window))
            click(screen, window, answer)
        else:
            window.after(50, answer_it)

    window.after(50, answer_it)
    click(screen, window, window.buttons[sub])
    wait(window, lambda: bool(asked) and not window.running, "the end of the operation")
    return asked[0]


def said(window: "Window") -> str:
    return window.lines.text.get("1.0", "end").strip()


def enabled(window: "Window") -> list[str]:
    return [sub for sub, button in window.buttons.items() if not button.instate(["disabled"])]


# -- on a workbook file -------------------------------------------------------------------------


def test_the_window_shows_the_file_and_the_buttons_in_the_order_of_the_work(fresh: Room, panel) -> None:
    window = panel(InFile(fresh.master))
    assert window.title() == "Kế hoạch – Bảng điều khiển"
    assert window.name.cget("text") == "so-dieu-phoi.xlsx"
    assert window.says.cget("text") == f"Làm việc với tệp trong thư mục {fresh.folder}."
    # Group below group, first on the left, then on the right.
    shown = sorted(window.buttons.values(), key=lambda button: (button.master.winfo_rootx(), button.winfo_rooty()))
    assert [button.cget("text") for button in shown] == [
        "Nhập văn bản", "Kiểm tra", "Sửa giúp", "Điều chỉnh", "Mở kỳ báo cáo", "Phân phát", "Gửi thư",
        "Đôn đốc", "Nhận thư", "Gộp báo cáo", "Nhập thay", "Xử lý xung đột", "Hoàn tác", "Tổng hợp", "Báo cáo",
        "Xuất PDF", "Đóng kỳ", "Trợ giúp",
    ]  # fmt: skip
    assert [window.hints[sub].cget("text") for sub in SUBS] == [button.screentip for button in buttons()]
    assert enabled(window) == SUBS


def test_a_click_merges_the_returns_into_the_file(room: Room, panel, screen: Screen) -> None:
    room.send("STP", {"2.3": doing(35)})
    window = panel(InFile(room.master))
    click(screen, window, window.buttons["MergeReturns"])
    wait(window, lambda: said(window).startswith("Gộp báo cáo kỳ"), "the outcome")
    assert "nhận 1/1 tệp" in said(window)
    assert room.cell("2.3", "percent") == 35
    assert enabled(window) == SUBS
    assert not list(room.folder.glob(".~*"))  # the file is nobody's any more


def test_what_stops_an_operation_is_said_and_the_buttons_work_again(room: Room, panel, screen: Screen) -> None:
    owner = room.folder / f".~lock.{room.master.name}#"
    owner.write_text("Nguyễn Văn An,an,may-3,20.12.2025 08:00,file:///x;")
    before = room.master.read_bytes()
    window = panel(InFile(room.master))
    click(screen, window, window.buttons["Summarize"])
    wait(window, lambda: "đang được Nguyễn Văn An (may-3) mở trong LibreOffice" in said(window), "the sentence")
    assert enabled(window) == SUBS
    assert room.master.read_bytes() == before


def test_a_question_is_answered_in_the_window(fresh: Room, panel, screen: Screen) -> None:
    window = panel(InFile(fresh.master))
    before = fresh.master.read_bytes()
    question = answering(screen, window, "OpenPeriod", window.no)
    assert "Mở kỳ này?" in question
    assert said(window) == "Không thực hiện; sổ giữ nguyên."
    assert fresh.master.read_bytes() == before

    answering(screen, window, "OpenPeriod", window.yes)
    assert "đang mở, hạn cơ quan nộp" in said(window)
    assert len(fresh.desk().periods) == 1
    assert not window.answers.winfo_ismapped()


def test_while_an_operation_runs_nothing_can_be_pressed_and_the_window_stays(room: Room, panel, screen: Screen) -> None:
    room.send("STP", {"2.3": doing(35)})
    window = panel(InFile(room.master))
    seen: list[tuple[str, list[str]]] = []
    show = window.show

    def watched(line: str) -> None:
        window._close()
        show(line)
        if line:
            seen.append((said(window), enabled(window)))

    window.show = watched
    click(screen, window, window.buttons["MergeReturns"])
    wait(window, lambda: said(window).startswith("Gộp báo cáo kỳ"), "the outcome")
    assert seen == [("Đang thực hiện «Gộp báo cáo».", []), ("Đang gộp 1/1: Sở Tư pháp", [])]


def test_closing_the_window_at_a_question_means_no(room: Room, panel, screen: Screen) -> None:
    before = room.master.read_bytes()
    window = panel(InFile(room.master))
    window.after(50, lambda: wait(window, lambda: bool(window.answers.winfo_ismapped()), "the question"))
    window.after(60, window._close)
    window.buttons["DistributeForms"].invoke()
    assert said(window) == "Không thực hiện; sổ giữ nguyên."
    assert room.master.read_bytes() == before


def test_a_file_that_goes_and_comes_is_noticed(fresh: Room, panel) -> None:
    window = panel(InFile(fresh.master))
    away = fresh.master.rename(fresh.folder / "đi.xlsx")
    window.look()
    assert window.name.cget("text") == "Chưa có sổ điều phối."
    assert window.says.cget("text").startswith(f"Không tìm thấy tệp «{fresh.master}».")
    assert enabled(window) == ["ImportDocument", "ShowHelp"]
    away.rename(fresh.master)
    wait(window, lambda: enabled(window) == SUBS, "the next look, two seconds later")


def test_the_mouse_resting_on_a_button_shows_what_it_does(fresh: Room, panel, screen: Screen) -> None:
    window = panel(InFile(fresh.master))
    button = window.buttons["UndoStep"]
    screen.move(button.winfo_rootx() + 20, button.winfo_rooty() + 10)
    wait(window, lambda: len(button.winfo_children()) == 1, "the tip")
    [text] = [child.cget("text") for child in button.winfo_children()[0].winfo_children()]
    assert text == next(one.supertip for one in buttons() if one.sub == "UndoStep")
    screen.move(button.winfo_rootx() + 20, window.winfo_rooty() + 5)
    wait(window, lambda: not button.winfo_children(), "the tip to go")


# -- on low screens, and by keyboard -------------------------------------------------------------


SHARP = {96: ("1366x768", 690), 144: ("1920x1080", 960)}  # a taskbar and the window's title leave so many pixels


@pytest.fixture(scope="module")
def sharp_screens() -> Iterator[dict[int, Screen]]:
    """Screens of so many dots per inch. All stay to the end: Tk ends the process when a screen it knows has gone."""
    import tkinter

    shown = {}
    with pytest.MonkeyPatch.context() as patch:
        for dpi, (size, _) in SHARP.items():
            shown[dpi] = Screen(size)
            patch.setenv("DISPLAY", shown[dpi].name)
            first = tkinter.Tk()
            first.tk.call("tk", "scaling", dpi / 72)  # holds for every later window of this process on this screen
            first.update()
            first.destroy()
    yield shown
    for screen in shown.values():
        screen.close()


@pytest.fixture(params=SHARP, ids=lambda dpi: f"{dpi} dpi")
def most(request, panel, sharp_screens: dict[int, Screen], monkeypatch: pytest.MonkeyPatch) -> int:
    """The panel opens on a screen of so many dots per inch; the height there is for it."""
    monkeypatch.setenv("DISPLAY", sharp_screens[request.param].name)
    return SHARP[request.param][1]


LONG = "\n".join(f"{n}. Sở Nông nghiệp và Môi trường ghi mới" + ", xung đột" * (n % 4 * 5) for n in range(1, 21))


def whole_lines(window: "Window") -> bool:
    """Every line on view is seen from its top to its bottom."""
    from tkinter import font

    text, pitch = window.lines.text, font.nametofont("Small", window).metrics("linespace")
    within = text.winfo_height() - 2 * (int(str(text["highlightthickness"])) + int(str(text["pady"])))
    first, last = text.dlineinfo("@0,0"), text.dlineinfo(f"@0,{text.winfo_height()}")
    edge = (text.winfo_height() - within) // 2
    return within % pitch == 0 and first[1] == edge and last[1] + last[3] <= edge + within


def top(window: "Window") -> float:
    """How much of the text at the foot lies above what is seen, 0 to 1."""
    window.update()
    return window.lines.text.yview()[0]


def test_the_window_fits_the_screen_whatever_it_says(room: Room, panel, most: int) -> None:
    room.send("STP", {"2.3": doing(35)})
    window = panel(InFile(room.master))
    heights, questions = [window.winfo_height()], []

    def seen() -> None:
        wait(window, lambda: bool(window.answers.winfo_ismapped()), "the question")
        window.update()
        bottom = window.yes.winfo_rooty() + window.yes.winfo_height()
        heights.append(window.winfo_height())
        questions.append((bottom <= window.winfo_rooty() + window.winfo_height(), whole_lines(window)))
        window.answer.set("no")

    window.after(50, seen)
    window.buttons["DistributeForms"].invoke()
    window.buttons["MergeReturns"].invoke()
    window.update()
    assert said(window).startswith("Gộp báo cáo kỳ")
    heights.append(window.winfo_height())
    assert len(set(heights)) == 1
    assert heights[0] <= most
    assert questions == [(True, True)]
    assert whole_lines(window)
    assert window.winfo_rooty() + window.winfo_height() <= window.winfo_screenheight()


def test_no_line_at_the_foot_is_cut(fresh: Room, panel, most: int) -> None:
    window = panel(InFile(fresh.master))
    window.say(LONG)
    window.update()
    width, height = window.winfo_width(), window.winfo_height()
    pitch = window.lines.pitch
    shown = []
    for more in (0, 1, pitch // 2, pitch - 1, 3 * pitch, -pitch):
        window.geometry(f"{width}x{height + more}")
        wait(window, lambda more=more: window.winfo_height() == height + more, "the new height")
        assert whole_lines(window)
        window.lines.text.yview_moveto(1)
        window.update()
        assert whole_lines(window)
        window.lines.text.yview_moveto(0)
        window.update()
        shown.append(int(window.lines.text["height"]))
    assert shown[4] == shown[0] + 3
    assert shown[5] == shown[0] - 1
    window.lines._drag("moveto", "0.437")  # the bar, dragged between two lines
    window.update()
    assert top(window) > 0
    assert whole_lines(window)


def test_the_result_is_scrolled_by_keyboard(fresh: Room, panel, screen: Screen) -> None:
    window = panel(InFile(fresh.master))
    window.say(LONG)
    text = window.lines.text
    assert top(window) == 0
    window.focus_force()
    screen.keys("shift+Tab")  # the last place that Tab comes to
    wait(window, lambda: window.focus_get() is text, "the keyboard's focus")
    assert text["highlightcolor"] != text["highlightbackground"]
    assert int(str(text["highlightthickness"])) >= 1
    screen.keys("Down", "Down", "Up")
    wait(window, lambda: 0 < top(window) < 0.05, "one line down")
    screen.keys("Next")
    wait(window, lambda: top(window) > 0.1, "one page down")
    screen.keys("Prior", "Up")
    wait(window, lambda: top(window) == 0, "the way back")
    screen.keys("End")
    wait(window, lambda: text.yview()[1] == 1, "the end")
    assert whole_lines(window)
    screen.keys("Home")
    wait(window, lambda: top(window) == 0, "the beginning")


def test_at_a_question_the_page_keys_scroll_it_and_the_keyboard_answers(fresh: Room, panel, screen: Screen) -> None:
    window = panel(InFile(fresh.master))
    window.focus_force()
    window.buttons["OpenPeriod"].focus()
    seen: list[float] = []

    def answer() -> None:
        wait(window, lambda: bool(window.answers.winfo_ismapped()), "the question")
        screen.keys("Next")
        wait(window, lambda: top(window) > 0, "the next page")
        seen.append(top(window))
        screen.keys("Return")

    window.after(50, answer)
    assert window.ask(LONG)
    assert len(seen) == 1
    assert window.focus_get() is window.buttons["OpenPeriod"]


def test_a_document_is_chosen_in_the_dialog_of_the_system_and_its_review_made(fresh: Room, panel, tmp_path) -> None:
    window = panel(InFile(fresh.master))
    (tmp_path / "kế hoạch.txt").write_text("KẾ HOẠCH\nNâng cao chỉ số năm 2025\n", encoding="utf-8")
    dialog = ".__tk_filedialog.contents.f2"  # Tk's own, as it is drawn on X11

    def choose() -> None:
        if not window.tk.getboolean(window.tk.call("winfo", "exists", f"{dialog}.ent")):
            window.after(50, choose)
            return
        window.tk.call(f"{dialog}.ent", "insert", "0", str(tmp_path / "kế hoạch.txt"))
        window.tk.call(f"{dialog}.ok", "invoke")

    window.after(50, choose)
    window.buttons["ImportDocument"].invoke()
    assert said(window).startswith("Đã đọc «kế hoạch.txt»: ")
    assert (tmp_path / "kế hoạch.xem-lai.xlsx").is_file()


def test_the_arrows_go_round_the_buttons(fresh: Room, panel, screen: Screen) -> None:
    window = panel(InFile(fresh.master))
    window.focus_force()
    window.buttons["ShowHelp"].focus()
    screen.keys("Down")
    wait(window, lambda: window.focus_get() is window.buttons["ImportDocument"], "the first button")
    screen.keys("Up")
    wait(window, lambda: window.focus_get() is window.buttons["ShowHelp"], "the last button")


def test_help_says_first_what_to_do_now(fresh: Room, panel) -> None:
    window = panel(InFile(fresh.master))
    window.buttons["ShowHelp"].invoke()
    assert said(window).startswith("Việc nên làm bây giờ: mở kỳ báo cáo")
    assert "\nThứ tự công việc:\n1. Tạo sổ từ văn bản kế hoạch\n2. Kiểm tra sổ điều phối\n" in said(window)
    assert top(window) == 0


# -- as the shortcut starts it ------------------------------------------------------------------


def test_started_as_a_program_the_keyboard_alone_does(fresh: Room, screen: Screen) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "kehoach_xl.panel", "--master", fresh.master.name],
        cwd=fresh.folder,
        env=screen.environment,
    )
    try:
        screen.window("Kehoach_xl")
        before = fresh.master.read_bytes()
        screen.keys("Tab", "Tab", "Return")  # past Nhập văn bản: Kiểm tra
        until(lambda: fresh.master.read_bytes() != before or None, "the file to change")
        until(lambda: not list(fresh.folder.glob(".~*")) or None, "the end of the operation")
    finally:
        running.terminate()
        running.wait(30)
    assert [row["operation"] for row in fresh.journal()] == ["Kiểm tra"]


def test_without_a_screen_one_sentence_says_so(fresh: Room, capsys) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "DISPLAY"}
    done = subprocess.run(
        [sys.executable, "-m", "kehoach_xl.panel", "--master", fresh.master],
        env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        2, "Không mở được cửa sổ: máy này không có màn hình đồ họa. Đề nghị dùng dòng lệnh kehoach-xl.\n",
    )  # fmt: skip


def test_without_tkinter_one_sentence_says_what_to_install(fresh: Room, monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "tkinter", None)
    monkeypatch.delitem(sys.modules, "kehoach_xl.window", raising=False)
    assert main(["panel", "--master", str(fresh.master)]) == 2
    assert capsys.readouterr().err == (
        "Python trên máy này thiếu phần cửa sổ (tkinter). Đề nghị cài lại Python kèm mục «tcl/tk and IDLE», trên "
        "Debian hoặc Ubuntu thì cài gói python3-tk. [PANEL_009]\n"
    )


# -- on the master open in Excel ----------------------------------------------------------------


@pytest.fixture(scope="session")
def macro_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("macro") / "so-dieu-phoi.xlsm"
    new(PLAN, path)
    return path


def reasons(excel: FakeExcel, **given: str) -> None:
    """What Excel computed in the cells below the buttons."""
    model = excel.model()
    for sub, reason in given.items():
        sheet, box = excel.named(model, f"BT_{sub}", None)
        sheet.values[box.first] = reason


def test_the_master_open_in_excel_is_recognised(excel: FakeExcel, macro_master: Path, panel) -> None:
    excel.open(macro_master)
    reasons(excel, MergeReturns="Chưa phân phát phiếu của kỳ này.", UndoStep="Chưa có lần gộp nào để hoàn tác.")
    window = panel(InExcel())
    assert window.name.cget("text") == "so-dieu-phoi.xlsm"
    assert window.says.cget("text") == "Làm việc với sổ đang mở trong Excel."
    assert set(SUBS) - set(enabled(window)) == {"MergeReturns", "UndoStep"}
    assert window.hints["MergeReturns"].cget("text") == "Chưa phân phát phiếu của kỳ này."
    assert window.hints["Summarize"].cget("text") == "Tổng hợp kết quả của kỳ"

    reasons(excel, MergeReturns="")
    wait(window, lambda: "MergeReturns" in enabled(window), "the next look, two seconds later")


def test_a_click_works_on_the_book_in_excel(excel: FakeExcel, fresh: Room, panel, screen: Screen) -> None:
    excel.open(fresh.master)
    window = panel(InExcel())
    click(screen, window, window.buttons["CheckWorkbook"])
    wait(window, lambda: said(window).startswith("Kết quả kiểm tra:"), "the outcome")
    assert excel.alerts == []  # all is said in the window
    assert [row["operation"] for row in fresh.journal()] == ["Kiểm tra"]


@pytest.mark.parametrize("case", ("no Excel", "no book", "another book"))
def test_without_a_master_in_front_only_help_can_be_pressed(case: str, room: Room, panel, request) -> None:
    if case != "no Excel":
        excel = request.getfixturevalue("excel")
        if case == "another book":
            excel.open(room.form("STP"))
    window = panel(InExcel())
    assert enabled(window) == ["ImportDocument", "ShowHelp"]
    assert window.name.cget("text") == "Chưa có sổ điều phối."
    assert window.says.cget("text") == {
        "no Excel": "Excel chưa mở sổ nào. Đề nghị mở sổ điều phối bằng Excel; cửa sổ này tự nhận ra sổ.",
        "no book": "Excel chưa mở sổ nào. Đề nghị mở sổ điều phối bằng Excel; cửa sổ này tự nhận ra sổ.",
        "another book": f"«{room.form('STP').name}» đang ở phía trước không phải sổ điều phối. "
        "Đề nghị chuyển sang sổ điều phối trong Excel.",
    }[case]


@pytest.mark.parametrize("why", ("dialog", "editing"))
def test_a_busy_excel_is_not_waited_for(why: str, excel: FakeExcel, macro_master: Path, panel) -> None:
    excel.open(macro_master)
    window = panel(InExcel())
    excel.wire.reset()
    excel.wire.busy(why=why)
    window.look()
    assert excel.wire.count <= 2  # asked once, turned away, left alone
    assert window.name.cget("text") == "so-dieu-phoi.xlsm"
    assert enabled(window) == SUBS
    excel.wire.heal()
    reasons(excel, Summarize="Chưa mở kỳ báo cáo.")
    window.look()
    assert "Summarize" not in enabled(window)


def test_a_look_costs_few_calls(excel: FakeExcel, macro_master: Path) -> None:
    excel.open(macro_master)
    master = InExcel()
    excel.wire.reset()
    master.view()
    first = excel.wire.count
    excel.wire.reset()
    master.view()
    assert (first, excel.wire.count) == (82, 26)


def test_another_master_brought_to_the_front_is_taken_up(excel: FakeExcel, macro_master: Path, fresh: Room) -> None:
    excel.open(macro_master)
    reasons(excel, Summarize="Chưa mở kỳ báo cáo.")
    master = InExcel()
    assert master.view().reasons == {"Summarize": "Chưa mở kỳ báo cáo."}
    excel.open(fresh.master)
    view = master.view()
    assert (view.name, dict(view.reasons)) == ("so-dieu-phoi.xlsx", {})
