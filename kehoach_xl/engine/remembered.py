"""What is made of texts that stand in many cells, made once."""

from collections.abc import Callable, Hashable
from typing import Any

MOST = 1 << 16  # kept at a time


class Remembered(dict[Any, Any]):
    """What ``make`` makes of each key met lately; equal keys give one object. ``remembered[key]`` is all C when the key
    is known, a fifth of a call of ``make``."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self._make = make

    def __missing__(self, key: Hashable) -> Any:
        if len(self) >= MOST:  # memory does not grow with a sheet whose texts all differ
            self.clear()
        made = self[key] = self._make(key)
        return made
