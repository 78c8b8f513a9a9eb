"""What «Đôn đốc» did: who was reminded of what, who was not and why, and the files beside the letters."""

from dataclasses import dataclass, field
from datetime import date

from kehoach_xl.domain.owing import Owing
from kehoach_xl.messages import Message


@dataclass(frozen=True, slots=True)
class ReminderMade:
    """One letter put into `Thư`: ``letter`` its id, ``time`` which reminder after the deadline it is (0 before it),
    ``document`` its official letter below the master's folder ('' before the deadline), ``renewed``: a line that
    waited was brought up to date."""

    owing: Owing
    agency_name: str
    letter: str
    time: int
    document: str
    renewed: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """One agency of the list for the leaders, with the days of its reminders after the deadline."""

    owing: Owing
    agency_name: str
    days: tuple[date, ...]


@dataclass
class RemindReport:
    """``owing`` of ``forms`` agencies owe something; ``held`` says why some of them are not reminded now. ``answer_by``
    is the day asked for, ``day`` today. ``waiting`` of the letters ``made`` wait to be sent, those to the agencies
    (names) ``without_address`` cannot be; letters to ``withdrawn`` were taken back, as they owe nothing any more. Paths
    are below the master's folder."""

    period: str
    period_name: str
    deadline: date
    day: date
    answer_by: date
    dry_run: bool
    forms: int = 0
    owing: int = 0
    made: list[ReminderMade] = field(default_factory=list)
    waiting: int = 0
    without_address: list[str] = field(default_factory=list)
    held: list[Message] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    list_file: str = ""
    calendars: list[str] = field(default_factory=list)
    notices: list[Message] = field(default_factory=list)
    backup: str = ""

    @property
    def needs_a_look(self) -> bool:
        messages = (*self.held, *self.notices)
        return bool(self.without_address) or any(one.level not in ("info", "hint") for one in messages)
