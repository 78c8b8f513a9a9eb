"""What the pieces hold and lead to that written rows are cut into, remembered; Expat is given each of them once.

Cells of a column that look alike but for a text or a value, which are mostly different, are taken many at once.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kehoach_xl.written.texts import (
    BOOLEANS,
    ERRORS,
    NUMERAL,
    Claims,
    exact,
    index_of,
    number_of,
    text_of,
    utf8_of,
)

BEGIN, HEAD = b"<", b"^"  # what leads to the number of a row; what stands before the letters of its first cell
_BEGIN = b'<row r="'
_HEAD = re.compile(rb'([^<>/]*)><c r="([A-Z]{1,3})')
_CELL = re.compile(
    rb'((?: s="[0-9]+")?(?: t="([A-Za-z]+)")?(?:/>|>(?:'
    rb'(<f(?: t="(shared)")?(?: ref="([A-Z0-9:]+)")?(?: si="([0-9]+)")?(?:/>|>([^<]*)</f>))|'
    rb"<v>([^<]*)</v>|"
    rb'<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)</c>))(?:<c r="([A-Z]{1,3}))?'
)
_TEXT = re.compile(
    rb'((?: s="[0-9]+")? t="inlineStr"><is><t(?: xml:space="preserve")?>)[^<]*(</t></is></c>(?:<c r="([A-Z]{1,3}))?)'
)
_VALUE = re.compile(rb'((?: s="[0-9]+")?(?: t="s")?><v>)[^<]*(</v></c>(?:<c r="([A-Z]{1,3}))?)')
_NUMERALS, _INDEXES = re.compile(rb"(?:%s\0)+" % NUMERAL), re.compile(rb"(?:[0-9]{1,7}\0)+")
_JOINT = b"\0"  # expat refuses it
_KEPT = 1 << 23  # bytes that are remembered, about: memory does not grow with a sheet of which all differs
_FOR_ONE = 150  # bytes beside those of a piece
_OTHERWISE = object()  # no content equals it


class Shared(NamedTuple):
    """What a cell holds that points into the table of shared texts, at a place where no text was claimed so far."""

    index: int


class Texts(NamedTuple):
    """What cells of a column hold, each as ``texts.exact`` has it, and the column that their pieces lead to."""

    texts: list[object]
    leads_to: bytes


class Pieces:
    """``leads_to``: by piece the letters of the column that it begins, b"" for the last of a row. ``meant``: by piece
    what the cell that it ends holds. ``fresh``: what expat has yet to read is added."""

    def __init__(self, claims: Claims, fresh: list[bytes]) -> None:
        self._claims, self._fresh = claims, fresh
        self.leads_to: dict[bytes, bytes] = {_BEGIN: BEGIN}
        self.meant: dict[bytes, object] = {}
        self._held = 0

    def begin(self) -> None:
        """With the next rows."""
        if self._held > _KEPT:
            self.leads_to = {_BEGIN: BEGIN}
            self.meant.clear()
            self._held = 0

    def learn(self, column: Iterable[bytes]) -> set[bytes | None]:
        """What these pieces lead to; None among it when one cannot be known."""
        pieces = {*column}
        new = [piece for piece in pieces if piece not in self.leads_to]
        if new and not self._learn_alike(new):
            for piece in new:
                self._learn(piece)
        return {*map(self.leads_to.get, pieces)}

    def texts(self, column: Sequence[bytes]) -> Texts | None:
        """Of pieces that differ in their texts only; nothing of them is remembered. None for others."""
        form = _TEXT.fullmatch(column[0])
        texts, written = _between(column, form[1], form[2]) if form else ((), b"")
        if not form or not texts or b"\r" in written or b"&#" in written:
            return None
        self._fresh.append(b'<c r="A1"%s%s</t></is></c>' % (form[1], written))
        plain = b"&" not in written and b"_x" not in written
        return Texts(texts if plain else list(map(utf8_of, texts)), form[3] or b"")

    def _learn(self, piece: bytes) -> None:
        if cell := _CELL.fullmatch(piece):
            self._fresh.append(b'<c r="A1"%s' % cell[1])
            self._keep([piece], [self._content(cell)], cell[10] or b"")
        elif head := _HEAD.fullmatch(piece):
            self._fresh.append(b'<row r="1"%s/>' % head[1])
            self._keep([piece], [_OTHERWISE], HEAD + head[2])

    def _learn_alike(self, pieces: list[bytes]) -> bool:
        """Of pieces that differ only in their numbers or in where they point in the table."""
        form = _VALUE.fullmatch(pieces[0])
        values, written = _between(pieces, form[1], form[2]) if form else ((), b"")
        shared = form and b' t="s"' in form[1]
        if not form or not (_INDEXES if shared else _NUMERALS).fullmatch(_JOINT.join((*values, b""))):
            return False
        self._fresh.append(b'<c r="A1"%s%s</v></c>' % (form[1], written))
        meant = [self._shared(int(one)) for one in values] if shared else list(map(float, values))
        self._keep(pieces, meant, form[3] or b"")
        return True

    def _keep(self, pieces: list[bytes], meant: Sequence[object], leads_to: bytes) -> None:
        self.leads_to.update(dict.fromkeys(pieces, leads_to))
        self.meant.update(zip(pieces, meant, strict=True))
        self._held += sum(map(len, pieces)) + _FOR_ONE * len(pieces)

    def _content(self, cell: re.Match[bytes]) -> object:
        _, kind, formula, shared, ref, group, text, raw, inline, _ = cell.groups()
        if inline is not None:
            found = utf8_of(inline) if kind == b"inlineStr" else None
            return _OTHERWISE if found is None else found
        if formula is not None:
            own = text_of(text or b"")
            place = (group or b"").decode(), (ref or b"").decode()
            return _OTHERWISE if own is None else (own, "shared" if shared else "normal", *place)
        return None if raw is None else self._value(kind or b"n", raw)

    def _value(self, kind: bytes, raw: bytes) -> object:
        if kind == b"n":
            number = number_of(raw)
            return _OTHERWISE if number is None else number
        if kind == b"s":
            index = index_of(raw)
            return _OTHERWISE if index is None else self._shared(index)
        value = BOOLEANS.get(raw) if kind == b"b" else ERRORS.get(raw) if kind == b"e" else None
        return _OTHERWISE if value is None else exact(value)

    def _shared(self, index: int) -> object:
        known = self._claims.known(index)
        return Shared(index) if known is None else known


def _between(pieces: Sequence[bytes], head: bytes, tail: bytes) -> tuple[list[bytes], bytes]:
    """What each of them has between ``head`` and ``tail``, and that with spaces between; nothing when they do not all
    begin and end so, or have elements there.

    Joined they are cut where one ends and the next begins. Nothing that is left holds what joins them, and there is as
    much of it as pieces: so each joint was cut, and each is all of its piece's own."""
    joined = _JOINT.join(pieces)
    own = joined[len(head) : -len(tail)].split(tail + _JOINT + head)
    left = b" ".join(own)
    right = len(own) == len(pieces) and joined.startswith(head) and joined.endswith(tail)
    return (own, left) if right and b"<" not in left and _JOINT not in left else ([], b"")
