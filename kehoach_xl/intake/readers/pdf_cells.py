"""The text of a cell: its lines, and words put together again that a narrow column broke in the middle."""

import re
from collections.abc import Sequence

from kehoach_xl.domain.legacy import is_syllable
from kehoach_xl.intake.readers.pdf_lines import Line

_PADDING = 5.4  # points on each side, what Word and LibreOffice leave by default
_LOOSE = 2.0
_NUMBER = re.compile(r"\d{1,4}|\d{1,4}(?:[./,-]\d{1,4})+[.%]?|\d{1,4}%")
_ENDS = re.compile(r"\w[-/]$")


def cell_lines(lines: Sequence[Line], width: float) -> list[str]:
    """The lines of a cell of this width. A line that filled the column, without a space at its end, is joined with the
    next one where both make one number («19/3» «4»), one syllable («Điể» «m») or a word with its hyphen («12-» «NQ»).
    """
    found: list[str] = []
    for number, line in enumerate(lines):
        if number and _goes_on(found[-1], lines[number - 1], line, width):
            found[-1] += line.text
        else:
            found.append(line.text)
    return found


def _goes_on(so_far: str, above: Line, below: Line, width: float) -> bool:
    room = width - 2 * _PADDING - _LOOSE
    token = below.text.split(" ", 1)[0]
    letter = (below.x1 - below.x0) / max(len(below.text), 1)
    used = above.x1 - above.x0
    if above.spaced:
        return False
    if _ENDS.search(above.text):
        # Centred lines lose the blank at their end: «01- 02» may look like «01-02».
        numbers = above.text[-2].isdigit() and token[:1].isdigit()
        return not token.startswith("-") and (not numbers or used + letter * len(token) > room)
    last = so_far.rsplit(" ", 1)[-1]
    if " " in above.text:
        return False
    if last[-1:].isalpha():
        return is_syllable(last + token) and not (is_syllable(last) and is_syllable(token))
    return used + letter > room and _NUMBER.fullmatch(last + token) is not None
