"""Acknowledgements that still wait are brought to what has been decided, or taken back, since they were composed.

What a letter tells of a file is read again from its original: only of files whose cells fared otherwise.
"""

from collections.abc import Iterator

from kehoach_xl.domain.letter import OPEN, RECEIPT
from kehoach_xl.domain.letter_id import last_of
from kehoach_xl.domain.settle import Settled
from kehoach_xl.intake.originals import Originals
from kehoach_xl.sheets.letters import letters_of
from kehoach_xl.sheets.returned_files import COPY, Group, groups
from kehoach_xl.workflows.accounting import Account
from kehoach_xl.workflows.answering import read_answers
from kehoach_xl.workflows.judging import Judge
from kehoach_xl.workflows.letters import ComposeReport
from kehoach_xl.workflows.receipts import compose_receipts
from kehoach_xl.workflows.work import Work


def renew_receipts(work: Work, before: Settled, settled: Settled) -> ComposeReport:
    """Compose those letters again whose file, or whose agency's conflicts, stand otherwise than ``before``."""
    report = ComposeReport()
    wanted = set(_stale(work, before, settled))
    for period in sorted({period for period, _ in wanted}):
        mine = [one for one in groups(work.desk) if one.key in wanted and one.key[0] == period]
        judged = _judged(work, before, period, [one for one in mine if one.text("verdict") != COPY])
        judged.count(before, settled)
        report.add(compose_receipts(work, judged.files, settled))
    return report


def _stale(work: Work, before: Settled, settled: Settled) -> Iterator[tuple[str, str]]:
    """(period, hash) of the files of letters that still wait and may not be true any more."""
    changed = settled.fates.differing(before.fates)
    clashes = {(one.key, one.about) for one in before.conflicts} ^ {(one.key, one.about) for one in settled.conflicts}
    unsettled = {(key[2], key[1]) for key, _ in clashes}
    known = {one.sha for one in work.desk.ledger.received}  # letters of this run are true as they are
    for line in letters_of(work.desk):
        letter = line.letter
        sha = last_of(letter.id)
        if letter.kind != RECEIPT or line.state not in OPEN or sha not in known:
            continue
        if sha in changed or (letter.period, letter.agency) in unsettled:
            yield letter.period, sha


def _judged(work: Work, before: Settled, period: str, files: list[Group]) -> Account:
    """The files as they are understood now; nothing is kept and nothing taken."""
    answers = read_answers(work.desk, {period})
    judge = Judge(
        work, before, period, Originals(work.desk.originals, keep=False), answers.passwords, work.desk.ledger.confirmed,
        answers.sent,
    )  # fmt: skip
    judge.again(files)
    judge.finish()
    return Account(judge.found, known=frozenset(one.sha for one in work.received))
