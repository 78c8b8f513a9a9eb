"""The bodies a review names, as codes of a register that grows by what is new to it.

What she confirmed, or what has only one reading, becomes a code. A name nobody knows becomes a new body; a name that
only looks like a known one stays as printed until she decides: the check of the master then names it.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from kehoach_xl.documents import body_cells
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.thing import AGENCY, ASK, CLEAR, Thing
from kehoach_xl.domain.agency import Agency, AgencyGroup, Body, Register
from kehoach_xl.domain.text import clean, fold, slug

# Words that an abbreviation leaves out.
_LEFT_OUT = ("va", "cac", "cua")
_COLLECTIVE = re.compile(r"(?:(?:ubnd|uỷ ban nhân dân|cơ quan|đơn vị) )?(?:các|những|từng|mỗi) |sở, (?:ban|ngành)")


class NamedBodies:
    """Names to codes. ``undecided`` are the names without a line that stay as printed, ``unlisted`` those that became a
    new body without one, ``added`` the codes that are new; ``said`` is what a line leaves open: (code of a message,
    index of the line, facts)."""

    def __init__(self, register: Register, things: Iterable[Thing]) -> None:
        self._bodies = Bodies(register)
        self._lines = _by_name(things)
        self._reading = Bodies(_with_names(register, self._lines))
        self._known: dict[str, tuple[str, ...]] = {}
        self._aliases: dict[str, tuple[str, str]] = {}
        self._new: dict[str, Agency | AgencyGroup] = {}
        self.undecided: dict[str, None] = {}
        self.unlisted: dict[str, None] = {}
        self.said: list[tuple[str, int, dict[str, object]]] = []
        for at, line in sorted(self._lines.values(), key=lambda one: one[0]):
            self._decide(at, line)

    @property
    def added(self) -> tuple[str, ...]:
        return tuple(self._new)

    @property
    def register(self) -> Register:
        """The register with what she confirmed as further spellings, and with the new bodies at its end."""
        known = self._bodies.register
        bodies = [self._spelt(one) for one in (*known.agencies, *known.groups, *self._new.values())]
        return Register(
            agencies=tuple(one for one in bodies if isinstance(one, Agency)),
            groups=tuple(one for one in bodies if isinstance(one, AgencyGroup)),
        )

    def codes(self, cell: str) -> tuple[str, ...]:
        """The bodies of one cell, names joined by «;» (she may also type commas), in order, each once; the name itself
        where she has yet to decide."""
        return tuple(dict.fromkeys(code for name in self._names(cell) for code in self._of(name)))

    def _names(self, cell: str) -> list[str]:
        """The names in a cell, cut as the reader of documents cuts them."""
        found: list[str] = []
        for piece in cell.split(";"):
            found += [clean(piece)] if fold(piece) in self._lines else _cut(self._reading, piece)
        return [name for name in found if name]

    def _of(self, name: str) -> tuple[str, ...]:
        key = fold(name)
        if key not in self._known:
            self._known[key] = (self._looked_up(name),)
        return self._known[key]

    def _decide(self, at: int, line: Thing) -> None:
        """What an agency's own line says of the name as it was printed, and of the one she wrote over it."""
        if fold(line.name) in self._known and fold(line.quote) in self._known:
            return
        names = [name for name in (clean(line.quote), clean(line.name)) if name]
        codes = (clean(line.name),) if line.confidence == ASK else self._meant(at, line)
        for name in names:
            self._known.setdefault(fold(name), codes)
            if len(codes) == 1 and self._knows(codes[0]) and not self._knows(name) and not self._code_of_new(name):
                self._aliases.setdefault(fold(name), (codes[0], name))

    def _meant(self, at: int, line: Thing) -> tuple[str, ...]:
        """The bodies that she wrote into a line: what stands in its value, else its name. A name that only looks like a
        known one is none, unless both cells say so."""
        find = self._bodies.register.find
        name, value = clean(line.name), clean(line.value)
        printed = clean(line.quote) or name
        corrected = fold(printed) != fold(name)
        if corrected and (itself := find(name)) and (other := find(value)) and itself != other:
            self.said.append(("IMPORT_176", at, {"name": name, "value": value}))
            return (printed,)
        sure = fold(value) == fold(name) or not (value or corrected)
        wanted = [name] if sure else _cut(self._bodies, value or name)
        for one in wanted:
            if not sure and not find(one) and self._bodies.match(one).confidence == ASK:
                near = "; ".join(self._bodies.register.nearest(one))
                self.said.append(("IMPORT_175", at, {"value": one, "near": near}))
                return (printed,)
        return tuple(dict.fromkeys(self._code(one, line.code) for one in wanted))

    def _code(self, name: str, wished: str) -> str:
        return self._bodies.register.find(name) or self._code_of_new(name) or self._add(name, wished)

    def _knows(self, spelling: str) -> bool:
        return spelling in self._new or self._bodies.register.find(spelling) is not None

    def _looked_up(self, name: str) -> str:
        """A name without a line of its own."""
        match = self._bodies.match(name)
        if match.confidence == CLEAR:
            return self._bodies.register.find(name) or name
        if code := self._code_of_new(name):
            return code
        (self.undecided if match.confidence == ASK else self.unlisted)[name] = None
        return name if match.confidence == ASK else self._add(name, "")

    def _code_of_new(self, name: str) -> str:
        return next((code for code, body in self._new.items() if fold(body.name) == fold(name)), "")

    def _add(self, name: str, wished: str) -> str:
        code = self._free(clean(wished) or initials(name))
        kind = AgencyGroup if is_collective(name) else Agency
        self._new[code] = kind(code=code, name=name)
        return code

    def _free(self, code: str) -> str:
        taken = (code, *(f"{code}{number}" for number in range(2, 1000)))
        return next(one for one in taken if one not in self._new and not self._bodies.register.find(one))

    def _spelt(self, body: Body) -> Body:
        new = {fold(one.name) for one in self._new.values()}
        more = tuple(name for key, (code, name) in self._aliases.items() if code == body.code and key not in new)
        return replace(body, aliases=(*body.aliases, *more)) if more else body


