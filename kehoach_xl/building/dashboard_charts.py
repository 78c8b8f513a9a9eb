"""The six charts of the dashboard, drawn by Excel from `Số liệu biểu đồ`; each reads in black and white.

A heading and a live line stand in cells above each chart: a chart's own title would not follow its cell in LibreOffice.
Parts of a bar that are empty texts or zero are not seen, and their labels not written, in Excel and LibreOffice.
"""

from collections.abc import Callable, Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import chart_index, chart_receipts, chart_tasks
from kehoach_xl.building.chart_block import Placed
from kehoach_xl.building.styles import FONT, INK, LINE, NAVY

GRID = {"visible": True, "line": {"color": "#E1E5EA", "width": 0.5}}
SMALL = {"name": FONT, "size": 9, "color": INK}
NAMES = {"num_font": SMALL, "line": {"color": LINE}, "major_tick_mark": "none", "minor_tick_mark": "none"}
COUNT = {
    "num_font": SMALL, "major_gridlines": GRID, "min": 0, "line": {"none": True},
    "major_tick_mark": "none", "minor_tick_mark": "none",
}  # fmt: skip
# An axis whose values are written on the parts themselves.
BARE = COUNT | {"label_position": "none", "major_gridlines": {"visible": False}}
WIDTH, ROW = 6 * 80, 20
# More names than these do not stand beside each other in half a page.
MOST_COLUMNS = 6
EDGE = {"color": "#FFFFFF", "width": 0.75}
GREY_EDGE = {"color": "#8A94A0", "width": 0.75}


def solid(color: str, light: bool = False) -> dict[str, Any]:
    """A plain part; ``light`` ones carry dark labels and a grey edge."""
    return {
        "fill": {"color": color}, "border": GREY_EDGE if light else EDGE,
        "font": SMALL | {"color": INK if light else "#FFFFFF", "bold": True},
    }  # fmt: skip


def hatched(pattern: str, front: str, back: str, dark: bool = False) -> dict[str, Any]:
    """A part with a pattern, light enough to write on unless it is ``dark``."""
    return {
        "pattern": {"pattern": pattern, "fg_color": front, "bg_color": back}, "border": EDGE if dark else GREY_EDGE,
        "font": SMALL | {"color": "#FFFFFF" if dark else INK, "bold": True},
    }  # fmt: skip


LATE_LOOK = hatched("light_upward_diagonal", "#F0C0C0", "#A83232", dark=True)
MISSING_LOOK = hatched("percent_20", "#5B6675", "#FFFFFF")
GROUP_LOOKS: Mapping[str, dict[str, Any]] = {
    "Hoàn thành": solid("#1E5B45"),
    "Thường xuyên có kết quả": solid("#6FA58C"),
    "Đang thực hiện trong hạn": solid("#F2C46D", light=True),
    # Lines tell it from work under way, which is hardly darker in black and white.
    "Chưa thực hiện, chưa có kết quả": hatched("light_horizontal", "#B4BCC7", "#EBEEF2"),
    "Quá hạn": LATE_LOOK,
    "Chưa báo cáo": MISSING_LOOK,
}
RESULT_LOOKS: Mapping[str, dict[str, Any]] = {
    "Đúng hạn": GROUP_LOOKS["Hoàn thành"], "Trễ": LATE_LOOK, "Trống": GROUP_LOOKS["Chưa thực hiện, chưa có kết quả"],
    "Chưa gửi": MISSING_LOOK,
}  # fmt: skip
assert tuple(GROUP_LOOKS) == chart_tasks.GROUPS and tuple(RESULT_LOOKS) == chart_receipts.RESULTS


def add(
    chart: Chart, name: str, categories: list[Any], values: list[Any], look: Mapping[str, Any], labels: str = "",
    gap: int = 45, each: int = 1, **more: Any,
) -> None:  # fmt: skip
    """One series; ``labels`` is the number format of what is written on its parts, "" for none, on the first part and
    on every one that is ``each`` further."""
    series: dict[str, Any] = {"name": name, "categories": categories, "values": values, "gap": gap, **more}
    series |= {key: look[key] for key in ("fill", "pattern", "border") if key in look}
    if labels:
        series["data_labels"] = {"value": True, "num_format": labels, "font": look["font"]}
        count = values[3] - values[1] + 1
        series["data_labels"]["custom"] = [{"delete": True} if part % each else None for part in range(count)]
    chart.add_series(series)


def stacked(workbook: Workbook, kind: str, placed: Placed, looks: Mapping[str, dict[str, Any]], first: int) -> Chart:
    """Parts of a whole, one after another: a line of the block each bar, a column from ``first`` each part."""
    chart = workbook.add_chart({"type": kind, "subtype": "stacked"})
    for offset, (name, look) in enumerate(looks.items()):
        add(chart, name, placed.column(1), placed.column(first + offset), look, "0;;;")
    axes(chart, kind, BARE)
    return chart


def axes(chart: Chart, kind: str, values: dict[str, Any]) -> None:
    """The axis of names, read from above where it stands upright, and that of values."""
    if kind == "bar":  # XlsxWriter calls the upright axis y, whatever it shows
        chart.set_y_axis(NAMES | {"reverse": True, "interval_unit": 1})
        chart.set_x_axis(values)
    else:
        chart.set_x_axis(NAMES)
        chart.set_y_axis(values)


