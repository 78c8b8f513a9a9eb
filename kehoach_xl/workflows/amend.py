"""Áp dụng điều chỉnh: each line of `Điều chỉnh` becomes a dated entry with its document, and `Phụ lục` shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from kehoach_xl.domain.amendment import DAYS, Amendment, chain, history
from kehoach_xl.domain.amendment_reading import Order, read_order
from kehoach_xl.domain.appendix import Line, rank, score
from kehoach_xl.domain.progress import to_cell
from kehoach_xl.domain.waiting import is_waiting
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.table import Cell, Row
from kehoach_xl.workflows.rows import lay_out
from kehoach_xl.workflows.work import Work


@dataclass
class AmendReport:
    """What was applied, the lines that could not be with the reason, and the record rows laid out for new reporters."""

    applied: list[Message] = field(default_factory=list)
    refused: list[Message] = field(default_factory=list)
    new_rows: int = 0
    backup: str = ""


def amend(book: Any, *, now: datetime | None = None) -> AmendReport:
    """Apply every line that is not applied yet, in the order of their effective days; undo takes them back.

    A line that cannot be applied says why in its own cell and changes nothing. Raises Stop AMEND_001 when no line
    waits; nothing is written then.
    """
    work = Work(book, "Áp dụng điều chỉnh", now)
    desk = work.desk
    waiting = [row for row in desk.table("amendments").rows if is_waiting(row.cells)]
    if not waiting:
        raise Stop("AMEND_001")
    work.take_hand_edits()
    report = AmendReport()
    refused: dict[int, Message] = {}
    # By effective day, so that two lines about one cell build their history in that order.
    for row in sorted(waiting, key=_effective):
        order = read_order(row.cells, row.row, desk.plan, desk.register, work.today)
        if isinstance(order, Order) and (twin := _twin(desk, order)) is not None:
            order = Message("AMEND_026", {"row": row.row, "code": order.code, "other": twin.id})
        if isinstance(order, Message):
            refused[row.row] = order
        else:
            report.applied.append(_apply(work, row, order))
    report.refused = [message for _, message in sorted(refused.items())]
    work.put_cells("amendments", {at: {"state": work.refusal("Chưa áp dụng", at, m)} for at, m in refused.items()})
    if report.applied:
        work.begin_step()
        report.new_rows = len(lay_out(work))
    work.show(work.settle(), work.in_view or desk.settings.get("shown_period", ""))
    work.log(note=f"{len(report.applied)} điều chỉnh đã áp dụng, {len(report.refused)} chưa áp dụng được.")
    report.backup = str(work.commit("dieu-chinh") or "")
    return report


def _twin(desk: Desk, order: Order) -> Amendment | None:
    """Another amendment of the same cell with the same effective day: nobody can say which one counts."""
    chained = chain(desk.ledger.amendments, order.target, order.field) if order.target else []
    return next((one for one in chained if one.effective == order.effective), None)


def _effective(row: Row) -> tuple[float, int]:
    return row.number("effective") or 0.0, row.row


def _apply(work: Work, row: Row, order: Order) -> Message:
    """Make one entry; what was done, in words."""
    desk = work.desk
    line = _line(desk, order)
    target = order.target or _new_id(desk)
    one = Amendment(
        f"DC{len(desk.ledger.amendments) + 1:03d}", order.kind, target, order.effective, _ordered(order),
        line.cells.get(order.field) if line else None, order.document, order.document_date, int(work.batch[1:]),
        len(desk.ledger.amendments),
    )  # fmt: skip
    amendments = [*desk.ledger.amendments, one]
    work.add_facts(fact_rows.amendment_rows(work.batch, one))
    cells: dict[str, Cell] = {"amended": history(amendments, target)}
    if not order.target:
        cells |= {"id": target, "component": order.component or None, **order.task}
    if chain(amendments, target, order.field)[-1] is one:
        cells |= {order.field: one.value} | ({"reporters": None} if order.field == "leads" else {})
        _to_indices(work, target, order)
    work.set_cells("appendix", {line.row if line else desk.table("appendix").append_at(1): cells})
    before = one.before if order.field not in DAYS else None
    done = {"id": one.id, "before": before, "state": f"Đã áp dụng ngày {work.today:%d/%m/%Y}"}
    work.set_cells("amendments", {row.row: done})
    desk.amended(amendments)
    return Message("AMEND_004", {"kind": order.kind, "code": order.code, "day": f"{order.effective:%d/%m/%Y}"})


def _line(desk: Desk, order: Order) -> Line | None:
    """The line that is changed; of an added task the one she typed herself, or none."""
    if order.target:
        return next((line for line in desk.lines if line.id == order.target), None)
    return next((line for line in desk.lines if line.is_task and not line.id and line.text("code") == order.code), None)


def _ordered(order: Order) -> Cell:
    """What is to stand in the cell: a task stands from the day on, or until the day before."""
    if order.field not in DAYS:
        return order.value
    return to_cell(order.effective - timedelta(days=order.field == "until"))


def _to_indices(work: Work, target: str, order: Order) -> None:
    """A goal stands in `Chỉ số` too."""
    if order.field not in ("goal_score", "goal_rank"):
        return
    found = next((row for row in work.desk.table("indices").rows if row.text("id") == target), None)
    if found is None:
        return
    place = rank(order.value)
    cells: Mapping[str, Cell] = (
        {"goal_score": score(order.value)}
        if order.field == "goal_score"
        else {"goal_rank": float(place.n), "goal_of": float(place.of) if place.of else None} if place else {}
    )
    work.set_cells("indices", {found.row: cells})


def _new_id(desk: Desk) -> str:
    """An id that no line of the appendix, of the past or of the facts has."""
    used = {line.id for line in desk.lines} | {one.target for one in desk.ledger.amendments}
    used |= {key for key, _, _ in (row.key for row in desk.record)}
    numbers = [int(one[2:]) for one in used if one[:2] == "NV" and one[2:].isdigit()]
    return f"NV{max(numbers, default=0) + 1:03d}"

