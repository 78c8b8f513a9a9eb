"""One file that came back, as far as opening it goes: where it came from, what it holds or why it does not open."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kehoach_xl.messages import Message

# How opening ended. CONTAINER: a mail or an archive, whose own files follow; LOCKED: a password is wanted.
OPENED, UNREADABLE, LOCKED, CONTAINER = "opened", "unreadable", "locked", "container"


@dataclass(frozen=True, slots=True)
class Source:
    """Where bytes came from. ``name``: the path below the folder, and inside a mail or an archive after «›»:
    «thu.eml › phieu.xlsx». ``sender``: the e-mail address; ``sent``: the mail's date, with its time zone;
    ``subject``: the mail's, and of a mail inside a mail both, the inner one first."""

    name: str
    sender: str = ""
    sent: datetime | None = None
    subject: str = ""


@dataclass(frozen=True)
class Arrived:
    """One file, or one file found inside another. ``read``: what was wanted of it, only when ``state`` is OPENED;
    ``problem`` says why not. ``sha`` is the SHA-256 of its bytes, '' when they could not be read at all."""

    source: Source
    sha: str
    state: str
    read: Any = None
    problem: Message | None = None
    notes: Sequence[Message] = field(default=())
