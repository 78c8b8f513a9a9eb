"""Several masters side by side: which copies count, how plans are told apart, what is added up."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol, TypeVar

from kehoach_xl.domain.consolidated import AgencyFigures, Overdue, PlanFigures, Tally
from kehoach_xl.domain.lateness import Handed
from kehoach_xl.domain.text import fold
from kehoach_xl.messages import Message


class Master(Protocol):
    """What tells one master from another: its file with its SHA-256, its plan and the key it signs with; ``age``
    orders copies, ``folders`` are its own."""

    @property
    def file(self) -> Path: ...
    @property
    def sha(self) -> str: ...
    @property
    def age(self) -> tuple[float, float]: ...
    @property
    def plan(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def issuer(self) -> str: ...
    @property
    def folders(self) -> tuple[Path, ...]: ...


One = TypeVar("One", bound=Master)


@dataclass(frozen=True)
class Unread:
    """A file that does not count, and why; ``copy_of`` is the file that counts instead, for an older copy."""

    file: Path
    message: Message
    copy_of: Path | None = None


def newest(plans: Iterable[One]) -> tuple[list[One], list[tuple[One, One]]]:
    """The masters that count, and the older copies each with its newer one.

    Copies of one master carry the same plan and the same signing key, or are the same bytes; a plan that other
    provinces have too was signed with keys of their own.
    """
    kept: list[One] = []
    older: list[tuple[One, One]] = []
    for one in sorted(plans, key=lambda one: (one.age, str(one.file)), reverse=True):
        same = next((other for other in kept if _copies(one, other)), None)
        if same is None:
            kept.append(one)
        else:
            older.append((one, same))
    return kept, older


def _copies(one: Master, other: Master) -> bool:
    return one.sha == other.sha or (one.plan == other.plan and one.key == other.key != "")


def doubtful(plans: Sequence[One]) -> list[tuple[One, One]]:
    """Pairs that may be one plan counted twice: same plan and issuer, but nothing proves that they are copies."""
    seen: dict[tuple[str, str], One] = {}
    found = []
    for one in plans:
        first = seen.setdefault((one.plan, fold(one.issuer)), one)
        if first is not one:
            found.append((first, one))
    return found


@dataclass(frozen=True)
class AgencyBlock:
    """An agency with its lines, one for each plan."""

    name: str
    lines: tuple[tuple[PlanFigures, AgencyFigures], ...]


@dataclass(frozen=True)
class Gathered:
    """All that was gathered: ``plans`` in the order of the sheets, ``titles`` by which each is told apart."""

    folder: Path
    plans: tuple[PlanFigures, ...]
    unread: tuple[Unread, ...] = ()
    notes: tuple[Message, ...] = ()
    period: str = ""

    @cached_property
    def titles(self) -> Mapping[Path, str]:
        return titles(self.plans, self.folder)

    @cached_property
    def total(self) -> Tally:
        return sum((one.total for one in self.plans if one.total), Tally())

    @cached_property
    def forms(self) -> Handed:
        forms = [one.forms for one in self.plans]
        return Handed(sum(f.sent for f in forms), sum(f.handed_in for f in forms), sum(f.on_time for f in forms))

    def agencies(self) -> list[AgencyBlock]:
        """Agencies by name. The same name under another issuer is another body: every province has a Sở Tài chính."""
        blocks: dict[tuple[str, str], list[tuple[PlanFigures, AgencyFigures]]] = {}
        for plan in self.plans:
            for agency in plan.agencies:
                blocks.setdefault((fold(plan.issuer), fold(agency.name)), []).append((plan, agency))
        return [AgencyBlock(lines[0][1].name, tuple(lines)) for _, lines in sorted(blocks.items())]

    def overdue(self) -> list[tuple[PlanFigures, Overdue]]:
        """Every overdue report, the longest first."""
        found = [(plan, one) for plan in self.plans for one in plan.overdue]
        return sorted(found, key=lambda line: -line[1].days)


def in_order(plans: Iterable[One]) -> tuple[One, ...]:
    """By issuer, then plan, then file."""
    return tuple(sorted(plans, key=lambda one: (fold(one.issuer), fold(one.title), str(one.file))))


def titles(plans: Sequence[Master], folder: Path) -> dict[Path, str]:
    """A name for each plan that no other has: its own, else with its issuer, else with its file."""
    names: dict[Path, str] = {}
    for with_more in (
        lambda one: one.title,
        lambda one: f"{one.title} – {one.issuer}" if one.issuer else one.title,
        lambda one: f"{one.title} – {one.file.stem}",
        lambda one: f"{one.title} – {one.file.relative_to(folder)}",
    ):
        made = {one.file: with_more(one) for one in plans if one.file not in names}
        counts = Counter(made.values())
        names |= {file: name for file, name in made.items() if counts[name] == 1}
    return names
