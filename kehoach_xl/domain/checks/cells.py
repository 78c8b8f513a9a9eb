"""Any cell: letters of an old encoding, formulas where values belong, Excel's errors, and what Excel made a day of."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.checks.subject import day_of
from kehoach_xl.domain.framework import TOTAL
from kehoach_xl.domain.legacy import read_legacy
from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message

TABLES = (
    "appendix", "indices", "goals", "history", "figures", "progress", "agencies", "periods", "amendments", "entries",
    "office",
)  # fmt: skip
KEYS = {"agencies": "code", "periods": "code"}
ERRORS = frozenset({
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA",
})  # fmt: skip
# What these say makes everything else that could be said of the cell idle.
SPOILING = frozenset({"CHECK_700", "CHECK_711", "CHECK_712"})
# Columns in which a number of this size can only be a day that Excel made of «5/11» or «1.2».
NEVER_DAYS: Mapping[str, tuple[str, ...]] = {
    "appendix": (
        "code", "name", "score", "rank", "goal_score", "goal_rank", "content", "leads", "coordinators", "reporters",
    ),
    "indices": (
        "name", "score", "rank", "of", "goal_score", "goal_rank", "goal_of", "actual_score", "actual_rank",
        "actual_of",
    ),
    "goals": ("code", "score", "rank_from", "rank_to", "of"), "history": ("name", "code", "score", "rank", "of"),
    "progress": ("status", "percent"),
    "agencies": ("code", "name", "short", "kind", "aliases", "members", "email", "contact", "successor"),
    "periods": ("code", "name", "kind", "state", "scope"),
    "amendments": ("kind", "target", "leads", "coordinators"),
    "entries": ("agency", "period", "medium", "code", "status", "percent"),
}  # fmt: skip


@check("", "CHECK_700", "CHECK_711")
def texts(subject: Subject) -> Iterator[Issue]:
    """Only texts that are not plain Latin can be in an old encoding; most cells are passed over at a glance."""
    read = cache(read_legacy)  # names and words of lists come again and again
    for table in TABLES:
        key = KEYS.get(table, "id")
        for row in subject.rows(table):
            for field, raw in row.cells.items():
                if not isinstance(raw, str):
                    continue
                if raw.isascii():
                    if raw[:1] == "#" and raw.strip() in ERRORS:
                        yield _issue("CHECK_711", table, row, key, field, value=raw.strip())
                elif legacy := read(raw):
                    facts = {"encoding": legacy.encoding, "value": shown(raw), "fix": legacy.text}
                    # Which encoding it was is likely, not certain: proposed, for her to say yes to.
                    fix = None if (table, row.row, field) in subject.formulas else legacy.text
                    yield replace(_issue("CHECK_700", table, row, key, field, **facts), fix=fix)


@check("", "CHECK_712")
def days(subject: Subject) -> Iterator[Issue]:
    """What is shown of the cell is the day, as she sees it."""
    for table, fields in NEVER_DAYS.items():
        for row in subject.rows(table):
            for field in fields:
                raw = row.cells.get(field)
                on = day_of(raw) if isinstance(raw, float) else None
                if on is not None and (table, row.row, field) not in subject.formulas:
                    found = _issue("CHECK_712", table, row, KEYS.get(table, "id"), field, value=shown(on))
                    yield replace(found, value=shown(on))


@check("", "CHECK_710")
def formulas(subject: Subject) -> Iterator[Issue]:
    """Totals of `Chỉ số` are formulas by design. A formula that fails is said to fail, no more."""
    by_row = {table: {row.row: row for row in subject.rows(table)} for table in TABLES}
    for (table, number, field), formula in subject.formulas.items():
        row = by_row.get(table, {}).get(number)
        if row is None or (table == "indices" and row.text("id") == TOTAL):
            continue
        if not (isinstance(raw := row.cells.get(field), str) and raw.strip() in ERRORS):
            yield _issue("CHECK_710", table, row, KEYS.get(table, "id"), field, formula=shown(formula))


def _issue(code: str, table: str, row: RawRow, key: str, field: str, **facts: object) -> Issue:
    return Issue(Message(code, facts), table, row.row, field, row.text(key), row.cells.get(field))
