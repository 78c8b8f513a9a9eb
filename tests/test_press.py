"""What surrounds a button: the screen as it was, progress as a few lines, one box at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import xlwings

from kehoach_xl import ribbon
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.press import counting, press
from kehoach_xl.reports.notice import Notice
from kehoach_xl.workflows.new import new
from kehoach_xl.workflows.undo import UndoReport
from tests.workflows.office import PLAN


class Told:
    """A screen that remembers."""

    def __init__(self, answer: bool = True) -> None:
        self.answer = answer
        self.lines: list[str] = []
        self.asked: list[str] = []
        self.notices: list[Notice] = []

    def show(self, line: str) -> None:
        self.lines.append(line)

    def ask(self, question: str) -> bool:
        self.asked.append(question)
        return self.answer

    def secret(self, question: str) -> str | None:
        self.asked.append(question)
        return None

    def tell(self, notice: Notice) -> None:
        self.notices.append(notice)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("press") / "sổ.xlsx"
    new(PLAN, path)
    return path


@contextmanager
def opened(master: Path) -> Iterator[xlwings.Book]:
    with open_book(master, write=True) as book:
        yield book


def settings(app: xlwings.App) -> tuple[object, ...]:
    return app.screen_updating, app.enable_events, app.calculation, app.status_bar


def test_the_report_is_told_and_the_screen_is_as_it_was(master: Path) -> None:
    told = Told()
    with opened(master) as book:
        book.app.enable_events = False  # as she has it, not as it usually is
        before = settings(book.app)
        during: list[tuple[object, ...]] = []

        def act(book: xlwings.Book, screen: Told) -> UndoReport:
            screen.show("Đang hoàn tác …")
            during.append(settings(book.app))
            return UndoReport("Gộp báo cáo", ("a.xlsx",), 3, 0, "")

        press(act, lambda: book, told)
        assert (settings(book.app), during[0][:2]) == (before, (False, False))
        book.app.enable_events = True
    assert [one.text.splitlines()[0] for one in told.notices] == [
        "Đã hoàn tác thao tác «Gộp báo cáo»: 3 ô trở lại như trước."
    ]
    assert told.lines == ["Đang hoàn tác …"]


def test_what_stops_an_operation_is_a_sentence_with_its_code(master: Path) -> None:
    told = Told()
    with opened(master) as book:
        before = settings(book.app)
        press(ribbon.undo_step.act, lambda: book, told)
        assert settings(book.app) == before
    assert told.notices == [
        Notice("Chưa có thao tác nào để hoàn tác.\n\nKhông cần làm gì thêm.\n\nMã: UNDO_001", warns=True)
    ]


def test_an_unexpected_error_is_a_file_and_a_sentence_never_a_traceback(master: Path) -> None:
    told = Told()

    def act(book: xlwings.Book, screen: Told) -> None:
        raise ZeroDivisionError("bí mật")

    with opened(master) as book:
        before = settings(book.app)
        press(act, lambda: book, told)
        assert settings(book.app) == before
    (notice,) = told.notices
    log = Path(notice.text.split("ở tệp ")[1].split(". ")[0].splitlines()[0].rstrip("."))
    try:
        assert "ZeroDivisionError: bí mật" in log.read_text(encoding="utf-8")
    finally:
        log.unlink()
    assert "Traceback" not in notice.text and "bí mật" not in notice.text and notice.warns


def test_a_call_that_names_no_workbook_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    ribbon.check_workbook()  # not from Excel
    assert "Chưa nhận ra sổ vừa bấm nút." in capsys.readouterr().err


def test_no_workbook_to_act_on_is_said(master: Path) -> None:
    told = Told()

    def nowhere() -> xlwings.Book:
        raise Stop("OPEN_020")

    press(ribbon.check_workbook.act, nowhere, told)
    assert [one.text.splitlines()[0] for one in told.notices] == ["Excel chưa mở sổ nào."]


def test_a_question_is_asked_in_front_of_a_screen_that_is_drawn(master: Path) -> None:
    drawn: list[object] = []

    class Asked(Told):
        def ask(self, question: str) -> bool:
            drawn.append(book.app.screen_updating)
            return False

    def act(book: xlwings.Book, screen: Told) -> None:
        screen.ask("Có làm không?")
        drawn.append(book.app.screen_updating)

    with opened(master) as book:
        press(act, lambda: book, Asked())
    assert drawn == [True, False]


def test_a_password_is_asked_for_in_front_of_a_screen_that_is_drawn(master: Path) -> None:
    drawn: list[object] = []

    class Asked(Told):
        def secret(self, question: str) -> str | None:
            drawn.append(book.app.screen_updating)
            return "mật khẩu"

    def act(book: xlwings.Book, screen: Told) -> None:
        drawn.append(screen.secret("Mật khẩu?"))
        drawn.append(book.app.screen_updating)

    with opened(master) as book:
        press(act, lambda: book, Asked())
    assert drawn == [True, "mật khẩu", False]


def test_what_the_status_bar_said_stands_there_again(master: Path) -> None:
    with opened(master) as book:
        book.app.status_bar = "Của anh/chị"
        press(lambda book, screen: screen.show("Đang làm …"), lambda: book)
        assert book.app.status_bar == "Của anh/chị"
        book.app.status_bar = False


@pytest.mark.parametrize("name", ["distribute_forms", "undo_step", "open_period"])
def test_changing_her_mind_changes_nothing(master: Path, name: str) -> None:
    told = Told(answer=False)
    before = master.read_bytes()
    with opened(master) as book:
        press(getattr(ribbon, name).act, lambda: book, told)
    assert (len(told.asked), told.notices, master.read_bytes()) == (1, [], before)


def test_progress_is_a_few_lines_however_many_files() -> None:
    told = Told()
    progress = counting(told, "Đang gộp")
    for done in range(1, 1001):
        progress(done, 1000, "Sở Tài chính")
    assert len(told.lines) == 9
    assert (told.lines[0], told.lines[-1]) == ("Đang gộp 1/1000: Sở Tài chính", "Đang gộp 1000/1000: Sở Tài chính")


def test_every_file_is_shown_when_they_are_few() -> None:
    told = Told()
    progress = counting(told, "Đang gộp")
    for done, name in enumerate(("Sở Nội vụ", "Sở Y tế"), 1):
        progress(done, 2, name)
    assert told.lines == ["Đang gộp 1/2: Sở Nội vụ", "Đang gộp 2/2: Sở Y tế"]
