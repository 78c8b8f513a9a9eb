"""The rank path on `Chỉ số`: one row per year from the baseline to the horizon, as relative positions.

Bound for charts, one cell per year, "" where nothing is known:
`CS_path_year` the year (number); `CS_path_known` relative position (N − n)/(N − 1) of the published rank (1 the first,
0 the last); `CS_path_goal` that of the goal's worse end, among the number the document says or else `CS_assumed_of`;
`CS_path_needed` the straight line from the newest known position to that of the last goal after it;
`CS_path_label` all that is to be read there («50/63», «mục tiêu 22–25»); `CS_path_known_label` and
`CS_path_goal_label` its two halves; `CS_path_rank` the rank among `CS_assumed_of` that the needed position is worth.
The same in Python: :mod:`kehoach_xl.domain.rank_path`.
"""

from kehoach_xl.building.index_formulas import (
    cell,
    entered_of,
    entered_rank,
    last_line,
    main,
    number_at,
    position,
    rank_at,
    words,
)
from kehoach_xl.building.index_pen import Pen
from kehoach_xl.building.index_rows import CODE, HIDDEN, NAME, IndexRows
from kehoach_xl.building.styles import SKY
from kehoach_xl.domain.plan import Plan

KNOWN, OF, KNOWN_PLACE, FROM, TO, GOAL_OF, GOAL_PLACE, NEEDED, WORTH, SAYS = range(4, 14)
SAYS_LAST = 20
ENTERED, GOAL_LINE, KNOWN_LABEL, GOAL_LABEL = range(HIDDEN, HIDDEN + 4)
BOUND = {
    "year": CODE, "known": KNOWN_PLACE, "goal": GOAL_PLACE, "needed": NEEDED, "label": NAME, "rank": WORTH,
    "known_label": KNOWN_LABEL, "goal_label": GOAL_LABEL,
}  # fmt: skip
SHEET = "Chỉ số"
NO_PACE = "Chưa đủ kết quả và mục tiêu về thứ hạng chung để tính mức cần tiến mỗi năm."


def build(pen: Pen, plan: Plan, rows: IndexRows) -> None:
    """Draw the block and bind its names."""
    pen.title(rows.pace - 2, f"VI. Lộ trình xếp hạng đến năm {plan.horizon_year} (vị trí tương đối)")
    pen.note(rows.pace - 1, (
        "Vị trí = (N − n)/(N − 1): 1 là đứng đầu, 0 là đứng cuối. «Cần có» là mức nếu tiến đều từ kết quả mới nhất đến "
        "mục tiêu cuối; «tương đương hạng» tính trên tổng số giả định."
    ))  # fmt: skip
    pen.note(rows.pace, _pace(rows))
    _heads(pen, rows.path)
    for offset in range(rows.years):
        _year(pen, plan, rows, rows.path + offset, plan.baseline_year + offset)
    for name, at in BOUND.items():
        area = f"{cell(at, rows.path, 'cr')}:{cell(at, rows.path_last, 'cr')}"
        pen.workbook.define_name(f"CS_path_{name}", f"='{SHEET}'!{area}")


def _heads(pen: Pen, first: int) -> None:
    row = first - 1
    for at, span, text in (
        (CODE, 1, ""), (NAME, 1, ""), (KNOWN, 3, "Kết quả"), (FROM, 4, "Mục tiêu"), (NEEDED, 2, "Cần có"),
    ):  # fmt: skip
        pen.head(row - 1, at, text, span)
    pen.spread(row - 1, SAYS, "", SAYS_LAST, SKY)
    heads = {
        CODE: "Năm", NAME: "Đọc là", KNOWN: "Hạng", OF: "Trên tổng số", KNOWN_PLACE: "Vị trí", FROM: "Hạng từ",
        TO: "đến hạng", GOAL_OF: "Trên tổng số", GOAL_PLACE: "Vị trí", NEEDED: "Vị trí", WORTH: "Tương đương hạng",
    }  # fmt: skip
    for at, text in heads.items():
        pen.head(row, at, text)
    pen.spread(row, SAYS, "Diễn giải", SAYS_LAST, SKY, bold=True, valign="vcenter")
    pen.tall(row, 48)


def _column(rows: IndexRows, at: int) -> str:
    return f"{cell(at, rows.path, 'cr')}:{cell(at, rows.path_last, 'cr')}"


def _newest(rows: IndexRows, at: int) -> str:
    """The last year with a number in a column, 0 for none."""
    return f"SUMPRODUCT(MAX(ISNUMBER({_column(rows, at)})*{_column(rows, CODE)}))"


def _at_year(rows: IndexRows, at: int, year: str) -> str:
    return f"INDEX({_column(rows, at)},MATCH({year},{_column(rows, CODE)},0))"


