"""What the styles of a Word document say of a paragraph: bold, centred, numbered; each style inherits from another."""

from dataclasses import dataclass
from typing import Any

from kehoach_xl.intake.readers.word_package import child, is_on, local, value, whole

_DEEPEST = 30  # styles based on styles; a circle ends too


@dataclass(frozen=True)
class Style:
    """One style as written; None where it says nothing."""

    parent: str
    bold: bool | None
    alignment: str | None
    number: tuple[str, int] | None  # the list's id ('0': none) and its level
    hidden: bool | None
    font: str


class Styles:
    """The styles of one document by id."""

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default = ""
        for one in root if root is not None else ():
            if local(one) == "style" and (name := value(one, "styleId")):
                self._styles[name] = style_of(one, value(child(one, "basedOn")) or "")
                if value(one, "type") == "paragraph" and value(one, "default") in ("1", "true", "on"):
                    self.default = name

    def chain(self, name: str) -> list[Style]:
        """A style and those it is based on, the nearest first."""
        found: list[Style] = []
        while name in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[name])
            name = found[-1].parent
        return found


def style_of(element: Any, parent: str = "") -> Style:
    """What an element with ``pPr`` and ``rPr`` inside says."""
    text, paragraph = child(element, "rPr"), child(element, "pPr")
    bold = is_on(child(text, "b")) if text is not None else None
    hidden = is_on(child(text, "vanish")) if text is not None else None
    alignment = value(child(paragraph, "jc")) if paragraph is not None else None
    return Style(parent, bold, alignment, number_of(paragraph), hidden, font_of(text))


def number_of(paragraph: Any | None) -> tuple[str, int] | None:
    """The list and the level that a ``pPr`` names. A style may leave out the level, which is then the first."""
    numbering = child(paragraph, "numPr") if paragraph is not None else None
    if numbering is None or (number := value(child(numbering, "numId"))) is None:
        return None
    return number, max(0, min(whole(value(child(numbering, "ilvl"))), 8))


def font_of(text: Any | None) -> str:
    fonts = child(text, "rFonts") if text is not None else None
    return value(fonts, "ascii") or value(fonts, "hAnsi") or ""
