"""What agencies owe of a period: forms that did not come back or came back blank, and the exact rows not reported.

Owed is what a form asked for: a row that no form carried is the coordinator's own omission (:func:`unsent`), one that
nobody waits for any more (dropped, given to somebody else) is owed by nobody. Days are those after the agencies'
deadline, up to ``as_of``: the day on which the period was closed, today while it is open. A row that was reported
otherwise (typed in for the agency) is not owed, whether or not the form came back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kehoach_xl.domain.lateness import EMPTY, MISSING, Form, days_overdue
from kehoach_xl.domain.status import NOT_REPORTED
from kehoach_xl.domain.timeframe import Due

# What became of the form of who owes, and how people read it.
IN_PART = "Thiếu nhiệm vụ"
NOT_HANDED_IN = (MISSING, EMPTY)
STATES = {MISSING: "Chưa gửi phiếu", EMPTY: "Gửi phiếu trống", IN_PART: "Báo cáo còn thiếu"}


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One row of the record of a period, as it is judged. ``sent``: a form that went out asked for it; ``begun``:
    something stands in it, though no status does; ``timeframe`` is the printed text in force."""

    agency: str
    task: str
    code: str
    content: str
    timeframe: str
    due: Due
    klass: str
    sent: bool
    begun: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for it."""
        return self.klass == NOT_REPORTED and self.due.state != "released"


@dataclass(frozen=True, slots=True)
class OwedRow:
    """One row that an agency has not reported. ``overdue`` are the days after the task's own day, 0 while it has
    time."""

    task: str
    code: str
    content: str
    timeframe: str
    due: date | None
    overdue: int
    begun: bool


@dataclass(frozen=True, slots=True)
class Owing:
    """What one agency owes. ``form`` is MISSING, EMPTY or IN_PART; ``asked`` how many rows its forms asked for;
    ``rows`` those it owes, never none, in the order of the plan."""

    agency: str
    form: str
    deadline: date | None
    received: date | None
    asked: int
    rows: tuple[OwedRow, ...]
    as_of: date

    @property
    def days(self) -> int:
        """Days after the deadline, 0 up to it and where there is none."""
        return max(0, (self.as_of - self.deadline).days) if self.deadline else 0

    @property
    def days_left(self) -> int | None:
        """Days up to the deadline, 0 on its day; None after it and where there is none."""
        left = (self.deadline - self.as_of).days if self.deadline else -1
        return left if left >= 0 else None


def owing(forms: Iterable[Form], rows: Iterable[AskedRow], as_of: date) -> list[Owing]:
    """Who owes anything, in the order of ``forms``, which are those of one period, one an agency. Who reported without
    having been sent a form owes none."""
    by_agency: dict[str, dict[str, AskedRow]] = {}
    for row in rows:
        if row.sent and row.due.state != "released":
            by_agency.setdefault(row.agency, {})[row.task] = row
    found = []
    for form in forms:
        asked = list(by_agency.get(form.agency, {}).values())
        owed = tuple(_owed(row, as_of) for row in asked if row.is_open)
        if form.sent and owed:
            del by_agency[form.agency]  # a line that stands twice in the sheet owes once
            state = form.state if form.state in NOT_HANDED_IN else IN_PART
            found.append(Owing(form.agency, state, form.deadline, form.received, len(asked), owed, as_of))
    return found


def unsent(rows: Iterable[AskedRow]) -> dict[str, list[str]]:
    """{agency: codes of tasks} that are asked of an agency and that no form carried to it: nobody may be reminded of
    them."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.is_open and not row.sent:
            found.setdefault(row.agency, []).append(row.code)
    return found


def _owed(row: AskedRow, as_of: date) -> OwedRow:
    days = days_overdue(row.klass, row.due.state, row.due.date, as_of)
    return OwedRow(row.task, row.code, row.content, row.timeframe, row.due.date, days, row.begun)
