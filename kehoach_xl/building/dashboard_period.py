"""The head of the dashboard: the plan, and the period in view, which changes every figure of the workbook."""

from textwrap import shorten

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building.chart_receipts import full_day
from kehoach_xl.building.dashboard_grid import LEFT, PANEL_LEFT, PANEL_RIGHT, RIGHT, SHEET, spread
from kehoach_xl.building.plan_words import document
from kehoach_xl.building.styles import INPUT, INPUT_LINE, MIST, MUTED, NAVY, Styles
from kehoach_xl.domain.plan import Plan

SELECTOR, NAME = "D4", "F4"
# Of the title on its one line: a longer one would shrink until nobody can read it; it stands whole in the settings.
LONGEST_TITLE = 180


def _of(field: str) -> str:
    return f"INDEX(KY_{field},MATCH(SB_period,KY_code,0))"


def _when(formula: str) -> str:
    """Nothing while there is no such period, or its cells hold something else than they should."""
    return f'=IF(SB_period="","",IFERROR({formula},""))'


PERIOD_NAME = (
    f'=IF(KY_current="","(chưa mở kỳ báo cáo)",IF(SB_period="","(kỳ chưa có trong danh sách)",{_of("name")}&""))'
)
DAYS = _when(f'{full_day(_of("start"))}&" – "&{full_day(_of("end"))}')
DUE_DAY = _when(f'IF(SB_deadline="","chưa ghi hạn",{full_day("SB_deadline")})')
LEFT_OVER = _when(
    f'IF(OR({_of("state")}="Đã đóng",SB_deadline=""),"hạn cơ quan nộp",IF(SB_deadline>=KY_asof,'
    '"hạn nộp, còn "&SB_deadline-KY_asof&" ngày","hạn nộp, đã qua "&KY_asof-SB_deadline&" ngày"))'
)
STATE = _when(f'{_of("state")}&""')
COMPARED = '=IF(SB_period="","",IF(KY_previous="","chưa có kỳ so sánh","so với kỳ "&KY_previous))'


def build(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, plan: Plan) -> None:
    """Draw the first five rows and bind the selector."""
    band = styles.of(bold=True, font_size=18, font_color="#FFFFFF", bg_color=NAVY, valign="vcenter", indent=1)
    spread(sheet, (0, LEFT, 1, RIGHT), f"BẢNG ĐIỀU KHIỂN – {plan.short_title}", band)
    spread(sheet, (0, PANEL_LEFT, 1, PANEL_RIGHT), "THAO TÁC", styles.of(
        bold=True, font_size=14, font_color="#FFFFFF", bg_color=NAVY, valign="vcenter", align="center",
    ))  # fmt: skip
    hint = styles.of(italic=True, font_size=9, font_color=MUTED, valign="vcenter", align="center", text_wrap=True)
    spread(sheet, (2, PANEL_LEFT, 4, PANEL_RIGHT), (
        "Theo thứ tự công việc, từ trái sang phải. Chữ nghiêng dưới một nút cho biết vì sao chưa dùng nút đó."
    ), hint)  # fmt: skip
    said = document(plan)
    title = shorten(plan.title, LONGEST_TITLE, placeholder=" …")
    spread(sheet, (2, LEFT, 2, RIGHT), f"{title} ({said})" if said else title, styles.of(
        italic=True, font_size=10, font_color=MUTED, valign="vcenter", shrink=True, indent=1,
    ))  # fmt: skip
    _strip(workbook, sheet, styles)


def _strip(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles) -> None:
    """The selector, and beside it what the period is: values above, what they are below."""
    value = styles.of(bold=True, valign="vcenter", align="center", bg_color=MIST, shrink=True)
    below = styles.of(font_size=9, font_color=MUTED, valign="top", align="center", bg_color=MIST, shrink=True)
    for first, last, text, caption in (
        (1, 2, "Kỳ đang xem", COMPARED),
        (5, 7, PERIOD_NAME, "kỳ báo cáo"),
        (8, 9, DAYS, "từ ngày – đến ngày"),
        (10, 11, DUE_DAY, LEFT_OVER),
        (12, 12, STATE, "tình trạng"),
    ):
        spread(sheet, (3, first, 3, last), text, value)
        spread(sheet, (4, first, 4, last), caption, below)
    spread(sheet, (3, 3, 4, 4), "", styles.of(
        bold=True, font_size=14, align="center", valign="vcenter", bg_color=INPUT, border=1, border_color=INPUT_LINE,
        num_format="@", shrink=True,
    ))  # fmt: skip
    sheet.data_validation(3, 3, 3, 3, {
        "validate": "list", "source": "=KY_code", "input_title": "Kỳ báo cáo",
        "input_message": "Chọn kỳ trong danh sách; mọi số liệu trên trang này đổi theo. Danh sách ở trang Kỳ báo cáo.",
        "error_type": "stop", "error_title": "Kỳ chưa có",
        "error_message": "Vui lòng chọn một kỳ đã mở trong danh sách.",
    })  # fmt: skip
    for name, cell in (("KY_chosen", SELECTOR), ("KY_current_name", NAME)):
        workbook.define_name(name, f"='{SHEET}'!${cell[0]}${cell[1:]}")
