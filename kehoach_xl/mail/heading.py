"""What an IMAP server tells of a letter without giving it: headers, and its parts (BODYSTRUCTURE, RFC 3501 7.4.2).

Servers repeat what senders wrote, so nothing is believed: what cannot be understood counts as a file without a name,
for a letter that is looked at in vain costs less than one that is lost.
"""

from collections.abc import Iterator, Mapping, Sequence
from email import message_from_bytes
from email.message import Message as Mail
from email.utils import collapse_rfc2231_value, decode_params
from typing import Any

from kehoach_xl.domain import mail_headers as headers
from kehoach_xl.domain.addresses import read_addresses, same_form
from kehoach_xl.domain.incoming import LETTERS, Heading

_NAMES = "FROM SUBJECT DATE MESSAGE-ID IN-REPLY-TO REFERENCES AUTO-SUBMITTED PRECEDENCE X-AUTOREPLY CONTENT-TYPE"
HEADERS = f"BODY.PEEK[HEADER.FIELDS ({_NAMES})]"
ASKED = ("RFC822.SIZE", "BODYSTRUCTURE", HEADERS)
_DEEPEST = 30
# Parts that are no files anybody sent: the text itself, its pictures, signatures, appointments.
_NO_FILES = (
    "text/plain", "text/html", "text/calendar", "text/enriched", "application/pkcs7-signature",
    "application/x-pkcs7-signature", "application/pgp-signature", "application/pgp-keys", "message/delivery-status",
    "text/rfc822-headers",
)  # fmt: skip


def heading(uid: int, told: Mapping[bytes, Any]) -> Heading:
    """One letter from a FETCH response for :data:`ASKED`."""
    raw = next((value for key, value in told.items() if key.startswith(b"BODY[HEADER")), b"") or b""
    mail = message_from_bytes(raw)
    size = told.get(b"RFC822.SIZE")
    return Heading(
        uid, size if isinstance(size, int) else 0, headers.subject(mail), _sender(mail),
        headers.message_id(mail), headers.answered(mail), headers.sent(mail), files(told.get(b"BODYSTRUCTURE")),
        headers.is_automatic(mail), headers.is_from_a_mail_system(mail),
    )  # fmt: skip


def _sender(mail: Mail) -> str:
    """As `Cơ quan` spells addresses, where it is one that a letter can go to."""
    written = headers.sender(mail)
    return same_form(next(iter(read_addresses(written)[0]), written))


def files(structure: Any) -> tuple[str, ...]:
    """The names of the attachments; '' for one without a name, or for a structure that makes no sense."""
    if structure is None:
        return ("",)
    try:
        return tuple(_files(structure, 0))
    except (LookupError, TypeError, ValueError, AttributeError):
        return ("",)


def _files(part: Sequence[Any], depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise ValueError("too deep")
    if isinstance(part[0], list):
        for each in part[0]:
            yield from _files(each, depth + 1)
        return
    kind = f"{_text(part[0])}/{_text(part[1])}".casefold()
    place, said = _disposition(part)
    name = _name(said, "filename") or _name(part[2], "name")
    is_picture = kind.startswith("image/") and (place == "inline" or part[3] is not None)
    if kind == "message/rfc822":
        yield name if name.casefold().endswith(LETTERS) else f"{name or 'thư'}.eml"  # named after its subject
    elif not is_picture and (name or place == "attachment" or kind not in _NO_FILES):
        yield name


def _disposition(part: Sequence[Any]) -> tuple[str, Any]:
    """(«attachment» or «inline», its parameters); the field stands after those that only some kinds of parts have."""
    for one in part[7:]:
        if isinstance(one, tuple) and len(one) == 2 and isinstance(one[0], bytes):
            place = one[0].decode("ascii", "replace").casefold()
            if place in ("attachment", "inline"):
                return place, one[1]
    return "", None


def _name(given: Any, wanted: str) -> str:
    """A parameter by its name, in the spellings of RFC 2231, of RFC 2047, or as raw letters."""
    if not given:
        return ""
    texts = [_text(one) for one in given]
    pairs = [("", ""), *zip(texts[::2], texts[1::2], strict=False)]
    for key, value in decode_params(pairs)[1:]:
        if key.casefold() == wanted:
            return headers.on_one_line(headers.decoded(collapse_rfc2231_value(value).strip('"')))
    return ""


def _text(value: Any) -> str:
    if not isinstance(value, bytes):
        return str(value if value is not None else "")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1258", "replace")
