"""A document as things: the appendix first, then the prose around it, the bodies named, and whatever is left."""

from collections.abc import Iterator

from kehoach_xl.documents import agencies, appendix, components_prose, facts, prose_tasks
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.outline import Node, outline, walk
from kehoach_xl.documents.thing import COMPONENT, FACT, KINDS, LEFT, TASK, Thing
from kehoach_xl.domain.agency import Register
from kehoach_xl.intake.content import WRAPPED, Content, Paragraph, Table


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
    things += [*_left_tables(around), *_left(nodes, prose.used)]
    return tuple(sorted(things, key=lambda thing: KINDS.index(thing.kind)))


def _one_of_each(things: list[Thing]) -> list[Thing]:
    """Facts and components are said once: what the appendix prints goes before what the prose repeats."""
    found: dict[tuple[str, ...], Thing] = {}
    for at, thing in enumerate(things):
        key = (thing.kind, thing.name) if thing.kind == FACT else (thing.kind, str(at))
        if thing.kind == COMPONENT:
            key = (thing.kind, thing.code)
        found.setdefault(key, thing)
    return list(found.values())


def _left_tables(blocks: list[Paragraph | Table]) -> Iterator[Thing]:
    """Tables that are no part of the appendix, a thing per row."""
    for block in blocks:
        if isinstance(block, Table):
            for at, row in enumerate(block.grid):
                if text := " · ".join(" ".join(cell.split()) for cell in row if cell.strip()):
                    yield Thing(LEFT, text, quote=text, place=block.places[at] if block.places else Thing(LEFT).place)


def _left(nodes: tuple[Node, ...], used: frozenset[int]) -> Iterator[Thing]:
    """Every paragraph that no task or group was made of."""
    for one in walk(nodes):
        if one.index not in used and one.text.strip():
            yield Thing(LEFT, one.full, quote=one.full, place=one.place)
