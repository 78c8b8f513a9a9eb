"""The live formulas of the master, in functions that Excel 2013, WPS and LibreOffice all have.

Each function takes column letters and a row, so that a moved column still computes. Python computes the
same figures independently in :mod:`kehoach_xl.domain.summary`; tests hold the two against each other.
"""

from collections.abc import Callable

from kehoach_xl.domain.status import CLOSED, DUE_LABELS, NOT_REPORTED

Letters = Callable[[str], str]

NONE_DUE = "chưa có nhiệm vụ đến hạn"
MISSING = "không có"
CONTINUOUS, RELEASED = DUE_LABELS["continuous"], DUE_LABELS["released"]
DUE_STATES = (DUE_LABELS["past"], DUE_LABELS["in_period"])


def exactly(name: str, cell: str) -> str:
    """Criteria of COUNTIFS: what a bound column holds is the text of a cell, which must not be empty. Criteria without
    a wildcard would take 3.1 and 3.10 for one number."""
    return f'{name},{cell}&"*",{name},"<>"&{cell}&"?*"'


def progress_class(at: Letters, row: int) -> str:
    """Class of a record row: the decision table looked up by status, due state and mark."""

    def cell(field: str) -> str:
        return f"{at(field)}{row}"

    finish, due = cell("finish_date"), cell("due_date")
    mark = (
        f'IF({cell("due_state")}="{RELEASED}","khong_xet",IF({cell("due_state")}="{CONTINUOUS}",'
        f'IF(AND({cell("result")}="",{cell("quantity")}=""),"khong_ket_qua","co_ket_qua"),'
        f'IF(AND(ISNUMBER({finish}),{finish}>=61,{finish}<100000),'
        f'IF(OR({no_day(due)},INT({finish})<={due}),"dung_han","tre_han"),"khong_ngay")))'
    )
    status = cell("status")
    for wild in "*?~":  # MATCH takes these for any letters
        status = f'SUBSTITUTE({status},"{wild}","#")'
    key = f'{status}&"|"&{cell("due_state")}&"|"&{mark}'
    waited = f'AND({cell("status")}="",{cell("due_state")}<>"{RELEASED}")'
    return f'=IF({waited},"{NOT_REPORTED}",IFERROR(INDEX(QD_class,MATCH({key},QD_key,0)),"{NOT_REPORTED}"))'


def progress_slow(at: Letters, row: int) -> str:
    """Place of the class in the order from slowest (1) to farthest."""
    return f"=IFERROR(MATCH({at('class')}{row},PB_class,0),1)"


def progress_overdue(at: Letters, row: int) -> str:
    """In the period in view, of a row past its day (see :func:`kehoach_xl.domain.lateness.days_overdue`): days × 100000
    + 99999 − its line, so that no two are alike; else 0. A day that is a text costs its own row only."""
    due, state, klass = (f"{at(field)}{row}" for field in ("due_date", "due_state", "class"))
    asked = ",".join(f'{state}="{one}"' for one in DUE_STATES)
    closed = ",".join(f'{klass}="{one}"' for one in CLOSED)
    return (
        f'=IFERROR(IF(AND({at("period")}{row}=KY_current,OR({asked}),NOT(OR({closed})),ISNUMBER({due}),{due}<KY_asof),'
        f"(KY_asof-INT({due}))*100000+99999-ROW({due}),0),0)"
    )


def receipt_result(at: Letters, row: int) -> str:
    """Đúng hạn, Trễ, Trống or Chưa gửi, from the received day, the filled cells and the period's deadline; Đã nhận of a
    report that came without a form having been sent, which owed none. A time of day counts as its day."""

    def cell(field: str) -> str:
        return f"{at(field)}{row}"

    # What is no day or no number counts as nothing: a text is greater than every number.
    deadline = f'IFERROR(INT(N(INDEX(KY_deadline,MATCH({cell("period")},KY_code,0)))),0)'
    received = f'INT(N({cell("received")}))'
    return (
        f'=IF({cell("period")}="","",IF({no_day(received)},"Chưa gửi",IF({cell("dispatch")}="","Đã nhận",'
        f'IF(N({cell("filled")})=0,"Trống",IF({no_day(deadline)},"Đúng hạn",'
        f'IF({received}<={deadline},"Đúng hạn","Trễ"))))))'
    )


def no_day(number: str) -> str:
    """Whether a number is none of the days that cells are read as; without «=». See :meth:`Row.day`."""
    return f"OR({number}<61,{number}>=100000)"


