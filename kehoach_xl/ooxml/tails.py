"""Cells by how they are stored: what stands behind the name of a cell's place is understood once.

The codes, wordings and formulas of a form stand in every form of the province, blank cells in every row. A memory may
go on from file to file; it is bounded, and what it says of a tail is a function of the tail.
"""

from collections.abc import Mapping
from typing import Generic, TypeVar

# The t attribute, the text (None if absent), the style, and of a formula its attributes and its text.
Stored = tuple[str, str | None, int, tuple[dict[str, str], str] | None]

MOST = 4 << 20  # bytes, about, that are kept for the next file
_EACH = 250  # of them for what a tail says
LONGEST = 2_000  # of one that is

T = TypeVar("T")


class Tails(Generic[T]):
    """What tails say, None for cells that hold nothing. ``shared`` is known from file to file, ``own`` only here."""

    def __init__(self, shared: "Shared[T]") -> None:
        self._shared, self._known = shared, shared.known
        self._own: dict[bytes, T | None] = {}
        self.attributes = shared.attributes

    def unknown(self, tails: set[bytes]) -> list[bytes]:
        return list(tails.difference(self._known).difference(self._own))

    def cells(self, tails: list[bytes]) -> list[T | None]:
        """The cell of each; all of them are known."""
        if self._own:
            return list(map(self._known.get, tails, map(self._own.get, tails)))
        return list(map(self._known.__getitem__, tails))

    def learn(self, there: Mapping[bytes, Stored | None]) -> None:
        """Take in tails with what they say."""
        for tail, stored in there.items():
            lasts = len(tail) <= LONGEST and self._shared.size < MOST and not (stored and self.is_own(stored))
            (self._known if lasts else self._own)[tail] = stored and self.understood(stored)
            self._shared.size += len(tail) + _EACH if lasts else 0

    def is_own(self, stored: Stored) -> bool:
        """Whether a cell says something else in another file."""
        return True

    def understood(self, stored: Stored) -> T:
        raise NotImplementedError


class Shared(Generic[T]):
    """The part of a memory that goes on."""

    def __init__(self) -> None:
        self.known: dict[bytes, T | None] = {}
        self.attributes: dict[bytes, dict[str, str]] = {b"": {}}
        self.size = 0

    def begin(self) -> None:
        """Before a file: what has become full begins again."""
        if self.size >= MOST:
            self.known, self.size = {}, 0
