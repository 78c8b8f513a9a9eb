"""What the texts of a stored row stand for: its values as one tuple, each text looked at once."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import repeat
from typing import NamedTuple

from kehoach_xl.engine.remembered import Remembered
from kehoach_xl.engine.values import Value, from_cell
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.cells import RawCell
from kehoach_xl.ooxml.char_data import decoded
from kehoach_xl.ooxml.shapes import MOST_SHAPES, Block, Shape, Unusual, require_proper
from kehoach_xl.ooxml.text import decode_escapes
from kehoach_xl.ooxml.workbook import WorkbookParts

_NOT_PLAIN = re.compile(rb"[<>&\x00-\x08\x0b-\x1f]|_x")  # a text that takes more than decoding it


class Stored(NamedTuple):
    """What a row holds: its values from column 1 to the last that has one, and the columns of its formulas."""

    values: tuple[Value, ...]
    formulas: frozenset[int]


_stored_of = partial(tuple.__new__, Stored)  # a call into Python a row less
Made = Callable[[Sequence[Sequence[bytes]], int], Iterable[Stored]]


class Values:
    """The values of rows, made by one look-up a cell."""

    def __init__(self, parts: WorkbookParts, part: str) -> None:
        value = value_of(parts, part)

        def other(kind: str) -> Callable[[bytes], Value]:
            return lambda raw: value(RawCell(kind, text_of(raw), 0, None))

        by_kind = {kind: _proper(other(kind)) for kind in ("n", "s", "b", "e", "d")}
        by_kind |= dict.fromkeys(("str", "inlineStr"), _text)
        self._by_kind = {kind: Remembered(make).__getitem__ for kind, make in by_kind.items()}
        self._of_shape: dict[Shape, Made] = {}

    def of(self, block: Block) -> Iterable[Stored]:
        """What the rows of a block hold."""
        made = self._of_shape.get(block.shape)
        if made is None:
            if len(self._of_shape) >= MOST_SHAPES:
                self._of_shape.clear()
            made = self._of_shape[block.shape] = self._made(block.shape)
        return made(block.texts, len(block.numbers))

    def _made(self, shape: Shape) -> Made:
        formulas, always = shape.formulas, Stored((), shape.formulas)
        makers = {slot.column: (at, self._by_kind[slot.kind]) for at, slot in enumerate(shape.slots)
                  if slot.kind in self._by_kind}  # fmt: skip
        if not makers:
            return lambda _, count: repeat(always, count)
        columns = [makers.get(column) for column in range(1, shape.width + 1)]

        def made(texts: Sequence[Sequence[bytes]], _: int) -> Iterable[Stored]:
            values = [repeat(None) if one is None else map(one[1], texts[one[0]]) for one in columns]
            return map(_stored_of, zip(zip(*values, strict=False), repeat(formulas), strict=False))

        return made


def _text(raw: bytes) -> Value:
    if _NOT_PLAIN.search(raw):
        require_proper(raw)
        return decode_escapes(text_of(raw))
    return _decoded(raw)


def _proper(make: Callable[[bytes], Value]) -> Callable[[bytes], Value]:
    def made(raw: bytes) -> Value:
        require_proper(raw)
        return make(raw)

    return made


def text_of(raw: bytes) -> str:
    """The text that character data stands for. Raises Unusual for what is none."""
    if b"&" in raw or b"\r" in raw:
        found = decoded([raw], b"")
        if found is None:
            raise Unusual
        return found[0]
    return _decoded(raw)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise Unusual from error


def value_of(parts: WorkbookParts, part: str) -> Callable[[RawCell], Value]:
    """What a cell of a part holds. Raises Stop GATE_018 for one that holds what none can."""
    strings = parts.strings

    def string(index: int) -> str:
        return strings[index] if 0 <= index < len(strings) else ""

    def value(cell: RawCell) -> Value:
        try:
            return from_cell(cell, string, parts.date1904)
        except ValueError as error:
            raise Stop("GATE_018", name=parts.package.name, part=part, reason=str(error)) from error

    return value
