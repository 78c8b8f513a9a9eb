"""The master as one value: what every operation reads before it decides anything."""

import itertools
import os
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kehoach_xl.domain.absorb import Found, differences
from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.appendix import Line, plan_of
from kehoach_xl.domain.columns import ReportColumn, columns_of
from kehoach_xl.domain.identity import LAYOUT_VERSION, OLDEST_LAYOUT
from kehoach_xl.domain.period import Period, canonical
from kehoach_xl.domain.plan import Plan, Task
from kehoach_xl.domain.progress import FIELD, RowKey, Value, take, to_cell
from kehoach_xl.domain.rows import BLANK, Rows, Values
from kehoach_xl.domain.scope import Scope, read_scope
from kehoach_xl.domain.settle import Settled, settle
from kehoach_xl.domain.status import DUE_LABELS
from kehoach_xl.domain.timeframe import Due, due
from kehoach_xl.domain.token import in_capitals
from kehoach_xl.domain.values import shown
from kehoach_xl.engine.cells import Cells
from kehoach_xl.engine.native import located
from kehoach_xl.errors import Stop
from kehoach_xl.sheets import bindings
from kehoach_xl.sheets.choices import Choices
from kehoach_xl.sheets.facts import Ledger, Sent
from kehoach_xl.sheets.facts import read as read_ledger
from kehoach_xl.sheets.layout import tables
from kehoach_xl.sheets.periods import PeriodRow, calendar_of, part_deadlines_of, periods_of
from kehoach_xl.sheets.register import register_of
from kehoach_xl.sheets.table import Block, Cell, Row, Table, as_code

if TYPE_CHECKING:
    from kehoach_xl.domain.amendment import Amendment
    from kehoach_xl.domain.deadlines import PartDeadline
    from kehoach_xl.domain.workdays import Calendar

NOBODY = ""
RELEASED = Due("released")
NAMES = tuple(FIELD)
_KEY = ("task", "agency", "period")
_CODES = frozenset((str,))
# Where days stand in a row.
_DAYS = tuple(at for at, field in enumerate(FIELD.values()) if field.kind == "date")
ORIGINALS = "ban-goc"


