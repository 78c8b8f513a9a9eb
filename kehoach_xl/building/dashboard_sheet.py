"""`Bảng điều khiển`: the current period, the buttons, tiles, what to do now, the choices, two native charts."""

from collections.abc import Mapping
from datetime import date

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building.styles import FONT, INPUT, INPUT_LINE, LINE, MIST, MUTED, NAVY, NUMBER_FORMAT, Styles
from kehoach_xl.building.summary_sheet import FIRST_CLASS
from kehoach_xl.buttons import buttons
from kehoach_xl.domain.plan import Plan
from kehoach_xl.domain.status import CLASSES
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.layout import tables

SHEET = "Bảng điều khiển"
# Twelve equal columns (B..M); a tile is three columns wide.
WIDTH = 11.5

DUE = "SUMPRODUCT((PL_due=1)*(PL_class<>\"Không còn phù hợp\"))"
# Of the forms sent: who reported on paper without one is not among them.
SUBMITTED = "+".join(
    f'COUNTIFS(GN_period,KY_current,GN_dispatch,"?*",GN_result,"{state}")' for state in ("Đúng hạn", "Trễ")
)


# Tasks that belong to the plan at the end of the period in view: not those dropped before, nor added after.
PERIOD_END = "IFERROR(INDEX(KY_end,MATCH(KY_current,KY_code,0)),TODAY())"
IN_PLAN = f'SUMPRODUCT((PL_content<>"")*(PL_since<={PERIOD_END})*((PL_until="")+(PL_until>={PERIOD_END})>0))'


def _class(*names: str) -> str:
    return "+".join(f'COUNTIF(PL_class,"{name}")' for name in names)


TILES = (
    ("Nhiệm vụ của kế hoạch", f"={IN_PLAN}"),
    ("Đến hạn trong kỳ", f"={DUE}"),
    ("Hoàn thành đúng hạn", f"={_class('Hoàn thành đúng hạn')}"),
    ("Hoàn thành quá hạn", f"={_class('Hoàn thành quá hạn')}"),
    ("Đang thực hiện trong hạn", f"={_class('Đang thực hiện trong hạn')}"),
    ("Quá hạn chưa xong", f"={_class('Đang thực hiện quá hạn', 'Chưa thực hiện quá hạn')}"),
    ("Thường xuyên, có kết quả", f"={_class('Thường xuyên – có kết quả trong kỳ')}"),
    ("Chưa báo cáo", f"={_class('Chưa báo cáo')}"),
)


