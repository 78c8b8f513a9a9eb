"""`Tiến độ`: what an agency reports against what it reported of the same task in an earlier period."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.checks.progress import DOING, DONE, TODO, issue, judged
from kehoach_xl.domain.checks.subject import Report
from kehoach_xl.domain.period import Period
from kehoach_xl.domain.plan import Task
from kehoach_xl.domain.values import shown

FURTHER = {TODO: 0, DOING: 1, DONE: 2}


@check("progress", "CHECK_324", "CHECK_325")
def backwards(subject: Subject) -> Iterator[Issue]:
    rows: dict[tuple[str, str], list[tuple[Period, Report, Task]]] = defaultdict(list)
    for report, task in judged(subject):
        period = subject.listed.get(report.period)
        if period is not None and report.agency:
            rows[report.task, report.agency].append((period, report, task))
    for reported in rows.values():
        if len(reported) > 1:
            yield from _against_before(sorted(reported, key=lambda one: (one[0].end, one[0].code)))


def _against_before(reported: Sequence[tuple[Period, Report, Task]]) -> Iterator[Issue]:
    told = [one for one in reported if one[1].values["status"] in FURTHER]
    for (before, earlier, _), (period, report, task) in pairwise(told):
        if _begins_anew(task, before, period):
            continue
        was, now = earlier.values["status"], report.values["status"]
        if FURTHER[now] < FURTHER[was]:
            yield issue("CHECK_325", report, "status", value=now, before=was, period=before.code)
            continue
        old, new = earlier.number("percent"), report.number("percent")
        if old is not None and new is not None and 1 < new < old <= 100:
            yield issue("CHECK_324", report, "percent", value=shown(new), before=shown(old), period=before.code)


def _begins_anew(task: Task, before: Period, period: Period) -> bool:
    """Continuous tasks are judged period by period, yearly ones year by year; periods that overlap tell nothing."""
    kind = task.timeframe.kind
    recurs = kind == "yearly" or task.timeframe.every_year is not None
    return kind == "continuous" or (recurs and before.year != period.year) or before.end >= period.end
