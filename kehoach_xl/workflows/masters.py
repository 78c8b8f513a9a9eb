"""Looking for masters below a folder, and the figures of one: nothing in it is changed, nothing of it is kept open."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kehoach_xl.domain import summary as figures
from kehoach_xl.domain.consolidated import (
    NO_FORMS,
    AgencyFigures,
    IndexFigures,
    Overdue,
    Place,
    PlanFigures,
    Tally,
)
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.framework import TOTAL
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.lateness import days_overdue
from kehoach_xl.engine.opening import open_book
from kehoach_xl.engine.saving import file_hash
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.choices import DEFAULTS
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.periods import PeriodRow
from kehoach_xl.sheets.receipts import forms_of
from kehoach_xl.workflows.indices import indices_of
from kehoach_xl.workflows.summary import SummaryReport, figures_of

# A master saved as one of the last three is named with what to do, not passed over.
ENDINGS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_PASSED_OVER = ("~$", ".")
LOOSE = "(không thuộc chỉ số thành phần)"


def candidates(folder: Path) -> list[Path]:
    """Every workbook below a folder that may be a master, in the order of names: no owner files, nothing hidden, and
    nothing in the folders in which masters keep their backups, forms, returns and prints. A folder that cannot be
    looked into stands for what may be in it."""
    own = set(DEFAULTS.values())
    return sorted(path for path in _files(folder, own) if path.is_dir() or path.suffix.lower() in ENDINGS)


def _files(folder: Path, own: set[str]) -> Iterator[Path]:
    try:
        found = list(folder.iterdir())
    except OSError:
        yield folder
        return
    for path in found:
        if path.name.startswith(_PASSED_OVER):
            continue
        if path.is_dir():
            if path.name.lower() not in own and not path.is_symlink():
                yield from _files(path, own)
        else:
            yield path


def read_master(path: Path, period: str | None, now: datetime) -> PlanFigures:
    """The figures of one master for a period, by default the one on its dashboard.

    Raises Stop (OPEN_…, GATE_…, BOOK_…) for a file that is no readable master.
    """
    with open_book(path, write=False) as book:
        return _figures(Desk(book), path, period, now)


def _figures(desk: Desk, path: Path, period: str | None, now: datetime) -> PlanFigures:
    places = _places(desk)
    try:
        report, without = figures_of(desk, period, now.astimezone(VIETNAM).date()), None
    except Stop as stop:
        if not stop.message.code.startswith("PERIOD_"):
            raise
        report, without = None, stop.message
    base: dict[str, Any] = {**identity(desk, path), "sha": file_hash(path) or "", "places": places}
    if report is None:
        index, components = _indices(desk, None, None)
        return PlanFigures(**base, index=index, components=components, without=without)
    listed = desk.period(report.period)
    index, components = _indices(desk, listed, report)
    return PlanFigures(
        **base, index=index, components=components, period=report.period, state=listed.state,
        closed=not listed.is_open, deadline=listed.deadline, total=Tally.of(report.total),
        forms=report.forms_by_period.get(report.period, NO_FORMS), agencies=_agencies(desk, report),
        overdue=tuple(_overdue(desk, listed, report.as_of or now.date())),
    )  # fmt: skip


def identity(desk: Desk, path: Path) -> dict[str, Any]:
    """What tells a master from another (:class:`kehoach_xl.domain.gathered.Master`), but for its bytes."""
    journal = [row.number("at") or 0.0 for row in desk.table("journal").rows]
    return {
        "file": path, "age": (max(journal, default=0.0), path.stat().st_mtime), "plan": desk.plan.id,
        "key": desk.settings.get("key", ""), "title": desk.plan.short_title or desk.plan.title or path.stem,
        "issuer": desk.plan.issuer, "folders": tuple(desk.folder(name) for name in DEFAULTS),
    }  # fmt: skip


def _places(desk: Desk) -> Mapping[str, Place]:
    """Her sheets by what they are, under the names she may have given them."""
    tables = {"summary": "scope", "progress": "progress", "receipts": "receipts", "index": "indices"}
    found = {name: Place(desk.table(table).sheet) for name, table in tables.items()}
    return found | {"dashboard": Place(desk.choices.places["current"].sheet)}


def _indices(
    desk: Desk, listed: PeriodRow | None, report: SummaryReport | None
) -> tuple[IndexFigures | None, tuple[IndexFigures, ...]]:
    """The whole index, and its components with their tasks; last the tasks that belong to no component."""
    table, whole, parts = desk.table("indices"), None, []
    counted = dict(report.components) if report else {}
    for row, line in zip(table.rows, indices_of(desk, listed), strict=True):
        place = Place(table.sheet, table.place(row.row, "name"))
        known = line.baseline, line.actual, line.goal, place
        if row.text("id") == TOTAL:
            whole = IndexFigures("", line.name, *known, Tally.of(report.total) if report else None)
        else:
            totals = counted.pop(line.code, None)
            tally = Tally.of(totals) if totals else Tally()
            parts.append(IndexFigures(line.code, line.name, *known, tally if report else None))
    for code, totals in counted.items():
        nothing = Standing(), None, Goal(desk.plan.target_year)
        place = Place(desk.table("appendix").sheet)
        parts.append(IndexFigures(code, LOOSE, *nothing, place, Tally.of(totals)))
    return whole, tuple(parts)


def _agencies(desk: Desk, report: SummaryReport) -> tuple[AgencyFigures, ...]:
    """Every agency that has a task in the period or was sent a form, in the order of the register."""
    table, as_of = desk.table("receipts"), report.as_of
    rows = {row.text("agency"): row.row for row in table.rows if row.text("period") == report.period}
    forms = {one.agency: one for one in forms_of(desk) if one.period == report.period}
    order = {one.code: at for at, one in enumerate(desk.register.agencies)}
    found = []
    for code in sorted({*report.agencies, *forms} - {""}, key=lambda code: (order.get(code, len(order)), code)):
        form = forms.get(code)
        late = form.days_late(as_of) if form and as_of else 0
        place = Place(table.sheet, table.place(rows[code], "agency")) if code in rows else None
        tally = Tally.of(report.agencies[code]) if code in report.agencies else Tally()
        state = form.state if form else ""
        found.append(AgencyFigures(desk.register.name(code), tally, state, bool(form and form.sent), late, place))
    return tuple(found)


def _overdue(desk: Desk, listed: PeriodRow, until: date) -> Iterator[Overdue]:
    """Reports whose task is unfinished or untold of after its day."""
    table, tasks = desk.table("progress"), desk.tasks_of(listed.period)
    for row in desk.record:
        if row.period != listed.period.code:
            continue
        due = desk.due_of(row.task, row.agency, listed.period)
        klass = figures.report_class(figures.Report(row.task, "", row.agency, row.period, due, row.values))
        days = days_overdue(klass, due.state, due.date, until)
        if not days or due.date is None:
            continue
        task = tasks.get(row.task) or desk.task_by_id.get(row.task)
        name = desk.register.name(row.agency) if row.agency else "(chưa xác định cơ quan)"
        yield Overdue(
            task.code if task else "", task.content if task else row.task, name, klass, due.date, days,
            Place(table.sheet, table.place(row.row, "status")),
        )  # fmt: skip
