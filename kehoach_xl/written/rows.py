"""Rows as they were written, many at a time, for the second opinion: a row is cut behind the places of its cells, and
what stands between two places is looked at once for equal ones.

The number of a row stands in the place of each of its cells, so that a cut behind it leaves pieces which rows have in
common, whatever their other cells hold. Each piece is all of a cell behind its place and the beginning of the next, or
the row is left to others; put together again the pieces are the row, so that every byte is accounted for. Rows whose
pieces lead to the same columns are held against what is expected column by column. Shares nothing with the reader and
the splicer.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from operator import itemgetter, lt
from typing import NamedTuple

from kehoach_xl.written.expected import Cells, Lot
from kehoach_xl.written.pieces import BEGIN, HEAD, Pieces, Shared, Texts
from kehoach_xl.written.texts import Claims, column_of

_NUMBER = re.compile(rb'<row r="([1-9][0-9]{0,6}")[^<>/]*><c ')
_MOST_LAYOUTS = 1_000  # kept

Cut = list[bytes]  # a row: what stands before its number, then up to that of its first cell, then a piece for each cell
Layout = tuple[bytes | None, ...]  # what each of these leads to; None for one that is not known
Places = dict[int, int]  # by column, where its piece is in a row that is cut


class Run(NamedTuple):
    """Rows next to each other: their numbers, which rise, and what they are cut into."""

    numbers: list[int]
    cuts: list[Cut]


class WrittenRows:
    """The rows of one part. ``fresh``: what expat has yet to read of them, elements that may stand among rows.
    ``claims``: what they make of the table of shared texts."""

    def __init__(self, claims: Claims) -> None:
        self.fresh: list[bytes] = []
        self._claims = claims
        self._pieces = Pieces(claims, self.fresh)
        self._layouts: dict[Layout, Places | None] = {}

    def marks(self, rows: Sequence[bytes]) -> list[bytes | None]:
        """What stands in each row, and in the place of each of its cells: its number and a quotation mark. None for one
        that does not begin so. ``rows``: all before their end tags."""
        return [one and one[1] for one in map(_NUMBER.match, rows)]

    def run(self, rows: Sequence[bytes], marks: Sequence[bytes | None], above: int) -> Run:
        """As many ``rows`` as come in order, behind the row ``above``."""
        numbers = [int(mark[:-1]) for mark in marks if mark]
        rises = list(map(lt, chain((above,), numbers), numbers))
        end = len(rows) if all(rises) else rises.index(False)
        return Run(numbers[:end], list(map(bytes.split, rows[:end], marks)))

    def unsure(self, run: Run, lots: Sequence[Lot]) -> Iterator[tuple[int, Cells]]:
        """The rows of which it cannot be said here that their cells are in order and as expected, by their place, each
        with what is expected of it."""
        self._pieces.begin()
        place = {number: at for at, number in enumerate(run.numbers)}
        met = set(chain.from_iterable(lot.numbers for lot in lots))
        nothing = Lot([number for number in run.numbers if number not in met], (), [])
        for lot in (*lots, nothing):
            for at in self._unsure([run.cuts[place[number]] for number in lot.numbers], lot):
                yield place[lot.numbers[at]], lot.cells(at)

    def _unsure(self, cuts: list[Cut], lot: Lot, again: bool = True) -> Iterator[int]:
        """Their places in a lot. ``again``: rows may be sorted anew by what was learnt of them."""
        for layout, places in self._alike(cuts).items():
            whole = len(places) == len(cuts)
            rows, meant = (cuts, lot) if whole else ([cuts[at] for at in places], lot.of(places))
            texts: dict[int, Texts] = {}
            known, differ = self._with_new(layout, rows, texts) if None in layout else (layout, False)
            if None not in known:
                yield from (places[at] for at in self._otherwise(known, rows, meant, texts))
            elif differ and again:
                yield from (places[at] for at in self._unsure(rows, meant, again=False))
            else:
                yield from places

    def _alike(self, cuts: list[Cut]) -> dict[Layout, list[int]]:
        leads_to = self._pieces.leads_to.get
        found: dict[Layout, list[int]] = {}
        for at, cut in enumerate(cuts):
            layout = tuple(map(leads_to, cut))
            if layout in found:
                found[layout].append(at)
            else:
                found[layout] = [at]
        return found

    def _with_new(self, layout: Layout, rows: list[Cut], texts: dict[int, Texts]) -> tuple[Layout, bool]:
        """``layout`` with what pieces lead to that were not known, and whether those of a column differ in it. Cells
        that hold texts go to ``texts`` by the place of their pieces, others are learnt."""
        known, differ = list(layout), False
        for at in [at for at, one in enumerate(layout) if one is None]:
            column = list(map(itemgetter(at), rows))
            if found := self._pieces.texts(column):
                texts[at] = found
                known[at] = found.leads_to
            else:
                leads_to, *others = self._pieces.learn(column)
                known[at], differ = None if others else leads_to, differ or bool(others)
        return tuple(known), differ

    def _otherwise(self, layout: Layout, rows: list[Cut], lot: Lot, texts: dict[int, Texts]) -> set[int]:
        """The places of rows of a lot, all of one layout, that do not hold what they should."""
        if layout not in self._layouts:
            if len(self._layouts) >= _MOST_LAYOUTS:
                self._layouts.clear()
            self._layouts[layout] = _places(layout)
        order = self._layouts[layout]
        if order is None:
            return set(range(len(rows)))
        wrong: set[int] = set()
        meant = self._pieces.meant.__getitem__
        for column, contents in zip(lot.columns, lot.contents, strict=True):
            at = order.get(column)
            if at is None:
                wrong.update(place for place, content in enumerate(contents) if content is not None)
                continue
            pieces = list(map(itemgetter(at), rows))
            found = texts[at].texts if at in texts else list(map(meant, pieces))
            if found != contents:
                each = enumerate(zip(pieces, found, contents, strict=True))
                wrong.update(place for place, one in each if one[1] != one[2] and not self._claimed(*one))
        return wrong

    def _claimed(self, piece: bytes, found: object, content: object) -> bool:
        """Whether a cell holds ``content`` if the table has a text that is met here first."""
        if not isinstance(found, Shared) or not isinstance(content, bytes):
            return False
        if not self._claims.agree(found.index, content):
            return False
        if piece in self._pieces.meant:
            self._pieces.meant[piece] = content
        return True


def _places(layout: Layout) -> Places | None:
    """None when that is no row, or its cells are in no order."""
    begin, head, *letters = [one or b"" for one in layout]
    names = [head.removeprefix(HEAD), *letters[:-1]]
    if begin != BEGIN or not head.startswith(HEAD) or not letters or letters[-1] or not all(map(bytes.isalpha, names)):
        return None
    columns = [column_of(one.decode()) for one in names]
    rises = all(before < after for before, after in pairwise(columns))
    return {column: at for at, column in enumerate(columns, 2)} if rises else None
