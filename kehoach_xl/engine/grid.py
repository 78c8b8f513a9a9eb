"""One sheet in memory: stored values, pending changes, and the rules for what may be changed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, compress, repeat, zip_longest

from kehoach_xl.engine.deflating import deflated
from kehoach_xl.engine.edits import NO_EDITS, Content, Edits, SharedColumns, differing
from kehoach_xl.engine.fitting import Contents, Merge, RowFit
from kehoach_xl.engine.hiding import shown_as
from kehoach_xl.engine.looks import PLAIN, Look, look_of, stored_height, style_at
from kehoach_xl.engine.moving import moved
from kehoach_xl.engine.patch import SheetPatch
from kehoach_xl.engine.row_spans import RowSpans
from kehoach_xl.engine.shared_texts import SharedTexts
from kehoach_xl.engine.sheet_rows import NOTHING, SheetRows, Stored, sheet_rows
from kehoach_xl.engine.values import NormalLot, Value, formula_text, in_lots, normal, normal_lots
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.cells import Formula, SheetScan
from kehoach_xl.ooxml.package import Packed
from kehoach_xl.ooxml.refs import cell_name, parse_span
from kehoach_xl.ooxml.workbook import SheetPart, WorkbookParts
from kehoach_xl.written.beside import Beside

Position = tuple[int, int]

# Cells that share one formula: when its first cell goes, all the others get their own text.
MOST_SHARING = 1_000
_FORMULA = object()  # stands for what a formula will show


class Grid:
    """The cells of one worksheet part, read on first use; changes wait until the book is saved.

    A row is one tuple of values: 60,000 rows of 20 cells are 20 MB and their texts, and a block is cut out of them."""

    def __init__(self, parts: WorkbookParts, sheet: SheetPart) -> None:
        self.parts, self.sheet = parts, sheet
        self.part = sheet.part if sheet.kind == "worksheet" else ""
        self._rows: SheetRows | None = None
        self.stored: dict[int, Stored] = {}
        self.scan = SheetScan()
        if self.part:
            self._rows, self.stored = sheet_rows(parts, self.part)
            self.scan = self._rows.scan
        self.changes: dict[int, Edits] = {}
        self._with_care: set[int] = set()  # rows of which a formula may have come or gone
        # No row after it holds anything, or is to.
        self._last = next((row for row in reversed(self.stored) if any(self.stored[row])), 0)
        self.fitted: set[int] = set()  # rows that get a new height with the save
        self.shown: dict[Position, str] = {}  # what formulas will show, for the height of their rows
        self.hidden: dict[int, bool] = {}  # columns that are hidden (True) or shown with the save
        self._merges_of_row: dict[int, list[Merge]] = {}
        self._filled: dict[str, tuple[Position, str]] = {}  # shared formulas that are to be written, as in _masters

    # -- reading ---------------------------------------------------------------------------
    def value(self, at: Position) -> Value:
        """What the cell is worth; None for a formula that waits to be calculated."""
        return self.block(at, at)[0][0]

    def block(self, first: Position, last: Position) -> list[tuple[Value, ...]]:
        """The values of a block, row by row."""
        blank: tuple[Value, ...] = (None,) * (last[1] - first[1] + 1)
        found = [line + blank[len(line) :] if line else blank for line in self.lines(first, last)]
        return found + [blank] * (last[0] - first[0] + 1 - len(found))

    def lines(self, first: Position, last: Position) -> list[tuple[Value, ...]]:
        """As :meth:`block`, but a line may end where nothing more stands, and the lines where no more rows are in use:
        most rows are as they are stored, and not copied."""
        left, right = first[1] - 1, last[1]
        rows, stored = range(first[0], min(last[0], self._last) + 1), self.stored.get
        found = [stored(row, NOTHING).values[left:right] for row in rows]
        for row in rows if len(rows) < len(self.changes) else self.changes:
            if row in rows and row in self.changes:
                found[row - first[0]] = _laid_over(found[row - first[0]], self.changes[row], first[1], last[1])
        return found

    def formula(self, at: Position) -> str:
        """Text "=…" for a formula, else the constant as text, "" when empty, as Range.formula has it."""
        row, column = at
        pending = self.changes.get(row)
        if pending is not None and column in pending:
            content = pending[column]
            return "=" + self._text_to_come(at, content) if isinstance(content, Formula) else formula_text(content)
        stored = self.stored.get(row, NOTHING)
        if column in stored.formulas:
            return "=" + self._expanded(at, self._formulas[row][column])
        return formula_text(stored.values[column - 1]) if column <= len(stored.values) else ""

    def formula_block(self, first: Position, last: Position) -> list[tuple[str, ...]]:
        """What was entered in a block, row by row."""
        columns = range(first[1], last[1] + 1)
        filled = range(first[0], min(last[0], self._last) + 1)
        found = [tuple([self.formula((row, column)) for column in columns]) for row in filled]
        return found + [("",) * len(columns)] * (last[0] - first[0] + 1 - len(found))

    def entered(self, first: Position, last: Position) -> dict[Position, str]:
        """The formulas of a block, with «=»."""
        return {at: self.formula(at) for at in self._formula_cells(first[0], last[0]) if first[1] <= at[1] <= last[1]}

    def _formula_cells(self, first: int, last: int) -> Iterator[Position]:
        for row in range(first, min(last, self._last) + 1):
            pending = self.changes.get(row, {})
            yield from ((row, c) for c in sorted(self.stored.get(row, NOTHING).formulas) if c not in pending)
            yield from ((row, c) for c, content in pending.items() if isinstance(content, Formula))

    @cached_property
    def _formulas(self) -> Mapping[int, Mapping[int, Formula]]:
        """The stored formulas, read when one is asked for: most operations need none of them."""
        return dict(self._rows.formulas()) if self._rows else {}

    @cached_property
    def _masters(self) -> dict[str, tuple[Position, str]]:
        """By group of a shared formula its first cell and its text; other cells of it may carry a text too."""
        masters: dict[str, tuple[Position, str]] = {}
        for at, one in self._special.items():
            if one.kind == "shared" and one.text and (one.ref or one.group not in masters):
                masters[one.group] = at, one.text
        return masters

    @property
    def _special(self) -> Mapping[Position, Formula]:
        """Formulas that are not of one cell alone, in their first cell."""
        return self._rows.special if self._rows else {}

    def _expanded(self, at: Position, formula: Formula) -> str:
        """The text of a formula; a follower of a shared one gets the master's, moved to its place."""
        if formula.kind != "shared" or formula.text:
            return formula.text
        master, text = self._masters.get(formula.group, (at, ""))
        return moved(text, master, at)

    def _text_to_come(self, at: Position, formula: Formula) -> str:
        """The text of a formula that is to be written."""
        if not formula.group or formula.text:
            return formula.text
        master, text = self._filled[formula.group]
        return moved(text, master, at)

    def is_touched(self, drop_cached: bool) -> bool:
        """Whether saving may change the part; with ``drop_cached`` no formula keeps its result."""
        touched = self.changes or self.fitted or self.hidden
        return bool(touched) or (drop_cached and self._rows is not None and self._rows.stale)

    def style(self, at: Position) -> int:
        """Style index a cell shows: its own, else its row's, else its column's."""
        columns = {n: c.style for c in self.scan.columns if c.style for n in range(c.first, c.last + 1)}
        return style_at(self._looks.get(at[0], PLAIN), at[1], columns)

    @cached_property
    def _looks(self) -> dict[int, Look]:
        return {row.number: look_of(row) for row in self._rows.rows()} if self._rows else {}

    def used(self) -> tuple[int, int, int, int]:
        """(row1, column1, row2, column2) around everything that holds something; A1 for an empty sheet."""
        rows = [row for row in {*self.stored, *self.changes} if self._holds(row)]
        if not rows:
            return 1, 1, 1, 1
        columns = [column for row in rows for column in self._holds(row)]
        return min(rows), min(columns), max(rows), max(columns)

    def _holds(self, row: int) -> set[int]:
        """The columns of a row that hold something."""
        stored, pending = self.stored.get(row, NOTHING), self.changes.get(row, {})
        there = {column for column, value in enumerate(stored.values, 1) if value is not None} | stored.formulas
        there.difference_update(pending)
        return there | {column for column, content in pending.items() if content is not None}

    def filled(self, first: Position, last: Position) -> list[Position]:
        """The cells of a block that hold something."""
        rows = [row for row in {*self.stored, *self.changes} if first[0] <= row <= last[0]]
        return [(row, column) for row in rows for column in self._holds(row) if first[1] <= column <= last[1]]

    # -- changing --------------------------------------------------------------------------
    def set_value(self, at: Position, value: object) -> None:
        """Set a constant; "" and None clear. Text stays text, also when it starts with "="."""
        self.put(at[1], [([at[0]], [[normal(value, self.sheet.name, cell_name(*at), self.parts.date1904)]])])

    def set_block(self, first: Position, rows: Sequence[Sequence[object]]) -> None:
        """Set constants, as :meth:`set_value`; nothing is set when one of them cannot be held."""
        lots = normal_lots(in_lots(rows, first[0]), self.sheet.name, first[1], self.parts.date1904)
        self.put(first[1], list(lots))

    def set_formula(self, at: Position, content: object) -> None:
        """Set a formula ("=…"); anything else is set as a constant."""
        if isinstance(content, str) and content.startswith("=") and len(content) > 1:
            text = normal(content, self.sheet.name, cell_name(*at))
            self.put_formulas(at[1], [(at[0], [plain_formula(str(text)[1:])])])
        else:
            self.set_value(at, content)

    def put(self, first: int, lots: Iterable[NormalLot]) -> None:
        """Set what :func:`normal` gave, from column ``first`` on. ``Stop`` OPEN_014, OPEN_018 for a cell that cannot be
        set."""
        for rows, columns in lots:
            within, begin = range(first, first + len(columns)), 0
            for at in chain(self._tied(rows, within), [len(rows)]):
                if begin < at:
                    self._put_apart(rows[begin:at], within, [column[begin:at] for column in columns])
                if at < len(rows):
                    self._put_with_care(rows[at], first, [column[at] for column in columns])
                begin = at + 1

    def _tied(self, rows: Sequence[int], columns: range) -> Iterator[int]:
        """The places of rows of which a cell in these columns may be part of a merge, or have or share a formula."""
        stored = self.stored
        above, below = self._bound.around(rows[0])  # of the rows between them, none is bound
        with_formulas = {
            one for one in {stored.get(row, NOTHING).formulas for row in rows} if not one.isdisjoint(columns)
        }
        if above < min(rows) and max(rows) < below and not with_formulas and not self._filled:
            return  # of none of them, nearly always
        for at, row in enumerate(rows):
            shares = self._filled and row in self._with_care
            if shares or row in self._bound or stored.get(row, NOTHING).formulas in with_formulas:
                yield at

    def _put_apart(self, rows: Sequence[int], columns: range, contents: Sequence[Sequence[Value]]) -> None:
        """As :meth:`put`, rows of which each cell is for itself."""
        stored = map(self.stored.get, rows, repeat(NOTHING))
        before = zip_longest(*[one.values[columns.start - 1 : columns.stop - 1] for one in stored])
        differs = list(map(list, map(differing, contents, chain(before, repeat(None)))))
        apart = list(map(any, differs))  # columns in which no row changes are not looked at again
        shared = SharedColumns(columns, apart)
        lines = zip(*compress(contents, apart), strict=True) if True in apart else repeat((), len(rows))
        each = zip(*compress(differs, apart), strict=True) if True in apart else repeat((), len(rows))
        changes, last = self.changes, self._last
        for row, line, which in zip(rows, lines, each, strict=True):
            fresh = shared.picked[which]
            if len(fresh) < len(line):
                line = tuple(compress(line, which))
            there = changes.get(row)
            if there is not None:
                kept, both = shared.joined[there.columns, fresh]
                stay = there.contents if len(kept) == len(there.columns) else tuple(map(there.__getitem__, kept))
                fresh, line = both, stay + line
            if fresh:
                changes[row] = Edits(fresh, line)
                if row > last:
                    last = row
            elif there is not None:
                del changes[row]
        self._last = last

    def put_formulas(self, first: int, lines: Iterable[tuple[int, Sequence[Content]]]) -> None:
        """As :meth:`put`, lines in which formulas stand."""
        for row, line in lines:
            self._put_with_care(row, first, line)

    def _put_with_care(self, row: int, first: int, line: Sequence[Content]) -> None:
        """As :meth:`put`, a row of which a cell may be part of a merge, or have or share a formula."""
        stored = self.stored.get(row, NOTHING)
        for column, content in enumerate(line, first):
            if self._filled:
                self._release_filled((row, column))
            old = stored.values[column - 1] if column <= len(stored.values) else None
            if isinstance(content, Formula) or column in stored.formulas:
                same = self._is_formula((row, column), content)
            else:
                same = content is old or (content == old and type(content) is type(old))
            if not same and column not in self.changes.get(row, {}) and row in self._bound:
                self._release((row, column))
            pending = dict(self.changes.get(row, ()))
            if same:
                pending.pop(column, None)
            else:
                pending[column] = content
            self._set(row, pending)

    def _set(self, row: int, pending: Mapping[int, Content]) -> None:
        """What a row is to become of which a formula may come or go."""
        self._with_care.add(row)
        self._keep(row, pending)

    def _keep(self, row: int, pending: Mapping[int, Content]) -> None:
        """What a row is to become; never changed in place, so that :meth:`pending` need not copy it."""
        if pending:
            self.changes[row] = Edits.of(pending)
            if row > self._last:
                self._last = row
        else:
            self.changes.pop(row, None)

    def _is_formula(self, at: Position, content: Content) -> bool:
        """Whether a formula stands there that reads as ``content``."""
        row, column = at
        if column not in self.stored.get(row, NOTHING).formulas or not isinstance(content, Formula):
            return False
        stored = self._formulas[row][column]
        return not content.group and content.text == self._expanded(at, stored) and not self._is_left(at, stored)

    def _is_left(self, at: Position, formula: Formula) -> bool:
        """Whether a stored formula shares the text of another, which will not be there."""
        (row, column), _ = self._masters.get(formula.group, (at, ""))
        return formula.kind == "shared" and (row, column) != at and column in self.changes.get(row, {})

    def fill(self, first: Position, last: Position, content: str) -> None:
        """Set a formula ("=…", as of the first cell) in a whole block, moved as Excel fills it. Down a column its text
        is kept once, as Excel itself stores it: three formulas in each of 60,000 rows are 8 MB of XML instead of 130,
        and all that reads them is that much faster."""
        text = str(normal(content, self.sheet.name, cell_name(*first)))[1:]
        for column in range(first[1], last[1] + 1):
            for top in range(first[0], last[0] + 1, MOST_SHARING):
                bottom = min(top + MOST_SHARING - 1, last[0])
                self._share((top, column), bottom, moved(text, first, (top, column)))

    def _share(self, first: Position, bottom: int, text: str) -> None:
        top, column = first
        if bottom == top:
            self.put_formulas(column, [(top, [plain_formula(text)])])
            return
        for row in range(top, bottom + 1):
            self._release_filled((row, column))
            if row in self._bound and column not in self.changes.get(row, {}):
                self._release((row, column))
        group = str(self._next_group)
        self._next_group += 1
        self._filled[group] = first, text
        follower = Formula("", "shared", group, "")
        for row in range(top + 1, bottom + 1):
            self._set(row, {**self.changes.get(row, {}), column: follower})
        ref = f"{cell_name(*first)}:{cell_name(bottom, column)}"
        self._set(top, {**self.changes.get(top, {}), column: Formula(text, "shared", group, ref)})

    @cached_property
    def _next_group(self) -> int:
        """A number that no shared formula of the part has, nor a cell that was left without one."""
        groups = self._rows.groups if self._rows else ()
        return max((int(group) for group in groups if group.isdecimal()), default=-1) + 1

    def _release_filled(self, at: Position) -> None:
        """As :meth:`_release_group`, of formulas that are to be written."""
        gone = self.changes.get(at[0], {}).get(at[1])
        if not isinstance(gone, Formula) or not gone.group or not gone.text:
            return
        for row, pending in list(self.changes.items()):
            for column, other in pending.items():
                if isinstance(other, Formula) and other.group == gone.group and (row, column) != at:
                    own = plain_formula(self._text_to_come((row, column), other))
                    self._set(row, {**self.changes[row], column: own})

    @cached_property
    def _merged(self) -> RowSpans:
        return RowSpans((m[0], m[2]) for m in self.scan.merges)

    @cached_property
    def _bound(self) -> RowSpans:
        """The rows of which a cell may be part of a merge, or of a formula that is not its own alone."""
        spans = [(m[0], m[2]) for m in self.scan.merges] + [(span[0], span[2]) for _, _, span in self._arrays]
        return RowSpans(spans + [(row, row) for row, _ in self._special])

    def _release(self, at: Position) -> None:
        """Before a cell is set: whether it may be, and formulas that share its text get their own."""
        row, column = at
        for row1, column1, row2, column2 in self._merges(row):
            if column1 <= column <= column2 and at != (row1, column1):
                merge = f"{cell_name(row1, column1)}:{cell_name(row2, column2)}"
                raise Stop("OPEN_014", sheet=self.sheet.name, cell=cell_name(*at), merge=merge)
        for cell_at, ref, span in self._arrays:
            row1, column1, row2, column2 = span
            inside = row1 <= row <= row2 and column1 <= column <= column2
            if inside and span != (*cell_at, *cell_at):
                raise Stop("OPEN_018", sheet=self.sheet.name, cell=cell_name(*at), ref=ref)
        self._release_group(at)

    def _merges(self, row: int) -> Sequence[Merge]:
        if row not in self._merged:
            return ()
        if row not in self._merges_of_row:
            self._merges_of_row[row] = [m for m in self.scan.merges if m[0] <= row <= m[2]]
        return self._merges_of_row[row]

    @cached_property
    def _arrays(self) -> list[tuple[Position, str, tuple[int, int, int, int]]]:
        """(first cell, ref as written, rectangle) of each array formula and data table."""
        return [
            (at, formula.ref, span)
            for at, formula in self._special.items()
            if formula.kind in ("array", "dataTable") and (span := parse_span(formula.ref))
        ]

    def _release_group(self, at: Position) -> None:
        """Before the master of a shared formula goes, its followers get formulas of their own."""
        formula = self._special.get(at)
        if formula is None or formula.kind != "shared" or self._masters.get(formula.group, ((0, 0), ""))[0] != at:
            return
        for row, formulas in self._formulas.items():
            for column, other in formulas.items():
                if other.kind == "shared" and other.group == formula.group and (row, column) != at:
                    own = plain_formula(self._expanded((row, column), other))
                    self._set(row, {column: own, **self.changes.get(row, {})})

    def changes_formulas(self) -> bool:
        """Whether a formula comes or goes, which makes the calculation chain wrong."""
        stored, changes = self.stored, self.changes
        return any(
            Formula in map(type, (pending := changes[row]).values())
            or not stored.get(row, NOTHING).formulas.isdisjoint(pending)
            for row in self._with_care & changes.keys()
        )

    def pending(self) -> dict[int, Edits]:
        """What is to be written by now; it may be set again as ``changes``."""
        return dict(self.changes)

    def hide_columns(self, first: int, last: int, hidden: bool) -> None:
        """Hide or show columns, from 1; what is so already is left alone."""
        standing = {n for one in self.scan.columns if one.hidden for n in range(one.first, one.last + 1)}
        for number in range(first, last + 1):
            self.hidden.pop(number, None)
            if (number in standing) != hidden:
                self.hidden[number] = hidden

    # -- saving ----------------------------------------------------------------------------
    def fit_rows(self, first: int, last: int) -> None:
        """Have the rows there are between ``first`` and ``last`` as tall as their text when saved, and the last row of
        each merge among them."""
        there = self._numbers
        self.fitted.update(there[bisect_left(there, first) : bisect_right(there, last)])
        for row in self.changes if last - first > len(self.changes) else range(first, last + 1):
            pending = self.changes.get(row) if first <= row <= last and row not in self.fitted else None
            if pending and any(content is not None for content in pending.values()):
                self.fitted.add(row)
        self.fitted.update(m[2] for m in self.scan.merges if m[0] <= last and m[2] >= first and self._is_there(m[2]))

    @cached_property
    def _numbers(self) -> list[int]:
        return list(self.stored)

    def _is_there(self, row: int) -> bool:
        return row in self.stored or any(content is not None for content in self.changes.get(row, {}).values())

    def _fit(self) -> RowFit:
        """What will stand in the fitted rows; of merged cells, the text is in the first."""
        scan = replace(self.scan, columns=shown_as(self.scan.columns, self.hidden))
        tall = [m for m in self.scan.merges if m[0] < m[2] and m[2] in self.fitted and self._is_text(m[:2])]
        texts = [(m, str(self.value(m[:2])), self.style(m[:2])) for m in tall]
        above = {row for m in tall for row in range(m[0], m[2])}
        stored: dict[int, float] = {}
        for row in self._rows.rows() if above and self._rows else ():
            if row.number in above and (points := stored_height(row)) is not None:
                stored[row.number] = points
        return RowFit(self.fitted, self._contents, scan, self.parts.style, texts, stored)

    def _is_text(self, at: Position) -> bool:
        formula = next((c for row, c in self._formula_cells(at[0], at[0]) if c == at[1]), None)
        return formula is None and isinstance(self.value(at), str)

    def _contents(self, rows: Sequence[int]) -> Contents:
        """What rows will hold, but for cells that are merged with others below or above; of formulas, what they will
        show."""
        if self.shown or (min(rows) <= self._merged.last and any(map(self._merged.__contains__, rows))):
            values, formulas, changed = zip(*map(self._contents_of, rows), strict=True)
            return values, formulas, changed
        values, formulas = zip(*map(self.stored.get, rows, repeat(NOTHING)), strict=True)
        return values, formulas, list(map(self.changes.get, rows, repeat(NO_EDITS)))

    def _contents_of(self, row: int) -> tuple[tuple[object, ...], frozenset[int], Edits]:
        stored, pending = self.stored.get(row, NOTHING), self.changes.get(row, NO_EDITS)
        changed: dict[int, object] = dict(pending)
        for column in stored.formulas.union(pending):
            content = pending.get(column, _FORMULA)
            if content is _FORMULA or isinstance(content, Formula):
                changed[column] = self.shown.get((row, column), _FORMULA)
        width = max((*stored.formulas, *pending, len(stored.values)))
        for row1, column1, row2, column2 in self._merges(row):
            if row1 < row2:
                changed |= dict.fromkeys(range(column1, min(column2, width) + 1))
        return stored.values, stored.formulas, Edits.of(changed)

    def patched(self, drop_cached: bool, texts: SharedTexts, beside: Beside) -> Packed | None:
        """The sheet part with the changes made; None when it is the same. ``texts``: those of the save; ``beside`` is
        told of what is written."""
        if self._rows is None:
            return None
        fit = self._fit() if self.fitted else None
        patch = SheetPatch(self._rows, self.changes, fit, self.hidden, drop_cached, texts)
        packed = deflated(patch.pieces(), beside.part(self.part, self.changes))
        return packed if patch.changed else None


def plain_formula(text: str) -> Formula:
    return Formula(text, "normal", "", "")


def _laid_over(line: tuple[Value, ...], pending: Mapping[int, Content], first: int, last: int) -> tuple[Value, ...]:
    within = {column: content for column, content in pending.items() if first <= column <= last}
    width = max(len(line), *(column - first + 1 for column in within), 0)
    values: list[Value] = [*line, *(None,) * (width - len(line))]
    for column, content in within.items():
        values[column - first] = None if isinstance(content, Formula) else content
    return tuple(values)
