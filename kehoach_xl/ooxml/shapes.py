"""The rows of a large sheet, streamed: what equal rows have in common is learnt once, then each takes one match.

The rows of a table have the same cells, looks and spelling, and differ in their number and in what they hold. Such a
shape becomes one pattern with a group for each stored text: 2 µs for a row of 20 cells, where a pattern of a cell
takes 10 and expat 100. Memory does not grow with the sheet.

The text of a value is what stands up to the next tag. That it is proper is asked once for equal ones, by whoever
makes values of them (``require_proper``): in the pattern it would be asked of each byte of each row.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from itertools import pairwise
from typing import NamedTuple

from kehoach_xl.ooxml.refs import MAX_COLUMN, MAX_ROW, column_number

ROW, ROW_END, CELL = b"<row ", b"</row>", b"<c "
_ATTRIBUTE = rb""" [A-Za-z][A-Za-z0-9:]*="[ !#-%'-.0-;=?-~]*\""""
_TEXT = rb"[^<>\x00-\x08\x0b\x0c\x0e-\x1f]*"
_VALUE = rb"[^<]*"
_IMPROPER = re.compile(rb"[>\x00-\x08\x0b\x0c\x0e-\x1f]")
_TAG = re.compile(rb'\s*<row r="([1-9][0-9]{0,6})"([^<>/]*)(/?)>')
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="([A-Za-z]{1,9})")?(?:/>|>'
    rb"(?:<f((?:%s)*)(?:/>|>(%s)</f>))?"
    rb'(?:<v>(%s)</v>|<is><t( xml:space="preserve")?>(%s)</t></is>)?</c>)' % (_ATTRIBUTE, _TEXT, _TEXT, _TEXT)
)
_ATTRIBUTES = re.compile(rb"(?:%s)*" % _ATTRIBUTE)
_NAME = re.compile(rb' (([A-Za-z0-9]+):)?[A-Za-z0-9]+="')
_PREFIX = re.compile(rb'\sxmlns:([A-Za-z0-9]+)\s*=')
_FOLLOWER = re.compile(rb' t="shared" si="([0-9]{1,9})"')
_PLAIN = (b"", b' aca="false"')  # attributes of a formula that say nothing; the second is LibreOffice's
_KINDS = {None: "n"} | {kind.encode(): kind for kind in ("n", "s", "str", "b", "e", "d", "inlineStr")}
_TRIED = 6  # shapes a row is held against before its cells are looked at one by one
_WORTH = 4  # rows of a shape before its pattern is made, which takes as long as reading a hundred rows
MOST_SHAPES = 1_000  # kept: a sheet where no two rows have the same cells must not fill the memory


class Unusual(Exception):
    """Not rows as common programs write them: nothing is said about whether they are right."""


def require_proper(text: bytes) -> None:
    """Raises Unusual for the text of a value that XML may not have there, or that common programs spell otherwise."""
    if _IMPROPER.search(text):
        raise Unusual


class Slot(NamedTuple):
    """A stored text of a cell: ``kind`` is that of its value (n, s, str, b, e, d, inlineStr), «f» for a formula, «si»
    for the group of one that shares the text of another, «F» for any other formula, with its attributes before «>»."""

    column: int
    kind: str


class Shape:
    """What rows have in common. ``columns``, ``styles``: of all their cells, also of those that hold nothing.
    ``slots``: of the stored texts. ``formulas``: columns of formulas; ``special``: whether one of them shares its text
    or is no plain one; ``stale``: whether one of them has a result."""

    def __init__(
        self, columns: tuple[int, ...], styles: tuple[int, ...], slots: tuple[Slot, ...], stale: bool = False
    ) -> None:
        self.columns, self.styles, self.slots, self.stale = columns, styles, slots, stale
        self.formulas = frozenset(slot.column for slot in slots if slot.kind in ("f", "si", "F"))
        self.special = any(slot.kind in ("si", "F") for slot in slots)
        self.seen = 0
        self.match: Callable[[bytes], re.Match[bytes] | None] | None = None

    @cached_property
    def followers(self) -> tuple[int, ...] | None:
        """Which of the texts are groups of shared formulas; None where some formula is not so simple."""
        if any(slot.kind == "F" for slot in self.slots):
            return None
        return tuple(at for at, slot in enumerate(self.slots) if slot.kind == "si")

    @cached_property
    def style_of(self) -> dict[int, int]:
        """Style index by column."""
        return dict(zip(self.columns, self.styles, strict=True))

    @cached_property
    def width(self) -> int:
        """The last column that has a value."""
        return max((slot.column for slot in self.slots if slot.kind not in ("f", "si", "F")), default=0)


