"""The goals in numbers on `Chỉ số`: a limit, the result she enters, and whether it is kept, by live formulas.

The same in Python: :mod:`kehoach_xl.domain.figure_result`.
"""

from collections.abc import Sequence

from kehoach_xl.building import canvas, index_inputs
from kehoach_xl.building.index_formulas import cell
from kehoach_xl.building.index_pen import Pen, width
from kehoach_xl.building.index_rows import HIDDEN, IndexRows
from kehoach_xl.building.styles import INPUT
from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.figure import ABOVE, BELOW, BETWEEN, LEAST, MOST, OPS, Figure
from kehoach_xl.domain.figure_result import NO_LIMIT, NO_NUMBER, NO_RESULT, REACHED
from kehoach_xl.ooxml.heights import Wrapped
from kehoach_xl.sheets.layout import tables

# Rows that are drawn besides those in use, at least.
FREE = 2
# Hidden cells of a row: its comparison, the least and the most that keep the limit, and what is missing.
OP, LOW, HIGH, LACKS = range(HIDDEN, HIDDEN + 4)


def build(pen: Pen, rows: IndexRows, figures: Sequence[Figure], register: Register, title: str) -> None:
    """Draw the block; the plan's goals stand in it."""
    layout, first, last = tables()["figures"], rows.figures, rows.figures_last
    pen.title(first - 3, title)
    pen.note(first - 2, (
        "Nhập kết quả vào ô nền vàng nhạt, cùng đơn vị với mức. Thêm chỉ tiêu: ghi vào dòng trống; so sánh để trống là "
        "«≥»; khoảng («–») cần cả hai mức."
    ))  # fmt: skip
    for column in layout.columns:
        pen.head(first - 1, layout.at(column.field), column.head, column.span)
    pen.tall(first - 1, 34)
    for row in range(first, last + 1):
        _row(pen, row, figures[row - first] if row - first < len(figures) else None, register)
    canvas.bind(pen.workbook, layout, last - first + 1, first=first)
    _look(pen, first, last)
    year = index_inputs.year()
    for field, rule in (("year", year), ("op", index_inputs.choice("So sánh", OPS)), *(
        (field, index_inputs.number(head)) for field, head in (
            ("limit", "Mức"), ("upper", "Mức cuối của khoảng"), ("result", "Kết quả"),
        )
    )):  # fmt: skip
        pen.rule(first, last, layout.at(field), rule)


def _row(pen: Pen, row: int, figure: Figure | None, register: Register) -> None:
    layout = tables()["figures"]
    values = {} if figure is None else {
        "code": figure.code, "name": figure.name, "year": figure.year, "op": figure.limit.op,
        "limit": figure.limit.number, "upper": figure.limit.upper, "unit": figure.limit.unit,
        "leads": register.write(figure.leads), "source": figure.source,
    }  # fmt: skip
    _judge(pen, row)
    for column in layout.columns:
        left = layout.at(column.field)
        narrow = {"shrink": True, "text_wrap": False} if column.kind in ("number", "code") else {}
        style = pen.styles.column(column.kind, column.center, **narrow)
        value = _verdict(row) if column.field == "verdict" else values.get(column.field)
        if column.span > 1:
            pen.sheet.merge_range(row - 1, left - 1, row - 1, left + column.span - 2, "", style)
        canvas.put(pen.sheet, row - 1, left - 1, value, column.kind, style)
    texts = (Wrapped(str(values.get(one.field) or ""), width(layout.at(one.field), layout.at(one.field) + one.span - 1))
             for one in layout.columns if one.kind == "text")  # fmt: skip
    pen.fit(row, *texts)


def _at(field: str, row: int, fixed: str = "") -> str:
    return cell(tables()["figures"].at(field), row, fixed)


def _used(row: int, fixed: str = "") -> str:
    """Whether something stands in a row besides its number, its body and its source."""
    name, year, op, upper, unit, result = (
        _at(one, row, fixed) for one in ("name", "year", "op", "upper", "unit", "result")
    )
    return f"COUNTA({name},{year},{op}:{upper},{unit},{result})>0"


