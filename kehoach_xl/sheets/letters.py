"""`Thư`: a line for each letter, as it was composed, as she edited it, and what became of it.

A line is known by the letter's id, wherever she sorted it to. The newest text of an open letter stands there; what
she typed into it stays as long as the letter was not composed anew with another text.
"""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from kehoach_xl.domain.addresses import read_addresses, readable
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.identity import digest
from kehoach_xl.domain.letter import OPEN, REPLACED, SET_ASIDE, STATES, Attachment, Letter
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.record import moment
from kehoach_xl.sheets.table import Block, Cell, Row, Table

# Between a state and why it is so.
_WHY = ": "
# How many blocks a column is written by at most.
MOST_RUNS = 4


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One line: the sheet row, the letter with subject and body as they stand, her word, and what became of it;
    ``says`` tells why, ``at`` is in UTC."""

    row: int
    letter: Letter
    choice: str
    state: str
    says: str
    at: datetime | None
    message_id: str


@dataclass(frozen=True, slots=True)
class LineState:
    """What became of a letter, and where it went when it did. Her word in «Xử lý» was heard then, and goes; «Không gửi»
    stays with the line, and every word when ``keeps_word``."""

    state: str
    says: str = ""
    at: datetime | None = None
    message_id: str = ""
    to: tuple[str, ...] = ()
    keeps_word: bool = False


def letters_of(desk: Desk, ids: Container[str] | None = None) -> list[LetterLine]:
    """Every letter, or those of these ``ids``, in the order of the lines; of a line that was copied the first
    counts."""
    return list(map(_line, _rows(desk, ids)))


def states_of(desk: Desk, ids: Container[str]) -> list[tuple[str, str]]:
    """The agency and the state of each letter of these ``ids``, as :func:`letters_of`."""
    return [(row.text("agency"), _state(row)[0]) for row in _rows(desk, ids)]


def _rows(desk: Desk, ids: Container[str] | None) -> Collection[Row]:
    found: dict[str, Row] = {}
    for row in desk.table("letters").rows:
        name = row.text("id")
        if name and (ids is None or name in ids):
            found.setdefault(name, row)
    return found.values()


def letter_blocks(desk: Desk, letters: Sequence[Letter], states: Mapping[str, str]) -> list[Block]:
    """Add a line for each letter that has none, renew those that are still open, and mark as replaced the open letters
    that came before one of these; ``states`` by the letters' ids. What left us, or was set aside, stays as it is."""
    table = desk.table("letters")
    known = {row.text("id"): row for row in table.rows if row.text("id")}
    changes: dict[int, dict[str, Cell]] = {}
    about = {(one.kind, one.period, one.agency): one.id for one in letters}
    for row in table.rows:
        newer = about.get((row.text("kind"), row.text("period"), row.text("agency")))
        if newer and row.text("id") != newer and _state(row)[0] in OPEN:
            changes[row.row] = {"state": REPLACED}
    fresh = [one for one in letters if one.id not in known]
    for one in letters:
        row = known.get(one.id)
        if row is not None and _state(row)[0] in OPEN:
            changes[row.row] = _renewed(desk, one, states[one.id], row)
    start = table.append_at(len(fresh))
    number = max((int(row.number("no") or 0) for row in table.rows), default=0)
    rows = [_cells(desk, one, states[one.id]) | {"no": float(number + at)} for at, one in enumerate(fresh, 1)]
    blocks = _cell_blocks(table, changes) + table.blocks(start, rows)
    for offset, cells in enumerate(rows):
        table.rows.append(Row(start + offset, dict(cells)))
    return blocks


def state_blocks(desk: Desk, changes: Mapping[str, LineState]) -> list[Block]:
    """Write what became of letters, by their ids."""
    table = desk.table("letters")
    wanted: dict[int, dict[str, Cell]] = {}
    for row in table.rows:
        change = changes.get(row.text("id"))
        if change is not None:
            cells: dict[str, Cell] = {
                "state": f"{change.state}{_WHY}{change.says}" if change.says else change.state,
                "at": moment(change.at) if change.at else None, "message_id": change.message_id or None,
            }  # fmt: skip
            if change.to:
                cells["to"] = "; ".join(map(readable, change.to))
            stays = change.keeps_word or change.state == SET_ASIDE
            wanted[row.row] = cells | ({} if stays else {"choice": None})
    return _cell_blocks(table, wanted)


