"""`Thiết lập`: days off and days worked instead, which deadlines are counted by."""

from collections.abc import Iterator
from datetime import date

from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.checks.subject import read_day
from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message


def issue(code: str, row: RawRow, /, **facts: object) -> Issue:
    facts.setdefault("value", row.text("day") or "(trống)")
    return Issue(Message(code, facts), "days", row.row, "day", "", row.cells.get("day"))


@check("days", "CHECK_650", "CHECK_651")
def days(subject: Subject) -> Iterator[Issue]:
    seen: dict[date, int] = {}
    for row in subject.days:
        day = read_day(row.cells.get("day"))
        if not isinstance(day, date):
            yield issue("CHECK_650", row)
            continue
        if day in seen:
            yield issue("CHECK_651", row, value=shown(day), other=seen[day])
        seen.setdefault(day, row.row)
