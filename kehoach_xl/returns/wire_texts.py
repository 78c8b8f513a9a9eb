"""Texts on the wire, each once; and what stands locked in a form: ids and wordings, the same in hundreds of files."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from kehoach_xl.domain.progress import LONGEST, OUTER, cell_length
from kehoach_xl.intake.bounds import CELLS, LETTERS
from kehoach_xl.intake.wire_shapes import Garbled, packed, unpacked
from kehoach_xl.returns.form import Given

# Between texts: a character that no cell can hold, so that none of them has it.
_BETWEEN = "\x1f"
_UNSTORABLE = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1f"})
_NONCHARACTERS = ("\ufffe", "\uffff")
_NEVER_LEFT = ("\r", "\v", "\f", "\xa0")
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
    too_long = letters > LONGEST_TEXT and max(map(len, texts)) > LONGEST_TEXT
    if too_long or any(one in told for one in _NONCHARACTERS):
        raise Garbled("no cell holds such texts")
    return texts, letters


def believe_answers(data: bytes) -> tuple[list[str], int]:
    """As :func:`believe_texts`, of texts that :func:`kehoach_xl.domain.progress.tidy` leaves as they are."""
    texts, letters = believe_texts(data)
    told = "\n".join(texts)  # no part of a letter: together they are composed if each of them is
    too_long = 2 * letters > LONGEST and any(cell_length(one) > LONGEST for one in texts)
    if too_long or any(one in told for one in _NEVER_LEFT) or not unicodedata.is_normalized("NFC", told):
        raise Garbled("no reader leaves a text like this")
    if not all(texts) or [one.strip(OUTER) for one in texts] != texts:
        raise Garbled("no reader leaves a text like this")
    return texts, letters


def pack_given(given: Given) -> tuple[bytes, bytes]:
    """Ids and locked cells, column by column: their texts, and which of them stand there."""
    return (_packed_once if sum(map(len, chain(*_columns(given)))) <= _TEXTS else _packed)(*_columns(given))


def _columns(given: Given) -> Sequence[tuple[str, ...]]:
    return [given.ids, *given.texts]


def _packed(*columns: tuple[str, ...]) -> tuple[bytes, bytes]:
    texts = dict.fromkeys(chain.from_iterable(columns))
    texts.pop("", None)
    at = {one: number for number, one in enumerate(["", *texts])}.__getitem__
    return pack_texts([*texts]), packed(list(map(at, chain.from_iterable(columns))))


def believe_given(texts: bytes, numbers: bytes, names: tuple[str, ...], count: int) -> tuple[Given, int]:
    """The inverse of :func:`pack_given`, of ``count`` rows, and how many letters all of it has. Raises Garbled, or
    IndexError where no such text is."""
    known = len(texts) <= _TEXTS and len(numbers) <= _NUMBERS
    return (_believed_once if known else _believed)(texts, numbers, names, count)


def _believed(texts: bytes, numbers: bytes, names: tuple[str, ...], count: int) -> tuple[Given, int]:
    told, letters = believe_texts(texts)
    at = unpacked(numbers, CELLS * (1 + len(names)))
    if len(at) != count * (1 + len(names)):
        raise Garbled("columns of other lengths")
    cells = tuple(map(["", *told].__getitem__, at))
    ids, *columns = (cells[start : start + count] for start in range(0, len(cells), count)) if count else [()]
    return Given(names, ids, tuple(columns) or ((),) * len(names)), letters


_packed_once, _believed_once = lru_cache(_PAIRS)(_packed), lru_cache(_PAIRS)(_believed)
