"""How rows and their cells look, and how a place looks where nothing is yet."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple
from xml.parsers import expat

from kehoach_xl.engine.sheet_rows import OddRow
from kehoach_xl.engine.tags import Tag, read_tag
from kehoach_xl.engine.values import number_text
from kehoach_xl.ooxml.cells import ColumnStyle
from kehoach_xl.ooxml.refs import column_number
from kehoach_xl.ooxml.shapes import Row


class CellSpan(NamedTuple):
    column: int
    start: int
    end: int
    style: int
    explicit: bool


class Look(NamedTuple):
    """Styles of the cells of a row, by column, and of the row itself (None when it has none)."""

    cells: Mapping[int, int]
    row: int | None


PLAIN = Look({}, None)


class Places:
    """The looks that new cells take: of their empty place, else of the place above. ``columns``: styles of whole
    columns. ``stand_below``: the row that was written last."""

    def __init__(self, columns: list[ColumnStyle]) -> None:
        self.columns = {column: one.style for one in columns if one.style for column in range(one.first, one.last + 1)}
        self._above: dict[int, Row | OddRow | Look] = {}

    def stand_below(self, number: int, row: Row | OddRow | Look) -> None:
        self._above = {number: row}

    def stand_among(self, numbers: Iterable[int], look: Look) -> None:
        """Rows that look alike; kept until :meth:`forget_before`."""
        self._above.update(zip(numbers, repeat(look), strict=False))

    def forget_before(self, number: int) -> None:
        """All but a row that was written."""
        self._above = {number: self._above[number]}

    def style_for(self, row: int, look: Look, column: int) -> int:
        """The style of a new cell: what its place shows, else what the place above shows."""
        own = style_at(look, column, self.columns)
        if own:
            return own
        above = self._above.get(row - 1, PLAIN)
        if isinstance(above, Row | OddRow):
            above = self._above[row - 1] = look_of(above)
        return style_at(above, column, self.columns)


def look_of(row: Row | OddRow) -> Look:
    """How a stored row looks."""
    if isinstance(row, Row):
        return Look(row.shape.style_of, style_of_row(row.attributes))
    tag, cells = row_cells(row.xml)
    return Look({cell.column: cell.style for cell in cells}, row_style(tag))


def style_at(look: Look, column: int, columns: Mapping[int, int]) -> int:
    """The style a place shows, also where no cell is stored; ``columns``: styles of whole columns."""
    own = look.cells.get(column, look.row)
    return columns.get(column, 0) if own is None else own


def stored_height(row: Row | OddRow) -> float | None:
    """Points of a row, when it says."""
    stored = start_tag(row).get(b"ht", b'""')[1:-1]
    return float(stored) if stored else None


def start_tag(row: Row | OddRow) -> Mapping[bytes, bytes]:
    """The attributes of a row."""
    return read_tag(b"<row%s>" % row.attributes if isinstance(row, Row) else row.xml, 0).attributes


@lru_cache(maxsize=4096)
def style_of_row(attributes: bytes) -> int | None:
    """The style of a row, None when it has none of its own; ``attributes``: as they are written."""
    return row_style(read_tag(b"<row%s>" % attributes, 0))


def row_style(tag: Tag) -> int | None:
    return tag.integer(b"s") if _is_set(tag, b"customFormat") else None


@lru_cache(maxsize=4096)
def patched_attributes(attributes: bytes, added: bool, height: float | None, default: float) -> bytes:
    """The attributes of a row but its number; the same bytes where nothing is to be changed."""
    tag = read_tag(b"<row%s>" % attributes, 0)
    before = dict(tag.attributes)
    if added:
        tag.attributes.pop(b"spans", None)  # a hint that would now be wrong; it may be left out
    if height is not None:
        set_height(tag, height, default)
    return attributes if tag.attributes == before else tag.write()[len(b"<row") : -1]


def set_height(tag: Tag, height: float, default: float) -> None:
    """A row's height in its start tag, unless a person has set one or it is as good as it stands."""
    if _is_set(tag, b"customHeight"):
        return
    stored = tag.attributes.get(b"ht", b'""')[1:-1]
    if height != (float(stored) if stored else default):
        tag.attributes[b"ht"] = b'"%s"' % number_text(height).encode()


def _is_set(tag: Tag, key: bytes) -> bool:
    return tag.attributes.get(key, b'""')[1:-1] in (b"1", b"true")


def row_cells(fragment: bytes) -> tuple[Tag, list[CellSpan]]:
    """The start tag of a ``<row>`` and the spans of its cells, found by expat so that nothing can pretend."""
    tag = read_tag(fragment, 0)
    name = (tag.prefix + b"c").decode()
    cells: list[CellSpan] = []
    parser = expat.ParserCreate()
    depth = column = begin = 0
    attributes: dict[str, str] = {}

    def start(element: str, given: dict[str, str]) -> None:
        nonlocal depth, column, begin, attributes
        depth += 1
        if depth == 2 and element == name:
            reference = given.get("r", "").rstrip("0123456789")
            column = column_number(reference) if reference else column + 1
            begin, attributes = parser.CurrentByteIndex, given

    def end(element: str) -> None:
        nonlocal depth
        if depth == 2 and element == name:
            at = parser.CurrentByteIndex
            closed = fragment.startswith(b"</" + name.encode(), at)
            stop = fragment.index(b">", at) + 1 if closed else at
            cells.append(CellSpan(column, begin, stop, int(attributes.get("s", "0")), "r" in attributes))
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(fragment, True)
    return tag, cells
