"""Reading and writing blocks of cells of an open book, by as few calls as its engine allows.

In Excel every property and every method is a call into another process, so sheets are looked up once and
cells travel in blocks of their exact size.
"""

import contextlib
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, overload

import xlwings

from kehoach_xl.engine import native, patience
from kehoach_xl.engine.contract import ENGINE_NAME
from kehoach_xl.engine.grid import Grid, plain_formula
from kehoach_xl.engine.values import (
    ERROR_TEXTS,
    Lot,
    Value,
    as_block,
    in_lots,
    normal,
    normal_lines,
    normal_lots,
)  # fmt: skip
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.refs import MAX_COLUMN, cell_name

Rows = list[list[object]]


Line = Sequence[object]


class Differing(Sequence[Line]):
    """The lines of a rectangle of which many stand already. ``lots``: the rows that do not, with what is to stand in
    them; ``stands`` gives any other line. Of 60,000 rows nothing is kept but what differs."""

    def __init__(self, rows: range, lots: Sequence[Lot], stands: Callable[[int], Line]) -> None:
        self.rows, self.lots, self._stands = rows, lots, stands

    @property
    def changed(self) -> Iterator[int]:
        """The sheet rows of the lines that do not stand yet."""
        return (row for rows, _ in self.lots for row in rows)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        if isinstance(at, slice):
            return [self._line(row) for row in self.rows[at]]
        return self._line(self.rows[at])

    def _line(self, row: int) -> Line:
        line = self._new.get(row)
        return self._stands(row) if line is None else line

    @cached_property
    def _new(self) -> dict[int, Line]:
        """The lines that do not stand yet: of use to a program, which takes whole rectangles."""
        return {row: line for rows, held in self.lots for row, line in zip(rows, zip(*held, strict=True), strict=True)}


class BlockWrite(NamedTuple):
    """A rectangle to write: sheet name, first row and column (from 1), rows of equal length.

    ``kind`` is "value" (text stays text, whatever it starts with), "formula" ("=…" is a formula) or "fill" (formulas,
    each row's that of the first one moved down; ``rows`` repeats the first).
    """

    sheet: str
    row: int
    column: int
    rows: Sequence[Line]
    kind: str = "value"

    def lots(self) -> Iterable[Lot]:
        """The lines less those known to stand, some at a time."""
        return self.rows.lots if isinstance(self.rows, Differing) else in_lots(self.rows, self.row)

    def touched(self) -> Iterable[int]:
        """The sheet rows of these lines."""
        return self.rows.changed if isinstance(self.rows, Differing) else range(self.row, self.row + len(self.rows))


class Shown(NamedTuple):
    """What a formula is going to show in a cell (row and column from 1)."""

    sheet: str
    row: int
    column: int
    text: str


class ColumnRun(NamedTuple):
    """Neighbouring columns of a sheet (from 1, ends included) that are to be hidden or shown."""

    sheet: str
    first: int
    last: int
    hidden: bool


class PrintArea(NamedTuple):
    """What the print area of a sheet is to be, and what it was."""

    sheet: str
    address: str
    before: str


class _Entered(str):
    """A formula, told apart from a text that happens to begin with "="."""


