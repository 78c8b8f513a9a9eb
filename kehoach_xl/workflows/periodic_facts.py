"""What the periodic report says: every figure of the summary and every word of the record, by the words of
``templates/clerk-words.csv``. Nothing is computed here that the summary has computed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kehoach_xl.building import plan_words
from kehoach_xl.domain.lateness import EMPTY, LATE, MISSING, UNASKED
from kehoach_xl.domain.period import Period
from kehoach_xl.domain.values import shown
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.workflows import report_next, report_targets, report_tasks, report_words
from kehoach_xl.workflows.report_tasks import Told, name_of
from kehoach_xl.workflows.summary import SummaryReport

NO_GROUP = "Nhiệm vụ không thuộc nhóm nào"


@dataclass(frozen=True)
class PeriodicFacts:
    """The words of the report, and what it counts: the tasks, and how many of them somebody reported."""

    words: dict[str, Any]
    tasks: int
    reported: int


def periodic_facts(desk: Desk, figures: SummaryReport) -> PeriodicFacts:
    """The words of a period's report, without those of letterhead and signature."""
    told = report_tasks.tasks_told(desk, figures)
    words = {
        **heads(desk, figures), **_forms(desk, figures), **_results(desk, figures, told), **_targets(desk, figures),
        "kho_khan": _gathered(told, "difficulties"), "kien_nghi": _gathered(told, "proposals"),
        **_next(desk, figures), "phu_luc": _appendix(desk, figures, told),
    }  # fmt: skip
    return PeriodicFacts(words, len(told), sum(one.is_reported for one in told))


def heads(desk: Desk, figures: SummaryReport) -> dict[str, Any]:
    """Of which plan and which period a report is, and of which days."""
    plan, listed = desk.plan, desk.period(figures.period)
    document, name = plan_words.document(plan), named(listed.period)
    return {
        "ten_ke_hoach": plan.title.rstrip(" ."), "van_ban_ke_hoach": document,
        "noi_ban_hanh_ke_hoach": plan.issuer, "ky": name, "ky_hoa": name.upper(),
        "tu_ngay": shown(listed.period.data_from), "den_ngay": shown(listed.period.cutoff),
        "han_nop": shown(listed.deadline) if listed.deadline else "", "tinh_den": shown(figures.as_of),
        "theo_nhom": figures.by_part, "ten_nhom": plan_words.part(plan),
    }  # fmt: skip


# -- reports handed in -------------------------------------------------------------------------------


def _forms(desk: Desk, figures: SummaryReport) -> dict[str, Any]:
    handed = figures.forms_by_period.get(figures.period)
    states = {agency: by_period.get(figures.period) for agency, by_period in figures.receipts.items()}
    days = {one.agency: one.days for one in figures.late}
    coordinator = desk.plan.coordinator
    own = figures.agencies.get(coordinator) if coordinator not in states else None

    def who(state: str, late: str = "quá hạn") -> str:
        return report_words.listed(
            name_of(desk, agency) + (f" ({late} {days[agency]} ngày)" if agency in days else "")
            for agency, one in states.items() if one == state
        )  # fmt: skip

    return {
        "phieu": {
            "tong": handed.sent if handed else 0, "da_nop": handed.handed_in if handed else 0,
            "dung_han": handed.on_time if handed else 0,
            "so_tre": figures.receipt_totals[LATE], "ten_tre": who(LATE, "trễ"),
            "so_trong": figures.receipt_totals[EMPTY], "ten_trong": who(EMPTY),
            "so_chua": figures.receipt_totals[MISSING], "ten_chua": who(MISSING),
            "so_ngoai": list(states.values()).count(UNASKED), "ten_ngoai": who(UNASKED),
        },
        "so_tu_nhap": int(own["count"]) if own else 0,  # type: ignore[call-overload]
        "so_tu_nhap_co": report_words.reported(own) if own else 0,
    }  # fmt: skip


# -- results -----------------------------------------------------------------------------------------


def _results(desk: Desk, figures: SummaryReport, told: Sequence[Told]) -> dict[str, Any]:
    before = figures.previous
    by_component: dict[str, list[Told]] = {}
    for one in told:
        by_component.setdefault(one.component, []).append(one)
    parts = [
        {"stt": code, "ten": figures.component_names.get(code, NO_GROUP), **totals_told(figures.components[code]),
         "so_sanh": _moved(figures.components[code], before.components.get(code)) if before else "",
         **_told(by_component.get(code, ()))}
        for code in _ordered(figures)
    ]  # fmt: skip
    return {
        "ket_qua": {
            **totals_told(figures.total), "phan_loai": report_words.classes(figures.total),
            "so_sanh": report_words.moved(figures.total, before.total) if before else "",
        },
        "ky_truoc": {
            "ten": before.name if before else "", "ket_qua": report_words.judged(before.total) if before else "",
        },
        "thanh_phan": parts,
    }  # fmt: skip


