"""How much of what stands in a document was read, and how much of what was read stands there.

A value counts under the code of its task, so that one wrong code costs every field of the task. Texts are compared as
people do: apart from case, spaces, kinds of dashes and the keyboard they were typed on.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

FIELDS = ("code", "content", "leads", "coordinators", "timeframe", "parent")


class Task(Protocol):
    """What a reader gives for a task: texts as printed, bodies joined by «; »."""

    code: str
    parent: str
    name: str
    leads: str
    coordinators: str
    timeframe: str


Pair = tuple[str, str]


@dataclass
class Score:
    """Counts of one field: what there is, what was read, and what of it is right."""

    there: int = 0
    read: int = 0
    right: int = 0

    def add(self, there: Iterable[Pair], read: Iterable[Pair]) -> None:
        one, other = Counter(there), Counter(read)
        self.there += one.total()
        self.read += other.total()
        self.right += (one & other).total()

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 1.0


class Scores:
    """A score for each of some fields."""

    def __init__(self, names: Iterable[str]) -> None:
        self.fields = {name: Score() for name in names}

    def add(self, there: Mapping[str, Iterable[Pair]], read: Mapping[str, Iterable[Pair]]) -> None:
        for name, score in self.fields.items():
            score.add(there[name], read[name])


def same(text: str) -> str:
    """The form in which two texts that say the same are equal."""
    plain = unicodedata.normalize("NFC", re.sub(r"[\u2010-\u2015\u2212]", "-", text)).casefold()
    return re.sub(r"\s*([-/])\s*", r"\1", " ".join(plain.split())).strip(" .;,")


def pairs(code: str, content: str, leads: Iterable[str], coordinators: Iterable[str], timeframe: str, parent: str
          ) -> dict[str, list[Pair]]:  # fmt: skip
    """What one task says, field by field; what is empty says nothing."""
    one = {"code": [""], "content": [content], "leads": leads, "coordinators": coordinators, "timeframe": [timeframe],
           "parent": [parent]}  # fmt: skip
    return {
        name: [(code, same(value)) for value in values if name == "code" or same(value)] for name, values in one.items()
    }


def together(tasks: Iterable[dict[str, list[Pair]]]) -> dict[str, list[Pair]]:
    made: dict[str, list[Pair]] = {name: [] for name in FIELDS}
    for task in tasks:
        for name in FIELDS:
            made[name] += task[name]
    return made


def read_pairs(tasks: Iterable[Task]) -> dict[str, list[Pair]]:
    """What a reader gave."""
    return together(
        pairs(one.code, one.name, one.leads.split("; "), one.coordinators.split("; "), one.timeframe, one.parent)
        for one in tasks
    )
