"""The sheet of the import review read back: what she made of the lines, and which document they came from.

However she sorted the sheet, the lines come back in the order of the document: by the number each was given. A line
that has none is hers, and stays below the line it stands under.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kehoach_xl.documents.review_line import CELLS, thing_of
from kehoach_xl.documents.thing import DEADLINE, FACT, Thing
from kehoach_xl.domain.progress import from_serial
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.domain.values import shown
from kehoach_xl.engine import xlwings
from kehoach_xl.engine.cells import Cells
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.layout import review
from kehoach_xl.sheets.table import Row, Table, bound_if_there

# Days of the years 1982 to 2119 as the numbers a sheet holds for them, and the columns that may hold such numbers for
# something else.
DAYS = range(30_000, 80_400)
POINTS = ("score", "goal_score")
CODES = ("code", "parent")


@dataclass(frozen=True)
class Review:
    """The things of a review and, for each, the sheet row it stands in; ``facts`` tell which document it was; ``cut``
    is how many lines she dropped."""

    things: tuple[Thing, ...]
    rows: tuple[int, ...]
    facts: Mapping[str, str]
    cut: int = 0


def is_review(book: xlwings.Book) -> bool:
    """Whether an open book is a review of ours."""
    return bound_if_there(Cells(book), review()["review"].columns[0].name) is not None


def read(book: xlwings.Book) -> Review:
    """Read a review. Raises Stop IMPORT_160 for another workbook, BOOK_006 when a column lost its name."""
    if not is_review(book):
        raise Stop("IMPORT_160", name=book.name)
    cells = Cells(book)
    origins = _origins(cells)
    things: list[Thing] = []
    rows: list[int] = []
    cut = 0
    table = Table.read(cells, review()["review"])
    for row in _in_order(table.rows):
        if not any(row.text(name) for name in CELLS):
            continue
        texts = {name: row.text(name) for name in ("confidence", "opinion", "quote")}
        texts |= {name: _seen(cells, table, row, name) for name in CELLS}
        thing = thing_of(texts, origins.get(clean(row.text("no")), ""))
        if thing is None:
            cut += 1
        elif thing.kind != FACT or clean(thing.value):  # a fact that nobody filled says nothing
            things.append(thing)
            rows.append(row.row)
    return Review(tuple(things), tuple(rows), _facts(cells), cut)


def _in_order(rows: Sequence[Row]) -> Iterator[Row]:
    """By the numbers of the lines; a line without one goes with the line above it."""
    numbered: list[tuple[int, Row]] = []
    number = 0
    for row in rows:
        found = re.fullmatch("[0-9]{1,7}", clean(row.text("no")))
        number = int(found[0]) if found else number
        numbered.append((number, row))
    return (row for _, row in sorted(numbered, key=lambda one: one[0]))


def _seen(cells: Cells, table: Table, row: Row, name: str) -> str:
    """A cell as a person sees it: text as it stands, a day as dd/mm/yyyy, a number with a decimal comma, a code with
    its point and all the decimals that are shown (1.10)."""
    number = row.number(name)
    if number is None:
        return row.text(name)
    of_days = name not in POINTS and (name != "value" or fold(row.text("kind")) in (fold(FACT), fold(DEADLINE)))
    if of_days and int(number) in DAYS:
        return shown(from_serial(number))
    if number == int(number):
        return row.text(name)
    if name in CODES:
        held = cells.sheet(table.sheet).range((row.row, table.columns[name])).number_format
        decimals = re.fullmatch(r"0\.(0+)", held or "")
        return f"{number:.{len(decimals[1])}f}" if decimals else row.text(name)
    return row.text(name).replace(".", ",")


def _facts(cells: Cells) -> dict[str, str]:
    return {row.text("key"): row.text("value") for row in _hidden(cells, "review_facts")}


def _origins(cells: Cells) -> dict[str, str]:
    """By number; a review whose hidden sheet was taken out is read by what its lines show."""
    return {row.text("no"): row.text("origin") for row in _hidden(cells, "review_lines")}


def _hidden(cells: Cells, table: str) -> list[Row]:
    layout = review()[table]
    if bound_if_there(cells, layout.columns[0].name) is None:
        return []
    return Table.read(cells, layout).rows
