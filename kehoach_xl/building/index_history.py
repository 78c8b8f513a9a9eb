"""The matrix component × year of `Chỉ số`, and the table into which results of other years are entered."""

from collections.abc import Sequence

from kehoach_xl.building import canvas, index_inputs
from kehoach_xl.building.index_formulas import (
    cell,
    entered_of,
    entered_rank,
    entered_score,
    first_number,
    last_line,
    main,
    most_of,
    text_at,
    total,
)
from kehoach_xl.building.index_pen import Pen, width
from kehoach_xl.building.index_rows import CHANGE, CODE, HIDDEN, LAST, NAME, NOTE, YEARS, IndexRows, year_column
from kehoach_xl.building.styles import INPUT, LINE, MIST, SKY
from kehoach_xl.domain.history import FIRST_YEAR, LAST_YEAR, WINDOW, Result
from kehoach_xl.domain.plan import Plan
from kehoach_xl.ooxml.heights import Wrapped
from kehoach_xl.sheets.layout import tables

# Hidden cells of a row, one per year: the line of the history, and the earlier name; then the sentence.
LINES, NAMES, SAID = HIDDEN, HIDDEN + WINDOW, HIDDEN + 2 * WINDOW
NOTE_SIZE = 9.0


def build_matrix(pen: Pen, plan: Plan, rows: IndexRows) -> None:
    """One row per component and one for the whole index; the newest year on the left."""
    top = rows.year_heads
    pen.title(top - 2, "II. Diễn biến qua các năm")
    pen.note(top - 1, (
        "Năm mới nhất ở bên trái. Năm cơ sở và năm mục tiêu lấy ở bảng I; các năm khác, tên cũ và nhóm lấy ở bảng "
        "VIII. Điểm chung chưa nhập thì tính theo quy tắc của bộ chỉ số khi đủ các thành phần."
    ))  # fmt: skip
    pen.sheet.merge_range(top - 1, CODE - 1, top, CODE - 1, "STT", pen.styles.head())
    pen.sheet.merge_range(top - 1, NAME - 1, top, NAME - 1, "Chỉ số thành phần", pen.styles.head())
    pen.sheet.merge_range(top - 1, CHANGE - 1, top, CHANGE - 1, "Tăng, giảm điểm", pen.styles.head())
    pen.sheet.merge_range(top - 1, NOTE - 1, top, NOTE - 1, "Tên trước đây; nhóm", pen.styles.head())
    for place in YEARS:
        pen.head(top, year_column(place), f"={_year(plan, rows, place)}", 3)
        for offset, text in enumerate(("Điểm", "Hạng", "Trên tổng số")):
            pen.head(top + 1, year_column(place) + offset, text)
    pen.tall(top, 18)
    pen.tall(top + 1, 34)
    for index in range(rows.components + 1):
        _row(pen, plan, rows, index)


def _change(row: int) -> str:
    """The newest score less the one known before it, whatever years lie between."""
    scores = [cell(year_column(place), row) for place in YEARS]
    made = '""'
    for place in reversed(YEARS[:-1]):
        less = f"{scores[place]}-{first_number(scores[place + 1 :])}"
        made = f'IF(ISNUMBER({scores[place]}),IFERROR(ROUND({less},2),""),{made})'
    return made


def _value_of(said: Result | None, field: str) -> object:
    """What a column says of a result, None for nothing."""
    return None if said is None else getattr(said, {"max": "max_score"}.get(field, field))


def _head(rows: IndexRows, place: int) -> str:
    return cell(year_column(place), rows.year_heads, "cr")


def _year(plan: Plan, rows: IndexRows, place: int) -> str:
    """The newest year with a result, then the next one below it; «–» when there is none."""
    published = "COUNT(CS_actual_score_used)+COUNT(CS_actual_rank_used)>0"
    base, target = plan.baseline_year, plan.target_year
    if not place:
        entered = f'COUNTIF(LS_year,">{LAST_YEAR}")+1'
        most = f"MAX({_entered(entered)},{base},IF({published},{target},0))"
        return most
    newer = _head(rows, place - 1)
    entered = f'COUNTIF(LS_year,">="&{newer})+1'
    own = f"IF({base}<{newer},{base},0),IF(AND({published},{target}<{newer}),{target},0)"
    most = f"MAX({_entered(entered)},{own})"
    return f'IF(ISNUMBER({newer}),IF({most}>0,{most},"–"),"–")'


