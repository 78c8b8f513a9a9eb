"""Two blocks of `Chỉ số`: what a trial score would change, and where low completion meets a large gap."""

from kehoach_xl.building import canvas, index_inputs
from kehoach_xl.building.index_formulas import cell, main, most_of, score_of, total
from kehoach_xl.building.index_pen import Pen, width
from kehoach_xl.building.index_rows import CODE, HIDDEN, LAST, NAME, IndexRows
from kehoach_xl.building.styles import MIST, SKY
from kehoach_xl.domain.framework import TOTAL
from kehoach_xl.domain.plan import Plan
from kehoach_xl.domain.priority import LARGE_GAP, LOW_COMPLETION, REACHED, WORDS
from kehoach_xl.ooxml.heights import Wrapped
from kehoach_xl.sheets.formulas import NONE_DUE
from kehoach_xl.sheets.layout import tables

USED, TRIED = HIDDEN, HIDDEN + 1
# The narrow columns of the trial have no room for «không có»; its note says what the dash means.
NONE = "–"
VERDICT = 15
VERDICT_LAST = 18
# Hidden cells beside the main table: completion, share of the gap, level, and what they are sorted by.
RATE, SHARE, LEVEL, KEY = range(HIDDEN + 5, HIDDEN + 9)
WHICH = HIDDEN
LOW, LARGE = HIDDEN, HIDDEN + 1
DONE, DONE_LAST, RATIO, MISSING_POINTS, MISSING_SHARE, SAYS = 4, 7, 8, 9, 10, 11


def build_trials(pen: Pen, plan: Plan, rows: IndexRows) -> None:
    """One row per component with a cell for a trial score, and the whole index by its rule."""
    layout = tables()["trials"]
    first = rows.trials
    pen.title(first - 4, "IV. Thử điểm: nếu một chỉ số đạt điểm khác thì điểm chung và khoảng cách thay đổi ra sao")
    pen.note(first - 3, (
        f"Nhập điểm thử vào ô nền vàng nhạt; ô trống lấy điểm hiện có. Điểm thử coi là của năm {plan.target_year}; "
        f"«mỗi năm» là mức cần tăng đến năm {plan.horizon_year}. «–» là không có hoặc chưa thử. Số liệu khác không đổi."
    ))  # fmt: skip
    _trial_heads(pen, plan, first)
    for index in range(rows.components + 1):
        _trial(pen, plan, rows, index)
    canvas.bind(pen.workbook, layout, rows.components + 1, first=first)


def _trial_heads(pen: Pen, plan: Plan, first: int) -> None:
    layout = tables()["trials"]
    top = first - 2
    for at, span, text in (
        (CODE, 1, ""), (NAME, 1, ""), (4, 2, "Hiện có"), (6, 2, "Thử"), (8, 1, ""), (9, 2, "Còn thiếu (điểm)"),
        (11, 2, "Đã đi được (%)"), (13, 2, f"Mỗi năm đến {plan.horizon_year}"),
    ):  # fmt: skip
        pen.head(top, at, text, span)
    pen.tall(top, 18)
    for column in layout.columns:
        if not column.hidden:
            pen.head(first - 1, layout.at(column.field), column.head)
    pen.spread(top, VERDICT, None, VERDICT_LAST, SKY)
    pen.spread(first - 1, VERDICT, "Kết luận khi thử", VERDICT_LAST, SKY, bold=True, valign="vcenter")
    pen.tall(first - 1, 34)


