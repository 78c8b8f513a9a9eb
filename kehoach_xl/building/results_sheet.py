"""`Kết quả thực hiện`: the appendix with the results of a period, as it is printed and attached to a report."""

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building.styles import Styles
from kehoach_xl.domain.plan import Plan

SHEET = "Kết quả thực hiện"


def build(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, plan: Plan) -> None:
    """Draw the sheet."""
    sheet.write(0, 0, SHEET.upper(), styles.title())
