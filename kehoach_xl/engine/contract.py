"""The edge of the file engine: a member it does not have says so by name.

``xlwings.base_classes`` raises a bare NotImplementedError, which names nothing. ``implements`` fills every
member that a class leaves out with one that names itself.
"""

from collections.abc import Callable
from typing import Any, NoReturn

ENGINE_NAME = "kehoach-file"


_HINTS = {"Range.max_cells_per_read": "Range.value (get; read raw_value or formula)"}


def refuse(member: str) -> NoReturn:
    member = _HINTS.get(member, member)
    raise NotImplementedError(
        f"The file engine '{ENGINE_NAME}' does not implement {member}; "
        "use only what docs/architecture.md lists, or add it to kehoach_xl/engine with a test."
    )


def implements(base: type) -> Callable[[type], type]:
    """Class decorator: ``cls`` has the members of ``base`` it defines and refuses all others by name."""

    def decorate(cls: type) -> type:
        own = [key for key in vars(cls) if _is_member(key) or key in ("__call__", "__len__", "__iter__")]
        cls.implemented = tuple(f"{cls.__name__}.{key}" for key in own)
        for key in own:
            member = vars(cls)[key]
            if isinstance(member, property) and member.fset is None:
                setattr(cls, key, property(member.fget, _refusing_setter(f"{cls.__name__}.{key} (set)")))
        for ancestor in base.__mro__[:-1]:
            for key in vars(ancestor):
                if _is_member(key) and key not in own:
                    setattr(cls, key, _refusing_property(f"{cls.__name__}.{key}"))

        def missing(self: Any, key: str) -> NoReturn:
            if not _is_member(key):
                raise AttributeError(key)
            refuse(f"{cls.__name__}.{key}")

        cls.__getattr__ = missing
        return cls

    return decorate


def _is_member(key: str) -> bool:
    return not key.startswith("_")


def _refusing_property(member: str) -> property:
    return property(lambda self: refuse(member), lambda self, value: refuse(member))


def _refusing_setter(member: str) -> Callable[[Any, Any], NoReturn]:
    return lambda self, value: refuse(member)
