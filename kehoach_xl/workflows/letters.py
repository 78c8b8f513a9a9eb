"""Letters put into `Thư`. Nothing goes from here: she looks over what stands there, edits it, and «Gửi thư» sends it.

The text of a letter comes from a clerk's template; what a template may say of every letter is :func:`words_of`.
Addresses come from `Cơ quan` alone.
"""

import contextlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kehoach_xl.domain.addresses import read_addresses
from kehoach_xl.domain.agency import Agency
from kehoach_xl.domain.letter import NO_ADDRESS, WAITING, Letter
from kehoach_xl.domain.listing import MANY, first_agencies
from kehoach_xl.domain.office import office
from kehoach_xl.domain.progress import LONGEST, cell_length
from kehoach_xl.domain.text import clean
from kehoach_xl.domain.token import token
from kehoach_xl.domain.values import shown
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.letters import letter_blocks, states_of
from kehoach_xl.sheets.office import typed_of
from kehoach_xl.sheets.periods import PeriodRow
from kehoach_xl.workflows.work import Work

# What a template prints: texts, whole numbers, lists of texts or of rows.
Words = Mapping[str, object]


@dataclass
class ComposeReport:
    """How many letters wait in `Thư`, which agencies have no address (names), and what else is to be looked at."""

    waiting: int = 0
    without_address: list[str] = field(default_factory=list)
    problems: list[Message] = field(default_factory=list)

    def add(self, other: "ComposeReport") -> None:
        """Count the letters of another turn of the same operation too."""
        self.waiting += other.waiting
        self.without_address += [one for one in other.without_address if one not in self.without_address]
        self.problems += [one for one in other.problems if one not in self.problems]

    @property
    def messages(self) -> list[Message]:
        """All of it as sentences; none when there was no letter."""
        said = [Message("MAIL_100", {"count": self.waiting})] if self.waiting else []
        if self.without_address:
            names = first_agencies(self.without_address, MANY)
            said.append(Message("MAIL_101", {"count": len(self.without_address), "agencies": names}))
        return [*said, *self.problems]


def compose(work: Work, letters: Iterable[Letter]) -> ComposeReport:
    """Put letters into `Thư`, each to the addresses that `Cơ quan` has now. One that left us already stays as it is.
    Raises Stop MAIL_118 for a text that no cell holds."""
    desk = work.desk
    report = ComposeReport()
    wanted, told = [], {}
    for one in letters:
        if one.id not in desk.ledger.letters:
            if max(cell_length(one.subject), cell_length(one.body)) > LONGEST:
                facts = {"kind": one.kind, "agency": desk.register.name(one.agency), "most": LONGEST}
                raise Stop("MAIL_118", **facts)
            to, problems = addresses_of(desk, one.agency)
            told |= {str(problem): problem for problem in problems}
            wanted.append(replace(one, to=to))
    report.problems = [*told.values()]
    if not wanted:
        return report
    work.add_blocks(letter_blocks(desk, wanted, {one.id: WAITING if one.to else NO_ADDRESS for one in wanted}))
    standing = states_of(desk, {one.id for one in wanted})
    report.waiting = sum(state == WAITING for _, state in standing)
    report.without_address = [desk.register.name(agency) for agency, state in standing if state == NO_ADDRESS]
    facts = {"count": len(wanted), "waiting": report.waiting, "without": len(report.without_address)}
    work.log(note=Message("MAIL_102", facts).text)
    return report


def addresses_of(desk: Desk, agency: str) -> tuple[tuple[str, ...], list[Message]]:
    """Where letters to an agency go, and the first thing that is wrong in its cell of `Cơ quan`."""
    body = desk.register.body(agency)
    good, problems = read_addresses(body.email if isinstance(body, Agency) else "")
    name = desk.register.name(agency)
    return good, [Message("MAIL_103", {"agency": name, "reason": one.text}) for one in problems[:1]]


def words_of(desk: Desk, listed: PeriodRow, agency: str, dispatch: str) -> dict[str, object]:
    """What every letter about a form may say. A text that is not known is ''."""
    return shared_words(desk, listed) | own_words(desk, agency, dispatch)


def own_words(desk: Desk, agency: str, dispatch: str) -> dict[str, object]:
    """What one letter alone says of it."""
    key = desk.settings.get("key", "")
    return {
        "ma_thu": token(key, desk.plan.id, dispatch) if key and dispatch else "",
        "co_quan": clean(desk.register.name(agency)), "so_phieu": dispatch,
    }


def shared_words(desk: Desk, listed: PeriodRow) -> dict[str, object]:
    """What all letters of a period say of it: to be asked once for many letters."""
    own, _ = read_addresses(office(typed_of(desk), desk.plan, desk.register).address)
    address = own[0] if own else ""
    coordinator = desk.register.body(desk.plan.coordinator)
    contact = clean(coordinator.contact) if isinstance(coordinator, Agency) else ""
    return {
        "ten_ke_hoach": clean(desk.plan.title), "ten_ngan": clean(desk.plan.short_title),
        "ky": listed.period.name, "han_nop": shown(listed.deadline) if listed.deadline else "",
        "don_vi_dau_moi": clean(desk.register.name(desk.plan.coordinator)), "thu_dau_moi": address,
        "lien_he": ", ".join(one for one in (contact, address) if one),
    }  # fmt: skip


class Writer:
    """Fills the template of one kind of letter: her own copy where there is one."""

    def __init__(self, desk: Desk, name: str) -> None:
        """Raises Stop WRITE_… for a template that cannot be used: made first, nothing is done yet."""
        from kehoach_xl.building.clerk_templates import TextTemplate  # loads jinja2

        self._template = TextTemplate(name, desk.folder("templates"))
        self._template.check()

    def text(self, words: Words) -> tuple[str, str]:
        """Subject and body. Raises Stop WRITE_…"""
        return self._template.write(words)


def keep_templates(desk: Desk) -> None:
    """Put the shipped templates beside the master, for her to edit. Where that cannot be, ours serve."""
    from kehoach_xl.building.clerk_templates import ensure_copies

    with contextlib.suppress(Stop):
        ensure_copies(desk.folder("templates"))


def placed(desk: Desk, path: Path) -> str:
    """A path as a letter's line has it: below the master's folder, else whole."""
    try:
        found = Path(os.path.relpath(path, desk.path.parent))
    except ValueError:  # another drive
        found = path
    return (path if ".." in found.parts else found).as_posix()


def listing(lines: Sequence[str], most: int) -> list[str]:
    """The first lines of a list, and how many more there are: a letter is to be read, and a cell has its limit."""
    rest = len(lines) - most
    return [*lines] if rest <= 0 else [*lines[:most], f"… và {rest} mục nữa."]
