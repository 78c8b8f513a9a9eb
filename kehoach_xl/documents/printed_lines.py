"""Printed lines of a text or a PDF: which are page numbers, which footnotes, where one paragraph ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kehoach_xl.documents.markers import CAPITALS
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.intake.content import Paragraph

BODY, NOTE, TABLE, FOOT = "body", "note", "table", "foot"  # what a line is part of

_PAGE_NUMBER = re.compile(r"(?:trang )?[-–]? ?(\d{1,3}) ?[-–]?(?: ?/ ?\d{1,3})?", re.IGNORECASE)
_NOTE = re.compile(rf"(\d{{1,2}})\s+(?=[{CAPITALS}])")
_SIGNATURE = re.compile(r"(?:TM|KT|TL|TUQ|Q)\. |(?:PHÓ |TRƯỞNG |CHÁNH )?(?:GIÁM ĐỐC|CHỦ TỊCH)$")
_RECEIVERS = "nơi nhận"
_PARTED = re.compile(r"(?<=[^\W_])([-–])\n(?=\S)")
_ENDS = re.compile(r"[.;:!?…”\")\]]$")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_AROUND = 20  # lines either side that tell how wide the page is set
_NOTE_REACH = 80  # lines above a footnote in which its mark is looked for


@dataclass(slots=True)
class Line:
    """One printed line: ``width`` letters are usual around it."""

    text: str
    source: Paragraph
    part: str = BODY
    width: int = 0
    starts: bool = False  # a footnote

    def short(self, following: str, share: float = 0.9) -> bool:
        """Whether the next line's first word would have fitted."""
        word = following.split(" ", 1)[0]
        return len(self.text) + 1 + len(word) < share * self.width

    @property
    def closed(self) -> bool:
        """Whether a sentence or a part of one ends with it."""
        return bool(_ENDS.search(self.text))


def printed(blocks: Sequence[Paragraph]) -> list[Line]:
    """The lines of a document without its page numbers, each with what it is part of; marks of footnotes are raised
    («2026²»), so that they are no part of the number they stand behind."""
    lines = [Line(clean(one.text), one) for one in blocks if clean(one.text)]
    _mark_tables(lines)
    lines = _without_page_numbers(lines)
    for at, line in enumerate(lines):
        around = sorted(len(one.text) for one in lines[max(0, at - _AROUND) : at + _AROUND])
        line.width = max(around[len(around) * 3 // 4], 40)
    _mark_notes(lines)
    _mark_foot(lines)
    return lines


def together(lines: Sequence[str]) -> str:
    """The printed lines of one paragraph as one: what was parted at a hyphen inside a word («44-» «CTr/TU») is one
    again. Lines of prose part no dates and no ranks, as those of narrow cells do.

    >>> together(["số 44-", "CTr/TU về kinh tế -", "xã hội, ngày 15/11", "20 đơn vị"])
    'số 44-CTr/TU về kinh tế - xã hội, ngày 15/11 20 đơn vị'
    """
    return clean(_PARTED.sub(r"\1", "\n".join(line for line in lines if line)))


def _without_page_numbers(lines: Sequence[Line]) -> list[Line]:
    kept: list[Line] = []
    last = -1
    for line in lines:
        match = _PAGE_NUMBER.fullmatch(line.text)
        if match and line.part != TABLE and int(match[1]) > last:
            last = int(match[1])
        else:
            kept.append(line)
    return kept


def _mark_tables(lines: Sequence[Line]) -> None:
    """The lines of a table that came as text: from its heading «STT …» to the first that is none of its cells."""
    inside = False
    for line in lines:
        if fold(line.text).split(" ")[0] in ("stt", "tt"):
            inside = True
        elif inside and (re.match(r"[(+\-–•*]|[a-zđ]\)|[IVX]+\.", line.text) or len(line.text) > 60):
            inside = False
        if inside:
            line.part = TABLE


def _mark_notes(lines: Sequence[Line]) -> None:
    """Footnotes: «1 Có 210 …» where a word above ends with that digit; they end where the next begins, with their
    short last line, or with the page."""
    last, at = 0, 0
    while at < len(lines):
        match = _NOTE.match(lines[at].text)
        if lines[at].source.note:
            lines[at].part, lines[at].starts = NOTE, match is not None
        elif match and lines[at].part == BODY and int(match[1]) == last + 1 and _raise_mark(lines[:at], match[1]):
            last += 1
            end = _end_of_note(lines, at)
            lines[at].starts = True
            for line in lines[at:end]:
                line.part = NOTE
            at = end - 1
        at += 1


def _raise_mark(above: Sequence[Line], number: str) -> bool:
    mark = re.compile(rf"(?<=[^\W\d_]){number}(?![\w/.,-]*\w)|(?<=(?:19|20)\d\d){number}(?!\d)|(?<=[).,”]){number}$")
    for line in reversed(above[-_NOTE_REACH:]):
        found = list(mark.finditer(line.text)) if line.part == BODY else []
        if found:
            start, end = found[-1].span()
            line.text = line.text[:start] + number.translate(_SUPERSCRIPT) + line.text[end:]
            return True
    return False


def _end_of_note(lines: Sequence[Line], start: int) -> int:
    widest = len(lines[start].text)
    for at in range(start + 1, len(lines)):
        before, line = lines[at - 1], lines[at]
        if line.source.place.page != lines[start].source.place.page or _NOTE.match(line.text):
            return at
        if len(before.text) < 0.85 * max(widest, 1.1 * before.width):
            return at
        widest = max(widest, len(line.text))
    return len(lines)


def _mark_foot(lines: Sequence[Line]) -> None:
    """Whom it is sent to and who signs, up to an appendix."""
    inside = False
    for line in lines:
        folded = fold(line.text)
        if folded.startswith(_RECEIVERS) or (line.part == BODY and _SIGNATURE.match(line.text)):
            inside = True
        elif folded.startswith("phụ lục"):
            inside = False
        if inside:
            line.part = FOOT
