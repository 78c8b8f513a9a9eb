"""The record as a function of what was sent, every return, her hand edits and her decisions.

Nothing here depends on the order in which files arrived: the newest return is found by its own date,
and the same facts always settle to the same record and the same conflicts. One cell is decided so
(base = as sent, theirs = the newest return, ours = a hand edit):

* theirs says nothing new (equals base, or what she saw when she typed over it) → ours stays;
* no hand edit → theirs is taken; equal → nothing to do; else → a conflict with all values;
* a cell blanked by the agency, and two returns of one moment that differ, are conflicts too;
* while a conflict is undecided the record keeps ours.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kehoach_xl.domain.progress import CellKey, Value, to_json

KEEP, TAKE, ENTER = "keep", "take", "enter"


@dataclass(frozen=True, slots=True)
class Answer:
    """One input cell of a return: its value, or the raw text with the reason why it is unclear."""

    value: Value
    unclear: str = ""


@dataclass(frozen=True)
class Return:
    """One readable, trusted return. ``answers`` holds every listed (task, field), blanks included."""

    sha: str
    agency: str
    period: str
    at: datetime | None
    answers: Mapping[tuple[str, str], Answer]
    name: str = ""


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
    """The tasks in which the agency changed anything: an untouched row says nothing, prefilled or not."""
    return {
        task
        for (task, name), answer in one.answers.items()
        if answer.unclear or answer.value != facts.base.get((task, one.agency, one.period, name))
    }


def _settle_cell(
    facts: Facts, cell: CellKey, chain: list[Return], touched_rows: set[tuple[str, str]], out: Settled
) -> None:
    task, _, _, name = cell
    listed = [one for one in chain if (task, name) in one.answers]
    newest, older = listed[0], listed[1:]
    theirs = newest.answers[task, name]
    base = facts.base.get(cell)
    edit = facts.edits.get(cell)

    def said(one: Return) -> Value:
        return one.answers[task, name].value

    for one in older:
        if said(one) is not None:
            out.fates[one.sha, cell] = "superseded"

    # Without a date nobody can say which of two returns is the newer one.
    unordered = [o for o in older if o.at is None or o.at == newest.at]
    rival = next((o for o in unordered if said(o) is not None and said(o) != theirs.value), None)
    earlier = next((o for o in older if said(o) is not None), None)
    touched = (newest.sha, task) in touched_rows

    clash: Conflict | None = None
    if edit is not None:
        ours = edit.value
        new = theirs.value not in (base, *edit.seen, edit.value)
        if new:
            clash = Conflict(cell, base, ours, theirs.value, "edited", theirs.unclear, newest.sha)
        value, fate = ours, "equal"
    elif theirs.unclear:
        clash = Conflict(cell, base, None, theirs.value, "unclear", theirs.unclear, newest.sha)
        value, fate = None, "equal"
    elif rival is not None:
        clash = Conflict(cell, base, said(rival), theirs.value, "same-moment", "", newest.sha)
        value, fate = said(rival), "equal"
        out.fates[rival.sha, cell] = "conflict"
    elif theirs.value is None and earlier is not None:
        clash = Conflict(cell, base, said(earlier), None, "blanked", "", newest.sha)
        value, fate = said(earlier), "equal"
        out.fates[earlier.sha, cell] = "conflict"
    elif theirs.value is None and base is not None and touched:
        clash = Conflict(cell, base, base, None, "blanked", "", newest.sha)
        value, fate = base, "equal"
    elif touched:
        value, fate = theirs.value, "applied"
    else:
        value, fate = None, "equal"

    if clash is not None:
        decision = facts.decisions.get(cell)
        if decision is None or decision.about != clash.about:
            out.conflicts.append(clash)
            fate = "conflict"
        elif decision.choice == TAKE:
            value, fate = theirs.value, "applied"
        elif decision.choice == ENTER:
            value, fate = decision.value, "rejected"
        else:
            fate = "rejected"
    out.record[cell] = value
    if theirs.value is not None:
        out.fates[newest.sha, cell] = fate
