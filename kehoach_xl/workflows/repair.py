"""Sửa giúp: write the proposals that stand with «Có» in `Kiểm tra`, where the cell still is what the line was about
and the proposal what the check wrote there."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kehoach_xl.domain.checks import Issue
from kehoach_xl.domain.progress import FIELD
from kehoach_xl.errors import Stop
from kehoach_xl.messages import CATALOGUE, Message
from kehoach_xl.sheets.layout import tables
from kehoach_xl.sheets.table import Cell, change_in_words
from kehoach_xl.workflows.check import Finding, about, answers, list_blocks, look
from kehoach_xl.workflows.work import Work

REPAIR = "Sửa giúp"


@dataclass(frozen=True)
class Repair:
    """One cell: where, what kind of spelling (a rule's code), and both values as a person reads them."""

    sheet: str
    address: str
    code: str
    old: str
    new: str


@dataclass(frozen=True)
class RepairReport:
    """What was repaired, or would be. ``refused``: lines that do not say «Có»; ``left``: lines whose cell has changed
    since, or holds a formula; ``changed``: lines whose proposal she wrote over; ``waiting``: proposals in the list as
    it stands afterwards."""

    repairs: tuple[Repair, ...]
    refused: int
    left: int
    changed: int
    waiting: int
    dry_run: bool = False
    backup: str = ""

    @property
    def kinds(self) -> dict[str, int]:
        """How many cells of each kind, by the title of the rule."""
        return dict(Counter(CATALOGUE[one.code].title or one.code for one in self.repairs))


def repair(
    book: Any, *, dry_run: bool = False, now: datetime | None = None,
    agreed: Callable[[Message], bool] = lambda question: True,
) -> RepairReport | None:  # fmt: skip
    """Repair as the list says, and renew the list; undo puts the cells back. None when she did not agree.

    Cells that show the record get the spelling every operation gives them anyway, so undo leaves those alone.
    Raises Stop REPAIR_001 (the list proposes nothing), REPAIR_002 (no line says «Có»). Nothing is written then.
    """
    work = Work(book, REPAIR, now)
    listed = answers(work.desk)
    accepted = {line for line, answer in listed.items() if answer.is_yes}
    if not listed:
        raise Stop("REPAIR_001")
    if not accepted:
        raise Stop("REPAIR_002", count=len(listed))
    standing = [one for one in look(work) if about(one.issue) in accepted]
    found = [one for one in standing if not listed[about(one.issue)].changes(one.issue)]
    left = len(accepted - {about(one.issue) for one in standing})
    changed = len(standing) - len(found)
    repairs = tuple(_repair(one) for one in found)
    report = RepairReport(repairs, len(listed) - len(accepted), left, changed, len(listed), dry_run)
    if dry_run:
        return report
    if found and not agreed(Message("REPAIR_010", {"count": len(found)})):
        return None
    if found:
        _write(work, [one.issue for one in found])
    after = look(work)
    work.add_blocks(list_blocks(work.desk, after))
    waiting = sum(one.issue.fix is not None for one in after)
    kept = f"để lại {left} ô đã thay đổi sau khi kiểm tra"
    kept += f", {changed} ô có đề nghị bị ghi đè" if changed else ""
    work.log(note=f"Sửa {len(found)} ô; {kept}; còn {waiting} đề nghị.")
    return replace(report, waiting=waiting, backup=str(work.commit("sua-giup") or ""))


def _write(work: Work, issues: Sequence[Issue]) -> None:
    """Put every proposal in its cell, as one step."""
    work.begin_step()
    tables = dict.fromkeys(issue.table for issue in issues)
    for table in tables:
        plain: dict[int, dict[str, Cell]] = {}
        shown: dict[int, dict[str, Cell]] = {}
        for issue in issues:
            if issue.table == table and _is_record(issue):
                shown.setdefault(issue.row, {})[issue.field] = issue.fix
            elif issue.table == table:
                plain.setdefault(issue.row, {})[issue.field] = issue.fix
        if plain:
            work.set_cells(table, plain)
        if shown:
            work.put_cells(table, shown)
    work.desk.reread()


def _is_record(issue: Issue) -> bool:
    return issue.table in ("progress", "appendix") and issue.field in FIELD


def _repair(finding: Finding) -> Repair:
    issue = finding.issue
    column = tables()[issue.table].column(issue.field)
    old, new = change_in_words(column, issue.value, issue.fix)
    return Repair(finding.sheet, finding.address, issue.message.code, old, new)
