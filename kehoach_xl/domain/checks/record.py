"""`Tiến độ`: each row is one task of one agency in one period, and says so in the same words as the other sheets."""

from collections.abc import Iterator

from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.checks.progress import issue
from kehoach_xl.domain.checks.subject import Report
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.timeframe import in_force
from kehoach_xl.domain.values import Unclear, read_day, shown

# What is copied into a row so that a person knows it.
COPIED = ("code", "content", "agency", "agency_name")
# Days the program wrote into a row.
WRITTEN = (("due_date", "Hạn hoàn thành"), ("received", "Thời điểm gửi"))


@check("progress", "CHECK_300", "CHECK_301", "CHECK_302")
def keys(subject: Subject) -> Iterator[Issue]:
    seen: dict[tuple[str, str, str], int] = {}
    for report in subject.reports:
        missing = [what for what, has in (("mã nhiệm vụ", report.task), ("kỳ", report.period)) if not has]
        if missing:
            if not report.is_empty or any(report.raw.text(field) for field in COPIED):
                yield issue("CHECK_300", report, "task" if not report.task else "period", what=", ".join(missing))
            continue
        wanted = f"{report.task}|{report.period}|{report.agency}"
        if report.key in seen:
            yield issue("CHECK_301", report, "code", other=seen[report.key])
        elif report.raw.text("id") != wanted:
            yield issue("CHECK_302", report, "id", value=report.raw.text("id") or "(trống)", wanted=wanted)
        seen.setdefault(report.key, report.raw.row)


@check("progress", "CHECK_303", "CHECK_304", "CHECK_305", "CHECK_307")
def belongs(subject: Subject) -> Iterator[Issue]:
    for report in subject.reports:
        task, period = subject.task_of(report), subject.listed.get(report.period)
        if report.task and task is None:
            yield issue("CHECK_303", report, "code", value=report.raw.text("code") or report.task)
        if report.period and period is None:
            yield issue("CHECK_304", report, "period")
        if report.agency and subject.register.body(report.agency) is None:
            yield issue("CHECK_305", report, "agency", near=subject.near(report.agency))
        if task is None or period is None:
            continue
        if not in_force(task.timeframe, period):
            why = f"bắt đầu ngày {shown(task.timeframe.start)}"
            yield issue("CHECK_307", report, "period", code=task.code, period=period.code, why=why)
        elif task.since and task.since > period.end:
            why = f"được bổ sung từ ngày {shown(task.since)}"
            yield issue("CHECK_307", report, "period", code=task.code, period=period.code, why=why)


@check("progress", "CHECK_306", "CHECK_308")
def copies(subject: Subject) -> Iterator[Issue]:
    for report in subject.reports:
        task = subject.task_of(report)
        if task is not None:
            yield from _differs(report, "code", "Số thứ tự", task.code, "Phụ lục")
            yield from _differs(report, "content", "Nhiệm vụ", task.content, "Phụ lục")
        body = subject.register.body(report.agency)
        if body is not None:
            yield from _differs(report, "agency_name", "Tên cơ quan", body.name, "Cơ quan")
        for field, what in WRITTEN:
            if isinstance(read_day(report.raw.cells.get(field)), Unclear):
                yield issue("CHECK_308", report, field, what=what)


def _differs(report: Report, field: str, what: str, other: str, sheet: str) -> Iterator[Issue]:
    if report.raw.cells.get(field) == other:  # nearly always
        return
    here = report.raw.text(field)
    if here and other and here != other and fold(here) != fold(other):
        yield issue("CHECK_306", report, field, what=what, value=shown(here), other=shown(other), sheet=sheet)
