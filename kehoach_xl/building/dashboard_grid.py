"""The grid of `Bảng điều khiển`: even rows, twelve even columns, a panel beside them. Rows and columns from 0."""

from typing import Any

from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building.styles import NAVY, Styles

SHEET = "Bảng điều khiển"
# 20 and 80 pixels at 100 %; with the panel the sheet fits a screen of 1366.
ROW_POINTS, COLUMN_WIDTH = 15, 10.71
MARGIN_WIDTH, GUTTER_WIDTH, PANEL_WIDTHS = 1.57, 1.57, (17.86, 5.29, 12.43)
LEFT, RIGHT = 1, 12
PANEL_LEFT, PANEL_RIGHT = 14, 16
# Rows that stay in view: the title and the period.
FROZEN = 5
TILES_TOP = PANEL_TOP = FROZEN + 1
LISTS_TOP = TILES_TOP + 14
CHARTS_TOP = LISTS_TOP + 10
# Rows of the charts, two beside each other.
CHART_ROWS = (17, 13, 13)


def heading(sheet: Worksheet, styles: Styles, row: int, column: int, text: str) -> None:
    """The heading of one part of the sheet."""
    sheet.write_string(row, column, text, styles.of(bold=True, font_size=12, font_color=NAVY, valign="vcenter"))


def spread(sheet: Worksheet, area: tuple[int, int, int, int], value: str, style: Any) -> None:
    """A text, or a formula that begins with «=», in cells that are one."""
    first_row, first_column, last_row, last_column = area
    if (first_row, first_column) != (last_row, last_column):
        sheet.merge_range(*area, "", style)
    if value.startswith("="):
        sheet.write_formula(first_row, first_column, value, style, "")
    elif value:
        sheet.write_string(first_row, first_column, value, style)
    else:
        sheet.write_blank(first_row, first_column, None, style)
