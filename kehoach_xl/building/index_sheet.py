"""`Chỉ số`: last year's standing, the goal, what has been published, and the gap, per component and in total; below it
the years, the goals, what a score would change, what to look at first, the rank path, and the results entered."""

from dataclasses import replace

from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import (
    canvas,
    index_figures,
    index_goals,
    index_hiding,
    index_history,
    index_inputs,
    index_path,
    index_trial,
)
from kehoach_xl.building.index_formulas import (
    bodies_of,
    cell,
    last_line,
    main,
    most_of,
    number_at,
    position,
    rank_of,
    score_of,
    total,
)
from kehoach_xl.building.index_pen import Pen
from kehoach_xl.building.index_rows import CODE, HIDDEN, HIDDEN_LAST, LAST, MAIN_USED, NAME, IndexRows, rows_of
from kehoach_xl.building.styles import BAD, INPUT, MIST, Styles
from kehoach_xl.domain.framework import TOTAL
from kehoach_xl.domain.gap import Standing
from kehoach_xl.domain.history import Result
from kehoach_xl.domain.plan import Plan
from kehoach_xl.domain.plan_template import PlanTemplate
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.formulas import MISSING, NONE_DUE
from kehoach_xl.sheets.layout import TableLayout, tables

# Points of rows that fit on an A4 page across, at the scale at which all columns fit its width.
PAGE = 600.0
# The two blocks that also make sense without an index.
TITLES = "VII. Chỉ tiêu bằng số", "VIII. Kết quả các năm khác và tên trước đây (anh/chị nhập tại đây)"
ALONE = "Chỉ tiêu bằng số", "Kết quả các chỉ số mà kế hoạch nhắc đến"
# Numbers of provinces and cities that were ranked before and after 1/7/2025.
PROVINCES = {63, 34}


def build(workbook: canvas.Workbook, sheet: Worksheet, styles: Styles, template: PlanTemplate) -> None:
    """Draw every block, in the order in which they are read; what she fills grows last. What makes no sense for the
    plan is drawn too, and hidden: every operation finds its cells."""
    plan, goals = template.plan, list(template.goals)
    layout, rows, pen = tables()["indices"], rows_of(plan, len(template.figures)), Pen(workbook, sheet, styles)
    canvas.columns(sheet, styles, layout)
    sheet.set_column(HIDDEN - 1, HIDDEN_LAST - 1, 6, None, {"hidden": 1})
    sheet.set_row(0, 26)
    title = "CHỈ SỐ VÀ KHOẢNG CÁCH ĐẾN MỤC TIÊU" if template.has_index else "CHỈ TIÊU, CHỈ SỐ CỦA KẾ HOẠCH"
    sheet.write(0, CODE - 1, title, styles.title())
    _main(pen, layout, plan, template.overall, rows)
    index_history.build_matrix(pen, plan, rows)
    index_goals.build(pen, plan, goals, rows, index_goals.assumed_of(plan))
    index_trial.build_trials(pen, plan, rows)
    index_trial.build_priority(pen, plan, rows)
    index_path.build(pen, plan, rows)
    figures, history = TITLES if template.has_index else ALONE
    index_figures.build(pen, rows, template.figures, template.register, figures)
    told = results_of(template)
    index_history.build_entries(pen, plan, rows, told, history)
    index_hiding.hide(pen, template, rows)
    _print(pen, rows, len(told))


def results_of(template: PlanTemplate) -> list[Result]:
    """The results the document tells. The printed score of the whole index stands among them: in the main table a
    computed one has its place."""
    score, year, results = template.overall.score, template.overall.year, list(template.history)
    if score is None or year is None:
        return results
    own = next((place for place, one in enumerate(results) if (one.code, one.name, one.year) == ("", "", year)), None)
    if own is None:
        return [Result(year, score=score), *results]
    results[own] = replace(results[own], score=score)
    return results


