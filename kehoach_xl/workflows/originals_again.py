"""Returns read again from their originals and held against their facts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kehoach_xl.domain.progress import same, show
from kehoach_xl.domain.said import NOTHING, Answer, Slot
from kehoach_xl.domain.settle import Return
from kehoach_xl.intake.arrived import Source
from kehoach_xl.intake.folder import opened_again
from kehoach_xl.intake.originals import Originals
from kehoach_xl.messages import Message
from kehoach_xl.returns.asking import forms_of
from kehoach_xl.returns.expectation import Expectation, expectation_of
from kehoach_xl.returns.identify import identify
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.facts import Received
from kehoach_xl.workflows.work import Work


@dataclass
class Held:
    """Where facts are not what the originals say (``faults``); originals that could not be asked (``notes``)."""

    faults: list[Message] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


def hold_against_originals(work: Work, proven: Collection[str], originals: Originals) -> Held:
    """Every return, one original at a time. Facts of ``proven`` batches stay as they are; of the others the original
    says what is right, and new facts correct them."""
    held = Held()
    facts = {one.sha: one for one in work.facts.returns}
    expected: dict[str, Expectation] = {}
    for one in work.received:
        if one.how:  # a letter: nobody sent a file
            continue
        if one.period not in work.desk.periods:
            held.notes.append(_unread(one, Message("PERIOD_002", {"period": one.period, "known": ""})))
            continue
        if one.period not in expected:
            agencies = {other.sha: other.agency for other in work.received if other.period == one.period}
            expected[one.period] = expectation_of(work.desk, one.period, agencies)
        original = _original(work, one, facts[one.sha], expected[one.period], originals)
        if isinstance(original, Message):
            held.notes.append(_unread(one, original))
        elif slots := _differing(facts[one.sha], original):
            is_proven = one.batch in proven
            held.faults.append(_told(work, one, facts[one.sha], original, slots, is_proven))
            if not is_proven:
                _mend(work, facts[one.sha], original, slots)
    return held


def _unread(one: Received, reason: Message) -> Message:
    return Message("JOURNAL_075", {"name": one.name, "reason": reason.text})


def _original(
    work: Work, one: Received, fact: Return, expected: Expectation, originals: Originals
) -> Return | Message:  # fmt: skip
    """What the original says, or why nobody knows. Days are read by the mail's date, as they were; but the copy that
    was read may have come without a mail, and another one brought the date."""
    if originals.read(one.sha) is None:
        facts = {"name": one.name, "agency": work.desk.register.name(one.agency), "period": one.period}
        return Message("JOURNAL_040", facts)
    arrived = opened_again(one.sha, Source(one.name), originals, {}, forms_of(work.desk.fields))[0]
    read: list[Return] = []
    for sent in (fact.at, None) if fact.mailed else (None,):
        verdict = identify(replace(arrived, source=Source(one.name, "", sent)), expected)
        if verdict.result is None:
            return verdict.message
        read.append(verdict.result)
        if not _differing(fact, verdict.result):
            return verdict.result
    return read[0]


def _differing(fact: Return, original: Return) -> list[Slot]:
    one, other = fact.answers, original.answers
    if one.rows == other.rows and one.unclear.keys() == other.unclear.keys():
        return []
    return [
        slot for slot in sorted({*one, *other})
        if not _alike(one.get(slot, NOTHING), other.get(slot, NOTHING))
    ]  # fmt: skip


def _alike(a: Answer, b: Answer) -> bool:
    return same(a.value, b.value) and bool(a.unclear) == bool(b.unclear)


def _told(
    work: Work, one: Received, fact: Return, original: Return, slots: Sequence[Slot], is_proven: bool
) -> Message:  # fmt: skip
    task, name = slots[0]
    known = work.desk.task_by_id.get(task)
    said, read = (each.answers.get(slots[0], NOTHING).value for each in (fact, original))
    return Message("JOURNAL_074" if is_proven else "JOURNAL_078", {
        "name": one.name, "count": len(slots), "code": known.code if known else task,
        "column": work.desk.fields[name].heading, "fact": show(said), "original": show(read),
    })  # fmt: skip


def _mend(work: Work, fact: Return, original: Return, slots: Sequence[Slot]) -> None:
    answers: Mapping[Slot, Answer] = {slot: original.answers.get(slot, NOTHING) for slot in slots}
    mended = replace(fact, answers=fact.answers | answers)
    work.facts = replace(work.facts, returns=[mended if r.sha == fact.sha else r for r in work.facts.returns])
    work.add_facts(fact_rows.answer_rows(work.batch, fact, answers))
