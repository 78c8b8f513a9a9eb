"""Splicing changed cells into a sheet part; every other byte stays where it was.

A changed cell keeps its style. A new cell keeps the look its empty place had: of its row, else of its column
(``docs/decisions/0006-*``). Where both are plain, it looks like the cell above. A new row repeats the outline level of
the row above; not its style, as a row somebody marked is that row only, not its height, as texts differ in length (see
``fitting``), nor that a filter hides it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple
from xml.parsers import expat

from kehoach_xl.engine.fitting import RowFit
from kehoach_xl.engine.hiding import with_columns
from kehoach_xl.engine.tags import Tag, read_tag
from kehoach_xl.engine.values import ERROR_TEXTS, Value, number_text
from kehoach_xl.ooxml.cells import RowSpan, SheetScan
from kehoach_xl.ooxml.refs import cell_name, column_number, parse_span
from kehoach_xl.ooxml.text import encode_text


@dataclass(frozen=True, slots=True)
class Change:
    """What a cell becomes: a value (None clears it, the style stays) or a formula without "=".

    Cells of one ``group`` share the text of the one that has it, whose ``ref`` spans them all."""

    value: Value = None
    formula: str | None = None
    group: str = ""
    ref: str = ""


class CellSpan(NamedTuple):
    column: int
    start: int
    end: int
    style: int
    explicit: bool


class SheetPatch:
    """One splice of one sheet part. ``xml`` holds the result of ``apply``."""

    def __init__(
        self, data: bytes, scan: SheetScan, fit: RowFit | None = None,
        hidden: Mapping[int, bool] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        """``hidden``: columns to be hidden (True) or shown."""
        self.data, self.scan, self.fit, self.hidden = data, scan, fit, hidden
        self.prefix = read_tag(data, scan.data_start).prefix
        self.columns = {
            column: c.style for c in scan.columns if c.style for column in range(c.first, c.last + 1)
        }
        self.styles: dict[int, dict[int, int]] = {}  # of rows already looked at: column → style
        self.row_styles: dict[int, int | None] = {}

    def apply(self, changes: Mapping[tuple[int, int], Change], drop_cached: bool) -> bytes:
        """The part with ``changes`` made; with ``drop_cached`` no formula keeps its calculated value."""
        by_row: dict[int, dict[int, Change]] = {}
        for (row, column), change in changes.items():
            by_row.setdefault(row, {})[column] = change
        rows = self.scan.rows
        if any(row not in rows for row in by_row):
            # A row without a number counts from the one before it, so insertion would move it.
            for row in (row for row, span in rows.items() if not span.explicit):
                by_row.setdefault(row, {})
        if drop_cached:
            for (row, _), cell in self.scan.cells.items():
                if cell.formula is not None:
                    by_row.setdefault(row, {})
        for row in self.fit.rows if self.fit else ():
            if row in rows:
                by_row.setdefault(row, {})
        return self._splice(by_row, drop_cached)

    def _splice(self, by_row: dict[int, dict[int, Change]], drop_cached: bool) -> bytes:
        data, scan = self.data, self.scan
        opening = read_tag(data, scan.data_start)
        pieces: list[bytes] = []
        at = scan.data_start
        if by_row and scan.data_empty:
            pieces.append(opening.write(empty=False))
            at = scan.data_end
        existing = list(scan.rows)
        following = 0  # index into existing of the next row not yet passed
        for row in sorted(by_row):
            while following < len(existing) and existing[following] < row:
                following += 1
            if row in scan.rows:
                span = scan.rows[row]
                pieces += (data[at : span.start], self._patched_row(row, span, by_row[row], drop_cached))
                at = span.end
            elif new := self._new_row(row, by_row[row]):
                if following < len(existing):
                    before = scan.rows[existing[following]].start
                elif scan.data_empty:
                    before = at
                else:
                    before = data.rindex(b"</", 0, scan.data_end)
                pieces += (data[at:before], new)
                at = before
        if by_row and scan.data_empty:
            pieces.append(b"</" + opening.name + b">")
        pieces.append(data[at:])
        head = data[: scan.data_start]
        if self.hidden:
            head = with_columns(head, self.prefix, scan, self.hidden)
        return self._with_dimension(head, by_row) + b"".join(pieces)

    def _patched_row(self, row: int, span: RowSpan, changes: dict[int, Change], drop_cached: bool) -> bytes:
        fragment = self.data[span.start : span.end]
        tag, cells = _row_cells(fragment)
        before = dict(tag.attributes)
        self._remember(row, tag, cells)
        known = {cell.column for cell in cells}
        added = {column: c for column, c in changes.items() if column not in known and c != Change()}
        if added:
            tag.attributes.pop(b"spans", None)  # a hint that would now be wrong; it may be left out
        if not span.explicit:
            tag.attributes[b"r"] = b'"%d"' % row
        body: list[bytes] = []
        at = tag.end
        waiting = sorted(added)
        for cell in cells:
            while waiting and waiting[0] < cell.column:
                body += (fragment[at : cell.start], self._new_cell(row, waiting[0], added[waiting[0]]))
                at = cell.start
                waiting.pop(0)
            body.append(fragment[at : cell.start])
            body.append(self._patched_cell(row, cell, fragment, changes.get(cell.column), drop_cached))
            at = cell.end
        new = b"".join(self._new_cell(row, column, added[column]) for column in waiting)
        self._fit(row, tag)
        if not new and tag.empty and tag.attributes == before:
            return fragment
        if tag.empty:
            return tag.write(empty=not new) + new + (b"</" + tag.name + b">" if new else b"")
        tail = cells[-1].end if cells else tag.end
        head = fragment[: tag.end] if tag.attributes == before else tag.write()
        return head + b"".join(body) + fragment[at:tail] + new + fragment[tail:]

    def _patched_cell(
        self, row: int, cell: CellSpan, fragment: bytes, change: Change | None, drop_cached: bool
    ) -> bytes:
        raw = fragment[cell.start : cell.end]
        scanned = self.scan.cells.get((row, cell.column))
        strip = change is None and drop_cached and scanned is not None and scanned.formula is not None
        if change is None and not strip and cell.explicit:
            return raw
        tag = read_tag(raw, 0)
        tag.attributes[b"r"] = b'"%s"' % cell_name(row, cell.column).encode()
        if change is None:
            if strip:
                tag.attributes.pop(b"t", None)
                raw_body = _without_value(raw[tag.end :])
            else:
                raw_body = raw[tag.end :]
            return tag.write() + raw_body
        for key in (b"t", b"cm", b"vm"):  # these describe the old content
            tag.attributes.pop(key, None)
        return _cell(tag, change)

    def _new_cell(self, row: int, column: int, change: Change) -> bytes:
        style = self._style_for(row, column)
        attributes = {b"r": b'"%s"' % cell_name(row, column).encode()}
        if style:
            attributes[b"s"] = b'"%d"' % style
            self.styles[row][column] = style
        return _cell(Tag(self.prefix + b"c", attributes, True, 0), change)

    def _new_row(self, row: int, changes: dict[int, Change]) -> bytes:
        changes = {column: change for column, change in changes.items() if change != Change()}
        if not changes:
            return b""
        attributes = {b"r": b'"%d"' % row}
        above = self.scan.rows.get(row - 1)
        if above and (level := read_tag(self.data, above.start).attributes.get(b"outlineLevel")):
            attributes[b"outlineLevel"] = level
        tag = Tag(self.prefix + b"row", attributes, False, 0)
        self._remember(row, tag, [])
        cells = b"".join(self._new_cell(row, column, changes[column]) for column in sorted(changes))
        self._fit(row, tag)
        return tag.write() + cells + b"</" + tag.name + b">"

    def _fit(self, row: int, tag: Tag) -> None:
        """The row's height in its start tag, unless a person has set one or it is as good as it stands."""
        if self.fit is None or row not in self.fit.rows or _is_set(tag, b"customHeight"):
            return
        height = self.fit.height(row, self.styles[row])
        stored = tag.attributes.get(b"ht", b'""')[1:-1]
        if height != (float(stored) if stored else self.scan.default_height):
            tag.attributes[b"ht"] = b'"%s"' % number_text(height).encode()

    def style_at(self, row: int, column: int) -> int:
        """The style a place shows, also where no cell is stored."""
        own = self._styles_of(row).get(column, self.row_styles.get(row))
        return self.columns.get(column, 0) if own is None else own

    def _style_for(self, row: int, column: int) -> int:
        return self.style_at(row, column) or self.style_at(row - 1, column)

    def _styles_of(self, row: int) -> dict[int, int]:
        if row not in self.styles:
            span = self.scan.rows.get(row)
            if span is None:
                return {}
            self._remember(row, *_row_cells(self.data[span.start : span.end]))
        return self.styles[row]

    def _remember(self, row: int, tag: Tag, cells: list[CellSpan]) -> None:
        self.styles[row] = {cell.column: cell.style for cell in cells}
        self.row_styles[row] = tag.integer(b"s") if _is_set(tag, b"customFormat") else None

    def _with_dimension(self, head: bytes, by_row: dict[int, dict[int, Change]]) -> bytes:
        """``head`` (all before sheetData) with the dimension widened over the cells that were filled."""
        old = parse_span(self.scan.dimension or "")
        empty = Change()
        filled = [(r, c) for r, changes in by_row.items() for c, change in changes.items() if change != empty]
        if old is None or not filled:
            return head
        rows, columns = [r for r, _ in filled], [c for _, c in filled]
        new = (min(old[0], *rows), min(old[1], *columns), max(old[2], *rows), max(old[3], *columns))
        if new == old:
            return head
        tag = read_tag(head, self.scan.dimension_at)
        tag.attributes[b"ref"] = f'"{cell_name(*new[:2])}:{cell_name(*new[2:])}"'.encode()
        return head[: self.scan.dimension_at] + tag.write() + head[tag.end :]


