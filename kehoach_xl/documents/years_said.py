"""The years of a plan: of the results it starts from, of its goal, and the last one it looks to."""

import re
from collections.abc import Iterator, Sequence

from kehoach_xl.documents.outline import Node, walk
from kehoach_xl.documents.sentences import YEAR, years
from kehoach_xl.documents.thing import CLEAR, FACT, GOAL, LOOK, OVERALL, Thing
from kehoach_xl.domain.text import fold
from kehoach_xl.messages import Message

_STATED = re.compile(
    rf"\bnăm (?P<which>cơ sở|(?:thực hiện )?mục tiêu|đích)(?: để so sánh)? là năm {YEAR}", re.IGNORECASE
)
_SPAN = re.compile(r"giai đoạn\s+(20[0-9]{2})\s*[-–—]\s*(20[0-9]{2})", re.IGNORECASE)
_DATES = re.compile(rf"(?:[0-9]{{1,2}}/|tháng [0-9]{{1,2}} năm ){YEAR}")


def read(title: Thing, nodes: Sequence[Node], things: Sequence[Thing]) -> list[Thing]:
    """«Năm mục tiêu», «Năm cơ sở», «Năm đích», each where it can be told; none that ``things`` have already."""
    have = {one.name for one in things if one.kind == FACT}
    found: dict[str, Thing] = {}
    for thing in (*_stated(nodes), *_of_results(things), *_of_title(title), *_of_dates(nodes)):
        if thing.name not in have:
            found.setdefault(thing.name, thing)
    target, horizon = found.get("Năm mục tiêu"), found.get("Năm đích")
    if target and horizon and horizon.value <= target.value and not _STATED.search(horizon.quote):
        del found["Năm đích"]
    return list(found.values())


def _stated(nodes: Sequence[Node]) -> Iterator[Thing]:
    """«Năm cơ sở để so sánh là năm 2024, …», where a plan says it in so many words."""
    for node in walk(nodes):
        for found in _STATED.finditer(node.text):
            which = fold(found["which"]).removeprefix("thực hiện ")
            yield _fact(f"Năm {which}", found["year"], Thing(FACT, place=node.place, quote=node.text))


def _of_results(things: Sequence[Thing]) -> Iterator[Thing]:
    """From the standings and goals that were read."""
    goals = sorted((one for one in things if one.kind == GOAL and one.year), key=lambda one: one.year)
    if goals:
        yield _fact("Năm mục tiêu", goals[0].year, goals[0])
        yield _fact("Năm đích", goals[-1].year, goals[-1])
    results = [one for one in things if one.kind == OVERALL and one.year]
    if results:
        last = max(results, key=lambda one: one.year)
        yield _fact("Năm cơ sở", last.year, last)


def _of_title(title: Thing) -> Iterator[Thing]:
    if span := _SPAN.search(title.value):
        yield _fact("Năm mục tiêu", span[1], title, "giai đoạn ghi ở tên kế hoạch")
        yield _fact("Năm đích", span[2], title, "giai đoạn ghi ở tên kế hoạch")
    for year in years(title.value):
        yield _fact("Năm mục tiêu", year.value, title)


def _of_dates(nodes: Sequence[Node]) -> Iterator[Thing]:
    """The latest year of the documents named before the first heading."""
    for node in nodes:
        if node.label:
            return
        if found := [match["year"] for match in _DATES.finditer(node.text)]:
            source = Thing(FACT, place=node.place, quote=node.text)
            yield _fact("Năm mục tiêu", max(found), source, "ngày các văn bản nêu ở phần mở đầu")


def _fact(name: str, year: str, source: Thing, guessed: str = "") -> Thing:
    notes = (Message("IMPORT_117", {"source": guessed}),) if guessed else ()
    return Thing(FACT, name, value=year, place=source.place, quote=source.quote, confidence=LOOK if notes else CLEAR,
                 notes=notes)  # fmt: skip
