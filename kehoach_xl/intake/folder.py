"""The folder of returned files: each kept and opened within caps, with everything found inside it."""

import contextlib
import sys
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from kehoach_xl.errors import Stop
from kehoach_xl.intake import inbox
from kehoach_xl.intake.afar import Afar
from kehoach_xl.intake.ahead import Ahead
from kehoach_xl.intake.arrived import CONTAINER, UNREADABLE, Arrived, Source
from kehoach_xl.intake.bounds import DEPTH, INNER_BYTES, INNER_FILES, PASSWORDS, SECONDS
from kehoach_xl.intake.names import INSIDE, Distinct, shown, subjects
from kehoach_xl.intake.opened import Asked, Inner, Opened
from kehoach_xl.intake.originals import Many, Originals
from kehoach_xl.intake.wanted import Wanted
from kehoach_xl.intake.workers import Workers, shared
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.limits import MEGABYTE

_TURN = 0.0005  # seconds
_LOT = MEGABYTE  # bytes after which files are no longer sent together
# Of each file of a lot what it is and what is inside it.
_Taken = list[list[Arrived]]


def files(folder: Path, own: Collection[Path] = ()) -> list[Path]:
    """Every member below a folder that a person may have put there, in the order of their names; ``own`` are files
    and folders of ours, which nobody sent.

    Raises Stop MERGE_030 when there is no such folder, MERGE_029 when it is a file, MERGE_031 when it holds nothing.
    """
    if folder.is_file():
        raise Stop("MERGE_029", path=folder)
    if not folder.is_dir():
        raise Stop("MERGE_030", folder=folder)
    found = inbox.members(folder, own)
    if not found:
        raise Stop("MERGE_031", folder=folder)
    return found


@contextlib.contextmanager
def arriving(
    folder: Path, paths: list[Path], originals: Originals, passwords: Mapping[str, str], wanted: Wanted,
    workers: Workers | Afar | None = None,
) -> Iterator[Iterator[tuple[int, Arrived]]]:  # fmt: skip
    """Each of ``paths`` (with its number from 1) and each file inside it, in order. ``passwords``: by hash, and under
    "" those to try on every file; one a line. ``wanted``: what is to be made of each workbook. ``workers``: who opens
    them (by default processes of this machine).

    Inside the ``with`` several files at once are being opened, also while nobody takes any: some hundred may wait, in
    the order of ``paths``. At its end the originals of all are flushed to the disk; whatever ends it early gives up
    what is open. Raises Stop INTAKE_010 when an original cannot be kept, INTAKE_009 when no process can be started to
    open files.
    """
    with originals.many() as many, _attentive():
        desk, ahead = _Desk(many, passwords, wanted, workers or shared()), Ahead()
        desk.workers.warm_up(wanted)
        # One lot more is read and kept than can be opened at once, so that no process waits long for the next one.
        pool = ThreadPoolExecutor(1 + desk.workers.count, thread_name_prefix="intake")
        try:
            yield _taken(_begun(desk, ahead, pool, folder, paths), ahead, wanted)
        except BaseException:  # also when nobody wants the rest: what is open may take a minute
            ahead.give_up()
            with desk.workers.given_up():
                pool.shutdown(cancel_futures=True)
            raise
        finally:
            ahead.give_up()
            pool.shutdown(cancel_futures=True)


