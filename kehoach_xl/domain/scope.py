"""Which tasks a period asks: all, or those named by codes and ranges («1; 2.3; 4.1-4.5»).

A piece is the code of a component (all its tasks), the code of a task, or a range of either: from the first task of
its left end to the last of its right end, in the order of the plan. Codes are text: 3.1 is not 3.10.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kehoach_xl.domain.plan import Task
from kehoach_xl.domain.text import clean, fold


@dataclass(frozen=True)
class Scope:
    """The ids of the tasks asked, None for all; and the pieces that name nothing of the plan."""

    tasks: frozenset[str] | None = None
    unknown: tuple[str, ...] = ()

    def asks(self, task: Task) -> bool:
        return self.tasks is None or task.id in self.tasks


def read_scope(text: str, tasks: Sequence[Task]) -> Scope:
    """The scope a text names among the tasks of a plan, in its order; a blank one asks everything."""
    pieces = [clean(piece) for piece in re.split(r"[;,\n]", text) if clean(piece)]
    if not pieces:
        return Scope()
    found: set[str] = set()
    unknown: list[str] = []
    for piece in pieces:
        at = _positions(piece, tasks)
        found |= {tasks[i].id for i in at}
        if not at:
            unknown.append(piece)
    return Scope(frozenset(found), tuple(unknown))


def _positions(piece: str, tasks: Sequence[Task]) -> Sequence[int]:
    """Where in the plan the tasks of one piece stand; none when it names nothing."""
    if named := _named(piece, tasks):
        return named
    folded = fold(piece)
    for dash in (i for i, letter in enumerate(folded) if letter == "-"):
        first, last = _named(folded[:dash], tasks), _named(folded[dash + 1 :], tasks)
        if first and last and first[0] <= last[-1]:
            return range(first[0], last[-1] + 1)
    return ()


def _named(code: str, tasks: Sequence[Task]) -> list[int]:
    """A task of this code, else the tasks of the component of this code."""
    wanted = fold(code).strip(" .")
    return [i for i, task in enumerate(tasks) if fold(task.code) == wanted] or [
        i for i, task in enumerate(tasks) if task.component and fold(task.component) == wanted
    ]
