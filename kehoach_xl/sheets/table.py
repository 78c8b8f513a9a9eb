"""A table of the master: found by its defined names, read as one block, written as few blocks.

Only the portable xlwings API is used. The number of calls is bounded by the number of columns, whatever
the number of rows: one name look-up per column, one read, one write per run of neighbouring columns.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import chain, compress, groupby, islice
from operator import attrgetter, itemgetter, ne
from types import MappingProxyType
from typing import Any

from kehoach_xl.domain.progress import as_text, from_serial, show, take
from kehoach_xl.engine.cells import BlockWrite as Block
from kehoach_xl.engine.cells import Cells, Differing
from kehoach_xl.engine.patience import raise_if_busy
from kehoach_xl.engine.remembered import Remembered
from kehoach_xl.engine.values import ERROR_TEXTS, LOOKED_AT
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.refs import Area, column_letters, parse_area
from kehoach_xl.sheets.layout import Column, TableLayout, tables

Cell = str | float | bool | None
Taking = Callable[[Sequence[Cell]], tuple[Cell, ...]]


class Places(dict[str, int]):
    """Where the fields of a table stand in the lines it was read from. A line may end where nothing more stands.

    ``taking``: by fields, and then by how long a line is, what takes them out of it in one step."""

    def __init__(self, places: Mapping[str, int] = MappingProxyType({})) -> None:
        super().__init__(places)
        self.taking: dict[tuple[str, ...], dict[int, Taking]] = Remembered(
            lambda names: Remembered(partial(self._made, names))
        )

    def _made(self, names: tuple[str, ...], width: int) -> Taking:
        places = [at if (at := self.get(name, width)) < width else -1 for name in names]
        if all(at < 0 for at in places):
            nothing = (None,) * len(names)  # held once for all the rows in which nothing stands there
            return lambda line: nothing
        take = _taking(places)
        return (lambda line: take((*line, None))) if -1 in places else take


NOWHERE = Places()


class Row:
    """One row of a table: its sheet row and the raw cells by field.

    A row that was read keeps the line it was read from until somebody wants its cells as a dict: 60,000 rows of 31
    fields are 18 MB so, and 90 MB as dicts.
    """

    __slots__ = ("_at", "_cells", "_line", "row")

    def __init__(
        self, row: int, cells: dict[str, Cell] | None = None, line: Sequence[Cell] = (), at: Places = NOWHERE
    ) -> None:
        """``cells``, or instead of them a ``line`` of values and ``at``, where each field stands in it."""
        self.row, self._cells, self._line, self._at = row, cells, line, at

    def __repr__(self) -> str:
        return f"Row({self.row}, {self.cells})"

    @property
    def cells(self) -> dict[str, Cell]:
        if self._cells is None:
            width = len(self._line)
            self._cells = {name: self._line[at] if at < width else None for name, at in self._at.items()}
            self._line = ()
        return self._cells

    @cells.setter
    def cells(self, cells: dict[str, Cell]) -> None:
        self._cells, self._line = cells, ()

    def get(self, name: str) -> Cell:
        """A raw cell, None where there is none; for reading, rather than ``cells``."""
        if self._cells is not None:
            return self._cells.get(name)
        at = self._at.get(name)
        return None if at is None or at >= len(self._line) else self._line[at]

    def some(self, names: tuple[str, ...]) -> tuple[Cell, ...]:
        """Several raw cells in this order."""
        if self._cells is not None:
            return tuple(map(self._cells.get, names))
        line = self._line
        return self._at.taking[names][len(line)](line)

    @staticmethod
    def some_of_each(rows: Iterable["Row"], names: tuple[str, ...]) -> list[tuple[Cell, ...]]:
        """As :meth:`some`, of many rows in half the time."""
        found: list[tuple[Cell, ...]] = []
        for at, alike in groupby(rows, _AT):
            taking = at.taking[names]
            found += [taking[len(row._line)](row._line) if row._cells is None else row.some(names) for row in alike]
        return found

    def text(self, name: str) -> str:
        """A cell as text, see :func:`as_code`."""
        return as_code(self.get(name))

    def day(self, name: str) -> date | None:
        """A date cell; what is no date reads as nothing (the check says so)."""
        number = self.number(name)
        if number is not None and 61 <= number < 100_000:
            return from_serial(number)
        value = take("finish_date", self.get(name))
        return value if isinstance(value, date) else None

    def number(self, name: str) -> float | None:
        value = self.get(name)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


_AT = attrgetter("_at")


def as_code(value: Cell) -> str:
    """A cell as text; nothing reads as ''. Codes typed as numbers lose their '.0'."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def bound_range(cells: Cells, name: str, known: Mapping[str, Area] = MappingProxyType({})) -> Area:
    """The area of a one-column defined name; ``known`` are those already looked up.

    Raises Stop BOOK_002 when the name is gone, BOOK_003 when it no longer points to one column.
    """
    if name in known:
        return known[name]
    try:
        refers = cells.book.names[name].refers_to
    except Exception as error:  # each engine has its own «no such name»
        raise_if_busy(error)
        raise Stop("BOOK_002", name=name) from error
    area = parse_area(refers)
    if area is None or area.column1 != area.column2:
        raise Stop("BOOK_003", name=name, refers=refers)
    return area


