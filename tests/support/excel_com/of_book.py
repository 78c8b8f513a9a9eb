"""What every object of an open workbook has in common."""

from typing import Any

from tests.support.excel_com.com import ComObject, com_property
from tests.support.excel_com.errors import disconnected
from tests.support.excel_com.model import Book


class OfBook(ComObject):
    """Whatever belongs to an open workbook."""

    def __init__(self, excel: Any, book: Book) -> None:
        super().__init__(excel)
        self._book = book

    def _alive(self) -> None:
        if self._book.closed:
            raise disconnected()

    def _changed(self) -> None:
        self._book.saved = False
        self._excel.changed(self._book)

    @com_property
    def Application(self) -> Any:
        return self._excel.application
