"""The goals of `Chỉ số`: a year, a component or the whole, a score, a rank or a range of ranks; and how they stand."""

from kehoach_xl.building import canvas, index_inputs
from kehoach_xl.building.index_formulas import (
    bodies_of,
    cell,
    entered_of,
    entered_rank,
    entered_score,
    first_number,
    last_line,
    most_of,
    position,
    rank_at,
    rank_of,
    score_of,
    words,
)
from kehoach_xl.building.index_pen import Pen
from kehoach_xl.building.index_rows import GOALS_USED, HIDDEN, YEARS, IndexRows, year_column
from kehoach_xl.building.styles import BAD, CALM, GOOD, INPUT, WARN
from kehoach_xl.domain.framework import TOTAL
from kehoach_xl.domain.gap import Goal
from kehoach_xl.domain.plan import Plan
from kehoach_xl.sheets.layout import tables

PLACE, LATEST, WORTH, TO_GO, BY_SCORE, BY_RANK = 12, 13, 16, 17, 18, 20
POSITION, LINE, SCORE, RANK, OF, ENOUGH, NEWEST_RANK, NEWEST_OF, RANK_YEAR, NEWEST_SCORE, SCORE_YEAR, AMONG = range(
    HIDDEN, HIDDEN + 12
)
STATES = {"●": GOOD, "►": WARN, "○": CALM, "?": CALM, "!": BAD}


def assumed_of(plan: Plan) -> int | None:
    """Among how many to assume a goal where its document does not say: what most of the plan's goals say, else
    what last year's ranks say; None where nothing does."""
    for said in ([c.goal.of for c in plan.indices], [c.baseline.of for c in plan.indices]):
        known = [of for of in said if of]
        if known:
            return max(known, key=known.count)
    return None


def build(pen: Pen, plan: Plan, goals: list[Goal], rows: IndexRows, among: int | None) -> None:
    """Draw the block; the plan's goals for the whole index stand in it."""
    layout = tables()["goals"]
    pen.title(rows.assumed - 2, "III. Mục tiêu chung, mục tiêu của các năm khác")
    pen.note(rows.assumed - 1, (
        "Khoảng hạng (22–25), nhóm đứng đầu (tốp 15: từ 1 đến 15) đạt khi hạng không kém hạng cuối. «Hạng quy đổi»: "
        "hạng có cùng vị trí tương đối trên tổng số của mục tiêu (tham khảo, không so sánh trực tiếp)."
    ))  # fmt: skip
    pen.put(rows.assumed, 2, "Tổng số được xếp hạng, giả định khi văn bản không ghi:", pen.styles.of(valign="vcenter"))
    pen.ask(rows.assumed, 7, among, rule=index_inputs.bodies("Tổng số giả định"))
    pen.hidden(rows.assumed, HIDDEN, "=" + bodies_of(cell(7, rows.assumed)))
    for name, at in (("CS_assumed_of", 7), ("CS_assumed_of_used", HIDDEN)):
        pen.workbook.define_name(name, f"='Chỉ số'!{cell(at, rows.assumed, 'cr')}")
    _heads(pen, rows)
    canvas.bind(pen.workbook, layout, layout.spare, first=rows.goals)
    for name, at in GOALS_USED.items():
        area = f"{cell(at, rows.goals, 'cr')}:{cell(at, rows.goals_last, 'cr')}"
        pen.workbook.define_name(f"MT_{name}_used", f"='Chỉ số'!{area}")
    look = pen.labels(rows.goals, rows.goals_last, [component.short for component in plan.indices], 20.0)
    for index in range(layout.spare):
        _row(pen, plan, rows, rows.goals + index, goals[index] if index < len(goals) else None, look)
    of = cell(layout.at("of"), rows.goals)
    # A goal of the whole index may stand there too, whose scale is the larger one.
    for field, rule in (
        ("year", index_inputs.year()), ("code", index_inputs.code(rows)),
        ("score", index_inputs.score(plan, whole=True)), ("rank_from", index_inputs.rank(of, "Hạng từ")),
        ("rank_to", index_inputs.rank(of, "Đến hạng")), ("of", index_inputs.bodies()),
    ):  # fmt: skip
        pen.rule(rows.goals, rows.goals_last, layout.at(field), rule)


