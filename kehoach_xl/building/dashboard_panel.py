"""Beside the dashboard: the buttons in the order of the work, and what they are to go by."""

from collections.abc import Mapping
from datetime import date

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import chart_tiles
from kehoach_xl.building.dashboard_grid import PANEL_LEFT, PANEL_RIGHT, PANEL_TOP, SHEET, heading, spread
from kehoach_xl.building.styles import INPUT, INPUT_LINE, LINE, MIST, MUTED, NUMBER_FORMAT, Styles
from kehoach_xl.buttons import buttons
from kehoach_xl.domain.letter import OPEN, SEND_AGAIN, SET_ASIDE, WENT
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.returned_files import LOCKED, WAITING

# Why a button makes no sense now, "" when it does: a live formula in the cell below it, bound as BT_<Sub>, which
# the ribbon reads too. In the order of `macros/ribbon.xml`.
NO_PERIOD = f'IF(SB_period="",{chart_tiles.NO_PERIOD},{{}})'
OPEN_PERIOD = NO_PERIOD.format('IF(COUNTIFS(KY_code,SB_period,KY_state,"Đã đóng")>0,"Kỳ đang xem đã đóng.",{})')
TO_SEND = "+".join(
    [f'COUNTIF(TU_state,"{state}*")' for state in OPEN]
    + [f'COUNTIF(TU_choice,"{word}")' for word in (SEND_AGAIN, WENT)]
    + [f'COUNTIFS(TU_state,"{SET_ASIDE}",TU_choice,"")']  # she took her word out again
)
SENT = 'IF(COUNTIF(GN_period,SB_period)=0,"Chưa phân phát phiếu của kỳ này.","")'
REASONS: Mapping[str, str] = {
    "ImportDocument": '""',
    "CheckWorkbook": '""',
    "RepairCells": (
        'IF(COUNTIF(KT_about,"?*")=0,"Chưa có đề nghị sửa nào ở trang Kiểm tra.",'
        'IF(COUNTIF(KT_accept,"Có")=0,"Chưa dòng nào ghi Có ở cột Sửa giúp.",""))'
    ),
    "AmendPlan": 'IF(COUNTIF(DC_kind,"?*")>COUNTIF(DC_id,"?*"),"","Không có dòng nào chờ ở trang Điều chỉnh.")',
    "OpenPeriod": '""',
    "DistributeForms": OPEN_PERIOD.format('""'),
    "SendLetters": f'IF({TO_SEND}>0,"","Không có thư nào chờ gửi ở trang Thư.")',
    "RemindAgencies": OPEN_PERIOD.format(SENT),
    "ReceiveLetters": (
        'IF(IFERROR(INDEX(VP_value,MATCH("imap_host",VP_id,0))&"","")="",'
        '"Chưa ghi máy chủ nhận thư ở trang Thiết lập.","")'
    ),
    "MergeReturns": OPEN_PERIOD.format(SENT),
    "EnterReports": NO_PERIOD.format(
        'IF(COUNTIF(NT_agency,"?*")>COUNTIF(NT_id,"?*"),"","Không có dòng nào chờ ở trang Nhập thay.")'
    ),
    "ApplyDecisions": (
        'IF(COUNTIF(TG_choice,"?*")+COUNTIF(TG_password,"?*")>0,"",IF(COUNTIF(XD_id,"?*")=0,'
        f'IF(COUNTIF(TG_verdict,"{WAITING}")+COUNTIF(TG_verdict,"{LOCKED}")=0,'
        '"Không có xung đột chờ xử lý.","Chưa chọn cách xử lý ở trang Tệp gửi về."),'
        'IF(COUNTIF(XD_choice,"?*")+COUNTIF(XL_choice,"?*")=0,"Chưa chọn cách xử lý ở trang Xung đột.","")))'
    ),
    "UndoStep": 'IF(COUNTIF(SO_kind,"step")>COUNTIF(SO_kind,"undo"),"","Chưa có thao tác nào để hoàn tác.")',
    "Summarize": NO_PERIOD.format('""'),
    "WriteReport": NO_PERIOD.format('""'),
    "ExportPdf": NO_PERIOD.format('""'),
    "ClosePeriod": OPEN_PERIOD.format('""'),
    "ShowHelp": '""',
}
# Two buttons lie beside each other: their columns, their rows and, below, those of the reason.
SIDES = ((PANEL_LEFT, PANEL_LEFT), (PANEL_LEFT + 1, PANEL_RIGHT))
BUTTON_ROWS, REASON_ROWS = 2, 2
EACH = BUTTON_ROWS + REASON_ROWS
# Where a button lies: first row, first column, last row, last column, from 0.
BUTTON_CELLS: Mapping[str, tuple[int, int, int, int]] = {
    button.sub: (top, SIDES[place % 2][0], top + BUTTON_ROWS - 1, SIDES[place % 2][1])
    for place, button in enumerate(buttons())
    for top in [PANEL_TOP + place // 2 * EACH]
}
CHOICES_FROM = PANEL_TOP + EACH * -(-len(BUTTON_CELLS) // len(SIDES)) + 1

FOLDER_HELP = "Tên thư mục cạnh sổ, hoặc đường dẫn đầy đủ."
# Field (bound as LC_<field>), label, kind, value to begin with, input message.
CHOICES = (
    ("period", "Kỳ sẽ mở", "code", "",
     "Mã kỳ: 2025-H2 (6 tháng cuối năm), 2025-Q3 (quý), 2025-T11 (tháng), 2025-9T, 2025; 2025-CD1 (chuyên đề), "
     "2025-DX1 (đột xuất). Để trống: chương trình đề nghị kỳ kế tiếp."),
    ("deadline", "Hạn cơ quan nộp", "date", "", "Ngày/tháng/năm. Để trống: theo trang Thiết lập và ngày làm việc."),
    ("report_by", "Hạn tổng hợp", "date", "", "Ngày/tháng/năm. Để trống: theo trang Thiết lập và ngày làm việc."),
    ("since", "Chuyên đề, đột xuất: từ ngày", "date", "", "Ngày/tháng/năm, chỉ đối với kỳ chuyên đề, đột xuất."),
    ("until", "Chuyên đề, đột xuất: đến ngày", "date", "", "Ngày/tháng/năm, chỉ đối với kỳ chuyên đề, đột xuất."),
    ("name", "Nội dung kỳ chuyên đề, đột xuất", "code", "", "Ví dụ: Rà soát tận dụng ưu đãi thuế quan."),
    ("scope", "Nhiệm vụ được hỏi", "code", "",
     "Để trống: hỏi tất cả. Ghi mã chỉ số, mã nhiệm vụ hoặc khoảng, cách nhau bằng dấu chấm phẩy, ví dụ 1; 2.3; "
     "4.1-4.5."),
    ("reason", "Lý do mở lại", "code", "", "Chỉ khi mở lại một kỳ đã đóng."),
    ("prefill", "Điền sẵn nội dung kỳ trước", "code", "Không", "Có: phiếu phát đi mang sẵn nội dung kỳ trước."),
    ("report_of", "Báo cáo của cơ quan", "code", "",
     "Để trống: báo cáo tổng hợp của đơn vị đầu mối. Ghi mã hoặc tên một cơ quan: báo cáo riêng của cơ quan đó."),
    ("outbox", "Thư mục phiếu phát đi", "code", "phan-phat", FOLDER_HELP),
    ("inbox", "Thư mục phiếu gửi về", "code", "nhan-ve", FOLDER_HELP),
    ("backups", "Thư mục sao lưu", "code", "sao-luu", FOLDER_HELP),
    ("pdf", "Thư mục tệp PDF", "code", "xuat-pdf", FOLDER_HELP),
    ("drafts", "Thư mục thư nháp", "code", "thu-nhap", FOLDER_HELP),
    ("documents", "Thư mục văn bản", "code", "van-ban", FOLDER_HELP),
    ("templates", "Thư mục mẫu văn bản", "code", "mau-van-ban", FOLDER_HELP),
)  # fmt: skip
# A choice that is a sentence has its label above it and two rows for itself.
SENTENCES = ("name", "scope", "reason")
SENTENCE_ROWS = 2
# Headings over the choices: the first below each.
PARTS = {"period": "Khi mở kỳ", "prefill": "Khi phân phát", "report_of": "Khi viết báo cáo", "outbox": "Thư mục"}


def build(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, first_period: str = "") -> int:
    """Draw both; the first row below, from 0. ``first_period`` is the code of the one to open first, '' where the plan
    orders none."""
    _buttons(workbook, sheet, styles)
    return _choices(workbook, sheet, styles, first_period)


def _buttons(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles) -> None:
    """The cells that buttons lie on, and below each why it makes no sense now. A workbook without macros shows
    the names of the operations there: the ribbon tab of the add-in works on it all the same."""
    face = styles.of(
        align="center", valign="vcenter", font_color=MUTED, bg_color=MIST, border=1, border_color=LINE, text_wrap=True
    )
    reason = styles.of(italic=True, font_size=9, font_color=MUTED, align="center", valign="top", text_wrap=True)
    for button in buttons():
        top, left, bottom, right = BUTTON_CELLS[button.sub]
        sheet.merge_range(top, left, bottom, right, button.label, face)
        spread(sheet, (bottom + 1, left, bottom + REASON_ROWS, right), f"={REASONS[button.sub]}", reason)
        workbook.define_name(f"BT_{button.sub}", f"='{SHEET}'!${column_letters(left + 1)}${bottom + 2}")


def _choices(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, first_period: str) -> int:
    """What the buttons are to go by: filled with the usual, hers to change."""
    heading(sheet, styles, CHOICES_FROM, PANEL_LEFT, "Lựa chọn cho các thao tác")
    look = {"border": 1, "border_color": LINE, "valign": "vcenter", "indent": 1, "font_size": 10}
    row = CHOICES_FROM + 1
    for name, text, kind, usual, help_text in CHOICES:
        value = first_period if name == "period" else usual
        if name in PARTS:
            part = styles.of(italic=True, font_color=MUTED, valign="bottom", font_size=10)
            sheet.write_string(row, PANEL_LEFT, PARTS[name], part)
            row += 1
        cell = styles.of(
            bg_color=INPUT, border=1, border_color=INPUT_LINE, valign="vcenter", align="center", font_size=10,
            num_format=NUMBER_FORMAT[kind], text_wrap=name in SENTENCES, shrink=name not in SENTENCES,
        )  # fmt: skip
        if name in SENTENCES:
            sheet.merge_range(row, PANEL_LEFT, row, PANEL_RIGHT, text, styles.of(**look))
            at = row + 1, PANEL_LEFT
            row += 1 + SENTENCE_ROWS
            sheet.merge_range(*at, row - 1, PANEL_RIGHT, value, cell)
        else:
            at = row, PANEL_RIGHT
            sheet.merge_range(row, PANEL_LEFT, row, PANEL_RIGHT - 1, text, styles.of(**look))
            sheet.write_string(*at, value, cell) if value else sheet.write_blank(*at, None, cell)
            row += 1
        _rule(sheet, at, name, kind, text, help_text)
        workbook.define_name(f"LC_{name}", f"='{SHEET}'!${column_letters(at[1] + 1)}${at[0] + 1}")
    return row


def _rule(sheet: Worksheet, at: tuple[int, int], name: str, kind: str, title: str, help_text: str) -> None:
    rule: dict[str, object] = {"validate": "any"}
    if name == "prefill":
        rule = {"validate": "list", "source": ["Có", "Không"]}
    elif kind == "date":
        rule = {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)}
    sheet.data_validation(*at, *at, rule | {
        "input_title": title, "input_message": help_text, "error_title": "Chưa đúng",
        "error_message": "Vui lòng nhập theo gợi ý của ô.",
    })  # fmt: skip
