"""`Phụ lục`: numbering, scores and ranks, leads, timeframes, and what the source itself leaves odd."""

from collections.abc import Iterator

from kehoach_xl.domain.agency import Agency
from kehoach_xl.domain.appendix import Line, rank, score
from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.framework import framework
from kehoach_xl.domain.values import Unclear, read_rank, read_score, shown
from kehoach_xl.messages import Message

SCORES = (("score", "Điểm số năm cơ sở"), ("goal_score", "Điểm số mục tiêu"))
RANKS = (("rank", "Xếp hạng năm cơ sở"), ("goal_rank", "Xếp hạng mục tiêu"))


def issue(code: str, line: Line, field: str, /, **facts: object) -> Issue:
    raw = line.cells.get(field)
    facts.setdefault("value", line.text(field))
    return Issue(Message(code, facts), "appendix", line.row, field, line.id, raw)


def _used(subject: Subject) -> list[Line]:
    return [line for line in subject.lines if line.is_task or line.is_component]


@check
def ids(subject: Subject) -> Iterator[Issue]:
    seen: dict[str, int] = {}
    for line in _used(subject):
        if not line.id:
            yield issue("CHECK_001", line, "code")
        elif line.id in seen:
            yield issue("CHECK_002", line, "code", value=line.id, other=seen[line.id])
        seen.setdefault(line.id, line.row)


@check
def numbering(subject: Subject) -> Iterator[Issue]:
    seen: dict[str, int] = {}
    before: tuple[str, int] | None = None
    for line in _used(subject):
        code = line.text("code")
        if not code:
            yield issue("CHECK_003", line, "code")
            continue
        if isinstance(line.cells.get("code"), float) and line.is_task:
            yield issue("CHECK_007", line, "code")
        if code in seen:
            yield issue("CHECK_004", line, "code", other=seen[code])
            continue
        seen[code] = line.row
        if not line.is_task:
            continue
        head, _, tail = code.rpartition(".")
        if line.text("component") and head and head != line.text("component"):
            yield issue("CHECK_006", line, "code", component=line.text("component"))
        if tail.isdecimal():
            if before and before[0] == head and int(tail) != before[1] + 1:
                yield issue("CHECK_005", line, "code", before=f"{head}.{before[1]}")
            before = head, int(tail)


@check
def scores(subject: Subject) -> Iterator[Issue]:
    most = framework(subject.plan.framework).max_score or 100
    for line in _used(subject):
        if not line.is_component:
            continue
        for field, what in SCORES:
            raw = line.cells.get(field)
            reading = read_score(raw, most)
            if isinstance(reading, Unclear):
                yield issue("CHECK_010", line, field, reason=Message(reading.code, reading.facts).text)
            elif reading.value is None:
                yield issue("CHECK_012", line, field, what=what)
        base, goal = score(line.cells.get("score")), score(line.cells.get("goal_score"))
        if base is not None and goal is not None and goal < base:
            yield issue("CHECK_016", line, "goal_score", value=shown(goal), base=shown(base))


@check
def ranks(subject: Subject) -> Iterator[Issue]:
    totals: list[tuple[Line, int, int]] = []
    for line in _used(subject):
        if not line.is_component:
            continue
        for field, what in RANKS:
            reading = read_rank(line.cells.get(field))
            if isinstance(reading, Unclear) and reading.code == "VALUE_016":
                yield issue("CHECK_014", line, field)
            elif isinstance(reading, Unclear):
                yield issue("CHECK_013", line, field, reason=Message(reading.code, reading.facts).text)
            elif reading.value is None:
                yield issue("CHECK_012", line, field, what=what)
        base, goal = rank(line.cells.get("rank")), rank(line.cells.get("goal_rank"))
        if base and goal and base.of and goal.of and base.of != goal.of:
            totals.append((line, base.of, goal.of))
    if totals:  # one line says it for all components
        line, of, goal_of = totals[0]
        yield issue("CHECK_015", line, "goal_rank", base=of, goal=goal_of)


@check
def leads(subject: Subject) -> Iterator[Issue]:
    register = subject.register
    for line in _used(subject):
        if not line.is_task:
            continue
        code = line.text("code")
        named = register.read(line.text("leads"))
        if not line.text("leads").strip():
            yield issue("CHECK_020", line, "leads", code=code)
        chosen = register.read(line.text("reporters")).codes
        for one in register.undecided(chosen or named.codes):
            yield issue("CHECK_022", line, "leads", code=code, group=register.name(one.at))
        for field, found in (("leads", named), ("coordinators", register.read(line.text("coordinators")))):
            for name in found.unknown:
                near = "; ".join(register.nearest(name)) or "không có"
                yield issue("CHECK_021", line, field, value=name, near=near)
            for body in map(register.body, found.codes):
                if isinstance(body, Agency) and body.valid_to and body.valid_to < subject.today:
                    successor = register.write(body.successors) or "chưa ghi"
                    day = f"{body.valid_to:%d/%m/%Y}"
                    yield issue("CHECK_025", line, field, value=body.name, day=day, successor=successor)
        if not line.text("coordinators").strip():
            yield issue("CHECK_024", line, "coordinators", code=code)


@check
def timeframes(subject: Subject) -> Iterator[Issue]:
    meanings = {task.id: task.timeframe for task in subject.plan.tasks}
    for line in _used(subject):
        if not line.is_task:
            continue
        if not line.text("timeframe").strip():
            yield issue("CHECK_031", line, "timeframe", code=line.text("code"))
        elif line.id in meanings and meanings[line.id].kind == "unknown":
            yield issue("CHECK_030", line, "timeframe")


@check
def oddities(subject: Subject) -> Iterator[Issue]:
    """What the source prints oddly: said once, never corrected."""
    by_code = {line.text("code"): line for line in _used(subject)}
    for place, kind, says in subject.oddities:
        line = by_code.get(place)
        message = Message("CHECK_090", {"says": says, "kind": kind})
        if line is None:
            yield Issue(message, "appendix")
        else:
            field = "content" if line.is_task else "name"
            yield Issue(message, "appendix", line.row, field, "", line.cells.get(field))
