"""Writing the record: rows of `Tiến độ`, and the reporting columns of `Phụ lục` that show it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain, repeat
from typing import NamedTuple

from kehoach_xl.domain.absorb import Found
from kehoach_xl.domain.appendix import Line
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.identity import digest
from kehoach_xl.domain.period import Period
from kehoach_xl.domain.progress import FIELD, FIELDS, RowKey, Value, same, show, take, to_cell
from kehoach_xl.domain.rollup import roll_up
from kehoach_xl.domain.rows import BLANK, NAMES, ByTask, Rows
from kehoach_xl.domain.settle import Facts, Return, Settled, newest_first
from kehoach_xl.domain.status import DUE_LABELS
from kehoach_xl.engine.remembered import Remembered
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets import formulas
from kehoach_xl.sheets.desk import NOBODY, Desk, RecordRow, cells_of
from kehoach_xl.sheets.table import Block, Cell, Row, Table, runs

HAND = "Nhập trực tiếp trong sổ"


def row_id(task: str, period: str, agency: str) -> str:
    return f"{task}|{period}|{agency}"


def due_cells(desk: Desk, task: str, agency: str, period: Period) -> dict[str, Cell]:
    """The two computed columns: whether the task falls due for the reporter in the period, and when."""
    state = desk.due_of(task, agency, period)
    return {"due_state": DUE_LABELS[state.state], "due_date": to_cell(state.date)}


def new_rows(
    desk: Desk, keys: Sequence[RowKey], period: Period, record: Rows
) -> list[dict[str, Cell]]:
    """Record rows for (task, agency, period) keys, less their computed columns (:func:`computed_blocks`).

    They carry what the record already knows, so that a row she deleted comes back whole.
    """
    rows = []
    for task_id, agency, code in keys:
        task = desk.tasks_of(period)[task_id]
        rows.append({
            "id": row_id(task_id, code, agency), "task": task_id, "period": code, "code": task.code,
            "content": task.content, "agency": agency or None,
            "agency_name": desk.register.name(agency) if agency else "(chưa xác định cơ quan báo cáo)",
            **due_cells(desk, task_id, agency, period),
            **dict(zip(FIELD, cells_of(record.row((task_id, agency, code))), strict=True)),
        })  # fmt: skip
    return rows


def computed_blocks(table: Table, rows: Iterable[int]) -> list[Block]:
    """The computed columns of these sheet rows, in ascending order."""

    def letters(field: str) -> str:
        return column_letters(table.columns[field])

    blocks: list[Block] = []
    for lines in runs(rows):
        blocks += table.filled(lines[0], len(lines), {
            "class": formulas.progress_class(letters, lines[0]), "slow": formulas.progress_slow(letters, lines[0]),
            "overdue": formulas.progress_overdue(letters, lines[0]),
        })  # fmt: skip
    return blocks


def changed_blocks(table: Table, wanted: Mapping[int, Mapping[str, Cell]]) -> list[Block]:
    """Blocks that bring these sheet rows to these cells; see :meth:`Table.changed`."""
    names = sorted({name for cells in wanted.values() for name in cells})
    return table.changed(names, [*wanted], [_line(table.rows[at - table.first], names, wanted[at]) for at in wanted])


def _line(row: Row, names: Iterable[str], cells: Mapping[str, Cell]) -> tuple[Cell, ...]:
    return tuple([cells[name] if name in cells else row.get(name) for name in names])


# What of the plan stands beside what was reported, and where that comes from.
PLANNED = ("due_state", "due_date", "code", "content")
CAME = ("source", "received")
_NOWHERE: tuple[Cell, Cell] = (None, None)
# By (task, period) and agency: in words, and when (Vietnam time).
Sources = Mapping[tuple[str, str], Mapping[str, tuple[Cell, Cell]]]


def record_blocks(desk: Desk, known: ByTask, came: Sources) -> list[Block]:
    """Bring the existing rows of `Tiến độ` to the settled record."""
    table = desk.table("progress")
    about = Remembered(lambda key: (_usual(desk, *key) or _NOBODY_OWES, known.get(key, {}), came.get(key, {})))
    rows, reported, planned, sent = [], [], [], []
    for one in desk.record:
        at, (task, agency, period), cells = one  # 60,000 of them: in one step
        usual, now, source = about[task, period]
        stands = now.get(agency, BLANK)
        rows.append(at)
        # Of a row in which nothing stands, days are made numbers when it is written.
        reported.append(stands if cells is BLANK else cells_of(stands))
        planned.append(usual.cells if agency in usual.owing else _planned(desk, one, table.rows[at - table.first]))
        sent.append(source.get(agency, _NOWHERE))
    return [
        *table.changed(NAMES, rows, reported), *table.changed(PLANNED, rows, planned), *table.changed(CAME, rows, sent)
    ]  # fmt: skip


class _Usual(NamedTuple):
    """What of the plan stands in the row of everybody who owes a task in an open period."""

    owing: frozenset[str]
    cells: tuple[Cell, ...]


_NOBODY_OWES = _Usual(frozenset(), ())


def _usual(desk: Desk, task: str, period: str) -> _Usual | None:
    listed = desk.periods.get(period)
    owing = desk.owing_of(task, listed.period) if listed else None
    if listed is None or not owing:
        return None
    found = desk.tasks_of(listed.period)[task]
    due = due_cells(desk, task, next(iter(owing)), listed.period).values()
    return _Usual(owing, (*due, found.code, found.content))


def _planned(desk: Desk, one: RecordRow, row: Row) -> tuple[Cell, ...]:
    """What stands in a row of the plan and of its days; a closed period keeps the words it was judged by."""
    listed = desk.periods.get(one.period)
    if listed is None:
        return row.some(PLANNED)
    due = due_cells(desk, one.task, one.agency, listed.period).values()
    task = desk.tasks_of(listed.period).get(one.task) if listed.is_open else None
    return (*due, task.code, task.content) if task else (*due, *row.some(PLANNED[2:]))


def sources(facts: Facts, settled: Settled) -> Sources:
    """Where the values of each row come from, and when they were sent: of the newest return of which anything stands
    there, and whether she typed over any of it."""
    found: dict[tuple[str, str], dict[str, tuple[Cell, Cell]]] = defaultdict(dict)
    for one in reversed(newest_first(facts.returns)):
        source, stands = _source(one), settled.fates.standing(one.sha)
        for task in one.answers.rows:
            about = found[task, one.period]
            if task in stands or one.agency not in about:
                about[one.agency] = source
    for task, agency, period in {cell[:3] for cell in facts.edits if settled.record.get(cell) is not None}:
        about = found[task, period]
        text, at = about.get(agency, _NOWHERE)
        about[agency] = (f"{text}; có chỉnh sửa trong sổ", at) if text else (HAND, None)
    return found


def _source(one: Return) -> tuple[Cell, Cell]:
    """Of what was entered by hand only the day is known."""
    if one.by_hand and one.at is not None:
        return one.name, moment(one.at.astimezone(VIETNAM).replace(hour=0, minute=0, second=0))
    return f"Phiếu gửi về: {one.name}", moment(one.at) if one.at else None


def moment(at: datetime) -> float:
    """A moment as a serial number of Vietnam's clock."""
    local = at.astimezone(VIETNAM).replace(tzinfo=None)
    # Unrounded: a rounded serial would show the minute before.
    return (local - datetime(1899, 12, 30)).total_seconds() / 86400


