"""The safe repair of one cell: the spelling that says the same, or nothing.

Only the way of writing changes, never what the readers (``values``, ``dates``, ``agency``, ``period``) understand.
Where two readings are possible («0,85» percent, 1.1 that may have been 1.10) nothing is proposed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kehoach_xl.domain import progress, values
from kehoach_xl.domain.addresses import read_addresses, readable
from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.period import canonical
from kehoach_xl.domain.progress import Raw, as_text, tidy, to_cell
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.domain.values import Rank, Reading, Unclear
from kehoach_xl.errors import Stop

_LINE_END = re.compile("\r\n|[\r\x0b\x0c]")
_CUT = re.compile(r"([;\n])")
_AND = re.compile(r"\s+và\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a cell should hold instead: the raw value, and the kind of spelling it puts right (see :data:`KINDS`)."""

    value: Raw
    kind: str


KINDS = ("spacing", "composed", "agency", "code", "joined", "number", "rank", "date", "period", "choice", "email")


@dataclass(frozen=True)
class Speller:
    """Proposes spellings. ``register`` knows the agencies, ``tasks`` is the number of tasks of the appendix, ``codes``
    their numbers as text, ``max_score`` the most a score can be."""

    register: Register
    codes: Sequence[str] = ()
    tasks: int = 0
    max_score: float = 100

    def propose(self, kind: str, raw: Raw, words: Iterable[str] = ()) -> Proposal | None:
        """The repair of a cell of this kind: ``text``, ``score``, ``number``, ``rank``, ``date``, ``agencies``,
        ``members`` (codes of agencies), ``period``, ``email``, ``choice`` (one of ``words``), ``task``
        (a task's number), or the id of a reporting field."""
        if kind == "task" and not isinstance(raw, str):
            found = self._task(raw)
        elif not isinstance(raw, str) or not clean(raw):
            return None
        elif kind in progress.FIELD:
            found = _record(kind, raw)
        elif kind == "choice":
            found = next((Proposal(word, "choice") for word in words if fold(word) == fold(raw)), None)
        else:
            found = getattr(self, f"_{kind}")(raw)
        return None if found is None or found.value == raw else _by_what_differs(raw, found)

    # -- one way of reading each -------------------------------------------------------------------

    def _text(self, raw: str) -> Proposal:
        return Proposal(spaced(raw), "spacing")

    def _score(self, raw: str) -> Proposal | None:
        return _proposed(values.read_score(raw, self.max_score), "number")

    def _number(self, raw: str) -> Proposal | None:
        return _proposed(values.read_number(raw), "number")

    def _rank(self, raw: str) -> Proposal | None:
        reading = values.read_rank(raw)
        if isinstance(reading, Unclear) or not isinstance(reading.value, Rank):
            return None
        place = reading.value
        return Proposal(f"{place.n}/{place.of}" if place.of else str(place.n), "rank")

    def _date(self, raw: str) -> Proposal | None:
        return _proposed(values.read_date(raw), "date")

    def _period(self, raw: str) -> Proposal | None:
        try:
            return Proposal(canonical(raw), "period")
        except Stop:
            return None

    def _email(self, raw: str) -> Proposal | None:
        found, problems = read_addresses(raw)
        if not found or problems or set(raw) & set("<("):  # a name beside the address is hers to keep
            return None
        return Proposal("; ".join(readable(one).lower() for one in found), "email")

    def _agencies(self, raw: str) -> Proposal | None:
        """Official names in the order and between the separators that stand there; «và» is none, so «;» replaces it."""
        out, joined = [], False
        for piece in _CUT.split(_LINE_END.sub("\n", raw)):
            if piece in (";", "\n"):
                out.append(piece)
            elif (codes := self._codes(piece)) is not None:
                out.append(self.register.write(codes))
            elif (codes := self._codes(piece, joined=True)) is not None:
                joined = True
                out.append("; ".join(self.register.name(code) for code in codes))
            else:
                return None
        written = re.sub(r";(?=[^\n ])", "; ", "".join(out)).strip("; \n")
        return Proposal(written, "joined" if joined else "agency")

    def _members(self, raw: str) -> Proposal | None:
        """Codes, one after each semicolon: a comma or «và» between two is none to the reader of this column."""
        pieces = [self._codes(one, joined=True) for one in re.split(r"[;\n]", raw)]
        codes = [code for piece in pieces if piece for code in piece]
        joined = any(piece and len(piece) > 1 for piece in pieces)
        return Proposal("; ".join(codes), "joined" if joined else "code") if codes and None not in pieces else None

    def _task(self, raw: float | str | None) -> Proposal | None:
        """A number of a task that Excel keeps as a number: only where the lost zero of 1.10 is out of the question,
        because the appendix has not so many tasks, and where no other line has the same number."""
        if isinstance(raw, str):
            return self._text(raw)
        text = as_text(raw) or ""
        head, point, tail = text.partition(".")
        if isinstance(raw, bool) or not (point and head.isdecimal() and tail.isdecimal()):
            return None
        if int(f"{tail}0") <= self.tasks or self.codes.count(text) > 1:
            return None
        return Proposal(text, "code")

    # -- names ---------------------------------------------------------------------------------------

    def _code(self, text: str) -> str | None:
        """The body of a spelling; none of a body that shares its code or a spelling, for which is meant is not ours
        to say, and writing its name could name the other."""
        code = self.register.find(text)
        return None if code in self.register.doubtful else code

    def _codes(self, piece: str, *, joined: bool = False) -> list[str] | None:
        """The bodies of one piece; the longest run of parts that is a name wins, as :meth:`Register.read` has it.
        ``joined``: «và» may stand between two. None where somebody is not known."""
        codes: list[str] = []
        for name, code in self._runs([part for part in (clean(one) for one in piece.split(",")) if part], ", "):
            found = [code] if code or not joined else [one for _, one in self._runs(_AND.split(name), " và ")]
            if None in found:
                return None
            codes += [one for one in found if one]
        return codes

    def _runs(self, parts: Sequence[str], mark: str) -> Iterator[tuple[str, str | None]]:
        """The longest runs of parts that are a name, each with its body; a part that is none alone, with None."""
        start = 0
        while start < len(parts):
            names = ((end, mark.join(parts[start:end])) for end in range(len(parts), start, -1))
            known = ((end, name, code) for end, name in names if (code := self._code(name)))
            end, name, code = next(known, (start + 1, parts[start], None))
            yield name, code
            start = end


