"""What went into the store of many masters, in words and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kehoach_xl.domain.values import shown
from kehoach_xl.reports.totals import number
from kehoach_xl.reports.words import left_out, message, unread

if TYPE_CHECKING:
    from kehoach_xl.workflows.gather import GatherReport

STATES = {"new": "mới", "changed": "có thay đổi", "unchanged": "không đổi", "kept": "lần này không đọc được"}


def text(report: GatherReport) -> str:
    """Lines for the terminal."""
    masters = report.masters
    lines = [
        f"Đã gom vào kho «{report.store}»: {len(masters)} sổ, {number(report.records)} dòng báo cáo "
        f"({shown(round(report.size / 1e6, 1))} MB)."
    ]
    for state, says in STATES.items():
        names = [f"{one.title} ({one.file})" for one in masters if one.state == state]
        if names:
            lines.append(f"  {len(names)} sổ {says}" + (f": {'; '.join(names)}" if state != "unchanged" else ""))
    return "\n".join([*lines, *left_out(report.folder, report.passed_over, report.unread, report.notes)])


def data(report: GatherReport) -> dict[str, Any]:
    return {
        "store": report.store, "folder": str(report.folder),
        "masters": [
            {"file": one.file, "title": one.title, "issuer": one.issuer, "state": one.state, "records": one.records}
            for one in report.masters
        ],
        "dropped": list(report.dropped),
        "unread": unread(report.folder, report.unread),
        "notes": [message(one) for one in report.notes], "passed_over": report.passed_over, "records": report.records,
        "size": report.size,
    }  # fmt: skip
