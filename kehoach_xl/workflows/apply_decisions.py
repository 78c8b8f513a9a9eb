"""Áp dụng: her choices in `Xung đột` become decisions, those in `Tệp gửi về` are carried out from the originals; no
folder is read again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kehoach_xl.domain.bulk import COMMAND, Rule
from kehoach_xl.domain.confirmation import FileKey
from kehoach_xl.domain.settle import Settled
from kehoach_xl.errors import Stop
from kehoach_xl.intake.originals import Originals
from kehoach_xl.messages import Message
from kehoach_xl.returns.verdict import ACCEPTED, Verdict
from kehoach_xl.sheets.returned_files import FileLine, answered_blocks
from kehoach_xl.workflows.accounting import Account
from kehoach_xl.workflows.answering import Answers, read_answers, record_words
from kehoach_xl.workflows.deciding import decide, rule_of
from kehoach_xl.workflows.file_lines import lines_of
from kehoach_xl.workflows.judging import Judge, needs_a_look
from kehoach_xl.workflows.letters import ComposeReport
from kehoach_xl.workflows.receipts import compose_receipts
from kehoach_xl.workflows.receipts_again import renew_receipts
from kehoach_xl.workflows.rows import ensure_rows
from kehoach_xl.workflows.taking import take
from kehoach_xl.workflows.work import Work


@dataclass(frozen=True)
class Chosen:
    """A choice for many conflicts, as typed on the command line; '' as agency or column stands for every one."""

    agency: str
    column: str
    choice: str


@dataclass
class DecisionsReport(Account):
    """How many conflicts were decided (``in_bulk`` of them many at once) and files decided about, why other choices
    decided nothing, and the conflicts still open. Its account is of the files that were read."""

    applied: int = 0
    in_bulk: int = 0
    confirmed: int = 0
    undecided: list[Message] = field(default_factory=list)
    conflicts: int = 0
    letters: ComposeReport = field(default_factory=ComposeReport)
    backup: str = ""

    @property
    def needs_a_look(self) -> bool:
        return bool(self.undecided or self.conflicts or any(needs_a_look(verdict) for verdict in self.files))


def apply_decisions(book: Any, *, chosen: Chosen | None = None, now: datetime | None = None) -> DecisionsReport:
    """Apply every choice that can be; undo takes them back like a merge.

    Raises Stop APPLY_001 (nothing asks anything), APPLY_002 (nothing was chosen), APPLY_011 to APPLY_013 (``chosen``
    cannot be used). Nothing is written then.
    """
    work = Work(book, "Xử lý xung đột", now)
    rules = [_rule(work, chosen)] if chosen else []
    work.take_hand_edits()
    before = work.settle()
    answers = read_answers(work.desk, set(work.desk.periods))
    if not before.conflicts and not answers.asked:
        raise Stop("APPLY_001")
    report = DecisionsReport(known=frozenset(one.sha for one in work.received))
    decided = decide(work, before, rules)
    judged: dict[str, Sequence[Verdict]] = {}
    read = _read_again(work, before, answers, judged)
    report.files = [verdict for found in judged.values() for verdict in found]
    used = record_words(work, answers, judged)
    report.applied, report.confirmed = len(decided.decisions), len(used)
    report.in_bulk = sum(one.in_bulk for one in decided.decisions.values())
    report.undecided = [*decided.undecided, *answers.problems]
    if not (report.applied or report.undecided or read):
        raise Stop("APPLY_002", count=len(before.conflicts) + len(answers.asked))
    if take(work, report.files) or report.applied or report.confirmed:
        work.begin_step()
    _show(work, before, report, read, used)
    if report.applied or read:
        work.log(note=_summary(report))
        report.backup = str(work.commit("xung-dot") or "")
    return report


def _rule(work: Work, chosen: Chosen) -> Rule:
    found = rule_of(work.desk, COMMAND, 0, chosen.agency, chosen.column, chosen.choice)
    if isinstance(found, Message):
        raise Stop(found.code, **found.facts)
    assert found is not None
    return found


def _read_again(
    work: Work, before: Settled, answers: Answers, judged: dict[str, Sequence[Verdict]]
) -> dict[FileKey, Sequence[Verdict]]:
    """The files that she answered, read from their originals: the verdicts on each, and on what is inside it.
    ``judged`` is filled with all of them, by period. What one period takes is not for another."""
    taken: dict[str, str] = {}
    out: dict[FileKey, Sequence[Verdict]] = {}
    answered = [one for one in answers.asked if one.has_answer and answers.is_worth_reading(one)]
    for period in work.desk.periods:
        mine = [one for one in answered if one.text("period") == period]
        if not mine:
            continue
        if not work.desk.periods[period].is_open:
            for one in mine:
                answers.problems.append(Message("MERGE_212", {"file": one.text("file"), "period": period}))
                answers.words.pop(one.key, None)
            continue
        judge = Judge(
            work, before, period, Originals(work.desk.originals), answers.passwords,
            {**work.desk.ledger.confirmed, **answers.words}, answers.sent, taken,
        )  # fmt: skip
        judge.again(mine)
        out |= {(period, sha): found for sha, found in judge.finish().items()}
        judged[period] = judge.found
        taken |= {verdict.sha: period for verdict in judge.found if verdict.state == ACCEPTED}
    return out


def _show(
    work: Work, before: Settled, report: DecisionsReport, read: Mapping[FileKey, Sequence[Verdict]], used: set[FileKey]
) -> None:
    settled = work.settle()
    report.count(before, settled)
    report.conflicts = len(settled.conflicts)
    for period in sorted({key[0] for key in read}):
        ensure_rows(work, work.desk.periods[period].period)
    work.show(settled, work.in_view or work.desk.settings.get("shown_period", ""))
    if read:
        lines: dict[FileKey, Sequence[FileLine]] = {
            key: lines_of(report, key[0], verdicts) for key, verdicts in read.items()
        }
        work.show_receipts()
        work.add_blocks(answered_blocks(work.desk, lines, used))
        report.letters = compose_receipts(work, report.files, settled)
    report.letters.add(renew_receipts(work, before, settled))


def _summary(report: DecisionsReport) -> str:
    files = f"; {report.confirmed} tệp đã xử lý" if report.confirmed else ""
    return f"Đã áp dụng {report.applied} quyết định{files}; còn {report.conflicts} xung đột."
