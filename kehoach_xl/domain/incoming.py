"""Which letters of a mailbox are for us: judged by what the server tells of a letter before it is fetched.

A mailbox of a department is full of other things, so nothing is taken without a reason; what looks like a report all
the same is named. See docs/decisions/0026.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

# Why a letter is taken.
BY_TOKEN, BY_ANSWER, BY_SENDER, BY_FORWARD, BY_WISH = "token", "answer", "sender", "forward", "wish"
TAKEN = (BY_TOKEN, BY_ANSWER, BY_SENDER, BY_FORWARD, BY_WISH)
# Why not: our own copy, a program's answer, what a mail system could not deliver, an unknown sender with a file that
# may be a report, anything else.
OWN, AUTOMATIC, BOUNCED, STRANGER, OTHER = "own", "automatic", "bounced", "stranger", "other"
# Letters as files.
LETTERS = (".eml", ".msg")
# Files that may hold a report, by the end of their names.
REPORTS = (
    ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".zip", ".rar", ".7z", ".eml", ".msg", ".et", ".docx", ".doc",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """What a server says of a letter. ``size`` in bytes; ``answers``: Message-IDs, nearest first; ``files``: the names
    of its attachments; ``is_automatic``, ``is_bounce``: written by a program."""

    uid: int
    size: int
    subject: str = ""
    sender: str = ""
    message_id: str = ""
    answers: tuple[str, ...] = ()
    sent: datetime | None = None
    files: tuple[str, ...] = ()
    is_automatic: bool = False
    is_bounce: bool = False


@dataclass(frozen=True)
class Ours:
    """What we know of letters that left us. ``own``: the address we send from; ``senders``: agencies by the addresses
    of `Cơ quan`; ``letters``: agencies by the Message-IDs of our letters; ``token``: the number of the form that a
    subject names, None when none is genuine; ``forms``: agencies by the numbers of forms."""

    own: str = ""
    senders: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    token: Callable[[str], str | None] = lambda subject: None


@dataclass(frozen=True, slots=True)
class Judged:
    """``why``: one of the words above; ``agency``: the one that the letter is of or about, where that is known."""

    why: str
    agency: str = ""

    @property
    def is_taken(self) -> bool:
        return self.why in TAKEN


def judge(one: Heading, ours: Ours, everything: bool = False) -> Judged:
    """Whether a letter is fetched, and why."""
    answered = next((ours.letters[each] for each in one.answers if each in ours.letters), None)
    dispatch = ours.token(one.subject)
    agency = ours.forms.get(dispatch or "") or answered or ours.senders.get(one.sender, "")
    if one.is_bounce:
        return Judged(BOUNCED, agency)
    is_from_us = bool(one.sender) and one.sender == ours.own
    # Our own letters carry no letter inside: that is one which came elsewhere and was sent on to this mailbox.
    is_sent_on = is_from_us and any(name.casefold().endswith(LETTERS) for name in one.files)
    if one.message_id in ours.letters or (is_from_us and not one.answers and not is_sent_on):
        return Judged(OWN, agency)
    if one.is_automatic and not one.files:
        return Judged(AUTOMATIC, agency)
    if dispatch is not None:
        return Judged(BY_TOKEN, agency)
    if answered is not None:
        return Judged(BY_ANSWER, agency)
    if one.sender in ours.senders and one.files:
        return Judged(BY_SENDER, agency)
    if is_sent_on:
        return Judged(BY_FORWARD, agency)
    if everything and one.files:
        return Judged(BY_WISH, agency)
    return Judged(STRANGER if any(may_be_a_report(name) for name in one.files) else OTHER, agency)


def may_be_a_report(name: str) -> bool:
    """By the end of a file's name; a file without a name may be anything.

    >>> may_be_a_report("Báo cáo.XLSX"), may_be_a_report("anh.png"), may_be_a_report("")
    (True, False, True)
    """
    return not name or name.casefold().endswith(REPORTS)
