"""From what an agency typed to exactly one class, by a published decision table.

The table is data (``templates/status.csv``) and is printed in the guide: done or not done × in time or late,
the practice under Quyết định 42/2014/QĐ-TTg as amended in 2018, with continuous tasks judged by whether the
period has a result. Unfinished work is late only when its day had come by the data cut-off. Done work without
a finish date cannot be shown to be in time once its day has come. A blank status is «Chưa báo cáo», but for a task
that was dropped or given to somebody else, which nobody waits for.
"""

from collections.abc import Iterable
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from kehoach_xl.templates import load_csv

_CLASS_ROWS = load_csv("classes.csv")
_LABELS = load_csv("status-labels.csv")

CLASSES = tuple(row["phan_loai"] for row in _CLASS_ROWS)
"""Every class, from the slowest to the one with nothing left to do."""

NOT_REPORTED = CLASSES[0]

CLOSED = ("Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Không còn phù hợp")
"""Classes of tasks that nobody waits for: done, or no longer fitting."""

DUE_LABELS = MappingProxyType({row["ma"]: row["nhan"] for row in _LABELS if row["cot"] == "den_han"})
"""Due state (``past``, ``in_period``, ``later``, ``continuous``, ``released``) → what the user reads."""

MARK_LABELS = MappingProxyType({row["ma"]: row["nhan"] for row in _LABELS if row["cot"] == "moc"})
"""Mark (see :func:`mark`) → what the user reads."""


class Rule(NamedTuple):
    """One row of the decision table; ``status`` is ``""`` where the agency typed none."""

    status: str
    due: str
    mark: str
    klass: str
    says: str


_TABLE = tuple(
    Rule(row["trang_thai"], row["den_han"], row["moc"], row["phan_loai"], row["giai_thich"])
    for row in load_csv("status.csv")
)
_CLASS_OF = {(rule.status, rule.due, rule.mark): rule.klass for rule in _TABLE}
_ROW_OF = {row["phan_loai"]: row for row in _CLASS_ROWS}


def classify(
    status: str | None, due_state: str, finish_date: date | None, due_date: date | None, has_result: bool
) -> str:
    """The class of one report: its status (one of ``values.STATUSES``, or nothing) against what is due.

    ``KeyError`` for a status or state that is not in the table: read the cell with ``values.read_status``.
    """
    return _CLASS_OF[status or "", due_state, mark(due_state, finish_date, due_date, has_result)]


def mark(due_state: str, finish_date: date | None, due_date: date | None, has_result: bool) -> str:
    """What the table looks at beside status and due state.

    For a task that is no longer this reporter's ``khong_xet``; for continuous tasks ``co_ket_qua`` or
    ``khong_ket_qua``: a result text or quantity is given or not. Else
    ``dung_han``, ``tre_han`` (finished after the due day) or ``khong_ngay`` (no finish date); work that has
    no due day cannot be late.
    """
    if due_state == "released":
        return "khong_xet"
    if due_state == "continuous":
        return "co_ket_qua" if has_result else "khong_ket_qua"
    if finish_date is None:
        return "khong_ngay"
    return "tre_han" if due_date is not None and finish_date > due_date else "dung_han"


def slowest(classes: Iterable[str]) -> str:
    """The class of a task with several reporters; none at all is «Chưa báo cáo».

    «Không còn phù hợp» counts only when every reporter says so.
    """
    return min(classes, key=CLASSES.index, default=NOT_REPORTED)


def symbol(klass: str) -> str:
    """A mark for the class that reads in black and white."""
    return _ROW_OF[klass]["ky_hieu"]


def group(klass: str) -> str:
    """``hoan_thanh``, ``dang``, ``chua``, ``thuong_xuyen`` or ``khac``."""
    return _ROW_OF[klass]["nhom"]


def chart_group(klass: str) -> str:
    """The group charts draw the class in, "" for one they leave out."""
    return _ROW_OF[klass]["bieu_do"]


def counts_when_due(klass: str) -> bool:
    """Whether a due task of this class is in the denominator of the completion rate."""
    return _ROW_OF[klass]["tinh_den_han"] == "co"


def table() -> tuple[Rule, ...]:
    """The whole decision table, for the guide and the sheet «Danh mục»."""
    return _TABLE
