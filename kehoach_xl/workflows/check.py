"""Kiểm tra: every finding listed with a link, the marks following the list."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kehoach_xl.domain import checks
from kehoach_xl.domain.checks import Issue, RawRow, Subject
from kehoach_xl.domain.progress import show, take
from kehoach_xl.sheets import formulas
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.layout import tables
from kehoach_xl.sheets.table import Cell
from kehoach_xl.workflows.work import Work

LEVELS = {"error": "Lỗi", "warning": "Cảnh báo", "hint": "Gợi ý"}
DATES = ("evidence_date", "finish_date", "deadline")


@dataclass(frozen=True)
class Finding:
    """One issue with its place in words: sheet and address (empty when it concerns the plan as a whole)."""

    issue: Issue
    sheet: str
    address: str


@dataclass(frozen=True)
class CheckReport:
    findings: tuple[Finding, ...]

    def count(self, level: str) -> int:
        return sum(finding.issue.message.level == level for finding in self.findings)


def check(book: Any, *, now: datetime | None = None) -> CheckReport:
    """Run every check and fill `Kiểm tra`. The data themselves are not touched."""
    work = Work(book, "Kiểm tra", now)
    desk = work.desk
    for name in tables():  # a deleted sheet or column must be known before anything is built on it
        desk.table(name)
    found = checks.run(_subject(work))
    findings = tuple(_place(desk, issue) for issue in found)
    table = desk.table("issues")
    most = table.last - table.first + 1
    work.add_blocks(table.replace([_row(n, f) for n, f in enumerate(findings[:most], 1)], formulas=("place",)))
    report = CheckReport(findings)
    work.log(note=f"{report.count('error')} lỗi, {report.count('warning')} cảnh báo, {report.count('hint')} gợi ý.")
    work.commit("kiem-tra")
    return report


def _subject(work: Work) -> Subject:
    desk = work.desk

    def raw(name: str) -> list[RawRow]:
        return [
            RawRow(row.row, row.cells)
            for row in desk.table(name).rows
            if any(v is not None for v in row.cells.values())
        ]

    return Subject(
        desk.plan, desk.register, desk.lines, raw("indices"), raw("agencies"), raw("periods"), raw("progress"),
        desk.ledger.oddities, work.today,
    )  # fmt: skip


def _place(desk: Desk, issue: Issue) -> Finding:
    table = desk.table(issue.table)
    if not issue.row:
        return Finding(issue, table.sheet, "")
    return Finding(issue, table.sheet, table.place(issue.row, issue.field))


def _row(number: int, finding: Finding) -> dict[str, Cell]:
    issue = finding.issue
    text = f"{finding.sheet} {finding.address}".strip()
    value = take("finish_date", issue.value) if issue.field in DATES else issue.value
    column = tables()[issue.table].column(issue.field) if issue.field else None
    marked = issue.row_id and column is not None and issue.message.level != "hint"
    return {
        "row": issue.row_id or None, "mark": f"{issue.row_id}|{issue.field}" if marked else None, "no": float(number),
        "level": LEVELS[issue.message.level],
        "place": formulas.link(finding.sheet, finding.address or "A1", text),
        "value": show(value) if value is not None else None, "says": issue.message.text,
        "todo": issue.message.todo or None, "code": issue.message.code,
    }  # fmt: skip