def _main(pen: Pen, layout: TableLayout, plan: Plan, overall: Standing, rows: IndexRows) -> None:
    base, target, horizon = plan.baseline_year, plan.target_year, plan.horizon_year
    pen.note(2, (
        f"Năm cơ sở {base}, mục tiêu năm {target}. Khi có kết quả công bố, anh/chị nhập vào các ô nền vàng nhạt. "
        "Vị trí = (N − n)/(N − 1): 1 là đứng đầu, 0 là đứng cuối."
    ))  # fmt: skip
    ranked = {overall.of, *(side.of for one in plan.indices for side in (one.baseline, one.goal))}
    pen.note(3, (
        "Tổng số tỉnh, thành phố đã thay đổi (63 → 34 từ ngày 01/7/2025) nên thứ hạng hai năm không so sánh trực tiếp; "
        "chỉ đối chiếu vị trí tương đối để tham khảo."
    ) if ranked & PROVINCES or not any(ranked) else (
        "Thứ hạng của hai năm có tổng số được xếp hạng khác nhau thì không so sánh trực tiếp; chỉ đối chiếu vị trí "
        "tương đối để tham khảo."
    ))  # fmt: skip
    pen.title(4, "I. Điểm, hạng và khoảng cách")
    pen.note(5, (
        f"«Đến {target}»: từ năm cơ sở đến điểm mục tiêu. «Đến {horizon}»: từ kết quả mới nhất đến mục tiêu năm "
        f"{horizon} ở bảng III; chưa nêu thì tính theo mục tiêu năm {target}."
    ))  # fmt: skip
    _heads(pen, layout, plan)
    for index, component in enumerate(plan.indices):
        row = layout.first + index
        values = {
            "id": component.id, "code": component.code, "name": component.name,
            "score": component.baseline.score, "rank": component.baseline.rank, "of": component.baseline.of,
            "goal_score": component.goal.score, "goal_rank": component.goal.rank_to, "goal_of": component.goal.of,
            **_computed(layout, row, plan, rows),
        }  # fmt: skip
        pen.tall(row, max(canvas.fitted(layout, values), 32.0))
        for column in layout.columns:
            fill = INPUT if column.input else ""
            style = pen.styles.cell(column.kind, center=column.center, fill=fill, **_format(column.field))
            canvas.put(pen.sheet, row - 1, layout.at(column.field) - 1, values.get(column.field), column.kind, style)
        index_trial.main_helpers(pen, rows, row)
    _total(pen, layout, plan, overall, rows)
    _used(pen, layout, plan, rows)
    canvas.bind(pen.workbook, layout, rows.components + 1)
    key = f"${column_letters(layout.at('id'))}{layout.first}"
    for column in layout.columns:
        if not column.hidden:
            letters = column_letters(layout.at(column.field))
            area = f"{letters}{layout.first}:{letters}{rows.total}"
            test = f'AND({key}<>"",COUNTIF(KT_mark,{key}&"|{column.field}")>0)'
            canvas.marked(pen.workbook, pen.sheet, area, test, BAD, bold=True)


def _heads(pen: Pen, layout: TableLayout, plan: Plan) -> None:
    """The heads, and above them what each group of columns is about."""
    row = layout.first - 1
    canvas.header(pen.sheet, pen.styles, layout, row)
    pen.head(row, layout.at("pace"), f"Cần tăng mỗi năm đến {plan.target_year}")
    pen.head(row, layout.at("pace_horizon"), f"Cần tăng mỗi năm đến {plan.horizon_year}")
    pen.tall(row, 62)
    base, target = plan.baseline_year, plan.target_year
    for field, span, text in (
        ("code", 1, ""), ("name", 1, ""), ("score", 3, f"Năm {base}"), ("goal_score", 3, f"Mục tiêu năm {target}"),
        ("actual_score", 3, f"Đã công bố năm {target}"),
        ("gap", 4, "Khoảng cách về điểm"), ("place", 3, "Vị trí tương đối"), ("done", 1, "Nhiệm vụ"),
    ):  # fmt: skip
        pen.head(row - 1, layout.at(field), text, span)


def _format(field: str) -> dict[str, str]:
    """Figures line up: two decimals, one for a share."""
    if field in ("gap", "pace", "pace_horizon", "place", "goal_place", "actual_place"):
        return {"num_format": "0.00"}
    return {"num_format": "0.0"} if field == "covered" else {}


