"""`Thiết lập` and `Quy tắc`: what she sets for one plan (reporting columns, deadlines, days off, rules)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.styles import Styles
from kehoach_xl.domain.columns import LONGEST_HEADING
from kehoach_xl.domain.deadlines import PARTS, PartDeadline
from kehoach_xl.domain.office import CHOICES, entries
from kehoach_xl.domain.plan import Plan
from kehoach_xl.domain.progress import FIELDS
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.workdays import MADE_UP, OFF, statutory
from kehoach_xl.messages import CATALOGUE
from kehoach_xl.messages.text import LEVELS
from kehoach_xl.sheets.layout import TableLayout, tables

KINDS = {
    "status": "Trạng thái", "percent": "Tỷ lệ", "quantity": "Số", "number": "Số", "text": "Văn bản", "date": "Ngày",
}  # fmt: skip
# Years of days off a new master carries at most: its table has room for these and for what she adds.
MOST_YEARS = 12
# Two tables fill a page of A4 across, the days off another, the office a third.
PRINTED_PERCENT = 82


def build_settings(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, deadlines: Sequence[PartDeadline], plan: Plan
) -> None:
    """Four tables side by side: the reporting columns, the plan's own ``deadlines``, the days off of its years, and how
    the coordinating body writes."""
    found = tables()
    rows = {"fields": _fields(), "deadlines": _deadlines(deadlines), "days": _days(plan), "office": _office()}
    for name, key, entry in (
        ("fields", "id", False), ("deadlines", "", False), ("days", "", True), ("office", "id", False),
    ):  # fmt: skip
        canvas.table(workbook, sheet, styles, found[name], rows[name], key=key, entry=entry)
    # The tables share their rows, and each set the heights for itself.
    sheet.set_row(found["fields"].first - 2, max(canvas.head_height(found[name]) for name in rows))
    for index in range(max(map(len, rows.values()))):
        heights = [canvas.fitted(found[name], rows[name][index]) for name in rows if index < len(rows[name])]
        sheet.set_row(found["fields"].first - 1 + index, max(heights))
    _guide(sheet, found["fields"])
    choose(sheet, found["days"], "kind", [OFF, MADE_UP])
    own = found["deadlines"]
    sheet.data_validation(own.first - 1, own.at("deadline") - 1, own.first + own.spare - 2, own.at("report_by") - 1, {
        "validate": "any", "input_title": "Hạn theo văn bản",
        "input_message": "Ghi đúng lời văn bản: «trước ngày 05/11», «10/6»; đối với tháng: «ngày 20», «ngày 05 tháng "
        "sau». Trùng ngày nghỉ thì dời sang ngày làm việc kế tiếp. Để trống: 3 và 8 ngày sau ngày chốt số liệu.",
    })  # fmt: skip
    days = found["days"]
    at = days.at("day") - 1
    sheet.data_validation(days.first - 1, at, days.first + days.spare - 2, at, {
        "validate": "date", "criteria": ">=", "value": date(2000, 1, 1), "error_title": "Chưa đúng",
        "error_message": "Vui lòng nhập ngày/tháng/năm.",
    })  # fmt: skip
    _choose_office(sheet, found["office"])
    sheet.freeze_panes(found["fields"].first - 1, 0)
    canvas.landscape(sheet, found["fields"].first - 1)
    sheet.set_print_scale(PRINTED_PERCENT)  # instead of fitting, which would break within a table
    sheet.set_v_pagebreaks([found[name].left - 1 for name in ("days", "office")])
    sheet.print_across()


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


def choose(
    sheet: Worksheet, layout: TableLayout, field: str, source: list[str] | str, hint: tuple[str, str] | None = None
) -> None:
    """A drop-down over the prepared rows of one column, with a title and words beside it."""
    at = layout.at(field) - 1
    sheet.data_validation(layout.first - 1, at, layout.first + layout.spare - 2, at, {
        "validate": "list", "source": source, "error_title": "Chưa đúng",
        "error_message": "Vui lòng chọn trong danh sách.",
        **({"input_title": hint[0], "input_message": hint[1]} if hint else {}),
    })  # fmt: skip


def _fields() -> list[dict[str, Any]]:
    """A row a reporting column; a spare one has no heading yet, and is told by its kind."""
    return [
        {
            "id": field.id, "head": "" if field.spare else field.label, "ask": "Có",
            "kind": f"{KINDS[field.kind]} ({field.label.lower()})" if field.spare else KINDS[field.kind],
        }
        for field in FIELDS
    ]  # fmt: skip


def _deadlines(own: Sequence[PartDeadline]) -> list[dict[str, Any]]:
    """A row for every part of the year, with the plan's own days where it sets them; then its reports on one matter."""
    by_part = {fold(row.part): row for row in own}
    regular = [asdict(by_part.pop(fold(part), PartDeadline(part))) | {"part": part} for part in PARTS]
    return [*regular, *map(asdict, by_part.values())]


def _days(plan: Plan) -> list[dict[str, Any]]:
    last = min(plan.horizon_year, plan.baseline_year + MOST_YEARS - 1)
    return [asdict(row) for row in statutory(plan.baseline_year, last)]


def _office() -> list[dict[str, Any]]:
    return [{"id": one.id, "name": one.name, "value": one.usual, "note": one.note} for one in entries()]


def _choose_office(sheet: Worksheet, layout: TableLayout) -> None:
    """A drop-down where only a few words make sense; she sees what the others mean in the column beside."""
    at = layout.at("value") - 1
    for row, one in enumerate(entries(), layout.first - 1):
        if one.id in CHOICES:
            sheet.data_validation(row, at, row, at, {
                "validate": "list", "source": list(CHOICES[one.id]), "error_title": "Chưa đúng",
                "error_message": "Vui lòng chọn trong danh sách.",
            })  # fmt: skip


def _guide(sheet: Worksheet, layout: TableLayout) -> None:
    """What may be typed, said beside the cells: an empty heading must stay empty."""
    choose(sheet, layout, "ask", ["Có", "Không"], ("Hỏi cơ quan", "Không: cột này ẩn và khóa trong phiếu gửi cơ quan. "
           "Cột trạng thái luôn được hỏi."))  # fmt: skip
    at = layout.at("head") - 1
    for offset, field in enumerate(FIELDS):
        says = "Tên cột trong phiếu gửi cơ quan, tối đa {most} ký tự."
        if field.spare:
            says = "Đặt tên để dùng {label}; để trống: không dùng. Tối đa {most} ký tự."
        sheet.data_validation(layout.first - 1 + offset, at, layout.first - 1 + offset, at, {
            "validate": "length", "criteria": "<=", "value": LONGEST_HEADING, "input_title": "Tên cột",
            "input_message": says.format(label=field.label.lower(), most=LONGEST_HEADING),
            "error_title": "Tên quá dài", "error_message": f"Vui lòng đặt tên tối đa {LONGEST_HEADING} ký tự.",
        })  # fmt: skip
