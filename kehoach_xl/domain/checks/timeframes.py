"""`Phụ lục`: when each task is to be done, within the years of the plan."""

from collections.abc import Iterator
from datetime import date

from kehoach_xl.domain.appendix import Line, wording
from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.checks.appendix import issue
from kehoach_xl.domain.timeframe import parse
from kehoach_xl.domain.values import Unclear, read_day, shown

# More tasks without a time are told in one line, where they are most of the plan.
MANY = 5

BOUNDS = (("since", "Ngày bổ sung nhiệm vụ"), ("until", "Ngày dừng nhiệm vụ"))


@check("appendix", "CHECK_030", "CHECK_031", "CHECK_130", "CHECK_131")
def timeframes(subject: Subject) -> Iterator[Issue]:
    plan = subject.plan
    tasks = [line for line in subject.used if line.is_task]
    yield from _missing([line for line in tasks if not line.text("timeframe").strip()], len(tasks))
    for line in tasks:
        if not line.text("timeframe").strip():
            continue
        meant = parse(wording(line.cells.get("timeframe")))
        last = meant.end or meant.start
        if meant.kind == "unknown":
            yield issue("CHECK_030", line, "timeframe")
        elif meant.end and meant.end.year < plan.target_year:
            yield issue("CHECK_130", line, "timeframe", year=plan.target_year)
        elif last and last.year > plan.horizon_year:
            yield issue("CHECK_131", line, "timeframe", year=plan.horizon_year)


def _missing(lines: list[Line], tasks: int) -> Iterator[Issue]:
    """A plan that sets no times at all says so once, at its first task: it is so printed, not forgotten."""
    if len(lines) > MANY and 2 * len(lines) > tasks:
        first = ", ".join(line.text("code") for line in lines[:3])
        yield issue("CHECK_031", lines[0], "timeframe", code=f"{first} và {len(lines) - 3} nhiệm vụ khác")
        return
    for line in lines:
        yield issue("CHECK_031", line, "timeframe", code=line.text("code"))


@check("appendix", "CHECK_132")
def bounds(subject: Subject) -> Iterator[Issue]:
    """The hidden days from and to which a task belongs to the plan, written when amendments are applied."""
    for line in subject.used:
        if not line.is_task or not (line.cells.get("since") or line.cells.get("until")):
            continue
        wrong = list(_unreadable(line))
        yield from wrong
        since, until = (read_day(line.cells.get(field)) for field, _ in BOUNDS)
        if not wrong and isinstance(since, date) and isinstance(until, date) and until < since:
            what = f"ngày dừng {shown(until)} trước ngày bổ sung {shown(since)}"
            yield issue("CHECK_132", line, "until", what=what)


def _unreadable(line: Line) -> Iterator[Issue]:
    for field, name in BOUNDS:
        if isinstance(read_day(line.cells.get(field)), Unclear):
            yield issue("CHECK_132", line, field, what=f"{name} «{line.text(field)}» không phải ngày")
