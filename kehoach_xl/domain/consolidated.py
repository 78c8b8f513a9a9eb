"""What is kept of each master when several are gathered; see :mod:`kehoach_xl.domain.gathered`.

Only figures are kept, never a whole master: a province has dozens. Units as in :mod:`kehoach_xl.domain.summary`: a
plan and a component count tasks, an agency counts its own tasks, the overdue list has a line for each report.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kehoach_xl.domain.gap import Goal, Standing, gap
from kehoach_xl.domain.lateness import Handed
from kehoach_xl.domain.status import chart_group
from kehoach_xl.messages import Message

# The custom property by which a workbook that gathers masters is known again.
MARK = "kehoach_consolidated"

# The groups of the charts in their order, with the columns that count them; the last is what charts leave out.
GROUPS: Mapping[str, str] = {
    "Hoàn thành": "finished", "Thường xuyên có kết quả": "regular", "Đang thực hiện trong hạn": "doing",
    "Chưa thực hiện, chưa có kết quả": "waiting", "Quá hạn": "overdue", "Chưa báo cáo": "unreported",
    "": "dropped",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a master, to link back to."""

    sheet: str
    address: str = "A1"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are, how many in each group of :data:`GROUPS`, how many fell due and are done of these."""

    count: int = 0
    groups: tuple[int, ...] = (0,) * len(GROUPS)
    due: int = 0
    done: int = 0

    @classmethod
    def of(cls, totals: Mapping[str, Any]) -> "Tally":
        """From :func:`kehoach_xl.domain.summary.totals`."""
        found: Counter[str] = Counter()
        for klass, number in totals["classes"].items():
            found[chart_group(klass)] += number
        return cls(totals["count"], tuple(found[group] for group in GROUPS), totals["due"], totals["done"])

    def __add__(self, other: "Tally") -> "Tally":
        groups = tuple(a + b for a, b in zip(self.groups, other.groups, strict=True))
        return Tally(self.count + other.count, groups, self.due + other.due, self.done + other.done)

    @property
    def overdue(self) -> int:
        return self.cells()["overdue"]

    @property
    def unreported(self) -> int:
        return self.cells()["unreported"]

    def shares(self) -> dict[str, Any]:
        """``done``, ``due`` and ``rate``, which is None when nothing is due: never 0 %."""
        return {"done": self.done, "due": self.due, "rate": round(self.done / self.due, 4) if self.due else None}

    def cells(self) -> dict[str, int]:
        """Every figure by its column."""
        return {"count": self.count, **dict(zip(GROUPS.values(), self.groups, strict=True)), "due": self.due,
                "done": self.done}  # fmt: skip


@dataclass(frozen=True, slots=True)
class IndexFigures:
    """A component, or with code "" the whole index. ``tally`` is None where no period is in view."""

    code: str
    name: str
    baseline: Standing
    actual: Standing | None
    goal: Goal
    place: Place
    tally: Tally | None = None

    @property
    def latest(self) -> float | None:
        """The last known score: the published one, else the baseline."""
        return self.actual.score if self.actual and self.actual.score is not None else self.baseline.score

    @property
    def covered(self) -> float | None:
        """Share of the way from the baseline to the goal, by the published score."""
        return gap(self.baseline, self.goal, self.actual).covered

    @property
    def rank(self) -> str:
        """The last known rank, «50/63»; "" when none is known."""
        side = self.actual if self.actual and self.actual.rank is not None else self.baseline
        return _rank(side.rank, side.rank, side.of)

    @property
    def goal_rank(self) -> str:
        return _rank(self.goal.rank_from, self.goal.rank_to, self.goal.of)


def _rank(best: float | None, enough: float | None, of: float | None) -> str:
    best, enough = best if best is not None else enough, enough if enough is not None else best
    if best is None or enough is None:
        return ""
    return (f"{best:g}" if best == enough else f"{best:g}–{enough:g}") + (f"/{of:g}" if of else "")


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """One agency in one plan. ``receipt`` is what became of its form, "" when there is none; ``sent`` is False for a
    report that came without a form having been sent. ``place`` is the line of `Gửi nhận`."""

    name: str
    tally: Tally
    receipt: str
    sent: bool
    days_late: int
    place: Place | None


@dataclass(frozen=True, slots=True)
class Overdue:
    """One report whose task is unfinished or untold of after its day."""

    code: str
    content: str
    agency: str
    klass: str
    due: date
    days: int
    place: Place


NO_FORMS = Handed(0, 0, 0)


@dataclass(frozen=True)
class PlanFigures:
    """Everything one master gives. ``age`` orders copies of one master. ``without`` says why there are no figures of a
    period; the index is known all the same."""

    file: Path
    sha: str
    age: tuple[float, float]
    plan: str
    key: str
    title: str
    issuer: str
    places: Mapping[str, Place]
    folders: tuple[Path, ...] = ()
    period: str = ""
    state: str = ""
    closed: bool = False
    deadline: date | None = None
    without: Message | None = None
    total: Tally | None = None
    forms: Handed = NO_FORMS
    index: IndexFigures | None = None
    components: tuple[IndexFigures, ...] = ()
    agencies: tuple[AgencyFigures, ...] = ()
    overdue: tuple[Overdue, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the figures of its period may still change."""
        return self.period != "" and not self.closed
