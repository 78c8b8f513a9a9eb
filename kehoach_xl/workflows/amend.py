"""Áp dụng điều chỉnh: each line of `Điều chỉnh` becomes a dated entry with its document, and `Phụ lục` shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from kehoach_xl.domain.amendment import DAYS, Amendment, chain, history
from kehoach_xl.domain.amendment_reading import Order, read_order
from kehoach_xl.domain.appendix import rank, score
from kehoach_xl.domain.progress import to_cell
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
    waiting = [row for row in desk.table("amendments").rows if not row.text("id") and _is_filled(row)]
    if not waiting:
        raise Stop("AMEND_001")
    work.take_hand_edits()
    work.begin_step()
    report = AmendReport()
    # By effective day, so that two lines about one cell build their history in that order.
    for row in sorted(waiting, key=_effective):
        order = read_order(row.cells, row.row, desk.plan, desk.register)
        if isinstance(order, Message):
            report.refused.append(order)
            work.set_cells("amendments", {row.row: {"state": f"Chưa áp dụng: {order}"}})
        else:
            report.applied.append(_apply(work, row, order))
    if report.applied:
        report.new_rows = len(lay_out(work))
    work.show(work.settle(), work.in_view or desk.settings.get("shown_period", ""))
    work.log(note=f"{len(report.applied)} điều chỉnh đã áp dụng, {len(report.refused)} chưa áp dụng được.")
    report.backup = str(work.commit("dieu-chinh") or "")
    return report


def _is_filled(row: Row) -> bool:
    return any(value is not None for name, value in row.cells.items() if name not in ("id", "before", "state"))


def _effective(row: Row) -> tuple[float, int]:
    return row.number("effective") or 0.0, row.row


def _apply(work: Work, row: Row, order: Order) -> Message:
    """Make one entry; what was done, in words."""
    desk = work.desk
    target = order.target or _new_id(desk)
    line = next((line for line in desk.lines if line.id == target), None)
    value = to_cell(order.effective - timedelta(days=1)) if order.field == "until" else order.value
    if order.field == "since":
        value = to_cell(order.effective)
    before = line.cells.get(order.field) if line else None
    one = Amendment(
        f"DC{len(desk.ledger.amendments) + 1:03d}", order.kind, target, order.effective, value, before,
        order.document, order.document_date, work.today, len(desk.ledger.amendments),
    )  # fmt: skip
    amendments = [*desk.ledger.amendments, one]
    work.add_facts(fact_rows.amendment_rows(work.batch, one))
    at = line.row if line else desk.table("appendix").append_at(1)
    cells: dict[str, Cell] = {"amended": history(amendments, target)}
    if not line:
        cells |= {"id": target, "component": order.component or None, **order.task}
    newest = chain(amendments, target, order.field)[-1] is one
    if newest:
        cells[order.field] = value
    work.set_cells("appendix", {at: cells})
    if newest and order.field in ("goal_score", "goal_rank"):
        _to_indices(work, target, order)
    shown = "(chưa có trong phụ lục)" if order.field in DAYS else before
    done = {"id": one.id, "before": shown, "state": f"Đã áp dụng ngày {work.today:%d/%m/%Y}"}
    work.set_cells("amendments", {row.row: done if order.field != "until" else done | {"before": None}})
    desk.amended(amendments)
    return Message("AMEND_004", {"kind": order.kind, "code": order.code, "day": f"{order.effective:%d/%m/%Y}"})


def _to_indices(work: Work, target: str, order: Order) -> None:
    """The goal stands in `Chỉ số` too."""
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

