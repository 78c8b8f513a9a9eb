"""Where the lines of a printed document stand: read from its PDF by pdfminer, in millimetres from the top left."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTContainer, LTCurve, LTPage, LTTextLine

POINT = 25.4 / 72


@dataclass(frozen=True)
class Line:
    """One line of text: ``fonts`` are (name, size) of its letters."""

    page: int
    text: str
    left: float
    right: float
    top: float
    fonts: frozenset[tuple[str, float]]

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Rule:
    """One drawn line."""

    page: int
    left: float
    right: float
    top: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float


def laid_out(pdf: Path) -> tuple[list[Page], list[Line], list[Rule]]:
    """Pages, lines of text from top to bottom, and level rules."""
    pages, lines, rules = [], [], []
    for number, page in enumerate(extract_pages(pdf, laparams=LAParams(boxes_flow=None)), start=1):
        pages.append(Page(page.width * POINT, page.height * POINT))
        for one in _within(page):
            if isinstance(one, LTTextLine) and one.get_text().strip():
                letters = [letter for letter in one if isinstance(letter, LTChar) and letter.get_text().strip()]
                fonts = frozenset((letter.fontname.rpartition("+")[2], round(letter.size, 1)) for letter in letters)
                left, right = min(one.x0 for one in letters), max(one.x1 for one in letters)
                top = page.height - one.y1
                lines.append(Line(number, one.get_text().strip(), left * POINT, right * POINT, top * POINT, fonts))
            elif isinstance(one, LTCurve) and one.height < 2:
                rules.append(Rule(number, one.x0 * POINT, one.x1 * POINT, (page.height - one.y1) * POINT))
    return pages, sorted(lines, key=lambda one: (one.page, one.top, one.left)), rules


def _within(one: LTPage | LTContainer[Any]) -> Iterator[Any]:
    for child in one:
        yield child
        if isinstance(child, LTContainer) and not isinstance(child, LTTextLine):
            yield from _within(child)
