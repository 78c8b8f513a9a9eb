"""`Xung đột`: above the list of conflicts a small table of choices for many of them at once."""

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.settings_sheet import choose
from kehoach_xl.building.styles import NAVY, Styles
from kehoach_xl.domain.bulk import OFFERED
from kehoach_xl.sheets.layout import tables

CAPTION = "{title} (ô để trống: áp dụng cho tất cả; dòng đã chọn riêng ở dưới giữ nguyên)"
# What codes and headings she may pick: those in use, without the blank cells below them.
AGENCIES = "=OFFSET(CQ_code,0,0,MAX(1,COUNTA(CQ_code)),1)"
HEADINGS = "=TB_head"


def draw_bulk(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles) -> None:
    """Its heading, its lines and their drop-downs."""
    layout = tables()["bulk"]
    at = layout.left - 1
    sheet.set_row(layout.first - 3, 20)
    look = styles.of(bold=True, font_color=NAVY, valign="vcenter")
    sheet.write_string(layout.first - 3, at, CAPTION.format(title=layout.title), look)
    canvas.header(sheet, styles, layout, layout.first - 1)
    for row in range(layout.first - 1, layout.first - 1 + layout.spare):
        sheet.set_row(row, 18)
        for column in layout.columns:
            style = canvas.column_format(layout, styles, column.field)
            sheet.write_blank(row, layout.at(column.field) - 1, None, style)
    canvas.bind(workbook, layout, layout.spare)
    choose(sheet, layout, "agency", AGENCIES)
    choose(sheet, layout, "column", HEADINGS)
    choose(sheet, layout, "choice", list(OFFERED))
