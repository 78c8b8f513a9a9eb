"""The plan in force as a Word file: its appendix, and in sentences what else the master holds of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from kehoach_xl.building import plan_document, plan_document_words
from kehoach_xl.building.whole import made_whole
from kehoach_xl.domain.figure import Figure
from kehoach_xl.domain.framework import TOTAL, printed_total
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.plan import Plan, Task
from kehoach_xl.domain.plan_template import PlanTemplate
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.indices import aims_of, figures_led, results_of
from kehoach_xl.sheets.table import bound_range

ENDING = ".docx"


@dataclass(frozen=True)
class WordReport:
    """The file that was written, how much of the plan stands in it, and what is not known for it."""

    path: str
    plan: str
    components: int
    tasks: int
    lacks: tuple[Message, ...] = ()

    @property
    def needs_a_look(self) -> bool:
        return any(one.level != "info" for one in self.lacks)


def write_document(book: Any, out: Path | None = None, *, today: date | None = None) -> WordReport:
    """Write the plan as it is in force today, by default beside the master under its name.

    Raises Stop WORD_001 for another ending than .docx, WORD_002 when the file is there, NEW_003 when it cannot be
    written.
    """
    desk = Desk(book)
    path = out or desk.path.with_suffix(ENDING)
    if path.suffix.lower() != ENDING:
        raise Stop("WORD_001", path=path)
    if path.exists():
        raise Stop("WORD_002", path=path)
    template = plan_in_force(desk, today or date.today())
    with made_whole(path) as temporary:
        plan_document.save(template, temporary)
    plan = template.plan
    lacks = plan_document_words.lacks(template)
    return WordReport(str(path), plan.short_title, len(plan.components), len(plan.tasks), lacks)


def plan_in_force(desk: Desk, today: date) -> PlanTemplate:
    """What the master holds of the plan: the tasks that belong to it on a day, goals, results, deadlines."""
    plan = desk.plan_on(today)
    plan = replace(plan, tasks=tuple(_tasks(desk, plan, today)))
    goals = (
        Goal(int(one.year), one.score, *map(_whole_number, one.ranks or (None, None)), _whole_number(one.of))
        for one in aims_of(desk)
        if not one.code and one.year is not None
    )
    said = tuple(row for row in desk.part_deadlines if row.deadline or row.report_by)
    return PlanTemplate(
        plan, desk.register, _heading(desk), _whole(desk), tuple(goals), (), said, tuple(results_of(desk)),
        tuple(_figures(desk)),
    )  # fmt: skip


def _tasks(desk: Desk, plan: Plan, today: date) -> Iterator[Task]:
    """The tasks of a day with everybody their cells name: the document says them, whoever the register knows."""
    lines = (line for line in desk.lines_on(today) if line.is_task)
    for line, task in zip(lines, plan.tasks, strict=True):
        if task.stands(today):
            named = {field: desk.register.all_named(line.text(field)) for field in ("leads", "coordinators")}
            yield replace(task, **named)


def _figures(desk: Desk) -> Iterator[Figure]:
    """The goals in numbers that set a limit for a year; what else stands there is left to her."""
    for one, leads in figures_led(desk):
        if one.limit and one.year is not None and one.name:
            yield Figure(one.code, one.name, one.limit, int(one.year), desk.register.read(leads).codes)


def _whole(desk: Desk) -> Standing:
    """The published standing of the whole index; a total that the sheet computes is no published score."""
    plan = desk.plan
    row = next((one for one in desk.table("indices").rows if one.text("id") == TOTAL), None)
    if row is None:
        return Standing(year=plan.baseline_year)
    computed = printed_total(plan.framework, [one.baseline.score for one in plan.components])
    score = row.number("score") if computed is None else None
    return Standing(
        score, None, _whole_number(row.number("rank")), _whole_number(row.number("of")), plan.baseline_year
    )


def _heading(desk: Desk) -> tuple[str, ...]:
    """The lines over the table of `Phụ lục`: what stands above its header."""
    area = bound_range(desk.cells, "PL_code", desk.known)
    block = desk.cells.read(area.sheet, 1, 1, area.row1 - 3, area.column1 + 12)
    lines = (next((str(cell) for cell in row if cell), "") for row in block)
    return tuple(line for line in lines if line)


def _whole_number(value: float | None) -> int | None:
    return None if value is None else int(value)
