"""`Thư`: the fills by what became of a letter, the drop-down, and the line of counts above."""

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.settings_sheet import choose
from kehoach_xl.building.styles import BAD, CALM, GOOD, MIST, PAPER, WARN
from kehoach_xl.domain import letter
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.layout import TableLayout

FILLS = {
    GOOD: (letter.SENT, letter.DRAFTED), WARN: (letter.NO_ADDRESS, letter.DOUBTFUL), BAD: (letter.FAILED,),
    MIST: (letter.WAITING,), CALM: (letter.SET_ASIDE, letter.REPLACED),
}  # fmt: skip
# A state stands alone, or before a colon and the reason.
IS_STATE = 'OR({cell}="{word}",LEFT({cell},{size})="{word}:")'


def is_state(cell: str, words: tuple[str, ...]) -> str:
    """Whether a cell tells one of these states."""
    tests = (IS_STATE.format(cell=cell, word=word, size=len(word) + 1) for word in words)
    return f"OR({','.join(tests)})"


def marks(workbook: xlsxwriter.Workbook, sheet: Worksheet, layout: TableLayout) -> None:
    """Fills by state; and none over the cells of a letter that she can change no more."""
    last = layout.first + layout.spare - 1

    def area(field: str) -> str:
        letters = column_letters(layout.at(field))
        return f"{letters}{layout.first}:{letters}{last}"

    cell = f"${column_letters(layout.at('state'))}{layout.first}"
    for fill, words in FILLS.items():
        canvas.marked(workbook, sheet, area("state"), is_state(cell, words), fill, bold=True)
    closed = is_state(cell, (letter.SENT, letter.DRAFTED, letter.DOUBTFUL, letter.REPLACED))
    for field in ("subject", "body"):
        canvas.marked(workbook, sheet, area(field), closed, PAPER)
    canvas.marked(workbook, sheet, area("choice"), is_state(cell, (letter.REPLACED,)), PAPER)


def rules(sheet: Worksheet, layout: TableLayout) -> None:
    """The drop-down, with a word on what each choice does."""
    says = (
        "Không gửi: để riêng, không gửi thư này. Gửi lại: gửi thêm một lần dù thư có thể đã đi. Đã gửi rồi: thư đã đi, "
        "không gửi nữa. Thực hiện khi bấm Gửi thư."
    )
    choose(sheet, layout, "choice", list(letter.CHOICES), ("Xử lý", says))
