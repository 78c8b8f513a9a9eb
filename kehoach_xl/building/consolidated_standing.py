"""`Nộp phiếu, chỉ số`: of each plan, how its forms came back and how far its index is from the goal."""

from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from kehoach_xl.building.consolidated_rows import NONE, OPEN, Formula, Lines, Linked, filtered, sheet_of
from kehoach_xl.building.file_link import link
from kehoach_xl.building.styles import Styles
from kehoach_xl.domain.consolidated import PlanFigures
from kehoach_xl.domain.gathered import Gathered
from kehoach_xl.sheets.formulas import MISSING
from kehoach_xl.sheets.layout import consolidated

# The day the workbook was made, on `Ghi chú`.
DAY = "TC_day"


def build(workbook: xlsxwriter.Workbook, styles: Styles, gathered: Gathered, beside: Path, at: datetime) -> Lines:
    """Draw the sheet; its lines, the totals being on the line after the last."""
    sheet, lines = sheet_of(workbook, styles, consolidated()["standing"], 2)
    for number, plan in enumerate(gathered.plans, 1):
        source = Linked(OPEN, link(plan.file, beside, plan.places["dashboard"]))
        row = {"no": number, "plan": gathered.titles[plan.file], "source": source, "period": plan.period or NONE}
        lines.add(row | _forms(lines, plan, beside) | _index(lines, plan, beside))
    if not gathered.plans:
        lines.add({"plan": "(chưa đọc được sổ nào)"})
    filtered(sheet, lines)
    total = lines.sums(("sent", "handed_in", "on_time"))
    lines.total({"plan": "Tổng cộng", **total, "punctual": _punctual(lines, lines.next)})
    return lines


def _forms(lines: Lines, plan: PlanFigures, beside: Path) -> dict[str, Any]:
    if plan.total is None:
        return dict.fromkeys(("state", "deadline", "days", "sent", "handed_in", "on_time", "punctual"), NONE)
    row, forms = lines.next, plan.forms
    deadline = lines.at("deadline", row)
    return {
        "state": plan.state, "deadline": plan.deadline or NONE,
        "days": Formula(f'=IF(ISNUMBER({deadline}),{deadline}-{DAY},"{NONE}")') if plan.open else NONE,
        "sent": forms.sent, "on_time": forms.on_time, "punctual": _punctual(lines, row),
        "handed_in": Linked(forms.handed_in, link(plan.file, beside, plan.places["receipts"])),
    }  # fmt: skip


def _punctual(lines: Lines, row: int) -> Formula:
    sent, on_time = lines.at("sent", row), lines.at("on_time", row)
    return Formula(f'=IF({sent}=0,"{NONE}",{on_time}/{sent})')


def _index(lines: Lines, plan: PlanFigures, beside: Path) -> dict[str, Any]:
    one, row = plan.index, lines.next
    if one is None:
        return dict.fromkeys(("latest", "goal", "gap", "covered", "rank", "goal_rank"), MISSING)
    latest, goal = lines.at("latest", row), lines.at("goal", row)
    return {
        "latest": MISSING if one.latest is None else Linked(one.latest, link(plan.file, beside, one.place)),
        "goal": MISSING if one.goal.score is None else one.goal.score,
        "gap": Formula(f'=IF(AND(ISNUMBER({latest}),ISNUMBER({goal})),ROUND({goal}-{latest},6),"{MISSING}")'),
        "covered": MISSING if one.covered is None else one.covered,
        "rank": one.rank or MISSING, "goal_rank": one.goal_rank or MISSING,
    }  # fmt: skip
