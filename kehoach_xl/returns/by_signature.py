"""A file that carries the identity of a form: whether it is ours, whole, and meant for this merge."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kehoach_xl.domain.identity import LAYOUT_VERSION, Identity
from kehoach_xl.domain.progress import storable
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message
from kehoach_xl.returns.accepting import accept, pass_over, rows_apart
from kehoach_xl.returns.by_content import propose, take_for
from kehoach_xl.returns.expectation import Expectation, SentForm
from kehoach_xl.returns.form import FormRow
from kehoach_xl.returns.opened import Form, Head, Opened, lost
from kehoach_xl.returns.sender import other_sender
from kehoach_xl.returns.signed import Signed
from kehoach_xl.returns.verdict import NEEDS_CONFIRMATION, QUARANTINED, Verdict

# What she may settle by naming the agency: the rows are then known by their wording, or, of the latter, as signed.
BY_CONTENT, AS_SIGNED = ("MERGE_011", "MERGE_014", "MERGE_015"), ("RETURN_030", "RETURN_033", "RETURN_034")


@dataclass(frozen=True)
class _Doubt:
    """Why a signed form is not simply taken, and the agency to propose."""

    message: Message
    candidate: str
    state: str = NEEDS_CONFIRMATION


def judge_signed(opened: Opened, signed: Signed, expected: Expectation) -> Verdict:
    """The verdict on a workbook with an identity, ours or not."""
    identity = signed.identity
    verdict = Verdict(
        opened.source.name, QUARANTINED, Message("MERGE_011", {"name": opened.source.name}), opened.sha,
        cells=opened.cells,
    )  # fmt: skip
    is_ours = signed.is_ours(expected.key)
    if identity is not None and (is_ours or identity.agency in expected.agency_names):
        verdict.agency, verdict.period = identity.agency, shown(storable(identity.period))
    forms = opened.known_by("id")
    problem = _problem(opened, forms, signed, is_ours, expected)
    if problem is not None or identity is None:
        verdict.message = problem or verdict.message
        return _offer(verdict, opened, identity, expected) if verdict.message.code in BY_CONTENT else verdict
    own = expected.form(identity.agency, identity.dispatch)
    if own is not None and own.dispatch == identity.dispatch:
        forms = [form if _is_in_step(form, own) else form.with_rows(_in_step(form.rows, own)) for form in forms]
    current, other = [f for f in forms if f.head.speaks_of(expected.period)] or forms[:1], []
    other = [form for form in forms if not any(form is one for one in current)]
    doubt = _strange_rows(current, identity, expected) or _contradiction(opened, current[0], identity, expected)
    if doubt is not None:
        named = expected.confirmed.get(opened.sha)
        if named is None:
            verdict.message, verdict.candidate, verdict.state = doubt.message, doubt.candidate, doubt.state
            verdict.confirmable = True
            return verdict
        if named != identity.agency or doubt.message.code not in AS_SIGNED:
            return take_for(verdict, opened, opened.known_by("content"), named, expected)
        verdict.note(Message("RETURN_050", {"agency": expected.name(named)}))
    return _take(verdict, opened, current, other, identity, expected)


def _problem(
    opened: Opened, forms: Sequence[Form], signed: Signed, is_ours: bool, expected: Expectation
) -> Message | None:
    """What is wrong with a form before its rows are looked at."""
    identity, name = signed.identity, opened.source.name
    if identity is None:
        return Message("MERGE_011", {"name": name})
    facts = {
        "name": name, "agency": shown(storable(expected.name(identity.agency))), "wanted": expected.period,
        "period": shown(storable(identity.period)), "plan": shown(storable(identity.plan)),
    }  # fmt: skip
    if not forms:
        return Message("MERGE_017", facts | {"columns": lost(opened)})
    if not is_ours:
        return Message("MERGE_012" if identity.plan != expected.plan else "MERGE_011", facts)
    if not signed.agree:
        return Message("MERGE_015", facts)
    if identity.plan != expected.plan:
        return Message("MERGE_012", facts)
    if identity.layout > LAYOUT_VERSION:
        return Message("MERGE_016", facts)
    return Message("MERGE_013", facts) if identity.period != expected.period else None


def _offer(verdict: Verdict, opened: Opened, identity: Identity | None, expected: Expectation) -> Verdict:
    """A form whose identity is not to be believed stays apart, unless she names the agency whose wordings it has. Of
    one that says it is of another plan or period she cannot."""
    forms = [form for form in opened.known_by("content") if form.head.speaks_of(expected.period)]
    said = (identity.plan, identity.period) if identity else (expected.plan, expected.period)
    if not forms or said != (expected.plan, expected.period):
        return verdict
    message = verdict.message
    found = propose(replace(verdict, findings=[], rejected={}), opened, forms, expected)
    if found is None or not (found.confirmable or found.result):
        return verdict
    if found.result is None and opened.sha not in expected.confirmed:
        found.state, found.message = QUARANTINED, message
    return found


def _is_in_step(form: Form, own: SentForm) -> bool:
    """Whether every row has the id of its wording, as most come back."""
    sent, given = own.rows, form.read.given
    if given is None:
        return all([row.id in sent and sent[row.id]["content"] == row.content for row in form.rows])
    wordings = zip(given.ids, given.column("content"), strict=True)
    return all([task in sent and sent[task]["content"] == wording for task, wording in wordings])


def _in_step(rows: Sequence[FormRow], own: SentForm) -> list[FormRow]:
    """Rows sorted without their hidden ids: where the wording is that of another task of this form, it decides, for it
    is what the agency saw. A row whose id was cleared is the one task of exactly its wording."""
    wordings = Counter(fold(cells["content"]) for cells in own.rows.values())
    by_wording = {fold(cells["content"]): task for task, cells in own.rows.items()}
    by_both = {(fold(cells["content"]), fold(cells["code"])): task for task, cells in own.rows.items()}
    found = []
    for row in rows:
        wording = fold(row.content)
        task = by_wording.get(wording) if wordings[wording] == 1 else None
        if not row.id:
            task = task or by_both.get((wording, fold(row.code)))
            found.append(row._replace(id=task, by_wording=True) if task else row)
            continue
        moved = task is not None and row.id in own.rows and row.id != task
        moved = moved and fold(own.rows[row.id]["content"]) != wording
        found.append(row._replace(id=task, moved=True) if moved and task else row)
    return found


def _strange_rows(forms: Sequence[Form], identity: Identity, expected: Expectation) -> _Doubt | None:
    """Rows of another agency's form, by their ids or by wordings that only others were sent."""
    strange = _strange(forms, identity, expected)
    rows = [row for form in forms for row in form.rows if row.id] if strange else []
    if not strange or (len(strange) < len(rows) and not any(row.filled for row in strange)):
        return None
    facts: dict[str, object] = {"agency": expected.name(identity.agency)}
    owner = _owner(strange, identity, expected)
    if owner is None:
        facts |= {"rows": ", ".join(shown(row.id) for row in strange[:5])}
        best = expected.fingerprint.shares(rows).best
        return _Doubt(Message("MERGE_014", facts), best.agency if best else "", QUARANTINED)
    if len(strange) == len(rows):
        return _Doubt(Message("RETURN_031", facts | {"said": expected.name(owner)}), owner)
    both = f"{expected.name(identity.agency)}, {expected.name(owner)}"
    return _Doubt(Message("RETURN_032", {"agencies": both}), identity.agency)


