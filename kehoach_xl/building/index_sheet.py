"""`Chỉ số`: last year's standing, the goal, what has been published, and the gap, per component and in total."""

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.styles import BAD, MIST, Styles
from kehoach_xl.domain.framework import aggregation
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.plan import Plan
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.formulas import MISSING
from kehoach_xl.sheets.layout import TableLayout, tables


def build(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, styles: Styles, plan: Plan, overall: Standing, goals: list[Goal]
) -> None:
    """One row per component, the total by the framework's rule, and the overall goals below."""
    layout = tables()["indices"]
    canvas.columns(sheet, styles, layout)
    sheet.set_row(0, 26)
    sheet.write(0, 1, "CHỈ SỐ VÀ KHOẢNG CÁCH ĐẾN MỤC TIÊU", styles.title())
    years = (
        f"Năm cơ sở {plan.baseline_year}, mục tiêu năm {plan.target_year}. Khi có kết quả công bố, anh/chị nhập vào "
        "các ô nền vàng nhạt. Vị trí = (N − n)/(N − 1): 1 là đứng đầu, 0 là đứng cuối."
    )
    sheet.write(1, 1, years, styles.of(italic=True, font_color="#5B6675"))
    sheet.write(2, 1, (
        "Tổng số tỉnh, thành phố đã thay đổi (63 → 34 từ ngày 01/7/2025) nên thứ hạng hai năm không so sánh trực tiếp; "
        "chỉ đối chiếu vị trí tương đối để tham khảo."
    ), styles.of(italic=True, font_color="#5B6675"))  # fmt: skip
    canvas.header(sheet, styles, layout, layout.first - 1)
    count = len(plan.components)
    for index, component in enumerate(plan.components):
        row = layout.first + index
        values = {
            "id": component.id, "code": component.code, "name": component.name,
            "score": component.baseline.score, "rank": component.baseline.rank, "of": component.baseline.of,
            "goal_score": component.goal.score, "goal_rank": component.goal.rank_to, "goal_of": component.goal.of,
            **_gap(layout, row, plan),
            "done": _done(layout, row),
        }  # fmt: skip
        canvas.body(sheet, styles, layout, [values], at_row=row)
    _total(sheet, styles, layout, plan, overall, goals, layout.first + count)
    canvas.bind(workbook, layout, count + 1)
    key = f"${column_letters(layout.at('id'))}{layout.first}"
    for column in layout.columns:
        if not column.hidden:
            letters = column_letters(layout.at(column.field))
            area = f"{letters}{layout.first}:{letters}{layout.first + count}"
            test = f'AND({key}<>"",COUNTIF(KT_mark,{key}&"|{column.field}")>0)'
            canvas.marked(workbook, sheet, area, test, BAD, bold=True)
    _goals(sheet, styles, plan, overall, goals, layout.first + count + 3)
    sheet.freeze_panes(layout.first - 1, 3)
    canvas.landscape(sheet, layout.first - 1)


def _gap(layout: TableLayout, row: int, plan: Plan) -> dict[str, str]:
    def cell(field: str) -> str:
        return f"{column_letters(layout.at(field))}{row}"

    score, goal, actual = cell("score"), cell("goal_score"), cell("actual_score")
    latest = f"IF(ISNUMBER({actual}),{actual},{score})"
    years = plan.target_year - plan.baseline_year
    has_goal = f"AND(ISNUMBER({goal}),OR(ISNUMBER({actual}),ISNUMBER({score})))"
    return {
        "gap": f'=IF({has_goal},ROUND({goal}-{latest},2),"{MISSING}")',
        "covered": (
            f'=IF(AND(ISNUMBER({actual}),ISNUMBER({score}),ISNUMBER({goal}),{goal}<>{score}),'
            f'ROUND(({actual}-{score})/({goal}-{score})*100,1),"{MISSING}")'
        ),
        "pace": f'=IF(AND({has_goal},NOT(ISNUMBER({actual}))),ROUND(MAX({goal}-{score},0)/{years},2),"{MISSING}")',
        "place": _place(cell("rank"), cell("of")),
        "goal_place": _place(cell("goal_rank"), cell("goal_of")),
    }


def _place(rank: str, of: str) -> str:
    return f'=IF(AND(ISNUMBER({rank}),ISNUMBER({of}),N({of})>1),ROUND(({of}-{rank})/({of}-1),2),"{MISSING}")'


def _done(layout: TableLayout, row: int) -> str:
    code = f"${column_letters(layout.at('code'))}{row}"
    due = f'SUMPRODUCT((PL_component={code})*(PL_due=1)*(PL_class<>"Không còn phù hợp"))'
    done = f'SUMPRODUCT((PL_component={code})*(PL_due=1)*(LEFT(PL_class,10)="Hoàn thành"))'
    return f'=IF({due}=0,"chưa có nhiệm vụ đến hạn",{done}&"/"&{due})'


def _total(
    sheet: Worksheet, styles: Styles, layout: TableLayout, plan: Plan, overall: Standing, goals: list[Goal], row: int
) -> None:
    first, last = layout.first, row - 1
    rule = aggregation(plan.framework)

    def total(field: str) -> str:
        letters = column_letters(layout.at(field))
        area = f"{letters}{first}:{letters}{last}"
        combined = {"sum": f"SUM({area})", "mean10": f"AVERAGE({area})*10"}.get(rule, "")
        if not combined:
            return f'="{MISSING}"'
        return f'=IF(COUNT({area})={last - first + 1},ROUND({combined},2),"{MISSING}")'

    goal = next((g for g in goals if g.year == plan.target_year), None)
    values = {
        "id": "TONG", "name": "Toàn bộ chỉ số (tính theo quy tắc của bộ chỉ số)",
        "rank": overall.rank, "of": overall.of,
        "goal_rank": goal.rank_to if goal else None, "goal_of": goal.of if goal else None,
        **_gap(layout, row, plan),
    }  # fmt: skip
    computed = {"score": total("score"), "goal_score": total("goal_score"), "actual_score": total("actual_score")}
    sheet.set_row(row - 1, canvas.fitted(layout, values, bold=True))
    for column in layout.columns:
        style = styles.cell(column.kind, center=column.center, fill=MIST, bold=True)
        if column.field in computed:
            sheet.write_formula(row - 1, layout.at(column.field) - 1, computed[column.field], style, "")
        else:
            canvas.put(sheet, row - 1, layout.at(column.field) - 1, values.get(column.field), column.kind, style)


def _goals(sheet: Worksheet, styles: Styles, plan: Plan, overall: Standing, goals: list[Goal], row: int) -> None:
    """The overall ranks the plan sets, in words, with their relative place where N is known."""
    title = styles.of(bold=True, font_size=12, font_color="#1F3A5F")
    sheet.write(row - 1, 1, "Mục tiêu xếp hạng chung của kế hoạch", title)
    lines = []
    if overall.rank:
        lines.append(f"Năm {plan.baseline_year}: xếp thứ {overall.rank}/{overall.of}.")
    for goal in goals:
        if goal.rank_from == 1:
            lines.append(f"Đến năm {goal.year}: thuộc nhóm {goal.rank_to} tỉnh, thành phố đứng đầu.")
        else:
            lines.append(f"Năm {goal.year}: xếp hạng từ {goal.rank_from} đến {goal.rank_to}.")
    for index, line in enumerate(lines):
        sheet.write(row + index, 1, line, styles.of())
