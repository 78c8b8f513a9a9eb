"""Scores and ranks of `Phụ lục`: readable, in range, and each in keeping with the others."""

from collections import Counter
from collections.abc import Iterator

from kehoach_xl.domain.appendix import Line, rank, score
from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.checks.appendix import issue
from kehoach_xl.domain.framework import framework
from kehoach_xl.domain.values import Unclear, read_rank, read_score, shown
from kehoach_xl.messages import Message

SCORES = (("score", "Điểm số năm cơ sở"), ("goal_score", "Điểm số mục tiêu"))
RANKS = (("rank", "Xếp hạng năm cơ sở"), ("goal_rank", "Xếp hạng mục tiêu"))

# Out of the limits of the quantity, and more than there are ranked bodies.
OUT_OF_RANGE, ABOVE_TOTAL = "VALUE_006", "VALUE_016"


def most_of(subject: Subject) -> float:
    """The most one component can get; 100 where the framework does not say."""
    return framework(subject.plan.framework).max_score or 100


@check("appendix", "CHECK_010", "CHECK_012", "CHECK_016", "CHECK_122")
def scores(subject: Subject) -> Iterator[Issue]:
    most = most_of(subject)
    lines = [line for line in subject.used if line.is_index]
    for field, what in SCORES:
        missing: list[Line] = []
        for line in lines:
            reading = read_score(line.cells.get(field), most)
            if isinstance(reading, Unclear) and reading.code == OUT_OF_RANGE:
                yield issue("CHECK_122", line, field, most=shown(most))
            elif isinstance(reading, Unclear):
                yield issue("CHECK_010", line, field, reason=Message(reading.code, reading.facts).text)
            elif reading.value is None:
                missing.append(line)
        yield from _missing(missing, lines, field, what)
    for line in lines:
        base, goal = score(line.cells.get("score")), score(line.cells.get("goal_score"))
        if base is not None and goal is not None and goal < base <= most:
            yield issue("CHECK_016", line, "goal_score", value=shown(goal), base=shown(base))


@check("appendix", "CHECK_012", "CHECK_013", "CHECK_014", "CHECK_015", "CHECK_123", "CHECK_124", "CHECK_125")
def ranks(subject: Subject) -> Iterator[Issue]:
    lines = [line for line in subject.used if line.is_index]
    for field, what in RANKS:
        missing: list[Line] = []
        totals = Counter(place.of for line in lines if (place := rank(line.cells.get(field))) and place.of)
        usual = totals.most_common(1)[0][0] if totals else None
        for line in lines:
            reading = read_rank(line.cells.get(field))
            if isinstance(reading, Unclear) and reading.code == ABOVE_TOTAL:
                yield issue("CHECK_014", line, field)
            elif isinstance(reading, Unclear):
                yield issue("CHECK_013", line, field, reason=Message(reading.code, reading.facts).text)
            elif reading.value is None:
                missing.append(line)
            elif reading.value.of is None:
                yield issue("CHECK_124", line, field)
            elif reading.value.of != usual:
                yield issue("CHECK_125", line, field, value=reading.value.of, other=usual)
        yield from _missing(missing, lines, field, what)
    yield from _between_years(lines)


def _between_years(lines: list[Line]) -> Iterator[Issue]:
    said = False
    for line in lines:
        base, goal = rank(line.cells.get("rank")), rank(line.cells.get("goal_rank"))
        if not (base and goal and base.of and goal.of):
            continue
        if base.of == goal.of and goal.n > base.n:
            yield issue("CHECK_123", line, "goal_rank", base=line.text("rank"))
        if base.of != goal.of and not said:  # one line says it for all components
            said = True
            yield issue("CHECK_015", line, "goal_rank", base=base.of, goal=goal.of)


def _missing(missing: list[Line], lines: list[Line], field: str, what: str) -> Iterator[Issue]:
    """One finding for each line, or one for all when the plan has none of these figures."""
    if len(missing) == len(lines) > 1:
        yield issue("CHECK_012", lines[0], field, what=f"{what} của tất cả chỉ số thành phần")
        return
    for line in missing:
        yield issue("CHECK_012", line, field, what=what)