def _trial(pen: Pen, plan: Plan, rows: IndexRows, index: int) -> None:
    layout = tables()["trials"]
    row, of_main = rows.trials + index, rows.main + index
    whole = index == rows.components
    look = {"fill": MIST, "bold": True} if whole else {}
    component = None if whole else plan.indices[index]

    def at(field: str) -> str:
        return cell(layout.at(field), row)

    pen.write(row, 1, TOTAL if component is None else component.id, "code")
    pen.write(row, CODE, component.code if component else None, "code", **look)
    pen.write(row, NAME, component.short if component else "Toàn bộ chỉ số", center=False, **look)
    pen.fit(row, Wrapped(component.short if component else "", width(NAME)), least=18.0)
    used, tried = cell(USED, row), cell(TRIED, row)
    for field, source, kind in (("latest", "latest", "score"), ("year", "latest_year", "number")):
        known = main(source, of_main)
        pen.write(row, layout.at(field), f'=IF(ISNUMBER({known}),{known},"{NONE}")', kind, **look)
    if whole:
        area = f"{cell(USED, rows.trials)}:{cell(USED, row - 1)}"
        any_trial = f"COUNT({cell(TRIED, rows.trials)}:{cell(TRIED, row - 1)})"
        computed = total(plan, area) if rows.components else '""'
        now = f'IF(ISNUMBER({at("latest")}),{at("latest")},"")'
        pen.hidden(row, USED, f"=IF({any_trial}=0,{now},{computed})" if rows.components else f"={now}")
        found = f'IF(AND({any_trial}>0,ISNUMBER({used})),{used},"")' if rows.components else '""'
        pen.hidden(row, TRIED, f"={found}")
        pen.write(row, layout.at("trial"), f'=IF(ISNUMBER({tried}),ROUND({tried},2),"{NONE}")', "score", **look)
    else:
        now = f'IF(ISNUMBER({at("latest")}),{at("latest")},"")'
        pen.hidden(row, TRIED, "=" + score_of(at("trial"), most_of(plan)))
        pen.hidden(row, USED, f"=IF(ISNUMBER({tried}),{tried},{now})")
        pen.ask(row, layout.at("trial"), None, "score", index_inputs.score(plan, "Điểm thử"))
    goal, latest = at("goal"), at("latest")
    base = main("score", of_main)
    both = f"AND(ISNUMBER({tried}),ISNUMBER({latest}))"
    change = f'=IF({both},ROUND({tried}-{latest},2),"{NONE}")'
    pen.write(row, layout.at("change"), change, num_format="+0.00;-0.00;0.00", **look)
    aim = main("goal_score", of_main)
    pen.write(row, layout.at("goal"), f'=IF(ISNUMBER({aim}),{aim},"{NONE}")', "score", **look)
    for field, side in (("gap_before", latest), ("gap", tried)):
        known = f"AND(ISNUMBER({goal}),ISNUMBER({side}))"
        pen.write(row, layout.at(field), f'=IF({known},ROUND({goal}-{side},2),"{NONE}")', "score", **look)
    for field, side in (("covered_before", latest), ("covered", tried)):
        known = f"AND(ISNUMBER({goal}),ISNUMBER({side}),ISNUMBER({base}))"
        share = f"ROUND(({side}-{base})/({goal}-{base})*100,1)"
        said = f'IF({known},IF({goal}={base},"{NONE}",{share}),"{NONE}")'
        pen.write(row, layout.at(field), f"={said}", num_format="0.0", **look)
    far, paced = main("horizon_goal", of_main), main("pace_horizon", of_main)
    left = plan.horizon_year - plan.target_year
    pen.write(row, layout.at("pace_before"), f'=IF(ISNUMBER({paced}),{paced},"{NONE}")', "score", **look)
    pen.write(row, layout.at("pace"), (
        f'=IF(AND(ISNUMBER({far}),ISNUMBER({tried})),ROUND(MAX({far}-{tried},0)/{left},2),"{NONE}")'
        if left > 0 else f'="{NONE}"'
    ), "score", **look)  # fmt: skip
    gap = at("gap")
    some = f"{any_trial}>0" if whole and rows.components else f"ISNUMBER({tried})"
    nothing = f'IF({some},"? Chưa đủ số liệu","{NONE}")'
    pen.spread(row, VERDICT, (
        f'=IF(ISNUMBER({gap}),IF({gap}<=0,"● Đạt mục tiêu năm {plan.target_year}",'
        f'"► Chưa đạt mục tiêu năm {plan.target_year}"),{nothing})'
    ), VERDICT_LAST, MIST if whole else "", bold=whole)  # fmt: skip


def main_helpers(pen: Pen, rows: IndexRows, row: int) -> None:
    """Beside a component of the main table: completion, share of the gap in the goal, level and order."""
    due, done = main("due_count", row), main("done_count", row)
    gap, goal = main("gap", row), main("goal_score", row)
    rate, share, level = cell(RATE, row), cell(SHARE, row), cell(LEVEL, row)
    low, large = cell(LOW, rows.thresholds, "cr"), cell(LARGE, rows.thresholds, "cr")
    pen.hidden(row, RATE, f'=IF({due}>0,{done}/{due},"")')
    pen.hidden(row, SHARE, f'=IF(AND(ISNUMBER({gap}),ISNUMBER({goal}),N({goal})>0),MAX({gap},0)/{goal},"")')
    is_low = f"IF(ISNUMBER({rate}),{rate}<{low},FALSE)"
    is_large = f"IF(ISNUMBER({share}),AND({share}>0,{share}>={large}),FALSE)"
    calm = f"IF(ISNUMBER({share}),IF(OR({share}=0,ISNUMBER({rate})),1,0),0)"
    pen.hidden(row, LEVEL, f"=IF({is_low},IF({is_large},4,2),IF({is_large},3,{calm}))")
    order = row - rows.main + 1
    pen.hidden(row, KEY, f"={level}*100+IF(ISNUMBER({share}),MIN({share},9),0)*10-{order}/1000000")


