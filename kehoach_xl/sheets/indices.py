"""`Chỉ số` as read: the main table, the goals, the results of other years, trial scores, and the cells beside them.

Only a number that can be counts (:mod:`kehoach_xl.domain.credible`), as for the formulas of the sheet; what else stands
there is left to the check.
"""

from collections.abc import Mapping, Sequence

from kehoach_xl.domain import credible
from kehoach_xl.domain.aims import Aim, goal_of
from kehoach_xl.domain.figure_result import FigureLine, limit_of
from kehoach_xl.domain.framework import TOTAL, framework, printed_total
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.history import Result
from kehoach_xl.domain.outlook import Indexed, Outlook, Typed, outlook
from kehoach_xl.sheets import single
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.table import Row

# What a line of the goals in numbers is there for.
SAYS_FIGURE = ("name", "year", "op", "limit", "upper", "unit", "result")
# Single cells beside the tables, by what they hold.
ASKED: Mapping[str, str] = {
    "assumed_of": "CS_assumed_of", "low_completion": "CS_low_completion", "large_gap": "CS_large_gap",
}  # fmt: skip


def aims_of(desk: Desk) -> list[Aim]:
    """The goals as entered, in the order of their lines."""
    return [_aim(desk, row) for row in desk.table("goals").rows]


def _aim(desk: Desk, row: Row) -> Aim:
    code, of = row.text("code"), credible.bodies(row.number("of"))
    best, enough = (credible.rank(row.number(name), of) for name in ("rank_from", "rank_to"))
    return Aim(row.number("year"), code, _score(desk, row, "score", not code), best, enough, of, row.text("source"))


def results_of(desk: Desk) -> list[Result]:
    """The results of other years whose year is a number."""
    return [
        _result(desk, row, year) for row in desk.table("history").rows if (year := row.number("year")) is not None
    ]


def _result(desk: Desk, row: Row, year: float) -> Result:
    """A scale of its own goes before the framework's."""
    code, most, of = row.text("code"), row.number("max"), credible.bodies(row.number("of"))
    most = most if most is not None and most > 0 else None
    score = credible.score(row.number("score"), most) if most else _score(desk, row, "score", not code)
    return Result(
        year, code, row.text("name"), score, most, credible.rank(row.number("rank"), of), of, row.text("group")
    )


def figures_of(desk: Desk) -> list[FigureLine]:
    """The goals in numbers with their results, in the order of their lines."""
    return [figure for figure, _ in figures_led(desk)]


def figures_led(desk: Desk) -> list[tuple[FigureLine, str]]:
    """The same, each with the bodies that follow it, as its line names them."""
    rows = [row for row in desk.table("figures").rows if any(row.text(name) for name in SAYS_FIGURE)]
    return [(_figure(row), row.text("leads")) for row in rows]


def _figure(row: Row) -> FigureLine:
    limit = limit_of(row.text("op"), row.number("limit"), row.number("upper"), row.text("unit"))
    result = row.number("result")
    is_text = result is None and bool(row.text("result"))
    return FigureLine(row.text("code"), row.text("name"), row.number("year"), limit, result, is_text)


def typed_of(desk: Desk) -> Typed:
    """Everything typed besides the main table."""
    among, low, large = (single.number(desk, ASKED[name]) for name in ("assumed_of", "low_completion", "large_gap"))
    among, low, large = credible.bodies(among), credible.share(low), credible.share(large)
    return Typed(aims_of(desk), results_of(desk), among, low, large)


def rows_of(
    desk: Desk, typed: Typed, goals: Mapping[str, Goal], tasks: Mapping[str, tuple[int, int]]
) -> list[Indexed]:
    """The components in their order and the whole index last. ``goals`` by id go before what the sheet says, ``tasks``
    tell the done and the due ones by the code of a component."""
    trials = {row.text("id"): _score(desk, row, "trial") for row in desk.table("trials").rows}
    parts = [
        component_of(desk, row, goals, tasks, trials) for row in desk.table("indices").rows
        if row.text("id") not in ("", TOTAL)
    ]  # fmt: skip
    return [*parts, whole_of(desk, typed, parts)]


