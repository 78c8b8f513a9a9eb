"""What a text says besides tasks, as short literals."""

from collections.abc import Iterable, Sequence

from kehoach_xl.documents import facts, registers
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.outline import outline
from kehoach_xl.documents.sentences import Sentence, sentences, split
from kehoach_xl.documents.thing import Thing
from kehoach_xl.intake.content import TEXT, Content, Paragraph
from kehoach_xl.intake.readers.plain_text import read_text
from tests.support.printed import seed_text

FTA = "fta-index-ha-tinh-2025.plan.txt"
NQ59 = "nq59-ha-tinh-2025.plan.txt"
NQ02 = "nq02-hau-giang-2024.plan.txt"
DDCI = "ddci-so-ngoai-vu-lang-son-2026.plan.txt"
REPORT = "nq02-so-ngoai-vu-ha-tinh-2022.report.txt"
ALL = (FTA, NQ59, NQ02, DDCI, REPORT)


def of_seed(name: str, things: Sequence[Thing] = ()) -> list[Thing]:
    """All that is said in a document besides tasks."""
    return of_text(seed_text(name), things)


def of_text(text: str, things: Sequence[Thing] = ()) -> list[Thing]:
    blocks, _ = read_text(text.encode(), "kế hoạch.txt")
    content = Content("kế hoạch.txt", "", TEXT, blocks)
    nodes = outline([block for block in blocks if isinstance(block, Paragraph)], wrapped=True)
    return facts.read(content, nodes, Bodies(registers.choose(content)[1]), things)


def prose(text: str) -> list[Sentence]:
    """The sentences of a text of printed lines, under their headings."""
    blocks, _ = read_text(text.encode(), "kế hoạch.txt")
    return list(sentences(outline(blocks, wrapped=True)))


def plain(text: str) -> list[Sentence]:
    """The sentences of one paragraph under no heading."""
    return [Sentence(one, paragraph=text) for one in split(text)]


def told(things: Iterable[Thing], kind: str, *fields: str) -> list[tuple[str, ...]]:
    """The fields of the things of one kind."""
    return [tuple(getattr(thing, field) for field in fields) for thing in things if thing.kind == kind]


def codes(thing: Thing) -> list[str]:
    return [note.code for note in thing.notes]
