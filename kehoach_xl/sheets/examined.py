"""The master as the checks see it: every table as typed, its formulas, and the names that do not bind any more."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kehoach_xl.domain.checks import Fault, RawRow, Subject
from kehoach_xl.domain.checks.workbook import switched_off
from kehoach_xl.domain.plan import Task
from kehoach_xl.domain.progress import FIELDS
from kehoach_xl.domain.proof import Finding, prove
from kehoach_xl.errors import Stop
from kehoach_xl.sheets import faults, record, single
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.journal import kept_of, read_log
from kehoach_xl.sheets.layout import tables
from kehoach_xl.sheets.periods import calendar_of
from kehoach_xl.sheets.table import runs

# Where the findings are written and what every operation needs; without these there is no check.
NEEDED = ("settings", "facts", "issues", "journal")
# Tables in which she may have entered a formula where a value belongs.
WITH_VALUES = (
    "appendix", "indices", "goals", "history", "trials", "figures", "progress", "agencies", "periods", "amendments",
    "entries", "office",
)  # fmt: skip
COMPUTED = ("formula", "link")


def examine(desk: Desk) -> Sequence[Fault]:
    """Find out which names are at fault; tables that cannot be read go on as empty ones. Raises Stop BOOK_006 or
    BOOK_003 for a table in :data:`NEEDED`."""
    areas, found = faults.inspect(desk.cells, desk.known)
    desk.known = {**desk.known, **areas}
    broken = {fault.table for fault in found if fault.code != faults.SHIFTED}
    for name in tables():
        if name in broken and name not in NEEDED:
            desk.set_aside(name)
        else:
            desk.table(name)
    return found


def subject(desk: Desk, today: date, found: Sequence[Fault] = ()) -> Subject:
    """Everything the checks may look at."""
    rules = _rows(desk, "rules")
    typed = record.typed_lines(desk)
    return Subject(
        plan=desk.plan, register=desk.register, lines=desk.lines, indices=_rows(desk, "indices"),
        goals=_rows(desk, "goals"), history=_rows(desk, "history"), trials=_rows(desk, "trials"),
        figures=_rows(desk, "figures"),
        asked={name: single.typed(desk, name) for name in single.SINGLE},
        agencies=_rows(desk, "agencies"), periods=_rows(desk, "periods"), progress=_rows(desk, "progress"),
        amendments=_rows(desk, "amendments"), entries=_rows(desk, "entries"), rules=rules, days=_rows(desk, "days"),
        deadlines=_rows(desk, "deadlines"), in_force=_in_force(desk), fields=_rows(desk, "fields"),
        office=_rows(desk, "office"),
        oddities=desk.ledger.oddities, ordered=desk.ledger.amendments,
        today=today, formulas=dict(_formulas(desk)),
        faults=found, calendar=calendar_of(desk.table("days"), strict=False),
        headings={name: column.heading for name, column in desk.fields.items()},
        typed=frozenset((row, field.id) for row in typed for field in FIELDS), off=switched_off(rules),
        proof=_proof(desk),
    )  # fmt: skip


def _proof(desk: Desk) -> list[Finding]:
    """What is found of the journal; a log that cannot be read is a finding too."""
    try:
        return prove(kept_of(desk), read_log(desk))
    except Stop as stop:
        return [Finding(stop.message)]


def _in_force(desk: Desk) -> dict[str, Mapping[str, Task]]:
    """The tasks of every period somebody was asked in."""
    asked = {row.text("period") for row in desk.table("progress").rows}
    return {code: desk.tasks_of(listed.period) for code, listed in desk.periods.items() if code in asked}


def _rows(desk: Desk, name: str) -> list[RawRow]:
    rows = desk.table(name).rows
    return [RawRow(row.row, row.cells) for row in rows if any(v is not None for v in row.cells.values())]


def _formulas(desk: Desk) -> Iterator[tuple[tuple[str, int, str], str]]:
    """The formulas in columns that are to hold values: one look for each table, and of a file for each run of such
    columns, as the formulas of thousands of computed cells between them would be worked out for nothing."""
    for name in WITH_VALUES:
        table = desk.table(name)
        if not table.rows:
            continue
        computed = {column.field for column in table.layout.columns if column.kind in COMPUTED}
        fields = {at: field for field, at in table.columns.items() if field not in computed}
        for run in runs(sorted(fields)) if desk.cells.is_file else [sorted(fields)]:
            left, width = run[0], run[-1] - run[0] + 1
            entered = desk.cells.entered(table.sheet, table.first, left, len(table.rows), width)
            for (row, column), text in entered.items():
                if column in fields:
                    yield (name, row, fields[column]), text
