"""`Nộp báo cáo`: which agency handed in what, period by period, and how late; after the completeness and timeliness
tables of DHIS2, with every denominator printed."""

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.styles import BAD, CALM, GOOD, MIST, MUTED, WARN, Styles
from kehoach_xl.building.summary_grid import UNSEEN, agency_lines, at, day_text, ratio, share
from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.lateness import EMPTY, LATE, MISSING, ON_TIME, PERIODS, RESULTS, UNASKED
from kehoach_xl.ooxml.heights import Wrapped, row_height
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.formulas import no_day

SHEET = "Nộp báo cáo"
# Symbols of the results, in the order of RESULTS, and of a form that was never sent.
SYMBOLS, UNSENT, WAITED = "✓!○×", "–", "…"
FILLS = dict(zip(SYMBOLS, (GOOD, WARN, CALM, BAD), strict=True))
# Columns, counted from 1.
CODE, NAME, STATE, DEADLINE, RECEIVED, DAYS, ON, SENT, RATE = range(1, 10)
MATRIX = RATE + 1
LAST = MATRIX + PERIODS - 1
KEY = LAST + 1
WIDTHS = (9.5, 27, 13, 10.8, 10.8, 8, 7, 7, 7.5, *[6.8] * PERIODS)
HEADS = (
    "Mã", "Cơ quan", "Kết quả nộp", "Hạn nộp", "Ngày nhận", "Số ngày quá hạn", "Đúng hạn", "Được phát", "Tỷ lệ",
)  # fmt: skip
# Hidden rows: whether the forms of a period count in the view, and whether their deadline has passed. Below them the
# first of two header rows and the first of four lines of totals.
COUNTED, PASSED, HEAD, TOTALS = 5, 6, 7, 9
FIRST = TOTALS + 4
STATES = "{" + ",".join(f'"{one}"' for one in RESULTS) + "}"
COUNTING = (
    f"Phiếu đã đến hạn, {PERIODS} kỳ gần nhất: phiếu đã phát của các kỳ không kết thúc sau kỳ đang xem, đã qua hạn nộp "
    "hoặc đã nộp. Ở từng kỳ: tính trên số phiếu đã phát."
)
LEGEND = (
    f"✓ {ON_TIME}; ! {LATE}; ○ {EMPTY} (gửi về nhưng chưa điền, coi là chưa nộp); × {MISSING}; … chưa đến hạn nộp; "
    f"– không phát phiếu ({UNASKED}: vẫn có báo cáo, không tính là trễ)."
)


