"""Agencies, groups of agencies, and the register that resolves what people type to one of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from kehoach_xl.domain.nearest import Names
from kehoach_xl.domain.plan import Task
from kehoach_xl.domain.text import clean, fold

Reason = Literal["empty", "ended", "split", "cycle", "future"]


@dataclass(frozen=True)
class Body:
    """Whatever a plan may name. ``valid_from`` and ``valid_to`` are its first and last day; ``successors`` are the
    codes that took over (one: a merger or a new name; several: its work was divided). ``source`` names the decree."""

    code: str
    name: str
    short: str = ""
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    source: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way in which a cell may name it."""
        return tuple(text for text in (self.code, self.name, self.short, *self.aliases) if text)

    def ended(self, day: date | None) -> bool:
        """Whether its last day lies before this one; nothing has ended when no day is asked about."""
        return day is not None and self.valid_to is not None and self.valid_to < day

    def future(self, day: date | None) -> bool:
        """Whether its first day lies after this one."""
        return day is not None and self.valid_from is not None and self.valid_from > day


@dataclass(frozen=True)
class Agency(Body):
    """A body that reports."""

    email: str = ""
    contact: str = ""


@dataclass(frozen=True)
class AgencyGroup(Body):
    """A collective name («Các sở, ban, ngành»). ``members`` are chosen by the coordinator, never guessed."""

    members: tuple[str, ...] = ()


class Named(NamedTuple):
    """The bodies found in one cell of text: their codes in order, the pieces nobody is known for, and the codes that
    are named more than once."""

    codes: tuple[str, ...]
    unknown: tuple[str, ...]
    repeated: tuple[str, ...] = ()


