"""`Số liệu biểu đồ`: what the dashboard shows and draws, and the days and periods all sheets ask."""

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas, chart_index, chart_receipts, chart_tasks, chart_tiles
from kehoach_xl.building.chart_block import SHEET as SHEET
from kehoach_xl.building.chart_block import WIDTHS, Block, Placed, draw
from kehoach_xl.building.styles import Styles
from kehoach_xl.domain.plan import Plan
from kehoach_xl.sheets import formulas
from kehoach_xl.sheets.layout import tables

# Name, label, formula, kind: single cells that other sheets ask by name.
ASKED = (
    ("KY_current", "Kỳ chọn ở Bảng điều khiển", chart_tiles.current_period(), "code"),
    ("KY_previous", "Kỳ so sánh", formulas.previous_period(), "code"),
    ("KY_asof", "Tính đến ngày", formulas.as_of(), "date"),
    ("SB_period", "Kỳ đang xem, nếu có trong danh sách", chart_tiles.period_in_view(), "code"),
    ("SB_deadline", "Hạn cơ quan nộp của kỳ đang xem", chart_receipts.deadline(), "date"),
)
FIRST = 9
# Where the agencies are put in order, beside the rest: a line for each of the register.
ORDER_FROM = "K"
# Columns that are asked by name: block, column, name.
NAMES = (
    ("tiles", "B", "SB_now"), ("tiles", "C", "SB_before"),
    ("order", "K", "SB_agency"), ("order", "N", "SB_order"),
    ("latest", "A", "SB_late_name"), ("latest", "C", "SB_late_result"), ("latest", "D", "SB_late_days"),
)  # fmt: skip


def blocks(plan: Plan, agencies: int) -> dict[str, Block]:
    """Every block of the sheet but the order of the agencies, top to bottom."""
    return {
        "tiles": chart_tiles.block(),
        "components": chart_tasks.by_component(plan),
        "agencies": chart_tasks.by_agency(agencies),
        "scores": chart_index.scores(plan),
        "path": chart_index.path(plan),
        "periods": chart_receipts.by_period(),
        "days": chart_receipts.by_day(),
        "latest": chart_receipts.latest(),
    }


def places(plan: Plan, agencies: int, listed: int = 0) -> dict[str, Placed]:
    """Where the lines of each block stand, one block below the other; the order of the agencies beside them, ``listed``
    the lines that `Cơ quan` has for them if more than its layout prepares."""
    found, top = {}, FIRST
    for name, block in blocks(plan, agencies).items():
        first = top + 2
        found[name] = Placed(first, first + len(block.lines) - 1)
        top = found[name].last + 3
    return found | {"order": Placed(FIRST + 2, FIRST + 1 + max(listed, tables()["agencies"].spare))}


def build(
    workbook: canvas.Workbook, sheet: Worksheet, styles: Styles, plan: Plan, agencies: int, listed: int = 0
) -> Mapping[str, Placed]:
    """Draw the sheet and bind its names; where each block stands. ``agencies`` report by the plan; ``listed`` as for
    :func:`places`."""
    sheet.set_column(0, 0, WIDTHS[0])
    sheet.set_column(1, 13, WIDTHS[1])
    sheet.set_column(9, 9, 3)
    sheet.set_row(0, 26)
    sheet.write(0, 0, "SỐ LIỆU CỦA BẢNG ĐIỀU KHIỂN VÀ CÁC BIỂU ĐỒ", styles.title())
    sheet.write(1, 0, "Mọi ô là công thức, không nhập ở đây.", styles.of(italic=True, font_color="#5B6675"))
    for row, (name, label, formula, kind) in enumerate(ASKED, 2):
        sheet.write(row, 0, label, styles.of())
        sheet.write_formula(row, 1, formula, styles.column(kind, center=True), "")
        workbook.define_name(name, f"='{SHEET}'!$B${row + 1}")
    placed = places(plan, agencies, listed)
    for name, block in blocks(plan, agencies).items():
        draw(sheet, styles, block, placed[name])
    order = chart_tasks.order(ORDER_FROM, placed["order"].last - placed["order"].first + 1)
    draw(sheet, styles, order, placed["order"], ord(ORDER_FROM) - ord("A") + 1)
    for name, letters, bound in NAMES:
        workbook.define_name(bound, placed[name].name(letters))
    sheet.freeze_panes(1, 0)
    canvas.landscape(sheet, 1)
    sheet.print_area(0, 0, placed["latest"].last - 1, 8)
    return placed
