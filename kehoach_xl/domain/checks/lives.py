"""`Cơ quan`: from when to when a body exists, and who takes over."""

from collections.abc import Iterator
from datetime import date

from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.checks.agencies import issue, listed
from kehoach_xl.domain.values import Unclear, read_day, shown

DAYS = (("valid_from", "Từ ngày"), ("valid_to", "Đến ngày"))


@check("agencies", "CHECK_420", "CHECK_421")
def days(subject: Subject) -> Iterator[Issue]:
    for row in subject.agencies:
        read = {field: read_day(row.cells.get(field)) for field, _ in DAYS}
        for field, what in DAYS:
            if isinstance(day := read[field], Unclear):
                yield issue("CHECK_420", row, field, what=what, reason=day.message.text)
        start, end = read["valid_from"], read["valid_to"]
        if isinstance(start, date) and isinstance(end, date) and end < start:
            yield issue("CHECK_421", row, "valid_to", value=shown(end), start=shown(start))


@check("agencies", "CHECK_430", "CHECK_431", "CHECK_432", "CHECK_433", "CHECK_434")
def successors(subject: Subject) -> Iterator[Issue]:
    said: set[str] = set()
    for row in subject.agencies:
        own, named = subject.register.find(row.text("code")) if row.text("code") else None, listed(row, "successor")
        yield from _ends(subject, row, named)
        for name in named:
            code = subject.register.find(name)
            if code is None:
                yield issue("CHECK_430", row, "successor", value=name, near=subject.near(name))
            elif code == own:
                yield issue("CHECK_431", row, "successor")
        if own and own not in said and own not in _direct(subject, own):
            way = _round(subject, own)
            if way:
                said.update(way)
                yield issue("CHECK_432", row, "successor", value=" → ".join([*way, own]))


def _ends(subject: Subject, row: RawRow, named: list[str]) -> Iterator[Issue]:
    end = read_day(row.cells.get("valid_to"))
    if named and end is None:
        yield issue("CHECK_434", row, "valid_to")
    elif not named and isinstance(end, date) and end < subject.today:
        yield issue("CHECK_433", row, "successor", day=shown(end))


def _direct(subject: Subject, code: str) -> tuple[str, ...]:
    body = subject.register.body(code)
    return body.successors if body else ()


def _round(subject: Subject, start: str) -> list[str]:
    """The way from a body through its successors back to itself, [] when none leads back."""
    before: dict[str, str] = {}
    waiting = list(_direct(subject, start))
    for code in waiting:
        before.setdefault(code, start)
    while waiting:
        code = waiting.pop()
        if code == start:
            way = [before[start]]
            while way[0] != start:
                way.insert(0, before[way[0]])
            return way
        for following in _direct(subject, code):
            if following not in before:
                before[following] = code
                waiting.append(following)
    return []
