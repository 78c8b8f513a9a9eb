"""One fake Excel on the fake desktop."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import xlwings
from openpyxl.utils import coordinate_to_tuple, range_boundaries

from tests.support.excel_com.application import AUTOMATIC, Application
from tests.support.excel_com.books import Workbook
from tests.support.excel_com.formulas import work_out
from tests.support.excel_com.loading import load
from tests.support.excel_com.model import Book, Box, Sheet, Value, area_of
from tests.support.excel_com.pywin32 import DESKTOP, message_boxes, windows_engine
from tests.support.excel_com.sheets import Worksheet
from tests.support.excel_com.wire import Wire

HWND = 0x10A2C
Results = Mapping[str, Mapping[str, Value]]


class Alert(NamedTuple):
    """A message box as shown; ``style`` are the MB_… flags; ``answer`` "" when the first button was pressed."""

    prompt: str
    title: str
    style: int
    answer: str


class FakeExcel:
    """Start with ``with FakeExcel() as excel``: only inside does xlwings know an engine «excel»."""

    def __init__(self) -> None:
        self.wire = Wire()
        self.printer = True  # without one Excel refuses what is about pages
        self.hwnd = HWND
        self.application = Application(self)
        self.books: list[Book] = []
        self.front: Book | None = None
        self.settings: dict[str, Any] = {
            "ScreenUpdating": True, "EnableEvents": True, "DisplayAlerts": True, "Interactive": True,
            "StatusBar": False, "Calculation": AUTOMATIC,
        }  # fmt: skip
        self.alerts: list[Alert] = []
        self.answers: list[str] = []  # for the next message boxes: "ok", "cancel", "yes", "no"
        self.files: list[str] = []  # for the next dialogs that ask for a file; none is «Cancel»
        self.filters: list[str] = []  # what these dialogs offered
        self.results: Callable[[Book], Results] | None = None  # asked at each calculation

    # -- on the desktop --------------------------------------------------------------------------

    def __enter__(self) -> "FakeExcel":
        engines = xlwings.engines
        assert DESKTOP.excel is None and "excel" not in engines.engines_by_name
        engines.add(xlwings.main.Engine(impl=windows_engine().engine))
        self._boxes = message_boxes()
        self._boxes.__enter__()
        DESKTOP.excel = self
        return self

    def __exit__(self, *_: object) -> None:
        engines = xlwings.engines
        engines.engines.remove(engines.engines_by_name.pop("excel"))
        self._boxes.__exit__(None, None, None)
        DESKTOP.excel = None
        for book in list(self.books):
            self.closed(book)
        self.wire.heal()
        self.wire.fail_from(1)  # whoever still holds something of it finds Excel gone

    def open(self, path: Path | str) -> xlwings.Book:
        """Open a workbook file as a person would: nothing is counted. It comes to the front."""
        book = self.loaded(Path(path).absolute())
        engine = windows_engine()
        return xlwings.Book(impl=engine.Book(xl=engine.COMRetryObjectWrapper(self.workbook(book))))

    def loaded(self, path: Path) -> Book:
        """A workbook file read and brought to the front."""
        book = load(path)
        book.read_only = _held(path)
        if not book.read_only:
            _owner_file(path).write_bytes(b"\x05Excel")
        self.books.append(book)
        self.front = book
        return book

    def model(self, book: xlwings.Book | None = None) -> Book:
        """The workbook behind a book (the one in front), to look at and to prepare, uncounted."""
        if book is None:
            assert self.front is not None
            return self.front
        return book.impl.xl.__dict__["_inner"]._book

    def select(self, sheet: str, cells: str, book: xlwings.Book | None = None) -> None:
        """The user goes there."""
        model = self.model(book)
        model.active = model.sheets.index(model.sheet(sheet))
        chosen = [range_boundaries(part) for part in cells.split(",")]
        model.sheet(sheet).selection = tuple(Box(r1, c1, r2, c2) for c1, r1, c2, r2 in chosen)

    def screen(self) -> dict[str, Any]:
        """Everything a click must leave as it was."""
        front = self.front
        where = {}
        if front:
            sheet = front.sheets[front.active]
            where = {"book": front.path.name, "sheet": sheet.name, "selection": sheet.selection}
        filters = {
            (book.path.name, sheet.name): (dict(sheet.autofilter.criteria), sheet.autofilter.area)
            for book in self.books
            for sheet in book.sheets
            if sheet.autofilter
        }
        visible = {(book.path.name, sheet.name): sheet.visible for book in self.books for sheet in book.sheets}
        return {**self.settings, **where, "filters": filters, "visible": visible}

    # -- what the object model asks for ----------------------------------------------------------

    def workbook(self, book: Book) -> Workbook:
        return Workbook(self, book)

    def worksheet(self, book: Book, sheet: Sheet) -> Worksheet:
        return Worksheet(self, book, sheet)

    def named(self, book: Book, name: str, sheet: Sheet | None) -> tuple[Sheet, Box] | None:
        """What a defined name spans, seen from a sheet; None when there is no such name or it is no area."""
        own = f"'{sheet.name}'!{name}".casefold() if sheet else ""
        found = book.names.get(own) or book.names.get(name.casefold())
        return area_of(book, found.refers_to) if found else None

    def changed(self, book: Book) -> None:
        """Excel recalculates after each change unless told not to."""
        if self.settings["Calculation"] == AUTOMATIC:
            self.calculate(book)

    def calculate(self, book: Book) -> None:
        work_out(book)
        if self.results is not None:
            supply(book, self.results(book))

    def asked(self, hwnd: int, prompt: str, title: str, style: int) -> str:
        """A message box; the answer told in advance, or ""."""
        assert hwnd in (0, self.hwnd), f"a message box that belongs to no Excel: {prompt}"
        answer = self.answers.pop(0) if self.answers else ""
        self.alerts.append(Alert(prompt, title, style, answer))
        return answer

    def closed(self, book: Book) -> None:
        book.closed = True
        self.books.remove(book)
        if not book.read_only:
            _owner_file(book.path).unlink(missing_ok=True)
        if self.front is book:
            self.front = self.books[-1] if self.books else None

    def moved(self, book: Book, path: Path) -> None:
        """Saved under another name."""
        _owner_file(book.path).unlink(missing_ok=True)
        book.path, book.read_only = path, False
        _owner_file(path).write_bytes(b"\x05Excel")


def supply(book: Book, results: Results) -> None:
    """Give formulas their results, {sheet: {"B5": value}}; cells that hold no formula are left alone."""
    for name, cells in results.items():
        sheet = book.sheet(name)
        for coordinate, value in cells.items():
            at = coordinate_to_tuple(coordinate)
            if at in sheet.formulas:
                sheet.values[at] = value


def _owner_file(path: Path) -> Path:
    """The hidden file by which Excel tells others that a workbook is open."""
    return path.with_name("~$" + path.name)


def _held(path: Path) -> bool:
    return _owner_file(path).exists()
