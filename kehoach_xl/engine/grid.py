"""One sheet in memory: stored values, pending changes, and the rules for what may be changed."""

from dataclasses import replace
from functools import cached_property

from kehoach_xl.engine.fitting import RowFit
from kehoach_xl.engine.hiding import shown_as
from kehoach_xl.engine.moving import moved
from kehoach_xl.engine.patch import Change, SheetPatch
from kehoach_xl.engine.tags import read_tag
from kehoach_xl.engine.values import Value, formula_text, from_cell, normal
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.cells import Formula, SheetScan, scan
from kehoach_xl.ooxml.refs import cell_name, parse_span
from kehoach_xl.ooxml.workbook import SheetPart, WorkbookParts

Position = tuple[int, int]

# Cells that share one formula: when its first cell goes, all the others get their own text.
MOST_SHARING = 1_000


class Grid:
    """The cells of one worksheet part, read on first use; changes wait until the book is saved."""

    def __init__(self, parts: WorkbookParts, sheet: SheetPart) -> None:
        self.parts, self.sheet = parts, sheet
        self.part = sheet.part
        package = parts.package
        if sheet.part and sheet.kind == "worksheet":
            self.data = package.read(sheet.part)
            self.scan = scan(self.data, sheet.part, package.name, package.limits, spans=True)
        else:
            self.data, self.scan = b"", SheetScan()
        strings = parts.strings

        def string(index: int) -> str:
            return strings[index] if 0 <= index < len(strings) else ""

        try:
            self.values: dict[Position, Value] = {
                at: from_cell(raw, string, parts.date1904) for at, raw in self.scan.cells.items()
            }
        except ValueError as error:
            raise Stop("GATE_018", name=package.name, part=sheet.part, reason=str(error)) from error
        self.changes: dict[Position, Change] = {}
        self.fitted: set[int] = set()  # rows that get a new height with the save
        self.shown: dict[Position, str] = {}  # what formulas will show, for the height of their rows
        self.hidden: dict[int, bool] = {}  # columns that are hidden (True) or shown with the save
        self._merges_of_row: dict[int, list[tuple[int, int, int, int]]] = {}
        self._masters: dict[str, tuple[Position, str]] = {}
        self._filled: dict[str, tuple[Position, str]] = {}  # the same of formulas that are to be written
        for at, cell in self.scan.cells.items():
            formula = cell.formula
            if formula and formula.kind == "shared" and formula.text:
                self._masters[formula.group] = (at, formula.text)

    # -- reading ---------------------------------------------------------------------------
    def value(self, at: Position) -> Value:
        """What the cell is worth; None for a formula that waits to be calculated."""
        change = self.changes.get(at)
        return change.value if change else self.values.get(at)

    def formula(self, at: Position) -> str:
        """Text "=…" for a formula, else the constant as text, "" when empty, as Range.formula has it."""
        change = self.changes.get(at)
        if change:
            return f"={self._pending(at, change)}" if change.formula is not None else formula_text(change.value)
        cell = self.scan.cells.get(at)
        if cell is None or cell.formula is None:
            return formula_text(self.values.get(at))
        return "=" + self._expanded(at, cell.formula)

    def _expanded(self, at: Position, formula: Formula) -> str:
        """The text of a formula; a follower of a shared one gets the master's, moved to its place."""
        if formula.kind != "shared" or formula.text:
            return formula.text
        master, text = self._masters.get(formula.group, (at, ""))
        return moved(text, master, at)

    def _pending(self, at: Position, change: Change) -> str:
        """The text of a formula that is to be written."""
        if not change.group or change.formula:
            return change.formula or ""
        master, text = self._filled[change.group]
        return moved(text, master, at)

    def last_row(self) -> int:
        """The last row with a cell of its own, 0 when there is none."""
        return max((row for cells in (self.values, self.changes) for row, _ in cells), default=0)

    def formula_cells(self) -> list[Position]:
        """Where formulas stand now."""
        stored = [at for at, cell in self.scan.cells.items() if cell.formula is not None and at not in self.changes]
        return stored + [at for at, change in self.changes.items() if change.formula is not None]

    def has_formulas(self) -> bool:
        return any(cell.formula is not None for cell in self.scan.cells.values())

    def style(self, at: Position) -> int:
        """Style index a cell shows: its own, else its row's, else its column's."""
        cell = self.scan.cells.get(at)
        return cell.style if cell else self._styles.style_at(*at)

    @cached_property
    def _styles(self) -> SheetPatch:
        return SheetPatch(self.data, self.scan)

    def used(self) -> tuple[int, int, int, int]:
        """(row1, column1, row2, column2) around everything that holds something; A1 for an empty sheet."""
        filled = [at for at in self.values if at not in self.changes]
        filled += [at for at, change in self.changes.items() if change != Change()]
        if not filled:
            return 1, 1, 1, 1
        rows, columns = [at[0] for at in filled], [at[1] for at in filled]
        return min(rows), min(columns), max(rows), max(columns)

    # -- changing --------------------------------------------------------------------------
    def set_value(self, at: Position, value: object) -> None:
        """Set a constant; "" and None clear. Text stays text, also when it starts with "="."""
        self._set(at, Change(normal(value, self.sheet.name, cell_name(*at), self.parts.date1904)))

    def set_formula(self, at: Position, content: object) -> None:
        """Set a formula ("=…"); anything else is set as a constant."""
        if isinstance(content, str) and content.startswith("=") and len(content) > 1:
            text = normal(content, self.sheet.name, cell_name(*at))
            self._set(at, Change(formula=str(text)[1:]))
        else:
            self.set_value(at, content)

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
        if bottom == first[0]:
            self._set(first, Change(formula=text))
            return
        for at in ((row, first[1]) for row in range(first[0], bottom + 1)):
            self._release(at)
        group = str(self._next_group)
        self._next_group += 1
        self._filled[group] = first, text
        follower = Change(formula="", group=group)
        self.changes.update({(row, first[1]): follower for row in range(first[0] + 1, bottom + 1)})
        ref = f"{cell_name(*first)}:{cell_name(bottom, first[1])}"
        self.changes[first] = Change(formula=text, group=group, ref=ref)

    @cached_property
    def _next_group(self) -> int:
        """A number that no shared formula of the part has."""
        groups = (cell.formula.group for cell in self.scan.cells.values() if cell.formula)
        return max((int(group) for group in groups if group.isdigit()), default=-1) + 1

    def _set(self, at: Position, change: Change) -> None:
        self._release_filled(at)
        if self._is_stored(at, change):
            self.changes.pop(at, None)
            return
        self._release(at)
        self.changes[at] = change

    def _release(self, at: Position) -> None:
        """Before a cell is set: whether it may be, and formulas that share its text get their own."""
        self._release_filled(at)
        if at not in self.changes:
            self._require_free(at)
            self._release_group(at)

    def _release_filled(self, at: Position) -> None:
        """As :meth:`_release_group`, of formulas that are to be written."""
        gone = self.changes.get(at)
        if gone is None or not gone.group or not gone.formula:
            return
        for other, follower in self.changes.items():
            if follower.group == gone.group and other != at:
                self.changes[other] = Change(formula=self._pending(other, follower))

    def _is_stored(self, at: Position, change: Change) -> bool:
        cell = self.scan.cells.get(at)
        if cell is not None and cell.formula is not None:
            return change.formula is not None and change.formula == self._expanded(at, cell.formula)
        if change.formula is not None:
            return False
        stored = self.values.get(at)
        if change.value is None:
            return cell is None
        return type(stored) is type(change.value) and stored == change.value

    def _require_free(self, at: Position) -> None:
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

    def _merges(self, row: int) -> list[tuple[int, int, int, int]]:
        if row not in self._merges_of_row:
            self._merges_of_row[row] = [m for m in self.scan.merges if m[0] <= row <= m[2]]
        return self._merges_of_row[row]

    @cached_property
    def _arrays(self) -> list[tuple[Position, str, tuple[int, int, int, int]]]:
        """(first cell, ref as written, rectangle) of each array formula and data table."""
        return [
            (at, cell.formula.ref, span)
            for at, cell in self.scan.cells.items()
            if cell.formula
            and cell.formula.kind in ("array", "dataTable")
            and (span := parse_span(cell.formula.ref))
        ]

    def _release_group(self, at: Position) -> None:
        """Before the master of a shared formula goes, its followers get formulas of their own."""
        cell = self.scan.cells.get(at)
        if cell is None or cell.formula is None or cell.formula.kind != "shared" or not cell.formula.text:
            return
        group = cell.formula.group
        for other, follower in self.scan.cells.items():
            formula = follower.formula
            if formula and formula.kind == "shared" and formula.group == group and not formula.text:
                self.changes.setdefault(other, Change(formula=self._expanded(other, formula)))

    def changes_formulas(self) -> bool:
        """Whether a formula comes or goes, which makes the calculation chain wrong."""
        stored = self.scan.cells
        return any(
            change.formula is not None or (at in stored and stored[at].formula is not None)
            for at, change in self.changes.items()
        )

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
        filled = (row for (row, _), change in self.changes.items() if change != Change())
        there = {*self.scan.rows, *filled}
        ends = {row2 for row1, _, row2, _ in self.scan.merges if row1 <= last and row2 >= first}
        self.fitted.update(row for row in there if first <= row <= last or row in ends)

    def _fit(self) -> RowFit:
        """What will stand in the fitted rows; of merged cells, the text is in the first."""
        cells: dict[int, dict[int, str | None]] = {row: {} for row in self.fitted}
        tall = [m for m in self.scan.merges if m[0] < m[2] and m[2] in cells and isinstance(self.value(m[:2]), str)]
        for at in {*self.values, *self.changes}:
            row, column = at
            if row not in cells or self.changes.get(at) == Change():
                continue
            if not any(row1 < row2 and c1 <= column <= c2 for row1, c1, row2, c2 in self._merges(row)):
                value = self.shown.get(at) if self._has_formula(at) else self.value(at)
                cells[row][column] = value if isinstance(value, str) else None
        scan = replace(self.scan, columns=shown_as(self.scan.columns, self.hidden))
        texts = [(m, str(self.value(m[:2])), self.style(m[:2])) for m in tall if not self._has_formula(m[:2])]
        return RowFit(cells, scan, self.parts.style, texts, self._stored_height)

    def _stored_height(self, row: int) -> float:
        """Points of a row as the part has it."""
        span = self.scan.rows.get(row)
        stored = read_tag(self.data, span.start).attributes.get(b"ht", b'""')[1:-1] if span else b""
        return float(stored) if stored else self.scan.default_height

    def _has_formula(self, at: Position) -> bool:
        change, cell = self.changes.get(at), self.scan.cells.get(at)
        return change.formula is not None if change else cell is not None and cell.formula is not None

    def patched(self, drop_cached: bool) -> bytes:
        """The sheet part with the changes made."""
        fit = self._fit() if self.fitted else None
        return SheetPatch(self.data, self.scan, fit, self.hidden).apply(self.changes, drop_cached)
