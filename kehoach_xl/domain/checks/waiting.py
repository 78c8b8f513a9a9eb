"""`Điều chỉnh` and `Nhập thay`: lines she filled that no operation has taken over yet; and what a document ordered
that `Phụ lục` no longer says."""

from collections.abc import Iterator, Sequence

from kehoach_xl.domain.amendment import DAYS, chain
from kehoach_xl.domain.appendix import wording
from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.progress import Raw, as_text
from kehoach_xl.domain.text import same
from kehoach_xl.domain.waiting import is_waiting
from kehoach_xl.messages import Message

# Lines named in a sentence.
MOST_ROWS = 10


@check("amendments", "CHECK_600")
def amendments(subject: Subject) -> Iterator[Issue]:
    yield from _waiting("CHECK_600", "amendments", subject.amendments, "kind")


@check("entries", "CHECK_601")
def entries(subject: Subject) -> Iterator[Issue]:
    yield from _waiting("CHECK_601", "entries", subject.entries, "agency")


def _waiting(code: str, table: str, rows: Sequence[RawRow], field: str) -> Iterator[Issue]:
    """One finding for all lines of a table, at the first: one press takes them over."""
    found = [row for row in rows if is_waiting(row.cells)]
    if found:
        listed = ", ".join(str(row.row) for row in found[:MOST_ROWS]) + ("…" if len(found) > MOST_ROWS else "")
        first = found[0]
        facts = {"count": len(found), "rows": listed}
        yield Issue(Message(code, facts), table, first.row, field, "", first.cells.get(field))


@check("appendix", "CHECK_602")
def departs(subject: Subject) -> Iterator[Issue]:
    """Her correction counts, but it may be a slip: the newest document of the cell says otherwise."""
    lines = {line.id: line for line in subject.lines if line.id}
    for target, field in dict.fromkeys((one.target, one.field) for one in subject.ordered):
        line, newest = lines.get(target), chain(subject.ordered, target, field)[-1]
        if line is None:
            continue
        stands, ordered = (_said(field, raw) for raw in (line.cells.get(field), newest.value))
        if field in DAYS or same(stands, ordered):
            continue
        facts = {"value": stands or "(trống)", "ordered": ordered, "document": newest.document}
        yield Issue(Message("CHECK_602", facts), "appendix", line.row, field, line.id, line.cells.get(field))


def _said(field: str, raw: Raw) -> str:
    return wording(raw) if field == "timeframe" else as_text(raw) or ""
