"""One workbook as Python sees it: the raw cells of its tables as pandas frames, and the figures they mean.

Nothing here reads a formula's value. What a cell holds that is no day or no number counts as nothing, as in the sheet.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook, load_workbook

from kehoach_xl.domain.progress import from_serial, to_cell
from kehoach_xl.domain.status import CLASSES, DUE_LABELS, classify, slowest
from kehoach_xl.domain.values import STATUSES
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.refs import Area, column_letters, parse_area
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.workflows.summary import SummaryReport, figures_of
from tests.workflows.office import Room

STATE_OF = {label: state for state, label in DUE_LABELS.items()}
DUE = ("past", "in_period")
REGULAR = "Định kỳ"


@dataclass(frozen=True)
class World:
    """A master at rest: ``today`` is the day on which it was recalculated, ``garbage`` whether input cells hold what
    they should not (then the sheet and :class:`SummaryReport` may read such a cell differently)."""

    path: Path
    desk: Desk
    today: date
    garbage: bool = False
    cells: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, room: Room, today: date, garbage: bool = False, cells: dict[str, dict[str, Any]] | None = None):
        desk = room.desk()
        for name in ("periods", "appendix", "progress", "agencies", "entries", "fields"):
            desk.table(name)
        return cls(room.master, desk, today, garbage, cells or {})

    @cached_property
    def book(self) -> Workbook:
        """The file as openpyxl reads it: formulas, not values."""
        return load_workbook(self.path)

    def area(self, name: str) -> Area:
        """What a defined name points to."""
        found = parse_area(f"={self.book.defined_names[name].attr_text}")
        assert found, name
        return found

    def typed(self, name: str) -> Any:
        """What stands in the single cell of a name, as she typed it."""
        at = self.area(name)
        return self.book[at.sheet].cell(at.row1, at.column1).value

    # -- tables -------------------------------------------------------------------------------------------------

    def frame(self, table: str) -> pd.DataFrame:
        """The raw cells of a bound table, a line each (blank lines too), with the sheet row as «row»; None where empty.
        Cells of formula columns are what the file remembers: do not use them."""
        found = self.desk.table(table)
        lines = [{"row": row.row, **row.cells} for row in found.rows]
        return pd.DataFrame(lines, columns=["row", *found.columns], dtype=object)

    def column(self, table: str, field: str) -> str:
        """The letters of a bound column."""
        return column_letters(self.desk.table(table).columns[field])

    def prepared(self, table: str) -> range:
        """The sheet rows that a table's names span."""
        found = self.desk.table(table)
        return range(found.first, found.last + 1)

    @cached_property
    def progress(self) -> pd.DataFrame:
        """`Tiến độ` with ``state`` (past, in_period, …), ``due`` (whether it is one of the first two), ``klass`` and
        ``slow`` (1 = slowest)."""
        found = self.frame("progress")
        found["state"] = [STATE_OF.get(text(label), "") for label in found["due_state"]]
        found["due"] = [state in DUE for state in found["state"]]
        found["klass"] = [record_class(row) for row in found.to_dict("records")]
        found["slow"] = [CLASSES.index(klass) + 1 for klass in found["klass"]]
        return found[filled(found["id"])]

    @cached_property
    def receipts(self) -> pd.DataFrame:
        """`Gửi nhận` with ``deadline`` (of its period, a whole day) and ``state`` (Đúng hạn, Trễ, Trống, Chưa gửi; Đã
        nhận where no form was sent)."""
        found = self.frame("receipts")
        found = found[filled(found["period"])].copy()
        by = {text(row["code"]): whole_day(row["deadline"]) for row in self.frame("periods").to_dict("records")[::-1]}
        found["deadline"] = pd.Series([by.get(text(one)) for one in found["period"]], found.index, dtype=object)
        found["state"] = [receipt_state(row) for row in found.to_dict("records")]
        return found

    def days_late(self, form: dict[str, Any]) -> int:
        """Of a line of ``receipts``: days between its deadline and the day it came or, empty or missing, the day up to
        which lateness counts; 0 of a form in time, without a deadline, and of a report that no form was sent for."""
        by = number(form["deadline"])
        if form["state"] not in ("Trễ", "Trống", "Chưa gửi") or not text(form["dispatch"]) or by is None:
            return 0
        until = int(form["received"]) if form["state"] == "Trễ" else self.as_of
        return max(0, int(until - by))

    @cached_property
    def periods(self) -> pd.DataFrame:
        """The lines of `Kỳ báo cáo` that have a code."""
        found = self.frame("periods")
        return found[filled(found["code"])]

    # -- the period in view -------------------------------------------------------------------------------------

    @property
    def current(self) -> str:
        return self.desk.current

    def period(self, code: str) -> dict[str, Any]:
        """The first line of a period by its code, {} when there is none."""
        lines = self.periods[self.periods["code"].map(text) == code].to_dict("records") if code else []
        return lines[0] if lines else {}

    @cached_property
    def previous(self) -> str:
        """The code of the period that the one in view is compared with, "" when none; the rule of
        :func:`kehoach_xl.domain.period.previous` over the cells."""
        now = self.period(self.current)
        if not now or now["kind"] != REGULAR:
            return ""
        length = now["end"] - now["start"]
        marks = [
            (line["end"], line["row"], text(line["code"]))
            for line in self.periods.to_dict("records")
            if line["kind"] == REGULAR and number(line["end"]) is not None and line["end"] < now["start"]
            and abs(line["end"] - line["start"] - length) <= 10
        ]  # fmt: skip
        return max(marks)[2] if marks else ""

    @cached_property
    def as_of(self) -> float | None:
        """The day up to which lateness counts, as a serial number; None while no period is in view."""
        if not self.current:
            return None
        line = self.period(self.current)
        closed = number(line.get("closed")) if line and text(line["state"]).casefold() == "đã đóng" else None
        return to_cell(self.today) if closed is None else int(closed)

    def tasks(self, period: str) -> pd.DataFrame:
        """The lines of `Phụ lục` that carry a task id: row, id, component, ``klass`` ("" when not asked in the period)
        and ``due`` (1 or 0)."""
        found = self.frame("appendix")
        found = found[filled(found["id"])][["row", "id", "component", "content", "code"]].copy()
        rows = self.progress[self.progress["period"].map(text) == period] if period else self.progress[:0]
        by = {task: group for task, group in rows.groupby("task")}
        found["klass"] = [slowest(by[one]["klass"]) if one in by else "" for one in found["id"]]
        found["due"] = [int(by[one]["due"].any()) if one in by else 0 for one in found["id"]]
        return found

    # -- Python's own figures -----------------------------------------------------------------------------------

    @cached_property
    def report(self) -> SummaryReport | None:
        """What the command and the button say; None where no listed period is in view."""
        try:
            return figures_of(self.desk, today=self.today)
        except Stop:
            return None


