"""What surrounds every button: a calm screen, progress in the status bar, one box at the end, nothing lost.

Reads no cell and decides nothing: that is the operation's. Whatever happens, Excel is given back as it was.
"""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from kehoach_xl.engine import native, patience, xlwings
from kehoach_xl.engine.secret_box import ask_secret
from kehoach_xl.errors import Stop, logged
from kehoach_xl.messages import Message
from kehoach_xl.reports.notice import Notice, notice
from kehoach_xl.workflows.other_versions import other_versions
from kehoach_xl.workflows.work import Progress

TITLE = "Kế hoạch"
# Progress is shown so many times at most: each is a call to Excel.
STEPS = 8


class Screen(Protocol):
    """Where an operation speaks to the person who pressed the button."""

    def show(self, line: str) -> None:
        """One line of progress."""

    def ask(self, question: str) -> bool:
        """Yes or no."""

    def choose(self, title: str, endings: Sequence[str]) -> Path | None:
        """A file of hers with one of these endings; None when she changed her mind."""

    def secret(self, question: str) -> str | None:
        """A password, not shown while she types it; None when she changed her mind, or cannot be asked."""

    def tell(self, notice: Notice) -> None:
        """What came of it."""


Act = Callable[[xlwings.Book, Screen], Any]


def press(act: Act, find_book: Callable[[], xlwings.Book], screen: Screen | None = None) -> None:
    """Run one operation on the book and say what came of it. Never raises but for what the program itself ends on.

    ``act`` returns a report, or None when the person changed her mind. Without ``screen``, Excel's own is used.
    """
    try:
        with patience.talking():
            book = find_book()
            app = book.app
            screen = screen or ExcelScreen(app)
            with calm(app, screen) as calmed:
                report = act(book, calmed)
            beside = other_versions(book) if report is not None else []
        found = notice(report) if report is not None else None
        if found is not None and beside:
            found = Notice("\n\n".join((found.text, *map(str, beside))), warns=True)
    except Stop as stop:
        found = notice(stop)
    except Exception:
        found = notice(Stop("CLI_003", log=logged()))
    if patience.owes():
        left = str(Message("OPEN_031"))
        found = Notice(f"{found.text}\n\n{left}" if found else left, warns=True)
    if found is not None:
        (screen or LastWord()).tell(found)


def counting(screen: Screen, verb: str) -> Progress:
    """Progress as a line: «Đang gộp 12/57: Sở Tài chính»."""
    shown = -1

    def progress(done: int, total: int, name: str) -> None:
        nonlocal shown
        if (step := done * STEPS // max(total, 1)) != shown:
            shown = step
            screen.show(f"{verb} {done}/{total}: {name}")

    return progress


@contextlib.contextmanager
def calm(app: xlwings.App, screen: Screen) -> Iterator[Screen]:
    """Screen updating, events (her own macros must not answer our writing) and Excel's questions off, all as before
    afterwards; so is what the status bar said. Gives the screen to speak through meanwhile.

    The selection is never moved and the way of calculating is the writer's business, so neither is touched.
    """
    off = ("screen_updating", "enable_events", "display_alerts")
    before = {name: getattr(app, name) for name in (*off, "status_bar")}
    try:
        for name in off:
            setattr(app, name, False)
        yield Calmed(app, screen)
    finally:
        for name, value in before.items():
            patience.give_back(lambda name=name, value=value: setattr(app, name, value))


class Calmed:
    """A screen whose questions are asked in front of an Excel that draws itself."""

    def __init__(self, app: xlwings.App, screen: Screen) -> None:
        self.app, self.screen = app, screen
        self.show, self.tell = screen.show, screen.tell

    def ask(self, question: str) -> bool:
        with self._drawn():
            return self.screen.ask(question)

    def choose(self, title: str, endings: Sequence[str]) -> Path | None:
        with self._drawn():
            return self.screen.choose(title, endings)

    def secret(self, question: str) -> str | None:
        with self._drawn():
            return self.screen.secret(question)

    @contextlib.contextmanager
    def _drawn(self) -> Iterator[None]:
        self.app.screen_updating = True
        try:
            yield
        finally:
            self.app.screen_updating = False


class ExcelScreen:
    """Excel's status bar and message boxes, or those of whatever engine the book has."""

    def __init__(self, app: xlwings.App) -> None:
        self.app = app

    def show(self, line: str) -> None:
        self.app.status_bar = line

    def ask(self, question: str) -> bool:
        return self.app.alert(question, TITLE, "yes_no", "info") == "yes"

    def choose(self, title: str, endings: Sequence[str]) -> Path | None:
        return native.choose_file(self.app, title, endings)

    def secret(self, question: str) -> str | None:
        return ask_secret(question, TITLE)

    def tell(self, notice: Notice) -> None:
        try:
            self.app.alert(notice.text, TITLE, "ok", "critical" if notice.warns else "info")
        except Exception:  # Excel is busy or gone: the words must still arrive
            LastWord().tell(notice)


class LastWord:
    """For when there is no Excel to speak through."""

    def tell(self, notice: Notice) -> None:
        if not native.message_box(notice.text, TITLE):
            print(notice.text, file=sys.stderr)
