"""Who is late, and by how many days: forms not handed in by their deadline, tasks not finished by their day.

A form that came back with nothing filled in is not handed in. Days are counted up to ``as_of``: the day on which the
period was closed, today while it is open.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

ON_TIME, LATE, EMPTY, MISSING = "Đúng hạn", "Trễ", "Trống", "Chưa gửi"
RESULTS = (ON_TIME, LATE, EMPTY, MISSING)
OVERDUE = ("Đang thực hiện quá hạn", "Chưa thực hiện quá hạn")


@dataclass(frozen=True, slots=True)
class Form:
    """One line of `Gửi nhận`. ``sent`` is False for a report that came without a form having been sent."""

    agency: str
    period: str
    deadline: date | None
    received: date | None
    state: str  # one of RESULTS
    sent: bool = True

    def days_late(self, as_of: date) -> int:
        """Days after the deadline: of the day received, or, of a form not handed in, of ``as_of``; 0 when none."""
        until = {ON_TIME: None, LATE: self.received}.get(self.state, as_of)
        return max(0, (until - self.deadline).days) if until and self.deadline else 0


@dataclass(frozen=True, slots=True)
class LateForm:
    """A form handed in after its deadline, or still owed after it."""

    agency: str
    deadline: date
    received: date | None
    days: int
    state: str


@dataclass(frozen=True, slots=True)
class Handed:
    """Of the forms sent: how many came back filled, and how many of these in time."""

    sent: int
    handed_in: int
    on_time: int


@dataclass(frozen=True, slots=True)
class OverdueTask:
    """A task that one agency has not finished by its day. ``days`` is None where the record knows no day."""

    task: str
    code: str
    content: str
    agency: str
    due: date | None
    days: int | None


def result(received: date | None, filled: float | None, deadline: date | None) -> str:
    """What became of a form."""
    if received is None:
        return MISSING
    if not filled:
        return EMPTY
    return ON_TIME if deadline is None or received <= deadline else LATE


def late_forms(forms: Iterable[Form], as_of: date) -> list[LateForm]:
    """The late ones, the latest first; of as many days in the order given."""
    found = [
        LateForm(one.agency, one.deadline, one.received, days, one.state)
        for one in forms
        if one.deadline and (days := one.days_late(as_of))
    ]
    return sorted(found, key=lambda one: -one.days)


def handed(forms: Iterable[Form]) -> Handed:
    """Counts over the forms that were sent: who reported without one owed none."""
    sent = [one.state for one in forms if one.sent]
    return Handed(len(sent), sent.count(ON_TIME) + sent.count(LATE), sent.count(ON_TIME))


def by_days(tasks: Iterable[OverdueTask]) -> list[OverdueTask]:
    """The longest overdue first; of as many days in the order given, those without a day last."""
    return sorted(tasks, key=lambda one: -1 if one.days is None else one.days, reverse=True)
