"""A coordinator's folder to play with: her master, the forms that went out, the files that came back.

Forms are filled with openpyxl, as an agency's own program would, never with our writer. She types through the
file engine (openpyxl must never save a master).
"""

import re
import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kehoach_xl.domain.progress import FIELDS, Value, to_cell
from kehoach_xl.engine.cells import BlockWrite, Cells
from kehoach_xl.engine.native import hide_columns
from kehoach_xl.engine.opening import open_book
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.layout import form
from kehoach_xl.workflows.amend import AmendReport, amend
from kehoach_xl.workflows.apply_decisions import DecisionsReport, apply_decisions
from kehoach_xl.workflows.check import CheckReport, check
from kehoach_xl.workflows.close_period import CloseReport, close_period
from kehoach_xl.workflows.distribute import DistributeReport, distribute
from kehoach_xl.workflows.enter import EnterReport, enter
from kehoach_xl.workflows.merge import MergeReport, merge
from kehoach_xl.workflows.open_period import OpenReport, open_period
from kehoach_xl.workflows.repair import RepairReport, repair
from kehoach_xl.workflows.summary import SummaryReport, summary
from kehoach_xl.workflows.undo import UndoReport, undo

PLAN, PERIOD = "fta-index-ha-tinh-2025", "2025-H2"
HEAD_ROW = form().first - 1
HEADS = {column.field: column.head for column in form().columns}
LABELS = {field.label: field.id for field in FIELDS}
# What an operation adds to every time, by design: the journal and the facts; and what tells of the last merge only.
GROWING = ("Nhật ký", "_kehoach", "Tệp gửi về")

Answers = Mapping[str, Mapping[str, Any]]
Touch = Callable[[Workbook, Worksheet], None]


def at(day: int, hour: int = 9, month: int = 12, year: int = 2025) -> datetime:
    """A moment of Vietnam's clock, by default in December 2025."""
    return datetime(year, month, day, hour, tzinfo=UTC) - timedelta(hours=7)