def by_component(workbook: Workbook, placed: Mapping[str, Placed]) -> Chart:
    return stacked(workbook, "bar", placed["components"], GROUP_LOOKS, chart_tasks.FIRST_GROUP)


def by_agency(workbook: Workbook, placed: Mapping[str, Placed]) -> Chart:
    """Without a legend: it is that of the chart beside it, and the names need the room."""
    chart = stacked(workbook, "bar", placed["agencies"], GROUP_LOOKS, chart_tasks.FIRST_GROUP)
    chart.set_legend({"none": True})
    return chart


def scores(workbook: Workbook, placed: Mapping[str, Placed]) -> Chart:
    """The latest score, and on it what is missing to the target; lying where there are too many names."""
    block = placed["scores"]
    names = block.column(chart_index.SCORE_NAME)
    kind = "column" if block.last - block.first < MOST_COLUMNS else "bar"
    chart = workbook.add_chart({"type": kind, "subtype": "stacked"})
    add(chart, "Điểm đạt được", names, block.column(chart_index.SCORE), solid(NAVY), "0.00;;;", gap=70)
    gap = hatched("wide_upward_diagonal", "#CF9595", "#FFFFFF")
    add(chart, "Còn thiếu so với mục tiêu", names, block.column(chart_index.SCORE_GAP), gap, '"thiếu "0.00;;;')
    axes(chart, kind, COUNT if kind == "column" else BARE)
    return chart


def path(workbook: Workbook, placed: Mapping[str, Placed]) -> Chart:
    """Relative position by year: what is needed as wide columns, and before them what is known and what is a goal,
    on an axis of their own that is not seen, so that they may be narrower."""
    block = placed["path"]
    years = block.column(chart_index.PATH_LABEL)
    chart = workbook.add_chart({"type": "column"})
    needed, known, goals = (
        block.column(at) for at in (chart_index.PATH_NEEDED, chart_index.PATH_KNOWN, chart_index.PATH_GOAL)
    )
    add(chart, "Mức cần có", years, needed, solid("#D9DDE3", light=True), gap=20)
    add(chart, "Đã công bố", years, known, solid(NAVY), gap=110, overlap=0, y2_axis=True)
    add(chart, "Mục tiêu", years, goals, hatched("wide_upward_diagonal", NAVY, "#FFFFFF"), gap=110, y2_axis=True)
    share = COUNT | {"max": 1, "major_unit": 0.2}
    chart.set_x_axis(NAMES)
    chart.set_y_axis(share | {"num_format": '[=1]"1 (đầu)";[=0]"0 (cuối)";0.0'})
    chart.set_y2_axis(share | {"label_position": "none", "major_gridlines": {"visible": False}})
    return chart


def by_period(workbook: Workbook, placed: Mapping[str, Placed]) -> Chart:
    return stacked(workbook, "column", placed["periods"], RESULT_LOOKS, 2)


def by_day(workbook: Workbook, placed: Mapping[str, Placed]) -> Chart:
    """Forms handed in up to each day, in time and late, and those still out."""
    block = placed["days"]
    days = block.column(chart_receipts.DAY_LABEL)
    chart = workbook.add_chart({"type": "column", "subtype": "stacked"})
    for name, column, look in (
        ("Đã nộp đúng hạn", chart_receipts.DAY_IN_TIME, RESULT_LOOKS["Đúng hạn"]),
        ("Đã nộp sau hạn", chart_receipts.DAY_LATE, LATE_LOOK),
        ("Chưa nộp", chart_receipts.DAY_OPEN, MISSING_LOOK),
    ):
        # A scale would show halves of forms where there are few: the numbers stand on the days the axis names.
        add(chart, name, days, block.column(column), look, "0;;;", gap=15, each=chart_receipts.STEP)
    # Excel gives a label the room of a week; LibreOffice goes by the cells, of which only those days hold one.
    chart.set_x_axis(NAMES | {"interval_unit": chart_receipts.STEP})
    chart.set_y_axis(BARE)
    return chart


# Chart, what it shows for those who do not see it.
CHARTS: tuple[tuple[Callable[[Workbook, Mapping[str, Placed]], Chart], str], ...] = (
    (by_component, "Số nhiệm vụ theo chỉ số thành phần và nhóm kết quả"),
    (by_agency, "Số nhiệm vụ theo cơ quan và nhóm kết quả"),
    (scores, "Điểm đạt được và phần còn thiếu so với mục tiêu theo chỉ số thành phần"),
    (path, "Vị trí xếp hạng đã công bố, mục tiêu và mức cần đạt theo năm"),
    (by_period, "Số phiếu theo kỳ và kết quả nộp"),
    (by_day, "Số phiếu đã nộp và chưa nộp theo ngày quanh hạn nộp"),
)


def draw(
    workbook: Workbook, sheet: Worksheet, area: tuple[int, int, int], index: int, placed: Mapping[str, Placed]
) -> None:
    """Put chart ``index`` over its cells: the first row and column, from 0, and how many rows; six columns wide."""
    make, says = CHARTS[index]
    chart = make(workbook, placed)
    if chart.legend.get("position") != "none":
        chart.set_legend({"position": "bottom", "font": SMALL})
    chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": "#FFFFFF"}})
    chart.show_blanks_as("gap")
    chart.set_size({"width": WIDTH - 8, "height": area[2] * ROW - 4})
    sheet.insert_chart(area[0], area[1], chart, {
        "description": says, "x_offset": 4, "y_offset": 2, "object_position": 2,
    })  # fmt: skip


