"""Cells by how they are stored: what stands behind the name of a cell's place is understood once.

The codes, wordings and formulas of a form stand in every form of the province, blank cells in every row. A memory may
go on from file to file; it is bounded, and what it says of a tail is a function of the tail.
"""

from collections.abc import Callable, Mapping
from itertools import compress, repeat
from operator import is_
from typing import Any, Generic, TypeVar

from kehoach_xl.ooxml.before import Before
from kehoach_xl.ooxml.stored import Stored

MOST = 4 << 20  # bytes, about, that are kept for the next file
_EACH = 250  # of them for what a tail says
LONGEST = 2_000  # of one that is
_NEW: Any = object()

T = TypeVar("T")
# How tails are stored, None of cells that hold nothing.
Look = Callable[[list[bytes]], Mapping[bytes, Stored | None]]


class Shared(Generic[T]):
    """What goes on from file to file.

    ``known``: what tails say, None for cells that hold nothing; ``stored``: of those that say something else in another
    file, how they are stored. ``attributes``, ``heads``: what attributes say, and what stands before a row's cells.
    ``before``: sheets as they stood, by how their rows begin.
    """

    def __init__(self) -> None:
        self.known: dict[bytes, T | None] = {}
        self.stored: dict[bytes, Stored] = {}
        self.attributes: dict[bytes, dict[str, str]] = {b"": {}}
        self.heads: dict[bytes, Any] = {}
        self.before: dict[bytes, Before[T]] = {}
        self.size = 0

    def begin(self) -> None:
        """Before a file: what has become full begins again."""
        if self.size >= MOST:
            self.known, self.stored, self.size = {}, {}, 0


class Tails(Generic[T]):
    """What tails say in one sheet; with ``shared``, what is not its own is kept there."""

    def __init__(self, shared: Shared[T] | None = None) -> None:
        self._lasts = shared is not None
        self.shared = Shared[T]() if shared is None else shared
        self._own: dict[bytes, T | None] = {}

    @property
    def before(self) -> dict[bytes, Before[T]] | None:
        """Where sheets are kept for the next file; None where there is none."""
        return self.shared.before if self._lasts else None

    def cells(self, tails: list[bytes], look: Look) -> list[T | None]:
        """The cell of each. ``look`` is asked of those that nobody knows."""
        found = list(map(self.shared.known.get, tails, repeat(_NEW)))
        are_new = list(map(is_, found, repeat(_NEW)))
        if True in are_new:
            new = list(compress(tails, are_new))
            self._understand(set(new).difference(self._own), look)
            for at, tail in zip(compress(range(len(tails)), are_new), new, strict=True):
                found[at] = self._own[tail] if tail in self._own else self.shared.known[tail]
        return found

    def _understand(self, new: set[bytes], look: Look) -> None:
        known = new & self.shared.stored.keys()
        for tail in known:
            self._own[tail] = self.understood(self.shared.stored[tail])
        if unknown := list(new - known):
            self._learn(look(unknown))

    def _learn(self, there: Mapping[bytes, Stored | None]) -> None:
        """Take in tails with what they say."""
        shared = self.shared
        for tail, stored in there.items():
            said = stored and self.understood(stored)
            if not self._lasts:
                shared.known[tail] = said
                continue
            self._own[tail] = said
            if len(tail) <= LONGEST and shared.size < MOST:
                shared.size += len(tail) + _EACH
                if stored and self.is_own(stored):
                    shared.stored[tail] = stored
                else:
                    shared.known[tail] = said

    def lasting(self, tails: list[bytes]) -> list[bool]:
        """Whether each is known to say the same in the next file."""
        return list(map(self.shared.known.__contains__, tails))

    def require(self) -> None:
        """What must be right in each file that has a cell. Raises Stop."""

    def is_own(self, stored: Stored) -> bool:
        """Whether a cell says something else in another file."""
        return False

    def understood(self, stored: Stored) -> T:
        raise NotImplementedError
