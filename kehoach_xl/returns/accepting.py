"""A file whose agency is known becomes a return."""

from collections.abc import Iterable, Sequence

from kehoach_xl.domain.identity import Identity
from kehoach_xl.domain.progress import storable
from kehoach_xl.domain.settle import Return
from kehoach_xl.messages import Message
from kehoach_xl.returns.answers import ADDED_ROW, answers_of, locked_edits
from kehoach_xl.returns.expectation import Expectation, SentForm
from kehoach_xl.returns.finding import NOTE, Finding
from kehoach_xl.returns.form import FormRow
from kehoach_xl.returns.opened import Form, Opened
from kehoach_xl.returns.verdict import ACCEPTED, Verdict

# Tasks named in one sentence.
MOST_NAMED = 10


def accept(
    verdict: Verdict, opened: Opened, forms: Sequence[Form], identity: Identity, expected: Expectation,
    no_task: str = ADDED_ROW,
) -> Verdict:  # fmt: skip
    """Take the rows of these forms, whose ids are those of ``identity``, for its agency. What is left out must be
    accounted for by the caller."""
    looked_at = [form for form in forms if not form.read.is_as_signed(identity.rows)]
    agency, shown = identity.agency, opened.shown
    sent = expected.form(agency, identity.dispatch)
    taken = answers_of([form.read for form in forms], shown, no_task)
    verdict.agency, verdict.period, verdict.candidate, verdict.confirmable = agency, identity.period, "", False
    said = taken.said
    verdict.filled, verdict.state = said.filled, ACCEPTED
    facts = {"agency": expected.name(agency), "filled": verdict.filled}
    verdict.message = Message("MERGE_001" if verdict.filled else "MERGE_002", facts)
    for reason, cells in taken.rejected.items():
        verdict.reject(reason, cells)
    for form in forms:
        verdict.reject("added", form.read.strange_cells)
        verdict.findings += [*form.read.findings, *_lacking(form, opened)]
    verdict.findings += taken.findings
    rows = [row for form in looked_at for row in form.rows]
    if rows:
        verdict.findings += locked_edits(rows, sent.rows if sent else {}, identity.digests, shown)
    if opened.read.comments:
        verdict.note(Message("RETURN_006"))
    here = {row.id for row in rows}
    # A form as it was signed has all its tasks.
    missing = [task for task in identity.task_ids if task not in here] if len(looked_at) == len(forms) else []
    if missing:
        verdict.note(Message("MERGE_023", {"count": len(missing), "codes": _named(missing, sent)}))
    verdict.result = Return(
        opened.sha, agency, identity.period, opened.at, said, verdict.file, dispatch=identity.dispatch
    )
    verdict.findings += [*_other_name(verdict.file, agency, expected), *_no_longer(agency, expected)]
    return verdict


def _named(tasks: Sequence[str], sent: SentForm | None) -> str:
    """The first tasks of a list by their numbers; one that is no longer in the plan by its id."""
    numbers = [(sent.rows.get(task, {}) if sent else {}).get("code") or task for task in tasks]
    return ", ".join(storable(one) for one in numbers[:MOST_NAMED]) + (", …" if len(numbers) > MOST_NAMED else "")


def pass_over(verdict: Verdict, forms: Iterable[Form], code: str) -> None:
    """Say that these forms were not read, and count what stands in them."""
    for form in forms:
        verdict.reject("other-sheet", form.cells)
        verdict.note(Message(code, {"sheet": form.read.sheet, "count": form.cells}))


def rows_apart(verdict: Verdict, rows: Iterable[FormRow]) -> None:
    """Say that these rows, of another agency's form, were not read; nothing was filled in there."""
    listed = list(rows)
    if listed:
        verdict.note(Message("RETURN_018", {"rows": ", ".join(str(row.row) for row in listed[:10])}))


def _lacking(form: Form, opened: Opened) -> list[Finding]:
    heads = [opened.shown.get(name, name) for name in form.read.lacks(opened.read.asked)]
    return [Finding(NOTE, Message("RETURN_028", {"column": head}), column=head) for head in heads]


def _other_name(file: str, agency: str, expected: Expectation) -> list[Finding]:
    """The file's name speaks of another agency: content decides, and it is said."""
    words = set(file.replace(".", "_").replace(" ", "_").replace("-", "_").split("_"))
    others = words & expected.agency_names.keys()
    if not others or agency in words:
        return []
    first = min(others, key=lambda code: expected.places[code])
    return [Finding(NOTE, Message("MERGE_024", {"said": expected.name(first), "agency": expected.name(agency)}))]


def _no_longer(agency: str, expected: Expectation) -> list[Finding]:
    """A form that went to a body which has been renamed or merged since, or is no longer listed."""
    body = expected.register.body(agency)
    facts = {"agency": expected.name(agency)}
    if body is None and expected.agency_names:
        return [Finding(NOTE, Message("RETURN_060", facts))]
    if body is not None and body.successors and body.valid_to is not None:
        facts |= {"successors": expected.register.write(body.successors), "until": f"{body.valid_to:%d/%m/%Y}"}
        return [Finding(NOTE, Message("RETURN_061", facts))]
    return []
