"""Verdicts as lines of `Tệp gửi về`, and the one word for each that the sheet and the reports share."""

from collections.abc import Mapping, Sequence

from kehoach_xl.domain.fates import FATES
from kehoach_xl.intake.arrived import CONTAINER, UNREADABLE
from kehoach_xl.intake.arrived import LOCKED as LOCKED_STATE
from kehoach_xl.returns.finding import Finding
from kehoach_xl.returns.verdict import (
    ACCEPTED,
    DUPLICATE,
    ELSEWHERE,
    FOREIGN,
    NEEDS_CONFIRMATION,
    PUT_ASIDE,
    QUARANTINED,
    Verdict,
)
from kehoach_xl.sheets.returned_files import (
    ASIDE,
    COPY,
    EMPTY,
    HELD,
    KNOWN,
    LOCKED,
    NO_FORM,
    OPENED,
    TAKEN,
    UNREAD,
    WAITING,
    FileLine,
    FindingLine,
)
from kehoach_xl.workflows.accounting import Account
from kehoach_xl.workflows.told import told

WORDS: Mapping[str, str] = {
    DUPLICATE: COPY, QUARANTINED: HELD, NEEDS_CONFIRMATION: WAITING, FOREIGN: NO_FORM, UNREADABLE: UNREAD,
    LOCKED_STATE: LOCKED, CONTAINER: OPENED, PUT_ASIDE: ASIDE, ELSEWHERE: KNOWN,
}  # fmt: skip


def word_of(verdict: Verdict, account: Account) -> str:
    """A verdict in a word or two."""
    if verdict.state != ACCEPTED:
        return WORDS[verdict.state]
    if verdict.sha in account.known:
        return KNOWN
    return TAKEN if verdict.filled else EMPTY


def lines_of(account: Account, period: str, files: Sequence[Verdict]) -> list[FileLine]:
    """The lines of files that were read for a period; those that are not told stand in the line of their container."""
    return [_line(account, period, one, says) for one, says in told(files)]


def _line(account: Account, period: str, one: Verdict, says: str) -> FileLine:
    is_read = one.state == ACCEPTED or one.cells
    return FileLine(
        period, one.file, one.sha, one.agency or one.candidate, word_of(one, account), says,
        {"total": one.cells, **{fate: one.fates[fate] for fate in FATES}} if is_read else {},
        one.candidate if one.state == NEEDS_CONFIRMATION else "", one.source.sender, one.source.sent,
        [_finding(finding) for finding in one.findings], one.source.subject,
    )  # fmt: skip


def _finding(one: Finding) -> FindingLine:
    return FindingLine(one.kind, str(one.message), one.task, one.column, one.sent, one.returned)
