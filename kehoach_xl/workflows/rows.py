"""The record rows of a period: who is asked what, laid out in `Tiến độ`."""

from collections.abc import Collection

from kehoach_xl.domain.period import Period
from kehoach_xl.domain.progress import RowKey
from kehoach_xl.domain.rows import PLACE
from kehoach_xl.domain.timeframe import expired, in_force
from kehoach_xl.sheets import record
from kehoach_xl.sheets.desk import NOBODY, RecordRow
from kehoach_xl.sheets.table import Row, runs
from kehoach_xl.workflows.work import Work


def lay_out(work: Work) -> list[RowKey]:
    """Rows for whom the plan now asks, in every period that is open; the new ones. Rows that nobody is asked for any
    more, that were never sent and hold nothing, are emptied."""
    open_now = [listed.period for listed in work.desk.periods.values() if listed.is_open]
    new = [key for period in open_now for key in ensure_rows(work, period)]
    needed = _Needed(work)
    empty_rows(work, {row.row for row in work.desk.record if row.is_empty and not needed(row)})
    return new


def empty_rows(work: Work, numbers: Collection[int]) -> None:
    """Empty these rows of `Tiến độ`, by sheet row; never deleted, as what lies below would move."""
    table = work.desk.table("progress")
    gone = [row for row in table.rows if row.row in numbers]
    keys = {(row.text("task"), row.text("agency"), row.text("period")) for row in gone}
    work.desk.record[:] = [row for row in work.desk.record if row.row not in numbers]
    work.keys = [key for key in work.keys if key not in keys]
    for row in gone:
        row.cells = dict.fromkeys(table.columns)
    for run in runs(row.row for row in gone):
        work.add_blocks(table.blocks(run[0], [dict.fromkeys(table.columns)] * len(run)))


def ensure_rows(work: Work, period: Period) -> list[RowKey]:
    """Record rows that the plan calls for in a period and that are not there yet; returns the new keys.

    A task is asked while it is in force, and after its end of each reporter until that one reported it as done or
    dropped; of a period with a scope, only if it is named there.
    """
    scope = work.desk.scope_of(period)
    known = work.settle().record
    finished = {
        (task, agency)
        for (task, agency, code), row in known.rows.items()
        if code != period.code and row[PLACE["status"]] in ("Hoàn thành", "Không còn phù hợp")
    }
    have = set(work.keys)
    wanted: list[RowKey] = []
    for task in work.desk.tasks_of(period).values():
        if not scope.asks(task) or not task.stands(period.end) or not in_force(task.timeframe, period):
            continue
        over = expired(task.timeframe, period)
        reporters = work.desk.register.owing(task, period.end) or (NOBODY,)
        asked = [agency for agency in reporters if not (over and (task.id, agency) in finished)]
        wanted += [key for agency in asked if (key := (task.id, agency, period.code)) not in have]
    # What was reported for a task since given to somebody else keeps a row of its own.
    rest = {key for key in known.rows if key not in have}.difference(wanted)
    wanted += sorted(key for key in rest if key[2] == period.code and key[0] in work.desk.task_by_id)
    fresh = _fill_placeholders(work, wanted)
    table = work.desk.table("progress")
    start = table.append_at(len(fresh)) if fresh else 0
    rows = record.new_rows(work.desk, fresh, period, known)
    work.add_blocks(table.blocks(start, rows))
    work.add_blocks(record.computed_blocks(table, range(start, start + len(rows))))
    table.rows += [Row(start + offset, dict.fromkeys(table.columns) | cells) for offset, cells in enumerate(rows)]
    work.keys += wanted
    return wanted


def _fill_placeholders(work: Work, wanted: list[RowKey]) -> list[RowKey]:
    """An empty row of a task that had no reporter yet, or one who was never asked and is none any more, is given
    to the first one chosen since."""
    if not wanted:
        return []
    empty: dict[tuple[str, str], list[RecordRow]] = {}
    needed = _Needed(work)
    for row in work.desk.record:
        if row.is_empty and not needed(row):
            empty.setdefault((row.task, row.period), []).append(row)
    table, fresh = work.desk.table("progress"), []
    for task, agency, code in wanted:
        free = empty.get((task, code)) if agency != NOBODY else None
        if not free:
            fresh.append((task, agency, code))
            continue
        row = free.pop(0)
        work.keys.remove(row.key)
        cells = {
            "id": record.row_id(task, code, agency), "agency": agency, "agency_name": work.desk.register.name(agency),
        }  # fmt: skip
        table.rows[row.row - table.first].cells |= cells
        work.add_blocks(table.blocks(row.row, [cells]))
        work.desk.record[work.desk.record.index(row)] = row._replace(key=(task, agency, code))
    return fresh


class _Needed:
    """Whether the agency of a row owes its report or was sent a form for it; without an agency, whether nobody else
    is asked. Rows of closed periods stand."""

    def __init__(self, work: Work) -> None:
        self._desk = work.desk
        self._sent = {(task, one.agency, one.period) for one in work.desk.ledger.sent for task in one.tasks}
        self._owing: dict[tuple[str, str], frozenset[str] | None] = {}

    def __call__(self, row: RecordRow) -> bool:
        listed = self._desk.periods.get(row.period)
        if listed is None or not listed.is_open or row.key in self._sent:
            return True
        about = row.task, row.period
        if about not in self._owing:
            self._owing[about] = self._asked(row.task, listed.period)
        owing = self._owing[about]
        if owing is None:
            return False
        return row.agency in owing if row.agency != NOBODY else not owing

    def _asked(self, name: str, period: Period) -> frozenset[str] | None:
        """Who owes a task in a period; None when it is not asked for there."""
        task = self._desk.tasks_of(period).get(name)
        if task is None or not task.stands(period.end) or not self._desk.scope_of(period).asks(task):
            return None
        return frozenset(self._desk.register.owing(task, period.end))