def _entered(place: str) -> str:
    """A year of the history by its place from the newest, 0 for none or one that cannot be."""
    found = f"LARGE(LS_year,{place})"
    return f"IFERROR(IF({found}<{FIRST_YEAR},0,{found}),0)"


def _row(pen: Pen, plan: Plan, rows: IndexRows, index: int) -> None:
    row, of_main = rows.matrix + index, rows.main + index
    whole = index == rows.components
    look = {"fill": MIST, "bold": True} if whole else {}
    name = plan.indices[index].name if not whole else "Toàn bộ chỉ số"
    pen.fit(row, Wrapped(name, width(NAME)), least=20.0 if whole else 40.0)
    code = f"{main('code', of_main)}"
    pen.write(row, CODE, None if whole else f'={code}&""', "text", **look)
    pen.write(row, NAME, name if whole else f'={main("name", of_main)}&""', "text", center=False, **look)
    for place in YEARS:
        _year_cells(pen, plan, rows, row, of_main, place, look)
    pen.write(row, CHANGE, f"={_change(row)}", num_format="+0.00;-0.00;0.00", **look)
    _note(pen, rows, row, look)


def _year_cells(pen: Pen, plan: Plan, rows: IndexRows, row: int, of_main: int, place: int, look: dict) -> None:
    whole = of_main == rows.total
    year, line = _head(rows, place), cell(LINES + place, row)
    code = '""' if whole else main("code", of_main)
    pen.hidden(row, LINES + place, f"=IF(ISNUMBER({year}),{last_line('LS', year, code)},0)")
    was = text_at("LS_name", line)
    now = f'{cell(NAME, row)}&""'
    pen.hidden(row, NAMES + place, f'=IF({was}={now},"",{was})')

    def own(base: str, actual: str, otherwise: str) -> str:
        """The plan's own year before what was entered."""
        first, second = main(base, of_main), main(actual, of_main)
        return (
            f"IF(AND({year}={plan.baseline_year},ISNUMBER({first})),{first},"
            f"IF(AND({year}={plan.target_year},ISNUMBER({second})),{second},{otherwise}))"
        )

    entered = entered_score(line, most_of(plan, whole))
    score = own("score", "actual_score", entered)
    at = year_column(place)
    if whole:
        area = f"{cell(at, rows.matrix)}:{cell(at, row - 1)}"
        computed = f"IF(ISNUMBER({entered}),{entered},{_rounded(total(plan, area))})"
        score = own("score", "actual_score", computed)
    pen.write(row, at, f'=IF(ISNUMBER({year}),{score},"")', "score", **look)
    rank, of = entered_rank(line), entered_of(line)
    base, actual = main("rank", of_main), main("actual_rank", of_main)
    base_of, actual_of = main("of", of_main), main("actual_of", of_main)
    of = (
        f'IF(AND({year}={plan.baseline_year},ISNUMBER({base})),IF(ISNUMBER({base_of}),{base_of},""),'
        f"IF(AND({year}={plan.target_year},ISNUMBER({actual})),"
        f'IF(ISNUMBER({actual_of}),{actual_of},""),{of}))'
    )
    pen.write(row, at + 1, f'=IF(ISNUMBER({year}),{own("rank", "actual_rank", rank)},"")', "number", **look)
    pen.write(row, at + 2, f'=IF(ISNUMBER({year}),{of},"")', "number", **look)


def _rounded(computed: str) -> str:
    """A computed total as a document prints it."""
    return f'IF(ISNUMBER({computed}),ROUND({computed},2),"")'


