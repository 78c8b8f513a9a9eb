"""The indices of a table of results: their scores, ranks and goals, and who looks after each, beside the tasks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kehoach_xl.documents.appendix_rows import lines
from kehoach_xl.documents.appendix_things import surest, things
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.body_cells import names
from kehoach_xl.documents.components_prose import name_of
from kehoach_xl.documents.continued import BODIES, HELD, Row
from kehoach_xl.documents.thing import COMPONENT, GROUP, LEFT, LOOK, TASK, Thing
from kehoach_xl.domain.text import fold
from kehoach_xl.intake.content import WRAPPED
from kehoach_xl.messages import Message

STOOD = ("score", "rank", "goal_score", "goal_rank", "leads", "value")
# Before the number of an index where a group of tasks has the same.
OWN = "CS"


def indices(rows: Sequence[Row], layout: str, bodies: Bodies) -> list[Thing]:
    """A table of results as things. A body in it looks after the index, it leads no task."""
    wrapped = layout in WRAPPED
    who = {(row.place, row.quote): _bodies(row, bodies, wrapped) for row in rows}
    bare = [replace(row, cells={name: text for name, text in row.cells.items() if name not in HELD}) for row in rows]
    made = things(lines(bare, layout), bodies, wrapped)
    return [_led(one, who.get((one.place, one.quote), "")) for one in made]


def joined(found: Sequence[Thing], others: Iterable[Thing]) -> list[Thing]:
    """The indices of the tables of results before the rows of the tables of tasks. A row there that names the same
    index again is no group of its own; where another has its number, the index gets one."""
    rest = list(others)
    own = {one.code: one for one in rest if one.kind in (COMPONENT, GROUP)}
    flat = {one.code for one in rest if one.kind == TASK}
    made: list[Thing] = []
    same: set[int] = set()
    numbered: set[str] = set()
    for one in found:
        again = own.get(one.code) if one.kind == COMPONENT else None
        if again and _name(again) == _name(one):
            same.add(id(again))
            one = replace(one, **{name: getattr(one, name) or getattr(again, name) for name in STOOD})
        elif one.kind in (COMPONENT, GROUP) and (again or one.code in own or one.code in flat):
            note = Message("IMPORT_038", {"printed": one.code, "code": f"{OWN}.{one.code}"})
            one = replace(one, code=f"{OWN}.{one.code}", confidence=surest(one.confidence, LOOK),
                          notes=(*one.notes, note))  # fmt: skip
            numbered.add(note.facts["printed"])
        elif one.kind == LEFT and one.code in numbered:
            one = replace(one, code=f"{OWN}.{one.code}")
        made.append(one)
    return [*made, *(one for one in rest if id(one) not in same)]


def _name(one: Thing) -> str:
    return fold(name_of(one.name))


def _bodies(row: Row, bodies: Bodies, wrapped: bool) -> str:
    found = [names(bodies, row.text(name), wrapped) for name in BODIES]
    return "; ".join(name for name in found if name)


def _led(one: Thing, who: str) -> Thing:
    if one.kind != COMPONENT or not who:
        return one
    return replace(one, leads=who, notes=(*one.notes, Message("IMPORT_039", {"names": who})))
