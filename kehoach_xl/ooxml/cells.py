"""The one scanner of sheet XML, for trusted and untrusted sheets alike.

Rows as all common programs write them are read by pattern (:mod:`kehoach_xl.ooxml.plain_rows`), everything around
them and any other sheet in one pass of expat. Memory grows with cells that hold something, never with styled emptiness
or with how far out a cell stands. Byte spans of rows are kept only when asked for (for splicing).
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, repeat
from typing import Any, NamedTuple

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.limits import Limits
from kehoach_xl.ooxml.plain_rows import PlainRows, read_plain_rows
from kehoach_xl.ooxml.refs import MAX_COLUMN, MAX_ROW, column_number, parse_span
from kehoach_xl.ooxml.stored import Stored
from kehoach_xl.ooxml.tails import Tails
from kehoach_xl.ooxml.xmlscan import local, new_parser, parse

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


class RawCell(NamedTuple):
    """``kind``: the t attribute (n, s, str, b, e, d, inlineStr); ``text``: as stored, None if absent."""

    kind: str
    text: str | None
    style: int
    formula: "Formula | None"


class Formula(NamedTuple):
    """``text`` without "=", empty for the follower of a shared one; normal, shared, array or dataTable."""

    text: str
    kind: str
    group: str
    ref: str


class RowSpan(NamedTuple):
    """Where ``<row …>…</row>`` lies in the part; ``explicit`` tells whether it names its number."""

    start: int
    end: int
    explicit: bool


class ColumnStyle(NamedTuple):
    """One ``<col>``; ``width`` as stored, that is with the edges of the cell, None when not given."""

    first: int
    last: int
    style: int
    hidden: bool
    width: float | None = None
    at: int = -1  # offset of the tag


@dataclass(slots=True)
class SheetScan:
    """What one sheet part holds. Spans are byte offsets into the part."""

    cells: dict[tuple[int, int], RawCell] = field(default_factory=dict)
    rows: dict[int, RowSpan] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    columns: list[ColumnStyle] = field(default_factory=list)
    columns_at: int = -1  # offset of <cols>
    hidden_rows: set[int] = field(default_factory=set)
    default_width: float | None = None  # of columns without their own, as stored
    default_height: float = 15.0  # of rows without their own, points
    autofilter: str | None = None
    dimension: str | None = None
    dimension_at: int = -1  # offset of the <dimension> tag
    data_start: int = -1  # offset of <sheetData>
    data_end: int = -1  # offset just past </sheetData> or <sheetData/>
    data_empty: bool = False  # written <sheetData/>
    elements: int = 0  # scanned, of any kind


class Scanner:
    """Expat handlers for one sheet part; ``scan`` is the way in."""

    def __init__(self, data: bytes, part: str, name: str, limits: Limits, spans: bool) -> None:
        self.data, self.part, self.name, self.limits, self.spans = data, part, name, limits, spans
        self.found = SheetScan()
        self.parser = new_parser(part, name)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.kinds: dict[str, str] = {}
        self.elements = self.letters = 0
        self.depth = 0
        self.row = self.column = 0
        self.in_data = False
        self.row_start = 0
        self.row_hidden = self.row_explicit = self.row_used = False
        self.cell_depth = 0  # depth of the open <c>, 0 outside
        self.kind, self.style = "n", 0
        self.value: str | None = None
        self.inline: list[str] = []
        self.formula: Formula | None = None
        self.formula_attributes: dict[str, str] = {}
        self.text: list[str] = []
        self.phonetic = 0

    def bad(self, reason: str) -> Stop:
        return Stop("GATE_018", name=self.name, part=self.part, reason=reason)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        kind = self.kinds.get(tag)
        if kind is None:
            # Only the two spreadsheet namespaces count; an extension's <xm:f> is not a formula.
            uri = tag.rpartition("}")[0]
            kind = self.kinds[tag] = local(tag) if uri in (MAIN, STRICT) else ""
        if self.cell_depth:
            self._inside_cell(kind, attributes)
        elif kind == "c" and self.in_data:
            self._cell(attributes)
        elif kind == "row" and self.in_data:
            self._row(attributes)
        elif self.depth <= 3:
            self._outside(kind, attributes)
        if self.elements > self.limits.elements:
            raise Stop("GATE_019", name=self.name, part=self.part, limit=self.limits.elements)

    def _row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        number = self._integer(given, "row") if given is not None else self.row + 1
        if not self.row < number <= MAX_ROW:
            raise self.bad(f"dòng {given} không theo thứ tự")
        self.row, self.column = number, 0
        self.row_start = self.parser.CurrentByteIndex
        self.row_explicit = given is not None
        self.row_hidden = attributes.get("hidden") in ("1", "true")
        self.row_used = False

    def _cell(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        if given is None:
            column = self.column + 1
        else:
            letters = given.rstrip("0123456789")
            if given[len(letters) :] != str(self.row) or not letters.isalpha() or not letters.isascii():
                raise self.bad(f"ô {given[:20]} nằm sai dòng {self.row}")
            column = column_number(letters) if len(letters) <= 3 else MAX_COLUMN + 1
        if not self.column < column <= MAX_COLUMN:
            raise self.bad(f"ô {given} không theo thứ tự")
        self.column = column
        self.cell_depth = self.depth
        self.kind = attributes.get("t", "n")
        style = attributes.get("s")
        self.style = self._integer(style, "s") if style else 0
        self.value = self.formula = None
        self.inline.clear()

    def _inside_cell(self, kind: str, attributes: dict[str, str]) -> None:
        inner = self.depth - self.cell_depth
        if inner == 1 and kind == "f":
            self.formula_attributes = attributes
        if (inner == 1 and kind in ("v", "f")) or (kind == "t" and not self.phonetic):
            self.text = []
            self.parser.CharacterDataHandler = self.text.append
        elif kind == "rPh":
            self.phonetic = self.phonetic or self.depth

    def _outside(self, kind: str, attributes: dict[str, str]) -> None:
        found = self.found
        if kind == "sheetData" and self.depth == 2:
            if found.data_start >= 0:
                raise self.bad("hai khối sheetData")
            self.in_data = True
            found.data_start = self.parser.CurrentByteIndex
        elif kind == "dimension":
            found.dimension = attributes.get("ref")
            found.dimension_at = self.parser.CurrentByteIndex
        elif kind == "mergeCell":
            span = parse_span(attributes.get("ref", ""))
            if span and span[:2] != span[2:] and len(found.merges) < self.limits.cells:
                found.merges.append(span)
        elif kind == "autoFilter":
            found.autofilter = attributes.get("ref")
        elif kind == "sheetFormatPr":
            found.default_width = _measure(attributes.get("defaultColWidth"))
            found.default_height = _measure(attributes.get("defaultRowHeight")) or found.default_height
        elif kind == "cols":
            found.columns_at = self.parser.CurrentByteIndex
        elif kind == "col" and len(found.columns) < MAX_COLUMN:
            first = self._integer(attributes.get("min", ""), "col")
            last = min(self._integer(attributes.get("max", ""), "col"), MAX_COLUMN)
            style = self._integer(attributes.get("style", "0"), "col")
            hidden = attributes.get("hidden") in ("1", "true")
            width = _measure(attributes.get("width"))
            found.columns.append(ColumnStyle(first, last, style, hidden, width, self.parser.CurrentByteIndex))

    def end(self, tag: str) -> None:
        kind = self.kinds[tag]
        if self.cell_depth:
            if self.depth == self.cell_depth:
                self._close_cell()
            else:
                self._close_inside(kind)
        elif self.in_data and kind == "row":
            self._close_row()
        elif self.in_data and kind == "sheetData":
            self._close_data()
        self.depth -= 1

    def _close_inside(self, kind: str) -> None:
        inner = self.depth - self.cell_depth
        if inner == 1 and kind == "v":
            self.value = "".join(self.text)
        elif inner == 1 and kind == "f":
            self.formula = _formula(self.formula_attributes, "".join(self.text))
        elif kind == "t" and not self.phonetic:
            self.inline.append("".join(self.text))
        elif self.depth == self.phonetic:
            self.phonetic = 0
        self.parser.CharacterDataHandler = None

    def _close_cell(self) -> None:
        self.cell_depth = 0
        value = "".join(self.inline) if self.kind == "inlineStr" and self.inline else self.value
        if value is None and self.formula is None:
            return
        self.row_used = True
        cells = self.found.cells
        cells[self.row, self.column] = RawCell(self.kind, value, self.style, self.formula)
        self.letters += len(value or "") + (len(self.formula.text) if self.formula else 0)
        if len(cells) > self.limits.cells or self.letters > self.limits.letters:
            raise Stop("GATE_019", name=self.name, part=self.part, limit=self.limits.cells)

    def _close_row(self) -> None:
        if self.row_hidden and self.row_used:
            self.found.hidden_rows.add(self.row)
        if self.spans:
            end, _ = self._close_at(self.row_start)
            self.found.rows[self.row] = RowSpan(self.row_start, end, self.row_explicit)

    def _close_data(self) -> None:
        self.in_data = False
        self.found.data_end, self.found.data_empty = self._close_at(self.found.data_start)

    def _close_at(self, start: int) -> tuple[int, bool]:
        """(offset past the element that began at ``start``, whether it is written ``<x/>``).

        At an end tag expat points to ``</x``; for ``<x/>`` past it, where another end tag may begin.
        """
        at = self.parser.CurrentByteIndex
        stop = start + 1
        while self.data[stop : stop + 1] not in (b" ", b"\t", b"\r", b"\n", b"/", b">"):
            stop += 1
        if self.data.startswith(b"</" + self.data[start + 1 : stop], at):
            return self.data.index(b">", at) + 1, False
        return at, True

    def _integer(self, text: str, what: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 10:
            return int(text)
        raise self.bad(f"thuộc tính {what} không phải số: {text[:20]}")


def _measure(text: str | None) -> float | None:
    """A width or height; None for what is none, as nothing but the look depends on it."""
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 0 <= number < 10_000 else None


def scan(data: bytes, part: str, name: str, limits: Limits, spans: bool = False) -> SheetScan:
    """Scan one sheet part. ``part`` and ``name`` are for messages. ``Stop`` on anything malformed."""
    rows = read_plain_rows(data, limits, raw_cells, spans)
    found = rows and around(rows, part, name, limits)
    if not rows or not found:
        return scan_any(data, part, name, limits, spans)
    lines = rows.lines
    places = chain.from_iterable(map(zip, map(repeat, lines), lines.values()))
    found.cells = dict(zip(places, chain.from_iterable(map(dict.values, lines.values())), strict=True))
    found.rows = {row: RowSpan(start, end, explicit=True) for row, start, end in rows.spans}
    found.elements += rows.elements()
    return found


class _RawCells(Tails[RawCell]):
    def understood(self, stored: Stored) -> RawCell:
        return raw_cell(stored)


def raw_cells(declared: bytes, prefixes: frozenset[bytes]) -> Tails[RawCell]:
    """A memory for one sheet."""
    return _RawCells()


def raw_cell(stored: Stored) -> RawCell:
    kind, text, style, formula = stored
    return RawCell(kind, text, style, formula and _formula(*formula))


def scan_any(data: bytes, part: str, name: str, limits: Limits, spans: bool = False) -> SheetScan:
    """:func:`scan` of a sheet of any shape, the slow way."""
    scanner = Scanner(data, part, name, limits, spans)
    parse(scanner.parser, data, part, name)
    scanner.found.elements = scanner.elements
    if scanner.found.data_start < 0 and spans:
        raise scanner.bad("thiếu sheetData")
    return scanner.found


def around(rows: PlainRows[Any], part: str, name: str, limits: Limits) -> SheetScan | None:
    """The scan of a part whose rows are known, without them: only what stands around them is left for expat. None where
    that is not as it should be, so that it is said with its place in the whole part."""
    outside = rows.data[: rows.start] + rows.data[rows.end :]
    try:
        found = _known(outside, limits) if len(outside) <= _LARGEST else scan_any(outside, part, name, limits)
    except Stop:
        return None
    if found.data_end != rows.start + len("</sheetData>") or rows.too_many(found.elements, limits):
        return None  # another element of this name, or too many
    inside = rows.end - rows.start
    return replace(
        found,
        data_end=found.data_end + inside,
        columns_at=found.columns_at + (inside if found.columns_at >= rows.start else 0),
        dimension_at=found.dimension_at + (inside if found.dimension_at >= rows.start else 0),
        columns=[one if one.at < rows.start else one._replace(at=one.at + inside) for one in found.columns],
        hidden_rows=rows.hidden,
        merges=found.merges.copy(),
    )


# What stands around the rows is the same in the forms of a period that are as long, and always on its smaller sheets.
_LARGEST = 32 << 10  # bytes of it that are worth remembering


@lru_cache(32)
def _known(outside: bytes, limits: Limits) -> SheetScan:
    return scan_any(outside, "", "", limits)


def _formula(attributes: dict[str, str], text: str) -> Formula:
    return Formula(text, attributes.get("t", "normal"), attributes.get("si", ""), attributes.get("ref", ""))
