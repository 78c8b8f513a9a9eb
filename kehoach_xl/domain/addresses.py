"""E-mail addresses as people type them into a cell of `Cơ quan`: those a letter can go to, and what is wrong with the
others.

An address is what every mail server takes: letters, digits and a few marks before the @ (RFC 5321, 4.1.2, without
quotes), a domain of at least two labels after it. A domain with Vietnamese letters travels as punycode (RFC 3492;
IDNA 2003, which Python has); :func:`readable` shows it with its letters again.
"""

import re
import unicodedata
from functools import lru_cache

from kehoach_xl.domain.header_text import line
from kehoach_xl.domain.text import bare, clean, narrow
from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message

LONGEST, LONGEST_LOCAL = 254, 64  # octets (RFC 5321, 4.5.3.1)
# Anybody may have an address there.
PUBLIC = frozenset((
    "gmail.com", "yahoo.com", "yahoo.com.vn", "outlook.com", "outlook.com.vn", "hotmail.com", "live.com", "icloud.com",
    "ymail.com", "mail.com",
))  # fmt: skip

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{1,59}})")
# «Văn thư <vanthu@x.vn>», as programs copy it; a quoted name may hold what separates.
_NAMED = re.compile(r"(\"[^\"\n]*\"\s*|[^<>;,\n\"]*)<([^<>\n]*)>")
_REMARK = re.compile(r"\([^()@\n]*\)")  # «x@y.vn (ông A)»
_AROUND_AT = re.compile(r"[^\S\n]*@[^\S\n]*")
_SEPARATORS = re.compile(r"[;,\s]+")
# What turns writing round: an address that has it inside reads otherwise than it goes.
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@lru_cache(maxsize=4096)
def read_addresses(cell: str) -> tuple[tuple[str, ...], tuple[Message, ...]]:
    """The addresses of a cell, each once and in its order, and a problem for each piece that is none.

    Separated by ``;``, ``,``, blanks or line ends. The part before the @ stays as typed, the domain is lower case and
    ASCII. Nothing is guessed: a piece with a problem gives no address (MAIL_001–006).

    >>> read_addresses("Văn thư <STP@HaTinh.gov.vn>; a@sở.vn")[0]
    ('STP@hatinh.gov.vn', 'a@xn--s-lym.vn')
    """
    typed = _REMARK.sub(" ", narrow(cell))
    bare = _NAMED.sub(_without_name, typed) if "<" in typed else typed
    pieces = _SEPARATORS.split(_AROUND_AT.sub("@", bare))
    found: dict[str, str] = {}
    problems: dict[str, Message] = {}
    for piece in pieces:
        read = _read(piece.removeprefix("mailto:").rstrip(".")) if piece else None
        if isinstance(read, Message):
            problems.setdefault(piece, read)
        elif read:
            found.setdefault(same_form(read), read)
    return tuple(found.values()), tuple(problems.values())


def same_form(address: str) -> str:
    """What two spellings of one address share; for comparing only. Every server we know of ignores case."""
    return address.casefold()


def readable(address: str) -> str:
    """An address with the letters of its domain, for people.

    >>> readable("a@xn--s-lym.vn")
    'a@sở.vn'
    """
    local, at, domain = address.rpartition("@")
    try:
        return local + at + domain.encode("ascii").decode("idna")
    except UnicodeError:
        return address


def domain_of(address: str) -> str:
    """What stands after the @."""
    return address.rpartition("@")[2]


def _without_name(match: re.Match[str]) -> str:
    """The address alone; one that stands as its own name may, another one as a name must be looked at by her."""
    name, address = clean(match[1]).strip('"\''), match[2].strip()
    return match[0] if "@" in name and name.casefold() != address.casefold() else f";{address};"


def _read(piece: str) -> str | Message | None:
    """One address as it travels, or what is wrong with it; None of a piece in which nothing is visible."""
    piece = piece.strip(_TURNING)  # around a whole address copied from a list of contacts they turn nothing
    text = clean(piece)
    hidden = [c for c in piece if c in _TURNING] + [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs")]
    signs = [f"U+{ord(c):04X}" for c in hidden]
    if signs:
        return Message("MAIL_003", {"value": shown(line(text)), "signs": ", ".join(signs)})
    local, _, domain = text.rpartition("@")
    if not text:
        return None
    if not (local and domain) or set(local) & set("@<>") or set(domain) & set("<>"):
        return Message("MAIL_001", {"value": shown(text)})
    ascii_domain = _ascii(domain)
    if foreign := _foreign(text + readable(f"@{ascii_domain}")):
        return Message("MAIL_006", {"value": shown(text), "letters": ", ".join(foreign)})
    if not local.isascii():
        return Message("MAIL_002", {"value": shown(text), "near": shown(f"{bare(local)}@{domain}")})
    if ascii_domain is None or not _DOMAIN.fullmatch(ascii_domain):
        return Message("MAIL_004", {"value": shown(text), "domain": shown(domain)})
    if not _LOCAL.fullmatch(local):
        return Message("MAIL_001", {"value": shown(text)})
    if len(local) > LONGEST_LOCAL or len(local) + 1 + len(ascii_domain) > LONGEST:
        return Message("MAIL_005", {"value": shown(text), "local": LONGEST_LOCAL, "most": LONGEST})
    return f"{local}@{ascii_domain}"


def _foreign(text: str) -> list[str]:
    """Letters of another alphabet: «а» of Cyrillic looks like ours and leads elsewhere."""
    letters = dict.fromkeys(c for c in text if not c.isascii() and unicodedata.category(c).startswith("L"))
    return [c for c in letters if not unicodedata.name(c, "").startswith("LATIN ")]


def _ascii(domain: str) -> str | None:
    try:
        found = domain.encode("idna").decode("ascii").lower()
        found.encode("ascii").decode("idna")  # punycode that somebody typed must mean something
        return found
    except UnicodeError:
        return None
