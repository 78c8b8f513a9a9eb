"""What a document says of its plan besides the tasks: name and number, who collects, the index and its years, standings
and goals, days of reporting."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kehoach_xl.documents import (
    collector,
    deadlines_said,
    figures_said,
    first_page,
    history_said,
    named_indices,
    standings,
    years_said,
)
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.outline import Node
from kehoach_xl.documents.sentences import Sentence, sentences, years
from kehoach_xl.documents.thing import FACT, LOOK, Thing
from kehoach_xl.domain.text import fold
from kehoach_xl.intake.content import NOWHERE, Content
from kehoach_xl.messages import Message
from kehoach_xl.templates import load_toml

# So many mentions of an index make it the plan's own.
_OFTEN = 3
NO_FRAMEWORK = load_toml("frameworks.toml")["none"]["name"]


def read(content: Content, nodes: Sequence[Node], bodies: Bodies, things: Iterable[Thing] = ()) -> list[Thing]:
    """Everything but the tasks. ``things``: what was read before; the components among them are known by their names
    here, and the years an appendix prints go before the prose's."""
    prose = list(sentences(nodes))
    known = list(things)
    head = first_page.read(content, nodes, bodies)
    title = next(one for one in head if one.name == "Tên kế hoạch")
    framework = _framework(title.value, prose)
    index = "" if framework.value == NO_FRAMEWORK else framework.value
    index = index or _named(title.value)
    named = years(title.value)
    year = named[0].value if named else ""
    said = [*standings.read(prose, index, year), *history_said.read(prose, known)]
    days = deadlines_said.read(prose, year)
    if first_page.is_report(nodes):
        days = [replace(day, confidence=LOOK, notes=(*day.notes, Message("IMPORT_111"))) for day in days]
    dated = [one for one in said if all(note.code != "IMPORT_117" for note in one.notes)]
    found = [*head, *collector.read(prose, bodies), framework, *years_said.read(title, nodes, [*known, *dated])]
    found += _short(found, [*known, *found], index)
    return [*found, *said, *figures_said.read(prose, bodies, year), *days]


def _framework(title: str, prose: Sequence[Sentence]) -> Thing:
    """The index framework the plan is about, by its name: in the title, or often in the text."""
    counts: Counter[str] = Counter()
    first: dict[str, Sentence] = {}
    for name in (one["name"] for key, one in load_toml("frameworks.toml").items() if key != "none"):
        wanted = f" {fold(name)} "
        for sentence in prose:
            times = f" {_words(sentence.text)} ".count(wanted)
            counts[name] += times
            if times:
                first.setdefault(name, sentence)
        counts[name] += _OFTEN * f" {_words(title)} ".count(wanted)
    name, times = counts.most_common(1)[0] if counts else ("", 0)
    if times < _OFTEN:
        return Thing(FACT, "Bộ chỉ số", value=NO_FRAMEWORK)
    place, quote = (first[name].place, first[name].text) if name in first else (NOWHERE, title)
    return Thing(FACT, "Bộ chỉ số", value=name, place=place, quote=quote)


def _words(text: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in fold(text))


def _named(title: str) -> str:
    """The one index that a title names although it is no framework of ours («PCI»)."""
    found = set(re.findall(rf"\b(?:{named_indices.KNOWN})\b", title))
    return found.pop() if len(found) == 1 else ""


def _short(found: Sequence[Thing], known: Sequence[Thing], framework: str) -> list[Thing]:
    """A short name: the index or the resolution, whose it is, and the year."""
    facts = {one.name: one.value for one in (*found, *known) if one.kind == FACT}
    title = next((one for one in found if one.name == "Tên kế hoạch" and one.value), None)
    if title is None:
        return []
    year = next((one.value for one in known if one.kind == FACT and one.name == "Năm mục tiêu"), "")
    name = first_page.short_title(title.value, framework, facts.get("Cơ quan ban hành", ""), year)
    return [Thing(FACT, "Tên ngắn", value=name, place=title.place, quote=title.quote, confidence=LOOK,
                  notes=(Message("IMPORT_114"),))]  # fmt: skip
