"""A document as plain data, whatever the format it was read from: paragraphs and tables in the order of reading."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kehoach_xl.messages import Message

# Formats. Of WRAPPED ones a block of text is one printed line, of the others a whole paragraph.
WORD, PDF, SHEET, TEXT = "docx", "pdf", "sheet", "text"
WRAPPED = (PDF, TEXT)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the source, each counted from 1, 0 where the format has no such thing.

    ``line`` is a line of a text or a page, or a paragraph of a Word file; ``row`` a row of a table or of a sheet.
    """

    page: int = 0
    table: int = 0
    row: int = 0
    line: int = 0
    sheet: str = ""

    def __str__(self) -> str:
        named = (("trang", self.page), ("bảng", self.table), ("dòng", self.row or self.line))
        parts = [f"{word} {number}" for word, number in named if number]
        return ", ".join([*([f"trang tính «{self.sheet}»"] if self.sheet else []), *parts])


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or one printed line of a WRAPPED format. ``label`` is what Word numbers it with by itself («1.»,
    «a)», «-»), which is not in ``text``. ``note`` is true for a footnote."""

    text: str
    place: Place = NOWHERE
    label: str = ""
    bold: bool = False
    centred: bool = False
    note: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a rectangle of texts: ``grid[row][column]``, '' where nothing stands; the text of merged cells stands
    in the first one. Line ends inside a cell are kept.

    ``merges``: (row1, column1, row2, column2) from 0, inclusive. ``places``: one per row. ``heads``: how many first
    rows the format marks as repeated on each page, 0 where it does not say. A table that runs over a page of a PDF
    comes as one table per page.
    """

    grid: Sequence[Sequence[str]]
    merges: Sequence[tuple[int, int, int, int]] = ()
    places: Sequence[Place] = ()
    heads: int = 0


@dataclass(frozen=True)
class Content:
    """What a document holds. ``format`` is one of the above."""

    name: str
    sha256: str
    format: str
    blocks: Sequence[Paragraph | Table] = ()
    notes: Sequence[Message] = field(default=())