def _note(pen: Pen, rows: IndexRows, row: int, look: dict) -> None:
    """Earlier names with the last year they were used, and the newest group."""
    parts = []
    for place in YEARS:
        name = cell(NAMES + place, row)
        differs = f'{name}<>""' if not place else f'AND({name}<>"",{name}<>{cell(NAMES + place - 1, row)})'
        parts.append(f'IF({differs},"Đến "&{_head(rows, place)}&": "&{name}&"; ","")')
    group = '""'
    for place in reversed(YEARS):
        named = text_at("LS_group", cell(LINES + place, row))
        group = f'IF({named}<>"","Nhóm "&{_head(rows, place)}&": "&{named}&"; ",{group})'
    pen.hidden(row, SAID, f"={'&'.join(parts)}&{group}")
    said = cell(SAID, row)
    pen.write(row, NOTE, f'=IF({said}="","",LEFT({said},LEN({said})-2))', "text", center=False, font_size=NOTE_SIZE,
              **look)  # fmt: skip


def latest(rows: IndexRows, row: int) -> tuple[str, str]:
    """Formulas for the newest score of a row of the matrix, and its year; "" where there is none."""
    scores = [cell(year_column(place), row) for place in YEARS]
    return first_number(scores), first_number(scores, [_head(rows, place) for place in YEARS])


def build_entries(pen: Pen, plan: Plan, rows: IndexRows, results: Sequence[Result], title: str) -> None:
    """The table she fills with results of other years, those that the plan's document tells first; last on the sheet,
    for it grows."""
    layout = tables()["history"]
    first = rows.history
    pen.title(first - 4, title)
    pen.note(first - 3, "Kết quả các năm, theo văn bản của kế hoạch; anh/chị được bổ sung." if not plan.indices else (
        "Mỗi dòng là kết quả một năm của một chỉ số, ghi theo STT hiện nay dù năm đó mang tên khác; để trống STT "
        "là kết quả chung. Năm cơ sở và năm mục tiêu nhập ở bảng I."
    ))  # fmt: skip
    pen.note(first - 2, "Thứ tự dòng tùy ý; một năm có hai dòng của cùng một chỉ số thì dòng dưới được dùng.")
    for column in layout.columns:
        pen.head(first - 1, layout.at(column.field), column.head)
    source = layout.at("source")
    pen.spread(first - 1, source, "Căn cứ", LAST, SKY, bold=True, valign="vcenter")
    pen.tall(first - 1, 62)
    last = rows.history_last
    # Every prepared cell has its look: the columns above them hold other kinds of figures.
    for column in layout.columns:
        at = layout.at(column.field)
        # The group has little room, and may be a region with a rank («ĐBSCL 2/13»).
        small = {"font_size": NOTE_SIZE} if column.field == "group" else {}
        look = pen.styles.column(column.kind, column.center, **small)
        look = pen.styles.of(num_format="@", valign="top") if at == source else look
        for row in range(first, last + 1):
            said = results[row - first] if row - first < len(results) else None
            canvas.put(pen.sheet, row - 1, at - 1, _value_of(said, column.field), column.kind, look)
    for row, said in enumerate(results, first):
        pen.fit(row, Wrapped(said.name, width(NAME)), Wrapped(said.group, width(layout.at("group"))))
    canvas.bind(pen.workbook, layout, layout.spare, first=first)
    year = cell(layout.at("year"), first, "c")
    used = f'OR(COUNTA({cell(layout.at("year"), first, "c")}:{cell(source, first, "c")})>0,ROW({year})<{first + 3})'
    area = f"{cell(layout.at('year'), first)}:{cell(source - 1, last)}"
    canvas.ruled(pen.workbook, pen.sheet, area, used, INPUT)
    look = pen.workbook.add_format({"top": 1, "bottom": 1, "border_color": LINE, "bg_color": INPUT})
    area = f"{cell(source, first)}:{cell(LAST, last)}"
    pen.sheet.conditional_format(area, {"type": "formula", "criteria": f"={used}", "format": look})
    # A result of the whole index may stand there too, whose scale is the larger one.
    for field, rule in (
        ("year", index_inputs.year()), ("code", index_inputs.code(rows)),
        ("score", index_inputs.score(plan, whole=True)), ("max", index_inputs.scale()),
        ("rank", index_inputs.rank(cell(layout.at("of"), first))), ("of", index_inputs.bodies()),
    ):  # fmt: skip
        pen.rule(first, last, layout.at(field), rule)

