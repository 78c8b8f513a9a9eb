"""`Kỳ báo cáo` and the days of `Thiết lập`: periods with their lines, the plan's own deadlines, working days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kehoach_xl.domain.period import Period, is_special, parse_period, special_period
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.values import shown
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.table import Row, Table

if TYPE_CHECKING:
    from kehoach_xl.domain.deadlines import PartDeadline
    from kehoach_xl.domain.workdays import Calendar


@dataclass(frozen=True)
class PeriodRow:
    """One line of `Kỳ báo cáo`: the period and the deadlines as they stand in the sheet."""

    row: int
    period: Period
    deadline: date | None
    report_by: date | None
    state: str
    closed: date | None = None
    scope: str = ""

    @cached_property
    def is_open(self) -> bool:
        """Whether its numbers may still change."""
        return fold(self.state) != fold("Đã đóng")


def periods_of(table: Table) -> dict[str, PeriodRow]:
    """The listed periods by code; a line whose code or days make no period is left to the check."""
    found: dict[str, PeriodRow] = {}
    for row in table.rows:
        try:
            period = _period(row)
        except Stop:
            continue
        found[period.code] = PeriodRow(
            row.row, period, row.day("deadline"), row.day("report_by"), row.text("state"), row.day("closed"),
            row.text("scope"),
        )  # fmt: skip
    return found


def last_before(listed: Mapping[str, PeriodRow], code: str) -> str:
    """The code of the last regular period that ended before a listed one; '' when there is none."""
    end = listed[code].period.end
    earlier = [row.period for row in listed.values() if row.period.end < end and not row.period.special]
    return max(earlier, key=lambda period: period.end).code if earlier else ""


def _period(row: Row) -> Period:
    """The period of a line: a regular one by its code, another by its own cells. Raises Stop PERIOD_…."""
    code = row.text("code")
    start, end = row.day("start"), row.day("end")
    if not is_special(code) or start is None or end is None:
        return parse_period(code)
    return special_period(code, row.text("name"), start, end, row.day("data_from"), row.day("cutoff"))


def part_deadlines_of(table: Table) -> "list[PartDeadline]":
    """The plan's own days, as `Thiết lập` words them; a cell that became a date is read as that day."""
    from kehoach_xl.domain.deadlines import PartDeadline  # a merge asks for none, nor for working days

    return [
        PartDeadline(row.text("part"), _wording(row, "deadline"), _wording(row, "report_by")) for row in table.rows
    ]


def _wording(row: Row, name: str) -> str:
    """A day as she wrote it; where Excel made a date of «10/6», that date."""
    on = row.day(name) if row.number(name) is not None else None
    return shown(on) if on is not None else row.text(name)


def calendar_of(table: Table, *, strict: bool = True) -> "Calendar":
    """Working days by the lines of days off. Raises Stop PERIOD_019 for a line whose day is none, unless not
    ``strict``: such lines are then passed over."""
    from kehoach_xl.domain.workdays import Calendar

    days = []
    for row in table.rows:
        on = row.day("day")
        if on is not None:
            days.append((on, row.text("kind")))
        elif strict and row.cells.get("day") is not None:
            raise Stop("PERIOD_019", row=row.row, value=row.text("day"))
    return Calendar.from_rows(days)
