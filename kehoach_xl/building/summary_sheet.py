"""`Tổng hợp`: by component, by period, who is late and who did well, by agency; live formulas throughout."""

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas, summary_lists
from kehoach_xl.building import summary_grid as grid
from kehoach_xl.building.plan_words import by_part
from kehoach_xl.building.plan_words import part as part_of
from kehoach_xl.building.styles import MIST, MUTED, NAVY, Styles
from kehoach_xl.building.summary_grid import at
from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.award import IN_TIME
from kehoach_xl.domain.lateness import LATE, ON_TIME, OVERDUE, PERIODS
from kehoach_xl.domain.plan import Plan
from kehoach_xl.ooxml.heights import Wrapped, row_height
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets import formulas
from kehoach_xl.sheets.layout import tables

SHEET = "Tổng hợp"
FIRST = 5
PREVIOUS = 'INDEX(KY_name,MATCH(KY_previous,KY_code,0))'
AGAINST = f'=IF(KY_previous="","So với kỳ trước: không có",IFERROR("So với "&{PREVIOUS},""))'
CHANGES = (AGAINST, "Hoàn thành / đến hạn", "Tỷ lệ", "Đến hạn đã xong: thêm (+), bớt (-)", "Điểm phần trăm")
# The place of a period in `Kỳ báo cáo` is the rest of its key divided by this.
LINES = 1000


def build(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, plan: Plan, register: Register,
    agencies: list[str],
) -> None:  # fmt: skip
    """Draw the sheet."""
    for column, width in grid.WIDTHS.items():
        sheet.set_column(column - 1, column - 1, width)
    sheet.set_column(grid.HIDDEN - 1, grid.HIDDEN + grid.HELPERS - 2, 12, None, {"hidden": 1})
    _title(sheet, styles)
    below = _components(sheet, styles, plan, FIRST)
    below = _periods(workbook, sheet, styles, below)
    _section(sheet, styles, below, "III. Cơ quan, nhiệm vụ cần lưu ý trong kỳ đang xem")
    pages = [below - 1]
    below = summary_lists.build(workbook, sheet, styles, below + 1)
    _agencies(workbook, sheet, styles, register, agencies, below)
    sheet.freeze_panes(2, 2)
    canvas.landscape(sheet, 3, document=True)
    sheet.repeat_rows(0, 1)
    sheet.set_h_pagebreaks([*pages, below - 1])
    # It follows the agencies that are listed later: sheets.printing.
    sheet.print_area(0, 0, below + 1 + len(agencies), grid.LAST - 1)


def _title(sheet: Worksheet, styles: Styles) -> None:
    sheet.set_row(0, 26)
    sheet.write(0, 0, "TỔNG HỢP KẾT QUẢ THỰC HIỆN", styles.title())
    name = "IFERROR(INDEX(KY_name,MATCH(KY_current,KY_code,0)),KY_current)"
    before = f'IF(KY_previous="",""," So sánh với: "&{PREVIOUS}&".")'
    text = f'=IF(KY_current="","Chưa mở kỳ báo cáo.",IFERROR("Kỳ đang xem: "&{name}&"."&{before},""))'
    sheet.write_formula(1, 0, text, styles.of(italic=True, font_color=MUTED), "")
    note = (
        "Tỷ lệ tính trên số nhiệm vụ đến hạn; dấu «–»: không có (ở cột tỷ lệ: chưa có nhiệm vụ đến hạn). Cột "
        "thêm, bớt: số việc đến hạn đã xong so với kỳ trước."
    )
    sheet.write(2, 0, note, styles.of(italic=True, font_color=MUTED))


def _section(sheet: Worksheet, styles: Styles, row: int, text: str) -> None:
    sheet.set_row(row - 1, 22)
    sheet.write(row - 1, 0, text, styles.of(bold=True, font_size=12, font_color=NAVY, valign="vcenter"))


