"""Rows of `Chỉ số` that say nothing for a plan: hidden in an outline, which one click opens."""

from kehoach_xl.building.index_pen import Pen
from kehoach_xl.building.index_rows import IndexRows
from kehoach_xl.domain.plan_template import PlanTemplate

NO_INDEX = (
    "Kế hoạch này không đặt mục tiêu cho chỉ số nào nên các bảng về chỉ số được ẩn; khi cần, bấm dấu + ở lề trái để mở."
)


def hide(pen: Pen, template: PlanTemplate, rows: IndexRows) -> None:
    """Without an index only the goals in numbers are left, and the results the document tells; without a whole index
    its lines and its way are not."""
    if not template.has_index:
        pen.note(2, NO_INDEX)
        _rows(pen, 3, rows.figures - 4)
        if not template.history:
            _rows(pen, rows.history - 4, rows.history_last)
        return
    if not template.has_whole:
        for one in (rows.total, rows.matrix_total, rows.trials_total):
            _rows(pen, one, one)
        _rows(pen, rows.pace - 2, rows.path_last)


def _rows(pen: Pen, first: int, last: int) -> None:
    for row in range(first, last + 1):
        pen.sheet.set_row(row - 1, pen.heights.get(row), None, {"hidden": True, "level": 1})
        pen.heights[row] = 0.0
    pen.sheet.set_row(last, pen.heights.get(last + 1), None, {"collapsed": True})
