"""A value of a dataclass from what a file that people edit says, checked once where it comes in.

pydantic is imported here, when such a file is read, and nowhere else: a command that works on a master reads none, and
would pay a fifth of its start for it.
"""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

One = TypeVar("One")


def made(kind: type[One], says: Mapping[str, Any]) -> One:
    """The value with these fields, as JSON has them: lists become tuples, days are read.

    Raises ValueError (pydantic's ValidationError) for a slip: a field that there is not, that is missing, or that holds
    something else.
    """
    from pydantic_core import to_json

    if unknown := says.keys() - {one.name for one in fields(kind)}:  # type: ignore[arg-type]
        raise ValueError(f"{kind.__name__}: {', '.join(sorted(unknown))}")
    found: One = _adapter(kind).validate_json(to_json(says), strict=True)
    return found


@cache
def _adapter(kind: type) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
