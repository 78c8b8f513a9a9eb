"""The numbers of a review: scores, ranks, years, goals, results of other years, limits, and the days of reports."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from kehoach_xl.documents.thing import COMPONENT, DEADLINE, FIGURE, PAST, Thing
from kehoach_xl.domain import timeframe
from kehoach_xl.domain.deadlines import PARTS, PartDeadline
from kehoach_xl.domain.figure import Figure, Limit, read_limit
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.goal import read_aim
from kehoach_xl.domain.history import Result
from kehoach_xl.domain.plan import Component
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.domain.values import Rank, Reading, Unclear, read_rank, read_score

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_SPECIAL = re.compile(r"(chuyên đề|đột xuất)(?: 0?([1-9][0-9]?))?")
# A day of each month or quarter has no month of its own («ngày 20», «ngày 05 tháng sau»).
_DAY = re.compile(r"(?:trước |chậm nhất |đến )?(?:ngày )?[0-9]{1,2}(?: .*)?")
_UNSCALED = 10_000  # a framework without a scale may count in points of any size


_TOLD = ("score", "max_score", "rank", "of", "group")
_AIMED = ("score", "rank_from", "rank_to", "of")
_LONGEST = 160  # letters of a source
One = TypeVar("One", Goal, Result)


class Say(Protocol):
    """Where findings go: code, index of the thing, further facts."""

    def __call__(self, code: str, at: int | None, /, **facts: object) -> None: ...


def year_in(text: str) -> int:
    """The first year a text names, 0 for none."""
    found = _YEAR.search(text)
    return int(found[0]) if found else 0


class Figures:
    """Reads the numbers of one plan; what has no single reading is said and left out."""

    def __init__(self, base: int, most: float | None, total: float | None, say: Say) -> None:
        self.base, self.most, self.total, self.say = base, most, total, say

    def standing(self, at: int, one: Thing, year: int) -> Standing:
        """A component's score and rank of a year."""
        rank = self._rank(at, one.rank)
        score = self._score(at, one.score, self.most)
        return Standing(score, self.most, rank.n if rank else None, rank.of if rank else None, year)

    def goal(self, at: int, score: str, rank: str, year: int, *, whole: bool = False) -> Goal:
        """A goal: a score, and a rank or a range of ranks («22-25»)."""
        points = self._score(at, score, self.total if whole else self.most)
        if not clean(rank):
            return Goal(year, points)
        aim = read_aim(clean(rank))
        if isinstance(aim, Unclear):
            self.say("IMPORT_142", at, reason=aim.message.text)
            return Goal(year, points)
        return Goal(year, points, aim.rank_from, aim.rank_to, aim.of)

    def goals(self, lines: Iterable[tuple[int, Thing]]) -> tuple[Goal, ...]:
        """The goals of the whole index, one a year; two lines of a year that differ are said."""
        found: dict[int, Goal] = {}
        for at, one in lines:
            if year := self._year(at, one):
                goal = self.goal(at, one.score, one.rank, year, whole=True)
                found[year] = self._one_of(at, found.get(year), goal, _AIMED)
        return tuple(found.values())

    def results(
        self, lines: Iterable[tuple[int, Thing]], things: Sequence[Thing], components: Sequence[Component] = ()
    ) -> tuple[Standing, tuple[Result, ...]]:  # fmt: skip
        """The whole index in the baseline year, and everything that is known of it and of components besides."""
        whole: dict[float, Result] = {}
        for at, one in lines:
            if result := self._result(at, one, self.total):
                whole[result.year] = self._one_of(at, whole.get(result.year), result, _TOLD)
        now = whole.get(self.base, Result(self.base))
        found = [one for year, one in whole.items() if year != self.base]
        own = now.max_score if now.max_score != self.total else None
        if now.group or own:  # a standing keeps neither group nor scale
            score = now.score if own else None
            more = Result(self.base, score=score, max_score=own, group=now.group, source=now.source)
            found.insert(list(whole).index(self.base), more)
        past = self._past(things, components)
        overall = Standing(now.score, None, now.rank, now.of, self.base)  # type: ignore[arg-type]
        return overall, (*found, *past, *self._groups(things, past))

    def _past(self, things: Sequence[Thing], components: Sequence[Component]) -> tuple[Result, ...]:
        """Results of components and of other indices, each as it is said; those that differ are told."""
        codes = {one.code for one in components}
        groups = {clean(one.code): clean(one.value) for one in things if one.kind == COMPONENT}
        known = {(one.code, "", self.base): _now(one, groups.get(one.code, "")) for one in components}
        found: list[Result] = []
        for at, one in enumerate(things):
            if one.kind != PAST or not (result := self._result(at, one, self.most)):
                continue
            if result.code and components and result.code not in codes:
                self.say("IMPORT_146", at, parent=result.code)
            key = (result.code, "" if result.code else fold(result.name), int(result.year))
            first = known.setdefault(key, result)
            one_scale = (first.max_score or self.most) == (result.max_score or self.most)
            if _differ(first, result, ("score", "rank", "of", "group") if one_scale else ("rank", "of", "group")):
                self.say("IMPORT_179", at, year=result.year)
            found.append(result)
        return tuple(found)

    def _groups(self, things: Sequence[Thing], past: Sequence[Result]) -> tuple[Result, ...]:
        """The groups that components were put in in the baseline year, where no other line says them."""
        said = {one.code for one in past if one.year == self.base and one.group}
        return tuple(
            Result(self.base, code, group=clean(one.value), source=_source(one))
            for one in things if one.kind == COMPONENT and clean(one.value) and (code := clean(one.code)) not in said
        )  # fmt: skip

    def _one_of(self, at: int, known: One | None, new: One, fields: Sequence[str]) -> One:
        """What two lines say of one year; where they contradict each other that is said."""
        if known is None:
            return new
        if _differ(known, new, fields):
            self.say("IMPORT_178", at, year=known.year)
            return known
        more = {name: getattr(new, name) for name in fields if getattr(known, name) in (None, "")}
        return replace(known, **more)

    def limits(
        self, things: Sequence[Thing], target: int, codes: Callable[[str], tuple[str, ...]]
    ) -> tuple[Figure, ...]:  # fmt: skip
        """The goals in numbers; one without a year is for the year of the plan."""
        found: list[Figure] = []
        for at, one in enumerate(things):
            if one.kind != FIGURE:
                continue
            limit = read_limit(one.value)
            if isinstance(limit, Limit):
                year = self._year(at, one) if clean(one.year) else target
                found.append(Figure(clean(one.code), clean(one.name), limit, year, codes(one.leads), one.quote))
            else:
                self.say("IMPORT_142", at, reason=limit.message.text)
        return tuple(found)

    def deadlines(self, things: Sequence[Thing]) -> tuple[PartDeadline, ...]:
        """The plan's own days, by parts of the year, as worded. One line may tell the agencies' day and another the
        coordinator's; two wordings for the same day are said."""
        found: dict[str, PartDeadline] = {}
        for at, one in enumerate(things):
            if one.kind != DEADLINE:
                continue
            if not (part := _part(one.name)):
                self.say("IMPORT_155", at, known=", ".join(PARTS))
                continue
            for words in (one.timeframe, one.value):
                if clean(words) and not _says_a_day(part, words):
                    self.say("IMPORT_156", at, value=clean(words))
            known, told = found.get(part, PartDeadline(part)), (clean(one.timeframe), clean(one.value))
            pairs = ((known.deadline, told[0]), (known.report_by, told[1]))
            if any(old and new and fold(old) != fold(new) for old, new in pairs):
                self.say("IMPORT_157", at)
            sources = dict.fromkeys(text for text in (known.source, one.quote) if text)
            found[part] = PartDeadline(part, known.deadline or told[0], known.report_by or told[1], "; ".join(sources))
        return tuple(found.values())

    # -- single cells ------------------------------------------------------------------------------

    def _result(self, at: int, one: Thing, most: float | None) -> Result | None:
        year = self._year(at, one)
        if not year:
            return None
        rank, name = self._rank(at, one.rank), clean(one.name) if one.kind == PAST else ""
        points, _, scale = clean(one.score).partition("/")  # «68,12/100»: on a scale of its own
        own = self._score(at, scale, None)
        return Result(
            year, clean(one.parent), name, self._score(at, points, own or most), own,
            rank.n if rank else None, rank.of if rank else None, clean(one.value), _source(one),
        )  # fmt: skip

    def _year(self, at: int, one: Thing) -> int:
        """0 where none is given: then the line is told and left out, as no year is guessed."""
        year = year_in(one.year)
        if not year:
            self.say("IMPORT_143" if clean(one.year) else "IMPORT_158", at, value=clean(one.year))
        return year

    def _score(self, at: int, text: str, most: float | None) -> float | None:
        found = read_score(clean(text), most or _UNSCALED)
        if isinstance(found, Reading):
            return float(found.value) if isinstance(found.value, int | float) else None
        self.say("IMPORT_142", at, reason=found.message.text)
        return None

    def _rank(self, at: int, text: str) -> Rank | None:
        found = read_rank(clean(text))
        if isinstance(found, Reading):
            return found.value if isinstance(found.value, Rank) else None
        self.say("IMPORT_142", at, reason=found.message.text)
        return None


