"""Drawing tables: the header, the prepared body, the names that bind it, and how tall wrapped text is."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building.pages import kept_columns, side_by_side
from kehoach_xl.building.styles import INPUT, LINE, Styles
from kehoach_xl.domain.identity import MADE_AT
from kehoach_xl.domain.progress import SPARE
from kehoach_xl.ooxml.heights import Wrapped, row_height
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets import formulas
from kehoach_xl.sheets.layout import Column, TableLayout


class Workbook(xlsxwriter.Workbook):
    """A workbook that fails as any file does, and knows the names it defined."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.bound: dict[str, str] = {}

    def define_name(self, name: str, formula: str) -> int | None:
        """Define a name for the whole workbook; ``bound`` then tells what it refers to."""
        self.bound[name] = formula
        return super().define_name(name, formula)

    def close(self) -> None:
        """Write the file. Raises OSError, where XlsxWriter has an exception of its own."""
        try:
            super().close()
        except FileCreateError as error:
            raise error.args[0] from error


def new_workbook(path: Path, title: str, author: str) -> Workbook:
    """An empty workbook whose bytes depend on nothing but its content."""
    # In memory: temporary files would take the line ends of the system, and the bytes would differ by it.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    workbook = Workbook(str(path), options)
    workbook.set_properties({"title": title, "author": author, "company": "", "created": MADE_AT.replace(tzinfo=None)})
    workbook.set_calc_mode("auto")
    return workbook


def column_format(layout: TableLayout, styles: Styles, field: str, **more: Any) -> Any:
    """The look of a filled cell of a column."""
    column = layout.column(field)
    return styles.cell(
        column.kind, center=column.center, fill=INPUT if column.input else "", font_size=layout.size, **more
    )


def bind(workbook: xlsxwriter.Workbook, layout: TableLayout, rows: int, first: int = 0, left: int = 0) -> None:
    """Define one name per column over the prepared rows."""
    first = first or layout.first
    sheet = layout.sheet.replace("'", "''")
    moved = left - layout.left if left else 0
    for column in layout.columns:
        letters = column_letters(layout.at(column.field) + moved)
        workbook.define_name(column.name, f"='{sheet}'!${letters}${first}:${letters}${first + rows - 1}")


def heading(sheet: Worksheet, styles: Styles, layout: TableLayout, kept: int = 0) -> None:
    """The title line and the line that says how the sheet is used, right of ``kept`` columns: a title over columns that
    are repeated would be cut on the second page."""
    shown = [i for i, column in enumerate(layout.columns) if not column.hidden][kept] + layout.left - 1
    sheet.set_row(0, 26)
    sheet.write(0, shown, layout.title, styles.title())
    sheet.set_row(1, 20)
    sheet.write(1, shown, layout.note, styles.of(italic=True, font_color="#5B6675", valign="vcenter"))


def columns(sheet: Worksheet, styles: Styles, layout: TableLayout) -> None:
    """Widths and default formats, so that a row filled later looks like its neighbours in every program."""
    for offset, column in enumerate(layout.columns):
        at = layout.left - 1 + offset
        hidden = {"hidden": 1} if column.hidden else {}
        look = styles.column(column.kind, column.center, font_size=layout.size)
        sheet.set_column(at, at, column.width, look, hidden)


def marked(workbook: xlsxwriter.Workbook, sheet: Worksheet, area: str, test: str, fill: str, **look: Any) -> None:
    """A fill where a test holds. It carries the borders too, and must be drawn before :func:`ruled`:
    LibreOffice shows only the first rule that holds, Excel all of them."""
    style = workbook.add_format({"bg_color": fill, "border": 1, "border_color": LINE, **look})
    sheet.conditional_format(area, {"type": "formula", "criteria": f"={test}", "format": style, "stop_if_true": True})


def ruled(workbook: xlsxwriter.Workbook, sheet: Worksheet, area: str, used: str, fill: str = "") -> None:
    """Borders (and a fill) that appear with a row's content. ``used`` is the test, for the area's first cell."""
    look = {"border": 1, "border_color": LINE} | ({"bg_color": fill} if fill else {})
    sheet.conditional_format(area, {"type": "formula", "criteria": f"={used}", "format": workbook.add_format(look)})


def header(sheet: Worksheet, styles: Styles, layout: TableLayout, row: int, live: bool = False) -> None:
    """The header line of a plain table (sheet row ``row``, 1-based). In the master the headings of spare columns are
    ``live``: they follow `Thiết lập`."""
    sheet.set_row(row - 1, head_height(layout))
    for offset, column in enumerate(layout.columns):
        head(sheet, row, layout.left + offset, column, styles.head(font_size=layout.size), live)


def head_height(layout: TableLayout) -> float:
    """The height at which every heading of a table shows whole."""
    return 6 + row_height(Wrapped(one.head, one.width, layout.size, True) for one in layout.columns if not one.hidden)


def head(sheet: Worksheet, row: int, at: int, column: Column, style: Any, live: bool) -> None:
    """One heading, at a row and column counted from 1."""
    if live and column.field in SPARE:
        sheet.write_formula(row - 1, at - 1, formulas.heading(column.field, column.head), style, column.head)
    else:
        sheet.write_string(row - 1, at - 1, column.head, style)


