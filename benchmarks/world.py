"""The rows of a master as a mistake is planted in them, in memory or in the file."""

import copy
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from benchmarks.valid_master import FIRST, SECOND, free_tasks
from kehoach_xl.domain.checks import Issue, run
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.examined import examine, subject
from kehoach_xl.sheets.table import Row

TODAY = date(2025, 12, 31)


class Place(NamedTuple):
    """One cell: table, sheet row, field."""

    table: str
    row: int
    field: str


class World:
    """A master read once; ``typed`` are the cells changed since, until :meth:`restore` takes that back."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.typed: set[tuple[str, int, str]] = set()
        examine(desk)
        self.kept = {name: copy.deepcopy(desk.table(name).rows) for name in desk._tables}
        self.free = free_tasks(desk)
        self.last = {line.text("component"): line.id for line in desk.lines if line.is_task}.values()
        self.components = {line.id for line in desk.lines if line.is_component}
        self.base = {finding(one) for one in self.found()}

    # -- what stands there -----------------------------------------------------------------------

    def rows(self, table: str) -> list[int]:
        return [row.row for row in self.desk.table(table).rows]

    def row(self, table: str, row: int) -> Row:
        found = self.desk.table(table)
        return found.rows[row - found.first]

    def cell(self, table: str, row: int, field: str) -> Any:
        return self.row(table, row).cells.get(field)

    def text(self, table: str, row: int, field: str) -> str:
        return self.row(table, row).text(field)

    def next_row(self, table: str) -> int:
        return self.desk.table(table).append_at(1)

    def earlier(self, row: int) -> int | None:
        """A task of the same component above this one that nobody reports on."""
        component = self.text("appendix", row, "component")
        above = (r for r in self.rows("appendix") if r < row and self.text("appendix", r, "component") == component)
        return next((r for r in above if self.text("appendix", r, "id") in self.free), None)

    def rows_of(self, task: str) -> list[int]:
        return [r for r in self.rows("progress") if task and self.text("progress", r, "task") == task]

    def is_report(self, row: int, period: str, status: str) -> bool:
        """Whether a row reports this of a task that is to be done by some time."""
        task = self.desk.task_by_id.get(self.text("progress", row, "task"))
        return (
            task is not None and task.timeframe.kind != "continuous" and self.text("progress", row, "period") == period
            and self.text("progress", row, "status") == status
        )  # fmt: skip

    def wanted(self, row: int) -> int | None:
        return self.desk.task_by_id[self.text("progress", row, "task")].timeframe.quantity_min

    def _same(self, row: int, period: str) -> int | None:
        task, agency = self.text("progress", row, "task"), self.text("progress", row, "agency")
        found = (r for r in self.rows_of(task) if self.text("progress", r, "agency") == agency)
        return next((r for r in found if self.text("progress", r, "period") == period), None)

    def before(self, row: int) -> int | None:
        """The row of the first period for the same task, of a task that is to be done by some time."""
        found = self._same(row, FIRST)
        return found if found and self.is_report(found, FIRST, "Đang thực hiện") else None

    def done_later(self, row: int) -> bool:
        later = self._same(row, SECOND)
        return later is not None and self.text("progress", later, "status") == "Hoàn thành"

    def copied(self, row: int) -> Mapping[str, Any]:
        """What names the row, taken from the row of another task above it."""
        rows = [r for r in self.rows("progress") if r < row and self.text("progress", r, "task")]
        task, period = self.text("progress", row, "task"), self.text("progress", row, "period")
        here = (r for r in rows if self.text("progress", r, "period") == period)
        other = next(r for r in here if self.text("progress", r, "task") != task)
        names = ("id", "task", "period", "code", "content", "agency", "agency_name")
        return {name: self.cell("progress", other, name) for name in names}

    def index(self, row: int, field: str) -> Place:
        """The cell of `Chỉ số` for a component of the appendix."""
        wanted = self.text("appendix", row, "id")
        return Place("indices", next(r for r in self.rows("indices") if self.text("indices", r, "id") == wanted), field)

    def body(self, code: str, field: str) -> Place:
        row = next(r for r in self.rows("agencies") if self.text("agencies", r, "code") == code)
        return Place("agencies", row, field)

    def office(self, line: str) -> int:
        """The row of a line of the office's own block."""
        return next(r for r in self.rows("office") if self.text("office", r, "id") == line)

    def leads(self) -> Place:
        """The lead of a task that nobody reports on."""
        row = next(r for r in self.rows("appendix") if self.text("appendix", r, "id") in self.free)
        return Place("appendix", row, "leads")

    def period(self, code: str) -> Mapping[str, Any]:
        row = next(r for r in self.rows("periods") if self.text("periods", r, "code") == code)
        return {name: value for name, value in self.row("periods", row).cells.items() if value is not None}

    def decomposed(self, row: int) -> str:
        return unicodedata.normalize("NFD", self.text("appendix", row, "content"))

    def led_by(self, code: str, row: int) -> set[tuple[str, str, int, str]]:
        """A finding at the lead of every task that a group leads."""
        group = self.text("agencies", row, "code")
        register = self.desk.register
        return {
            (code, "appendix", line.row, "leads")
            for line in self.desk.lines if line.is_task and group in register.read(line.text("leads")).codes
        }  # fmt: skip

    # -- planting in memory ------------------------------------------------------------------------

    def type(self, cells: Iterable[tuple[Place, Any]]) -> None:
        for place, value in cells:
            self.typed.add((place.table, place.row, place.field))
            self.desk.table(place.table).reach(place.row)
            self.row(place.table, place.row).cells[place.field] = value
        self._reread()

    def restore(self) -> None:
        self.typed.clear()
        for name, rows in self.kept.items():
            self.desk._tables[name].rows = copy.deepcopy(rows)
        self._reread()

    def _reread(self) -> None:
        self.desk.reread()
        for name in ("fields", "calendar"):
            self.desk.__dict__.pop(name, None)

    def found(self) -> list[Issue]:
        seen = subject(self.desk, TODAY)
        formulas = {place: text for place, text in seen.formulas.items() if place not in self.typed}
        return run(replace(seen, formulas=formulas))


def finding(issue: Issue) -> tuple[str, str, int, str]:
    return issue.message.code, issue.table, issue.row, issue.field
