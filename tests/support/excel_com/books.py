"""``Workbooks``, ``Workbook`` and its ``Names``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.excel_com.com import ComObject, com_action, com_method, com_property
from tests.support.excel_com.errors import NotInTheDouble, refused
from tests.support.excel_com.model import Book
from tests.support.excel_com.of_book import OfBook
from tests.support.excel_com.ranges import Range
from tests.support.excel_com.saving import as_bytes, replace_file, saved
from tests.support.excel_com.sheets import Sheets, Worksheet

_FORMATS = {".xlsx": 51, ".xlsm": 52}


class Workbooks(ComObject):
    @com_property
    def Count(self) -> int:
        return len(self._excel.books)

    @com_property
    def Application(self) -> Any:
        return self._excel.application

    @com_method
    def __call__(self, index: int | str) -> "Workbook":
        return self._item(index)

    @com_method
    def Item(self, index: int | str) -> "Workbook":
        return self._item(index)

    @com_action
    def Open(self, Filename: str, *options: Any) -> "Workbook":
        """With its usual options only: xlwings passes ``None`` for each that nobody gave."""
        if any(option is not None for option in options):
            raise NotInTheDouble("Workbooks.Open with options")
        return self._excel.workbook(self._excel.loaded(Path(Filename)))

    def _item(self, index: int | str) -> "Workbook":
        books = self._excel.books
        if isinstance(index, str):
            found = [book for book in books if book.path.name.casefold() == index.casefold()]
        else:
            found = books[index - 1 : index] if index >= 1 else []
        if not found:
            raise refused("Subscript out of range", -2147352565)
        return self._excel.workbook(found[0])

    def __iter__(self) -> Iterator["Workbook"]:
        self._excel.wire.travel("call", "Workbooks._NewEnum", self._alive)
        for book in list(self._excel.books):
            self._excel.wire.travel("call", "Workbooks._NewEnum.Next", self._alive)
            yield self._excel.workbook(book)
        self._excel.wire.travel("call", "Workbooks._NewEnum.Next", self._alive)


class Workbook(OfBook):
    @com_property
    def Name(self) -> str:
        return self._book.path.name

    @com_property
    def FullName(self) -> str:
        return str(self._book.path)

    @com_property
    def Path(self) -> str:
        return str(self._book.path.parent)

    @com_property
    def FileFormat(self) -> int:
        return _FORMATS[self._book.path.suffix.lower()]

    @com_property
    def ReadOnly(self) -> bool:
        return self._book.read_only

    @com_property
    def ProtectStructure(self) -> bool:
        return self._book.structure_protected

    @com_property
    def IsAddin(self) -> bool:
        return False

    @com_property
    def Saved(self) -> bool:
        return self._book.saved

    @Saved.setter
    def Saved(self, value: bool) -> None:
        self._book.saved = bool(value)

    @com_property
    def Parent(self) -> Any:
        return self._excel.application

    @com_property
    def Sheets(self) -> Sheets:
        return Sheets(self._excel, self._book)

    @com_property
    def Worksheets(self) -> Sheets:
        return Sheets(self._excel, self._book)

    @com_property
    def ActiveSheet(self) -> Worksheet:
        return Worksheet(self._excel, self._book, self._book.sheets[self._book.active])

    @com_property
    def Names(self) -> "Names":
        return Names(self._excel, self._book)

    @com_action
    def Activate(self) -> None:
        self._excel.front = self._book

    # -- the file --------------------------------------------------------------------------------

    @com_action
    def Save(self) -> None:
        if self._book.read_only:
            raise refused(f"'{self._book.path.name}' is read-only. To save a copy, click OK, then give the workbook "
                          "a new name in the Save As dialog box.")  # fmt: skip
        self._to_disk(self._book.path)
        saved(self._book)

    @com_action
    def SaveCopyAs(self, Filename: str) -> None:
        if Path(Filename) == self._book.path:
            raise refused("Method 'SaveCopyAs' of object '_Workbook' failed")
        self._to_disk(Path(Filename))

    @com_action
    def SaveAs(self, Filename: str, FileFormat: int | None = None, Password: str | None = None) -> None:
        if Password is not None:
            raise refused("Method 'SaveAs' of object '_Workbook' failed")
        if FileFormat not in (None, _FORMATS.get(Path(Filename).suffix.lower())):
            raise refused("This extension can not be used with the selected file type.")
        self._to_disk(Path(Filename))
        self._excel.moved(self._book, Path(Filename))
        saved(self._book)

    def _to_disk(self, path: Path) -> None:
        data = as_bytes(self._book)
        try:
            replace_file(path, data)
        except OSError as error:
            raise refused(f"Microsoft Excel cannot access the file '{path}'.") from error

    @com_action
    def Close(self, SaveChanges: bool | None = None) -> None:
        if SaveChanges is None and not self._book.saved:
            raise AssertionError("Excel would ask whether to save, and wait for an answer for ever")
        if SaveChanges:
            self._to_disk(self._book.path)
        self._excel.closed(self._book)


class Names(OfBook):
    @com_property
    def Count(self) -> int:
        return len(self._book.names)

    @com_method
    def __call__(self, index: int | str) -> "Name":
        return self._item(index)

    @com_method
    def Item(self, index: int | str) -> "Name":
        return self._item(index)

    def _item(self, index: int | str) -> "Name":
        keys = list(self._book.names)
        key = index.casefold() if isinstance(index, str) else (keys[index - 1 : index] or [""])[0]
        if key not in self._book.names:
            raise refused("")
        return Name(self._excel, self._book, key)

    def __iter__(self) -> Iterator["Name"]:
        self._excel.wire.travel("call", "Names._NewEnum", self._alive)
        for key in list(self._book.names):
            self._excel.wire.travel("call", "Names._NewEnum.Next", self._alive)
            yield Name(self._excel, self._book, key)
        self._excel.wire.travel("call", "Names._NewEnum.Next", self._alive)


class Name(OfBook):
    def __init__(self, excel: Any, book: Book, key: str) -> None:
        super().__init__(excel, book)
        self._key = key

    @com_property
    def Name(self) -> str:
        return self._book.names[self._key].name

    @com_property
    def RefersTo(self) -> str:
        return self._book.names[self._key].refers_to

    @RefersTo.setter
    def RefersTo(self, value: str) -> None:
        self._book.names[self._key] = self._book.names[self._key]._replace(refers_to=value)
        self._book.renamed.add(self._key)
        self._changed()

    @com_property
    def RefersToRange(self) -> Range:
        found = self._excel.named(self._book, self._key, None)
        if found is None:
            raise refused("Application-defined or object-defined error")
        sheet, box = found
        return Range(self._excel, self._book, sheet, (box,))
