"""What the texts of a stored row stand for: its values as one tuple, each text looked at once."""

import contextlib
import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import repeat
from typing import NamedTuple

from kehoach_xl.engine.remembered import MOST
from kehoach_xl.engine.values import Value, from_cell
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.cells import RawCell
from kehoach_xl.ooxml.char_data import decoded
from kehoach_xl.ooxml.shapes import MOST_SHAPES, Block, Shape, Unusual, require_proper
from kehoach_xl.ooxml.text import decode_escapes
from kehoach_xl.ooxml.workbook import WorkbookParts

_ODD = re.compile(rb"[>&\x00-\x08\x0b-\x1f]")  # that, or «_x», in a text: it takes more than decoding it
_BETWEEN = b"<"  # stands in no stored text
_DIGITS = 10  # more have indices of texts in no file


class Stored(NamedTuple):
    """What a row holds: its values from column 1 to the last that has one, and the columns of its formulas."""

    values: tuple[Value, ...]
    formulas: frozenset[int]


_stored_of = partial(tuple.__new__, Stored)  # a call into Python a row less
Made = Callable[[Sequence[Sequence[bytes]], int], Iterable[Stored]]


class _Known(dict[bytes, Value]):
    """What stored texts of one kind met lately stand for; those that are new are looked at together."""

    def __init__(self, values_of: Callable[[Sequence[bytes]], Iterable[Value]]) -> None:
        self._values_of = values_of

    def of(self, raws: Sequence[bytes]) -> Iterable[Value]:
        """The values of a column; often all its cells say the same."""
        if raws[0] == raws[-1] and raws.count(raws[0]) == len(raws):
            return repeat(self._each(raws[:1])[0], len(raws))
        return self._each(raws)

    def _each(self, raws: Sequence[bytes]) -> list[Value]:
        """All at once, as the next column may take their place."""
        with contextlib.suppress(KeyError):
            return list(map(self.__getitem__, raws))
        new = {*raws}.difference(self)
        if len(new) == len(raws):  # keys of rows, which will not come again
            return list(self._values_of(raws))
        if len(self) + len(new) > MOST:
            self.clear()
            new = {*raws}
        self.update(zip(new, self._values_of([*new]), strict=True))
        return list(map(self.__getitem__, raws))


class Values:
    """The values of rows, made by one look-up a cell."""

    def __init__(self, parts: WorkbookParts, part: str) -> None:
        value, strings = value_of(parts, part), parts.strings

        def others(kind: str, raws: Iterable[bytes]) -> Iterable[Value]:
            for raw in raws:
                require_proper(raw)
                yield value(RawCell(kind, text_of(raw), 0, None))

        def shared(raws: Sequence[bytes]) -> Iterable[Value]:
            if all(map(bytes.isdigit, raws)) and max(map(len, raws)) < _DIGITS:
                numbers = list(map(int, raws))
                if max(numbers) < len(strings):
                    return map(strings.__getitem__, numbers)
            return others("s", raws)

        def numbers(raws: Sequence[bytes]) -> Iterable[Value]:
            if not _ODD.search(_BETWEEN.join(raws)):
                with contextlib.suppress(ValueError):
                    return list(map(float, raws))
            return others("n", raws)

        made = {"s": shared, "n": numbers} | {kind: partial(others, kind) for kind in ("b", "e", "d")}
        # By kind of cell, what makes the values of a column of its texts.
        self._by_kind = {kind: _Known(values_of).of for kind, values_of in made.items()}
        self._by_kind |= dict.fromkeys(("str", "inlineStr"), _Known(_all_decoded).of)
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
            values = [repeat(None) if one is None else one[1](texts[one[0]]) for one in columns]
            return map(_stored_of, zip(zip(*values, strict=False), repeat(formulas), strict=False))

        return made


def _all_decoded(raws: Sequence[bytes]) -> Iterable[Value]:
    """What stored texts stand for."""
    whole = _BETWEEN.join(raws)
    if _ODD.search(whole) or b"_x" in whole:
        return map(_text, raws)
    return _decoded(whole).split(_BETWEEN.decode())


def _text(raw: bytes) -> Value:
    require_proper(raw)
    return decode_escapes(text_of(raw))


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
