"""What the tasks of each plan have come to, drawn by Excel from the lines of `Tổng hợp chung`."""

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building.consolidated_rows import Lines
from kehoach_xl.building.dashboard_charts import GRID, GROUP_LOOKS, SMALL, add
from kehoach_xl.building.styles import LINE, MUTED, NAVY, Styles
from kehoach_xl.domain.consolidated import GROUPS

# Pixels: the widest bar and the narrowest that can be read, what axis and legend take, a row of the sheet, and what a
# printed page has left below the tiles.
WIDEST, NARROWEST, FRAME, ROW, PAGE = 34, 13, 90, 20, 620


def last_row(row: int, count: int) -> int:
    """The last sheet row of the chart that begins with its heading in ``row``; without plans there is none."""
    return row + 1 + -(-_height(count) // ROW) if count else row - 2


def _height(count: int) -> int:
    return FRAME + count * max(NARROWEST, min(WIDEST, (PAGE - FRAME) // count))


def draw(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, plans: Lines, row: int, count: int
) -> None:  # fmt: skip
    """Draw the chart of ``count`` plans, its heading in sheet row ``row``."""
    if not count:
        return
    title = styles.of(bold=True, font_size=12, font_color=NAVY)
    sheet.write_string(row - 1, 0, "Cơ cấu nhiệm vụ theo kế hoạch", title)
    note = "Mỗi thanh là một kế hoạch; số trên thanh là số nhiệm vụ. Nhiệm vụ không còn phù hợp không vẽ."
    sheet.write_string(row, 0, note, styles.of(italic=True, font_color=MUTED))
    chart = workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    name, first, last = plans.layout.sheet, plans.first - 1, plans.first + count - 2
    at = plans.layout.at("plan") - 1
    for group, look in GROUP_LOOKS.items():
        of = plans.layout.at(GROUPS[group]) - 1
        add(chart, group, [name, first, at, last, at], [name, first, of, last, of], look, "0;;;")
    names = {"num_font": SMALL, "line": {"color": LINE}, "major_tick_mark": "none", "reverse": True, "interval_unit": 1}
    share = {"num_font": SMALL, "num_format": "0%", "major_gridlines": GRID, "min": 0, "max": 1, "line": {"none": True}}
    chart.set_y_axis(names)
    chart.set_x_axis(share)
    chart.set_legend({"position": "top", "font": SMALL})
    chart.set_chartarea({"border": {"color": LINE}})
    width = sum(int(column.width * 7 + 5) for column in plans.layout.columns)
    chart.set_size({"width": width, "height": _height(count)})
    sheet.insert_chart(row + 1, 0, chart, {"object_position": 2, "description": "Cơ cấu nhiệm vụ theo kế hoạch"})
