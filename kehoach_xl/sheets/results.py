"""The rows of `Kết quả thực hiện`: what every task asked in a period has come to, as the sheet prints it."""

from collections.abc import Mapping, Sequence
from datetime import date

from kehoach_xl.domain.plan import Task
from kehoach_xl.domain.progress import SPARE, Value, show, tidy
from kehoach_xl.domain.status import symbol
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.heights import broken
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.record import changed_blocks
from kehoach_xl.sheets.table import Block, Cell

# The setting that tells of which period the rows are.
PERIOD = "results_period"


def results_blocks(
    desk: Desk, period: str, view: Mapping[str, Mapping[str, Value]], classes: Mapping[str, str]
) -> list[Block]:
    """Blocks that make the sheet show a period: ``view`` holds its values by task, ``classes`` the class of each.
    Nothing when it shows just that already. Raises Stop BOOK_004 when there are more lines than prepared rows."""
    table = desk.table("results")
    rows = _rows(desk, period, view, classes)
    if len(rows) > table.last - table.first + 1:
        raise Stop("BOOK_004", sheet=table.sheet, rows=table.last - table.first + 1)
    table.reach(table.first + len(rows) - 1)
    blank: dict[str, Cell] = dict.fromkeys(table.columns)
    wanted = {row.row: blank | (rows[at] if at < len(rows) else {}) for at, row in enumerate(table.rows)}
    blocks = changed_blocks(table, wanted)
    if desk.settings.get(PERIOD, "") != period:
        blocks.append(desk.setting_block(PERIOD, period))
    return blocks


def _rows(
    desk: Desk, period: str, view: Mapping[str, Mapping[str, Value]], classes: Mapping[str, str]
) -> list[dict[str, Cell]]:
    """A line for each component that has tasks, then its tasks; last those of no component."""
    listed = desk.periods.get(period)
    tasks = desk.tasks_of(listed.period) if listed else desk.task_by_id
    asked = [tasks.get(one.id, one) for one in desk.plan.tasks if one.id in view]
    layout = desk.table("results").layout
    width, size = layout.column("content").width, layout.size
    rows: list[dict[str, Cell]] = []
    for component in desk.plan.components:
        mine = [task for task in asked if task.component == component.code]
        if mine:
            # Bold by a conditional format, of which the height of a row knows nothing.
            rows.append({"code": component.code, "content": broken(component.name, width, size, bold=True)})
            rows += [_row(desk, task, view[task.id], classes.get(task.id, "")) for task in mine]
    codes = {component.code for component in desk.plan.components}
    loose = [task for task in asked if task.component not in codes]
    return rows + [_row(desk, task, view[task.id], classes.get(task.id, "")) for task in loose]


def _row(desk: Desk, task: Task, values: Mapping[str, Value], klass: str) -> dict[str, Cell]:
    percent = values.get("percent")
    done = values.get("finish_date")
    judged = f"{symbol(klass)} {klass}" if klass else ""
    return {
        "task": task.id, "code": task.code, "content": task.content, "leads": desk.register.write(task.leads) or None,
        "timeframe": task.timeframe_text or None,
        "class": tidy(judged + (f" ({show(done)})" if isinstance(done, date) else "")),
        "percent": percent if isinstance(percent, float) else _text(percent),
        "result": _result(desk, values), "evidence": _evidence(values),
        "difficulties": _labelled(desk, values, ("difficulties", "proposals")),
    }  # fmt: skip


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
