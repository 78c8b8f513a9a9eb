"""`Theo cơ quan`: each agency with its plans; one that stands in several has a line above that adds them up."""

from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from kehoach_xl.building.consolidated_rows import NONE, OPEN, Formula, Lines, Linked, sheet_of
from kehoach_xl.building.file_link import link
from kehoach_xl.building.styles import Styles
from kehoach_xl.domain.consolidated import AgencyFigures, PlanFigures
from kehoach_xl.domain.gathered import AgencyBlock, Gathered
from kehoach_xl.sheets.layout import consolidated

LINE, SUM = "1", "0"
SUMMED = ("count", "due", "done", "overdue", "unreported")
# What became of a form, with a mark that reads in black and white.
MARKS = {"Đúng hạn": "✓", "Trễ": "!", "Trống": "○", "Chưa gửi": "×", "Đã nhận": "–"}
UNSENT = ", không phát phiếu"


def build(workbook: xlsxwriter.Workbook, styles: Styles, gathered: Gathered, beside: Path, at: datetime) -> None:
    """Draw the sheet. It has no filter: sorting would tear the sums from their lines."""
    sheet, lines = sheet_of(workbook, styles, consolidated()["agencies"], 2)
    sheet.outline_settings(True, False, True, False)
    for block in gathered.agencies():
        _block(lines, block, gathered, beside)
    if lines.next == lines.first:
        lines.add({"agency": "(chưa có cơ quan nào)"})
    row = lines.next
    kinds = f'{lines.area("kind")},"{LINE}"'
    total: dict[str, Any] = {field: Formula(f"=SUMIFS({lines.area(field)},{kinds})") for field in SUMMED}
    lines.total({
        "kind": SUM, "agency": "Tổng cộng", **total, "rate": lines.rate(row),
        "receipt": _on_time(f"{kinds},{lines.area('receipt')}"),
    }, idle=not any(a.tally.due for plan in gathered.plans for a in plan.agencies))  # fmt: skip


def _block(lines: Lines, block: AgencyBlock, gathered: Gathered, beside: Path) -> None:
    alone = len(block.lines) == 1
    if not alone:
        row, last = lines.next, lines.next + len(block.lines)
        lines.add({
            "kind": SUM, "agency": block.name, "plan": f"Cộng {len(block.lines)} kế hoạch",
            **lines.sums(SUMMED, row + 1, last), "rate": lines.rate(row),
            "receipt": _on_time(lines.area("receipt", row + 1, last)),
        }, bold=True, idle=not any(agency.tally.due for _, agency in block.lines))  # fmt: skip
    for plan, agency in block.lines:
        line = _line(lines, plan, agency, gathered, beside)
        lines.add(line, level=0 if alone else 1, idle=not agency.tally.due)


def _line(lines: Lines, plan: PlanFigures, agency: AgencyFigures, gathered: Gathered, beside: Path) -> dict[str, Any]:
    counts = agency.tally.cells()
    mark = f"{MARKS[agency.receipt]} {agency.receipt}" if agency.receipt else NONE
    # A report without a form owed nobody one: the words keep it out of «đúng hạn n/N».
    mark += UNSENT if agency.receipt and not agency.sent else ""
    return {
        "kind": LINE, "agency": agency.name, "period": plan.period,
        "plan": gathered.titles[plan.file], "source": Linked(OPEN, link(plan.file, beside, plan.places["summary"])),
        **{field: counts[field] for field in SUMMED}, "rate": lines.rate(lines.next),
        "receipt": Linked(mark, link(plan.file, beside, agency.place) if agency.place else None),
        "late": agency.days_late if agency.days_late else NONE,
    }  # fmt: skip


def _on_time(where: str) -> Formula:
    """«đúng hạn n/N» over the forms of these cells, the last pair of a COUNTIFS without its test."""
    sent = "+".join(f'COUNTIFS({where},"*{word}")' for word in MARKS)
    return Formula(f'=IF({sent}=0,"{NONE}","đúng hạn "&COUNTIFS({where},"*Đúng hạn")&"/"&({sent}))')
