"""The print area of a sheet: a defined name of its own, which Excel shows as an address."""

import re
from typing import Any

from xlwings import base_classes

from kehoach_xl.engine.contract import implements
from kehoach_xl.ooxml.refs import column_letters, parse_span, quote_sheet
from kehoach_xl.ooxml.workbook import WorkbookParts

NAME = "_xlnm.Print_Area"  # ECMA-376 part 1, 18.2.6
_PIECES = re.compile(r"(?:'(?:[^']|'')*'|[^',])+")


@implements(base_classes.PageSetup)
class PageSetup(base_classes.PageSetup):
    """Of the sheet at ``position`` (from 0) of a book."""

    def __init__(self, book: Any, position: int) -> None:
        self.book = book
        self.position = position

    @property
    def print_area(self) -> str | None:
        """``$A$1:$B$3``, several with a comma; None when there is none. What is no address (a formula) as it stands."""
        text = self.book.print_areas.get(self.position, _stored(self.book.parts, self.position))
        return None if text is None else ",".join(_address(piece) for piece in _PIECES.findall(text))

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        """An address, several with a comma; None or "" for none. Raises ValueError for anything else."""
        text = None
        if value:
            sheet = quote_sheet(self.book.parts.sheets[self.position].name)
            text = ",".join(f"{sheet}!{_absolute(piece)}" for piece in value.split(","))
        self.book.print_areas.pop(self.position, None)
        if text != _stored(self.book.parts, self.position):
            self.book.print_areas[self.position] = text


def place_of(parts: WorkbookParts, position: int) -> int | None:
    """The index of the defined name that holds the print area of a sheet."""
    wanted = NAME.casefold()
    found = (i for i, n in enumerate(parts.names) if n.sheet_index == position and n.name.casefold() == wanted)
    return next(found, None)


def _stored(parts: WorkbookParts, position: int) -> str | None:
    index = place_of(parts, position)
    return None if index is None else parts.names[index].refers_to


def _address(piece: str) -> str:
    """
    >>> _address("'Ông ''Ba''!'!$A$1:$B$3")
    '$A$1:$B$3'
    """
    plain = re.sub(r"^\s*(?:'(?:[^']|'')*'|[^'!]*)!", "", piece)
    return plain if parse_span(plain) or _whole(plain) else piece


def _absolute(piece: str) -> str:
    span = parse_span(piece.strip())
    if span is None and _whole(piece):
        return piece.strip()
    if span is None:
        raise ValueError(f"not an address: {piece!r}")
    first, last = (f"${column_letters(c)}${r}" for r, c in (span[:2], span[2:]))
    return first if first == last and ":" not in piece else f"{first}:{last}"


def _whole(text: str) -> bool:
    """Whether a text names whole columns or whole rows."""
    return re.fullmatch(r"\s*(\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?[0-9]+:\$?[0-9]+)\s*", text) is not None
