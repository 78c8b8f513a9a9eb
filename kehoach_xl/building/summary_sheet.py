"""`Tổng hợp`: completion by component, by agency and by period, and the receipt matrix, as live formulas."""

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.styles import BAD, CALM, GOOD, MIST, SKY, WARN, Styles
from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.plan import Plan
from kehoach_xl.domain.status import CLASSES
from kehoach_xl.ooxml.heights import Wrapped, row_height
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets import formulas
from kehoach_xl.sheets.layout import tables

# Columns (1-based): code, name, count, one per class, due, done, rate, then receipts of six periods.
CODE, NAME, COUNT, FIRST_CLASS = 1, 2, 3, 4
DUE = FIRST_CLASS + len(CLASSES)
DONE, RATE, RECEIPTS = DUE + 1, DUE + 2, DUE + 3
PERIODS = 8
NAME_WIDTH = 44
# Lines printed beyond the agencies known at the start, for members of groups chosen later.
ROOM = 4
RECEIPT_PERIODS = 6


def build(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, plan: Plan, register: Register,
    agencies: list[str],
) -> dict[str, str]:  # fmt: skip
    """Draw the three tables; returns addresses the dashboard's charts need."""
    sheet.set_column(0, 0, 11)
    sheet.set_column(NAME - 1, NAME - 1, NAME_WIDTH)
    sheet.set_column(COUNT - 1, RATE - 2, 9.2)
    sheet.set_column(RATE - 1, RATE - 1, 24)
    sheet.set_column(RECEIPTS - 1, RECEIPTS + RECEIPT_PERIODS - 2, 11)
    sheet.set_row(0, 26)
    sheet.write(0, 0, "TỔNG HỢP KẾT QUẢ THỰC HIỆN", styles.title())
    sheet.write_formula(1, 0, '="Kỳ đang xem: "&KY_current_name', styles.of(italic=True, font_color="#5B6675"), "")

    row = 4
    _title(sheet, styles, row, (
        "I. Theo chỉ số thành phần (đơn vị tính: nhiệm vụ được hỏi trong kỳ; nhiều cơ quan thì theo cơ quan chậm nhất)"
    ))  # fmt: skip
    _header(sheet, styles, row + 1, "STT", "Chỉ số thành phần", "Số nhiệm vụ")
    first = row + 2
    for index, component in enumerate(plan.components):
        r = first + index
        cell = f"$A{r}"
        counts = {c: f"=COUNTIFS(PL_component,{cell},PL_class,{_head(c, row + 1)})" for c in CLASSES}
        asked = f"SUMPRODUCT((PL_component={cell})*(LEN(PL_class)>0))"
        total = f'=IF(KY_current="",COUNTIFS(PL_component,{cell},PL_id,"?*"),{asked})'
        due = f"=SUMPRODUCT((PL_component={cell})*(PL_due=1)*(PL_class<>\"Không còn phù hợp\"))"
        done = f'=SUMPRODUCT((PL_component={cell})*(PL_due=1)*(LEFT(PL_class,10)="Hoàn thành"))'
        _line(sheet, styles, r, component.code, component.name, total, counts, due, done)
    last = first + len(plan.components) - 1
    _total(sheet, styles, last + 1, first, last)

    row = last + 4
    _title(sheet, styles, row, "II. Theo kỳ báo cáo (đơn vị tính: lượt báo cáo = nhiệm vụ × cơ quan)")
    _header(sheet, styles, row + 1, "Kỳ", "Tên kỳ báo cáo", "Số lượt")
    for index in range(PERIODS):
        r = row + 2 + index
        code = f'=IF(INDEX(KY_code,{index + 1})="","",INDEX(KY_code,{index + 1}))'
        name = f'=IF($A{r}="","",INDEX(KY_name,{index + 1}))'
        _counted(sheet, styles, r, code, name, f"TD_period,$A{r}", f"(TD_period=$A{r})", row + 1)

    row = row + 2 + PERIODS + 2
    canvas.ruled(workbook, sheet, f"A{row - PERIODS - 2}:{column_letters(RATE)}{row - 3}", f'$A{row - PERIODS - 2}<>""')
    _title(sheet, styles, row, (
        "III. Theo cơ quan trong kỳ đang xem (đơn vị tính: nhiệm vụ của cơ quan) và kết quả nộp phiếu theo kỳ"
    ))  # fmt: skip
    _header(sheet, styles, row + 1, "Mã", "Cơ quan báo cáo", "Số nhiệm vụ")
    for index in range(RECEIPT_PERIODS):
        head = f'=IF(INDEX(KY_code,{index + 1})="","",INDEX(KY_code,{index + 1}))'
        sheet.write_formula(row, RECEIPTS - 1 + index, head, styles.of(bold=True, align="center", valign="vcenter"), "")
    left, right = column_letters(RECEIPTS), column_letters(RECEIPTS + RECEIPT_PERIODS - 1)
    canvas.ruled(workbook, sheet, f"{left}{row + 1}:{right}{row + 1}", f'{left}{row + 1}<>""', SKY)
    layout = tables()["scope"]
    for index in range(layout.spare):
        r = row + 2 + index
        code = agencies[index] if index < len(agencies) else ""
        sheet.write(r - 1, 0, code, styles.column("code", center=True))
        name = f'=IF($A{r}="","",IFERROR(INDEX(CQ_name,MATCH($A{r},CQ_code,0)),"(không có trong danh sách)"))'
        _counted(
            sheet, styles, r, None, name, f"TD_agency,$A{r},TD_period,KY_current",
            f"(TD_agency=$A{r})*(TD_period=KY_current)", row + 1,
        )  # fmt: skip
        for column in range(RECEIPT_PERIODS):
            at = RECEIPTS + column
            head = f"{column_letters(at)}${row + 1}"
            text = (
                f'=IF(OR($A{r}="",{head}=""),"",IFERROR(INDEX(GN_result,MATCH({head}&"|"&$A{r},GN_id,0)),"–"))'
            )
            sheet.write_formula(r - 1, at - 1, text, styles.column("text", center=True), "")
    canvas.bind(workbook, layout, layout.spare, first=row + 2, left=1)
    area = f"A{row + 2}:{column_letters(RATE)}{row + 1 + layout.spare}"
    canvas.ruled(workbook, sheet, area, f'$A{row + 2}<>""')
    area = f"{left}{row + 2}:{right}{row + 1 + layout.spare}"
    for word, fill in (("Đúng hạn", GOOD), ("Trễ", WARN), ("Trống", CALM), ("Chưa gửi", BAD)):
        canvas.marked(workbook, sheet, area, f'{left}{row + 2}="{word}"', fill)
    canvas.ruled(workbook, sheet, area, f'AND($A{row + 2}<>"",{left}${row + 1}<>"")')
    sheet.freeze_panes(3, 2)
    canvas.landscape(sheet, 3)
    sheet.repeat_rows(0, 1)
    sheet.print_area(0, 0, row + 1 + len(agencies) + ROOM, RECEIPTS - 2 + RECEIPT_PERIODS)
    return {"first": str(first), "last": str(last), "head": str(5)}