def _is_set(tag: Tag, key: bytes) -> bool:
    return tag.attributes.get(key, b'""')[1:-1] in (b"1", b"true")


def _row_cells(fragment: bytes) -> tuple[Tag, list[CellSpan]]:
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


def _cell(tag: Tag, change: Change) -> bytes:
    p = tag.prefix
    value = change.value
    if change.formula is not None:
        body = _formula(p, change.formula, change)
    elif value is None:
        return tag.write(empty=True)
    elif isinstance(value, str):
        tag.attributes[b"t"] = b'"inlineStr"'
        body = b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (p, p, encode_text(value), p, p)
    elif isinstance(value, bool):
        tag.attributes[b"t"] = b'"b"'
        body = b"<%sv>%d</%sv>" % (p, value, p)
    elif isinstance(value, int):
        tag.attributes[b"t"] = b'"e"'
        body = b"<%sv>%s</%sv>" % (p, ERROR_TEXTS[value].encode(), p)
    else:
        body = b"<%sv>%s</%sv>" % (p, number_text(value).encode(), p)
    return tag.write(empty=False) + body + b"</" + tag.name + b">"


def _formula(p: bytes, text: str, change: Change) -> bytes:
    if not change.group:
        return b"<%sf>%s</%sf>" % (p, encode_text(text), p)
    group = change.group.encode()
    if not text:
        return b'<%sf t="shared" si="%s"/>' % (p, group)
    return b'<%sf t="shared" ref="%s" si="%s">%s</%sf>' % (p, change.ref.encode(), group, encode_text(text), p)


def _without_value(body: bytes) -> bytes:
    """The inside of a formula cell less its ``<v>``, whatever the prefix."""
    return re.sub(rb"<([\w.-]+:)?v(?:\s[^>]*)?(?:/>|>[^<]*</(?:[\w.-]+:)?v\s*>)", b"", body)
