"""The headings of the charts and, below each, a live line that says what to read in it."""

from kehoach_xl.building.chart_index import goal, latest
from kehoach_xl.building.chart_receipts import AFTER, full_day, short_day
from kehoach_xl.building.chart_tasks import slots
from kehoach_xl.building.chart_tiles import NO_PERIOD, now
from kehoach_xl.building.plan_words import by_part
from kehoach_xl.domain.framework import TOTAL
from kehoach_xl.domain.plan import Plan

AGENCIES = "Nhiệm vụ theo cơ quan"
SCORES, PATH = "Điểm số so với mục tiêu", "Đường đến mục tiêu xếp hạng"
PERIODS, DAYS = "Nộp phiếu theo kỳ", "Nộp phiếu theo ngày"


def captions(plan: Plan, agencies: int) -> tuple[tuple[str, str], ...]:
    """Heading and line of each chart, in their order."""
    return (
        (f"Nhiệm vụ {by_part(plan)}", components()),
        (AGENCIES, by_agency(agencies)),
        (SCORES, scores()),
        (PATH, path()),
        (PERIODS, by_period()),
        (DAYS, by_day()),
    )


def _in_period(formula: str) -> str:
    return f'=IF({now("due")}="",{NO_PERIOD},{formula})'


def components() -> str:
    dropped = f'IF({now("dropped")}=0,"","; không vẽ "&{now("dropped")}&" nhiệm vụ không còn phù hợp")'
    return _in_period(f'"Đơn vị: nhiệm vụ, tính theo cơ quan chậm nhất"&{dropped}&"."')


def by_agency(agencies: int) -> str:
    shown = slots(agencies)
    more = f'IF(COUNT(SB_order)>{shown}," Còn "&COUNT(SB_order)-{shown}&" cơ quan ở trang Tổng hợp.","")'
    return _in_period(f'"Nhiều việc quá hạn, chưa báo cáo xếp trước; chú giải như biểu đồ bên."&{more}')


def scores() -> str:
    """The whole index in a sentence: its scale is another than that of the components."""
    score, target = latest(TOTAL), goal(TOTAL)
    gap = f"ROUND({target}-{score},2)"
    reached = f'IF({gap}>0,", còn thiếu "&{gap},", đã đạt")'
    both = f'"Toàn bộ chỉ số: "&ROUND({score},2)&", mục tiêu "&ROUND({target},2)&{reached}&"."'
    one = f'IF(ISNUMBER({score}),"Toàn bộ chỉ số: "&ROUND({score},2)&", chưa có mục tiêu.","Chưa có điểm chung.")'
    return f"=IF(ISNUMBER({score})*ISNUMBER({target})=1,{both},{one})"


def path() -> str:
    """How positions are counted, once there are any."""
    told = "Vị trí (N − n)/(N − 1), 1 là đứng đầu; ≈ là hạng tương đương. Khi N đổi, chỉ để tham khảo."
    known = "COUNT(CS_path_known)+COUNT(CS_path_goal)"
    return f'=IF({known}=0,"Chưa có xếp hạng và mục tiêu xếp hạng để so sánh.","{told}")'


def by_period() -> str:
    in_time, sent = now("in_time"), now("sent")
    share = f'IF({sent}=0,"chưa phát phiếu",{in_time}&"/"&{sent}&" ("&ROUND({in_time}/{sent}*100,1)&" %)")'
    return _in_period(f'"Đơn vị: phiếu. Đúng hạn trong kỳ đang xem: "&{share}&"."')


def by_day() -> str:
    """When the deadline is, how many forms have come up to the last day drawn, how many of them late; and since."""
    last = f"MIN(N(KY_asof),SB_deadline+{AFTER})"
    until = f'COUNTIFS(GN_period,SB_period,GN_dispatch,"?*",GN_received,"<"&{last}+1,GN_result,"{{}}")'
    in_time, late = until.format("Đúng hạn"), until.format("Trễ")
    since = f'({now("returned")}-{in_time}-{late})'
    told = (
        f'"; đến ngày "&{short_day(last)}&" đã nộp "&{in_time}+{late}&"/"&{now("sent")}'
        f'&IF({late}=0,"",", "&{late}&" sau hạn")&IF({since}=0,"","; sau đó nộp thêm "&{since})&"."'
    )
    day = full_day("SB_deadline")
    return _in_period(f'IF(SB_deadline="","Chưa ghi hạn cơ quan nộp của kỳ.","Hạn nộp "&{day}&{told})')