def build(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, register: Register, agencies: list[str]
) -> None:
    """Draw the sheet; its lines are those of the scope table of `Tổng hợp`."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_column(KEY - 1, KEY - 1, 12, None, {"hidden": 1})
    _title(sheet, styles)
    _flags(sheet, styles)
    _heads(sheet, styles)
    count = agency_lines(len(agencies))
    last = FIRST + count - 1
    for place in range(1, count + 1):
        name = register.name(agencies[place - 1]) if place <= len(agencies) else ""
        sheet.set_row(FIRST + place - 2, row_height([Wrapped(name, WIDTHS[1])]) if name else 30)
        _line(sheet, styles, FIRST + place - 1)
    _totals(sheet, styles, last)
    for name, column in (
        ("agency", CODE), ("name", NAME), ("state", STATE), ("received", RECEIVED), ("days", DAYS), ("on_time", ON),
        ("sent", SENT), ("key", KEY),
    ):  # fmt: skip
        letters = column_letters(column)
        workbook.define_name(f"NB_{name}", f"='{SHEET}'!${letters}${FIRST}:${letters}${last}")
    _marks(workbook, sheet, last)
    sheet.freeze_panes(FIRST - 1, 2)
    canvas.landscape(sheet, HEAD + 1, head_rows=2, document=True)
    # It follows the agencies that are listed later: sheets.printing.
    sheet.print_area(0, 0, FIRST - 2 + len(agencies), LAST - 1)


def _title(sheet: Worksheet, styles: Styles) -> None:
    sheet.set_row(0, 26)
    sheet.write(0, 0, "THEO DÕI NỘP BÁO CÁO", styles.title())
    name = "IFERROR(INDEX(KY_name,MATCH(KY_current,KY_code,0)),KY_current)"
    until = f'". Số ngày quá hạn tính đến "&{day_text("KY_asof")}&"."'
    muted = styles.of(italic=True, font_color=MUTED)
    text = f'=IF(KY_current="","Chưa mở kỳ báo cáo.",IFERROR("Kỳ đang xem: "&{name}&{until},""))'
    sheet.write_formula(1, 0, text, muted, "")
    sheet.write(2, 0, LEGEND, muted)
    sheet.set_row(3, 24)
    sheet.write(3, 0, COUNTING, styles.of(italic=True, font_color=MUTED, valign="top"))


def _flags(sheet: Worksheet, styles: Styles) -> None:
    """1 or 0 above each period, in two hidden rows; see :func:`kehoach_xl.domain.lateness.asked`."""
    unseen = styles.of(num_format=UNSEEN)
    for row in (COUNTED, PASSED):
        sheet.set_row(row - 1, None, None, {"hidden": True})
    for column in range(MATRIX, LAST + 1):
        head = at(column, HEAD + 1)

        def of(field: str, code: str = head) -> str:
            return f"INDEX(KY_{field},MATCH({code},KY_code,0))"

        by = f'INT(N({of("deadline")}))'
        for row, holds in (
            (COUNTED, f'{of("end")}<={of("end", "KY_current")}'), (PASSED, f"AND(NOT({no_day(by)}),{by}<KY_asof)"),
        ):  # fmt: skip
            formula = f'=IF(OR({head}="",KY_current=""),0,IFERROR(IF({holds},1,0),0))'
            sheet.write_formula(row - 1, column - 1, formula, unseen, 0)


def _across(row: int) -> str:
    """A row over the columns of the periods, as an absolute address."""
    return f"${column_letters(MATRIX)}${row}:${column_letters(LAST)}${row}"


def _asked(agency: str = "") -> str:
    """How many forms count whose deadline has passed or that were handed in; ``agency`` is a cell, "" all of them."""
    late = f"(1-{_across(PASSED)})*{_came(agency, (ON_TIME, LATE))}"
    return f"SUMPRODUCT({_across(COUNTED)}*({_across(PASSED)}*{_sent(agency)}+{late}))"


def _handed(words: tuple[str, ...], agency: str = "") -> str:
    """How many forms that count came back with these results."""
    return f"SUMPRODUCT({_across(COUNTED)}*{_came(agency, words)})"


def _came(agency: str, words: tuple[str, ...]) -> str:
    return "(" + "+".join(_sent(agency, f',GN_result,"{one}"') for one in words) + ")"


def _sent(agency: str, more: str = "") -> str:
    """Forms sent, one number for each period."""
    mine = f"GN_agency,{agency}," if agency else ""
    return f'COUNTIFS({mine}GN_period,{_across(HEAD + 1)},GN_dispatch,"?*"{more})'


def _heads(sheet: Worksheet, styles: Styles) -> None:
    look = styles.head(font_size=10)
    sheet.set_row(HEAD - 1, 28)
    sheet.set_row(HEAD, 44)
    for column, head in ((CODE, HEADS[0]), (NAME, HEADS[1])):
        sheet.merge_range(HEAD - 1, column - 1, HEAD, column - 1, head, look)
    for left, right, text in (
        (STATE, DAYS, "Kỳ đang xem"), (ON, RATE, f"Phiếu đã đến hạn, {PERIODS} kỳ gần nhất"),
        (MATRIX, LAST, f"{PERIODS} kỳ gần nhất"),
    ):  # fmt: skip
        sheet.merge_range(HEAD - 1, left - 1, HEAD - 1, right - 1, text, look)
    for column, head in enumerate(HEADS[STATE - 1 :], STATE):
        sheet.write(HEAD, column - 1, head, look)
    for place in range(1, PERIODS + 1):  # oldest on the left: `Tổng hợp` lists the newest first
        count = 'COUNTIF(TH_period,"?*")'
        sheet.write_formula(
            HEAD, MATRIX + place - 2, f'=IF({place}>{count},"",INDEX(TH_period,{count}-{place - 1}))', look, ""
        )


def _line(sheet: Worksheet, styles: Styles, r: int) -> None:
    code, mine = f"$A{r}", f"MATCH(KY_current&\"|\"&$A{r},GN_id,0)"
    center, text = styles.of(align="center", valign="vcenter"), styles.of(valign="vcenter", text_wrap=True)
    day = styles.of(align="center", valign="vcenter", num_format="dd/mm/yyyy")

    def put(column: int, formula: str, look: Format = center) -> None:
        whole = formula if column == CODE else f'IF({code}="","",{formula})'
        sheet.write_formula(r - 1, column - 1, f"={whole}", look, "")

    # As many lines stand above as cells with a formula: places hold when lines are sorted, added or taken out.
    mirrored = f"INDEX(TH_agency,COUNTA($A${FIRST - 1}:$A{r - 1})+1)"
    put(CODE, f'IF({mirrored}="","",{mirrored})')
    put(NAME, f'IFERROR(INDEX(CQ_name,MATCH({code},CQ_code,0))&"","(không có trong danh sách)")', text)
    result = f"INDEX(GN_result,{mine})"
    waited = f'AND({result}="{MISSING}",IF(ISNUMBER(SB_deadline),SB_deadline>=KY_asof,TRUE))'
    sign = f'IF({waited},"{WAITED}",IFERROR({_symbol(result)},"{UNSENT}"))'
    put(STATE, f'IFERROR({sign}&" "&{result},"{UNSENT}")', text)
    deadline, received = at(DEADLINE, r), at(RECEIVED, r)
    put(DEADLINE, f'IF(LEFT({at(STATE, r)},1)="{UNSENT}","",SB_deadline)', day)
    came = f"INDEX(GN_received,{mine})"
    put(RECEIVED, f'IFERROR(IF({no_day(came)},"",INT({came})),"")', day)
    state = f"LEFT({at(STATE, r)},1)"
    until = f'IF({state}="!",{received},KY_asof)'
    late = f'AND({deadline}<>"",OR({state}="!",{state}="○",{state}="×"))'
    put(DAYS, f'IF({late},IFERROR(IF({until}>{deadline},{until}-{deadline},""),""),"")')
    put(ON, _handed((ON_TIME,), code))
    put(SENT, _asked(code))
    put(RATE, share(at(ON, r), at(SENT, r)), styles.of(align="center", valign="vcenter", num_format="0.0%"))
    for column in range(MATRIX, LAST + 1):
        head = f"{column_letters(column)}${HEAD + 1}"
        result = f'INDEX(GN_result,MATCH({head}&"|"&{code},GN_id,0))'
        waited = f'AND({result}="{MISSING}",{column_letters(column)}${PASSED}=0)'
        put(column, f'IF({head}="","",IFERROR(IF({waited},"{WAITED}",{_symbol(result)}),"{UNSENT}"))')
    place = f"(ROW($A{r})-ROW($A${FIRST - 1}))"
    key = f"IF(N({at(DAYS, r)})>0,{at(DAYS, r)}*1000+999-{place},0)"
    put(KEY, key, styles.of(num_format=UNSEEN))


def _symbol(result: str) -> str:
    return f'MID("{SYMBOLS}",MATCH({result},{STATES},0),1)'


def _totals(sheet: Worksheet, styles: Styles, last: int) -> None:
    """Four lines above the agencies: handed in and in time, each as n/N and as a share of what was sent."""
    label = styles.cell("text", fill=MIST, bold=True)
    number = styles.cell("number", center=True, fill=MIST, bold=True, font_size=10)
    share_look = styles.cell("share", center=True, fill=MIST, bold=True, font_size=10)
    for offset, text in enumerate(("Đã nộp / đã phát", "Tỷ lệ nộp", "Đúng hạn / đã phát", "Tỷ lệ đúng hạn")):
        r = TOTALS + offset
        sheet.write_blank(r - 1, CODE - 1, None, label)
        sheet.write_string(r - 1, NAME - 1, text, label)
        for column in range(DEADLINE, RATE):
            sheet.write_blank(r - 1, column - 1, None, styles.of(bg_color=MIST))
        words = (ON_TIME,) if offset > 1 else (ON_TIME, LATE)
        of = share if offset % 2 else ratio
        look = share_look if offset % 2 else number
        # The period in view stands in its own column; then the forms that count together; then each period.
        for column, period in ((STATE, "KY_current"), (RATE, ""), *((c, "head") for c in range(MATRIX, LAST + 1))):
            code = f"{column_letters(column)}${HEAD + 1}" if period == "head" else period
            sent = f'GN_period,{code},GN_dispatch,"?*"'
            part = "(" + "+".join(f'COUNTIFS({sent},GN_result,"{one}")' for one in words) + ")"
            formula = of(part, f"COUNTIFS({sent})") if code else of(_handed(words), _asked())
            whole = f'IF({code}="","",{formula})' if code else formula
            sheet.write_formula(r - 1, column - 1, f"={whole}", look, "")


def _marks(workbook: xlsxwriter.Workbook, sheet: Worksheet, last: int) -> None:
    first = at(MATRIX, FIRST)
    area = f"{first}:{at(LAST, last)}"
    states = f"{at(STATE, FIRST)}:{at(STATE, last)}"
    for symbol, fill in FILLS.items():
        canvas.marked(workbook, sheet, area, f'{first}="{symbol}"', fill, bold=True)
        canvas.marked(workbook, sheet, states, f'LEFT({at(STATE, FIRST)},1)="{symbol}"', fill)
    canvas.ruled(workbook, sheet, f"{at(CODE, FIRST)}:{at(LAST, last)}", f'$A{FIRST}<>""')
