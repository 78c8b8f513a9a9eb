"""The appendix line by line, as typed, and the plan it amounts to.

Lines keep raw cells so that checks can say what stands there; the plan keeps only what could be understood.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.plan import Component, Plan, Task, kind_of
from kehoach_xl.domain.progress import Raw, as_text, from_serial, take
from kehoach_xl.domain.values import Rank, Reading, read_rank, read_score

FIELDS = (
    "id", "code", "name", "score", "rank", "goal_score", "goal_rank", "content", "leads", "coordinators",
    "timeframe", "reporters", "component", "since", "until",
)  # fmt: skip


# Serial numbers of the years 2000 to 2100; a bare year (2025) lies far below.
FIRST_DAY, LAST_DAY = 36526.0, 73415.0


@dataclass(frozen=True)
class Line:
    """One line of `Phụ lục` with its raw cells; ``row`` is its sheet row."""

    row: int
    cells: Mapping[str, Raw]

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {}

    def text(self, field: str) -> str:
        """A cell as text, '' for nothing; every rule asks again."""
        known = self._texts.get(field)
        if known is None:
            known = self._texts[field] = as_text(self.cells.get(field)) or ""
        return known

    @property
    def id(self) -> str:
        return self.text("id")

    @cached_property
    def is_task(self) -> bool:
        return bool(self.text("content"))

    @property
    def is_component(self) -> bool:
        """A component index or a group: what tasks stand under."""
        return not self.is_task and bool(self.text("name"))

    @property
    def is_index(self) -> bool:
        """A component index, which has scores and ranks and stands on `Chỉ số`."""
        return self.is_component and kind_of(self.id) == "index"


def score(raw: Raw) -> float | None:
    """A score that has exactly one reading, else None."""
    reading = read_score(raw)
    return reading.value if isinstance(reading, Reading) and isinstance(reading.value, float | int) else None


def rank(raw: Raw) -> Rank | None:
    """A rank n/N that has exactly one reading, else None."""
    reading = read_rank(raw)
    return reading.value if isinstance(reading, Reading) and isinstance(reading.value, Rank) else None


def wording(raw: Raw) -> str:
    """A timeframe as text; where the program made a date of it, that day."""
    is_day = isinstance(raw, float) and FIRST_DAY <= raw < LAST_DAY
    return f"{from_serial(raw):%d/%m/%Y}" if is_day else as_text(raw) or ""  # type: ignore[arg-type]


def day(raw: Raw) -> date | None:
    """A day of a cell of our own, else None."""
    value = take("finish_date", raw)
    return value if isinstance(value, date) else None


def plan_of(lines: Sequence[Line], settings: Mapping[str, str], register: Register) -> Plan:
    """The plan of these lines. Names nobody is known for and cells without one reading are left out."""
    components: list[Component] = []
    tasks: list[Task] = []
    target = int(settings["target_year"])
    for line in lines:
        if line.is_component:
            base, goal = rank(line.cells.get("rank")), rank(line.cells.get("goal_rank"))
            components.append(Component(
                id=line.id, code=line.text("code"), name=line.text("name"), short=line.text("name"),
                baseline=Standing(
                    score(line.cells.get("score")), rank=base.n if base else None, of=base.of if base else None,
                    year=int(settings["baseline_year"]),
                ),
                goal=Goal(
                    target, score(line.cells.get("goal_score")), goal.n if goal else None, goal.n if goal else None,
                    goal.of if goal else None,
                ),
                kind=kind_of(line.id),
            ))  # fmt: skip
        elif line.is_task:
            tasks.append(Task(
                id=line.id, code=line.text("code"), component=line.text("component"), content=line.text("content"),
                leads=register.read(line.text("leads")).codes,
                coordinators=register.read(line.text("coordinators")).codes,
                timeframe_text=wording(line.cells.get("timeframe")),
                reporters=register.read(line.text("reporters")).codes,
                since=day(line.cells.get("since")), until=day(line.cells.get("until")),
            ))  # fmt: skip
    return Plan(
        id=settings["plan"], title=settings["title"], short_title=settings["short_title"], issuer=settings["issuer"],
        coordinator=settings["coordinator"], framework=settings["framework"],
        baseline_year=int(settings["baseline_year"]), target_year=target, horizon_year=int(settings["horizon_year"]),
        components=tuple(components), tasks=tuple(tasks), number=settings.get("number", ""),
        dated=settings.get("dated", ""),
    )  # fmt: skip
