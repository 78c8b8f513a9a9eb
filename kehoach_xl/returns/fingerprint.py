"""Whose tasks are these: rows of a file compared by their wording with the forms that each agency was sent.

Wordings are compared folded. Likeness (rapidfuzz) only ranks agencies and finds the row she is asked about; nothing is
taken by likeness alone, save a wording under the very number it was sent with, and then it is said.
"""

from collections import Counter
from collections.abc import Iterable, KeysView, Mapping, Sequence
from typing import NamedTuple, Protocol

from rapidfuzz import fuzz, process

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


class Holders:
    """Whose form holds each of many things: tasks, or wordings. In a plan of groups most are held by the same agencies,
    so that votes are counted by sets of agencies: a file costs one look at each agency, not one for every row."""

    def __init__(self, held: Iterable[tuple[str, Iterable[str]]]) -> None:
        found: dict[str, list[str]] = {}
        for agency, things in held:
            for thing in things:
                found.setdefault(thing, []).append(agency)
        alike: dict[frozenset[str], frozenset[str]] = {}
        sets = {thing: frozenset(agencies) for thing, agencies in found.items()}
        self._held = {thing: alike.setdefault(agencies, agencies) for thing, agencies in sets.items()}

    def of(self, thing: str) -> frozenset[str]:
        return self._held.get(thing, frozenset())

    def things(self) -> KeysView[str]:
        return self._held.keys()

    def votes(self, things: Iterable[str]) -> Counter[str]:
        """How many of these things each agency holds; those that hold none are left out."""
        votes: Counter[str] = Counter()
        for agencies, count in Counter(map(self.of, things)).items():
            votes.update(dict.fromkeys(agencies, count))
        return votes


class Fingerprint:
    """The forms of a period; ``forms``: each agency with the locked cells of each task, as :class:`SentForm.rows`. One
    that was sent several has the tasks of all of them."""

    def __init__(self, forms: Iterable[tuple[str, Rows]]) -> None:
        known: dict[str, dict[str, Mapping[str, str]]] = {}
        for agency, rows in forms:
            known.setdefault(agency, {}).update(rows)
        self._held = Holders(
            (agency, (fold(cells["content"]) for cells in rows.values())) for agency, rows in known.items()
        )
        self._smaller_first = sorted(known, key=lambda agency: (len(known[agency]), agency))

    def agencies(self, content: str) -> frozenset[str]:
        """Everybody whose form holds a task of exactly this wording."""
        return self._held.of(fold(content))

    def shares(self, rows: Iterable[Worded]) -> list[Share]:
        """Agencies by the share of rows that are theirs, best first; of equals the one whose form is smaller."""
        wordings = [fold(row.content) for row in rows if row.content]
        known = self._held.things()
        strange = [wording for wording in wordings if wording not in known][:MOST_COMPARED]
        alike = [process.extractOne(one, known, scorer=fuzz.ratio, score_cutoff=ALIKE) for one in strange]
        votes = self._held.votes([*wordings, *(near[0] for near in alike if near)])
        voted = filter(votes.__contains__, self._smaller_first)
        order = sorted(voted, key=votes.__getitem__, reverse=True)  # of equals the first stays first
        return [Share(agency, votes[agency] / len(wordings)) for agency in order]


def tasks_of(rows: Sequence[Worded], form: Rows) -> dict[int, str]:
    """By the place of each row the one task of a form that it is; rows that are none, or could be several, are left
    out. A wording decides, its number only between equal ones; a changed wording counts under its own number."""
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
