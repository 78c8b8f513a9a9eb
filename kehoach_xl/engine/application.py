"""The top of the file engine: engine, applications, the collection of open books."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from xlwings import base_classes

from kehoach_xl.engine.book import Book
from kehoach_xl.engine.contract import ENGINE_NAME, implements
from kehoach_xl.engine.values import to_serial


class FileEngine:
    """What ``xlwings.Engine`` wraps; registered by :mod:`kehoach_xl.engine`."""

    name = ENGINE_NAME
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: object, options: object) -> object:
        """Dates become serials of the 1900 system; everything else goes through to the cell's own checks."""
        return to_serial(value) if isinstance(value, date) else value


@implements(base_classes.Apps)
class Apps(base_classes.Apps):
    """One application, always there, as nothing has to be started."""

    def __init__(self, engine: FileEngine) -> None:
        self._apps = [App(engine)]

    def keys(self) -> list[int]:
        return [app.pid for app in self._apps]

    def __iter__(self) -> Iterator["App"]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> "App":
        return {app.pid: app for app in self._apps}[pid]


@implements(base_classes.App)
class App(base_classes.App):
    """The settings are kept and given back; on files they have nothing to act on."""

    def __init__(self, engine: FileEngine) -> None:
        self._engine = engine
        self._books = Books(self)
        self._settings: dict[str, object] = {
            "screen_updating": True,
            "display_alerts": True,
            "enable_events": True,
            "calculation": "automatic",
            "status_bar": False,
        }

    @property
    def engine(self) -> FileEngine:
        return self._engine

    @property
    def books(self) -> "Books":
        return self._books

    @property
    def pid(self) -> int:
        return -1  # no process of its own

    @property
    def version(self) -> str:
        return "16.0"

    def activate(self, steal_focus: bool = False) -> None:
        """Nothing to bring to the front."""

    def calculate(self) -> None:
        """Mark every open book: saving drops calculated values, so no program shows a stale total."""
        for book in self._books:
            book.drop_cached = True

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: object) -> str:
        """Print, and answer as the first button would."""
        print(f"{title}: {prompt}" if title else prompt, file=sys.stderr)
        return "yes" if buttons.startswith("yes") else "ok"

    screen_updating = property(
        lambda self: self._settings["screen_updating"],
        lambda self, value: self._settings.update(screen_updating=value),
    )
    display_alerts = property(
        lambda self: self._settings["display_alerts"],
        lambda self, value: self._settings.update(display_alerts=value),
    )
    enable_events = property(
        lambda self: self._settings["enable_events"],
        lambda self, value: self._settings.update(enable_events=value),
    )
    calculation = property(
        lambda self: self._settings["calculation"],
        lambda self, value: self._settings.update(calculation=value),
    )
    status_bar = property(
        lambda self: self._settings["status_bar"],
        lambda self, value: self._settings.update(status_bar=value),
    )


@implements(base_classes.Books)
class Books(base_classes.Books):
    """Open books in the order of opening; the last one activated is active."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._books: list[Book] = []

    @property
    def active(self) -> Book:
        return self._books[-1]

    def open(self, fullname: str, *options: object) -> Book:
        """Open a workbook file; ``Stop`` (GATE_…, OPEN_…) when it cannot be. Excel's options do not apply."""
        book = Book(self, Path(fullname))
        self._books.append(book)
        return book

    def activate(self, book: Book) -> None:
        self._books.remove(book)
        self._books.append(book)

    def forget(self, book: Book) -> None:
        self._books.remove(book)

    def __call__(self, name_or_index: str | int) -> Book:
        if isinstance(name_or_index, str):
            for book in self._books:
                if book.name == name_or_index:
                    return book
            raise KeyError(name_or_index)
        return self._books[name_or_index - 1]

    def __len__(self) -> int:
        return len(self._books)

    def __iter__(self) -> Iterator[Book]:
        return iter(list(self._books))
