"""A line of `Điều chỉnh` understood: what is to change, from when, by which document, or why it cannot be applied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.amendment import KINDS, Kind
from kehoach_xl.domain.plan import Component, Plan, Task
from kehoach_xl.domain.progress import Raw, as_text
from kehoach_xl.domain.text import clean, fold
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


def read_order(cells: Mapping[str, Raw], row: int, plan: Plan, register: Register) -> Order | Message:
    """Understand one line (sheet row ``row``) against the plan as it stands."""

    def text(name: str) -> str:
        return clean(as_text(cells.get(name)) or "")

    kind = _BY_FOLD.get(fold(text("kind")))
    if kind is None:
        return Message("AMEND_010", {"row": row, "value": text("kind") or "(trống)", "known": "; ".join(KINDS)})
    days: dict[str, date] = {}
    for name, what in (("effective", "ngày có hiệu lực"), ("document_date", "ngày văn bản")):
        reading = read_date(cells.get(name))
        if not isinstance(reading, Reading) or not isinstance(reading.value, date):
            return Message("AMEND_012", {"row": row, "what": what, "value": text(name) or "(trống)"})
        days[name] = reading.value
    if not text("document"):
        return Message("AMEND_013", {"row": row})
    code = text("target")
    found = _target(kind, code, plan)
    if found is None and not (kind.field == "since" and code):
        of = "nhiệm vụ" if kind.of_task else "chỉ số"
        return Message("AMEND_011", {"row": row, "value": code or "(trống)", "of": of})
    made = _new_task(cells, row, code, plan, register) if found is None else _value(kind, cells, row, found, register)
    if isinstance(made, Message):
        return made
    component, task = _component(code, plan), made if isinstance(made, dict) else {}
    value = None if isinstance(made, dict) else made
    return Order(
        kind.label, kind.field, code, found.id if found else "", value, days["effective"], text("document"),
        days["document_date"], component, task,
    )  # fmt: skip


def _target(kind: Kind, code: str, plan: Plan) -> Task | Component | None:
    bodies: tuple[Task | Component, ...] = plan.tasks if kind.of_task else plan.components
    return next((one for one in bodies if one.code == code and one.id), None)


def _value(
    kind: Kind, cells: Mapping[str, Raw], row: int, found: Task | Component, register: Register
) -> Raw | Message:
    """The new value of one cell, in the spelling of the appendix."""
    raw = cells.get("value")
    if kind.field in ("since", "until"):
        if isinstance(found, Task) and found.until is None and (kind.field == "until" or found.since is None):
            return None
        return Message("AMEND_018", {"row": row, "code": found.code})
    text = as_text(raw) or ""
    if not text.strip():
        return Message("AMEND_014", {"row": row, "what": _FIELDS[kind.field]})
    value = _spelled(kind.field, raw, row, register)
    now = _now(kind.field, found, register)
    if not isinstance(value, Message) and fold(as_text(value) or "") == fold(now):
        return Message("AMEND_017", {"row": row, "what": _FIELDS[kind.field], "code": found.code})
    return value


def _spelled(field_: str, raw: Raw, row: int, register: Register) -> Raw | Message:
    text = clean(as_text(raw) or "")
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
            reading = read_score(raw, 100)
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
    made: dict[str, Raw] = {"code": code}
    for name, what, needed in (
        ("content", "nội dung nhiệm vụ", True), ("leads", "cơ quan chủ trì", True),
        ("coordinators", "cơ quan phối hợp", False), ("timeframe", "thời gian thực hiện", True),
    ):  # fmt: skip
        raw = cells.get("value" if name == "content" else name)
        if not (as_text(raw) or "").strip():
            if needed:
                return Message("AMEND_014", {"row": row, "what": what})
            continue
        value = _spelled(name, raw, row, register)
        if isinstance(value, Message):
            return value
        made[name] = value
    if plan.components and not _component(code, plan):
        return Message("AMEND_020", {"row": row, "code": code})
    return made


def _component(code: str, plan: Plan) -> str:
    head = code.split(".")[0]
    return head if any(one.code == head for one in plan.components) else ""
