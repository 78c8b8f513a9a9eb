"""`Cơ quan`: codes and names, members of groups, addresses."""

import re
from collections.abc import Iterator

from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.progress import as_text
from kehoach_xl.domain.text import fold
from kehoach_xl.messages import Message

_ADDRESS = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"()]+\.[A-Za-z]{2,}")


def issue(code: str, row: RawRow, field: str, /, **facts: object) -> Issue:
    return Issue(Message(code, facts), "agencies", row.row, field, _text(row, "code"), row.cells.get(field))


def _text(row: RawRow, field: str) -> str:
    return (as_text(row.cells.get(field)) or "").strip()


@check
def unique(subject: Subject) -> Iterator[Issue]:
    seen: dict[str, int] = {}
    for row in subject.agencies:
        names = {field: _text(row, field) for field in ("code", "name", "short")}
        spellings = {fold(name): (field, name) for field, name in names.items() if name}
        for alias in _text(row, "aliases").replace("\n", ";").split(";"):
            if alias.strip():
                spellings.setdefault(fold(alias), ("aliases", alias.strip()))
        for spelling, (field, name) in spellings.items():
            if spelling in seen:
                yield issue("CHECK_072", row, field, value=name, other=seen[spelling])
            seen.setdefault(spelling, row.row)


@check
def members(subject: Subject) -> Iterator[Issue]:
    for row in subject.agencies:
        for name in _text(row, "members").replace("\n", ";").split(";"):
            if name.strip() and subject.register.find(name) is None:
                yield issue("CHECK_073", row, "members", value=name.strip())


@check
def addresses(subject: Subject) -> Iterator[Issue]:
    missing: list[RawRow] = []
    asked = {code for task in subject.plan.tasks for code in subject.register.owing(task, subject.today)}
    for row in subject.agencies:
        address = _text(row, "email")
        if address and not all(_ADDRESS.fullmatch(one.strip()) for one in address.split(";")):
            yield issue("CHECK_071", row, "email", value=address)
        code = _text(row, "code")
        # Bodies that no task asks, and those that ended, are sent nothing.
        sent = code in asked or subject.register.body(code) is None
        if not address and fold(_text(row, "kind")) != fold("Nhóm") and code and sent:
            missing.append(row)
    if missing:  # one line for all: the address book is filled in one go
        names = ", ".join(_text(row, "code") for row in missing)
        yield issue("CHECK_070", missing[0], "email", count=len(missing), names=names)