class Cells:
    """The cells of one open book, for the length of one operation."""

    def __init__(self, book: xlwings.Book) -> None:
        self.book = book
        self.app = book.app
        self.engine = self.app.engine.name
        self._collection = book.sheets
        self._sheets: dict[str, xlwings.Sheet] = {}

    @property
    def is_file(self) -> bool:
        """Whether the book is a file of our own engine."""
        return self.engine == ENGINE_NAME

    @property
    def is_excel(self) -> bool:
        return self.engine == "excel"

    def read(self, sheet: str, row: int, column: int, rows: int, columns: int) -> Sequence[Sequence[Value]]:
        """``rows`` by ``columns`` plain values in one call, to be looked at only; Excel's times and decimals as serials
        and floats."""
        if self.is_file:
            return self._grid(sheet).block((row, column), (row + rows - 1, column + columns - 1))
        return as_block(self._range(sheet, row, column, rows, columns).raw_value)

    def read_lines(self, sheet: str, row: int, column: int, rows: int, columns: int) -> Sequence[Sequence[Value]]:
        """As :meth:`read`, but a line may end where nothing more stands, and the lines where no more rows are in
        use."""
        if self.is_file:
            return self._grid(sheet).lines((row, column), (row + rows - 1, column + columns - 1))
        return self.read(sheet, row, column, rows, columns)

    def formulas(self, sheet: str, row: int, column: int, rows: int, columns: int) -> list[list[str]]:
        """What was entered, as text: formulas with «=», constants as Excel shows them."""
        return _formulas(self._range(sheet, row, column, rows, columns))

    def entered(self, sheet: str, row: int, column: int, rows: int, columns: int) -> dict[tuple[int, int], str]:
        """The formulas of an area, with «=», by (row, column) of the sheet; a text that begins with «=» is none."""
        if self.is_file:
            return self._grid(sheet).entered((row, column), (row + rows - 1, column + columns - 1))
        values, texts = self.read(sheet, row, column, rows, columns), self.formulas(sheet, row, column, rows, columns)
        return {
            (row + r, column + c): text
            for r, (line, entered) in enumerate(zip(values, texts, strict=True))
            for c, (value, text) in enumerate(zip(line, entered, strict=True))
            if text.startswith("=") and text != value
        }

    @contextlib.contextmanager
    def written(self, blocks: Sequence[BlockWrite], copy: Path | str = "") -> Iterator[None]:
        """Write all blocks, in a program read them back and compare; they stay if the ``with`` body (saving) succeeds
        as well.

        On any failure the old contents are put back and ``Stop`` is raised: OPEN_021 (writing) or OPEN_025 (in
        the body) when they stand again, OPEN_022 when they do not and the book must be closed unsaved; it names
        ``copy``. Per block, in a program: two reads before, one write, two reads after.
        """
        # A file takes lines as they come: nothing stands in it that could not be taken back.
        prepared = blocks if self.is_file else [_prepared(block) for block in blocks]
        areas = [self._range(b.sheet, b.row, b.column, len(b.rows), len(b.rows[0])) for b in prepared]
        sheets = list(dict.fromkeys(block.sheet for block in prepared))
        put_back = self._remembered(sheets, areas)
        code, sheet = "OPEN_021", ""
        try:
            with self._unfiltered(sheets), self._by_hand():
                for block, area in zip(prepared, areas, strict=True):
                    sheet = block.sheet
                    self._put(area, block)
                # What a file is to hold waits in memory for its saving, which reads the written bytes back by other
                # means and compares each changed cell: to read it from where it was put a moment ago proves no more.
                for block, area in () if self.is_file else zip(prepared, areas, strict=True):
                    sheet = block.sheet
                    if difference := self._difference(block, area):
                        raise ValueError(difference)
            code = "OPEN_025"
            yield
        except BaseException as error:
            if not sheet and isinstance(error, Exception):  # nothing was written yet
                patience.raise_if_busy(error)
                raise
            reason = patience.reason(error)
            if not put_back():
                raise Stop("OPEN_022", sheet=sheet, reason=reason, copy=copy or "sao-luu") from error
            if isinstance(error, Stop) or not isinstance(error, Exception):
                raise
            raise Stop(code, sheet=sheet, reason=reason) from error

    def fit_rows(self, blocks: Iterable[BlockWrite]) -> None:
        """Fit the height of every row of a file that the value ``blocks`` touched, hidden sheets left out.

        Excel fits rows itself as they are written; asking it to would undo heights that a person set.
        """
        if not self.is_file:
            return
        touched: dict[str, set[int]] = {}
        for block in blocks:
            if block.kind == "value":
                touched.setdefault(block.sheet, set()).update(block.touched())
        for name, rows in touched.items():
            if self.sheet(name).visible:
                for first, last in _runs(sorted(rows)):
                    self._grid(name).fit_rows(first, last)

    def fit_shown(self, lines: Sequence[Shown]) -> None:
        """Fit the rows whose formulas will show these texts, in every engine: none fits a row for a formula."""
        rows: dict[str, set[int]] = {}
        for line in lines:
            rows.setdefault(line.sheet, set()).add(line.row)
            if self.is_file:
                self.sheet(line.sheet).impl.grid.shown[line.row, line.column] = line.text
        for name, found in rows.items():
            for first, last in _runs(sorted(found)):
                with contextlib.suppress(Exception):  # a sheet she protected keeps its heights
                    self.sheet(name).range((first, 1), (last, MAX_COLUMN)).rows.autofit()

    @contextlib.contextmanager
    def hidden(self, runs: Sequence["ColumnRun"]) -> Iterator[None]:
        """Hide or show runs of columns; they stay so if the ``with`` body succeeds. One call per run, and one to look
        its sheet up."""
        done: list[ColumnRun] = []
        try:
            for run in runs:
                done.append(run)
                native.hide_columns(self.sheet(run.sheet), self.engine, run.first, run.last, run.hidden)
            yield
        except BaseException:
            for run in reversed(done):
                with contextlib.suppress(Exception):
                    native.hide_columns(self.sheet(run.sheet), self.engine, run.first, run.last, not run.hidden)
            raise

    def print_area(self, sheet: str) -> str | None:
        """The print area of a sheet as an address; None when there is none, or the program does not tell: without a
        printer Excel refuses much that is about pages."""
        found = self.sheet(sheet)
        for _ in range(2):  # what fails once may be a moment's trouble
            with contextlib.suppress(Exception):
                return found.page_setup.print_area
        return None

    @contextlib.contextmanager
    def printed(self, areas: Sequence[PrintArea]) -> Iterator[None]:
        """Set print areas; they stay so if the ``with`` body succeeds. A program that refuses one stops nothing: where
        a page ends must not cost anybody a merge."""
        try:
            for one in areas:
                self._set_print_area(one.sheet, one.address)
            yield
        except BaseException:
            for one in areas:
                self._set_print_area(one.sheet, one.before)
            raise

    def _set_print_area(self, sheet: str, address: str) -> None:
        for _ in range(2):
            with contextlib.suppress(Exception):
                self.sheet(sheet).page_setup.print_area = address
                return

    def _grid(self, sheet: str) -> Grid:
        """The cells of a sheet of a file, without a range around them."""
        return self.sheet(sheet).impl.grid  # type: ignore[no-any-return]

    def sheet(self, name: str) -> xlwings.Sheet:
        """A sheet by name, looked up once. Raises Stop OPEN_024 when it is gone."""
        if name not in self._sheets:
            try:
                self._sheets[name] = self._collection[name]
            except Exception as error:
                patience.raise_if_busy(error)
                if patience.is_refusal(error):
                    raise
                raise Stop("OPEN_024", name=self.book.name, sheet=name) from error
        return self._sheets[name]

    # -- how it is done --------------------------------------------------------------------------

    def _range(self, sheet: str, row: int, column: int, rows: int, columns: int) -> xlwings.Range:
        # By its address: two corners would cost five calls in Excel instead of one.
        first, last = cell_name(row, column), cell_name(row + rows - 1, column + columns - 1)
        return self.sheet(sheet).range(f"{first}:{last}" if first != last else first)

    @contextlib.contextmanager
    def _unfiltered(self, sheets: Iterable[str]) -> Iterator[None]:
        """In Excel, filters set aside: a block written over filtered rows may miss the hidden ones."""
        with contextlib.ExitStack() as stack:
            if self.is_excel:
                for name in sheets:
                    stack.enter_context(native.unfiltered(self.sheet(name)))
            yield

    @contextlib.contextmanager
    def _by_hand(self) -> Iterator[None]:
        """In Excel, no calculation between blocks. Over before the book is saved: Excel stores the way of
        calculating in the file, and would calculate nothing by itself the next time it is opened."""
        if not self.is_excel:
            yield
            return
        before = self.app.calculation
        try:
            self.app.calculation = "manual"
            yield
        finally:
            patience.give_back(lambda: setattr(self.app, "calculation", before))

    def _remembered(self, sheets: Sequence[str], areas: Sequence[xlwings.Range]) -> Callable[[], bool]:
        """What puts back what stands in ``areas`` now, and tells whether it does. A file keeps what is to be written
        apart from what stands there: that is taken back, and no cell need be looked at."""
        if not self.is_file:
            before = [_snapshot(area) for area in areas]
            return lambda: self._restore(sheets, areas, before)
        pending = [(grid, grid.pending()) for grid in map(self._grid, sheets)]

        def take_back() -> bool:
            for grid, changes in pending:
                grid.changes = changes
            return True

        return take_back

    def _restore(self, sheets: Sequence[str], areas: Sequence[xlwings.Range], before: Sequence[Rows]) -> bool:
        """Put the old contents back, last block first; whether all of them stand there again."""
        patience.insist(lambda: self.app.screen_updating)  # she may be typing: wait until Excel answers again
        # What failed may refuse again; what counts is what stands there in the end.
        with contextlib.suppress(Exception), self._unfiltered(sheets), self._by_hand():
            for area, old in reversed(list(zip(areas, before, strict=True))):
                with contextlib.suppress(Exception):
                    if _snapshot(area) != old:
                        self._write(area, old)
        try:
            return all(_snapshot(area) == old for area, old in zip(areas, before, strict=True))
        except Exception:
            return False

    def _put(self, area: xlwings.Range, block: BlockWrite) -> None:
        if block.kind == "fill":
            # One formula for all its cells: the program moves it, and stores its text once.
            for column, text in enumerate(block.rows[0], block.column):
                self._range(block.sheet, block.row, column, len(block.rows), 1).formula = str(text)
        elif not self.is_file:
            self._write(area, block.rows)
        elif block.kind == "formula":
            lines = ((row, [*map(_content, line)]) for row, line in _normal(block, block.lots()))
            self._grid(block.sheet).put_formulas(block.column, lines)
        else:
            self._grid(block.sheet).put(block.column, normal_lots(block.lots(), block.sheet, block.column))

    def _write(self, area: xlwings.Range, rows: Rows) -> None:
        if self.is_excel:
            # Excel reads what it is given as if it were typed: «05/11» would become a date, «007» a number, «=A1»
            # a formula. A leading apostrophe says «text» and is not part of the cell's value.
            area.raw_value = [[_typed(value) for value in line] for line in rows]
            return
        # Here raw_value never makes a formula and formula always does, so each gets its own cells.
        area.raw_value = [[None if isinstance(cell, _Entered) else cell for cell in line] for line in rows]
        for r, line in enumerate(rows):
            for c, cell in enumerate(line):
                if isinstance(cell, _Entered):
                    area(r + 1, c + 1).formula = str(cell)

    def _difference(self, block: BlockWrite, area: xlwings.Range) -> str:
        values, formulas = as_block(area.raw_value), _formulas(area)
        for r, line in enumerate(block.rows):
            # Whole rows first: cell by cell, looking costs as much as writing did.
            if values[r] == list(line) and list(map(type, values[r])) == list(map(type, line)):
                continue
            for c, wanted in enumerate(line):
                if isinstance(wanted, _Entered):
                    same = formulas[r][c].startswith("=")
                else:
                    same = _same(values[r][c], wanted, exact=not self.is_excel)
                if not same:
                    return f"ô {cell_name(block.row + r, block.column + c)} đọc lại khác giá trị đã ghi"
        return ""


