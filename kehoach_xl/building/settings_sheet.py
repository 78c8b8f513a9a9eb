"""`Thiết lập` and `Quy tắc`: what she sets for one plan (reporting columns, deadlines, days off, rules)."""

from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.styles import Styles
from kehoach_xl.domain.progress import FIELDS
from kehoach_xl.messages import CATALOGUE
from kehoach_xl.sheets.layout import TableLayout, tables

LEVELS = {"error": "Lỗi", "warning": "Cảnh báo", "hint": "Gợi ý"}
KINDS = {"status": "Trạng thái", "percent": "Tỷ lệ", "quantity": "Số", "text": "Văn bản", "date": "Ngày"}
DAY_KINDS = ("Nghỉ", "Làm bù")


def build_settings(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, deadlines: Sequence[Mapping[str, Any]],
    days: Sequence[Mapping[str, Any]],
) -> None:  # fmt: skip
    """Three tables side by side. ``deadlines`` and ``days`` are rows of their tables."""
    found = tables()
    for name, rows in (("fields", _fields()), ("deadlines", deadlines), ("days", days)):
        canvas.table(workbook, sheet, styles, found[name], rows, entry=True)
    choose(sheet, found["fields"], "ask", ["Có", "Không"])
    choose(sheet, found["days"], "kind", list(DAY_KINDS))
    sheet.freeze_panes(found["fields"].first - 1, 0)
    canvas.landscape(sheet, found["fields"].first - 1)


def build_rules(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles) -> None:
    """Every rule of the check, gravest first within its table."""
    layout = tables()["rules"]
    rows = [
        {"code": code, "title": text.title, "level": LEVELS[text.level]}
        for code, text in sorted(CATALOGUE.items())
        if text.title
    ]
    canvas.plain_table(workbook, sheet, styles, layout, rows, 2)
    choose(sheet, layout, "off", ["Tắt"])


def choose(sheet: Worksheet, layout: TableLayout, field: str, source: list[str] | str) -> None:
    """A drop-down over the prepared rows of one column."""
    at = layout.at(field) - 1
    sheet.data_validation(layout.first - 1, at, layout.first + layout.spare - 2, at, {
        "validate": "list", "source": source, "error_title": "Chưa đúng",
        "error_message": "Vui lòng chọn trong danh sách.",
    })  # fmt: skip


def _fields() -> list[dict[str, Any]]:
    return [
        {"id": field.id, "head": field.label, "kind": KINDS[field.kind], "ask": "Có"}
        for field in FIELDS
    ]
