"""The figures of the plan, computed with pandas from the record: the same ones the sheet computes live.

Two units are used and always named: a *task* (many reporters count as the slowest) in the totals by
component, and a *report* (task × agency) in the totals by agency and by period.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kehoach_xl.domain.plan import Task
from kehoach_xl.domain.progress import Value
from kehoach_xl.domain.status import classify, slowest
from kehoach_xl.domain.timeframe import Due
from kehoach_xl.domain.totals import DUE, of_counts
from kehoach_xl.domain.values import STATUSES

if TYPE_CHECKING:  # 0.3 s to import, and wanted only by who makes such a table
    import pandas as pd


@dataclass(frozen=True)
class Report:
    """One row of the record with its due state."""

    task: str
    component: str
    agency: str
    period: str
    due: Due
    values: Mapping[str, Value]


def report_class(report: Report) -> str:
    """The class of one row; a status outside the list counts as not reported."""
    status, finish = report.values.get("status"), report.values.get("finish_date")
    return classify(
        status if status in STATUSES else None,  # type: ignore[arg-type]
        report.due.state,
        finish if isinstance(finish, date) else None,
        report.due.date,
        report.values.get("result") is not None or report.values.get("quantity") is not None,
    )


def frame(reports: Iterable[Report]) -> pd.DataFrame:
    """One line per record row: task, component, agency, period, class, due, its due state, and the day it is due (or
    None)."""
    import pandas as pd

    rows = [
        (r.task, r.component, r.agency, r.period, report_class(r), r.due.state in DUE, r.due.state, r.due.date)
        for r in reports
    ]
    columns = ["task", "component", "agency", "period", "class", "due", "state", "due_date"]
    return pd.DataFrame(rows, columns=columns).astype({"due_date": object})


def by_task(reports: pd.DataFrame, tasks: Sequence[Task], period: str) -> pd.DataFrame:
    """One line per task in a period: its slowest class, and whether it is due."""
    import pandas as pd

    now = reports[reports["period"] == period]
    grouped = now.groupby("task", sort=False).agg({"class": lambda c: slowest(c), "due": "any"})
    table = pd.DataFrame({"task": [t.id for t in tasks], "component": [t.component for t in tasks]}).set_index("task")
    return table.join(grouped, how="inner").reset_index()


def count(lines: pd.DataFrame, by: str) -> dict[str, dict[str, object]]:
    """Totals per value of a column: how many, per class, due, done among the due, and the rate."""
    return {str(key): totals(group) for key, group in lines.groupby(by, sort=False)}


def totals(lines: pd.DataFrame) -> dict[str, object]:
    """Totals of a set of lines. ``rate`` is None when nothing is due: never 0 %."""
    return of_counts(Counter(zip(lines["class"], lines["due"].astype(bool), strict=True)))


def change(now: Mapping[str, object], before: Mapping[str, object] | None) -> dict[str, object]:
    """Against the figures of an earlier period: due tasks done more (or fewer, negative), and the rate's change in
    percentage points; None where either rate has no denominator."""
    done, rate = (int(before["done"]), before["rate"]) if before else (0, None)  # type: ignore[call-overload]
    known = rate is not None and now["rate"] is not None
    points = round((now["rate"] - rate) * 100, 2) if known else None  # type: ignore[operator]
    return {"done": int(now["done"]) - done, "points": points}  # type: ignore[call-overload]
