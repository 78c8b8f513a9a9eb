"""What Word writes before the paragraphs of its lists: «1.», «1.2», «a)», «-» (ECMA-376 part 1, 17.9)."""

import re
from dataclasses import dataclass
from typing import Any

from kehoach_xl.intake.readers.word_package import child, is_on, local, value, whole

_LEVELS = 9
_HIGHEST = 100_000
_PRIVATE = {0xF02D: "-", 0xF02B: "+", 0xF0AD: "-", 0xF02A: "*"}  # of the fonts Symbol and Wingdings
_BULLETS = "\u2022\u25cf\u25cb\u25aa\u25a0\u25a1\u00b7\u00a7\u00d8\u00fc"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True)
class Level:
    """One level of a list: how its number is written, where it begins, after which level it begins again."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # None: after any higher level; 0: never; n: after level n (from 1) or higher
    legal: bool = False


class Numbering:
    """The lists of one document, counting on as its paragraphs come by."""

    def __init__(self, root: Any | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}  # a list that only names a style → that style
        self._styles: dict[str, str] = {}  # a style of lists → the list that defines it
        self._lists: dict[str, str] = {}
        self._changed: dict[str, dict[int, Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        for one in root if root is not None else ():
            if local(one) == "abstractNum":
                self._learn_abstract(one)
            elif local(one) == "num":
                self._learn_list(one)

    def _learn_abstract(self, element: Any) -> None:
        name = value(element, "abstractNumId") or ""
        levels = [one for one in element if local(one) == "lvl"]
        self._abstract[name] = {whole(value(one, "ilvl")): _level(one) for one in levels}
        if link := value(child(element, "numStyleLink")):
            self._links[name] = link
        if style := value(child(element, "styleLink")):
            self._styles[style] = name

    def _learn_list(self, element: Any) -> None:
        name = value(element, "numId") or ""
        self._lists[name] = value(child(element, "abstractNumId")) or ""
        self._changed[name], self._starts[name] = {}, {}
        for one in element:
            if local(one) != "lvlOverride":
                continue
            level = whole(value(one, "ilvl"))
            if (own := child(one, "lvl")) is not None:
                self._changed[name][level] = _level(own)
            if (start := child(one, "startOverride")) is not None:
                self._starts[name][level] = whole(value(start), 1)

    def label(self, number: tuple[str, int] | None) -> str:
        """The label of the next paragraph of a list, '' for none. Counts: call once for each paragraph, in order."""
        if number is None or number[0] not in self._lists:
            return ""
        name, at = number
        abstract = self._abstract_of(name)
        levels = {**self._abstract.get(abstract, {}), **self._changed[name]}
        if at not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        self._count(name, at, levels, counts)
        return _written(levels, at, counts)

    def _abstract_of(self, name: str) -> str:
        abstract = self._lists[name]
        return self._styles.get(self._links.get(abstract, ""), abstract)

    def _count(self, name: str, at: int, levels: dict[int, Level], counts: list[int | None]) -> None:
        """Lists of one definition count together; one with a start of its own begins there when first used."""
        level, own = levels[at], self._starts[name].get(at)
        now = counts[at]
        if own is not None and (name, at) not in self._begun:
            counts[at] = own
        else:
            counts[at] = level.start if now is None else min(now + 1, _HIGHEST)
        self._begun.add((name, at))
        for lower in range(at + 1, _LEVELS):
            after = levels.get(lower, Level()).restart
            if after is None or at < after:
                counts[lower] = None


def _level(element: Any) -> Level:
    restart = value(child(element, "lvlRestart"))
    return Level(
        value(child(element, "numFmt")) or "decimal", value(child(element, "lvlText")) or "",
        max(0, min(whole(value(child(element, "start")), 1), _HIGHEST)),
        None if restart is None else whole(restart), bool(is_on(child(element, "isLgl"), False)),
    )  # fmt: skip


def _written(levels: dict[int, Level], at: int, counts: list[int | None]) -> str:
    level = levels[at]
    if level.form == "none":
        return re.sub(r"%\d", "", level.text).strip()
    if level.form == "bullet":
        return bullet(level.text)

    def one(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        count = counts[index] if counts[index] is not None else levels.get(index, Level()).start
        assert count is not None
        return written(count, "decimal" if level.legal else levels.get(index, Level()).form)

    return re.sub(r"%([1-9])", one, level.text).strip()


def bullet(text: str) -> str:
    """The sign of a list as typed signs are: hyphen and plus stay, every blob is «•».

    >>> bullet("\\uf0b7"), bullet("o"), bullet("-"), bullet("+"), bullet("\\uf02d")
    ('•', '•', '-', '+', '-')
    """
    sign = "".join(_PRIVATE.get(ord(char), char) for char in text).strip()
    blob = sign in ("o", "v") or (sign and all("\ue000" <= char <= "\uf8ff" or char in _BULLETS for char in sign))
    return "•" if blob else sign


def written(count: int, form: str) -> str:
    """A number in one of Word's forms; those of other scripts as plain digits.

    >>> written(4, "upperRoman"), written(28, "lowerLetter"), written(3, "decimalZero"), written(7, "decimal")
    ('IV', 'bb', '03', '7')
    """
    if form in ("upperRoman", "lowerRoman") and 0 < count < 4000:
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    if form in ("upperLetter", "lowerLetter") and 0 < count < 1000:
        letters = chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)  # after z comes aa, then bb
        return letters.upper() if form == "upperLetter" else letters
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    found = ""
    for worth, sign in _ROMAN:
        times, count = divmod(count, worth)
        found += sign * times
    return found
