"""A table saved as text in an encoding that lacks most Vietnamese letters: «?» stands for each of them.

Excel's plain «CSV» does so on every Windows whose codepage is not UTF-8. The wording of the tasks cannot be restored;
that it is a form can still be told by its headings, and how much was filled in.
"""

import re

from kehoach_xl.domain.progress import FIELD
from kehoach_xl.domain.text import bare
from kehoach_xl.ooxml.reading import ReadSheet, ReadWorkbook
from kehoach_xl.returns.headings import Headings
from kehoach_xl.returns.tables import LEAST

# Formats in which letters are lost, and how far a header is looked for.
AS_TEXT, MOST_ROWS, MOST_COLUMNS = ("csv", "html"), 100, 200
_LONGEST = 100


def lost_letters(book: ReadWorkbook, known: Headings) -> int | None:
    """How many input cells are filled in a form whose letters were lost; None when it is no such form."""
    if book.format not in AS_TEXT:
        return None
    return next((count for part in book.sheets if (count := _filled(part, known)) is not None), None)


def _filled(part: ReadSheet, known: Headings) -> int | None:
    headings = {bare(heading): name for heading, name in known.fields.items()}
    for row in sorted(row for row in part.lines if row <= MOST_ROWS):
        cells = part.lines[row].items()
        texts = {at: cell.text for at, cell in cells if at <= MOST_COLUMNS and 0 < len(cell.text) <= _LONGEST}
        columns = {column: name for column, text in texts.items() if (name := _meant(text, headings))}
        if len(set(columns.values())) >= LEAST and any("?" in texts[column] for column in columns):
            typed = {column for column, name in columns.items() if name in FIELD}
            below = (line for at, line in part.lines.items() if at > row)
            return sum(column in typed and bool(cell.text.strip()) for line in below for column, cell in line.items())
    return None


def _meant(text: str, headings: dict[str, str]) -> str:
    """The field of a heading in which «?» may be any letter; '' when none or several could be meant."""
    typed = bare(text)
    if "?" not in typed:
        return headings.get(typed, "")
    pattern = re.compile(re.escape(typed).replace(r"\?", "."))
    found = {name for heading, name in headings.items() if pattern.fullmatch(heading)}
    return found.pop() if len(found) == 1 else ""
