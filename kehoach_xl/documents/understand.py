"""A document as things: the appendix first, then the prose around it, the bodies named, and whatever is left."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kehoach_xl.documents import agencies, appendix, components_prose, facts, prose_tasks
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.outline import Node, outline, walk
from kehoach_xl.documents.thing import ASK, COMPONENT, FACT, KINDS, LEFT, LOOK, TASK, Thing
from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.text import fold
from kehoach_xl.intake.content import NOWHERE, WRAPPED, Content, Paragraph, Place, Table
from kehoach_xl.messages import Message


def understand(content: Content, register: Register) -> tuple[Thing, ...]:
    """Every thing of a document, in the order of the review sheet. No word of it is in none of them."""
    bodies = Bodies(register)
    printed = appendix.read(content, bodies)
    around = [block for at, block in enumerate(content.blocks) if at not in printed.used]
    nodes = outline([block for block in around if isinstance(block, Paragraph)], content.format in WRAPPED)
    in_tables = components_prose.completed(printed.things, nodes)
    has_tasks = any(thing.kind == TASK for thing in in_tables)
    prose = prose_tasks.read(nodes, bodies, has_tasks, [one for one in in_tables if one.kind == COMPONENT])
    said = facts.read(content, nodes, bodies, [*in_tables, *prose.things])
    things = _one_of_each([*in_tables, *prose.things, *said])
    things += agencies.named(things, bodies)
    things += [Thing(LEFT, note.text, confidence=LOOK, notes=(note,)) for note in content.notes]
    things += [*_left_tables(around), *_left(nodes, prose.used, _said_in(said))]
    return tuple(sorted(things, key=lambda thing: KINDS.index(thing.kind)))


def _one_of_each(things: list[Thing]) -> list[Thing]:
    """Facts and components are said once: what the appendix prints goes before what the prose repeats."""
    found: dict[tuple[str, ...], Thing] = {}
    for at, thing in enumerate(things):
        said_once = {FACT: thing.name, COMPONENT: thing.code}.get(thing.kind, str(at))
        found.setdefault((thing.kind, said_once), thing)
    return list(found.values())


def _left_tables(blocks: list[Paragraph | Table]) -> Iterator[Thing]:
    """Tables that are no part of the appendix, a thing per row; of one that may hold some of the plan one more."""
    for block in blocks:
        if isinstance(block, Table):
            if _holds_lines(block):
                place = replace(block.places[0], row=0) if block.places else NOWHERE
                note = Message("IMPORT_058", {"place": str(place), "rows": len(block.grid)})
                yield Thing(LEFT, note.text, place=place, confidence=ASK, notes=(note,))
            for at, row in enumerate(block.grid):
                if text := " · ".join(" ".join(cell.split()) for cell in row if cell.strip()):
                    yield Thing(LEFT, text, quote=text, place=block.places[at] if block.places else NOWHERE)


def _holds_lines(table: Table) -> bool:
    """Whether a table has rows and columns of its own, and is neither the head nor the foot of a document."""
    words = fold(" ".join(text for row in table.grid for text in row))
    filled = [row for row in table.grid if len({text.strip() for text in row} - {""}) > 1]
    return len(filled) > 2 and not re.search(r"độc lập|cộng h(?:òa|oà) xã hội|nơi nhận", words)


def _said_in(said: list[Thing]) -> dict[Place, dict[str, None]]:
    """The kinds of what was taken from each paragraph."""
    found: dict[Place, dict[str, None]] = {}
    for one in said:
        if one.place != NOWHERE:
            kind = "thông tin của văn bản" if one.kind == FACT else one.kind.lower()
            found.setdefault(one.place, {})[kind] = None
    return found


def _left(nodes: tuple[Node, ...], used: frozenset[int], said: Mapping[Place, Iterable[str]]) -> Iterator[Thing]:
    """Every paragraph that no task or group was made of, with a note on what was taken from it."""
    for one in walk(nodes):
        if one.index not in used and one.text.strip():
            taken = said.get(one.place, ())
            notes = (Message("IMPORT_169", {"kinds": ", ".join(taken)}),) if taken else ()
            yield Thing(LEFT, one.full, quote=one.full, place=one.place, notes=notes)
