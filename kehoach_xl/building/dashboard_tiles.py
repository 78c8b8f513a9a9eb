"""Eight tiles, each with its change since the period before; below them how much is done, how far the goal is, and how
the tiles add up."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building.chart_index import goal, latest
from kehoach_xl.building.chart_tiles import LABELS, OF_CLASSES, before, now
from kehoach_xl.building.dashboard_grid import LEFT, RIGHT, TILES_TOP, spread
from kehoach_xl.building.styles import INK, MIST, MUTED, NAVY, Styles
from kehoach_xl.domain.framework import TOTAL, framework
from kehoach_xl.domain.plan import Plan
from kehoach_xl.domain.status import symbol
from kehoach_xl.sheets.formulas import NONE_DUE

NAVY_BAR, GREEN_BAR, YELLOW_BAR, RED_BAR, GREY_BAR = NAVY, "#1E5B45", "#F2C46D", "#A83232", "#8A94A0"
# Figure, sign before its name, colour of the bar beside it.
TILES = (
    ("plan", "", NAVY_BAR), ("due", "", NAVY_BAR), ("on_time", symbol("Hoàn thành đúng hạn"), GREEN_BAR),
    ("late", symbol("Hoàn thành quá hạn"), GREEN_BAR), ("going", symbol("Đang thực hiện trong hạn"), YELLOW_BAR),
    ("overdue", "!", RED_BAR), ("silent", symbol("Chưa báo cáo"), GREY_BAR), ("in_time", "", NAVY_BAR),
)  # fmt: skip
ACROSS, WIDE, TALL = 4, 3, 5
RATE_ROW = TILES_TOP + 2 * TALL
GOAL_ROW = RATE_ROW + 1
SUM_ROW = GOAL_ROW + 1  # and the row after it
# What the tiles show of the plan, and what they leave out.
SHOWN = ("on_time", "late", "going", "overdue", "silent")
LEFT_OUT = ("results", "no_results", "waiting", "dropped", "not_asked")


def figure(name: str) -> str:
    """What a tile shows: the figure, a dash without a period; of forms «in time / sent»."""
    if name != "in_time":
        return f'=IF({now(name)}="","–",{now(name)})'
    return f'=IF(N({now("sent")})=0,"–",{now(name)}&"/"&{now("sent")})'


def change(name: str) -> str:
    """The line below: more, fewer or as many as in the period before, by sign and by word."""
    this, last = now(name), before(name)
    shown = last
    if name == "in_time":  # shares are compared, without dividing
        this, last = f"({now(name)}*{before('sent')})", f"({before(name)}*{now('sent')})"
        shown = f'{before(name)}&"/"&{before("sent")}'
    less, more, was = f"ABS({this}-{last})", f'{this}>{last}', f'" (kỳ trước "&{shown}&")"'
    by = '""' if name == "in_time" else f'" "&{less}'
    told = f'IF({this}={last},"= như kỳ trước ("&{shown}&")",IF({more},"▲ tăng","▼ giảm")&{by}&{was})'
    if name == "in_time":
        told = f'IF({before("sent")}*{now("sent")}=0,"kỳ trước hoặc kỳ này chưa phát phiếu",{told})'
    told = f'IF({before("due")}="","",{told})'
    return f'=IF({now("due")}="","",{_with_early(told) if name == "on_time" else told})'


def _with_early(told: str) -> str:
    """Before the change: how many of those done were not yet due, for they are not among the due of the tile beside."""
    early = now("early")
    link = f'IF({before("due")}="","","; ")'
    return f'IF({early}=0,"",{early}&" xong trước hạn"&{link})&{told}'


def of_due() -> str:
    """The line below the due tasks: how many of them are done, now and in the period before."""
    done, due, done_then, due_then = now("done"), now("due"), before("done"), before("due")
    share = f'"đã xong "&{done}&"/"&{due}&" ("&ROUND({done}/{due}*100,1)&" %)"'
    then = f'IF({due_then}="","",IF({due_then}=0,"; kỳ trước chưa có","; kỳ trước "&{done_then}&"/"&{due_then}))'
    return f'=IF({due}="","",IF({due}=0,"{NONE_DUE}",{share})&{then})'


def rate() -> str:
    """The share of due tasks that are done, its denominator beside it."""
    done, due = now("done"), now("due")
    return (
        f'="Tỷ lệ hoàn thành nhiệm vụ đến hạn: "&IF(N({due})=0,"{NONE_DUE}",'
        f'{done}&"/"&{due}&" nhiệm vụ ("&ROUND({done}/{due}*100,1)&" %)")'
    )


def distance(plan: Plan) -> str:
    """How far the whole index is from its goal, from the cells of the chart; nothing for a plan without scores."""
    score, target, year = latest(TOTAL), goal(TOTAL), plan.target_year
    gap = f"ROUND({target}-{score},2)"
    reached = f'IF({gap}>0,"; còn thiếu "&{gap},"; đã đạt")'
    aim = f'"; mục tiêu {year} là "&ROUND({target},2)'
    known = f'"Điểm chung "&ROUND({score},2)&IF(ISNUMBER({target}),{aim}&{reached},"; chưa có mục tiêu {year}")'
    none = '""' if framework(plan.framework).rule == "none" else f'"Chưa có điểm chung; chưa có mục tiêu {year}"'
    return f'=IF(ISNUMBER({score}),{known},IF(ISNUMBER({target}),"Chưa có điểm chung"&{aim},{none}))'


def sum_up() -> str:
    """How the tiles add up to the plan, with what they leave out; and what left the plan on the way."""
    shown = "+".join(now(name) for name in SHOWN)
    rest = "".join(f'&IF({now(name)}=0,""," + "&{now(name)}&" {_low(name)}")' for name in LEFT_OUT)
    gone = now("left_plan")
    left = f'" Trong đó "&{gone}&" nhiệm vụ đã ra khỏi kế hoạch, cuối kỳ kế hoạch còn "&{now("plan")}&"."'
    return (
        f'=IF({now("due")}="",IF(KY_current="","Chưa mở kỳ báo cáo nên chưa có số liệu thực hiện.",'
        f'"Kỳ đang xem không có trong danh sách kỳ báo cáo nên chưa có số liệu thực hiện."),'
        f'{now("plan")}+{gone}&" nhiệm vụ = "&{shown}'
        f'&" ở các ô trên (hoàn thành, đang thực hiện, quá hạn, chưa báo cáo)"{rest}&"."&IF({gone}=0,"",{left}))'
    )


def _low(name: str) -> str:
    return LABELS[name][0].lower() + LABELS[name][1:]


assert {*SHOWN, *LEFT_OUT} >= OF_CLASSES.keys()


def places() -> Sequence[tuple[str, int, int]]:
    """Figure, top row and left column of each tile, from 0."""
    return [
        (name, TILES_TOP + index // ACROSS * TALL, LEFT + index % ACROSS * WIDE)
        for index, (name, _, _) in enumerate(TILES)
    ]


def build(sheet: Worksheet, styles: Styles, plan: Plan) -> None:
    """Draw the tiles and the sentences."""
    for (name, top, left), (_, sign, bar) in zip(places(), TILES, strict=True):
        look = {"bg_color": MIST, "left": 5, "left_color": bar, "indent": 1, "valign": "vcenter", "shrink": True}
        right = left + WIDE - 1
        caption = f"{sign} {LABELS[name]}".strip()
        spread(sheet, (top, left, top, right), caption, styles.of(font_color=INK, **look))
        big = styles.of(bold=True, font_size=24, font_color=NAVY, align="left", **look)
        spread(sheet, (top + 1, left, top + 2, right), figure(name), big)
        small = of_due() if name == "due" else change(name)
        spread(sheet, (top + 3, left, top + 3, right), small, styles.of(font_size=9, font_color=MUTED, **look))
    line = styles.of(bold=True, font_size=12, valign="vcenter", font_color=NAVY, indent=1, shrink=True)
    spread(sheet, (RATE_ROW, LEFT, RATE_ROW, RIGHT), rate(), line)
    spread(sheet, (GOAL_ROW, LEFT, GOAL_ROW, RIGHT), distance(plan), line)
    spread(sheet, (SUM_ROW, LEFT, SUM_ROW + 1, RIGHT), sum_up(), styles.of(
        font_size=10, font_color=MUTED, valign="top", align="left", indent=1, text_wrap=True,
    ))  # fmt: skip
