"""`Tiến độ`: values that cannot be read, and rows that contradict themselves."""

from collections.abc import Iterator
from datetime import date

from kehoach_xl.domain import progress
from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.progress import FIELDS
from kehoach_xl.domain.values import Unclear, shown
from kehoach_xl.messages import Message


def issue(code: str, row: RawRow, field: str, /, **facts: object) -> Issue:
    where = str(row.cells.get("id") or "")
    return Issue(Message(code, facts), "progress", row.row, field, where, row.cells.get(field))


@check
def readable(subject: Subject) -> Iterator[Issue]:
    for row in subject.progress:
        for field in FIELDS:
            raw = row.cells.get(field.id)
            if isinstance(raw, float) and field.kind == "percent" and 0 <= raw <= 100:
                if 0 < raw <= 1:
                    yield issue("CHECK_056", row, field.id, value=shown(raw))
                continue
            reading = progress.read(field.id, raw)
            if isinstance(reading, Unclear):
                why = Message(reading.code, reading.facts)
                yield issue("CHECK_050", row, field.id, column=field.label, reason=why.text, todo=why.todo)


@check
def consistent(subject: Subject) -> Iterator[Issue]:
    tasks = {task.id: task for task in subject.plan.tasks}
    for row in subject.progress:
        task = tasks.get(str(row.cells.get("task") or ""))
        if task is None:
            continue
        values = {field.id: progress.take(field.id, row.cells.get(field.id)) for field in FIELDS}
        status, finish = values["status"], values["finish_date"]
        if isinstance(finish, date) and finish > subject.today:
            yield issue("CHECK_054", row, "finish_date", value=shown(finish))
        continuous = task.timeframe.kind == "continuous"
        if status in ("Đang thực hiện", "Hoàn thành") and values["result"] is None:
            yield issue("CHECK_057", row, "result", code=task.code, status=status)
        if status != "Hoàn thành" or continuous:
            continue
        if values["evidence_no"] is None:
            yield issue("CHECK_051", row, "evidence_no", code=task.code)
        percent = values["percent"]
        if isinstance(percent, float) and percent < 100:
            yield issue("CHECK_052", row, "percent", code=task.code, value=shown(percent))
        if finish is None:
            yield issue("CHECK_053", row, "finish_date", code=task.code)
        wanted, done = task.timeframe.quantity_min, values["quantity"]
        if wanted and isinstance(done, float) and done < wanted:
            yield issue("CHECK_055", row, "quantity", code=task.code, value=shown(done), wanted=wanted)
