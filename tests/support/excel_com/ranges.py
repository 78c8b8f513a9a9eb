"""``Range``."""

from typing import Any

from tests.support.excel_com import filtering, writing
from tests.support.excel_com.addresses import address
from tests.support.excel_com.cells import as_formula, as_value
from tests.support.excel_com.com import ComObject, com_action, com_method, com_property
from tests.support.excel_com.errors import NotInTheDouble, disconnected, protected_sheet, refused
from tests.support.excel_com.model import LAST_COLUMN, LAST_ROW, VISIBLE, At, Book, Box, Sheet, Style
from tests.support.excel_com.pywin32 import RANGE_IID

MOST_CELLS = 3_000_000  # a larger read would not fit into a 32-bit Excel either
_UP, _DOWN, _LEFT, _RIGHT = -4162, -4121, -4159, -4161


class Range(ComObject):
    """One or more boxes of one sheet; blocks go by the first box. ``by``: what Count and Item count."""

    _iid = RANGE_IID

    def __init__(self, excel: Any, book: Book, sheet: Sheet, boxes: tuple[Box, ...], by: str = "cells") -> None:
        super().__init__(excel)
        self._book, self._sheet, self._boxes, self._by = book, sheet, boxes, by

    @property
    def _box(self) -> Box:
        return self._boxes[0]

    def _alive(self) -> None:
        if self._book.closed:
            raise disconnected()

    def _range(self, *boxes: Box, by: str = "cells") -> "Range":
        return Range(self._excel, self._book, self._sheet, boxes, by)

    def _changed(self) -> None:
        self._book.saved = False
        self._excel.changed(self._book)

    # -- what stands in the cells ------------------------------------------------------------------

    def _block(self, one: Any, empty: Any = None) -> Any:
        """A scalar for one cell, else rows; most rows of a prepared table are empty and made at once."""
        box = self._box
        if box.rows * box.columns > MOST_CELLS:
            raise refused("Out of memory.")
        if (box.rows, box.columns) == (1, 1):
            return one(box.first)
        filled = {row for row, _ in self._sheet.values} | {row for row, _ in self._sheet.formulas}
        blank = (empty,) * box.columns
        columns = range(box.column1, box.column2 + 1)
        return tuple(
            tuple([one((row, column)) for column in columns]) if row in filled else blank
            for row in range(box.row1, box.row2 + 1)
        )

    def _put(self, data: Any) -> None:
        for box in self._boxes:
            writing.put(self._sheet, box, data)
        self._changed()

    @com_property
    def Value(self) -> Any:
        values, style = self._sheet.values, self._sheet.style
        return self._block(lambda at: as_value(values.get(at), style(at).number_format) if at in values else None)

    @Value.setter
    def Value(self, data: Any) -> None:
        self._put(data)

    @com_property
    def Value2(self) -> Any:
        return self._block(self._sheet.values.get)

    @Value2.setter
    def Value2(self, data: Any) -> None:
        self._put(data)

    @com_property
    def Formula(self) -> Any:
        values, formulas = self._sheet.values, self._sheet.formulas
        return self._block(lambda at: as_formula(values.get(at), formulas.get(at)), empty="")

    @Formula.setter
    def Formula(self, data: Any) -> None:
        self._put(data)

    @com_property
    def HasFormula(self) -> bool | None:
        found = {at in self._sheet.formulas for box in self._boxes for at in box.cells()}
        return found.pop() if len(found) == 1 else None

    @com_property
    def Text(self) -> str:
        return writing.displayed(self._sheet, self._box.first)

    @com_action
    def ClearContents(self) -> bool:
        for box in self._boxes:
            writing.clear(self._sheet, box)
        self._changed()
        return True

    # -- what the cells look like --------------------------------------------------------------------

    def _styles(self, attribute: str) -> Any:
        found = {getattr(self._sheet.style(at), attribute) for box in self._boxes for at in box.cells()}
        return found.pop() if len(found) == 1 else None

    def _restyle(self, **changes: Any) -> None:
        if self._sheet.protected:
            raise protected_sheet()
        for box in self._boxes:
            for at in box.cells():
                self._sheet.styles[at] = Style(**{**self._sheet.style(at)._asdict(), **changes})
        self._changed()

    @com_property
    def NumberFormat(self) -> str | None:
        return self._styles("number_format")

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:
        self._restyle(number_format=value)

    @com_property
    def Locked(self) -> bool | None:
        return self._styles("locked")

    @Locked.setter
    def Locked(self, value: bool) -> None:
        self._restyle(locked=value)

    @com_property
    def MergeCells(self) -> bool | None:
        found = {any(at in merged for merged in self._sheet.merged) for box in self._boxes for at in box.cells()}
        return found.pop() if len(found) == 1 else None

    @com_property
    def MergeArea(self) -> "Range":
        if len(self._boxes) > 1 or self._box.rows * self._box.columns > 1:
            raise refused("Unable to get the MergeArea property of the Range class")
        found = [merged for merged in self._sheet.merged if self._box.first in merged]
        return self._range(found[0] if found else self._box)

    @com_property
    def Hidden(self) -> bool | None:
        if self._whole_columns():
            found = {n in self._sheet.hidden_columns for n in range(self._box.column1, self._box.column2 + 1)}
            return found.pop() if len(found) == 1 else None
        if (self._box.column1, self._box.column2) != (1, LAST_COLUMN):
            raise NotInTheDouble("Range.Hidden of anything but whole rows or columns")
        hidden = self._sheet.hidden_rows | self._sheet.filtered_rows
        found = {row in hidden for row in range(self._box.row1, self._box.row2 + 1)}
        return found.pop() if len(found) == 1 else None

    @Hidden.setter
    def Hidden(self, value: bool) -> None:
        """Excel refuses it for anything but whole rows or columns («must span an entire column or row»)."""
        if not self._whole_columns():
            raise NotInTheDouble("Range.Hidden (set) of anything but whole columns")
        if self._sheet.protected:
            raise protected_sheet()
        numbers = set(range(self._box.column1, self._box.column2 + 1))
        hidden = self._sheet.hidden_columns
        self._sheet.refitted_columns |= numbers
        self._sheet.hidden_columns = hidden | numbers if value else hidden - numbers
        self._changed()

    def _whole_columns(self) -> bool:
        return (self._box.row1, self._box.row2) == (1, LAST_ROW) and self._box.columns < LAST_COLUMN

    @com_action
    def AutoFit(self) -> bool:
        if self._sheet.protected:
            raise protected_sheet()
        return True

    # -- where it is ---------------------------------------------------------------------------------

    @com_property
    def Row(self) -> int:
        return self._box.row1

    @com_property
    def Column(self) -> int:
        return self._box.column1

    @com_property
    def Count(self) -> int:
        if self._by == "rows":
            return self._box.rows
        if self._by == "columns":
            return self._box.columns
        total = sum(box.rows * box.columns for box in self._boxes)
        if total >= 2**31:
            raise refused("Overflow")
        return total

    def _address(self, row_absolute: bool = True, column_absolute: bool = True) -> str:
        return ",".join(address(box, row_absolute, column_absolute) for box in self._boxes)

    @com_property
    def Address(self) -> str:
        return self._address()

    @com_method
    def GetAddress(
        self, RowAbsolute: bool = True, ColumnAbsolute: bool = True, ReferenceStyle: int = 1, External: bool = False
    ) -> str:
        text = self._address(RowAbsolute, ColumnAbsolute)
        where = f"[{self._book.path.name}]{self._sheet.name}".replace("'", "''")
        return f"'{where}'!{text}" if External else text

    @com_property
    def Worksheet(self) -> Any:
        return self._excel.worksheet(self._book, self._sheet)

    Parent = Worksheet

    @com_property
    def Application(self) -> Any:
        return self._excel.application

    @com_property
    def Areas(self) -> Any:
        raise NotInTheDouble("Range.Areas")

    # -- other ranges from it ------------------------------------------------------------------------

    @com_property
    def Cells(self) -> "Range":
        return self._range(*self._boxes)

    @com_property
    def Rows(self) -> "Range":
        return self._range(self._box, by="rows")

    @com_property
    def Columns(self) -> "Range":
        return self._range(self._box, by="columns")

    @com_property
    def EntireRow(self) -> "Range":
        return self._range(Box(self._box.row1, 1, self._box.row2, LAST_COLUMN), by="rows")

    @com_method
    def __call__(self, row: int, column: int | None = None) -> "Range":
        return self._item(row, column)

    @com_method
    def Item(self, row: int, column: int | None = None) -> "Range":
        return self._item(row, column)

    def _item(self, row: int, column: int | None) -> "Range":
        box = self._box
        if self._by == "rows":
            return self._range(Box(box.row1 + row - 1, box.column1, box.row1 + row - 1, box.column2), by="rows")
        if column is None:
            row, column = divmod(row - 1, box.columns)
            row, column = row + 1, column + 1
        return self._range(_inside(box.row1 + row - 1, box.column1 + column - 1))

    @com_method
    def GetOffset(self, RowOffset: int = 0, ColumnOffset: int = 0) -> "Range":
        row1, column1, row2, column2 = self._box
        first = _inside(row1 + RowOffset, column1 + ColumnOffset)
        last = _inside(row2 + RowOffset, column2 + ColumnOffset)
        return self._range(Box(*first.first, *last.first))

    @com_method
    def GetResize(self, RowSize: int | None = None, ColumnSize: int | None = None) -> "Range":
        row, column = self._box.first
        last = _inside(row + (RowSize or self._box.rows) - 1, column + (ColumnSize or self._box.columns) - 1)
        return self._range(Box(row, column, *last.first))

    @com_method
    def End(self, Direction: int) -> "Range":
        step = {_UP: (-1, 0), _DOWN: (1, 0), _LEFT: (0, -1), _RIGHT: (0, 1)}[Direction]
        at, filled = self._box.first, self._filled
        onward = filled(at) and filled(_step(at, step))
        while True:
            following = _step(at, step)
            if following == at or (onward and not filled(following)):
                break
            at = following
            if not onward and filled(at):
                break
        return self._range(_inside(*at))

    def _filled(self, at: At) -> bool:
        return self._sheet.values.get(at) is not None

    # -- doing ---------------------------------------------------------------------------------------

    @com_action
    def Select(self) -> bool:
        front = self._excel.front
        if front is not self._book or self._book.sheets[self._book.active] is not self._sheet:
            raise refused("Select method of Range class failed")
        self._sheet.selection = self._boxes
        return True

    @com_action
    def AutoFilter(
        self, Field: Any = None, Criteria1: Any = None, Operator: Any = None, Criteria2: Any = None,
        VisibleDropDown: Any = None,
    ) -> bool:  # fmt: skip
        filtering.filter_by(self._sheet, self._box, Field, Criteria1, Operator, Criteria2)
        self._changed()
        return True

    def _go(self) -> None:
        """``Application.Goto``: brings the sheet to the front too."""
        if self._sheet.visible != VISIBLE:
            raise refused("Reference isn't valid.")
        self._excel.front = self._book
        self._book.active = self._book.sheets.index(self._sheet)
        self._sheet.selection = self._boxes


def _inside(row: int, column: int) -> Box:
    if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
        raise refused("Application-defined or object-defined error")
    return Box(row, column, row, column)


def _step(at: At, step: tuple[int, int]) -> At:
    row, column = at[0] + step[0], at[1] + step[1]
    return (row, column) if 1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN else at
