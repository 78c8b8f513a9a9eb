"""Amendments of the plan: dated entries, each with the document that ordered it; history is never overwritten.

`Phụ lục` shows what the newest amendment ordered. What was in force on an earlier day comes from the chain of
amendments of the same cell: (what stood first, then each new value from its effective day on).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kehoach_xl.domain.appendix import Line
from kehoach_xl.domain.progress import Raw


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of amendment: its label, the field of `Phụ lục` it changes, and whether that is a task's."""

    label: str
    field: str
    of_task: bool = True


KINDS: Mapping[str, Kind] = {
    kind.label: kind
    for kind in (
        Kind("Gia hạn", "timeframe"),
        Kind("Điều chỉnh nội dung", "content"),
        Kind("Giao lại chủ trì", "leads"),
        Kind("Giao lại phối hợp", "coordinators"),
        Kind("Bổ sung nhiệm vụ", "since"),
        Kind("Dừng nhiệm vụ", "until"),
        Kind("Điều chỉnh điểm mục tiêu", "goal_score", of_task=False),
        Kind("Điều chỉnh hạng mục tiêu", "goal_rank", of_task=False),
    )
}


@dataclass(frozen=True, slots=True)
class Amendment:
    """One applied amendment. ``target`` is the row id in `Phụ lục`; ``before`` what stood there when it was
    applied; ``order`` grows with each one applied."""

    id: str
    kind: str
    target: str
    effective: date
    value: Raw
    before: Raw
    document: str
    document_date: date | None
    order: int

    @property
    def field(self) -> str:
        return KINDS[self.kind].field


def chain(amendments: Sequence[Amendment], target: str, field: str) -> list[Amendment]:
    """The amendments of one cell, oldest effective day first."""
    mine = [one for one in amendments if one.target == target and one.field == field]
    return sorted(mine, key=lambda one: (one.effective, one.order))


def value_on(chained: Sequence[Amendment], standing: Raw, on: date) -> Raw:
    """What was in force in one cell on a day. ``standing`` is the cell as it stands, which is what the newest
    amendment ordered or a correction of it."""
    later = [place for place, one in enumerate(chained) if one.effective > on]
    if not later:
        return standing
    place = later[0]
    if place == 0:
        return min(chained, key=lambda one: one.order).before
    previous, following = chained[place - 1], chained[place]
    # A later one applied later saw any correction of the earlier; one applied before it did not.
    return following.before if following.order > previous.order else previous.value


def lines_on(lines: Sequence[Line], amendments: Sequence[Amendment], on: date) -> list[Line]:
    """The appendix as it was in force on a day."""
    cells = {(one.target, one.field) for one in amendments if one.effective > on}
    changed: dict[str, dict[str, Raw]] = {}
    standing = {line.id: line.cells for line in lines if line.id}
    for target, field in cells:
        if field not in ("since", "until"):  # these two are days themselves
            now = standing.get(target, {}).get(field)
            changed.setdefault(target, {})[field] = value_on(chain(amendments, target, field), now, on)
    return [
        Line(line.row, {**line.cells, **changed[line.id]}) if line.id in changed else line
        for line in lines
    ]
