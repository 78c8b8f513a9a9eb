"""What checks look at: every table as typed, and what is understood of it, read once for all rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from kehoach_xl.domain import progress, values
from kehoach_xl.domain.agency import Named, Register
from kehoach_xl.domain.amendment import Amendment
from kehoach_xl.domain.appendix import Line
from kehoach_xl.domain.period import Period, is_special, parse_period, special_period
from kehoach_xl.domain.plan import Component, Plan, Task
from kehoach_xl.domain.progress import FIELDS, Raw, Value, as_text
from kehoach_xl.domain.proof import Finding
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.domain.values import Reading, Unclear
from kehoach_xl.domain.workdays import Calendar
from kehoach_xl.errors import Stop


@dataclass(frozen=True)
class RawRow:
    """A row of a table as typed."""

    row: int
    cells: Mapping[str, Raw]

    def text(self, field: str) -> str:
        """A cell as one line of text, '' for nothing."""
        raw = self.cells.get(field)
        return "" if raw is None else clean(as_text(raw) or "")


@dataclass(frozen=True)
class Fault:
    """A defined name that does not bind its column: the catalogue code, the table, and the facts of the case."""

    code: str
    table: str
    facts: Mapping[str, object]


@dataclass(frozen=True)
class Report:
    """One row of `Tiến độ` with its values understood; what is unclear keeps its raw text."""

    raw: RawRow
    task: str
    agency: str
    period: str
    values: Mapping[str, Value]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.task, self.agency, self.period

    @property
    def is_empty(self) -> bool:
        return all(value is None for value in self.values.values())

    def number(self, field: str) -> float | None:
        value = self.values.get(field)
        return value if isinstance(value, float) else None

    def day(self, field: str) -> date | None:
        value = self.values.get(field)
        return value if isinstance(value, date) else None


@dataclass(frozen=True)
class Subject:
    """Everything checks may look at.

    ``formulas`` are the formulas entered where values belong, by (table, sheet row, field); ``typed`` the reporting
    cells of the appendix, by (sheet row, field), that do not show the record; ``headings`` what she calls the
    reporting columns; ``off`` the rules switched off, each with its reason; ``in_force`` the tasks by id as the plan
    had them in a period, by its code; ``asked`` what stands in the single cells beside the tables, by name;
    ``proof`` what is found of the journal.
    """

    plan: Plan
    register: Register
    lines: Sequence[Line] = ()
    indices: Sequence[RawRow] = ()
    goals: Sequence[RawRow] = ()
    history: Sequence[RawRow] = ()
    trials: Sequence[RawRow] = ()
    figures: Sequence[RawRow] = ()
    agencies: Sequence[RawRow] = ()
    periods: Sequence[RawRow] = ()
    progress: Sequence[RawRow] = ()
    amendments: Sequence[RawRow] = ()
    entries: Sequence[RawRow] = ()
    rules: Sequence[RawRow] = ()
    days: Sequence[RawRow] = ()
    deadlines: Sequence[RawRow] = ()
    fields: Sequence[RawRow] = ()
    office: Sequence[RawRow] = ()
    oddities: Sequence[tuple[str, str, str]] = ()
    ordered: Sequence[Amendment] = ()
    today: date = date.min
    formulas: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    faults: Sequence[Fault] = ()
    calendar: Calendar = field(default_factory=Calendar)
    headings: Mapping[str, str] = field(default_factory=dict)
    off: Mapping[str, str] = field(default_factory=dict)
    typed: frozenset[tuple[int, str]] = frozenset()
    in_force: Mapping[str, Mapping[str, Task]] = field(default_factory=dict)
    asked: Mapping[str, Raw] = field(default_factory=dict)
    proof: Sequence[Finding] = ()

    def rows(self, table: str) -> Sequence[RawRow]:
        """The rows of a table by its id; the appendix as raw rows too."""
        if table == "appendix":
            return self.raw_lines
        return getattr(self, table)

    @cached_property
    def raw_lines(self) -> list[RawRow]:
        return [RawRow(line.row, line.cells) for line in self.lines]

    @cached_property
    def used(self) -> list[Line]:
        """The lines of the appendix that are a task or a component."""
        return [line for line in self.lines if line.is_task or line.is_component]

    @cached_property
    def components(self) -> dict[str, Component]:
        return {one.code: one for one in self.plan.components}

    @cached_property
    def tasks(self) -> dict[str, Task]:
        return {task.id: task for task in self.plan.tasks if task.id}

    def task_of(self, report: Report) -> Task | None:
        """The task of a row of `Tiến độ` as it was in force in the row's period; of a period that is not listed, as
        it stands now. None for one that the plan has not."""
        return self.in_force.get(report.period, {}).get(report.task) or self.tasks.get(report.task)

    @cached_property
    def reports(self) -> list[Report]:
        return [
            Report(row, row.text("task"), row.text("agency"), row.text("period"), _values(row))
            for row in self.progress
        ]

    @cached_property
    def listed(self) -> dict[str, Period]:
        """The periods of `Kỳ báo cáo` by code; a code that is none is left out."""
        found: dict[str, Period] = {}
        for row in self.periods:
            period = self.period_of(row)
            if period is not None:
                found.setdefault(period.code, period)
        return found

    def period_of(self, row: RawRow) -> Period | None:
        """The period a row of `Kỳ báo cáo` names, None when its code is none or its own days make none."""
        code = row.text("code")
        try:
            if not is_special(code):
                return parse_period(code)
            start, end, data_from, cutoff = (
                values.read_day(row.cells.get(field)) for field in ("start", "end", "data_from", "cutoff")
            )
            if not isinstance(start, date) or not isinstance(end, date):
                return None
            return special_period(
                code, row.text("name"), start, end, data_from if isinstance(data_from, date) else None,
                cutoff if isinstance(cutoff, date) else None,
            )  # fmt: skip
        except Stop:
            return None

    @cached_property
    def _named(self) -> dict[str, Named]:
        return {}

    def named(self, text: str) -> Named:
        """The bodies of a cell; the same text is looked up once."""
        if text not in self._named:
            self._named[text] = self.register.read(text)
        return self._named[text]

    @cached_property
    def _near(self) -> dict[str, str]:
        return {}

    def near(self, name: str) -> str:
        """Known names near an unknown one, for a sentence."""
        key = fold(name)
        if key not in self._near:
            self._near[key] = "; ".join(self.register.nearest(name)) or "không có"
        return self._near[key]

    def heading(self, field: str) -> str:
        """What she calls a reporting column."""
        return self.headings.get(field) or progress.FIELD[field].label


def _values(row: RawRow) -> dict[str, Value]:
    return {f.id: _value(f.id, raw) if (raw := row.cells.get(f.id)) is not None else None for f in FIELDS}


def _value(field: str, raw: Raw) -> Value:
    """What a reporting cell says; days, numbers and short texts recur in thousands of rows and are read once."""
    return progress.take(field, raw) if isinstance(raw, str) and len(raw) >= 80 else _read_once(field, raw)


# By type too: TRUE is another cell than 1.
_read_once = lru_cache(maxsize=16384, typed=True)(progress.take)


@lru_cache(maxsize=16384, typed=True)
def read_report(field: str, raw: Raw) -> Reading | Unclear:
    """A reporting cell with what is unclear of it; the same cell is read once."""
    return progress.read(field, raw)


def day_of(raw: Raw) -> date | None:
    """The day of a number that Excel most likely made of what was typed («5/11»), None for any other cell."""
    found = values.read_date(raw) if isinstance(raw, float) else None
    return found.value if isinstance(found, Reading) and isinstance(found.value, date) else None