def _computed(layout: TableLayout, row: int, plan: Plan, rows: IndexRows) -> dict[str, str]:
    """The formulas of one row, the total's too."""

    def at(field: str) -> str:
        return main(field, row)

    score, goal, actual = at("score"), at("goal_score"), at("actual_score")
    newest = f"IF(ISNUMBER({actual}),{actual},{score})"
    years = plan.target_year - plan.baseline_year
    has_goal = f"AND(ISNUMBER({goal}),OR(ISNUMBER({actual}),ISNUMBER({score})))"
    covered = f"ROUND(({actual}-{score})/({goal}-{score})*100,1)"
    pace = f'IF(AND({has_goal},NOT(ISNUMBER({actual}))),ROUND(MAX({goal}-{score},0)/{years},2),"{MISSING}")'
    latest, year = index_history.latest(rows, rows.matrix + row - rows.main)
    far, since = at("horizon_goal"), at("latest_year")
    ahead = f"AND(ISNUMBER({far}),ISNUMBER({at('latest')}),N({since})<{plan.horizon_year})"
    whole = row == rows.total
    entered = number_at("MT_score_used", last_line("MT", str(plan.horizon_year), '""' if whole else at("code"),
                                              "*ISNUMBER(MT_score_used)"))  # fmt: skip
    otherwise = f'IF(ISNUMBER({goal}),{goal},"{MISSING}")'
    if whole and rows.components:
        area = f"{cell(layout.at('horizon_goal'), rows.main)}:{cell(layout.at('horizon_goal'), row - 1)}"
        computed = total(plan, area)
        otherwise = f"IF(ISNUMBER({computed}),{computed},{otherwise})"
    due, done = at("due_count"), at("done_count")
    return {
        "gap": f'=IF({has_goal},ROUND({goal}-{newest},2),"{MISSING}")',
        "covered": (
            f'=IF(AND(ISNUMBER({actual}),ISNUMBER({score}),ISNUMBER({goal})),IF({goal}={score},"{MISSING}",{covered}),'
            f'"{MISSING}")'
        ),
        "pace": f"={pace}" if years > 0 else f'="{MISSING}"',
        "pace_horizon": (
            f'=IF({ahead},ROUND(MAX({far}-{at("latest")},0)/({plan.horizon_year}-{since}),2),"{MISSING}")'
        ),
        "place": "=" + position(at("rank"), at("of")),
        "goal_place": "=" + position(at("goal_rank"), at("goal_of")),
        "actual_place": "=" + position(at("actual_rank"), at("actual_of")),
        "done": f'=IF({due}=0,"{NONE_DUE}",{done}&"/"&{due})',
        "due_count": _tasks(layout, row, rows, "due_count", '(PL_class<>"Không còn phù hợp")'),
        "done_count": _tasks(layout, row, rows, "done_count", '(LEFT(PL_class,10)="Hoàn thành")'),
        "horizon_goal": f"=IF(ISNUMBER({entered}),{entered},{otherwise})",
        "latest": f"={latest}",
        "latest_year": f"={year}",
    }


def _tasks(layout: TableLayout, row: int, rows: IndexRows, field: str, test: str) -> str:
    """How many tasks of the component that fell due pass a test; of the whole index, the sum of its components."""
    if row == rows.total:
        letters = column_letters(layout.at(field))
        return f"=SUM({letters}{rows.main}:{letters}{row - 1})" if rows.components else "=0"
    return f"=SUMPRODUCT((PL_component={cell(layout.at('code'), row, 'c')})*(PL_due=1)*{test})"


def _total(pen: Pen, layout: TableLayout, plan: Plan, overall: Standing, rows: IndexRows) -> None:
    """The whole index. Its scores follow the framework's rule; its goal is the one the table of goals holds."""
    row = rows.total

    def combined(field: str) -> str:
        letters = column_letters(MAIN_USED[field])
        computed = total(plan, f"{letters}{rows.main}:{letters}{row - 1}") if rows.components else '""'
        return f'IF(ISNUMBER({computed}),ROUND({computed},2),"{MISSING}")'

    def goal(field: str, and_: str) -> str:
        return number_at(f"MT_{field}_used", last_line("MT", str(plan.target_year), '""', and_))

    has_rank = "*((ISNUMBER(MT_rank_from_used)+ISNUMBER(MT_rank_to_used))>0)"
    best, enough = goal("rank_from", has_rank), goal("rank_to", has_rank)
    entered = goal("score", "*ISNUMBER(MT_score_used)")
    formulas = {
        "score": f"={combined('score')}", "actual_score": f"={combined('actual_score')}",
        "goal_score": f"=IF(ISNUMBER({entered}),{entered},{combined('goal_score')})",
        "goal_rank": (
            f"=IF(AND(ISNUMBER({best}),ISNUMBER({enough})),MAX({best},{enough}),IF(ISNUMBER({enough}),{enough},{best}))"
        ),
        "goal_of": f"={goal('of', has_rank)}",
    }  # fmt: skip
    values = {
        "id": TOTAL, "name": "Toàn bộ chỉ số (theo quy tắc của bộ chỉ số)", "rank": overall.rank, "of": overall.of,
        **_computed(layout, row, plan, rows),
    }  # fmt: skip
    pen.tall(row, canvas.fitted(layout, values, bold=True))
    for column in layout.columns:
        asked = column.field in ("actual_rank", "actual_of", "rank", "of")
        fill, more = INPUT if asked else MIST, _format(column.field)
        style = pen.styles.cell(column.kind, center=column.center, fill=fill, bold=True, **more)
        if column.field in formulas:
            pen.sheet.write_formula(row - 1, layout.at(column.field) - 1, formulas[column.field], style, "")
        else:
            canvas.put(pen.sheet, row - 1, layout.at(column.field) - 1, values.get(column.field), column.kind, style)


