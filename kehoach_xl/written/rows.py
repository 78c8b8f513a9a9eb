"""Rows as they were written, for the second opinion: a row is cut behind the places of its cells, and what stands
between two places is looked at once for equal ones.

The number of a row stands in the place of each of its cells, so that a cut behind it leaves pieces which rows have in
common, whatever their other cells hold. Each piece is all of a cell behind its place and the beginning of the next, or
the row is left to others; put together again the pieces are the row, so that every byte is accounted for. Expat is
given each piece once, and a row of known pieces takes a tenth of reading it. Shares nothing with the reader and the
splicer.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from kehoach_xl.written.expected import Awaited
from kehoach_xl.written.texts import ERRORS, Claims, Content, column_of, index_of, number_of, text_of, unescaped

_BEGIN = b'<row r="'
_HEAD = re.compile(rb'([^<>/]*)><c r="([A-Z]{1,3})')
_CELL = re.compile(
    rb'((?: s="[0-9]+")?(?: t="([A-Za-z]+)")?(?:/>|>(?:'
    rb'(<f(?: t="(shared)")?(?: ref="([A-Z0-9:]+)")?(?: si="([0-9]+)")?(?:/>|>([^<]*)</f>))|'
    rb"<v>([^<]*)</v>|"
    rb'<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)</c>))(?:<c r="([A-Z]{1,3}))?'
)
_FOLLOWING = 10  # the group of the column that begins
_MOST_DIGITS = 7  # of a row
_KEPT = 1 << 15  # pieces that are remembered: memory does not grow with a sheet whose texts all differ
_KEPT_BYTES = 500  # of a piece that is: longer ones do not come twice
_MOST_ORDERS = 1_000
_OTHERWISE = object()  # no content equals it
_BY_TYPE = frozenset((bool, int))  # contents that equal others, of other types
_BOOLEANS = {b"1": True, b"0": False}


class Unlike(Exception):
    """Not as our rows are written: nothing is said about whether it is right."""


class _Shared(NamedTuple):
    """What a cell holds that points into the table of shared texts, at a place where no text was claimed so far."""

    index: int


class WrittenRows:
    """The rows of one part. ``fresh``: what expat has yet to read of them, elements that may stand among rows.
    ``claims``: what they make of the table of shared texts."""

    def __init__(self, claims: Claims) -> None:
        self.fresh: list[bytes] = []
        self._heads: dict[bytes, bytes] = {}
        self._following = _Following()
        self._claims = claims
        self._meant = _Meant(claims, self.fresh, self._following)
        self._orders: dict[tuple[bytes, ...], _Order | None] = {}

    def number(self, row: bytes, expected: Awaited) -> int:
        """The number of a row that surely has its cells in order and those of the ``expected`` ones that are its own; 0
        for another. ``row``: all before its end tag."""
        end = row.find(b'"', len(_BEGIN))
        digits = row[len(_BEGIN) : end]
        if not row.startswith(_BEGIN) or not digits.isdigit() or digits[0] == ord("0") or len(digits) > _MOST_DIGITS:
            return 0
        _, head, *pieces = row.split(row[len(_BEGIN) : end + 1])
        try:
            first = self._heads.get(head) or self._first(head)
            meant: list[object] = list(map(self._meant.__getitem__, pieces))
            letters = (first, *map(self._following.__getitem__, pieces))
        except Unlike:
            return 0
        order = self._orders[letters] if letters in self._orders else self._ordered(letters)
        if order is None:
            return 0
        number = int(digits)
        cells = expected.at(number)
        if cells is None or order.holds(meant, *cells) or self._claimed(order, pieces, meant, *cells):
            return number
        return 0

    def _claimed(
        self, order: "_Order", pieces: list[bytes], meant: list[object], columns: Sequence[int],
        contents: Sequence[Content],
    ) -> bool:  # fmt: skip
        """Whether a row holds ``contents`` if the table has texts that are met here first."""
        for column, content in zip(columns, contents, strict=True):
            at = order.places.get(column)
            found = None if at is None else meant[at]
            if isinstance(found, _Shared) and isinstance(content, str) and at is not None:
                if not self._claims.agree(found.index, content):
                    return False
                if pieces[at] in self._meant:
                    self._meant[pieces[at]] = content
            elif found != _exact(content):
                return False
        return True

    def _first(self, head: bytes) -> bytes:
        """The column of the first cell. ``head``: what stands behind the number of a row, up to that of its place."""
        found = _HEAD.fullmatch(head)
        if found is None:
            raise Unlike
        self.fresh.append(b'<row r="1"%s/>' % found[1])
        if len(self._heads) >= _KEPT:
            self._heads.clear()
        self._heads[head] = found[2]
        return found[2]

    def _ordered(self, letters: tuple[bytes, ...]) -> "_Order | None":
        columns = [column_of(one.decode()) for one in letters[:-1]]
        right = not letters[-1] and all(before < after for before, after in pairwise((0, *columns)))
        if len(self._orders) >= _MOST_ORDERS:
            self._orders.clear()
        order = self._orders[letters] = _Order(columns) if right else None
        return order


class _Order:
    """Rows that have cells in the same columns."""

    def __init__(self, columns: Sequence[int]) -> None:
        self.places = {column: at for at, column in enumerate(columns)}
        self._picks: dict[tuple[int, ...], Callable[[Sequence[object]], object]] = {}

    def holds(self, meant: list[object], columns: tuple[int, ...], contents: Sequence[Content]) -> bool:
        """Whether cells that mean this, one for each of the order, hold ``contents`` in ``columns``; one that is not
        there holds nothing."""
        pick = self._picks.get(columns)
        if pick is None:
            if len(self._picks) >= _MOST_ORDERS:
                self._picks.clear()
            pick = self._picks[columns] = itemgetter(*(self.places.get(column, -1) for column in columns), -1)
        meant.append(None)
        if _BY_TYPE.isdisjoint(map(type, contents)):
            return pick(meant) == (*contents, None)
        return pick(meant) == (*map(_exact, contents), None)


def _exact(content: Content) -> object:
    """A content apart from those of other types: 1 and True are equal, and neither is a number that is written."""
    return (type(content), content) if type(content) in _BY_TYPE else content


class _Following(dict[bytes, bytes]):
    """By piece the letters of the column that it begins, b"" for the last of a row."""

    def __missing__(self, piece: bytes) -> bytes:
        """Of a piece that is not remembered."""
        return b"" if piece.endswith(b">") else piece.rpartition(b'"')[2]


class _Meant(dict[bytes, object]):
    """By piece what the cell that it ends holds."""

    def __init__(self, claims: Claims, fresh: list[bytes], following: _Following) -> None:
        self._claims, self._fresh, self._following = claims, fresh, following

    def __missing__(self, piece: bytes) -> object:
        cell = _CELL.fullmatch(piece)
        if cell is None:
            raise Unlike
        self._fresh.append(b'<c r="A1"%s' % cell[1])
        meant = self._content(cell)
        if len(self) >= _KEPT:
            self.clear()
            self._following.clear()
        if len(piece) <= _KEPT_BYTES:
            self[piece] = meant
            self._following[piece] = cell[_FOLLOWING] or b""
        return meant

    def _content(self, cell: re.Match[bytes]) -> object:
        _, kind, formula, shared, ref, group, text, raw, inline, _ = cell.groups()
        if inline is not None:
            found = text_of(inline) if kind == b"inlineStr" else None
            return _OTHERWISE if found is None else unescaped(found)
        if formula is not None:
            found = text_of(text or b"")
            place = (group or b"").decode(), (ref or b"").decode()
            return _OTHERWISE if found is None else (found, "shared" if shared else "normal", *place)
        return None if raw is None else self._value(kind or b"n", raw)

    def _value(self, kind: bytes, raw: bytes) -> object:
        found: Content = None
        if kind == b"n":
            found = number_of(raw)
        elif kind == b"s":
            index = index_of(raw)
            known = None if index is None else self._claims.known(index)
            return _OTHERWISE if index is None else _Shared(index) if known is None else known
        elif kind in (b"b", b"e"):
            found = (_BOOLEANS if kind == b"b" else ERRORS).get(raw)
        return _OTHERWISE if found is None else _exact(found)