def bound_if_there(cells: Cells, name: str) -> Area | None:
    """The area of a one-column defined name; None where she took it, or its sheet, out."""
    try:
        return bound_range(cells, name)
    except Stop as stop:
        if not stop.message.code.startswith("BOOK_"):
            raise
        return None


@dataclass
class Table:
    """A bound table with the rows that are in use."""

    layout: TableLayout
    sheet: str
    columns: Mapping[str, int]
    first: int
    last: int
    rows: list[Row] = field(default_factory=list)

    @classmethod
    def bound(
        cls, cells: Cells, table: str | TableLayout, known: Mapping[str, Area] = MappingProxyType({})
    ) -> "Table":  # fmt: skip
        """Find a table, of the master by its id; no row is read. Raises Stop BOOK_003 or BOOK_006 where its names do
        not bind it."""
        layout = tables()[table] if isinstance(table, str) else table
        columns: dict[str, int] = {}
        sheet, first, last = "", 1, 1 << 20
        for column in layout.columns:
            try:
                area = bound_range(cells, column.name, known)
            except Stop as stop:
                if not stop.message.code.startswith("BOOK_"):
                    raise
                raise Stop("BOOK_006", head=column.head, sheet=layout.sheet, name=column.name) from stop
            columns[column.field] = area.column1
            sheet = sheet or area.sheet
            if area.sheet != sheet:
                raise Stop("BOOK_003", name=column.name, refers=area.sheet)
            first, last = max(first, area.row1), min(last, area.row2)
        return cls(layout, sheet, columns, first, last)

    @classmethod
    def read(
        cls, cells: Cells, table: str | TableLayout, known: Mapping[str, Area] = MappingProxyType({})
    ) -> "Table":  # fmt: skip
        """Find and read one table. Rows empty in every bound column at the end are left out."""
        made = cls.bound(cells, table, known)
        columns, first = made.columns, made.first
        left, right = min(columns.values()), max(columns.values())
        block = cells.read_lines(made.sheet, first, left, made.last - first + 1, right - left + 1)
        ours = Places({name: at - left for name, at in columns.items()})
        used = len(block)
        while used and _is_blank(block[used - 1], ours):
            used -= 1
        made.rows = [Row(row, None, line, ours) for row, line in enumerate(_plain(block[:used]), first)]
        return made

    def require_heads(self, cells: Cells) -> None:
        """Raises Stop BOOK_009 where a name points at another column than the one that still bears its heading: some
        programs move cells and leave names behind, and a value would be taken for one of the next column. A heading
        that was changed says nothing, nor a column of her own that bears the same. Reads one line."""
        line = cells.read(self.sheet, self.first - 1, 1, 1, max(self.columns.values()) + len(self.columns))[0]
        heads = [" ".join(one.split()) if isinstance(one, str) else "" for one in line]
        ours = {column.head for column in self.layout.columns}
        for column in self.layout.columns:
            stands = heads[self.columns[column.field] - 1]
            if stands != column.head and stands in {"", *ours} and column.head in heads:
                raise Stop("BOOK_009", sheet=self.sheet, head=column.head, name=column.name)

    def place(self, row: int, name: str) -> str:
        """An address such as «C9»."""
        return f"{column_letters(self.columns[name])}{row}"

    def reach(self, row: int) -> None:
        """Count the rows down to this one as in use."""
        while self.first + len(self.rows) <= row:
            self.rows.append(Row(self.first + len(self.rows), dict.fromkeys(self.columns)))

    def append_at(self, count: int) -> int:
        """The first free row, when ``count`` more rows fit. Raises Stop BOOK_004 when they do not."""
        start = self.first + len(self.rows)
        if start + count - 1 > self.last:
            raise Stop("BOOK_004", sheet=self.sheet, rows=self.last - self.first + 1)
        return start

    def blocks(self, start: int, rows: Sequence[Mapping[str, Cell]], formulas: Iterable[str] = ()) -> list[Block]:
        """Blocks that write ``rows`` from sheet row ``start`` on; fields absent from every row are left alone."""
        if not rows:
            return []
        formulas = set(formulas)
        fields = sorted((at, name) for name, at in self.columns.items() if name in rows[0])
        out: list[Block] = []
        run: list[tuple[int, str]] = []
        for at, name in [*fields, (0, "")]:
            if run and (at != run[-1][0] + 1 or (name in formulas) != (run[-1][1] in formulas)):
                values = tuple(map(_taking([one for _, one in run]), rows))
                out.append(Block(self.sheet, start, run[0][0], values, "formula" if run[0][1] in formulas else "value"))
                run = []
            run.append((at, name))
        return out

    def changed(self, fields: Sequence[str], rows: Sequence[int], lines: Iterable[Sequence[Cell]]) -> list[Block]:
        """Blocks that bring these fields of sheet rows to ``lines``, one for each row: from the first row that differs
        to the last, and of each run of neighbouring columns from the first that differs to the last; the number of
        calls stays small."""
        names, standing, waiting = tuple(fields), self.rows, iter(lines)
        lots: list[tuple[Sequence[int], list[Sequence[Cell]]]] = []  # rows that differ, and what they are to hold
        differing: set[str] = set()
        # Some at a time, column by column: each value is met once, while it is at hand.
        for at in range(0, len(rows), LOOKED_AT):
            some = rows[at : at + LOOKED_AT]
            stood = list(zip(*Row.some_of_each([standing[row - self.first] for row in some], names), strict=True))
            wanted = list(zip(*islice(waiting, len(some)), strict=True))
            which = {
                name: list(map(ne, stands, wants))
                for name, stands, wants in zip(names, stood, wanted, strict=True) if stands != wants
            }  # fmt: skip
            if which:
                differs = list(map(any, zip(*which.values(), strict=True)))
                if not all(differs):
                    some, wanted = list(compress(some, differs)), [tuple(compress(one, differs)) for one in wanted]
                lots.append((some, wanted))
                differing |= which.keys()
        changed = [row for some, _ in lots for row in some]
        field_of = {self.columns[name]: name for name in names}
        blocks = []
        for run in runs(sorted(field_of)) if changed else ():
            own = [column for column in run if field_of[column] in differing]
            if own:
                taken = tuple(field_of[column] for column in run if own[0] <= column <= own[-1])
                places = [names.index(name) for name in taken]
                held = [(some, [columns[at] for at in places]) for some, columns in lots]
                found = Differing(range(min(changed), max(changed) + 1), held, partial(self._some, taken))
                blocks.append(Block(self.sheet, found.rows[0], own[0], found))
        return blocks

    def _some(self, names: tuple[str, ...], row: int) -> tuple[Cell, ...]:
        return self.rows[row - self.first].some(names)

    def filled(self, start: int, count: int, texts: Mapping[str, str]) -> list[Block]:
        """Blocks that fill formulas down ``count`` rows from sheet row ``start`` on; ``texts`` by field, "=…" as they
        read in the first row."""
        blocks = self.blocks(start, [texts], formulas=texts) if count else []
        return [block._replace(rows=block.rows * count, kind="fill") for block in blocks]

    def column_blocks(self, name: str, cells: Mapping[int, Cell]) -> list[Block]:
        """Blocks that write these cells of one column, by sheet row, and no others: one for each run of rows."""
        return [
            Block(self.sheet, run[0], self.columns[name], tuple((cells[at],) for at in run))
            for run in runs(sorted(cells))
        ]

    def replace(self, rows: Sequence[Mapping[str, Cell]], formulas: Iterable[str] = ()) -> list[Block]:
        """Blocks that make these the only rows: leftovers below are emptied."""
        if len(rows) > self.last - self.first + 1:
            raise Stop("BOOK_004", sheet=self.sheet, rows=self.last - self.first + 1)
        blank: dict[str, Cell] = dict.fromkeys(self.columns)
        leftover = [blank] * max(0, len(self.rows) - len(rows))
        return [
            *self.blocks(self.first, rows, formulas),
            *self.blocks(self.first + len(rows), leftover),
        ]


