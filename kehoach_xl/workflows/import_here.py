"""Nhập văn bản from a button: what is in front says which step it is, and nothing that is there is ever replaced."""

from collections.abc import Callable, Sequence
from pathlib import Path

from kehoach_xl.engine import native, xlwings
from kehoach_xl.sheets.review import is_review
from kehoach_xl.workflows.import_document import (
    import_document,
    is_review_file,
    make_master,
    master_name,
    review_name,
    unused,
)
from kehoach_xl.workflows.import_report import ImportReport

# What a person may choose, a review among them.
ENDINGS = (".docx", ".pdf", ".xlsx", ".xlsm", ".xls", ".txt")
TITLE = "Chọn văn bản kế hoạch hoặc tệp xem lại"


def import_here(
    book: xlwings.Book, choose: Callable[[str, Sequence[str]], Path | None], show: Callable[[str], None]
) -> ImportReport | None:  # fmt: skip
    """In a review the master is made of it, as it stands on the screen; elsewhere a file is chosen, and None means she
    changed her mind. What was made is opened in her Excel. Raises Stop as :mod:`import_document` does."""
    engine = book.app.engine.name
    if is_review(book):
        path = native.located(book, engine)
        show("Đang tạo sổ điều phối …")
        report = ImportReport(master=make_master(book, unused(master_name(path))))
    else:
        chosen = choose(TITLE, ENDINGS)
        if chosen is None:
            return None
        show(f"Đang đọc {chosen.name} …")
        report = import_file(chosen)
    native.show(book, engine, report.made)
    return report


def import_file(path: Path) -> ImportReport:
    """A document becomes a review, a review a master, beside it under names that nobody has."""
    if is_review_file(path):
        return ImportReport(master=make_master(path, unused(master_name(path))))
    return import_document(path, unused(review_name(path)))
