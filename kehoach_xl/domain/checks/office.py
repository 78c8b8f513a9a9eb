"""`Thiết lập`: how the coordinating body writes, sends and receives."""

from collections.abc import Iterator

from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.letter import BY_SMTP
from kehoach_xl.domain.office import PLAIN, Office, entries, office, problems
from kehoach_xl.domain.progress import Raw
from kehoach_xl.messages import Message

# What a letter needs to go by a server, and each server with how its letters are encrypted.
NEEDED = ("smtp_host", "address")
SERVERS = (("smtp_host", "smtp_security"), ("imap_host", "imap_security"))


def issue(code: str, subject: Subject, line: str, /, **facts: object) -> Iterator[Issue]:
    """A finding in the cell of one line; none where she took the line out."""
    name = next(one.name for one in entries() if one.id == line)
    for row in subject.office:
        if row.text("id") == line:
            yield Issue(Message(code, {"name": name, **facts}), "office", row.row, "value", "", row.cells.get("value"))
            return


def _typed(subject: Subject) -> dict[str, Raw]:
    return {row.text("id"): row.cells.get("value") for row in subject.office}


def _office(subject: Subject) -> Office:
    return office(_typed(subject), subject.plan, subject.register)


@check("office", "CHECK_665")
def unreadable(subject: Subject) -> Iterator[Issue]:
    """What sending, receiving and reminding would stop at."""
    for line, problem in problems(_typed(subject)).items():
        yield from issue("CHECK_665", subject, line, says=problem.text)


@check("office", "CHECK_666")
def missing(subject: Subject) -> Iterator[Issue]:
    found, wrong = _office(subject), problems(_typed(subject))
    for line in NEEDED:
        if found.way == BY_SMTP and not getattr(found, line) and line not in wrong:
            yield from issue("CHECK_666", subject, line)


@check("office", "CHECK_667")
def in_the_clear(subject: Subject) -> Iterator[Issue]:
    found = _office(subject)
    for host, security in SERVERS:
        if getattr(found, host) and getattr(found, security) == PLAIN:
            yield from issue("CHECK_667", subject, security)
