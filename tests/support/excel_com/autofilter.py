"""``AutoFilter``, ``Filters`` and ``Filter`` of a worksheet."""

from collections.abc import Iterator
from typing import Any

from tests.support.excel_com import filtering
from tests.support.excel_com.com import com_action, com_method, com_property
from tests.support.excel_com.errors import refused
from tests.support.excel_com.model import Book, Criterion, Sheet
from tests.support.excel_com.of_book import OfBook
from tests.support.excel_com.ranges import Range


class AutoFilter(OfBook):
    def __init__(self, excel: Any, book: Book, sheet: Sheet) -> None:
        super().__init__(excel, book)
        self._sheet = sheet

    def _alive(self) -> None:
        super()._alive()
        if self._sheet.autofilter is None:
            raise refused("Object required")

    @com_property
    def Range(self) -> Range:
        return Range(self._excel, self._book, self._sheet, (self._sheet.autofilter.area,))

    @com_property
    def Filters(self) -> "Filters":
        return Filters(self._excel, self._book, self._sheet)

    @com_property
    def FilterMode(self) -> bool:
        return self._sheet.filtering()

    @com_action
    def ApplyFilter(self) -> None:
        filtering.reapply(self._sheet)

    @com_action
    def ShowAllData(self) -> None:
        filtering.show_all(self._sheet)
        self._changed()


class Filters(AutoFilter):
    @com_property
    def Count(self) -> int:
        return self._sheet.autofilter.area.columns

    @com_method
    def __call__(self, index: int) -> "Filter":
        return self._item(index)

    @com_method
    def Item(self, index: int) -> "Filter":
        return self._item(index)

    def _item(self, index: int) -> "Filter":
        if not 1 <= index <= self._sheet.autofilter.area.columns:
            raise refused("Subscript out of range", -2147352565)
        return Filter(self._excel, self._book, self._sheet, index)

    def __iter__(self) -> Iterator["Filter"]:
        self._excel.wire.travel("call", "Filters._NewEnum", self._alive)
        for index in range(1, self._sheet.autofilter.area.columns + 1):
            self._excel.wire.travel("call", "Filters._NewEnum.Next", self._alive)
            yield Filter(self._excel, self._book, self._sheet, index)
        self._excel.wire.travel("call", "Filters._NewEnum.Next", self._alive)


class Filter(OfBook):
    """The filter of one column; its criteria can be asked for only where there are any."""

    def __init__(self, excel: Any, book: Book, sheet: Sheet, index: int) -> None:
        super().__init__(excel, book)
        self._sheet, self._index = sheet, index

    def _criterion(self, member: str) -> Criterion:
        found = self._sheet.autofilter.criteria.get(self._index) if self._sheet.autofilter else None
        if found is None:
            raise _no_such(member)
        return found

    @com_property
    def On(self) -> bool:
        return self._sheet.autofilter is not None and self._index in self._sheet.autofilter.criteria

    @com_property
    def Operator(self) -> int:
        return self._criterion("Operator").operator

    @com_property
    def Criteria1(self) -> str | tuple[str, ...]:
        one = self._criterion("Criteria1").one
        if one is None:
            raise _no_such("Criteria1")
        return one

    @com_property
    def Criteria2(self) -> str:
        two = self._criterion("Criteria2").two
        if two is None:
            raise _no_such("Criteria2")
        return two


def _no_such(member: str) -> Exception:
    return refused(f"Unable to get the {member} property of the Filter class")
