"""Reports as plain data for ``--json``. Keys are stable and listed in docs/json.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kehoach_xl.domain.fates import FATES
from kehoach_xl.domain.progress import to_json
from kehoach_xl.reports.by_type import ByType
from kehoach_xl.reports.words import message, unread

if TYPE_CHECKING:
    from kehoach_xl.domain.consolidated import IndexFigures, PlanFigures, Tally
    from kehoach_xl.domain.outlook import Outlook
    from kehoach_xl.domain.settle import Conflict
    from kehoach_xl.workflows.accounting import Account
    from kehoach_xl.workflows.amend import AmendReport
    from kehoach_xl.workflows.apply_decisions import DecisionsReport
    from kehoach_xl.workflows.build import BuildReport
    from kehoach_xl.workflows.bundle import BundleReport
    from kehoach_xl.workflows.check import CheckReport
    from kehoach_xl.workflows.close_period import CloseReport
    from kehoach_xl.workflows.consolidate import ConsolidateReport
    from kehoach_xl.workflows.demo import DemoReport
    from kehoach_xl.workflows.distribute import DistributeReport
    from kehoach_xl.workflows.enter import EnterReport
    from kehoach_xl.workflows.export_pdf import PdfReport
    from kehoach_xl.workflows.gather import GatherReport
    from kehoach_xl.workflows.import_report import ImportReport
    from kehoach_xl.workflows.install import Act, InstallReport
    from kehoach_xl.workflows.letters import ComposeReport
    from kehoach_xl.workflows.login import LoginReport
    from kehoach_xl.workflows.merge import MergeReport
    from kehoach_xl.workflows.new import NewReport
    from kehoach_xl.workflows.open_period import OpenReport
    from kehoach_xl.workflows.rebuild import RebuildReport
    from kehoach_xl.workflows.receive_report import ReceiveReport
    from kehoach_xl.workflows.remind_report import RemindReport
    from kehoach_xl.workflows.repair import RepairReport
    from kehoach_xl.workflows.report_written import ReportWritten
    from kehoach_xl.workflows.send_report import SendReport
    from kehoach_xl.workflows.summary import SummaryReport
    from kehoach_xl.workflows.undo import UndoReport
    from kehoach_xl.workflows.uninstall import UninstallReport
    from kehoach_xl.workflows.verify import VerifyReport
    from kehoach_xl.workflows.write_document import WordReport


# What one kind of report alone is shown with is loaded with that report: a check or a merge needs none of it.
data: ByType[dict[str, Any]] = ByType("A report as JSON-ready data.")


@data.register
def _(report: NewReport) -> dict[str, Any]:
    return asdict(report)


@data.register
def _(report: ImportReport) -> dict[str, Any]:
    from kehoach_xl.reports import imported  # loads what reads documents, which nothing else needs

    return imported.data(report)


@data.register
def _(report: BuildReport) -> dict[str, Any]:
    return {"folder": report.folder, "files": [asdict(file) for file in report.files]}


@data.register
def _(report: CheckReport) -> dict[str, Any]:
    return {
        "counts": {level: report.count(level) for level in ("error", "warning", "hint")},
        "off": dict(report.off),
        "unlisted": report.unlisted,
        "issues": [
            {
                **message(f.issue.message),
                "sheet": f.sheet,
                "cell": f.address,
                "field": f.issue.field,
                "row_id": f.issue.row_id,
                "value": f.issue.value,
                "fix": f.issue.fix,
                "safe": f.issue.safe,
            }
            for f in report.findings
        ],
    }


@data.register
def _(report: RepairReport) -> dict[str, Any]:
    return {
        "dry_run": report.dry_run,
        "repaired": len(report.repairs),
        "kinds": report.kinds,
        "cells": [asdict(one) for one in report.repairs],
        "refused": report.refused,
        "left": report.left,
        "changed": report.changed,
        "waiting": report.waiting,
        "backup": report.backup,
    }


@data.register
def _(report: OpenReport) -> dict[str, Any]:
    return asdict(report) | {"deadline": report.deadline.isoformat() if report.deadline else None}


@data.register
def _(report: CloseReport) -> dict[str, Any]:
    return asdict(report) | {"closed": report.closed.isoformat() if report.closed else None}


@data.register
def _(report: DistributeReport) -> dict[str, Any]:
    return {
        "period": report.period,
        "folder": report.folder,
        "files": [asdict(file) for file in report.files],
        "notices": [message(one) for one in report.notices],
        "letters": letters(report.letters),
    }


def letters(report: ComposeReport) -> dict[str, Any]:
    """The letters that an operation put into `Thư`."""
    return {
        "waiting": report.waiting, "without_address": report.without_address,
        "problems": [message(one) for one in report.problems],
    }  # fmt: skip


@data.register
def _(report: PdfReport) -> dict[str, Any]:
    return {
        "period": report.period,
        "folder": report.folder,
        "files": [asdict(file) for file in report.files],
        "notices": [message(one) for one in report.notices],
    }


@data.register
def _(report: WordReport) -> dict[str, Any]:
    return {**asdict(report), "lacks": [message(one) for one in report.lacks]}


@data.register
def _(report: SendReport) -> dict[str, Any]:
    from kehoach_xl.reports import sending

    return sending.data(report)


@data.register
def _(report: LoginReport) -> dict[str, Any]:
    from kehoach_xl.reports import sending

    return sending.login_data(report)


@data.register
def _(report: ReceiveReport) -> dict[str, Any]:
    from kehoach_xl.reports import receiving

    return receiving.data(report)


@data.register
def _(report: RemindReport) -> dict[str, Any]:
    from kehoach_xl.reports import reminding

    return reminding.data(report)


@data.register
def _(report: ReportWritten) -> dict[str, Any]:
    from kehoach_xl.reports import written

    return written.data(report)


@data.register
def _(report: MergeReport) -> dict[str, Any]:
    return {
        "period": report.period,
        "dry_run": report.dry_run,
        "backup": report.backup,
        "files": _files(report),
        "cells": {"total": report.total, **_fates(report.cells)},
        "conflicts": [_conflict(one, report) for one in report.conflicts],
        "confirmed": report.confirmed,
        "decided": report.decided,
        "undecided": [message(one) for one in report.undecided],
        "hand_edits": len(report.edits),
        "hand_edits_not_placed": len(report.unplaced),
        "waiting": report.waiting,
        "letters": letters(report.letters),
    }


def _files(report: Account) -> list[dict[str, Any]]:
    return [
        {
            "file": v.file, "state": v.state, "known": v.sha in report.known, "sha256": v.sha, "agency": v.agency,
            "candidate": v.candidate, "period": v.period, "sender": v.source.sender, "subject": v.source.subject,
            "sent": v.source.sent.isoformat() if v.source.sent else None, "message": message(v.message),
            "findings": [
                {
                    "kind": one.kind, **message(one.message), "task": one.task, "column": one.column,
                    "sent": one.sent, "returned": one.returned,
                }
                for one in v.findings
            ],
            "cells": v.cells, **_fates(v.fates),
        }
        for v in report.files
    ]  # fmt: skip


def _fates(counts: Mapping[str, int]) -> dict[str, int]:
    return {fate: counts.get(fate, 0) for fate in FATES}


def _conflict(clash: Conflict, report: MergeReport) -> dict[str, Any]:
    task, agency, period, name = clash.key
    return {
        "task": task,
        "agency": agency,
        "period": period,
        "field": name,
        "code": report.codes.get(task, ""),
        "column": report.headings[name],
        "reason": clash.reason,
        "sent": to_json(clash.base),
        "ours": to_json(clash.ours),
        "theirs": to_json(clash.theirs),
    }


@data.register
def _(report: DecisionsReport) -> dict[str, Any]:
    return {
        "applied": report.applied,
        "in_bulk": report.in_bulk,
        "confirmed": report.confirmed,
        "files": _files(report),
        "cells": {"total": report.total, **_fates(report.cells)},
        "undecided": [message(one) for one in report.undecided],
        "conflicts": report.conflicts,
        "letters": letters(report.letters),
        "backup": report.backup,
    }


@data.register
def _(report: AmendReport) -> dict[str, Any]:
    return {
        "applied": [message(one) for one in report.applied], "refused": [message(one) for one in report.refused],
        "new_rows": report.new_rows, "backup": report.backup,
    }  # fmt: skip


@data.register
def _(report: EnterReport) -> dict[str, Any]:
    return {
        "entered": [message(one) for one in report.entered], "refused": [message(one) for one in report.refused],
        "cells": {"total": report.total, **_fates(report.cells)},
        "conflicts": len(report.conflicts), "backup": report.backup,
    }  # fmt: skip


@data.register
def _(report: UndoReport) -> dict[str, Any]:
    return {
        "operation": report.operation, "files": list(report.files), "cells": report.cells, "kept": report.kept,
        "letters": {"withdrawn": report.letters.withdrawn, "sent": list(report.letters.sent)}, "backup": report.backup,
    }  # fmt: skip


@data.register
def _(report: SummaryReport) -> dict[str, Any]:
    from kehoach_xl.reports import watched

    return {
        "period": report.period,
        "total": report.total,
        "components": [
            {"code": c, "name": report.component_names.get(c, c), **t} for c, t in report.components.items()
        ],
        "agencies": [{"code": a, "name": report.agency_names[a], **t} for a, t in report.agencies.items()],
        "periods": [{"code": p, **t} for p, t in report.periods.items()],
        "receipts": [
            {"agency": a, "period": p, "state": s} for a, by in report.receipts.items() for p, s in by.items()
        ],
        "receipt_totals": report.receipt_totals,
        **watched.as_data(report),
        "indices": [
            {
                "code": line.code,
                "name": line.name,
                "baseline": asdict(line.baseline),
                "goal": asdict(line.goal),
                "actual": asdict(line.actual) if line.actual else None,
                **{key: value for key, value in asdict(line.gap).items() if key != "note"},
            }
            for line in report.indices
        ],
        "outlook": _outlook(report.outlook) if report.outlook else None,
        "open_conflicts": report.open_conflicts,
        "notices": [message(one) for one in report.notices],
    }


@data.register
def _(report: ConsolidateReport) -> dict[str, Any]:
    found = report.gathered
    return {
        "out": report.out,
        "folder": str(found.folder),
        "period": found.period or None,
        "plans": [_plan(one, report) for one in found.plans],
        "total": _tally(found.total),
        "forms": asdict(found.forms),
        "unread": unread(found.folder, found.unread),
        "notes": [message(one) for one in found.notes],
        "passed_over": report.passed_over,
    }


@data.register
def _(report: GatherReport) -> dict[str, Any]:
    from kehoach_xl.reports import stored

    return stored.data(report)


def _plan(one: PlanFigures, report: ConsolidateReport) -> dict[str, Any]:
    return {
        "file": str(one.file.relative_to(report.gathered.folder)),
        "plan": one.plan,
        "title": report.gathered.titles[one.file],
        "issuer": one.issuer,
        "period": one.period or None,
        "state": one.state or None,
        "deadline": one.deadline.isoformat() if one.deadline else None,
        "total": _tally(one.total) if one.total else None,
        "forms": asdict(one.forms) if one.total else None,
        "index": _standing(one.index) if one.index else None,
        "components": [{"code": c.code, "name": c.name, **_standing(c)} for c in one.components],
        "agencies": [
            {"name": a.name, **_tally(a.tally), "receipt": a.receipt or None, "days_late": a.days_late}
            for a in one.agencies
        ],
        "overdue": [
            {**asdict(o), "due": o.due.isoformat(), "place": asdict(o.place)} for o in one.overdue
        ],
        "without": message(one.without) if one.without else None,
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {**tally.cells(), "rate": tally.shares()["rate"]}


def _standing(one: IndexFigures) -> dict[str, Any]:
    return {
        "latest": one.latest, "goal": one.goal.score, "covered": one.covered, "rank": one.rank or None,
        "goal_rank": one.goal_rank or None, "tasks": _tally(one.tally) if one.tally else None,
    }  # fmt: skip


def _outlook(outlook: Outlook) -> dict[str, Any]:
    """The blocks of `Chỉ số` below its main table; years run from the newest back."""
    return {
        "years": list(outlook.years),
        "history": [asdict(line) for line in outlook.history],
        "goals": [
            {
                **asdict(one.aim), "place": one.place, "by_score": asdict(one.by_score) if one.by_score else None,
                "by_rank": asdict(one.by_rank) if one.by_rank else None, "latest_rank": one.rank, "latest_of": one.of,
                "latest_rank_year": one.rank_year, "latest_score": one.score, "latest_score_year": one.score_year,
                "worth": one.worth, "places_to_go": one.places_to_go,
            }
            for one in outlook.aims
            if not one.aim.is_empty
        ],
        "trials": [asdict(one) for one in outlook.trials],
        "priority": [
            {
                **asdict(one), "rate": one.rate, "share": one.share, "level": one.level(outlook.low, outlook.large),
                "says": one.says(outlook.low, outlook.large),
            }
            for one in outlook.needs
        ],
        "path": asdict(outlook.path),
    }  # fmt: skip


@data.register
def _(report: DemoReport) -> dict[str, Any]:
    return {
        "master": report.master,
        "office": report.office,
        "returns": [{"file": f, "what": w} for f, w in report.returns],
        "check": data(report.checked)["counts"],
        "distribute": data(report.sent),
        "letters": data(report.letters),
        "first_merge": data(report.first),
        "second_merge": data(report.second),
        "receipts": data(report.receipts),
        "enter": data(report.entered),
        "amend": data(report.amended),
        "summary": data(report.summary),
        "set_aside": report.set_aside or None,
    }


@data.register
def _(report: InstallReport) -> dict[str, Any]:
    return {"dry_run": report.dry_run, "acts": [_act(act) for act in report.acts]}


@data.register
def _(report: UninstallReport) -> dict[str, Any]:
    return {"acts": [_act(act) for act in report.acts], "environment": report.environment}


def _act(act: Act) -> dict[str, Any]:
    return {
        "kind": act.kind,
        "where": act.where,
        "content": act.content,
        "state": act.state,
        "note": message(act.note) if act.note else None,
    }


@data.register
def _(report: BundleReport) -> dict[str, Any]:
    return asdict(report)


@data.register
def _(report: list) -> dict[str, Any]:
    return {"points": [asdict(point) for point in report]}


@data.register
def _(report: VerifyReport | RebuildReport) -> dict[str, Any]:
    return asdict(report) | {
        "faults": [message(one) for one in report.faults], "notes": [message(one) for one in report.notes],
    }  # fmt: skip
