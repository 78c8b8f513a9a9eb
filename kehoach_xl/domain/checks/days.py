"""`Tiến độ`: the day a task was finished and the day of its document, against today, the period and the plan."""

from collections.abc import Iterator
from datetime import date

from kehoach_xl.domain import evidence
from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.checks.progress import DOING, DONE, DROPPED, issue, judged
from kehoach_xl.domain.checks.subject import Report, day_of
from kehoach_xl.domain.progress import as_text
from kehoach_xl.domain.values import read_day, shown


@check("progress", "CHECK_054", "CHECK_310", "CHECK_311", "CHECK_312", "CHECK_313")
def finished(subject: Subject) -> Iterator[Issue]:
    """At most one finding about when a task was finished."""
    for report, task in judged(subject):
        finish, status = report.day("finish_date"), report.values["status"]
        if finish is None:
            continue
        period, received = subject.listed.get(report.period), _received(report)
        first = min(task.timeframe.start or date.max, date(subject.plan.target_year, 1, 1))
        if finish > subject.today:
            yield issue("CHECK_054", report, "finish_date", value=shown(finish))
        elif received and finish > received:
            yield issue("CHECK_310", report, "finish_date", value=shown(finish), day=shown(received))
        elif period and finish > period.end:
            facts = {"value": shown(finish), "period": period.code, "day": shown(period.end)}
            yield issue("CHECK_311", report, "finish_date", **facts)
        elif finish < first:
            yield issue("CHECK_312", report, "finish_date", value=shown(finish), year=first.year)
        elif status == DOING and task.timeframe.kind != "continuous":
            yield issue("CHECK_313", report, "finish_date", code=task.code, status=status)


@check("progress", "CHECK_314", "CHECK_315", "CHECK_316", "CHECK_317")
def documents(subject: Subject) -> Iterator[Issue]:
    for report, _ in judged(subject):
        day, number = report.day("evidence_date"), report.values["evidence_no"]
        if day is not None and day > subject.today:
            yield issue("CHECK_314", report, "evidence_date", value=shown(day))
        elif day is not None and day.year < subject.plan.baseline_year:
            yield issue("CHECK_315", report, "evidence_date", value=shown(day), year=subject.plan.baseline_year)
        # A task reported as done without a document has a finding already.
        said = report.values["status"] == DONE
        if day is not None and number is None and not said:
            yield issue("CHECK_316", report, "evidence_no")
        if report.values["evidence_date"] is None and _is_undated(report) and report.values["status"] != DROPPED:
            yield issue("CHECK_317", report, "evidence_date", value=shown(number))


def _is_undated(report: Report) -> bool:
    """Whether documents are named, and the day of none stands beside its number."""
    raw = report.raw.cells.get("evidence_no")
    text = "" if day_of(raw) else as_text(raw) or ""
    return any(one.is_numbered for one in evidence.read_documents(text)) and not evidence.names_day(text)


def _received(report: Report) -> date | None:
    day = read_day(report.raw.cells.get("received"))
    return day if isinstance(day, date) else None