def _judge(pen: Pen, row: int) -> None:
    op, low, high = (cell(one, row) for one in (OP, LOW, HIGH))
    typed, limit, upper, result = (_at(one, row) for one in ("op", "limit", "upper", "result"))
    # A text would run over into the column that is seen.
    unseen = pen.styles.of(num_format=";;;")
    pen.put(row, OP, f'=IF(TRIM({typed}&"")="","{LEAST}",TRIM({typed}&""))', unseen)
    pen.hidden(row, LOW, f'=IF(AND(ISNUMBER({limit}),OR({_one_of(op, (LEAST, ABOVE, BETWEEN))})),{limit},"")')
    pen.hidden(row, HIGH, (
        f'=IF({op}="{BETWEEN}",IF(AND(ISNUMBER({limit}),ISNUMBER({upper})),IF({upper}>={limit},{upper},""),""),'
        f'IF(AND(ISNUMBER({limit}),OR({_one_of(op, (MOST, BELOW))})),{limit},""))'
    ))  # fmt: skip
    below = f'IF(ISNUMBER({low}),{low}-{result},0)'
    above = f'IF(ISNUMBER({high}),{result}-{high},0)'
    pen.hidden(row, LACKS, f'=IF(AND({_has_limit(row)},ISNUMBER({result})),ROUND(MAX({below},{above},0),8),"")')


def _one_of(cell_: str, words: Sequence[str]) -> str:
    return ",".join(f'{cell_}="{word}"' for word in words)


def _has_limit(row: int) -> str:
    op, low, high = (cell(one, row) for one in (OP, LOW, HIGH))
    return f'IF({op}="{BETWEEN}",AND(ISNUMBER({low}),ISNUMBER({high})),OR(ISNUMBER({low}),ISNUMBER({high})))'


def _verdict(row: int) -> str:
    op, low, lacks = (cell(one, row) for one in (OP, LOW, LACKS))
    limit, unit, result = (_at(one, row) for one in ("limit", "unit", "result"))
    points = f'IF({unit}="","",IF(TRIM({unit})="%"," điểm %"," "&TRIM({unit})))'
    missing = f'IF(AND(ISNUMBER({low}),N({result})<N({low})),"còn ","vượt ")&{_plain(lacks)}&{points}'
    strict = (
        f'IF({op}="{ABOVE}","phải trên ","phải dưới ")&{_plain(limit)}&IF({unit}="",""," "&TRIM({unit}))'
    )
    met = f'IF({op}="{ABOVE}",{result}>{limit},IF({op}="{BELOW}",{result}<{limit},TRUE))'
    return (
        f'=IF(NOT({_used(row)}),"",IF(NOT({_has_limit(row)}),"{NO_LIMIT}",IF(NOT(ISNUMBER({result})),'
        f'IF(TRIM({result}&"")="","{NO_RESULT}","{NO_NUMBER}"),IF({lacks}>0,"► Chưa đạt, "&{missing},'
        f'IF({met},"{REACHED}","► Chưa đạt, "&{strict})))))'
    )


def _plain(number: str) -> str:
    """A number as it is, with a decimal comma whatever the program's language."""
    return f'SUBSTITUTE(ROUND({number},8)&"",".",",")'


def _look(pen: Pen, first: int, last: int) -> None:
    """Borders and fills that follow the rows in use, and a few more; verdicts take theirs by their sign."""
    layout = tables()["figures"]
    name = _at("name", first, "cr").rpartition("$")[0]
    counted = f"COUNTA({name}${first}:{name}${last})"
    drawn = f"OR({_used(first, 'c')},ROW({_at('name', first, 'c')})<{first}+MAX({counted}+{FREE},{FREE + 1}))"
    for column in layout.columns:
        left = layout.at(column.field)
        if column.input:
            area = f"{cell(left, first)}:{cell(left + column.span - 1, last)}"
            canvas.ruled(pen.workbook, pen.sheet, area, drawn, INPUT)
    canvas.ruled(pen.workbook, pen.sheet, f"{cell(layout.left, first)}:{_at('source', last)}", drawn)