def _components(sheet: Worksheet, styles: Styles, plan: Plan, row: int) -> int:
    """Section I; returns the row of the next section."""
    _section(sheet, styles, row, (
        f"I. {by_part(plan).capitalize()} (đơn vị tính: nhiệm vụ được hỏi trong kỳ; nhiều cơ quan thì theo cơ quan "
        "chậm nhất)"
    ))  # fmt: skip
    grid.heads(sheet, styles, row + 1, ("STT", part_of(plan), "Số nhiệm vụ"), CHANGES)
    first = row + 3
    if not plan.components:
        _total(sheet, styles, first, grid.of_tasks('PL_id,"?*"'))
        return first + 2
    for r, component in enumerate(plan.components, first):
        sheet.set_row(r - 1, row_height([Wrapped(component.name, grid.WIDTHS[grid.NAME])]))
        sheet.write_string(r - 1, grid.CODE - 1, component.code, styles.cell("code", center=True, valign="vcenter"))
        sheet.write_string(r - 1, grid.NAME - 1, component.name, styles.cell("text", valign="vcenter"))
        grid.line(sheet, styles, r, grid.of_tasks(formulas.exactly("PL_component", f"$A{r}")))
    last = first + len(plan.components) - 1
    _total(sheet, styles, last + 1, grid.sums(first, last))
    return last + 3


def _total(sheet: Worksheet, styles: Styles, row: int, counted: grid.Counted) -> None:
    sheet.set_row(row - 1, 20)
    sheet.write_blank(row - 1, grid.CODE - 1, None, styles.cell("code", fill=MIST, bold=True))
    look = styles.cell("text", fill=MIST, bold=True, valign="vcenter")
    sheet.write_string(row - 1, grid.NAME - 1, "Tổng cộng", look)
    grid.line(sheet, styles, row, counted, total=True)


def _periods(workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, row: int) -> int:
    """Section II, the latest periods, newest first; returns the row of the next section."""
    _section(sheet, styles, row, (
        f"II. Theo kỳ báo cáo, {PERIODS} kỳ gần nhất (đơn vị tính: lượt báo cáo = nhiệm vụ × cơ quan)"
    ))  # fmt: skip
    grid.heads(sheet, styles, row + 1, ("Kỳ", "Tên kỳ báo cáo", "Số lượt"), (
        "Phiếu báo cáo", "Đã nộp / đã phát", "Tỷ lệ nộp", "Đúng hạn / đã phát", "Tỷ lệ đúng hạn",
    ))  # fmt: skip
    first, last = row + 3, row + 2 + PERIODS
    for place, r in enumerate(range(first, last + 1), 1):
        _period(sheet, styles, r, place)
    workbook.define_name("TH_period", f"='{SHEET}'!$A${first}:$A${last}")
    area = f"{at(grid.CODE, first)}:{at(grid.LAST, last)}"
    canvas.marked(workbook, sheet, area, f'AND($A{first}<>"",$A{first}=KY_current)', MIST, bold=True)
    canvas.ruled(workbook, sheet, area, f'$A{first}<>""')
    return last + 2


def _period(sheet: Worksheet, styles: Styles, r: int, place: int) -> None:
    key, code = at(grid.HIDDEN + 3, r), f"$A{r}"
    mark = f"SUMIFS(KY_end,KY_code,KY_code)*{LINES}+ROW(KY_code)-MIN(ROW(KY_code))+1"
    center, left = styles.of(align="center", valign="vcenter"), styles.of(valign="vcenter", text_wrap=True)

    def put(column: int, formula: str, look: Format = center) -> None:
        sheet.write_formula(r - 1, column - 1, formula, look, "")

    unseen = styles.of(num_format=grid.UNSEEN)
    put(grid.HIDDEN + 3, f"=IFERROR(SUMPRODUCT(LARGE((LEN(KY_code)>0)*({mark}),{place})),0)", unseen)
    put(grid.CODE, f'=IF({key}<=0,"",INDEX(KY_code,MOD({key},{LINES}))&"")')
    put(grid.NAME, f'=IF({code}="","",INDEX(KY_name,MOD({key},{LINES}))&"")', left)
    grid.line(sheet, styles, r, grid.of_reports(f"TD_period,{code}"), key=code)
    sent = f'GN_period,{code},GN_dispatch,"?*"'
    for column, formula in enumerate((
        f"COUNTIFS({sent})", "+".join(f'COUNTIFS({sent},GN_result,"{one}")' for one in (ON_TIME, LATE)),
        f'COUNTIFS({sent},GN_result,"{ON_TIME}")',
    ), grid.HIDDEN):  # fmt: skip
        put(column, f'=IF({code}="","",{formula})', unseen)
    whole = at(grid.HIDDEN, r)
    share = styles.of(align="center", valign="vcenter", num_format="0.0%")
    for column, part in ((grid.BEFORE, at(grid.HIDDEN + 1, r)), (grid.MORE_DONE, at(grid.HIDDEN + 2, r))):
        put(column, f'=IF({code}="","",{grid.ratio(part, whole)})')
        put(column + 1, f'=IF({code}="","",{grid.share(part, whole)})', share)