def spaced(raw: str) -> str:
    """Text with its lines kept: composed, no hidden characters, single plain spaces, nothing at the ends.

    >>> spaced(" Kế\\u00a0hoạch  số 1 \\n\\n- một ")
    'Kế hoạch số 1\\n\\n- một'
    """
    if raw.isprintable():  # one line
        return clean(raw)
    lines = _LINE_END.sub("\n", raw).split("\n")
    return "\n".join(clean(line) for line in lines).strip("\n")


def _record(field: str, raw: str) -> Proposal | None:
    """A reporting cell, exactly as the record takes it over: text keeps its inner spaces."""
    if isinstance(progress.read(field, raw), Unclear):
        return None
    kind = {"status": "choice", "percent": "number", "quantity": "number", "date": "date"}
    value = tidy(raw) if progress.FIELD[field].kind == "text" else to_cell(progress.take(field, raw))
    return Proposal(value, kind.get(progress.FIELD[field].kind, "spacing")) if value is not None else None


def _proposed(reading: Reading | Unclear, kind: str) -> Proposal | None:
    if isinstance(reading, Unclear) or reading.value is None or isinstance(reading.value, Rank):
        return None
    return Proposal(to_cell(reading.value), kind)


def _by_what_differs(raw: Raw, found: Proposal) -> Proposal:
    """A repair that only composes letters, or only moves blanks, is named so whatever the column."""
    if not isinstance(raw, str) or not isinstance(found.value, str):
        return found
    if unicodedata.normalize("NFC", raw) == found.value:
        return Proposal(found.value, "composed")
    return Proposal(found.value, "spacing") if spaced(raw) == spaced(found.value) else found
