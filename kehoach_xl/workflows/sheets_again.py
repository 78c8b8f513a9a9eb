"""The sheets that facts and journal bring back to how they stood, for a copy of a master."""

from kehoach_xl.domain.timeframe import due
from kehoach_xl.sheets import record
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.receipts import Dispatch, sent_blocks
from kehoach_xl.sheets.table import Block, Table
from kehoach_xl.sheets.watched import TABLES
from kehoach_xl.workflows.rows import ensure_rows
from kehoach_xl.workflows.work import Work


def rows_that_stood(desk: Desk, older: bool) -> list[Block]:
    """The rows of the plan, the register, the periods and the settings as an operation last saw them: those that are
    gone, and in an ``older`` master also those that differ. Else what differs was typed since, and stays."""
    blocks: list[Block] = []
    for name, rows in desk.ledger.stood.items():
        table = desk.table(name)
        key = TABLES[name][0]
        where = {row.text(key): row.row for row in table.rows if row.text(key)}
        for one, stood in rows.items():
            at = where.get(one)
            if at is not None and not older:
                continue
            if at is None:
                at = stood.row if _is_free(table, stood.row) else table.append_at(1)
            table.reach(at)
            row = table.rows[at - table.first]
            for column, value in {key: one, **stood.cells}.items():
                if row.cells.get(column) != value:
                    row.cells[column] = value
                    blocks += table.column_blocks(column, {at: value})
    desk.reread()
    return blocks


def _is_free(table: Table, at: int) -> bool:
    if not table.first <= at <= table.last:
        return False
    return all(value is None for row in table.rows if row.row == at for value in row.cells.values())


def sent_lines(desk: Desk) -> list[Block]:
    """A line of `Gửi nhận` for each form that was sent and has none."""
    have = {row.text("id") for row in desk.table("receipts").rows}
    lines = desk.table("journal").rows
    files = {row.text("note").split(",")[0].removeprefix("Phiếu "): row.text("file") for row in lines}
    newest = {f"{one.period}|{one.agency}": one for one in desk.ledger.sent}
    return sent_blocks(desk, [
        Dispatch(one.period, one.agency, one.dispatch, len(one.tasks), one.on, files.get(one.dispatch, ""))
        for name, one in newest.items() if name not in have
    ])  # fmt: skip


def without_unsound(desk: Desk) -> list[Block]:
    """Rows of `Tiến độ` that name nobody's report, or one that stands above, are emptied."""
    table = desk.table("progress")
    told = desk.settled.record.rows
    seen: set[tuple[str, str, str]] = set()
    blocks: list[Block] = []
    for row in table.rows:
        key = row.text("task"), row.text("agency"), row.text("period")
        known = (key[0] in desk.task_by_id and key[2] in desk.periods) or key in told
        sound = known and key not in seen and row.text("id") == record.row_id(key[0], key[2], key[1])
        seen.add(key)
        if not sound and any(value is not None for value in row.cells.values()):
            blocks += table.blocks(row.row, [dict.fromkeys(table.columns)])
    return blocks


def progress_rows(work: Work) -> None:
    """Rows of `Tiến độ` that are missing are laid out again, and the formulas of all of them written anew."""
    desk = work.desk
    for listed in desk.periods.values():
        if not listed.is_open:
            _recall(work, listed.period.code)
        ensure_rows(work, listed.period)
    desk.reread()  # with the rows that were laid out: conflicts point to them
    progress = desk.table("progress")
    work.add_blocks(record.computed_blocks(progress, [row.row for row in progress.rows if row.text("task")]))


def _recall(work: Work, code: str) -> None:
    """What a row of a closed period that is gone was judged by: the plan as it was known when the period was closed."""
    desk, period = work.desk, work.desk.periods[code].period
    for task in desk.tasks_of(period).values():
        for agency in (*desk.register.owing(task, period.end), *{k[1] for k in desk.reported if k[0] == task.id}):
            desk.recall((task.id, agency, code), due(task.timeframe, period))
