"""An appendix nobody has seen, drawn from one seed: what it says (the truth), and how it is to look.

Nothing here comes from the program: what a reader should find is known before anything is drawn.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tests.documents.unseen import words

TASK, PART, SECTION = "task", "part", "section"
Numbering = Literal["1/1.1", "I/1", "I/1/a", "1/1.1/1.1.1"]
# How the part above the tasks is shown: a cell of its line, a line merged over all columns, a paragraph over a table
# of its own.
Parts = Literal["line", "merged", "tables"]
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
LETTERS = "abcdđeghiklm"


@dataclass(frozen=True)
class Line:
    """One line: ``label`` as printed in the first column, ``code`` what tells it from all others."""

    kind: str
    label: str
    code: str
    text: str
    parent: str = ""
    leads: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    timeframe: str = ""
    score: str = ""
    rank: str = ""
    product: str = ""


@dataclass(frozen=True)
class Look:
    """How the appendix is drawn. ``columns`` in their order; ``shared`` the heading over lead and coordinator, ''
    for a header of one row; ``separator`` between bodies of a cell; ``numbered_head`` how the columns are numbered
    below the header («({})»), '' where they are not; ``front`` a plan before the appendix, ``remark`` a line after it;
    ``typed_again`` a header that a person typed once more in the middle."""

    columns: tuple[str, ...]
    heads: dict[str, str]
    shared: str
    numbering: Numbering
    parts: Parts
    separator: str
    scores: bool
    merged_leads: bool
    landscape: bool
    font: str
    size: float
    nfd: bool
    untidy: bool
    footnotes: bool
    page_breaks: bool
    numbered_head: str
    front: bool
    remark: bool
    typed_again: bool


@dataclass(frozen=True)
class Unseen:
    """One document: the seed it came from, its look, its lines in order; ``results``: number, name, score and rank of
    each index in a table of results before the tasks, none where there is no such table."""

    seed: int
    look: Look
    title: str
    lines: tuple[Line, ...]
    results: tuple[tuple[str, str, str, str], ...] = ()

    @property
    def tasks(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind == TASK)

    def tables(self) -> list[tuple[Line | None, list[Line]]]:
        """The lines table by table, with the part that stands over each."""
        if self.look.parts != "tables":
            return [(None, list(self.lines))]
        made: list[tuple[Line | None, list[Line]]] = []
        for line in self.lines:
            if line.kind == PART:
                made.append((line, []))
            else:
                made[-1][1].append(line)
        return made


def unseen(seed: int) -> Unseen:
    """The document of a seed."""
    rng = random.Random(seed)
    look = _look(rng)
    title = f"Danh mục nhiệm vụ nâng cao chỉ số cạnh tranh {rng.choice(words.PLACES)} năm 2026"
    lines = tuple(_lines(rng, look))
    return Unseen(seed, look, title, lines, _results(random.Random(seed + 3), look, lines))


def _results(rng: random.Random, look: Look, lines: Sequence[Line]) -> tuple[tuple[str, str, str, str], ...]:
    """In some of the documents whose tasks have no scores beside them."""
    if look.scores or rng.random() < 0.6:
        return ()
    parts = [line for line in lines if line.kind == PART]
    return tuple(
        (str(number), part.text, f"{rng.uniform(3, 9):.2f}".replace(".", ","), f"{rng.randint(1, 34)}/34")
        for number, part in enumerate(parts, 1)
    )


def _look(rng: random.Random) -> Look:
    parts: Parts = rng.choice(("line", "line", "merged", "tables"))
    numbering: Numbering = rng.choice(("1/1.1", "1/1.1", "I/1", "I/1/a", "1/1.1/1.1.1"))
    extra = rng.sample(("product", "note", "cost"), k=rng.choice((0, 0, 1, 2)))
    scores = parts == "line" and rng.random() < 0.4
    rest = ["leads", "coordinators", "timeframe", *extra]
    if rng.random() < 0.5:
        rng.shuffle(rest)
    columns = ["code", "content", *(["score", "rank"] if scores else []), *rest]
    together = abs(columns.index("leads") - columns.index("coordinators")) == 1
    return Look(
        columns=tuple(columns), heads={name: rng.choice(words.HEADINGS[name]) for name in columns},
        shared=rng.choice(words.SHARED) if together and rng.random() < 0.6 else "",
        numbering=numbering, parts=parts, separator=rng.choice(("; ", "; ", ", ", "\n")), scores=scores,
        merged_leads=rng.random() < 0.3, landscape=rng.random() < 0.6,
        font=rng.choice(("Times New Roman", "Times New Roman", "Arial", "Calibri")),
        size=rng.choice((10, 11, 12, 13)), nfd=rng.random() < 0.2, untidy=rng.random() < 0.3,
        footnotes=rng.random() < 0.2, page_breaks=rng.random() < 0.3,
        numbered_head=rng.choice(("", "", "", "({})", "{}")), front=rng.random() < 0.3, remark=rng.random() < 0.3,
        typed_again=rng.random() < 0.15,
    )  # fmt: skip


def _lines(rng: random.Random, look: Look) -> list[Line]:
    found: list[Line] = []
    subjects = rng.sample(words.SUBJECTS, k=rng.randint(2, 5))
    bodies = [body.format(rng.choice(words.PLACES[:1])) for body in rng.sample(words.BODIES, k=10)]
    if look.separator == ", ":
        bodies = [body for body in bodies if "," not in body]
    taken: set[str] = set()
    for number, subject in enumerate(subjects):
        top = ROMAN[number] if look.numbering.startswith("I") else str(number + 1)
        name = f"{rng.choice(('Chỉ số', 'Nhóm nhiệm vụ'))} {subject}"
        part = Line(PART, top, top, name)
        if look.scores:
            part = replace(part, score=f"{rng.uniform(3, 9):.2f}".replace(".", ","), rank=f"{rng.randint(1, 34)}/34")
        found.append(part)
        found += _below(rng, look, part, bodies, taken)
    return found


def _below(
    rng: random.Random, look: Look, part: Line, bodies: Sequence[str], taken: set[str]
) -> list[Line]:  # fmt: skip
    """The sections and tasks of one part; a lead may last over several lines."""
    if look.numbering.count("/") == 1:
        return _tasks(rng, look, part, bodies, taken, rng.randint(3, 8), _own_label(look, part))
    made: list[Line] = []
    for at in range(rng.randint(1, 3)):
        label = f"{part.label}.{at + 1}" if look.numbering == "1/1.1/1.1.1" else str(at + 1)
        code = f"{part.code}.{at + 1}"
        section = Line(SECTION, label, code, f"Nội dung {at + 1}: {rng.choice(words.OBJECTS)}", part.code)
        made += [section, *_tasks(rng, look, section, bodies, taken, rng.randint(2, 4), _own_label(look, section))]
    return made


def _own_label(look: Look, above: Line) -> Callable[[int], tuple[str, str]]:
    """From the place of a task (from 0) to its printed label and its code."""
    if look.numbering == "I/1/a":
        return lambda at: (LETTERS[at], f"{above.code}.{LETTERS[at]}")
    if look.numbering == "I/1":
        return lambda at: (str(at + 1), f"{above.code}.{at + 1}")
    return lambda at: (f"{above.label}.{at + 1}", f"{above.code}.{at + 1}")


def _tasks(
    rng: random.Random, look: Look, above: Line, bodies: Sequence[str], taken: set[str], count: int,
    label_of: Callable[[int], tuple[str, str]],
) -> list[Line]:  # fmt: skip
    made: list[Line] = []
    leads: tuple[str, ...] = ()
    for at in range(count):
        if not leads or not (look.merged_leads and rng.random() < 0.5):
            leads = tuple(rng.sample(bodies, k=rng.choice((1, 1, 1, 2))))
        others = [body for body in bodies if body not in leads]
        coordinators = tuple(rng.sample(others, k=rng.choice((0, 1, 2, 3))))
        label, code = label_of(at)
        made.append(Line(
            TASK, label, code, _content(rng, taken), above.code, leads, coordinators, rng.choice(words.TIMEFRAMES),
            product=rng.choice(words.PRODUCTS),
        ))  # fmt: skip
    return made


def _content(rng: random.Random, taken: set[str]) -> str:
    while True:
        clauses = [
            f"{rng.choice(words.VERBS)} {rng.choice(words.OBJECTS)}, {rng.choice(words.ENDS)}"
            for _ in range(rng.choice((1, 1, 2, 3)))
        ]
        text = "; ".join([clauses[0], *(one[0].lower() + one[1:] for one in clauses[1:])]) + "."
        if text not in taken:
            taken.add(text)
            return text