def _used(pen: Pen, layout: TableLayout, plan: Plan, rows: IndexRows) -> None:
    """Beside each typed figure the same where it can be, "" else; everything is computed from these."""
    for row in range(rows.main, rows.total + 1):
        for side in ("", "goal_", "actual_"):
            score, rank, of = (f"{side}{what}" for what in ("score", "rank", "of"))
            typed = {field: cell(layout.at(field), row) for field in (score, rank, of)}
            pen.hidden(row, MAIN_USED[score], "=" + score_of(typed[score], most_of(plan, row == rows.total)))
            pen.hidden(row, MAIN_USED[of], "=" + bodies_of(typed[of]))
            pen.hidden(row, MAIN_USED[rank], "=" + rank_of(typed[rank], main(of, row)))
    for field, at in MAIN_USED.items():
        _ask(pen, layout, plan, rows, field)
        area = f"{cell(at, rows.main, 'cr')}:{cell(at, rows.total, 'cr')}"
        pen.workbook.define_name(f"CS_{field}_used", f"='Chỉ số'!{area}")


def _ask(pen: Pen, layout: TableLayout, plan: Plan, rows: IndexRows, field: str) -> None:
    """What a column of typed figures asks for; the scores and the goal of the whole index are computed."""
    side, _, what = field.rpartition("_")
    of = cell(layout.at(f"{side}_of" if side else "of"), rows.main)
    title = {"": "Năm cơ sở", "goal": "Mục tiêu", "actual": "Đã công bố"}[side]
    rules = {
        "score": index_inputs.score(plan, f"{title}: điểm"), "rank": index_inputs.rank(of, f"{title}: hạng"),
        "of": index_inputs.bodies(f"{title}: tổng số"),
    }  # fmt: skip
    last = rows.total if what != "score" and side != "goal" else rows.total - 1
    if last >= rows.main:
        pen.rule(rows.main, last, layout.at(field), rules[what])


def _print(pen: Pen, rows: IndexRows, results: int) -> None:
    """A4 landscape; blocks that belong together share a page. Verdicts take their fills."""
    index_goals.marks(pen, index_goals.BY_SCORE, index_goals.BY_SCORE + 1, rows.goals, rows.goals_last)
    index_goals.marks(pen, index_goals.BY_RANK, index_goals.BY_RANK, rows.goals, rows.goals_last)
    index_goals.marks(pen, index_trial.VERDICT, index_trial.VERDICT_LAST, rows.trials, rows.trials_total)
    index_goals.marks(pen, index_trial.SAYS, LAST, rows.priority, rows.priority_last)
    verdict = tables()["figures"].at("verdict")
    index_goals.marks(pen, verdict, verdict + 3, rows.figures, rows.figures_last)
    pen.sheet.freeze_panes(1, NAME)
    canvas.landscape(pen.sheet, 1)
    pen.sheet.set_h_pagebreaks(_breaks(pen, rows))
    # Down to the last entered result: sheets.printing moves the end with what is entered.
    pen.sheet.print_area(0, CODE - 1, rows.history - 2 + results, LAST - 1)


def _breaks(pen: Pen, rows: IndexRows) -> list[int]:
    """The rows after which a page ends: before a block that does not fit on what is left of the page."""
    starts = [
        rows.year_heads - 2, rows.assumed - 2, rows.trials - 4, rows.thresholds - 2, rows.pace - 2, rows.figures - 3,
        rows.history - 4,
    ]  # fmt: skip
    ends = [*starts[1:], rows.history]
    used, breaks = pen.together(1, starts[0] - 1), []
    for start, end in zip(starts, ends, strict=True):
        block = pen.together(start, end - 1)
        if used + block > PAGE:
            breaks.append(start - 1)
            used = 26.0  # the title of the sheet, repeated
        used += block
    return breaks
