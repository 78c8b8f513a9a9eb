"""Rows as they stood in the sheet before: of a form that has the same rows only what was typed is looked at.

The forms of a distribution have the same cells in the same places, most of them blank, wordings or formulas. A sheet
that begins as one before is cut into its cells in one go and held against it; what is equal says the same. It may be
shorter. A form of 60 rows takes half the time.
"""

from collections.abc import Mapping, Sequence, Set
from itertools import accumulate, chain, compress
from operator import ne
from typing import Generic, NamedTuple, TypeVar

from kehoach_xl.ooxml.places import Places

ROW_END, CELL = b"</row>", b'<c r="'
MOST = 512 << 10  # bytes of rows that are remembered; as many cells as they may be take some ten megabytes
SHEETS = 4  # whose rows are

T = TypeVar("T")
Rows = Sequence[tuple[int, Places]]  # their numbers and columns


class Differing(NamedTuple):
    """The cells that are not as they were: their places among all, and what stands behind their names."""

    places: list[int]
    tails: list[bytes]


class Before(NamedTuple, Generic[T]):
    """The rows of a sheet up to some row. ``cells``: as they are cut, each with its name and the last of a row with
    what stands before the next one's; None where one says something else in another file. ``names``: how they begin;
    ``said``: what they say. ``rows``: of those that have cells their numbers and columns; ``ends``: of the last cell of
    a row the row's place among these. ``hidden``: rows that are. ``longest``: no less than the bytes of a cell."""

    cells: Sequence[bytes | None]
    names: Sequence[bytes]
    said: list[T | None]
    rows: Rows
    ends: Mapping[int, int]
    hidden: frozenset[int]
    longest: int

    def differing(self, cells: list[bytes]) -> Differing | None:
        """Of the cells of a sheet that begins the same way; None where they are not in these places. The last one is
        always among them: it ends the sheet."""
        if len(cells) - 1 not in self.ends:
            return None
        differ = list(map(ne, cells, self.cells))
        differ[-1] = True
        new, names = list(compress(cells, differ)), list(compress(self.names, differ))
        tails = list(map(bytes.removeprefix, new, names))
        if len(b"".join(new)) - len(b"".join(tails)) != len(b"".join(names)):
            return None
        return Differing(list(compress(range(len(cells)), differ)), tails)


def before(
    cells: Sequence[bytes], lasting: Sequence[bool], said: list[T | None], rows: Rows,
    hidden: Set[int],
) -> Before[T]:  # fmt: skip
    """Rows that were read. ``lasting``: whether a cell says the same in another file."""
    names = chain.from_iterable(places.names(b'%d"' % row) for row, places in rows)
    ends = {end - 1: place for place, end in enumerate(accumulate(len(places.columns) for _, places in rows))}
    kept = [cell if same else None for cell, same in zip(cells, lasting, strict=True)]
    return Before(kept, list(names), said, rows, ends, frozenset(hidden), max(map(len, cells)))


def keep(memory: dict[bytes, Before[T]], text: bytes, rows: Before[T]) -> None:
    """Remember rows by what stands before the first cell."""
    memory.pop(text, None)
    if len(memory) >= SHEETS:
        del memory[next(iter(memory))]
    memory[text] = rows