def _prepared(block: BlockWrite) -> BlockWrite:
    """Every line, as a program takes it and as it will read back; ``Stop`` for what no cell can hold."""
    if block.kind == "fill":
        first = [_Entered(normal(text, block.sheet, cell_name(block.row, block.column))) for text in block.rows[0]]
        return block._replace(rows=[first] * len(block.rows))
    return block._replace(rows=[line for _, line in _normal(block, in_lots(block.rows, block.row))])


def _normal(block: BlockWrite, held: Iterable[Lot]) -> Iterator[tuple[int, Line]]:
    """Lines of a block as they will read back, formulas marked; ``Stop`` for what no cell can hold."""
    found = normal_lines(held, block.sheet, block.column)
    if block.kind != "formula":
        return found
    return ((row, [_Entered(cell) if str(cell).startswith("=") else cell for cell in line]) for row, line in found)


def _content(cell: object) -> object:
    """A prepared cell as the grid of a file takes it."""
    if isinstance(cell, _Entered):
        return plain_formula(cell[1:]) if len(cell) > 1 else str(cell)
    return cell


def _snapshot(area: xlwings.Range) -> Rows:
    """What stands there: formulas where there are formulas, else plain values."""
    values, formulas = as_block(area.raw_value), _formulas(area)
    return [
        [_Entered(f) if f.startswith("=") and f != v else v for v, f in zip(line, texts, strict=True)]
        for line, texts in zip(values, formulas, strict=True)
    ]


