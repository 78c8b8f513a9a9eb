"""A mail saved by Outlook (.msg, [MS-OXMSG]): its attachments, and whose mail it was."""

from datetime import datetime
from functools import partial
from typing import Any

from kehoach_xl.domain.mail_headers import address, on_one_line
from kehoach_xl.errors import Stop
from kehoach_xl.intake.bounds import DEPTH, INNER_BYTES, INNER_FILES
from kehoach_xl.intake.containers.found import Found
from kehoach_xl.intake.names import INSIDE, subjects
from kehoach_xl.intake.opened import Inner
from kehoach_xl.ooxml.limits import MEGABYTE

WHAT = "thư Outlook"
_SENDER_SMTP, _REPRESENTING_SMTP = 0x5D01, 0x5D02  # PidTagSenderSmtpAddress, PidTagSentRepresentingSmtpAddress
_SUBJECT = 0x0037  # PidTagSubject
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06  # PidTagClientSubmitTime, PidTagMessageDeliveryTime
_SHORT_NAME, _DISPLAY_NAME, _HIDDEN, _CONTENT_ID = 0x3704, 0x3001, 0x7FFE, 0x3712


def read_outlook(data: bytes, name: str) -> Found:
    """The attachments. Raises Stop INTAKE_076 when it cannot be taken apart."""
    from oxmsg import Message

    try:
        found = Found(WHAT)
        _take(Message.load(data), found, "", "", 0)
    except (OSError, ValueError, KeyError, IndexError, AssertionError, LookupError, TypeError, AttributeError) as error:
        raise Stop("INTAKE_076", name=name, reason=type(error).__name__) from error
    if len(found.inner) > INNER_FILES or sum(len(one.data) for one in found.inner) > INNER_BYTES:
        raise Stop("INTAKE_073", name=name, files=INNER_FILES, size=INNER_BYTES // MEGABYTE)
    return found


def _take(mail: Any, found: Found, inside: str, outer: str, depth: int) -> None:
    """``inside``: the names of the mails this one came in, each with its mark; ``outer``: their subjects."""
    subject = subjects(_subject(mail), outer)
    file = partial(Inner, sender=_sender(mail), sent=_sent(mail), subject=subject)
    for attachment in mail.attachments:
        name = _name(attachment)
        carried = _embedded(attachment)
        if carried is not None:
            if depth < DEPTH:
                _take(carried, found, f"{inside}{name}{INSIDE}", subject, depth + 1)
            continue
        content = attachment.file_bytes
        if content is None:  # only a link to where it lies
            content = b""
        if _of_the_letter(attachment):
            found.passed_over += 1
        else:
            found.inner.append(file(inside + name, content))


def _name(attachment: Any) -> str:
    text = attachment.properties.str_prop_value
    name = attachment.file_name or text(_SHORT_NAME) or text(_DISPLAY_NAME) or ""
    return name.partition("\0")[0].strip() or "tệp không tên"


def _of_the_letter(attachment: Any) -> bool:
    """A picture shown in the text of the mail."""
    shown = attachment.properties.str_prop_value(_CONTENT_ID)
    return bool(shown) and str(attachment.mime_type or "").startswith("image/")


def _embedded(attachment: Any) -> Any:
    """The mail that an attachment is (PidTagAttachDataObject); None when it is a file."""
    from oxmsg import Message

    for storage in attachment._storage.storages:
        if storage.name == "__substg1.0_3701000D":
            return _Embedded(storage, Message)
    return None


class _Embedded:
    """A mail inside a mail; its property stream begins 8 bytes earlier than that of a whole file ([MS-OXMSG] 2.4)."""

    def __init__(self, storage: Any, message: Any) -> None:
        from oxmsg.properties import Properties

        self._mail = message(storage)
        self.properties = Properties(storage, properties_header_offset=24)
        self.attachments = self._mail.attachments
        self.sender = None


def _sender(mail: Any) -> str:
    text = mail.properties.str_prop_value
    said = text(_SENDER_SMTP) or text(_REPRESENTING_SMTP) or mail.sender or ""
    return address(said.partition("\0")[0])


def _subject(mail: Any) -> str:
    return on_one_line((mail.properties.str_prop_value(_SUBJECT) or "").partition("\0")[0])


def _sent(mail: Any) -> datetime | None:
    date = mail.properties.date_prop_value
    found: datetime | None = date(_SUBMITTED) or date(_DELIVERED)
    return found