def shown(
    desk: Desk, record: ByTask, keys: Sequence[RowKey], period: str
) -> dict[str, dict[str, Value]]:
    """What `Phụ lục` shows per task in a period, given the record and the rows it has. Rows of reporters whom the
    task was taken from are left out; `Tiến độ` keeps them."""
    return _rolled(desk, record, period, _in_view(desk, keys, period))


def dropped(
    desk: Desk, record: ByTask, keys: Sequence[RowKey], period: str
) -> dict[str, dict[str, Value]]:
    """What was reported of the tasks that nobody is waited for any more: they were dropped, or given away."""
    reporters: dict[str, list[str]] = {}
    for task, agency, code in keys:
        if code == period:
            reporters.setdefault(task, []).append(agency)
    waited = _in_view(desk, keys, period)
    return _rolled(desk, record, period, {task: one for task, one in reporters.items() if task not in waited})


def _rolled(
    desk: Desk, record: ByTask, period: str, reporters: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, Value]]:
    names = {agency: desk.register.name(agency) if agency else "" for agency in {*chain(*reporters.values())}}
    found = {}
    for task, agencies in reporters.items():
        rows = map(record.get((task, period), {}).get, agencies, repeat(BLANK))
        found[task] = roll_up([names[agency] for agency in agencies], list(rows))
    return found


