"""What opening one file gave, before anybody asks where it came from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from kehoach_xl.intake.content import Content
from kehoach_xl.messages import Message

if TYPE_CHECKING:  # the parent only passes on what was read
    from kehoach_xl.ooxml.reading import ReadWorkbook


@dataclass(frozen=True, slots=True)
class Inner:
    """A file found inside another: its name as it stands there, its bytes, and whose mail carried it."""

    name: str
    data: bytes
    sender: str = ""
    sent: datetime | None = None
    subject: str = ""


class Asked(NamedTuple):
    """A file to be opened: its bytes, what it is called in sentences, the passwords to try, and for how long."""

    data: bytes
    name: str
    passwords: Sequence[str]
    seconds: float


@dataclass(frozen=True)
class Opened:
    """The result of one file, a function of its bytes and the passwords tried.

    ``state`` as in :mod:`kehoach_xl.intake.arrived`; when OPENED there is a ``book``, or ``content`` where a
    document was wanted; ``inner`` only when CONTAINER. A book never leaves the process that opened it: outside there is
    what was ``read`` of it.
    """

    state: str
    book: "ReadWorkbook | None" = None
    problem: Message | None = None
    notes: Sequence[Message] = field(default=())
    inner: Sequence[Inner] = field(default=())
    content: Content | None = None
    read: Any = None
