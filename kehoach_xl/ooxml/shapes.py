"""The rows of a large sheet, streamed: what equal rows have in common is learnt once, then each takes one match.

The rows of a table have the same cells, looks and spelling, and differ in their number and in what they hold. Such a
shape becomes one pattern with a group for each stored text: 2 µs for a row of 20 cells, where a pattern of a cell
takes 10 and expat 100. What is done with a row is then done with all of a shape, column by column.

The text of a value is what stands up to the next tag. That it is proper is asked once for equal ones, by whoever
makes values of them (``require_proper``): in the pattern it would be asked of each byte of each row.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from kehoach_xl.ooxml.refs import MAX_COLUMN, column_number

ROW, ROW_END, CELL = b"<row ", b"</row>", b"<c "
ATTRIBUTE = rb""" [A-Za-z][A-Za-z0-9:]*="[ !#-%'-.0-;=?-~]*\""""
_TEXT = rb"[^<>\x00-\x08\x0b\x0c\x0e-\x1f]*"
_VALUE = rb"[^<]*+"
_IMPROPER = re.compile(rb"[>\x00-\x08\x0b\x0c\x0e-\x1f]")
ROW_TAG = re.compile(rb'[ \t\r\n]*<row r="([1-9][0-9]{0,6})"([^<>/]*)(/?)>')
CELL_XML = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="([A-Za-z]{1,9})")?(?:/>|>'
    rb"(?:<f((?:%s)*)(?:/>|>(%s)</f>))?"
    rb'(?:<v>(%s)</v>|<is><t( xml:space="preserve")?>(%s)</t></is>)?</c>)' % (ATTRIBUTE, _TEXT, _TEXT, _TEXT)
)
_FOLLOWER = re.compile(rb' t="shared" si="([0-9]{1,9})"')
_PLAIN = (b"", b' aca="false"')  # attributes of a formula that say nothing; the second is LibreOffice's
VALUES = frozenset(("n", "s", "str", "b", "e", "d", "inlineStr"))  # kinds of slots
FORMULAS = frozenset(("f", "si", "F"))
ELEMENT = "row"  # as a kind: the element of the row itself
_KINDS = {None: "n"} | {kind.encode(): kind for kind in VALUES}
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
    ``slots``: of the stored texts. ``formulas``: columns of formulas; ``stale``: whether one of them has a result."""

    def __init__(
        self, columns: tuple[int, ...], styles: tuple[int, ...], slots: tuple[Slot, ...], stale: bool = False
    ) -> None:
        self.columns, self.styles, self.slots, self.stale = columns, styles, slots, stale
        self.formulas = frozenset(slot.column for slot in slots if slot.kind in FORMULAS)
        self.seen = 0
        self.pattern: re.Pattern[bytes] | None = None

    @cached_property
    def style_of(self) -> dict[int, int]:
        """Style index by column."""
        return dict(zip(self.columns, self.styles, strict=True))

    @cached_property
    def width(self) -> int:
        """The last column that has a value."""
        return max((slot.column for slot in self.slots if slot.kind in VALUES), default=0)


class Row(NamedTuple):
    """How one row looks: its number, its attributes but the number, its cells."""

    number: int
    attributes: bytes
    shape: Shape


class Block(NamedTuple):
    """Rows of one shape, in no order: their numbers, their attributes but the number, their texts as stored (by slot,
    one of each row), and their elements, which lack ``</row>`` (``xml``). There is nothing of a kind that nobody asked
    for."""

    shape: Shape
    numbers: Sequence[int]
    attributes: Sequence[bytes]
    texts: Sequence[Sequence[bytes]]
    xml: Sequence[bytes]


class Batch(NamedTuple):
    """Some hundred rows that follow each other: their numbers in order, the same rows by shape, the white space before
    those that have any, and all of it as it stands (``data``)."""

    numbers: Sequence[int]
    blocks: Sequence[Block]
    gaps: Mapping[int, bytes]
    data: bytes


NO_CELLS = Shape((), (), ())  # of «<row …/>»


def spelling(cell: re.Match[bytes]) -> tuple[object, ...]:
    """What cells of rows of one shape have in common; groups of shared formulas may differ."""
    formula = "si" if _followed(cell) else cell[5]
    return cell[1], cell[3], cell[4], formula, cell[6] is None, cell[7] is None, cell[8], cell[9] is None


def _followed(cell: re.Match[bytes]) -> re.Match[bytes] | None:
    """The attributes of a formula that has no text and names the group whose text it shares."""
    return _FOLLOWER.fullmatch(cell[5]) if cell[5] and cell[6] is None else None


def learnt(digits: bytes, cells: list[re.Match[bytes]]) -> Shape:
    """The shape of a row whose number is written so. Raises Unusual for cells that no common program writes."""
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


def places(cell: re.Match[bytes]) -> Iterator[tuple[int, int]]:
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


def pattern(
    shape: Shape, text: bytes, tag: re.Match[bytes], cells: list[re.Match[bytes]], kinds: Set[str]
) -> re.Pattern[bytes]:  # fmt: skip
    """All of a row, with ``</row>`` or at the end, with a group for its element, its number, its attributes and each of
    its texts, as far as they are of these kinds. Where no such row begins, all that is left becomes the last group: who
    looks for all matches finds rows that follow each other, and then what does. What was taken is never given back:
    none of it could begin what follows."""
    pieces = [rb'<row r="(?P<r>[1-9][0-9]{0,6}+)"([^<>/]*+)>']
    at, slots = tag.end(), iter(shape.slots)
    for cell in cells:
        pieces += [re.escape(text[at : cell.start(2)]), rb"(?P=r)"]
        at = cell.end(2)
        for begin, end in places(cell):
            kind = next(slots).kind
            held = b"[0-9]{1,9}+" if kind == "si" else _TEXT if kind == "f" else _VALUE
            pieces += [re.escape(text[at:begin]), b"(%s)" % held if kind in kinds else held]
            at = end
    row = b"".join([*pieces, re.escape(text[at:])])
    return re.compile(rb"%s(?:</row>|\Z)|(.+)" % (b"(%s)" % row if ELEMENT in kinds else row), re.DOTALL)
