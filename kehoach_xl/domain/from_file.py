"""A value of a dataclass from what a file that people edit says, checked once where it comes in."""

from collections.abc import Mapping
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

One = TypeVar("One")


def made(kind: type[One], says: Mapping[str, Any]) -> One:
    """The value with these fields, lists as tuples.

    Raises ValueError for a slip: a field that there is not, that is missing, or that holds something else.
    """
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in says.items()}
    try:
        found = kind(**given)
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from error
    for name, hint in get_type_hints(kind).items():
        if not _fits(value := getattr(found, name), hint):
            raise ValueError(f"{kind.__name__}.{name}: {value!r}")
    return found


def _fits(value: object, hint: Any) -> bool:
    """Whether a value is of a type as an annotation says it: a class, several, a tuple of one, one of some words."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return any(_fits(value, one) for one in arguments)
    if origin is Literal:
        return value in arguments
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(one, arguments[0]) for one in value)
    return isinstance(value, hint) and not isinstance(value, bool)
