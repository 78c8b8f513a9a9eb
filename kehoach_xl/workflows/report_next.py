"""What comes next after a period: the overdue tasks of the summary, and what falls due until the next period ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kehoach_xl.domain.period import Period, following
from kehoach_xl.domain.plan import Task
from kehoach_xl.domain.values import STATUSES, shown
from kehoach_xl.sheets.desk import NOBODY, Desk
from kehoach_xl.workflows.report_tasks import name_of
from kehoach_xl.workflows.report_words import stopped
from kehoach_xl.workflows.summary import SummaryReport

FINISHED = (STATUSES[2], STATUSES[3])  # done, or no longer fitting


@dataclass(frozen=True)
class Ahead:
    """The days looked at, inclusive, and the tasks due in them that a reporter has not finished, the soonest first;
    ``since`` is None where no day is left to look at."""

    since: date | None
    until: date
    tasks: list[dict[str, str]]


def overdue_rows(desk: Desk, figures: SummaryReport) -> list[dict[str, Any]]:
    """The tasks of the summary that are past their day, the longest first."""
    return [
        {
            "stt": one.code, "noi_dung": stopped(one.content),
            "co_quan": _who(desk, desk.task_by_id.get(one.task), one.agency), "han": shown(one.due),
            "so_ngay_tre": one.days,
        }
        for one in figures.overdue
    ]  # fmt: skip


def ahead(desk: Desk, figures: SummaryReport) -> Ahead:
    """What falls due from the day of the figures until the next period of its kind ends; a period without a calendar
    has none after it. Figures of a later day than the period's last one are of what fell due in it: what comes then
    begins on the day after it, so that every unfinished task is overdue or comes, none is both."""
    period = desk.period(figures.period).period
    periods = [period] if period.special else [period, following(period)]
    since = min(figures.as_of or period.end, period.end + timedelta(days=1))
    if since > periods[-1].end:
        return Ahead(None, periods[-1].end, [])
    known = {(one.task, one.agency) for one in figures.overdue}
    done = {row.key[:2] for row in desk.record if row.period == period.code and row.values.get("status") in FINISHED}
    settled = {key: desk.due_of(*key, period).date for key in done}
    found: dict[tuple[str, date], tuple[Task, list[str]]] = {}
    for task, agency, day in _due(desk, periods, since):
        key = (task.id, agency)
        if key not in known and settled.get(key) != day:
            found.setdefault((task.id, day), (task, []))[1].append(agency)
    rows = [
        {
            "stt": task.code, "noi_dung": stopped(task.content), "han": shown(day),
            "co_quan": "; ".join(_who(desk, task, agency) for agency in dict.fromkeys(agencies)),
        }
        for (_, day), (task, agencies) in sorted(found.items(), key=lambda one: one[0][1])
    ]  # fmt: skip
    return Ahead(since, periods[-1].end, rows)


def _who(desk: Desk, task: Task | None, agency: str) -> str:
    """The reporter, else the leads as the plan names them."""
    return name_of(desk, agency) if agency or not task or not task.leads else desk.register.write(task.leads)


def _due(desk: Desk, periods: list[Period], since: date) -> Iterator[tuple[Task, str, date]]:
    """(task, reporter, day) of all that falls due from a day until the last of these periods ends, each day once."""
    seen = set()
    for period in periods:
        for task in desk.tasks_of(period).values():
            for agency in desk.register.owing(task, period.end) or (NOBODY,):
                due = desk.due_of(task.id, agency, period)
                if due.state not in ("past", "in_period") or due.date is None or due.date < since:
                    continue
                if (told := (task.id, agency, due.date)) not in seen:
                    seen.add(told)
                    yield task, agency, due.date