def _in_view(desk: Desk, keys: Iterable[RowKey], period: str) -> dict[str, list[str]]:
    """{task: the reporters of a period whom somebody waits for}."""
    found: dict[str, list[str]] = {}
    listed = desk.periods.get(period)
    for task, agency, code in keys:
        if code == period:
            found.setdefault(task, []).append(agency)
    if listed is None:
        return found
    waited = {task: desk.waited_for(task, agencies, listed.period) for task, agencies in found.items()}
    return {task: agencies for task, agencies in waited.items() if agencies}


def appendix_blocks(desk: Desk, view: Mapping[str, Mapping[str, Value]]) -> list[Block]:
    """Bring the reporting columns of `Phụ lục` to the view; tasks without a row show nothing."""
    wanted: dict[int, dict[str, Cell]] = {}
    for line in desk.lines:
        if line.id and line.is_task:
            values = {f.id: view.get(line.id, {}).get(f.id) for f in FIELDS}
            wanted[line.row] = {name: to_cell(value) for name, value in values.items()} | {"shown": _mark(values)}
        elif line.text("shown"):  # of a task that an undo took out again
            wanted[line.row] = {"shown": None}
    return changed_blocks(desk.table("appendix"), wanted)


def _mark(values: Mapping[str, Value]) -> str:
    """A digest of each field that a line shows, kept in the line: what still has it was not typed over, whatever has
    since changed in names, groups and amendments."""
    return " ".join(_digest(values[f.id]) for f in FIELDS)


def _digest(value: Value) -> str:
    return _NO_VALUE if value is None else digest([show(value)])[:8]


_NO_VALUE = digest([show(None)])[:8]  # of most cells


def _typed(line: Line) -> dict[str, Value]:
    """What stands in the reporting columns of a line and is not what was last written there."""
    cells = line.cells
    stands = {name: take(name, raw) if (raw := cells.get(name)) is not None else None for name in FIELD}
    marks = line.text("shown").split()
    if len(marks) != len(FIELDS):  # nothing was ever shown
        return {name: value for name, value in stands.items() if value is not None}
    return {name: value for mark, (name, value) in zip(marks, stands.items(), strict=True) if _digest(value) != mark}


def typed_lines(desk: Desk) -> set[int]:
    """The sheet rows of `Phụ lục` whose reporting columns hold anything but what was last written there."""
    return {line.row for line in desk.lines if line.is_task and _typed(line)}


def appendix_edits(desk: Desk) -> tuple[list[Found], list[Found]]:
    """Hand edits typed into the reporting columns of `Phụ lục`: those that name one reporter, and those
    that do not (several agencies report the task, or no period is open)."""
    period = desk.settings.get("shown_period", "")
    typed = [(line, cells) for line in desk.lines if line.id and line.is_task and (cells := _typed(line))]
    if not typed:
        return [], []
    keys = [row.key for row in desk.record]
    view = shown(desk, desk.settled.record.by_task(), keys, period)
    owners = _in_view(desk, keys, period)
    placed: list[Found] = []
    unplaced: list[Found] = []
    for line, cells in typed:
        for name, standing in cells.items():
            written = view.get(line.id, {}).get(name)
            if same(standing, written):
                continue
            agencies = owners.get(line.id, [])
            agency = agencies[0] if len(agencies) == 1 else NOBODY
            found = Found((line.id, agency, period, name), written, standing, "Phụ lục")
            (placed if len(agencies) == 1 else unplaced).append(found)
    return placed, unplaced
