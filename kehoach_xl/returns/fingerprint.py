"""Whose tasks are these: rows of a file compared by their wording with the forms that each agency was sent.

Wordings are compared folded. Likeness (rapidfuzz) only ranks agencies and finds the row she is asked about; nothing is
taken by likeness alone, save a wording under the very number it was sent with, and then it is said.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

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


@dataclass(frozen=True, slots=True)
class Share:
    """``share``: how much of the file's rows are in an agency's form, 0 to 1."""

    agency: str
    share: float

    @property
    def percent(self) -> int:
        return round(100 * self.share)


class Fingerprint:
    """The forms of a period; ``forms``: each agency with the locked cells of each task, as :class:`SentForm.rows`. One
    that was sent several has the tasks of all of them."""

    def __init__(self, forms: Iterable[tuple[str, Rows]]) -> None:
        self._forms: dict[str, dict[str, Mapping[str, str]]] = {}
        for agency, rows in forms:
            self._forms.setdefault(agency, {}).update(rows)
        self._agencies: dict[str, set[str]] = {}
        for agency, known in self._forms.items():
            for cells in known.values():
                self._agencies.setdefault(fold(cells["content"]), set()).add(agency)

    def agencies(self, content: str) -> set[str]:
        """Everybody whose form holds a task of exactly this wording."""
        return self._agencies.get(fold(content), set())

    def shares(self, rows: Iterable[Worded]) -> list[Share]:
        """Agencies by the share of rows that are theirs, best first; of equals the one whose form is smaller."""
        wordings = [fold(row.content) for row in rows if row.content]
        votes: Counter[str] = Counter()
        strange = []
        for wording in wordings:
            votes.update(self._agencies.get(wording, ()))
            if wording not in self._agencies:
                strange.append(wording)
        for wording in strange[:MOST_COMPARED]:
            near = process.extractOne(wording, self._agencies.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
            votes.update(self._agencies[near[0]] if near else ())
        order = sorted(votes, key=lambda one: (-votes[one], len(self._forms[one]), one))
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
