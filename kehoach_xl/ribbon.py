"""The buttons: each runs one operation on the workbook it was pressed in.

``macros/ribbon.xml`` says what a button is called and where it stands, ``macros/Buttons.bas`` calls the function of
the same name here, the operation itself is in ``workflows/``. What surrounds it is in :mod:`kehoach_xl.press`.
"""

from collections.abc import Callable
from typing import Any

from kehoach_xl.engine import xlwings
from kehoach_xl.engine.opening import calling_book
from kehoach_xl.press import Act, Screen, counting, press

Book = xlwings.Book


def button(command: str | None) -> Callable[[Act], Callable[[], None]]:
    """Make an operation a button: a function without arguments, on the workbook that called. ``command`` is the
    command of the same operation; ``act`` the operation itself, for other callers than Excel."""

    def decorate(act: Act) -> Callable[[], None]:
        def pressed() -> None:
            press(act, calling_book)

        pressed.__name__, pressed.__doc__ = act.__name__, act.__doc__
        pressed.command, pressed.act = command, act  # type: ignore[attr-defined]
        return pressed

    return decorate


@button("import")
def import_document(book: Book, screen: Screen) -> Any:
    """Nhập văn bản."""
    from kehoach_xl.workflows.import_here import import_here

    return import_here(book, screen.choose, screen.show)


@button("check")
def check_workbook(book: Book, screen: Screen) -> Any:
    """Kiểm tra."""
    from kehoach_xl.workflows.check import check

    screen.show("Đang kiểm tra sổ …")
    return check(book, progress=counting(screen, "Đang kiểm tra"))


@button("repair")
def repair_cells(book: Book, screen: Screen) -> Any:
    """Sửa giúp."""
    from kehoach_xl.workflows.repair import repair

    screen.show("Đang xem các đề nghị sửa …")
    return repair(book, agreed=lambda question: screen.ask(str(question)))


@button("amend")
def amend_plan(book: Book, screen: Screen) -> Any:
    """Điều chỉnh."""
    from kehoach_xl.workflows.amend import amend

    screen.show("Đang áp dụng điều chỉnh …")
    return amend(book)


@button("open-period")
def open_period(book: Book, screen: Screen) -> Any:
    """Mở kỳ báo cáo."""
    from kehoach_xl.workflows.open_period import open_period

    return open_period(book, agreed=lambda question: screen.ask(str(question)))


@button("distribute")
def distribute_forms(book: Book, screen: Screen) -> Any:
    """Phân phát."""
    from kehoach_xl.workflows.distribute import distribute

    if not screen.ask("Tạo phiếu báo cáo kỳ đang xem cho từng cơ quan?\nPhiếu đã tạo trước đó được giữ lại."):
        return None
    return distribute(book, progress=counting(screen, "Đang tạo phiếu"))


@button("send")
def send_letters(book: Book, screen: Screen) -> Any:
    """Gửi thư."""
    from kehoach_xl.workflows.send_letters import send_letters

    return send_letters(
        book, ask_secret=screen.secret, agreed=lambda question: screen.ask(str(question)),
        progress=counting(screen, "Đang gửi thư"),
    )  # fmt: skip


@button("remind")
def remind_agencies(book: Book, screen: Screen) -> Any:
    """Đôn đốc."""
    from kehoach_xl.workflows.remind_agencies import remind_agencies

    return remind_agencies(book, progress=counting(screen, "Đang soạn đôn đốc"))


@button("receive")
def receive_letters(book: Book, screen: Screen) -> Any:
    """Nhận thư."""
    from kehoach_xl.workflows.receive_letters import receive_letters

    return receive_letters(book, ask_secret=screen.secret, progress=counting(screen, "Đang nhận thư"))


@button("merge")
def merge_returns(book: Book, screen: Screen) -> Any:
    """Gộp báo cáo."""
    from kehoach_xl.workflows.merge import merge

    return merge(book, progress=counting(screen, "Đang gộp"))


@button("enter")
def enter_reports(book: Book, screen: Screen) -> Any:
    """Nhập thay."""
    from kehoach_xl.workflows.enter import enter

    screen.show("Đang nhập thay …")
    return enter(book)


@button("apply")
def apply_decisions(book: Book, screen: Screen) -> Any:
    """Xử lý xung đột."""
    from kehoach_xl.workflows.apply_decisions import apply_decisions

    screen.show("Đang áp dụng cách xử lý …")
    return apply_decisions(book)


@button("undo")
def undo_step(book: Book, screen: Screen) -> Any:
    """Hoàn tác."""
    from kehoach_xl.workflows.undo import undo

    if not screen.ask("Đưa sổ trở lại như trước thao tác gần nhất?\nÔ anh/chị nhập tay vẫn được giữ."):
        return None
    return undo(book)


@button("summary")
def summarize(book: Book, screen: Screen) -> Any:
    """Tổng hợp."""
    from kehoach_xl.workflows.summary import summary

    screen.show("Đang tổng hợp …")
    return summary(book)


@button("report")
def write_report(book: Book, screen: Screen) -> Any:
    """Báo cáo."""
    from kehoach_xl.workflows.write_report import write_report

    screen.show("Đang viết báo cáo …")
    return write_report(book)


@button("pdf")
def export_pdf(book: Book, screen: Screen) -> Any:
    """Xuất PDF."""
    from kehoach_xl.workflows.export_pdf import export_pdf

    screen.show("Đang xuất PDF …")
    return export_pdf(book, progress=counting(screen, "Đang xuất PDF"))


@button("close-period")
def close_period(book: Book, screen: Screen) -> Any:
    """Đóng kỳ."""
    from kehoach_xl.workflows.close_period import close_period

    return close_period(book, agreed=lambda question: screen.ask(str(question)))


@button(None)
def show_help(book: Book, screen: Screen) -> Any:
    """Trợ giúp."""
    from kehoach_xl.workflows.advise import advise

    return advise(book)
