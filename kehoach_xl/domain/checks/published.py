"""`Chỉ số`: figures that can be, figures that are published whole, and totals by the framework's rule."""

from collections import Counter
from collections.abc import Iterator

from kehoach_xl.domain.appendix import rank, score
from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.checks.figures import OUT_OF_RANGE, most_of
from kehoach_xl.domain.checks.indices import issue, of_components
from kehoach_xl.domain.framework import TOTAL, audit, framework
from kehoach_xl.domain.progress import Raw
from kehoach_xl.domain.values import Unclear, read_score, shown
from kehoach_xl.messages import Message

SCORES = (
    ("score", "Điểm năm cơ sở"), ("goal_score", "Điểm mục tiêu"), ("actual_score", "Điểm đã công bố"),
)  # fmt: skip
PLACES = (
    ("rank", "of", "Hạng năm cơ sở"), ("goal_rank", "goal_of", "Hạng mục tiêu"),
    ("actual_rank", "actual_of", "Hạng đã công bố"),
)  # fmt: skip
# A rank among fewer says nothing.
LEAST = 2
# What a computed cell of the total says where there is no figure.
MISSING = "không có"


@check("indices", "CHECK_010", "CHECK_122")
def scores(subject: Subject) -> Iterator[Issue]:
    whole = framework(subject.plan.framework).total_max
    for row in subject.indices:
        is_total = row.text("id") == TOTAL
        most = (whole or 1000) if is_total else most_of(subject)
        for field, _ in SCORES:
            raw = row.cells.get(field)
            if is_total and (raw == MISSING or ("indices", row.row, field) in subject.formulas):
                continue  # computed from the components, of which all is said
            reading = read_score(raw, most)
            if isinstance(reading, Unclear) and reading.code == OUT_OF_RANGE:
                yield issue("CHECK_122", row, field, most=shown(most))
            elif isinstance(reading, Unclear):
                yield issue("CHECK_010", row, field, reason=Message(reading.code, reading.facts).text)


@check("indices", "CHECK_014", "CHECK_204", "CHECK_206")
def places(subject: Subject) -> Iterator[Issue]:
    for row in subject.indices:
        for field, of, what in PLACES:
            wrong = [one for one, least in ((field, 1), (of, LEAST)) if not _is_count(row.cells.get(one), least)]
            for one in wrong:
                says = (what, 1) if one == field else (f"{what}, tổng số", LEAST)
                yield issue("CHECK_206", row, one, what=says[0], least=says[1])
            n, total = row.cells.get(field), row.cells.get(of)
            if wrong or (n is None and total is None):
                continue
            if n is None or (total is None and row.text("id") != TOTAL):
                # The overall goals of a plan often do not say among how many.
                missing, says = (field, what) if n is None else (of, f"{what}, tổng số")
                yield issue("CHECK_204", row, missing, what=says)
            elif total is not None and _count(n) > _count(total):
                yield issue("CHECK_014", row, field, value=f"{shown(n)}/{shown(total)}")


@check("indices", "CHECK_125", "CHECK_205")
def published(subject: Subject) -> Iterator[Issue]:
    """What is published is published for all components, and among the same number."""
    rows = [row for row, _ in of_components(subject)]
    for field, what in (("actual_score", "Điểm"), ("actual_rank", "Hạng")):
        missing = [row for row in rows if row.cells.get(field) is None]
        if len(missing) < len(rows):
            for row in missing:
                if field == "actual_score" or row.cells.get("actual_of") is None:
                    yield issue("CHECK_205", row, field, what=what)
    totals = Counter(raw for row in rows if _is_count(raw := row.cells.get("actual_of")) and raw is not None)
    for row in rows if len(totals) > 1 else ():
        usual, raw = totals.most_common(1)[0][0], row.cells.get("actual_of")
        if raw is not None and _is_count(raw) and raw != usual:
            yield issue("CHECK_125", row, "actual_of", value=shown(raw), other=shown(usual))


@check("indices", "CHECK_016", "CHECK_042", "CHECK_123")
def totals(subject: Subject) -> Iterator[Issue]:
    """A published total that she typed is held against its components (±0,05); its goal is no worse than its base."""
    parts = [row for row in subject.indices if row.text("id") != TOTAL]
    for row in subject.indices:
        if row.text("id") != TOTAL:
            continue
        for field, _ in SCORES:
            if ("indices", row.row, field) in subject.formulas:
                continue  # computed from the components, so it agrees with them
            scores = [score(part.cells.get(field)) for part in parts]
            result = audit(subject.plan.framework, scores, score(row.cells.get(field)))
            if result.agrees is False:
                facts = {"value": result.printed, "difference": result.difference, "total": result.computed}
                yield issue("CHECK_042", row, field, **{name: shown(number) for name, number in facts.items()})
        yield from _aims_lower(subject, row)


def _aims_lower(subject: Subject, row: RawRow) -> Iterator[Issue]:
    base, goal = score(row.cells.get("score")), score(row.cells.get("goal_score"))
    typed = not any(("indices", row.row, field) in subject.formulas for field in ("score", "goal_score"))
    if typed and base is not None and goal is not None and goal < base:
        yield issue("CHECK_016", row, "goal_score", value=shown(goal), base=shown(base))
    n, goal_n = rank(row.cells.get("rank")), rank(row.cells.get("goal_rank"))
    of, goal_of = row.cells.get("of"), row.cells.get("goal_of")
    if n and goal_n and of is not None and of == goal_of and goal_n.n > n.n:
        yield issue("CHECK_123", row, "goal_rank", base=shown(float(n.n)))


def _is_count(raw: Raw, least: int = 1) -> bool:
    """Nothing, or one whole number from ``least`` on."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return True
    place = rank(raw)
    return place is not None and place.of is None and place.n >= least


def _count(raw: Raw) -> int:
    place = rank(raw)
    return place.n if place else 0