def removed_blocks(desk: Desk, ids: Collection[str]) -> list[Block]:
    """Empty the lines of letters that were never to be, by their ids."""
    table = desk.table("letters")
    gone: dict[int, dict[str, Cell]] = {
        row.row: dict.fromkeys(table.columns) for row in table.rows if row.text("id") in ids
    }
    return _cell_blocks(table, gone)


def _cell_blocks(table: Table, wanted: Mapping[int, Mapping[str, Cell]]) -> list[Block]:
    """Blocks that write these cells: few, however the lines lie, for each is a call of Excel. Where there would be
    many, the cells between are written as they were read. Those read go on with the new ones."""
    rows = {row.row: row for row in table.rows}
    blocks: list[Block] = []
    for name in table.columns:
        cells = {at: new[name] for at, new in wanted.items() if name in new and rows[at].cells.get(name) != new[name]}
        blocks += table.column_blocks(name, {at: _read(rows, at, name) for at in _joined(cells)} | cells)
        for at, value in cells.items():
            rows[at].cells[name] = value
    return blocks


def _joined(rows: Collection[int]) -> list[int]:
    """Sheet rows, with the narrowest gaps between them filled until not more than MOST_RUNS runs are left."""
    wanted = sorted(rows)
    gaps = sorted((after - at, at, after) for at, after in pairwise(wanted) if after - at > 1)
    filled = [row for _, at, after in gaps[: max(0, len(gaps) + 1 - MOST_RUNS)] for row in range(at + 1, after)]
    return sorted([*wanted, *filled])


def _read(rows: Mapping[int, Row], at: int, name: str) -> Cell:
    return rows[at].cells.get(name) if at in rows else None


def _line(row: Row) -> LetterLine:
    state, says = _state(row)
    letter = Letter(
        row.text("id"), row.text("kind"), row.text("period"), row.text("agency"),
        read_addresses(row.text("to"))[0], row.text("subject"), row.text("body"), _files(row), *_days(row),
    )  # fmt: skip
    return LetterLine(row.row, letter, row.text("choice"), state, says, _at(row), row.text("message_id"))


def _state(row: Row) -> tuple[str, str]:
    """The state and why; a cell she typed over says nothing we know, and nothing goes by it."""
    text = row.text("state")
    state = next((one for one in STATES if text == one or text.startswith(one + _WHY)), text)
    return state, text[len(state) :].removeprefix(_WHY)


def _at(row: Row) -> datetime | None:
    serial = row.number("at")
    if serial is None:
        return None
    local = datetime(1899, 12, 30, tzinfo=VIETNAM) + timedelta(seconds=round(serial * 86400))
    return local.astimezone(UTC)


def _files(row: Row) -> tuple[Attachment, ...]:
    """The paths that are shown, each with its hash; one that she typed has none."""
    paths = [one.strip() for one in row.text("files").splitlines() if one.strip()]
    hashes = row.text("hashes").split("\n")[1:]
    return tuple(Attachment(path, hashes[at] if at < len(hashes) else "") for at, path in enumerate(paths))


def _days(row: Row) -> tuple[date | None, date | None]:
    """The day of the answer, and the deadline, of which the letter speaks; they stand behind the text's hash."""
    days = dict(enumerate(row.text("hashes").split("\n")[0].split(" ")[1:]))
    return _day(days.get(1, "")), _day(days.get(0, ""))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _cells(desk: Desk, one: Letter, state: str) -> dict[str, Cell]:
    listed = desk.periods.get(one.period)
    days = [str(day) if day else "-" for day in (listed and listed.deadline, one.answer_by)]
    return {
        **dict.fromkeys(desk.table("letters").columns),
        "id": one.id, "period": one.period, "kind": one.kind, "agency": one.agency,
        "agency_name": desk.register.name(one.agency), "to": "; ".join(map(readable, one.to)) or None,
        "subject": one.subject, "body": one.body, "state": state,
        "files": "\n".join(file.path for file in one.files) or None,
        "hashes": "\n".join([" ".join([_composed(one), *days]), *(file.sha for file in one.files)]),
    }  # fmt: skip


def _renewed(desk: Desk, one: Letter, state: str, row: Row) -> dict[str, Cell]:
    cells = _cells(desk, one, state)
    hers = ("choice", "message_id", "at", "no")
    if row.text("hashes").split("\n")[0].split(" ")[0] == _composed(one):
        hers += ("subject", "body")
    return {name: value for name, value in cells.items() if name not in hers}


def _composed(one: Letter) -> str:
    """By what a letter is known that was composed anew with the same text."""
    return digest((one.subject, one.body))
