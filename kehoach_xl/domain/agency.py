"""Agencies, groups of agencies, and the register that resolves what people type to one of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from kehoach_xl.domain.text import clean, fold


class Agency(BaseModel):
    """A body that reports. ``valid_to`` is its last day; ``successor`` is the code that took over."""

    model_config = ConfigDict(frozen=True)

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    email: str = ""
    contact: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""


class AgencyGroup(BaseModel):
    """A collective name («Các sở, ban, ngành»). ``members`` are chosen by the coordinator, never guessed."""

    model_config = ConfigDict(frozen=True)

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """The bodies found in one cell of text: their codes in order, and the pieces nobody is known for."""

    codes: tuple[str, ...]
    unknown: tuple[str, ...]


class Register(BaseModel):
    """Every body the plan may name."""

    model_config = ConfigDict(frozen=True)

    agencies: tuple[Agency, ...]
    groups: tuple[AgencyGroup, ...] = ()

    @cached_property
    def _by_code(self) -> dict[str, Agency | AgencyGroup]:
        return {body.code: body for body in (*self.agencies, *self.groups)}

    @cached_property
    def _by_name(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for body in (*self.agencies, *self.groups):
            for spelling in (body.code, body.name, *body.aliases):
                if spelling:
                    known.setdefault(_key(spelling), body.code)
        return known

    def body(self, code: str) -> Agency | AgencyGroup | None:
        """The agency or group with this code, or None."""
        return self._by_code.get(code)

    def name(self, code: str) -> str:
        """The official name of a code; an unknown code is shown as it is."""
        body = self._by_code.get(code)
        return body.name if body else code

    def find(self, text: str) -> str | None:
        """The code of exactly this spelling (name, code or alias, compared by :func:`text.fold`)."""
        return self._by_name.get(_key(text))

    def read(self, text: str | None) -> Named:
        """The bodies named in a cell such as «Các sở, ban, ngành, UBND các địa phương».

        Names may themselves hold commas and hyphens, so the text is cut only at semicolons and line
        ends, and within a piece the longest run of comma-separated parts that is a known name wins.
        """
        codes: list[str] = []
        unknown: list[str] = []
        for piece in str(text or "").replace("\n", ";").split(";"):
            parts = [part for part in (clean(p) for p in piece.split(",")) if part]
            start = 0
            while start < len(parts):
                for end in range(len(parts), start, -1):
                    code = self.find(", ".join(parts[start:end]))
                    if code:
                        codes.append(code)
                        start = end
                        break
                else:
                    unknown.append(parts[start])
                    start += 1
        return Named(tuple(dict.fromkeys(codes)), tuple(unknown))

    def write(self, codes: Iterable[str]) -> str:
        """The inverse of :meth:`read`: names joined the way the documents print them."""
        return ", ".join(self.name(code) for code in codes)

    def nearest(self, text: str, count: int = 3) -> list[str]:
        """Known names that look like an unknown one, best first, to offer the coordinator."""
        close = get_close_matches(fold(text), list(self._by_name), n=count * 2, cutoff=0.6)
        return list(dict.fromkeys(self.name(self._by_name[match]) for match in close))[:count]

    def reporters(self, leads: Sequence[str]) -> tuple[str, ...]:
        """The agencies that owe a report for a task: leads, with groups replaced by their members."""
        found: list[str] = []
        for code in leads:
            body = self._by_code.get(code)
            if isinstance(body, AgencyGroup):
                found.extend(member for member in body.members if isinstance(self.body(member), Agency))
            elif body is not None:
                found.append(code)
        return tuple(dict.fromkeys(found))

    def unresolved(self, leads: Sequence[str]) -> tuple[AgencyGroup, ...]:
        """The groups among the leads whose members nobody has chosen yet."""
        bodies = (self._by_code.get(code) for code in leads)
        return tuple(b for b in bodies if isinstance(b, AgencyGroup) and not self.reporters([b.code]))


def _key(text: str) -> str:
    """A name for comparison: folded, one space after each comma."""
    return ", ".join(part.strip() for part in fold(text).split(","))
