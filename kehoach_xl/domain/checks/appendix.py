"""`Phụ lục`: ids, numbering, contents, and what the source itself leaves odd."""

import re
from collections.abc import Iterator, Mapping

from kehoach_xl.domain.appendix import FIELDS, Line, wording
from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.plan import owner_of
from kehoach_xl.domain.progress import as_text
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message

# A number or letter, also Roman, with parts after dots or dashes.
_CODE = re.compile(r"\w+(?:[.\-]\w+)*\)?")
# Typed by her: a line that holds any of these is meant to be one.
_TYPED = tuple(name for name in FIELDS if name not in ("id", "component", "since", "until"))


def issue(code: str, line: Line, field: str, /, **facts: object) -> Issue:
    raw = line.cells.get(field)
    if field == "timeframe" and isinstance(raw, float):
        raw = wording(raw)
    facts.setdefault("value", as_text(raw) or "")
    if facts.get("code") == "":  # a line without a number is told by its words
        facts["code"] = f"«{shown(line.text('content'))}»"
    return Issue(Message(code, facts), "appendix", line.row, field, line.id, raw)


@check("appendix", "CHECK_001", "CHECK_002")
def ids(subject: Subject) -> Iterator[Issue]:
    seen: dict[str, int] = {}
    for line in subject.used:
        if not line.id:
            yield issue("CHECK_001", line, "code")
        elif line.id in seen:
            yield issue("CHECK_002", line, "code", value=line.id, other=seen[line.id])
        seen.setdefault(line.id, line.row)


@check("appendix", "CHECK_003", "CHECK_004", "CHECK_005", "CHECK_006", "CHECK_007", "CHECK_009", "CHECK_120")
def numbering(subject: Subject) -> Iterator[Issue]:
    seen: dict[str, int] = {}
    before: tuple[str, int] | None = None
    for line in subject.lines:
        code = line.text("code").strip()
        # What is wrong with a number, or with its line, is said there: no gap is reported after it.
        fault = _fault(line, code, seen)
        if fault or not (line.is_task or line.is_component):
            before = None
        if fault:
            yield fault
            continue
        if isinstance(line.cells.get("code"), float) and line.is_task:
            yield issue("CHECK_007", line, "code")
        seen[code] = line.row
        if not line.is_task:
            continue
        head, _, tail = code.rpartition(".")
        yield from _belongs(subject, line, code)
        if tail.isdecimal():
            if before and before[0] == head and int(tail) != before[1] + 1:
                yield issue("CHECK_005", line, "code", before=f"{head}.{before[1]}")
            before = head, int(tail)


def _fault(line: Line, code: str, seen: Mapping[str, int]) -> Issue | None:
    """What is wrong with a number by itself."""
    if not (line.is_task or line.is_component):
        return None
    if not code:
        return issue("CHECK_003", line, "code")
    if not _CODE.fullmatch(code):
        return issue("CHECK_009", line, "code")
    return issue("CHECK_004", line, "code", other=seen[code]) if code in seen else None


def _belongs(subject: Subject, line: Line, code: str) -> Iterator[Issue]:
    """A task stands under a component or a group of the plan, where the plan has any: the one its number names."""
    component, named = line.text("component"), owner_of(code, subject.components)
    if component and component not in subject.components and subject.components:
        what = f"gắn với chỉ số, nhóm {component}, không có trong phụ lục,"
        yield issue("CHECK_120", line, "component", code=code, what=what)
    elif not component and named:
        what = "chưa gắn với chỉ số thành phần hoặc nhóm nhiệm vụ"
        yield issue("CHECK_120", line, "component", code=code, what=what)
    elif component and "." in code and named != component:
        yield issue("CHECK_006", line, "code", component=component)


@check("appendix", "CHECK_008", "CHECK_121")
def contents(subject: Subject) -> Iterator[Issue]:
    seen: dict[tuple[bool, str, str], int] = {}
    for line in subject.lines:
        if not (line.is_task or line.is_component):
            if any(line.text(field).strip() for field in _TYPED):
                yield issue("CHECK_008", line, "content")
            continue
        field = "content" if line.is_task else "name"
        # The same words under another component are another task.
        key = line.is_task, line.text("component") if line.is_task else "", fold(line.text(field))
        if key in seen:
            yield issue("CHECK_121", line, field, other=seen[key])
        seen.setdefault(key, line.row)


@check("appendix", "CHECK_090")
def oddities(subject: Subject) -> Iterator[Issue]:
    """What the source prints oddly: said once, never corrected."""
    by_code = {line.text("code"): line for line in subject.used}
    for place, kind, says in subject.oddities:
        line = by_code.get(place)
        message = Message("CHECK_090", {"says": says, "kind": kind})
        if line is None:
            yield Issue(message, "appendix")
        else:
            field = "content" if line.is_task else "name"
            yield Issue(message, "appendix", line.row, field, "", line.cells.get(field))
