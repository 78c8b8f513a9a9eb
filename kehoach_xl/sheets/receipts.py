"""`Gửi nhận`: one line per form sent, with what came back; and the agencies that `Tổng hợp` lists."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kehoach_xl.domain.progress import RowKey, to_cell
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets import formulas
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.facts import Received
from kehoach_xl.sheets.record import changed_blocks
from kehoach_xl.sheets.table import Block, Cell, Table

if TYPE_CHECKING:
    from kehoach_xl.domain.lateness import Form

# (period, agency) → day.
Days = Mapping[tuple[str, str], date]
# How an ordinary return came.
FORM = "Phiếu Excel"


class Dispatch(NamedTuple):
    """One form that went out."""

    period: str
    agency: str
    number: str
    tasks: int
    on: date
    file: str

    @property
    def id(self) -> str:
        return f"{self.period}|{self.agency}"


def forms_of(desk: Desk) -> "list[Form]":
    """Every line of `Gửi nhận`, with what became of it, by the order in which `Tổng hợp` lists the agencies."""
    from kehoach_xl.domain.lateness import Form, result  # a merge asks for none

    order = {row.text("agency"): at for at, row in enumerate(desk.table("scope").rows)}
    found = []
    for row in desk.table("receipts").rows:
        listed = desk.periods.get(row.text("period"))
        if row.text("agency"):
            deadline, received = listed.deadline if listed else None, row.day("received")
            sent = bool(row.text("dispatch"))
            state = result(received, row.number("filled"), deadline, sent)
            one = Form(row.text("agency"), row.text("period"), deadline, received, state, sent)
            found.append(one)
    return sorted(found, key=lambda one: order.get(one.agency, len(order)))


def sent_blocks(desk: Desk, dispatches: Sequence[Dispatch]) -> list[Block]:
    """A line per form; a form sent again renews its line."""
    table = desk.table("receipts")
    row_of = {row.text("id"): row.row for row in table.rows}
    fresh = [one for one in dispatches if one.id not in row_of]
    blocks: list[Block] = []
    if fresh:
        start = table.append_at(len(fresh))
        rows = [_line(desk, one) for one in fresh]
        blocks += table.blocks(start, rows) + _results(table, start, len(rows))
    renewed: dict[int, dict[str, Cell]] = {
        row_of[one.id]: {"dispatch": one.number, "tasks": float(one.tasks), "file": one.file}
        for one in dispatches
        if one.id in row_of
    }
    return blocks + changed_blocks(table, renewed)


def _results(table: Table, start: int, count: int) -> list[Block]:
    """What became of these lines, by formulas."""
    text = formulas.receipt_result(lambda field: column_letters(table.columns[field]), start)
    return table.filled(start, count, {"result": text})


def _line(desk: Desk, one: Dispatch) -> dict[str, Cell]:
    return {
        "id": one.id,
        "period": one.period,
        "agency": one.agency,
        "agency_name": desk.register.name(one.agency),
        "dispatch": one.number,
        "tasks": float(one.tasks),
        "sent": to_cell(one.on),
        "received": None,
        "newest": None,
        "copies": None,
        "filled": None,
        "how": None,
        "file": one.file,
    }


def entered_blocks(desk: Desk, received: Iterable[Received]) -> list[Block]:
    """A line for each agency that reported without having been sent a form."""
    table = desk.table("receipts")
    have = {row.text("id") for row in table.rows}
    fresh: dict[str, list[Received]] = {}
    for one in received:
        if (name := f"{one.period}|{one.agency}") not in have:
            fresh.setdefault(name, []).append(one)
    if not fresh:
        return []
    start = table.append_at(len(fresh))
    empty: dict[str, Cell] = {"dispatch": None, "tasks": None, "sent": None, "file": None}
    rows = []
    for copies in fresh.values():
        unsent = Dispatch(copies[0].period, copies[0].agency, "", 0, copies[0].on, "")
        rows.append(_line(desk, unsent) | empty | _came_back(copies, None))
    return table.blocks(start, rows) + _results(table, start, len(rows))


def typed_days(desk: Desk) -> Days:
    """The days of receipt that she corrected since they were written: a file knows only when it was last saved."""
    by_sender = _by_sender(desk.ledger.received)
    found: dict[tuple[str, str], date] = {}
    for row in desk.table("receipts").rows:
        key = row.text("period"), row.text("agency")
        written = _came_back(by_sender.get(key, []), desk.ledger.days.get(key))["received"]
        typed = row.day("received")
        if written is not None and typed is not None and to_cell(typed) != written:
            found[key] = typed
    return found


def _by_sender(received: Iterable[Received]) -> dict[tuple[str, str], list[Received]]:
    found: dict[tuple[str, str], list[Received]] = {}
    for one in received:
        found.setdefault((one.period, one.agency), []).append(one)
    return found


def received_blocks(desk: Desk, received: Iterable[Received], days: Days) -> list[Block]:
    """Bring the lines to the returns received so far; ``days`` are those of receipt that she corrected."""
    by_sender = _by_sender(received)
    table = desk.table("receipts")
    wanted: dict[int, dict[str, Cell]] = {}
    for row in table.rows:
        key = row.text("period"), row.text("agency")
        copies = by_sender.get(key, [])
        wanted[row.row] = _came_back(copies, days.get(key))
        if not copies and not row.text("dispatch"):  # neither sent nor received any more
            wanted[row.row] |= {name: None for name in row.cells if name != "result"}
    return changed_blocks(table, wanted)


def _came_back(copies: Sequence[Received], corrected: date | None) -> dict[str, Cell]:
    if not copies:
        return dict.fromkeys(("received", "newest", "copies", "filled", "how"))
    # An agency was in time when its first filled return was: correcting it later is not being late.
    first = min(one.on for one in ([one for one in copies if one.filled] or copies))
    return {
        "received": to_cell(corrected or first),
        "newest": to_cell(max(one.on for one in copies)),
        "copies": float(len(copies)),
        "filled": float(max(one.filled for one in copies)),
        "how": max(copies, key=lambda one: (one.on, one.how, one.sha)).how or FORM,
    }


def scope_blocks(desk: Desk, keys: Iterable[RowKey]) -> list[Block]:
    """Add to `Tổng hợp` the agencies that have a row and are not listed yet, in the order of the register."""
    table = desk.table("scope")
    have = {row.text("agency") for row in table.rows}
    reporting = {agency for _, agency, _ in keys}
    missing = [a.code for a in desk.register.agencies if a.code in reporting and a.code not in have]
    if not missing:
        return []
    return table.blocks(table.append_at(len(missing)), [{"agency": code} for code in missing])
