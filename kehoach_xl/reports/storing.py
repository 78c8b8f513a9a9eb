"""What went into the store and what is counted from it, in words and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.gathering.counting import AGENCY, Label
from kehoach_xl.reports.words import message, rate

if TYPE_CHECKING:
    from kehoach_xl.workflows.gather import GatherReport
    from kehoach_xl.workflows.totals import TotalsReport

STATES = {"new": "mới", "changed": "có thay đổi", "unchanged": "không đổi", "kept": "lần này không đọc được"}
# Lines told for a period; the rest are counted: the table (--csv) has all.
MOST_LINES = 40


def gathered_text(report: GatherReport) -> str:
    """Lines for the terminal."""
    masters = report.masters
    lines = [
        f"Đã gom vào kho «{report.store}»: {len(masters)} sổ, {_number(report.records)} dòng báo cáo "
        f"({report.size / 1e6:.1f} MB)."
    ]
    for state, says in STATES.items():
        names = [f"{one.title} ({one.file})" for one in masters if one.state == state]
        if names:
            lines.append(f"  {len(names)} sổ {says}" + (f": {'; '.join(names)}" if state != "unchanged" else ""))
    if report.passed_over:
        lines.append(f"{report.passed_over} tệp được bỏ qua vì không phải sổ điều phối: phiếu, bản sao lưu, bản in.")
    if report.unread:
        lines.append(f"{len(report.unread)} tệp không tính:")
        lines += [f"  {one.file.relative_to(report.folder)}: {one.message}" for one in report.unread]
    return "\n".join([*lines, *(f"Lưu ý: {note}" for note in report.notes)])


def gathered_data(report: GatherReport) -> dict[str, Any]:
    return {
        "store": report.store, "folder": str(report.folder),
        "masters": [
            {"file": one.file, "title": one.title, "issuer": one.issuer, "state": one.state, "records": one.records}
            for one in report.masters
        ],
        "dropped": list(report.dropped),
        "unread": [
            {
                "file": str(one.file.relative_to(report.folder)),
                "copy_of": str(one.copy_of.relative_to(report.folder)) if one.copy_of else None,
                "message": message(one.message),
            }
            for one in report.unread
        ],
        "notes": [message(one) for one in report.notes], "passed_over": report.passed_over, "records": report.records,
        "size": report.size,
    }  # fmt: skip


def totals_text(report: TotalsReport) -> str:
    """Lines for the terminal: each period in tasks, then its lines."""
    at = report.gathered.astimezone(VIETNAM)
    lines = [
        f"CỘNG SỐ LIỆU của {report.masters} sổ trong kho «{report.store}» ({_number(report.records)} dòng báo cáo, gom "
        f"{at:%H:%M ngày %d/%m/%Y})"
    ]
    for one in report.periods:
        classes = "; ".join(f"{name.lower()} {_number(count)}" for name, count in one.total["classes"].items() if count)
        lines.append(f"Kỳ {one.period}: {_number(one.total['count'])} nhiệm vụ, gồm {classes}; {rate(one.total)}.")
        unit = "báo cáo" if report.by == AGENCY else "nhiệm vụ"
        lines += [f"  {_name(label)}: {_number(t['count'])} {unit}, {rate(t)}" for label, t in one.lines[:MOST_LINES]]
        if (rest := len(one.lines) - MOST_LINES) > 0:
            lines.append(f"  … và {_number(rest)} dòng nữa; ghi ra bảng bằng --csv.")
    if report.csv:
        lines.append(f"Đã ghi bảng «{report.csv}».")
    return "\n".join(lines)


def totals_data(report: TotalsReport) -> dict[str, Any]:
    return {
        "store": report.store, "folder": report.folder, "gathered": report.gathered.isoformat(),
        "masters": report.masters, "records": report.records, "by": report.by or None,
        "periods": [
            {"period": one.period, **one.total, "lines": list(_lines(one.lines))} for one in report.periods
        ],
        "csv": report.csv or None,
    }  # fmt: skip


def _lines(lines: tuple[tuple[Label, dict[str, object]], ...]) -> Iterator[Mapping[str, Any]]:
    for label, counted in lines:
        known = {"code": label.code, "name": label.name, "province": label.province, "file": label.file}
        yield {**{key: value or None for key, value in known.items()}, **counted}


def _name(label: Label) -> str:
    code = f"{label.code}. " if label.code else ""
    return f"{code}{label.name}" + (f" – {label.province}" if label.province else "")


def _number(count: Any) -> str:
    return f"{count:,}".replace(",", ".")