def _moved(now: Mapping[str, Any], before: Mapping[str, Any] | None) -> str:
    """The change of a component; '' where nothing of it was due in either period."""
    return report_words.moved(now, before) if now["due"] or (before and before["due"]) else ""


def _ordered(figures: SummaryReport) -> list[str]:
    """The components that have tasks, in the order of the appendix; tasks of none come last."""
    known = [code for code in figures.component_names if code in figures.components]
    return [*known, *(code for code in figures.components if code not in figures.component_names)]


def named(period: Period) -> str:
    """A period inside a sentence: «6 tháng cuối năm 2025»; one on a matter or unforeseen is called after its document:
    «kỳ báo cáo đột xuất về xuất khẩu»."""
    if not period.special:
        return period.name
    return f"kỳ {plan_words.within(period.name) if period.name[1:2].islower() else period.name}"


def totals_told(totals: Mapping[str, Any]) -> dict[str, Any]:
    """The totals of some tasks, as numbers and in words."""
    return {
        "tong": totals["count"], "den_han": totals["due"], "hoan_thanh": totals["done"],
        "ty_le": report_words.percent(totals), "danh_gia": report_words.judged(totals),
        "da_bao_cao": report_words.reported(totals),
    }  # fmt: skip


def _told(tasks: Sequence[Told]) -> dict[str, Any]:
    silent = [one for one in tasks if not one.is_reported]
    return {
        "nhiem_vu": [
            {"stt": one.task.code, "noi_dung": report_words.stopped(one.task.content),
             "tinh_trang": report_tasks.standing(one), "ket_qua": report_tasks.results(one)}
            for one in tasks if one.is_reported or report_tasks.results(one)
        ],
        "so_chua": len(silent), "ten_chua": ", ".join(one.task.code for one in silent),
    }  # fmt: skip


# -- goals, difficulties, what comes next ------------------------------------------------------------


def _targets(desk: Desk, figures: SummaryReport) -> dict[str, Any]:
    rows, goals = report_targets.target_rows(figures.indices), report_targets.figure_rows(desk)
    states = [one["tinh_trang"] for one in goals]
    return {
        "muc_tieu": {
            "nam": str(desk.plan.target_year), "nam_co_so": str(desk.plan.baseline_year), "so": len(rows),
            "so_cong_bo": report_targets.published(figures.indices), "dong": rows,
            "luu_y": report_targets.notes(figures.indices),
        },
        "chi_tieu": {
            "so": len(goals), "so_dat": states.count("reached"), "so_chua_dat": states.count("missed"),
            "so_chua_co": len(states) - states.count("reached") - states.count("missed"), "dong": goals,
        },
    }  # fmt: skip


def _gathered(told: Sequence[Told], field: str) -> dict[str, Any]:
    by_agency = report_tasks.gathered(told, field)
    return {"so": report_tasks.naming(told, field), "so_co_quan": len(by_agency), "theo_co_quan": by_agency}


def _next(desk: Desk, figures: SummaryReport) -> dict[str, Any]:
    ahead = report_next.ahead(desk, figures)
    return {
        "qua_han": {
            "so": len({one.task for one in figures.overdue}), "dong": report_next.overdue_rows(desk, figures),
        },
        "sap_den_han": {
            "tu_ngay": shown(ahead.since) if ahead.since else "", "den_ngay": shown(ahead.until),
            "so": len({one["stt"] for one in ahead.tasks}), "dong": ahead.tasks,
        },
    }  # fmt: skip


# -- the appendix ------------------------------------------------------------------------------------


def _appendix(desk: Desk, figures: SummaryReport, told: Sequence[Told]) -> list[dict[str, Any]]:
    """The lines of the table: over the tasks of each component one with its name."""
    rows: list[dict[str, Any]] = []
    for code in _ordered(figures):
        name = figures.component_names.get(code, NO_GROUP)
        rows += [_line(la_nhom=True, stt=code, noi_dung=name)]
        rows += [_task(one) for one in told if one.component == code]
    return rows


def _task(one: Told) -> dict[str, Any]:
    cells = {name: "" if value is None else value for name, value in one.cells.items()}
    return _line(
        la_nhom=False, stt=one.task.code, noi_dung=one.task.content, chu_tri=cells["leads"], han=cells["timeframe"],
        tinh_trang=report_tasks.class_of(one), ty_le=shown(cells["percent"]) if cells["percent"] != "" else "",
        ket_qua=cells["result"], van_ban=cells["evidence"],
    )  # fmt: skip


def _line(**cells: Any) -> dict[str, Any]:
    names = ("la_nhom", "stt", "noi_dung", "chu_tri", "han", "tinh_trang", "ty_le", "ket_qua", "van_ban")
    return {name: cells.get(name, "") for name in names}
