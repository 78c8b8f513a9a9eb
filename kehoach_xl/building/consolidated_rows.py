"""Lines of the workbook that gathers several masters: values from elsewhere, live formulas, links back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.styles import INK, MIST, Styles
from kehoach_xl.ooxml.heights import Wrapped, row_height
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets import formulas
from kehoach_xl.sheets.layout import TableLayout

# What stands where a figure has no sense.
NONE = "–"
OPEN = "Mở"
LINK = {"font_color": "#1155CC", "underline": 1}
PLAIN = {"font_color": INK, "underline": 0}


class Formula(str):
    """A formula of ours; text of a master that begins with «=» stays text."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A value with a link, as :func:`kehoach_xl.building.file_link.link` gives it; without one, the value alone."""

    value: Any
    url: str | None


Row = Mapping[str, Any]


class Lines:
    """One table: its heading line, its lines from ``first`` on, and where they are."""

    def __init__(self, sheet: Worksheet, styles: Styles, layout: TableLayout, first: int = 0) -> None:
        self.sheet, self.styles, self.layout = sheet, styles, layout
        self.first = first or layout.first
        self.next = self.first

    @property
    def last(self) -> int:
        """The sheet row of the last line that was written, the first one when there is none."""
        return max(self.next - 1, self.first)

    def at(self, field: str, row: int) -> str:
        return f"{column_letters(self.layout.at(field))}{row}"

    def area(self, field: str, first: int = 0, last: int = 0) -> str:
        """The cells of a column, by default those of all lines so far."""
        letters = column_letters(self.layout.at(field))
        return f"${letters}${first or self.first}:${letters}${last or self.last}"

    def header(self) -> None:
        canvas.header(self.sheet, self.styles, self.layout, self.first - 1)

    def add(self, row: Row, *, bold: bool = False, level: int = 0, idle: bool = False) -> int:
        """Write the next line; its sheet row. A ``bold`` line adds others up; in an ``idle`` one nothing is due, so its
        rate is in words."""
        at = self.next
        self.next += 1
        self.sheet.set_row(at - 1, _height(self.layout, row, bold, idle), None, {"level": level} if level else {})
        for column in self.layout.columns:
            value = row.get(column.field)
            look: dict[str, Any] = {"fill": MIST, "bold": True} if bold else {}
            if isinstance(value, Linked) and value.url:
                look |= LINK
            elif column.kind == "link":
                look |= PLAIN
            style = self.styles.cell(column.kind, column.center, **look)
            put(self.sheet, at - 1, self.layout.at(column.field) - 1, value, style)
        return at

    def total(self, row: Row, *, idle: bool = False) -> None:
        """Write the line that adds up all others, after the last of them; it is none of them itself."""
        self.add(row, bold=True, idle=idle)
        self.next -= 1

    def sums(self, fields: Iterable[str], first: int = 0, last: int = 0) -> dict[str, Formula]:
        """Live sums over lines, by default all so far."""
        return {field: Formula(f"=SUM({self.area(field, first, last)})") for field in fields}

    def rate(self, row: int, done: str = "done", due: str = "due") -> Formula:
        """Done of due in a line, in words when nothing is due."""
        return Formula(formulas.rate(self.at(done, row), self.at(due, row)))


def put(sheet: Worksheet, row: int, column: int, value: Any, style: Any) -> None:
    """One cell, at a row and column counted from 0."""
    if isinstance(value, Linked):
        if value.url:
            # The link stays when another value is written over its text.
            sheet.write_url(row, column, value.url, style, string=str(value.value))
        value = value.value
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value, style, 0)
    else:
        canvas.put(sheet, row, column, value, "text", style)


def _height(layout: TableLayout, row: Row, bold: bool, idle: bool) -> float:
    def text(value: Any) -> str:
        value = value.value if isinstance(value, Linked) else value
        return value if isinstance(value, str) and not isinstance(value, Formula) else ""

    shown = [column for column in layout.columns if not column.hidden]
    texts = [Wrapped(text(row.get(column.field)), column.width, bold=bold) for column in shown]
    if idle:
        texts += [Wrapped(formulas.NONE_DUE, column.width, bold=bold) for column in shown if column.field == "rate"]
    return row_height(texts)


def sheet_of(
    workbook: xlsxwriter.Workbook, styles: Styles, layout: TableLayout, freeze: int
) -> tuple[Worksheet, Lines]:
    """A sheet that is one table: heading, header, frozen panes, print set-up."""
    sheet = workbook.get_worksheet_by_name(layout.sheet)
    canvas.columns(sheet, styles, layout)
    canvas.heading(sheet, styles, layout)
    lines = Lines(sheet, styles, layout)
    lines.header()
    sheet.freeze_panes(layout.first - 1, freeze)
    canvas.landscape(sheet, layout.first - 1, document=True)
    return sheet, lines


def filtered(sheet: Worksheet, lines: Lines) -> None:
    """The filter over a header and its lines."""
    layout = lines.layout
    sheet.autofilter(lines.first - 2, layout.left - 1, lines.last - 1, layout.left + len(layout.columns) - 2)
