"""How tall a row must be for its wrapped text: neither LibreOffice nor a viewer fits rows on opening.

Lines are counted as Excel and LibreOffice break them, at spaces and after hyphens and dashes: on a screen of 96 dpi and
on paper, where letters are a little wider or narrower; a row holds the more of the two.
"""

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kehoach_xl.ooxml.letters import Letters, Widest

# A column of width 1 is one digit of Calibri 11 at 96 dpi, 7 pixels; the column is 5 wider than its digits, and a cell
# keeps 4 for its edges.
_PIXELS_PER_UNIT, _EDGES = 7.0, -1.0
# Points of one line as Excel sets Times New Roman, by font size; LibreOffice sets lines a fifth closer.
_LINE = {10.0: 12.75, 11.0: 15.0, 12.0: 15.75, 13.0: 16.5, 14.0: 18.75}
_OTHER_LINE = 1.35  # times the font size
_AIR = 2.0
_WORD = re.compile(r"[^ \-–]+[-–]* *|[-–]+ *| +")
TALLEST = 409.5  # points; Excel calls a file with a taller row damaged

_letters = cache(Letters)
_widest = cache(Widest)
_PARAGRAPHS = 1 << 11  # that are kept of cells of one width and look
_KEPT = 1 << 13  # words whose width is kept: a language has fewer, but numbers are words too


class Wrapped(NamedTuple):
    """One cell's text, the width of its column (characters), its font size (points), and its weight."""

    text: str
    width: float
    size: float = 11.0
    bold: bool = False


def width(text: str, size: float, bold: bool = False) -> float:
    """Pixels that a text takes in one line on a screen."""
    return sum(map(_letters(size, bold).__getitem__, text))


def letters_that_fit(column: float, size: float) -> int:
    """How many letters one line of a cell holds, whichever they are; ``column``: its width (characters)."""
    return int(_room(column) / math.ceil(size * 96 / 72))  # no letter is wider than the font is high


def lines(cell: Wrapped, enough: float = math.inf) -> int:
    """Lines that a text takes when wrapped; a word longer than the line is broken. Not counted on from ``enough``."""
    return _cells(*cell[1:]).lines(cell.text, enough)


class Cells(dict[str, int]):
    """Cells of one width (characters) and look. By paragraph the lines that it takes in one, remembered: letters to a
    thousand agencies have most of theirs in common."""

    def __init__(self, column: float, size: float, bold: bool) -> None:
        self._room = _room(column)
        self._letters = _letters(size, bold), _letters(size, bold, True)
        self._word, self._widest = _words(size, bold).__getitem__, _widest(size, bold).__getitem__
        # Letters are as wide as half their size, about: of what cannot be one line the letters need not be added up.
        self._few = self._room / (size / 2)
        self._line = _LINE.get(size, size * _OTHER_LINE)

    def height(self, text: str, most: float = math.inf) -> float:
        """Points that hold a text; of one that needs more than ``most`` only that it does."""
        return round(self.lines(text, most / self._line) * self._line + _AIR, 2)

    def lines(self, text: str, enough: float = math.inf) -> int:
        if "\n" not in text:
            return self[text]
        found = 0
        for paragraph in text.split("\n"):
            found += self[paragraph]
            if found >= enough:
                break
        return found

    def __missing__(self, paragraph: str) -> int:
        if len(self) >= _PARAGRAPHS:
            self.clear()
        found = self[paragraph] = self._count(paragraph)
        return found

    def _count(self, paragraph: str) -> int:
        room = self._room
        if len(paragraph) < self._few and sum(map(self._widest, paragraph)) < room:
            return 1
        count = printed_count = 1
        used = printed_used = 0.0
        for wide, bare, printed, bare_printed in map(self._word, _words_of(paragraph)):
            if bare > room or bare_printed > room:
                return max(len(list(_broken(paragraph, room, letters))) for letters in self._letters)
            if used + bare > room:
                count, used = count + 1, 0.0
            if printed_used + bare_printed > room:
                printed_count, printed_used = printed_count + 1, 0.0
            used += wide
            printed_used += printed
        return max(count, printed_count)


