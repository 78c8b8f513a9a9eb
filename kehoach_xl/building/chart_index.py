"""Scores against their targets, and the way to the rank of the last year, for the charts."""

from collections.abc import Sequence

from kehoach_xl.building.chart_block import Block, Line
from kehoach_xl.domain.framework import TOTAL
from kehoach_xl.domain.plan import Plan
from kehoach_xl.sheets import formulas

# Columns of the two blocks.
SCORE_NAME, SCORE, SCORE_GAP = 1, 2, 3
PATH_LABEL, PATH_KNOWN, PATH_GOAL, PATH_NEEDED = 1, 2, 3, 4


def scores(plan: Plan) -> Block:
    """A line per component: its score that is held against the target, and what is missing."""
    heads = ("Chỉ số thành phần", "Điểm đạt được", "Còn thiếu", "Mục tiêu")
    lines = [_score(one.id, one.short) for one in plan.indices] or [_score(TOTAL, "Toàn bộ")]
    return Block("Điểm số và mục tiêu", heads, lines, ("text", "score", "score", "score"), tall=True)


def of(field: str, line: str) -> str:
    """A score of `Chỉ số` by the id of its line, "" where it cannot be; a formula without «=»."""
    return f'INDEX(CS_{field}_used,MATCH("{line}",CS_id,0))'


def latest(line: str) -> str:
    """The score of a line that is held against its target, as in the main table of `Chỉ số`: that of the target year,
    before it is published the baseline's; "" when none. A formula without «=»."""
    actual, score = of("actual_score", line), of("score", line)
    return f'IFERROR(IF(ISNUMBER({actual}),{actual},IF(ISNUMBER({score}),{score},"")),"")'


def goal(line: str) -> str:
    """The target score of a line, "" when none; a formula without «=»."""
    target = of("goal_score", line)
    return f'IFERROR(IF(ISNUMBER({target}),{target},""),"")'


def _score(line: str, name: str) -> Line:
    def cells(row: int) -> Sequence[str]:
        both = f"ISNUMBER(B{row})*ISNUMBER(D{row})"
        reached = f'IF({both}=0,"",IF(B{row}>=D{row},CHAR(10)&"(đạt)",""))'
        return (
            f"={formulas.quoted(name)}&{reached}",
            f"={latest(line)}",
            f'=IF({both}=0,"",MAX(ROUND(D{row}-B{row},2),0))',
            f"={goal(line)}",
        )

    return cells


def path(plan: Plan) -> Block:
    """A line per year from the baseline to the horizon: relative position known, set as a goal, and needed."""
    heads = ("Năm, hạng", "Đã biết", "Mục tiêu", "Cần đạt")
    years = range(plan.baseline_year, plan.horizon_year + 1)
    lines = [_year(place) for place in range(1, len(years) + 1)]
    kinds = ("text", "place", "place", "place")
    return Block("Vị trí xếp hạng đến năm cuối kỳ kế hoạch", heads, lines, kinds, tall=True)


def _year(place: int) -> Line:
    def shown(field: str) -> str:
        cell = f"INDEX(CS_path_{field},{place})"
        return f'=IF(ISNUMBER({cell}),{cell},"")'

    def cells(row: int) -> Sequence[str]:
        year, label, rank = (f"INDEX(CS_path_{field},{place})" for field in ("year", "label", "rank"))
        text = f'={year}&IF({label}="",IF({rank}="","",CHAR(10)&"≈ "&{rank}),CHAR(10)&{label})'
        return text, shown("known"), shown("goal"), shown("needed")

    return cells
