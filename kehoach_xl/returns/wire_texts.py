"""Texts on the wire, each once; and what stands locked in a form: ids and wordings, the same in hundreds of files."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from kehoach_xl.domain.progress import LONGEST
from kehoach_xl.intake.bounds import CELLS, LETTERS
from kehoach_xl.intake.wire_shapes import Garbled, packed, unpacked
from kehoach_xl.returns.form import FormRow, Locked, locked_rows

# Between texts: a character that no cell can hold, so that none of them has it.
_BETWEEN = "\x1f"
_UNSTORABLE = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1f"})
_NONCHARACTERS = ("\ufffe", "\uffff")
# Letters of one text: composing it anew may lengthen what a cell held.
LONGEST_TEXT = 4 * LONGEST
# Bytes of texts and of numbers that are worth remembering, and how many such pairs: some ten megabytes at most.
_TEXTS, _NUMBERS, _PAIRS = 64 << 10, 16 << 10, 32


def pack_texts(texts: Sequence[str]) -> bytes:
    """Texts of cells as one blob; none of them is empty but where it is the only one."""
    return _BETWEEN.join(texts).encode("utf-8", "replace")


def believe_texts(data: bytes) -> tuple[list[str], int]:
    """The texts of a blob, and how many letters they have. Half a surrogate pair is refused by the decoder."""
    if not data:
        return [], 0
    if len(data.translate(None, _UNSTORABLE)) != len(data):
        raise Garbled("no cell holds such texts")
    told = data.decode("utf-8")
    between = told.count(_BETWEEN)
    letters = len(told) - between
    if between > CELLS or letters > LETTERS:
        raise Garbled("no workbook holds so many texts")
    texts = told.split(_BETWEEN)
    if max(map(len, texts)) > LONGEST_TEXT or any(one in told for one in _NONCHARACTERS):
        raise Garbled("no cell holds such texts")
    return texts, letters


class Given(NamedTuple):
    """What a form was sent with: the ids and locked cells of its rows, and how many letters all of it has."""

    ids: Sequence[str]
    locked: Sequence[Locked]
    letters: int


def pack_given(rows: Sequence[FormRow], names: Sequence[str]) -> list[bytes]:
    """Ids and locked cells, column by column: their texts, and which of them stand there."""
    columns = [[row.id for row in rows], *([row.locked.cells[name] for row in rows] for name in names)]
    texts = dict.fromkeys(chain.from_iterable(columns))
    texts.pop("", None)
    at = {one: number for number, one in enumerate(["", *texts])}.__getitem__
    return [pack_texts([*texts]), packed(list(map(at, chain.from_iterable(columns))))]


def believe_given(texts: bytes, numbers: bytes, names: tuple[str, ...], count: int) -> Given:
    """The inverse of :func:`pack_given`, of ``count`` rows. Raises Garbled, or IndexError where no such text is."""
    known = len(texts) <= _TEXTS and len(numbers) <= _NUMBERS
    return (_remembered if known else _given)(texts, numbers, names, count)


def _given(texts: bytes, numbers: bytes, names: tuple[str, ...], count: int) -> Given:
    told, letters = believe_texts(texts)
    at = unpacked(numbers, CELLS * (1 + len(names)))
    if len(at) != count * (1 + len(names)):
        raise Garbled("columns of other lengths")
    cells = list(map(["", *told].__getitem__, at))
    ids, *columns = (cells[start : start + count] for start in range(0, len(cells), count)) if count else [[]]
    return Given(ids, list(locked_rows(names, columns, count)), letters)


_remembered = lru_cache(_PAIRS)(_given)
