"""What small parts say, by their bytes: returns of one form share their styles, a third of what reading one takes."""

import contextlib
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from kehoach_xl.errors import Stop

_PARTS = 16
_LARGEST = 64 << 10  # bytes of a part worth keeping: with what was made of it 16 of them are a few megabytes

T = TypeVar("T")
Reader = Callable[[bytes, str, str], T]


def remembered(read: Reader[T]) -> Reader[T]:
    """``read(data, part, name)``, a function of ``data`` but for the names in what it raises. The result is shared, so
    it must be one that nobody changes."""

    @lru_cache(_PARTS)
    def known(data: bytes) -> T:
        return read(data, "", "")

    @wraps(read)
    def either(data: bytes, part: str, name: str) -> T:
        if len(data) <= _LARGEST:
            with contextlib.suppress(Stop):
                return known(data)
        return read(data, part, name)

    return either
