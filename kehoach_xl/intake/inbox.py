"""The members of the inbox as the disk has them: found without following links away, read only when whole."""

import errno
import os
import stat
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from kehoach_xl.engine.neighbours import marked_elsewhere
from kehoach_xl.errors import why
from kehoach_xl.intake.bounds import FILE_BYTES
from kehoach_xl.intake.names import shown
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.limits import MEGABYTE

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
_STUB = ".icloud"  # «.phieu.xlsx.icloud» stands for a file that is still in the cloud
# What Excel, LibreOffice and the system leave beside real files.
_LEFT = ("desktop.ini", "thumbs.db")
_TRIES, _PAUSE = 3, 0.3  # a file that changes while it is read
_Place = tuple[int, int] | str
_TAIL = 4096  # zeros at the end of a package: room made for what is still to be copied


class Unread(Exception):
    """A member that gives no bytes, and the sentence that says why."""

    def __init__(self, code: str, **facts: object) -> None:
        self.message = Message(code, facts)
        super().__init__(code)


def members(folder: Path, own: Collection[Path] = ()) -> list[Path]:
    """Everything below ``folder`` that a person may have put there or should hear of, in the order of names.

    ``own`` are files and folders of ours that nobody sent: what lies below ``folder`` of them is passed over, so that
    the inbox itself may lie in one of them.
    """
    return sorted(_walk(folder, _below(folder, own)))


def _below(folder: Path, own: Collection[Path]) -> set[_Place]:
    here = _place(folder)
    return {
        _place(path) for path in own if path.exists() and any(_place(one) == here for one in path.resolve().parents)
    }


def _place(path: Path) -> _Place:
    """The same for two names of one file or folder, where letters count or not."""
    found = path.stat()
    return (found.st_dev, found.st_ino) if found.st_ino else os.path.normcase(path.resolve())


def _is_one_of(path: Path, own: Collection[_Place]) -> bool:
    if not own or path.is_symlink():
        return False
    try:
        return _place(path) in own
    except OSError:  # gone meanwhile, or not to be looked at: reading it says so
        return False


def _walk(folder: Path, own: Collection[_Place]) -> Iterator[Path]:
    failed: list[Path] = []
    for top, folders, files in os.walk(folder, onerror=lambda error: failed.append(Path(error.filename))):
        here = Path(top)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(("~$", ".", "__MACOSX")) and not _is_one_of(here / name, own)
        ]
        for name in folders:
            path = here / name
            # os.walk does not go into links; a folder called like a workbook may be a file that went wrong.
            if path.is_symlink() or name.lower().endswith(_WORKBOOKS):
                yield path
        yield from (here / name for name in files if not _left_behind(name) and not _is_one_of(here / name, own))
    yield from failed


def _left_behind(name: str) -> bool:
    lowered = name.lower()
    if lowered.endswith(_STUB):
        return False
    hidden = name.startswith(".") and (name.startswith((".~", "._")) or not lowered.endswith(_WORKBOOKS))
    return hidden or name.startswith("~$") or lowered in _LEFT


def read(path: Path, name: str) -> bytes:
    """The bytes of one member, the same at two looks. Raises Unread."""
    if path.name.lower().endswith(_STUB) and path.name.startswith("."):
        raise Unread("INTAKE_024", name=shown(path.name[1 : -len(_STUB)]))
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode):
            found = _behind(path, name)
        if stat.S_ISDIR(found.st_mode):
            raise _folder(path, name)
        if not stat.S_ISREG(found.st_mode):
            raise Unread("INTAKE_026", name=name)
        if marked_elsewhere(getattr(found, "st_file_attributes", 0), getattr(found, "st_flags", 0)):
            raise Unread("INTAKE_024", name=name)
        return _whole(_steady(path, name), name, found)
    except OSError as error:
        raise _unread(error, name) from error


def _behind(path: Path, name: str) -> os.stat_result:
    try:
        found = path.stat()
    except OSError as error:  # gone, or a link to itself
        raise Unread("INTAKE_025", name=name) from error
    if stat.S_ISDIR(found.st_mode):
        raise Unread("INTAKE_030", name=name)
    return found


def _folder(path: Path, name: str) -> Unread:
    try:
        with os.scandir(path):
            return Unread("INTAKE_027", name=name)
    except OSError as error:
        return Unread("INTAKE_028", name=name, reason=why(error))


def _steady(path: Path, name: str) -> bytes:
    """Read until size and time stand still meanwhile."""
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_PAUSE)
        # Opened without waiting: a pipe put in the file's place in between would hold us for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                raise Unread("INTAKE_026", name=name)
            if before.st_size > FILE_BYTES:
                size = before.st_size // MEGABYTE
                raise Unread("GATE_020", name=name, size=size, limit=FILE_BYTES // MEGABYTE)
            data = _read(descriptor, before.st_size)
            after = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        if same and len(data) == after.st_size:
            return data
    raise Unread("INTAKE_022", name=name)


def _read(descriptor: int, size: int) -> bytes:
    """What stands there, and one byte if there is more than ``size``, which is enough to know."""
    data = os.read(descriptor, size + 1)
    while len(data) < size and (more := os.read(descriptor, size + 1 - len(data))):
        data += more
    return data


def _whole(data: bytes, name: str, found: os.stat_result) -> bytes:
    if data and not data.strip(b"\0"):
        # Room without content: with no block on the disk it was never there.
        raise Unread("INTAKE_024" if getattr(found, "st_blocks", 1) == 0 else "INTAKE_023", name=name)
    if data.startswith(b"PK\x03\x04") and len(data) > _TAIL and not data[-_TAIL:].strip(b"\0"):
        raise Unread("INTAKE_022", name=name)
    return data


def _unread(error: OSError, name: str) -> Unread:
    if error.errno in (errno.EACCES, errno.EPERM) and getattr(error, "winerror", None) not in (32, 33):
        return Unread("INTAKE_020", name=name)
    if error.errno == errno.ENOENT:
        return Unread("INTAKE_021", name=name)
    return Unread("INTAKE_029", name=name, reason=why(error))
