"""Tasks by chart group, per component and per agency, and the order in which agencies are drawn."""

from collections.abc import Mapping, Sequence

from kehoach_xl.building.chart_block import Block, Line
from kehoach_xl.building.plan_words import by_part, part
from kehoach_xl.domain.plan import Plan
from kehoach_xl.domain.status import CLASSES, chart_group
from kehoach_xl.sheets import formulas

GROUPS = (
    "Hoàn thành", "Thường xuyên có kết quả", "Đang thực hiện trong hạn", "Chưa thực hiện, chưa có kết quả", "Quá hạn",
    "Chưa báo cáo",
)  # fmt: skip
CLASSES_OF: Mapping[str, tuple[str, ...]] = {
    group: tuple(klass for klass in CLASSES if chart_group(klass) == group) for group in GROUPS
}
# What puts an agency first.
URGENT = (*CLASSES_OF["Quá hạn"], *CLASSES_OF["Chưa báo cáo"])
WHOLE = "Toàn bộ kế hoạch"
# A chart half a page wide shows no more names than these.
MOST_AGENCIES = 16
FIRST_GROUP = 3  # column


def by_component(plan: Plan) -> Block:
    """A line per component or group; of a plan without, one for all its tasks."""
    heads = (part(plan), "Mã", *GROUPS)
    pairs = [(one.short, one.code) for one in plan.components] or [(WHOLE, "")]
    kinds = ("text", "code", *["number"] * len(GROUPS))
    return Block(f"Nhiệm vụ {by_part(plan)}", heads, [_component(*pair) for pair in pairs], kinds)


def _component(name: str, code: str) -> Line:
    def cells(row: int) -> Sequence[str]:
        mine = f"{formulas.exactly('PL_component', f'$B{row}')}," if code else ""
        return name, code, *(_in_period(_sum(f"COUNTIFS({mine}PL_class,{{}})", group)) for group in GROUPS)

    return cells


def _sum(count: str, group: str) -> str:
    return "+".join(count.format(f'"{klass}"') for klass in CLASSES_OF[group])


def _in_period(formula: str) -> str:
    return f'=IF(SB_period="","",{formula})'


def slots(agencies: int) -> int:
    """How many agencies are drawn, for a plan in which so many report: two more, while they can be read."""
    return min(max(agencies, 1) + 2, MOST_AGENCIES)


def by_agency(agencies: int) -> Block:
    """The agencies of the period, those with most overdue or unreported tasks first, then those with most tasks."""
    heads = ("Cơ quan", "Mã", *GROUPS)
    kinds = ("text", "code", *["number"] * len(GROUPS))
    lines = [_agency(place) for place in range(1, slots(agencies) + 1)]
    return Block("Nhiệm vụ theo cơ quan trong kỳ đang xem", heads, lines, kinds)


def _agency(place: int) -> Line:
    def cells(row: int) -> Sequence[str]:
        code = f'=IF(COUNT(SB_order)<{place},"",INDEX(SB_agency,MATCH(LARGE(SB_order,{place}),SB_order,0)))'
        rows = f"TD_agency,$B{row},TD_period,SB_period,TD_class,"
        counts = (f'=IF($B{row}="","",{_sum(f"COUNTIFS({rows}{{}})", group)})' for group in GROUPS)
        return f"={named(f'$B{row}', 'short')}", code, *counts

    return cells


def named(code: str, field: str) -> str:
    """The name of an agency, its code where the register has none; a formula without «=»."""
    found = f"INDEX(CQ_{field},MATCH({code},CQ_code,0))"
    return f'IF({code}="","",IFERROR(IF({found}="",{code},{found}),{code}))'


def order(left: str, lines: int) -> Block:
    """A line per line of the register: how many tasks it reports, how urgent, and a mark to sort by, "" for one that
    is not drawn. A mark tells its line in the last three digits, so that no two are alike."""
    heads = ("Mã cơ quan", "Số nhiệm vụ", "Quá hạn, chưa báo cáo", "Bậc xếp")
    each = [_ordered(left, index) for index in range(1, lines + 1)]
    return Block("Xếp thứ tự cơ quan", heads, each, ("code", *["number"] * 3), open=True)


def _ordered(left: str, index: int) -> Line:
    code, tasks, urgent = (chr(ord(left) + offset) for offset in range(3))

    def cells(row: int) -> Sequence[str]:
        mine = f"${code}{row}"
        rows = f"TD_agency,{mine},TD_period,SB_period"
        waits = "+".join(f'COUNTIFS({rows},TD_class,"{klass}")' for klass in URGENT)
        mark, own = f"{999 - index}", f"INDEX(CQ_code,{index})"
        return (
            f'=IF({own}="","",IFERROR(IF(MATCH({own},CQ_code,0)={index},{own},""),""))',
            f'=IF(OR({mine}="",SB_period=""),"",COUNTIFS({rows})-COUNTIFS({rows},TD_class,"Không còn phù hợp"))',
            f'=IF(N({tasks}{row})=0,"",{waits})',
            f'=IF(N({tasks}{row})=0,"",{urgent}{row}*1000000+{tasks}{row}*1000+{mark})',
        )

    return cells