def _part(name: str) -> str:
    """A part of the year as the master writes it, '' for what is none."""
    if special := _SPECIAL.fullmatch(fold(name)):
        return " ".join(word for word in (special[1].capitalize(), special[2]) if word)
    return next((part for part in PARTS if fold(part) == fold(name)), "")


def _says_a_day(part: str, words: str) -> bool:
    """Whether a wording is understood as a day of a report (:mod:`kehoach_xl.domain.deadlines`)."""
    found = timeframe.parse(words)
    if found.every_year or found.kind in ("date", "before", "month", "quarter"):
        return True
    return part.startswith(("Tháng", "Quý")) and bool(_DAY.fullmatch(fold(words).strip(" .;,")))


def _source(one: Thing) -> str:
    """Where a result was said: the sentence or row, on one line."""
    text = clean(one.quote)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _now(one: Component, group: str) -> Result:
    now = one.baseline
    return Result(now.year or 0, score=now.score, max_score=now.max_score, rank=now.rank, of=now.of, group=group)


def _differ(known: Goal | Result, new: Goal | Result, fields: Sequence[str]) -> bool:
    """Whether both say something of a field and not the same."""
    pairs = ((getattr(known, name), getattr(new, name)) for name in fields)
    return any(a not in (None, "") and b not in (None, "") and a != b for a, b in pairs)
