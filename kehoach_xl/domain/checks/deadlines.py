"""`Kỳ báo cáo`: the days by which agencies and the coordinator report."""

from collections.abc import Iterator

from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.checks.periods import days_of, issue
from kehoach_xl.domain.values import shown

DEADLINES = (("deadline", "Hạn cơ quan nộp"), ("report_by", "Hạn tổng hợp"))


@check("periods", "CHECK_081", "CHECK_503")
def missing(subject: Subject) -> Iterator[Issue]:
    for row in subject.periods:
        if subject.period_of(row) is None:
            continue
        if row.cells.get("deadline") is None:
            yield issue("CHECK_081", row, "deadline")
        if row.cells.get("report_by") is None:
            yield issue("CHECK_503", row, "report_by")


@check("periods", "CHECK_082", "CHECK_504", "CHECK_506")
def sensible(subject: Subject) -> Iterator[Issue]:
    """At most one finding for each deadline."""
    for row in subject.periods:
        period = subject.period_of(row)
        if period is None:
            continue
        days = days_of(row)
        deadline, report_by = days["deadline"], days["report_by"]
        wrong = set()
        if deadline and deadline < period.start:
            wrong.add("deadline")
            yield issue("CHECK_082", row, "deadline", value=shown(deadline))
        if deadline and report_by and report_by < deadline:
            wrong.add("report_by")
            yield issue("CHECK_504", row, "report_by", value=shown(report_by), deadline=shown(deadline))
        for field, what in DEADLINES:
            day = days[field]
            if day and field not in wrong and not subject.calendar.is_working(day):
                following = shown(subject.calendar.next_working(day))
                yield issue("CHECK_506", row, field, what=what, value=shown(day), next=following)
