"""Goals of any year, for a component or the whole index, and how they stand.

A range of ranks (22–25) or a top-k (1–15) is reached by its worse end. The verdict compares a goal only with the result
of its own year; what an earlier rank is worth among another number of bodies is told beside it, for reference only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kehoach_xl.domain.gap import position
from kehoach_xl.domain.history import Track, newest, newest_place

REACHED, NO_RESULT, OTHER_TOTAL, TO_GO = "reached", "no_result", "other_total", "to_go"


@dataclass(frozen=True, slots=True)
class Aim:
    """One goal as entered: ``code`` '' for the whole index; a rank from ``rank_from`` to ``rank_to``, in any order;
    ``of`` how many are ranked, where the document says it."""

    year: float | None
    code: str = ""
    score: float | None = None
    rank_from: float | None = None
    rank_to: float | None = None
    of: float | None = None
    source: str = ""

    @property
    def ranks(self) -> tuple[float, float] | None:
        """The best and the worst rank that reach the goal, None where it names none."""
        known = [rank for rank in (self.rank_from, self.rank_to) if rank is not None]
        return (min(known), max(known)) if known else None

    @property
    def enough(self) -> float | None:
        return self.ranks[1] if self.ranks else None

    @property
    def is_empty(self) -> bool:
        return (self.year, self.score, self.ranks, self.of) == (None, None, None, None) and not self.code


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a goal is reached: ``state``, and how much is missing (points or places) where it is not."""

    state: str
    missing: float | None = None


@dataclass(frozen=True, slots=True)
class AimStanding:
    """How one goal stands. ``place`` is its relative position among its own number of bodies or the assumed one;
    ``rank``, ``of``, ``rank_year`` and ``score``, ``score_year`` the newest results known; ``worth`` the rank with that
    relative position among the goal's number, ``places_to_go`` from there; both for reference only."""

    aim: Aim
    track: Track | None
    place: float | None = None
    by_score: Verdict | None = None
    by_rank: Verdict | None = None
    rank: float | None = None
    of: float | None = None
    rank_year: float | None = None
    score: float | None = None
    score_year: float | None = None
    worth: int | None = None
    places_to_go: float | None = None


def standing(aim: Aim, tracks: Sequence[Track], years: Sequence[float], assumed: float | None) -> AimStanding:
    """One goal against what is known in ``years`` (newest first); ``assumed`` is the number of ranked bodies where the
    goal's document does not say it. A goal without a year, or of no known component, stands nowhere."""
    track = next((one for one in tracks if one.code.casefold() == aim.code.casefold()), None)
    if track is None or aim.year is None:
        return AimStanding(aim, None)
    among = aim.of if aim.of is not None else assumed
    rank, of, rank_year = newest_place(track, years)
    score, score_year = newest(track, years)
    worth = equivalent(rank, of, among) if aim.enough is not None else None
    return AimStanding(
        aim, track, position(aim.enough, among), _by_score(aim, track), _by_rank(aim, track), rank, of, rank_year,
        score, score_year, worth, None if worth is None or aim.enough is None else max(worth - aim.enough, 0),
    )  # fmt: skip


def equivalent(rank: float | None, of: float | None, among: float | None) -> int | None:
    """The rank among another number of bodies that has the same relative position, to whole ranks."""
    place = position(rank, of)
    return None if place is None else rank_at(place, among)


def rank_at(place: float, among: float | None) -> int | None:
    """The rank that a relative position is worth among a number of bodies: N − p(N − 1), halves upwards."""
    if among is None or among < 2:
        return None
    exact = round(among - place * (among - 1), 9)
    return int(exact + 0.5) if exact >= 0 else -int(-exact + 0.5)


def _by_score(aim: Aim, track: Track) -> Verdict | None:
    if aim.score is None or aim.year is None:
        return None
    got = track.score(aim.year)
    if got is None:
        return Verdict(NO_RESULT)
    missing = round(aim.score - got, 6)
    return Verdict(REACHED) if missing <= 0 else Verdict(TO_GO, missing)


def _by_rank(aim: Aim, track: Track) -> Verdict | None:
    if aim.enough is None or aim.year is None:
        return None
    rank, of = track.place(aim.year)
    if rank is None:
        return Verdict(NO_RESULT)
    if aim.of is not None and of is not None and aim.of != of:
        return Verdict(OTHER_TOTAL)
    return Verdict(REACHED) if rank <= aim.enough else Verdict(TO_GO, rank - aim.enough)


def goal_of(aims: Sequence[Aim], year: float, code: str, *, score: bool) -> Aim | None:
    """The last goal entered for a year and a component that has a score, or a rank."""
    for aim in reversed(aims):
        wanted = aim.score is not None if score else aim.ranks is not None
        if aim.year == year and aim.code.casefold() == code.casefold() and wanted:
            return aim
    return None
