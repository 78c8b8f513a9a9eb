"""Other versions of the same master that a sync client split off beside it: told at every operation, never mended."""

from pathlib import Path
from typing import Any

from kehoach_xl.engine.neighbours import conflicted_copies, is_placeholder
from kehoach_xl.engine.opening import open_book
from kehoach_xl.engine.saving import file_hash
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.sheets.desk import Desk

# What makes two books one plan of one coordinator; «key» stands empty until the first distribution.
_SAME = ("plan", "key")


def other_versions(book: Any) -> list[Message]:
    """OPEN_046 for each conflicted copy beside an open master that holds the same plan and other content.

    Costs one call and a look at the names of the folder; a workbook is opened only when there is such a name. Nothing
    for a book that is not stored in a folder of this machine.
    """
    try:
        path = Path(book.fullname)
    except Exception:  # never saved, or in the cloud; the operation itself has said so
        return []
    copies = [one for one in conflicted_copies(path) if not is_placeholder(one)]
    if not copies:
        return []
    own, sha = _settings(path), file_hash(path)
    return [
        Message("OPEN_046", {"copy": copy.name})
        for copy in copies
        if own is not None and _same_plan(own, _settings(copy)) and file_hash(copy) != sha
    ]


def _settings(path: Path) -> dict[str, str] | None:
    """The settings of a master; None for what is none, or cannot be opened."""
    try:
        with open_book(path, write=False) as book:
            return Desk(book).settings
    except Stop:
        return None


def _same_plan(one: dict[str, str], other: dict[str, str] | None) -> bool:
    if other is None:
        return False
    return all(one.get(name) == other.get(name) or not (one.get(name) and other.get(name)) for name in _SAME)
