"""A line of `Điều chỉnh` understood: what is to change, from when, by which document, or why it cannot be applied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.amendment import DAYS, KINDS, Kind
from kehoach_xl.domain.appendix import wording
from kehoach_xl.domain.framework import framework
from kehoach_xl.domain.plan import Component, Plan, Task, owner_of
from kehoach_xl.domain.progress import Raw, as_text
from kehoach_xl.domain.text import clean, fold, same
from kehoach_xl.domain.timeframe import parse
from kehoach_xl.domain.values import Rank, Reading, Unclear, read_date, read_rank, read_score
from kehoach_xl.messages import Message

_BY_FOLD = {fold(label): kind for label, kind in KINDS.items()}
_FIELDS = {"timeframe": "thời gian thực hiện", "content": "nội dung", "leads": "cơ quan chủ trì",
           "coordinators": "cơ quan phối hợp", "goal_score": "điểm mục tiêu", "goal_rank": "hạng mục tiêu"}  # fmt: skip


@dataclass(frozen=True)
class Order:
    """One amendment that can be applied. ``target`` is the row id, '' for a task that is not in the appendix yet;
    ``task`` then holds its cells."""

    kind: str
    field: str
    code: str
    target: str
    value: Raw
    effective: date
    document: str
    document_date: date
    component: str = ""
    task: Mapping[str, Raw] = field(default_factory=dict)


def read_order(
    cells: Mapping[str, Raw], row: int, plan: Plan, register: Register, today: date
) -> Order | Message:
    """Understand one line (sheet row ``row``) against the plan as it stands."""
    kind = _BY_FOLD.get(fold(_text(cells, "kind")))
    if kind is None:
        return Message("AMEND_010", {"row": row, "value": _text(cells, "kind") or "(trống)", "known": "; ".join(KINDS)})
    days = _days(cells, row, plan, today)
    if isinstance(days, Message):
        return days
    if not _text(cells, "document"):
        return Message("AMEND_013", {"row": row})
    code = _text(cells, "target")
    if isinstance(cells.get("target"), float) and any(one.code == f"{code}0" for one in plan.tasks):
        return Message("AMEND_027", {"row": row, "code": code})
    found = _target(kind, code, plan)
    if found is None and not (kind.field == "since" and code):
        of = "nhiệm vụ" if kind.of_task else "chỉ số"
        return Message("AMEND_011", {"row": row, "value": code or "(trống)", "of": of})
    if isinstance(found, Task) and found.until is not None and days["effective"] > found.until:
        return Message("AMEND_025", {"row": row, "code": code, "day": f"{found.until:%d/%m/%Y}"})
    made: Raw | dict[str, Raw] | Message
    if found is None:
        made = _new_task(cells, row, code, plan, register)
    elif kind.field in DAYS:
        made = _unchanged(kind, cells, row, found, register)
    else:
        made = _value(kind, cells, row, found, plan, register)
        if kind.field == "leads" and not isinstance(made, Message):
            made = _ended(made, row, days["effective"], register) or made
    if isinstance(made, Message):
        return made
    task = made if isinstance(made, dict) else {}
    return Order(
        kind.label, kind.field, code, found.id if found else "", None if task else made, days["effective"],
        _text(cells, "document"), days["document_date"], _component(code, plan), task,
    )  # fmt: skip


def _text(cells: Mapping[str, Raw], name: str) -> str:
    return clean(as_text(cells.get(name)) or "")


def _days(cells: Mapping[str, Raw], row: int, plan: Plan, today: date) -> dict[str, date] | Message:
    """The effective day and the document's."""
    days: dict[str, date] = {}
    for name, what in (("effective", "ngày có hiệu lực"), ("document_date", "ngày văn bản")):
        reading = read_date(cells.get(name))
        if not isinstance(reading, Reading) or not isinstance(reading.value, date):
            return Message("AMEND_012", {"row": row, "what": what, "value": _text(cells, name) or "(trống)"})
        days[name] = reading.value
    if days["document_date"] > today:
        return Message("AMEND_022", {"row": row, "day": f"{days['document_date']:%d/%m/%Y}"})
    if days["effective"].year < plan.baseline_year:
        return Message("AMEND_023", {"row": row, "day": f"{days['effective']:%d/%m/%Y}", "year": plan.baseline_year})
    return days


def _target(kind: Kind, code: str, plan: Plan) -> Task | Component | None:
    bodies: tuple[Task | Component, ...] = plan.tasks if kind.of_task else plan.indices
    return next((one for one in bodies if one.code == code and one.id), None)


