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
from kehoach_xl.building.pages import FILED, side_by_side
from kehoach_xl.building.styles import BAD, LINE, MIST, MUTED, NAVY, WARN, Styles
from kehoach_xl.domain.columns import STANDARD_COLUMNS, Columns
from kehoach_xl.domain.identity import Identity, as_properties
from kehoach_xl.domain.progress import FIELD
from kehoach_xl.ooxml.heights import Wrapped, row_height
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.layout import ASKED, FORM_HEAD, TableLayout, form

# Room for two lines of an answer before the row grows.
LEAST_HEIGHT = 48.0

# Characters that the title, and the count of filled rows, have at most and at least.
TITLE_WIDTH, COUNT_WIDTH = 96, 40
# A page of A4 upright, between the margins, at 13 points.
HOW_TO_WIDTH = 88
# What stands where nothing is known: a cell of two looks takes no empty text.
NOT_GIVEN = "…"
# The sheet rows of the lines that are one form's own.
OWN_LINES = {"agency": 4, "dispatch": 8}
# The sheet that says whose form it is, and its row (from 1) of the blank above what may be said beside a row.
HIDDEN, REMINDERS = "_kehoach", 4
TITLE = {"bold": True, "font_size": 16, "font_color": NAVY}


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
    columns: Columns = STANDARD_COLUMNS, room: int = 0,
) -> None:  # fmt: skip
    """Write one agency file. ``rows`` hold the locked cells and, under the field ids, prefilled values; ``columns``
    say what the reporting columns are called and which of them are asked. Names, rules and pages are for ``room`` rows,
    by default for those given.

    What all forms of a period have in common is written first, then what is one form's own, then its rows: in this
    order their texts stand in the file (see :mod:`kehoach_xl.building.agency_mold`).
    """
    layout = as_asked(form(), columns)
    workbook = canvas.new_workbook(path, f"{layout.title} – {head.agency}", head.coordinator)
    styles = Styles(workbook)
    sheet, how, hidden = (workbook.add_worksheet(name) for name in (layout.sheet, "Hướng dẫn", HIDDEN))
    count = room or len(rows)
    canvas.columns(sheet, styles, layout)
    _heading(sheet, styles, layout, head, count)
    canvas.header(sheet, styles, layout, layout.first - 1)
    _how_to(how, styles, form_guide.how_to(columns))
    _hidden(hidden, styles, layout, columns)
    _own(sheet, hidden, styles, layout, head, identity.to_json(), signature)
    _body(sheet, styles, layout, columns, rows)
    _rules(sheet, workbook, layout, columns, count)
    canvas.bind(workbook, layout, count)
    sheet.freeze_panes(layout.first - 1, layout.at("coordinators") - 1)
    _print(sheet, layout, count)
    sheet.protect("", {
        "format_rows": True, "format_columns": True, "autofilter": True, "select_locked_cells": True,
    })  # fmt: skip
    for name, value in as_properties(identity, signature).items():
        workbook.set_custom_property(name, value, "text")
    sheet.activate()
    workbook.close()
    finish(path)


def as_asked(layout: TableLayout, columns: Columns) -> TableLayout:
    """The form under her headings. A reporting column that is not asked keeps its place, hidden and locked, so that
    identity, names and reading stay the same."""
    return replace(layout, columns=tuple(
        one._replace(head=columns[one.field].heading, hidden=not columns[one.field].asked,
                     input=columns[one.field].asked) if one.field in columns else one
        for one in layout.columns
    ))  # fmt: skip


def _last(layout: TableLayout) -> int:
    """The last column that is printed, from 1: the last that is filled in."""
    return max(layout.at(column.field) for column in layout.columns if column.input)


