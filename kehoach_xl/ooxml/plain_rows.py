"""The rows of a sheet as all common programs write them, read by pattern: all of them or none.

What is not of this shape (prefixes, rich text, comments, white space between cells, attributes in another order) gives
None, and the scanner of :mod:`kehoach_xl.ooxml.cells` reads it. A row is cut where its cells begin, and each cell after
the name of its place; what is left, a tail, is the same for the same cell anywhere, in this file or the next, and is
looked at once. A form of 60 rows takes 0.7 ms, the scanner 6.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, islice
from operator import lt
from typing import Generic, NamedTuple, TypeVar

from kehoach_xl.ooxml.char_data import declaration
from kehoach_xl.ooxml.limits import MEGABYTE, Limits
from kehoach_xl.ooxml.plain_attributes import ATTRIBUTES, NotPlain, plain_attributes
from kehoach_xl.ooxml.refs import MAX_COLUMN, MAX_ROW, column_number
from kehoach_xl.ooxml.stored import Stored, stored_cells
from kehoach_xl.ooxml.tails import Tails

_OPEN, _CLOSE, _ROW_END, _CELL = b"<sheetData>", b"</sheetData>", b"</row>", b'<c r="'
_TOGETHER = 256 << 10  # bytes of rows cut and looked at together, about
_LONGEST = 4 * MEGABYTE  # of one row; more is left to the scanner, which counts while it reads
_SMALLEST = 4  # bytes of an element

_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>)?\s*<worksheet( [^<>]*)>")
_PREFIX = re.compile(rb' xmlns:([A-Za-z0-9]+)="[^"]+"')
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"' + ATTRIBUTES + rb"(/?)>")
_PLACE = re.compile(rb'([A-Z]{1,3})([1-9][0-9]{0,6})"')
_KNOWN = 500  # heads and sets of columns remembered
_SHORT = 250  # bytes of a head that is

T = TypeVar("T")
# Where the cells that were read are remembered, by the declaration of the part and the prefixes of its root.
Memory = Callable[[bytes, frozenset[bytes]], Tails[T]]


@dataclass
class PlainRows(Generic[T]):
    """The rows of one sheet. ``lines``: the cells that hold a value or a formula by column, by row, in order.

    ``spans``: if asked for, of each row its number and the offsets of its element. ``hidden``: rows with such cells
    that are hidden. ``start``, ``end``: offsets of what is inside ``sheetData``; ``longest``: bytes of a row.
    """

    data: bytes
    start: int
    end: int
    lines: dict[int, dict[int, T]] = field(default_factory=dict)
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    longest: int = 0

    def elements(self) -> int:
        """How many XML elements the rows are."""
        return self.data.count(b"<", self.start, self.end) - self.data.count(b"</", self.start, self.end)

    def too_many(self, others: int, limits: Limits) -> bool:
        """Whether these and ``others`` are more elements than are read. They are counted where there is room for as
        many."""
        room = (self.end - self.start) // _SMALLEST + others
        return room > limits.elements and self.elements() + others > limits.elements


class _Head(NamedTuple):
    """What stands before the cells of a row: rows without any, closed at once, and its own tag.

    ``rows``: of each its number and where its tag ends; ``row``: its own, ``first``: that of the first; ``mark``: how
    the names of its cells end.
    """

    rows: Sequence[tuple[int, int]]
    first: int
    row: int
    mark: bytes
    hidden: bool


class _Shape:
    """The columns of a row, and their letters."""

    def __init__(self, letters: tuple[bytes, ...], columns: tuple[int, ...]) -> None:
        self.letters, self.columns = letters, columns
        self.width = sum(map(len, letters))
        self._places: dict[bytes, list[bytes]] = {}

    def _named(self, mark: bytes) -> list[bytes]:
        """How its cells begin in the row whose number, and what stands behind it, is ``mark``."""
        places = [each + mark for each in self.letters]
        if len(self._places) < _KNOWN:
            self._places[mark] = places
        return places

    def tails(self, cells: list[bytes], size: int, mark: bytes) -> list[bytes] | None:
        """What of each cell stands behind the name of its place; None where those are not these columns, or of another
        row. ``size``: of all cells; ``mark`` ends each of these names."""
        if len(cells) != len(self.columns):
            return None
        tails = list(map(bytes.removeprefix, cells, self._places.get(mark) or self._named(mark)))
        return tails if size - sum(map(len, tails)) == self.width + len(cells) * len(mark) else None


def read_plain_rows(data: bytes, limits: Limits, memory: Memory[T], spans: bool = False) -> PlainRows[T] | None:
    """The rows of a sheet part, with their ``spans`` if wanted; None where they are not plain, or more than ``limits``
    allow."""
    try:
        return _Reader(data, limits, memory, spans).read()
    except NotPlain:
        return None


class _Reader(Generic[T]):
    def __init__(self, data: bytes, limits: Limits, memory: Memory[T], spans: bool) -> None:
        start = data.find(_OPEN) + len(_OPEN)
        end = data.find(_CLOSE, start)
        root = _ROOT.match(data)
        if start < len(_OPEN) or end < 0 or root is None:
            raise NotPlain
        self.data, self.limits, self.spans = data, limits, spans
        self.declared, self.prefixes = declaration(data), frozenset(_PREFIX.findall(root[1]))
        self.told = memory(self.declared, self.prefixes)
        self.found = PlainRows[T](data, start, end)
        self.row = 0  # the last
        self.shapes: dict[int, _Shape] = {}  # last seen, by the number of cells
        self.cells = self.letters = 0

    def read(self) -> PlainRows[T]:
        found, at = self.found, self.found.start
        if found.too_many(0, self.limits):
            raise NotPlain
        while at < found.end:
            stop = found.end
            if stop - at > _TOGETHER:
                stop = self.data.find(_ROW_END, at + _TOGETHER, min(stop, at + _TOGETHER + _LONGEST)) + len(_ROW_END)
            if stop < len(_ROW_END):  # a very long row, or nothing but rows that are closed at once
                stop = found.end
                if stop - at > _LONGEST:
                    raise NotPlain
            self._take(at, stop)
            at = stop
        found.hidden &= found.lines.keys()
        return found

    def _take(self, at: int, stop: int) -> None:
        """The rows that stand from ``at`` to ``stop``."""
        *lines, rest = self.data[at:stop].split(_ROW_END)
        self.found.longest = max(self.found.longest, *map(len, lines), 0)
        if self.found.longest > _LONGEST:
            raise NotPlain
        heads, shapes, last = self.told.shared.heads, self.shapes, self.row
        rows: list[tuple[int, tuple[int, ...]]] = []
        together: list[bytes] = []
        for line in lines:
            cells = line.split(_CELL)
            text = cells.pop(0)
            head = heads.get(text) or self._head(text)
            if head.first <= last:
                raise NotPlain
            last = head.row
            if head.hidden:
                self.found.hidden.add(last)
            if cells:
                size = len(line) - len(text) - len(cells) * len(_CELL)
                shape = shapes.get(len(cells))
                tails = shape and shape.tails(cells, size, head.mark)
                if shape is None or tails is None:  # not of the columns of the row before
                    shape = shapes[len(cells)] = _shape_of(cells)
                    tails = shape.tails(cells, size, head.mark)
                    if tails is None:
                        raise NotPlain
                rows.append((last, shape.columns))
                together += tails
            if self.spans:
                at = self._span(head.rows, at, at + len(line) + len(_ROW_END))
        self.row = last
        if rest:
            self._empty(rest, at)
        self._look(rows, together)

    def _span(self, rows: Sequence[tuple[int, int]], at: int, stop: int) -> int:
        """Note where rows lie whose tags begin at ``at``, the last up to ``stop``."""
        start = at
        for row, end in rows[:-1]:
            self.found.spans.append((row, start, at + end))
            start = at + end
        self.found.spans.append((rows[-1][0], start, stop))
        return stop

    def _head(self, text: bytes) -> _Head:
        if len(text) > MEGABYTE:
            raise NotPlain
        tags = list(self._tags(text))
        if not tags or tags[-1][3] or not all([tag[3] for tag in tags[:-1]]):
            raise NotPlain
        own = tags[-1]
        hidden = self._attributes(own[2]).get("hidden") in ("1", "true")
        head = _Head([(int(tag[1]), tag.end()) for tag in tags], int(tags[0][1]), int(own[1]), own[1] + b'"', hidden)
        if len(text) <= _SHORT and len(heads := self.told.shared.heads) < _KNOWN:
            heads[text] = head
        return head

    def _empty(self, text: bytes, at: int) -> None:
        """Rows after the last with cells, all closed at once."""
        for tag in self._tags(text):
            if not tag[3] or int(tag[1]) <= self.row:
                raise NotPlain
            self.row = int(tag[1])
            if self.spans:
                self.found.spans.append((self.row, at + tag.start(), at + tag.end()))

    def _tags(self, text: bytes) -> Iterator[re.Match[bytes]]:
        """The tags of rows that ``text`` is made of, in order."""
        at = row = 0
        while at < len(text):
            tag = _ROW.match(text, at)
            if tag is None or not row < (row := int(tag[1])) <= MAX_ROW or "r" in self._attributes(tag[2]):
                raise NotPlain
            at = tag.end()
            yield tag

    def _attributes(self, text: bytes) -> dict[str, str]:
        return plain_attributes(text, self.prefixes, self.told.shared.attributes)

    def _look(self, rows: list[tuple[int, tuple[int, ...]]], tails: list[bytes]) -> None:
        """Put the cells of rows, of which these are the columns, where they stand."""
        cells, lines = self.told.cells(tails, self._stored), self.found.lines
        if len(self.data) > self.limits.letters:  # as stored, which is never less than what they decode to
            self.letters += sum(map(len, compress(tails, cells)))
        first = 0
        for row, columns in rows:
            last = first + len(columns)
            there = cells[first:last]
            first = last
            line = dict(compress(zip(columns, there, strict=True), there))
            if line:
                lines[row] = line
                self.cells += len(line)
        if self.cells > self.limits.cells or self.letters > self.limits.letters:
            raise NotPlain  # what is too much is counted, and said, by the scanner

    def _stored(self, tails: list[bytes]) -> Mapping[bytes, Stored | None]:
        return stored_cells(tails, self.declared, self._attributes)


def _shape_of(cells: list[bytes]) -> _Shape:
    return _shape(tuple([place[1] if (place := _PLACE.match(one)) else b"" for one in cells]))


@lru_cache(_KNOWN)
def _shape(letters: tuple[bytes, ...]) -> _Shape:
    """The shape of a row by the letters of its columns, which are in order."""
    columns = tuple([column_number(each.decode("ascii")) if each else 0 for each in letters])
    if not columns[0] or not all(map(lt, columns, islice(columns, 1, None))) or columns[-1] > MAX_COLUMN:
        raise NotPlain
    return _Shape(letters, columns)
