"""Tổng hợp: completion by component, agency and period, receipts, and the gap to the goal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kehoach_xl.building import plan_words
from kehoach_xl.domain import summary as figures
from kehoach_xl.domain.award import Award, Rule, shortlist
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.lateness import (
    ON_TIME,
    PERIODS,
    RESULTS,
    Form,
    Handed,
    LateForm,
    OverdueTask,
    asked,
    by_days,
    days_overdue,
    handed,
    late_forms,
)
from kehoach_xl.domain.outlook import Outlook
from kehoach_xl.domain.period import Period, latest, previous
from kehoach_xl.domain.progress import RowKey
from kehoach_xl.domain.settle import Settled
from kehoach_xl.messages import Message
from kehoach_xl.sheets.award_rule import rule_of
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.periods import PeriodRow
from kehoach_xl.sheets.receipts import forms_of
from kehoach_xl.workflows.indices import IndexLine, indices_of, outlook
from kehoach_xl.workflows.results import reports_of, results_of
from kehoach_xl.workflows.work import Work

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Compared:
    """The figures of the period before: in total and by component in tasks, by agency in reports."""

    code: str
    name: str
    total: dict[str, object]
    components: dict[str, dict[str, object]]
    agencies: dict[str, dict[str, object]]


@dataclass
class SummaryReport:
    """Every figure of `Tổng hợp` for one period; lateness is counted up to ``as_of``."""

    period: str
    period_name: str
    plan: str
    total: dict[str, object]
    components: dict[str, dict[str, object]]
    component_names: dict[str, str]
    agencies: dict[str, dict[str, object]]
    agency_names: dict[str, str]
    periods: dict[str, dict[str, object]]
    receipts: dict[str, dict[str, str]]
    receipt_totals: dict[str, int]
    indices: list[IndexLine] = field(default_factory=list)
    open_conflicts: int = 0
    as_of: date | None = None
    previous: Compared | None = None
    late: list[LateForm] = field(default_factory=list)
    overdue: list[OverdueTask] = field(default_factory=list)
    award_rule: Rule = field(default_factory=Rule)
    awards: list[Award] = field(default_factory=list)
    forms_by_agency: dict[str, Handed] = field(default_factory=dict)
    forms_by_period: dict[str, Handed] = field(default_factory=dict)
    outlook: Outlook | None = None
    notices: list[Message] = field(default_factory=list)
    by_part: str = "theo chỉ số thành phần"
    classes: dict[str, str] = field(default_factory=dict)
    """The class of each task that is counted, by its id."""


def summary(book: Any, *, period: str | None = None, now: datetime | None = None) -> SummaryReport:
    """Compute the figures; hand edits are taken over first, and the sheets written when they must change."""
    work = Work(book, "Tổng hợp", now)
    desk = work.desk
    listed = desk.period(period)
    code = listed.period.code
    work.take_hand_edits()
    desk.table("history")  # what is printed of it follows what was entered
    settled = work.settle()
    view = work.in_view or code
    if work.edits or work.unplaced or desk.settings.get("shown_period") != view:
        work.show(settled, view)
    laid = results_of(work, view)
    if laid.blocks:
        work.add_blocks(laid.blocks)
        work.log(note=f"Lập lại trang Kết quả thực hiện, kỳ {view}.")
    report = _figures(desk, listed, settled, work.keys, work.today)  # all is read before anything is written
    report.notices += [laid.in_the_way] if laid.in_the_way else []
    work.commit("tong-hop")
    return report


def figures_of(desk: Desk, period: str | None = None, today: date | None = None) -> SummaryReport:
    """Every figure of a period (by default the one on the dashboard) as the sheets stand now; nothing is written, and
    what was typed since the last operation counts. Raises Stop as :meth:`Desk.period`."""
    today = today or datetime.now(VIETNAM).date()
    record = desk.standing()
    settled = replace(desk.settled, record=record)
    return _figures(desk, desk.period(period), settled, [row.key for row in desk.record], today)


def _figures(
    desk: Desk, listed: PeriodRow, settled: Settled, keys: Sequence[RowKey], today: date
) -> SummaryReport:
    code = listed.period.code
    reports = figures.frame(reports_of(desk, settled.record, keys))
    tasks = figures.by_task(reports, desk.plan.tasks, code)
    now_rows = reports[reports["period"] == code]
    agencies = figures.count(now_rows[now_rows["agency"] != ""], "agency")
    forms = forms_of(desk)
    of_agency, of_period = _grouped(forms, lambda one: one.agency), _grouped(forms, lambda one: one.period)
    as_of = today if listed.is_open else listed.closed or today
    judged_by = _judged_by(desk, listed.period)
    handed_in = {agency: handed(asked(group, judged_by, as_of)) for agency, group in of_agency.items()}
    rule, by_component = rule_of(desk), figures.count(tasks, "component")
    return SummaryReport(
        code, listed.period.name, desk.plan.title, figures.totals(tasks), by_component,
        {c.code: c.name for c in desk.plan.components}, agencies,
        {one: desk.register.name(one) for one in (*agencies, *of_agency)}, figures.count(reports, "period"),
        {agency: {one.period: one.state for one in group} for agency, group in of_agency.items()},
        {state: sum(one.sent and one.state == state for one in of_period.get(code, [])) for state in RESULTS},
        indices_of(desk, listed), len(settled.conflicts), as_of, _compared(desk, listed, reports),
        late_forms(of_period.get(code, []), as_of), _overdue(desk, listed, now_rows, as_of),
        rule, shortlist(now_rows, handed_in, rule), handed_in,
        {period: handed(group) for period, group in of_period.items()}, outlook(desk, listed, by_component),
        by_part=plan_words.by_part(desk.plan), classes=dict(zip(tasks["task"], tasks["class"], strict=True)),
        notices=[*_without_deadline(desk, judged_by, of_period)],
    )  # fmt: skip


def _without_deadline(desk: Desk, judged_by: set[str], forms: Mapping[str, Sequence[Form]]) -> Iterator[Message]:
    """Periods whose forms came back in time only because nobody wrote until when."""
    for row in desk.periods.values():
        code = row.period.code
        if code in judged_by and row.deadline is None and any(one.state == ON_TIME for one in forms.get(code, ())):
            yield Message("RESULT_002", {"period": row.period.name})


def _judged_by(desk: Desk, view: Period) -> set[str]:
    """The periods whose forms count for an agency: of the twelve latest, those that do not end after the one in
    view."""
    return {one.code for one in latest((row.period for row in desk.periods.values()), PERIODS) if one.end <= view.end}


def _grouped(forms: Iterable[Form], key: Callable[[Form], str]) -> dict[str, list[Form]]:
    found: dict[str, list[Form]] = {}
    for one in forms:
        found.setdefault(key(one), []).append(one)
    return found


def _compared(desk: Desk, listed: PeriodRow, reports: DataFrame) -> Compared | None:
    """The same figures of the period before; None where there is none to compare with."""
    before = previous(listed.period, [one.period for one in desk.periods.values()])
    if before is None:
        return None
    tasks = figures.by_task(reports, desk.plan.tasks, before.code)
    rows = reports[(reports["period"] == before.code) & (reports["agency"] != "")]
    components, agencies = figures.count(tasks, "component"), figures.count(rows, "agency")
    return Compared(before.code, before.name, figures.totals(tasks), components, agencies)


def _overdue(desk: Desk, listed: PeriodRow, rows: DataFrame, as_of: date) -> list[OverdueTask]:
    """Each task × agency of a period that is unfinished or untold of after its day."""
    in_force = desk.tasks_of(listed.period)
    found = []
    for row in rows.rename(columns={"class": "klass"}).itertuples():
        days = days_overdue(row.klass, row.state, row.due_date, as_of)
        if not days:
            continue
        task = in_force.get(row.task) or desk.task_by_id.get(row.task)
        code, content = (task.code, task.content) if task else (row.task, "")
        found.append(OverdueTask(row.task, code, content, row.agency, row.due_date, days))
    return by_days(found)
