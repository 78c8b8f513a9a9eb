"""One block of figures on `Số liệu biểu đồ`: a title, headings, and lines of formulas, known by its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building.styles import NAVY, Styles
from kehoach_xl.ooxml.heights import Wrapped, row_height

SHEET = "Số liệu biểu đồ"
# Widths of the first column and of the others, in characters; the height of a line of two.
WIDTHS, TALL = (34, 13), 32
# The cells of one line, given its row from 1: texts, and formulas that begin with «=».
Line = Callable[[int], Sequence[str]]


@dataclass(frozen=True)
class Block:
    """Lines of figures. ``kinds`` are those of the columns, for their number formats. ``tall`` lines hold two lines of
    text; ``open`` ones are many and mostly empty, and have no borders."""

    title: str
    heads: tuple[str, ...]
    lines: Sequence[Line]
    kinds: tuple[str, ...] = ()
    tall: bool = False
    open: bool = False


@dataclass(frozen=True)
class Placed:
    """Where the lines of a block stand: rows from 1, inclusive."""

    first: int
    last: int

    def column(self, column: int) -> list[str | int]:
        """One column (from 1), as XlsxWriter's charts take it."""
        return [SHEET, self.first - 1, column - 1, self.last - 1, column - 1]

    def name(self, letters: str) -> str:
        """One column, as a defined name refers to it."""
        return f"='{SHEET}'!${letters}${self.first}:${letters}${self.last}"


def draw(sheet: Worksheet, styles: Styles, block: Block, at: Placed, left: int = 1) -> None:
    """Draw a block from column ``left``: its title and headings stand in the two rows above its lines."""
    sheet.write_string(at.first - 3, left - 1, block.title, styles.of(bold=True, font_size=12, font_color=NAVY))
    for offset, head in enumerate(block.heads):
        sheet.write_string(at.first - 2, left - 1 + offset, head, styles.head())
    sheet.set_row(at.first - 2, 4 + row_height(Wrapped(head, WIDTHS[1], bold=True) for head in block.heads[1:]))
    kinds = block.kinds or ("text", *["number"] * (len(block.heads) - 1))
    look = styles.column if block.open else styles.cell
    for row, line in enumerate(block.lines, at.first):
        if block.tall:
            sheet.set_row(row - 1, TALL)
        for offset, cell in enumerate(line(row)):
            style = look(kinds[offset], center=offset > 0)
            if cell.startswith("="):
                sheet.write_formula(row - 1, left - 1 + offset, cell, style, "")
            elif cell:
                sheet.write_string(row - 1, left - 1 + offset, cell, style)
            else:
                sheet.write_blank(row - 1, left - 1 + offset, None, style)
