"""The rows of one form as the answers of one return: every cell that is filled is either in them or rejected."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from sys import intern

from kehoach_xl.domain.progress import FIELD, show, storable
from kehoach_xl.domain.rows import PLACE, Values
from kehoach_xl.domain.said import NOTHING, Answer, Said
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message
from kehoach_xl.returns.finding import ADDED, LOCKED, NOTE, UNDERSTOOD, Finding
from kehoach_xl.returns.form import LOCKED as LOCKED_CELLS
from kehoach_xl.returns.form import FormRow, ReadForm, locked_digest

# Cells of rows that no task is known for, and what is said of such a row.
ADDED_ROW = "RETURN_001"
# What was cut because no cell holds it needs a look.
_CUT = "VALUE_043"


@dataclass
class Answers:
    """``said``: each task by field, blanks included; ``rejected`` counts filled cells not among them, by reason."""

    said: Said = field(default_factory=lambda: Said((), {}))
    findings: list[Finding] = field(default_factory=list)
    rejected: dict[str, int] = field(default_factory=dict)

    def reject(self, reason: str, cells: int) -> None:
        if cells:
            self.rejected[reason] = self.rejected.get(reason, 0) + cells


def answers_of(forms: Sequence[ReadForm], shown: Mapping[str, str], no_task: str = ADDED_ROW) -> Answers:
    """What the rows of these forms say together; ``shown``: the heading of each column; ``no_task`` is said of a row
    without an id."""
    out = Answers()
    if len(forms) == 1 and forms[0].given and forms[0].given.signed is not None:
        return _of_one(forms[0], shown, out)
    rows = [row for form in forms for row in form.rows]
    for row in (row for row in rows if not row.id):
        if row.is_total:
            out.reject("total", row.filled)
            out.findings.append(Finding(NOTE, Message("RETURN_016", {"row": row.row})))
        elif row.filled or row.content:
            out.reject("added", row.filled)
            out.findings.append(Finding(ADDED, Message(no_task, {"row": row.row}), row.code, returned=_proposal(row)))
    named = [row for row in rows if row.id]
    if len({row.id for row in named}) == len(named) and len({form.inputs for form in forms}) == 1:
        by_task = {intern(row.id): row.values for row in named}  # the same in all forms
        _apart(named, forms[0].inputs if named else (), by_task, shown, out)
    else:
        _together(forms, shown, out)
        _unasked(named, shown, out)
    return out


def _of_one(form: ReadForm, shown: Mapping[str, str], out: Answers) -> Answers:
    """One form in which each row has an id of its own. Most have no row of which anything is to be said."""
    rows = () if form.lines.seldom.says_nothing else form.rows
    by_task = dict(zip(map(intern, form.lines.given.ids), form.lines.by_row(), strict=True))
    _apart(rows, form.inputs if by_task else (), by_task, shown, out)
    return out


def _apart(
    rows: Sequence[FormRow], inputs: tuple[str, ...], by_task: dict[str, Values], shown: Mapping[str, str], out: Answers
) -> None:
    """Rows that are each about a task of their own."""
    unclear = {(row.id, name): why.text for row in rows if row.unclear for name, why in row.unclear.items()}
    out.said = Said(inputs, by_task, unclear)
    out.findings += [one for row in rows if row.said for one in _findings(row, shown)]
    _unasked(rows, shown, out)


def _together(forms: Sequence[ReadForm], shown: Mapping[str, str], out: Answers) -> None:
    """Forms that ask other columns, or tell of a task in several rows."""
    by_task: dict[str, list[tuple[FormRow, Mapping[str, Answer]]]] = {}
    for form in forms:
        for row in form.rows:
            if row.id:
                by_task.setdefault(row.id, []).append((row, _answers(row, form.inputs)))
    values: dict[str, Mapping[str, Answer]] = {}
    for task, same in by_task.items():
        out.findings += [one for row, _ in same for one in _findings(row, shown)]
        values[task] = same[0][1] if len(same) == 1 else _of_rows(same, out)
    out.said = Said.of_tasks(values)


def _answers(row: FormRow, fields: Iterable[str]) -> Mapping[str, Answer]:
    found = {}
    for name in fields:
        value, why = row.values[PLACE[name]], row.unclear.get(name)
        found[name] = NOTHING if value is None else Answer(value, why.text if why else "")
    return found


def _findings(row: FormRow, shown: Mapping[str, str]) -> Iterator[Finding]:
    """What is said of how cells were typed."""
    for name, message in row.said:
        heading, value = shown.get(name, FIELD[name].label), row.values[PLACE[name]]
        yield Finding(NOTE if message.code == _CUT else UNDERSTOOD, message, row.code, heading, returned=show(value))


def _of_rows(same: Sequence[tuple[FormRow, Mapping[str, Answer]]], out: Answers) -> Mapping[str, Answer]:
    """One task that several rows are about: what they agree on counts and what they do not is asked."""
    rows, answers = [row for row, _ in same], [each for _, each in same]
    names = dict.fromkeys(name for each in answers for name in each)
    given = {name: [each[name] for each in answers if name in each] for name in names}
    values = {name: _agreed(each) for name, each in given.items()}
    filled = sum(answer.value is not None for each in given.values() for answer in each)
    out.reject("doubled", filled - sum(answer.value is not None for answer in values.values()))
    if code := _differ(answers[0], values, given):
        facts = {"code": rows[0].code, "row": _places(rows)}
        out.findings.append(Finding(NOTE, Message(code, facts), rows[0].code))
    return values


def _agreed(answers: Iterable[Answer]) -> Answer:
    """Blanks say nothing, equal ones agree, others are asked for."""
    filled = list(dict.fromkeys(one for one in answers if one.value is not None))
    if len(filled) < 2:
        return filled[0] if filled else NOTHING
    from kehoach_xl.returns.rows import contradiction  # loads all that reads forms

    return contradiction(filled, "RETURN_017")[0]


def _places(rows: Sequence[FormRow]) -> str:
    """The rows by their numbers, with their sheets where these differ."""
    several = len({row.sheet for row in rows}) > 1
    return ", ".join(f"{row.row} trang «{storable(row.sheet)}»" if several else str(row.row) for row in rows)


def _differ(
    first: Mapping[str, Answer], values: Mapping[str, Answer], given: Mapping[str, Sequence[Answer]]
) -> str:
    """What is said of several rows of one task: that some cells contradict, that each adds to the other, or nothing."""
    if any(answer.unclear and answer not in given[name] for name, answer in values.items()):
        return "MERGE_018"
    adds = any(answer.value is not None and answer != first.get(name) for name, answer in values.items())
    return "RETURN_029" if adds else ""


def _unasked(rows: Iterable[FormRow], shown: Mapping[str, str], out: Answers) -> None:
    """What was typed into columns that the form does not ask."""
    columns = [name for row in rows if row.unasked for name in row.unasked]
    if columns:
        headings = ", ".join(f"«{shown.get(name, name)}»" for name in dict.fromkeys(columns))
        out.reject("unasked", len(columns))
        out.findings.append(Finding(NOTE, Message("MERGE_027", {"count": len(columns), "columns": headings})))


def _proposal(row: FormRow) -> str:
    parts = [row.content, *(show(value) for value in row.values if value is not None)]
    return " – ".join(part for part in parts if part)


def locked_edits(
    rows: Iterable[FormRow], sent: Mapping[str, Mapping[str, str]], digests: Mapping[str, str], shown: Mapping[str, str]
) -> list[Finding]:
    """Locked cells that came back otherwise than they went out: each with both texts where the form as ``sent`` can be
    rebuilt, else its row. ``digests`` of the signed identity tell which rows to look at."""
    found = []
    for row in rows:
        if digests.get(row.id) == row.locked.digest or not row.id:
            continue
        was = sent.get(row.id)
        code = row.code or (was or {}).get("code", "") or row.id
        message = Message("MERGE_019", {"code": code, "row": row.row})
        if was is not None and digests.get(row.id) in (None, locked_digest(was)):
            found += [
                Finding(LOCKED, message, code, shown.get(name, name), clean(was[name]), row.locked.cells[name])
                for name in LOCKED_CELLS
                if name in row.locked.cells and fold(row.locked.cells[name]) != fold(was[name])
            ]
        elif set(row.locked.cells) == set(LOCKED_CELLS):
            found.append(Finding(LOCKED, message, code))
    return found
