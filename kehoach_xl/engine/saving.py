"""Saving so that the file on disk is the old one or the new one at every moment, whole.

Temp file beside the target, flushed; read back by another reader (``zipfile`` and ElementTree); the target
checked to be still what was opened; replaced; the folder flushed. ``tests/faults`` holds it against the kernel's own
calls: killed at each, failing at each, and a power cut after each.
"""

import contextlib
import errno
import hashlib
import io
import os
import stat
import sys
import time
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kehoach_xl.engine.workbook_patch import Expected
from kehoach_xl.errors import Stop, why
from kehoach_xl.ooxml.limits import MEGABYTE, Limits
from kehoach_xl.ooxml.package import Package, Packed
from kehoach_xl.written.beside import Beside
from kehoach_xl.written.part import verify_part
from kehoach_xl.written.stored import as_seen
from kehoach_xl.written.table import shared_texts, verify_strings

_BINARY = getattr(os, "O_BINARY", 0)
# Seconds between tries at a file that another program holds: sync clients and virus scanners let go in a moment.
PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0, 1.0)
LONGEST = 259  # characters of a path in Windows, where longer ones are not switched on; Excel opens none at all


@dataclass(frozen=True, slots=True)
class Origin:
    """The bytes a book was opened from, and their hash: what must still be there when it is replaced."""

    data: bytes
    sha256: str


def read_origin(path: Path) -> Origin:
    """Read a workbook file; ``Stop`` when it is missing, a folder, unreadable or too large."""
    limit = Limits().file_bytes
    try:
        if path.is_dir():
            raise Stop("OPEN_002", path=path)
        size = path.stat().st_size
        if size > limit:
            raise Stop("GATE_020", name=path.name, size=size // MEGABYTE, limit=limit // MEGABYTE)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Stop("OPEN_001", path=path) from error
    except PermissionError as error:
        raise Stop("OPEN_003", path=path) from error
    return Origin(data, hashlib.sha256(data).hexdigest())


def temporary_path(target: Path) -> Path:
    """Hidden and not ending in .xlsx, so that sync tools and Excel's dialogs pass it over."""
    return target.with_name(f".~{target.name}.tmp")


def atomic_save(
    package: Package,
    replaced: Mapping[str, bytes | Packed],
    removed: Collection[str],
    expected: Expected,
    target: Path,
    previous: Origin | None,
    beside: Beside,
) -> Origin:
    """Write the package to ``target`` and return what is there now.

    ``beside``: was told of large parts while they were made, and its word is taken for those it saw as they stand.
    ``previous``: what must still stand at ``target`` (saving in place); None when saving under another name.
    Raises ``Stop`` (OPEN_004, 008…012); the old file is then intact and the temp file gone.
    """
    buffer = io.BytesIO()
    package.write(buffer, replaced, removed)
    data = buffer.getvalue()
    sha256 = hashlib.sha256(data).hexdigest()
    temporary = temporary_path(target)
    try:
        temporary.unlink(missing_ok=True)  # left by a run that was cut off
        write_synced(temporary, data, _mode(target))
        _verify(temporary, sha256, package, replaced, removed, expected, beside, target.name)
        patiently(lambda: _replace(temporary, target, previous), target)
    except OSError as error:
        raise as_stop(error, target) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    sync_folder(target.parent)
    return Origin(data, sha256)


def write_synced(path: Path, data: bytes, mode: int | None = None) -> None:
    """Create ``path`` with ``data`` and flush it to the disk. It must not exist; when it cannot be written whole, it is
    gone again."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest[: 1 << 20]) :]
            if mode is not None and hasattr(os, "fchmod"):
                with contextlib.suppress(PermissionError):  # shares without such bits
                    os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:  # Ctrl-C too
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Make a rename durable. Windows cannot open folders, and does not need it."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):  # some network shares refuse; the file itself is already safe
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def file_hash(path: Path) -> str | None:
    """SHA-256 of a file, None when it is gone."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def as_stop(error: OSError, path: Path) -> Stop:
    """The sentence for a failed write."""
    if error.errno == errno.ENAMETOOLONG or (sys.platform == "win32" and len(str(path)) > LONGEST):
        return Stop("OPEN_045", path=path, length=len(str(path)))
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Stop("OPEN_009", path=path)
    if error.errno == errno.EROFS:
        return Stop("OPEN_042", path=path)
    if error.errno in (errno.EACCES, errno.EPERM):
        return Stop("OPEN_004", path=path)
    return Stop("OPEN_010", path=path, reason=why(error))


def _mode(target: Path) -> int | None:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return None


def patiently(act: Callable[[], None], path: Path) -> None:
    """Do what needs a file that another program may hold for a moment; ``Stop("OPEN_011")`` when it does not let go."""
    for wait in (*PATIENCE, None):
        try:
            return act()
        except OSError as error:
            if not _held(error):
                raise
            if wait is None:
                raise Stop("OPEN_011", name=path.name) from error
        time.sleep(wait)


def _held(error: OSError) -> bool:
    if sys.platform == "win32":
        return isinstance(error, PermissionError)
    return error.errno in (errno.EBUSY, errno.ETXTBSY)


def _replace(temporary: Path, target: Path, previous: Origin | None) -> None:
    if previous is not None and file_hash(target) != previous.sha256:
        raise Stop("OPEN_008", name=target.name)
    temporary.replace(target)


def _verify(
    temporary: Path,
    sha256: str,
    package: Package,
    replaced: Mapping[str, bytes | Packed],
    removed: Collection[str],
    expected: Expected,
    beside: Beside,
    name: str,
) -> None:
    """Read the temp file back from the disk by other means than wrote it; ``Stop`` on any doubt."""
    if file_hash(temporary) != sha256:
        raise Stop("OPEN_012", name=name, reason="nội dung trên đĩa khác nội dung đã ghi")
    kept = [part for part in package.names if part not in removed]
    try:
        with zipfile.ZipFile(temporary) as written:
            if written.namelist() != kept:
                raise Stop("OPEN_012", name=name, reason="thiếu hoặc thừa thành phần")
            for info in written.infolist():
                untouched = info.filename not in replaced
                if untouched and package.crc(info.filename) != info.CRC:
                    raise Stop("OPEN_012", name=name, reason=f"{info.filename} bị thay đổi ngoài ý muốn")
            table = package.related("sharedStrings")
            seen = as_seen(temporary, written, beside.answer())
            strings = cache(lambda: shared_texts(written.read(table)) if table else ())
            for part in replaced:
                if part in seen:
                    continue
                if part == table:
                    reason = verify_strings(package.read(part), written.read(part))
                else:
                    reason = verify_part(lambda part=part: _read(written, part), expected.get(part, {}), strings)
                if reason:
                    raise Stop("OPEN_012", name=name, reason=f"{part}: {reason}")
    except (zipfile.BadZipFile, ValueError, EOFError) as error:
        raise Stop("OPEN_012", name=name, reason=str(error)) from error


def _read(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part piece by piece; its checksum is looked at with the last."""
    with package.open(part) as file:
        while piece := file.read(MEGABYTE // 4):
            yield piece