def _taking(keys: Sequence[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """What takes these places out of a line, or these fields out of a row: always as a tuple."""
    if len(keys) > 1:
        return itemgetter(*keys)
    return lambda line: tuple(line[key] for key in keys)


def runs(numbers: Iterable[int]) -> list[list[int]]:
    """Ascending numbers, cut where one is left out."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def cell_in_words(column: Column | None, value: Cell) -> str:
    """A cell as a person reads it: a number in a column of days is a day, in one of codes a code (3.7)."""
    if isinstance(value, str) or value is None or column is None:
        return show(value)
    if column.kind == "code":
        return as_text(value) or ""
    return show(take("finish_date", value) if column.kind == "date" else value)


def change_in_words(column: Column | None, old: Cell, new: Cell) -> tuple[str, str]:
    """Both values of a cell that changes; where only the kind of value does («7,5» becomes a number), it is said."""
    before, after = cell_in_words(column, old), cell_in_words(column, new)
    if before != after or isinstance(old, str) == isinstance(new, str):
        return before, after
    number = "ngày" if column is not None and column.kind == "date" else "số"
    return (f"{before} (văn bản)", f"{after} ({number})") if isinstance(old, str) else (
        f"{before} ({number})", f"{after} (văn bản)"
    )  # fmt: skip


def _is_blank(line: Sequence[object], ours: Places) -> bool:
    """Whether nothing of ours stands in a line; thousands of prepared rows hold nothing at all."""
    if line.count(None) == len(line):
        return True
    return all(line[at] in (None, "") for at in ours.values() if at < len(line))


def _plain(lines: Sequence[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    """Lines as every engine reads them; most are so already, and are looked at together."""
    for at in range(0, len(lines), LOOKED_AT):
        some = lines[at : at + LOOKED_AT]
        if _is_plain([*chain.from_iterable(some)]):
            yield from some
        else:
            yield from (line if _is_plain(line) else [_blank(value) for value in line] for line in some)


def _is_plain(values: Sequence[Cell]) -> bool:
    return "" not in values and int not in set(map(type, values))


def _blank(value: object) -> Cell:
    """Numbers as float, empty text as nothing, errors as Excel shows them, so that every engine reads alike."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, int) and not isinstance(value, bool):
        return ERROR_TEXTS.get(value) or float(value)
    return value
