"""Reminders that left us: their numbers, and what the next one may ask for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.letter import DOUBTFUL, DRAFTED, REMINDER, SENT, Dispatched
from kehoach_xl.domain.letter_id import number_of
from kehoach_xl.domain.workdays import Calendar

# Working days that an agency is given to answer a reminder, counted from the day after it.
ANSWERED_IN = 3


@dataclass(frozen=True, slots=True)
class Reminded:
    """The reminders of one agency about one period that left us, as days in order; ``days`` those sent or made as
    drafts. ``late`` are those sent after the deadline, which alone count towards the list for the leaders: how many
    more became ``drafts`` after it, nobody told us whether they went. ``doubtful`` is the number of one of which nobody
    knows whether it went, 0 for none; ``last`` the highest number given out, whatever became of the letter."""

    days: tuple[date, ...] = ()
    late: tuple[date, ...] = ()
    drafts: int = 0
    doubtful: int = 0
    last: int = 0

    @property
    def next(self) -> int:
        """The number of the next one."""
        return self.last + 1


def reminded(letters: Iterable[Dispatched], period: str, agency: str, deadline: date | None) -> Reminded:
    """What left us to an agency about a period."""
    own = [one for one in letters if (one.kind, one.period, one.agency) == (REMINDER, period, agency)]
    sent, drafted = _days(own, SENT), _days(own, DRAFTED)
    late, drafts = ([day for day in days if deadline is not None and day > deadline] for days in (sent, drafted))
    doubtful = max((number_of(one.id) for one in own if one.state == DOUBTFUL), default=0)
    last = max((number_of(one.id) for one in own), default=0)
    return Reminded(tuple(sorted(sent + drafted)), tuple(late), len(drafts), doubtful, last)


def answer_by(today: date, calendar: Calendar) -> date:
    """The day to ask for: so many working days from today, which the official letter needs to be signed and to arrive
    even where the coordinator's own report is due before."""
    day = today
    for _ in range(ANSWERED_IN):
        day = calendar.next_working(day + timedelta(days=1))
    return day


def _days(letters: Iterable[Dispatched], state: str) -> list[date]:
    return sorted(one.at.astimezone(VIETNAM).date() for one in letters if one.state == state)
