"""Formulas of `Chỉ số` that several blocks share: figures of a year, totals, texts. None gives an error value,
whatever is typed: text in a number cell, and a number that cannot be, count as missing. The same rules in Python:
:mod:`kehoach_xl.domain.history`, :mod:`kehoach_xl.domain.credible`.
"""

from kehoach_xl.building.index_rows import MAIN_USED
from kehoach_xl.domain.framework import framework
from kehoach_xl.domain.plan import Plan
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.formulas import MISSING
from kehoach_xl.sheets.layout import tables


def cell(column: int, row: int, fixed: str = "") -> str:
    """An address from numbers counted from 1; ``fixed`` holds «$» marks before column («c») and row («r»)."""
    dollar_c, dollar_r = "$" if "c" in fixed else "", "$" if "r" in fixed else ""
    return f"{dollar_c}{column_letters(column)}{dollar_r}{row}"


def main(field: str, row: int) -> str:
    """A cell of the main table; of a typed figure the hidden one beside it, which is "" where that cannot be."""
    return cell(MAIN_USED.get(field) or tables()["indices"].at(field), row)


def score_of(at: str, most: str) -> str:
    """A score from 0 to ``most`` ("": none is stated), "" for anything else."""
    return f'IF(ISNUMBER({at}),IF(AND({at}>=0,{at}<={most or at}),{at},""),"")'


def bodies_of(at: str) -> str:
    """How many are ranked, a whole number from 2 on, "" for anything else."""
    return f'IF(ISNUMBER({at}),IF(AND({at}>=2,{at}=INT({at})),{at},""),"")'


def rank_of(at: str, of: str) -> str:
    """A whole number from 1 to ``of`` (a formula of :func:`bodies_of` or its cell), "" for anything else."""
    return f'IF(ISNUMBER({at}),IF(AND({at}>=1,{at}=INT({at}),{at}<=IF(ISNUMBER({of}),{of},{at})),{at},""),"")'


def most_of(plan: Plan, whole: bool = False) -> str:
    """The most that a component, or the whole index, can get, "" where none is stated."""
    rules = framework(plan.framework)
    most = rules.total_max if whole else rules.max_score
    return f"{most:g}" if most else ""


def entered_score(place: str, most: str) -> str:
    """The score at a place of the results of other years, by its own scale or else ``most``; "" for none."""
    at, scale = f"INDEX(LS_score,{place})", f"INDEX(LS_max,{place})"
    most = f"IF(ISNUMBER({scale}),IF({scale}>0,{scale},{most or at}),{most or at})"
    return f'IF({place}=0,"",IFERROR({score_of(at, most)},""))'


def entered_rank(place: str) -> str:
    """The rank at a place of the results of other years; "" for none."""
    bodies = bodies_of(f"INDEX(LS_of,{place})")
    return f'IF({place}=0,"",IFERROR({rank_of(f"INDEX(LS_rank,{place})", bodies)},""))'


def entered_of(place: str) -> str:
    """Among how many that rank is; "" where either is missing."""
    bodies = bodies_of(f"INDEX(LS_of,{place})")
    return f'IF(ISNUMBER({entered_rank(place)}),IFERROR({bodies},""),"")'


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
    return f'IF(AND(ISNUMBER({rank}),ISNUMBER({of}),N({of})>=2,N({rank})>=1,N({rank})<=N({of})),{value},"{otherwise}")'


def total(plan: Plan, area: str) -> str:
    """The framework's total of an area that holds one score per component, "" unless all are numbers."""
    rules, count = framework(plan.framework), len(plan.indices)
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
