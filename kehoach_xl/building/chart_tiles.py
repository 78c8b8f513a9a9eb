"""The figures behind the tiles of the dashboard, in the period in view and in the one it is compared with."""

from collections.abc import Mapping

from kehoach_xl.building.chart_block import Block, Line
from kehoach_xl.domain.status import CLASSES

DROPPED = "Không còn phù hợp"
# Where each figure stands in SB_now and SB_before, from 1.
FIGURES = (
    "plan", "due", "on_time", "late", "going", "overdue", "silent", "in_time", "sent", "returned", "results",
    "no_results", "waiting", "dropped", "not_asked", "left_plan", "done", "early",
)  # fmt: skip
LABELS: Mapping[str, str] = {
    "plan": "Nhiệm vụ của kế hoạch", "due": "Đến hạn, tính đến hết kỳ", "on_time": "Hoàn thành đúng hạn",
    "late": "Hoàn thành quá hạn", "going": "Đang thực hiện trong hạn", "overdue": "Quá hạn theo ngày chốt số liệu",
    "silent": "Chưa báo cáo", "in_time": "Phiếu nộp đúng hạn", "sent": "Phiếu đã phát", "returned": "Phiếu đã nộp",
    "results": "Thường xuyên, có kết quả", "no_results": "Thường xuyên, chưa có kết quả",
    "waiting": "Chưa thực hiện, trong hạn", "dropped": "Không còn phù hợp", "not_asked": "Không hỏi trong kỳ",
    "left_plan": "Đã ra khỏi kế hoạch trong kỳ", "done": "Hoàn thành trong số đến hạn",
    "early": "Hoàn thành trước hạn, chưa đến hạn trong kỳ",
}  # fmt: skip
# Figures that count tasks of these classes.
OF_CLASSES: Mapping[str, tuple[str, ...]] = {
    "on_time": ("Hoàn thành đúng hạn",),
    "late": ("Hoàn thành quá hạn",),
    "going": ("Đang thực hiện trong hạn",),
    "overdue": ("Đang thực hiện quá hạn", "Chưa thực hiện quá hạn"),
    "silent": ("Chưa báo cáo",),
    "results": ("Thường xuyên – có kết quả trong kỳ",),
    "no_results": ("Thường xuyên – chưa có kết quả",),
    "waiting": ("Chưa thực hiện trong hạn",),
    "dropped": (DROPPED,),
}
assert {klass for classes in OF_CLASSES.values() for klass in classes} == set(CLASSES)


def now(figure: str) -> str:
    """A figure of the period in view, as other sheets ask for it."""
    return f"INDEX(SB_now,{FIGURES.index(figure) + 1})"


def before(figure: str) -> str:
    """The same in the period to compare with."""
    return f"INDEX(SB_before,{FIGURES.index(figure) + 1})"


def current_period() -> str:
    """What she chose, as it is listed, though typed with blanks or in small letters. What is not listed is called so,
    in words that no cell holds and no wildcard is: other sheets count nothing for it."""
    chosen = "TRIM(KY_chosen)"
    line = "(ROW(KY_code)-MIN(ROW(KY_code))+1)"
    place = f'SUMPRODUCT(MAX((KY_code={chosen})*(KY_code<>"")*{line}))'
    return (
        f'=IFERROR(IF({chosen}="","",IFERROR(INDEX(KY_code,1/(1/{place})),'
        f'"«"&{chosen}&"» không có trong danh sách")),"")'
    )


def period_in_view() -> str:
    """The code on the dashboard when it is that of a listed period."""
    return '=IF(SUMPRODUCT((KY_code=KY_current)*(KY_code<>""))=0,"",KY_current)'


# Why there are no figures; a part of a formula.
UNLISTED = "Kỳ đang xem không có trong danh sách."
NO_PERIOD = f'IF(KY_current="","Chưa mở kỳ báo cáo.","{UNLISTED}")'


def block() -> Block:
    """A line per figure: its label, now, before."""
    return Block("Các ô số liệu", ("Số liệu", "Kỳ đang xem", "Kỳ so sánh"), [_line(name) for name in FIGURES])


def _line(figure: str) -> Line:
    return lambda row: (
        LABELS[figure],
        _formula(figure, "SB_period", "PL_class", "PL_due"),
        _formula(figure, "KY_previous", "PL_prev_class", "PL_prev_due"),
    )


def _formula(figure: str, period: str, klass: str, due: str) -> str:
    counted = _counted(figure, period, klass, due)
    if (figure, period) == ("plan", "SB_period"):  # what the plan has, it has before any period
        return f"={counted}"
    return f'=IF({period}="","",{counted})'


def _counted(figure: str, period: str, klass: str, due: str) -> str:
    """How many, as a formula without «=»."""
    forms = f'COUNTIFS(GN_period,{period},GN_dispatch,"?*"'
    asked = f"({due}=1)"
    if figure in OF_CLASSES:
        return "+".join(f'COUNTIF({klass},"{name}")' for name in OF_CLASSES[figure])
    return {
        "plan": f"SUMPRODUCT({_in_plan(period)})",
        "due": f'SUMPRODUCT({asked}*({klass}<>"{DROPPED}"))',
        "done": f'SUMPRODUCT({asked}*(LEFT({klass},10)="Hoàn thành"))',
        "early": f'SUMPRODUCT((1-{asked})*({klass}="Hoàn thành đúng hạn"))',
        "in_time": f'{forms},GN_result,"Đúng hạn")',
        "sent": f"{forms})",
        "returned": f'{forms},GN_result,"Đúng hạn")+{forms},GN_result,"Trễ")',
        "not_asked": f'SUMPRODUCT({_in_plan(period)}*({klass}=""))',
        "left_plan": f'SUMPRODUCT(({klass}<>"")*(1-{_in_plan(period)}))',
    }[figure]


def _in_plan(period: str) -> str:
    """Which lines are tasks of the plan at the end of a period: not those dropped before, nor added after."""
    end = f"IFERROR(INDEX(KY_end,MATCH({period},KY_code,0)),TODAY())"
    return f'((PL_content<>"")*(PL_since<={end})*((PL_until="")+(PL_until>={end})>0))'
