"""All of `Chỉ số` as one value: what is known year by year, the goals, the pace, trial scores, what comes first.

Pure: everything typed comes in as numbers or None; see :mod:`kehoach_xl.sheets.indices` for who reads it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kehoach_xl.domain.aims import Aim, AimStanding, goal_of, standing
from kehoach_xl.domain.framework import aggregate, printed_total
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.history import Result, Track, remark, years
from kehoach_xl.domain.priority import LARGE_GAP, LOW_COMPLETION, Need, ranked, threshold
from kehoach_xl.domain.rank_path import RankPath, rank_path
from kehoach_xl.domain.rounding import half_up
from kehoach_xl.domain.trial import Known, Tried, tried


@dataclass(frozen=True)
class Indexed:
    """One row of the main table as typed: a component, or the whole (``code`` ''), whose scores are what stands there
    beside the framework's rule. ``done`` of ``due`` are tasks of the period in view."""

    code: str
    name: str
    baseline: Standing
    goal: Goal
    actual: Standing
    done: int = 0
    due: int = 0
    trial: float | None = None


@dataclass(frozen=True)
class Typed:
    """What she typed on the sheet besides the main table; None where a cell holds no number."""

    aims: Sequence[Aim] = ()
    results: Sequence[Result] = ()
    assumed_of: float | None = None
    low_completion: float | None = None
    large_gap: float | None = None


@dataclass(frozen=True)
class YearsOf:
    """One row of the matrix: what a component got in each of the years, newest first; ``change`` from the score known
    before the newest one, and the remark beside it."""

    code: str
    name: str
    results: tuple[Standing, ...]
    change: float | None
    remark: str
    latest: float | None
    latest_year: float | None
    far_goal: float | None = None
    pace: float | None = None


@dataclass(frozen=True)
class Outlook:
    """Every block below the main table. ``low`` and ``large`` are the thresholds as shares."""

    years: tuple[float, ...]
    history: tuple[YearsOf, ...]
    aims: tuple[AimStanding, ...]
    trials: tuple[Tried, ...]
    needs: tuple[Need, ...]
    low: float
    large: float
    path: RankPath


def outlook(framework: str, rows: Sequence[Indexed], typed: Typed, span: tuple[int, int, int]) -> Outlook:
    """``rows`` are the components and last the whole index, ``span`` the baseline, target and horizon year."""
    base, target, horizon = span
    tracks = [
        Track(row.code, row.name, row.baseline, row.actual, tuple(r for r in typed.results if _same(r.code, row.code)))
        for row in rows
    ]
    window = years(tracks, base, target, typed.results)
    history = [_years_of(track, window) for track in tracks[:-1]]
    history.append(_whole(framework, tracks[-1], history, window))
    far = [_far_goal(typed.aims, horizon, row.code, row.goal.score) for row in rows[:-1]]
    printed = goal_of(typed.aims, horizon, "", score=True)
    total_goal = aggregate(framework, far) if far else None
    far.append(printed.score if printed else rows[-1].goal.score if total_goal is None else total_goal)
    history = [_paced(one, goal, horizon) for one, goal in zip(history, far, strict=True)]
    known = [
        Known(one.code, one.latest, one.latest_year, row.baseline.score, row.goal.score, one.far_goal, one.pace)
        for one, row in zip(history, rows, strict=True)
    ]
    trials = tried(framework, known[:-1], known[-1], [row.trial for row in rows[:-1]], horizon - target)
    low = threshold(typed.low_completion, LOW_COMPLETION)
    large = threshold(typed.large_gap, LARGE_GAP)
    needs = [_need(row) for row in rows[:-1]]
    return Outlook(
        tuple(window), tuple(history),
        tuple(standing(aim, tracks, window, typed.assumed_of) for aim in typed.aims),
        tuple(trials), tuple(ranked(needs, low, large)), low, large,
        rank_path(tracks[-1], typed.aims, range(base, max(horizon, base) + 1), typed.assumed_of),
    )  # fmt: skip


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _years_of(track: Track, window: Sequence[float], scores: Sequence[float | None] | None = None) -> YearsOf:
    results = tuple(track.at(year) for year in window)
    if scores is not None:
        results = tuple(Standing(score, None, r.rank, r.of, r.year) for r, score in zip(results, scores, strict=True))
    known = [(result.score, result.year) for result in results if result.score is not None]
    latest, year = known[0] if known else (None, None)
    change = round(known[0][0] - known[1][0], 6) if len(known) > 1 else None
    return YearsOf(track.code, track.name, results, change, remark(track, window), latest, year)


def _whole(framework: str, track: Track, parts: Sequence[YearsOf], window: Sequence[float]) -> YearsOf:
    """The whole index: a total that nobody printed follows the framework's rule where every component is known."""
    scores = []
    for place, year in enumerate(window):
        score = track.score(year)
        if score is None and parts:
            score = printed_total(framework, [part.results[place].score for part in parts])
        scores.append(score)
    return _years_of(track, window, scores)


def _far_goal(aims: Sequence[Aim], horizon: int, code: str, goal: float | None) -> float | None:
    entered = goal_of(aims, horizon, code, score=True)
    return entered.score if entered else goal


def _paced(one: YearsOf, goal: float | None, horizon: int) -> YearsOf:
    """With the points needed in each year from the newest result to the horizon."""
    pace = None
    if goal is not None and one.latest is not None and one.latest_year is not None and one.latest_year < horizon:
        pace = max(goal - one.latest, 0.0) / (horizon - one.latest_year)
    return YearsOf(one.code, one.name, one.results, one.change, one.remark, one.latest, one.latest_year, goal, pace)


def _need(row: Indexed) -> Need:
    newest_score = row.actual.score if row.actual.score is not None else row.baseline.score
    gap = None if row.goal.score is None or newest_score is None else half_up(row.goal.score - newest_score, 2)
    return Need(row.code, row.name, row.done, row.due, gap, row.goal.score)
