"""Reminders that left us: their numbers, and what the next one may ask for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.letter import DOUBTFUL, REMINDER, Dispatched
from kehoach_xl.domain.workdays import Calendar

# Working days that an agency is given to answer a reminder, counted from the day after it.
ANSWERED_IN = 3


@dataclass(frozen=True, slots=True)
class Reminded:
    """The reminders of one agency about one period that left us, as days in order. ``late`` are those after the
    deadline, which alone count towards the list for the leaders; ``doubtful`` is the number of one of which nobody
    knows whether it went, 0 for none; ``last`` the highest number given out."""

    days: tuple[date, ...] = ()
    late: tuple[date, ...] = ()
    doubtful: int = 0
    last: int = 0

    @property
    def next(self) -> int:
        """The number of the next one."""
        return self.last + 1


def reminder_id(period: str, agency: str, number: int) -> str:
    """The id of a letter that reminds."""
    return f"remind|{period}|{agency}|{number}"


def reminded(letters: Iterable[Dispatched], period: str, agency: str, deadline: date | None) -> Reminded:
    """What left us to an agency about a period."""
    own = [one for one in letters if (one.kind, one.period, one.agency) == (REMINDER, period, agency)]
    days = sorted(one.at.astimezone(VIETNAM).date() for one in own)
    late = tuple(day for day in days if deadline is not None and day > deadline)
    doubtful = max((number_of(one.id) for one in own if one.state == DOUBTFUL), default=0)
    return Reminded(tuple(days), late, doubtful, max((number_of(one.id) for one in own), default=0))


def number_of(letter: str) -> int:
    """The number at the end of a reminder's id; 0 where there is none."""
    tail = letter.rpartition("|")[2]
    return int(tail) if tail.isascii() and tail.isdigit() else 0


def answer_by(today: date, report_by: date | None, calendar: Calendar) -> date:
    """The day to ask for: so many working days from today; but where the coordinator's own report is due before that,
    the last working day before it, as long as one is left after today."""
    day = today
    for _ in range(ANSWERED_IN):
        day = calendar.next_working(day + timedelta(days=1))
    if report_by is None or day < report_by:
        return day
    before = report_by - timedelta(days=1)
    while before > today and not calendar.is_working(before):
        before -= timedelta(days=1)
    return before if before > today else day
