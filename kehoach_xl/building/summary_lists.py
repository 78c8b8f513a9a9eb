"""Three short lists of `Tổng hợp`, side by side: forms not handed in on time, tasks overdue, the shortlist for
commendation; above them its rule with two thresholds."""

from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.styles import INPUT, INPUT_LINE, NAVY, Styles
from kehoach_xl.building.summary_grid import HIDDEN, LAST, UNSEEN, at, day_text, ratio
from kehoach_xl.domain.award import Rule
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.award_rule import FINISHED, HANDED_IN

SHEET = "Tổng hợp"
LINES = 10
DAYS = "Số ngày"
# A line is two texts high: an agency's name, the beginning of a task's content.
HEIGHT, CONTENT = 30, 76
RULE = (
    '"Cơ quan có nhiệm vụ đến hạn trong kỳ đang xem, hoàn thành đúng hạn từ "&{done}&" % số nhiệm vụ đó, không có "&'
    '"nhiệm vụ quá hạn, và nộp đúng hạn từ "&{forms}&" % số phiếu đã đến hạn, 12 kỳ gần nhất "&'
    '"(xem trang Nộp báo cáo). "&'
    '"Danh sách để tham khảo; việc xét khen thưởng theo pháp luật về thi đua, khen thưởng."'
)


@dataclass(frozen=True)
class Field:
    """A column of a list: its first and last sheet column (from 1), heading and formula (``{key}`` is the cell that
    finds the line); text stands left, a number centred."""

    left: int
    right: int
    head: str
    formula: str
    text: bool = False


@dataclass(frozen=True)
class List:
    """``count``: how many there are; its cell gets the ``name``. ``key`` finds the line of a place, 0 when there is
    none. Both stand in the hidden column ``helper``."""

    title: str
    unit: str
    name: str
    count: str
    key: str
    helper: int
    fields: Sequence[Field]
    more: str
    until: bool = True


def _of(name: str, keys: str) -> str:
    """What stands in a column where the key stands in ``keys``: places would be wrong once she sorts."""
    return f"INDEX({name},MATCH({{key}},{keys},0))"


def _late() -> List:
    return List(
        "a) Phiếu quá hạn nộp", "phiếu", "TH_late_count", 'COUNTIF(NB_key,">0")', "LARGE(NB_key,{place})", HIDDEN, (
            Field(1, 2, "Cơ quan", _of("NB_name", "NB_key"), True),
            Field(3, 3, DAYS, _of("NB_days", "NB_key")),
            Field(4, 5, "Kết quả nộp", _of("NB_state", "NB_key"), True),
        ), "phiếu khác ở trang Nộp báo cáo",
    )  # fmt: skip


def _overdue() -> List:
    """Fell due, neither done nor dropped, the day lies behind; see :func:`kehoach_xl.domain.lateness.days_overdue`."""
    content, due = _of("TD_content", "TD_overdue"), _of("TD_due_date", "TD_overdue")
    return List(
        "b) Nhiệm vụ đã qua ngày đến hạn, chưa xong", "dòng", "TH_overdue_count",
        'COUNTIF(TD_overdue,">0")', "LARGE(TD_overdue,{place})", HIDDEN + 1, (
            Field(7, 7, "STT", _of("TD_code", "TD_overdue")),
            Field(8, 12, "Nhiệm vụ",
                  f'IF(LEN({content})>{CONTENT},LEFT({content},{CONTENT - 1})&"…",{content}&"")', True),
            Field(13, 13, "Cơ quan", f'{_of("TD_agency", "TD_overdue")}&""'),
            Field(14, 14, DAYS, f"KY_asof-INT({due})"),
        ), "dòng khác ở trang Tiến độ",
    )  # fmt: skip


def _awards() -> List:
    in_time, due = _of("TH_in_time", "TH_key"), _of("TH_due", "TH_key")
    code = _of("TH_agency", "TH_key")
    on_time, sent = f"INDEX(NB_on_time,MATCH({code},NB_agency,0))", f"INDEX(NB_sent,MATCH({code},NB_agency,0))"
    return List(
        "c) Đề nghị xem xét khen thưởng", "cơ quan", "TH_award_count", 'COUNTIF(TH_key,">0")', "LARGE(TH_key,{place})",
        HIDDEN + 2, (
            Field(16, 18, "Cơ quan", _of("TH_name", "TH_key"), True),
            Field(19, 19, "Nhiệm vụ đúng hạn", ratio(in_time, due)),
            Field(20, 20, "Phiếu đúng hạn", ratio(on_time, sent)),
        ), "cơ quan khác ở mục IV", until=False,
    )  # fmt: skip


