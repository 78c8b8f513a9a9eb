"""Accepted returns become facts, each with its line in the journal; so does every file that was not taken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.settle import Return
from kehoach_xl.intake.arrived import CONTAINER
from kehoach_xl.returns.verdict import ACCEPTED, DUPLICATE, ELSEWHERE, Verdict
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.facts import Received
from kehoach_xl.sheets.table import Cell
from kehoach_xl.workflows.work import Work


def take(work: Work, files: Sequence[Verdict]) -> int:
    """Take what is new, in an order that does not depend on file names; how many returns that were."""
    known = {one.sha: one for one in work.facts.returns}
    fresh = [v for v in files if v.state == ACCEPTED and v.result is not None and _is_news(v.result, known.get(v.sha))]
    fresh.sort(key=lambda v: (v.agency, v.sha))
    taken = [(_received(work, v), v.result) for v in fresh if v.result is not None]
    again = {one.sha for one, _ in taken}
    returns = [*(one for one in work.facts.returns if one.sha not in again), *(one for _, one in taken)]
    work.facts = replace(work.facts, returns=returns)
    work.received = [*(one for one in work.received if one.sha not in again), *(one for one, _ in taken)]
    if taken:
        work.add_facts(_rows(work.batch, taken))
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


def _received(work: Work, verdict: Verdict) -> Received:
    """An accepted return as the receipts need it, with its line in the journal."""
    one = verdict.result
    assert one is not None
    on: date = one.at.astimezone(VIETNAM).date() if one.at else work.today
    work.log(file=verdict.file, sha=verdict.sha, agency=verdict.agency, note=verdict.message.text)
    return Received(one.sha, one.period, one.agency, one.name, one.at, on, verdict.filled, work.batch)


def _rows(batch: str, taken: Sequence[tuple[Received, Return]]) -> Iterator[Mapping[str, Cell]]:
    """The facts, one return after another: made when they are written."""
    for received, one in taken:
        yield from fact_rows.return_rows(batch, one, received.on, received.filled)