def _unchanged(
    kind: Kind, cells: Mapping[str, Raw], row: int, found: Task | Component, register: Register
) -> Message | None:
    """Of a task that stands in the appendix only the day is set: what else the line says must be what stands there."""
    assert isinstance(found, Task)
    if found.until is not None or (kind.field == "since" and found.since is not None):
        return Message("AMEND_018", {"row": row, "code": found.code})
    said = {"content": _text(cells, "value"), **{name: _text(cells, name) for name in ("leads", "timeframe")}}
    differs = (text and not same(text, _now(name, found, register)) for name, text in said.items())
    if kind.field == "since" and any(differs):
        return Message("AMEND_021", {"row": row, "code": found.code, "content": found.content})
    return None


def _ended(value: Raw, row: int, on: date, register: Register) -> Message | None:
    """A body that ended before the effective day cannot be given a task."""
    for code in register.read(as_text(value)).codes:
        body = register.body(code)
        if body is not None and body.ended(on):
            heirs = register.write(body.successors) or "chưa ghi"
            return Message("AMEND_024", {"row": row, "value": body.name, "successor": heirs})
    return None


def _value(
    kind: Kind, cells: Mapping[str, Raw], row: int, found: Task | Component, plan: Plan, register: Register
) -> Raw | Message:
    """The new value of one cell, in the spelling of the appendix."""
    raw = cells.get("value")
    if not (as_text(raw) or "").strip():
        return Message("AMEND_014", {"row": row, "what": _FIELDS[kind.field]})
    value = _spelled(kind.field, raw, row, plan, register)
    now = _now(kind.field, found, register)
    if not isinstance(value, Message) and fold(as_text(value) or "") == fold(now):
        return Message("AMEND_017", {"row": row, "what": _FIELDS[kind.field], "code": found.code})
    return value


def _spelled(field_: str, raw: Raw, row: int, plan: Plan, register: Register) -> Raw | Message:
    text = clean(wording(raw) if field_ == "timeframe" else as_text(raw) or "")
    match field_:
        case "timeframe" if parse(text).kind == "unknown":
            return Message("AMEND_015", {"row": row, "value": text})
        case "leads" | "coordinators":
            named = register.read(as_text(raw))
            if named.unknown:
                near = "; ".join(register.nearest(named.unknown[0])) or "không có"
                return Message("AMEND_016", {"row": row, "value": named.unknown[0], "near": near})
            return register.write(named.codes)
        case "goal_score":
            reading = read_score(raw, framework(plan.framework).max_score or 100)
            return _unclear(row, reading) if isinstance(reading, Unclear) else _number(reading)
        case "goal_rank":
            place = read_rank(raw)
            return _unclear(row, place) if isinstance(place, Unclear) else _rank(place)
    return text


def _unclear(row: int, reading: Unclear) -> Message:
    return Message("AMEND_019", {"row": row, "reason": reading.message.text})


def _number(reading: Reading) -> Raw:
    return float(reading.value) if isinstance(reading.value, int | float) else None


def _rank(reading: Reading) -> Raw:
    place = reading.value
    return None if not isinstance(place, Rank) else f"{place.n}/{place.of}" if place.of else str(place.n)


def _now(field_: str, found: Task | Component, register: Register) -> str:
    """What stands there, to see that something changes."""
    if isinstance(found, Component):
        goal = found.goal
        if field_ == "goal_score":
            return as_text(goal.score) or ""
        return f"{goal.rank_to}/{goal.of}" if goal.of else str(goal.rank_to or "")
    return {
        "timeframe": found.timeframe_text, "content": found.content, "leads": register.write(found.leads),
        "coordinators": register.write(found.coordinators),
    }[field_]  # fmt: skip


def _new_task(
    cells: Mapping[str, Raw], row: int, code: str, plan: Plan, register: Register
) -> dict[str, Raw] | Message:
    """The cells of a task that the appendix does not have yet."""
    # She may have typed the line into the appendix herself, where nothing names it yet.
    typed = any(one.code == code for one in plan.tasks)
    made: dict[str, Raw] = {"code": code}
    for name, what, needed in (
        ("content", "nội dung nhiệm vụ", True), ("leads", "cơ quan chủ trì", True),
        ("coordinators", "cơ quan phối hợp", False), ("timeframe", "thời gian thực hiện", True),
    ):  # fmt: skip
        raw = cells.get("value" if name == "content" else name)
        if not (as_text(raw) or "").strip():
            if needed and not typed:
                return Message("AMEND_014", {"row": row, "what": what})
            continue
        value = _spelled(name, raw, row, plan, register)
        if isinstance(value, Message):
            return value
        made[name] = value
    if plan.components and not _component(code, plan):
        return Message("AMEND_020", {"row": row, "code": code})
    return made


def _component(code: str, plan: Plan) -> str:
    """The component or group a new task lies under, by its number."""
    return owner_of(code, {one.code for one in plan.components})
