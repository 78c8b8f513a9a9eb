"""`Thiết lập`: what the reporting columns are called, and whether agencies are asked for them."""

from collections import Counter
from collections.abc import Iterator

from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.columns import ALWAYS_ASKED, LONGEST_HEADING, ReportColumn, alike, columns_of
from kehoach_xl.domain.progress import SPARE
from kehoach_xl.domain.text import fold
from kehoach_xl.messages import Message

ANSWERS = ("", "có", "không")


def issue(code: str, row: RawRow, field: str, /, **facts: object) -> Issue:
    return Issue(Message(code, facts), "fields", row.row, field, row.text("id"), row.cells.get(field))


@check("fields", "CHECK_660", "CHECK_661", "CHECK_662", "CHECK_663")
def headings(subject: Subject) -> Iterator[Issue]:
    columns = columns_of(row.cells for row in subject.fields)
    same = set(alike(columns))
    for row in subject.fields:
        column = columns.get(row.text("id"))
        if column is None:
            continue
        if column.heading in same and row.text("head"):
            yield issue("CHECK_660", row, "head", column=column.heading)
        if len(column.heading) > LONGEST_HEADING:
            yield issue("CHECK_661", row, "head", length=len(column.heading), most=LONGEST_HEADING)
        if column.refused and column.id == ALWAYS_ASKED:
            yield issue("CHECK_662", row, "ask", column=column.heading)
        if fold(row.text("ask")) not in ANSWERS:
            yield issue("CHECK_663", row, "ask", column=column.heading, value=row.text("ask"))


@check("fields", "CHECK_664")
def abandoned(subject: Subject) -> Iterator[Issue]:
    """A spare column that lost its heading and still holds reports: they are kept, and nobody sees them."""
    columns = columns_of(row.cells for row in subject.fields)
    held = Counter(name for row in subject.progress for name in SPARE if row.cells.get(name) is not None)
    for row in subject.fields:
        column: ReportColumn | None = columns.get(row.text("id"))
        if column is not None and not column.used and held[column.id]:
            yield issue("CHECK_664", row, "head", column=column.heading, count=held[column.id])
