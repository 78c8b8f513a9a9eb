"""Glyphs as printed lines: words by the gaps between letters, marks of footnotes off the words they are raised at."""

import re
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kehoach_xl.intake.readers.pdf_file import Glyph
from kehoach_xl.intake.readers.raised import is_mark

_ONE_LINE = 0.4  # of the letters' size, between the middles of two letters of one line
_SPACE = 0.19
_COLUMN = 1.8  # a gap that parts two columns, such as the two halves of a letterhead
_SMALL, _RAISED = 0.82, 0.12  # of a raised digit: its size, and how much higher it ends
_LABEL = re.compile(r"[-+•*–]|(?:\w{1,4}(?:\.\d{1,3})*[.)/:]?)")


@dataclass(frozen=True)
class Line:
    """Letters on one line without a wide gap. ``marked``: it begins with the raised mark of a footnote. ``spaced``:
    a space was printed at its end."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    font: str
    marked: bool = False
    spaced: bool = False


def lines_of(glyphs: Iterable[Glyph], columns: bool = False) -> list[list[Line]]:
    """The lines from top to bottom; with ``columns`` each as its parts between wide gaps, else as one."""
    rows = ([_line(part) for part in _parts(row, columns)] for row in _rows(glyphs))
    return [found for row in rows if (found := [line for line in row if line is not None])]


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Letters of about one height, from left to right."""
    row: list[Glyph] = []
    for one in sorted(glyphs, key=lambda one: one.middle):
        if row and one.middle - row[0].middle > _ONE_LINE * max(one.size, row[0].size):
            # A small letter that came first must not begin the line: judge by the largest.
            largest = max(row, key=lambda each: each.size)
            if abs(one.middle - largest.middle) > _ONE_LINE * max(one.size, largest.size):
                yield sorted(row, key=lambda each: each.x0)
                row = []
        row.append(one)
    if row:
        yield sorted(row, key=lambda each: each.x0)


def _parts(row: list[Glyph], columns: bool) -> Iterator[list[Glyph]]:
    if not columns:
        yield row
        return
    size = statistics.median(one.size for one in row)
    begin = 0
    for at, (before, after) in enumerate(pairwise(row), 1):
        if after.x0 - before.x1 > _COLUMN * size:
            left = "".join(one.text for one in row[begin:at]).strip()
            right = "".join(one.text for one in row[at:]).strip()
            if len(left) > 5 and len(right) > 3 and not _LABEL.fullmatch(left):
                yield row[begin:at]
                begin = at
    yield row[begin:]


def _line(glyphs: list[Glyph]) -> Line | None:
    shown = [one for one in glyphs if one.text.strip()]
    if not shown:
        return None
    size = statistics.median(one.size for one in shown)
    usual = [one for one in shown if one.size > _SMALL * size] or shown
    bottom = statistics.median(one.bottom for one in usual)
    text, marked = "", False
    last: Glyph | None = None
    for raised, run in _runs(glyphs, size, bottom):
        said = _spaced(run, last, size)
        if raised and is_mark(said, text.rstrip()):
            marked = marked or not text.strip()
            said = " " if said[-1:].isspace() else ""
        text += said
        last = run[-1]
    fonts = [one.font for one in shown]
    return Line(
        text.strip(), shown[0].x0, shown[-1].x1, min(one.top for one in shown), max(one.bottom for one in shown),
        size, all(one.bold for one in shown), max(set(fonts), key=fonts.count), marked,
        not glyphs[-1].text.strip(),
    ) if text.strip() else None  # fmt: skip


def _runs(glyphs: list[Glyph], size: float, bottom: float) -> Iterator[tuple[bool, list[Glyph]]]:
    """Neighbours that are raised, or are not."""
    run: list[Glyph] = []
    state = False
    for one in glyphs:
        raised = one.size < _SMALL * size and one.bottom < bottom - _RAISED * size
        if run and raised != state and one.text.strip():
            yield state, run
            run = []
        if one.text.strip() or not run:
            state = raised
        run.append(one)
    if run:
        yield state, run


def _spaced(run: list[Glyph], last: Glyph | None, size: float) -> str:
    text = ""
    for one in run:
        if last is not None and one.x0 - last.x1 > _SPACE * size and not text.endswith(" ") and one.text.strip():
            text += " "
        text += one.text
        last = one
    return text