def _print(sheet: Worksheet, layout: TableLayout, count: int) -> None:
    """A4 across, as many pages side by side as keep it readable: on each, number and content of the tasks come first,
    with the lines above them that tell whose form it is."""
    canvas.landscape(sheet, layout.first - 1, document=True)
    shown = [c for c in layout.columns if not c.hidden and layout.at(c.field) <= _last(layout)]
    kept = sum(c.width for c in shown if c.field in ("code", "content"))
    sheet.fit_to_pages(side_by_side([c.width for c in shown], kept, FILED), 0)
    sheet.repeat_columns(layout.at("code") - 1, layout.at("content") - 1)
    sheet.print_across()
    sheet.print_area(0, layout.at("code") - 1, layout.first + count - 2, _last(layout) - 1)


def _within(layout: TableLayout, first: str, most: float) -> tuple[int, float]:
    """How far (column from 1) and how wide (characters) a block may reach that begins at a column: columns that are
    printed on one page with it, together at most ``most`` wide where more than one is shown."""
    end, width = layout.at(first), 0.0
    for column in layout.columns[layout.at(first) - layout.left : layout.at("result") - layout.left]:
        if column.hidden or (width and width + column.width > most):
            continue
        end, width = layout.at(column.field), width + column.width
    return end, width


def _heading(sheet: Worksheet, styles: Styles, layout: TableLayout, head: FormHead, count: int) -> None:
    """The title at the right, whose form it is at the left: over the columns that every page repeats."""
    start = layout.at("coordinators") - 1
    end, width = _within(layout, "coordinators", TITLE_WIDTH)
    for row, text, font in (
        (0, layout.title, TITLE), (1, head.plan_title, {"italic": True, "font_size": 12}),
    ):  # fmt: skip
        look = styles.of(align="center", valign="vcenter", text_wrap=True, **font)
        sheet.merge_range(row, start, row, end - 1, text, look)
        sheet.set_row(row, row_height([Wrapped(text, width, font["font_size"], "bold" in font)]) + 6)
    _whose(sheet, styles, layout, head)
    _filled(sheet, styles, layout, count)


def _whose(sheet: Worksheet, styles: Styles, layout: TableLayout, head: FormHead) -> None:
    deadline = f"{head.deadline:%d/%m/%Y}" if head.deadline else "theo văn bản của đơn vị điều phối"
    contact = " – ".join(one for one in (head.coordinator, head.contact) if one)
    for row, label, text in (
        (5, FORM_HEAD["period"], head.period), (6, "Hạn gửi lại", deadline), (7, "Nơi nhận, hỗ trợ", contact),
    ):  # fmt: skip
        _line(sheet, styles, layout, row, label, text)


def _own(
    sheet: Worksheet, hidden: Worksheet, styles: Styles, layout: TableLayout, head: FormHead, identity: str,
    signature: str,
) -> None:  # fmt: skip
    """Whose form it is: in the lines that are read, and signed in the hidden sheet."""
    _line(sheet, styles, layout, OWN_LINES["agency"], FORM_HEAD["agency"], head.agency)
    _line(sheet, styles, layout, OWN_LINES["dispatch"], FORM_HEAD["dispatch"], head.dispatch)
    hidden.write_string(0, 1, identity, styles.of(num_format="@"))
    hidden.write_string(1, 1, signature, styles.of(num_format="@"))


def _line(sheet: Worksheet, styles: Styles, layout: TableLayout, row: int, label: str, text: str) -> None:
    """One line above the table, in a sheet row from 1."""
    left, right = layout.at("code") - 1, layout.at("content") - 1
    muted, value = styles.of(font_color=MUTED, font_size=12), styles.of(bold=True, font_size=12)
    look = styles.of(valign="vcenter", text_wrap=True, font_size=12)
    sheet.merge_range(row - 1, left, row - 1, right, "", look)
    sheet.write_rich_string(row - 1, left, muted, f"{label}: ", value, text or NOT_GIVEN, look)
    sheet.set_row(row - 1, line_height(layout, label, text))


