"""The sheet of the import review read back: what she made of the lines, and which document they came from."""

from collections.abc import Mapping
from dataclasses import dataclass

import xlwings

from kehoach_xl.documents.review_line import CELLS, thing_of
from kehoach_xl.documents.thing import FACT, Thing
from kehoach_xl.domain.text import clean
from kehoach_xl.engine.cells import Cells
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.layout import review
from kehoach_xl.sheets.table import Row, Table, bound_if_there

# The custom property by which a review is known from outside, and the version of its layout.
MARK, VERSION = "kehoach_review", "1"


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
    for row in Table.read(cells, review()["review"]).rows:
        if not any(row.text(name) for name in CELLS):
            continue
        texts = {name: row.text(name) for name in (*CELLS, "confidence", "opinion", "quote")}
        thing = thing_of(texts, origins.get(clean(row.text("no")), ""))
        if thing is None:
            cut += 1
        elif thing.kind != FACT or clean(thing.value):  # a fact that nobody filled says nothing
            things.append(thing)
            rows.append(row.row)
    return Review(tuple(things), tuple(rows), _facts(cells), cut)


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
