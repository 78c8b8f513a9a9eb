"""Splicing changed cells into a sheet part, row by row; every other byte stays where it was.

A changed cell keeps its style. A new cell keeps the look its empty place had: of its row, else of its column
(``docs/decisions/0006-*``). Where both are plain, it looks like the cell above. A new row repeats the outline level of
the row above; not its style, as a row somebody marked is that row only, not its height, as texts differ in length (see
``fitting``), nor that a filter hides it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from kehoach_xl.engine.common_rows import CommonRows
from kehoach_xl.engine.edits import NO_EDITS, Changes
from kehoach_xl.engine.fitting import RowFit
from kehoach_xl.engine.hiding import with_columns
from kehoach_xl.engine.looks import Places, start_tag
from kehoach_xl.engine.odd_rows import OddRows
from kehoach_xl.engine.shared_texts import SharedTexts
from kehoach_xl.engine.sheet_rows import OddRow, SheetRows, StreamedRows
from kehoach_xl.engine.tags import read_tag
from kehoach_xl.ooxml.refs import cell_name, parse_span
from kehoach_xl.ooxml.shapes import Batch

_ROWS = 50  # new rows that are put together at a time: letters are long
_AFTER_ALL = Batch((), (), {}, b"")


class SheetPatch:
    """One splice of one sheet part."""

    def __init__(
        self, sheet: SheetRows, changes: Changes, fit: RowFit | None, hidden: Mapping[int, bool], drop_cached: bool,
        texts: SharedTexts,
    ) -> None:  # fmt: skip
        """``hidden``: columns to be hidden (True) or shown. With ``drop_cached`` no formula keeps its result."""
        self.sheet, self.hidden, self.drop_cached = sheet, hidden, drop_cached
        self.changes, self.fit, self.texts = changes, fit, texts
        self.prefix = sheet.opening.prefix
        self.changed = False  # whether what ``pieces`` gave differs from the part

    def pieces(self) -> Iterator[bytes]:
        """The part with the changes made."""
        sheet, opening = self.sheet, self.sheet.opening
        head = with_columns(sheet.head, self.prefix, sheet.scan, self.hidden) if self.hidden else sheet.head
        head = self._with_dimension(head)
        self.changed = head != sheet.head
        yield head
        if sheet.scan.data_empty:
            new = b"".join(self._odd_rows())
            yield opening.write(empty=False) + new + b"</" + opening.name + b">" if new else sheet.opening_xml
        else:
            yield sheet.opening_xml
            yield from self._batches(sheet) if isinstance(sheet, StreamedRows) else self._odd_rows()
        yield sheet.tail

    def _batches(self, sheet: StreamedRows) -> Iterator[bytes]:
        """The rows of a part as common programs write it."""
        places, height = Places(sheet.scan.columns), sheet.scan.default_height
        common = CommonRows(self.changes, places, self.fit, self.texts, self.drop_cached, height)
        wanted, at = sorted(self.changes), 0
        for batch in sheet.batches():
            if not batch.numbers:
                continue
            end = bisect_right(wanted, batch.numbers[-1], at)
            some, at = wanted[at:end], end
            new = self._filled({*some}.difference(batch.numbers)) if some != batch.numbers else []
            if new or not common.stays(batch):
                yield common.patched(batch, new)
            else:
                common.passed(batch)
                yield batch.data
        yield sheet.trailing
        new = self._filled(wanted[at:])
        for at in range(0, len(new), _ROWS):
            yield common.patched(_AFTER_ALL, new[at : at + _ROWS])
        self.changed = self.changed or common.changed

    def _filled(self, rows: Iterable[int]) -> list[int]:
        """Those in which a cell gets a content, in order."""
        return sorted(row for row in rows if any(content is not None for content in self.changes[row].contents))

    def _odd_rows(self) -> Iterator[bytes]:
        """The rows of any other part."""
        places = Places(self.sheet.scan.columns)
        odd = OddRows(self.sheet, places, self.fit, self.texts, self.drop_cached)
        fitted = self.fit.rows if self.fit is not None else frozenset()
        renumber = self._inserts()
        wanted = iter(self._filled(self.changes))
        waiting = next(wanted, None)
        above: OddRow | None = None  # the row before, as it was

        def new(row: int) -> bytes:
            level = start_tag(above).get(b"outlineLevel") if above is not None and above.number == row - 1 else None
            changes = {column: content for column, content in self.changes[row].items() if content is not None}
            self.changed = True
            return odd.new(row, changes, level, row in fitted)

        for row in self.sheet.rows():
            assert isinstance(row, OddRow)
            yield row.gap
            while waiting is not None and waiting < row.number:
                yield new(waiting)
                waiting = next(wanted, None)
            if waiting == row.number:
                waiting = next(wanted, None)
            edits = self.changes.get(row.number, NO_EDITS)
            if edits or row.number in fitted or self.drop_cached or (renumber and not row.explicit):
                patched = odd.patched(row, edits, row.number in fitted)
                self.changed = self.changed or patched != row.xml
                yield patched
            else:
                places.stand_below(row.number, row)
                yield row.xml
            above = row
        yield self.sheet.trailing
        while waiting is not None:
            yield new(waiting)
            waiting = next(wanted, None)

    def _inserts(self) -> bool:
        """Whether a row comes where none was: rows without a number count from the one before, and would move."""
        there = self.sheet.scan.rows  # of a part that is streamed all rows have numbers
        return bool(there) and any(row not in there for row in self.changes)

    def _with_dimension(self, head: bytes) -> bytes:
        """``head`` (all before sheetData) with the dimension widened over the cells that were filled."""
        old = parse_span(self.sheet.scan.dimension or "")
        if old is None:
            return head
        rows = self._filled(row for row in self.changes if not old[0] <= row <= old[2])
        lines = {edits.columns for edits in self.changes.values()}
        beyond = {column for line in lines for column in line if not old[1] <= column <= old[3]}
        changes = self.changes.values()
        columns = [column for column in beyond if any(edits.get(column) is not None for edits in changes)]
        new = (min((old[0], *rows)), min((old[1], *columns)), max((old[2], *rows)), max((old[3], *columns)))
        if new == old:
            return head
        tag = read_tag(head, self.sheet.scan.dimension_at)
        tag.attributes[b"ref"] = f'"{cell_name(*new[:2])}:{cell_name(*new[2:])}"'.encode()
        return head[: self.sheet.scan.dimension_at] + tag.write() + head[tag.end :]
