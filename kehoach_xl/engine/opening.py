"""The ways to a book: a file by its path, the one in front in Excel, the one whose button was pressed."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import xlwings

from kehoach_xl.engine.contract import ENGINE_NAME
from kehoach_xl.engine.lock import locked
from kehoach_xl.engine.neighbours import refuse_placeholder
from kehoach_xl.engine.patience import raise_if_busy
from kehoach_xl.engine.writable import require_writable
from kehoach_xl.errors import Stop


@contextlib.contextmanager
def open_book(path: str | Path, write: bool) -> Iterator[xlwings.Book]:
    """A workbook file as an xlwings Book; closed, unsaved unless ``save()`` was called, at the end.

    With ``write`` the file is locked meanwhile and the folder must be writable. ``Stop`` (OPEN_…, GATE_…)
    when the file is missing, not a workbook, or held by somebody else.
    """
    path = Path(path)
    refuse_placeholder(path)
    if not path.exists():
        raise Stop("OPEN_001", path=path)
    if path.is_dir():
        raise Stop("OPEN_002", path=path)
    path = path.resolve()
    if write:
        require_writable(path)
    with locked(path) if write else contextlib.nullcontext():
        impl = xlwings.engines[ENGINE_NAME].apps.active.books.impl.open(str(path))
        try:
            yield xlwings.Book(impl=impl)
        finally:
            impl.close()


def calling_book() -> xlwings.Book:
    """The book whose button was pressed; ``Stop`` OPEN_030 when Excel's call does not tell which (xlwings cuts the
    name at «=»)."""
    try:
        return xlwings.Book.caller()
    except Exception as error:
        raise_if_busy(error)
        raise Stop("OPEN_030") from error


def live_book() -> xlwings.Book:
    """The book in front in Excel; ``Stop`` when there is no Excel or no book."""
    if "excel" not in xlwings.engines.engines_by_name:
        raise Stop("OPEN_019")
    try:
        app = xlwings.engines["excel"].apps.active
        books = app.books if app else None
        if books is None or len(books) == 0:
            raise Stop("OPEN_020")
        return books.active
    except Stop:
        raise
    except Exception as error:  # COM and Apple events fail in ways of their own
        raise Stop("OPEN_019") from error
