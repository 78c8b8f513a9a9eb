"""The rows of one form as the answers of one return: every cell that is filled is either in them or rejected."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kehoach_xl.domain.progress import show, storable
from kehoach_xl.domain.said import Answer, Said
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message
from kehoach_xl.returns.finding import ADDED, LOCKED, NOTE, Finding
from kehoach_xl.returns.headings import Headings
from kehoach_xl.returns.rows import LOCKED as LOCKED_CELLS
from kehoach_xl.returns.rows import FormRow, locked_digest, together

# Cells of rows that no task is known for, and what is said of such a row.
ADDED_ROW = "RETURN_001"


@dataclass
class Answers:
    """``values`` of each task by field, blanks included; ``rejected`` counts filled cells not among them, by reason."""

    values: dict[str, Mapping[str, Answer]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    rejected: dict[str, int] = field(default_factory=dict)

    @property
    def said(self) -> Said:
        """All of it as facts keep it."""
        return Said.of_tasks(self.values)

    def reject(self, reason: str, cells: int) -> None:
        if cells:
            self.rejected[reason] = self.rejected.get(reason, 0) + cells


def answers_of(rows: Sequence[FormRow], known: Headings, no_task: str = ADDED_ROW) -> Answers:
    """What the rows say together; ``no_task`` is said of a row without an id."""
    out = Answers()
    by_task: dict[str, list[FormRow]] = {}
    for row in rows:
        if row.id:
            by_task.setdefault(row.id, []).append(row)
        elif row.is_total:
            out.reject("total", row.filled)
            out.findings.append(Finding(NOTE, Message("RETURN_016", {"row": row.row})))
        elif row.filled or row.content:
            out.reject("added", row.filled)
            out.findings.append(Finding(ADDED, Message(no_task, {"row": row.row}), row.code, returned=_proposal(row)))
    for task, same in by_task.items():
        _one_task(task, same, out)
    _unasked(rows, known, out)
    return out


def _one_task(task: str, rows: Sequence[FormRow], out: Answers) -> None:
    """One task; where several rows are about it, what they agree on counts and what they do not is asked."""
    out.findings += [finding for row in rows for finding in row.findings]
    if len(rows) == 1:
        out.values[task] = rows[0].answers
        return
    names = dict.fromkeys(name for row in rows for name in row.answers)
    given = {name: [row.answers[name] for row in rows if name in row.answers] for name in names}
    values = {name: together(answers, "RETURN_017") for name, answers in given.items()}
    out.values[task] = values
    filled = sum(answer.value is not None for answers in given.values() for answer in answers)
    out.reject("doubled", filled - sum(answer.value is not None for answer in values.values()))
    if code := _differ(rows, values, given):
        facts = {"code": rows[0].code, "row": _places(rows)}
        out.findings.append(Finding(NOTE, Message(code, facts), rows[0].code))


def _places(rows: Sequence[FormRow]) -> str:
    """The rows by their numbers, with their sheets where these differ."""
    several = len({row.sheet for row in rows}) > 1
    return ", ".join(f"{row.row} trang «{storable(row.sheet)}»" if several else str(row.row) for row in rows)


def _differ(
    rows: Sequence[FormRow], values: Mapping[str, Answer], given: Mapping[str, Sequence[Answer]]
) -> str:
    """What is said of several rows of one task: that some cells contradict, that each adds to the other, or nothing."""
    if any(answer.unclear and answer not in given[name] for name, answer in values.items()):
        return "MERGE_018"
    first = rows[0].answers
    adds = any(answer.value is not None and answer != first.get(name) for name, answer in values.items())
    return "RETURN_029" if adds else ""


def _unasked(rows: Iterable[FormRow], known: Headings, out: Answers) -> None:
    """What was typed into columns that the form does not ask."""
    columns = [name for row in rows if row.id for name in row.unasked]
    if columns:
        headings = ", ".join(f"«{known.shown.get(name, name)}»" for name in dict.fromkeys(columns))
        out.reject("unasked", len(columns))
        out.findings.append(Finding(NOTE, Message("MERGE_027", {"count": len(columns), "columns": headings})))


def _proposal(row: FormRow) -> str:
    parts = [row.content, *(show(a.value) for a in row.answers.values() if a.value is not None)]
    return " – ".join(part for part in parts if part)


def locked_edits(
    rows: Iterable[FormRow], sent: Mapping[str, Mapping[str, str]], digests: Mapping[str, str], known: Headings
) -> list[Finding]:
    """Locked cells that came back otherwise than they went out: each with both texts where the form as ``sent`` can be
    rebuilt, else its row. ``digests`` of the signed identity tell which rows to look at."""
    found = []
    for row in rows:
        if not row.id or digests.get(row.id) == row.digest:
            continue
        was = sent.get(row.id)
        code = row.code or (was or {}).get("code", "") or row.id
        message = Message("MERGE_019", {"code": code, "row": row.row})
        if was is not None and digests.get(row.id) in (None, locked_digest(was)):
            found += [
                Finding(LOCKED, message, code, known.shown.get(name, name), clean(was[name]), row.locked[name])
                for name in LOCKED_CELLS
                if name in row.locked and fold(row.locked[name]) != fold(was[name])
            ]
        elif set(row.locked) == set(LOCKED_CELLS):
            found.append(Finding(LOCKED, message, code))
    return found
