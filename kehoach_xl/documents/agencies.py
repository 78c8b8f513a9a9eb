"""The bodies that the things read name, each once, with what the register has for it."""

from collections.abc import Iterable

from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.thing import AGENCY, FACT, Thing
from kehoach_xl.domain.text import fold


def named(things: Iterable[Thing], bodies: Bodies) -> list[Thing]:
    """One AGENCY thing per name, in the order in which they are met; ``code`` is the body's code in the register when
    the name is a spelling of it."""
    found: dict[str, Thing] = {}
    for thing in things:
        for name in names(thing):
            key = fold(name)
            if key not in found:
                match = bodies.match(name)
                found[key] = Thing(
                    AGENCY, name, value=match.name, code=bodies.register.find(name) or "", place=thing.place,
                    quote=name, confidence=match.confidence, notes=(match.note,) if match.note else (),
                )  # fmt: skip
    return list(found.values())


def names(thing: Thing) -> list[str]:
    """The bodies a thing names, as printed."""
    texts = [thing.leads, thing.coordinators]
    if thing.kind == FACT and thing.name == "Cơ quan tổng hợp":
        texts.append(thing.value)
    return [name for text in texts for name in text.split("; ") if name]
