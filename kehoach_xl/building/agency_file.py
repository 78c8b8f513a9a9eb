"""The file one agency gets: its rows, the reporting columns unlocked, all else locked, its identity signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.appendix_sheet import reporting_rules
from kehoach_xl.building.finish import finish
from kehoach_xl.building.styles import BAD, INPUT, MIST, MUTED, NAVY, WARN, Styles
from kehoach_xl.domain.identity import Identity, as_properties
from kehoach_xl.domain.progress import FIELDS
from kehoach_xl.ooxml.heights import Wrapped, row_height
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.layout import TableLayout, form

# Room for two lines of an answer before the row grows.
LEAST_HEIGHT = 48.0

HOW_TO = (
    "1. Chỉ điền các ô nền vàng nhạt ở trang Báo cáo. Các ô khác được khóa để giữ đúng số liệu của kế hoạch.",
    "2. Trạng thái: chọn một trong bốn giá trị Chưa thực hiện, Đang thực hiện, Hoàn thành, Không còn phù hợp.",
    "3. Tỷ lệ hoàn thành: ghi số từ 0 đến 100. Nhiệm vụ hoàn thành ghi 100.",
    "4. Nhiệm vụ hoàn thành cần có số, ký hiệu và ngày của văn bản, sản phẩm; ghi ngày hoàn thành theo dạng "
    "ngày/tháng/năm.",
    "5. Nhiệm vụ thường xuyên: nêu ngắn gọn kết quả trong kỳ; nếu kế hoạch giao số lượng thì ghi số đã thực hiện.",
    "6. Khó khăn, vướng mắc và kiến nghị: nêu cụ thể; không có thì để trống.",
    "7. Cột Lưu ý khi điền tự nhắc chỗ còn thiếu. Dòng đầu trang cho biết đã điền bao nhiêu nhiệm vụ.",
    "8. Lưu tệp (giữ dạng .xlsx) và gửi lại đơn vị điều phối bằng thư điện tử. Được đổi tên tệp; không cần in, "
    "không cần sao chép sang tệp khác.",
    "9. Cần sửa sau khi đã gửi: sửa trên chính tệp này rồi gửi lại. Bản gửi sau cùng được dùng.",
)


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
    path: Path, head: FormHead, rows: Sequence[Mapping[str, Any]], identity: Identity, signature: str
) -> None:
    """Write one agency file. ``rows`` hold the locked cells and, under the field ids, prefilled values."""
    layout = form()
    workbook = canvas.new_workbook(path, f"{layout.title} – {head.agency}", head.coordinator)
    styles = Styles(workbook)
    sheet, how, hidden = (workbook.add_worksheet(name) for name in (layout.sheet, "Hướng dẫn", "_kehoach"))
    canvas.columns(sheet, styles, layout)
    _heading(sheet, styles, layout, head, len(rows))
    canvas.header(sheet, styles, layout, layout.first - 1)
    _body(sheet, styles, layout, rows)
    _rules(sheet, workbook, layout, len(rows))
    canvas.bind(workbook, layout, len(rows))
    sheet.freeze_panes(layout.first - 1, layout.at("coordinators") - 1)
    canvas.landscape(sheet, layout.first - 1)
    sheet.print_area(0, layout.at("code") - 1, layout.first + len(rows) - 2, layout.at("proposals") - 1)
    sheet.protect("", {
        "format_rows": True, "format_columns": True, "autofilter": True, "select_locked_cells": True,
    })  # fmt: skip
    _how_to(how, styles)
    _identity(hidden, styles, identity, signature)
    for name, value in as_properties(identity, signature).items():
        workbook.set_custom_property(name, value, "text")
    sheet.activate()
    workbook.close()
    finish(path)


def _heading(sheet: Worksheet, styles: Styles, layout: TableLayout, head: FormHead, count: int) -> None:
    left, right = layout.at("code") - 1, layout.at("proposals") - 1
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
    sheet.merge_range(3, at, 4, at + 3, "", box)
    sheet.write_formula(3, at, f'="Đã điền "&COUNTA({area})&"/{count} nhiệm vụ"', box, f"Đã điền 0/{count} nhiệm vụ")
    hint = styles.of(italic=True, font_color=MUTED, valign="top", text_wrap=True)
    sheet.merge_range(5, at, 7, at + 3, "Chỉ điền các ô nền vàng nhạt. Cách điền ở trang Hướng dẫn.", hint)


def _body(sheet: Worksheet, styles: Styles, layout: TableLayout, rows: Sequence[Mapping[str, Any]]) -> None:
    for index, row in enumerate(rows):
        at = layout.first + index
        values = dict(row) | {"note": _note(layout, at)}
        sheet.set_row(at - 1, max(canvas.fitted(layout, row), LEAST_HEIGHT))
        for column in layout.columns:
            style = styles.cell(
                column.kind, center=column.center, fill=INPUT if column.input else "", locked=not column.input
            )
            if column.field == "note":
                style = styles.cell("text", italic=True, font_color="#9C2B20", num_format="General")
            canvas.put(sheet, at - 1, layout.at(column.field) - 1, values.get(column.field), column.kind, style)


def _note(layout: TableLayout, row: int) -> str:
    """A live reminder of the first thing missing in a row."""

    def cell(field: str) -> str:
        return f"{column_letters(layout.at(field))}{row}"

    done = f'{cell("status")}="Hoàn thành"'
    filled = f"COUNTA({cell('percent')}:{cell('proposals')})"
    return (
        f'=IF({cell("status")}="",IF({filled}>0,"Chưa chọn trạng thái",""),'
        f'IF(AND(ISNUMBER({cell("percent")}),OR({cell("percent")}<0,{cell("percent")}>100)),"Tỷ lệ phải từ 0 đến 100",'
        f'IF(AND({done},ISNUMBER({cell("percent")}),{cell("percent")}<100),"Hoàn thành nhưng tỷ lệ dưới 100",'
        f'IF(AND({done},{cell("evidence_no")}=""),"Thiếu số, ký hiệu văn bản",'
        f'IF(AND({done},{cell("finish_date")}=""),"Thiếu ngày hoàn thành",'
        f'IF(AND({cell("status")}<>"Chưa thực hiện",{cell("result")}=""),"Thiếu kết quả thực hiện",""))))))'
    )


def _rules(sheet: Worksheet, workbook: Any, layout: TableLayout, count: int) -> None:
    first, last = layout.first, layout.first + count - 1
    reporting_rules(sheet, {field.id: layout.at(field.id) for field in FIELDS}, first, last)

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
        ("status", f'AND({status}="",COUNTA(${letters("percent")}{first}:${letters("proposals")}{first})>0)', BAD),
    )
    for field, test, fill in marks:
        area = f"{letters(field)}{first}:{letters(field)}{last}"
        rule = {"type": "formula", "criteria": f"={test}", "format": workbook.add_format({"bg_color": fill})}
        sheet.conditional_format(area, rule)


def _how_to(sheet: Worksheet, styles: Styles) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 2)
    sheet.set_column(1, 1, 110)
    sheet.set_row(0, 30)
    sheet.write(0, 1, "HƯỚNG DẪN ĐIỀN PHIẾU", styles.title())
    for index, line in enumerate(HOW_TO):
        sheet.set_row(2 + index, row_height([Wrapped(line, 110, 12)]) + 4)
        sheet.write(2 + index, 1, line, styles.of(font_size=12, text_wrap=True, valign="vcenter"))
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect()


def _identity(sheet: Worksheet, styles: Styles, identity: Identity, signature: str) -> None:
    text = styles.of(num_format="@")
    for row, (key, value) in enumerate((("identity", identity.to_json()), ("signature", signature))):
        sheet.write_string(row, 0, key, text)
        sheet.write_string(row, 1, value, text)
    sheet.protect()
    sheet.very_hidden()
