"""Component indices that a plan prints as a table torn into lines, and the chapter each of them has.

«STT, Chỉ số thành phần, Điểm, Hạng, Nhóm»: its rows come as «1 Cấp phép xây dựng 8.10 5 Giữa», or a line for the
number, one or more for the name, and one for the figures. The prose has what the table leaves out («xếp hạng 5/19»).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kehoach_xl.documents.outline import Node, walk
from kehoach_xl.documents.read import Read
from kehoach_xl.documents.thing import COMPONENT, LEFT, LOOK, Thing
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message

_HEAD = re.compile(r"s?tt\b.*\bchỉ số\b.*(?:điểm|hạng)", re.IGNORECASE)
_ROW = re.compile(
    r"(?P<code>\d{1,2})\s+(?P<name>[^\W\d_].*?)\s+(?P<score>\d{1,3}(?:[.,]\d{1,3})?)\s+(?P<rank>\d{1,3}(?:/\d{1,3})?)"
    r"(?:\s+(?P<group>[^\W\d_]+(?: [^\W\d_]+)?))?"
)
_OF = re.compile(r"\b(\d{1,3}/\d{1,3})\b")
_NAMED = re.compile(r"(?:chỉ số\s*(?:thành phần\s*)?)?(?:về\s+)?[“\"«]?\s*(.+?)\s*[”\"»]?", re.IGNORECASE)
_GROUP_HEADINGS = ("nhóm", "phân nhóm", "nhóm xếp hạng", "xếp nhóm")
_LINES = 6  # at most, of one row


@dataclass(frozen=True)
class Chapter:
    """The heading under which a component's tasks stand."""

    code: str
    node: Node


def read(nodes: Sequence[Node]) -> Read:
    """The components of a result table torn into lines; the rank as «18/19» where the prose says it."""
    every = list(walk(nodes))
    head = next((at for at, one in enumerate(every) if _HEAD.match(fold(one.text))), None)
    if head is None:
        return Read()
    found: list[Thing] = []
    used: set[int] = set()
    at = head + 1
    while at < len(every):
        row = _row(every, at, len(found) + 1)
        if row is None:
            break
        match, lines = row
        found.append(_component(match, every[at], " ".join(one.text for one in lines)))
        used |= {one.index for one in lines}
        at += len(lines)
    if not found:
        return Read()
    return Read(tuple(completed(found, nodes)), frozenset(used | {every[head].index}))


def completed(things: Iterable[Thing], nodes: Sequence[Node]) -> list[Thing]:
    """Components with what a table leaves out or has in a column of its own: a rank that lacks how many were ranked,
    with the one that the prose gives beside the same name; the group («Cuối»)."""
    found = list(things)
    said = [(fold(one.text), _OF.findall(one.text)) for one in walk(nodes)]
    codes = {one.code for one in found if one.kind == COMPONENT and not one.value}
    groups = {one.code: one for one in found
              if one.kind == LEFT and one.code in codes and fold(one.value) in _GROUP_HEADINGS}  # fmt: skip
    kept = [one for one in found if all(one is not other for other in groups.values())]
    return [_completed(one, said, groups.get(one.code)) if one.kind == COMPONENT else one for one in kept]


def _completed(thing: Thing, said: Sequence[tuple[str, Sequence[str]]], group: Thing | None) -> Thing:
    if group is not None:
        thing = replace(thing, value=group.name)
    name = fold(thing.name)
    ranks = {rank for text, ranks in said if name in text for rank in ranks if rank.split("/")[0] == thing.rank}
    if not thing.rank or len(ranks) != 1:
        return thing
    rank = ranks.pop()
    return replace(thing, rank=rank, notes=(*thing.notes, Message("IMPORT_078", {"printed": thing.rank, "rank": rank})))


def chapters(headings: Sequence[Node], components: Sequence[Thing]) -> list[Chapter]:
    """The headings that are named after components, with the code of each; without a table of components headings
    «1. Chỉ số “…”» are numbered by themselves. None unless most are."""
    codes = {fold(name_of(one.name)): one.code for one in components}
    found: list[Chapter] = []
    for node in headings:
        code = codes.get(fold(name_of(node.text)))
        if code is None and not codes and fold(node.text).startswith("chỉ số ") and node.label.isdigit():
            code = node.label
        if code is not None:
            found.append(Chapter(code, node))
    return found if len(found) >= 2 and 2 * len(found) > len(headings) else []


def of_chapter(chapter: Chapter) -> Thing:
    """A component known from its chapter only."""
    name = name_of(chapter.node.text)
    notes = (Message("IMPORT_079", {"name": name}),)
    return Thing(COMPONENT, name, chapter.code, place=chapter.node.place, quote=chapter.node.full, confidence=LOOK,
                 notes=notes)  # fmt: skip


def name_of(text: str) -> str:
    """The name in «Chỉ số “Gia nhập thị trường”».

    >>> name_of("Chỉ số “Gia nhập thị trường”")
    'Gia nhập thị trường'
    """
    match = _NAMED.fullmatch(clean(text).rstrip(" :."))
    return match[1] if match else clean(text)


def _row(every: Sequence[Node], at: int, number: int) -> tuple[re.Match[str], Sequence[Node]] | None:
    """The row that begins with a line and has this number, of as few lines as make it whole."""
    for count in range(1, _LINES + 1):
        lines = every[at : at + count]
        match = _ROW.fullmatch(" ".join(one.text for one in lines))
        if match and int(match["code"]) == number and all(not one.label for one in lines):
            return match, lines
    return None


def _component(match: re.Match[str], node: Node, quote: str) -> Thing:
    return Thing(
        COMPONENT, clean(match["name"]), match["code"], score=match["score"], rank=match["rank"],
        value=match["group"] or "", place=node.place, quote=quote,
    )  # fmt: skip
