"""The record as a function of what was sent, every return, her hand edits and her decisions.

Nothing here depends on the order in which files arrived: the newest return is found by its own date,
and the same facts always settle to the same record and the same conflicts. One cell is decided so
(theirs = the newest return, base = as its own form was sent, ours = a hand edit):

* theirs says nothing new (equals base, or what she saw when she typed over it) → ours stays;
* no hand edit → theirs is taken; equal → nothing to do; else → a conflict with all values;
* a cell blanked by the agency, and two returns of one moment that differ, are conflicts too;
* a row in which nothing was changed says nothing, whatever was prefilled in it;
* while a conflict is undecided the record keeps ours, so a blank or an unclear value erases nothing; what was
  only prefilled is nobody's report, and is not in it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kehoach_xl.domain.fates import APPLIED, CONFLICT, EQUAL, REJECTED, SUPERSEDED, Fates
from kehoach_xl.domain.progress import CellKey, RowKey, Value, to_json
from kehoach_xl.domain.rows import BLANK, PLACE, Rows, Values
from kehoach_xl.domain.said import Answer, Said

KEEP, TAKE, ENTER = "keep", "take", "enter"


@dataclass(frozen=True)
class Return:
    """One readable, trusted return. ``answers`` holds every listed (task, field), blanks included, row by row.

    ``dispatch`` is the number of the form that was filled in. ``mailed``: ``at`` is the date of the mail that brought
    it, not the moment the file was saved. One entered ``by_hand`` has no form and holds only what its document says;
    its moment is known by the day (``at`` is the end of it).
    """

    sha: str
    agency: str
    period: str
    at: datetime | None
    answers: Said
    name: str = ""
    by_hand: bool = False
    dispatch: str = ""
    mailed: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "answers", Said.of(self.answers))


@dataclass(frozen=True, slots=True)
class Edit:
    """A hand edit of the coordinator: the new value, and the values that stood there when she typed."""

    value: Value
    seen: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Her choice for a conflict; ``about`` binds it to exactly the two values she saw. One ``in_bulk`` was made for
    many lines at once."""

    choice: str
    value: Value
    about: str
    in_bulk: bool = False


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

    record: Rows = field(default_factory=Rows)
    conflicts: list[Conflict] = field(default_factory=list)
    fates: Fates = field(default_factory=Fates)


@dataclass(frozen=True)
class Facts:
    """Everything the record is computed from. ``base`` is what was prefilled, by the number of the dispatch."""

    base: Mapping[str, Rows] = field(default_factory=dict)
    returns: Sequence[Return] = ()
    edits: Mapping[CellKey, Edit] = field(default_factory=dict)
    decisions: Mapping[CellKey, Decision] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", {number: Rows.of(cells) for number, cells in self.base.items()})

    def as_sent(self, one: Return, cell: CellKey) -> Value:
        """What stood in a cell of the form that came back. An agency that is sent several may return any of them."""
        base = self.base.get(one.dispatch)
        return base.get(cell) if base is not None else None

    def row_as_sent(self, one: Return, task: str) -> Values:
        """The same for a row."""
        base = self.base.get(one.dispatch)
        return base.row((task, one.agency, one.period)) if base is not None else BLANK


def newest_first(returns: Iterable[Return]) -> list[Return]:
    """Returns of one agency and period, newest first; undated ones last, ties by content."""
    return sorted(returns, key=lambda r: (r.at is not None, r.at and r.at.timestamp(), r.sha), reverse=True)


def settle(facts: Facts) -> Settled:
    """Settle every cell that any fact speaks of. Cells nobody filled are absent from the record."""
    out = _Settling()
    typed: dict[tuple[str, str], set[str]] = {}
    for cell, edit in facts.edits.items():
        out.put(cell, edit.value)
        typed.setdefault((cell[1], cell[2]), set()).add(cell[0])
    by_sender: dict[tuple[str, str], list[Return]] = {}
    for one in {r.sha: r for r in facts.returns}.values():
        by_sender.setdefault((one.agency, one.period), []).append(one)
    for sender, returns in sorted(by_sender.items()):
        if len(returns) == 1 and sender not in typed and _is_all_there_is(facts, returns[0]):
            _take_whole(returns[0], out)
        else:
            _settle_sender(facts, newest_first(returns), typed.get(sender, set()), out)
    out.close()
    return Settled(out.record, out.conflicts, out.fates)


