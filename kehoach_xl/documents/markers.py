"""What a paragraph of a plan is numbered with: I. / 1. / 1.1. / a) / (1) / - / + and their likes.

Letters follow the Vietnamese alphabet as documents count with it (a, b, c, d, đ, e, g, h …; Nghị định 30/2020/NĐ-CP,
Phụ lục I), or the Latin one.
"""

import re
from dataclasses import dataclass

from kehoach_xl.domain.text import clean

ROMAN, UPPER, ARABIC, DOTTED, LETTER, PAREN = "roman", "upper", "arabic", "dotted", "letter", "paren"
DASH, PLUS, STAR, BULLET = "dash", "plus", "star", "bullet"
# Every capital letter of the Vietnamese alphabet, for a class of letters in a pattern.
CAPITALS = "A-ZĐĂÂÊÔƠƯÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ"
BULLETS = (DASH, PLUS, STAR, BULLET)
NUMBERED = (UPPER, ROMAN, ARABIC, DOTTED, LETTER, PAREN)  # from the top down

_VIETNAMESE = "abcdđeghiklmnopqrstuvxy"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# A word, or one in quotation marks or brackets, or the percentage a goal begins with («3. 100% cơ quan …»).
_WORD = r"(?:(?=[^\W\d_]|[“\"«‘'(])|(?<=\s)(?=\d{1,3}(?:[.,]\d+)?\s?%))"
_PATTERNS = (
    (ROMAN, re.compile(r"([IVXLC]{1,7})(?:[.)]|/(?=\s)|\s?[-–](?=\s))\s*" + _WORD)),
    (DOTTED, re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})(?!\.?\d)[.)]?\s+" + _WORD)),
    (ARABIC, re.compile(r"(\d{1,2})(?:[.)]|/(?=\s))\s*" + _WORD)),
    (PAREN, re.compile(r"\((\d{1,2}|[a-zđ])\)\s*" + _WORD)),
    (LETTER, re.compile(r"([a-zđð])(?:\)\s*|[./]\s+)" + _WORD)),
    (UPPER, re.compile(r"([A-ZĐ])[./)]\s+" + _WORD)),
    (DASH, re.compile(r"([-–—−])\s*(?=[^\W_]|[“\"«‘'(])")),
    (PLUS, re.compile(r"(\+)\s*(?=[^\W_]|[“\"«‘'(])")),
    (STAR, re.compile(r"(\*{1,3})\s*(?=[^\W_]|[“\"«‘'(])")),
    (BULLET, re.compile(r"([•▪●○◦‣■□§➢✓]|o(?=\s))\s*(?=\S)")),
)  # fmt: skip
_SIGNS = {DASH: "-", PLUS: "+", STAR: "*", BULLET: "•"}


@dataclass(frozen=True, slots=True)
class Marker:
    """One reading of how a paragraph begins: ``label`` without its marks («1», «đ», «-»), ``printed`` with them, and
    the text after it."""

    kind: str
    label: str
    printed: str
    rest: str

    @property
    def first(self) -> bool:
        """Whether a row of such labels begins with it."""
        if self.kind == ROMAN:
            return self.label == "I"
        return self.label.lower() in ("a", "1") or (self.kind == DOTTED and self.label.endswith(".1"))

    def follows(self, label: str) -> bool:
        """Whether it is the next one after another label of its kind."""
        return self.after(label) == 1

    def after(self, label: str) -> int:
        """How many places after another label of its kind; 0 where that cannot be said."""
        if self.kind == DOTTED:
            head, _, last = self.label.rpartition(".")
            before, _, other = label.rpartition(".")
            return int(last) - int(other) if head == before else 0
        if self.kind == ROMAN:
            return roman(self.label) - roman(label)
        if self.label.isdigit() and label.isdigit():
            return int(self.label) - int(label)
        return _letters_between(label.lower(), self.label.lower())


def readings(text: str) -> list[Marker]:
    """Every way in which the beginning of a text may number it; «I.» is a Roman one or the letter I."""
    found = []
    for kind, pattern in _PATTERNS:
        match = pattern.match(text)
        if match and (kind != ROMAN or roman(match[1])):
            label = _SIGNS.get(kind) or match[1].replace("ð", "đ")
            found.append(Marker(kind, label, clean(match[0]), text[match.end() :]))
    return found


def of_label(label: str, text: str) -> Marker | None:
    """The marker of a paragraph that Word numbers by itself; any sign it knows no name for is a bullet."""
    printed = clean(label)
    if not printed:
        return None
    for one in (printed, f"{printed}."):
        for marker in readings(f"{one} x"):
            return Marker(marker.kind, marker.label, printed, text)
    return Marker(BULLET, "•", printed, text)


def roman(text: str) -> int:
    """The number a Roman numeral stands for, 0 when it is none.

    >>> roman("IV"), roman("XIV"), roman("IC")
    (4, 14, 0)
    """
    total = 0
    for letter, after in zip(text, [*text[1:], ""], strict=True):
        value = _ROMANS.get(letter, 0)
        total += -value if value < _ROMANS.get(after, 0) else value
    return total if text and text == _roman(total) else 0


def _roman(number: int) -> str:
    parts = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letters in parts:
        text += letters * (number // value)
        number %= value
    return text


def _letters_between(before: str, letter: str) -> int:
    ways = [order.index(letter) - order.index(before) for order in (_VIETNAMESE, _LATIN)
            if letter in order and before in order]  # fmt: skip
    return min((way for way in ways if way > 0), default=max(ways, default=0))