class Room:
    """One coordinator's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.master = folder / "so-dieu-phoi.xlsx"
        self.outbox, self.inbox = folder / "phan-phat", folder / "nhan-ve"
        self.inbox.mkdir(parents=True, exist_ok=True)

    # -- the operations, each on a freshly opened master ---------------------------------------

    def open_period(self, period: str = PERIOD, **options: Any) -> OpenReport:
        with open_book(self.master, write=True) as book:
            return open_period(book, period, **{"now": at(24, month=11)} | options)

    def close_period(self, period: str | None = None, **options: Any) -> CloseReport | None:
        with open_book(self.master, write=True) as book:
            return close_period(book, period, **{"now": at(29)} | options)

    def distribute(self, **options: Any) -> DistributeReport:
        with open_book(self.master, write=True) as book:
            return distribute(book, self.outbox, **{"now": at(24, month=11)} | options)

    def merge(self, folder: Path | None = None, **options: Any) -> MergeReport:
        """Merge, holding what every merge must hold to: the sums add up and no file is forgotten."""
        with open_book(self.master, write=True) as book:
            report = merge(book, folder or self.inbox, **{"now": at(19)} | options)
        assert report.total == sum(report.cells.values()), report.cells
        for verdict in report.files:
            assert verdict.cells == sum(report.fates[verdict.file].values()), verdict.file
        return report

    def apply_decisions(self, **options: Any) -> DecisionsReport:
        with open_book(self.master, write=True) as book:
            return apply_decisions(book, **{"now": at(20)} | options)

    def amend(self, **options: Any) -> AmendReport:
        with open_book(self.master, write=True) as book:
            return amend(book, **{"now": at(20)} | options)

    def enter(self, **options: Any) -> EnterReport:
        """Enter on behalf, holding that every cell is accounted for."""
        with open_book(self.master, write=True) as book:
            report = enter(book, **{"now": at(20)} | options)
        assert report.total == sum(report.cells.values()), report.cells
        return report

    def undo(self, **options: Any) -> UndoReport:
        with open_book(self.master, write=True) as book:
            return undo(book, **{"now": at(20)} | options)

    def summary(self, **options: Any) -> SummaryReport:
        with open_book(self.master, write=True) as book:
            return summary(book, **{"now": at(21)} | options)

    def check(self, **options: Any) -> CheckReport:
        with open_book(self.master, write=True) as book:
            return check(book, **{"now": at(21)} | options)

    def repair(self, **options: Any) -> RepairReport:
        with open_book(self.master, write=True) as book:
            report = repair(book, **{"now": at(21)} | options)
        assert report is not None
        return report

    # -- what stands in the master ---------------------------------------------------------------

    def desk(self) -> Desk:
        """The master as read now; nothing may be written through it."""
        with open_book(self.master, write=False) as book:
            desk = Desk(book)
            for name in ("record", "lines", "periods", "register", "ledger", "plan", "settled"):
                getattr(desk, name)
            for name in ("receipts", "conflicts", "journal", "issues", "scope", "indices", "amendments", "entries",
                         "files", "bulk"):
                desk.table(name)
            return desk

    def record(self, period: str = PERIOD) -> dict[tuple[str, str], dict[str, Value]]:
        """{(task code, agency): the fields that hold something} of `Tiến độ`."""
        desk = self.desk()
        return {
            (desk.task_by_id[row.task].code, row.agency): {k: v for k, v in row.values.items() if v is not None}
            for row in desk.record
            if row.period == period
        }

    def cell(self, code: str, field: str, agency: str = "") -> Value:
        """One cell of the record; the agency may be left out when only one reports the task."""
        found = [values for (c, a), values in self.record().items() if c == code and agency in ("", a)]
        assert len(found) == 1, (code, agency, len(found))
        return found[0].get(field)

    def shown(self, code: str, field: str) -> Any:
        """The raw cell of `Phụ lục`."""
        return next(line for line in self.desk().lines if line.text("code") == code).cells.get(field)

    def sheets(self) -> dict[str, dict[str, Any]]:
        """Every cell of every sheet but those that grow with each operation."""
        return {name: cells for name, cells in values(self.master).items() if name not in GROWING}

    def conflicts(self) -> list[dict[str, Any]]:
        return [row.cells for row in self.desk().table("conflicts").rows]

    def listed(self) -> list[dict[str, Any]]:
        """The lines of `Tệp gửi về`."""
        return [row.cells for row in self.desk().table("files").rows]

    def answer(self, file: str, **cells: Any) -> None:
        """She fills the line of a file in `Tệp gửi về`."""
        found = self.desk().table("files")
        row = next(row.row for row in found.rows if (row.text("file"), row.text("item")) == (file, "Tệp"))
        self.write((found.sheet, row, found.columns[name], value) for name, value in cells.items())

    def choose_many(self, *lines: tuple[str, str, str]) -> None:
        """She fills the small table above `Xung đột`: (agency, column, choice) each."""
        found = self.desk().table("bulk")
        self.write(
            (found.sheet, found.first + at, found.columns[name], value)
            for at, line in enumerate(lines)
            for name, value in zip(("agency", "column", "choice"), line, strict=True)
            if value
        )

    def journal(self, operation: str = "") -> list[dict[str, Any]]:
        rows = [row.cells for row in self.desk().table("journal").rows]
        return [row for row in rows if operation in ("", row["operation"])]

    # -- what people do ----------------------------------------------------------------------------

    def write(self, cells: Iterable[tuple[str, int, int, Any]]) -> None:
        """She types: (sheet, row, column, raw value)."""
        blocks = [BlockWrite(s, r, c, ((value,),)) for s, r, c, value in cells]
        with open_book(self.master, write=True) as book, Cells(book).written(blocks):
            book.app.calculate()
            book.save()

    def hide(self, sheet: str, *columns: int, hidden: bool = True) -> None:
        """She hides columns, or shows them."""
        with open_book(self.master, write=True) as book:
            for column in columns:
                hide_columns(book.sheets[sheet], book.app.engine.name, column, column, hidden)
            book.save()

    def type(self, table: str, key: str, wanted: str, **cells: Any) -> None:
        """She types into one row of a bound table, known by the text of one of its columns."""
        desk = self.desk()
        found = desk.table(table)
        rows = [row.row for row in found.rows if row.text(key) == wanted]
        assert rows, (table, key, wanted)
        self.write((found.sheet, rows[0], found.columns[name], value) for name, value in cells.items())

    def add(self, table: str, **cells: Any) -> int:
        """She fills the next free row of a table; its sheet row."""
        found = self.desk().table(table)
        row = found.append_at(1)
        self.write((found.sheet, row, found.columns[name], raw(value)) for name, value in cells.items())
        return row

    def said(self, table: str, row: int, field: str = "state") -> Any:
        """What stands in one cell of a bound table."""
        return next(one for one in self.desk().table(table).rows if one.row == row).cells.get(field)

    def choose(self, choice: str, entered: Any = None, row: int = 0) -> None:
        """She decides one line of `Xung đột`."""
        found = self.desk().table("conflicts")
        at_row = found.rows[row].row
        cells = [(found.sheet, at_row, found.columns["choice"], choice)]
        if entered is not None:
            cells.append((found.sheet, at_row, found.columns["entered"], entered))
        self.write(cells)

    def form(self, agency: str, period: str = PERIOD) -> Path:
        found = list((self.outbox / period).glob(f"{period}_{agency}_*.xlsx"))
        assert len(found) == 1, (agency, found)
        return found[0]

    def send(
        self, agency: str, answers: Answers | None = None, *, saved: datetime | None = None, name: str = "",
        touch: Touch | None = None, source: Path | None = None,
    ) -> Path:  # fmt: skip
        """An agency fills its form ({task code: {field: value}}), saves it, and it lands in the inbox."""
        source = source or self.form(agency)
        target = self.inbox / (name or source.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        return fill(source, target, answers or {}, saved or at(12), touch)


def raw(value: Any) -> Any:
    """What Excel keeps of a typed value: a day is its number."""
    return to_cell(value) if isinstance(value, date) else value


def fill(source: Path, target: Path, answers: Answers, saved: datetime, touch: Touch | None = None) -> Path:
    """Fill a form by its visible headings, as a person would, and save it at a given moment. A column whose heading she
    changed is named by that heading."""
    book = load_workbook(source)
    sheet = book[form().sheet]
    column = {sheet.cell(HEAD_ROW, c).value: c for c in range(1, sheet.max_column + 1)}
    rows = {str(sheet.cell(r, column["STT"]).value): r for r in range(HEAD_ROW + 1, sheet.max_row + 1)}
    for code, fields in answers.items():
        for name, value in fields.items():
            put(sheet, rows[code], column[HEADS.get(name, name)], value)
    if touch is not None:
        touch(book, sheet)
    book.save(target)
    stamp(target, saved)
    return target


def put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """One typed cell; text stays text whatever it starts with, unless it is a Formula."""
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str) and not isinstance(value, Formula):
        cell.data_type = "s"
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"


class Formula(str):
    """A text that openpyxl is to write as a formula."""


def column_of(sheet: Worksheet, field: str) -> int:
    """The column of a form that carries a field's heading."""
    return next(c for c in range(1, sheet.max_column + 1) if sheet.cell(HEAD_ROW, c).value == HEADS[field])


