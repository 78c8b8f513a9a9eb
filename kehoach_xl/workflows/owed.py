"""Who owes what of a period, by the record as it is settled and the forms that went out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kehoach_xl.domain.lateness import Form
from kehoach_xl.domain.owing import AskedRow, Owing, owing, unsent
from kehoach_xl.domain.progress import CellKey, RowKey, Value
from kehoach_xl.domain.summary import report_class
from kehoach_xl.sheets.desk import NOBODY, Desk
from kehoach_xl.sheets.periods import PeriodRow
from kehoach_xl.sheets.receipts import forms_of
from kehoach_xl.workflows.results import reports_of


@dataclass(frozen=True)
class Owed:
    """``owing`` in the order in which `Tổng hợp` lists the agencies; ``forms`` those sent in the period; ``unsent``
    the codes of tasks asked of an agency that no form carried to it; ``own`` those the coordinator has not filled in;
    days are counted up to ``as_of``."""

    owing: list[Owing]
    forms: list[Form]
    as_of: date
    unsent: Mapping[str, list[str]] = field(default_factory=dict)
    own: Sequence[str] = ()


def owed_of(
    desk: Desk, record: Mapping[CellKey, Value], keys: Sequence[RowKey], listed: PeriodRow, today: date
) -> Owed:
    """What is owed of a listed period; of a closed one up to the day it was closed."""
    as_of = today if listed.is_open else listed.closed or today
    forms = [one for one in forms_of(desk) if one.period == listed.period.code]
    rows = asked_rows(desk, record, keys, listed)
    coordinator = desk.plan.coordinator
    missing = unsent(row for row in rows if row.agency not in (NOBODY, coordinator))
    own = [row.code for row in rows if row.agency == coordinator and row.is_open]
    return Owed(owing(forms, rows, as_of), [one for one in forms if one.sent], as_of, missing, own)


def still_owing(desk: Desk, code: str, today: date) -> frozenset[str]:
    """The agencies that owe anything of a period (its code) as the sheets stand now; nobody waits for anything of one
    that is closed, or not listed."""
    listed = desk.periods.get(code)
    if listed is None or not listed.is_open:
        return frozenset()
    record = desk.standing()
    owed = owed_of(desk, record, [row.key for row in desk.record], listed, today)
    return frozenset(one.agency for one in owed.owing)


def asked_rows(
    desk: Desk, record: Mapping[CellKey, Value], keys: Sequence[RowKey], listed: PeriodRow
) -> list[AskedRow]:
    """The rows of a period in the order of the plan, those of one task in the order of the record."""
    period = listed.period
    desk.require_scope(period)
    scope, tasks = desk.scope_of(period), desk.tasks_of(period)
    sent = {(one.agency, task) for one in desk.ledger.sent if one.period == period.code for task in one.tasks}
    begun = {cell[:3] for cell in record}
    order = {task: at for at, task in enumerate(tasks)}
    found = []
    for one in reports_of(desk, record, [key for key in keys if key[2] == period.code]):
        task = tasks.get(one.task)
        if task is None or not scope.asks(task):
            continue
        found.append(AskedRow(
            one.agency, task.id, task.code, task.content, task.timeframe_text, one.due, report_class(one),
            (one.agency, task.id) in sent, (one.task, one.agency, period.code) in begun,
        ))  # fmt: skip
    return sorted(found, key=lambda row: order[row.task])