def heading(field: str, standard: str) -> str:
    """Her heading of a spare reporting column, the standard one while she has given none."""
    typed = f'INDEX(TB_head,MATCH("{field}",TB_id,0))'
    return f'=IFERROR(IF({typed}="","{standard}",{typed}),"{standard}")'


def task_class(task: str, period: str = "KY_current") -> str:
    """Class of a task in a period: its slowest reporter. ``task`` is the cell of the task id, ``period`` a name.

    Most tasks have one reporter, whose place a sum finds; only the others pay for a search through the whole record.
    """
    mine = f"TD_task,{task},TD_period,{period}"
    slowest = f"100-SUMPRODUCT(MAX((TD_task={task})*(TD_period={period})*(100-TD_slow)))"
    return (
        f'=IF(OR({task}="",{period}=""),"",CHOOSE(MIN(COUNTIFS({mine}),2)+1,"",'
        f"INDEX(PB_class,SUMIFS(TD_slow,{mine})),INDEX(PB_class,{slowest})))"
    )


def task_due(task: str, period: str = "KY_current") -> str:
    """1 when a task falls due in a period or did before, else 0."""
    hits = "+".join(f'COUNTIFS(TD_task,{task},TD_period,{period},TD_due_state,"{state}")' for state in DUE_STATES)
    return f'=IF({task}="","",IF({period}="",0,IF({hits}>0,1,0)))'


def previous_period() -> str:
    """The code of the period to compare with, "" where there is none; see :func:`kehoach_xl.domain.period.previous`.

    Of the regular periods of its length (to some days: February) that ended before this one began, the one with the
    highest mark wins: its last day, then (in the last three digits, to find it again) its line.
    """

    def of(field: str) -> str:
        return f"INDEX(KY_{field},MATCH(KY_current,KY_code,0))"

    alike = f"(ABS(KY_end-KY_start-({of('end')}-{of('start')}))<=10)"
    mark = "(KY_end*1000+ROW(KY_end)-MIN(ROW(KY_end))+1)"
    best = f'SUMPRODUCT(MAX((KY_kind="Định kỳ")*ISNUMBER(KY_end)*(KY_end<{of("start")})*{alike}*{mark}))'
    return f'=IF(KY_current="","",IFERROR(IF({of("kind")}="Định kỳ",INDEX(KY_code,1/(1/MOD({best},1000))),""),""))'


def as_of() -> str:
    """The day up to which lateness is counted: the day the period was closed, today while it is open."""
    place = "MATCH(KY_current,KY_code,0)"
    closed = f"INDEX(KY_closed,{place})"
    return (
        f'=IF(KY_current="","",IFERROR(IF(AND(INDEX(KY_state,{place})="Đã đóng",ISNUMBER({closed})),INT({closed}),'
        "TODAY()),TODAY()))"
    )


def setting(key: str) -> str:
    """What the hidden settings hold under a key, "" where they do not; a part of a formula, without «=»."""
    return f'IFERROR(INDEX(TS_value,MATCH("{key}",TS_key,0))&"","")'


def shown_head() -> str:
    """Over the reporting columns of `Phụ lục`: of which period their texts are, and how to see those of the one picked
    on the dashboard where it is another."""
    shown = setting("shown_period")
    name = f"IFERROR(INDEX(KY_name,MATCH({shown},KY_code,0)),{shown})"
    other = f'IF(OR(KY_current="",{shown}=KY_current),""," – bấm Tổng hợp để hiện kỳ đang xem: "&KY_current_name)'
    return f'="Báo cáo của kỳ: "&IF({shown}="","(chưa có)",{name}&{other})'


def class_head(standard: str) -> str:
    """Over the classes, which follow the period in view at once: which that is, where the texts are of another."""
    same = f'OR(KY_current="",{setting("shown_period")}=KY_current)'
    return f'="{standard}"&IF({same},"",CHAR(10)&"(kỳ "&KY_current&")")'


def rate(done: str, due: str) -> str:
    """A share, or the words for «nothing is due» — never 0 % or an error for a zero denominator."""
    return f'=IF({due}=0,"{NONE_DUE}",{done}/{due})'


def quoted(text: str) -> str:
    """A text as a formula has it: quotes doubled, joined from pieces, as Excel takes at most 255 characters in one."""
    pieces = [text[at : at + 200] for at in range(0, len(text), 200)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def link(sheet: str, address: str, text: str) -> str:
    """A link to a cell of the same workbook."""
    quoted = sheet.replace("'", "''").replace('"', '""')
    return f"=HYPERLINK(\"#'{quoted}'!{address}\",\"{text}\")"
