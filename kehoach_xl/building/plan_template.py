"""A plan from `templates/plans/` as the domain sees it, with its register and its printed oddities."""

from kehoach_xl import templates
from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.deadlines import PartDeadline
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.plan import Component, Plan, Task
from kehoach_xl.domain.plan_template import Oddity, PlanTemplate
from kehoach_xl.domain.values import Rank, Reading, read_rank
from kehoach_xl.errors import Stop


def available() -> list[str]:
    """The ids of the plans that ship."""
    return sorted(path.stem for path in (templates.folder() / "plans").glob("*.toml"))


def load(plan_id: str) -> PlanTemplate:
    """Read one plan. Raises Stop NEW_001 for an unknown id."""
    if plan_id not in available():
        raise Stop("NEW_001", plan=plan_id, known=", ".join(available()))
    data = templates.load_toml(f"plans/{plan_id}.toml")
    head = data["plan"]
    base, target = head["baseline_year"], head["target_year"]
    components = tuple(
        Component(
            id=f"TP{number:02d}", code=item["code"], name=item["name"], short=item.get("short", item["name"]),
            baseline=_standing(base, item.get(f"score_{base}"), item.get("max_score"), item.get(f"rank_{base}")),
            goal=_goal(target, item.get("target_score"), item.get("target_rank")),
        )
        for number, item in enumerate(data["components"], 1)
    )  # fmt: skip
    tasks = tuple(
        Task(
            id=f"NV{number:03d}", code=item["code"], component=_component_of(item["code"], components),
            content=item["content"], leads=tuple(item["leads"]), coordinators=tuple(item["coordinators"]),
            timeframe_text=item["timeframe"], reporters=tuple(item.get("reporters", ())),
        )
        for number, item in enumerate(data["tasks"], 1)
    )  # fmt: skip
    plan = Plan(
        id=head["id"], title=head["title"], short_title=head["short_title"], issuer=head["issuer"],
        coordinator=head["coordinator"], framework=head["framework"], baseline_year=base, target_year=target,
        horizon_year=head["horizon_year"], components=components, tasks=tasks,
    )  # fmt: skip
    overall = [row for row in data.get("overall", []) if row["kind"] == "actual"]
    goals = [row for row in data.get("overall", []) if row["kind"] == "goal"]
    return PlanTemplate(
        plan, register(head["registry"]), tuple(head["appendix_title"]),
        Standing(rank=overall[0]["rank_from"], of=overall[0].get("of"), year=base) if overall else Standing(year=base),
        tuple(Goal(row["year"], rank_from=row["rank_from"], rank_to=row["rank_to"], of=row.get("of")) for row in goals),
        tuple(Oddity(row["place"], row["kind"], row["says"]) for row in data.get("oddities", [])),
        tuple(PartDeadline(**row) for row in data.get("deadlines", [])),
    )  # fmt: skip


def register(registry: str) -> Register:
    """The bodies of `templates/agencies/<registry>.toml`. Raises pydantic's ValidationError for a slip in the file."""
    return Register.model_validate(templates.load_toml(f"agencies/{registry}.toml"))


def _component_of(code: str, components: tuple[Component, ...]) -> str:
    head = code.split(".")[0]
    return head if any(c.code == head for c in components) else ""


def _rank(text: str | None) -> Rank | None:
    reading = read_rank(text)
    return reading.value if isinstance(reading, Reading) and isinstance(reading.value, Rank) else None


def _standing(year: int, score: float | None, max_score: float | None, rank: str | None) -> Standing:
    place = _rank(rank)
    return Standing(score, max_score, place.n if place else None, place.of if place else None, year)


def _goal(year: int, score: float | None, rank: str | None) -> Goal:
    place = _rank(rank)
    n = place.n if place else None
    return Goal(year, score, n, n, place.of if place else None)
