"""An append-only file of records, one JSON object a line: each flushed to the disk before anybody goes on.

A run that was cut off may leave half a record at the end. It is no record: readers pass it over, the next append cuts
it off. Nothing else is ever changed or removed.
"""

import contextlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import filelock

from kehoach_xl.engine.saving import sync_folder
from kehoach_xl.errors import Stop, why

Record = dict[str, Any]

# Another run writes for milliseconds; what holds the file longer is not a run of ours.
PATIENCE = 10.0
# Bytes read, and characters written, at a time.
BLOCK = 1 << 20

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class JournalLog:
    """The log at ``path``. Raises Stop JOURNAL_001 when it cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def holds(self, text: str) -> bool:
        """Whether ``text`` stands in any whole record; False without a file. A record may be tens of megabytes: the
        file is looked through in blocks."""
        needle, before, found = text.encode(), b"", False
        with self._failing(), contextlib.suppress(FileNotFoundError), self.path.open("rb") as file:
            while block := file.read(BLOCK):
                seen, at = before + block, len(before)
                if not found:
                    at = seen.find(needle)
                    found = at >= 0
                if found and seen.find(b"\n", at) >= 0:
                    return True
                before = seen[-len(needle) :]  # what may be the beginning of it
        return False

    def read(self) -> tuple[list[Record], list[int]] | None:
        """Every record in order, and the numbers (from 1) of lines that are none; None without a file."""
        records: list[Record] = []
        broken: list[int] = []
        try:
            with self._failing(keep=FileNotFoundError), self.path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    if not line.endswith(b"\n"):
                        break
                    try:
                        record = json.loads(line)
                    except ValueError:
                        record = None
                    if isinstance(record, dict):
                        records.append(record)
                    else:
                        broken.append(number)
        except FileNotFoundError:
            return None
        return records, broken

    def append(self, records: Sequence[Record]) -> None:
        """Add records at the end, flushed to the disk. When that fails the file is left as it was."""
        with self._failing():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._alone():
                new = not self.path.exists()
                self._write(_encoded(records))
                if new:
                    sync_folder(self.path.parent)

    def _write(self, blocks: Iterable[bytes]) -> None:
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        try:
            end = _whole(descriptor)
            os.ftruncate(descriptor, end)
            os.lseek(descriptor, end, os.SEEK_SET)
            try:
                for block in blocks:
                    rest = memoryview(block)
                    while rest:
                        rest = rest[os.write(descriptor, rest) :]
                os.fsync(descriptor)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.ftruncate(descriptor, end)
                raise
        finally:
            os.close(descriptor)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Masters that lie side by side share the log: one writes at a time. Nothing is left behind."""
        lock_path = self.path.with_name(f".~{self.path.name}.lock")
        until = time.monotonic() + PATIENCE
        while True:
            lock = filelock.FileLock(lock_path, timeout=max(0.0, until - time.monotonic()))
            lock.acquire()
            if lock_path.exists():
                break
            lock.release()  # whoever held it before removed the file between our opening and locking it
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                lock_path.unlink(missing_ok=True)
            lock.release()

    @contextlib.contextmanager
    def _failing(self, keep: type[OSError] | tuple[()] = ()) -> Iterator[None]:
        try:
            yield
        except keep:
            raise
        except filelock.Timeout as error:
            raise Stop("JOURNAL_002", path=self.path) from error
        except OSError as error:
            raise Stop("JOURNAL_001", path=self.path, reason=why(error)) from error


def _encoded(records: Iterable[Record]) -> Iterator[bytes]:
    """The records as their lines, in blocks: the facts of a large merge take tens of megabytes, and as one text twice
    that, and again as bytes."""
    pieces: list[str] = []
    size = 0
    for piece in _pieces(records):
        pieces.append(piece)
        size += len(piece)
        if size >= BLOCK:
            yield "".join(pieces).encode()
            pieces, size = [], 0
    yield "".join(pieces).encode()


def _pieces(records: Iterable[Record]) -> Iterator[str]:
    """A list in a record goes element by element."""
    for record in records:
        for at, (name, value) in enumerate(record.items()):
            yield f"{',' if at else '{'}{_json(name)}:"
            if isinstance(value, list | tuple):
                for number, one in enumerate(value):
                    yield ("," if number else "[") + _json(one)
                yield "]" if value else "[]"
            else:
                yield _json(value)
        yield "}\n"


def _whole(descriptor: int) -> int:
    """Where the last whole record ends."""
    at = os.lseek(descriptor, 0, os.SEEK_END)
    while at:
        start = max(0, at - (1 << 16))
        os.lseek(descriptor, start, os.SEEK_SET)
        found = os.read(descriptor, at - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        at = start
    return 0
