"""xlwings' own Windows engine on this machine: its imports answered by small stand-ins while it is imported.

Nothing of it stays behind in ``sys.modules`` or ``ctypes`` but ``xlwings._xlwindows`` itself. ``DESKTOP`` is the
Windows desktop as that engine sees it: at most one Excel, and the message boxes it shows.
"""

import atexit
import contextlib
import ctypes
import datetime as dt
import functools
import importlib
import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

from tests.support.excel_com.com import DispatchBaseClass
from tests.support.excel_com.errors import com_error

PID = 4711
RANGE_IID = "{00020846-0000-0000-C000-000000000046}"
_OK_CANCEL, _YES_NO_CANCEL, _YES_NO = 1, 3, 4
_ANSWERS = {"ok": 1, "cancel": 2, "yes": 6, "no": 7}


class TimeType(dt.datetime):
    """``pywintypes.TimeType``: a datetime that knows its zone, always UTC from Excel."""


class Desktop:
    """What Windows knows: the window of Excel, if one runs."""

    excel: Any = None

    def top_window(self) -> int:
        return self.excel.hwnd if self.excel else 0

    def message_box(self, hwnd: int, prompt: str, title: str, style: int) -> int:
        """Recorded with the Excel that runs; answered as told, else with the first button."""
        assert self.excel is not None, f"a message box without Excel: {prompt}"
        first = "yes" if style & 0xF in (_YES_NO, _YES_NO_CANCEL) else "ok"
        answer = self.excel.asked(hwnd, prompt, title, style)
        return _ANSWERS[answer or first]


DESKTOP = Desktop()


@functools.cache
def windows_engine() -> ModuleType:
    """The module ``xlwings._xlwindows``, the real one."""
    with _stand_ins():
        module = importlib.import_module("xlwings._xlwindows")
    atexit.unregister(module.cleanup)  # it would look for programs of Windows
    return module


@contextlib.contextmanager
def message_boxes() -> Iterator[None]:
    """``win32api`` and ``win32con``, for code that shows a box without Excel. xlwings retries as ever after."""
    names = ("win32api", "win32con")
    sys.modules.update({name: module for name, module in _modules().items() if name in names})
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]
        windows_engine().N_COM_ATTEMPTS = 0  # xlwings' own default, which code under test may have changed


@contextlib.contextmanager
def _stand_ins() -> Iterator[None]:
    modules = _modules()
    windows_only = ("oledll", "windll", "PyDLL")
    kept = {name: getattr(ctypes, name) for name in windows_only if hasattr(ctypes, name)}
    assert not modules.keys() & sys.modules.keys()
    sys.modules.update(modules)
    ctypes.oledll, ctypes.windll = _oledll(), _windll()
    ctypes.PyDLL = lambda path: SimpleNamespace(PyCom_PyObjectFromIUnknown=_object_of_window())
    try:
        yield
    finally:
        for name in modules:
            del sys.modules[name]
        for name in windows_only:
            delattr(ctypes, name)
        for name, value in kept.items():
            setattr(ctypes, name, value)


def _modules() -> dict[str, ModuleType]:
    def module(name: str, **members: Any) -> ModuleType:
        made = ModuleType(name)
        vars(made).update(members)
        return made

    client = module(
        "win32com.client",
        CDispatch=type("CDispatch", (), {}),
        CoClassBaseClass=type("CoClassBaseClass", (), {}),
        DispatchBaseClass=DispatchBaseClass,
        Dispatch=lambda found: found,
        DispatchEx=None,
    )
    zone = SimpleNamespace(utc=lambda: dt.UTC)
    return {
        "pywintypes": module("pywintypes", com_error=com_error, error=OSError, TimeType=TimeType, IID=str),
        "pythoncom": module("pythoncom", CoInitialize=lambda: None, ole_error=com_error, __file__=None),
        "win32api": module("win32api", MessageBox=DESKTOP.message_box),
        "win32con": module(
            "win32con",
            MB_OK=0,
            MB_OKCANCEL=_OK_CANCEL,
            MB_YESNOCANCEL=_YES_NO_CANCEL,
            MB_YESNO=_YES_NO,
            MB_ICONWARNING=0x30,
            MB_ICONINFORMATION=0x40,
            MB_SETFOREGROUND=0x10000,
        ),
        "win32gui": module("win32gui", FindWindowEx=lambda parent, after, kind, title: parent + 1),
        "win32process": module("win32process", GetWindowThreadProcessId=lambda hwnd: (1, PID)),
        "win32timezone": module("win32timezone", TimeZoneInfo=zone),
        "win32com": module("win32com", client=client),
        "win32com.client": client,
    }


def _oledll() -> SimpleNamespace:
    return SimpleNamespace(
        ole32=SimpleNamespace(CLSIDFromString=lambda *_: 0),
        oleacc=SimpleNamespace(AccessibleObjectFromWindow=lambda *_: 0),
    )


def _windll() -> SimpleNamespace:
    user32 = SimpleNamespace(
        GetTopWindow=lambda _: DESKTOP.top_window(),
        GetWindow=lambda hwnd, _: 0,
        GetForegroundWindow=DESKTOP.top_window,
        SetForegroundWindow=lambda hwnd: 1,
        SetWindowPos=lambda *_: 1,
    )
    return SimpleNamespace(user32=user32)


def _object_of_window() -> Any:
    def found(*_: object) -> Any:
        return DESKTOP.excel.application

    return found
