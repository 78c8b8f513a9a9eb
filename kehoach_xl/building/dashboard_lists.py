"""«Việc cần làm ngay», each line a link to where it is done, and the agencies latest with their forms."""

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building.chart_receipts import LATE_COUNT, LATEST
from kehoach_xl.building.chart_tiles import NO_PERIOD
from kehoach_xl.building.dashboard_grid import LEFT, LISTS_TOP, RIGHT, heading, spread
from kehoach_xl.building.styles import LINE, MUTED, WARN, Styles

# What waits for her, how many, and where.
TODO = (
    ("Nhiệm vụ đã qua ngày đến hạn, chưa xong", "=N(TH_overdue_count)", "Tổng hợp"),
    ("Xung đột số liệu chờ quyết định", '=COUNTIF(XD_id,"?*")', "Xung đột"),
    ("Lỗi và cảnh báo trong sổ", '=COUNTIF(KT_level,"Lỗi")+COUNTIF(KT_level,"Cảnh báo")', "Kiểm tra"),
    ("Cơ quan chưa gửi phiếu của kỳ", '=COUNTIFS(GN_period,SB_period,GN_dispatch,"?*",GN_result,"Chưa gửi")',
     "Gửi nhận"),
    ("Phiếu gửi về còn trống", '=COUNTIFS(GN_period,SB_period,GN_result,"Trống")', "Gửi nhận"),
    ("Nhiệm vụ chưa xác định cơ quan báo cáo",
     '=COUNTIFS(TD_period,SB_period,TD_id,"?*",TD_agency,"")', "Tiến độ"),
    ("Báo cáo nhập thay chờ ghi", '=MAX(COUNTIF(NT_agency,"?*")-COUNTIF(NT_id,"?*"),0)', "Nhập thay"),
    ("Điều chỉnh kế hoạch chờ áp dụng", '=MAX(COUNTIF(DC_kind,"?*")-COUNTIF(DC_id,"?*"),0)', "Điều chỉnh"),
)  # fmt: skip
TODO_LABEL, TODO_COUNT = LEFT, LEFT + 4
LATE_NAME, LATE_RESULT, LATE_DAYS = LEFT + 6, LEFT + 9, LEFT + 11
LATE_NOTE_ROW = LISTS_TOP + 2 + LATEST
LATE_NOTE = (
    f'=IF({LATE_COUNT}=0,IF(SB_period="",{NO_PERIOD},"Không có cơ quan nộp chậm."),'
    f'IF({LATE_COUNT}>{LATEST},"và "&{LATE_COUNT}-{LATEST}&" cơ quan khác, xem trang Tổng hợp.",""))'
)


def late_cells(place: int) -> tuple[str, str, str]:
    """Name, result and days of the agency at a place of the list."""
    days = f"INDEX(SB_late_days,{place})"
    return (
        f"=INDEX(SB_late_name,{place})",
        f"=INDEX(SB_late_result,{place})",
        f'=IF({days}="","",{days}&" ngày")',
    )


def build(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles) -> None:
    """Draw both lists."""
    _todo(workbook, sheet, styles)
    _latest(sheet, styles)


def _todo(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles) -> None:
    heading(sheet, styles, LISTS_TOP, LEFT, "Việc cần làm ngay")
    link = styles.of(
        border=1, border_color=LINE, valign="vcenter", indent=1, font_color="#1155CC", underline=1, shrink=True
    )
    number = styles.of(border=1, border_color=LINE, bold=True, align="center", valign="vcenter")
    first = LISTS_TOP + 1
    for row, (label, formula, target) in enumerate(TODO, first):
        spread(sheet, (row, TODO_LABEL, row, TODO_COUNT - 1), "", link)
        sheet.write_url(row, TODO_LABEL, f"internal:'{target}'!A1", link, label, f"Mở trang {target}")
        sheet.write_formula(row, TODO_COUNT, formula, number, 0)
    waits = {"type": "cell", "criteria": ">", "value": 0, "format": workbook.add_format({"bg_color": WARN})}
    sheet.conditional_format(first, TODO_COUNT, first + len(TODO) - 1, TODO_COUNT, waits)


def _latest(sheet: Worksheet, styles: Styles) -> None:
    heading(sheet, styles, LISTS_TOP, LATE_NAME, "Nộp phiếu chậm nhất")
    spans = ((LATE_NAME, LATE_RESULT - 1), (LATE_RESULT, LATE_DAYS - 1), (LATE_DAYS, RIGHT))
    for (first, last), text in zip(spans, ("Cơ quan", "Kết quả nộp", "Chậm"), strict=True):
        spread(sheet, (LISTS_TOP + 1, first, LISTS_TOP + 1, last), text, styles.head())
    name = styles.of(border=1, border_color=LINE, valign="vcenter", indent=1, shrink=True)
    short = styles.of(border=1, border_color=LINE, valign="vcenter", align="center", shrink=True)
    for place in range(1, LATEST + 1):
        row = LISTS_TOP + 1 + place
        for (first, last), formula, style in zip(spans, late_cells(place), (name, short, short), strict=True):
            spread(sheet, (row, first, row, last), formula, style)
    note = styles.of(italic=True, font_size=10, font_color=MUTED, valign="vcenter")
    spread(sheet, (LATE_NOTE_ROW, LATE_NAME, LATE_NOTE_ROW, RIGHT), LATE_NOTE, note)
