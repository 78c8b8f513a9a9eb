"""``Sheets`` and ``Worksheet``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.excel_com import filtering
from tests.support.excel_com.addresses import boxes_of
from tests.support.excel_com.autofilter import AutoFilter
from tests.support.excel_com.com import com_action, com_method, com_property
from tests.support.excel_com.errors import NotInTheDouble, refused
from tests.support.excel_com.model import LAST_COLUMN, LAST_ROW, VISIBLE, Book, Box, Sheet
from tests.support.excel_com.of_book import OfBook
from tests.support.excel_com.ranges import Range

PDF, STANDARD, MINIMUM = 0, 0, 1  # XlFixedFormatType, XlFixedFormatQuality
LONGEST_REFERENCE = 255  # of Range("…")


class Sheets(OfBook):
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


class Worksheet(OfBook):
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
        found = None if len(cell) > LONGEST_REFERENCE else boxes_of(cell) or self._named(cell)
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

    @com_action
    def ExportAsFixedFormat(
        self, Type: int, Filename: str = "", Quality: int = STANDARD, IncludeDocProperties: bool = True,
        IgnorePrintAreas: bool = False, From: Any = None, To: Any = None, OpenAfterPublish: bool = False,
        FixedFormatExtClassPtr: Any = None,
    ) -> None:  # fmt: skip
        """One sheet as a PDF: a file that names the workbook and the sheet. The workbook stays as it is."""
        if Type != PDF or Quality not in (STANDARD, MINIMUM) or self._sheet.visible != VISIBLE:
            raise refused("Invalid procedure call or argument")
        if OpenAfterPublish:
            raise NotInTheDouble("Worksheet.ExportAsFixedFormat that opens the file")
        if not self._sheet.values and not self._sheet.formulas:
            raise refused("We didn't find anything to print.")
        path = Path(Filename if Filename.lower().endswith(".pdf") else f"{Filename}.pdf")
        try:
            path.write_bytes(f"%PDF-1.7\n% {self._book.path.name}: {self._sheet.name}\n%%EOF\n".encode())
        except OSError as error:
            raise refused(
                "Document not saved. The document may be open, or an error may have been encountered when saving."
            ) from error

    @com_property
    def PageSetup(self) -> "PageSetup":
        return PageSetup(self._excel, self._book, self._sheet)

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


class PageSetup(OfBook):
    def __init__(self, excel: Any, book: Book, sheet: Sheet) -> None:
        super().__init__(excel, book)
        self._sheet = sheet

    def _needs_printer(self) -> None:
        if not self._excel.printer:
            raise refused("Unable to set the PrintArea property of the PageSetup class")

    @com_property
    def PrintArea(self) -> str:
        self._needs_printer()
        return self._sheet.print_area

    @PrintArea.setter
    def PrintArea(self, value: str | None) -> None:
        self._needs_printer()
        boxes = [boxes_of(one) for one in (value or "").split(",") if one]
        if not all(boxes):
            raise refused("Unable to set the PrintArea property of the PageSetup class")
        self._sheet.print_area = value or ""
        self._sheet.repaged = True
        self._changed()


class _NoTables(OfBook):
    """``ListObjects`` of a sheet that has none."""

    @com_property
    def Count(self) -> int:
        return 0

    def __iter__(self) -> Iterator[Any]:
        self._excel.wire.travel("call", "ListObjects._NewEnum", self._alive)
        return iter(())
