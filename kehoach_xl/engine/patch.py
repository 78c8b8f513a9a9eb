"""Splicing changed cells into a sheet part, row by row; every other byte stays where it was.

A changed cell keeps its style. A new cell keeps the look its empty place had: of its row, else of its column
(``docs/decisions/0006-*``). Where both are plain, it looks like the cell above. A new row repeats the outline level of
the row above; not its style, as a row somebody marked is that row only, not its height, as texts differ in length (see
``fitting``), nor that a filter hides it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from xml.parsers import expat

from kehoach_xl.engine.fitting import RowFit
from kehoach_xl.engine.hiding import with_columns
from kehoach_xl.engine.remembered import Remembered
from kehoach_xl.engine.sheet_rows import OddRow, SheetRows
from kehoach_xl.engine.tags import Tag, read_tag
from kehoach_xl.engine.values import ERROR_TEXTS, Value, number_text
from kehoach_xl.ooxml.cells import Formula
from kehoach_xl.ooxml.refs import cell_name, column_letters, column_number, parse_span
from kehoach_xl.ooxml.shapes import CELL, MOST_SHAPES, ROW_END, Row, Shape
from kehoach_xl.ooxml.text import encode_text

# What a cell becomes: a value (None clears it, the style stays) or a formula, whose kind is normal or shared.
Content = Value | Formula
Changes = Mapping[int, Mapping[int, Content]]  # by row and column


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


class _Plan(NamedTuple):
    """How changed cells go into rows of one shape. ``order``: for each cell its place among those there were (-1 for a
    new one), its column when it changes, else 0, and what a new one begins with, before and after the number of the
    row. ``styles``: by column, as they will be. ``adds``: whether any cell is new."""

    order: list[tuple[int, int, bytes, bytes]]
    styles: Mapping[int, int]
    adds: bool


class SheetPatch:
    """One splice of one sheet part."""

    def __init__(
        self, sheet: SheetRows, changes: Changes, fit: RowFit | None, hidden: Mapping[int, bool], drop_cached: bool
    ) -> None:  # fmt: skip
        """``hidden``: columns to be hidden (True) or shown. With ``drop_cached`` no formula keeps its result."""
        self.sheet, self.fit, self.hidden, self.drop_cached = sheet, fit, hidden, drop_cached
        self.changes = changes
        self.prefix = sheet.opening.prefix
        self.columns = {
            column: c.style for c in sheet.scan.columns if c.style for column in range(c.first, c.last + 1)
        }
        self.changed = False  # whether what ``pieces`` gave differs from the part
        self._above: tuple[int, Row | OddRow | Look] = 0, Look({}, None)
        self._stored: Row | OddRow | None = None  # the row before, as it was
        self._plans: dict[tuple[Shape, int | None, tuple[int, ...]], _Plan] = {}
        self._insides = Remembered(_inside)

    def pieces(self) -> Iterator[bytes]:
        """The part with the changes made."""
        sheet, opening = self.sheet, self.sheet.opening
        head = with_columns(sheet.head, self.prefix, sheet.scan, self.hidden) if self.hidden else sheet.head
        head = self._with_dimension(head)
        self.changed = head != sheet.head
        yield head
        wanted = iter(sorted(self.changes))
        waiting = next(wanted, None)
        if sheet.scan.data_empty:
            new = b"".join(self._new_row(row) for row in sorted(self.changes))
            self.changed = self.changed or bool(new)
            yield opening.write(empty=False) + new + b"</" + opening.name + b">" if new else sheet.opening_xml
            yield sheet.tail
            return
        yield sheet.opening_xml
        renumber = self._inserts()
        for row in sheet.rows():
            if row.gap:
                yield row.gap
            while waiting is not None and waiting < row.number:
                yield self._new_row(waiting)
                waiting = next(wanted, None)
            if waiting == row.number:
                waiting = next(wanted, None)
            yield self._row(row, renumber)
            self._stored = row
        yield sheet.trailing
        while waiting is not None:
            yield self._new_row(waiting)
            waiting = next(wanted, None)
        yield sheet.tail

    def _inserts(self) -> bool:
        """Whether a row comes where none was: rows without a number count from the one before, and would move."""
        there = self.sheet.scan.rows  # of a part that is streamed all rows have numbers
        return bool(there) and any(row not in there for row in self.changes)

    def _row(self, row: Row | OddRow, renumber: bool) -> bytes:
        """A row there was, patched where anything is to be."""
        edits = self.changes.get(row.number)
        fitted = self.fit is not None and row.number in self.fit.rows
        if isinstance(row, Row):
            if edits or fitted or (self.drop_cached and row.shape.stale):
                new = self._patched(row, edits or {}, fitted)
                self.changed = self.changed or new != row.xml
                return new
        elif edits or fitted or self.drop_cached or (renumber and not row.explicit):
            new = self._patched_odd(row, edits or {}, fitted)
            self.changed = self.changed or new != row.xml
            return new
        self._above = row.number, row
        return row.xml

    # -- rows as common programs write them ------------------------------------------------------

    def _patched(self, row: Row, edits: Mapping[int, Content], fitted: bool) -> bytes:
        shape, look = row.shape, look_of(row)
        cells = [] if row.empty else row.xml[: -len(ROW_END)].split(CELL)[1:]
        if self.drop_cached and shape.stale:
            for at, column in enumerate(shape.columns):
                if column in shape.formulas and column not in edits:
                    cells[at] = _without_result(cells[at])
        added = False
        if None in edits.values():  # a cell that never was cannot be emptied
            edits = {column: c for column, c in edits.items() if c is not None or column in shape.style_of}
        if edits:
            plan = self._plan(row, look, edits)
            cells = [
                old if not column else
                _attributes_of(old) + self._inside(edits[column]) if old else
                b"%s%d%s%s" % (before, row.number, after, self._inside(edits[column]))
                for at, column, before, after in plan.order
                for old in ((cells[at],) if at >= 0 else (b"",))
            ]  # fmt: skip
            added, look = plan.adds, Look(plan.styles, look.row)
        height = self.fit.height(row.number, look.cells) if fitted and self.fit else None
        self._above = row.number, look
        attributes = _patched_attributes(row.attributes, added, height, self.sheet.scan.default_height)
        if not cells:
            end = b"/>" if row.empty else b">" + ROW_END
            return b'<row r="%d"%s%s' % (row.number, attributes, end)
        return b'<row r="%d"%s>%s%s%s' % (row.number, attributes, CELL, CELL.join(cells), ROW_END)

    def _inside(self, content: Content) -> bytes:
        plain = type(content) is str or type(content) is float  # equal ones are written alike, unlike 1 and True
        return self._insides[content] if plain else _inside(content)

    def _plan(self, row: Row, look: Look, edits: Mapping[int, Content]) -> "_Plan":
        """How cells of the columns of ``edits`` go into a row; made once for rows of one shape, where no new cell looks
        like the one above."""
        key = row.shape, look.row, tuple(edits)
        if key in self._plans:
            return self._plans[key]
        there = {column: at for at, column in enumerate(row.shape.columns)}
        new = edits.keys() - there.keys()
        styles = {column: self._style_for(row.number, look, column) for column in new}
        order = [
            (there.get(column, -1), column if column in edits else 0, b'r="%s' % column_letters(column).encode(),
             b'" s="%d"' % styles[column] if styles.get(column) else b'"')
            for column in sorted({*there, *new})
        ]  # fmt: skip
        plan = _Plan(order, {**look.cells, **{c: style for c, style in styles.items() if style}}, bool(new))
        if all(style_at(look, column, self.columns) for column in new):
            if len(self._plans) >= MOST_SHAPES:
                self._plans.clear()
            self._plans[key] = plan
        return plan

    # -- any other row ---------------------------------------------------------------------------

    def _patched_odd(self, row: OddRow, changes: Mapping[int, Content], fitted: bool) -> bytes:
        fragment = row.xml
        tag, cells = row_cells(fragment)
        before = dict(tag.attributes)
        look = Look({cell.column: cell.style for cell in cells}, _row_style(tag))
        known = {cell.column for cell in cells}
        added = {column: c for column, c in changes.items() if column not in known and c is not None}
        if added:
            tag.attributes.pop(b"spans", None)  # a hint that would now be wrong; it may be left out
        if not row.explicit:
            tag.attributes[b"r"] = b'"%d"' % row.number
        body: list[bytes] = []
        at = tag.end
        waiting = sorted(added)
        styles = dict(look.cells)
        for cell in cells:
            while waiting and waiting[0] < cell.column:
                body += (fragment[at : cell.start], self._new_cell(row.number, look, styles, waiting[0], added))
                at = cell.start
                waiting.pop(0)
            body.append(fragment[at : cell.start])
            body.append(self._patched_cell(row, cell, changes))
            at = cell.end
        new = b"".join(self._new_cell(row.number, look, styles, column, added) for column in waiting)
        self._above = row.number, Look(styles, look.row)
        if fitted and self.fit:
            _set_height(tag, self.fit.height(row.number, styles), self.sheet.scan.default_height)
        if not new and tag.empty and tag.attributes == before:
            return fragment
        if tag.empty:
            return tag.write(empty=not new) + new + (b"</" + tag.name + b">" if new else b"")
        tail = cells[-1].end if cells else tag.end
        head = fragment[: tag.end] if tag.attributes == before else tag.write()
        return head + b"".join(body) + fragment[at:tail] + new + fragment[tail:]

    def _patched_cell(self, row: OddRow, cell: CellSpan, changes: Mapping[int, Content]) -> bytes:
        raw = row.xml[cell.start : cell.end]
        scanned = self.sheet.scan.cells.get((row.number, cell.column))
        changes_it = cell.column in changes
        strip = not changes_it and self.drop_cached and scanned is not None and scanned.formula is not None
        if not changes_it and not strip and cell.explicit:
            return raw
        tag = read_tag(raw, 0)
        tag.attributes[b"r"] = b'"%s"' % cell_name(row.number, cell.column).encode()
        if not changes_it:
            body = raw[tag.end :]
            if strip:
                tag.attributes.pop(b"t", None)
                body = _without_value(body)
            return tag.write() + body
        for key in (b"t", b"cm", b"vm"):  # these describe the old content
            tag.attributes.pop(key, None)
        return _cell(tag, changes[cell.column])

    def _new_cell(
        self, row: int, look: Look, styles: dict[int, int], column: int, added: Mapping[int, Content]
    ) -> bytes:  # fmt: skip
        style = self._style_for(row, look, column)
        attributes = {b"r": b'"%s"' % cell_name(row, column).encode()}
        if style:
            attributes[b"s"] = b'"%d"' % style
            styles[column] = style
        return _cell(Tag(self.prefix + b"c", attributes, True, 0), added[column])

    # -- rows where none were, and looks ---------------------------------------------------------

    def _new_row(self, row: int) -> bytes:
        changes = {column: content for column, content in self.changes[row].items() if content is not None}
        if not changes:
            return b""
        self.changed = True
        attributes = {b"r": b'"%d"' % row}
        above = self._stored
        if above is not None and above.number == row - 1 and (level := _start_tag(above).get(b"outlineLevel")):
            attributes[b"outlineLevel"] = level
        tag = Tag(self.prefix + b"row", attributes, False, 0)
        look, styles = Look({}, None), {}
        cells = b"".join(self._new_cell(row, look, styles, column, changes) for column in sorted(changes))
        if self.fit is not None and row in self.fit.rows:
            _set_height(tag, self.fit.height(row, styles), self.sheet.scan.default_height)
        self._above = row, Look(styles, None)
        return tag.write() + cells + b"</" + tag.name + b">"

    def _style_for(self, row: int, look: Look, column: int) -> int:
        """The style of a new cell: what its place shows, else what the place above shows."""
        own = style_at(look, column, self.columns)
        if own:
            return own
        number, above = self._above
        if isinstance(above, Row | OddRow):
            above = look_of(above)
            self._above = number, above
        return style_at(above if number == row - 1 else Look({}, None), column, self.columns)

    def _with_dimension(self, head: bytes) -> bytes:
        """``head`` (all before sheetData) with the dimension widened over the cells that were filled."""
        old = parse_span(self.sheet.scan.dimension or "")
        columns = {c for edits in self.changes.values() for c, content in edits.items() if content is not None}
        if old is None or not columns:
            return head
        rows = [row for row, edits in self.changes.items() if any(content is not None for content in edits.values())]
        new = (min(old[0], *rows), min(old[1], *columns), max(old[2], *rows), max(old[3], *columns))
        if new == old:
            return head
        tag = read_tag(head, self.sheet.scan.dimension_at)
        tag.attributes[b"ref"] = f'"{cell_name(*new[:2])}:{cell_name(*new[2:])}"'.encode()
        return head[: self.sheet.scan.dimension_at] + tag.write() + head[tag.end :]


def look_of(row: Row | OddRow) -> Look:
    """How a stored row looks."""
    if isinstance(row, Row):
        return Look(row.shape.style_of, _row_style_of(row.attributes))
    tag, cells = row_cells(row.xml)
    return Look({cell.column: cell.style for cell in cells}, _row_style(tag))


def style_at(look: Look, column: int, columns: Mapping[int, int]) -> int:
    """The style a place shows, also where no cell is stored; ``columns``: styles of whole columns."""
    own = look.cells.get(column, look.row)
    return columns.get(column, 0) if own is None else own


def stored_height(row: Row | OddRow) -> float | None:
    """Points of a row, when it says."""
    stored = _start_tag(row).get(b"ht", b'""')[1:-1]
    return float(stored) if stored else None


@lru_cache(maxsize=4096)
def _row_style_of(attributes: bytes) -> int | None:
    return _row_style(read_tag(b"<row%s>" % attributes, 0))


def _row_style(tag: Tag) -> int | None:
    return tag.integer(b"s") if _is_set(tag, b"customFormat") else None


@lru_cache(maxsize=4096)
def _patched_attributes(attributes: bytes, added: bool, height: float | None, default: float) -> bytes:
    """The attributes of a row but its number; the same bytes where nothing is to be changed."""
    tag = read_tag(b"<row%s>" % attributes, 0)
    before = dict(tag.attributes)
    if added:
        tag.attributes.pop(b"spans", None)  # a hint that would now be wrong; it may be left out
    if height is not None:
        _set_height(tag, height, default)
    return attributes if tag.attributes == before else tag.write()[len(b"<row") : -1]


def _set_height(tag: Tag, height: float, default: float) -> None:
    """A row's height in its start tag, unless a person has set one or it is as good as it stands."""
    if _is_set(tag, b"customHeight"):
        return
    stored = tag.attributes.get(b"ht", b'""')[1:-1]
    if height != (float(stored) if stored else default):
        tag.attributes[b"ht"] = b'"%s"' % number_text(height).encode()