def body(
    sheet: Worksheet, styles: Styles, layout: TableLayout, rows: Sequence[Mapping[str, Any]], at_row: int = 0
) -> None:
    """Write rows of bordered cells; a value starting with «=» in a formula or link column is a live formula."""
    first = (at_row or layout.first) - 1
    for index, row in enumerate(rows):
        sheet.set_row(first + index, fitted(layout, row))
        for column in layout.columns:
            style = column_format(layout, styles, column.field)
            put(sheet, first + index, layout.at(column.field) - 1, row.get(column.field), column.kind, style)


def fitted(layout: TableLayout, row: Mapping[str, Any], bold: bool = False) -> float:
    """The height at which every text of a row shows whole."""
    return row_height(
        Wrapped(str(row[column.field]), column.width, layout.size, bold)
        for column in layout.columns
        if not column.hidden and isinstance(row.get(column.field), str) and not row[column.field].startswith("=")
    )


def put(sheet: Worksheet, row: int, column: int, value: Any, kind: str, style: Any) -> None:
    """One cell, by kind. Text never becomes a formula or a number by accident."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str) and value.startswith("=") and kind in ("formula", "link"):
        sheet.write_formula(row, column, value, style, "")
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def table(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, layout: TableLayout,
    rows: Sequence[Mapping[str, Any]] = (), marks: Callable[[], None] = lambda: None, entry: bool = False,
    key: str = "", kept: int = 0,
) -> None:  # fmt: skip
    """One table of a sheet: heading, header, rows, names, and borders that follow the rows in use. ``marks`` draws
    the conditional fills that go before them. Where she fills the rows herself (``entry``), the first free row is
    drawn too. A row is in use when its ``key`` says something, by default the first column that is shown; ``kept`` as
    for :func:`heading`."""
    columns(sheet, styles, layout)
    heading(sheet, styles, layout, kept)
    header(sheet, styles, layout, layout.first - 1, live=True)
    # The first row stands ready even when empty: without it, appended rows would repeat the header's look.
    for index, row in enumerate(rows or [{}]):
        sheet.set_row(layout.first - 1 + index, fitted(layout, row))
        for column in layout.columns:
            style = styles.column(column.kind, column.center, font_size=layout.size)
            put(sheet, layout.first - 1 + index, layout.at(column.field) - 1, row.get(column.field), column.kind, style)
    bind(workbook, layout, layout.spare)
    marks()
    left, right = layout.left, layout.left + len(layout.columns) - 1
    last = layout.first + layout.spare - 1
    key = key or next(column.field for column in layout.columns if not column.hidden)
    letters = column_letters(layout.at(key))
    used = f'${letters}{layout.first}<>""'
    if entry:
        used = f'OR({used},${letters}{layout.first - 1}<>"")'
    for column in layout.columns:
        if column.input:
            letters = column_letters(layout.at(column.field))
            ruled(workbook, sheet, f"{letters}{layout.first}:{letters}{last}", used, INPUT)
    ruled(workbook, sheet, f"{column_letters(left)}{layout.first}:{column_letters(right)}{last}", used)


def plain_table(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, layout: TableLayout,
    rows: Sequence[Mapping[str, Any]] = (), freeze: int = 0, marks: Callable[[], None] = lambda: None,
    entry: bool = False,
) -> None:  # fmt: skip
    """A sheet that is one table, with its filter, frozen header and print set-up."""
    kept = kept_columns(layout)
    table(workbook, sheet, styles, layout, rows, marks, entry, kept=kept)
    left, right = layout.left - 1, layout.left + len(layout.columns) - 2
    sheet.autofilter(layout.first - 2, left, layout.first + layout.spare - 2, right)
    sheet.freeze_panes(layout.first - 1, freeze)
    landscape(sheet, layout.first - 1)
    shown = [(i, column.width) for i, column in enumerate(layout.columns, left) if not column.hidden]
    sheet.fit_to_pages(side_by_side([w for _, w in shown], sum(w for _, w in shown[:kept])), 0)
    if kept:
        sheet.repeat_columns(shown[0][0], shown[kept - 1][0])
        sheet.print_across()


def landscape(sheet: Worksheet, head_row: int, head_rows: int = 1, document: bool = False) -> None:
    """A4 landscape, one page wide, header rows repeated, page number centred at the top from page 2.

    A ``document`` has the margins of Nghị định 30/2020/NĐ-CP (20–25 mm top and bottom, 30–35 left, 15–20
    right); working sheets, which nobody files, give the width to their columns.
    """
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    page(sheet, document)
    sheet.repeat_rows(head_row - head_rows, head_row - 1)


def page(sheet: Worksheet, document: bool = False) -> None:
    """A4, page number centred at the top from page 2, each sheet from 1. The paper stands upright and nothing is
    repeated unless the sheet says so. Margins as for :func:`landscape`."""
    sheet.set_paper(9)
    left, right = (30, 15) if document else (12, 12)
    sheet.set_margins(left=left / 25.4, right=right / 25.4, top=20 / 25.4, bottom=20 / 25.4)
    sheet.set_header('&C&"Times New Roman,Regular"&13&P', {"margin": 10 / 25.4})
    # «Different first page» has no call in XlsxWriter: building.finish adds it to the finished package.
    sheet.set_start_page(1)
    sheet.hide_gridlines(2)
