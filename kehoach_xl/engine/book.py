"""One open workbook file and its sheets."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlwings
from xlwings import base_classes

from kehoach_xl.engine.contract import implements
from kehoach_xl.engine.grid import Grid
from kehoach_xl.engine.names import Names
from kehoach_xl.engine.page_setup import PageSetup
from kehoach_xl.engine.range import Range
from kehoach_xl.engine.saving import Origin, atomic_save, read_origin
from kehoach_xl.engine.workbook_patch import rewritten_parts
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.refs import MAX_COLUMN, MAX_ROW
from kehoach_xl.ooxml.workbook import SheetPart, WorkbookParts
from kehoach_xl.written.beside import Beside


@implements(base_classes.Book)
class Book(base_classes.Book):
    """A workbook file held in memory; the disk is touched only by ``save``."""

    def __init__(self, books: Any, path: Path) -> None:
        self._books = books
        self._load(path, read_origin(path))

    def _load(self, path: Path, origin: Origin) -> None:
        self.path = path
        self.origin = origin
        self.package = Package.open(origin.data, name=path.name)
        self.parts = WorkbookParts(self.package)
        self.drop_cached = False
        self.renamed: dict[int, str] = {}  # index of a defined name → what it now refers to
        self.print_areas: dict[int, str | None] = {}  # position of a sheet → what its print area becomes
        self._grids: dict[int, Grid] = {}

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def fullname(self) -> str:
        return str(self.path)

    @property
    def app(self) -> Any:
        return self._books.app

    @property
    def sheets(self) -> "Sheets":
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        self._books.activate(self)

    def close(self) -> None:
        """Forget the book; what was not saved is gone."""
        self._books.forget(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save in place, or as ``path``. Nothing is written when nothing changed and no path is given.

        Atomic: the file is the old one or the new one at every moment. ``Stop`` (OPEN_…) leaves the old one.
        """
        if password is not None:
            raise NotImplementedError("Book.save(password): a file with a password cannot be written")
        target = Path(path).absolute() if path else self.path
        with Beside() as beside:
            replaced, removed, expected = rewritten_parts(self, beside)
            if not replaced and not removed and target == self.path:
                return
            if (replaced or removed) and self.parts.flags.signed:
                raise Stop("OPEN_013", name=self.name)
            previous = self.origin if target == self.path else None
            origin = atomic_save(self.package, replaced, removed, expected, target, previous, beside)
        self._load(target, origin)

    def grid(self, index: int) -> Grid:
        """The cells of the sheet at ``index`` (from 0), read on first use."""
        if index not in self._grids:
            self._grids[index] = Grid(self.parts, self.parts.sheets[index])
        return self._grids[index]

    def loaded_grids(self) -> dict[int, Grid]:
        return self._grids


@implements(base_classes.Sheets)
class Sheets(base_classes.Sheets):
    """Tabs in order; names compare without case, as in Excel."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def active(self) -> "Sheet":
        return Sheet(self.book, 0)

    def __call__(self, name_or_index: str | int) -> "Sheet":
        sheets = self.book.parts.sheets
        if isinstance(name_or_index, str):
            wanted = name_or_index.casefold()
            for index, sheet in enumerate(sheets):
                if sheet.name.casefold() == wanted:
                    return Sheet(self.book, index)
            raise xlwings.NoSuchObjectError(f"No sheet named {name_or_index!r}")
        if not 1 <= name_or_index <= len(sheets):
            raise xlwings.NoSuchObjectError(f"No sheet number {name_or_index}")
        return Sheet(self.book, name_or_index - 1)

    def __len__(self) -> int:
        return len(self.book.parts.sheets)

    def __iter__(self) -> Iterator["Sheet"]:
        return (Sheet(self.book, index) for index in range(len(self)))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and any(
            sheet.name.casefold() == name.casefold() for sheet in self.book.parts.sheets
        )


@implements(base_classes.Sheet)
class Sheet(base_classes.Sheet):
    """One tab; ``position`` counts from 0."""

    def __init__(self, book: Book, position: int) -> None:
        self._book = book
        self.position = position

    @property
    def part(self) -> SheetPart:
        return self._book.parts.sheets[self.position]

    @property
    def grid(self) -> Grid:
        return self._book.grid(self.position)

    @property
    def name(self) -> str:
        return self.part.name

    @property
    def index(self) -> int:
        return self.position + 1

    @property
    def book(self) -> Book:
        return self._book

    @property
    def names(self) -> Names:
        return Names(self._book, self.position)

    @property
    def visible(self) -> bool:
        return self.part.state == "visible"

    @property
    def cells(self) -> Range:
        return Range(self, (1, 1), (MAX_ROW, MAX_COLUMN))

    @property
    def used_range(self) -> Range:
        row1, column1, row2, column2 = self.grid.used()
        return Range(self, (row1, column1), (row2, column2))

    @property
    def page_setup(self) -> PageSetup:
        return PageSetup(self._book, self.position)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        return Range(self, arg1, arg2)

    def activate(self) -> None:
        """Which tab is in front is not written."""