class Row(NamedTuple):
    """One row: white space before it, its number, its attributes but the number, its texts as stored, and its element
    (``xml``; ``<row …/>`` when it is ``empty``)."""

    gap: bytes
    number: int
    attributes: bytes
    shape: Shape
    texts: tuple[bytes, ...]
    xml: bytes
    empty: bool = False


_row_of = partial(tuple.__new__, Row)  # a call into Python a row less
NO_CELLS = Shape((), (), ())


class RowReader:
    """Reads rows of one sheet. ``head``: its part up to the rows, which declares prefixes."""

    def __init__(self, head: bytes) -> None:
        self._prefixes = {b"", *_PREFIX.findall(head)}
        self._shapes: dict[object, Shape] = {}
        self._recent: deque[Shape] = deque(maxlen=_TRIED)
        # By the number of quotation marks of a row: rows of other shapes mostly have more cells, or fewer. To find out
        # that a pattern does not match takes as long as a match.
        self._likely: dict[int, Shape] = {}
        self._attributes = {b""}
        self._last = 0
        self.trailing = b""

    def rows(self, data: Iterable[bytes]) -> Iterator[Row]:
        """The rows of pieces that each hold whole rows; ``trailing`` is then what white space follows the last. Raises
        Unusual."""
        for piece in data:
            *closed, rest = (self.trailing + piece).split(ROW_END)
            for text in closed:
                shape, found = self._matched(text)
                if found is None:
                    yield from self._unlike(text)
                    continue
                groups = found.groups()
                number, attributes = int(groups[0]), groups[1]
                if number <= self._last or number > MAX_ROW or attributes not in self._attributes:
                    self._check(number, attributes)
                self._last = number
                yield _row_of((b"", number, attributes, shape, groups[2:], text + ROW_END, False))
            at = 0
            for row in self._empty(rest):
                at += len(row.gap) + len(row.xml)
                yield row
            self.trailing = rest[at:]
            if self.trailing.strip():
                raise Unusual

    def _matched(self, text: bytes) -> tuple[Shape, re.Match[bytes] | None]:
        quotes = text.count(b'"') if len(self._recent) > 1 else 0
        likely = self._likely.get(quotes, NO_CELLS)
        for shape in (likely, *self._recent):
            if shape.match and (found := shape.match(text)):
                self._likely[quotes] = shape
                return shape, found
        return likely, None

    def _unlike(self, text: bytes) -> Iterator[Row]:
        """What stands before one ``</row>``, and matches no pattern."""
        at = 0
        for row in self._empty(text):
            at += len(row.gap) + len(row.xml)
            yield row
        yield self._looked_at(text[at:])

    def _empty(self, text: bytes) -> Iterator[Row]:
        """The rows without cells that ``text`` begins with."""
        at = 0
        while (tag := _TAG.match(text, at)) and tag[3]:
            gap, xml = text[at : tag.start(1) - 8], text[tag.start(1) - 8 : tag.end()]
            yield self._checked(Row(gap, int(tag[1]), tag[2], NO_CELLS, (), xml, True))
            at = tag.end()

    def _looked_at(self, text: bytes) -> Row:
        """A row cell by cell, and its shape learnt."""
        tag = _TAG.match(text)
        if tag is None:
            raise Unusual
        cells = list(_CELL.finditer(text, tag.end()))
        ends = [tag.end(), *(cell.end() for cell in cells)]
        if ends[-1] != len(text) or any(cell.start() != end for cell, end in zip(cells, ends, strict=False)):
            raise Unusual
        key = tuple([_spelling(cell) for cell in cells])
        shape = self._shapes.get(key)
        if shape is None:
            if len(self._shapes) >= MOST_SHAPES:
                self._shapes.clear()
            shape = self._shapes[key] = _learnt(tag[1], cells)
        elif any(cell[2] != tag[1] for cell in cells):
            raise Unusual
        self._count(shape, text, tag, cells)
        texts = tuple([text[begin:end] for cell in cells for begin, end in _places(cell)])
        begin = tag.start(1) - 8
        return self._checked(Row(text[:begin], int(tag[1]), tag[2], shape, texts, text[begin:] + ROW_END))

    def _count(self, shape: Shape, text: bytes, tag: re.Match[bytes], cells: list[re.Match[bytes]]) -> None:
        shape.seen += 1
        if shape.match is None and shape.seen >= _WORTH and not any(slot.kind == "F" for slot in shape.slots):
            shape.match = _pattern(text, tag, cells).fullmatch
        if shape.match is not None and shape not in self._recent:
            self._recent.appendleft(shape)

    def _checked(self, row: Row) -> Row:
        self._check(row.number, row.attributes)
        self._last = row.number
        return row

    def _check(self, number: int, attributes: bytes) -> None:
        """Raises Unusual for what would not be XML, or not in order."""
        if not self._last < number <= MAX_ROW:
            raise Unusual
        if attributes not in self._attributes:
            names = _NAME.findall(attributes)
            known = all(prefix in self._prefixes for _, prefix in names)
            once = len({*re.findall(rb" ([A-Za-z0-9:]+)=", attributes)}) == len(names)
            if not (_ATTRIBUTES.fullmatch(attributes) and known and once) or b' r="' in attributes:
                raise Unusual
            if len(self._attributes) >= MOST_SHAPES:
                self._attributes.clear()
            self._attributes.add(attributes)


