"""`Danh mục`: the closed lists, the published decision table, and the classes with their order."""

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.styles import Styles
from kehoach_xl.domain.amendment import KINDS
from kehoach_xl.domain.confirmation import LABELS
from kehoach_xl.domain.conflict import CHOICES
from kehoach_xl.domain.entry import MEDIA
from kehoach_xl.domain.status import CLASSES, DUE_LABELS, MARK_LABELS, symbol, table
from kehoach_xl.domain.values import STATUSES
from kehoach_xl.ooxml.heights import Wrapped, row_height
from kehoach_xl.ooxml.refs import column_letters

FIRST = 5


def build(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles) -> None:
    """Four lists side by side and the decision table to their right."""
    sheet.set_row(0, 26)
    sheet.write(0, 0, "DANH MỤC", styles.title())
    note = "Bảng quyết định nêu mỗi cách ghi của cơ quan được xếp vào đúng một loại; trang này chỉ để tra cứu."
    sheet.write(1, 0, note, styles.of(italic=True, font_color="#5B6675"))
    _list(workbook, sheet, styles, 1, "Trạng thái", 18, "DM_status", list(STATUSES))
    _list(workbook, sheet, styles, 2, "Cách xử lý xung đột", 22, "DM_choice", list(CHOICES))
    _list(workbook, sheet, styles, 12, "Loại điều chỉnh", 26, "DM_amendment", list(KINDS))
    _list(workbook, sheet, styles, 13, "Hình thức gửi báo cáo", 20, "DM_medium", list(MEDIA))
    _list(workbook, sheet, styles, 14, "Cách xử lý tệp gửi về", 16, "DM_confirm", list(LABELS))
    _list(workbook, sheet, styles, 3, "Phân loại (từ chậm đến nhanh)", 36, "PB_class", list(CLASSES))
    _list(workbook, sheet, styles, 4, "Ký hiệu", 9, "PB_symbol", [symbol(c) for c in CLASSES])
    rows = table()
    keys = [f"{row.status}|{DUE_LABELS[row.due]}|{row.mark}" for row in rows]
    _list(workbook, sheet, styles, 6, "Khóa tra cứu", 48, "QD_key", keys)
    _list(workbook, sheet, styles, 7, "Trạng thái", 18, "", [row.status or "(chưa ghi)" for row in rows])
    _list(workbook, sheet, styles, 8, "Đến hạn trong kỳ", 18, "", [DUE_LABELS[row.due] for row in rows])
    _list(workbook, sheet, styles, 9, "Mốc đối chiếu", 22, "", [MARK_LABELS[row.mark] for row in rows])
    _list(workbook, sheet, styles, 10, "Phân loại", 34, "QD_class", [row.klass for row in rows])
    _list(workbook, sheet, styles, 11, "Giải thích", 60, "", [row.says for row in rows])
    for index, row in enumerate(rows):
        texts = [Wrapped(row.klass, 34), Wrapped(row.says, 60), Wrapped(MARK_LABELS[row.mark], 22)]
        texts += [Wrapped(CLASSES[index], 36)] if index < len(CLASSES) else []
        sheet.set_row(FIRST - 1 + index, row_height(texts))
    sheet.set_column(5, 5, 48, None, {"hidden": 1})
    sheet.freeze_panes(FIRST - 1, 0)
    canvas.landscape(sheet, FIRST - 1)
    sheet.fit_to_pages(2, 0)
    sheet.print_across()


def _list(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, column: int, head: str, width: float,
    name: str, values: list[str],
) -> None:  # fmt: skip
    sheet.set_column(column - 1, column - 1, width)
    sheet.write(FIRST - 2, column - 1, head, styles.head())
    for index, value in enumerate(values):
        sheet.write_string(FIRST - 1 + index, column - 1, value, styles.cell("text"))
    if name:
        letters = column_letters(column)
        workbook.define_name(name, f"='Danh mục'!${letters}${FIRST}:${letters}${FIRST + len(values) - 1}")
