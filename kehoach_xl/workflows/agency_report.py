"""What an agency's own report says of its tasks in a period, by the words of ``templates/clerk-words.csv``: its figures
as `Tổng hợp` counts them, and its own words as the record has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kehoach_xl.domain import summary as counted
from kehoach_xl.domain.office import Office, sign_of
from kehoach_xl.domain.status import NOT_REPORTED
from kehoach_xl.domain.values import shown
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.workflows import report_words
from kehoach_xl.workflows.office_words import NO_PLACE, office_words
from kehoach_xl.workflows.periodic_facts import NO_GROUP, heads, totals_told
from kehoach_xl.workflows.report_tasks import Said, Told, tasks_told
from kehoach_xl.workflows.results import reports_of
from kehoach_xl.workflows.summary import SummaryReport

if TYPE_CHECKING:
    from pandas import DataFrame

TEMPLATE = "bao-cao-co-quan"


@dataclass(frozen=True)
class AgencyFacts:
    """The words of the report, and what it counts: the agency's tasks, and how many of them it reported."""

    words: dict[str, Any]
    tasks: int
    reported: int


@dataclass(frozen=True)
class _Own:
    """One task of the agency: its class by this agency's report alone, and what it said."""

    told: Told
    klass: str
    said: Said | None


def agency_facts(desk: Desk, figures: SummaryReport, agency: str) -> AgencyFacts:
    """The words of an agency's report of the period of ``figures``, without those of letterhead and signature. Stops
    WRITE_010 where the agency has no task in the period."""
    rows = _rows(desk, figures.period, agency)
    if rows.empty:
        raise Stop("WRITE_010", agency=desk.register.name(agency), period=figures.period_name)
    classes = dict(zip(rows["task"], rows["class"], strict=True))
    own = [
        _Own(told, classes[told.task.id], next((one for one in told.said if one.agency == agency), None))
        for told in tasks_told(desk, figures) if told.task.id in classes
    ]  # fmt: skip
    before = figures.previous
    earlier = before.agencies.get(agency) if before else None
    whole = counted.totals(rows)
    words = {
        **heads(desk, figures), "co_quan": desk.register.name(agency),
        "don_vi_dau_moi": desk.register.name(desk.plan.coordinator) or NO_PLACE, **_form(desk, figures.period, agency),
        "ket_qua": {
            **totals_told(whole), "phan_loai": report_words.classes(whole),
            "so_sanh": report_words.moved(whole, earlier) if earlier else "",
        },
        "ky_truoc": {
            "ten": before.name if before and earlier else "",
            "ket_qua": report_words.judged(earlier) if earlier else "",
        },
        "thanh_phan": _parts(figures, own, counted.count(rows, "component")),
        "kho_khan": _written(own, "difficulties"), "kien_nghi": _written(own, "proposals"),
    }  # fmt: skip
    return AgencyFacts(words, len(own), sum(one.klass != NOT_REPORTED for one in own))


def agency_words(desk: Desk, office: Office, agency: str) -> dict[str, object]:
    """The letterhead and signature of an agency: it reports to the coordinating body, which itself reports upwards.
    Who signs for another body, and its own recipients, nobody here knows."""
    coordinator, name = desk.plan.coordinator, desk.register.name(agency)
    to = office.superior if agency == coordinator else desk.register.name(coordinator)
    if agency != coordinator:
        body = desk.register.body(agency)
        office = replace(
            office, sign=sign_of(body.short if body else "", agency), signer_title="", signer_authority="",
            signer_name="", recipients=(),
        )  # fmt: skip
    return office_words(desk.plan, name, office, to or NO_PLACE, ["Như trên;", f"Lãnh đạo {name};"])


def _rows(desk: Desk, period: str, agency: str) -> DataFrame:
    """What the agency has to report in the period, each row with its class."""
    record = desk.standing()
    keys = [row.key for row in desk.record if row.agency == agency and row.period == period]
    return counted.frame(reports_of(desk, record, keys))


def _form(desk: Desk, period: str, agency: str) -> dict[str, str]:
    """The newest form that asked the agency; '' where none did."""
    form = desk.ledger.newest_form(period, agency)
    return {"so_phieu": form.dispatch if form else "", "ngay_phieu": shown(form.on) if form else ""}


def _parts(
    figures: SummaryReport, own: Sequence[_Own], totals: dict[str, dict[str, object]]
) -> list[dict[str, Any]]:
    """A part for each component under which the agency has tasks, in the order of the appendix."""
    names = figures.component_names
    order = [code for code in names if code in totals] + [code for code in totals if code not in names]
    found = []
    for code in order:
        mine = [one for one in own if one.told.component == code]
        silent = [one.told.task.code for one in mine if _is_silent(one)]
        found.append({
            "stt": code, "ten": report_words.stopped(names.get(code, NO_GROUP)), **totals_told(totals[code]),
            "nhiem_vu": [_task(one) for one in mine if not _is_silent(one)],
            "so_chua": len(silent), "ten_chua": ", ".join(silent),
        })  # fmt: skip
    return found


def _is_silent(one: _Own) -> bool:
    return one.klass == NOT_REPORTED and not (one.said and (one.said.cells["result"] or one.said.cells["evidence"]))


def _task(one: _Own) -> dict[str, Any]:
    cells = one.said.cells if one.said else {}
    values = one.said.values if one.said else {}
    done, far = values.get("finish_date"), cells.get("percent")
    state = [one.klass, f"ngày {shown(done)}" if done else "", f"{shown(far)}%" if isinstance(far, float) else far]
    return {
        "stt": one.told.task.code, "noi_dung": report_words.stopped(one.told.task.content),
        "thoi_gian": report_words.stopped(one.told.task.timeframe_text),
        "tinh_trang": ", ".join(str(piece) for piece in state if piece),
        "ket_qua": [report_words.ended(line) for line in report_words.lines(cells.get("result"))],
        "van_ban": report_words.stopped(str(cells.get("evidence") or "")),
    }  # fmt: skip


def _written(own: Sequence[_Own], field: str) -> dict[str, Any]:
    """What the agency wrote into a field: of how many tasks, and the paragraphs, each task's first with its code."""
    said = [(one.told.task.code, report_words.lines(one.said.values.get(field))) for one in own if one.said]
    found = [(code, text) for code, text in said if text]
    lines = [line for code, text in found for line in (f"Nhiệm vụ {code}: {text[0]}", *text[1:])]
    return {"so": len(found), "y": [report_words.ended(line) for line in lines]}
