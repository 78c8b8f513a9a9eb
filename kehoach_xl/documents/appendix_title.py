"""What stands above an appendix: «Phụ lục», its name, and the plan it belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kehoach_xl.domain.text import clean, fold
from kehoach_xl.intake.content import NOWHERE, Content, Paragraph, Place

_APPENDIX = re.compile(r"phụ lục(?: (?:số )?[0-9ivx]{1,4})?[.:]?")
# So many paragraphs or lines a title may run over.
LONGEST = 14


@dataclass(frozen=True)
class Title:
    """The printed lines, each whole, and the blocks they stand in."""

    lines: tuple[str, ...] = ()
    used: frozenset[int] = frozenset()
    place: Place = NOWHERE

    def __bool__(self) -> bool:
        return bool(self.lines)


def title_before(content: Content, end: int) -> Title:
    """The title that ends right above a block; nothing when no line «Phụ lục» stands near above it."""
    for start in range(end - 1, -1, -1):
        block = content.blocks[start]
        if not isinstance(block, Paragraph):
            break
        texts = [one for one in range(start, end) if content.blocks[one].text.strip()]
        if len(texts) > LONGEST:
            break
        if _APPENDIX.fullmatch(fold(block.text)):
            lines = whole_lines([content.blocks[one].text for one in texts])
            return Title(lines, frozenset(range(start, end)), block.place)
    return Title()


def whole_lines(texts: Sequence[str]) -> tuple[str, ...]:
    """Lines put together where one goes on in the next: capitals after capitals, and inside brackets."""
    made: list[str] = []
    for text in map(clean, texts):
        above = made[-1] if made else ""
        capitals = above.isupper() and text.isupper() and not _APPENDIX.fullmatch(fold(above))
        if above and (capitals or above.count("(") > above.count(")")):
            made[-1] = f"{above} {text}"
        elif text:
            made.append(text)
    return tuple(made)
