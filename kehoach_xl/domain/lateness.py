"""Who is late, and by how many days: forms not handed in by their deadline, tasks not finished by their day.

A form that came back with nothing filled in is not handed in. Days are counted up to ``as_of``: the day on which the
period was closed, today while it is open.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from kehoach_xl.domain.status import CLOSED

ON_TIME, LATE, EMPTY, MISSING = "Đúng hạn", "Trễ", "Trống", "Chưa gửi"
RESULTS = (ON_TIME, LATE, EMPTY, MISSING)
PERIODS = 12  # the latest ones, that `Tổng hợp` and `Nộp báo cáo` show
# Of a report that came without a form having been sent: it owed none, and is never late.
UNASKED = "Đã nhận"
OVERDUE = ("Đang thực hiện quá hạn", "Chưa thực hiện quá hạn")
FALLEN_DUE = ("past", "in_period")


@dataclass(frozen=True, slots=True)
class Form:
    """One line of `Gửi nhận`. ``sent`` is False for a report that came without a form having been sent."""

    agency: str
    period: str
    deadline: date | None
    received: date | None
    state: str  # one of RESULTS or UNASKED
    sent: bool = True

    def days_late(self, as_of: date) -> int:
        """Days after the deadline: of the day received, or, of a form not handed in, of ``as_of``; 0 when none, and
        where no form was sent."""
        if not self.sent:
            return 0
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
    """Of some forms that were sent: how many, how many came back filled, and how many of these in time."""

    sent: int
    handed_in: int
    on_time: int


@dataclass(frozen=True, slots=True)
class OverdueTask:
    """A task that one agency has not finished, or has not told of, some days after its day."""

    task: str
    code: str
    content: str
    agency: str
    due: date
    days: int


def days_overdue(klass: str, state: str, due: date | None, as_of: date) -> int:
    """Days that a report's task stands unfinished after its day, 0 when it does not. ``klass``, ``state`` and ``due``
    are those of the record. Not reported is unfinished too; whose day is ``as_of`` still has that day."""
    if due is None or state not in FALLEN_DUE or klass in CLOSED:
        return 0
    return max(0, (as_of - due).days)


def result(received: date | None, filled: float | None, deadline: date | None, sent: bool = True) -> str:
    """What became of a form."""
    if received is None:
        return MISSING
    if not sent:
        return UNASKED
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


def asked(forms: Iterable[Form], periods: Collection[str], as_of: date) -> list[Form]:
    """Those of these periods by which an agency may be judged: the deadline has passed, or they came back filled."""
    return [
        one for one in forms
        if one.period in periods
        and ((one.deadline is not None and one.deadline < as_of) or one.state in (ON_TIME, LATE))
    ]  # fmt: skip


def handed(forms: Iterable[Form]) -> Handed:
    """Counts over the forms that were sent: who reported without one owed none."""
    sent = [one.state for one in forms if one.sent]
    return Handed(len(sent), sent.count(ON_TIME) + sent.count(LATE), sent.count(ON_TIME))


def by_days(tasks: Iterable[OverdueTask]) -> list[OverdueTask]:
    """The longest overdue first; of as many days in the order given."""
    return sorted(tasks, key=lambda one: -one.days)
