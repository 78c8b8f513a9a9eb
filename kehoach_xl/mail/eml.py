"""A letter as the bytes that travel (RFC 5322, MIME): ready for a server, or as a draft that mail programs open.

Written with Python's older e-mail classes on purpose: what they make is the same in every Python from 3.11, and plain
enough for every mail program. Names of files stand twice: with their letters (RFC 2231) and, for programs that do not
know that, without them.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.charset import QP, Charset
from email.encoders import encode_base64
from email.message import Message as Part
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime

from kehoach_xl.domain.addresses import domain_of, read_addresses
from kehoach_xl.domain.header_text import file_name, line, name_problems, paragraphs, subject_problems
from kehoach_xl.domain.text import slug
from kehoach_xl.domain.values import shown
from kehoach_xl.errors import Stop
from kehoach_xl.mail.header_lines import address_lines, file_name_params, sender_line, text_line
from kehoach_xl.messages import Message

CALENDAR_NAME = "han-nop.ics"
MEGABYTE = 1024 * 1024
# Lines are folded before: left to the writer, a long type would stand alone on a second line.
_CRLF = compat32.clone(linesep="\r\n", max_line_length=998)
_KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar", "pdf": "application/pdf", "zip": "application/zip",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Envelope:
    """Everything a letter says. ``to``, ``cc``: addresses as :func:`read_addresses` gives them; ``attachments``:
    (name, bytes); ``date`` with its zone; ``in_reply_to``: the Message-ID that is answered; ``calendar``: an .ics file
    that goes along."""

    sender_name: str
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    body: str
    attachments: tuple[tuple[str, bytes], ...]
    message_id: str
    date: datetime
    in_reply_to: str = ""
    calendar: bytes | None = None


def message_of(envelope: Envelope, draft: bool = False) -> bytes:
    """The letter as bytes with CRLF line ends; the same envelope gives the same bytes.

    A draft carries ``X-Unsent: 1``, which opens it ready to send, and may lack a sender. What :func:`problems_of`
    names is left out of it. Raises Stop MAIL_010 when an address or a Message-ID is none, MAIL_015 without sender,
    MAIL_016 without anybody to send it to.
    """
    if not draft and not envelope.sender:
        raise Stop("MAIL_015")
    if not draft and not envelope.to:
        raise Stop("MAIL_016")
    tidy = tidied(envelope)
    letter = _content(tidy)
    for name, value in _heads(tidy, draft):
        letter[name] = value
    return letter.as_bytes(policy=_CRLF)


def tidied(envelope: Envelope) -> Envelope:
    """The envelope as it goes: subject and sender's name one line each, no hidden signs, names of files that can be
    saved anywhere and are told apart. Raises Stop MAIL_010."""
    names = _distinct([file_name(name) for name, _ in envelope.attachments])
    return replace(
        envelope, sender_name=line(envelope.sender_name), sender=_address(envelope.sender),
        to=tuple(map(_address, envelope.to)), cc=tuple(map(_address, envelope.cc)), subject=line(envelope.subject),
        body=paragraphs(envelope.body), message_id=_id(envelope.message_id), in_reply_to=_id(envelope.in_reply_to),
        attachments=tuple(zip(names, (data for _, data in envelope.attachments), strict=True)),
    )  # fmt: skip


def problems_of(envelope: Envelope) -> tuple[Message, ...]:
    """What will be left out of the letter (MAIL_011, MAIL_012): to be said beside it."""
    names = (one for name, _ in envelope.attachments for one in name_problems(name))
    return (*subject_problems(envelope.subject), *names)


def over_limit(letter: bytes, limit_mb: float) -> Message | None:
    """MAIL_013 when a letter is larger than the server takes. Counted as it travels: files are a third larger there."""
    size = len(letter) / MEGABYTE
    if size <= limit_mb:
        return None
    return Message("MAIL_013", {"size": shown(round(size + 0.05, 1)), "limit": shown(limit_mb)})


def new_message_id(letter_id: str, sender: str, plan: str = "") -> str:
    """The Message-ID of a letter: always the same for one letter of one plan, so that two copies are known as one.

    ``plan``: what tells this master from others (its id, its key); it is not readable in the result.
    """
    digest = hashlib.sha256(f"letter\x1f{plan}\x1f{letter_id}".encode("utf-8", "replace")).hexdigest()
    found, _ = read_addresses(sender)
    return f"<kh.{digest[:32]}@{domain_of(found[0]) if found else 'kehoach.invalid'}>"


# -- the head -----------------------------------------------------------------------------------------


def _heads(envelope: Envelope, draft: bool) -> Sequence[tuple[str, str]]:
    heads = (
        ("From", sender_line(envelope.sender_name, envelope.sender)), ("To", address_lines(envelope.to)),
        ("Cc", address_lines(envelope.cc)), ("Subject", text_line(envelope.subject, "Subject")),
        ("Date", format_datetime(envelope.date)), ("Message-ID", envelope.message_id),
        ("In-Reply-To", envelope.in_reply_to), ("References", envelope.in_reply_to), ("X-Unsent", "1" if draft else ""),
    )  # fmt: skip
    return [(name, value) for name, value in heads if value]


def _address(text: str) -> str:
    """Exactly one address, as it travels; '' stays."""
    found, problems = read_addresses(text)
    if text and (len(found) != 1 or problems):
        raise Stop("MAIL_010", what="Địa chỉ", value=line(text))
    return found[0] if found else ""


def _id(text: str) -> str:
    """A Message-ID; '' stays."""
    inside = text[1:-1]
    whole = f"<{inside}>" == text and inside.isascii() and inside.isprintable() and 0 < len(inside) <= 900
    if text and (not whole or set(inside) & set(" <>")):
        raise Stop("MAIL_010", what="Mã thư", value=line(text))
    return text


# -- what is inside -------------------------------------------------------------------------------------


def _content(envelope: Envelope) -> Part:
    files = list(envelope.attachments)
    if envelope.calendar is not None:
        files.append((CALENDAR_NAME, envelope.calendar))
    words = _words(envelope.body)
    if not files:
        return words
    # The boundary does not depend on chance, and never stands in what it bounds: neither quoted-printable nor base64
    # writes «=_».
    digest = hashlib.sha256(envelope.message_id.encode()).hexdigest()[:24]
    whole = MIMEMultipart("mixed", boundary=f"=_kh_{digest}")
    for part in (words, *(_attached(name, data) for name, data in files)):
        del part["MIME-Version"]
        whole.attach(part)
    return whole


def _words(body: str) -> Part:
    charset = Charset("utf-8")
    charset.body_encoding = QP  # whoever looks at the file can still read it
    words = MIMENonMultipart("text", "plain", charset="utf-8")
    words.set_payload(body if body.endswith("\n") else f"{body}\n", charset)
    return words


def _attached(name: str, data: bytes) -> Part:
    """A file as base64, which no server touches."""
    stem, dot, kind = name.rpartition(".")
    ascii_name = f"{slug(stem) or 'tep'}.{slug(kind)}" if dot else slug(name) or "tep"
    known = _KINDS.get(kind.lower(), "application/octet-stream")
    more = ";\n charset=utf-8; method=PUBLISH" if known == "text/calendar" else ""
    part = Part()
    part["Content-Type"] = f'{known}{more};\n name="{ascii_name}"'
    part["Content-Disposition"] = f"attachment;\n {file_name_params(name)}"
    part.set_payload(data)
    encode_base64(part)
    return part


def _distinct(names: Sequence[str]) -> list[str]:
    """Two files of one name in a letter get numbers: «phieu (2).xlsx»."""
    given: list[str] = []
    for name in names:
        stem, dot, kind = name.rpartition(".")
        number, found = 1, name
        while found.casefold() in (one.casefold() for one in given):
            number += 1
            found = f"{stem} ({number}){dot}{kind}" if dot else f"{name} ({number})"
        given.append(found)
    return given
