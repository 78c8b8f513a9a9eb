"""What an index got year by year, its components followed through renaming.

A result belongs to a component of *today* (its code, '' for the whole index), whatever it was called then. Where
several results are entered for one component and year, the last entered counts. Missing stays ``None``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kehoach_xl.domain.gap import Standing, position

# How many years are looked at side by side, the newest of those that have a result.
WINDOW = 5
# A year outside is a slip of the pen, or a day that the spreadsheet made of something.
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Result:
    """One published result: score of ``max_score``, rank of ``of`` bodies, the group named for it, and the name
    the component had that year ('' when as today); ``source`` says where it was published."""

    year: float
    code: str = ""
    name: str = ""
    score: float | None = None
    max_score: float | None = None
    rank: float | None = None
    of: float | None = None
    group: str = ""
    source: str = ""


@dataclass(frozen=True)
class Track:
    """One component, or the whole index (``code`` ''), with its results: of the plan's baseline year, of its target
    year once published, and earlier or later ones as entered."""

    code: str
    name: str
    baseline: Standing
    actual: Standing
    entered: tuple[Result, ...] = ()

    def entry(self, year: float) -> Result | None:
        """The last entered result of a year."""
        return next((one for one in reversed(self.entered) if one.year == year), None)

    def score(self, year: float) -> float | None:
        """The score of a year: that of the plan before one that was entered beside it."""
        for side in (self.baseline, self.actual):
            if side.year == year and side.score is not None:
                return side.score
        entry = self.entry(year)
        return entry.score if entry else None

    def place(self, year: float) -> tuple[float | None, float | None]:
        """Rank and number of ranked bodies of a year, from one source: never the rank of one and the number of
        another."""
        for side in (self.baseline, self.actual):
            if side.year == year and side.rank is not None:
                return side.rank, side.of
        entry = self.entry(year)
        return (entry.rank, entry.of if entry.rank is not None else None) if entry else (None, None)

    def at(self, year: float) -> Standing:
        """Everything known of a year."""
        rank, of = self.place(year)
        return Standing(self.score(year), None, rank, of, year)  # type: ignore[arg-type]

    def position(self, year: float) -> float | None:
        """Relative position (N − n)/(N − 1) of a year; see :func:`kehoach_xl.domain.gap.position`."""
        return position(*self.place(year))  # type: ignore[arg-type]

    def old_name(self, year: float) -> str:
        """The name it had in a year, '' when as today or not entered."""
        entry = self.entry(year)
        return entry.name if entry and entry.name.casefold() != self.name.casefold() else ""

    def group(self, year: float) -> str:
        entry = self.entry(year)
        return entry.group if entry else ""


def years(tracks: Sequence[Track], baseline: int, target: int, entered: Sequence[Result]) -> list[float]:
    """The newest years with a result, newest first, at most :data:`WINDOW`. The baseline year always counts, the
    target year once a component's score or rank is published."""
    known = {float(one.year) for one in entered if FIRST_YEAR <= one.year <= LAST_YEAR} | {float(baseline)}
    if any(track.actual.score is not None or track.actual.rank is not None for track in tracks):
        known.add(float(target))
    return sorted(known, reverse=True)[:WINDOW]


def newest(track: Track, of: Sequence[float]) -> tuple[float | None, float | None]:
    """Score and year of the newest of these years (newest first) that has a score."""
    return next(((score, year) for year in of if (score := track.score(year)) is not None), (None, None))


def newest_place(track: Track, of: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """Rank, number of bodies and year of the newest of these years (newest first) that has a rank."""
    for year in of:
        rank, bodies = track.place(year)
        if rank is not None:
            return rank, bodies, year
    return None, None, None


def remark(track: Track, of: Sequence[float]) -> str:
    """Earlier names, each with the last year it was used («Đến 2024: …»), then the newest group; '' where nothing
    is to be said. ``of`` runs from the newest year back."""
    said, later = [], ""
    for year in of:
        name = track.old_name(year)
        if name and name.casefold() != later.casefold():
            said.append(f"Đến {year:g}: {name}")
        later = name
    grouped = next((f"Nhóm {year:g}: {group}" for year in of if (group := track.group(year))), "")
    return "; ".join([*said, *([grouped] if grouped else [])])