def _agencies(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, register: Register, agencies: list[str], row: int
) -> None:
    """Section IV: the lines of the scope table, filled as agencies get rows."""
    _section(sheet, styles, row, "IV. Theo cơ quan trong kỳ đang xem (đơn vị tính: nhiệm vụ của cơ quan)")
    grid.heads(sheet, styles, row + 1, ("Mã", "Cơ quan báo cáo", "Số nhiệm vụ"), CHANGES)
    layout, first = tables()["scope"], row + 3
    count = grid.agency_lines(len(agencies))
    last = first + count - 1
    for place in range(1, count + 1):
        r = first + place - 1
        code = agencies[place - 1] if place <= len(agencies) else ""
        sheet.write(r - 1, grid.CODE - 1, code, styles.of(num_format="@", align="center", valign="vcenter"))
        named = register.name(code) if code else ""
        sheet.set_row(r - 1, row_height([Wrapped(named, grid.WIDTHS[grid.NAME])]) if code else 30)
        name = f'=IF($A{r}="","",IFERROR(INDEX(CQ_name,MATCH($A{r},CQ_code,0))&"","(không có trong danh sách)"))'
        sheet.write_formula(r - 1, grid.NAME - 1, name, styles.of(valign="vcenter", text_wrap=True), "")
        mine = f"TD_agency,$A{r},TD_period,"
        grid.line(sheet, styles, r, grid.of_reports(f"{mine}KY_current", f"{mine}KY_previous"), key=f"$A{r}")
        _judged(sheet, styles, r, f"(ROW($A{r})-ROW($A${first - 1}))", f"{mine}KY_current")
    canvas.bind(workbook, layout, count, first=first, left=1)
    for name, column in (
        ("name", grid.NAME), ("due", grid.DUE), ("in_time", grid.HIDDEN + 2), ("rate", grid.HIDDEN + 4),
        ("key", grid.HIDDEN + 5),
    ):  # fmt: skip
        letters = column_letters(column)
        workbook.define_name(f"TH_{name}", f"='{SHEET}'!${letters}${first}:${letters}${last}")
    canvas.ruled(workbook, sheet, f"{at(grid.CODE, first)}:{at(grid.LAST, last)}", f'$A{first}<>""')


def _judged(sheet: Worksheet, styles: Styles, r: int, place: str, mine: str) -> None:
    """In hidden columns: what an agency finished in time, has overdue, and its key in the shortlist (0: not on it).
    ``place`` is a formula, so that it holds when she sorts the lines."""
    in_time, overdue, rate = (at(grid.HIDDEN + offset, r) for offset in (2, 3, 4))
    due, form = at(grid.DUE, r), f"MATCH($A{r},NB_agency,0)"
    sent, on_time = f"INDEX(NB_sent,{form})", f"INDEX(NB_on_time,{form})"
    meets = (
        f"AND({due}>0,{overdue}=0,{in_time}*100>=TH_award_done_used*{due},{sent}>0,"
        f"{on_time}*100>=TH_award_forms_used*{sent})"
    )
    unseen = styles.of(num_format=grid.UNSEEN)
    best = f"ROUND({rate}*1000,0)*1000000+{in_time}*1000+999-{place}"
    for offset, formula in enumerate((
        "+".join(f'COUNTIFS({mine},TD_due_state,"{state}",TD_class,"{IN_TIME}")' for state in formulas.DUE_STATES),
        "+".join(f'COUNTIFS({mine},TD_class,"{one}")' for one in OVERDUE),
        f"IF({due}=0,0,{in_time}/{due})",
        f"IFERROR(IF({meets},{best},0),0)",
    ), 2):  # fmt: skip
        sheet.write_formula(r - 1, grid.HIDDEN + offset - 1, f'=IF($A{r}="","",{formula})', unseen, "")
