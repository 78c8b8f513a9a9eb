"""One entry of the catalogue."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The level, the sentence, and the remedy. A rule of «Kiểm tra» also has a ``title``, and where a decree says
    so its ``source``."""

    level: str
    says: str
    todo: str = ""
    title: str = ""
    source: str = ""
