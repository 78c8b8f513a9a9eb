"""`Theo chỉ số`, `Nhiệm vụ quá hạn`, `Tệp không đọc được`, `Ghi chú`: one table each."""

from datetime import datetime
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import xlsxwriter

from kehoach_xl.building import canvas
from kehoach_xl.building.consolidated_rows import NONE, OPEN, Formula, Lines, Linked, filtered, sheet_of
from kehoach_xl.building.consolidated_standing import DAY
from kehoach_xl.building.file_link import link
from kehoach_xl.building.styles import Styles
from kehoach_xl.domain.consolidated import IndexFigures
from kehoach_xl.domain.gathered import Gathered
from kehoach_xl.domain.status import symbol
from kehoach_xl.ooxml.heights import Wrapped, row_height
from kehoach_xl.sheets.formulas import MISSING
from kehoach_xl.sheets.layout import consolidated, consolidated_notes, consolidated_sheets

# Lines that add up, in the hidden first column: a component, or the whole plan.
PART, WHOLE = "1", "0"
COPY, UNREAD = "Bản trùng", "Không đọc được"
NOTE_WIDTHS = (30, 110)


def build(workbook: xlsxwriter.Workbook, styles: Styles, gathered: Gathered, beside: Path, at: datetime) -> None:
    """Draw the four sheets; links are seen from the folder ``beside``."""
    _components(workbook, styles, gathered, beside)
    _overdue(workbook, styles, gathered, beside)
    _unread(workbook, styles, gathered, beside)
    _notes(workbook, styles, gathered, at)


def _components(workbook: xlsxwriter.Workbook, styles: Styles, gathered: Gathered, beside: Path) -> None:
    sheet, lines = sheet_of(workbook, styles, consolidated()["components"], 4)
    for plan in gathered.plans:
        title = gathered.titles[plan.file]
        parts = [(PART, one) for one in plan.components] + ([(WHOLE, plan.index)] if plan.index else [])
        for kind, one in parts:
            source = Linked(OPEN, link(plan.file, beside, one.place))
            row = {"kind": kind, "plan": title, "code": one.code, "name": one.name, "source": source}
            lines.add(row | _score(lines, one), bold=kind == WHOLE, idle=one.tally is not None and not one.tally.due)
    if lines.next == lines.first:
        lines.add({"plan": "(chưa có kế hoạch nào)"})
    filtered(sheet, lines)
    kinds = lines.area("kind")
    total = {f: Formula(f'=SUMIFS({lines.area(f)},{kinds},"{PART}")') for f in ("count", "due", "done")}
    lines.total({"plan": "Tổng cộng", **total, "rate": lines.rate(lines.next)}, idle=not gathered.total.due)


def _score(lines: Lines, one: IndexFigures) -> dict[str, Any]:
    """Scores and ranks of a line; what is still to go is computed from the cells beside."""
    row = lines.next
    base, actual, goal = (lines.at(field, row) for field in ("baseline", "actual", "goal"))
    latest = f"IF(ISNUMBER({actual}),{actual},{base})"
    known = f"AND(ISNUMBER({goal}),ISNUMBER({latest}))"
    way = f"AND(ISNUMBER({base}),ISNUMBER({actual}),ISNUMBER({goal}))"
    found: dict[str, Any] = {
        "baseline": _or_missing(one.baseline.score), "goal": _or_missing(one.goal.score),
        "actual": _or_missing(one.actual.score if one.actual else None),
        "gap": Formula(f'=IF({known},ROUND({goal}-{latest},6),"{MISSING}")'),
        "covered": Formula(f'=IF({way},IFERROR(({actual}-{base})/({goal}-{base}),"{MISSING}"),"{MISSING}")'),
        "rank": one.rank or MISSING, "goal_rank": one.goal_rank or MISSING,
    }  # fmt: skip
    if one.tally is None:
        return found | dict.fromkeys(("count", "due", "done", "rate"), NONE)
    counts = one.tally.cells()
    return found | {field: counts[field] for field in ("count", "due", "done")} | {"rate": lines.rate(row)}


def _or_missing(score: float | None) -> float | str:
    return MISSING if score is None else score


def _overdue(workbook: xlsxwriter.Workbook, styles: Styles, gathered: Gathered, beside: Path) -> None:
    sheet, lines = sheet_of(workbook, styles, consolidated()["overdue"], 3)
    for number, (plan, one) in enumerate(gathered.overdue(), 1):
        source = Linked(f"Dòng {one.place.address.lstrip(ascii_uppercase)}", link(plan.file, beside, one.place))
        lines.add({
            "no": number, "plan": gathered.titles[plan.file], "code": one.code, "content": one.content,
            "agency": one.agency, "due": one.due, "days": one.days,
            "class": f"{symbol(one.klass)} {one.klass}", "source": source,
        })  # fmt: skip
    if lines.next == lines.first:
        lines.add({"content": "Không có nhiệm vụ đã qua ngày đến hạn mà chưa xong."})
    filtered(sheet, lines)


def _unread(workbook: xlsxwriter.Workbook, styles: Styles, gathered: Gathered, beside: Path) -> None:
    sheet, lines = sheet_of(workbook, styles, consolidated()["unread"], 2)
    for number, one in enumerate(gathered.unread, 1):
        lines.add({
            "no": number, "file": _printable(one.file.relative_to(gathered.folder)),
            "source": Linked(OPEN, link(one.file, beside)), "kind": COPY if one.copy_of else UNREAD,
            "why": one.message.text, "todo": one.message.todo,
        })  # fmt: skip
    if lines.next == lines.first:
        lines.add({"file": "Không có tệp nào."})
    filtered(sheet, lines)


def _printable(path: Path) -> str:
    """A file name as text, whatever its bytes."""
    return str(path).encode("utf-8", "replace").decode()


def _notes(workbook: xlsxwriter.Workbook, styles: Styles, gathered: Gathered, at: datetime) -> None:
    sheet = workbook.get_worksheet_by_name(consolidated_sheets()[-1])
    for column, width in enumerate(NOTE_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, "GHI CHÚ", styles.title())
    label = styles.cell("text", bold=True)
    workbook.define_name(DAY, f"='{sheet.get_name()}'!$B$3")
    sheet.write_string(2, 0, "Ngày lập", label)
    sheet.write_datetime(2, 1, datetime(at.year, at.month, at.day), styles.cell("date", align="left"))
    for row, (head, says) in enumerate(notes(gathered, at), 3):
        sheet.set_row(row, row_height([Wrapped(says, NOTE_WIDTHS[1]), Wrapped(head, NOTE_WIDTHS[0], bold=True)]))
        sheet.write_string(row, 0, head, label)
        sheet.write_string(row, 1, says, styles.cell("text"))
    canvas.landscape(sheet, 1, document=True)


def notes(gathered: Gathered, at: datetime) -> list[tuple[str, str]]:
    """What a reader of the figures must know: heading and sentence."""
    chosen = f"Kỳ {gathered.period} ở mọi sổ." if gathered.period else "Kỳ đang xem của từng sổ, ghi ở cột Kỳ."
    facts = {
        "at": f"{at:%H:%M}", "folder": _printable(gathered.folder), "plans": len(gathered.plans),
        "unread": len(gathered.unread), "period": chosen,
    }  # fmt: skip
    lines = [(note["head"], note["says"].format_map(facts)) for note in consolidated_notes()]
    return lines + [("Lưu ý", str(note)) for note in gathered.notes]
