"""The rows of a sheet as all common programs write them, read by pattern: all of them or none.

What is not of this shape (prefixes, rich text, comments, white space between cells, attributes in another order) gives
None, and the scanner of :mod:`kehoach_xl.ooxml.cells` reads it. A row is cut where its cells begin, and each cell after
the name of its place; what is left, a tail, is the same for the same cell anywhere, in this file or the next, and is
looked at once. A form of 60 rows takes 1 ms, the scanner 6.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, islice
from operator import lt
from typing import Generic, TypeVar

from kehoach_xl.ooxml.char_data import declaration, decoded
from kehoach_xl.ooxml.limits import MEGABYTE, Limits
from kehoach_xl.ooxml.refs import MAX_COLUMN, MAX_ROW, column_number
from kehoach_xl.ooxml.tails import Stored, Tails

_OPEN, _CLOSE, _ROW_END, _CELL = b"<sheetData>", b"</sheetData>", b"</row>", b'<c r="'
_LONGEST = 4 * MEGABYTE  # of one row; more is left to the scanner, which counts while it reads
_SMALLEST = 4  # bytes of an element

# Printable ASCII that stands for itself, so that a value reads the same to any parser.
_ATTRIBUTES = rb"""((?: [A-Za-z][A-Za-z0-9:]*="[ !#-%'-;=-~]*")*)"""
_ATTRIBUTE = re.compile(rb'([A-Za-z][A-Za-z0-9:]*)="([^"]*)"')
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>)?\s*<worksheet( [^<>]*)>")
_PREFIX = re.compile(rb' xmlns:([A-Za-z0-9]+)="[^"]+"')
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"' + _ATTRIBUTES + rb"(/?)>")
_PLACE = re.compile(rb'([A-Z]{1,3})([1-9][0-9]{0,6})"')
_MARK = b"<c"  # begins each tail that is looked at: none can hold it, so that none can run into the next
_TAIL = re.compile(  # possessive throughout: a quarter faster, as nothing is ever given back
    _MARK + rb'(?: s="([0-9]{1,9}+)")?+(?: t="([A-Za-z]{1,9}+)")?+(?:/>|>'
    rb"(?:<f" + _ATTRIBUTES + rb"(?:/>|>([^<]*+)</f>))?+"
    rb'(?:(?:<v>|(<is><t(?: xml:space="preserve")?+>))([^<]*+)(?(5)</t></is>|</v>))?+</c>)'
)
_STEP = _TAIL.groups + 1
_KINDS = {None: "n", **{kind.encode(): kind for kind in ("n", "s", "str", "b", "e", "d", "inlineStr")}}
_BLOCK = 5_000  # cells, empty ones included, looked at together
_KNOWN = 500  # attributes and sets of columns remembered

T = TypeVar("T")
# Where the cells that were read are remembered, by the declaration of the part and the prefixes of its root.
Memory = Callable[[bytes, frozenset[bytes]], Tails[T]]


class NotPlain(Exception):
    """The rows are not of the shape that the patterns know; nothing is said about whether they are right."""


@dataclass
class PlainRows(Generic[T]):
    """The rows of one sheet. ``lines``: the cells that hold a value or a formula by column, by row, in order.

    ``spans``: if asked for, of each row its number and the offsets of its element. ``hidden``: rows with such cells
    that are hidden. ``start``, ``end``: offsets of what is inside ``sheetData``.
    """

    data: bytes
    start: int
    end: int
    lines: dict[int, dict[int, T]] = field(default_factory=dict)
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)

    def elements(self) -> int:
        """How many XML elements the rows are."""
        return self.data.count(b"<", self.start, self.end) - self.data.count(b"</", self.start, self.end)

    def too_many(self, others: int, limits: Limits) -> bool:
        """Whether these and ``others`` are more elements than are read. They are counted where there is room for as
        many."""
        room = (self.end - self.start) // _SMALLEST + others
        return room > limits.elements and self.elements() + others > limits.elements


class _Shape:
    """The columns of a row, and their letters."""

    def __init__(self, letters: tuple[bytes, ...], columns: tuple[int, ...]) -> None:
        self.letters, self.columns = letters, columns
        self._places: dict[bytes, list[bytes]] = {}

    def places(self, mark: bytes) -> list[bytes]:
        """How the names of its cells begin in the row whose number, and what stands behind it, is ``mark``."""
        known = self._places.get(mark)
        if known is None:
            known = [each + mark for each in self.letters]
            if len(self._places) < _KNOWN:
                self._places[mark] = known
        return known


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
        self.shape = _Shape((), ())  # of the row before
        self.rows: list[tuple[int, tuple[int, ...]]] = []  # that wait to be looked at
        self.tails: list[bytes] = []  # of their cells
        self.cells = self.letters = 0
        self.hidden_rows: set[int] = set()

    def read(self) -> PlainRows[T]:
        found, at, row = self.found, self.found.start, 0
        if found.too_many(0, self.limits):
            raise NotPlain
        says: dict[bytes, bool] = {}  # whether a row is hidden, by its attributes
        while at < found.end:
            tag = _ROW.match(self.data, at)
            if tag is None or not row < (row := int(tag[1])) <= MAX_ROW:
                raise NotPlain
            at, stop = tag.end(), tag.end() if tag[3] else self.data.find(_ROW_END, tag.end(), found.end)
            if not 0 <= stop - at <= _LONGEST:
                raise NotPlain
            hidden = says.get(tag[2])
            if hidden is None:
                hidden = says[tag[2]] = self._is_hidden(tag[2])
            if hidden:
                self.hidden_rows.add(row)
            if stop > at:
                self._take(row, tag[1], at, stop)
            at = stop if tag[3] else stop + len(_ROW_END)
            if self.spans:
                found.spans.append((row, tag.start(), at))
        self._look()
        found.hidden = self.hidden_rows & found.lines.keys()
        return found

    def _is_hidden(self, text: bytes) -> bool:
        attributes = self._attributes(text)
        if "r" in attributes:
            raise NotPlain
        return attributes.get("hidden") in ("1", "true")

    def _attributes(self, text: bytes) -> dict[str, str]:
        """Attributes by name: each once, none with a prefix that the root does not declare."""
        known = self.told.attributes.get(text)
        if known is None:
            pairs = _ATTRIBUTE.findall(text)
            known = {name.decode(): value.decode() for name, value in pairs}
            prefixed = [name.partition(b":")[0] for name, _ in pairs if b":" in name]
            once = len(known) == len(pairs) and len(prefixed) < 2
            if not once or "xmlns" in known or not self.prefixes.issuperset(prefixed):
                raise NotPlain
            if len(self.told.attributes) < _KNOWN:
                self.told.attributes[text] = known
        return known

    def _take(self, row: int, digits: bytes, at: int, stop: int) -> None:
        """The cells of one row, to be looked at with those of others."""
        if not self.data.startswith(_CELL, at):
            raise NotPlain
        pieces = self.data[at + len(_CELL) : stop].split(_CELL)
        mark = digits + b'"'
        tails = _tails(pieces, self.shape, mark)
        if tails is None:  # not of the columns of the row before
            self.shape = _shape(tuple([place[1] if (place := _PLACE.match(one)) else b"" for one in pieces]))
            tails = _tails(pieces, self.shape, mark)
            if tails is None:
                raise NotPlain
        self.rows.append((row, self.shape.columns))
        self.tails += tails
        if len(self.tails) > _BLOCK:
            self._look()

    def _look(self) -> None:
        """Understand the tails that are new, and put the cells of the rows where they stand."""
        new = self.told.unknown(set(self.tails))
        if new:
            self._learn(new)
        found, lines = self.told.cells(self.tails), self.found.lines
        if len(self.data) > self.limits.letters:  # as stored, which is never less than what they decode to
            self.letters += sum(map(len, compress(self.tails, found)))
        first = 0
        for row, columns in self.rows:
            last = first + len(columns)
            cells = found[first:last]
            first = last
            line = dict(compress(zip(columns, cells, strict=True), cells))
            if line:
                lines[row] = line
                self.cells += len(line)
        self.rows.clear()
        self.tails.clear()
        if self.cells > self.limits.cells or self.letters > self.limits.letters:
            raise NotPlain  # what is too much is counted, and said, by the scanner

    def _learn(self, tails: list[bytes]) -> None:
        """What tails say. A group of the pattern at a time, which is three times as fast as a tail at a time."""
        parts = _TAIL.split(_MARK + _MARK.join(tails))
        # Something stands before or behind a cell, or one holds another.
        if any(parts[::_STEP]) or len(parts) != len(tails) * _STEP + 1:
            raise NotPlain
        styles, kinds, formulas, told, inlines, texts = (parts[group::_STEP] for group in range(1, _STEP))
        if set(compress(kinds, inlines)) - {b"inlineStr"}:
            raise NotPlain
        with_formula = [formula is not None for formula in formulas]
        pieces = [text for text in texts if text is not None]
        pieces += [text or b"" for text in compress(told, with_formula)]
        read = decoded(pieces, self.declared)
        if read is None:
            raise NotPlain
        said = iter(read)
        texts = [None if text is None else next(said) for text in texts]
        there: dict[bytes, Stored | None] = dict.fromkeys(tails)
        for tail, style, kind, formula, text in zip(tails, styles, kinds, formulas, texts, strict=True):
            if formula is not None or text is not None:
                if kind not in _KINDS:
                    raise NotPlain
                shared = None if formula is None else (self._attributes(formula), next(said))
                there[tail] = _KINDS[kind], text, int(style or 0), shared
        self.told.learn(there)


def _tails(pieces: list[bytes], shape: _Shape, mark: bytes) -> list[bytes] | None:
    """What of each cell stands behind the name of its place; None where those are not the columns of ``shape``, or of
    another row. ``mark`` ends each of these names."""
    if len(pieces) != len(shape.columns):
        return None
    places = shape.places(mark)
    tails = list(map(bytes.removeprefix, pieces, places))
    cut = sum(map(len, pieces)) - sum(map(len, tails))
    return tails if cut == sum(map(len, places)) else None


@lru_cache(_KNOWN)
def _shape(letters: tuple[bytes, ...]) -> _Shape:
    """The shape of a row by the letters of its columns, which are in order."""
    columns = tuple([column_number(each.decode("ascii")) if each else 0 for each in letters])
    if not columns[0] or not all(map(lt, columns, islice(columns, 1, None))) or columns[-1] > MAX_COLUMN:
        raise NotPlain
    return _Shape(letters, columns)
