"""What a trial score would change: of a component, and of the whole index by its framework's rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from kehoach_xl.domain.framework import aggregate


@dataclass(frozen=True, slots=True)
class Tried:
    """One component, or the whole, as it stands and as tried. ``covered`` is the share of the way from the baseline to
    the goal, ``pace`` the points needed in each year left to the horizon. Where nothing is tried, ``change``, ``gap``,
    ``covered`` and ``pace`` are None: a trial counts as of the target year, what stands as of its own."""

    code: str
    latest: float | None
    year: float | None
    trial: float | None
    used: float | None
    goal: float | None
    change: float | None
    gap_before: float | None
    gap: float | None
    covered_before: float | None
    covered: float | None
    pace_before: float | None
    pace: float | None


@dataclass(frozen=True, slots=True)
class Known:
    """What a trial starts from: the newest score and its year, the baseline's, the goal's, the horizon goal's."""

    code: str
    latest: float | None
    year: float | None
    baseline: float | None
    goal: float | None
    far_goal: float | None
    pace: float | None


def tried(
    framework: str, parts: Sequence[Known], whole: Known, trials: Sequence[float | None], years_left: int
) -> list[Tried]:
    """Each component with its trial score, and the whole index last. Without any trial the whole keeps the score it has
    (a printed total may differ from its parts); ``years_left`` run from the target year to the horizon."""
    used = [part.latest if trial is None else trial for part, trial in zip(parts, trials, strict=True)]
    if all(trial is None for trial in trials):
        total, found = whole.latest, None
    else:
        total = found = aggregate(framework, used)
    sides = [*zip(parts, trials, used, trials, strict=True), (whole, None, total, found)]
    return [_tried(part, trial, score, gives, years_left) for part, trial, score, gives in sides]


def _tried(part: Known, trial: float | None, used: float | None, found: float | None, years_left: int) -> Tried:
    """``found`` is the score that the trial gives, None where nothing is tried or it gives none."""
    pace = None
    if part.far_goal is not None and found is not None and years_left > 0:
        pace = max(part.far_goal - found, 0.0) / years_left
    return Tried(
        part.code, part.latest, part.year, trial, used, part.goal, _less(found, part.latest),
        _less(part.goal, part.latest), _less(part.goal, found), _covered(part, part.latest), _covered(part, found),
        part.pace, pace,
    )  # fmt: skip


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else round(one - other, 6)


def _covered(part: Known, score: float | None) -> float | None:
    whole, done = _less(part.goal, part.baseline), _less(score, part.baseline)
    return None if not whole or done is None else done / whole