def named(lines: pd.DataFrame, field: str) -> pd.DataFrame:
    """The lines in which a field says something."""
    return lines.loc[lines[field].map(lambda one: bool(text(one))).astype(bool)]


def text(value: Any) -> str:
    """A cell as text; nothing is ''."""
    if value is None or value != value:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def filled(column: pd.Series) -> pd.Series:
    """Which cells hold something; of a frame without lines too."""
    return column.map(lambda one: bool(text(one))).astype(bool)


def number(value: Any) -> float | None:
    """A cell as a number (a day is one), None for anything else."""
    real = isinstance(value, int | float) and not isinstance(value, bool) and value == value
    return float(value) if real else None


def day(value: Any) -> date | None:
    """A cell as a day, None for anything else."""
    found = number(value)
    return from_serial(found) if found is not None and 61 <= found < 100_000 else None


def whole_day(value: Any) -> int | None:
    """A cell as the serial number of a day, without its time; None for anything else."""
    return None if day(value) is None else int(value)


def record_class(row: dict[str, Any]) -> str:
    """The class of a record row by the published table; a status outside the list is not reported."""
    status = next((one for one in STATUSES if one.casefold() == text(row["status"]).casefold()), None)
    if not row["state"]:
        return CLASSES[0]
    has_result = bool(text(row["result"]) or text(row["quantity"]))
    return classify(status, row["state"], day(row["finish_date"]), day(row["due_date"]), has_result)


def receipt_state(row: dict[str, Any]) -> str:
    received, deadline = whole_day(row["received"]), number(row["deadline"])
    if received is None:
        return "Chưa gửi"
    if not text(row["dispatch"]):
        return "Đã nhận"
    if not number(row["filled"]):
        return "Trống"
    return "Đúng hạn" if deadline is None or received <= deadline else "Trễ"


def one_of(lines: Iterable[Any], default: Any = "") -> Any:
    """The first of them, or the default."""
    return next(iter(lines), default)
