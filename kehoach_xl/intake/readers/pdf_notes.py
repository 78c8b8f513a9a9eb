"""Which lines at the foot of a page are footnotes: below a short rule at the margin, or smaller than the rest."""

import re
from collections.abc import Sequence

from kehoach_xl.intake.readers.pdf_file import Rule
from kehoach_xl.intake.readers.pdf_lines import Line

_SMALL = 0.92  # of the usual letters
_SHORTEST, _LONGEST = 40.0, 280.0  # points; Word's rule has 144, LibreOffice's a quarter of the line
_AT_MARGIN = 8.0
_FOOT = 0.25  # of the page's height; the rules of a letterhead stand above
_MARK = re.compile(r"(\d{1,3}|\*{1,3})(?:[.)]?\s+|(?=[^\W\d]))|[(\[](\d{1,3}|\*{1,3})[)\]]\s*")


def notes_at_foot(rows: Sequence[Sequence[Line]], levels: Sequence[Rule], usual: float, height: float) -> int:
    """How many of the last lines are footnotes. ``usual``: the size of most letters; ``height``: of the page."""
    return _below_rule(rows, levels, height) or _small(rows, usual)


def without_mark(text: str) -> str:
    """A footnote without the number it begins with.

    >>> without_mark("1 Số liệu"), without_mark("(2) So với"), without_mark("2023 là năm")
    ('Số liệu', 'So với', '2023 là năm')
    """
    found = _MARK.match(text)
    return text[found.end() :] if found else text


def _begins_note(line: Line) -> bool:
    return line.marked or _MARK.match(line.text) is not None


def _below_rule(rows: Sequence[Sequence[Line]], levels: Sequence[Rule], height: float) -> int:
    margin = min((line.x0 for row in rows for line in row), default=0.0)
    for one in sorted(levels, key=lambda one: -one.at):
        if not _SHORTEST <= one.end - one.begin <= _LONGEST or abs(one.begin - margin) > _AT_MARGIN:
            continue
        below = [row for row in rows if row[0].top > one.at - 1]
        if one.at > _FOOT * height and below and _begins_note(below[0][0]):
            return len(below)
    return 0


def _small(rows: Sequence[Sequence[Line]], usual: float) -> int:
    count = 0
    for row in reversed(rows):
        if any(line.size > _SMALL * usual for line in row):
            break
        count += 1
    while count and not _begins_note(rows[-count][0]):
        count -= 1
    return count
