"""A line of `Thư` made ready to go, or why it may not: address, file, agency, size, text.

Lines may be sorted, cut and pasted. A letter goes only when everything in its line is about one agency: its id, the
number in its subject, the identity signed inside its form. What was composed is known by hash; a file that was changed
or put there by hand does not go.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kehoach_xl.domain.addresses import read_addresses, readable, same_form
from kehoach_xl.domain.agency import Body
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.letter import FORM, NO_ADDRESS, Attachment, Letter
from kehoach_xl.domain.letter_id import form_of, is_of
from kehoach_xl.domain.office import Office
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.token import in_capitals, read_token
from kehoach_xl.errors import Stop, why
from kehoach_xl.mail.eml import Envelope, message_of, new_message_id, over_limit, problems_of
from kehoach_xl.messages import Message
from kehoach_xl.returns.signed import signed_in
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.letters import LetterLine
from kehoach_xl.workflows.letters import addresses_of

# In «Căn cứ, ghi chú» of `Cơ quan`: agencies that have an address in common on purpose.
SHARED = fold("hộp thư dùng chung")


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter as it will go. ``data``: its bytes, as a draft where one is made; ``notes``: what to know of it."""

    letter: Letter
    envelope: Envelope
    data: bytes
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Unfit:
    """A letter that may not go. ``state``: NO_ADDRESS or SET_ASIDE, else FAILED or '' for one that failed."""

    letter: Letter
    why: Message
    state: str = ""


def made_ready(desk: Desk, office: Office, line: LetterLine, at: datetime, draft: bool) -> Ready | Unfit:
    """The letter of a line, to the addresses that `Cơ quan` has now."""
    letter = line.letter
    to, doubts = addresses_of(desk, letter.agency)
    if not to:
        unknown = Message("MAIL_054", {"agency": desk.register.name(letter.agency)})
        return Unfit(letter, doubts[0] if doubts else unknown, NO_ADDRESS)
    if problem := _not_its_own(desk, letter.agency, to, doubts, at):
        return Unfit(letter, problem)
    for problem in _of_another(desk, letter):
        return Unfit(letter, problem)
    files = []
    for one in letter.files:
        data = _bytes(desk, letter, one)
        if isinstance(data, Message):
            return Unfit(letter, data)
        files.append((Path(one.path).name, data))
    if problem := _form_of_another(desk, letter, files):
        return Unfit(letter, problem)
    plan = desk.settings.get("journal", "")
    message_id = line.message_id or new_message_id(letter.id, office.address, plan)
    envelope = Envelope(
        office.sender, office.address, to, (), letter.subject, letter.body, tuple(files), message_id, at
    )  # fmt: skip
    try:
        data = message_of(envelope, draft)
    except Stop as stop:
        return Unfit(letter, stop.message)
    if problem := over_limit(data, office.limit_mb):
        return Unfit(letter, problem)
    return Ready(letter, envelope, data, (*problems_of(envelope), *_without_token(desk, letter)))


def _not_its_own(
    desk: Desk, agency: str, to: tuple[str, ...], doubts: list[Message], at: datetime
) -> Message | None:
    """A cell of addresses that is not wholly understood, or an address that another agency has too."""
    if doubts:
        return Message("MAIL_151", {"reason": doubts[0].text})
    own, day = {same_form(one): one for one in to}, at.astimezone(VIETNAM).date()
    body = desk.register.body(agency)
    for other in desk.register.agencies:
        if body is None or other.code == body.code or other.ended(day):
            continue
        both = [own[same] for one in read_addresses(other.email)[0] if (same := same_form(one)) in own]
        if both and not (_shares(body) and _shares(other)):
            facts = {"address": readable(both[0]), "agency": desk.register.name(agency)}
            return Message("MAIL_150", facts | {"other": desk.register.name(other.code)})
    return None


def _shares(body: Body) -> bool:
    """Whether its line says that it shares a mailbox."""
    return SHARED in fold(body.source)


def _of_another(desk: Desk, letter: Letter) -> Iterator[Message]:
    """What in the line is not about its agency."""
    facts = {"agency": desk.register.name(letter.agency)}
    if not letter.subject.strip() or not letter.body.strip():
        yield Message("MAIL_059", facts)
    if not is_of(letter.id, letter.period, letter.agency):
        yield Message("MAIL_058", facts)
    asked = _dispatch(letter)
    for dispatch in filter(None, (asked, _named(desk, letter))):
        form = desk.forms_in_capitals.get(in_capitals(dispatch))
        whose = (form.dispatch, form.agency, form.period) if form else None
        if whose != (dispatch, letter.agency, letter.period) or (asked and dispatch != asked):
            yield Message("MAIL_058", facts)


def _dispatch(letter: Letter) -> str:
    """The number of the form that a letter brings; '' of other letters."""
    return form_of(letter.id)


def _named(desk: Desk, letter: Letter) -> str | None:
    """The number of the form that the subject names."""
    said = read_token(letter.subject, desk.settings.get("key", ""), desk.plan.id)
    form = desk.forms_in_capitals.get(said or "")
    return form.dispatch if form else said


def _without_token(desk: Desk, letter: Letter) -> tuple[Message, ...]:
    """A subject from which she took the sign by which answers are known."""
    return (Message("MAIL_060"),) if letter.kind == FORM and not _named(desk, letter) else ()


def _bytes(desk: Desk, letter: Letter, one: Attachment) -> bytes | Message:
    facts = {"file": Path(one.path).name, "agency": desk.register.name(letter.agency)}
    try:
        data = (desk.path.parent / one.path).read_bytes()
    except (OSError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) else "tên tệp không dùng được"
        return Message("MAIL_055", facts | {"reason": reason})
    if hashlib.sha256(data).hexdigest() != one.sha:
        return Message("MAIL_056", facts)
    return data


def _form_of_another(desk: Desk, letter: Letter, files: list[tuple[str, bytes]]) -> Message | None:
    """A form among the files that was not made for this agency and period, or none where one must be."""
    key, found = desk.settings.get("key", ""), False
    for name, data in files:
        if not name.lower().endswith(".xlsx"):
            continue
        signed = signed_in(data, name)
        identity = signed.identity if signed and signed.is_ours(key) else None
        whose = (letter.agency, letter.period, desk.plan.id)
        if identity is None or (identity.agency, identity.period, identity.plan) != whose:
            return Message("MAIL_057", {"file": name, "agency": desk.register.name(letter.agency)})
        found = found or identity.dispatch == _dispatch(letter)
    if _dispatch(letter) and not found:
        return Message("MAIL_061", {"dispatch": _dispatch(letter), "agency": desk.register.name(letter.agency)})
    return None
