"""`Số liệu biểu đồ`: what the charts of the dashboard are drawn from, and the two days and periods all sheets ask."""

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building.styles import Styles
from kehoach_xl.domain.plan import Plan
from kehoach_xl.sheets import formulas

SHEET = "Số liệu biểu đồ"
# Name, label, formula, kind: single cells that other sheets ask by name.
ASKED = (
    ("KY_previous", "Kỳ so sánh", formulas.previous_period(), "code"),
    ("KY_asof", "Tính đến ngày", formulas.as_of(), "date"),
)


def build(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, plan: Plan) -> None:
    """Draw the sheet and bind its names."""
    sheet.set_column(0, 0, 34)
    sheet.write(0, 0, "SỐ LIỆU CỦA CÁC BIỂU ĐỒ", styles.title())
    for row, (name, label, formula, kind) in enumerate(ASKED, 2):
        sheet.write(row, 0, label, styles.of())
        sheet.write_formula(row, 1, formula, styles.column(kind, center=True), "")
        workbook.define_name(name, f"='{SHEET}'!$B${row + 1}")
