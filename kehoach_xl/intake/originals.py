"""The originals of everything that came back, each under the hash of its bytes, on the disk before the master is saved.

``<folder>/<first two digits>/<sha256>`` without an extension, so that no program opens one by a double click; the
name it came with is data in `Nhật ký`. What is whole here is never written over or removed.
"""

import contextlib
import hashlib
import os
import stat
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, TypeVar

from kehoach_xl.engine.saving import sync_folder
from kehoach_xl.errors import Stop, why
from kehoach_xl.stopping import whole

CUT_OFF = 600.0  # seconds after which a file that was being written is taken for what a run that was cut off left

TOGETHER = 128  # files flushed at once
WAITS = 60.0  # seconds after which they are, however few: another run must not take them for left behind
_AT_ONCE = 16  # threads that wait for the disk; none is started before it is wanted
_T = TypeVar("_T")


class Originals:
    """A folder of originals. ``keep=False`` is for a trial run: nothing is written."""

    def __init__(self, folder: Path, keep: bool = True) -> None:
        self.folder = folder
        self._keep = keep

    def path(self, sha: str) -> Path:
        """Where the bytes with this hash lie, or would."""
        return self.folder.joinpath(sha[:2], sha)

    def keep(self, data: bytes, name: str = "") -> str:
        """Keep ``data``; its hash. Bytes that are there whole stay untouched, damaged ones are replaced.

        ``name`` is for the sentence of Stop INTAKE_010: the folder cannot be written, nothing may be merged.
        """
        with self.many() as many:
            return many.keep(data, name)

    def many(self) -> "Many":
        """For keeping many: used with ``with``, at whose end all are whole and flushed."""
        return Many(self)

    def read(self, sha: str) -> bytes | None:
        """The bytes with this hash, None when they are not there or no longer what they were."""
        try:
            data = self.path(sha).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == sha else None

    def holds(self, path: Path, size: int) -> bool:
        """Whether these bytes, whose place is ``path``, need not be written. The size first: most damage is a file cut
        short, and costs no reading to see."""
        try:
            return not self._keep or (path.stat().st_size == size and self.read(path.name) is not None)
        except OSError:
            return False


class _Waiting(NamedTuple):
    """An original that is written and not yet flushed: where it is, where it belongs, what it is called, since when."""

    temporary: Path
    path: Path
    name: str
    since: float


