"""A sheet part as what stands before its rows, its rows, and what follows: streamed, never whole in memory.

Of a part that holds more than common programs write into rows (prefixes, comments, rich text in cells) all is kept,
and read by the scanner.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from kehoach_xl.engine.remembered import Remembered
from kehoach_xl.engine.row_values import Stored, Values, text_of, value_of
from kehoach_xl.engine.tags import Tag, read_tag
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.cells import Formula, RawCell, SheetScan, scan
from kehoach_xl.ooxml.row_reader import RowReader
from kehoach_xl.ooxml.shapes import ELEMENT, FORMULAS, ROW, VALUES, Batch, Block, Row, Unusual
from kehoach_xl.ooxml.workbook import WorkbookParts
from kehoach_xl.ooxml.xmlscan import require_plain_xml

_OPENING = re.compile(rb"<sheetData(\s[^<>]*)?>")
_CLOSING = b"</sheetData>"
_FAR = 4 << 20  # bytes: no row is that long; to look on for one would take the longer, the more was read
_ATTRIBUTE = re.compile(rb' ([a-zA-Z]+)="([^"]*)"')
_CONTENTS = VALUES | {"F"}  # kinds of slots: formulas of one cell alone, and followers, are read when one is asked for
_ELEMENTS = frozenset((ELEMENT,))
_NUMBER = itemgetter(0)
NOTHING = Stored((), frozenset())


class OddRow(NamedTuple):
    """A row that the scanner found: what stands before it, its number and whether it names it, its element."""

    gap: bytes
    number: int
    explicit: bool
    xml: bytes


class SheetRows:
    """One sheet part. ``scan``: all but its rows; ``head``: its bytes up to ``<sheetData>``; ``tail``: from
    ``</sheetData>`` on; ``trailing``: white space before it. ``opening``: the tag of ``sheetData``, and as it is
    written. ``special``: formulas that are not of one cell alone, by their first cell (row, column); ``groups``: of the
    shared ones, also where a first cell lacks. ``stale``: whether a formula may have a result."""

    scan: SheetScan
    head: bytes
    tail: bytes
    trailing: bytes
    opening: Tag
    opening_xml: bytes
    special: dict[tuple[int, int], Formula]
    groups: Set[str]
    stale: bool

    def rows(self) -> Iterator[Row | OddRow]:
        """How each row looks, in order; read anew."""
        raise NotImplementedError

    def stored(self) -> Iterator[Mapping[int, Stored]]:
        """The content of all rows by number, in order, some at a time. ``Stop`` GATE_018 for a cell that holds what
        none can, GATE_019 for more than may be."""
        raise NotImplementedError

    def formulas(self) -> Iterator[tuple[int, dict[int, Formula]]]:
        """The formulas by column of each row that has any."""
        raise NotImplementedError


def sheet_rows(parts: WorkbookParts, part: str) -> tuple[SheetRows, dict[int, Stored]]:
    """A sheet part, and what its rows hold. Raises Stop GATE_… for what is no sheet."""
    try:
        streamed = StreamedRows(parts, part)
        return streamed, _together(streamed.stored())
    except Unusual:
        scanned = ScannedRows(parts, part)
        return scanned, _together(scanned.stored())


def _together(some: Iterable[Mapping[int, Stored]]) -> dict[int, Stored]:
    whole: dict[int, Stored] = {}
    for rows in some:
        whole.update(rows)
    return whole


class StreamedRows(SheetRows):
    """Rows as common programs write them; each reading inflates the part again, which takes a tenth of reading it."""

    def __init__(self, parts: WorkbookParts, part: str) -> None:
        self.parts, self.package, self.part = parts, parts.package, part
        self.special, self.stale = {}, False

    def batches(self, kinds: Set[str] = _ELEMENTS) -> Iterator[Batch]:
        """All rows in order, read anew; ``kinds``: of what of them is wanted (``RowReader``)."""
        before = b""
        pieces = self.package.stream(self.part)
        for piece in pieces:
            before += piece
            if found := _OPENING.search(before):
                break
            if len(before) > _FAR:
                raise Unusual
        else:
            raise Unusual
        self.head, self.opening = before[: found.start()], read_tag(before, found.start())
        self.opening_xml = found[0]
        if b"<!" in self.head or self.head.count(b"<?") > 1 or self.opening.empty:
            raise Unusual
        self._require_plain(self.head)
        reader = RowReader(self.head, kinds)
        yield from reader.batches(self._whole_rows(before[found.end() :], pieces))
        self.trailing = reader.trailing
        if not hasattr(self, "scan"):
            self._require_plain(self.tail)
            package, outside = self.package, self.head + before[found.start() : found.end()] + self.tail
            self.scan = scan(outside, self.part, package.name, package.limits, spans=True)
            if self.scan.data_start != len(self.head):  # not of the spreadsheet's namespace, or within something else
                raise Unusual

    def rows(self) -> Iterator[Row]:
        for batch in self.batches():
            found: dict[int, Row] = {}
            for shape, numbers, attributes, _, _ in batch.blocks:
                found |= {number: Row(number, own, shape) for number, own in zip(numbers, attributes, strict=True)}
            yield from map(found.__getitem__, batch.numbers)

    def _require_plain(self, data: bytes) -> None:
        require_plain_xml(data, self.part, self.package.name)

    def _whole_rows(self, first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The inside of ``sheetData`` cut between rows; what follows becomes ``tail``."""
        begun = first
        while _CLOSING not in begun[(cut := max(begun.rfind(ROW), 0)) :]:
            if cut > 0:
                yield begun[:cut]
                begun = begun[cut:]
            more = next(pieces, None)
            if more is None or len(begun) > _FAR:
                raise Unusual
            begun += more
        inside, _, rest = begun.partition(_CLOSING)
        yield inside
        self.tail = b"".join((_CLOSING, rest, *pieces))

    def stored(self) -> Iterator[Mapping[int, Stored]]:
        package, values = self.package, Values(self.parts, self.part)
        most = package.limits.cells
        cells = wide = 0
        for batch in self.batches(_CONTENTS):
            found = dict.fromkeys(batch.numbers, NOTHING)
            for block in batch.blocks:
                shape, count = block.shape, len(block.numbers)
                cells += len(shape.slots) * count
                wide += shape.width * count
                if cells > most or wide > 8 * most:
                    raise Stop("GATE_019", name=package.name, part=self.part, limit=most)
                self.stale = self.stale or shape.stale
                self._note(block)
                found.update(zip(block.numbers, values.of(block), strict=True))
            yield found
        self.special = dict(sorted(self.special.items()))

    def _note(self, block: Block) -> None:
        for slot, texts in zip(block.shape.slots, block.texts, strict=True):
            for number, text in zip(block.numbers, texts, strict=True) if slot.kind == "F" else ():
                self.special[number, slot.column] = _formula(("F", text))

    @cached_property
    def groups(self) -> Set[str]:
        found = {formula.group for formula in self.special.values()}
        for batch in self.batches({"si"}):
            for block in batch.blocks:
                found |= {text.decode() for text in {*chain.from_iterable(block.texts)}}
        return found

    def formulas(self) -> Iterator[tuple[int, dict[int, Formula]]]:
        kept = Remembered(_formula)
        for batch in self.batches(FORMULAS):
            found: dict[int, dict[int, Formula]] = {}
            for shape, numbers, _, texts, _ in batch.blocks:
                slots = [(slot, held) for slot, held in zip(shape.slots, texts, strict=True) if slot.kind in FORMULAS]
                for at, number in enumerate(numbers if slots else ()):
                    try:
                        found[number] = {slot.column: kept[slot.kind, held[at]] for slot, held in slots}
                    except Unusual as error:
                        reason = f"dòng {number}"
                        raise Stop("GATE_018", name=self.package.name, part=self.part, reason=reason) from error
            yield from sorted(found.items(), key=_NUMBER)