def _start_tag(row: Row | OddRow) -> Mapping[bytes, bytes]:
    """The attributes of a row."""
    return read_tag(b"<row%s>" % row.attributes if isinstance(row, Row) else row.xml, 0).attributes


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


def _content(content: Content, p: bytes) -> tuple[bytes, bytes]:
    """The type of a cell and what is inside it, b"" where there is none; ``p`` is the prefix of its tags."""
    if isinstance(content, str):
        return b"inlineStr", b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (p, p, encode_text(content), p, p)
    if content is None:
        return b"", b""
    if isinstance(content, Formula):
        return b"", _formula(content, p)
    if isinstance(content, bool):
        return b"b", b"<%sv>%d</%sv>" % (p, content, p)
    if isinstance(content, int):
        return b"e", b"<%sv>%s</%sv>" % (p, ERROR_TEXTS[content].encode(), p)
    return b"", b"<%sv>%s</%sv>" % (p, number_text(content).encode(), p)


def _formula(formula: Formula, p: bytes) -> bytes:
    if not formula.group:
        return b"<%sf>%s</%sf>" % (p, encode_text(formula.text), p)
    group = formula.group.encode()
    if not formula.text:
        return b'<%sf t="shared" si="%s"/>' % (p, group)
    ref = formula.ref.encode()
    return b'<%sf t="shared" ref="%s" si="%s">%s</%sf>' % (p, ref, group, encode_text(formula.text), p)


