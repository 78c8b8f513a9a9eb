"""The prose of a document as an outline: printed lines joined to paragraphs, and each under its heading."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kehoach_xl.documents.markers import BULLETS, Marker, of_label, readings
from kehoach_xl.documents.outline_parts import OpenParts, Part
from kehoach_xl.documents.printed_lines import BODY, FOOT, NOTE, TABLE, Line, printed, together
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.intake.content import NOWHERE, Paragraph, Place
from kehoach_xl.messages import Message

_GROUNDS = ("Thực hiện ", "Căn cứ ", "Trên cơ sở ", "Năm 20", "Để ")  # how what follows the title begins

@dataclass(frozen=True, slots=True)
class Node:
    """One paragraph and what stands under it.

    ``label``: «III», «1», «1.1», «a», «-», «+», «•», «*», or '' for running text; ``printed``: the same as printed
    («a)»). ``text``: without the label. ``index``: its number in walk order. ``path``: the labels from the top,
    «IV.2.đ»; a bullet has its heading's. ``note``: a footnote. ``kind``: one of those of
    :mod:`kehoach_xl.documents.markers`, or ''. ``lines``: as printed, one for a format that has whole paragraphs.
    """

    label: str
    text: str
    place: Place = NOWHERE
    index: int = 0
    children: tuple["Node", ...] = ()
    path: str = ""
    printed: str = ""
    kind: str = ""
    note: bool = False
    notes: tuple[Message, ...] = ()
    lines: tuple[str, ...] = ()

    def walk(self) -> Iterator["Node"]:
        """Itself and everything under it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def full(self) -> str:
        """The paragraph with its label, as printed."""
        return f"{self.printed} {self.text}".strip()


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    """Every node of an outline; the n-th has the index n."""
    for node in nodes:
        yield from node.walk()


def outline(blocks: Sequence[Paragraph], wrapped: bool) -> tuple[Node, ...]:
    """The outline of a document's paragraphs; ``wrapped``: each is one printed line."""
    parts = OpenParts()
    if wrapped:
        _read_lines(printed(blocks), parts)
    else:
        _read_paragraphs(blocks, parts)
    return _frozen(parts.open[0].parts, "", [0])


def _read_paragraphs(blocks: Sequence[Paragraph], parts: OpenParts) -> None:
    foot = False
    for one in blocks:
        text = clean(one.text)
        if not text:
            continue
        foot = _in_foot(text, foot)
        part = Part([text], place=one.place, note=one.note, lines=[text])
        marker = of_label(one.label, text) or (None if foot or one.note else parts.chosen(readings(text), True))
        if foot:
            part.printed = clean(one.label)
        _add(parts, part, None if foot or one.note else marker)


def _in_foot(text: str, before: bool) -> bool:
    folded = fold(text)
    return folded.startswith("nơi nhận") or (before and not folded.startswith("phụ lục"))


def _add(parts: OpenParts, part: Part, marker: Marker | None) -> None:
    if marker is not None:
        part.pieces = [marker.rest]
        parts.add(part, marker)
        return
    if fold(part.pieces[0]).startswith(("trên đây là", "nơi nhận", "phụ lục")):
        parts.close()
    parts.add_running(part)


def _read_lines(lines: Sequence[Line], parts: OpenParts) -> None:
    before: Line | None = None  # the last line of the text around footnotes
    part, note = Part(), Part()
    for line in lines:
        if line.part == NOTE:
            if not note.pieces or line.starts:
                note = Part(place=line.source.place, note=True)
                parts.add_note(note)
            note.pieces.append(line.text)
            note.lines.append(line.text)
            continue
        note = Part()
        marker = _marker(parts, before, line, part)
        if marker is None and before is not None and not _begins(before, line, not parts.any):
            part.pieces.append(line.text)
        else:
            if marker is not None:
                _part_introduction(parts, part)
            part = Part([line.text], place=line.source.place)
            _add(parts, part, marker)
        part.lines.append(line.text)
        part.places.append(line.source.place)
        before = line


def _part_introduction(parts: OpenParts, heading: Part) -> None:
    """A sentence that introduces the list below («Các sở … thực hiện các giải pháp:») is a paragraph of its own when
    it begins with a line, under a heading that ended with the line before, however full that was."""
    if not heading.label or heading.kind in BULLETS or not heading.introduces:
        return
    lines = heading.lines
    for at in range(len(lines) - 1, 0, -1):
        if lines[at - 1].endswith(".") and _capital(lines[at]):
            introduction = Part(heading.pieces[at:], place=heading.places[at], lines=lines[at:])
            heading.pieces, heading.lines = heading.pieces[:at], lines[:at]
            parts.add_running(introduction)
            return


def _inside_quotation(pieces: Sequence[str]) -> bool:
    """Whether the paragraph so far ends within quotation marks or brackets, where nothing new begins."""
    last = " ".join(pieces[-3:])[-200:]
    return last.rfind("“") > last.rfind("”") or last.rfind("(") > last.rfind(")")


def _marker(parts: OpenParts, before: Line | None, line: Line, part: Part) -> Marker | None:
    if line.source.label:
        return of_label(line.source.label, line.text)
    if line.part != BODY:
        return None
    found = readings(line.text)
    if not found or before is None:
        return parts.chosen(found, True)
    ended = before.closed or before.short(line.text)
    if _inside_quotation(part.pieces) and not before.text.endswith((".", ";", ":")):
        return None
    if not ended and not _may_begin(found[0], before, part):
        return None
    return parts.chosen(found, ended)


def _may_begin(marker: Marker, before: Line, part: Part) -> bool:
    """Whether a line may begin a paragraph although the one before it is full and no sentence ends with it: after a
    title it may, for titles have no full stop; what goes on («kinh tế» «- xã hội», «Việt Nam» «- Lào») may not."""
    if before.text.endswith(",") or not _capital(marker.rest):
        return False
    title = bool(part.label) and part.kind not in BULLETS and not any(one.endswith((".", ";")) for one in part.pieces)
    return title or marker.kind not in BULLETS or marker.label == "+"


def _begins(before: Line, line: Line, preamble: bool) -> bool:
    """Whether a line without a number is a paragraph of its own. Before the first heading the title ends without a
    full stop, and what the document rests on begins with the same words everywhere."""
    if before.part != line.part or line.part == TABLE:
        return True
    if line.part == FOOT:
        return not line.text[0].islower()
    if before.text.endswith("./."):
        return True
    if not _capital(line.text) or before.text.endswith((",", "-", "–")):
        return False
    if preamble and not before.closed and line.text.startswith(_GROUNDS):
        return True
    heading = before.text.isupper() and not line.text.isupper()
    return before.short(line.text) and (before.closed or heading or before.short(line.text, 0.75))


def _capital(text: str) -> bool:
    letters = text.lstrip("“\"«‘'( ")
    return bool(letters) and not letters[0].islower()


def _frozen(parts: Sequence[Part], above: str, count: list[int]) -> tuple[Node, ...]:
    nodes = []
    for part in parts:
        index = count[0]
        count[0] += 1
        path = _path(above, part)
        children = _frozen(part.parts, path, count)
        nodes.append(Node(
            part.label, together(part.pieces), part.place, index, children, path, part.printed, part.kind, part.note,
            part.notes, tuple(part.lines),
        ))  # fmt: skip
    return tuple(nodes)


def _path(above: str, part: Part) -> str:
    if not part.label or part.kind in BULLETS:
        return above
    head, _, last = above.rpartition(".")
    if "." in part.label and part.label.startswith(f"{last}."):
        return ".".join(one for one in (head, part.label) if one)
    return ".".join(one for one in (above, part.label) if one)
