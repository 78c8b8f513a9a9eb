"""A COM object as pywin32's generated (early-bound) classes show it, over the counting wire."""

import functools
from collections.abc import Callable
from typing import Any, NoReturn

from tests.support.excel_com.errors import NotInTheDouble, com_error


class DispatchBaseClass:
    """Stands for ``win32com.client.DispatchBaseClass``, by which xlwings knows a COM object."""


class _Ole:
    """``_oleobj_``, through which xlwings asks what kind of object it holds, and whether a member exists."""

    def __init__(self, iid: str) -> None:
        self.iid = iid

    def GetTypeInfo(self) -> "_Ole":
        return self

    def GetTypeAttr(self) -> "_Ole":
        return self

    def GetIDsOfNames(self, *names: object) -> NoReturn:
        raise com_error(-2147352570, "Unknown name.", None, None)


class ComObject(DispatchBaseClass):
    """Names that begin with "_" are ours, all others are Excel's and must be declared below the class."""

    _iid = "{00000000-0000-0000-0000-000000000000}"

    def __init__(self, excel: Any) -> None:
        self._excel = excel
        self._oleobj_ = _Ole(self._iid)

    def _alive(self) -> None:
        """Raises com_error when what it stands for is closed."""

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("_"):
            raise AttributeError(name)
        raise NotInTheDouble(f"the double has no Excel member {type(self).__name__}.{name}")

    def __setattr__(self, name: str, value: object) -> None:
        member = getattr(type(self), name, None)
        if not name.startswith("_") and not (isinstance(member, com_property) and member.put):
            raise NotInTheDouble(f"the double has no Excel member {type(self).__name__}.{name} (set)")
        object.__setattr__(self, name, value)


class com_property:
    """A property of Excel: a read is one round trip, a set is one that changes something."""

    def __init__(self, get: Callable[[Any], Any], put: Callable[[Any, Any], None] | None = None) -> None:
        self.get, self.put, self.name = get, put, get.__name__

    def setter(self, put: Callable[[Any, Any], None]) -> "com_property":
        return com_property(self.get, put)

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self
        return _travel(instance, "get", self.name, lambda: self.get(instance))

    def __set__(self, instance: Any, value: Any) -> None:
        _travel(instance, "set", self.name, lambda: self.put(instance, value), (value,))


def com_method(function: Callable[..., Any]) -> Callable[..., Any]:
    """A method of Excel that changes nothing."""
    return _method(function, changes=False)


def com_action(function: Callable[..., Any]) -> Callable[..., Any]:
    """A method of Excel that changes something."""
    return _method(function, changes=True)


def _method(function: Callable[..., Any], changes: bool) -> Callable[..., Any]:
    name = {"__call__": "_Default"}.get(function.__name__, function.__name__)

    @functools.wraps(function)
    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        args = tuple(bare(value) for value in args)
        kwargs = {key: bare(value) for key, value in kwargs.items()}
        told = (*args, *kwargs.values()) if changes else None
        return _travel(self, "call", name, lambda: function(self, *args, **kwargs), told)

    return call


def _travel(instance: Any, kind: str, name: str, act: Callable[[], Any], told: tuple | None = None) -> Any:
    def alive_then_act() -> Any:
        instance._alive()
        return act()

    return instance._excel.wire.travel(kind, f"{type(instance).__name__}.{name}", alive_then_act, told)


def bare(value: Any) -> Any:
    """What xlwings' retrying wrapper holds."""
    return value.__dict__["_inner"] if type(value).__name__ == "COMRetryObjectWrapper" else value
