"""`Kết quả thực hiện`: the appendix with the results of a period, as it is printed and attached to a report.

The page is set as Nghị định 30/2020/NĐ-CP, Phụ lục I, has an appendix: its word and its title centred and bold, below
them in brackets what it goes with. The rows are values, written when «Tổng hợp» runs (``sheets.results``).
"""

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.styles import MIST, MUTED, Styles
from kehoach_xl.domain.plan import Plan
from kehoach_xl.ooxml.heights import Wrapped, row_height
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets import formulas
from kehoach_xl.sheets.layout import TableLayout, tables
from kehoach_xl.sheets.result_rows import HEADING
from kehoach_xl.sheets.results import PERIOD

SHEET = "Kết quả thực hiện"
GOES_WITH = "(Kèm theo Báo cáo số            /BC-            ngày        tháng        năm            của {issuer})"
NOTE = (
    "Nút Tổng hợp lập lại bảng theo kỳ đang xem. Anh/chị ghi số, ngày của báo cáo vào dòng trong ngoặc đơn; dòng này "
    "và những gì anh/chị ghi dưới bảng được giữ nguyên. Cột ghi chú này không in."
)
# A period's name of the usual length, for the height of the title.
SOME_PERIOD = "6 THÁNG CUỐI NĂM 2025"


def build(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, plan: Plan, issuer: str = "") -> None:
    """Draw the sheet; ``issuer`` is the body whose report it goes with."""
    layout = tables()["results"]
    canvas.columns(sheet, styles, layout)
    _heading(sheet, styles, layout, plan, issuer)
    canvas.header(sheet, styles, layout, layout.first - 1)
    for column in layout.columns:  # the first row stands ready, so that nothing looks like the header above it
        at = layout.at(column.field) - 1
        sheet.write_blank(layout.first - 1, at, None, styles.column(column.kind, column.center, font_size=layout.size))
    canvas.bind(workbook, layout, layout.spare)
    first, last = layout.first, layout.first + layout.spare - 1
    task = f"${column_letters(layout.at('task'))}{first}"
    shown = [column_letters(layout.at(column.field)) for column in layout.columns if not column.hidden]
    area = f"{shown[0]}{first}:{shown[-1]}{last}"
    canvas.marked(workbook, sheet, area, f'LEFT({task},1)="{HEADING}"', MIST, bold=True)
    canvas.ruled(workbook, sheet, area, f'{task}<>""')
    sheet.freeze_panes(layout.first - 1, layout.at("leads") - 1)
    canvas.landscape(sheet, layout.first - 1, document=True)
    right = layout.at(layout.columns[-1].field) - 1
    sheet.print_area(0, layout.at("code") - 1, layout.first - 2, right)


def _heading(sheet: Worksheet, styles: Styles, layout: TableLayout, plan: Plan, issuer: str) -> None:
    left, right = layout.at("code") - 1, layout.at(layout.columns[-1].field) - 1
    width = sum(column.width for column in layout.columns if not column.hidden)
    title = f"KẾT QUẢ THỰC HIỆN NHIỆM VỤ {{}}\n{plan.title.upper()}"
    name = f'IFERROR(UPPER(INDEX(KY_name,MATCH({formulas.setting(PERIOD)},KY_code,0))),"(CHƯA CÓ SỐ LIỆU)")'
    before, after = title.split("{}")
    formula = f"={formulas.quoted(before)}&{name}&CHAR(10)&{formulas.quoted(after.lstrip())}"
    lines = (
        ("Phụ lục", {"bold": True, "font_size": 14}, ""),
        (title.format(SOME_PERIOD), {"bold": True, "font_size": 13}, formula),
        (GOES_WITH.format(issuer=issuer or plan.issuer), {"italic": True, "font_size": 13}, ""),
    )
    for row, (text, font, live) in enumerate(lines):
        look = styles.of(align="center", valign="vcenter", text_wrap=True, **font)
        sheet.merge_range(row, left, row, right, "" if live else text, look)
        if live:
            sheet.write_formula(row, left, live, look, text)
        sheet.set_row(row, row_height([Wrapped(text, width, font["font_size"], "bold" in font)]) + 4)
    sheet.set_column(right + 1, right + 1, 2)
    sheet.set_column(right + 2, right + 2, 40)
    note = styles.of(italic=True, font_color=MUTED, text_wrap=True, valign="top")
    sheet.merge_range(0, right + 2, 2, right + 2, NOTE, note)