def _cell(tag: Tag, content: Content) -> bytes:
    kind, inside = _content(content, tag.prefix)
    if not inside:
        return tag.write(empty=True)
    if kind:
        tag.attributes[b"t"] = b'"%s"' % kind
    return tag.write(empty=False) + inside + b"</" + tag.name + b">"


def _inside(content: Content) -> bytes:
    """All of a cell after its attributes but the type."""
    kind, inside = _content(content, b"")
    if not inside:
        return b"/>"
    return b' t="%s">%s</c>' % (kind, inside) if kind else b">%s</c>" % inside


def _attributes_of(cell: bytes) -> bytes:
    """The attributes of a cell but its type, of its XML less ``<c ``.

    >>> _attributes_of(b'r="A1" s="3" t="s"><v>9</v></c>')
    b'r="A1" s="3"'
    """
    return cell[: cell.index(b">")].removesuffix(b"/").partition(b' t="')[0]


def _without_result(cell: bytes) -> bytes:
    """A formula cell, less ``<c ``, without its type and its value.

    >>> _without_result(b'r="A1" t="str"><f>B1</f><v>cu</v></c>')
    b'r="A1"><f>B1</f></c>'
    """
    inside = cell[cell.index(b">") :]
    formula, _, _ = inside.removesuffix(b"</c>").partition(b"<v>")
    return _attributes_of(cell) + formula + b"</c>"


def _without_value(body: bytes) -> bytes:
    """The inside of a formula cell less its ``<v>``, whatever the prefix."""
    return re.sub(rb"<([\w.-]+:)?v(?:\s[^>]*)?(?:/>|>[^<]*</(?:[\w.-]+:)?v\s*>)", b"", body)