class ScannedRows(SheetRows):
    """Any sheet part, whole in memory."""

    def __init__(self, parts: WorkbookParts, part: str) -> None:
        package = parts.package
        self.parts, self.part = parts, part
        self.data = package.read(part)
        self.scan = scan(self.data, part, package.name, package.limits, spans=True)
        begin, end = self.scan.data_start, self.scan.data_end
        self.head, self.opening = self.data[:begin], read_tag(self.data, begin)
        self.opening_xml = self.data[begin : self.opening.end]
        formulas = {at: cell.formula for at, cell in self.scan.cells.items() if cell.formula is not None}
        self.stale = bool(formulas)
        self.groups = {one.group for one in formulas.values()}
        self.special = {at: one for at, one in formulas.items() if one.kind != "normal" and (one.text or one.ref)}
        close = end if self.scan.data_empty else self.data.rindex(b"</", 0, end)
        last = max((span.end for span in self.scan.rows.values()), default=self.opening.end)
        self.trailing, self.tail = self.data[last:close], self.data[close:]

    def rows(self) -> Iterator[OddRow]:
        at = self.opening.end
        for number, span in self.scan.rows.items():
            yield OddRow(self.data[at : span.start], number, span.explicit, self.data[span.start : span.end])
            at = span.end

    def stored(self) -> Iterator[Mapping[int, Stored]]:
        found: dict[int, dict[int, RawCell]] = {}
        for (row, column), cell in self.scan.cells.items():
            found.setdefault(row, {})[column] = cell
        value = value_of(self.parts, self.part)
        for row in self.scan.rows:
            cells = found.get(row, {})
            values = {column: value(cell) for column, cell in cells.items()}
            width = max((column for column, one in values.items() if one is not None), default=0)
            formulas = frozenset(column for column, cell in cells.items() if cell.formula is not None)
            yield {row: Stored(tuple(map(values.get, range(1, width + 1))), formulas)}

    def formulas(self) -> Iterator[tuple[int, dict[int, Formula]]]:
        found: dict[int, dict[int, Formula]] = {}
        for (row, column), cell in self.scan.cells.items():
            if cell.formula is not None:
                found.setdefault(row, {})[column] = cell.formula
        yield from found.items()


def _formula(key: tuple[str, bytes]) -> Formula:
    kind, raw = key
    if kind == "f":
        return Formula(text_of(raw), "normal", "", "")
    if kind == "si":
        return Formula("", "shared", raw.decode(), "")
    attributes, _, text = raw.partition(b">")
    a = {name.decode(): text_of(value) for name, value in _ATTRIBUTE.findall(attributes)}
    return Formula(text_of(text), a.get("t", "normal"), a.get("si", ""), a.get("ref", ""))
