"""Formulas of `Chỉ số` that several blocks share: figures of a year, totals, texts. None gives an error value,
whatever is typed: text in a number cell counts as missing. The same rules in Python: :mod:`kehoach_xl.domain.history`.
"""

from kehoach_xl.domain.framework import framework
from kehoach_xl.domain.plan import Plan
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.formulas import MISSING
from kehoach_xl.sheets.layout import tables

TOTAL = "TONG"


def cell(column: int, row: int, fixed: str = "") -> str:
    """An address from numbers counted from 1; ``fixed`` holds «$» marks before column («c») and row («r»)."""
    dollar_c, dollar_r = "$" if "c" in fixed else "", "$" if "r" in fixed else ""
    return f"{dollar_c}{column_letters(column)}{dollar_r}{row}"


def main(field: str, row: int) -> str:
    """A cell of the main table."""
    return cell(tables()["indices"].at(field), row)


def last_line(prefix: str, year: str, code: str, and_: str = "") -> str:
    """Place (from 1) of the last line of a table about a year and a code, 0 for none. ``and_`` narrows it."""
    place = f"(ROW({prefix}_year)-MIN(ROW({prefix}_year))+1)"
    hits = f'({prefix}_year={year})*({prefix}_code&""={code}&""){and_}'
    return f"IFERROR(SUMPRODUCT(MAX({hits}*{place})),0)"


def number_at(name: str, place: str) -> str:
    """The number at a place of a bound column, "" for anything else or place 0."""
    at = f"INDEX({name},{place})"
    return f'IF({place}=0,"",IFERROR(IF(ISNUMBER({at}),{at},""),""))'


def text_at(name: str, place: str) -> str:
    """The text at a place of a bound column, "" at place 0."""
    return f'IF({place}=0,"",IFERROR(INDEX({name},{place})&"",""))'


def position(rank: str, of: str, otherwise: str = MISSING, digits: int | None = 2) -> str:
    """Relative position (N − n)/(N − 1), rounded for show unless ``digits`` is None."""
    value = f"({of}-{rank})/({of}-1)"
    value = value if digits is None else f"ROUND({value},{digits})"
    return f'IF(AND(ISNUMBER({rank}),ISNUMBER({of}),N({of})>=2),{value},"{otherwise}")'


def total(plan: Plan, area: str) -> str:
    """The framework's total of an area that holds one score per component, "" unless all are numbers."""
    rules, count = framework(plan.framework), len(plan.components)
    if rules.rule == "none" or not count or rules.components not in (0, count):
        return '""'
    combined = {"sum": f"SUM({area})", "mean10": f"AVERAGE({area})*10"}[rules.rule]
    return f'IF(COUNT({area})={count},ROUND({combined},6),"")'


def rank_at(place: str, among: str) -> str:
    """The whole rank that a relative position is worth among a number of bodies; noise of the ninth digit is cut
    first, so that a half goes up in every program."""
    return f"ROUND(ROUND({among}-{place}*({among}-1),9),0)"


def first_number(cells: list[str], values: list[str] | None = None, otherwise: str = '""') -> str:
    """The first of these cells that is a number (or what stands beside it in ``values``)."""
    made = otherwise
    for one, value in reversed(list(zip(cells, values or cells, strict=True))):
        made = f"IF(ISNUMBER({one}),{value},{made})"
    return made


def words(number: str, digits: int = 2) -> str:
    """A number in a sentence, with a decimal comma whatever the program's language."""
    return f'SUBSTITUTE(FIXED({number},{digits},TRUE),".",",")'
