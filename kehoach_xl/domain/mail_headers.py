"""What a letter's headers say, as senders' programs really write them: encoded words, raw letters beyond ASCII, dates
of every kind, answers (RFC 5322, 2047, 3834)."""

import re
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message as Mail
from email.utils import parseaddr, parsedate_to_datetime

_ID = re.compile(r"<[^<>\s]{1,980}>")
# Longest subject that is carried on.
SUBJECT = 500


def written(mail: Mail, name: str) -> str:
    """A header as it was written; bytes beyond ASCII are UTF-8 or Vietnam's Windows page."""
    found = str(next((value for key, value in mail.raw_items() if key.lower() == name), ""))
    if not any("\udc80" <= char <= "\udcff" for char in found):
        return found
    raw = found.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1258", "replace")


def decoded(text: str) -> str:
    """Encoded words (RFC 2047) as text; what only looks like them stays."""
    try:
        return str(make_header(decode_header(text))) if "=?" in text else text
    except (HeaderParseError, ValueError, LookupError):
        return text


def subject(mail: Mail) -> str:
    """On one line, without control characters."""
    return on_one_line(decoded(written(mail, "subject")))


def on_one_line(text: str) -> str:
    """A subject as it may be shown and kept."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:SUBJECT]


def sender(mail: Mail) -> str:
    """The address alone, in lower case; "" when there is none.

    Looked for before the encoded words are read: a comma or bracket in the name of an office is none of the header's.
    """
    raw = written(mail, "from")
    return address(raw) or address(decoded(raw))


def address(text: str) -> str:
    """The one address of a header, in lower case; "" when there is none."""
    found = parseaddr(text)[1]
    return found.lower() if found.count("@") == 1 and found.isprintable() and len(found) <= 254 else ""


def sent(mail: Mail) -> datetime | None:
    try:
        found = parsedate_to_datetime(written(mail, "date"))
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def message_id(mail: Mail) -> str:
    """With its angle brackets; "" when there is none."""
    found = _ID.search(written(mail, "message-id"))
    return found[0] if found else ""


def answered(mail: Mail) -> tuple[str, ...]:
    """The Message-IDs a letter answers or goes on from, the nearest first."""
    ids = _ID.findall(written(mail, "in-reply-to")) + _ID.findall(written(mail, "references"))[::-1]
    return tuple(dict.fromkeys(ids))


def is_automatic(mail: Mail) -> bool:
    """Whether a program answered for somebody: «I am away until …» (RFC 3834, and what programs did before it)."""
    said = written(mail, "auto-submitted").strip().casefold()
    older = written(mail, "precedence").strip().casefold() == "auto_reply" or written(mail, "x-autoreply")
    return bool(said and not said.startswith("no")) or bool(older)


def is_from_a_mail_system(mail: Mail) -> bool:
    """Whether a mail system wrote it about another letter, which it could not deliver (RFC 3464)."""
    kind = written(mail, "content-type").casefold()
    is_report = kind.startswith("multipart/report") and "delivery-status" in kind
    return is_report or sender(mail).startswith("mailer-daemon@")
