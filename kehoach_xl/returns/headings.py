"""Which reporting columns a returned form asks, and how each is headed: as the form says itself, else as set now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from kehoach_xl.domain.columns import ALWAYS_ASKED, LONGEST_HEADING, Columns
from kehoach_xl.domain.columns import asked as asked_now
from kehoach_xl.domain.progress import FIELD, FIELDS
from kehoach_xl.domain.text import fold
from kehoach_xl.ooxml.reading import ReadWorkbook
from kehoach_xl.sheets.layout import ASKED, form

# Far more than a form writes there: six spare columns and nine others, with their headings.
_LONGEST = 10_000


@dataclass(frozen=True)
class Headings:
    """The ``asked`` fields in their order, and the field of each heading (folded) by which it may be known."""

    asked: tuple[str, ...]
    fields: Mapping[str, str]


def headings(book: ReadWorkbook, columns: Columns) -> Headings:
    """What the columns of one form are. The words it went out with come before her present ones, these before the
    standard ones, so that a column renamed since is still the column it was."""
    issued = _issued(book)
    standard = [(column.head, column.field) for column in form().columns if column.field != "note"]
    known = [
        *standard,
        *((one.heading, one.id) for one in columns.values() if one.used),
        *((heading, name) for name, heading in issued.items()),
        *((head, name) for head, name in standard if name not in FIELD),
    ]
    asked = tuple(field.id for field in FIELDS if field.id in issued) or asked_now(columns)
    return Headings(asked, {fold(heading): name for heading, name in known})


def hidden_lines(book: ReadWorkbook) -> dict[str, str]:
    """The very hidden sheet of a form: its keys with their texts."""
    found: dict[str, str] = {}
    for part in book.sheets:
        if part.name == "_kehoach":
            cells = book.cells(part.name)
            found = {cells[row, 1].text: cells[row, 2].text for row in (1, 2, 3)
                     if (row, 1) in cells and (row, 2) in cells}  # fmt: skip
    return found


def _issued(book: ReadWorkbook) -> dict[str, str]:
    """Field → heading as the form says of itself; nothing when it does not say so properly."""
    text = hidden_lines(book).get(ASKED, "")
    try:
        found = json.loads(text) if 0 < len(text) <= _LONGEST else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict) or ALWAYS_ASKED not in found:
        return {}
    proper = all(name in FIELD and isinstance(head, str) and 0 < len(head) <= 5 * LONGEST_HEADING
                 for name, head in found.items())  # fmt: skip
    return found if proper else {}