def _heads(pen: Pen, rows: IndexRows) -> None:
    layout, row = tables()["goals"], rows.goals - 1
    for column in layout.columns:
        if column.field != "source":
            pen.head(row, layout.at(column.field), column.head)
    pen.head(row, layout.at("source"), "Căn cứ", 3)
    pen.head(row, PLACE, "Vị trí mục tiêu")
    pen.head(row, LATEST, "Kết quả mới nhất đã biết", 3)
    pen.head(row, WORTH, "Hạng quy đổi")
    pen.head(row, TO_GO, "Còn (bậc, tham khảo)")
    pen.head(row, BY_SCORE, "Đánh giá theo điểm", 2)
    pen.head(row, BY_RANK, "Đánh giá theo hạng")
    pen.tall(row, 62)


def _row(pen: Pen, plan: Plan, rows: IndexRows, row: int, goal: Goal | None, look: dict) -> None:
    layout = tables()["goals"]

    def at(field: str, fixed: str = "") -> str:
        return cell(layout.at(field), row, fixed)

    values = {} if goal is None else {
        "year": goal.year, "score": goal.score, "rank_from": goal.rank_from, "rank_to": goal.rank_to, "of": goal.of,
        "source": plan.short_title,
    }  # fmt: skip
    for column in layout.columns:
        if column.field not in ("title", "source"):
            pen.ask(row, layout.at(column.field), values.get(column.field), column.kind)
    pen.write(row, layout.at("source"), values.get("source"), "text", 3, center=False, fill=INPUT)

    used = f"COUNTA({at('year')},{at('code')}:{at('of')})>0"
    position_ = cell(POSITION, row)
    code = f'{at("code")}&""'
    found = f'SUMPRODUCT(MAX((CS_code&""={code})*(ROW(CS_code)-MIN(ROW(CS_code))+1)))'
    whole = f'IFERROR(MATCH("{TOTAL}",CS_id,0),0)'
    pen.hidden(row, POSITION, (
        f'=IFERROR(IF(NOT(ISNUMBER({at("year")})),0,IF({code}="",{whole},{found})),0)'
    ))  # fmt: skip
    pen.write(row, layout.at("title"), (
        f'=IFERROR(IF(NOT({used}),"",IF(NOT(ISNUMBER({at("year")})),"(năm chưa đọc được)",'
        f'IF({code}="","Toàn bộ chỉ số",IF({position_}=0,"(không có chỉ số này)",INDEX(CT_name,{position_})&"")))),"")'
    ), "text", center=False, **look)  # fmt: skip
    of = cell(GOALS_USED["of"], row)
    pen.hidden(row, GOALS_USED["of"], "=" + bodies_of(at("of")))
    for name in ("rank_from", "rank_to"):
        pen.hidden(row, GOALS_USED[name], "=" + rank_of(at(name), of))
    part, whole_index = (score_of(at("score"), most_of(plan, one)) for one in (False, True))
    pen.hidden(row, GOALS_USED["score"], f'=IF({code}="",{whole_index},{part})')
    _known(pen, plan, row, at("year"), code)
    _newest(pen, rows, row)
    ranks = f"{cell(GOALS_USED['rank_from'], row)}:{cell(GOALS_USED['rank_to'], row)}"
    pen.hidden(row, ENOUGH, f'=IF(OR({position_}=0,COUNT({ranks})=0),"",MAX({ranks}))')
    pen.hidden(row, AMONG, f'=IF({position_}=0,"",IF(ISNUMBER({of}),{of},CS_assumed_of_used))')
    enough, among = cell(ENOUGH, row), cell(AMONG, row)
    pen.write(row, PLACE, "=" + position(enough, among, "", None), "place")
    _said(pen, row, cell(GOALS_USED["score"], row), of)


def _known(pen: Pen, plan: Plan, row: int, year: str, code: str) -> None:
    """The result of the goal's own year: score, rank, of how many."""
    place, line = cell(POSITION, row), cell(LINE, row)
    pen.hidden(row, LINE, f"=IF({place}=0,0,{last_line('LS', year, code)})")

    def own(base: str, actual: str, otherwise: str, guard: tuple[str, str] | None = None) -> str:
        made = otherwise
        asked_base, asked_actual = guard or (base, actual)
        for of_year, field, asked in (
            (plan.target_year, actual, asked_actual), (plan.baseline_year, base, asked_base),
        ):  # fmt: skip
            made = (
                f"IF(AND({year}={of_year},ISNUMBER(INDEX(CS_{asked}_used,{place}))),"
                f"INDEX(CS_{field}_used,{place}),{made})"
            )
        return f'=IF({place}=0,"",{made})'

    part, whole = (entered_score(line, most_of(plan, one)) for one in (False, True))
    pen.hidden(row, SCORE, own("score", "actual_score", f'IF({code}="",{whole},{part})'))
    pen.hidden(row, RANK, own("rank", "actual_rank", entered_rank(line)))
    pen.hidden(row, OF, own("of", "actual_of", entered_of(line), ("rank", "actual_rank")))


