"""`Phụ lục`: the appendix as the document prints it, then the reporting columns of the current period."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.styles import BAD, CALM, GOOD, INPUT, LINE, MIST, WARN, Styles
from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.plan import Plan
from kehoach_xl.domain.progress import FIELDS
from kehoach_xl.domain.status import CLASSES, NOT_REPORTED, symbol
from kehoach_xl.domain.values import STATUSES
from kehoach_xl.ooxml.heights import Wrapped, row_height
from kehoach_xl.ooxml.heights import lines as lines_of
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets import formulas
from kehoach_xl.sheets.layout import Column, TableLayout, tables

HEAD_TOP, HEAD_BOTTOM = 6, 7
HEADING_LINES = HEAD_TOP - 1
# Room for two lines over a group.
HEAD_HEIGHT = 38
# The word, the title, what it goes with; as Nghị định 30/2020/NĐ-CP sets the head of an appendix.
HEADING: tuple[dict[str, Any], ...] = (
    {"bold": True, "font_size": 14}, {"bold": True, "font_size": 13}, {"italic": True, "font_size": 13},
)  # fmt: skip
NARROW = 11
SCORES = ("score", "rank", "goal_score", "goal_rank")
# Of the words beside a cell, as Excel allows them.
LONGEST_TITLE = 32

_NUMBERS: Mapping[str, dict[str, Any]] = {
    "date": {
        "validate": "custom", "input_message": "Ghi ngày/tháng/năm, ví dụ 05/11/2025.", "error_title": "Ngày chưa đúng",
        "error_message": "Vui lòng ghi theo dạng ngày/tháng/năm.", "error_type": "warning",
    },
    "number": {
        "validate": "custom", "input_message": "Ghi một số; được ghi số âm và số lẻ.", "error_title": "Số chưa đúng",
        "error_message": "Vui lòng chỉ ghi một số, không kèm chữ.", "error_type": "warning",
    },
}  # fmt: skip


def build(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, plan: Plan, register: Register,
    heading: list[str],
) -> None:  # fmt: skip
    """Fill the sheet. ``heading`` is the printed heading of the appendix, a line each."""
    layout = tables()["appendix"]
    canvas.columns(sheet, styles, layout)
    if plan.groups and not plan.indices:
        _without_scores(sheet, layout)
    _heading(sheet, styles, layout, heading)
    _header(sheet, styles, layout, plan)
    rows = _rows(plan, register, layout)
    for index, row in enumerate(rows):
        draw = _group if row["kind"] == "group" else _row
        draw(sheet, styles, layout, layout.first - 1 + index, row)
    canvas.bind(workbook, layout, len(rows) + layout.spare)
    _rules(sheet, workbook, layout, len(rows))
    _spare(sheet, workbook, styles, layout, len(rows))
    _print(sheet, layout, len(rows))
    sheet.outline_settings(symbols_below=False)
    sheet.freeze_panes(layout.first - 1, layout.at("score") - 1)
    sheet.autofilter(HEAD_BOTTOM - 1, layout.at("code") - 1, layout.first + len(rows) - 2, layout.at("class") - 1)


def _without_scores(sheet: Worksheet, layout: TableLayout) -> None:
    """Groups have no scores: their columns are hidden; titles begin in a narrow column and run on over the contents.
    Numbers of tasks are those of the document's sections («IV.1.a.1»), longer than an appendix has them."""
    widths = {"name": NARROW, "code": 9.5}
    for column in layout.columns:
        if column.field in (*SCORES, *widths):
            hidden = {"hidden": 1} if column.field in SCORES else {}
            at = layout.at(column.field) - 1
            sheet.set_column(at, at, widths.get(column.field, column.width), None, hidden)


def rank_text(standing: Standing | Goal) -> str:
    """A rank as printed: «50/63», a range «22–25», nothing when unknown."""
    if isinstance(standing, Standing):
        return f"{standing.rank}/{standing.of}" if standing.rank else ""
    if standing.rank_from is None:
        return ""
    rank = str(standing.rank_to)
    if standing.rank_from != standing.rank_to:
        rank = f"{standing.rank_from}–{standing.rank_to}"
    return f"{rank}/{standing.of}" if standing.of else rank


def _heading(sheet: Worksheet, styles: Styles, layout: TableLayout, lines: list[str]) -> None:
    left, right = layout.at("code") - 1, layout.at("timeframe") - 1
    width = sum(column.width for column in layout.columns if left < layout.at(column.field) <= right + 1)
    kept = [*lines[: HEADING_LINES - 1], "\n".join(lines[HEADING_LINES - 1 :])]
    for index, line in enumerate(line for line in kept if line):
        font = HEADING[min(index, 2)]
        look = styles.of(align="center", valign="vcenter", text_wrap=True, **font)
        sheet.merge_range(index, left, index, right, line, look)
        sheet.set_row(index, row_height([Wrapped(line, width, font["font_size"], "bold" in font)]) + 4)


