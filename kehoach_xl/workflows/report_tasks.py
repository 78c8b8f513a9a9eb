"""What was reported of each task in a period, as a report in Word tells it: by the record and the classes of the
summary, in the agencies' own words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kehoach_xl.domain.plan import Task
from kehoach_xl.domain.progress import Value, show
from kehoach_xl.domain.rows import Rows
from kehoach_xl.domain.status import NOT_REPORTED, symbol
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.record import dropped, shown
from kehoach_xl.sheets.result_rows import result_row
from kehoach_xl.sheets.table import Cell
from kehoach_xl.workflows.report_words import NOBODY_NAMED, ended, lines, stopped
from kehoach_xl.workflows.summary import SummaryReport


@dataclass(frozen=True)
class Said:
    """One agency's report of a task: ``values`` of the record by field, those that hold something; ``cells`` the same
    as `Kết quả thực hiện` would print them."""

    agency: str
    name: str
    values: Mapping[str, Value]
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Told:
    """One task that the summary counts: its class, the cells of `Kết quả thực hiện`, and who said what."""

    task: Task
    component: str
    klass: str
    cells: Mapping[str, Cell]
    said: tuple[Said, ...]

    @property
    def is_reported(self) -> bool:
        return self.klass != NOT_REPORTED


def tasks_told(desk: Desk, figures: SummaryReport) -> list[Told]:
    """Every task that the summary counts in its period, in the order of the appendix."""
    period = desk.period(figures.period).period
    rows = [row for row in desk.record if row.period == period.code]
    record = Rows.of({(*row.key, name): value for row in rows for name, value in row.values.items()}).by_task()
    keys = [row.key for row in rows]
    view = dropped(desk, record, keys, period.code) | shown(desk, record, keys, period.code)
    in_force = desk.tasks_of(period)
    by_task: dict[str, list[tuple[str, Mapping[str, Value]]]] = {}
    for row in rows:
        values = {name: value for name, value in row.values.items() if value is not None}
        if not desk.is_released(row.task, row.agency, period) or values:
            by_task.setdefault(row.task, []).append((row.agency, values))
    found = []
    for one in desk.plan.tasks:
        if (klass := figures.classes.get(one.id)) is not None:
            task = in_force.get(one.id, one)
            said = tuple(
                Said(agency, name_of(desk, agency), values, result_row(desk, task, values, "", None))
                for agency, values in by_task.get(one.id, ())
            )
            cells = result_row(desk, task, view.get(one.id, {}), klass, period.end)
            found.append(Told(task, one.component, klass, cells, said))
    return found


def name_of(desk: Desk, agency: str) -> str:
    return desk.register.name(agency) if agency else NOBODY_NAMED


def standing(told: Told) -> str:
    """«Hoàn thành đúng hạn (20/11/2025), 100%»: the class, the day it was done, and how far it is; of a task that
    not all have reported, how many have."""
    far, judged = told.cells["percent"], class_of(told)
    if not told.is_reported and len(told.said) > 1:
        judged = f"mới có báo cáo của {sum('status' in one.values for one in told.said)}/{len(told.said)} cơ quan"
    return judged + (f", {_percent(far)}" if far is not None else "")


def class_of(told: Told) -> str:
    """«Hoàn thành đúng hạn (20/11/2025)»: as `Kết quả thực hiện` prints it, without the mark before it."""
    return str(told.cells["class"] or told.klass).removeprefix(f"{symbol(told.klass)} ")


def results(told: Told) -> list[str]:
    """What each agency said of a task, a paragraph a line, the first under its name, with its status where several
    report."""
    return [line for one in told.said for line in _result(one, several=len(told.said) > 1)]


def _result(one: Said, several: bool) -> Iterator[str]:
    status, far = one.values.get("status"), one.cells["percent"]
    state = ", ".join(str(piece) for piece in (status, None if far is None else _percent(far)) if piece)
    said, evidence = lines(one.cells["result"]), one.cells["evidence"]
    if not said and not evidence and (not state or not several):
        return
    head = f"{one.name} ({state})" if several and state else one.name
    if evidence and len(said) == 1:
        said = [f"{stopped(said[0])} (văn bản: {evidence})."]
    elif evidence:
        said.append(f"{'V' if said else 'v'}ăn bản: {evidence}.")
    yield ended(f"{head}: {said[0]}" if said else head)
    yield from (ended(line) for line in said[1:])


def gathered(tasks: Sequence[Told], field: str) -> list[dict[str, Any]]:
    """What agencies wrote into a field (difficulties or proposals), under their names: {co_quan, y: paragraphs, each
    task's first one with its code}."""
    found: dict[str, list[str]] = {}
    for told in tasks:
        for one in told.said:
            if text := lines(_text(one.values.get(field))):
                found.setdefault(one.name, []).extend(
                    ended(line) for line in (f"Nhiệm vụ {told.task.code}: {text[0]}", *text[1:])
                )
    return [{"co_quan": name, "y": said} for name, said in found.items()]


def naming(tasks: Sequence[Told], field: str) -> int:
    """Of how many tasks somebody wrote something into a field."""
    return sum(any(lines(_text(one.values.get(field))) for one in told.said) for told in tasks)


def _text(value: Value) -> str:
    return "" if value is None else show(value)


def _percent(value: Cell) -> str:
    return f"{show(value)}%" if isinstance(value, float) else str(value)
