"""Xuất PDF: each sheet that is looked at as a file of its own, as it would be printed. The master does not change."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kehoach_xl.domain.text import slug
from kehoach_xl.engine import native, xlwings
from kehoach_xl.engine.patience import raise_if_busy, reason
from kehoach_xl.errors import Stop, why
from kehoach_xl.messages import Message
from kehoach_xl.office import found, printing, single
from kehoach_xl.sheets import results
from kehoach_xl.sheets.choices import NAMES
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.layout import tables
from kehoach_xl.sheets.table import bound_range
from kehoach_xl.workflows.results import results_of
from kehoach_xl.workflows.work import Progress, Work, quiet

# By the titles they were built with; a sheet she renamed is found by the names that are bound on it.
DASHBOARD, RESULTS, RECEIPTS = "Bảng điều khiển", "Kết quả thực hiện", "Nộp báo cáo"
SHEETS = (DASHBOARD, "Phụ lục", RESULTS, "Tổng hợp", RECEIPTS, "Chỉ số")
# A name on each sheet: of a table its first column; these two hold no table.
BOUND = {table.sheet: table.columns[0].name for table in tables().values()} | {
    DASHBOARD: NAMES["current"], RECEIPTS: "NB_agency",
}  # fmt: skip
MAKING = ".xuat-pdf-"
ACCESS_DENIED = 5  # what Windows says of a file that somebody holds when another is to take its place


@dataclass(frozen=True)
class MadePdf:
    """One file that was made."""

    sheet: str
    file: str


@dataclass
class PdfReport:
    """The files, and what was not made with its reason."""

    period: str
    period_name: str
    folder: str
    files: list[MadePdf] = field(default_factory=list)
    notices: list[Message] = field(default_factory=list)


def export_pdf(
    book: Any, sheet: str | None = None, *, folder: Path | None = None, progress: Progress = quiet
) -> PdfReport:
    """Print the sheets that are looked at, or the one named, into ``folder/<period>/``: of the period in view.

    A folder that is not given is what the dashboard says. Raises Stop PERIOD_…, PDF_001 to PDF_003 where LibreOffice
    is missing or fails, PDF_004 for an unknown sheet, PDF_005 for a folder that cannot be written, PDF_006 when no
    file came of it. A file is the old one or the new one at every moment.
    """
    desk = Desk(book)
    listed = desk.period(None)
    code = listed.period.code
    printed = _by_libreoffice() if desk.cells.is_file else _by_excel(progress)
    target = (folder or desk.folder("pdf")) / code
    report = PdfReport(code, listed.period.name, str(target))
    wanted = _named(desk, sheet) if sheet else {title: _sheet_of(desk, title) for title in SHEETS}
    written = _sheet_of(desk, RESULTS)  # its rows are written, not computed
    if written in wanted.values() and (stale := _stale(book, desk, written, code)):
        report.notices += stale
        wanted = {title: name for title, name in wanted.items() if name != written}
    named = {title: name for title, name in wanted.items() if _is_shown(desk, name, report)}
    with _written_to(target):
        target.mkdir(parents=True, exist_ok=True)
        making = tempfile.TemporaryDirectory(prefix=MAKING, dir=target.parent, ignore_cleanup_errors=True)
    with making as made:
        files = {f"{code}-{slug(title).lower() or 'trang'}.pdf": name for title, name in named.items()}
        for file in list(printed(desk, files, Path(made), report)) if files else ():
            if _put(Path(made, file), target / file, report):
                report.files.append(MadePdf(files[file], file))
    if not report.files:
        raise Stop("PDF_006", first=report.notices[0].text)
    return report


# -- which sheets ------------------------------------------------------------------------------------


def _sheet_of(desk: Desk, title: str) -> str:
    """The name that a sheet has now."""
    try:
        return bound_range(desk.cells, BOUND[title], desk.known).sheet if title in BOUND else title
    except Stop as stop:
        if not stop.message.code.startswith("BOOK_"):
            raise
        return title


def _named(desk: Desk, sheet: str) -> dict[str, str]:
    names = desk.cells.book.sheet_names
    for name in names:
        if name.casefold() == sheet.strip().casefold():
            return {name: name}
    shown = [one.name for one in desk.cells.book.sheets if _is_visible(one)]
    raise Stop("PDF_004", sheet=sheet, known=", ".join(shown))


def _stale(book: Any, desk: Desk, sheet: str, period: str) -> list[Message]:
    """Why the results do not stand as «Tổng hợp» would write them now; nothing when they do. Nothing is written."""
    if desk.settings.get(results.PERIOD, "") != period:
        return [Message("PDF_011", {"sheet": sheet, "period": period})]
    try:
        work = Work(book, "Xuất PDF", desk=desk)
        work.take_hand_edits()
        laid = results_of(work, period)
    except Stop as stop:
        return [stop.message]
    if laid.in_the_way:
        return [laid.in_the_way]
    return [Message("PDF_012", {"sheet": sheet, "period": period})] if laid.blocks else []


def _is_shown(desk: Desk, name: str, report: PdfReport) -> bool:
    """Whether a sheet is there to be seen; if not, that is told."""
    try:
        shown = _is_visible(desk.cells.sheet(name))
    except Stop as stop:
        if stop.message.code != "OPEN_024":
            raise
        report.notices.append(Message("PDF_007", {"sheet": name}))
        return False
    if not shown:
        report.notices.append(Message("PDF_008", {"sheet": name}))
    return shown


def _is_visible(sheet: xlwings.Sheet) -> bool:
    return sheet.visible in (True, -1)  # Excel also has 2, for hidden from her too


# -- printing ----------------------------------------------------------------------------------------


# Prints sheets, {file: sheet}, into a folder; yields the files that stand there then.
Printer = Callable[[Desk, Mapping[str, str], Path, PdfReport], Iterator[str]]


def _by_excel(progress: Progress) -> Printer:
    def printed(desk: Desk, files: Mapping[str, str], folder: Path, report: PdfReport) -> Iterator[str]:
        desk.cells.app.calculate()  # she may have switched automatic calculation off
        for done, (file, sheet) in enumerate(files.items()):
            progress(done, len(files), sheet)
            try:
                native.export_pdf(desk.cells.sheet(sheet), desk.cells.engine, folder / file)
            except Exception as error:  # COM errors derive from Exception only
                raise_if_busy(error)
                report.notices.append(_not_printed(sheet, reason(error)))
                continue
            yield file

    return printed


def _by_libreoffice() -> Printer:
    """Raises Stop PDF_001 when there is none, before anything is written."""
    program = found.libreoffice()
    if program is None:
        raise Stop("PDF_001")

    def printed(desk: Desk, files: Mapping[str, str], folder: Path, report: PdfReport) -> Iterator[str]:
        master = desk.cells.book.impl
        with tempfile.TemporaryDirectory(prefix="kehoach-xl-", ignore_cleanup_errors=True) as copies:
            books = {file: Path(copies, f"{number}{desk.path.suffix}") for number, file in enumerate(files, 1)}
            for file, path in books.items():
                single.write(master.package, master.parts, desk.cells.sheet(files[file]).index - 1, path)
            done = printing.to_pdf(program, list(books.values()), Path(copies))
            for file, path in books.items():
                if path not in done:
                    report.notices.append(_not_printed(files[file], "LibreOffice không tạo được tệp"))
                    continue
                with _written_to(folder):
                    (folder / file).write_bytes(done[path].read_bytes())
                yield file

    return printed


def _not_printed(sheet: str, why_not: str) -> Message:
    return Message("PDF_009", {"sheet": sheet, "reason": why_not.rstrip(".")})


# -- putting it in its place -------------------------------------------------------------------------


def _put(made: Path, target: Path, report: PdfReport) -> bool:
    """Move a finished file to its place; a file that is open in a viewer stays, and is told."""
    try:
        made.replace(target)
    except OSError as error:
        denied = getattr(error, "winerror", None) == ACCESS_DENIED
        said = "tệp đang mở trong chương trình khác, hoặc chỉ cho đọc" if denied else why(error)
        report.notices.append(Message("PDF_010", {"file": target.name, "reason": said}))
        return False
    return True


@contextmanager
def _written_to(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Stop("PDF_005", folder=folder, reason=why(error)) from error
