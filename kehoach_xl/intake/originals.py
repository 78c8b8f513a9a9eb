"""The originals of everything that came back, each under the hash of its bytes, kept before it is opened.

``<folder>/<first two digits>/<sha256>`` without an extension, so that no program opens one by a double click; the
name it came with is data in `Nhật ký`. What is whole here is never written over or removed.
"""

import contextlib
import hashlib
import os
import stat
import threading
import time
from pathlib import Path

from kehoach_xl.engine.saving import sync_folder, write_synced
from kehoach_xl.errors import Stop, why

CUT_OFF = 600.0  # seconds after which a file that was being written is taken for what a run that was cut off left


class Originals:
    """A folder of originals. ``keep=False`` is for a trial run: nothing is written."""

    def __init__(self, folder: Path, keep: bool = True) -> None:
        self.folder = folder
        self._keep = keep

    def path(self, sha: str) -> Path:
        """Where the bytes with this hash lie, or would."""
        return self.folder / sha[:2] / sha

    def keep(self, data: bytes, name: str = "") -> str:
        """Keep ``data``; its hash. Bytes that are there whole stay untouched, damaged ones are replaced.

        ``name`` is for the sentence of Stop INTAKE_010: the folder cannot be written, nothing may be merged.
        """
        sha = hashlib.sha256(data).hexdigest()
        if self._keep and not self._whole(sha, len(data)):
            try:
                self._write(self.path(sha), data)
            except OSError as error:
                raise Stop("INTAKE_010", name=name or sha, folder=self.folder, reason=why(error)) from error
        return sha

    def read(self, sha: str) -> bytes | None:
        """The bytes with this hash, None when they are not there or no longer what they were."""
        try:
            data = self.path(sha).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == sha else None

    def _whole(self, sha: str, size: int) -> bool:
        """The size first: most damage is a file cut short, and costs no reading to see."""
        try:
            return self.path(sha).stat().st_size == size and self.read(sha) is not None
        except OSError:
            return False

    def _write(self, path: Path, data: bytes) -> None:
        """Whole or not at all: written beside, flushed, then renamed. Nobody writes into it later."""
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = _written_beside(path, data)
        try:
            temporary.chmod(stat.S_IREAD | stat.S_IRGRP)
            if path.exists():
                path.chmod(stat.S_IREAD | stat.S_IWRITE)  # Windows replaces no file that is read-only
            temporary.replace(path)
        finally:
            with contextlib.suppress(OSError):
                _let_go(temporary)
        for folder in (path.parent, self.folder, self.folder.parent):
            sync_folder(folder)


def _written_beside(path: Path, data: bytes) -> Path:
    """A file beside ``path`` with ``data``, flushed. Where the usual name is taken, by another thread with a second
    copy of the same bytes or by another run, one that nobody else has; what a run that was cut off left goes."""
    usual = path.with_name(f".~{path.name}.tmp")
    for leftover in path.parent.glob(f".~{path.name}.*tmp"):
        with contextlib.suppress(OSError):
            if time.time() - leftover.stat().st_mtime > CUT_OFF:
                _let_go(leftover)
    own = path.with_name(f".~{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
    with contextlib.suppress(FileExistsError):
        write_synced(usual, data)
        return usual
    write_synced(own, data)
    return own


def _let_go(path: Path) -> None:
    """Remove a file though it may be read-only. Raises OSError."""
    path.chmod(stat.S_IREAD | stat.S_IWRITE)
    path.unlink()
