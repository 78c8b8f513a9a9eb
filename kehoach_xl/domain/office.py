"""How the coordinating body writes: the mailbox, how letters go, who signs. `Thiết lập` holds it, without secrets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kehoach_xl.domain import letter
from kehoach_xl.domain.addresses import read_addresses
from kehoach_xl.domain.agency import Agency, Register
from kehoach_xl.domain.plan import Plan
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.domain.values import Raw, Reading, read_number, shown
from kehoach_xl.messages import Message
from kehoach_xl.templates import load_csv

STARTTLS, TLS, PLAIN = "STARTTLS", "TLS", "Không"
SECURITIES = (STARTTLS, TLS, PLAIN)
SMTP_PORTS: Mapping[str, int] = {STARTTLS: 587, TLS: 465, PLAIN: 25}
IMAP_PORTS: Mapping[str, int] = {STARTTLS: 143, TLS: 993, PLAIN: 143}
# What may be chosen, and the bounds of a number, each inclusive.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "way": letter.WAYS, "smtp_security": SECURITIES, "imap_security": SECURITIES,
}  # fmt: skip
BOUNDS: Mapping[str, tuple[int, int]] = {
    "smtp_port": (1, 65_535), "imap_port": (1, 65_535), "limit_mb": (1, 150), "remind_limit": (1, 20),
}  # fmt: skip
HOSTS = ("smtp_host", "imap_host")
# The lines an operation reads beyond plain texts: a wrong one stops only what uses it.
WRITING = ("address",)
REMINDING = ("address", "remind_limit")
SENDING = ("way", "address", "smtp_host", "smtp_port", "smtp_security", "limit_mb")
RECEIVING = ("address", "imap_host", "imap_port", "imap_security", "limit_mb")
_PROVINCE = re.compile(r"\b(?:tỉnh|thành phố|TP\.?)\s+(?P<name>.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the sheet. ``usual`` stands there in a new master, and counts where she emptied the cell."""

    id: str
    name: str
    usual: str
    note: str


@dataclass(frozen=True, slots=True)
class Office:
    """What an empty cell leaves open is derived from plan and register; a text nobody can derive is ''.
    ``recipients`` are those beyond the usual ones, a line each; ``sign`` is «SCT» of «/BC-SCT»."""

    way: str
    address: str
    sender: str
    smtp_host: str
    smtp_port: int
    smtp_security: str
    login: str
    imap_host: str
    imap_port: int
    imap_security: str
    imap_folder: str
    limit_mb: int
    remind_limit: int
    superior: str
    sign: str
    place: str
    signer_title: str
    signer_authority: str
    signer_name: str
    recipients: tuple[str, ...]


@cache
def entries() -> tuple[Entry, ...]:
    """Every line, in the order of the sheet."""
    return tuple(Entry(**row) for row in load_csv("office.csv"))


def office(typed: Mapping[str, Raw], plan: Plan, register: Register) -> Office:
    """The office by the cells that say something, else by plan and register; a cell that is wrong counts as empty."""
    found: dict[str, str | int] = {one.id: _value(one, typed.get(one.id)) for one in entries()}
    body = register.body(plan.coordinator)
    name = clean(register.name(plan.coordinator))
    own, _ = read_addresses(body.email if isinstance(body, Agency) else "")
    address = str(found["address"]) or next(iter(own), "")
    derived: dict[str, str | int] = {
        "sender": name, "address": address, "login": address, "superior": clean(plan.issuer),
        "place": place_of(plan.issuer), "sign": sign_of(body.short if body else "", plan.coordinator),
        "smtp_port": SMTP_PORTS[str(found["smtp_security"])], "imap_port": IMAP_PORTS[str(found["imap_security"])],
    }  # fmt: skip
    whole: dict[str, Any] = {one: value or derived.get(one, "") for one, value in found.items()}
    extra = str(whole["recipients"]).replace("\n", ";").split(";")
    return Office(**whole | {"recipients": tuple(line for one in extra if (line := clean(one)))})


def place_of(issuer: str) -> str:
    """Where a body writes, by its name: «Hà Tĩnh» of «UBND tỉnh Hà Tĩnh»; '' where the name does not tell."""
    found = _PROVINCE.search(clean(issuer))
    return found["name"] if found else ""


def problems(typed: Mapping[str, Raw]) -> dict[str, Message]:
    """What is wrong with the cells, by the id of their line."""
    read = ((one, _read(one, typed.get(one.id))) for one in entries())
    return {one.id: found for one, found in read if isinstance(found, Message)}


def _value(entry: Entry, raw: Raw) -> str | int:
    found = _read(entry, raw)
    if isinstance(found, Message):
        found = _read(entry, None)
    assert not isinstance(found, Message)  # the usual value is always right
    return found


def _read(entry: Entry, raw: Raw) -> str | int | Message:
    """A cell as text, a number, or why it is neither; '' where nothing stands and nothing is usual."""
    if raw is None or (isinstance(raw, str) and not clean(raw)):
        raw = entry.usual
    facts = {"name": entry.name, "value": shown(raw)}
    text = shown(raw) if not isinstance(raw, str) else raw.strip() if entry.id == "recipients" else clean(raw)
    if not text:
        return ""
    if entry.id in CHOICES:
        chosen = next((one for one in CHOICES[entry.id] if fold(one) == fold(text)), None)
        return chosen or Message("OFFICE_002", facts | {"choices": "; ".join(CHOICES[entry.id])})
    if entry.id in BOUNDS:
        low, high = BOUNDS[entry.id]
        reading = read_number(raw)
        number = reading.value if isinstance(reading, Reading) else None
        whole = isinstance(number, float | int) and number == int(number) and low <= number <= high
        return int(number) if whole else Message("OFFICE_001", facts | {"low": low, "high": high})  # type: ignore[arg-type]
    if entry.id == "address":
        own, wrong = read_addresses(text)
        return own[0] if len(own) == 1 and not wrong else Message("OFFICE_004", facts)
    if entry.id in HOSTS and (" " in text or "/" in text or "@" in text or ":" in text):
        return Message("OFFICE_003", facts)
    return text


def sign_of(short: str, code: str) -> str:
    """What a body's numbers end with («SCT»): the code where it is in plain letters, as registers have it; else the
    short name."""
    return clean(code) if clean(code).isalnum() else "".join(clean(short).split())
