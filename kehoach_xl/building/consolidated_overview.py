"""`Tổng hợp chung`: tiles, what the tasks of each plan have come to as a chart, and a line for each plan."""

from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from kehoach_xl.building import canvas, consolidated_chart, consolidated_tiles
from kehoach_xl.building.consolidated_rows import NONE, OPEN, Lines, Linked, filtered
from kehoach_xl.building.file_link import link
from kehoach_xl.building.styles import MUTED, NAVY, Styles
from kehoach_xl.domain.consolidated import GROUPS, PlanFigures
from kehoach_xl.domain.gathered import Gathered
from kehoach_xl.sheets.layout import consolidated

CHART = 10
COUNTED = ("count", *GROUPS.values(), "due", "done")


def build(
    workbook: xlsxwriter.Workbook, styles: Styles, gathered: Gathered, beside: Path, at: datetime, standing: Lines
) -> None:  # fmt: skip
    """Draw the sheet; links are seen from the folder ``beside``, ``standing`` are the lines of the forms."""
    layout = consolidated()["overview"]
    sheet = workbook.get_worksheet_by_name(layout.sheet)
    canvas.columns(sheet, styles, layout)
    canvas.heading(sheet, styles, layout)
    says = f"Lập lúc {at:%H:%M ngày %d/%m/%Y}. Bấm Mở hoặc số gạch chân để đến trang tương ứng của sổ gốc."
    sheet.write_string(1, 0, says, styles.of(italic=True, font_color=MUTED, valign="vcenter"))
    title = consolidated_chart.last_row(CHART, len(gathered.plans)) + 2
    text = "Kết quả thực hiện theo kế hoạch (đơn vị tính: nhiệm vụ được hỏi trong kỳ)"
    sheet.write_string(title - 1, 0, text, styles.of(bold=True, font_size=12, font_color=NAVY))
    lines = Lines(sheet, styles, layout, title + 2)
    lines.header()
    for number, plan in enumerate(gathered.plans, 1):
        row = {"no": number, **_completion(lines, plan, gathered, beside)}
        lines.add(row, idle=plan.total is not None and not plan.total.due)
    if not gathered.plans:
        lines.add({"plan": "(chưa đọc được sổ nào)"})
    filtered(sheet, lines)
    total = {"plan": "Tổng cộng", **lines.sums(COUNTED), "rate": lines.rate(lines.next)}
    lines.total(total, idle=not gathered.total.due)
    consolidated_chart.draw(workbook, sheet, styles, lines, CHART, len(gathered.plans))
    consolidated_tiles.draw(sheet, styles, lines, standing, len(gathered.unread))
    sheet.freeze_panes(2, 0)
    canvas.landscape(sheet, lines.first - 1, document=True)
    sheet.activate()


def _completion(lines: Lines, plan: PlanFigures, gathered: Gathered, beside: Path) -> dict[str, Any]:
    def linked(value: Any, place: str) -> Linked:
        return Linked(value, link(plan.file, beside, plan.places[place]))

    found = {"plan": gathered.titles[plan.file], "source": linked(OPEN, "dashboard"), "issuer": plan.issuer}
    if plan.total is None:
        why = plan.without.text if plan.without else ""
        return found | {"plan": f"{found['plan']}\n({why})", "period": NONE} | dict.fromkeys((*COUNTED, "rate"), NONE)
    counts = plan.total.cells()
    return found | counts | {
        "period": plan.period, "rate": lines.rate(lines.next), "count": linked(counts["count"], "summary"),
        "overdue": linked(counts["overdue"], "progress"),
    }  # fmt: skip
