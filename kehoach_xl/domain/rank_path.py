"""The way of the overall rank, year by year from the baseline to the horizon, as relative positions.

Ranks among different numbers of bodies are put on one scale, (N − n)/(N − 1); the line that is needed runs straight
from the newest known position to that of the last goal after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kehoach_xl.domain.aims import Aim, goal_of, rank_at
from kehoach_xl.domain.gap import position
from kehoach_xl.domain.history import Track


@dataclass(frozen=True, slots=True)
class Step:
    """One year: the published rank, the goal's best and worst rank with their number of bodies, each as a relative
    position too, and the position that steady progress asks for."""

    year: int
    rank: float | None = None
    of: float | None = None
    known: float | None = None
    best: float | None = None
    enough: float | None = None
    goal_of: float | None = None
    goal: float | None = None
    needed: float | None = None
    worth: int | None = None


@dataclass(frozen=True, slots=True)
class RankPath:
    """Every year; between the two years named, the relative position to gain in each (None: nothing to be told)."""

    steps: tuple[Step, ...]
    since: int | None = None
    until: int | None = None
    each_year: float | None = None


def rank_path(whole: Track, aims: Sequence[Aim], years: range, assumed: float | None) -> RankPath:
    """The path of the whole index over ``years``."""
    steps = [_step(whole, aims, year, assumed) for year in years]
    since = max((step.year for step in steps if step.known is not None), default=None)
    until = max((step.year for step in steps if step.goal is not None), default=None)
    if since is None or until is None or until <= since:
        return RankPath(tuple(steps))
    by_year = {step.year: step for step in steps}
    start, end = by_year[since].known or 0.0, by_year[until].goal or 0.0
    path = []
    for step in steps:
        if since <= step.year <= until:
            needed = start + (end - start) * (step.year - since) / (until - since)
            step = replace(step, needed=needed, worth=rank_at(needed, assumed))
        path.append(step)
    return RankPath(tuple(path), since, until, max(end - start, 0.0) / (until - since))


def _step(whole: Track, aims: Sequence[Aim], year: int, assumed: float | None) -> Step:
    rank, of = whole.place(year)
    aim = goal_of(aims, year, "", score=False)
    if aim is None or aim.ranks is None:
        return Step(year, rank, of, position(rank, of))
    among = aim.of if aim.of is not None else assumed
    return Step(year, rank, of, position(rank, of), *aim.ranks, among, position(aim.enough, among))
