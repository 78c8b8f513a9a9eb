"""The prose of an outline sentence by sentence, each with the headings it stands under; and the years it names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kehoach_xl.documents.outline import Node
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.intake.content import NOWHERE, Place
from kehoach_xl.messages import Message

# A full stop ends a sentence where space and a capital, a quotation mark or a bullet follow; «79.80» goes on.
_END = re.compile(r"(?<=[.!?…])\s+(?=[“\"«+(-]?\s?[A-ZÀ-ỸĐ])")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:TM|KT|TL|TT|Q|PGS|TS|ThS|[A-ZĐ])\.$")
# «năm 2023», and «năm 20231» with the number of a footnote run on.
YEAR = r"(?P<year>20[0-9]{2})(?P<foot>[0-9]{1,2})?(?![0-9])"
_YEARS = re.compile(rf"\bnăm {YEAR}", re.IGNORECASE)
# The day of another document, which is neither a year nor a deadline of this one.
DATED = re.compile(
    r"(?<![0-9])(?:[0-9]{1,6}[A-Za-zĐđ0-9/.-]{0,20}[/-][A-ZĐ][\w/-]{0,30},?\s+)ngày\s+[0-9]{1,2}(?:\s*/\s*[0-9]{1,2}\s*/\s*[0-9]{4}"
    r"|\s+tháng\s+[0-9]{1,2}\s+năm\s+[0-9]{4})"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as printed. ``above``: the texts of the paragraphs it stands under, from the top; ``path``: their
    labels; ``paragraph``: the whole of its own."""

    text: str
    place: Place = NOWHERE
    path: str = ""
    above: tuple[str, ...] = ()
    paragraph: str = ""
    label: str = ""

    def under(self, words: str) -> bool:
        """Whether a heading above it says one of these words, «mục tiêu|chỉ tiêu»."""
        return any(re.search(words, fold(text)) for text in self.above)


@dataclass(frozen=True, slots=True)
class Year:
    """A year that a text names at ``text[start:end]``."""

    value: str
    start: int
    end: int
    note: Message | None = None


def sentences(nodes: Sequence[Node]) -> Iterator[Sentence]:
    """Every sentence of the prose in order; footnotes and what follows «Nơi nhận» are left out."""
    yield from _under(_body(nodes), ())


def split(text: str) -> list[str]:
    """The sentences of a paragraph."""
    found: list[str] = []
    for piece in _END.split(clean(text)):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return [piece for piece in found if piece]


def years(text: str) -> list[Year]:
    """The years that «năm …» says in a text, the days of other documents left out."""
    plain = blank_dates(text)
    return [
        Year(found["year"], found.start(), found.end(), _glued(found) if found["foot"] else None)
        for found in _YEARS.finditer(plain)
    ]


def blank_dates(text: str) -> str:
    """The text with numbers and days of other documents blanked, letter for letter."""
    return DATED.sub(lambda found: " " * len(found[0]), text)


def _glued(found: re.Match[str]) -> Message:
    return Message("IMPORT_119", {"text": f"{found['year']}{found['foot']}", "year": found["year"]})


def _body(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if fold(node.text).startswith("nơi nhận"):
            return
        yield node


def _under(nodes: Iterator[Node] | Sequence[Node], above: tuple[str, ...]) -> Iterator[Sentence]:
    for node in nodes:
        if node.note:
            continue
        for text in split(node.text):
            yield Sentence(text, node.place, node.path, above, node.text, node.label)
        yield from _under(node.children, (*above, node.text))