def _begun(
    desk: "_Desk", ahead: Ahead, pool: ThreadPoolExecutor, folder: Path, paths: list[Path]
) -> "deque[Future[_Taken]]":
    """Every file handed to the threads that have them opened, some at once, each lot in its turn."""
    distinct = Distinct()

    def take(number: int, lot: Sequence[tuple[Path, Source]]) -> _Taken:
        ahead.await_turn(number)
        found = desk.take(lot)
        ahead.hold(_rows(found, desk.wanted))
        return found

    sources = [Source(distinct(shown(str(path.relative_to(folder))))) for path in paths]
    workers, files = desk.workers, list(zip(paths, sources, strict=True))
    # A few lots at least for each process, so that all of them are busy to the end.
    step = max(1, min(workers.together, len(files) // (4 * workers.count)))
    return deque(pool.submit(take, first, files[first : first + step]) for first in range(0, len(files), step))


def _taken(begun: "deque[Future[_Taken]]", ahead: Ahead, wanted: Wanted) -> Iterator[tuple[int, Arrived]]:
    number = 0
    while begun:
        lot = begun.popleft().result()
        ahead.let_go(_rows(lot, wanted), len(lot))
        for found in lot:
            number += 1
            for arrived in found:
                yield number, arrived


def _rows(lot: _Taken, wanted: Wanted) -> int:
    return sum([wanted.weigh(one.read) for found in lot for one in found])


@contextlib.contextmanager
def _attentive() -> Iterator[None]:
    """While whoever takes the files is busy, the threads that feed the processes still get their turn soon: they ask
    for it a dozen times a file, after each call to the system, and would wait 5 ms each time. With the processes idle
    meanwhile a merge takes a quarter longer."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def opened_again(
    sha: str, source: Source, originals: Originals, passwords: Mapping[str, str], wanted: Wanted
) -> list[Arrived]:
    """A file from its original, and each file inside it, under the names that they came with. Raises Stop as
    :func:`arriving`."""
    (found,) = _Desk(originals, passwords, wanted, shared()).take([(originals.path(sha), source)], sha)
    return found


class _Kept(NamedTuple):
    """A file whose original is kept and that is to be opened: with what may lie in it; itself; where it came from."""

    tree: "_Tree"
    inner: Inner
    source: Source
    sha: str

    def asked(self) -> Asked:
        return Asked(self.inner.data, self.source.name, self.tree.tried(self.sha), self.tree.left)


@dataclass(frozen=True)
class _Desk:
    """What opening any file needs."""

    originals: Originals | Many
    passwords: Mapping[str, str]
    wanted: Wanted
    workers: Workers | Afar

    def take(self, lot: Iterable[tuple[Path, Source]], sha: str = "") -> _Taken:
        """Some files, each with everything inside it; ``sha`` where it is known before it is read."""
        found: _Taken = []
        waiting: list[tuple[int, _Kept]] = []  # with their places
        size = 0
        for path, source in lot:
            try:
                data = inbox.read(path, source.name)
            except inbox.Unread as unread:
                found.append([Arrived(source, sha, UNREADABLE, problem=unread.message)])
                continue
            inner = Inner(source.name, data, source.sender, source.sent, source.subject)
            waiting.append((len(found), _Tree(self).kept(inner, source.name)))
            found.append([])
            if (size := size + len(data)) >= _LOT:
                self._open(waiting, found)
                size = 0
        self._open(waiting, found)
        return found

    def _open(self, waiting: list[tuple[int, _Kept]], found: _Taken) -> None:
        opened = self.workers.open_each([one.asked() for _, one in waiting], self.wanted)
        for (place, one), (what, left) in zip(waiting, opened, strict=True):
            one.tree.left = left
            found[place] = one.tree.with_inside(one, what, 0)
        waiting.clear()


class _Tree:
    """One file with all that is inside it: bounded together in time, number and size."""

    def __init__(self, desk: _Desk) -> None:
        self._desk = desk
        self.left = SECONDS
        self._files, self._bytes = INNER_FILES, INNER_BYTES
        self._distinct = Distinct()

    def kept(self, one: Inner, name: str) -> _Kept:
        """A file of this tree, its original kept."""
        source = Source(self._distinct(name), one.sender, one.sent, one.subject)
        return _Kept(self, one, source, self._desk.originals.keep(one.data, source.name))

    def _open(self, one: Inner, name: str, depth: int) -> list[Arrived]:
        kept = self.kept(one, name)
        source = kept.source
        if self.left <= 0:
            return [Arrived(source, kept.sha, UNREADABLE, problem=Message("INTAKE_075", {"name": source.name}))]
        opened, self.left = self._desk.workers.open_within(*kept.asked(), self._desk.wanted)
        return self.with_inside(kept, opened, depth)

    def with_inside(self, kept: _Kept, opened: Opened, depth: int) -> list[Arrived]:
        """The file itself, then what it contains, in its order."""
        _, one, source, sha = kept
        found = Arrived(source, sha, opened.state, opened.read, opened.problem, opened.notes)
        if opened.state != CONTAINER:
            return [found]
        if depth == DEPTH:
            problem = Message("INTAKE_072", {"name": source.name, "limit": DEPTH})
            return [replace(found, state=UNREADABLE, problem=problem)]
        inner: list[Arrived] = []
        for each in opened.inner:
            self._files -= 1
            self._bytes -= len(each.data)
            if self._files < 0 or self._bytes < 0:
                facts = {"name": source.name, "files": INNER_FILES, "size": INNER_BYTES // MEGABYTE}
                found = replace(found, notes=(*found.notes, Message("INTAKE_073", facts)))
                break
            subject = subjects(each.subject, one.subject)
            carried = replace(each, sender=each.sender or one.sender, sent=each.sent or one.sent, subject=subject)
            inner += self._open(carried, source.name + INSIDE + shown(each.name), depth + 1)
        return [found, *inner]

    def tried(self, sha: str) -> list[str]:
        """The passwords to try on this file, its own first."""
        own = self._desk.passwords.get(sha, "").splitlines()
        common = self._desk.passwords.get("", "").splitlines()
        return list(dict.fromkeys(word for word in (*own, *common) if word))[:PASSWORDS]
