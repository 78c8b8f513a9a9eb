"""Rows as they were written, for the second opinion: what equal rows have in common is learnt once from their bytes.

Of a row of a known form every byte is accounted for: it repeats a row that expat has read, but for its number and its
texts, and of those expat is given the texts. That takes a tenth of reading the whole row. Shares nothing with the
reader and the splicer.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from itertools import pairwise
from typing import Any, NamedTuple

from kehoach_xl.engine.remembered import Remembered
from kehoach_xl.engine.values import ERROR_TEXTS, Value
from kehoach_xl.ooxml.cells import Formula

Content = Value | Formula
Strings = Callable[[], Sequence[str]]  # the table of shared texts, as it was written

_TAG = re.compile(rb'<row r="([1-9][0-9]*)"([^<>/]*)>')
_CELL = re.compile(
    rb'<c r="([A-Z]+)([1-9][0-9]*)"(?: s="[0-9]+")?(?: t="([A-Za-z]+)")?(?:/>|>(?:'
    rb'<f t="shared" si="([0-9]+)"/>|<f>([^<]*)</f>|<v>([^<]*)</v>|'
    rb'<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)</c>)'
)
_FOLLOWER, _FORMULA, _VALUE, _INLINE = 4, 5, 6, 7  # groups of a cell
_NUMERAL = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_SEEN = 4  # rows of a form before a pattern is made of it
_MOST = 12  # patterns: a sheet of unlike rows is not worth theirs
_KEPT = 1_000  # of what is remembered about unlike rows
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_OTHERWISE = object()  # no content equals it


class Form:
    """What rows have in common. ``match`` gives number, attributes and texts; ``kinds``: by column what its cell holds
    («f» for a formula, «si» for one that shares the text of another, "" for nothing), ``places``: by column which of
    these groups is its text."""

    def __init__(self, text: bytes, tag: re.Match[bytes], cells: Sequence[re.Match[bytes]]) -> None:
        pieces = [rb'<row r="([1-9][0-9]*)"([^<>/]*)>']
        self.kinds: dict[int, str] = {}
        self.places: dict[int, int] = {}
        at = tag.end()
        for cell in cells:
            column = column_of(cell[1].decode())
            pieces += [re.escape(text[at : cell.start(2)]), rb"\1"]
            at = cell.end(2)
            self.kinds[column], group = _held(cell)
            if group:
                self.places[column] = len(self.places) + 2
                pieces += [re.escape(text[at : cell.start(group)]), rb"([^<]*)"]
                at = cell.end(group)
        self.match = re.compile(b"".join([*pieces, re.escape(text[at:])])).fullmatch
        self._plans: dict[tuple[object, ...], _Plan | None] = {}

    def holds(self, groups: Sequence[bytes], expected: Mapping[int, Content], meanings: "Meanings") -> bool:
        """Whether a row of this form with these groups surely has the ``expected`` cells."""
        contents = list(expected.values())
        key = (*expected, *map(type, contents))
        plan = self._plans.get(key, _UNKNOWN)
        if plan is _UNKNOWN:
            if len(self._plans) >= _KEPT:
                self._plans.clear()
            plan = self._plans[key] = self._plan(expected, meanings)
        if plan is None:
            return False
        if plan.blank:
            contents = [one for one in contents if one is not None]
        return [mean(groups[place]) for mean, place in plan.cells] == contents

    def _plan(self, expected: Mapping[int, Content], meanings: "Meanings") -> "_Plan | None":
        """How to look for contents of these types; None when they cannot be there."""
        cells = []
        for column, content in expected.items():
            kind = self.kinds.get(column, "")
            if kind not in _MAY_HOLD.get(type(content), ()):
                return None
            if content is not None:
                cells.append((meanings.of_kind[kind].__getitem__, self.places[column]))
        return _Plan(cells, len(cells) < len(expected))


class _Plan(NamedTuple):
    """``cells``: what gives the meaning of a text, and which; ``blank``: whether some cells are to hold nothing."""

    cells: list[tuple[Callable[[bytes], object], int]]
    blank: bool


_UNKNOWN: Any = object()
_MAY_HOLD: dict[type, tuple[str, ...]] = {
    str: ("s", "inlineStr"), float: ("n",), bool: ("b",), int: ("e",), Formula: ("f", "si"), type(None): ("",)
}  # fmt: skip


def _held(cell: re.Match[bytes]) -> tuple[str, int]:
    """What a cell holds, and the group of its text (0 for none); "?" for what no content is written as."""
    group = next((number for number in (_FOLLOWER, _FORMULA, _VALUE, _INLINE) if cell[number] is not None), 0)
    kind = cell[3].decode() if cell[3] else "n"
    if group == _INLINE or kind == "inlineStr":
        return ("inlineStr" if group == _INLINE and kind == "inlineStr" else "?" if group else ""), group
    if group in (_FOLLOWER, _FORMULA):
        return "si" if group == _FOLLOWER else "f", group
    return kind if group else "", group


class Forms:
    """The forms of rows met so far. ``find`` is for rows that came after it was shown others by ``learn``."""

    def __init__(self) -> None:
        self._known: list[Form] = []
        # By the number of quotation marks of a row: rows of other forms mostly have more cells, or fewer. To find out
        # that a pattern does not match takes as long as a match.
        self._likely: dict[int, Form] = {}
        self._seen: dict[object, int] = {}
        self._attributes: set[bytes] = set()

    def find(self, text: bytes) -> tuple[Form, tuple[bytes, ...]] | None:
        """The form of a row (``text`` is what stands before its end tag), and its groups."""
        quotes = text.count(b'"') if len(self._known) > 1 else 0
        likely = self._likely.get(quotes)
        for form in (likely, *self._known) if likely else self._known:
            if found := form.match(text):
                self._likely[quotes] = form
                groups = found.groups()
                return (form, groups) if groups[1] in self._attributes else None
        return None

    def learn(self, text: bytes) -> None:
        """Look at a row that expat reads whole."""
        tag = _TAG.match(text)
        if tag is None:
            return
        if len(self._attributes) < _KEPT:
            self._attributes.add(tag[2])
        if len(self._known) == _MOST:
            return
        cells = list(_CELL.finditer(text, tag.end()))
        ends = [tag.end(), *(cell.end() for cell in cells)]
        if ends[-1] != len(text) or any(cell.start() != end for cell, end in zip(cells, ends, strict=False)):
            return
        columns = [column_of(cell[1].decode()) for cell in cells]
        if any(left >= right for left, right in pairwise(columns)) or any(cell[2] != tag[1] for cell in cells):
            return
        key = tuple(_spelled(text, cells))
        if len(self._seen) >= _KEPT:
            self._seen.clear()
        self._seen[key] = self._seen.get(key, 0) + 1
        if self._seen[key] == _SEEN:
            self._known.append(Form(text, tag, cells))


def _spelled(text: bytes, cells: Sequence[re.Match[bytes]]) -> Iterator[bytes]:
    """What rows of one form have in common."""
    for cell in cells:
        _, group = _held(cell)
        begin, end = cell.span(group) if group else (cell.end(), cell.end())
        yield cell[1] + text[cell.end(2) : begin] + text[end : cell.end()]


class Meanings:
    """What texts of cells stand for, by the kind of the cell; each is looked at once."""

    def __init__(self, strings: Strings) -> None:
        def shared(raw: bytes) -> object:
            return unescaped(strings()[int(raw)]) if raw.isdigit() and int(raw) < len(strings()) else _OTHERWISE

        errors = {text.encode(): code for code, text in ERROR_TEXTS.items()}
        booleans = {b"1": True, b"0": False}
        make: dict[str, Callable[[bytes], object]] = {
            "s": shared,
            "inlineStr": _inline,
            "n": number_of,
            "b": lambda raw: booleans.get(raw, _OTHERWISE),
            "e": lambda raw: errors.get(raw, _OTHERWISE),
            "f": lambda raw: Formula(text, "normal", "", "") if (text := text_of(raw)) is not None else _OTHERWISE,
            "si": lambda raw: Formula("", "shared", raw.decode(), ""),
        }
        self.of_kind = {kind: Remembered(one) for kind, one in make.items()}


def number_of(raw: bytes) -> float | None:
    return float(raw) if _NUMERAL.fullmatch(raw) else None


def _inline(raw: bytes) -> object:
    text = text_of(raw)
    return _OTHERWISE if text is None else unescaped(text)


def text_of(raw: bytes) -> str | None:
    """What character data stands for that expat sees too; None where that takes more than a look."""
    if b"\r" in raw or b"&#" in raw:
        return None
    text = raw.decode(errors="replace")  # what is no UTF-8 expat refuses, if not yet, then with the rest of its piece
    return unescape(text) if "&" in text else text


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
