"""The bodies a review names, as codes of a register that grows by what is new to it.

What she confirmed, or what has only one reading, becomes a code. A name nobody knows becomes a new body; a name that
only looks like a known one stays as printed until she decides: the check of the master then names it.
"""

import re
from collections.abc import Iterable

from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.thing import AGENCY, ASK, CLEAR, Thing
from kehoach_xl.domain.agency import Agency, AgencyGroup, Body, Register
from kehoach_xl.domain.text import clean, fold, slug

# Words that an abbreviation leaves out.
_LEFT_OUT = ("va", "cac", "cua")
_COLLECTIVE = re.compile(r"(?:(?:ubnd|uỷ ban nhân dân|cơ quan|đơn vị) )?(?:các|những|từng|mỗi) |sở, (?:ban|ngành)")


class NamedBodies:
    """Names to codes; ``undecided`` are the names that stay as printed, ``added`` the codes that are new."""

    def __init__(self, register: Register, things: Iterable[Thing]) -> None:
        self._bodies = Bodies(register)
        self._lines = {fold(one.name): one for one in things if one.kind == AGENCY and clean(one.name)}
        self._known: dict[str, str] = {}
        self._aliases: dict[str, list[str]] = {}
        self._new: dict[str, Agency | AgencyGroup] = {}
        self.undecided: dict[str, None] = {}
        for line in self._lines.values():
            self.code(line.name)

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
        """The bodies of one cell, names joined by «;» (she may also type commas), in order, each once."""
        names = [name for piece in cell.split(";") for name in self._names(clean(piece))]
        return tuple(dict.fromkeys(self.code(name) for name in names))

    def code(self, name: str) -> str:
        """The code of one name; the name itself where she has yet to decide."""
        key = fold(name)
        if key not in self._known:
            self._known[key] = self._decided(self._lines[key]) if key in self._lines else self._looked_up(clean(name))
        return self._known[key]

    def _names(self, piece: str) -> list[str]:
        if not piece or fold(piece) in self._lines or self._bodies.register.find(piece):
            return [piece] if piece else []
        return self._bodies.split(piece)

    def _decided(self, line: Thing) -> str:
        """What an agency's own line of the review says."""
        if line.confidence == ASK:
            return self._open(line.name)
        official = clean(line.value) or clean(line.name)
        code = self._bodies.register.find(official) or self._code_of_new(official)
        code = code or self._add(official, line.code)
        if fold(official) != fold(line.name) and self._bodies.register.find(line.name) != code:
            self._aliases.setdefault(code, []).append(clean(line.name))
        return code

    def _looked_up(self, name: str) -> str:
        """A name without a line of its own."""
        match = self._bodies.match(name)
        if match.confidence == CLEAR:
            return self._bodies.register.find(name) or name
        return self._open(name) if match.confidence == ASK else self._code_of_new(name) or self._add(name, "")

    def _open(self, name: str) -> str:
        self.undecided[clean(name)] = None
        return clean(name)

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
        more = tuple(dict.fromkeys(self._aliases.get(body.code, ())))
        return body.model_copy(update={"aliases": (*body.aliases, *more)}) if more else body


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
