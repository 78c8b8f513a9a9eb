"""`Chỉ số`: the same figures as the appendix, and totals by the framework's rule."""

from collections.abc import Iterator

from kehoach_xl.domain.appendix import rank, score
from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.framework import audit, framework
from kehoach_xl.domain.progress import Raw
from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message


def issue(code: str, row: RawRow, field: str, /, **facts: object) -> Issue:
    return Issue(Message(code, facts), "indices", row.row, field, str(row.cells.get("id") or ""), row.cells.get(field))


@check
def agree_with_appendix(subject: Subject) -> Iterator[Issue]:
    lines = {line.id: line for line in subject.lines if line.is_component and line.id}
    for row in subject.indices:
        line = lines.get(str(row.cells.get("id") or ""))
        if line is None:
            continue
        for field, what in (("score", "Điểm năm cơ sở"), ("goal_score", "Điểm mục tiêu")):
            here, there = score(row.cells.get(field)), score(line.cells.get(field))
            if here != there:
                yield issue("CHECK_040", row, field, what=what, value=_text(here), other=_text(there))
        for field, what in (("rank", "Hạng năm cơ sở"), ("goal_rank", "Hạng mục tiêu")):
            here, there = _place(row.cells.get(field)), _place(line.cells.get(field))
            if here != there:
                yield issue("CHECK_040", row, field, what=what, value=_text(here), other=_text(there))


@check
def complete(subject: Subject) -> Iterator[Issue]:
    wanted, found = framework(subject.plan.framework).components, len(subject.plan.components)
    if wanted and wanted != found:
        yield Issue(Message("CHECK_041", {"wanted": wanted, "found": found}), "indices")


@check
def totals(subject: Subject) -> Iterator[Issue]:
    """A published total that she typed is held against its components (±0,05)."""
    framework_id = subject.plan.framework
    parts = [row for row in subject.indices if row.cells.get("id") != "TONG"]
    for row in subject.indices:
        if row.cells.get("id") != "TONG":
            continue
        for field in ("score", "goal_score", "actual_score"):
            scores = [score(part.cells.get(field)) for part in parts]
            result = audit(framework_id, scores, score(row.cells.get(field)))
            if result.agrees is False:
                value, total = _text(result.printed), _text(result.computed)
                difference = _text(result.difference)
                yield issue("CHECK_042", row, field, value=value, difference=difference, total=total)


def _place(raw: Raw) -> float | None:
    place = rank(raw)
    return float(place.n) if place else None


def _text(value: float | None) -> str:
    return "(trống)" if value is None else shown(value)