def build_priority(pen: Pen, plan: Plan, rows: IndexRows) -> None:
    """The components, those to look at first on top; the rule and its two thresholds stand above."""
    top = rows.thresholds
    pen.title(top - 2, "V. Chỉ số cần ưu tiên: hoàn thành nhiệm vụ thấp và còn cách mục tiêu xa")
    pen.note(top - 1, (
        "Tỷ lệ hoàn thành tính trên nhiệm vụ đến hạn của kỳ đang xem; tỷ lệ còn thiếu = điểm còn thiếu / điểm mục "
        "tiêu. Xếp trước: có cả hai điều kiện, rồi chỉ cách xa, rồi chỉ hoàn thành thấp."
    ))  # fmt: skip
    pen.put(top, CODE, "Hoàn thành thấp khi tỷ lệ dưới (%):", pen.styles.of(valign="vcenter"))
    pen.ask(top, 4, LOW_COMPLETION, rule=index_inputs.share("Hoàn thành thấp", LOW_COMPLETION))
    pen.put(top, 6, "Còn cách xa khi tỷ lệ còn thiếu từ (%):", pen.styles.of(valign="vcenter"))
    pen.ask(top, 13, LARGE_GAP, rule=index_inputs.share("Còn cách xa", LARGE_GAP))
    for name, at, hidden, default in (
        ("CS_low_completion", 4, LOW, LOW_COMPLETION), ("CS_large_gap", 13, LARGE, LARGE_GAP),
    ):  # fmt: skip
        asked = cell(at, top)
        pen.workbook.define_name(name, f"='Chỉ số'!{cell(at, top, 'cr')}")
        share = f"IF(AND({asked}>0,{asked}<=1),{asked},{asked}/100)"
        inside = f"IF(AND({asked}>=0,{asked}<=100),{share},{default / 100})"
        pen.hidden(top, hidden, f"=IF(ISNUMBER({asked}),{inside},{default / 100})")
    _priority_heads(pen, rows)
    if not rows.components:
        pen.spread(rows.priority, CODE, "Kế hoạch không có chỉ số thành phần.", LAST)
    look = pen.labels(rows.priority, rows.priority_last, [component.short for component in plan.indices], 18.0)
    for place in range(rows.components):
        _priority(pen, rows, place, look)


def _priority_heads(pen: Pen, rows: IndexRows) -> None:
    row = rows.priority - 1
    pen.head(row, CODE, "TT")
    pen.head(row, NAME, "Chỉ số thành phần")
    pen.head(row, DONE, "Hoàn thành / đến hạn", DONE_LAST - DONE + 1)
    pen.head(row, RATIO, "Tỷ lệ")
    pen.head(row, MISSING_POINTS, "Điểm còn thiếu")
    pen.head(row, MISSING_SHARE, "Tỷ lệ còn thiếu")
    pen.spread(row, SAYS, "Đánh giá", LAST, SKY, bold=True, valign="vcenter")
    pen.tall(row, 48)


def _priority(pen: Pen, rows: IndexRows, place: int, look: dict) -> None:
    row = rows.priority + place

    def of(at: int) -> str:
        area = f"{cell(at, rows.main, 'cr')}:{cell(at, rows.total - 1, 'cr')}"
        return f"INDEX({area},{cell(WHICH, row)})"

    def field(name: str) -> str:
        return of(tables()["indices"].at(name))

    keys = f"{cell(KEY, rows.main, 'cr')}:{cell(KEY, rows.total - 1, 'cr')}"
    pen.hidden(row, WHICH, f"=MATCH(LARGE({keys},{place + 1}),{keys},0)")
    labels = f"{cell(NAME, rows.trials, 'cr')}:{cell(NAME, rows.trials_total - 1, 'cr')}"
    pen.write(row, CODE, f"={field('code')}&\"\"", "text")
    pen.write(row, NAME, f'=INDEX({labels},{cell(WHICH, row)})&""', center=False, **look)
    due, done = field("due_count"), field("done_count")
    pen.write(row, DONE, f'=IF({due}=0,"{NONE_DUE}",{done}&"/"&{due})', "text", DONE_LAST - DONE + 1)
    pen.write(row, RATIO, f'=IF({due}=0,"–",{done}/{due})', num_format="0.0%")
    pen.write(row, MISSING_POINTS, f'=IF(ISNUMBER({field("gap")}),{field("gap")},"–")', "score")
    pen.write(row, MISSING_SHARE, f'=IF(ISNUMBER({of(SHARE)}),{of(SHARE)},"–")', num_format="0.0%")
    level, rate, share = of(LEVEL), of(RATE), of(SHARE)
    pen.spread(row, SAYS, (
        f'=IF({level}=4,"{WORDS[4]}",IF({level}=3,"{WORDS[3]}"&IF(ISNUMBER({rate}),"","; chưa có nhiệm vụ đến hạn"),'
        f'IF({level}=2,"{WORDS[2]}"&IF(ISNUMBER({share}),"","; chưa có điểm hoặc mục tiêu"),'
        f'IF({level}=1,IF({share}=0,"{REACHED}","{WORDS[1]}"),"{WORDS[0]}"))))'
    ), LAST)  # fmt: skip


