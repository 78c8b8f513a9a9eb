"""The master as one value: what every operation reads before it decides anything."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from kehoach_xl.domain.agency import Agency, AgencyGroup, Register
from kehoach_xl.domain.amendment import Amendment, chain, lines_on
from kehoach_xl.domain.appendix import Line, plan_of
from kehoach_xl.domain.columns import ReportColumn, columns_of
from kehoach_xl.domain.identity import LAYOUT_VERSION
from kehoach_xl.domain.period import Period, parse_period
from kehoach_xl.domain.plan import Plan, Task
from kehoach_xl.domain.progress import FIELDS, CellKey, RowKey, Value, from_serial, take
from kehoach_xl.domain.settle import Settled, settle
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.timeframe import Due, due
from kehoach_xl.engine.cells import Cells
from kehoach_xl.engine.native import located
from kehoach_xl.errors import Stop
from kehoach_xl.sheets import bindings
from kehoach_xl.sheets.choices import Choices
from kehoach_xl.sheets.facts import Ledger
from kehoach_xl.sheets.facts import read as read_ledger
from kehoach_xl.sheets.table import Block, Row, Table

NOBODY = ""


@dataclass(frozen=True)
class PeriodRow:
    """One line of `Kỳ báo cáo`: the period and the deadlines as they stand in the sheet."""

    row: int
    period: Period
    deadline: date | None
    report_by: date | None
    state: str

    @property
    def is_open(self) -> bool:
        """Whether its numbers may still change."""
        return fold(self.state) != fold("Đã đóng")


@dataclass(frozen=True)
class RecordRow:
    """One line of `Tiến độ`."""

    row: int
    task: str
    agency: str
    period: str
    values: Mapping[str, Value]

    @property
    def key(self) -> RowKey:
        return self.task, self.agency, self.period


class Desk:
    """A master workbook read once. Raises Stop BOOK_001 when the book is not a master."""

    def __init__(self, book: Any) -> None:
        self.cells = Cells(book)
        self.known = bindings.listed(self.cells) if self.cells.is_excel else {}
        self._tables: dict[str, Table] = {}
        self._tasks_of: dict[str, Mapping[str, Task]] = {}
        self._asked: dict[str, set[str]] = {}
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
        if int(layout) < LAYOUT_VERSION:
            raise Stop("BOOK_007", name=book.name, layout=layout, known=LAYOUT_VERSION)

    def table(self, name: str) -> Table:
        """A table, read at first use."""
        if name not in self._tables:
            self._tables[name] = Table.read(self.cells, name, self.known)
        return self._tables[name]

    @cached_property
    def register(self) -> Register:
        agencies: list[Agency] = []
        groups: list[AgencyGroup] = []
        for row in self.table("agencies").rows:
            code, name = row.text("code").strip(), row.text("name").strip()
            if not code or not name:
                continue
            body = {
                "code": code, "name": name, "short": row.text("short").strip(), "aliases": _split(row.text("aliases")),
                "valid_from": day(row, "valid_from"), "valid_to": day(row, "valid_to"),
                "successors": _split(row.text("successor")), "source": row.text("source").strip(),
            }  # fmt: skip
            if fold(row.text("kind")) == fold("Nhóm"):
                groups.append(AgencyGroup(members=_split(row.text("members")), **body))
            else:
                agencies.append(Agency(email=row.text("email").strip(), contact=row.text("contact").strip(), **body))
        return Register(agencies=tuple(agencies), groups=tuple(groups)).by_code()

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

    def plan_on(self, on: date) -> Plan:
        """The plan that was in force on a day."""
        if all(one.effective <= on for one in self.ledger.amendments):
            return self.plan
        return plan_of(lines_on(self.lines, self.ledger.amendments, on), self.settings, self.register)

    def tasks_of(self, period: Period) -> Mapping[str, Task]:
        """Every task by its id, as in force at the end of a period."""
        if period.code not in self._tasks_of:
            tasks = self.plan_on(period.end).tasks
            self._tasks_of[period.code] = {task.id: task for task in tasks if task.id}
        return self._tasks_of[period.code]

    def due_of(self, task: str, agency: str, period: Period) -> Due | None:
        """What of a task falls due for one reporter in a period, by the plan then in force; None for no task."""
        found = self.tasks_of(period).get(task)
        if found is None:
            return None
        return Due("released") if self.is_released(found, agency, period) else due(found.timeframe, period)

    def is_released(self, task: Task, agency: str, period: Period) -> bool:
        """Whether nobody waits for this reporter any more: the task was dropped, or is somebody else's by then."""
        if not task.stands(period.end):
            return True
        return agency in self._once_asked(task.id) and agency not in self.register.owing(task, period.end)

    def _once_asked(self, task: str) -> set[str]:
        """Every body that led the task at some time, by the amendments of its lead."""
        if task not in self._asked:
            now = self.task_by_id.get(task)
            texts = [one.before for one in chain(self.ledger.amendments, task, "leads")]
            texts += [one.value for one in chain(self.ledger.amendments, task, "leads")]
            codes = {code for text in texts for code in self.register.read(str(text or "")).codes}
            codes |= set(now.leads if now else ())
            self._asked[task] = codes | set(self.register.reporters(sorted(codes)))
        return self._asked[task]

    def amended(self, lines: list[Line], amendments: list[Amendment]) -> None:
        """Go on with these lines and amendments, which are about to be written."""
        self.lines, self.ledger.amendments = lines, amendments
        for name in ("plan", "task_by_id"):
            self.__dict__.pop(name, None)
        self._tasks_of.clear()
        self._asked.clear()

    @cached_property
    def periods(self) -> dict[str, PeriodRow]:
        """Listed periods by code; a line whose code is no period is left to the check."""
        found: dict[str, PeriodRow] = {}
        for row in self.table("periods").rows:
            try:
                period = parse_period(row.text("code"))
            except Stop:
                continue
            found[period.code] = PeriodRow(
                row.row, period, day(row, "deadline"), day(row, "report_by"), row.text("state")
            )
        return found

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
        """The code of the period on the dashboard, '' when none."""
        return self.choices.current

    def folder(self, name: str) -> Path:
        """The folder chosen for ``outbox``, ``inbox`` or ``backups``; a plain name lies beside the master."""
        return Path(os.path.normpath(self.path.parent / self.choices.text(name)))

    def period(self, code: str | None) -> PeriodRow:
        """A listed period, by default the current one. Raises Stop PERIOD_001, PERIOD_002 or PERIOD_003."""
        if not code and not self.current:
            raise Stop("PERIOD_003")
        wanted = parse_period(code or self.current)
        if wanted.code not in self.periods:
            raise Stop("PERIOD_002", period=wanted.code, known=", ".join(self.periods) or "chưa có kỳ nào")
        return self.periods[wanted.code]

    @cached_property
    def ledger(self) -> Ledger:
        return read_ledger(self.table("facts").rows)

    @cached_property
    def settled(self) -> Settled:
        """The record as we last wrote it."""
        return settle(self.ledger.facts)

    @cached_property
    def record(self) -> list[RecordRow]:
        return [
            RecordRow(
                row.row, row.text("task"), row.text("agency"), row.text("period"),
                {f.id: take(f.id, row.cells.get(f.id)) for f in FIELDS},
            )
            for row in self.table("progress").rows
            if row.text("task")
        ]  # fmt: skip

    def standing(self) -> Iterable[tuple[CellKey, Value]]:
        """Every cell of the record as it stands in `Tiến độ` now."""
        for row in self.record:
            for name, value in row.values.items():
                yield (*row.key, name), value

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


def day(row: Row, name: str) -> date | None:
    """A date cell of our own sheets; what is no date reads as nothing (the check says so)."""
    number = row.number(name)
    if number is not None and 61 <= number < 100_000:
        return from_serial(number)
    value = take("finish_date", row.cells.get(name))
    return value if isinstance(value, date) else None


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\n", ";").split(";") if part.strip())