# Why a button makes no sense now, "" when it does: a live formula in the cell below it, bound as BT_<Sub>, which
# the ribbon reads too. In the order of `macros/ribbon.xml`.
NO_PERIOD = 'IF(KY_current="","Chưa mở kỳ báo cáo.",{})'
OPEN_PERIOD = NO_PERIOD.format('IF(COUNTIFS(KY_code,KY_current,KY_state,"Đã đóng")>0,"Kỳ đang xem đã đóng.",{})')
REASONS: Mapping[str, str] = {
    "CheckWorkbook": '""',
    "RepairCells": (
        'IF(COUNTIF(KT_about,"?*")=0,"Chưa có đề nghị sửa nào ở trang Kiểm tra.",'
        'IF(COUNTIF(KT_accept,"Có")=0,"Chưa dòng nào ghi Có ở cột Sửa giúp.",""))'
    ),
    "AmendPlan": 'IF(COUNTIF(DC_kind,"?*")>COUNTIF(DC_id,"?*"),"","Không có dòng nào chờ ở trang Điều chỉnh.")',
    "OpenPeriod": '""',
    "DistributeForms": OPEN_PERIOD.format('""'),
    "MergeReturns": OPEN_PERIOD.format('IF(COUNTIF(GN_period,KY_current)=0,"Chưa phân phát phiếu của kỳ này.","")'),
    "EnterReports": NO_PERIOD.format(
        'IF(COUNTIF(NT_agency,"?*")>COUNTIF(NT_id,"?*"),"","Không có dòng nào chờ ở trang Nhập thay.")'
    ),
    "ApplyDecisions": (
        'IF(COUNTIF(XD_id,"?*")=0,"Không có xung đột chờ xử lý.",'
        'IF(COUNTIF(XD_choice,"?*")=0,"Chưa chọn cách xử lý ở trang Xung đột.",""))'
    ),
    "UndoStep": 'IF(COUNTIF(SO_kind,"step")>COUNTIF(SO_kind,"undo"),"","Chưa có thao tác nào để hoàn tác.")',
    "Summarize": NO_PERIOD.format('""'),
    "ExportPdf": NO_PERIOD.format('""'),
    "ClosePeriod": OPEN_PERIOD.format('""'),
    "ShowHelp": '""',
}
BUTTONS_FROM = 6
TILES_FROM = BUTTONS_FROM + 2 * -(-len(REASONS) // 4) + 1
LISTS_FROM = TILES_FROM + 8

# What waits for her, how many, and where.
TODO = (
    ("Xung đột số liệu chờ quyết định", '=COUNTIF(XD_id,"?*")', "Xung đột"),
    ("Lỗi và cảnh báo trong sổ", '=COUNTIF(KT_level,"Lỗi")+COUNTIF(KT_level,"Cảnh báo")', "Kiểm tra"),
    ("Cơ quan chưa gửi phiếu của kỳ", '=COUNTIFS(GN_period,KY_current,GN_result,"Chưa gửi")', "Gửi nhận"),
    ("Phiếu gửi về còn trống", '=COUNTIFS(GN_period,KY_current,GN_result,"Trống")', "Gửi nhận"),
    ("Nhiệm vụ chưa xác định cơ quan báo cáo",
     '=COUNTIFS(TD_period,KY_current,TD_id,"?*",TD_agency,"")', "Tiến độ"),
)  # fmt: skip

# Where a button lies: first row, first column, last row, last column, from 0.
BUTTON_CELLS: Mapping[str, tuple[int, int, int, int]] = {
    sub: (BUTTONS_FROM + index // 4 * 2, 1 + index % 4 * 3, BUTTONS_FROM + index // 4 * 2, 3 + index % 4 * 3)
    for index, sub in enumerate(REASONS)
}

FOLDER_HELP = "Tên thư mục cạnh sổ, hoặc đường dẫn đầy đủ."
# Field (bound as LC_<field>), label, kind, value to begin with, input message.
CHOICES = (
    ("period", "Kỳ sẽ mở", "code", "",
     "Mã kỳ: 2025-H2 (6 tháng cuối năm), 2025-Q3 (quý), 2025-T11 (tháng), 2025-9T, 2025; 2025-CD1 (chuyên đề), "
     "2025-DX1 (đột xuất). Để trống: chương trình đề nghị kỳ kế tiếp."),
    ("deadline", "Hạn cơ quan nộp", "date", "", "Ngày/tháng/năm. Để trống: theo trang Thiết lập và ngày làm việc."),
    ("report_by", "Hạn tổng hợp", "date", "", "Ngày/tháng/năm. Để trống: theo trang Thiết lập và ngày làm việc."),
    ("since", "Kỳ chuyên đề, đột xuất: từ ngày", "date", "", "Ngày/tháng/năm, chỉ đối với kỳ chuyên đề, đột xuất."),
    ("until", "Kỳ chuyên đề, đột xuất: đến ngày", "date", "", "Ngày/tháng/năm, chỉ đối với kỳ chuyên đề, đột xuất."),
    ("name", "Nội dung kỳ chuyên đề, đột xuất", "code", "", "Ví dụ: Rà soát tận dụng ưu đãi thuế quan."),
    ("scope", "Nhiệm vụ được hỏi", "code", "",
     "Để trống: hỏi tất cả. Ghi mã chỉ số, mã nhiệm vụ hoặc khoảng, cách nhau bằng dấu chấm phẩy, ví dụ 1; 2.3; "
     "4.1-4.5."),
    ("reason", "Lý do mở lại", "code", "", "Chỉ khi mở lại một kỳ đã đóng."),
    ("prefill", "Điền sẵn nội dung kỳ trước", "code", "Không", "Có: phiếu phát đi mang sẵn nội dung kỳ trước."),
    ("outbox", "Thư mục phiếu phát đi", "code", "phan-phat", FOLDER_HELP),
    ("inbox", "Thư mục phiếu gửi về", "code", "nhan-ve", FOLDER_HELP),
    ("backups", "Thư mục sao lưu", "code", "sao-luu", FOLDER_HELP),
)  # fmt: skip
# Choices that are a sentence: their rows are taller. They stand below the last line of what waits beside them.
SENTENCES = ("name", "scope", "reason")
# The charts begin below the longer of the two lists.
CHARTS_FROM = LISTS_FROM + 2 + max(len(TODO), len(CHOICES))


def build(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, plan: Plan, chart_rows: dict[str, str]
) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 2)
    sheet.set_column(1, 12, WIDTH)
    sheet.set_row(0, 34)
    sheet.merge_range(0, 1, 0, 12, f"BẢNG ĐIỀU KHIỂN – {plan.short_title}", styles.of(
        bold=True, font_size=18, font_color="#FFFFFF", bg_color=NAVY, valign="vcenter", indent=1,
    ))  # fmt: skip
    sheet.set_row(1, 36)
    sheet.merge_range(1, 1, 1, 12, plan.title, styles.of(
        italic=True, font_color=MUTED, valign="vcenter", text_wrap=True, indent=1,
    ))  # fmt: skip
    _period(workbook, sheet, styles)
    _buttons(workbook, sheet, styles)
    _tiles(sheet, styles)
    _todo(sheet, styles)
    _choices(workbook, sheet, styles)
    _charts(workbook, sheet, plan, chart_rows)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def _period(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles) -> None:
    label = styles.of(bold=True, valign="vcenter", align="right")
    sheet.set_row(3, 34)
    sheet.merge_range(3, 1, 3, 2, "Kỳ đang xem:", label)
    sheet.write_blank(3, 3, None, styles.of(
        bold=True, font_size=13, align="center", valign="vcenter", bg_color=INPUT, border=1, border_color=INPUT_LINE,
        num_format="@",
    ))  # fmt: skip
    sheet.data_validation(3, 3, 3, 3, {
        "validate": "list", "source": "=KY_code", "input_title": "Kỳ báo cáo",
        "input_message": "Chọn kỳ trong danh sách ở trang Kỳ báo cáo.", "error_type": "stop",
        "error_title": "Kỳ chưa có", "error_message": "Vui lòng chọn một kỳ đã mở trong danh sách.",
    })  # fmt: skip
    listed = 'IFERROR(INDEX(KY_name,MATCH(D4,KY_code,0)),"(kỳ chưa có trong danh sách)")'
    name = f'=IF(D4="","(chưa mở kỳ báo cáo)",{listed})'
    value = styles.of(valign="vcenter", text_wrap=True)
    sheet.merge_range(3, 4, 3, 6, "", value)
    sheet.write_formula(3, 4, name, value, "(chưa mở kỳ báo cáo)")
    sheet.merge_range(3, 7, 3, 8, "Hạn cơ quan nộp:", label)
    day = styles.of(valign="vcenter", num_format="dd/mm/yyyy", align="left")
    sheet.write_formula(3, 9, '=IF(D4="","",IFERROR(INDEX(KY_deadline,MATCH(D4,KY_code,0)),""))', day, "")
    sheet.merge_range(3, 10, 3, 11, "Phiếu đã nộp / đã phát:", label)
    counts = f'={SUBMITTED}&"/"&COUNTIFS(GN_period,KY_current,GN_dispatch,"?*")'
    sheet.write_formula(3, 12, counts, styles.of(bold=True, valign="vcenter"), "0/0")
    workbook.define_name("KY_current", f"='{SHEET}'!$D$4")
    workbook.define_name("KY_current_name", f"='{SHEET}'!$E$4")


def _heading(sheet: Worksheet, styles: Styles, row: int, column: int, text: str) -> None:
    sheet.set_row(row, 22)
    sheet.write(row, column, text, styles.of(bold=True, font_size=13, font_color=NAVY, valign="vcenter"))


def _buttons(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles) -> None:
    """The cells that buttons lie on, and below each why it makes no sense now. A workbook without macros shows
    the names of the operations there: the ribbon tab of the add-in works on it all the same."""
    _heading(sheet, styles, BUTTONS_FROM - 1, 1, "Thao tác, theo thứ tự công việc")
    face = styles.of(
        align="center", valign="vcenter", font_color=MUTED, bg_color=MIST, border=1, border_color=LINE, text_wrap=True
    )
    reason = styles.of(italic=True, font_size=9, font_color=MUTED, align="center", valign="top")
    labels = {button.sub: button.label for button in buttons()}
    for sub, (row, left, _, right) in BUTTON_CELLS.items():
        sheet.set_row(row, 34)
        sheet.set_row(row + 1, 16)
        sheet.merge_range(row, left, row, right, labels[sub], face)
        sheet.merge_range(row + 1, left, row + 1, right, "", reason)
        sheet.write_formula(row + 1, left, f"={REASONS[sub]}", reason, "")
        workbook.define_name(f"BT_{sub}", f"='{SHEET}'!${column_letters(left + 1)}${row + 2}")


def _tiles(sheet: Worksheet, styles: Styles) -> None:
    for index, (label, formula) in enumerate(TILES):
        top, left = TILES_FROM + (index // 4) * 3, 1 + (index % 4) * 3
        number = styles.of(
            bold=True, font_size=24, font_color=NAVY, align="center", valign="vcenter", bg_color=MIST,
            border=1, border_color=LINE, bottom=0,
        )  # fmt: skip
        caption = styles.of(
            font_color=MUTED, align="center", valign="vcenter", bg_color=MIST, border=1, border_color=LINE, top=0
        )
        sheet.set_row(top, 36)
        sheet.set_row(top + 1, 20)
        sheet.merge_range(top, left, top, left + 2, "", number)
        sheet.write_formula(top, left, formula, number, 0)
        sheet.merge_range(top + 1, left, top + 1, left + 2, label, caption)
    line = styles.of(bold=True, font_size=12, align="center", valign="vcenter", font_color=NAVY)
    row = TILES_FROM + 6
    sheet.set_row(row, 24)
    sheet.merge_range(row, 1, row, 12, "", line)
    done = 'SUMPRODUCT((PL_due=1)*(LEFT(PL_class,10)="Hoàn thành"))'
    sheet.write_formula(row, 1, (
        f'="Tỷ lệ hoàn thành nhiệm vụ đến hạn: "&IF({DUE}=0,"chưa có nhiệm vụ đến hạn",'
        f'{done}&"/"&{DUE}&" nhiệm vụ ("&ROUND({done}/{DUE}*100,1)&" %)")'
    ), line, "Tỷ lệ hoàn thành nhiệm vụ đến hạn: chưa có nhiệm vụ đến hạn")  # fmt: skip


def _todo(sheet: Worksheet, styles: Styles) -> None:
    _heading(sheet, styles, LISTS_FROM, 1, "Việc cần làm ngay")
    for index, (label, formula, target) in enumerate(TODO):
        row = LISTS_FROM + 1 + index
        sheet.set_row(row, 20)
        sheet.merge_range(row, 1, row, 4, label, styles.of(border=1, border_color=LINE, valign="vcenter", indent=1))
        number = styles.of(border=1, border_color=LINE, bold=True, align="center", valign="vcenter")
        sheet.write_formula(row, 5, formula, number, 0)
        sheet.write_url(
            row, 6, f"internal:'{target}'!A1",
            styles.of(font_color="#1155CC", underline=1, valign="vcenter", indent=1), f"Mở trang {target}",
        )  # fmt: skip


def _choices(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles) -> None:
    """What the buttons are to go by: filled with the usual, hers to change."""
    _heading(sheet, styles, LISTS_FROM, 8, "Lựa chọn cho các thao tác")
    label = styles.of(border=1, border_color=LINE, valign="vcenter", indent=1)
    for index, (name, text, kind, value, help_text) in enumerate(CHOICES):
        row = LISTS_FROM + 1 + index
        sheet.set_row(row, 34 if name in SENTENCES else 20)
        sheet.merge_range(row, 8, row, 10, text, label)
        cell = styles.of(
            bg_color=INPUT, border=1, border_color=INPUT_LINE, valign="vcenter", align="center",
            num_format=NUMBER_FORMAT[kind], text_wrap=name in SENTENCES,
        )  # fmt: skip
        sheet.merge_range(row, 11, row, 12, value, cell)
        rule: dict[str, object] = {"validate": "any"}
        if name == "prefill":
            rule = {"validate": "list", "source": ["Có", "Không"]}
        elif kind == "date":
            rule = {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)}
        sheet.data_validation(row, 11, row, 11, rule | {
            "input_title": text, "input_message": help_text, "error_title": "Chưa đúng",
            "error_message": "Vui lòng nhập theo gợi ý của ô.",
        })  # fmt: skip
        workbook.define_name(f"LC_{name}", f"='{SHEET}'!$L${row + 1}")


def _charts(workbook: xlsxwriter.Workbook, sheet: Worksheet, plan: Plan, rows: dict[str, str]) -> None:
    font = {"name": FONT, "size": 10}
    title = {"name": FONT, "size": 12, "bold": True}
    first, last = int(rows["first"]) - 1, int(rows["last"]) - 1
    names = ["Tổng hợp", first, 1, last, 1]
    fills = (
        "#9AA5B1", "#A83232", "#C8553D", "#E3B5A4", "#F2C46D", "#D9DDE3", "#7FB3A6", "#5E9C76", "#2E6F57", "#6B7280",
    )  # fmt: skip
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for index, klass in enumerate(CLASSES):
        column = FIRST_CLASS - 1 + index
        chart.add_series({
            "name": klass, "categories": names, "values": ["Tổng hợp", first, column, last, column],
            "fill": {"color": fills[index]}, "border": {"color": "#FFFFFF", "width": 0.5}, "gap": 60,
        })  # fmt: skip
    chart.set_title({"name": "Nhiệm vụ theo chỉ số thành phần và phân loại", "name_font": title, "overlay": False})
    chart.set_y_axis({"reverse": True, "num_font": font})
    chart.set_x_axis({"num_font": font, "major_gridlines": {"visible": True, "line": {"color": "#E1E5EA"}}, "min": 0})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": 1010, "height": 330})
    sheet.insert_chart(CHARTS_FROM, 1, chart, {"description": "Số nhiệm vụ theo chỉ số thành phần và phân loại"})

    layout = tables()["indices"]
    top, bottom = layout.first - 1, layout.first + len(plan.components) - 2
    categories = ["Chỉ số", top, layout.at("name") - 1, bottom, layout.at("name") - 1]
    chart = workbook.add_chart({"type": "column"})
    for field, name, fill in (
        ("score", f"Điểm năm {plan.baseline_year}", "#9AA5B1"),
        ("goal_score", f"Mục tiêu năm {plan.target_year}", "#1F3A5F"),
        ("actual_score", "Điểm đã công bố", "#E0A030"),
    ):  # fmt: skip
        at = layout.at(field) - 1
        chart.add_series({
            "name": name, "categories": categories, "values": ["Chỉ số", top, at, bottom, at],
            "fill": {"color": fill}, "gap": 80, "data_labels": {"value": True, "font": font, "num_format": "0.00"},
        })  # fmt: skip
    chart.set_title({"name": "Điểm số và mục tiêu theo chỉ số thành phần", "name_font": title})
    chart.set_x_axis({"num_font": font})
    gridlines = {"visible": True, "line": {"color": "#E1E5EA"}}
    chart.set_y_axis({"num_font": font, "num_format": "0", "major_gridlines": gridlines})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": 1010, "height": 330})
    sheet.insert_chart(CHARTS_FROM + 18, 1, chart, {"description": "Điểm số năm cơ sở, mục tiêu và điểm đã công bố"})
