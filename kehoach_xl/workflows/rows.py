"""The record rows of a period: who is asked what, laid out in `Tiến độ`."""

from dataclasses import replace

from kehoach_xl.domain.period import Period
from kehoach_xl.domain.progress import RowKey
from kehoach_xl.domain.timeframe import expired, in_force
from kehoach_xl.sheets import record
from kehoach_xl.sheets.desk import NOBODY, RecordRow
from kehoach_xl.sheets.table import Cell, Row
from kehoach_xl.workflows.work import Work


def lay_out(work: Work) -> list[RowKey]:
    """Rows for whom the plan now asks, in every period that is open; the new ones."""
    return [
        key for listed in work.desk.periods.values() if listed.is_open for key in ensure_rows(work, listed.period)
    ]


def ensure_rows(work: Work, period: Period) -> list[RowKey]:
    """Record rows that the plan calls for in a period and that are not there yet; returns the new keys.

    A task is asked while it is in force, and after its end until it was reported as done or dropped; of a period
    with a scope, only if it is named there.
    """
    scope = work.desk.scope_of(period)
    known = work.settle().record
    finished = {
        task
        for (task, _, code, name), value in known.items()
        if name == "status" and value in ("Hoàn thành", "Không còn phù hợp") and code != period.code
    }
    have = set(work.keys)
    wanted: list[RowKey] = []
    for task in work.desk.tasks_of(period).values():
        if not scope.asks(task) or not task.stands(period.end) or not in_force(task.timeframe, period):
            continue
        if expired(task.timeframe, period) and task.id in finished:
            continue
        reporters = work.desk.register.owing(task, period.end) or (NOBODY,)
        wanted += [
            (task.id, agency, period.code) for agency in reporters if (task.id, agency, period.code) not in have
        ]
    # What was reported for a task since given to somebody else keeps a row of its own.
    reported = {cell[:3] for cell in known if cell[2] == period.code and cell[0] in work.desk.task_by_id}
    wanted += sorted(reported - have - set(wanted))
    fresh = _fill_placeholders(work, wanted)
    table = work.desk.table("progress")
    start = table.append_at(len(fresh)) if fresh else 0
    rows = record.new_rows(work.desk, fresh, period, start, known)
    work.add_blocks(table.blocks(start, rows, formulas=("class", "slow")))
    table.rows += [Row(start + offset, cells) for offset, cells in enumerate(rows)]
    work.keys += wanted
    return wanted


def _fill_placeholders(work: Work, wanted: list[RowKey]) -> list[RowKey]:
    """An empty row of a task that had no reporter yet, or one who was never asked and is none any more, is given
    to the first one chosen since."""
    placed: dict[int, dict[str, Cell]] = {}
    empty: dict[tuple[str, str], list[RecordRow]] = {}
    for row in work.desk.record:
        if all(value is None for value in row.values.values()) and not _is_asked(work, row):
            empty.setdefault((row.task, row.period), []).append(row)
    table, fresh = work.desk.table("progress"), []
    for task, agency, code in wanted:
        free = empty.get((task, code)) if agency != NOBODY else None
        if not free:
            fresh.append((task, agency, code))
            continue
        row = free.pop(0)
        work.keys.remove(row.key)
        placed[row.row] = {
            "id": record.row_id(task, code, agency),
            "agency": agency,
            "agency_name": work.desk.register.name(agency),
        }
        work.desk.record[work.desk.record.index(row)] = replace(row, agency=agency)
    work.add_blocks(record.changed_blocks(table, placed))
    return fresh


def _is_asked(work: Work, row: RecordRow) -> bool:
    """Whether the agency of a row owes its report or was sent a form for it."""
    listed = work.desk.periods.get(row.period)
    task = work.desk.tasks_of(listed.period).get(row.task) if listed else None
    if task is None or listed is None or row.agency == NOBODY:
        return row.agency != NOBODY
    sent = (one.tasks for one in work.desk.ledger.sent if (one.period, one.agency) == (row.period, row.agency))
    owing = work.desk.register.owing(task, listed.period.end)
    return row.agency in owing or any(row.task in tasks for tasks in sent)