class RecordRow(NamedTuple):
    """One line of `Tiến độ`. ``cells`` are those of the reporting columns as they stand, in the order of the fields."""

    row: int
    key: RowKey
    cells: tuple[Cell, ...]

    @property
    def task(self) -> str:
        return self.key[0]

    @property
    def agency(self) -> str:
        return self.key[1]

    @property
    def period(self) -> str:
        return self.key[2]

    @property
    def values(self) -> dict[str, Value]:
        """What the reporting columns say, by field."""
        return {name: take(name, cell) for name, cell in zip(FIELD, self.cells, strict=True)}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is reported."""
        return self.cells is BLANK or all(value is None for value in self.values.values())


def _record_rows(rows: Sequence[Row]) -> list[RecordRow]:
    """Those of the rows of `Tiến độ` that name a task."""
    keys: list[Any] = Row.some_of_each(rows, _KEY)
    if not _CODES.issuperset(map(type, itertools.chain.from_iterable(keys))):
        keys = [tuple(map(as_code, key)) for key in keys]
    # Before anybody has reported, the cells of most rows: held once.
    cells = [BLANK if one == BLANK else one for one in Row.some_of_each(rows, NAMES)]
    numbers = [row.row for row in rows]
    return [_record_row(one) for one in zip(numbers, keys, cells, strict=True) if one[1][0]]


_record_row = partial(tuple.__new__, RecordRow)  # its own constructor is Python


def cells_of(values: Values) -> tuple[Cell, ...]:
    """The reporting columns of a row of which this is said, as they are written."""
    days = [at for at in _DAYS if isinstance(values[at], date)]
    if not days:
        return values  # type: ignore[return-value]
    cells: list[Any] = [*values]
    for at in days:
        cells[at] = _serial(cells[at])
    return tuple(cells)


@lru_cache(maxsize=4096)  # a few hundred days, over and over
def _serial(day: date) -> Cell:
    return to_cell(day)


class _Asked(NamedTuple):
    """What of a task falls due in a period, and who owes it; for everybody alike where there is no ``task``."""

    due: Due
    owing: frozenset[str] = frozenset()
    task: Task | None = None


class Desk:
    """A master workbook read once. Raises Stop BOOK_001 when the book is not a master."""

    def __init__(self, book: Any) -> None:
        self.cells = Cells(book)
        self.known = bindings.listed(self.cells) if self.cells.is_excel else {}
        self._tables: dict[str, Table] = {}
        self._tasks_of: dict[str, Mapping[str, Task]] = {}
        self._asked: dict[tuple[str, str], _Asked] = {}
        try:
            settings = self.table("settings")
        except Stop as stop:
            raise Stop("BOOK_001", name=book.name) from stop
        self.settings = {row.text("key"): row.text("value") for row in settings.rows}
        if self.settings.get("product") != "kehoach_xl":
            raise Stop("BOOK_001", name=book.name)
        layout = self.settings.get("layout", "")
        if not layout.isdigit() or int(layout) > LAYOUT_VERSION:
            raise Stop("BOOK_005", name=book.name, layout=layout, known=LAYOUT_VERSION)
        if int(layout) < OLDEST_LAYOUT:
            raise Stop("BOOK_007", name=book.name, layout=layout, known=LAYOUT_VERSION)

    def table(self, name: str) -> Table:
        """A table, read at first use."""
        if name not in self._tables:
            self._tables[name] = Table.read(self.cells, name, self.known)
        return self._tables[name]

    def require(self, name: str) -> None:
        """Raises Stop BOOK_… where the names of a table do not bind it, without reading the table."""
        Table.bound(self.cells, name, self.known)

    def has_read(self, name: str) -> bool:
        """Whether a table was read in this run, and its names bind it."""
        return name in self._tables and bool(self._tables[name].columns)

    def set_aside(self, name: str) -> None:
        """Go on as if a table had no rows, because its names do not bind it. Only to look, never to write."""
        layout = tables()[name]
        self._tables[name] = Table(layout, layout.sheet, {}, layout.first, layout.first - 1)

    @cached_property
    def forms_in_capitals(self) -> Mapping[str, Sent]:
        """Every form that was made, by its number as the sign of a letter may spell it."""
        return {in_capitals(one.dispatch): one for one in reversed(self.ledger.sent)}

    @cached_property
    def register(self) -> Register:
        return register_of(self.table("agencies"))

    @cached_property
    def lines(self) -> list[Line]:
        return [Line(row.row, row.cells) for row in self.table("appendix").rows]

    @cached_property
    def plan(self) -> Plan:
        """The plan as it stands in the sheet: what the newest amendments ordered."""
        return plan_of(self.lines, self.settings, self.register)

    @cached_property
    def task_by_id(self) -> dict[str, Task]:
        return {task.id: task for task in self.plan.tasks if task.id}

    def plan_in(self, period: Period) -> Plan:
        """The plan in force on a period's last day; of a closed one, as far as it was known when it was closed."""
        return self._plan_on(period.end, self.ledger.closed.get(period.code))

    def plan_on(self, day: date) -> Plan:
        """The plan in force on a day."""
        return self._plan_on(day, None)

    def _plan_on(self, on: date, closed: int | None) -> Plan:
        lines = self.lines_on(on, closed)
        return self.plan if lines is self.lines else plan_of(lines, self.settings, self.register)

    def lines_on(self, on: date, closed: int | None = None) -> list[Line]:
        """The lines of `Phụ lục` as ordered by what is in force on a day."""
        amendments = self.ledger.amendments
        if all(one.counts(on, closed) for one in amendments):
            return self.lines
        from kehoach_xl.domain.amendment import lines_with

        return lines_with(self.lines, amendments, lambda one: one.counts(on, closed))

    def tasks_of(self, period: Period) -> Mapping[str, Task]:
        """Every task by its id, as in force at the end of a period."""
        if period.code not in self._tasks_of:
            tasks = self.plan_in(period).tasks
            self._tasks_of[period.code] = {task.id: task for task in tasks if task.id}
        return self._tasks_of[period.code]

    def due_of(self, task: str, agency: str, period: Period) -> Due:
        """What of a task falls due for one reporter in a period, by the plan then in force. A closed period keeps what
        it was judged by; nobody waits for a task that is gone."""
        listed = self.periods.get(period.code)
        if listed is not None and not listed.is_open:
            return self._due_when_closed.get((task, agency, period.code), RELEASED)
        asked = self._asked_of(task, period)
        if asked.task is None or agency in asked.owing or not self._was_taken(asked.task, agency, period):
            return asked.due
        return RELEASED

    def owing_of(self, task: str, period: Period) -> frozenset[str]:
        """The reporters of a task for whom the same falls due in a period that is open: those who owe it. Nobody where
        each has to be asked about (:meth:`due_of`)."""
        listed = self.periods.get(period.code)
        return frozenset() if listed is not None and not listed.is_open else self._asked_of(task, period).owing

    def waited_for(self, task: str, agencies: list[str], period: Period) -> list[str]:
        """Those of these reporters whom somebody waits for still, in their order."""
        owing = self.owing_of(task, period)
        if owing and owing.issuperset(agencies):
            return [] if self.is_released(task, next(iter(owing)), period) else agencies
        return [agency for agency in agencies if not self.is_released(task, agency, period)]

    def _asked_of(self, task: str, period: Period) -> _Asked:
        about = task, period.code
        if about not in self._asked:
            self._asked[about] = self._asked_in(task, period)
        return self._asked[about]

    def _asked_in(self, task: str, period: Period) -> _Asked:
        found = self.tasks_of(period).get(task)
        if found is None or not found.stands(period.end):
            return _Asked(RELEASED)
        return _Asked(due(found.timeframe, period), frozenset(self.register.owing(found, period.end)), found)

    def is_released(self, task: str, agency: str, period: Period) -> bool:
        """Whether nobody waits for this reporter any more: the task was dropped, or is somebody else's by then."""
        return self.due_of(task, agency, period).state == "released"

    def _was_taken(self, task: Task, agency: str, period: Period) -> bool:
        """Of somebody who does not owe the task: what was reported counts until a document, or the end of the body,
        takes the task away. A lead typed over in `Phụ lục` must not change the figures of earlier periods."""
        # A task whose lead nobody can read waits as before: a slip of the pen must not take its rows away.
        if agency == NOBODY or not task.asked:
            return False
        return (task.id, agency, period.code) not in self.reported or agency in self._once_asked(task)

    @cached_property
    def _due_when_closed(self) -> dict[RowKey, Due]:
        """The due states as they stand in `Tiến độ`."""
        states = {label: state for state, label in DUE_LABELS.items()}
        return {
            (row.text("task"), row.text("agency"), row.text("period")): Due(state, row.day("due_date"))
            for row in self.table("progress").rows
            if (state := states.get(row.text("due_state")))
        }

    def recall(self, key: RowKey, judged: Due) -> None:
        """Go on with what a row of a closed period was judged by, where `Tiến độ` has lost the row."""
        self._due_when_closed.setdefault(key, judged)

    @cached_property
    def reported(self) -> Set[RowKey]:
        """The rows of the record in which something stands, as last settled."""
        return self.settled.record.rows.keys()

    def _once_asked(self, task: Task) -> set[str]:
        """Every body that a document ever named as the one to report the task."""
        from kehoach_xl.domain.amendment import chain

        chained = chain(self.ledger.amendments, task.id, "leads")
        texts = [str(text or "") for one in chained for text in (one.before, one.value)]
        return set(task.asked).union(*(self.register.read(text).codes for text in texts))

    def amended(self, amendments: "list[Amendment]") -> None:
        """Go on with these amendments, which are about to be written."""
        self.ledger.amendments = amendments
        for name in ("lines", "plan", "task_by_id"):
            self.__dict__.pop(name, None)
        self._forget_tasks()

    def reread(self) -> None:
        """Build anew what was made of rows that are about to be written."""
        for name in ("register", "lines", "plan", "task_by_id", "periods", "record"):
            self.__dict__.pop(name, None)
        self._forget_tasks()

    def forget_record(self) -> None:
        """The facts, the record and the rows of `Tiến độ` take as much memory as saving them: whoever asks for them
        again has them read again."""
        self._tables.pop("progress", None)
        for name in ("ledger", "settled", "reported", "record"):
            self.__dict__.pop(name, None)

    def _forget_tasks(self) -> None:
        self._tasks_of.clear()
        self._asked.clear()

    @cached_property
    def periods(self) -> dict[str, PeriodRow]:
        """Listed periods by code; a line whose code or days make no period is left to the check."""
        return periods_of(self.table("periods"))

    def list_period(self, row: PeriodRow) -> None:
        """Go on with a period whose line is about to be written."""
        self.periods[row.period.code] = row
        self._forget_tasks()

    def scope_of(self, period: Period) -> Scope:
        """Which tasks a period asks, by its line."""
        listed = self.periods.get(period.code)
        return read_scope(listed.scope if listed else "", list(self.tasks_of(period).values()))

    def require_scope(self, period: Period) -> None:
        """Raises Stop PERIOD_013 when what the line asks names something that is not in the plan."""
        if unknown := self.scope_of(period).unknown:
            raise Stop("PERIOD_013", period=period.code, pieces="; ".join(unknown))

    @cached_property
    def part_deadlines(self) -> "list[PartDeadline]":
        """The plan's own days, as `Thiết lập` words them; a cell that became a date is read as that day."""
        return part_deadlines_of(self.table("deadlines"))

    @cached_property
    def calendar(self) -> "Calendar":
        """Working days by `Thiết lập`. Raises Stop PERIOD_019 for a line whose day is none."""
        return calendar_of(self.table("days"))

    @cached_property
    def fields(self) -> dict[str, ReportColumn]:
        """Each reporting column by its id: her heading for it, whether it is used, and whether agencies are asked."""
        return columns_of(row.cells for row in self.table("fields").rows)

    @cached_property
    def path(self) -> Path:
        """Where the master is stored. Raises Stop OPEN_004 or OPEN_026 where nothing can be put beside it."""
        return located(self.cells.book, self.cells.engine)

    @cached_property
    def choices(self) -> Choices:
        """What she chose on the dashboard."""
        return Choices.read(self.cells, self.known)

    @property
    def current(self) -> str:
        """The code of the period on the dashboard, '' when none: as it is listed, though she typed it with blanks or in
        small letters; KY_current says the same in the sheets."""
        typed = " ".join(self.choices.current.split())
        return next((code for code in self.periods if code.casefold() == typed.casefold()), typed)

    def folder(self, name: str) -> Path:
        """The folder chosen for ``outbox``, ``inbox``, ``drafts`` … (:data:`choices.DEFAULTS`); a plain name
        lies beside the master."""
        return Path(os.path.normpath(self.path.parent / self.choices.text(name)))

    def agencies_named(self, names: Iterable[str]) -> set[str]:
        """The codes of agencies given by any spelling. Raises Stop SEND_005 for the first that nobody is called."""
        found = {name: self.register.find(name) for name in names}
        for name, code in found.items():
            if code is None:
                raise Stop("SEND_005", name=name, near=", ".join(self.register.nearest(name)) or "không có")
        return {code for code in found.values() if code}

    @property
    def originals(self) -> Path:
        """Where the originals of returns and the copy of the journal are kept, beside the master."""
        return self.path.parent / ORIGINALS

    def period(self, code: str | None) -> PeriodRow:
        """A listed period, by default the current one. Raises Stop PERIOD_001 to PERIOD_003 or PERIOD_022."""
        if not code and not self.current:
            raise Stop("PERIOD_022", known=", ".join(self.periods)) if self.periods else Stop("PERIOD_003")
        wanted = canonical(code or self.current)
        if wanted not in self.periods:
            raise Stop("PERIOD_002", period=wanted, known=", ".join(self.periods) or "chưa có kỳ nào")
        return self.periods[wanted]

    def open_period(self, code: str | None) -> PeriodRow:
        """A listed period whose numbers may still change. Raises Stop as :meth:`period`, and PERIOD_009."""
        listed = self.period(code)
        if not listed.is_open:
            raise Stop("PERIOD_009", period=listed.period.code, closed=shown(listed.closed) or "(chưa ghi)")
        return listed

    @cached_property
    def ledger(self) -> Ledger:
        """The facts. Raises Stop BOOK_008 when they are damaged."""
        try:
            return read_ledger(self.table("facts").rows)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise Stop("BOOK_008", name=self.cells.book.name) from error

    @cached_property
    def settled(self) -> Settled:
        """The record as we last wrote it."""
        return settle(self.ledger.facts)

    @cached_property
    def record(self) -> list[RecordRow]:
        return _record_rows(self.table("progress").rows)

    def standing(self) -> Rows:
        """Every cell of `Tiến độ` that holds something now."""
        found: dict[RowKey, Values] = {}
        for row in self.record:
            if row.cells is BLANK:
                continue
            values, above = tuple(row.values.values()), found.get(row.key)
            if above is not None:  # the same row twice: the check says so
                values = tuple(one if one is not None else two for one, two in zip(values, above, strict=True))
            if values != BLANK:
                found[row.key] = values
        return Rows(found)

    def typed(self) -> list[Found]:
        """The cells of `Tiến độ` that differ from what we last wrote there."""
        found = []
        known = self.settled.record.rows
        for row in self.record:
            wrote = known.get(row.key)
            if row.cells is not BLANK if wrote is None else row.cells != cells_of(wrote):
                stands = [((*row.key, name), value) for name, value in row.values.items()]
                found += differences(self.settled.record, stands, "Tiến độ")
        return found

    def setting_block(self, key: str, value: str) -> Block:
        """The block that writes one setting; a new key takes the next free row."""
        table = self.table("settings")
        row = next((r for r in table.rows if r.text("key") == key), None)
        at = row.row if row else table.append_at(1)
        if row is None:
            table.rows.append(Row(at, {"key": key, "value": value}))
        return table.blocks(at, [{"key": key, "value": value or None}])[0]

    def current_block(self, code: str) -> Block:
        return self.choices.block("current", code)
