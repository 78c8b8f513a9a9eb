"""A plan from `templates/plans/` as the domain sees it, with its register and its printed oddities."""

from collections.abc import Mapping
from typing import Any

from kehoach_xl import templates
from kehoach_xl.domain.deadlines import PartDeadline
from kehoach_xl.domain.figure import Figure, read_limit
from kehoach_xl.domain.from_file import made
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.history import Result
from kehoach_xl.domain.plan import Component, Plan, Task, owner_of, row_id
from kehoach_xl.domain.plan_template import Oddity, PlanTemplate
from kehoach_xl.domain.registers import register
from kehoach_xl.domain.values import Rank, Reading, Unclear, read_rank
from kehoach_xl.errors import Stop


def available() -> list[str]:
    """The ids of the plans that ship."""
    return sorted(path.stem for path in (templates.folder() / "plans").glob("*.toml"))


def load(plan_id: str) -> PlanTemplate:
    """Read one plan. Raises Stop NEW_001 for an unknown id."""
    if plan_id not in available():
        raise Stop("NEW_001", plan=plan_id, known=", ".join(available()))
    return template_of(templates.load_toml(f"plans/{plan_id}.toml"))


def template_of(data: Mapping[str, Any]) -> PlanTemplate:
    """The plan that a file of `templates/plans/` describes. Raises ValueError for a slip in it."""
    plan = _plan(data)
    overall = [row for row in data.get("overall", []) if row["kind"] == "actual"]
    goals = [row for row in data.get("overall", []) if row["kind"] == "goal"]
    return PlanTemplate(
        plan, register(data["plan"]["registry"]), tuple(data["plan"]["appendix_title"]),
        _overall(overall[0]) if overall else Standing(year=plan.baseline_year),
        tuple(_whole_goal(row) for row in goals),
        tuple(Oddity(row["place"], row["kind"], row["says"]) for row in data.get("oddities", [])),
        tuple(PartDeadline(**row) for row in data.get("deadlines", [])),
        (*_groups_of(overall), *(_result(row) for row in data.get("history", []))),
        tuple(_figure(row) for row in data.get("figures", [])),
    )  # fmt: skip


def _plan(data: Mapping[str, Any]) -> Plan:
    head = data["plan"]
    base, target = head["baseline_year"], head["target_year"]
    components = tuple(_component(number, item, base, target) for number, item in enumerate(data["components"], 1))
    codes = {one.code for one in components}
    tasks = tuple(
        made(Task, {
            "id": f"NV{number:03d}", "code": item["code"],
            "component": item.get("component") or owner_of(item["code"], codes), "content": item["content"],
            "leads": item["leads"], "coordinators": item["coordinators"], "timeframe_text": item["timeframe"],
            "reporters": item.get("reporters", ()),
        })
        for number, item in enumerate(data["tasks"], 1)
    )  # fmt: skip
    named = ("id", "title", "short_title", "issuer", "coordinator", "framework", "horizon_year")
    return made(Plan, {
        **{name: head[name] for name in named}, "baseline_year": base, "target_year": target, "components": components,
        "tasks": tasks, "number": head.get("number", ""), "dated": head.get("date", ""),
    })  # fmt: skip


def _component(number: int, item: Mapping[str, Any], base: int, target: int) -> Component:
    kind = item.get("kind", "index")
    return made(Component, {
        "id": row_id(kind, number), "code": item["code"], "name": item["name"],
        "short": item.get("short", item["name"]), "kind": kind,
        "baseline": _standing(base, item.get(f"score_{base}"), item.get("max_score"), item.get(f"rank_{base}")),
        "goal": _goal(target, item.get("target_score"), item.get("target_rank")),
    })  # fmt: skip


def _overall(row: Mapping[str, Any]) -> Standing:
    """The whole index as published; a document may give its score, its rank or both."""
    return Standing(row.get("score"), None, row.get("rank_from"), row.get("of"), row["year"])


def _groups_of(rows: list[Mapping[str, Any]]) -> tuple[Result, ...]:
    """The group that the whole index was put in has no place of its own but among the results."""
    return tuple(Result(row["year"], group=row["group"]) for row in rows if row.get("group"))


def _whole_goal(row: Mapping[str, Any]) -> Goal:
    return Goal(row["year"], row.get("score"), row.get("rank_from"), row.get("rank_to"), row.get("of"))


def _result(row: Mapping[str, Any]) -> Result:
    place = _rank(row.get("rank"))
    return Result(
        row["year"], row.get("component", ""), row.get("name", ""), row.get("score"), row.get("max"),
        place.n if place else None, place.of if place else None, row.get("group", ""), row.get("source", ""),
    )  # fmt: skip


def _figure(row: Mapping[str, Any]) -> Figure:
    limit = read_limit(row["value"])
    if isinstance(limit, Unclear):
        raise ValueError(f"{row['name']}: {limit.message.text}")
    return Figure(row.get("code", ""), row["name"], limit, row["year"], tuple(row.get("leads", ())),
                  row.get("source", ""))  # fmt: skip


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