def _strange(forms: Iterable[Form], identity: Identity, expected: Expectation) -> list[FormRow]:
    """Those rows with an id that are none of the form's own. Nearly all come back as they were signed."""
    rows = [row for form in forms if not form.read.is_as_signed(identity.rows) for row in form.rows if row.id]
    return [row for row in rows if _is_strange(row, identity, expected)]


def _is_strange(row: FormRow, identity: Identity, expected: Expectation) -> bool:
    """Whether a row is none of the form's own. One that came back as it was signed is its own, whoever was given the
    task since."""
    signed = identity.digests.get(row.id)
    if signed is None:
        return True
    if signed == row.digest:
        return False
    return bool(row.content) and expected.fingerprint.is_anothers(row.content, identity.agency)


def _owner(strange: Sequence[FormRow], identity: Identity, expected: Expectation) -> str | None:
    """The other agency whose forms hold most of these rows; None when none holds any."""
    known = identity.digests
    votes = expected.by_task.votes(row.id for row in strange if row.id not in known)
    votes += expected.by_wording.votes(fold(row.content) for row in strange if row.id in known)
    del votes[identity.agency]
    return min(votes, key=lambda code: (-votes[code], code), default=None)


def _contradiction(opened: Opened, form: Form, identity: Identity, expected: Expectation) -> _Doubt | None:
    """What stands above the table, or the address that the mail came from, says that it is another's."""
    facts = {"agency": expected.name(identity.agency), "period": identity.period}
    head = form.head
    if head.agency and not expected.is_same_body(head.agency, identity.agency):
        said = head.agency_text or expected.name(head.agency)
        return _Doubt(Message("RETURN_030", facts | {"said": said}), identity.agency)
    if not head.speaks_of(identity.period) or _other_period(head, identity.period, expected):
        return _Doubt(Message("RETURN_034", facts | {"said": head.period_text or head.period}), identity.agency)
    if other := other_sender(opened.source.sender, identity.agency, expected):
        facts |= {"said": expected.name(other), "sender": opened.source.sender}
        return _Doubt(Message("RETURN_033", facts), identity.agency)
    return None


def _other_period(head: Head, period: str, expected: Expectation) -> bool:
    """Whether the line «Kỳ báo cáo» was written anew: it holds words, and not those of the signed period."""
    if not head.period_text or period not in expected.period_names:
        return False
    names, line = (expected.period_names[period], period), f" {fold(head.period_text)} "
    return not any(f" {fold(one)} " in line for one in names if one)


def _take(
    verdict: Verdict, opened: Opened, current: Sequence[Form], other: Sequence[Form], identity: Identity,
    expected: Expectation,
) -> Verdict:  # fmt: skip
    """Take a form as signed; further copies of it in the same workbook count where they are filled in."""
    kept = list(current)
    if apart := _strange(current, identity, expected):
        rows_apart(verdict, apart)
        kept = [form.with_rows([row for row in form.rows if not any(row is one for one in apart)]) for form in current]
    taken = [kept[0], *(form for form in kept[1:] if form.cells)]
    looked_at = [row for form in taken if form.read.given is None for row in form.rows]
    moved = sum([row.moved for row in looked_at])
    if moved:
        verdict.note(Message("RETURN_015", {"count": moved}))
    cleared = sum([row.by_wording for row in looked_at])
    if cleared:
        verdict.note(Message("RETURN_005", {"count": cleared}))
    pass_over(verdict, (form for form in other if form.cells), "RETURN_035")
    usable = {form.read.sheet for form in (*current, *other)}
    pass_over(
        verdict, (form for form in opened.forms if form.read.sheet not in usable and form.cells), "RETURN_019"
    )
    return accept(verdict, opened, taken, identity, expected)