def line_height(layout: TableLayout, label: str, text: str) -> float:
    """The height at which a line above the table shows whole."""
    width = layout.column("code").width + layout.column("content").width
    return row_height([Wrapped(f"{label}: {text}", width, 12, bold=True)], least=19)


def _filled(sheet: Worksheet, styles: Styles, layout: TableLayout, count: int) -> None:
    """How many rows are filled, and where to read on."""
    at, end = layout.at("coordinators") - 1, _within(layout, "coordinators", COUNT_WIDTH)[0] - 1
    status = column_letters(layout.at("status"))
    area = f"{status}{layout.first}:{status}{layout.first + count - 1}"
    box = styles.of(
        bold=True, font_size=13, align="center", valign="vcenter", bg_color=MIST, border=1, border_color=LINE
    )
    sheet.merge_range(3, at, 4, end, "", box)
    sheet.write_formula(3, at, f'="Đã điền "&COUNTA({area})&"/{count} nhiệm vụ"', box, f"Đã điền 0/{count} nhiệm vụ")
    hint = styles.of(italic=True, font_color=MUTED, font_size=12, valign="top", text_wrap=True)
    sheet.merge_range(5, at, 7, end, "Chỉ điền các ô nền vàng nhạt. Cách điền ở trang Hướng dẫn.", hint)


def _body(
    sheet: Worksheet, styles: Styles, layout: TableLayout, columns: Columns, rows: Sequence[Mapping[str, Any]]
) -> None:
    for index, row in enumerate(rows):
        at = layout.first + index
        values = dict(row) | {"note": reminder(layout, columns, str(at))}
        sheet.set_row(at - 1, fitted(layout, row))
        for column in layout.columns:
            style = canvas.column_format(layout, styles, column.field, locked=not column.input)
            if column.field == "note":
                look = {"italic": True, "font_color": "#9C2B20", "num_format": "General", "font_size": layout.size}
                style = styles.cell("text", **look)
            canvas.put(sheet, at - 1, layout.at(column.field) - 1, values.get(column.field), column.kind, style)


def reminder(layout: TableLayout, columns: Columns, row: str) -> str:
    """The formula beside a row that tells what is missing in it."""
    texts = f"{HIDDEN}!$B${REMINDERS}:$B${REMINDERS + len(form_guide.reminders(columns))}"
    return form_guide.reminder(columns, lambda field: f"{column_letters(layout.at(field))}{row}", texts)


def fitted(layout: TableLayout, row: Mapping[str, Any]) -> float:
    """The height of a row of the table."""
    return max(canvas.fitted(layout, row), LEAST_HEIGHT)


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
    sheet.set_column(0, 0, HOW_TO_WIDTH)
    sheet.set_row(0, 30)
    sheet.write(0, 0, "HƯỚNG DẪN ĐIỀN PHIẾU", styles.title())
    for index, line in enumerate(lines):
        sheet.set_row(2 + index, row_height([Wrapped(line, HOW_TO_WIDTH, 13)]) + 4)
        sheet.write(2 + index, 0, line, styles.of(font_size=13, text_wrap=True, valign="vcenter"))
    canvas.page(sheet, document=True)
    sheet.fit_to_pages(1, 0)
    sheet.protect()


def _hidden(sheet: Worksheet, styles: Styles, layout: TableLayout, columns: Columns) -> None:
    text = styles.of(num_format="@")
    for row, name in enumerate(("identity", "signature", ASKED)):
        sheet.write_string(row, 0, name, text)
    # What she calls the columns may have changed when the form comes back.
    heads = {column.field: column.head for column in layout.columns if column.field in FIELD and not column.hidden}
    sheet.write_string(2, 1, json.dumps(heads, ensure_ascii=False), text)
    for row, (name, says) in enumerate(form_guide.reminders(columns).items(), REMINDERS):
        sheet.write_string(row, 0, name, text)
        sheet.write_string(row, 1, says, text)
    sheet.protect()
    sheet.very_hidden()
