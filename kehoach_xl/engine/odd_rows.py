"""Changed cells put into rows that are written as no common program writes them, and into new rows of their sheets."""

import re
from collections.abc import Mapping

from kehoach_xl.engine.edits import Content
from kehoach_xl.engine.fitting import RowFit
from kehoach_xl.engine.looks import PLAIN, CellSpan, Look, Places, row_cells, row_style, set_height
from kehoach_xl.engine.shared_texts import SharedTexts
from kehoach_xl.engine.sheet_rows import OddRow, SheetRows
from kehoach_xl.engine.tags import Tag, read_tag
from kehoach_xl.engine.values import ERROR_TEXTS, number_text
from kehoach_xl.ooxml.cells import Formula
from kehoach_xl.ooxml.refs import cell_name
from kehoach_xl.ooxml.text import encode_text


class OddRows:
    """Rows of one sheet, taken apart by expat. ``fit``: the heights of rows, if any is to be fitted."""

    def __init__(
        self, sheet: SheetRows, places: Places, fit: RowFit | None, texts: SharedTexts, drop_cached: bool
    ) -> None:  # fmt: skip
        self._sheet, self._places, self._fit, self._texts, self._drop_cached = sheet, places, fit, texts, drop_cached
        self._prefix = sheet.opening.prefix

    def patched(self, row: OddRow, changes: Mapping[int, Content], fitted: bool) -> bytes:
        """A row there was, with changed cells."""
        fragment = row.xml
        tag, cells = row_cells(fragment)
        before = dict(tag.attributes)
        look = Look({cell.column: cell.style for cell in cells}, row_style(tag))
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
        self._places.stand_below(row.number, Look(styles, look.row))
        if fitted and self._fit:
            set_height(tag, self._fit.height(row.number, styles), self._sheet.scan.default_height)
        if not new and tag.empty and tag.attributes == before:
            return fragment
        if tag.empty:
            return tag.write(empty=not new) + new + (b"</" + tag.name + b">" if new else b"")
        tail = cells[-1].end if cells else tag.end
        head = fragment[: tag.end] if tag.attributes == before else tag.write()
        return head + b"".join(body) + fragment[at:tail] + new + fragment[tail:]

    def new(self, row: int, changes: Mapping[int, Content], level: bytes | None, fitted: bool) -> bytes:
        """A row where none was; ``level``: its outline level, in quotes."""
        attributes = {b"r": b'"%d"' % row} | ({b"outlineLevel": level} if level else {})
        tag = Tag(self._prefix + b"row", attributes, False, 0)
        styles: dict[int, int] = {}
        cells = b"".join(self._new_cell(row, PLAIN, styles, column, changes) for column in sorted(changes))
        if fitted and self._fit:
            set_height(tag, self._fit.height(row, styles), self._sheet.scan.default_height)
        self._places.stand_below(row, Look(styles, None))
        return tag.write() + cells + b"</" + tag.name + b">"

    def _patched_cell(self, row: OddRow, cell: CellSpan, changes: Mapping[int, Content]) -> bytes:
        raw = row.xml[cell.start : cell.end]
        scanned = self._sheet.scan.cells.get((row.number, cell.column))
        changes_it = cell.column in changes
        strip = not changes_it and self._drop_cached and scanned is not None and scanned.formula is not None
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
        self._texts.references -= tag.attributes.get(b"t", b"")[1:-1] == b"s"
        for key in (b"t", b"cm", b"vm"):  # these describe the old content
            tag.attributes.pop(key, None)
        return self._cell(tag, changes[cell.column])

    def _new_cell(
        self, row: int, look: Look, styles: dict[int, int], column: int, added: Mapping[int, Content]
    ) -> bytes:  # fmt: skip
        style = self._places.style_for(row, look, column)
        attributes = {b"r": b'"%s"' % cell_name(row, column).encode()}
        if style:
            attributes[b"s"] = b'"%d"' % style
            styles[column] = style
        return self._cell(Tag(self._prefix + b"c", attributes, True, 0), added[column])

    def _cell(self, tag: Tag, content: Content) -> bytes:
        index = self._texts.index(content) if isinstance(content, str) else None
        if index is not None:
            self._texts.references += 1
            kind, inside = b"s", b"<%sv>%d</%sv>" % (tag.prefix, index, tag.prefix)
        else:
            kind, inside = _content(content, tag.prefix)
        if not inside:
            return tag.write(empty=True)
        if kind:
            tag.attributes[b"t"] = b'"%s"' % kind
        return tag.write(empty=False) + inside + b"</" + tag.name + b">"


def inside(content: Content) -> bytes:
    """All of a cell after its attributes but the type."""
    kind, within = _content(content, b"")
    if not within:
        return b"/>"
    return b' t="%s">%s</c>' % (kind, within) if kind else b">%s</c>" % within


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


def _without_value(body: bytes) -> bytes:
    """The inside of a formula cell less its ``<v>``, whatever the prefix."""
    return re.sub(rb"<([\w.-]+:)?v(?:\s[^>]*)?(?:/>|>[^<]*</(?:[\w.-]+:)?v\s*>)", b"", body)
