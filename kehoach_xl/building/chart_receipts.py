"""Forms handed in: by period, by day around the deadline of the period in view, and who is latest."""

from collections.abc import Sequence

from kehoach_xl.building.chart_block import Block, Line
from kehoach_xl.building.chart_tasks import named

RESULTS = ("Đúng hạn", "Trễ", "Trống", "Chưa gửi")
PERIODS = 6
# Days drawn before the deadline and after it; the axis names every seventh, whose numbers are written.
BEFORE, AFTER, STEP = 14, 10, 7
LATEST = 5
LATE_COUNT = 'COUNTIF(NB_key,">0")'
# Columns of the days.
DAY_LABEL, DAY_IN_TIME, DAY_LATE, DAY_OPEN = 1, 2, 3, 4


def deadline() -> str:
    """The day until which forms of the period in view are in time, "" while there is none."""
    cell = "INDEX(KY_deadline,MATCH(SB_period,KY_code,0))"
    return f'=IF(SB_period="","",IFERROR(IF((N({cell})>=61)*(N({cell})<100000)=1,INT({cell}),""),""))'


def by_period() -> Block:
    """The latest periods that end no later than the one in view, in the order of their ends, left to right."""
    lines = [_period(slot) for slot in range(1, PERIODS + 1)]
    return Block("Nộp phiếu theo kỳ", ("Kỳ", *RESULTS, "Thứ tự", "Đến ngày"), lines, (
        "code", *["number"] * (len(RESULTS) + 1), "date",
    ))  # fmt: skip


def _period(slot: int) -> Line:
    end = 'IF(SB_period="",2958465,IFERROR(N(INDEX(KY_end,MATCH(SB_period,KY_code,0))),2958465))'
    known = f'(COUNT(KY_end)-COUNTIF(KY_end,">"&{end}))'
    line = "(ROW(KY_end)-MIN(ROW(KY_end))+1)"

    def cells(row: int) -> Sequence[str]:
        place, day = f"$F{row}", f"$G{row}"
        # Of several periods that end on one day, the one listed first stands first.
        tie = f'{place}-COUNTIF(KY_end,"<"&{day})'
        found = f"SUMPRODUCT(SMALL({line}+1000*(1-(KY_end={day})),{tie}))"
        sent = f'COUNTIFS(GN_period,$A{row},GN_dispatch,"?*",GN_result'
        return (
            f'=IF({place}="","",IFERROR(INDEX(KY_code,{found})&"",""))',
            *(f'=IF($A{row}="","",{sent},"{result}"))' for result in RESULTS),
            f'=IF({slot}>{known},"",MAX({known}-{PERIODS},0)+{slot})',
            f'=IF({place}="","",SMALL(KY_end,{place}))',
        )

    return cells


def by_day() -> Block:
    """A line per day: forms handed in up to it, in time and late, and those still out; nothing for days to come."""
    heads = ("Ngày", "Nộp đúng hạn", "Nộp sau hạn", "Chưa nộp", "Ngày (số)")
    lines = [_day(shift) for shift in range(-BEFORE, AFTER + 1)]
    return Block("Nộp phiếu theo ngày quanh hạn của kỳ đang xem", heads, lines, (
        "text", "number", "number", "number", "date",
    ))  # fmt: skip


def _day(shift: int) -> Line:
    def cells(row: int) -> Sequence[str]:
        day = f"$E{row}"
        marked = '"hạn"&CHAR(10)&' if shift == 0 else ""
        label = f'=IF({day}="","",{marked}{short_day(day)})' if shift % STEP == 0 else ""
        known = f'OR({day}="",{day}>N(KY_asof))'
        forms = 'COUNTIFS(GN_period,SB_period,GN_dispatch,"?*"'
        in_time = f'{forms},GN_result,"Đúng hạn",GN_received,"<"&{day}+1)'
        late = f'{forms},GN_result,"Trễ",GN_received,"<"&{day}+1)'
        still_out = f'MAX({forms},GN_sent,"<"&{day}+1)-B{row}-C{row},0)'
        number = f'=IF(SB_deadline="","",SB_deadline+({shift}))'
        return label, *(f'=IF({known},"",{one})' for one in (in_time, late, still_out)), number

    return cells


def short_day(cell: str) -> str:
    """Day and month, whatever the language of the program; a formula without «=»."""
    return f'RIGHT("0"&DAY({cell}),2)&"/"&RIGHT("0"&MONTH({cell}),2)'


def full_day(cell: str) -> str:
    """Day, month and year likewise."""
    return f'{short_day(cell)}&"/"&YEAR({cell})'


def latest() -> Block:
    """The agencies whose form is longest overdue in the period in view, as `Nộp báo cáo` puts them in order."""
    lines = [_late(place) for place in range(1, LATEST + 1)]
    return Block("Cơ quan nộp chậm nhất", ("Cơ quan", "Mã", "Kết quả nộp", "Số ngày chậm"), lines, (
        "text", "code", "text", "number",
    ))  # fmt: skip


def _late(place: int) -> Line:
    def cells(row: int) -> Sequence[str]:
        line = f"MATCH(LARGE(NB_key,{place}),NB_key,0)"
        code = f'=IF({LATE_COUNT}<{place},"",INDEX(NB_agency,{line}))'
        result = f'IFERROR(INDEX(GN_result,MATCH(SB_period&"|"&$B{row},GN_id,0)),"")'
        return (
            f"={named(f'$B{row}', 'name')}",
            code,
            f'=IF($B{row}="","",{result})',
            f'=IF($B{row}="","",INDEX(NB_days,{line}))',
        )

    return cells