class Undecided(NamedTuple):
    """Why a body named in the plan leads to nobody on a day, and only a person can say who reports instead.

    ``code`` is the body in the plan, ``at`` where the way from it ends (itself, a member, a successor): a group with
    no members (``empty``), a body that ended without successor (``ended``) or with several (``split``, ``successors``
    tells them), successors that lead back (``cycle``), a body that is not there yet (``future``).
    """

    code: str
    reason: Reason
    at: str
    successors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """Every body the plan may name."""

    agencies: tuple[Agency, ...]
    groups: tuple[AgencyGroup, ...] = ()

    @cached_property
    def _by_code(self) -> dict[str, Agency | AgencyGroup]:
        return {body.code: body for body in (*self.agencies, *self.groups)}

    @cached_property
    def _by_name(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for body in (*self.agencies, *self.groups):
            for spelling in body.spellings:
                known.setdefault(_key(spelling), body.code)
        return known

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """The codes of bodies that share a code or another spelling: which of them a cell means is not known."""
        owners: dict[str, list[str]] = {}
        for body in (*self.agencies, *self.groups):
            for key in {_key(one) for one in body.spellings}:
                owners.setdefault(key, []).append(body.code)
        return frozenset(code for codes in owners.values() if len(codes) > 1 for code in codes)

    @cached_property
    def _names(self) -> Names:
        return Names((text, body.name) for body in (*self.agencies, *self.groups) for text in body.spellings)

    def by_code(self) -> "Register":
        """The same register with members and successors given by code: she may type them by any spelling. What nobody
        is known for stays as typed."""

        def codes(texts: Iterable[str]) -> tuple[str, ...]:
            return tuple(self.find(text) or text for text in texts)

        agencies = tuple([replace(a, successors=codes(a.successors)) if a.successors else a for a in self.agencies])
        groups = tuple([replace(g, successors=codes(g.successors), members=codes(g.members)) for g in self.groups])
        return self if (agencies, groups) == (self.agencies, self.groups) else Register(agencies, groups)

    def body(self, code: str) -> Agency | AgencyGroup | None:
        """The agency or group with this code, or None."""
        return self._by_code.get(code)

    def name(self, code: str) -> str:
        """The official name of a code; an unknown code is shown as it is."""
        body = self._by_code.get(code)
        return body.name if body else code

    def find(self, text: str) -> str | None:
        """The code of exactly this spelling (name, code, short name or alias, compared by :func:`text.fold`)."""
        return self._by_name.get(_key(text))

    def read(self, text: str | None) -> Named:
        """The bodies named in a cell such as «Các sở, ban, ngành, UBND các địa phương».

        Names may themselves hold commas and hyphens, so the text is cut only at semicolons and line
        ends, and within a piece the longest run of comma-separated parts that is a known name wins. Of what is
        unknown, a part that begins with a small letter goes on the one before it («Các sở, ban, ngành tỉnh»).
        """
        known = self._readings.get(text or "")
        if known is None:
            known = self._readings[text or ""] = self._read(text or "")
        return known

    @cached_property
    def _readings(self) -> dict[str, Named]:
        """What was read before: a plan names the same bodies over and over."""
        return {}

    def _read(self, text: str) -> Named:
        found = [one for piece in str(text).replace("\n", ";").split(";") for one in self._piece(piece)]
        codes = [text for known, text in found if known]
        once = tuple(dict.fromkeys(codes))
        repeated = tuple(code for code in once if codes.count(code) > 1) if len(once) < len(codes) else ()
        return Named(once, tuple(text for known, text in found if not known), repeated)

    def _piece(self, piece: str) -> list[tuple[bool, str]]:
        """The bodies of a piece without semicolons, in their order: (True, code) or (False, a name nobody knows)."""
        parts = [part for part in (clean(p) for p in piece.split(",")) if part]
        found: list[tuple[bool, str]] = []
        start = 0
        while start < len(parts):
            for end in range(len(parts), start, -1):
                if code := self.find(", ".join(parts[start:end])):
                    found.append((True, code))
                    start = end
                    break
            else:
                part = parts[start]
                if part[0].islower() and found and not found[-1][0]:
                    found[-1] = (False, f"{found[-1][1]}, {part}")
                else:
                    found.append((False, part))
                start += 1
        return found

    def all_named(self, text: str | None) -> tuple[str, ...]:
        """Everybody a cell names, in its order: a code, or the name as typed where nobody is known for it."""
        pieces = str(text or "").replace("\n", ";").split(";")
        return tuple(dict.fromkeys(one for piece in pieces for _, one in self._piece(piece)))

    def write(self, codes: Iterable[str]) -> str:
        """The inverse of :meth:`read`: names joined the way the documents print them. Semicolons set names apart that
        nobody is known for: a comma might be part of them."""
        names = tuple(codes)
        mark = ", " if all(one in self._by_code for one in names) else "; "
        return mark.join(self.name(one) for one in names)

    def nearest(self, text: str, count: int = 3) -> list[str]:
        """Known names that look like an unknown one or that it abbreviates, best first, to offer the coordinator."""
        return self._names.near(text, count)

    # -- who owes a report ----------------------------------------------------------------------

    def owing(self, task: Task, on: date | None = None) -> tuple[str, ...]:
        """The agencies that owe a report for a task on a day: those she chose for it, else its leads."""
        return self.reporters(task.asked, on)

    @cached_property
    def _standing(self) -> dict[tuple[tuple[str, ...], date | None], tuple[str, ...]]:
        """Who stood for bodies asked about before: tasks name the same groups, and every row of the record asks."""
        return {}

    def reporters(self, bodies: Sequence[str], on: date | None = None) -> tuple[str, ...]:
        """The agencies that stand for these bodies on a day: groups are replaced by their members, a body that ended
        before the day by its successor when there is exactly one. Without a day nothing has ended. What nobody can
        stand for is left to :meth:`undecided`."""
        asked = tuple(bodies), on
        known = self._standing.get(asked)
        if known is None:
            found = (end for code in bodies for end in self._ends(code, on))
            known = self._standing[asked] = tuple(dict.fromkeys(end for end in found if isinstance(end, str)))
        return known

    def undecided(self, bodies: Sequence[str], on: date | None = None) -> tuple[Undecided, ...]:
        """The ways from these bodies that lead to nobody on a day, each with its reason."""
        found = (end for code in bodies for end in self._ends(code, on))
        return tuple(dict.fromkeys(end for end in found if isinstance(end, Undecided)))

    def _ends(self, code: str, on: date | None) -> list[str | Undecided]:
        """Where the ways from a body end: agencies that report, or why a way leads to none; something in any case.
        Only a code nobody has leads nowhere: the check names it."""
        ends = list(self._walk(code, on, code, set(), ()))
        return ends if ends or code not in self._by_code else [Undecided(code, "empty", code)]

    def _walk(
        self, code: str, on: date | None, named: str, seen: set[str], after: tuple[str, ...]
    ) -> Iterator[str | Undecided]:
        """One body on the way from ``named``: each is looked at once, however groups contain each other. ``after`` are
        the bodies it succeeded, one after the other."""
        body = self._by_code.get(code)
        if body is None or code in seen:
            return
        seen.add(code)
        if body.ended(on):
            if len(body.successors) > 1:
                yield Undecided(named, "split", code, body.successors)
            elif not body.successors or body.successors[0] not in self._by_code:
                yield Undecided(named, "ended", code)
            elif body.successors[0] in (*after, code):
                yield Undecided(named, "cycle", code)
            else:
                yield from self._walk(body.successors[0], on, named, seen, (*after, code))
        elif body.future(on):
            yield Undecided(named, "future", code)
        elif isinstance(body, AgencyGroup):
            if not any(member in self._by_code for member in body.members):
                yield Undecided(named, "empty", code)
            for member in body.members:
                yield from self._walk(member, on, named, seen, ())
        else:
            yield code


def _key(text: str) -> str:
    """A name for comparison: folded, one space after each comma."""
    return ", ".join(part.strip() for part in fold(text).split(","))