def _header(sheet: Worksheet, styles: Styles, layout: TableLayout, plan: Plan) -> None:
    """Two lines: groups of columns over their headings; what stands alone takes both."""
    groups = {
        "score": ("rank", f"Năm {plan.baseline_year}"),
        "goal_score": ("goal_rank", f"Mục tiêu năm {plan.target_year}"),
        "leads": ("coordinators", "Phân công thực hiện"),
        "status": ("extra6", formulas.shown_head()),
    }
    look = styles.head(font_size=layout.size)
    for column in layout.columns:
        canvas.head(sheet, HEAD_BOTTOM, layout.at(column.field), column, look, live=True)
    below: list[Column] = []
    for start, (end, title) in groups.items():
        left, right = layout.at(start), layout.at(end)
        below += [column for column in layout.columns if left <= layout.at(column.field) <= right]
        _across(sheet, HEAD_TOP, left, HEAD_TOP, right, title, look)
    for column in layout.columns:
        if column not in below and not column.hidden:
            title = formulas.class_head(column.head) if column.field == "class" else column.head
            at = layout.at(column.field)
            _across(sheet, HEAD_TOP, at, HEAD_BOTTOM, at, title, look)
    sheet.set_row(HEAD_TOP - 1, HEAD_HEIGHT)
    heads = (Wrapped(one.head, one.width, layout.size, True) for one in below if not one.hidden)
    sheet.set_row(HEAD_BOTTOM - 1, row_height(heads) + 6)


def _across(sheet: Worksheet, top: int, left: int, bottom: int, right: int, title: str, look: Any) -> None:
    """A title over merged cells, rows and columns from 1; a formula where it begins with «=»."""
    live = title.startswith("=")
    sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "" if live else title, look)
    if live:
        sheet.write_formula(top - 1, left - 1, title, look, "")


def _rows(plan: Plan, register: Register, layout: TableLayout) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for component in plan.components:
        rows.append({
            "kind": component.kind, "id": component.id, "code": component.code, "name": component.name,
            "score": component.baseline.score, "rank": rank_text(component.baseline),
            "goal_score": component.goal.score, "goal_rank": rank_text(component.goal),
        })  # fmt: skip
        for task in plan.tasks:
            if task.component == component.code:
                rows.append({
                    "kind": "task", "id": task.id, "code": task.code, "content": task.content,
                    "leads": register.write(task.leads), "coordinators": register.write(task.coordinators),
                    "timeframe": task.timeframe_text, "reporters": register.write(task.reporters),
                    "component": component.code,
                })  # fmt: skip
    for index, row in enumerate(rows):
        if row["kind"] == "task":
            row |= _live(layout, layout.first + index)
    return rows


def _live(layout: TableLayout, row: int) -> dict[str, str]:
    """The formulas of a task's line: its class and whether it is due, in the period in view and in the one before."""
    cell = f"${column_letters(layout.at('id'))}{row}"
    return {
        "class": formulas.task_class(cell), "due": formulas.task_due(cell),
        "prev_class": formulas.task_class(cell, "KY_previous"), "prev_due": formulas.task_due(cell, "KY_previous"),
    }  # fmt: skip


def _row(sheet: Worksheet, styles: Styles, layout: TableLayout, at: int, row: dict[str, Any]) -> None:
    """One line; a task lies below its component in the outline."""
    is_component = row["kind"] == "index"
    sheet.set_row(at, canvas.fitted(layout, row, bold=is_component), None, {} if is_component else {"level": 1})
    for column in layout.columns:
        style = canvas.column_format(layout, styles, column.field)
        if is_component:
            look = {"fill": MIST, "bold": True, "font_size": layout.size}
            style = styles.cell(column.kind, center=column.center, **look)
        canvas.put(sheet, at, layout.at(column.field) - 1, row.get(column.field), column.kind, style)


def _group(sheet: Worksheet, styles: Styles, layout: TableLayout, at: int, row: dict[str, Any]) -> None:
    """The line of a group of tasks: its title runs on over the columns of what a group has not, and over several lines
    of merged cells where it is longer."""
    look: dict[str, Any] = {"bold": True, "font_size": layout.size, "num_format": "@", "bg_color": MIST}
    edges = look | {"top": 1, "bottom": 1, "border_color": LINE, "valign": "top"}
    left, right = layout.at("name"), layout.at("timeframe")
    # Of the columns that are always there, for those of scores may be hidden.
    across = (one for one in layout.columns[left - 1 : right] if one.field not in (*SCORES, "name"))
    title = Wrapped(row["name"], NARROW + sum(one.width for one in across), layout.size, True)
    for column in layout.columns:
        number = layout.at(column.field)
        sides = {"left": int(number in (left, right + 1)), "right": int(number == right)}
        style = styles.of(**edges, **sides)
        if not left <= number <= right:
            style = styles.cell(column.kind, column.center, MIST, bold=True, font_size=layout.size)
        canvas.put(sheet, at, number - 1, row.get(column.field), column.kind, style)
    if lines_of(title) > 1:
        style = styles.of(**look, border=1, border_color=LINE, valign="top", text_wrap=True)
        sheet.merge_range(at, left - 1, at, right - 1, row["name"], style)
    sheet.set_row(at, row_height([title]))


