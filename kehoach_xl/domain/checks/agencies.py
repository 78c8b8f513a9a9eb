"""`Cơ quan`: codes and names, members of groups, addresses."""

import re
from collections import Counter
from collections.abc import Iterator

from kehoach_xl.domain.agency import AgencyGroup
from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.progress import as_text
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message

KINDS = ("Cơ quan", "Nhóm")
# A code is part of row ids and of file names.
_CODE = re.compile(r"[\w.&-]+")


def issue(code: str, row: RawRow, field: str, /, **facts: object) -> Issue:
    facts.setdefault("value", row.text(field))
    return Issue(Message(code, facts), "agencies", row.row, field, row.text("code"), row.cells.get(field))


def listed(row: RawRow, field: str) -> list[str]:
    """The pieces of a cell that holds several, cut at semicolons and line ends."""
    text = as_text(row.cells.get(field)) or ""
    return [clean(one) for one in text.replace("\n", ";").split(";") if clean(one)]


def is_group(row: RawRow) -> bool:
    return fold(row.text("kind")) == fold("Nhóm")


@check("agencies", "CHECK_400", "CHECK_401", "CHECK_402", "CHECK_403")
def identity(subject: Subject) -> Iterator[Issue]:
    for row in subject.agencies:
        code, name, kind = row.text("code"), row.text("name"), row.text("kind")
        if not code:
            yield issue("CHECK_400", row, "code", value=name or f"dòng {row.row}")
        elif not _CODE.fullmatch(code):
            yield issue("CHECK_403", row, "code")
        if code and not name:
            yield issue("CHECK_401", row, "name", value=code)
        if fold(kind) not in map(fold, KINDS):
            yield issue("CHECK_402", row, "kind", value=kind or "(trống)")


@check("agencies", "CHECK_072")
def unique(subject: Subject) -> Iterator[Issue]:
    seen: dict[str, int] = {}
    for row in subject.agencies:
        spellings: dict[str, tuple[str, str]] = {}
        for field in ("code", "name", "short"):
            if row.text(field):
                spellings.setdefault(fold(row.text(field)), (field, row.text(field)))
        for alias in listed(row, "aliases"):
            spellings.setdefault(fold(alias), ("aliases", alias))
        said: set[str] = set()
        for spelling, (field, name) in spellings.items():
            if spelling in seen and field not in said:
                said.add(field)
                yield issue("CHECK_072", row, field, value=name, other=seen[spelling])
            seen.setdefault(spelling, row.row)


@check("agencies", "CHECK_073", "CHECK_410", "CHECK_411", "CHECK_412", "CHECK_413", "CHECK_414")
def members(subject: Subject) -> Iterator[Issue]:
    register = subject.register
    for row in subject.agencies:
        named = listed(row, "members")
        if named and not is_group(row):
            yield issue("CHECK_413", row, "members")
            continue
        found = {name: register.find(name) for name in named}
        for name, code in found.items():
            if code is None:
                yield issue("CHECK_073", row, "members", value=name, near=subject.near(name))
        counts = Counter(found[name] for name in named if found[name])
        for code, count in counts.items():
            yield from _member(subject, row, code, count)


def _member(subject: Subject, row: RawRow, code: str, count: int) -> Iterator[Issue]:
    register = subject.register
    body = register.body(code)
    if count > 1:
        yield issue("CHECK_411", row, "members", value=body.name)
    if code == row.text("code"):
        yield issue("CHECK_414", row, "members", value=body.name)
    elif isinstance(body, AgencyGroup):
        yield issue("CHECK_412", row, "members", value=body.name)
    if body.ended(subject.today):
        successor = register.write(body.successors) or "chưa ghi"
        yield issue("CHECK_410", row, "members", value=body.name, day=shown(body.valid_to), successor=successor)
