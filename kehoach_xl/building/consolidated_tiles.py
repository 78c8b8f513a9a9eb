"""The tiles of `Tổng hợp chung`: eight figures a reader looks for first, each with what it is measured by."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building.consolidated_rows import Lines
from kehoach_xl.building.styles import LINE, MIST, MUTED, NAVY, Styles
from kehoach_xl.domain.consolidated import GROUPS
from kehoach_xl.sheets.formulas import NONE_DUE

LABEL, VALUE, SUB, SENTENCE = 4, 5, 6, 8
# First and last column (from 0) of each tile.
TILES = ((0, 1), (2, 3), (4, 5), (6, 7), (8, 9), (10, 11), (12, 13), (14, 15))


def draw(sheet: Worksheet, styles: Styles, plans: Lines, standing: Lines, unread: int) -> None:
    """Draw the tiles from the lines of totals, and the sentence in which the groups add up."""
    def total(field: str) -> str:
        return plans.at(field, plans.next)

    def form(field: str) -> str:
        return f"'{standing.layout.sheet}'!{standing.at(field, standing.next)}"

    done, due, of_all = total("done"), total("due"), f'="trên "&{total("count")}&" nhiệm vụ"'
    share = f'=IF({due}=0,"{NONE_DUE}",ROUND({done}/{due}*100,1)&" % của "&{due}&" đến hạn")'
    gap = f"'{standing.layout.sheet}'!{standing.area('gap')}"
    tiles: Sequence[tuple[str, str, str]] = (
        ("Kế hoạch", f"=COUNT({plans.area('no')})", f'="{unread} tệp không tính"'),
        ("Nhiệm vụ", f"={total('count')}", '="được hỏi trong kỳ"'),
        ("Đến hạn", f"={due}", of_all),
        ("Đến hạn đã hoàn thành", f"={done}", share),
        ("Quá hạn", f"={total('overdue')}", of_all),
        ("Chưa báo cáo", f"={total('unreported')}", of_all),
        ("Phiếu nộp đúng hạn", f'={form("on_time")}&"/"&{form("sent")}', f'="đã nộp "&{form("handed_in")}&" phiếu"'),
        ("Chỉ số đạt mục tiêu", f'=COUNTIFS({gap},"<=0")&"/"&COUNT({gap})', '="trên số có điểm và mục tiêu"'),
    )  # fmt: skip
    for (left, right), texts in zip(TILES, tiles, strict=True):
        _tile(sheet, styles, left, right, texts)
    for row, height in ((LABEL, 18), (VALUE, 32), (SUB, 28)):
        sheet.set_row(row - 1, height)
    parts = [f'{total(field)}&" {name[0].lower()}{name[1:]}"' for name, field in GROUPS.items() if name]
    parts.append(f'{total("dropped")}&" không còn phù hợp"')
    says = '="Cộng các nhóm: "&' + '&" + "&'.join(parts) + f'&" = "&{total("count")}&" nhiệm vụ."'
    sheet.write_formula(SENTENCE - 1, 0, says, styles.of(font_color=MUTED, italic=True), "")


def _tile(sheet: Worksheet, styles: Styles, left: int, right: int, texts: tuple[str, str, str]) -> None:
    box = {"bg_color": MIST, "border_color": LINE, "align": "center", "valign": "vcenter", "left": 1, "right": 1}
    looks = (
        {"font_color": MUTED, "font_size": 10, "top": 1}, {"font_color": NAVY, "font_size": 20, "bold": True},
        {"font_color": MUTED, "font_size": 9, "text_wrap": True, "bottom": 1},
    )  # fmt: skip
    for row, text, look in zip((LABEL, VALUE, SUB), texts, looks, strict=True):
        style = styles.of(**box, **look)
        sheet.merge_range(row - 1, left, row - 1, right, "", style)
        if text.startswith("="):
            sheet.write_formula(row - 1, left, text, style, 0)
        else:
            sheet.write_string(row - 1, left, text, style)
