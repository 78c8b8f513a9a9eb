"""The rows of an appendix as lines of a plan: which code each has, under which it stands, what kind it is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kehoach_xl.documents.continued import Row
from kehoach_xl.documents.numbering import Numbering, label_of, leading, roman
from kehoach_xl.documents.thing import COMPONENT, GROUP, LEFT, LOOK, TASK
from kehoach_xl.domain.text import fold
from kehoach_xl.intake.content import SHEET
from kehoach_xl.messages import Message

STANDINGS = ("score", "rank", "goal_score", "goal_rank", "baseline", "goal")
HELD = ("leads", "coordinators", "timeframe")
# How a row begins that belongs to the table but is neither task nor group.
_BESIDE = re.compile(
    r"(?:tổng|tổng cộng|tổng số|cộng|trung bình|bình quân|điểm tổng)(?:\W|$)|(?:ghi chú|lưu ý|nguồn|nơi nhận) ?:|\*"
)
_DECIMAL = re.compile(r"\d{1,3},\d{1,3}")
_INDEX = re.compile(r"(?:nhóm )?(?:chỉ số|tiêu chí|trụ cột)\b")


@dataclass(frozen=True)
class Line:
    """One line of the plan: ``kind`` of a thing, its code and the code of the group or index it stands under; ``row``
    as printed, its own number taken out of the text. ``under``: the row whose number it goes on from, which may be a
    task with lines of its own."""

    kind: str
    row: Row
    code: str = ""
    parent: str = ""
    under: str = ""


def lines(found: Sequence[Row], layout: str) -> list[Line]:
    """The rows as lines, in order. ``layout`` is the format of the content: a sheet loses the 0 of 3.10."""
    rows = _numbers_in_sheets([_labelled(_with_point(row, layout)) for row in found], layout)
    rows = [part for row in rows for part in _parted(row)]
    coded = _coded(rows)
    parents = {parent for _, _, parent in coded}
    has_standing = any(row.text(name) for row in rows for name in STANDINGS)
    made: list[Line] = []
    group, children = "", Counter[str]()
    printed, above = {code for _, code, _ in coded}, ""
    owner: dict[str, str] = {}  # of each task the group above it
    for at, (row, code, under) in enumerate(coded):
        if _beside(row):
            made.append(Line(LEFT, row))
            continue
        following = coded[at + 1][0] if at + 1 < len(coded) else None
        kind = _kind(row, code, code != "" and code in parents, following, has_standing)
        if not code and kind == TASK:
            under = above if above and _is_part(row) else group
            code = _next(under, children)
            if code in printed and above:
                children[under] -= 1
                under, code = above, _next(above, children)
            if not row.spanned:
                row = _look(row, Message("IMPORT_042", {"code": code}))
        elif kind == TASK:
            children[under] += 1
            above = code
        parent = owner.get(under, under)
        if kind == TASK:
            owner[code] = parent
        else:
            group, above = code, ""
        made.append(Line(kind, row, code, parent, under))
    return _repeated(made)


def _next(under: str, children: Counter[str]) -> str:
    children[under] += 1
    return f"{under}.{children[under]}" if under else str(children[under])


def _is_part(row: Row) -> bool:
    """Whether a row without a number says itself that it is a part of the task above."""
    return fold(row.text("content")).startswith("trong đó")


def _kind(row: Row, code: str, has_children: bool, following: Row | None, has_standing: bool) -> str:
    """Whether a row is an index, a group or a task."""
    held = any(row.text(name) for name in HELD)
    if any(row.text(name) for name in STANDINGS) and not held:
        return COMPONENT
    title = row.text("name") or row.text("content")
    if not held and not row.text("name") and row.text("content") and not has_children and not row.across:
        opens = following is not None and not following.label and any(following.text(name) for name in HELD)
        return GROUP if code and opens else TASK
    if row.text("name") and not row.text("content") and not held:
        return COMPONENT if _INDEX.match(fold(title)) or (has_standing and "." not in code) else GROUP
    if has_children and not row.across and (row.text("leads") or row.text("timeframe")):
        return TASK  # who does it or when is its own: as a group it would lose both
    if has_children or (row.across and not held):
        return COMPONENT if _INDEX.match(fold(title)) and not held else GROUP
    return TASK


def _with_point(row: Row, layout: str) -> Row:
    """In a sheet a number 1.1 reads «1,1», and a formula that was never calculated is no number."""
    if layout != SHEET:
        return row
    label = "" if row.label.startswith("=") else row.label
    return replace(row, label=label.replace(",", ".") if _DECIMAL.fullmatch(label) else label)


def _labelled(row: Row) -> Row:
    """The row with its number alone in ``label``, from its own cell or from the beginning of its text."""
    label = label_of(row.label)
    if label:
        return replace(row, label=label)
    field = "content" if row.text("content") else "name"
    text = row.text(field)
    if row.label.strip(" -–+•*.") and not label:
        label, rest = leading(f"{row.label} ")
        text = f"{row.label} {text}".strip()
        row = replace(row, label="", cells={**row.cells, field: text})
    label, rest = ("", text) if row.label else leading(text)
    if label and rest:
        return replace(row, label=label, cells={**row.cells, field: rest})
    return replace(row, label="")


def _parted(row: Row) -> list[Row]:
    """A row that names an index with its standing and holds a task beside it is two lines."""
    if not (row.text("name") and row.text("content")):
        return [row]
    head = {name: text for name, text in row.cells.items() if name == "name" or name in STANDINGS}
    task = {name: text for name, text in row.cells.items() if name not in head}
    if not row.label or "." in row.label:
        return [replace(row, cells={**task, "content": f"{row.text('name')}: {row.text('content')}"})]
    return [replace(row, cells=head, beside=()), replace(row, label="", cells=task, spanned=True)]


def _coded(rows: Sequence[Row]) -> list[tuple[Row, str, str]]:
    """(row, code, parent) with '' for the code of a task without a number."""
    numbering, heads = Numbering(), 0
    made: list[tuple[Row, str, str]] = []
    before = ""
    for row in rows:
        label = row.label
        if _beside(row):
            made.append((row, "", ""))
            continue
        if not label and row.across:
            heads += 1
            label = roman(heads)
            row = _look(row, Message("IMPORT_049", {"code": label}))
        if not label:
            made.append((row, "", ""))
            continue
        code, parent = numbering.take(label)
        if jump := _jump(before, code):
            row = _look(row, Message("IMPORT_047", {"before": jump, "code": code}))
        before = code
        made.append((row, code, parent))
    return made


def _jump(before: str, code: str) -> str:
    """The code before, when both stand under the same and a number between them is left out."""
    head, _, last = before.rpartition(".")
    other, _, number = code.rpartition(".")
    if head == other and last.isdigit() and number.isdigit() and int(number) > int(last) + 1:
        return before
    return ""


def _numbers_in_sheets(rows: Sequence[Row], layout: str) -> list[Row]:
    """In a sheet the number 3.1 after 3.9 is 3.10."""
    if layout != SHEET:
        return list(rows)
    made: list[Row] = []
    before = ""
    for row in rows:
        head, _, last = row.label.rpartition(".")
        same, _, former = before.rpartition(".")
        if head and head == same and last.isdigit() and former.isdigit() and int(last) * 10 == int(former) + 1:
            code = f"{row.label}0"
            row = _look(row, Message("IMPORT_048", {"printed": row.label, "before": before, "code": code}))
            row = replace(row, label=code)
        before = row.label or before
        made.append(row)
    return made


def _repeated(made: Sequence[Line]) -> list[Line]:
    times = Counter(line.code for line in made if line.code)
    return [replace(line, row=_look(line.row, Message("IMPORT_046", {"code": line.code})))
            if times[line.code] > 1 else line for line in made]  # fmt: skip


def _beside(row: Row) -> bool:
    text = fold(row.text("name") or row.text("content"))
    assigned = any(row.text(name) for name in HELD)
    said = _BESIDE.match(fold(row.label)) or (not row.label and _BESIDE.match(text))
    return not assigned and (not text or bool(said))


def _look(row: Row, note: Message) -> Row:
    return replace(row, confidence=LOOK, notes=(*row.notes, note))
