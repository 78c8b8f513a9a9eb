"""All that a new master is built from: a plan with its register, and what of its source looks odd."""

from dataclasses import dataclass
from datetime import date

from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.deadlines import PartDeadline
from kehoach_xl.domain.figure import Figure
from kehoach_xl.domain.framework import framework
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.history import Result
from kehoach_xl.domain.plan import Plan


@dataclass(frozen=True)
class Oddity:
    """Something of the source that looks odd and is kept as printed: where, what kind, why."""

    place: str
    kind: str
    says: str


@dataclass(frozen=True)
class PlanTemplate:
    """All a new master needs. ``overall`` is the whole index in the baseline year; ``history`` what was got in other
    years, and the groups that were named; ``figures`` the goals in numbers."""

    plan: Plan
    register: Register
    heading: tuple[str, ...]
    overall: Standing
    goals: tuple[Goal, ...]
    oddities: tuple[Oddity, ...]
    deadlines: tuple[PartDeadline, ...] = ()
    history: tuple[Result, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def has_whole(self) -> bool:
        """Whether there is a whole index: one that its framework adds up, that was ranked, or that has a goal."""
        known = self.overall.score is not None or self.overall.rank is not None
        return bool(known or self.goals or (self.plan.indices and framework(self.plan.framework).rule != "none"))

    @property
    def has_index(self) -> bool:
        """Whether the plan is about an index at all; else it only has tasks, and perhaps goals in numbers."""
        return bool(self.plan.indices) or self.has_whole

    @property
    def last_day(self) -> date:
        """The day by which a new master tells who exists and who reports: the end of the plan's own year."""
        return date(self.plan.target_year, 12, 31)

    @property
    def reporters(self) -> tuple[str, ...]:
        """The agencies that owe a report by the plan, in its order."""
        owing = (code for task in self.plan.tasks for code in self.register.owing(task, self.last_day))
        return tuple(dict.fromkeys(owing))
