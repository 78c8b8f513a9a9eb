"""Every workbook below a folder looked at, one after the other: which masters count, and what is said of the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from kehoach_xl.domain.gathered import Master, Unread, doubtful, in_order, newest
from kehoach_xl.engine.lock import refuse_open_elsewhere
from kehoach_xl.errors import Stop, logged, why
from kehoach_xl.messages import Message
from kehoach_xl.returns.ours import made_by_us
from kehoach_xl.workflows.masters import candidates
from kehoach_xl.workflows.work import Progress

Read = TypeVar("Read", bound=Master)


@dataclass(frozen=True)
class Looked(Generic[Read]):
    """``kept`` are the masters that count, in the order of issuer and title; ``older`` the copies of them that do
    not, each also among ``unread``. ``passed_over`` counts forms and earlier gatherings."""

    kept: tuple[Read, ...]
    older: tuple[Read, ...]
    unread: tuple[Unread, ...]
    notes: tuple[Message, ...]
    passed_over: int


def workbooks_below(folder: Path) -> list[Path]:
    """What may be a master below a folder. Raises Stop CONS_001 no such folder, CONS_002 no workbook in it."""
    if not folder.is_dir():
        raise Stop("CONS_001", folder=folder)
    paths = candidates(folder)
    if not paths:
        raise Stop("CONS_002", folder=folder)
    return paths


def tried(path: Path, folder: Path, read: Callable[[Path], Read]) -> Read | Unread | None:
    """What ``read`` makes of a file, or why it cannot; None for another workbook of ours."""
    try:
        if path.is_dir():
            next(path.iterdir(), None)  # says why it could not be looked into
        if made_by_us(path):
            return None
        return read(path)
    except Stop as stop:
        return Unread(path, stop.message)
    except OSError as error:
        return Unread(path, Message("CONS_006", {"name": path.relative_to(folder), "reason": why(error)}))
    except Exception:  # a master damaged in a way nobody foresaw must not hold up the others
        return Unread(path, Message("CONS_007", {"name": path.relative_to(folder), "log": logged()}))


def look(
    folder: Path, paths: list[Path], read: Callable[[Path], Read | Unread | None], progress: Progress
) -> Looked[Read]:  # fmt: skip
    """Every file once; ``read`` gives what is kept of a master, why there is nothing, or None (:func:`tried`)."""
    found: list[Read] = []
    unread: list[Unread] = []
    for done, path in enumerate(paths, 1):
        progress(done, len(paths), str(path.relative_to(folder)))
        one = read(path)
        if isinstance(one, Unread):
            unread.append(one)
        elif one is not None:
            found.append(one)
    # A folder that holds the very master that names it is where masters lie, whatever it is used for besides.
    own = {each for one in found for each in one.folders if each not in one.file.parents}
    found = [one for one in found if own.isdisjoint(one.file.parents)]
    unread = [one for one in unread if own.isdisjoint(one.file.parents)]
    kept, older = newest(found)
    unread += [_copy(one, other, folder) for one, other in older]
    shown = in_order(kept)
    notes = [_doubt(one, other, folder) for one, other in doubtful(shown)]
    notes += [note for one in shown if (note := _open_note(one, folder))]
    unread.sort(key=lambda one: str(one.file))
    passed_over = len(paths) - len(kept) - len(unread)
    return Looked(shown, tuple(one for one, _ in older), tuple(unread), tuple(notes), passed_over)


def _copy(older: Master, newer: Master, folder: Path) -> Unread:
    code = "CONS_010" if older.sha == newer.sha else "CONS_011"
    facts = {"plan": older.title, "newer": newer.file.relative_to(folder)}
    return Unread(older.file, Message(code, facts), newer.file)


def _doubt(one: Master, other: Master, folder: Path) -> Message:
    pair = {"one": one.file.relative_to(folder), "other": other.file.relative_to(folder)}
    return Message("CONS_012", {"plan": one.title, **pair})


def _open_note(one: Master, folder: Path) -> Message | None:
    """A master that somebody has open may hold more than the file does."""
    try:
        refuse_open_elsewhere(one.file)
    except Stop as stop:
        return Message("CONS_013", {"name": one.file.relative_to(folder), "user": stop.message.facts["user"]})
    return None
