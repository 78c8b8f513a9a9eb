"""Accepted returns become facts, each with its line in the journal; so does every file that was not taken."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.settle import Return
from kehoach_xl.intake.arrived import CONTAINER
from kehoach_xl.returns.verdict import ACCEPTED, DUPLICATE, ELSEWHERE, Verdict
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.facts import Received
from kehoach_xl.workflows.work import Work


def take(work: Work, files: Sequence[Verdict]) -> int:
    """Take what is new, in an order that does not depend on file names; how many returns that were."""
    known = {one.sha: one for one in work.facts.returns}
    fresh = [v for v in files if v.state == ACCEPTED and v.result is not None and _is_news(v.result, known.get(v.sha))]
    for verdict in sorted(fresh, key=lambda v: (v.agency, v.sha)):
        _take(work, verdict)
    for verdict in files:
        if verdict.state not in (ACCEPTED, DUPLICATE, ELSEWHERE, CONTAINER):
            work.log(file=verdict.file, sha=verdict.sha, agency=verdict.agency, note=verdict.message.text)
    return len(fresh)


def _is_news(one: Return, known: Return | None) -> bool:
    """Whether a return was not taken yet, or an earlier mail has brought the same bytes: what counts is when the agency
    first sent them, whichever copy was read first."""
    if known is None:
        return True
    if not one.mailed or one.at is None:
        return False
    return not known.mailed or known.at is None or one.at < known.at


def _take(work: Work, verdict: Verdict) -> None:
    one = verdict.result
    assert one is not None
    on: date = one.at.astimezone(VIETNAM).date() if one.at else work.today
    work.facts = replace(work.facts, returns=[*(r for r in work.facts.returns if r.sha != one.sha), one])
    work.received = [
        *(r for r in work.received if r.sha != one.sha),
        Received(one.sha, one.period, one.agency, one.name, one.at, on, verdict.filled, work.batch),
    ]
    work.add_facts(fact_rows.return_rows(work.batch, one, on, verdict.filled))
    work.log(file=verdict.file, sha=verdict.sha, agency=verdict.agency, note=verdict.message.text)
