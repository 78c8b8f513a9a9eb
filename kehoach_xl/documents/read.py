"""What one pass over a document gave."""

from dataclasses import dataclass

from kehoach_xl.documents.thing import Thing


@dataclass(frozen=True)
class Read:
    """The things found, and which parts of the document they were made of: ``used`` are indexes of the content's
    blocks (appendix) or of the outline's nodes in walk order (prose). What is used stands whole in the things."""

    things: tuple[Thing, ...] = ()
    used: frozenset[int] = frozenset()
