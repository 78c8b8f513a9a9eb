"""The plan: an appendix of component indices, or groups of tasks, and under each the tasks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.timeframe import Timeframe, parse

Kind = Literal["index", "group"]
# How the ids of the lines above the tasks begin. Ids never change, so they tell the kind when a plan is read back.
_PREFIX: dict[Kind, str] = {"index": "TP", "group": "NH"}


def row_id(kind: Kind, number: int) -> str:
    """The id of the component index or the group that stands at a place (from 1) of a new plan."""
    return f"{_PREFIX[kind]}{number:02d}"


def kind_of(row: str) -> Kind:
    """What the line of an id is; one without an id of ours counts as an index."""
    return "group" if row.startswith(_PREFIX["group"]) else "index"


def owner_of(code: str, codes: Collection[str]) -> str:
    """The longest of these codes below which a task's code lies by its number («IV.2.đ» for «IV.2.đ.3»), '' for
    none."""
    parts = code.split(".")
    heads = (".".join(parts[:size]) for size in range(len(parts) - 1, 0, -1))
    return next((head for head in heads if head in codes), "")


@dataclass(frozen=True)
class Component:
    """What tasks stand under: a component index (chỉ số thành phần) with last year's standing and this year's goal, or
    a group of tasks (a chapter, the list of a body), which has neither."""

    id: str
    code: str
    name: str
    short: str
    baseline: Standing
    goal: Goal
    kind: Kind = "index"

    def __post_init__(self) -> None:
        if self.kind != kind_of(self.id):
            raise ValueError(f"«{self.id}» is no id of kind {self.kind}; see row_id")


@dataclass(frozen=True)
class Task:
    """One task (nhiệm vụ). ``id`` never changes; ``code`` is text, so 3.1 and 3.10 differ.

    ``reporters`` are those she chose to report it instead of its leads. ``since`` and ``until`` bound, inclusive,
    the days a task added or dropped by an amendment belongs to the plan; None where it always did.
    """

    id: str
    code: str
    component: str
    content: str
    leads: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    timeframe_text: str = ""
    reporters: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def asked(self) -> tuple[str, ...]:
        """The bodies that are to report it: those she chose, else its leads."""
        return self.reporters or self.leads

    def stands(self, on: date) -> bool:
        """Whether the task belongs to the plan on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    @cached_property
    def timeframe(self) -> Timeframe:
        """The parsed meaning of the printed timeframe; the printed text is kept beside it."""
        return parse(self.timeframe_text)


@dataclass(frozen=True)
class Plan:
    """One provincial plan as its appendix prints it. ``number`` and ``dated`` are those of its document, as printed,
    '' where it leaves them blank; ``components`` hold the indices and the groups, in the order of the appendix."""

    id: str
    title: str
    short_title: str
    issuer: str
    coordinator: str
    framework: str
    baseline_year: int
    target_year: int
    horizon_year: int
    components: tuple[Component, ...]
    tasks: tuple[Task, ...]
    number: str = ""
    dated: str = ""

    @cached_property
    def indices(self) -> tuple[Component, ...]:
        """The component indices, without the groups of tasks."""
        return tuple(one for one in self.components if one.kind == "index")

    @cached_property
    def groups(self) -> tuple[Component, ...]:
        """The groups of tasks."""
        return tuple(one for one in self.components if one.kind == "group")

    def component(self, code: str) -> Component | None:
        return next((c for c in self.components if c.code == code), None)
