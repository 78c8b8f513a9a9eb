"""A function of a report, one for each type of report, that knows the types by name only.

``functools.singledispatch`` needs the types themselves: to show one report it would import every operation with what
it works with (0.5 s: pandas, docx, XlsxWriter, keyring). Here the annotation of the first parameter stays a word
(``from __future__ import annotations``), and the types are imported only for a type checker.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Shown = TypeVar("Shown")


class ByType(Generic[Shown]):
    """Calls the function registered for the type of its argument, or for the nearest type that this one extends."""

    def __init__(self, says: str) -> None:
        self.__doc__ = says
        self._one_of: dict[str, Callable[[Any], Shown]] = {}

    def register(self, one: Callable[[Any], Shown]) -> Callable[[Any], Shown]:
        """Use ``one`` for the types that the annotation of its first parameter names, joined by «|»."""
        names = next(iter(one.__annotations__.values()))
        self._one_of |= dict.fromkeys(names.split(" | "), one)
        return one

    def __call__(self, report: Any) -> Shown:
        for kind in type(report).__mro__:
            if kind.__name__ in self._one_of:
                return self._one_of[kind.__name__](report)
        raise TypeError(type(report))
