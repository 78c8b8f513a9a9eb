"""Whose return is this? Judged by the signed identity inside the file, never by its name."""

from collections import Counter
from datetime import datetime, timedelta

from kehoach_xl.domain.identity import LAYOUT_VERSION, Identity, from_properties, is_ours
from kehoach_xl.domain.settle import Answer, Return
from kehoach_xl.errors import Stop
from kehoach_xl.intake.arrived import Arrived
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import ReadWorkbook
from kehoach_xl.returns.expectation import Expectation
from kehoach_xl.returns.finding import ADDED, LOCKED, NOTE, Finding
from kehoach_xl.returns.headings import Headings, headings, hidden_lines
from kehoach_xl.returns.rows import FormRow, read_rows
from kehoach_xl.returns.verdict import ACCEPTED, FOREIGN, QUARANTINED, Verdict, noted


def identify(one: Arrived, expected: Expectation) -> Verdict:
    """The verdict on one file that came back, opened or not."""
    name, book = one.source.name, one.book
    if book is None:
        assert one.problem is not None
        return Verdict(name, one.state, one.problem, one.sha, source=one.source, findings=noted(one.notes))
    verdict = _judge(name, book, expected)
    verdict.source = one.source
    verdict.findings[:0] = noted(one.notes)
    return verdict


def _judge(name: str, book: ReadWorkbook, expected: Expectation) -> Verdict:
    found = _identity(book)
    if found is None:
        return Verdict(name, FOREIGN, Message("MERGE_010", {"name": name}), book.sha256)
    text, signature, copies_agree = found
    try:
        identity = Identity.from_json(text)
    except ValueError:
        return Verdict(name, QUARANTINED, Message("MERGE_011", {"name": name}), book.sha256)
    rows, problem = _rows(book, headings(book, expected.columns))
    verdict = Verdict(
        name, QUARANTINED, Message("MERGE_011", {"name": name}), book.sha256, identity.agency, identity.period,
        cells=sum(row.filled for row in rows),
    )  # fmt: skip
    facts = {
        "name": name, "agency": expected.agency_names.get(identity.agency, identity.agency), "period": identity.period,
        "wanted": expected.period, "plan": identity.plan,
    }  # fmt: skip
    if problem is not None:
        verdict.message = problem
    elif not expected.key or not is_ours(expected.key, identity, signature):
        code = "MERGE_012" if identity.plan != expected.plan else "MERGE_011"
        verdict.message = Message(code, facts)
    elif not copies_agree:
        verdict.message = Message("MERGE_015", facts)
    elif identity.plan != expected.plan:
        verdict.message = Message("MERGE_012", facts)
    elif identity.layout > LAYOUT_VERSION:
        verdict.message = Message("MERGE_016", facts)
    elif identity.period != expected.period:
        verdict.message = Message("MERGE_013", facts)
    elif unknown := [row.id for row in rows if row.id and row.id not in identity.task_ids]:
        verdict.message = Message("MERGE_014", facts | {"rows": ", ".join(unknown[:5])})
    else:
        return _accept(verdict, facts, book, identity, rows, expected)
    return verdict


def _identity(book: ReadWorkbook) -> tuple[str, str, bool] | None:
    """Identity text, signature, and whether the two copies agree; None when there is no copy."""
    hidden = hidden_lines(book)
    in_sheet = (hidden.get("identity", ""), hidden.get("signature", ""))
    in_properties = from_properties(book.properties)
    if in_sheet[0] and in_properties[0]:
        return (*in_sheet, in_sheet == in_properties)
    for text, signature in (in_sheet, in_properties):
        if text:
            return text, signature, True
    return None


def _rows(book: ReadWorkbook, known: Headings) -> tuple[list[FormRow], Message | None]:
    try:
        return read_rows(book, known), None
    except Stop as stop:
        return [], stop.message


def _accept(
    verdict: Verdict, facts: dict[str, object], book: ReadWorkbook, identity: Identity, rows: list[FormRow],
    expected: Expectation,
) -> Verdict:  # fmt: skip
    digests = dict(identity.rows)
    answers: dict[tuple[str, str], Answer] = {}
    counts = Counter(row.id for row in rows if row.id)
    unasked: Counter[str] = Counter()
    for row in rows:
        if not row.id:
            verdict.rejected["added"] = verdict.rejected.get("added", 0) + row.filled
            verdict.findings.append(Finding(ADDED, Message("RETURN_001", {"row": row.row}), returned=_proposal(row)))
            continue
        given = {(row.id, name): answer for name, answer in row.answers.items()}
        if counts[row.id] > 1 and any(answers.get(slot, answer) != answer for slot, answer in given.items()):
            verdict.rejected["doubled"] = verdict.rejected.get("doubled", 0) + row.filled
            verdict.note(Message("MERGE_018", {"code": row.locked["code"], "row": row.row}), row.locked["code"])
            continue
        if counts[row.id] > 1 and (row.id, "status") in answers:
            verdict.rejected["doubled"] = verdict.rejected.get("doubled", 0) + row.filled
            continue
        answers |= given
        unasked.update(row.unasked.keys())
        verdict.findings += [Finding(NOTE, one, row.locked["code"]) for one in row.notes]
        if row.digest != digests[row.id]:
            message = Message("MERGE_019", {"code": row.locked["code"] or row.id, "row": row.row})
            verdict.findings.append(Finding(LOCKED, message, row.locked["code"]))
    if unasked:
        verdict.rejected["unasked"] = unasked.total()
        columns = ", ".join(f"«{expected.columns[name].heading}»" for name in unasked)
        verdict.note(Message("MERGE_027", {"count": unasked.total(), "columns": columns}))
    missing = len(set(identity.task_ids) - set(counts))
    if missing:
        verdict.note(Message("MERGE_023", {"count": missing}))
    verdict.filled = sum(a.value is not None or bool(a.unclear) for a in answers.values())
    verdict.state = ACCEPTED
    verdict.message = Message("MERGE_001" if verdict.filled else "MERGE_002", facts | {"filled": verdict.filled})
    moment = _moment(book, expected)
    verdict.result = Return(
        book.sha256, identity.agency, identity.period, moment, answers, verdict.file, dispatch=identity.dispatch
    )
    _note_other_name(verdict, expected)
    return verdict


def _moment(book: ReadWorkbook, expected: Expectation) -> datetime | None:
    """When the file was last saved. A file nobody saved still carries the fixed moment of its making."""
    at = book.modified
    if at is None or at <= expected.built + timedelta(days=1):
        return None
    return at


def _proposal(row: FormRow) -> str:
    parts = [row.locked["content"], *(str(a.value) for a in row.answers.values() if a.value is not None)]
    return " – ".join(part for part in parts if part)


def _note_other_name(verdict: Verdict, expected: Expectation) -> None:
    """The file's name speaks of another agency: content decides, and it is said."""
    words = set(verdict.file.replace(".", "_").replace(" ", "_").replace("-", "_").split("_"))
    others = [code for code in expected.agency_names if code in words and code != verdict.agency]
    if others and verdict.agency not in words:
        names = expected.agency_names
        facts = {"said": names[others[0]], "agency": names.get(verdict.agency, verdict.agency)}
        verdict.note(Message("MERGE_024", facts))