def component_of(
    desk: Desk, row: Row, goals: Mapping[str, Goal], tasks: Mapping[str, tuple[int, int]] | None = None,
    trials: Mapping[str, float | None] | None = None,
) -> Indexed:  # fmt: skip
    """One row of the main table; ``goals`` by id go before what it says."""
    plan = desk.plan
    done, due = (tasks or {}).get(row.text("code"), (0, 0))
    return Indexed(
        row.text("code"), row.text("name"), _side(desk, row, "", plan.baseline_year),
        goals.get(row.text("id")) or _goal(desk, row), _side(desk, row, "actual_", plan.target_year), done, due,
        (trials or {}).get(row.text("id")),
    )  # fmt: skip


def outlook_of(
    desk: Desk, goals: Mapping[str, Goal] | None = None, tasks: Mapping[str, tuple[int, int]] | None = None
) -> Outlook:
    """All that the sheet tells below its main table."""
    plan, typed = desk.plan, typed_of(desk)
    rows = rows_of(desk, typed, goals or {}, tasks or {})
    return outlook(plan.framework, rows, typed, (plan.baseline_year, plan.target_year, plan.horizon_year))


def whole_of(desk: Desk, typed: Typed, parts: Sequence[Indexed]) -> Indexed:
    """The whole index: its scores follow the framework's rule (what is typed counts where that gives none), its goal
    is the one that stands among the goals."""
    plan = desk.plan
    row = next((one for one in desk.table("indices").rows if one.text("id") == TOTAL), None)
    sides = {}
    for name, prefix, year in (("baseline", "", plan.baseline_year), ("actual", "actual_", plan.target_year)):
        side = _side(desk, row, prefix, year) if row else Standing(year=year)
        total = printed_total(plan.framework, [getattr(part, name).score for part in parts])
        sides[name] = Standing(side.score if total is None else total, None, side.rank, side.of, year)
    goal = whole_goal(plan.framework, typed.aims, parts, plan.target_year)
    return Indexed(
        "", row.text("name") if row else "", sides["baseline"], goal, sides["actual"],
        sum(part.done for part in parts), sum(part.due for part in parts),
    )  # fmt: skip


def whole_goal(framework: str, aims: Sequence[Aim], parts: Sequence[Indexed], year: int) -> Goal:
    """The goal of the whole index in a year: the last one entered, its score else the total of the components'."""
    ranked = goal_of(aims, year, "", score=False)
    scored = goal_of(aims, year, "", score=True)
    total = printed_total(framework, [part.goal.score for part in parts])
    best, enough = ranked.ranks if ranked and ranked.ranks else (None, None)
    score = scored.score if scored else total
    return Goal(year, score, best, enough, ranked.of if ranked else None)  # type: ignore[arg-type]


def _side(desk: Desk, row: Row, prefix: str, year: int) -> Standing:
    of = credible.bodies(row.number(f"{prefix}of"))
    place = credible.rank(row.number(f"{prefix}rank"), of)
    return Standing(_score(desk, row, f"{prefix}score", row.text("id") == TOTAL), None, place, of, year)


def _goal(desk: Desk, row: Row) -> Goal:
    of = credible.bodies(row.number("goal_of"))
    place = credible.rank(row.number("goal_rank"), of)
    return Goal(desk.plan.target_year, _score(desk, row, "goal_score"), place, place, of)


def _score(desk: Desk, row: Row, name: str, whole: bool = False) -> float | None:
    """A score on the framework's scale, of a component or of the ``whole`` index."""
    rules = framework(desk.plan.framework)
    return credible.score(row.number(name), rules.total_max if whole else rules.max_score)
