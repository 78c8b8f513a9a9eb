"""The numbers of a review: scores, ranks, years, goals, results of other years, limits, and the days of reports."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from kehoach_xl.documents.thing import DEADLINE, FIGURE, PAST, Thing
from kehoach_xl.domain import timeframe
from kehoach_xl.domain.deadlines import PARTS, PartDeadline
from kehoach_xl.domain.figure import Figure, Limit, read_limit
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.goal import read_aim
from kehoach_xl.domain.history import Result
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.domain.values import Rank, Reading, Unclear, read_rank, read_score

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_SPECIAL = re.compile(r"chuyên đề(?: [0-9]{1,2})?")
# A day of each month or quarter has no month of its own («ngày 20», «ngày 05 tháng sau»).
_DAY = re.compile(r"(?:trước |chậm nhất |đến )?(?:ngày )?[0-9]{1,2}(?: .*)?")
_UNSCALED = 10_000  # a framework without a scale may count in points of any size


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
        """The goals of the whole index."""
        dated = ((at, one, self._year(at, one)) for at, one in lines)
        return tuple(self.goal(at, one.score, one.rank, year, whole=True) for at, one, year in dated if year)

    def results(
        self, lines: Iterable[tuple[int, Thing]], things: Sequence[Thing]
    ) -> tuple[Standing, tuple[Result, ...]]:  # fmt: skip
        """The whole index in the baseline year, and everything that is known of it and of components besides."""
        overall, found = Standing(year=self.base), list[Result]()
        for at, one in lines:
            result = self._result(at, one, self.total)
            if result is None:
                continue
            if result.year == self.base:
                overall = Standing(result.score, None, result.rank, result.of, self.base)  # type: ignore[arg-type]
                if result.group:
                    found.append(Result(self.base, group=result.group))
            else:
                found.append(result)
        found += [
            result for at, one in enumerate(things)
            if one.kind == PAST and (result := self._result(at, one, self.most)) is not None
        ]  # fmt: skip
        return overall, tuple(found)

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
            part = next((part for part in PARTS if fold(part) == fold(one.name)), "")
            if not part and not _SPECIAL.fullmatch(fold(one.name)):
                self.say("IMPORT_155", at, known=", ".join(PARTS))
                continue
            for words in (one.timeframe, one.value):
                if clean(words) and not _says_a_day(words):
                    self.say("IMPORT_156", at, value=clean(words))
            part = part or clean(one.name)
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
            rank.n if rank else None, rank.of if rank else None, clean(one.value),
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


def _says_a_day(words: str) -> bool:
    return timeframe.parse(words).kind != "unknown" or bool(_DAY.fullmatch(fold(words).strip(" .;,")))
