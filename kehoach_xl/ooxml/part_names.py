"""What follows from the names of a package's parts: forms of one distribution have the same, so it is found once."""

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

_PACKAGES = 8  # sets of names that are kept
_LETTERS = 4_096  # of all names of such a set
_TOLD = 16  # things kept of each
_LARGEST = 16 << 10  # bytes or letters of what one depends on

T = TypeVar("T")


class PartNames:
    """Names in the order of the directory. ``folded``: without case; ``unsafe``: the first that no package has."""

    def __init__(self, names: Sequence[str]) -> None:
        self.all = names
        self.folded = [name.casefold() for name in names]
        self.known = dict(zip(self.folded, names, strict=True))
        self.unsafe = _unsafe(names, self.folded)
        self._told: dict[Hashable, Any] = {}

    def told(self, find: Callable[..., T], *by: bytes | str) -> T:
        """``find(names, *by)``: a function of these alone, whose result nobody changes."""
        key = (find, *by)
        if key in self._told:
            found: T = self._told[key]
            return found
        found = find(self, *by)
        if sum(map(len, by)) <= _LARGEST and len(self._told) < _TOLD:
            self._told[key] = found
        return found


def part_names(names: tuple[str, ...]) -> PartNames:
    """The same object for the same names, if they are not many."""
    return _kept(names) if sum(map(len, names)) <= _LETTERS else PartNames(names)


@lru_cache(_PACKAGES)
def _kept(names: tuple[str, ...]) -> PartNames:
    return PartNames(names)


def _unsafe(names: Sequence[str], folded: Sequence[str]) -> str | None:
    seen: set[str] = set()
    for name, plain in zip(names, folded, strict=True):
        outside = not name or name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]
        if outside or "\\" in name or "\x00" in name or plain in seen:
            return name
        seen.add(plain)
    return None
