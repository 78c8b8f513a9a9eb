"""Kiểm tra: every finding listed with a link, the marks following the list."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kehoach_xl.domain import checks
from kehoach_xl.domain.checks import Issue, Subject
from kehoach_xl.domain.progress import Raw, as_text
from kehoach_xl.domain.text import fold
from kehoach_xl.messages import CATALOGUE
from kehoach_xl.messages.text import LEVELS
from kehoach_xl.sheets import formulas, single
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.examined import examine, subject
from kehoach_xl.sheets.layout import tables
from kehoach_xl.sheets.table import Block, Cell, cell_in_words, change_in_words
from kehoach_xl.workflows.work import Progress, Work, quiet

YES, NO = "Có", "Không"


@dataclass(frozen=True)
class Finding:
    """One issue with its place in words: sheet and address (empty when it concerns the plan as a whole)."""

    issue: Issue
    sheet: str
    address: str


@dataclass(frozen=True)
class CheckReport:
    """What was found. ``off`` are the rules switched off in this plan, each with its reason; ``unlisted`` the findings
    for which the list has no row left."""

    findings: tuple[Finding, ...]
    off: Mapping[str, str] = field(default_factory=dict)
    unlisted: int = 0

    def count(self, level: str) -> int:
        return sum(finding.issue.message.level == level for finding in self.findings)

    @property
    def proposals(self) -> int:
        """How many cells «Sửa giúp» could put right."""
        return sum(finding.issue.fix is not None for finding in self.findings)


@dataclass(frozen=True)
class Answer:
    """What she left at a proposal: her word, and the text in the column of the proposal."""

    word: Cell
    text: str

    @property
    def is_yes(self) -> bool:
        return isinstance(self.word, str) and fold(self.word) == fold(YES)

    def changes(self, issue: Issue) -> bool:
        """Whether she wrote something else over the proposal: we would not know what she wants in the cell."""
        return self.text != (as_text(in_words(issue, issue.fix)) or "")


def check(book: Any, *, now: datetime | None = None, progress: Progress = quiet) -> CheckReport:
    """Run every check and fill `Kiểm tra`. The data themselves are not touched. Tables whose names are broken are
    reported and left out. Raises Stop BOOK_… only when the list itself cannot be written."""
    desk = Desk(book)
    faults = examine(desk)
    work = Work(book, "Kiểm tra", now, desk)
    seen = subject(desk, work.today, faults)
    findings = _placed(desk, seen, progress)
    table = desk.table("issues")
    work.add_blocks(list_blocks(desk, findings))
    report = CheckReport(findings, seen.off, max(len(findings) - (table.last - table.first + 1), 0))
    work.log(note=_note(report))
    work.commit("kiem-tra")
    return report


def _note(report: CheckReport) -> str:
    counts = f"{report.count('error')} lỗi, {report.count('warning')} cảnh báo, {report.count('hint')} gợi ý."
    off = "; ".join(f"{code} ({reason})" for code, reason in report.off.items())
    return f"{counts} Quy tắc đã tắt: {off}." if off else counts


def look(work: Work) -> tuple[Finding, ...]:
    """Every finding in the book as the desk has it."""
    return _placed(work.desk, subject(work.desk, work.today))


def _placed(desk: Desk, seen: Subject, progress: Progress = quiet) -> tuple[Finding, ...]:
    return tuple(_place(desk, issue) for issue in checks.run(seen, progress))


def list_blocks(desk: Desk, findings: Sequence[Finding]) -> list[Block]:
    """Make these the only lines of `Kiểm tra`. What she said to a proposal stays while cell and proposal do."""
    table = desk.table("issues")
    said = answers(desk)
    lines = fitting(findings, table.last - table.first + 1)
    return table.replace([_row(n, one, said) for n, one in enumerate(lines, 1)], formulas=("place",))


def answers(desk: Desk) -> dict[str, Answer]:
    """What stands at each proposal of `Kiểm tra`, by what the line is about."""
    rows = desk.table("issues").rows
    return {row.text("about"): Answer(row.cells.get("accept"), row.text("fix")) for row in rows if row.text("about")}


def fitting(findings: Sequence[Finding], most: int) -> list[Finding]:
    """As many findings as the list has rows for, in their order: errors and what can be repaired before the rest."""

    def can_wait(number: int) -> bool:
        issue = findings[number].issue
        return issue.message.level != "error" and issue.fix is None

    kept = sorted(range(len(findings)), key=can_wait)[:most]
    return [findings[number] for number in sorted(kept)]


def about(issue: Issue) -> str:
    """How a line knows its proposal: the cell (by the id of its row, which sorting leaves alone), what stands there,
    and what is proposed. Empty without a proposal."""
    if issue.fix is None:
        return ""
    text = json.dumps([issue.value, issue.fix], ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return f"{issue.table}|{issue.row_id or issue.row}|{issue.field}|{digest}"


def in_words(issue: Issue, value: Raw) -> str:
    """A value of the cell an issue is about, as a person reads it."""
    return cell_in_words(tables()[issue.table].column(issue.field) if issue.field else None, value)


def _place(desk: Desk, issue: Issue) -> Finding:
    table = desk.table(issue.table)
    if issue.name:
        return Finding(issue, *single.address(desk, issue.name))
    if not issue.row:
        return Finding(issue, table.sheet, "")
    return Finding(issue, table.sheet, table.place(issue.row, issue.field))


def _word(issue: Issue, said: Mapping[str, Answer]) -> Cell:
    """What stands in her column: what she said, and «Không» where she changed the proposal."""
    answer = said.get(about(issue))
    if answer is None:
        return YES if issue.safe else None
    return NO if answer.changes(issue) else answer.word


def _row(number: int, finding: Finding, said: Mapping[str, Answer]) -> dict[str, Cell]:
    issue = finding.issue
    text = f"{finding.sheet} {finding.address}".strip()
    column = tables()[issue.table].column(issue.field) if issue.field else None
    marked = issue.row_id and column is not None and issue.message.level != "hint"
    proposal = about(issue)
    standing = change_in_words(column, issue.value, issue.fix)[0] if proposal else in_words(issue, issue.value)
    return {
        "row": issue.row_id or None, "mark": f"{issue.row_id}|{issue.field}" if marked else None,
        "about": proposal or None, "no": float(number), "level": LEVELS[issue.message.level],
        "place": formulas.link(finding.sheet, finding.address or "A1", text),
        "value": standing if issue.value is not None else None, "says": issue.message.text,
        "todo": issue.message.todo or None, "fix": in_words(issue, issue.fix) if proposal else None,
        "accept": _word(issue, said) if proposal else None,
        "source": CATALOGUE[issue.message.code].source or None, "code": issue.message.code,
    }  # fmt: skip
