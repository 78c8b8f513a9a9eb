"""`Kỳ báo cáo`: codes and deadlines."""

from collections.abc import Iterator
from datetime import date

from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.period import parse_period
from kehoach_xl.domain.progress import as_text, take
from kehoach_xl.domain.values import shown
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message


@check
def periods(subject: Subject) -> Iterator[Issue]:
    for row in subject.periods:
        code = as_text(row.cells.get("code")) or ""

        def issue(name: str, field: str, row=row, code=code, **facts: object) -> Issue:
            return Issue(Message(name, {"code": code, **facts}), "periods", row.row, field, code, row.cells.get(field))

        try:
            period = parse_period(code)
        except Stop:
            yield issue("CHECK_080", "code", value=code or "(trống)")
            continue
        deadline = take("finish_date", row.cells.get("deadline"))
        if not isinstance(deadline, date):
            yield issue("CHECK_081", "deadline")
        elif deadline < period.start:
            yield issue("CHECK_082", "deadline", value=shown(deadline))
