"""Slips of the pen in what a document prints: they are kept as written, and said."""

import re

from kehoach_xl.messages import Message

# Words that Vietnamese doubles on purpose are told by their meaning only; these never stand twice.
_TWICE = re.compile(r"\b(của|và|các|những|với|cho|trong|theo|về|từ|đến|để|được|là|tại|do|bởi|trên) \1\b", re.IGNORECASE)
_SPACED = re.compile(r"\w+ [,;.:](?=\s|$)")
_UNEVEN = re.compile(r"\b\d+(?:- | -)\d+\b")


def oddities(text: str) -> tuple[Message, ...]:
    """A word that stands twice, a space before a mark, a range with a space on one side only."""
    found = [match[0] for pattern in (_TWICE, _SPACED, _UNEVEN) for match in pattern.finditer(text)]
    return tuple(Message("IMPORT_056", {"raw": raw}) for raw in dict.fromkeys(found))
