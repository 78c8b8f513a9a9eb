"""One line of what `doctor` finds."""

from dataclasses import dataclass

from kehoach_xl.messages import Message

OK, NOTE, BAD = "ok", "note", "bad"


@dataclass(frozen=True)
class Point:
    """One thing looked at: ``ok`` fine, ``note`` works without it, ``bad`` must be mended."""

    name: str
    state: str
    says: str
    todo: str = ""


def point(name: str, state: str, code: str, **facts: object) -> Point:
    """A point whose sentences are in the catalogue."""
    message = Message(code, facts)
    return Point(name, state, message.text, message.todo)
