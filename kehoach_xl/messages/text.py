"""One entry of the catalogue."""

from typing import NamedTuple

LEVELS = {"error": "Lỗi", "warning": "Cảnh báo", "hint": "Gợi ý"}
"""What a person reads for the level of a finding, gravest first."""


class Text(NamedTuple):
    """The level, the sentence, and the remedy. A rule of «Kiểm tra» also has a ``title``, and where a decree says
    so its ``source``."""

    level: str
    says: str
    todo: str = ""
    title: str = ""
    source: str = ""
