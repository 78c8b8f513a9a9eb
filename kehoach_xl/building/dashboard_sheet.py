"""`Bảng điều khiển`: what a leader reads in a minute, live by the period she picks, and the buttons beside it."""

from collections.abc import Mapping

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import (
    dashboard_charts,
    dashboard_lists,
    dashboard_panel,
    dashboard_period,
    dashboard_tiles,
)
from kehoach_xl.building.chart_block import Placed
from kehoach_xl.building.dashboard_captions import captions
from kehoach_xl.building.dashboard_grid import (
    CHART_ROWS,
    CHARTS_TOP,
    COLUMN_WIDTH,
    FROZEN,
    GUTTER_WIDTH,
    LEFT,
    MARGIN_WIDTH,
    PANEL_LEFT,
    PANEL_WIDTHS,
    RIGHT,
    ROW_POINTS,
    heading,
    spread,
)
from kehoach_xl.building.dashboard_grid import SHEET as SHEET
from kehoach_xl.building.dashboard_panel import BUTTON_CELLS as BUTTON_CELLS
from kehoach_xl.building.styles import MUTED, Styles
from kehoach_xl.domain.deadlines import first_ordered
from kehoach_xl.domain.plan_template import PlanTemplate

# The charts about scores and ranks, by their place among all.
OF_INDEX = (2, 3)
LAST_ROW = CHARTS_TOP + sum(CHART_ROWS) + 3 * len(CHART_ROWS) - 2


def build(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, template: PlanTemplate,
    placed: Mapping[str, Placed], agencies: int,
) -> None:  # fmt: skip
    """Draw the sheet. ``placed`` is where `Số liệu biểu đồ` keeps its blocks; ``agencies`` report by the plan."""
    plan, drawn = template.plan, charts_of(template.has_index)
    _grid(sheet)
    dashboard_period.build(workbook, sheet, styles, plan)
    dashboard_tiles.build(sheet, styles, plan)
    dashboard_lists.build(workbook, sheet, styles)
    dashboard_panel.build(workbook, sheet, styles, first_ordered(template.deadlines, plan.target_year))
    texts = captions(plan, agencies)
    for place, index in enumerate(drawn):
        (title, line), (row, column) = texts[index], chart_at(place)
        heading(sheet, styles, row, column, title)
        below = styles.of(font_size=10, font_color=MUTED, valign="vcenter", shrink=True)
        spread(sheet, (row + 1, column, row + 1, column + 5), line, below)
        dashboard_charts.draw(workbook, sheet, (row + 2, column, CHART_ROWS[place // 2]), index, placed)
    _print(sheet, len(drawn))


def charts_of(has_index: bool) -> list[int]:
    """Which charts are drawn: those about scores and ranks only for a plan about an index."""
    return [index for index in range(len(dashboard_charts.CHARTS)) if has_index or index not in OF_INDEX]


def chart_at(place: int) -> tuple[int, int]:
    """Row and column of the heading of a chart, from 0. Below it are a line, the chart and a free row."""
    above = place // 2
    return CHARTS_TOP + sum(CHART_ROWS[:above]) + 3 * above, LEFT + place % 2 * 6


def _grid(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, MARGIN_WIDTH)
    sheet.set_column(LEFT, RIGHT, COLUMN_WIDTH)
    sheet.set_column(RIGHT + 1, RIGHT + 1, GUTTER_WIDTH)
    for offset, width in enumerate(PANEL_WIDTHS):
        sheet.set_column(PANEL_LEFT + offset, PANEL_LEFT + offset, width)
    # XlsxWriter leaves the default height out of a row, and programs would fit it to its text.
    sheet.set_default_row(ROW_POINTS + 0.75)
    for row in range(LAST_ROW + 1):
        sheet.set_row(row, ROW_POINTS)
    sheet.freeze_panes(FROZEN, 0)


def _print(sheet: Worksheet, charts: int) -> None:
    """One upright page without the panel."""
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.5)
    sheet.center_horizontally()
    sheet.print_area(0, LEFT, chart_at(charts + charts % 2)[0] - 2, RIGHT)
    sheet.fit_to_pages(1, 1)
