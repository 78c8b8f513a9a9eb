"""What the desktop panel works on: the master in front in Excel, or a workbook file."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from kehoach_xl.buttons import buttons
from kehoach_xl.engine.glance import Glance
from kehoach_xl.engine.opening import live_book, open_book
from kehoach_xl.errors import Stop
from kehoach_xl.messages import Message


@dataclass(frozen=True)
class View:
    """What is there now: the file's name ("" when there is no master), a sentence about it, and for each Sub whose
    button makes no sense now, why."""

    name: str
    says: Message
    reasons: Mapping[str, str] = field(default_factory=dict)


class Attached(Protocol):
    """A place where a master may be."""

    def view(self) -> View | None:
        """What is there now; None when it cannot be seen just now, so that what was seen still holds."""

    def book(self) -> AbstractContextManager[Any]:
        """The book for one operation. Raises Stop when it cannot be had."""


class InExcel:
    """The master in front in Excel."""

    def __init__(self) -> None:
        self._subs = {f"BT_{button.sub}": button.sub for button in buttons()}
        self._glance = Glance(list(self._subs))

    def view(self) -> View | None:
        try:
            seen = self._glance.look()
        except Stop:
            return View("", Message("PANEL_001"))
        if seen is None:
            return None
        if not seen.cells:
            return View("", Message("PANEL_002", {"name": seen.name}))
        reasons = {self._subs[name]: value for name, value in seen.cells.items() if isinstance(value, str) and value}
        return View(seen.name, Message("PANEL_003"), reasons)

    def book(self) -> AbstractContextManager[Any]:
        return nullcontext(live_book())


class InFile:
    """A workbook file. Why a button makes no sense is not known before it is pressed: a file that we saved holds no
    results of formulas."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()

    def view(self) -> View:
        if self.path.is_file():
            return View(self.path.name, Message("PANEL_004", {"folder": self.path.parent}))
        return View("", Message("OPEN_001", {"path": self.path}))

    def book(self) -> AbstractContextManager[Any]:
        return open_book(self.path, write=True)
