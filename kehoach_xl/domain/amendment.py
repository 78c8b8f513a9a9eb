"""Amendments of the plan: dated entries, each with the document that ordered it; history is never overwritten.

`Phụ lục` shows what the newest amendment ordered. What was in force on an earlier day comes from the chain of
amendments of the same cell: (what stood first, then each new value from its effective day on).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kehoach_xl.domain.appendix import Line
from kehoach_xl.domain.progress import Raw, as_text
from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message


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

# Fields that are days: from when, and until when, a task belongs to the plan.
DAYS = ("since", "until")


@dataclass(frozen=True, slots=True)
class Amendment:
    """One applied amendment. ``target`` is the row id in `Phụ lục`; ``before`` what stood there when it was
    applied, by the run numbered ``batch``; ``order`` grows with each one applied."""

    id: str
    kind: str
    target: str
    effective: date
    value: Raw
    before: Raw
    document: str
    document_date: date | None
    batch: int
    order: int

    @property
    def field(self) -> str:
        return KINDS[self.kind].field

    def counts(self, on: date, closed: int | None = None) -> bool:
        """Whether it is in force on a day; a period ``closed`` by the run of that number keeps what was known then.
        From when and until when a task belongs to the plan are days themselves and hold on every day."""
        known = closed is None or self.batch <= closed
        return self.field == "since" or (known and (self.field == "until" or self.effective <= on))


def chain(amendments: Iterable[Amendment], target: str, field: str) -> list[Amendment]:
    """The amendments of one cell, oldest effective day first."""
    mine = [one for one in amendments if one.target == target and one.field == field]
    return sorted(mine, key=lambda one: (one.effective, one.order))


def value_of(chained: Sequence[Amendment], standing: Raw, counts: Callable[[Amendment], bool]) -> Raw:
    """What one cell says when only some of its amendments count. ``standing`` is the cell as it stands, which is
    what the newest amendment ordered or her correction of it."""
    place = max((at for at, one in enumerate(chained) if counts(one)), default=-1)
    if place == len(chained) - 1:
        return standing
    if place < 0:
        return min(chained, key=lambda one: one.order).before
    newest, following = chained[place], chained[place + 1]
    # What stood when the following one was applied is the newest one with her corrections, if that was what stood.
    earlier = [one for one in chained if one.order < following.order]
    return following.before if earlier and earlier[-1] is newest else newest.value


def lines_with(
    lines: Sequence[Line], amendments: Sequence[Amendment], counts: Callable[[Amendment], bool]
) -> list[Line]:
    """The appendix when only some amendments count."""
    cells = {(one.target, one.field) for one in amendments if not counts(one)}
    standing = {line.id: line.cells for line in lines if line.id}
    changed: dict[str, dict[str, Raw]] = {}
    for target, field in cells:
        now = standing.get(target, {}).get(field)
        changed.setdefault(target, {})[field] = value_of(chain(amendments, target, field), now, counts)
    return [Line(line.row, {**line.cells, **changed.get(line.id, {})}) for line in lines]


def history(amendments: Iterable[Amendment], target: str) -> str:
    """What a reader sees beside the row, a line for each amendment, oldest first."""
    mine = sorted((one for one in amendments if one.target == target), key=lambda one: (one.effective, one.order))
    return "\n".join(str(_said(one)) for one in mine)


def _said(one: Amendment) -> Message:
    dated = f" ngày {one.document_date:%d/%m/%Y}" if one.document_date else ""
    facts = {
        "kind": one.kind, "day": f"{one.effective:%d/%m/%Y}", "document": one.document + dated,
        "before": _shown(one.before), "value": _shown(one.value),
    }  # fmt: skip
    return Message("AMEND_002" if one.field in DAYS else "AMEND_003", facts)


def _shown(raw: Raw) -> str:
    return shown(raw) if isinstance(raw, float) else as_text(raw) or "(trống)"
