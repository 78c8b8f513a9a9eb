"""`Thiết lập`: days off and days worked instead, which deadlines are counted by, and the plan's own deadlines."""

from collections.abc import Iterator
from datetime import date

from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.checks.subject import day_of
from kehoach_xl.domain.deadlines import PARTS, PartDeadline, period_of, proposed
from kehoach_xl.domain.period import Period
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.values import read_day, shown
from kehoach_xl.domain.workdays import MADE_UP, OFF, Calendar
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message

DEADLINES = (("deadline", "Hạn cơ quan nộp"), ("report_by", "Hạn tổng hợp"))


def issue(code: str, table: str, row: RawRow, field: str, /, **facts: object) -> Issue:
    facts.setdefault("value", row.text(field) or "(trống)")
    return Issue(Message(code, facts), table, row.row, field, "", row.cells.get(field))


@check("days", "CHECK_650", "CHECK_651", "CHECK_653")
def days(subject: Subject) -> Iterator[Issue]:
    seen: dict[date, int] = {}
    for row in subject.days:
        day = read_day(row.cells.get("day"))
        if not isinstance(day, date):
            yield issue("CHECK_650", "days", row, "day")
            continue
        if day in seen:
            yield issue("CHECK_651", "days", row, "day", value=shown(day), other=seen[day])
        seen.setdefault(day, row.row)
        if fold(row.text("kind")) not in (fold(OFF), fold(MADE_UP)):
            yield issue("CHECK_653", "days", row, "kind", day=shown(day))


@check("deadlines", "CHECK_652", "CHECK_656")
def deadlines(subject: Subject) -> Iterator[Issue]:
    """A wording that opening a period would stop at, and a line no period goes by."""
    for row in subject.deadlines:
        period = period_of(row.text("part"), subject.plan.target_year)
        for field, what in DEADLINES:
            if period is not None and not _is_read(row, field, period):
                yield issue("CHECK_652", "deadlines", row, field, what=what, part=row.text("part"))
        if period is None and any(row.text(field) for field, _ in DEADLINES):
            yield issue("CHECK_656", "deadlines", row, "part", known="; ".join((*PARTS, "Chuyên đề 1")))


def _is_read(row: RawRow, field: str, period: Period) -> bool:
    if day_of(row.cells.get(field)) is not None:
        return True
    try:
        proposed(period, [PartDeadline(row.text("part"), **{field: row.text(field)})], Calendar())
    except Stop:
        return False
    return True
