"""A mail saved as a file (.eml, RFC 5322): its attachments under the names the sender gave, and whose mail it was."""

import re
from base64 import b64decode
from collections.abc import Callable
from email import message_from_bytes
from email.errors import InvalidBase64LengthDefect, MessageError
from email.message import Message as Mail
from email.utils import collapse_rfc2231_value
from functools import partial

from kehoach_xl.domain import mail_headers as headers
from kehoach_xl.errors import Stop
from kehoach_xl.intake.bounds import INNER_FILES
from kehoach_xl.intake.containers.found import Found
from kehoach_xl.intake.opened import Inner

WHAT = "thư điện tử"
# What mail programs add themselves.
_SIGNATURES = (
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
    "application/pgp-encrypted", "application/pgp-keys", "message/delivery-status", "text/rfc822-headers",
    "application/ms-tnef-signature", "text/calendar",
)  # fmt: skip
_MOST_PARTS = 5 * INNER_FILES
_NO_BASE64 = re.compile("[^A-Za-z0-9+/]")


def read_mail(data: bytes, name: str) -> Found:
    """The attachments of a mail. Raises Stop INTAKE_076 when it is no mail that can be taken apart."""
    try:
        mail = message_from_bytes(data)
        carried = partial(Inner, sender=headers.sender(mail), sent=headers.sent(mail), subject=headers.subject(mail))
        found = Found(WHAT)
        for number, part in enumerate(_parts(mail)):
            if number > _MOST_PARTS:
                raise Stop("INTAKE_076", name=name, reason="quá nhiều phần")
            _take(part, found, name, carried)
        return found
    except (MessageError, ValueError, LookupError, AssertionError, AttributeError, TypeError, RecursionError) as error:
        raise Stop("INTAKE_076", name=name, reason=type(error).__name__) from error


def _parts(mail: Mail) -> list[Mail]:
    """The leaves, and each mail sent along as one piece."""
    found: list[Mail] = []
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        if part.get_content_type() != "message/rfc822" and part.is_multipart():
            waiting += [one for one in reversed(part.get_payload()) if isinstance(one, Mail)]
        else:
            found.append(part)
    return found


def _take(part: Mail, found: Found, mail: str, carried: Callable[[str, bytes], Inner]) -> None:
    kind = part.get_content_type()
    name = _name(part)
    if kind == "message/rfc822":
        inside = part.get_payload()
        if isinstance(inside, list) and inside and isinstance(inside[0], Mail):
            subject = headers.subject(inside[0]) or "thư"
            found.inner.append(carried(name or f"{subject}.eml", inside[0].as_bytes()))
        return
    inline = part.get("content-id") is not None or part.get_content_disposition() == "inline"
    if kind in _SIGNATURES or (kind.startswith("image/") and inline):
        found.passed_over += 1
    elif name or part.get_content_disposition() == "attachment" or part.get_content_maintype() == "application":
        content = _content(part, mail)
        if content is not None:
            found.inner.append(carried(name or "tệp không tên", content))


def _content(part: Mail, mail: str) -> bytes | None:
    """The bytes of an attachment; None when it has none. Raises Stop INTAKE_076 when its base64 is cut off.

    Python hands back letters of base64 undecoded when one is left over of the groups of four: they would pass for a
    table of text. What is whole is decoded of a zip, which tells by itself whether its end is missing.
    """
    content = part.get_payload(decode=True)
    if any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects):
        letters = _NO_BASE64.sub("", str(part.get_payload()))
        content = b64decode(letters[: len(letters) // 4 * 4])
        if not content.startswith(b"PK"):
            raise Stop("INTAKE_076", name=mail, reason=f"tệp đính kèm «{_name(part)}» bị cắt giữa chừng")
    return content if isinstance(content, bytes) else None


def _name(part: Mail) -> str:
    """RFC 2231 as Python reads it; RFC 2047 inside quotes, which the standard forbids and everybody does."""
    for header, key in (("content-disposition", "filename"), ("content-type", "name")):
        written = headers.written(part, header)
        if written and header in part:
            part.replace_header(header, written)  # else Python gives letters sent as they are as question marks
        value = part.get_param(key, None, header)
        if value is not None and (text := headers.decoded(collapse_rfc2231_value(value)).strip()):
            return text.replace("\\", "/").rpartition("/")[2] or text
    return ""