def build(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, row: int) -> int:
    """Draw the rule and the lists from sheet row ``row`` on; returns the row of the next section."""
    _rule(workbook, sheet, styles, row)
    row += 3
    sheet.set_row(row - 1, 20)
    sheet.set_row(row, 44)
    for offset in range(LINES):
        sheet.set_row(row + 1 + offset, HEIGHT)
    for one in (_late(), _overdue(), _awards()):
        _draw(workbook, sheet, styles, one, row)
        left, right = column_letters(one.fields[0].left), column_letters(one.fields[-1].right)
        used = f'${left}{row + 2}&${column_letters(one.fields[1].left)}{row + 2}<>""'
        canvas.ruled(workbook, sheet, f"{left}{row + 2}:{right}{row + 1 + LINES}", used)
    return row + LINES + 4


def _draw(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, one: List, row: int) -> None:
    title = styles.of(bold=True, font_color=NAVY, valign="vcenter")
    until = f'" (tính đến "&{day_text("KY_asof")}&"): "' if one.until else '": "'
    caption = f'="{one.title}"&IF(KY_current="","",{until}&{one.name}&" {one.unit}")'
    left = one.fields[0].left - 1
    count = f'=IF(KY_current="",0,IFERROR({one.count},0))'
    # In the line of heads: beside an empty cell LibreOffice prints ### for a number in a hidden column.
    sheet.write_formula(row, one.helper - 1, count, styles.of(num_format=UNSEEN), 0)
    workbook.define_name(one.name, f"='{SHEET}'!${column_letters(one.helper)}${row + 1}")
    sheet.write_formula(row - 1, left, caption, title, one.title)
    for field in one.fields:
        _merged(sheet, row + 1, field, field.head, styles.head(font_size=10))
    named = next(place for place, field in enumerate(one.fields) if field.text)
    for place in range(1, LINES + 1):
        r = row + 1 + place
        key = at(one.helper, r)
        found = one.key.format(place=place)
        sheet.write_formula(r - 1, one.helper - 1, f"=IFERROR({found},0)", styles.of(num_format=UNSEEN), 0)
        for index, field in enumerate(one.fields):
            none = f'IF(AND(KY_current<>"",{one.name}=0),"Không có.","")' if (place, index) == (1, named) else '""'
            style = styles.of(
                valign="vcenter", text_wrap=True, align="left" if field.text else "center", font_size=10,
                # Of a difference of two days LibreOffice would make a day.
                num_format="0" if field.head == DAYS else "General",
            )  # fmt: skip
            _merged(sheet, r, field, "", style)
            formula = f"=IF({key}=0,{none},{field.formula.format(key=key)})"
            sheet.write_formula(r - 1, field.left - 1, formula, style, "")
    more = f'=IF({one.name}>{LINES},"… và "&({one.name}-{LINES})&" {one.more}.","")'
    sheet.write_formula(row + LINES + 1, left, more, styles.of(italic=True, font_size=10), "")


def _rule(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, row: int) -> None:
    """The two thresholds of the shortlist in input cells, and its rule in one sentence."""
    label = styles.of(align="right", valign="vcenter")
    entry = styles.of(bg_color=INPUT, border=1, border_color=INPUT_LINE, align="center", valign="vcenter", bold=True)
    used = []
    sheet.set_row(row - 1, 20)
    for start, left, helper, name, text, default in (
        (1, 9, HIDDEN, FINISHED, "Tiêu chí khen thưởng: hoàn thành đúng hạn, từ (%)", Rule().finished),
        (10, LAST, HIDDEN + 1, HANDED_IN, "nộp phiếu đúng hạn, từ (%)", Rule().handed_in),
    ):  # fmt: skip
        sheet.merge_range(row - 1, start - 1, row - 1, left - 2, text, label)
        sheet.write_number(row - 1, left - 1, default, entry)
        sheet.data_validation(row - 1, left - 1, row - 1, left - 1, {
            "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100, "input_title": "Tiêu chí",
            "input_message": "Ghi số từ 0 đến 100. Để trống: theo mức thường dùng.", "error_title": "Chưa đúng",
            "error_message": "Vui lòng ghi số từ 0 đến 100.", "error_type": "warning",
        })  # fmt: skip
        typed = f"IFERROR(IF(AND(ISNUMBER({name}),{name}>=0,{name}<=100),{name},{default:g}),{default:g})"
        sheet.write_formula(row - 1, helper - 1, f"={typed}", styles.of(num_format=UNSEEN), default)
        for bound, column in ((name, left), (f"{name}_used", helper)):
            workbook.define_name(bound, f"='{SHEET}'!${column_letters(column)}${row}")
        used.append(at(helper, row))
    sheet.set_row(row, 32)
    look = styles.of(text_wrap=True, valign="vcenter", italic=True)
    sheet.merge_range(row, 0, row, LAST - 1, "", look)
    sheet.write_formula(row, 0, f"={RULE.format(done=used[0], forms=used[1])}", look, "")


def _merged(sheet: Worksheet, row: int, field: Field, text: str, style: Format) -> None:
    if field.right > field.left:
        sheet.merge_range(row - 1, field.left - 1, row - 1, field.right - 1, text, style)
    elif text:
        sheet.write_string(row - 1, field.left - 1, text, style)