def _typed(value: object) -> object:
    """What to hand to Excel so that ``value`` stands in the cell."""
    if isinstance(value, int) and not isinstance(value, bool):
        return ERROR_TEXTS[value]
    if isinstance(value, _Entered):
        return str(value)
    if not isinstance(value, str):
        return value
    # Plain words are left alone: an apostrophe on every text would show in the formula bar. Long texts are
    # never read as dates, short ones with a digit may be.
    word = value[0].isalpha() and (len(value) > 60 or not any(char.isdigit() for char in value))
    return value if word and value.casefold() not in ("true", "false") else "'" + value


def _same(found: Value, wanted: object, exact: bool) -> bool:
    if wanted is None:
        return found in (None, "")
    if not exact and isinstance(found, float) and isinstance(wanted, float):
        # Excel gives date cells as times in milliseconds and currency cells with four decimals.
        return math.isclose(found, wanted, rel_tol=1e-12, abs_tol=6e-5)
    return type(found) is type(wanted) and found == wanted


def _formulas(area: xlwings.Range) -> list[list[str]]:
    found = area.formula
    if not isinstance(found, list | tuple):
        return [[found]]
    return [list(line) for line in (found if isinstance(found[0], list | tuple) else [found])]


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """
    >>> list(_runs([2, 3, 4, 7]))
    [(2, 4), (7, 7)]
    """
    first = 0
    for index, number in enumerate(numbers, 1):
        if index == len(numbers) or numbers[index] != number + 1:
            yield numbers[first], number
            first = index
