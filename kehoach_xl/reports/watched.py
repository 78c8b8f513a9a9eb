"""What a summary says beside its totals: the change since the period before, who is late, who may be commended."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from kehoach_xl.domain.summary import change
from kehoach_xl.domain.values import shown

if TYPE_CHECKING:
    from kehoach_xl.workflows.summary import SummaryReport

# Lines told of each list; the rest are counted.
MOST = 10
UNFINISHED = "Nhiệm vụ đã qua ngày đến hạn, chưa xong"


def as_data(report: SummaryReport) -> dict[str, Any]:
    """The figures for JSON; days as ISO dates, shares as numbers."""
    before = report.previous
    return {
        "as_of": _iso(report.as_of),
        "previous": before and {
            "code": before.code, "name": before.name, "total": before.total,
            "components": [{"code": code, **totals} for code, totals in before.components.items()],
            "agencies": [{"code": code, **totals} for code, totals in before.agencies.items()],
        },
        "change": before and {
            "total": change(report.total, before.total),
            "components": {code: change(t, before.components.get(code)) for code, t in report.components.items()},
            "agencies": {code: change(t, before.agencies.get(code)) for code, t in report.agencies.items()},
        },
        "late": [
            {**asdict(one), "deadline": _iso(one.deadline), "received": _iso(one.received)} for one in report.late
        ],
        "overdue": [{**asdict(one), "due": _iso(one.due)} for one in report.overdue],
        "award_rule": asdict(report.award_rule),
        "awards": [asdict(one) for one in report.awards],
        "forms_by_period": [{"period": code, **asdict(one)} for code, one in report.forms_by_period.items()],
        "forms_by_agency": [{"agency": code, **asdict(one)} for code, one in report.forms_by_agency.items()],
    }  # fmt: skip


def as_lines(report: SummaryReport) -> list[str]:
    """The same in words, for the terminal."""
    rule, until = report.award_rule, shown(report.as_of) if report.as_of else ""
    lines = [compared(report)]
    if handed := report.forms_by_period.get(report.period):
        lines.append(f"Phiếu: đã nộp {handed.handed_in}/{handed.sent}, đúng hạn {handed.on_time}/{handed.sent}.")
    lines += _list(f"Phiếu quá hạn nộp (tính đến {until})", [
        f"{report.agency_names.get(one.agency, one.agency)}: {one.days} ngày ({one.state.lower()})"
        for one in report.late
    ])  # fmt: skip
    lines += _list(f"{UNFINISHED} (tính đến {until})", [
        f"{one.code} ({report.agency_names.get(one.agency, one.agency) or 'chưa rõ cơ quan'}): {one.days} ngày"
        for one in report.overdue
    ])  # fmt: skip
    title = (
        f"Đề nghị xem xét khen thưởng (hoàn thành đúng hạn từ {rule.finished:g} %, nộp phiếu đúng hạn từ "
        f"{rule.handed_in:g} %, không có nhiệm vụ quá hạn)"
    )
    lines += _list(title, [
        f"{report.agency_names.get(one.agency, one.agency)}: nhiệm vụ {one.in_time}/{one.due}, phiếu "
        f"{one.on_time}/{one.forms}"
        for one in report.awards
    ])  # fmt: skip
    return lines


def compared(report: SummaryReport) -> str:
    """One sentence: the change since the period before, or that there is none to compare with."""
    before = report.previous
    if before is None:
        return "So với kỳ trước: không có kỳ để so sánh."
    then, moved = before.total, change(report.total, before.total)
    rates = "chưa so sánh được tỷ lệ (có kỳ chưa có nhiệm vụ đến hạn)"
    if moved["points"] is not None:
        rates = f"tỷ lệ {_signed(round(float(moved['points']), 1))} điểm phần trăm"  # type: ignore[arg-type]
    return (
        f"So với kỳ {before.name} ({then['done']}/{then['due']} đến hạn): "
        f"{_signed(moved['done'])} việc đến hạn đã xong, {rates}."
    )


def in_short(report: SummaryReport) -> list[str]:
    """For the box after a button."""
    lines = [compared(report)]
    if report.late:
        longest = report.late[0]
        name = report.agency_names.get(longest.agency, longest.agency)
        lines.append(f"Phiếu quá hạn nộp: {len(report.late)}, chậm nhất {name} ({longest.days} ngày).")
    if report.overdue:
        longest_due = report.overdue[0]
        lines.append(
            f"{UNFINISHED}: {len(report.overdue)} dòng, lâu nhất nhiệm vụ {longest_due.code} ({longest_due.days} ngày)."
        )
    if report.awards:
        lines.append(f"Đề nghị xem xét khen thưởng: {len(report.awards)} cơ quan.")
    return lines


def _list(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return [f"{title}: không có."]
    rest = [f"  … và {len(lines) - MOST} dòng khác."] if len(lines) > MOST else []
    return [f"{title}:", *(f"  - {line}" for line in lines[:MOST]), *rest]


def _signed(number: Any) -> str:
    return f"+{shown(number)}" if number > 0 else shown(number)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

