"""The smallest shapes that the parent believes, one by one or in whole lists at once."""

import math
import struct
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, TypeVar

from kehoach_xl.intake.bounds import CELLS
from kehoach_xl.messages import Message

_MOST = 1 << 63

T = TypeVar("T")


class Garbled(Exception):
    """The other side said something that is not of this language, or stopped in the middle."""


def optional(value: Any, read: Callable[[Any], T]) -> T | None:
    return None if value is None else read(value)


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise Garbled("a text is wanted")
    # Half a surrogate pair could not be written anywhere afterwards.
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


def texts(values: Any) -> list[str]:
    """A list of texts. All are looked at in one go; one by one only where half a pair is among them."""
    if not isinstance(values, list) or set(map(type, values)) - {str}:
        raise Garbled("texts are wanted")
    try:
        "".join(values).encode("utf-8")
    except UnicodeEncodeError:
        return [text(value) for value in values]
    return values


def yes(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Garbled("yes or no is wanted")
    return value


def whole(value: Any, most: int, least: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Garbled("a number within bounds is wanted")
    return value


def packed(values: Collection[int]) -> bytes:
    """Whole numbers as a blob, four bytes each, whatever the machine."""
    return struct.pack(f"<{len(values)}I", *values)


def unpacked(blob: bytes, most: int) -> tuple[int, ...]:
    """The numbers of such a blob, at most so many."""
    if len(blob) % 4 or len(blob) > 4 * most:
        raise Garbled("so many numbers are wanted")
    return struct.unpack(f"<{len(blob) // 4}I", blob)


def wholes(blob: bytes, most: int, least: int = 0) -> tuple[int, ...]:
    """The numbers of such a blob, all within bounds."""
    values = unpacked(blob, CELLS)
    if values and not (least <= min(values) and max(values) <= most):
        raise Garbled("numbers within bounds are wanted")
    return values


def picked(held: Any, places: Sequence[Any]) -> tuple[Any, ...]:
    """What is held at each of these places, without a call for each one. Raises IndexError or KeyError."""
    return itemgetter(*places)(held) if len(places) > 1 else tuple([held[place] for place in places])


def plain(value: Any) -> str | int | float | bool:
    return numbers([value])[0] if isinstance(value, int | float) else text(value)


def numbers(values: Sequence[Any]) -> Sequence[int | float | bool]:
    """A list of finite numbers and truth values."""
    types = set(map(type, values))
    # 1e999 is proper JSON; a whole number may have any length, and isfinite() refuses what no float holds.
    if types - {int, float, bool} or not all(map(math.isfinite, values)):
        raise Garbled("finite numbers are wanted")
    if int in types and any(abs(value) > _MOST for value in values if type(value) is int):
        raise Garbled("too large")
    return values


def message_as_data(one: Message) -> list[Any]:
    return [one.code, {key: value if isinstance(value, int) else str(value) for key, value in one.facts.items()}]


def message(data: Any, longest: int = 2000) -> Message:
    """A message that the catalogue knows, each of its texts no longer than this."""
    code, facts = data
    one = Message(text(code), {text(k): v if isinstance(v, int) else text(v)[:longest] for k, v in facts.items()})
    str(one)  # KeyError: no such sentence, or a fact of it is missing
    return one


def one_of(value: Any, known: Collection[str]) -> str:
    if not isinstance(value, str) or value not in known:
        raise Garbled("not a known word")
    return str(value)


def moment(value: Any) -> datetime | None:
    if value is None:
        return None
    found = datetime.fromisoformat(text(value))
    if found.tzinfo is None:
        raise Garbled("a moment of a known zone is wanted")
    return found
