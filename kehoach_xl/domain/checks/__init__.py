"""Checks of a master: each a generator of issues, registered by the table it looks at.

To add one: write a generator in the file of its table, decorate it with ``@check``, add its sentence to the
catalogue under a new CHECK code.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.appendix import Line
from kehoach_xl.domain.plan import Plan
from kehoach_xl.domain.progress import Raw
from kehoach_xl.messages import Message


@dataclass(frozen=True)
class Issue:
    """One finding: the message, and the cell it is about (table, sheet row, field, id of the row). ``fix`` is what the
    cell should hold instead; ``safe`` when that says the same in another spelling, so that it is proposed with «Có»."""

    message: Message
    table: str
    row: int = 0
    field: str = ""
    row_id: str = ""
    value: Raw = None
    fix: Raw = None
    safe: bool = False


@dataclass(frozen=True)
class RawRow:
    """A row of a table as typed."""

    row: int
    cells: Mapping[str, Raw]


@dataclass(frozen=True)
class Subject:
    """Everything checks may look at."""

    plan: Plan
    register: Register
    lines: Sequence[Line] = ()
    indices: Sequence[RawRow] = ()
    agencies: Sequence[RawRow] = ()
    periods: Sequence[RawRow] = ()
    progress: Sequence[RawRow] = ()
    oddities: Sequence[tuple[str, str, str]] = ()
    today: date = date.min
    amendments: Sequence[RawRow] = ()
    entries: Sequence[RawRow] = ()


Check = Callable[[Subject], Iterator[Issue]]
CHECKS: list[Check] = []


def check(rule: Check) -> Check:
    """Register a rule; rules run in the order in which they stand."""
    CHECKS.append(rule)
    return rule


def run(subject: Subject) -> list[Issue]:
    """All findings, gravest first, in sheet order within a level."""
    from kehoach_xl.domain.checks import agencies, appendix, indices, periods, progress, spelling  # noqa: F401

    order = {"error": 0, "warning": 1, "hint": 2}
    found = spelling.uncovered(issue for rule in CHECKS for issue in rule(subject))
    return sorted(found, key=lambda issue: order[issue.message.level])
