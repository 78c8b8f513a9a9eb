"""``Application``."""

from typing import Any

from tests.support.excel_com.books import Workbook, Workbooks
from tests.support.excel_com.com import ComObject, com_action, com_method, com_property
from tests.support.excel_com.errors import refused
from tests.support.excel_com.model import Box
from tests.support.excel_com.ranges import Range
from tests.support.excel_com.sheets import Worksheet

AUTOMATIC, MANUAL, SEMIAUTOMATIC = -4105, -4135, 2
_DONE = 0


class Application(ComObject):
    @com_property
    def Application(self) -> "Application":
        return self

    @com_property
    def Name(self) -> str:
        return "Microsoft Excel"

    @com_property
    def Version(self) -> str:
        return "16.0"

    @com_property
    def Hwnd(self) -> int:
        return self._excel.hwnd

    @com_property
    def Ready(self) -> bool:
        return True

    @com_property
    def Workbooks(self) -> Workbooks:
        return Workbooks(self._excel)

    # -- the screen ------------------------------------------------------------------------------

    def _get(self, key: str) -> Any:
        return self._excel.settings[key]

    def _put(self, key: str, value: Any) -> None:
        self._excel.settings[key] = value

    @com_property
    def ScreenUpdating(self) -> bool:
        return self._get("ScreenUpdating")

    @ScreenUpdating.setter
    def ScreenUpdating(self, value: bool) -> None:
        self._put("ScreenUpdating", bool(value))

    @com_property
    def EnableEvents(self) -> bool:
        return self._get("EnableEvents")

    @EnableEvents.setter
    def EnableEvents(self, value: bool) -> None:
        self._put("EnableEvents", bool(value))

    @com_property
    def DisplayAlerts(self) -> bool:
        return self._get("DisplayAlerts")

    @DisplayAlerts.setter
    def DisplayAlerts(self, value: bool) -> None:
        self._put("DisplayAlerts", bool(value))

    @com_property
    def Interactive(self) -> bool:
        return self._get("Interactive")

    @Interactive.setter
    def Interactive(self, value: bool) -> None:
        self._put("Interactive", bool(value))

    @com_property
    def StatusBar(self) -> str | bool:
        """False while Excel writes there itself."""
        return self._get("StatusBar")

    @StatusBar.setter
    def StatusBar(self, value: str | bool) -> None:
        if not (value is False or isinstance(value, str)):
            raise refused("Unable to set the StatusBar property of the Application class")
        self._put("StatusBar", value)

    @com_property
    def Calculation(self) -> int:
        if not self._excel.books:
            raise refused("Unable to get the Calculation property of the Application class")
        return self._get("Calculation")

    @Calculation.setter
    def Calculation(self, value: int) -> None:
        if not self._excel.books or value not in (AUTOMATIC, MANUAL, SEMIAUTOMATIC):
            raise refused("Unable to set the Calculation property of the Application class")
        self._put("Calculation", value)
        if value == AUTOMATIC:
            self._calculate()

    @com_property
    def CalculationState(self) -> int:
        return _DONE

    def _calculate(self) -> None:
        for book in self._excel.books:
            self._excel.calculate(book)

    @com_action
    def Calculate(self) -> None:
        self._calculate()

    @com_action
    def CalculateFull(self) -> None:
        self._calculate()

    # -- where the user is -----------------------------------------------------------------------

    @com_property
    def ActiveWorkbook(self) -> Workbook | None:
        return self._excel.workbook(self._excel.front) if self._excel.front else None

    @com_property
    def ActiveSheet(self) -> Worksheet | None:
        front = self._excel.front
        return Worksheet(self._excel, front, front.sheets[front.active]) if front else None

    @com_property
    def Selection(self) -> Range | None:
        return self._chosen(lambda boxes: boxes)

    @com_property
    def ActiveCell(self) -> Range | None:
        return self._chosen(lambda boxes: (Box(*boxes[0].first, *boxes[0].first),))

    def _chosen(self, boxes: Any) -> Range | None:
        front = self._excel.front
        if front is None:
            return None
        sheet = front.sheets[front.active]
        return Range(self._excel, front, sheet, boxes(sheet.selection))

    @com_action
    def Goto(self, Reference: Any = None, Scroll: bool = False) -> None:
        if not isinstance(Reference, Range):
            raise refused("Reference isn't valid.")
        Reference._go()

    @com_method
    def GetOpenFilename(self, FileFilter: str = "", FilterIndex: int = 1, Title: str = "") -> str | bool:
        """False where she cancels. Before the first comma stands what is shown, after it the patterns."""
        if FileFilter.count(",") % 2 == 0:
            raise refused("GetOpenFilename method of Application class failed")
        self._excel.filters.append(FileFilter)
        return self._excel.files.pop(0) if self._excel.files else False

    @com_method
    def Intersect(self, one: Range, other: Range) -> Range | None:
        if one._sheet is not other._sheet:
            raise refused("Method 'Intersect' of object '_Global' failed")
        a, b = one._box, other._box
        box = Box(
            max(a.row1, b.row1), max(a.column1, b.column1), min(a.row2, b.row2), min(a.column2, b.column2)
        )  # fmt: skip
        return one._range(box) if box.row1 <= box.row2 and box.column1 <= box.column2 else None
