"""The rows of a sheet as all common programs write them, read by pattern: all of them or none.

What is not of this shape (prefixes, rich text, comments, white space between cells, attributes in another order) gives
None, and the scanner of :mod:`kehoach_xl.ooxml.cells` reads it. A row is cut where its cells begin, and each cell after
the name of its place; what is left, a tail, is the same for the same cell anywhere, in this file or the next, and is
looked at once. A form of 60 rows takes 0.7 ms, half of that after another of its distribution
(:mod:`kehoach_xl.ooxml.before`), the scanner 6.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Generic, TypeVar

from kehoach_xl.ooxml.before import CELL, MOST, ROW_END, Before, Rows, before, keep
from kehoach_xl.ooxml.char_data import declaration
from kehoach_xl.ooxml.limits import MEGABYTE, Limits
from kehoach_xl.ooxml.places import Places, places_of
from kehoach_xl.ooxml.plain_attributes import NotPlain
from kehoach_xl.ooxml.row_heads import Head, Heads
from kehoach_xl.ooxml.stored import Stored, stored_cells
from kehoach_xl.ooxml.tails import Tails

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_TOGETHER = 256 << 10  # bytes of rows cut and looked at together, about
_LONGEST = 4 * MEGABYTE  # of one row; more is left to the scanner, which counts while it reads
_SMALLEST = 4  # bytes of an element

_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>)?\s*<worksheet( [^<>]*)>")
_PREFIX = re.compile(rb' xmlns:([A-Za-z0-9]+)="[^"]+"')

T = TypeVar("T")
# Where the cells that were read are remembered, by the declaration of the part and the prefixes of its root.
Memory = Callable[[bytes, frozenset[bytes]], Tails[T]]


@dataclass
class PlainRows(Generic[T]):
    """The rows of one sheet. ``lines``: the cells that hold a value or a formula by column, by row, in order.

    ``spans``: if asked for, of each row its number and the offsets of its element. ``hidden``: rows with such cells
    that are hidden. ``start``, ``end``: offsets of what is inside ``sheetData``; ``longest``: no less than the
    bytes of a cell.
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
        end = data.rfind(_CLOSE, start)  # near the end; a second one is not plain wherever it stands
        root = _ROOT.match(data)
        if start < len(_OPEN) or end < 0 or root is None:
            raise NotPlain
        self.data, self.limits, self.spans = data, limits, spans
        self.declared, prefixes = declaration(data), frozenset(_PREFIX.findall(root[1]))
        self.told = memory(self.declared, prefixes)
        self.heads = Heads(prefixes, self.told.shared.heads, self.told.shared.attributes)
        self.found = PlainRows[T](data, start, end)
        self.row = 0  # the last
        self.shapes: dict[int, Places] = {}  # last seen, by the number of cells
        self.cells = self.letters = 0

    def read(self) -> PlainRows[T]:
        found, at = self.found, self.found.start
        if found.too_many(0, self.limits):
            raise NotPlain
        while at < found.end:
            stop = found.end
            if stop - at > _TOGETHER:
                stop = self.data.find(ROW_END, at + _TOGETHER, min(stop, at + _TOGETHER + _LONGEST)) + len(ROW_END)
            if stop < len(ROW_END):  # a very long row, or nothing but rows that are closed at once
                stop = found.end
                if stop - at > _LONGEST:
                    raise NotPlain
            self._take(at, stop)
            at = stop
        found.hidden &= found.lines.keys()
        return found

    def _take(self, at: int, stop: int) -> None:
        """The rows that stand from ``at`` to ``stop``."""
        body = self.data[at:stop]
        memory = self.told.before if at == self.found.start and self._is_short else None
        if memory is None:
            rows, tails = self._one_by_one(body, at)
            self._put(rows, self._read(tails))
            return
        text, *cells = body.split(CELL)
        there = memory.get(text)
        differing = there and there.differing(cells)
        if there and differing:
            self._put(*self._as_before(there, *differing))
            return
        rows, tails = self._one_by_one(body, at)
        said = self._read(tails)
        self._put(rows, said)
        if cells:
            keep(memory, text, before(cells, self.told.lasting(tails), said, rows, self.found.hidden))

    @property
    def _is_short(self) -> bool:
        """Whether the rows are worth remembering. Of a large sheet letters are counted, of one with spans its rows are
        looked for."""
        size = self.found.end - self.found.start
        return size <= MOST and len(self.data) <= self.limits.letters and not self.spans

    def _as_before(self, there: Before[T], places: list[int], tails: list[bytes]) -> tuple[Rows, list[T | None]]:
        """Rows whose cells are where those of ``there`` are, and differ from them in these places."""
        self.found.hidden |= there.hidden
        rest, count = b"", 0
        for number in compress(range(len(places)), map(there.ends.__contains__, places)):
            count = there.ends[places[number]] + 1
            self.row = there.rows[count - 1][0]
            tails[number], *texts = tails[number].split(ROW_END)
            if not texts:
                raise NotPlain
            if number == len(places) - 1:
                rest = texts.pop()
            for text in texts:
                self._begin(text)
            if number < len(places) - 1 and self.row != there.rows[count][0]:
                raise NotPlain
        if rest:
            self._empty(rest, 0)
        said = there.said[: places[-1] + 1]
        for place, cell in zip(places, self._read(tails), strict=True):
            said[place] = cell
        self.found.longest = max(there.longest, max(map(len, tails)))
        return there.rows[:count], said

    def _one_by_one(self, body: bytes, at: int) -> tuple[Rows, list[bytes]]:
        """The rows that have cells, and what stands behind the names of all these."""
        *lines, rest = body.split(ROW_END)
        self.found.longest = max(self.found.longest, *map(len, lines), 0)
        if self.found.longest > _LONGEST:
            raise NotPlain
        shapes = self.shapes
        rows: list[tuple[int, Places]] = []
        together: list[bytes] = []
        for line in lines:
            text, *cells = line.split(CELL)
            head = self._begin(text)
            if cells:
                size = len(line) - len(text) - len(cells) * len(CELL)
                shape = shapes.get(len(cells))
                tails = shape and shape.tails(cells, size, head.mark)
                if shape is None or tails is None:  # not of the columns of the row before
                    shape = shapes[len(cells)] = places_of(cells)
                    tails = shape.tails(cells, size, head.mark)
                    if tails is None:
                        raise NotPlain
                rows.append((head.row, shape))
                together += tails
            if self.spans:
                at = self._span(head.rows, at, at + len(line) + len(ROW_END))
        if rest:
            self._empty(rest, at)
        return rows, together

    def _begin(self, text: bytes) -> Head:
        """The head of the next row that has a tag for its end."""
        head = self.heads.of(text)
        if head.first <= self.row:
            raise NotPlain
        self.row = head.row
        (self.found.hidden.add if head.hidden else self.found.hidden.discard)(head.row)
        return head

    def _span(self, rows: Sequence[tuple[int, int]], at: int, stop: int) -> int:
        """Note where rows lie whose tags begin at ``at``, the last up to ``stop``."""
        start = at
        for row, end in rows[:-1]:
            self.found.spans.append((row, start, at + end))
            start = at + end
        self.found.spans.append((rows[-1][0], start, stop))
        return stop

    def _empty(self, text: bytes, at: int) -> None:
        """Rows after the last with cells, all closed at once."""
        for tag in self.heads.tags(text):
            if not tag[3] or int(tag[1]) <= self.row:
                raise NotPlain
            self.row = int(tag[1])
            if self.spans:
                self.found.spans.append((self.row, at + tag.start(), at + tag.end()))

    def _read(self, tails: list[bytes]) -> list[T | None]:
        """What cells say."""
        cells = self.told.cells(tails, self._stored)
        if len(self.data) > self.limits.letters:  # as stored, which is never less than what they decode to
            self.letters += sum(map(len, compress(tails, cells)))
        return cells

    def _put(self, rows: Rows, cells: list[T | None]) -> None:
        """Put the cells of rows where they stand."""
        if any(cells):
            self.told.require()
        each = iter(cells)
        for row, places in rows:
            line = {column: cell for column, cell in zip(places.columns, each, strict=False) if cell}
            if line:
                self.found.lines[row] = line
                self.cells += len(line)
        if self.cells > self.limits.cells or self.letters > self.limits.letters:
            raise NotPlain  # what is too much is counted, and said, by the scanner

    def _stored(self, tails: list[bytes]) -> Mapping[bytes, Stored | None]:
        return stored_cells(tails, self.declared, self.heads.attributes)