class Many:
    """Originals that are kept together, for any number of threads: each is written beside its place when it comes,
    and some hundred at a time are flushed and renamed. A disk flushes a hundred files at once in the time of a few, 0.3
    instead of 14 ms a file; none stands under its name before it is flushed."""

    def __init__(self, originals: Originals) -> None:
        self._originals = originals
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="originals")
        self._seen: set[str] = set()
        self._folders: dict[str, Path] = {}  # that are prepared, by their names
        self._waiting: list[_Waiting] = []
        self._nameless: dict[str, _Waiting] = {}  # those and what is being flushed, by their hashes
        self._named: set[str] = set()  # folders of those that have their names

    def __enter__(self) -> "Many":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with whole():
            try:
                if kind is None:
                    self._settle(self._waiting)
                    self._make_durable()
            finally:
                self._pool.shutdown(cancel_futures=True)
                _give_up(self._nameless.values())

    def keep(self, data: bytes, name: str = "") -> str:
        """As :meth:`Originals.keep`, but whole and flushed only after a while."""
        sha = hashlib.sha256(data).hexdigest()
        with self._lock:
            known = sha in self._seen
            self._seen.add(sha)
        path = self._originals.path(sha)
        if known or self._originals.holds(path, len(data)):
            return sha
        try:
            self._prepare(path.parent)
            temporary = _written_beside(path, data)
        except OSError as error:
            raise self._stop(name or sha, error) from error
        one, due = _Waiting(temporary, path, name or sha, time.monotonic()), list[_Waiting]()
        with self._lock:
            self._nameless[sha] = one
            self._waiting.append(one)
            if len(self._waiting) >= TOGETHER or one.since - self._waiting[0].since >= WAITS:
                due, self._waiting = self._waiting, []
        self._settle(due)
        return sha

    def _prepare(self, folder: Path) -> None:
        """Make the folder, and clear away what a run that was cut off left there."""
        if folder.name in self._folders:
            return
        folder.mkdir(parents=True, exist_ok=True)
        for leftover in folder.glob(".~*tmp"):
            with contextlib.suppress(OSError):
                if time.time() - leftover.stat().st_mtime > CUT_OFF:
                    _let_go(leftover)
        self._folders[folder.name] = folder

    def _settle(self, due: list[_Waiting]) -> None:
        """Flush each file and give it its name. Only the disk is waited for by several threads: handing the
        interpreter from one to the other for each small call takes longer than the calls."""
        failed: list[tuple[_Waiting, OSError]] = []
        opened: list[tuple[_Waiting, int]] = []
        try:
            for one in due:
                try:
                    opened.append((one, os.open(one.temporary, os.O_RDWR | getattr(os, "O_BINARY", 0))))
                except OSError as error:
                    failed.append((one, error))
            flushing = [self._pool.submit(_flush, share) for share in _shares(opened)]
            wait(flushing)
        finally:
            for _, descriptor in opened:
                os.close(descriptor)
        for share in flushing:
            flushed, refused = share.result()
            failed += refused
            for one in flushed:
                try:
                    _give_name(one)
                except OSError as error:
                    failed.append((one, error))
                    continue
                with self._lock:
                    del self._nameless[one.path.name]
                    self._named.add(one.path.parent.name)
        if failed:
            raise self._stop(failed[0][0].name, failed[0][1]) from failed[0][1]

    def _make_durable(self) -> None:
        """Flush the folders, each once, whose new names a cut of the current might lose."""
        if self._named:
            list(self._pool.map(sync_folder, [self._folders[name] for name in self._named]))
            for above in (self._originals.folder, self._originals.folder.parent):
                sync_folder(above)

    def _stop(self, name: str, error: OSError) -> Stop:
        return Stop("INTAKE_010", name=name, folder=self._originals.folder, reason=why(error))


def _shares(some: Sequence[_T]) -> list[Sequence[_T]]:
    """These, shared among the threads that wait for the disk: to hand over each one takes as long as to wait for it."""
    return [some[first::_AT_ONCE] for first in range(min(_AT_ONCE, len(some)))]


def _flush(share: Sequence[tuple[_Waiting, int]]) -> tuple[list[_Waiting], list[tuple[_Waiting, OSError]]]:
    """Flush some open files: those that the disk took, and the others, each with the reason."""
    flushed: list[_Waiting] = []
    refused: list[tuple[_Waiting, OSError]] = []
    for one, descriptor in share:
        try:
            os.fsync(descriptor)
            flushed.append(one)
        except OSError as error:
            refused.append((one, error))
    return flushed, refused


def _written_beside(path: Path, data: bytes) -> Path:
    """A file beside ``path`` with ``data``. Where the usual name is taken, by another run or by what is left of one,
    one that nobody else has."""
    usual = path.with_name(f".~{path.name}.tmp")
    with contextlib.suppress(FileExistsError):
        _write(usual, data)
        return usual
    own = path.with_name(f".~{path.name}.{os.getpid()}-{threading.get_ident()}-{time.monotonic_ns()}.tmp")
    _write(own, data)
    return own


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    with path.open("xb", buffering=0) as file:
        try:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
        except OSError:
            with contextlib.suppress(OSError):
                file.close()
            with contextlib.suppress(OSError):
                path.unlink()
            raise


def _give_name(one: _Waiting) -> None:
    """Nobody writes into it later."""
    one.temporary.chmod(stat.S_IREAD | stat.S_IRGRP)
    try:
        one.temporary.replace(one.path)
    except PermissionError:
        one.path.chmod(stat.S_IREAD | stat.S_IWRITE)  # Windows replaces no file that is read-only
        one.temporary.replace(one.path)


def _give_up(some: Iterable[_Waiting]) -> None:
    """Remove what was written and has no name yet."""
    for one in some:
        with contextlib.suppress(OSError):
            _let_go(one.temporary)


def _let_go(path: Path) -> None:
    """Remove a file though it may be read-only, which only Windows minds. Raises OSError."""
    with contextlib.suppress(OSError):
        path.chmod(stat.S_IREAD | stat.S_IWRITE)
    path.unlink()
