"""Splicing changed cells into a sheet part, row by row; every other byte stays where it was.

A changed cell keeps its style. A new cell keeps the look its empty place had: of its row, else of its column
(``docs/decisions/0006-*``). Where both are plain, it looks like the cell above. A new row repeats the outline level of
the row above; not its style, as a row somebody marked is that row only, not its height, as texts differ in length (see
``fitting``), nor that a filter hides it.
"""

from collections.abc import Iterator, Mapping

from kehoach_xl.engine.common_rows import CommonRows
from kehoach_xl.engine.fitting import RowFit
from kehoach_xl.engine.hiding import with_columns
from kehoach_xl.engine.looks import Places, start_tag
from kehoach_xl.engine.odd_rows import Content, OddRows
from kehoach_xl.engine.shared_texts import SharedTexts
from kehoach_xl.engine.sheet_rows import OddRow, SheetRows
from kehoach_xl.engine.tags import read_tag
from kehoach_xl.ooxml.refs import cell_name, parse_span
from kehoach_xl.ooxml.shapes import Row

Changes = Mapping[int, Mapping[int, Content]]  # by row and column
_NO_EDITS: Mapping[int, Content] = {}


class SheetPatch:
    """One splice of one sheet part."""

    def __init__(
        self, sheet: SheetRows, changes: Changes, fit: RowFit | None, hidden: Mapping[int, bool], drop_cached: bool,
        texts: SharedTexts,
    ) -> None:  # fmt: skip
        """``hidden``: columns to be hidden (True) or shown. With ``drop_cached`` no formula keeps its result."""
        self.sheet, self.hidden, self.drop_cached = sheet, hidden, drop_cached
        self.changes = changes
        self.prefix = sheet.opening.prefix
        self.changed = False  # whether what ``pieces`` gave differs from the part
        self._fitted = fit.rows if fit is not None else frozenset()
        self._places = Places(sheet.scan.columns)
        self._common = CommonRows(self._places, fit, texts, drop_cached, sheet.scan.default_height)
        self._odd = OddRows(sheet, self._places, fit, texts, drop_cached)
        self._stored: Row | OddRow | None = None  # the row before, as it was

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
        edits = self.changes.get(row.number, _NO_EDITS)
        fitted = row.number in self._fitted
        if isinstance(row, Row):
            if edits or fitted or (self.drop_cached and row.shape.stale):
                new = self._common.patched(row, edits, fitted)
                self.changed = self.changed or new != row.xml
                return new
        elif edits or fitted or self.drop_cached or (renumber and not row.explicit):
            new = self._odd.patched(row, edits, fitted)
            self.changed = self.changed or new != row.xml
            return new
        self._places.stand_below(row.number, row)
        return row.xml

    def _new_row(self, row: int) -> bytes:
        changes = {column: content for column, content in self.changes[row].items() if content is not None}
        if not changes:
            return b""
        self.changed = True
        above = self._stored
        level = start_tag(above).get(b"outlineLevel") if above is not None and above.number == row - 1 else None
        rows = self._common if self.prefix == b"" else self._odd
        return rows.new(row, changes, level, row in self._fitted)

    def _with_dimension(self, head: bytes) -> bytes:
        """``head`` (all before sheetData) with the dimension widened over the cells that were filled."""
        old = parse_span(self.sheet.scan.dimension or "")
        rows: list[int] = []
        lines: set[tuple[int, ...]] = set()  # columns that are filled together
        for row, edits in self.changes.items():
            line = tuple(edits)
            if None in edits.values():
                line = tuple(column for column, content in edits.items() if content is not None)
            if line:
                rows.append(row)
                lines.add(line)
        columns = {column for line in lines for column in line}
        if old is None or not columns:
            return head
        new = (min(old[0], *rows), min(old[1], *columns), max(old[2], *rows), max(old[3], *columns))
        if new == old:
            return head
        tag = read_tag(head, self.sheet.scan.dimension_at)
        tag.attributes[b"ref"] = f'"{cell_name(*new[:2])}:{cell_name(*new[2:])}"'.encode()
        return head[: self.sheet.scan.dimension_at] + tag.write() + head[tag.end :]
