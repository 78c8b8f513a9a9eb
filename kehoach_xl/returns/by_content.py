"""A file that does not prove whose it is: known by its lines above the table and by the wording of its tasks, and
taken only once she has named the agency."""

from collections.abc import Sequence

from kehoach_xl.domain.identity import LAYOUT_VERSION, Identity
from kehoach_xl.messages import Message
from kehoach_xl.returns.accepting import accept, pass_over
from kehoach_xl.returns.expectation import Expectation, SentForm
from kehoach_xl.returns.fingerprint import AHEAD, LEAST_SHARE, Share, Shares, tasks_of
from kehoach_xl.returns.form import locked_digest
from kehoach_xl.returns.letter_says import proposed
from kehoach_xl.returns.opened import Form, Opened
from kehoach_xl.returns.verdict import FOREIGN, NEEDS_CONFIRMATION, QUARANTINED, Verdict


def judge_unsigned(opened: Opened, expected: Expectation) -> Verdict:
    """The verdict on a workbook without any identity: a form copied into a new workbook, or saved as CSV or HTML."""
    name = opened.source.name
    foreign = Verdict(name, FOREIGN, Message("MERGE_010", {"name": name}), opened.sha)
    forms = opened.known_by("content")
    if not forms and opened.read.lost is not None:
        return Verdict(name, QUARANTINED, Message("RETURN_045", {"name": name}), opened.sha, cells=opened.read.lost)
    if not forms or opened.read.is_master:
        return foreign
    verdict = Verdict(
        name, NEEDS_CONFIRMATION, foreign.message, opened.sha, period=expected.period, cells=opened.cells
    )
    head = forms[0].head
    facts = {"agency": head.agency_text or expected.name(head.agency) or name, "wanted": expected.period}
    if not head.speaks_of(expected.period):
        verdict.state, verdict.agency, verdict.period = QUARANTINED, head.agency, head.period
        verdict.message = Message("MERGE_013", facts | {"period": head.period})
        return verdict
    return propose(verdict, opened, forms, expected) or foreign


def propose(verdict: Verdict, opened: Opened, forms: Sequence[Form], expected: Expectation) -> Verdict | None:
    """Ask whose file it is, or take it for the agency she named; None when it looks like nobody's form."""
    agency = expected.confirmed.get(opened.sha)
    if agency is not None:
        return take_for(verdict, opened, forms, agency, expected)
    shares = expected.fingerprint.shares([row for form in forms for row in form.rows])
    head = forms[0].head
    best = shares.best
    if best is None or (best.share < LEAST_SHARE and len(_owners(forms, expected)) < 2):
        if not head.agency:
            return None
        verdict.state, verdict.agency = QUARANTINED, head.agency
        verdict.message = Message("RETURN_044", {"agency": expected.name(head.agency)})
        return verdict
    verdict.confirmable = True
    by_letter = proposed(opened.source, expected)
    verdict.message, verdict.candidate = _question(forms, shares, best, by_letter, expected)
    return verdict


def _question(
    forms: Sequence[Form], shares: Shares, first: Share, by_letter: str, expected: Expectation
) -> tuple[Message, str]:
    """What she is asked, and the agency that is proposed; ``by_letter``: the one that the letter speaks for."""
    owners = _owners(forms, expected)
    if len(owners) > 1:
        return Message("RETURN_032", {"agencies": ", ".join(expected.name(one) for one in owners)}), ""
    head, least = forms[0].head, first.share - AHEAD
    best = shares.first_of(expected.same_bodies(head.agency or by_letter), least) or first
    second = next((one for one in shares if one != best), None)
    facts: dict[str, object] = {"agency": expected.name(best.agency), "share": best.percent}
    if second is None:
        return Message("RETURN_040", facts), best.agency
    facts |= {"second": expected.name(second.agency), "other": second.percent}
    if second.share >= least and not head.agency and best.agency != by_letter:
        return Message("RETURN_042", facts), ""
    return Message("RETURN_041", facts), best.agency


def _owners(forms: Sequence[Form], expected: Expectation) -> list[str]:
    """The agency of each form, where several forms of one workbook are of different ones."""
    found = []
    for form in forms:
        shares = expected.fingerprint.shares(form.rows)
        if shares.best is not None and shares.best.share >= LEAST_SHARE:
            is_tied = shares.of(form.head.agency) == shares.best.share
            found.append(form.head.agency if is_tied else shares.best.agency)
    return list(dict.fromkeys(found))


def take_for(
    verdict: Verdict, opened: Opened, forms: Sequence[Form], agency: str, expected: Expectation
) -> Verdict:
    """Take a file for the agency she named: its rows are known by number and wording as they were sent to it."""
    facts = {"agency": expected.name(agency), "period": expected.period}
    sent = next((one for form in forms if (one := expected.form(agency, form.head.dispatch))), None)
    verdict.confirmable, verdict.state, verdict.candidate = True, NEEDS_CONFIRMATION, ""
    if sent is None:
        verdict.message = Message("RETURN_052", facts)
        return verdict
    known = [(form, tasks_of(form.rows, sent.rows)) for form in forms]
    mine = [(form, tasks) for form, tasks in known if tasks and form.head.speaks_of(expected.period)]
    if not mine:
        verdict.message = Message("RETURN_053", facts)
        return verdict
    left = [form for form in opened.forms if not any(form is one for one, _ in mine)]
    pass_over(verdict, (form for form in left if form.cells), "RETURN_019")
    verdict.note(Message("RETURN_050", facts))
    taken = [
        form.with_rows([row._replace(id=tasks.get(place, "")) for place, row in enumerate(form.rows)])
        for form, tasks in mine
    ]
    return accept(verdict, opened, taken, _as_sent(sent, expected), expected, "RETURN_051")


def _as_sent(sent: SentForm, expected: Expectation) -> Identity:
    """The identity that the form went out with, as far as the plan has not changed since."""
    rows = tuple((task, locked_digest(cells)) for task, cells in sent.rows.items())
    return Identity(expected.plan, sent.period, sent.agency, sent.dispatch, LAYOUT_VERSION, rows)
