"""What a run would make of `Kết quả thực hiện`: of the record as it is settled now, hand edits included."""

from collections.abc import Mapping, Sequence

from kehoach_xl.domain import summary as figures
from kehoach_xl.domain.progress import CellKey, RowKey, Value
from kehoach_xl.domain.timeframe import Due
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.record import dropped, shown
from kehoach_xl.sheets.results import Laid, lay_out
from kehoach_xl.workflows.work import Work

VALUES = ("status", "finish_date", "result", "quantity")


def results_of(work: Work, period: str) -> Laid:
    """The page of a period, with every task that the summary counts."""
    desk, keys, record = work.desk, [key for key in work.keys if key[2] == period], work.settle().record
    desk.reported = {cell[:3] for cell in record}
    judged = figures.by_task(figures.frame(reports_of(desk, record, keys)), desk.plan.tasks, period)
    classes = dict(zip(judged["task"], judged["class"], strict=True))
    known = record.by_task()
    view = dropped(desk, known, keys, period) | shown(desk, known, keys, period)
    return lay_out(desk, period, view, classes)


def reports_of(desk: Desk, record: Mapping[CellKey, Value], keys: Sequence[RowKey]) -> list[figures.Report]:
    """The rows of the record as they are judged: by the plan in force in their period."""
    found = []
    for task_id, agency, code in keys:
        listed = desk.periods.get(code)
        task = desk.tasks_of(listed.period).get(task_id) if listed else desk.task_by_id.get(task_id)
        values = {name: value for name in VALUES if (value := record.get((task_id, agency, code, name))) is not None}
        state = desk.due_of(task_id, agency, listed.period) if listed else Due("later")
        found.append(figures.Report(task_id, task.component if task else "", agency, code, state, values))
    return found
