"""`Tệp gửi về`: the sums over the files of the period in view, the fills by verdict, and the drop-downs."""

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.conflicts_sheet import AGENCIES
from kehoach_xl.building.settings_sheet import choose
from kehoach_xl.building.styles import BAD, CALM, GOOD, MIST, MUTED, NAVY, PAPER, WARN, Styles
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets import returned_files as files
from kehoach_xl.sheets.layout import TableLayout, tables

FILLS = {
    GOOD: (files.TAKEN,), WARN: (files.WAITING, files.LOCKED), BAD: (files.HELD, files.NO_FORM, files.UNREAD),
    CALM: (files.KNOWN, files.EMPTY, files.UNDONE, files.ASIDE, files.COPY, files.OPENED),
}  # fmt: skip
# What needs no word of hers.
SETTLED = (files.TAKEN, files.KNOWN, files.EMPTY, files.COPY, files.OPENED)
WORDS = dict(zip(files.COUNTS, (
    "", " ghi mới", " không đổi", " xung đột", " thuộc bản cũ", " không nhận"), strict=True))  # fmt: skip
# The line of the sentence, and that of the sums over their columns.
SENTENCE, SUMS = 3, 4


def draw_sums(sheet: Worksheet, styles: Styles) -> None:
    """What became of every cell of the files of the period in view: a sum over each column of counts, and a sentence
    that says whether they add up."""
    layout = tables()["files"]
    cells = {name: f"{column_letters(layout.at(name))}{SUMS}" for name in files.COUNTS}
    of_files = f'TG_period,KY_current,TG_item,"{files.FILE}"'
    number = styles.of(bold=True, font_color=NAVY, align="center", bg_color=MIST)
    for name in files.COUNTS:
        formula = f'=IF(KY_current="",0,SUMIFS(TG_{name},{of_files}))'
        sheet.write_formula(SUMS - 1, layout.at(name) - 1, formula, number, 0)
    label = styles.of(italic=True, font_color=MUTED, align="right")
    sheet.write_string(SUMS - 1, layout.at(files.COUNTS[0]) - 2, "Cộng, kỳ đang xem:", label)
    parts = [f'{cells[name]}&"{WORDS[name]}"' for name in files.COUNTS[1:]]
    total, rest = cells["total"], "+".join(cells[name] for name in files.COUNTS[1:])
    count = f"COUNTIFS({of_files})"
    says = (
        f'"Kỳ đang xem, theo lần gộp gần nhất: "&{count}&" tệp. Tổng "&{total}&" ô có số liệu = "&'
        + '&" + "&'.join(parts)
        + f'&IF({total}={rest},"."," – chưa khớp, đề nghị gộp lại.")'
    )
    formula = f'=IF(KY_current="","",IF({count}=0,"Kỳ đang xem chưa có tệp nào gửi về.",{says}))'
    bold = styles.of(bold=True, font_color=NAVY, valign="vcenter")
    sheet.set_row(SENTENCE - 1, 20)
    sheet.write_formula(SENTENCE - 1, layout.at("file") - 1, formula, bold, "")


def marks(workbook: xlsxwriter.Workbook, sheet: Worksheet, layout: TableLayout) -> None:
    """Fills: by verdict; none over an input cell that asks nothing; and a pale one over the line of each file."""
    last = layout.first + layout.spare - 1

    def area(first: str, to: str = "") -> str:
        left, right = column_letters(layout.at(first)), column_letters(layout.at(to or first))
        return f"{left}{layout.first}:{right}{last}"

    def cell(field: str) -> str:
        return f"${column_letters(layout.at(field))}{layout.first}"

    item, verdict = cell("item"), cell("verdict")
    for fill, words in FILLS.items():
        test = "OR(" + ",".join(f'{verdict}="{word}"' for word in words) + ")"
        canvas.marked(workbook, sheet, area("verdict"), test, fill, bold=True)
    below = f'AND({item}<>"",{item}<>"{files.FILE}")'
    settled = ",".join(f'{verdict}="{word}"' for word in SETTLED)
    canvas.marked(workbook, sheet, area("choice"), f"OR({below},{settled})", PAPER)
    for field, words in (("as_agency", (files.WAITING, files.ASIDE, files.UNDONE)), ("password", (files.LOCKED,))):
        others = ",".join(f'{verdict}<>"{word}"' for word in words)
        canvas.marked(workbook, sheet, area(field), f'AND({item}<>"",{others})', PAPER)
    for first, to in (("no", "text"), ("task", "hash")):
        canvas.marked(workbook, sheet, area(first, to), f'{item}="{files.FILE}"', MIST)


def rules(sheet: Worksheet, layout: TableLayout) -> None:
    """Drop-downs, with a word on what they do."""
    says = "Nhận: đưa số liệu vào sổ cho cơ quan ở cột bên. Bỏ qua: để tệp sang một bên, không hỏi lại."
    choose(sheet, layout, "choice", "=DM_confirm", ("Cách xử lý", says))
    choose(sheet, layout, "as_agency", AGENCIES)
    password = layout.at("password") - 1
    sheet.data_validation(layout.first - 1, password, layout.first + layout.spare - 2, password, {
        "validate": "any", "input_title": "Mật khẩu của tệp",
        "input_message": "Dùng ở lần Áp dụng hoặc Gộp báo cáo kế tiếp rồi được xóa khỏi ô; bản sao lưu làm ngay trước "
        "đó còn giữ mật khẩu này.",
    })  # fmt: skip
