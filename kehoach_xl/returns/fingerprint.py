"""Whose tasks are these: rows of a file compared by their wording with the forms that each agency was sent.

Wordings are compared folded. Likeness (rapidfuzz) only ranks agencies and finds the row she is asked about; nothing is
taken by likeness alone, save a wording under the very number it was sent with, and then it is said.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from itertools import groupby
from typing import Generic, NamedTuple, Protocol, TypeVar

from kehoach_xl.domain.text import fold

# How alike a wording must be that someone corrected, out of 100.
ALIKE = 90.0
# Rows looked at for likeness, and the share of a file's rows an agency's form must explain to be proposed.
MOST_COMPARED, LEAST_SHARE = 100, 0.5
# How far ahead of the second-best (a share) the best must be.
AHEAD = 0.2

Rows = Mapping[str, Mapping[str, str]]


class Worded(Protocol):
    """A row with the number and the wording of a task."""

    @property
    def code(self) -> str: ...

    @property
    def content(self) -> str: ...


class Share(NamedTuple):
    """``share``: how much of the file's rows are in an agency's form, 0 to 1."""

    agency: str
    share: float

    @property
    def percent(self) -> int:
        return round(100 * self.share)


H = TypeVar("H")


class Holders(Generic[H]):
    """Who holds each of many things: tasks, or wordings. Most are held by the same ones, so that votes are counted by
    sets of holders: a file costs a look at each holder once, not once for every row."""

    def __init__(self, held: Iterable[tuple[H, Iterable[str]]]) -> None:
        found: dict[str, list[H]] = {}
        for holder, things in held:
            for thing in things:
                found.setdefault(thing, []).append(holder)
        alike: dict[frozenset[H], frozenset[H]] = {}
        sets = {thing: frozenset(holders) for thing, holders in found.items()}
        self._held = {thing: alike.setdefault(holders, holders) for thing, holders in sets.items()}

    def of(self, thing: str) -> frozenset[H]:
        return self._held.get(thing, frozenset())

    def things(self) -> KeysView[str]:
        return self._held.keys()

    def votes(self, things: Iterable[str]) -> Counter[H]:
        """How many of these things each one holds; those that hold none are left out."""
        votes: Counter[H] = Counter()
        for holders, count in Counter(map(self.of, things)).items():
            votes.update(dict.fromkeys(holders, count))
        return votes


@dataclass(frozen=True, slots=True, eq=False)
class _Crowd:
    """Agencies that were sent the same ``size`` tasks, by their codes. All the communes of a plan may be one."""

    agencies: Sequence[str]
    size: int


class Shares:
    """How much of a file's rows is in the form of each agency. Agencies with the same tasks have the same share, so
    that a file costs a look at each such crowd, not at every commune of a country."""

    def __init__(self, found: Mapping[_Crowd, float], crowd_of: Mapping[str, _Crowd]) -> None:
        self._found, self._crowd_of = found, crowd_of

    def __iter__(self) -> Iterator[Share]:
        """Agencies, best first; of equals the one whose form is smaller. Those with no row at all are left out."""
        order = sorted(self._found, key=lambda crowd: (-self._found[crowd], crowd.size))
        for (share, _), tied in groupby(order, lambda crowd: (self._found[crowd], crowd.size)):
            yield from (Share(agency, share) for agency in merge(*(crowd.agencies for crowd in tied)))

    @cached_property
    def best(self) -> Share | None:
        return next(iter(self), None)

    def of(self, agency: str) -> float:
        crowd = self._crowd_of.get(agency)
        return self._found.get(crowd, 0.0) if crowd else 0.0

    def first_of(self, agencies: Iterable[str], least: float) -> Share | None:
        """The first of some agencies in the order of all, if its share is not under ``least``."""
        near = [one for one in agencies if self.of(one) >= least and self.of(one)]
        first = min(near, key=lambda one: (-self.of(one), self._crowd_of[one].size, one), default=None)
        return Share(first, self.of(first)) if first is not None else None


class Fingerprint:
    """The forms of a period; ``forms``: each agency with the locked cells of each task, as :class:`SentForm.rows`. One
    that was sent several has the tasks of all of them."""

    def __init__(self, forms: Iterable[tuple[str, Rows]]) -> None:
        known: dict[str, dict[str, Mapping[str, str]]] = {}
        for agency, rows in forms:
            known.setdefault(agency, {}).update(rows)
        alike: dict[tuple[frozenset[str], int], list[str]] = {}
        for agency, tasks in known.items():
            wordings = frozenset(fold(cells["content"]) for cells in tasks.values())
            alike.setdefault((wordings, len(tasks)), []).append(agency)
        crowds = [_Crowd(sorted(agencies), size) for (_, size), agencies in alike.items()]
        self._crowd_of = {agency: crowd for crowd in crowds for agency in crowd.agencies}
        samples = [known[agencies[0]].values() for agencies in alike.values()]
        self._held = Holders(
            (crowd, (fold(cells["content"]) for cells in tasks)) for crowd, tasks in zip(crowds, samples, strict=True)
        )

    def is_anothers(self, content: str, agency: str) -> bool:
        """Whether a task of exactly this wording is in the forms of others, and not of this agency."""
        holders = self._held.of(fold(content))
        return bool(holders) and self._crowd_of.get(agency) not in holders

    def shares(self, rows: Iterable[Worded]) -> Shares:
        """How much of these rows is in each form."""
        from rapidfuzz import fuzz, process  # 15 ms, for files without identity

        wordings = [fold(row.content) for row in rows if row.content]
        known = self._held.things()
        strange = [wording for wording in wordings if wording not in known][:MOST_COMPARED]
        alike = [process.extractOne(one, known, scorer=fuzz.ratio, score_cutoff=ALIKE) for one in strange]
        votes = self._held.votes([*wordings, *(near[0] for near in alike if near)])
        return Shares({crowd: count / len(wordings) for crowd, count in votes.items()}, self._crowd_of)


def tasks_of(rows: Sequence[Worded], form: Rows) -> dict[int, str]:
    """By the place of each row the one task of a form that it is; rows that are none, or could be several, are left
    out. A wording decides, its number only between equal ones; a changed wording counts under its own number."""
    from rapidfuzz import fuzz

    by_wording: dict[str, list[str]] = {}
    by_code: dict[str, list[str]] = {}
    for task, cells in form.items():
        by_wording.setdefault(fold(cells["content"]), []).append(task)
        by_code.setdefault(fold(cells["code"]), []).append(task)
    found: dict[int, str] = {}
    for place, row in enumerate(rows):
        wording, numbered = fold(row.content), by_code.get(fold(row.code), []) if row.code else []
        same = by_wording.get(wording, []) if wording else []
        if len(same) > 1:
            same = [task for task in same if task in numbered]
        elif not same and wording and len(numbered) == 1:
            same = numbered if fuzz.ratio(wording, fold(form[numbered[0]]["content"])) >= ALIKE else []
        if len(same) == 1:
            found[place] = same[0]
    return found