def _head(klass: str, head_row: int) -> str:
    return f"{column_letters(FIRST_CLASS + CLASSES.index(klass))}${head_row}"


def _title(sheet: Worksheet, styles: Styles, row: int, text: str) -> None:
    sheet.write(row - 1, 0, text, styles.of(bold=True, font_size=12, font_color="#1F3A5F"))


def _header(sheet: Worksheet, styles: Styles, row: int, *first: str) -> None:
    heads = [*first, *CLASSES, "Đến hạn", "Hoàn thành trong số đến hạn", "Tỷ lệ hoàn thành trên số đến hạn"]
    sheet.set_row(row - 1, 80)
    for column, head in enumerate(heads):
        sheet.write(row - 1, column, head, styles.head())


def _line(
    sheet: Worksheet, styles: Styles, r: int, code: str, name: str, total: str, counts: dict[str, str],
    due: str, done: str,
) -> None:  # fmt: skip
    number = styles.cell("number", center=True)
    sheet.set_row(r - 1, row_height([Wrapped(name, NAME_WIDTH)]))
    sheet.write_string(r - 1, CODE - 1, code, styles.cell("code", center=True))
    sheet.write_string(r - 1, NAME - 1, name, styles.cell("text"))
    sheet.write_formula(r - 1, COUNT - 1, total, number, 0)
    for index, klass in enumerate(CLASSES):
        sheet.write_formula(r - 1, FIRST_CLASS - 1 + index, counts[klass], number, 0)
    sheet.write_formula(r - 1, DUE - 1, due, number, 0)
    sheet.write_formula(r - 1, DONE - 1, done, number, 0)
    _rate(sheet, styles, r)


def _rate(sheet: Worksheet, styles: Styles, r: int, **more: object) -> None:
    done, due = f"{column_letters(DONE)}{r}", f"{column_letters(DUE)}{r}"
    sheet.write_formula(
        r - 1, RATE - 1, formulas.rate(done, due), styles.cell("share", center=True, **more), formulas.NONE_DUE
    )


def _total(sheet: Worksheet, styles: Styles, r: int, first: int, last: int) -> None:
    bold = styles.cell("number", center=True, fill=MIST, bold=True)
    sheet.write_blank(r - 1, CODE - 1, None, bold)
    sheet.write_string(r - 1, NAME - 1, "Tổng cộng", styles.cell("text", fill=MIST, bold=True))
    for column in range(COUNT, RATE):
        letters = column_letters(column)
        sheet.write_formula(r - 1, column - 1, f"=SUM({letters}{first}:{letters}{last})", bold, 0)
    _rate(sheet, styles, r, bold=True, bg_color=MIST)


def _counted(
    sheet: Worksheet, styles: Styles, r: int, code: str | None, name: str, where: str, product: str, head_row: int
) -> None:
    """A line over record rows that stays empty while its code is empty."""
    number = styles.column("number", center=True)

    def when(formula: str) -> str:
        return f'=IF($A{r}="","",{formula})'

    if code is not None:
        sheet.write_formula(r - 1, CODE - 1, code, styles.column("code", center=True), "")
    sheet.write_formula(r - 1, NAME - 1, name, styles.column("text"), "")
    sheet.write_formula(r - 1, COUNT - 1, when(f"COUNTIFS({where})"), number, "")
    for index, klass in enumerate(CLASSES):
        formula = when(f"COUNTIFS({where},TD_class,{_head(klass, head_row)})")
        sheet.write_formula(r - 1, FIRST_CLASS - 1 + index, formula, number, "")
    states = "+".join(f'(TD_due_state="{state}")' for state in formulas.DUE_STATES)
    due = when(f'SUMPRODUCT({product}*({states})*(TD_class<>"Không còn phù hợp"))')
    done = when(f'SUMPRODUCT({product}*({states})*(LEFT(TD_class,10)="Hoàn thành"))')
    sheet.write_formula(r - 1, DUE - 1, due, number, "")
    sheet.write_formula(r - 1, DONE - 1, done, number, "")
    dones, dues = f"{column_letters(DONE)}{r}", f"{column_letters(DUE)}{r}"
    rate = when(formulas.rate(dones, dues).removeprefix("="))
    sheet.write_formula(r - 1, RATE - 1, rate, styles.column("share", center=True), "")
