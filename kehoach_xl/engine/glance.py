"""What stands in Excel now, seen in passing: a few calls, and none that would wait for a busy Excel."""

import contextlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlwings

from kehoach_xl.engine.opening import live_book
from kehoach_xl.engine.patience import limit_attempts
from kehoach_xl.errors import Stop

ANSWER_MS = 100


@dataclass(frozen=True)
class Seen:
    """The book in front: its name, its full name, and the values of the cells asked for, by defined name.

    ``cells`` is empty when the book does not carry those names.
    """

    name: str
    fullname: str
    cells: Mapping[str, Any] = field(default_factory=dict)


class Glance:
    """Looks at the book in front again and again; the cells are found once for each book."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._fullname = ""
        self._ranges: dict[str, xlwings.Range] = {}

    def look(self) -> Seen | None:
        """What is in front; None while Excel is busy. ``Stop`` (OPEN_019, OPEN_020): no Excel, or no book."""
        if not _answering():
            return None
        with _one_try():
            try:
                return self._read(live_book())
            except Stop as stop:
                if stop.__cause__ is None:
                    raise
            except Exception:
                self._fullname = ""  # perhaps the book was closed: its ranges are to be found anew
        return None  # the user is typing, or a dialog stands open

    def _read(self, book: xlwings.Book) -> Seen:
        fullname = book.fullname
        if fullname != self._fullname:
            self._ranges = self._find(book)
            self._fullname = fullname
        # A range follows its cells when rows are inserted above them: it need not be looked up again.
        return Seen(book.name, fullname, {name: cell.raw_value for name, cell in self._ranges.items()})

    def _find(self, book: xlwings.Book) -> dict[str, xlwings.Range]:
        if self.names and self.names[0] not in book.names:
            return {}
        return {name: book.names[name].refers_to_range for name in self.names}


def _answering() -> bool:
    """Whether Excel takes messages just now; a call made while it calculates would wait until it is done."""
    if sys.platform != "win32":
        return True
    import win32con
    import win32gui

    window = win32gui.FindWindow("XLMAIN", None)
    if not window:
        return True  # no Excel at all: live_book says so
    flags = win32con.SMTO_ABORTIFHUNG | win32con.SMTO_BLOCK
    try:
        win32gui.SendMessageTimeout(window, win32con.WM_NULL, 0, 0, flags, ANSWER_MS)
    except win32gui.error:
        return False
    return True


@contextlib.contextmanager
def _one_try() -> Iterator[None]:
    """xlwings repeats for ever what a busy Excel turns away; here the first refusal counts."""
    before = limit_attempts(1)
    try:
        yield
    finally:
        limit_attempts(before)
