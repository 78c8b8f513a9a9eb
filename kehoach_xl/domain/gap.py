"""How far a component, or the whole index, still is from its goal.

Missing stays ``None``, never 0. Ranks among different numbers of bodies (63 provinces until 30/6/2025, 34
from 1/7/2025) are never subtracted: each is shown as its relative position (N − n)/(N − 1), 1 for the first
and 0 for the last, and marked as not directly comparable.
"""

from dataclasses import dataclass

from kehoach_xl.messages import Message


@dataclass(frozen=True, slots=True)
class Standing:
    """A known result: score of max_score, rank of ``of`` bodies, and the year it is about."""

    score: float | None = None
    max_score: float | None = None
    rank: int | None = None
    of: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached in a year; a rank from ``rank_from`` (best) to ``rank_to`` (enough) of ``of``."""

    year: int
    score: float | None = None
    rank_from: int | None = None
    rank_to: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the goal stands; every figure is ``None`` where something it needs is missing.

    ``gap``: points still to go from the latest known score (negative: surpassed). ``covered``: share of the
    way from baseline to goal, 0.5 = half, below 0 = fell back; ``None`` too when there was no distance.
    ``per_year``: points needed in each year left to the goal's, 0 once reached.
    ``baseline_position`` …: relative positions, the goal's by the rank that is enough. ``comparable``: all
    sides given have a rank among the same known number. ``ranks_to_go``: places from the latest known rank to
    the goal's (0 once reached), only where these two are among the same number. ``note`` says so where not.
    """

    gap: float | None
    covered: float | None
    per_year: float | None
    baseline_position: float | None
    goal_position: float | None
    actual_position: float | None
    comparable: bool
    ranks_to_go: int | None
    note: Message | None


def gap(baseline: Standing, goal: Goal, actual: Standing | None = None) -> Gap:
    """The gap from what is known to the goal; ``actual`` is the latest published result, if there is one."""
    latest = actual if actual is not None and actual.score is not None else baseline
    distance = _less(goal.score, latest.score)
    totals = [side.of for side in (baseline, goal, *([actual] if actual else [])) if _has_rank(side)]
    comparable = len(totals) == (3 if actual else 2) and None not in totals and len(set(totals)) == 1
    return Gap(
        gap=distance,
        covered=_covered(baseline.score, goal.score, actual.score if actual else None),
        per_year=_per_year(distance, latest.year, goal.year),
        baseline_position=position(baseline.rank, baseline.of),
        goal_position=position(_enough(goal), goal.of),
        actual_position=position(actual.rank, actual.of) if actual else None,
        comparable=comparable,
        ranks_to_go=_ranks_to_go(actual if actual and actual.rank is not None else baseline, goal),
        note=_not_comparable(totals),
    )


def position(rank: int | None, of: int | None) -> float | None:
    """Relative position (N − n)/(N − 1): 1 for the first of N, 0 for the last; ``None`` when N is 1, or for a rank that
    is none of these N."""
    if rank is None or of is None or of < 2 or not 1 <= rank <= of:
        return None
    return (of - rank) / (of - 1)


def _less(goal: float | None, score: float | None) -> float | None:
    return None if goal is None or score is None else round(goal - score, 6)


def _covered(baseline: float | None, goal: float | None, actual: float | None) -> float | None:
    whole, done = _less(goal, baseline), _less(actual, baseline)
    return None if not whole or done is None else done / whole


def _per_year(distance: float | None, since: int | None, until: int) -> float | None:
    if distance is None or since is None or since >= until:
        return None
    return max(distance, 0.0) / (until - since)


def _enough(goal: Goal) -> int | None:
    return goal.rank_to if goal.rank_to is not None else goal.rank_from


def _has_rank(side: Standing | Goal) -> bool:
    return (side.rank if isinstance(side, Standing) else _enough(side)) is not None


def _ranks_to_go(latest: Standing, goal: Goal) -> int | None:
    enough = _enough(goal)
    if latest.rank is None or enough is None or latest.of is None or latest.of != goal.of:
        return None
    return max(latest.rank - enough, 0)


def _not_comparable(totals: list[int | None]) -> Message | None:
    known = sorted({of for of in totals if of is not None}, reverse=True)
    return Message("VALUE_041", {"totals": ", ".join(map(str, known))}) if len(known) > 1 else None
