"""What a look into the mailbox found: each letter that matters, and how many there are of the rest."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kehoach_xl.messages import Message


@dataclass(frozen=True, slots=True)
class Line:
    """One letter in the report. ``why``: a word of :mod:`kehoach_xl.domain.incoming`; ``file``: its name in the folder
    of returns, '' when it was not taken; ``files``: names of its attachments."""

    subject: str
    sender: str
    sent: datetime | None
    agency: str
    agency_name: str
    why: str
    files: tuple[str, ...] = ()
    file: str = ""
    sha: str = ""


@dataclass
class ReceiveReport:
    """``looked``: letters since the day; of these ``taken`` now, ``known`` from before, ``strangers`` named but not
    taken, ``bounced`` could not be delivered, ``own`` and ``automatic`` passed over, ``other`` none of our business.
    ``left``: letters that a broken connection left unseen."""

    mailbox: str = ""
    folder: str = ""
    since: date | None = None
    looked: int = 0
    known: int = 0
    own: int = 0
    automatic: int = 0
    other: int = 0
    left: int = 0
    taken: list[Line] = field(default_factory=list)
    strangers: list[Line] = field(default_factory=list)
    bounced: list[Line] = field(default_factory=list)
    problems: list[Message] = field(default_factory=list)
    backup: str = ""

    @property
    def others(self) -> int:
        """Letters that stay where they are and need no word."""
        return self.own + self.automatic + self.other

    @property
    def needs_a_look(self) -> bool:
        return bool(self.strangers or self.bounced or self.problems or self.left)