def _by_name(things: Iterable[Thing]) -> dict[str, tuple[int, Thing]]:
    """The lines of bodies by the name in the cell and by the name that was printed: she may have corrected the cell."""
    lines = [(at, one) for at, one in enumerate(things) if one.kind == AGENCY and clean(one.name)]
    printed = {fold(one.quote): (at, one) for at, one in lines if clean(one.quote)}
    return printed | {fold(one.name): (at, one) for at, one in lines}


def _cut(bodies: Bodies, text: str) -> list[str]:
    return [clean(name) for name in body_cells.names(bodies, text, wrapped=False).split("; ") if name]


def _with_names(register: Register, names: Iterable[str]) -> Register:
    """A register that knows the names of the lines too, for cutting cells apart."""
    new = tuple(Agency(code=f"+{at}", name=name) for at, name in enumerate(names) if not register.find(name))
    return Register(agencies=(*register.agencies, *new), groups=register.groups)


def initials(name: str) -> str:
    """A code from a name.

    >>> initials("Phòng Hợp tác quốc tế - Văn phòng"), initials("Các sở, ban, ngành"), initials("VCCI")
    ('PHTQTVP', 'SBN', 'VCCI')
    """
    words = [word for word in slug(name).split("-") if word and word.lower() not in _LEFT_OUT]
    letters = "".join(word[0] for word in words).upper()
    return letters if len(letters) > 1 else "".join(words)[:8].upper() or "CQ"


def is_collective(name: str) -> bool:
    """Whether a name stands for many bodies («Các sở, ban, ngành», «UBND các xã, phường»)."""
    return bool(_COLLECTIVE.match(f"{fold(name)} "))
