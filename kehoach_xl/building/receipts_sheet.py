"""`Nộp báo cáo`: which agency handed in what, period by period, and how late."""

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building.styles import Styles
from kehoach_xl.domain.plan import Plan

SHEET = "Nộp báo cáo"


def build(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, plan: Plan) -> None:
    """Draw the sheet."""
    sheet.write(0, 0, SHEET.upper(), styles.title())