def _spare(
    sheet: Worksheet, workbook: xlsxwriter.Workbook, styles: Styles, layout: TableLayout, count: int
) -> None:
    """The rows that stand ready for tasks added later: their formulas, and borders once they are filled."""
    first, last = layout.first + count, layout.first + count + layout.spare - 1
    for row in range(first, last + 1):
        for field, formula in _live(layout, row).items():
            column = layout.column(field)
            look = styles.column(column.kind, column.center, font_size=layout.size)
            canvas.put(sheet, row - 1, layout.at(field) - 1, formula, column.kind, look)
    used = f'${column_letters(layout.at("content"))}{first}<>""'
    for column in layout.columns:
        letters = column_letters(layout.at(column.field))
        canvas.ruled(workbook, sheet, f"{letters}{first}:{letters}{last}", used, INPUT if column.input else "")


def _rules(sheet: Worksheet, workbook: xlsxwriter.Workbook, layout: TableLayout, count: int) -> None:
    """Drop-downs, and marks that look at the list of issues by row id and column, so they survive sorting."""
    first, last = layout.first, layout.first + count + layout.spare - 1
    reporting_rules(sheet, {f.id: layout.at(f.id) for f in FIELDS}, first, last)
    key = f"${column_letters(layout.at('id'))}{first}"
    for column in layout.columns:
        if column.hidden and not column.input:
            continue
        letters = column_letters(layout.at(column.field))
        area = f"{letters}{first}:{letters}{last}"
        test = f'AND({key}<>"",COUNTIF(KT_mark,{key}&"|{column.field}")>0)'
        canvas.marked(workbook, sheet, area, test, BAD, bold=True)
    letters = column_letters(layout.at("class"))
    class_colours(sheet, workbook, f"{letters}{first}:{letters}{last}", f"${letters}{first}")


def class_colours(sheet: Worksheet, workbook: xlsxwriter.Workbook, area: str, cell: str) -> None:
    """A light fill by class and its symbol before the word (shown, not stored: the cell holds the word alone), so that
    black and white reads the same."""
    for klass in CLASSES:
        shown = f'General;General;General;"{symbol(klass)} "@'
        canvas.marked(workbook, sheet, area, f'{cell}="{klass}"', _fill(klass), num_format=shown)


def _fill(klass: str) -> str:
    if klass.endswith("quá hạn"):
        return BAD
    if klass.startswith("Hoàn thành") or klass == "Thường xuyên – có kết quả trong kỳ":
        return GOOD
    return CALM if klass in (NOT_REPORTED, CLASSES[-1]) else WARN


def reporting_rules(
    sheet: Worksheet, columns: Mapping[str, int], first: int, last: int,
    headings: Mapping[str, str] = MappingProxyType({}),
) -> None:  # fmt: skip
    """Input rules of the reporting columns among ``columns`` (field → column from 1), under her ``headings`` if given;
    shared by the appendix, the record, what is entered on behalf, and the agency file."""
    rules: dict[str, dict[str, Any]] = {
        "status": {
            "validate": "list", "source": list(STATUSES), "input_title": "Trạng thái",
            "input_message": "Chọn một trong bốn trạng thái.", "error_title": "Trạng thái chưa đúng",
            "error_message": "Vui lòng chọn trong danh sách.", "error_type": "warning",
        },
        "percent": {
            "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100,
            "input_title": "Tỷ lệ hoàn thành", "input_message": "Ghi số từ 0 đến 100, không ghi dấu %.",
            "error_title": "Tỷ lệ chưa đúng", "error_message": "Vui lòng ghi số từ 0 đến 100.", "error_type": "warning",
        },
        "quantity": {
            "validate": "decimal", "criteria": ">=", "value": 0, "input_title": "Số lượng",
            "input_message": "Số cuộc, số lượt đã thực hiện trong kỳ (nếu nhiệm vụ giao số lượng).",
            "error_title": "Số lượng chưa đúng", "error_message": "Vui lòng ghi một số không âm.",
            "error_type": "warning",
        },
    }  # fmt: skip
    for field in FIELDS:
        if field.kind in ("date", "number"):
            rules[field.id] = _NUMBERS[field.kind] | {"input_title": field.label}
    for name, rule in rules.items():
        if name not in columns:
            continue
        at = columns[name] - 1
        if rule["validate"] == "custom":
            rule = rule | {"value": f"=ISNUMBER({column_letters(at + 1)}{first})"}
        if name in headings:
            rule = rule | {"input_title": headings[name][:LONGEST_TITLE]}
        sheet.data_validation(first - 1, at, last - 1, at, rule)


def _print(sheet: Worksheet, layout: TableLayout, count: int) -> None:
    canvas.landscape(sheet, HEAD_BOTTOM, head_rows=2, document=True)
    sheet.print_area(0, layout.at("code") - 1, layout.first + count - 2, layout.at("timeframe") - 1)
