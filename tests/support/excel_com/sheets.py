"""``Sheets``, ``Worksheet`` and its ``AutoFilter``."""

from collections.abc import Iterator
from typing import Any

from openpyxl.utils import range_boundaries

from tests.support.excel_com import filtering
from tests.support.excel_com.com import ComObject, com_action, com_method, com_property
from tests.support.excel_com.errors import NotInTheDouble, disconnected, refused
from tests.support.excel_com.model import LAST_COLUMN, LAST_ROW, VISIBLE, Book, Box, Criterion, Sheet
from tests.support.excel_com.ranges import Range

LONGEST_REFERENCE = 255  # of Range("…")


class _OfBook(ComObject):
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


class Sheets(_OfBook):
    """``Workbook.Worksheets`` and ``Workbook.Sheets``; there are no chart sheets here."""

    @com_property
    def Count(self) -> int:
        return len(self._book.sheets)

    @com_property
    def Parent(self) -> Any:
        return self._excel.workbook(self._book)

    @com_method
    def __call__(self, index: int | str) -> "Worksheet":
        return self._item(index)

    @com_method
    def Item(self, index: int | str) -> "Worksheet":
        return self._item(index)

    def _item(self, index: int | str) -> "Worksheet":
        sheets = self._book.sheets
        if isinstance(index, str):
            found = [sheet for sheet in sheets if sheet.name.casefold() == index.casefold()]
        else:
            found = [sheets[int(index) - 1]] if 1 <= index <= len(sheets) else []
        if not found:
            raise refused("Subscript out of range", -2147352565)
        return Worksheet(self._excel, self._book, found[0])

    def __iter__(self) -> Iterator["Worksheet"]:
        """One trip for the enumerator, one for each sheet, one to learn that there are no more."""
        self._excel.wire.travel("call", "Sheets._NewEnum", self._alive)
        for sheet in self._book.sheets:
            self._excel.wire.travel("call", "Sheets._NewEnum.Next", self._alive)
            yield Worksheet(self._excel, self._book, sheet)
        self._excel.wire.travel("call", "Sheets._NewEnum.Next", self._alive)


class Worksheet(_OfBook):
    def __init__(self, excel: Any, book: Book, sheet: Sheet) -> None:
        super().__init__(excel, book)
        self._sheet = sheet

    def _range(self, *boxes: Box, by: str = "cells") -> Range:
        return Range(self._excel, self._book, self._sheet, boxes, by)

    @com_property
    def Name(self) -> str:
        return self._sheet.name

    @com_property
    def Index(self) -> int:
        return self._book.sheets.index(self._sheet) + 1

    @com_property
    def Parent(self) -> Any:
        return self._excel.workbook(self._book)

    @com_property
    def Visible(self) -> int:
        return self._sheet.visible

    @Visible.setter
    def Visible(self, value: int) -> None:
        others = [s for s in self._book.sheets if s.visible == VISIBLE and s is not self._sheet]
        if self._book.structure_protected or (value != VISIBLE and not others):
            raise refused("Unable to set the Visible property of the Worksheet class")
        self._sheet.visible = VISIBLE if value is True else int(value)
        if self._sheet.visible != VISIBLE and self._book.sheets[self._book.active] is self._sheet:
            self._book.active = self._book.sheets.index(others[0])
        self._changed()

    @com_property
    def ProtectContents(self) -> bool:
        return self._sheet.protected

    @com_property
    def Cells(self) -> Range:
        return self._range(Box(1, 1, LAST_ROW, LAST_COLUMN))

    @com_property
    def Rows(self) -> Range:
        return self._range(Box(1, 1, LAST_ROW, LAST_COLUMN), by="rows")

    @com_property
    def UsedRange(self) -> Range:
        return self._range(self._sheet.used())

    @com_method
    def Range(self, Cell1: Any, Cell2: Any = None) -> Range:
        one = self._boxes(Cell1)
        if Cell2 is None:
            return self._range(*one)
        boxes = [*one, *self._boxes(Cell2)]
        return self._range(
            Box(
                min(box.row1 for box in boxes),
                min(box.column1 for box in boxes),
                max(box.row2 for box in boxes),
                max(box.column2 for box in boxes),
            )
        )

    def _boxes(self, cell: Any) -> tuple[Box, ...]:
        if isinstance(cell, Range):
            if cell._sheet is not self._sheet:
                raise refused("Application-defined or object-defined error")
            return cell._boxes
        found = None if len(cell) > LONGEST_REFERENCE else _boxes(cell) or self._named(cell)
        if found is None:
            raise refused("Application-defined or object-defined error")
        return found

    def _named(self, name: str) -> tuple[Box, ...] | None:
        found = self._excel.named(self._book, name, self._sheet)
        return (found[1],) if found and found[0] is self._sheet else None

    @com_action
    def Activate(self) -> None:
        if self._sheet.visible != VISIBLE:
            raise refused("Activate method of Worksheet class failed")
        self._book.active = self._book.sheets.index(self._sheet)

    @com_action
    def Calculate(self) -> None:
        self._excel.calculate(self._book)

    # -- the filter ----------------------------------------------------------------------------------

    @com_property
    def AutoFilterMode(self) -> bool:
        return self._sheet.autofilter is not None

    @AutoFilterMode.setter
    def AutoFilterMode(self, value: bool) -> None:
        if value:
            raise refused("Unable to set the AutoFilterMode property of the Worksheet class")
        self._sheet.autofilter = None
        filtering.reapply(self._sheet)
        self._changed()

    @com_property
    def FilterMode(self) -> bool:
        return self._sheet.filtering()

    @com_property
    def AutoFilter(self) -> "AutoFilter | None":
        return AutoFilter(self._excel, self._book, self._sheet) if self._sheet.autofilter else None

    @com_action
    def ShowAllData(self) -> None:
        filtering.show_all(self._sheet)
        self._changed()

    @com_property
    def ListObjects(self) -> Any:
        if self._sheet.tables:
            raise NotInTheDouble("Worksheet.ListObjects of a sheet with tables")
        return _NoTables(self._excel, self._book)


class _NoTables(_OfBook):
    """``ListObjects`` of a sheet that has none."""

    @com_property
    def Count(self) -> int:
        return 0

    def __iter__(self) -> Iterator[Any]:
        self._excel.wire.travel("call", "ListObjects._NewEnum", self._alive)
        return iter(())


class AutoFilter(_OfBook):
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


class Filter(_OfBook):
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


def _boxes(text: str) -> tuple[Box, ...] | None:
    """«A1», «A1:C3», «3:4», «A:B», several joined by commas; None for anything else."""
    boxes = []
    for part in text.split(","):
        try:
            column1, row1, column2, row2 = range_boundaries(part.strip().replace("$", "").upper())
        except (ValueError, TypeError):
            return None
        box = Box(row1 or 1, column1 or 1, row2 or LAST_ROW, column2 or LAST_COLUMN)
        if box.row2 > LAST_ROW or box.column2 > LAST_COLUMN:
            return None
        boxes.append(box)
    return tuple(boxes)
