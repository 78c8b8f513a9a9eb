"""The rows of a sheet, batch after batch and in each of them by shape: memory does not grow with the sheet."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain, islice, repeat
from operator import lt

from kehoach_xl.ooxml.refs import MAX_ROW
from kehoach_xl.ooxml.shapes import (
    ATTRIBUTE,
    CELL_XML,
    ELEMENT,
    MOST_SHAPES,
    NO_CELLS,
    ROW_END,
    ROW_TAG,
    Batch,
    Block,
    Shape,
    Unusual,
    learnt,
    pattern,
    places,
    spelling,
)

_ATTRIBUTES = re.compile(rb"(?:%s)*" % ATTRIBUTE)
_NAME = re.compile(rb' (([A-Za-z0-9]+):)?[A-Za-z0-9]+="')
_PREFIX = re.compile(rb"\sxmlns:([A-Za-z0-9]+)\s*=")
_NUMBER = re.compile(rb'<row r="([1-9][0-9]{0,6})"')
_TRIED = 6  # shapes that rows of as many quotation marks are held against before their cells are looked at
_WORTH = 8  # rows of a shape before its pattern is made, which takes as long as looking at a dozen cell by cell
# What the pattern of a row finds: its element if it is wanted, number, attributes, wanted texts, and an empty rest.
Groups = tuple[bytes | None, ...]


class RowReader:
    """Reads rows of one sheet. ``head``: its part up to the rows, which declares prefixes; ``kinds``: of slots whose
    texts are wanted, and of ``ELEMENT``."""

    def __init__(self, head: bytes, kinds: Set[str]) -> None:
        self._prefixes = {b"", *_PREFIX.findall(head)}
        self._kinds = kinds
        self._shapes: dict[object, Shape] = {}
        # By the number of quotation marks of a row: rows of other shapes mostly have more cells, or fewer. To find out
        # that a pattern does not match takes as long as a match.
        self._likely: dict[int, deque[Shape]] = {}
        self._usual: Shape | None = None  # of rows read last: mostly the next have it too
        self._attributes = {b""}
        self._last = 0
        self.trailing = b""

    def batches(self, data: Iterable[bytes]) -> Iterator[Batch]:
        """The rows of pieces that each hold whole rows; ``trailing`` is then what white space follows the last. Raises
        Unusual."""
        for piece in data:
            yield self._batch(self.trailing + piece)

    def _batch(self, data: bytes) -> Batch:
        blocks: list[Block] = []
        single: dict[Shape, list[Groups]] = {}
        gaps: dict[int, bytes] = {}
        closed = data.rfind(ROW_END) + len(ROW_END) if ROW_END in data else 0
        *others, _ = self._going_on(data, closed, blocks).split(ROW_END)
        begun = bool(blocks)
        self._others(others, blocks, single, gaps)
        rest = data[closed:]
        end = self._empty(rest, single, gaps)
        self.trailing = rest[end:]
        if self.trailing.strip(b" \t\r\n"):
            raise Unusual
        if single or len(blocks) > (2 if begun else 1):
            numbers = list(map(int, _NUMBER.findall(data)))
        else:  # one after the other
            numbers = [*chain.from_iterable([block.numbers for block in blocks])]
        if blocks:
            self._usual = blocks[-1].shape
        for shape, rows in single.items():
            blocks.append(self._block(shape, rows))
        self._check(numbers, blocks)
        return Batch(numbers, blocks, gaps, data[: len(data) - len(self.trailing)])

    def _going_on(self, data: bytes, end: int, blocks: list[Block]) -> bytes:
        """Puts the first rows of ``data``, which ends with one, into ``blocks`` if they have the shape of those before;
        what is left."""
        if self._usual is None or self._usual.pattern is None:
            return data[:end]
        found = self._usual.pattern.findall(data, 0, end)
        left: bytes = found.pop()[-1] if found and found[-1][-1] else b""
        if found:
            blocks.append(self._block(self._usual, found))
        return left

    def _others(
        self, rows: Sequence[bytes], blocks: list[Block], single: dict[Shape, list[Groups]],
        gaps: dict[int, bytes],
    ) -> None:  # fmt: skip
        """Puts rows of known shapes into ``blocks``, and others into ``single``."""
        alike: dict[int, list[bytes]] = {}
        for text, quotes in zip(rows, map(bytes.count, rows, repeat(b'"')), strict=True):
            alike.setdefault(quotes, []).append(text)
        for quotes, texts in alike.items():
            for shape in tuple(self._likely.get(quotes, ())):
                texts = self._matched(shape, texts, blocks)
            at = 0
            while at < len(texts):
                shape = self._looked_at(texts[at], single, gaps, len(texts) - at)
                at += 1
                if shape.pattern is not None and shape not in self._likely.setdefault(quotes, deque(maxlen=_TRIED)):
                    self._likely[quotes].appendleft(shape)
                    texts, at = self._matched(shape, texts[at:], blocks), 0

    def _empty(self, text: bytes, found: dict[Shape, list[Groups]], gaps: dict[int, bytes]) -> int:
        """The rows without cells that ``text`` begins with; where they end."""
        at = 0
        while (tag := ROW_TAG.match(text, at)) and tag[3]:
            begin = tag.start(1) - 8
            found.setdefault(NO_CELLS, []).append(self._groups(text[begin : tag.end()], tag))
            if begin > at:
                gaps[int(tag[1])] = text[at:begin]
            at = tag.end()
        return at

    def _looked_at(
        self, text: bytes, found: dict[Shape, list[Groups]], gaps: dict[int, bytes], likely: int
    ) -> Shape:  # fmt: skip
        """What stands before one ``</row>``, cell by cell; its shape is learnt, which so many rows are ``likely`` to
        have."""
        text = text[self._empty(text, found, gaps) :]
        tag = ROW_TAG.match(text)
        if tag is None:
            raise Unusual
        cells = list(CELL_XML.finditer(text, tag.end()))
        ends = [tag.end(), *(cell.end() for cell in cells)]
        if ends[-1] != len(text) or any(cell.start() != end for cell, end in zip(cells, ends, strict=False)):
            raise Unusual
        shape = self._shape(text, tag, cells, likely)
        spans = chain.from_iterable(map(places, cells))
        texts = [text[a:b] for slot, (a, b) in zip(shape.slots, spans, strict=True) if slot.kind in self._kinds]
        begin = tag.start(1) - 8
        if begin:
            gaps[int(tag[1])] = text[:begin]
        found.setdefault(shape, []).append(self._groups(text[begin:], tag, *texts))
        return shape

    def _groups(self, element: bytes, tag: re.Match[bytes], *texts: bytes) -> Groups:
        groups = tag[1], tag[2], *texts, None
        return (element, *groups) if ELEMENT in self._kinds else groups

    def _shape(self, text: bytes, tag: re.Match[bytes], cells: list[re.Match[bytes]], likely: int) -> Shape:
        key = tuple([spelling(cell) for cell in cells])
        shape = self._shapes.get(key)
        if shape is None:
            if len(self._shapes) >= MOST_SHAPES:
                self._shapes.clear()
                self._likely.clear()
            shape = self._shapes[key] = learnt(tag[1], cells)
        elif any(cell[2] != tag[1] for cell in cells):
            raise Unusual
        shape.seen += 1
        if shape.pattern is None and shape.seen + likely > _WORTH and not any(slot.kind == "F" for slot in shape.slots):
            shape.pattern = pattern(shape, text, tag, cells, self._kinds)
        return shape

    def _check(self, numbers: Sequence[int], blocks: Sequence[Block]) -> None:
        """Raises Unusual for what would not be XML, or not in order."""
        if sum(len(block.numbers) for block in blocks) != len(numbers):
            raise Unusual
        if numbers:
            if numbers[0] <= self._last or numbers[-1] > MAX_ROW or not all(map(lt, numbers, islice(numbers, 1, None))):
                raise Unusual
            self._last = numbers[-1]
        for block in blocks:
            for attributes in {*block.attributes} - self._attributes:
                self._check_attributes(attributes)

    def _check_attributes(self, attributes: bytes) -> None:
        names = _NAME.findall(attributes)
        known = all(prefix in self._prefixes for _, prefix in names)
        once = len({*re.findall(rb" ([A-Za-z0-9:]+)=", attributes)}) == len(names)
        if not (_ATTRIBUTES.fullmatch(attributes) and known and once) or b' r="' in attributes:
            raise Unusual
        if len(self._attributes) >= MOST_SHAPES:
            self._attributes.clear()
        self._attributes.add(attributes)

    def _matched(self, shape: Shape, texts: list[bytes], blocks: list[Block]) -> list[bytes]:
        """Puts the rows of a known shape into ``blocks``; the others."""
        if not texts:
            return texts
        assert shape.pattern is not None
        found = [one.groups() for one in map(shape.pattern.match, texts) if one is not None]
        rows = [groups for groups in found if groups[-1] is None]
        if not rows:
            return texts
        blocks.append(self._block(shape, rows))
        return [groups[-1] for groups in found if groups[-1] is not None]

    def _block(self, shape: Shape, rows: Sequence[Groups]) -> Block:
        columns: Iterator[Sequence[bytes]] = zip(*rows, strict=True)
        xml = next(columns) if ELEMENT in self._kinds else ()
        numbers, attributes = next(columns), next(columns)
        texts = [next(columns) if slot.kind in self._kinds else () for slot in shape.slots]
        return Block(shape, list(map(int, numbers)), attributes, texts, xml)
