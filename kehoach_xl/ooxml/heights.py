"""How tall a row must be for its wrapped text: neither LibreOffice nor a viewer fits rows on opening.

Widths are those of Times New Roman (Adobe Times metrics, thousandths of the font size); a Vietnamese letter is
as wide as its base. Other fonts are near enough for whole lines.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_LOWER = dict(zip("abcdefghijklmnopqrstuvwxyz", (
    444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722,
    500, 500, 444,
), strict=True))  # fmt: skip
_UPPER = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (
    722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944,
    722, 722, 611,
), strict=True))  # fmt: skip
_WIDTHS = {**_LOWER, **_UPPER, "đ": 500, "Đ": 722, " ": 250, ".": 250, ",": 250, ";": 278, ":": 278, "-": 333, "/": 278,
           "(": 333, ")": 333, "–": 500, "«": 500, "»": 500, "%": 833}  # fmt: skip
_BOLD = 1.06
_SLACK = 1.03  # letters set in whole pixels; without it LibreOffice cuts one cell in two hundred
# A column of width 1 is one digit of Calibri 11 at 96 dpi, 7 pixels, and a cell keeps 5 for its edges.
_PIXELS_PER_UNIT, _EDGES, _PIXELS_PER_POINT = 7.0, 6.0, 96 / 72
_LINE = 1.29
TALLEST = 409.5  # points; Excel calls a file with a taller row damaged


class Wrapped(NamedTuple):
    """One cell's text, the width of its column (characters), its font size (points), and its weight."""

    text: str
    width: float
    size: float = 11.0
    bold: bool = False


@lru_cache(maxsize=4096)
def _letter(char: str) -> int:
    base = unicodedata.normalize("NFD", char)[0]
    return _WIDTHS.get(char) or _WIDTHS.get(base) or 500


def width(text: str, size: float, bold: bool = False) -> float:
    """Pixels that a text takes in one line."""
    em = sum(_letter(char) for char in text) / 1000
    return em * size * _PIXELS_PER_POINT * _SLACK * (_BOLD if bold else 1.0)


def lines(cell: Wrapped) -> int:
    """Lines that a text takes when wrapped at spaces; a word longer than the line is broken."""
    room = max(cell.width * _PIXELS_PER_UNIT - _EDGES, 8.0)
    space = width(" ", cell.size, cell.bold)
    count = 0
    for paragraph in cell.text.split("\n"):
        used, count = 0.0, count + 1
        for word in paragraph.split(" "):
            wide = width(word, cell.size, cell.bold)
            if used and used + space + wide <= room:
                used += space + wide
                continue
            count += bool(used)
            while wide > room:
                count, wide = count + 1, wide - room
            used = wide
    return count


def row_height(cells: Iterable[Wrapped], least: float = 17.0) -> float:
    """Points that hold every cell of a row, with a little air; at most what Excel can show."""
    needed = max([least, *(round(lines(cell) * cell.size * _LINE + 4, 2) for cell in cells if cell.text)])
    return min(needed, TALLEST)
