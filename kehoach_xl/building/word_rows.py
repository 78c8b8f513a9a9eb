"""A table of a clerk's template: its head stands over every page, its one row is printed for each of a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.shared import Pt
from docx.table import Table, _Cell

from kehoach_xl.building import plan_document_styles as look

HEAD = "Đầu bảng"


@dataclass(frozen=True, slots=True)
class RowColumn:
    """Its heading, what a cell says (words of the row ``mot``), its width in millimetres and the style of its cells."""

    head: str
    says: str
    width: float
    style: str = "Ô chữ"


def led_in(document: Document, lines: Sequence[str]) -> None:
    """Paragraphs before a table; the one that ends with a colon keeps to it."""
    for line in lines:
        paragraph = document.add_paragraph(line, "Nội dung")
        if line.endswith(":"):
            paragraph.paragraph_format.space_after, paragraph.paragraph_format.keep_with_next = Pt(6), True


def listed(document: Document, word: str, columns: Sequence[RowColumn]) -> Table:
    """The table of the list ``word``, whose rows are called ``mot``: head, «for», the row, «endfor»."""
    table = document.add_table(4, len(columns))
    table.style = "Table Grid"
    head, begins, row, ends = table.rows
    for at, column in enumerate(columns):
        _write(head.cells[at], column.head, HEAD)
        _write(row.cells[at], column.says, column.style)
    _write(begins.cells[0], f"{{%tr for mot in {word} %}}", "Ô chữ")
    _write(ends.cells[0], "{%tr endfor %}", "Ô chữ")
    look.fixed(table, [column.width for column in columns])
    look.repeated(table, 1)
    return table


def _write(cell: _Cell, text: str, style: str) -> None:
    cell.paragraphs[0].style = style
    cell.paragraphs[0].add_run(text)