def _newest(pen: Pen, rows: IndexRows, row: int) -> None:
    """The newest rank and score that the matrix knows."""
    place = cell(POSITION, row)

    def area(at: int) -> str:
        return f"{cell(at, rows.matrix, 'cr')}:{cell(at, rows.matrix_total, 'cr')}"

    def found(offset: int, of: int | None = None) -> str:
        tests = [f"INDEX({area(year_column(one) + offset)},{place})" for one in YEARS]
        if of is None:
            return f'=IF({place}=0,"",{first_number(tests)})'
        if of < 0:
            values = [cell(year_column(one), rows.year_heads, "cr") for one in YEARS]
        else:
            values = [f"INDEX({area(year_column(one) + of)},{place})" for one in YEARS]
        return f'=IF({place}=0,"",{first_number(tests, values)})'

    pen.hidden(row, NEWEST_RANK, found(1))
    pen.hidden(row, NEWEST_OF, found(1, 2))
    pen.hidden(row, RANK_YEAR, found(1, -1))
    pen.hidden(row, NEWEST_SCORE, found(0))
    pen.hidden(row, SCORE_YEAR, found(0, -1))


def _said(pen: Pen, row: int, goal_score: str, goal_of: str) -> None:
    """What is known, what it is worth, and the verdicts in words."""
    place, enough, among = (cell(one, row) for one in (POSITION, ENOUGH, AMONG))
    n, of, year = (cell(one, row) for one in (NEWEST_RANK, NEWEST_OF, RANK_YEAR))
    score, score_year = cell(NEWEST_SCORE, row), cell(SCORE_YEAR, row)
    by_rank = f'IF(AND(ISNUMBER({enough}),ISNUMBER({n})),{n}&IF(ISNUMBER({of}),"/"&{of},"")&" ("&{year}&")","")'
    by_score = f'IF(AND(ISNUMBER({goal_score}),ISNUMBER({score})),{words(score)}&" ("&{score_year}&")","")'
    both = f'IF(AND({by_rank}<>"",{by_score}<>""),"; ","")'
    pen.write(row, LATEST, f'=IF({place}=0,"",{by_rank}&{both}&{by_score})', "text", 3)
    known = f"AND(ISNUMBER({enough}),ISNUMBER({n}),ISNUMBER({of}),N({of})>=2,ISNUMBER({among}),N({among})>=2)"
    pen.write(row, WORTH, f'=IF({known},{rank_at(f"({of}-{n})/({of}-1)", among)},"")', "number")
    worth = cell(WORTH, row)
    pen.write(row, TO_GO, f'=IF(ISNUMBER({worth}),MAX({worth}-{enough},0),"")', "number")
    got, got_rank, got_of = (cell(one, row) for one in (SCORE, RANK, OF))
    pen.write(row, BY_SCORE, (
        f'=IF(OR({place}=0,NOT(ISNUMBER({goal_score}))),"",IF(NOT(ISNUMBER({got})),"○ Chưa có kết quả",'
        f'IF(ROUND({got}-{goal_score},6)>=0,"● Đạt","► Còn "&{words(f"{goal_score}-{got}")}&" điểm")))'
    ), "text", 2)  # fmt: skip
    pen.write(row, BY_RANK, (
        f'=IF(NOT(ISNUMBER({enough})),"",IF(NOT(ISNUMBER({got_rank})),"○ Chưa có kết quả",'
        f'IF(AND(ISNUMBER({goal_of}),ISNUMBER({got_of}),{goal_of}<>{got_of}),"? Khác tổng số",'
        f'IF({got_rank}<={enough},"● Đạt","► Còn "&{words(f"{got_rank}-{enough}", 0)}&" bậc"))))'
    ), "text")  # fmt: skip


def marks(pen: Pen, at: int, at_last: int, first: int, last: int) -> None:
    """Fills by the symbol with which a verdict begins."""
    for symbol, fill in STATES.items():
        area = f"{cell(at, first)}:{cell(at_last, last)}"
        pen.filled(area, f'LEFT({cell(at, first, "c")},1)="{symbol}"', fill)
