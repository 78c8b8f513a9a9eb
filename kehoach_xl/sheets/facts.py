"""The facts in the very hidden sheet: appended, never rewritten; an undone merge stays, marked as undone.

Kinds: ``sent`` (a file went out, with this prefilled), ``return`` (a report came back, with all that it says),
``answer`` (a cell of it was corrected), ``edit`` (she typed), ``decision`` (she chose), ``confirm`` (her word on a
file), ``day`` (she corrected when a report was received), ``amend`` (a document changed the plan), ``close`` and
``reopen`` (a period), ``cell`` (an operation wrote a cell that is not of the record), ``step`` (a batch that can be
undone begins), ``undo`` (a batch no longer counts), ``row`` (what stood in a row of another sheet; one without a name:
its table was looked at), ``letter`` (an e-mail left us, or may have; what left cannot be undone), ``oddity``.

Up to layout 6 each prefilled cell was a ``base`` row and each returned one an ``answer`` row: both are still read.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import zip_longest
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from kehoach_xl.domain.confirmation import Confirmation, FileKey
from kehoach_xl.domain.letter import Dispatched
from kehoach_xl.domain.progress import STANDARD, CellKey, RowKey, Value, from_json, to_json
from kehoach_xl.domain.rows import Rows, Values
from kehoach_xl.domain.said import Answer, Said, Slot, base_from_json, base_to_json
from kehoach_xl.domain.settle import Decision, Edit, Facts, Return
from kehoach_xl.sheets.fact_pieces import pieces, whole
from kehoach_xl.sheets.table import Cell, Row
from kehoach_xl.sheets.watched import Stood

if TYPE_CHECKING:
    from kehoach_xl.domain.amendment import Amendment

UNDOABLE = frozenset({"return", "answer", "decision", "confirm", "amend", "cell"})
# Ends the choice of a decision that was made for many lines at once.
IN_BULK = " bulk"


class Sent(NamedTuple):
    """One dispatched file."""

    period: str
    agency: str
    dispatch: str
    tasks: tuple[str, ...]
    on: date


class Received(NamedTuple):
    """One accepted return, as the receipts need it. ``how`` names the document of one that was entered by hand."""

    sha: str
    period: str
    agency: str
    name: str
    at: datetime | None
    on: date
    filled: int
    batch: str
    how: str = ""

    @property
    def says_something(self) -> bool:
        """A form that came back untouched is no report; a document that was entered by hand is one."""
        return bool(self.filled or self.how)


class Step(NamedTuple):
    """One operation that can be undone."""

    batch: str
    operation: str


class Written(NamedTuple):
    """A cell that an operation wrote: its table, the id of its row, the sheet row then, the field, both values."""

    table: str
    key: str
    row: int
    field: str
    old: Cell
    new: Cell


@dataclass
class Ledger:
    """All facts that still count, and the steps an undo could take back (oldest first)."""

    facts: Facts = field(default_factory=Facts)
    sent: list[Sent] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    written: dict[str, list[Written]] = field(default_factory=dict)
    amendments: "list[Amendment]" = field(default_factory=list)
    confirmed: dict[FileKey, Confirmation] = field(default_factory=dict)
    days: dict[tuple[str, str], date] = field(default_factory=dict)
    closed: dict[str, int] = field(default_factory=dict)
    oddities: list[tuple[str, str, str]] = field(default_factory=list)
    stood: dict[str, dict[str, Stood]] = field(default_factory=dict)
    # What became last of each letter, by its id.
    letters: dict[str, Dispatched] = field(default_factory=dict)
    next_batch: str = "b0001"

    def newest_form(self, period: str, agency: str) -> Sent | None:
        """The form that was made last for an agency and a period; None where none was."""
        return next((one for one in reversed(self.sent) if (one.period, one.agency) == (period, agency)), None)


class _Returned(NamedTuple):
    """One return as its row tells it; ``is_whole`` when that says everything and only corrections may follow."""

    received: Received
    said: Said
    is_whole: bool
    dispatch: str
    mailed: bool

    def made(self, answers: Mapping[Slot, Answer]) -> Return:
        """The return with what single rows say of its cells."""
        one = self.received
        return Return(
            one.sha, one.agency, one.period, one.at, self.said | answers if answers else self.said, one.name,
            bool(one.how), self.dispatch, self.mailed,
        )  # fmt: skip


def read(rows: Iterable[Row]) -> Ledger:
    """The ledger of the fact rows."""
    rows = list(whole(rows))
    undone = {row.text("ref") for row in rows if row.text("kind") == "undo"}
    base: dict[str, dict[CellKey, Value]] = {}
    prefilled: dict[str, dict[RowKey, Values]] = {}
    edits: dict[CellKey, Edit] = {}
    decisions: dict[CellKey, Decision] = {}
    returned: dict[str, _Returned] = {}
    answers: dict[str, dict[Slot, Answer]] = {}
    ledger = Ledger()
    numbers = [0]
    for row in rows:
        batch, kind, name = row.text("batch"), row.text("kind"), row.text("field")
        if batch[1:].isdigit():
            numbers.append(int(batch[1:]))
        if batch in undone and kind in UNDOABLE:
            continue
        cell = (row.text("task"), row.text("agency"), row.text("period"), name)
        match kind:
            case "oddity":
                ledger.oddities.append((row.text("task"), row.text("ref"), row.text("value")))
            case "sent":
                data = json.loads(row.text("value"))
                ledger.sent.append(Sent(
                    cell[2], cell[1], row.text("ref"), tuple(map(intern, data["tasks"])), date.fromisoformat(data["on"])
                ))  # fmt: skip
                if held := base_from_json(row.text("other"), cell[1], cell[2]):
                    prefilled[row.text("ref")] = held
            case "base":
                base.setdefault(row.text("ref"), {})[cell] = from_json(name, json.loads(row.text("value")))
            case "return":
                one = _returned(row)
                if (known := returned.get(one.received.sha)) and known.received.period != one.received.period:
                    raise ValueError(f"{one.received.sha} counts for two periods")
                if one.is_whole:  # corrections of it come after it
                    answers.pop(one.received.sha, None)
                returned[one.received.sha] = one
            case "answer":
                answer = Answer(from_json(name, json.loads(row.text("value"))), row.text("other"))
                answers.setdefault(row.text("ref"), {})[cell[0], name] = answer
            case "edit":
                seen = tuple(from_json(name, one) for one in json.loads(row.text("other")))
                edits[cell] = Edit(from_json(name, json.loads(row.text("value"))), seen)
            case "decision":
                value = from_json(name, json.loads(row.text("value")))
                chosen = row.text("other")
                choice = chosen.removesuffix(IN_BULK)
                decisions[cell] = Decision(choice, value, row.text("ref"), choice != chosen)
            case "confirm":
                said = row.text("ref"), cell[2], cell[1], row.text("other"), json.loads(row.text("value"))
                word = Confirmation(*said)
                ledger.confirmed[word.key] = word
            case "amend":
                ledger.amendments.append(_amendment(row, len(ledger.amendments)))
            case "row":
                table = ledger.stood.setdefault(cell[1], {})
                held = json.loads(row.text("value"))
                if held is None:
                    table.pop(cell[0], None)
                elif cell[0]:
                    table[cell[0]] = Stood(int(row.text("ref")), {**held})
            case "close":
                ledger.closed[cell[2]] = int(batch[1:])
            case "reopen":
                ledger.closed.pop(cell[2], None)
            case "letter":
                ledger.letters[row.text("ref")] = _dispatched(row)
            case "day":
                ledger.days[cell[2], cell[1]] = date.fromisoformat(row.text("value"))
            case "cell":
                old, new = json.loads(row.text("other")), json.loads(row.text("value"))
                change = Written(row.text("agency"), row.text("task"), int(row.text("ref")), name, old, new)
                ledger.written.setdefault(batch, []).append(change)
            case "step" if batch not in undone:
                ledger.steps.append(Step(batch, row.text("ref")))
    ledger.received = [one.received for one in returned.values()]
    ledger.facts = Facts(
        {number: Rows.of(cells) for number, cells in base.items()} | {n: Rows(held) for n, held in prefilled.items()},
        [one.made(answers.get(sha, {})) for sha, one in returned.items()], edits, decisions,
    )  # fmt: skip
    ledger.next_batch = f"b{max(numbers) + 1:04d}"
    return ledger


def _returned(row: Row) -> _Returned:
    """The head of a return, and what it said; before layout 7 its answers stand in rows of their own."""
    data = json.loads(row.text("value"))
    at = datetime.fromisoformat(data["at"]) if data["at"] else None
    received = Received(
        row.text("ref"), row.text("period"), row.text("agency"), data["name"], at, date.fromisoformat(data["on"]),
        data["filled"], row.text("batch"), data.get("how", ""),
    )  # fmt: skip
    if row.text("other"):
        said = Said.from_json(row.text("other"))
    else:
        said = Said.of({(task, name): Answer(None) for task in data["tasks"] for name in data.get("fields", STANDARD)})
    return _Returned(received, said, bool(row.text("other")), data.get("dispatch", ""), data.get("mailed", False))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _rows(batch: str, kind: str, cell: CellKey, ref: str, value: str = "", other: str = "") -> list[dict[str, Cell]]:
    """One fact: one row, or as many as its texts need."""
    task, agency, period, name = cell
    head: dict[str, Cell] = {
        "batch": batch, "kind": kind, "period": period or None, "agency": agency or None, "task": task or None,
        "field": name or None, "ref": ref or None,
    }  # fmt: skip
    both = zip_longest(pieces(value), pieces(other))
    return [head | {"value": one or None, "other": two or None} for one, two in both]


def sent_rows(batch: str, sent: Sent, base: Mapping[CellKey, object]) -> list[dict[str, Cell]]:
    """A file went out, and what was prefilled in it."""
    data = {"tasks": list(sent.tasks), "on": sent.on.isoformat()}
    return _rows(batch, "sent", ("", sent.agency, sent.period, ""), sent.dispatch, _json(data), base_to_json(base))


def _amendment(row: Row, order: int) -> "Amendment":
    from kehoach_xl.domain.amendment import Amendment  # few masters have any

    data = json.loads(row.text("value"))
    return Amendment(
        row.text("ref"), row.text("field"), row.text("task"), date.fromisoformat(data["effective"]), data["value"],
        data["before"], data["document"], date.fromisoformat(data["dated"]) if data["dated"] else None,
        int(row.text("batch")[1:]), order,
    )  # fmt: skip


def _dispatched(row: Row) -> Dispatched:
    data = json.loads(row.text("value"))
    at, to = datetime.fromisoformat(data["at"]), tuple(row.text("other").split())
    return Dispatched(
        row.text("ref"), row.text("field"), row.text("period"), row.text("agency"), data["state"], data["way"], at, to,
        data["message_id"],
    )  # fmt: skip


def return_rows(batch: str, one: Return, on: date, filled: int, how: str = "") -> list[dict[str, Cell]]:
    """A return was accepted: when, how, and what every cell of it says, in one fact. ``how`` names the document of one
    that was entered by hand."""
    data = {
        "at": one.at.isoformat() if one.at else "", "on": on.isoformat(), "name": one.name, "filled": filled,
        **({"how": how} if how else {"dispatch": one.dispatch}), **({"mailed": True} if one.mailed else {}),
    }  # fmt: skip
    cell = ("", one.agency, one.period, "")
    return _rows(batch, "return", cell, one.sha, _json(data), one.answers.to_json())


def answer_rows(batch: str, one: Return, answers: Mapping[Slot, Answer]) -> list[dict[str, Cell]]:
    """What cells of a return say instead; of several rows about a cell the last one counts."""
    rows: list[dict[str, Cell]] = []
    for (task, name), answer in answers.items():
        cell = (task, one.agency, one.period, name)
        rows += _rows(batch, "answer", cell, one.sha, _json(to_json(answer.value)), answer.unclear)
    return rows


def edit_rows(batch: str, edits: Mapping[CellKey, Edit]) -> list[dict[str, Cell]]:
    """She typed over these cells."""
    rows: list[dict[str, Cell]] = []
    for cell, edit in edits.items():
        seen = _json([to_json(one) for one in edit.seen])
        rows += _rows(batch, "edit", cell, "", _json(to_json(edit.value)), seen)
    return rows


def decision_rows(batch: str, decisions: Mapping[CellKey, Decision]) -> list[dict[str, Cell]]:
    """She decided these conflicts."""
    rows: list[dict[str, Cell]] = []
    for cell, decision in decisions.items():
        choice = decision.choice + (IN_BULK if decision.in_bulk else "")
        rows += _rows(batch, "decision", cell, decision.about, _json(to_json(decision.value)), choice)
    return rows


def confirm_rows(batch: str, one: Confirmation) -> list[dict[str, Cell]]:
    """She took a file for an agency, or put it aside."""
    return _rows(batch, "confirm", ("", one.agency, one.period, ""), one.sha, _json(one.file), one.choice)


def amendment_rows(batch: str, one: "Amendment") -> list[dict[str, Cell]]:
    """A document changed the plan."""
    data = {
        "effective": one.effective.isoformat(), "value": one.value, "before": one.before, "document": one.document,
        "dated": one.document_date.isoformat() if one.document_date else "",
    }  # fmt: skip
    return _rows(batch, "amend", (one.target, "", "", one.kind), one.id, _json(data))


def written_rows(batch: str, changes: Iterable[Written]) -> list[dict[str, Cell]]:
    """An operation wrote these cells."""
    rows: list[dict[str, Cell]] = []
    for one in changes:
        cell = (one.key, one.table, "", one.field)
        rows += _rows(batch, "cell", cell, str(one.row), _json(one.new), _json(one.old))
    return rows


def stood_rows(batch: str, table: str, rows: Mapping[str, Stood | None], first: bool) -> list[dict[str, Cell]]:
    """What stands in these rows of a table now (None: gone); at its ``first`` look also that it was looked at."""
    found = _rows(batch, "row", ("", table, "", ""), "", _json({})) if first else []
    for name, one in rows.items():
        cells = one.cells if one else None
        found += _rows(batch, "row", (name, table, "", ""), str(one.row) if one else "", _json(cells))
    return found


def day_row(batch: str, period: str, agency: str, on: date) -> dict[str, Cell]:
    """She corrected the day on which an agency's report of a period was received."""
    return _rows(batch, "day", ("", agency, period, ""), "", on.isoformat())[0]


def letter_row(batch: str, one: Dispatched) -> dict[str, Cell]:
    """A letter left us, or may have. The addresses stand one after another: they come from one cell and fit one."""
    data = {"state": one.state, "way": one.way, "at": one.at.isoformat(), "message_id": one.message_id}
    row = _rows(batch, "letter", ("", one.agency, one.period, one.kind), one.id, _json(data))[0]
    return row | {"other": " ".join(one.to) or None}


def period_row(batch: str, kind: str, period: str) -> dict[str, Cell]:
    """A period was closed (``close``) or opened again (``reopen``)."""
    return _rows(batch, kind, ("", "", period, ""), "")[0]


def mark(batch: str, kind: str, ref: str) -> dict[str, Cell]:
    """A batch that can be undone begins (``step`` with its operation), or no longer counts (``undo`` with its id)."""
    return _rows(batch, kind, ("", "", "", ""), ref)[0]