_cells = lru_cache(maxsize=64)(Cells)


def _words_of(paragraph: str) -> list[str]:
    """Where lines may be broken, with the spaces behind each."""
    if "-" in paragraph or "–" in paragraph or "  " in paragraph or paragraph[-1:] == " ":
        return _WORD.findall(paragraph)
    return paragraph.replace(" ", " \n").split("\n")  # a third of the time


class _Words(dict[str, tuple[float, float, float, float]]):
    """Pixels of words with the spaces after them, and without: on a screen, and on paper."""

    def __init__(self, size: float, bold: bool) -> None:
        self._screen, self._paper = _letters(size, bold), _letters(size, bold, True)

    def __missing__(self, word: str) -> tuple[float, float, float, float]:
        if len(self) >= _KEPT:
            self.clear()
        wide, printed = sum(map(self._screen.__getitem__, word)), sum(map(self._paper.__getitem__, word))
        spaces = len(word) - len(word.rstrip(" "))
        bare, bare_printed = wide - spaces * self._screen[" "], printed - spaces * self._paper[" "]
        found = self[word] = wide, bare, printed, bare_printed
        return found


_words = cache(_Words)


def broken(text: str, column: float, size: float = 11.0, bold: bool = False) -> str:
    """``text`` with a line end wherever a column of this width (characters) would break it."""
    room, letters = _room(column), _letters(size, bold)
    return "\n".join(line.rstrip(" ") for paragraph in text.split("\n") for line in _broken(paragraph, room, letters))


def pieces(text: str, column: float, size: float, most: int) -> list[str]:
    """``text`` cut where a column of this width (characters) breaks it, into parts of at most ``most`` lines, about
    as long as each other: put together they are the text, but for the blanks and line ends at a cut."""
    room, letters = _room(column), _letters(size, False)
    paragraphs = [list(_broken(paragraph, room, letters)) for paragraph in text.split("\n")]
    count = sum(map(len, paragraphs))
    each = math.ceil(count / math.ceil(count / most))
    parts, used = [""], 0
    for paragraph in paragraphs:
        for at, line in enumerate(paragraph):
            if used == each:
                parts.append("")
                used = 0
            elif at == 0 and used:
                parts[-1] += "\n"
            parts[-1] += line
            used += 1
    return [part.strip(" \n") for part in parts if part.strip(" \n")] or [""]


def _room(column: float) -> float:
    """Pixels that a line of a cell has in a column of this width (characters)."""
    return max(column * _PIXELS_PER_UNIT - _EDGES, 8.0)


def _broken(paragraph: str, room: float, letters: Letters) -> Iterator[str]:
    """The lines of one paragraph, at least one."""
    line, used = "", 0.0
    for word in _WORD.findall(paragraph):
        wide, bare = letters.words[word]
        if used and used + bare > room:
            yield line
            line, used = "", 0.0
        while bare > room:
            fits = _fitting(word, room, letters)
            yield word[:fits]
            word = word[fits:]
            wide, bare = letters.words[word]
        line, used = line + word, used + wide
    yield line


def _fitting(word: str, room: float, letters: Letters) -> int:
    """How many letters of a word go into one line, at least one."""
    used = 0.0
    for count, letter in enumerate(word):
        used += letters[letter]
        if used > room:
            return max(count, 1)
    return len(word)


def row_height(cells: Iterable[Wrapped], least: float = 17.0) -> float:
    """Points that hold every cell of a row, with a little air; at most what Excel can show."""
    needed = max([least, *(height(cell, TALLEST) for cell in cells if cell.text)])
    return min(needed, TALLEST)


def height(cell: Wrapped, most: float = math.inf) -> float:
    """Points that hold one cell; of one that needs more than ``most`` only that it does."""
    return _cells(*cell[1:]).height(cell.text, most)
