"""What stands in the cells of a written part, and what its texts and numbers stand for.

Shares nothing with the reader and the splicer, not even how errors are spelt, so that a mistake there is seen here.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from html import unescape
from typing import Any

# Text, number, yes or no, the number of an error, nothing; or a formula: its text, kind, group and area.
Content = str | float | bool | int | None | tuple[str, str, str, str]
Strings = Callable[[], Sequence[str]]  # the table of shared texts, as it was written

ERRORS = {
    b"#DIV/0!": -2146826281, b"#N/A": -2146826246, b"#NAME?": -2146826259, b"#NULL!": -2146826288,
    b"#NUM!": -2146826252, b"#REF!": -2146826265, b"#VALUE!": -2146826273,
}  # fmt: skip
_EXACT: dict[type, Callable[[Any], object]] = {
    str: str.encode, bool: lambda one: (b"b", one), int: lambda one: (b"e", one),
}  # fmt: skip
_AS_THEY_ARE = {float, type(None)}
BOOLEANS = {b"1": True, b"0": False}
NUMERAL = rb"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
_NUMERAL = re.compile(NUMERAL)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_DIGITS = 7  # of an index


class Claims:
    """What the cells of a workbook make of its table of shared texts: at which index which text is meant, in UTF-8."""

    def __init__(self) -> None:
        self._texts: dict[int, bytes] = {}

    def agree(self, index: int, text: bytes) -> bool:
        """Whether no other text was meant there so far."""
        return self._texts.setdefault(index, text) == text

    def known(self, index: int) -> bytes | None:
        return self._texts.get(index)

    def hold(self, strings: Strings) -> bool:
        """Whether the table says so. ``strings`` is asked only when any cell points into it."""
        return not self._texts or all(
            index < len(strings()) and exact(unescaped(strings()[index])) == text for index, text in self._texts.items()
        )


def exact(content: Content) -> object:
    """A content as looks compare it: a text as its UTF-8, and yes or no and errors apart from numbers, as 1 and True
    are equal. What cannot be written stays what it is, and nothing that is found equals it."""
    if isinstance(content, tuple):  # one with names
        return tuple(content)
    try:
        return _EXACT[type(content)](content) if type(content) in _EXACT else content
    except UnicodeEncodeError:
        return content


def exact_column(contents: Sequence[Content]) -> list[object]:
    """Many at once, mostly of one kind."""
    kinds = set(map(type, contents))
    if kinds == {str}:
        with suppress(UnicodeEncodeError):
            return list(map(str.encode, contents))
    return list(contents if kinds <= _AS_THEY_ARE else map(exact, contents))


def index_of(raw: bytes) -> int | None:
    return int(raw) if raw.isdigit() and len(raw) <= _MOST_DIGITS else None


def number_of(raw: bytes) -> float | None:
    return float(raw) if _NUMERAL.fullmatch(raw) else None


def text_of(raw: bytes) -> str | None:
    """What character data stands for that expat sees too; None where that takes more than a look."""
    if b"\r" in raw or b"&#" in raw:
        return None
    text = raw.decode(errors="replace")  # what is no UTF-8 expat refuses, if not yet, then with the rest of its piece
    return unescape(text) if "&" in text else text


def utf8_of(raw: bytes) -> object:
    """What character data of a cell stands for, as :func:`exact` has it; None where that takes more than a look."""
    if b"&" not in raw and b"_x" not in raw and b"\r" not in raw:
        return raw
    text = text_of(raw)
    return None if text is None else exact(unescaped(text))


def same_text(written: str | None, meant: str) -> bool:
    return written == meant or (written is not None and unescaped(written) == meant)


def unescaped(text: str) -> str:
    """``_x000D_`` and its like as what they stand for; two may be halves of one character."""
    if "_x" not in text:
        return text
    units = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace")


def column_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
