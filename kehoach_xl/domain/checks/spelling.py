"""Spellings in every column she fills: what could be written better without saying anything else.

Each finding carries the proposed cell. What can be read in one way only is no error, so these are hints; where two
readings are possible there is no finding here, and the rule of that column says what is wrong.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from kehoach_xl.domain.amendment import KINDS as AMENDMENTS
from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.entry import MEDIA
from kehoach_xl.domain.framework import framework
from kehoach_xl.domain.progress import FIELD, FIELDS, Raw, as_text, from_serial
from kehoach_xl.domain.proposals import Proposal, Speller
from kehoach_xl.domain.text import clean
from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message

CODES: Mapping[str, str] = {
    "spacing": "CHECK_110", "composed": "CHECK_111", "agency": "CHECK_112", "code": "CHECK_113", "joined": "CHECK_109",
    "number": "CHECK_114", "rank": "CHECK_115", "date": "CHECK_116", "period": "CHECK_117", "choice": "CHECK_118",
    "email": "CHECK_119",
}  # fmt: skip
STORED_AS_NUMBER = "CHECK_007"

# What these say of a cell is put right by the proposal for the same cell.
COVERED = frozenset({STORED_AS_NUMBER, "CHECK_021", "CHECK_071", "CHECK_073", "CHECK_430"})

_REPORT: Mapping[str, str] = {field.id: field.id for field in FIELDS}
# Table → column → how it is read (see Speller.propose). A column that is not here is written by the program.
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "appendix": {
        "code": "task", "name": "text", "score": "score", "rank": "rank", "goal_score": "score", "goal_rank": "rank",
        "content": "text", "leads": "agencies", "coordinators": "agencies", "timeframe": "text",
        "reporters": "agencies", **_REPORT,
    },
    "indices": {
        "name": "text", "score": "score", "rank": "number", "of": "number", "goal_score": "score",
        "goal_rank": "number", "goal_of": "number", "actual_score": "score", "actual_rank": "number",
        "actual_of": "number",
    },
    "goals": {
        "year": "number", "code": "text", "score": "score", "rank_from": "number", "rank_to": "number", "of": "number",
        "source": "text",
    },
    "history": {
        "year": "number", "name": "text", "code": "text", "score": "score", "max": "number", "rank": "number",
        "of": "number", "group": "text", "source": "text",
    },
    "trials": {"trial": "score"},
    "agencies": {
        "code": "text", "name": "text", "short": "text", "kind": "choice", "aliases": "text", "members": "members",
        "email": "email", "contact": "text", "valid_from": "date", "valid_to": "date", "successor": "members",
        "source": "text",
    },
    "periods": {
        "code": "period", "name": "text", "start": "date", "end": "date", "data_from": "date", "cutoff": "date",
        "deadline": "date", "report_by": "date", "scope": "text", "opened": "date", "closed": "date", "reason": "text",
    },
    "progress": _REPORT,
    "amendments": {
        "kind": "choice", "target": "text", "value": "text", "effective": "date", "document": "text",
        "document_date": "date", "leads": "agencies", "coordinators": "agencies", "timeframe": "text", "note": "text",
    },
    "entries": {
        "agency": "agencies", "period": "period", "medium": "choice", "document": "text", "document_date": "date",
        "received": "date", "code": "text", **_REPORT,
    },
}  # fmt: skip
WORDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("agencies", "kind"): ("Cơ quan", "Nhóm"),
    ("amendments", "kind"): tuple(AMENDMENTS),
    ("entries", "medium"): MEDIA,
}
_KEYS = {"agencies": "code", "periods": "code"}


class Row(Protocol):
    """A row of any table, as typed."""

    @property
    def row(self) -> int: ...

    @property
    def cells(self) -> Mapping[str, Raw]: ...


@check("", *CODES.values(), STORED_AS_NUMBER)
def spellings(subject: Subject) -> Iterator[Issue]:
    tasks = [line for line in subject.lines if line.is_task]
    score = framework(subject.plan.framework).max_score or 100
    speller = Speller(subject.register, [line.text("code") for line in tasks], len(tasks), score)
    propose = lru_cache(1 << 14, typed=True)(speller.propose)  # names and words of lists come again and again
    task_rows = {line.row for line in tasks}
    for table, columns in COLUMNS.items():
        for row in _rows(subject, table):
            row_id = as_text(row.cells.get(_KEYS.get(table, "id"))) or ""
            for field, kind in columns.items():
                raw = row.cells.get(field)
                if raw is None or (table, row.row, field) in subject.formulas or _is_code(subject, table, field, raw):
                    continue
                if kind == "task" and row.row not in task_rows:
                    kind = "text"
                found = propose(kind, raw, WORDS.get((table, field), ()))
                if found is not None:
                    yield Issue(
                        Message(_code(raw, found), _facts(kind, raw, found)), table, row.row, field, row_id, raw,
                        fix=found.value, safe=True,
                    )  # fmt: skip


def _is_code(subject: Subject, table: str, field: str, raw: Raw) -> bool:
    """Whether it is the code of the agency of an entry, which is as good as its name there."""
    return (table, field) == ("entries", "agency") and subject.register.body(as_text(raw) or "") is not None


def uncovered(found: Iterable[Issue]) -> list[Issue]:
    """Without the findings that say of a cell what its proposal puts right."""
    issues = list(found)
    repaired = {(one.table, one.row, one.field) for one in issues if one.fix is not None}
    return [
        one for one in issues
        if one.fix is not None or one.message.code not in COVERED or (one.table, one.row, one.field) not in repaired
    ]  # fmt: skip


def _rows(subject: Subject, table: str) -> Sequence[Row]:
    """The rows she can still change: an amendment or an entry that was taken over is history."""
    if table == "appendix":
        return subject.lines
    rows = getattr(subject, table)
    return [row for row in rows if not row.cells.get("id")] if table in ("amendments", "entries") else rows


def _code(raw: Raw, found: Proposal) -> str:
    return STORED_AS_NUMBER if isinstance(raw, float) else CODES[found.kind]


def _facts(kind: str, raw: Raw, found: Proposal) -> dict[str, object]:
    is_day = isinstance(found.value, float) and (kind == "date" or (kind in FIELD and FIELD[kind].kind == "date"))
    fix = shown(from_serial(found.value)) if is_day else shown(found.value)
    value = as_text(raw) if kind == "task" else shown(raw)
    return {"value": value, "fix": fix, "what": _blanks(raw) if isinstance(raw, str) else ""}


_UNSEEN: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("dấu cách thừa ở đầu hoặc cuối", lambda text: text != text.strip()),
    ("dấu cách không ngắt", lambda text: "\u00a0" in text or "\u202f" in text),
    ("ký tự ẩn", lambda text: " ".join(text.split()) != " ".join(clean(text).split()) and _hidden(text)),
    ("nhiều dấu cách liền nhau", lambda text: "  " in text.strip()),
)


def _hidden(text: str) -> bool:
    return len("".join(text.split())) > len("".join(clean(text).split())) and any(not c.isprintable() for c in text)


def _blanks(raw: str) -> str:
    """What cannot be seen in a text, in words."""
    return "; ".join(what for what, is_there in _UNSEEN if is_there(raw)) or "dấu cách, xuống dòng thừa"
