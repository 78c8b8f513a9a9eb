"""Totals from the packed records, the same figures as :mod:`kehoach_xl.domain.summary` gives for each master.

Names become numbers once; then everything is counting numbers: 1.4 million records in 0.1 s, where grouping texts
takes seconds. A task with many reporters counts as the slowest of them; agencies count reports.
"""

import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kehoach_xl.domain.status import CLASSES, counts_when_due
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.totals import DONE, DUE, Totals, of_sums
from kehoach_xl.gathering.source import STATES, Source

COMPONENT, AGENCY, PLAN, PROVINCE = "component", "agency", "plan", "province"
BY = (COMPONENT, AGENCY, PLAN, PROVINCE)

_IS_DUE = np.array([state in DUE for state in STATES])
_IS_ASKED = np.array([counts_when_due(klass) for klass in CLASSES])
_IS_DONE = np.array([klass in DONE for klass in CLASSES]) & _IS_ASKED
Numbers = NDArray[np.intp]


@dataclass(frozen=True)
class Label:
    """What a line of totals is about: ``code`` of a component, ``province`` of an agency or a plan, ``file`` of a
    plan; "" where it has none."""

    name: str
    code: str = ""
    province: str = ""
    file: str = ""


@dataclass(frozen=True)
class Lines(Sequence[tuple[Label, Totals]]):
    """Lines of totals; ``counts`` (line × class × due or not) become figures when they are asked for: by agency there
    are 120,000 lines in twelve months, of which a terminal shows a few."""

    labels: Sequence[Label]
    counts: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, at: Any) -> Any:
        if not isinstance(at, slice):
            return self[at : at + 1 or None][0]
        counts = self.counts[at]
        classes, due = counts.sum(axis=2).tolist(), (counts[:, :, 1] @ _IS_ASKED).tolist()
        figures = map(of_sums, classes, due, (counts[:, :, 1] @ _IS_DONE).tolist())
        return list(zip(self.labels[at], figures, strict=True))

    def __iter__(self) -> Iterator[tuple[Label, Totals]]:
        return iter(self[:])

    def together(self) -> Totals:
        """All lines as one."""
        [(_, whole)] = Lines([Label("")], self.counts.sum(axis=0, keepdims=True))
        return whole


@dataclass(frozen=True)
class Axis:
    """How lines are made: ``line_of`` gives for each task (or agency) of all masters, numbered through, the place of
    its line in ``labels``, -1 for none; the numbers of a master begin at ``base``."""

    labels: Sequence[Label]
    line_of: Numbers
    base: Numbers


def axis(store: sqlite3.Connection, sources: Sequence[Source], folder: Path, by: str) -> Axis:
    """The lines by one of :data:`BY`, or with "" a single one for everything."""
    if by in (COMPONENT, AGENCY):
        return _by_likeness(store, sources, by)
    names = _titles(sources, folder) if by == PLAN else {}
    lines: dict[object, tuple[int, Label]] = {}
    of_source = []
    for one in sources:
        file = one.file.relative_to(folder).as_posix()
        key, label = {
            PLAN: (file, Label(names.get(one.file, ""), "", one.issuer, file)),
            PROVINCE: (fold(one.issuer), Label(one.issuer)), "": ("", Label("")),
        }[by]  # fmt: skip
        of_source.append(lines.setdefault(key, (len(lines), label))[0])
    counted = _by_source(store, sources, "SELECT source, part FROM task ORDER BY source, place")
    each = zip(of_source, counted, strict=True)
    line_of = [-1 if part is None else line for line, tasks in each for (part,) in tasks]
    return Axis([label for _, label in lines.values()], _numbers(line_of), _bases(counted))


def _titles(sources: Sequence[Source], folder: Path) -> dict[Path, str]:
    from kehoach_xl.domain.gathered import titles  # a tenth of the time of other totals to import

    return titles(sources, folder)


def _by_likeness(store: sqlite3.Connection, sources: Sequence[Source], by: str) -> Axis:
    """Lines of what is alike in several masters."""
    lines: dict[str, tuple[int, Label]] = {}
    if by == AGENCY:
        query = "SELECT source, code, name, alike FROM body ORDER BY source, place"
    else:
        query = (
            "SELECT task.source, part.code, part.name, part.alike FROM task LEFT JOIN part "
            "ON part.source = task.source AND part.place = task.part ORDER BY task.source, task.place"
        )
    counted = _by_source(store, sources, query)
    line_of = []
    for one, rows in zip(sources, counted, strict=True):
        for code, name, alike in rows:
            if alike is None or (by == AGENCY and code == ""):
                line_of.append(-1)
                continue
            label = Label(name, "", one.issuer) if by == AGENCY else Label(name, code)
            line_of.append(lines.setdefault(alike, (len(lines), label))[0])
    return Axis([label for _, label in lines.values()], _numbers(line_of), _bases(counted))


def _by_source(store: sqlite3.Connection, sources: Sequence[Source], query: str) -> list[list[tuple]]:
    """The rows of a query by master, without the source they begin with."""
    found: dict[int, list[tuple]] = {one.held: [] for one in sources}
    for source, *row in store.execute(query):
        if source in found:
            found[source].append(tuple(row))
    return list(found.values())


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, np.intp)


def _bases(counted: Sequence[Sequence[tuple]]) -> Numbers:
    return _numbers(np.cumsum([0, *map(len, counted)])[:-1])


def count(records: NDArray[np.void], place: Numbers, lines: Axis, by: str) -> Lines:
    """The lines that have anything to count in the records of a period, as :func:`reading.records_of` gives them."""
    number = lines.base[place] + records["agency" if by == AGENCY else "task"]
    klass, due = records["klass"], _IS_DUE[records["state"]]
    if by != AGENCY and len(number):  # the records of a task lie together
        first = np.flatnonzero(np.concatenate(([True], number[1:] != number[:-1])))
        number, klass, due = number[first], np.minimum.reduceat(klass, first), np.maximum.reduceat(due, first)
    line = lines.line_of[number]
    cells = (line * len(CLASSES) + klass) * 2 + due
    shape = len(lines.labels), len(CLASSES), 2
    counts = np.bincount(cells[line >= 0], minlength=math.prod(shape)).reshape(shape)
    filled = np.flatnonzero(counts.any(axis=(1, 2)))
    return Lines([lines.labels[at] for at in filled.tolist()], counts[filled])