def stamp(path: Path, saved: datetime) -> None:
    """Set the moment of saving inside the file, where openpyxl writes the clock's."""
    moment = saved.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()

    def change(part: str, data: bytes) -> bytes:
        if part != "docProps/core.xml":
            return data
        return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, data)

    repack(path, change)


def repack(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Rewrite a package part by part; None drops the part."""
    with zipfile.ZipFile(path) as old:
        parts = {info.filename: change(info.filename, old.read(info)) for info in old.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, data in parts.items():
            if data is not None:
                new.writestr(zipfile.ZipInfo(part, (2025, 12, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def values(path: Path) -> dict[str, dict[str, Any]]:
    """{sheet: {address: value or formula}} of a workbook, read with openpyxl."""
    book = load_workbook(path, read_only=True)
    found = {}
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # all that stands there, whatever the file says of its size
        cells = (cell for row in sheet.iter_rows() for cell in row)
        found[sheet.title] = {cell.coordinate: cell.value for cell in cells if cell.value is not None}
    book.close()
    return found


def beside(path: Path) -> set[str]:
    """Everything in the folder of a file and below, by name."""
    return {str(each.relative_to(path.parent)) for each in path.parent.rglob("*")}


def copy(source: Room, folder: Path) -> Room:
    """A room of its own for one test."""
    shutil.copytree(source.folder, folder, dirs_exist_ok=True)
    return Room(folder)


def done(result: str = "Đã tổ chức 02 hội nghị.", **more: Any) -> dict[str, Any]:
    """A row reported as finished, whole."""
    return {
        "status": "Hoàn thành", "percent": 100, "result": result, "evidence_no": "12/BC",
        "evidence_date": date(2025, 12, 1),
        "finish_date": date(2025, 12, 1), **more,
    }  # fmt: skip


def doing(percent: float = 40, result: str = "Đang triển khai.", **more: Any) -> dict[str, Any]:
    return {"status": "Đang thực hiện", "percent": percent, "result": result, **more}
