"""`Chỉ số`: its rows are those of the appendix, with the same figures."""

from collections.abc import Iterator

from kehoach_xl.domain.appendix import Line, rank, score
from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.framework import TOTAL, framework
from kehoach_xl.domain.progress import Raw
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message

# The row of the whole index.

PLACES = (
    ("rank", "of", "rank", "Hạng năm cơ sở"), ("goal_rank", "goal_of", "goal_rank", "Hạng mục tiêu"),
)  # fmt: skip


def issue(code: str, row: RawRow, field: str, /, **facts: object) -> Issue:
    facts.setdefault("value", row.text(field))
    return Issue(Message(code, facts), "indices", row.row, field, row.text("id"), row.cells.get(field))


def of_components(subject: Subject) -> list[tuple[RawRow, Line]]:
    """The rows of components, each with its line of the appendix; what matches none is left out."""
    lines = {line.id: line for line in subject.lines if line.is_index and line.id}
    return [(row, lines[row.text("id")]) for row in subject.indices if row.text("id") in lines]


@check("indices", "CHECK_200", "CHECK_201", "CHECK_202", "CHECK_203")
def rows(subject: Subject) -> Iterator[Issue]:
    lines = {line.id: line for line in subject.lines if line.is_index and line.id}
    seen: dict[str, int] = {}
    for row in subject.indices:
        where = row.text("id")
        if where in seen:
            yield issue("CHECK_202", row, "code", value=where, other=seen[where])
        elif where != TOTAL and where not in lines:
            yield issue("CHECK_200", row, "code")
        elif where != TOTAL:
            yield from _same_words(row, lines[where])
        seen.setdefault(where, row.row)
    for where, line in lines.items() if subject.indices else ():
        if where not in seen:
            yield Issue(Message("CHECK_201", {"value": line.text("name")}), "indices", 0, "", "", line.text("name"))


def _same_words(row: RawRow, line: Line) -> Iterator[Issue]:
    for field, what in (("code", "Số thứ tự"), ("name", "Tên chỉ số")):
        if row.text(field) and line.text(field) and fold(row.text(field)) != fold(line.text(field)):
            yield issue("CHECK_203", row, field, what=what, other=line.text(field))


@check("indices", "CHECK_040")
def agree_with_appendix(subject: Subject) -> Iterator[Issue]:
    """What is missing or unclear in the appendix, or unclear here, has a finding of its own."""
    most = framework(subject.plan.framework).max_score or 100
    for row, line in of_components(subject):
        for field, what in (("score", "Điểm năm cơ sở"), ("goal_score", "Điểm mục tiêu")):
            here, there = score(row.cells.get(field)), score(line.cells.get(field))
            if there is not None and there <= most and (here is None or here <= most):
                yield from _differs(row, field, what, here, there)
        for field, of, source, what in PLACES:
            there = rank(line.cells.get(source))
            if there is not None:
                yield from _differs(row, field, what, _whole(row.cells.get(field)), there.n)
                yield from _differs(row, of, f"{what} trên tổng số", _whole(row.cells.get(of)), there.of)


def _differs(row: RawRow, field: str, what: str, here: float | None, there: float | None) -> Iterator[Issue]:
    raw = row.cells.get(field)
    empty = raw is None or (isinstance(raw, str) and not raw.strip())
    if there is not None and here != there and (here is not None or empty):
        yield issue("CHECK_040", row, field, what=what, value=_text(here), other=_text(there))


@check("indices", "CHECK_041")
def complete(subject: Subject) -> Iterator[Issue]:
    wanted, found = framework(subject.plan.framework).components, len(subject.plan.indices)
    if wanted and wanted != found:
        yield Issue(Message("CHECK_041", {"wanted": wanted, "found": found}), "indices")


def _whole(raw: Raw) -> int | None:
    place = rank(raw)
    return place.n if place and place.of is None else None


def _text(value: float | None) -> str:
    return "(trống)" if value is None else shown(value)
