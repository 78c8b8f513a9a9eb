"""Totals of many masters, in words and as data. Apart from the other reports: they take longer to import than 1.4
million records to count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.totals import Totals
from kehoach_xl.gathering.counting import AGENCY, Label
from kehoach_xl.reports.words import rate

if TYPE_CHECKING:
    from kehoach_xl.workflows.totals import TotalsReport

# Lines told for a period; the rest are counted: the table (--csv) has all.
MOST_LINES = 40


def text(report: TotalsReport) -> str:
    """Lines for the terminal: each period in tasks, then its lines."""
    at = report.gathered.astimezone(VIETNAM)
    lines = [
        f"CỘNG SỐ LIỆU của {report.masters} sổ trong kho «{report.store}» ({number(report.records)} dòng báo cáo, gom "
        f"{at:%H:%M ngày %d/%m/%Y})"
    ]
    for one in report.periods:
        classes = "; ".join(f"{name.lower()} {number(count)}" for name, count in one.total["classes"].items() if count)
        lines.append(f"Kỳ {one.period}: {number(one.total['count'])} nhiệm vụ, gồm {classes}; {rate(one.total)}.")
        unit = "báo cáo" if report.by == AGENCY else "nhiệm vụ"
        lines += [f"  {_name(label)}: {number(t['count'])} {unit}, {rate(t)}" for label, t in one.lines[:MOST_LINES]]
        if (rest := len(one.lines) - MOST_LINES) > 0:
            lines.append(f"  … và {number(rest)} dòng nữa; ghi ra bảng bằng --csv.")
    if report.csv:
        lines.append(f"Đã ghi bảng «{report.csv}».")
    return "\n".join(lines)


def data(report: TotalsReport) -> dict[str, Any]:
    return {
        "store": report.store, "folder": report.folder, "gathered": report.gathered.isoformat(),
        "masters": report.masters, "records": report.records, "by": report.by or None,
        "periods": [
            {"period": one.period, **one.total, "lines": list(_lines(one.lines))} for one in report.periods
        ],
        "csv": report.csv or None,
    }  # fmt: skip


def _lines(lines: Iterable[tuple[Label, Totals]]) -> Iterator[Mapping[str, Any]]:
    for label, counted in lines:
        known = {"code": label.code, "name": label.name, "province": label.province, "file": label.file}
        yield {**{key: value or None for key, value in known.items()}, **counted}


def _name(label: Label) -> str:
    code = f"{label.code}. " if label.code else ""
    return f"{code}{label.name}" + (f" – {label.province}" if label.province else "")


def number(count: Any) -> str:
    """A count as it is written in Vietnamese: 1.407.600."""
    return f"{count:,}".replace(",", ".")
