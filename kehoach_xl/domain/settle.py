"""The record as a function of what was sent, every return, her hand edits and her decisions.

Nothing here depends on the order in which files arrived: the newest return is found by its own date,
and the same facts always settle to the same record and the same conflicts. One cell is decided so
(base = as sent, theirs = the newest return, ours = a hand edit):

* theirs says nothing new (equals base, or what she saw when she typed over it) → ours stays;
* no hand edit → theirs is taken; equal → nothing to do; else → a conflict with all values;
* a cell blanked by the agency, and two returns of one moment that differ, are conflicts too;
* a row in which nothing was changed says nothing, whatever was prefilled in it;
* while a conflict is undecided the record keeps ours, so a blank or an unclear value erases nothing.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from kehoach_xl.domain.progress import CellKey, Value, to_json

KEEP, TAKE, ENTER = "keep", "take", "enter"


@dataclass(frozen=True, slots=True)
class Answer:
    """One input cell of a return: its value, or the raw text with the reason why it is unclear."""

    value: Value
    unclear: str = ""


@dataclass(frozen=True)
class Return:
    """One readable, trusted return. ``answers`` holds every listed (task, field), blanks included.

    One entered ``by_hand`` holds only what its document says; its moment is known by the day (``at`` is the end of it).
    """

    sha: str
    agency: str
    period: str
    at: datetime | None
    answers: Mapping[tuple[str, str], Answer]
    name: str = ""
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """A hand edit of the coordinator: the new value, and the values that stood there when she typed."""

    value: Value
    seen: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Her choice for a conflict; ``about`` binds it to exactly the two values she saw."""

    choice: str
    value: Value
    about: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values claim one cell. ``reason``: edited, blanked, same-moment or unclear."""

    key: CellKey
    base: Value
    ours: Value
    theirs: Value
    reason: str
    why: str
    sha: str

    @property
    def about(self) -> str:
        """A fingerprint of what she is asked to decide between."""
        text = json.dumps([*self.key, to_json(self.ours), to_json(self.theirs)], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass
class Settled:
    """The record, what is still open, and the fate of every non-empty returned cell by (sha, cell)."""

    record: dict[CellKey, Value] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    fates: dict[tuple[str, CellKey], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """Everything the record is computed from."""

    base: Mapping[CellKey, Value] = field(default_factory=dict)
    returns: Sequence[Return] = ()
    edits: Mapping[CellKey, Edit] = field(default_factory=dict)
    decisions: Mapping[CellKey, Decision] = field(default_factory=dict)


def newest_first(returns: Iterable[Return]) -> list[Return]:
    """Returns of one agency and period, newest first; undated ones last, ties by content."""
    return sorted(returns, key=lambda r: (r.at is not None, r.at and r.at.timestamp(), r.sha), reverse=True)


def settle(facts: Facts) -> Settled:
    """Settle every cell that any fact speaks of. Cells nobody filled are absent from the record."""
    out = Settled()
    for (cell, edit) in facts.edits.items():
        out.record[cell] = edit.value
    by_sender: dict[tuple[str, str], list[Return]] = {}
    for one in {r.sha: r for r in facts.returns}.values():
        by_sender.setdefault((one.agency, one.period), []).append(one)
    for (agency, period), returns in sorted(by_sender.items()):
        chain = newest_first(returns)
        touched = {(one.sha, task) for one in chain for task in _touched(facts, one)}
        for task, name in sorted({slot for one in chain for slot in one.answers}):
            _settle_cell(facts, (task, agency, period, name), chain, touched, out)
    out.record = {cell: value for cell, value in out.record.items() if value is not None}
    return out


def _touched(facts: Facts, one: Return) -> set[str]:
    """The tasks in which the agency changed anything: an untouched row says nothing, prefilled or not. What was
    entered by hand was said."""
    return {
        task
        for (task, name), answer in one.answers.items()
        if one.by_hand or answer.unclear or answer.value != facts.base.get((task, one.agency, one.period, name))
    }


@dataclass(frozen=True, slots=True)
class _Clash:
    """A conflict, what the record holds while it is open, and the returns whose values are in it."""

    conflict: Conflict
    held: Value
    involved: Sequence[Return]


def _settle_cell(
    facts: Facts, cell: CellKey, chain: list[Return], touched: set[tuple[str, str]], out: Settled
) -> None:
    task, name = cell[0], cell[3]
    listed = [one for one in chain if (task, name) in one.answers]
    spoken = [one for one in listed if (one.sha, task) in touched]
    claims = _claims(spoken)

    def fate(one: Return, what: str) -> None:
        if one.answers[task, name].value is not None:
            out.fates[one.sha, cell] = what

    for one in listed:
        fate(one, "superseded" if (one.sha, task) in touched else "equal")
    if not claims:
        return
    edit = facts.edits.get(cell)
    if edit is not None:
        value = edit.value
        clash = _against_edit(cell, facts.base.get(cell), edit, claims)
    else:
        value = claims[0].answers[task, name].value
        clash = _among_returns(cell, facts.base.get(cell), listed, spoken, claims)
    for one in claims:
        if edit is None:
            fate(one, "applied" if one is claims[0] else "equal")
        else:  # what she saw and typed over is older than her edit
            answer = one.answers[task, name].value
            fate(one, "equal" if answer in (edit.value, facts.base.get(cell)) else "superseded")
    if clash is not None:
        decision = facts.decisions.get(cell)
        if decision is None or decision.about != clash.conflict.about:
            out.conflicts.append(clash.conflict)
            value = clash.held
            for one in clash.involved:
                fate(one, "conflict")
        else:
            value = {KEEP: clash.conflict.ours, TAKE: clash.conflict.theirs}.get(decision.choice, decision.value)
            for one in clash.involved:
                fate(one, "applied" if one.answers[task, name].value == value else "rejected")
    out.record[cell] = value


def _claims(spoken: Sequence[Return]) -> list[Return]:
    """The returns that may be the newest one. Nobody can say of one without a date; and of a letter and a file of the
    same day, either may have come last."""
    if not spoken:
        return []
    first = spoken[0]
    claims = [one for one in spoken if one.at is None or one.at == first.at]
    if first.by_hand and first.at is not None:
        begins = first.at - timedelta(days=1)
        same_day = (one for one in spoken if not one.by_hand and one.at is not None and one.at > begins)
        claims += [one for one in [next(same_day, None)] if one is not None]
    return claims


def _against_edit(cell: CellKey, base: Value, edit: Edit, claims: Sequence[Return]) -> _Clash | None:
    """A return that says something she has neither sent, seen nor typed."""
    slot = cell[0], cell[3]
    new = [one for one in claims if one.answers[slot].value not in (base, *edit.seen, edit.value)]
    if not new:
        return None
    theirs = new[0].answers[slot]
    return _Clash(
        Conflict(cell, base, edit.value, theirs.value, "edited", theirs.unclear, new[0].sha), edit.value, new
    )


def _among_returns(
    cell: CellKey, base: Value, listed: Sequence[Return], spoken: Sequence[Return], claims: Sequence[Return]
) -> _Clash | None:
    """Whether the returns leave a question that no hand edit has answered."""
    slot = cell[0], cell[3]
    current = {one.sha for one in claims}
    given = [one for one in spoken if one.sha not in current and one.answers[slot].value is not None]
    # What an older return said clearly stands before what it said unclearly.
    older = min(given, key=lambda one: bool(one.answers[slot].unclear), default=None)
    before = older.answers[slot] if older is not None else Answer(base)

    def clash(ours: Answer, theirs: Answer, reason: str, involved: Iterable[Return]) -> _Clash:
        # An unclear value never enters the record without her decision.
        conflict = Conflict(cell, base, ours.value, theirs.value, reason, theirs.unclear, listed[0].sha)
        return _Clash(conflict, base if ours.unclear else ours.value, tuple(involved))

    def with_older(ours: Answer) -> list[Return]:
        return [*claims, older] if older is not None and ours is before else [*claims]

    answers = [one.answers[slot] for one in claims]
    newest = answers[0]
    unclear = next((answer for answer in answers if answer.unclear), None)
    rival = next((answer for answer in answers if answer.value != newest.value), None)
    if unclear is not None:
        known = Answer(base) if before.unclear else before
        ours = next((a for a in answers if a.value is not None and not a.unclear), known)
        return clash(ours, unclear, "unclear", with_older(ours))
    if rival is not None:
        ours, theirs = (newest, rival) if rival.value is None else (rival, newest)
        return clash(ours, theirs, "same-moment", claims)
    if newest.value is None:
        if before.value is None:
            return None
        asked = clash(before, newest, "blanked", with_older(before))
        # Prefilled text was never reported for this period: until she decides, the record holds nothing.
        return asked if older is not None else replace(asked, held=None)
    if listed[0].sha != spoken[0].sha and _later(listed[0], spoken[0]):
        # The newest return has this row as it was sent: it blanks what an older one said.
        return clash(newest, Answer(None), "blanked", claims)
    return None


def _later(one: Return, other: Return) -> bool:
    return one.at is not None and other.at is not None and one.at.timestamp() > other.at.timestamp()