def _spelling(cell: re.Match[bytes]) -> tuple[object, ...]:
    """What cells of rows of one shape have in common; groups of shared formulas may differ."""
    formula = "si" if _followed(cell) else cell[5]
    return cell[1], cell[3], cell[4], formula, cell[6] is None, cell[7] is None, cell[8], cell[9] is None


def _followed(cell: re.Match[bytes]) -> re.Match[bytes] | None:
    """The attributes of a formula that has no text and names the group whose text it shares."""
    return _FOLLOWER.fullmatch(cell[5]) if cell[5] and cell[6] is None else None


def _learnt(digits: bytes, cells: list[re.Match[bytes]]) -> Shape:
    columns = tuple(column_number(cell[1].decode()) for cell in cells)
    if any(cell[2] != digits or cell[4] not in _KINDS for cell in cells):
        raise Unusual
    if any(left >= right for left, right in pairwise((0, *columns, MAX_COLUMN + 1))):
        raise Unusual
    if any(cell[9] is not None and (cell[4] != b"inlineStr" or cell[5] is not None) for cell in cells):
        raise Unusual
    slots = []
    for column, cell in zip(columns, cells, strict=True):
        if cell[5] is not None:
            special = "si" if _followed(cell) else "F"
            slots.append(Slot(column, "f" if cell[6] is not None and cell[5] in _PLAIN else special))
        if cell[7] is not None or cell[9] is not None:
            slots.append(Slot(column, _KINDS[cell[4]]))
    stale = any(c[5] is not None and not (c[4] is None and c[7] is None) for c in cells)
    return Shape(columns, tuple(int(cell[3] or 0) for cell in cells), tuple(slots), stale)


def _places(cell: re.Match[bytes]) -> Iterator[tuple[int, int]]:
    """Where the texts of a cell lie, in the order of its slots."""
    if cell[5] is not None:
        if follower := _followed(cell):
            yield cell.start(5) + follower.start(1), cell.start(5) + follower.end(1)
        elif cell[6] is not None:
            yield cell.start(6) if cell[5] in _PLAIN else cell.start(5), cell.end(6)
        else:
            yield cell.span(5)
    if cell[7] is not None:
        yield cell.span(7)
    elif cell[9] is not None:
        yield cell.span(9)


def _pattern(text: bytes, tag: re.Match[bytes], cells: list[re.Match[bytes]]) -> re.Pattern[bytes]:
    """All of a row with a group for its number, its attributes and each of its texts."""
    pieces = [rb'<row r="([1-9][0-9]{0,6})"([^<>/]*)>']
    at = tag.end()
    for cell in cells:
        pieces += [re.escape(text[at : cell.start(2)]), rb"\1"]
        at = cell.end(2)
        for begin, end in _places(cell):
            is_group, is_value = text[begin - 4 : begin] == b'si="', (begin, end) in (cell.span(7), cell.span(9))
            group = b"[0-9]{1,9}" if is_group else _VALUE if is_value else _TEXT
            pieces += [re.escape(text[at:begin]), b"(%s)" % group]
            at = end
    return re.compile(b"".join([*pieces, re.escape(text[at:])]))
