"""The plan: an appendix of component indices and, under each, the tasks."""

from datetime import date
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.timeframe import Timeframe, parse


class Component(BaseModel):
    """One component index (chỉ số thành phần) with last year's standing and this year's goal."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    id: str
    code: str
    name: str
    short: str
    baseline: Standing
    goal: Goal


class Task(BaseModel):
    """One task (nhiệm vụ). ``id`` never changes; ``code`` is text, so 3.1 and 3.10 differ.

    ``reporters`` are those she chose to report it instead of its leads. ``since`` and ``until`` bound, inclusive,
    the days a task added or dropped by an amendment belongs to the plan; None where it always did.
    """

    model_config = ConfigDict(frozen=True)

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


class Plan(BaseModel):
    """One provincial plan as its appendix prints it."""

    model_config = ConfigDict(frozen=True)

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

    def component(self, code: str) -> Component | None:
        return next((c for c in self.components if c.code == code), None)