class _Settling(Settled):
    """A :class:`Settled` in the making: rows that are settled cell by cell are lists until it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self._loose: dict[RowKey, list[Value]] = {}

    def put(self, cell: CellKey, value: Value) -> None:
        self._loose.setdefault(cell[:3], [*BLANK])[PLACE[cell[3]]] = value

    def close(self) -> None:
        self.record.rows |= {key: tuple(row) for key, row in self._loose.items() if row.count(None) < len(row)}


def _is_all_there_is(facts: Facts, one: Return) -> bool:
    """Whether nothing stands beside a return of a form that went out blank: nothing in it is unclear or left out. Of
    the first merge of a period nearly every return is such a one."""
    said = one.answers
    return not (one.by_hand or said.gaps or said.unclear or one.dispatch in facts.base)


def _take_whole(one: Return, out: _Settling) -> None:
    """What :func:`_settle_sender` comes to for such a return."""
    rows = one.answers.rows
    told = sorted(task for task, row in rows.items() if row != BLANK)
    out.fates.open(one.sha, one.agency, one.period, one.answers)
    out.fates.tell_rows(one.sha, told, APPLIED)
    out.record.rows |= {(task, one.agency, one.period): rows[task] for task in told}


def touched(facts: Facts, one: Return) -> set[str]:
    """The tasks in which the agency changed anything: an untouched row says nothing, prefilled or not. What was
    entered by hand was said."""
    return {*_touched(facts, one)}


def is_touched(facts: Facts, one: Return) -> bool:
    """Whether the agency changed anything at all."""
    return any(True for _ in _touched(facts, one))


def _touched(facts: Facts, one: Return) -> Iterator[str]:
    said = one.answers
    if one.by_hand:
        yield from said.rows
        return
    yield from said.unclear_tasks
    for task, row in said.rows.items():
        sent = facts.row_as_sent(one, task)
        if row != sent and (sent is BLANK or any(row[PLACE[n]] != sent[PLACE[n]] for n in said.names(task))):
            yield task


def _settle_sender(facts: Facts, chain: Sequence[Return], typed: Set[str], out: _Settling) -> None:
    """All returns of one agency and period, newest first; of the tasks ``typed`` she typed over something."""
    changed = {(one.sha, task) for one in chain for task in touched(facts, one)}
    for one in chain:
        out.fates.open(one.sha, one.agency, one.period, one.answers)
    agency, period = chain[0].agency, chain[0].period
    for task in sorted({task for one in chain for task in one.answers.rows}):
        listed = [one for one in chain if task in one.answers.rows]
        spoken = [one for one in listed if (one.sha, task) in changed]
        if not spoken:
            for one in listed:
                out.fates.tell_row(one.sha, task, EQUAL)
        elif task not in typed and _says_all(facts, task, listed, spoken):
            # Nearly every row: settled as a whole, 60,000 of them in 0.3 s instead of 6 s cell by cell.
            out.record.rows[task, agency, period] = spoken[0].answers.rows[task]
            for one in listed:
                said = (one.sha, task) in changed
                out.fates.tell_row(one.sha, task, APPLIED if one is spoken[0] else SUPERSEDED if said else EQUAL)
        else:
            for name in sorted({name for one in listed for name in one.answers.names(task)}):
                _settle_cell(facts, (task, agency, period, name), listed, changed, out)


def _says_all(facts: Facts, task: str, listed: Sequence[Return], spoken: Sequence[Return]) -> bool:
    """Whether the newest return answers a whole row and leaves nothing to ask: it is the only one that may be the
    newest, it is clear, and where it is blank nothing stood before. She must not have typed there."""
    newest, said = spoken[0], spoken[0].answers
    if newest is not listed[0] or said.gaps or task in said.unclear_tasks:
        return False
    if len(listed) > 1 and (
        len(_claims(spoken)) > 1
        or any(one.answers.fields != said.fields or one.answers.gaps for one in listed)
    ):  # fmt: skip
        return False
    row, before = said.rows[task], [facts.row_as_sent(newest, task), *(one.answers.rows[task] for one in spoken[1:])]
    if before == [BLANK]:
        return True
    return all(one[PLACE[name]] is None for name in said.fields if row[PLACE[name]] is None for one in before)


@dataclass(frozen=True, slots=True)
class _Clash:
    """A conflict, what the record holds while it is open, and the returns whose values are in it."""

    conflict: Conflict
    held: Value
    involved: Sequence[Return]


def _settle_cell(
    facts: Facts, cell: CellKey, chain: Sequence[Return], changed: Set[tuple[str, str]], out: _Settling
) -> None:
    task, name = cell[0], cell[3]
    listed = [one for one in chain if (task, name) in one.answers]
    spoken = [one for one in listed if (one.sha, task) in changed]
    claims = _claims(spoken)

    def fate(one: Return, what: str) -> None:
        out.fates.tell(one.sha, task, name, what)

    for one in listed:
        fate(one, SUPERSEDED if (one.sha, task) in changed else EQUAL)
    if not claims:
        return
    edit = facts.edits.get(cell)
    if edit is not None:
        value = edit.value
        clash = _against_edit(facts, cell, edit, claims)
    else:
        value = claims[0].answers[task, name].value
        clash = _among_returns(facts, cell, listed, spoken, claims)
    for one in claims:
        if edit is None:
            fate(one, APPLIED if one is claims[0] else EQUAL)
        else:  # what she saw and typed over is older than her edit
            answer = one.answers[task, name].value
            fate(one, EQUAL if answer in (edit.value, facts.as_sent(one, cell)) else SUPERSEDED)
    if clash is not None:
        decision = facts.decisions.get(cell)
        if decision is None or decision.about != clash.conflict.about:
            out.conflicts.append(clash.conflict)
            value = clash.held
            for one in clash.involved:
                fate(one, CONFLICT)
        else:
            value = {KEEP: clash.conflict.ours, TAKE: clash.conflict.theirs}.get(decision.choice, decision.value)
            for one in clash.involved:
                fate(one, APPLIED if one.answers[task, name].value == value else REJECTED)
    out.put(cell, value)


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


def _against_edit(facts: Facts, cell: CellKey, edit: Edit, claims: Sequence[Return]) -> _Clash | None:
    """A return that says something she has neither sent in its form, seen nor typed."""
    slot = cell[0], cell[3]
    known = (*edit.seen, edit.value)
    new = [one for one in claims if one.answers[slot].value not in (facts.as_sent(one, cell), *known)]
    if not new:
        return None
    theirs, base = new[0].answers[slot], facts.as_sent(new[0], cell)
    return _Clash(
        Conflict(cell, base, edit.value, theirs.value, "edited", theirs.unclear, new[0].sha), edit.value, new
    )


def _among_returns(
    facts: Facts, cell: CellKey, listed: Sequence[Return], spoken: Sequence[Return], claims: Sequence[Return]
) -> _Clash | None:
    """Whether the returns leave a question that no hand edit has answered."""
    slot = cell[0], cell[3]
    current = {one.sha for one in claims}
    given = [one for one in spoken if one.sha not in current and one.answers[slot].value is not None]
    # What an older return said clearly stands before what it said unclearly.
    older = min(given, key=lambda one: bool(one.answers[slot].unclear), default=None)
    base = facts.as_sent(claims[0], cell)
    prefilled = Answer(base)
    before = older.answers[slot] if older is not None else prefilled

    def clash(ours: Answer, theirs: Answer, reason: str, involved: Iterable[Return]) -> _Clash:
        # Without her decision nothing unclear enters the record, and nothing that was only prefilled.
        conflict = Conflict(cell, base, ours.value, theirs.value, reason, theirs.unclear, listed[0].sha)
        return _Clash(conflict, None if ours.unclear or ours is prefilled else ours.value, tuple(involved))

    def with_older(ours: Answer) -> list[Return]:
        return [*claims, older] if older is not None and ours is before else [*claims]

    answers = [one.answers[slot] for one in claims]
    newest = answers[0]
    unclear = next((answer for answer in answers if answer.unclear), None)
    rival = next((answer for answer in answers if answer.value != newest.value), None)
    if unclear is not None:
        known = prefilled if before.unclear else before
        ours = next((a for a in answers if a.value is not None and not a.unclear), known)
        return clash(ours, unclear, "unclear", with_older(ours))
    if rival is not None:
        ours, theirs = (newest, rival) if rival.value is None else (rival, newest)
        return clash(ours, theirs, "same-moment", claims)
    if newest.value is None:
        if before.value is None:
            return None
        return clash(before, newest, "blanked", with_older(before))
    if listed[0].sha != spoken[0].sha and _later(listed[0], spoken[0]):
        # The newest return has this row as it was sent: it blanks what an older one said.
        return clash(newest, Answer(None), "blanked", claims)
    return None


def _later(one: Return, other: Return) -> bool:
    return one.at is not None and other.at is not None and one.at.timestamp() > other.at.timestamp()
