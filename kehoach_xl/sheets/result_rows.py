"""The lines of `Kết quả thực hiện`: what every task asked in a period has come to, as the sheet prints it.

Each line has a key: of a task its id, of a component :data:`HEADING` and its id, of a continued line the task's id,
:data:`MORE` and a number. A row without a key is hers.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from kehoach_xl.domain.amendment import chain
from kehoach_xl.domain.plan import Task
from kehoach_xl.domain.progress import SPARE, Value, show, tidy
from kehoach_xl.domain.status import symbol
from kehoach_xl.ooxml.heights import broken, pieces
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.layout import TableLayout
from kehoach_xl.sheets.table import Cell

HEADING, MORE = "#", "+"
CONTINUED = "(tiếp theo)"
# Lines of a row: some 190 points of the 328 that page 1 has below the heads, so that a long entry never leaves it
# nearly blank, and under the 409 of a row even where she made a column half as wide.
LINES = 12


def result_rows(
    desk: Desk, period: str, view: Mapping[str, Mapping[str, Value]], classes: Mapping[str, str]
) -> list[dict[str, Cell]]:
    """A line for each component that has tasks, then its tasks; last those of no component."""
    listed = desk.periods.get(period)
    tasks = desk.tasks_of(listed.period) if listed else desk.task_by_id
    asked = [tasks.get(one.id, one) for one in desk.plan.tasks if one.id in view]
    until = listed.period.end if listed else None
    layout = desk.table("results").layout
    width, size = layout.column("content").width, layout.size

    def lines(found: Sequence[Task]) -> list[dict[str, Cell]]:
        made = (result_row(desk, task, view[task.id], classes.get(task.id, ""), until) for task in found)
        return [line for row in made for line in continued(layout, row)]

    rows: list[dict[str, Cell]] = []
    for component in desk.plan.components:
        if mine := [task for task in asked if task.component == component.code]:
            # Bold by a conditional format, of which the height of a row knows nothing.
            name = broken(component.name, width, size, bold=True)
            rows += [{"task": f"{HEADING}{component.id}", "code": component.code, "content": name}, *lines(mine)]
    codes = {component.code for component in desk.plan.components}
    return rows + lines([task for task in asked if task.component not in codes])


def continued(layout: TableLayout, row: Mapping[str, Cell]) -> list[dict[str, Cell]]:
    """A row, and those that carry on what is longer than :data:`LINES` lines: Excel cuts what a row cannot show."""
    parts: dict[str, list[str]] = {
        name: pieces(value, layout.column(name).width, layout.size, LINES)
        for name, value in row.items() if name not in ("task", "code") and isinstance(value, str)
    }  # fmt: skip
    lines: list[dict[str, Cell]] = [{**row, **{name: found[0] for name, found in parts.items()}}]
    for at in range(1, max(map(len, parts.values()), default=1)):
        more: dict[str, Cell] = {name: found[at] for name, found in parts.items() if at < len(found)}
        lines.append({"task": f"{row['task']}{MORE}{at}", "content": CONTINUED, **more})
    return lines


def result_row(
    desk: Desk, task: Task, values: Mapping[str, Value], klass: str, until: date | None
) -> dict[str, Cell]:
    """The cells of one task, by the fields of the sheet, as long as they are; ``until`` is the last day of the period.
    The program's reports in Word print the same."""
    percent = values.get("percent")
    return {
        "task": task.id, "code": task.code, "content": task.content, "leads": desk.register.write(task.leads) or None,
        "timeframe": task.timeframe_text or None, "class": _judged(desk, task, values, klass, until),
        "percent": percent if isinstance(percent, float) else _text(percent),
        "result": _result(desk, values), "evidence": _evidence(values),
        "difficulties": _labelled(desk, values, ("difficulties", "proposals")),
    }  # fmt: skip


def _judged(desk: Desk, task: Task, values: Mapping[str, Value], klass: str, until: date | None) -> str | None:
    """The class with its mark, the day it was done, and since when a task is dropped and by which document."""
    done = values.get("finish_date")
    words = [show(done)] if isinstance(done, date) else []
    if until and task.until and task.until < until:
        ordered = chain(desk.ledger.amendments, task.id, "until")
        by = f" theo {ordered[-1].document}" if ordered and ordered[-1].document else ""
        words = [f"đã dừng từ {show(task.until + timedelta(1))}{by}", *(f"báo hoàn thành {day}" for day in words)]
    return tidy((f"{symbol(klass)} {klass}" if klass else "") + (f" ({'; '.join(words)})" if words else ""))


def _result(desk: Desk, values: Mapping[str, Value]) -> str | None:
    """What was done, how much, and what her own columns hold."""
    more = _labelled(desk, values, ("quantity", *SPARE))
    return tidy("\n".join(piece for piece in (_text(values.get("result")), more) if piece))


def _evidence(values: Mapping[str, Value]) -> str | None:
    number, day = _text(values.get("evidence_no")), values.get("evidence_date")
    dated = f"ngày {show(day)}" if day is not None else None
    return tidy(", ".join(piece for piece in (number, dated) if piece))


def _labelled(desk: Desk, values: Mapping[str, Value], fields: Sequence[str]) -> str | None:
    """«Heading: value», a line each, of what holds something."""
    given = ((desk.fields[name].heading, values.get(name)) for name in fields)
    return tidy("\n".join(f"{heading}: {show(value)}" for heading, value in given if value is not None))


def _text(value: Value) -> str | None:
    return None if value is None else show(value)