def _year(pen: Pen, plan: Plan, rows: IndexRows, row: int, year: int) -> None:
    year_cell = cell(CODE, row, "c")
    total = rows.total
    own = {plan.baseline_year: ("rank", "of"), plan.target_year: ("actual_rank", "actual_of")}.get(year)
    line, goal = cell(ENTERED, row), cell(GOAL_LINE, row)
    rank, of = entered_rank(line), entered_of(line)
    if own:
        n, bodies = main(own[0], total), main(own[1], total)
        of = f'IF(ISNUMBER({n}),IF(ISNUMBER({bodies}),{bodies},""),{of})'
        rank = f"IF(ISNUMBER({n}),{n},{rank})"
    pen.hidden(row, ENTERED, f'={last_line("LS", year_cell, chr(34) * 2)}')
    has_rank = "*((ISNUMBER(MT_rank_from_used)+ISNUMBER(MT_rank_to_used))>0)"
    pen.hidden(row, GOAL_LINE, f'={last_line("MT", year_cell, chr(34) * 2, has_rank)}')
    pen.write(row, CODE, year, "number")
    pen.write(row, KNOWN, f"={rank}", "number")
    pen.write(row, OF, f"={of}", "number")
    pen.write(row, KNOWN_PLACE, "=" + position(cell(KNOWN, row), cell(OF, row), "", None), "place")
    best, enough = number_at("MT_rank_from_used", goal), number_at("MT_rank_to_used", goal)
    both = f"AND(ISNUMBER({best}),ISNUMBER({enough}))"
    pen.write(row, FROM, f"=IF({both},MIN({best},{enough}),IF(ISNUMBER({enough}),{enough},{best}))", "number")
    pen.write(row, TO, f"=IF({both},MAX({best},{enough}),IF(ISNUMBER({enough}),{enough},{best}))", "number")
    given = number_at("MT_of_used", goal)
    among = f'IF(ISNUMBER({given}),{given},CS_assumed_of_used)'
    pen.write(row, GOAL_OF, f'=IF({goal}=0,"",{among})', "number")
    pen.write(row, GOAL_PLACE, "=" + position(cell(TO, row), cell(GOAL_OF, row), "", None), "place")
    known, last = _newest(rows, KNOWN_PLACE), _newest(rows, GOAL_PLACE)
    start, end = _at_year(rows, KNOWN_PLACE, known), _at_year(rows, GOAL_PLACE, last)
    pen.write(row, NEEDED, (
        f'=IFERROR(IF(AND({known}>0,{last}>{known},{year_cell}>={known},{year_cell}<={last}),'
        f'{start}+({end}-{start})*({year_cell}-{known})/({last}-{known}),""),"")'
    ), "place")  # fmt: skip
    needed = cell(NEEDED, row)
    pen.write(row, WORTH, (
        f'=IF(AND(ISNUMBER({needed}),ISNUMBER(CS_assumed_of_used)),{rank_at(needed, "CS_assumed_of_used")},"")'
    ), "number")  # fmt: skip
    _labels(pen, row)


def _labels(pen: Pen, row: int) -> None:
    n, of, best, enough = (cell(at, row) for at in (KNOWN, OF, FROM, TO))
    needed, worth = cell(NEEDED, row), cell(WORTH, row)
    known, goal = cell(KNOWN_LABEL, row), cell(GOAL_LABEL, row)
    steady = f'khoảng hạng "&{worth}&"/"&CS_assumed_of_used'
    pen.hidden(row, KNOWN_LABEL, f'=IF(ISNUMBER({n}),{n}&IF(ISNUMBER({of}),"/"&{of},""),"")')
    pen.hidden(row, GOAL_LABEL, (
        f'=IF(NOT(ISNUMBER({enough})),"",IF({best}={enough},"hạng "&{enough},IF({best}=1,"tốp "&{enough},'
        f'{best}&"–"&{enough})))'
    ))  # fmt: skip
    pen.write(row, NAME, (
        f'={known}&IF(AND({known}<>"",{goal}<>""),"; ","")&IF({goal}="","","mục tiêu "&{goal})'
    ), "text", center=False)  # fmt: skip
    pen.spread(row, SAYS, (
        f'=IF({known}<>"","Kết quả đã công bố"&IF({goal}<>"","; mục tiêu của năm là "&{goal},""),'
        f'IF({goal}<>"","Mục tiêu: "&{goal}&IF(ISNUMBER({worth}),"; tiến đều thì cần {steady},""),'
        f'IF(ISNUMBER({worth}),"Tiến đều thì cần {steady},IF(ISNUMBER({needed}),"Mức cần có nếu tiến đều",'
        '"Chưa có kết quả, chưa nêu mục tiêu"))))'
    ), SAYS_LAST)  # fmt: skip


def _pace(rows: IndexRows) -> str:
    known, last = _newest(rows, KNOWN_PLACE), _newest(rows, GOAL_PLACE)
    start, end = _at_year(rows, KNOWN_PLACE, known), _at_year(rows, GOAL_PLACE, last)
    each = f"MAX({end}-{start},0)/({last}-{known})"
    ranks = words(f"{each}*(CS_assumed_of_used-1)", 1)
    steps = f'IF(ISNUMBER(CS_assumed_of_used),", tương đương khoảng "&{ranks}&" bậc trên "&CS_assumed_of_used,"")'
    return (
        f'=IFERROR(IF(AND({known}>0,{last}>{known}),"Từ kết quả năm "&{known}&" đến mục tiêu năm "&{last}&": mỗi năm "&'
        f'"cần tiến thêm "&{words(each, 3)}&" về vị trí tương đối"&{steps}&" (tham khảo, không so sánh trực tiếp).",'
        f'"{NO_PACE}"),"{NO_PACE}")'
    )
