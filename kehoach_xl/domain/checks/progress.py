"""`Tiến độ`: values that cannot be read, and rows that contradict themselves."""

from collections.abc import Iterator

from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.checks.subject import RawRow, Report, read_report
from kehoach_xl.domain.plan import Task
from kehoach_xl.domain.progress import FIELDS
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.values import Unclear, shown
from kehoach_xl.messages import Message

TODO, DOING, DONE, DROPPED = "Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Không còn phù hợp"
# Where a reason may stand.
EXPLAINED = ("result", "difficulties", "proposals")


def issue(code: str, report: Report, field: str, /, **facts: object) -> Issue:
    row = report.raw
    facts.setdefault("value", row.text(field))
    if facts.get("code") == "":  # a task without a number is told by its words
        facts["code"] = f"«{shown(row.text('content') or report.task)}»"
    return Issue(Message(code, facts), "progress", row.row, field, row.text("id"), row.cells.get(field))


@check("progress", "CHECK_050", "CHECK_056")
def readable(subject: Subject) -> Iterator[Issue]:
    for row in subject.progress:
        yield from unreadable(subject, row, "progress")


@check("appendix", "CHECK_050")
def typed_in_appendix(subject: Subject) -> Iterator[Issue]:
    """`Phụ lục` shows the record; what she typed over it is read like the record."""
    for line in subject.lines:
        typed = {
            f.id: raw for f in FIELDS
            if (raw := line.cells.get(f.id)) is not None and (line.row, f.id) in subject.typed
        }  # fmt: skip
        if typed:
            row = RawRow(line.row, {"id": line.id, **typed})
            yield from (one for one in unreadable(subject, row, "appendix") if one.message.code == "CHECK_050")


def unreadable(subject: Subject, row: RawRow, table: str) -> Iterator[Issue]:
    """The reporting cells of one row that have no single reading."""
    for field in FIELDS:
        raw = row.cells.get(field.id)
        if raw is None or (isinstance(raw, str) and field.kind == "text"):
            continue
        code, facts = "CHECK_050", {}
        if isinstance(raw, float) and field.kind == "percent" and 0 <= raw <= 100:
            if not 0 < raw <= 1:
                continue
            code, facts = "CHECK_056", {"value": shown(raw)}
        else:
            reading = read_report(field.id, raw)
            if not isinstance(reading, Unclear):
                continue
            why = Message(reading.code, reading.facts)
            facts = {"reason": _said_of(subject.heading(field.id), why.text), "todo": why.todo}
        yield Issue(Message(code, facts), table, row.row, field.id, row.text("id"), raw)


def _said_of(column: str, reason: str) -> str:
    """A reason as said of a column; one that begins with what the column is called does not say it twice."""
    head, mark, rest = reason.partition(" «")
    return f"{column}{mark}{rest}" if fold(column).startswith(fold(head)) and head else f"{column}: {reason}"


@check("progress", "CHECK_051", "CHECK_052", "CHECK_053", "CHECK_055")
def done(subject: Subject) -> Iterator[Issue]:
    for report, task in judged(subject):
        values = report.values
        if values["status"] != DONE or task.timeframe.kind == "continuous":
            continue
        if values["evidence_no"] is None:
            yield issue("CHECK_051", report, "evidence_no", code=task.code)
        percent = report.number("percent")
        if percent is not None and (percent == 0 or 1 < percent < 100):
            yield issue("CHECK_052", report, "percent", code=task.code, value=shown(percent))
        if values["finish_date"] is None:
            yield issue("CHECK_053", report, "finish_date", code=task.code)
        wanted, quantity = task.timeframe.quantity_min, report.number("quantity")
        if wanted and quantity is not None and 0 <= quantity < wanted:
            yield issue("CHECK_055", report, "quantity", code=task.code, value=shown(quantity), wanted=wanted)


@check("progress", "CHECK_057", "CHECK_320", "CHECK_321", "CHECK_322", "CHECK_323")
def statuses(subject: Subject) -> Iterator[Issue]:
    for report, task in judged(subject):
        values = report.values
        status = values["status"]
        if status in (DOING, DONE) and values["result"] is None:
            yield issue("CHECK_057", report, "result", code=task.code, status=status)
        if status is None and not report.is_empty:
            yield issue("CHECK_322", report, "status", code=task.code)
        elif status == TODO:
            yield from _not_begun(subject, report, task)
        elif status == DROPPED and all(values[field] is None for field in EXPLAINED):
            yield issue("CHECK_323", report, "result", code=task.code)
        elif status == DOING and report.number("percent") == 100 and task.timeframe.kind != "continuous":
            yield issue("CHECK_320", report, "percent", status=status)


def _not_begun(subject: Subject, report: Report, task: Task) -> Iterator[Issue]:
    for field in ("percent", "quantity"):
        number = report.number(field)
        if number is not None and number > 0:
            what = subject.heading(field)
            yield issue("CHECK_321", report, field, code=task.code, what=what, value=shown(number))
    finish = report.day("finish_date")
    if finish is not None:
        what = subject.heading("finish_date")
        yield issue("CHECK_321", report, "finish_date", code=task.code, what=what, value=shown(finish))


def judged(subject: Subject) -> Iterator[tuple[Report, Task]]:
    """The rows of tasks that the plan has, each with the task as it was in force then; the others are only read."""
    for report in subject.reports:
        task = subject.task_of(report)
        if task is not None:
            yield report, task
