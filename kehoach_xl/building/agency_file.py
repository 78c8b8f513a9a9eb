"""The file one agency gets: its rows, the reporting columns unlocked, all else locked, its identity signed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas, form_guide
from kehoach_xl.building.appendix_sheet import reporting_rules
from kehoach_xl.building.finish import finish
from kehoach_xl.building.styles import BAD, INPUT, MIST, MUTED, NAVY, WARN, Styles
from kehoach_xl.domain.columns import STANDARD_COLUMNS, Columns
from kehoach_xl.domain.identity import Identity, as_properties
from kehoach_xl.domain.progress import FIELD
from kehoach_xl.ooxml.heights import Wrapped, row_height
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.layout import ASKED, TableLayout, form

# Room for two lines of an answer before the row grows.
LEAST_HEIGHT = 48.0

# The count of filled rows needs this many characters beside «Trạng thái».
COUNT_WIDTH = 44


@dataclass(frozen=True)
class FormHead:
    """What stands above the table."""

    plan_title: str
    agency: str
    period: str
    deadline: date | None
    coordinator: str
    contact: str
    dispatch: str


def build(
    path: Path, head: FormHead, rows: Sequence[Mapping[str, Any]], identity: Identity, signature: str,
    columns: Columns = STANDARD_COLUMNS,
) -> None:  # fmt: skip
    """Write one agency file. ``rows`` hold the locked cells and, under the field ids, prefilled values; ``columns``
    say what the reporting columns are called and which of them are asked."""
    layout = as_asked(form(), columns)
    workbook = canvas.new_workbook(path, f"{layout.title} – {head.agency}", head.coordinator)
    styles = Styles(workbook)
    sheet, how, hidden = (workbook.add_worksheet(name) for name in (layout.sheet, "Hướng dẫn", "_kehoach"))
    canvas.columns(sheet, styles, layout)
    _heading(sheet, styles, layout, head, len(rows))
    canvas.header(sheet, styles, layout, layout.first - 1)
    _body(sheet, styles, layout, columns, rows)
    _rules(sheet, workbook, layout, columns, len(rows))
    canvas.bind(workbook, layout, len(rows))
    sheet.freeze_panes(layout.first - 1, layout.at("coordinators") - 1)
    canvas.landscape(sheet, layout.first - 1)
    sheet.print_area(0, layout.at("code") - 1, layout.first + len(rows) - 2, _last(layout) - 1)
    sheet.protect("", {
        "format_rows": True, "format_columns": True, "autofilter": True, "select_locked_cells": True,
    })  # fmt: skip
    _how_to(how, styles, form_guide.how_to(columns))
    _identity(hidden, styles, identity, signature, layout)
    for name, value in as_properties(identity, signature).items():
        workbook.set_custom_property(name, value, "text")
    sheet.activate()
    workbook.close()
    finish(path)


def as_asked(layout: TableLayout, columns: Columns) -> TableLayout:
    """The form under her headings. A reporting column that is not asked keeps its place, hidden and locked, so that
    identity, names and reading stay the same."""
    return replace(layout, columns=tuple(
        replace(one, head=columns[one.field].heading, hidden=not columns[one.field].asked,
                input=columns[one.field].asked) if one.field in columns else one
        for one in layout.columns
    ))  # fmt: skip


def _last(layout: TableLayout) -> int:
    """The last column that is printed, from 1: the last that is filled in, or where the count of filled rows ends."""
    filled = max(layout.at(column.field) for column in layout.columns if column.input)
    return max(filled, _count_end(layout))


def _count_end(layout: TableLayout) -> int:
    """The column (from 1) up to which the count of filled rows reaches: far enough to be read."""
    width = 0.0
    for column in layout.columns[layout.at("status") - layout.left :]:
        width += 0 if column.hidden else column.width
        if width >= COUNT_WIDTH:
            return layout.at(column.field)
    return layout.at("note")


def _heading(sheet: Worksheet, styles: Styles, layout: TableLayout, head: FormHead, count: int) -> None:
    left, right, end = layout.at("code") - 1, _last(layout) - 1, _count_end(layout) - 1
    title = styles.of(bold=True, font_size=16, font_color=NAVY, align="center", valign="vcenter")
    sheet.set_row(0, 30)
    sheet.merge_range(0, left, 0, right, layout.title, title)
    sheet.set_row(1, 36)
    subtitle = styles.of(italic=True, align="center", valign="vcenter", text_wrap=True)
    sheet.merge_range(1, left, 1, right, head.plan_title, subtitle)
    label, value = styles.of(font_color=MUTED, valign="vcenter"), styles.of(bold=True, valign="vcenter")
    deadline = f"{head.deadline:%d/%m/%Y}" if head.deadline else "theo văn bản của đơn vị điều phối"
    contact = head.coordinator + (f" – {head.contact}" if head.contact else "")
    lines = (
        ("Cơ quan báo cáo:", head.agency), ("Kỳ báo cáo:", head.period), ("Hạn gửi lại:", deadline),
        ("Nơi nhận, hỗ trợ:", contact), ("Số phiếu:", head.dispatch),
    )  # fmt: skip
    for index, (name, text) in enumerate(lines):
        row = 3 + index
        sheet.set_row(row, 19)
        sheet.merge_range(row, left, row, left + 1, "", label)
        sheet.write(row, left, name, styles.of(font_color=MUTED, valign="vcenter", align="right", indent=1))
        sheet.write(row, left + 2, text, value)
    status = column_letters(layout.at("status"))
    area = f"{status}{layout.first}:{status}{layout.first + count - 1}"
    at = layout.at("status") - 1
    box = styles.of(
        bold=True, font_size=13, align="center", valign="vcenter", bg_color=MIST, border=1, border_color="#B8C4D3"
    )
    sheet.merge_range(3, at, 4, end, "", box)
    sheet.write_formula(3, at, f'="Đã điền "&COUNTA({area})&"/{count} nhiệm vụ"', box, f"Đã điền 0/{count} nhiệm vụ")
    hint = styles.of(italic=True, font_color=MUTED, valign="top", text_wrap=True)
    sheet.merge_range(5, at, 7, end, "Chỉ điền các ô nền vàng nhạt. Cách điền ở trang Hướng dẫn.", hint)


def _body(
    sheet: Worksheet, styles: Styles, layout: TableLayout, columns: Columns, rows: Sequence[Mapping[str, Any]]
) -> None:
    for index, row in enumerate(rows):
        at = layout.first + index
        note = form_guide.reminder(columns, lambda field, at=at: f"{column_letters(layout.at(field))}{at}")
        values = dict(row) | {"note": note}
        sheet.set_row(at - 1, max(canvas.fitted(layout, row), LEAST_HEIGHT))
        for column in layout.columns:
            style = styles.cell(
                column.kind, center=column.center, fill=INPUT if column.input else "", locked=not column.input
            )
            if column.field == "note":
                style = styles.cell("text", italic=True, font_color="#9C2B20", num_format="General")
            canvas.put(sheet, at - 1, layout.at(column.field) - 1, values.get(column.field), column.kind, style)


def _rules(sheet: Worksheet, workbook: Any, layout: TableLayout, columns: Columns, count: int) -> None:
    first, last = layout.first, layout.first + count - 1
    asked = {name: layout.at(name) for name, column in columns.items() if column.asked}
    reporting_rules(sheet, asked, first, last, {name: columns[name].heading for name in asked})

    def letters(field: str) -> str:
        return column_letters(layout.at(field))

    status = f"${letters('status')}{first}"
    done = f'{status}="Hoàn thành"'
    percent = f"${letters('percent')}{first}"
    marks = (
        ("percent", f"AND(ISNUMBER({percent}),OR({percent}<0,{percent}>100))", BAD),
        ("percent", f"AND({done},ISNUMBER({percent}),{percent}<100)", WARN),
        ("evidence_no", f'AND({done},${letters("evidence_no")}{first}="")', BAD),
        ("finish_date", f'AND({done},${letters("finish_date")}{first}="")', WARN),
        ("status", f'AND({status}="",COUNTA(${letters("percent")}{first}:${letters("extra6")}{first})>0)', BAD),
    )
    for field, test, fill in marks:
        if field not in asked:
            continue
        area = f"{letters(field)}{first}:{letters(field)}{last}"
        rule = {"type": "formula", "criteria": f"={test}", "format": workbook.add_format({"bg_color": fill})}
        sheet.conditional_format(area, rule)


def _how_to(sheet: Worksheet, styles: Styles, lines: Sequence[str]) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 2)
    sheet.set_column(1, 1, 110)
    sheet.set_row(0, 30)
    sheet.write(0, 1, "HƯỚNG DẪN ĐIỀN PHIẾU", styles.title())
    for index, line in enumerate(lines):
        sheet.set_row(2 + index, row_height([Wrapped(line, 110, 12)]) + 4)
        sheet.write(2 + index, 1, line, styles.of(font_size=12, text_wrap=True, valign="vcenter"))
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect()


def _identity(sheet: Worksheet, styles: Styles, identity: Identity, signature: str, layout: TableLayout) -> None:
    text = styles.of(num_format="@")
    # What she calls the columns may have changed when the form comes back.
    heads = {column.field: column.head for column in layout.columns if column.field in FIELD and not column.hidden}
    written = {"identity": identity.to_json(), "signature": signature, ASKED: json.dumps(heads, ensure_ascii=False)}
    for row, (key, value) in enumerate(written.items()):
        sheet.write_string(row, 0, key, text)
        sheet.write_string(row, 1, value, text)
    sheet.protect()
    sheet.very_hidden()
