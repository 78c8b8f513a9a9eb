"""`Chỉ số` as read: the main table, the goals, the results of other years, trial scores, and the cells beside them.

Only a number in a cell counts as one, as for the formulas of the sheet; what else stands there is left to the check.
"""

from collections.abc import Mapping, Sequence

from kehoach_xl.domain.aims import Aim, goal_of
from kehoach_xl.domain.framework import printed_total
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.history import Result
from kehoach_xl.domain.outlook import Indexed, Outlook, Typed, outlook
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.table import Row, bound_range

TOTAL = "TONG"
# Single cells beside the tables, by what they hold.
ASKED: Mapping[str, str] = {
    "assumed_of": "CS_assumed_of", "low_completion": "CS_low_completion", "large_gap": "CS_large_gap",
}  # fmt: skip


def aims_of(desk: Desk) -> list[Aim]:
    """The goals as entered, in the order of their lines."""
    return [
        Aim(
            row.number("year"), row.text("code"), row.number("score"), row.number("rank_from"), row.number("rank_to"),
            row.number("of"), row.text("source"),
        )
        for row in desk.table("goals").rows
    ]  # fmt: skip


def results_of(desk: Desk) -> list[Result]:
    """The results of other years whose year is a number."""
    return [
        Result(
            year, row.text("code"), row.text("name"), row.number("score"), row.number("max"), row.number("rank"),
            row.number("of"), row.text("group"),
        )
        for row in desk.table("history").rows
        if (year := row.number("year")) is not None
    ]  # fmt: skip


def typed_of(desk: Desk) -> Typed:
    """Everything typed besides the main table."""
    return Typed(aims_of(desk), results_of(desk), **{name: _asked(desk, of) for name, of in ASKED.items()})


def rows_of(
    desk: Desk, typed: Typed, goals: Mapping[str, Goal], tasks: Mapping[str, tuple[int, int]]
) -> list[Indexed]:
    """The components in their order and the whole index last. ``goals`` by id go before what the sheet says, ``tasks``
    tell the done and the due ones by the code of a component."""
    trials = {row.text("id"): row.number("trial") for row in desk.table("trials").rows}
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
        row.text("code"), row.text("name"), _side(row, "", plan.baseline_year),
        goals.get(row.text("id")) or _goal(row, plan.target_year), _side(row, "actual_", plan.target_year), done, due,
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
        side = _side(row, prefix, year) if row else Standing(year=year)
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


def _side(row: Row, prefix: str, year: int) -> Standing:
    return Standing(row.number(f"{prefix}score"), None, _count(row, f"{prefix}rank"), _count(row, f"{prefix}of"), year)


def _goal(row: Row, year: int) -> Goal:
    rank = _count(row, "goal_rank")
    return Goal(year, row.number("goal_score"), rank, rank, _count(row, "goal_of"))


def _count(row: Row, name: str) -> int | None:
    """A rank or a number of bodies; 20,5 stays what was typed, for the check says that it cannot be."""
    number = row.number(name)
    return int(number) if number is not None and number.is_integer() else number  # type: ignore[return-value]


def _asked(desk: Desk, name: str) -> float | None:
    """The number in a single cell; a master whose cell was deleted goes on without."""
    try:
        area = bound_range(desk.cells, name, desk.known)
    except Stop:
        return None
    value = desk.cells.read(area.sheet, area.row1, area.column1, 1, 1)[0][0]
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
