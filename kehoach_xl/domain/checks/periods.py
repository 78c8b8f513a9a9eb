"""`Kỳ báo cáo`: codes, names, what the code says of the days, state, and the tasks asked."""

from collections.abc import Iterator
from datetime import date

from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.period import Period, canonical, is_special, parse_period
from kehoach_xl.domain.scope import read_scope
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.values import Unclear, read_day, shown
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message

OPEN, CLOSED = "Đang mở", "Đã đóng"
KINDS = ("Định kỳ", "Chuyên đề", "Đột xuất")
# Columns of days, with what they are called in a sentence.
DAYS = (
    ("start", "Từ ngày"), ("end", "Đến ngày"), ("data_from", "Số liệu từ ngày"), ("cutoff", "Ngày chốt số liệu"),
    ("deadline", "Hạn cơ quan nộp"), ("report_by", "Hạn tổng hợp"), ("opened", "Ngày mở kỳ"),
    ("closed", "Ngày đóng kỳ"),
)  # fmt: skip


def issue(code: str, row: RawRow, field: str, /, **facts: object) -> Issue:
    facts.setdefault("value", row.text(field))
    facts.setdefault("code", row.text("code"))
    return Issue(Message(code, facts), "periods", row.row, field, row.text("code"), row.cells.get(field))


def days_of(row: RawRow) -> dict[str, date | None]:
    """The days of a row; what cannot be read counts as nothing here, and is said by :func:`readable`."""
    read = {field: read_day(row.cells.get(field)) for field, _ in DAYS}
    return {field: day if isinstance(day, date) else None for field, day in read.items()}


def calendar_period(row: RawRow) -> Period | None:
    """The period of a code with a calendar."""
    try:
        return parse_period(row.text("code"))
    except Stop:
        return None


@check("periods", "CHECK_080", "CHECK_500", "CHECK_501")
def identity(subject: Subject) -> Iterator[Issue]:
    seen: dict[str, int] = {}
    for row in subject.periods:
        try:
            code = canonical(row.text("code"))
        except Stop:
            yield issue("CHECK_080", row, "code", value=row.text("code") or "(trống)")
            continue
        if code in seen:
            yield issue("CHECK_500", row, "code", other=seen[code])
        seen.setdefault(code, row.row)
        if not row.text("name"):
            yield issue("CHECK_501", row, "name")


@check("periods", "CHECK_502", "CHECK_508")
def readable(subject: Subject) -> Iterator[Issue]:
    for row in subject.periods:
        for field, what in DAYS:
            day = read_day(row.cells.get(field))
            if isinstance(day, Unclear):
                yield issue("CHECK_502", row, field, what=what, reason=day.message.text)
        if is_special(row.text("code")):
            for field, what in DAYS[:2]:
                if row.cells.get(field) is None:
                    yield issue("CHECK_508", row, field, what=what.lower())


@check("periods", "CHECK_505")
def by_code(subject: Subject) -> Iterator[Issue]:
    """A period with a calendar has the days its code says."""
    for row in subject.periods:
        period = calendar_period(row)
        if period is None:
            continue
        days = days_of(row)
        for field, what in DAYS[:4]:
            day, wanted = days[field], getattr(period, field)
            if day is not None and day != wanted:
                yield issue("CHECK_505", row, field, what=what, value=shown(day), wanted=shown(wanted))


@check("periods", "CHECK_507")
def order(subject: Subject) -> Iterator[Issue]:
    """Only of periods with days of their own; of the others the code says what is wrong."""
    for row in subject.periods:
        if not is_special(row.text("code")):
            continue
        days, names = days_of(row), dict(DAYS)
        for first, last in (("start", "end"), ("data_from", "cutoff")):
            begin, end = days[first], days[last]
            if begin and end and end < begin:
                facts = {"what": names[last], "value": shown(end), "other": names[first], "start": shown(begin)}
                yield issue("CHECK_507", row, last, **facts)


@check("periods", "CHECK_509", "CHECK_510", "CHECK_511", "CHECK_513")
def states(subject: Subject) -> Iterator[Issue]:
    for row in subject.periods:
        state, kind = row.text("state"), row.text("kind")
        if state and fold(state) not in (fold(OPEN), fold(CLOSED)):
            yield issue("CHECK_509", row, "state", known=f"{OPEN} hoặc {CLOSED}")
        period = subject.period_of(row)
        if kind and (fold(kind) not in map(fold, KINDS) or (period and fold(kind) != fold(period.label))):
            yield issue("CHECK_510", row, "kind", known=period.label if period else ", ".join(KINDS))
        days = days_of(row)
        closed, opened = days["closed"], days["opened"]
        if fold(state) == fold(OPEN) and closed and not row.text("reason"):
            yield issue("CHECK_511", row, "reason")
        if fold(state) == fold(CLOSED) and row.cells.get("closed") is None:
            yield issue("CHECK_513", row, "closed", what="chưa có ngày đóng kỳ")
        elif closed and opened and closed < opened:
            yield issue("CHECK_513", row, "closed", what=f"ngày đóng {shown(closed)} trước ngày mở {shown(opened)}")
        elif closed and period and closed < period.start:
            what = f"ngày đóng {shown(closed)} trước ngày bắt đầu kỳ {shown(period.start)}"
            yield issue("CHECK_513", row, "closed", what=what)


@check("periods", "CHECK_512")
def scopes(subject: Subject) -> Iterator[Issue]:
    for row in subject.periods:
        for piece in read_scope(row.text("scope"), subject.plan.tasks).unknown if row.text("scope") else ():
            yield issue("CHECK_512", row, "scope", value=piece)
