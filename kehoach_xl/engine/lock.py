"""Who else has the workbook: Excel's and LibreOffice's owner files, and our own lock."""

import contextlib
import errno
import struct
from collections.abc import Iterator
from pathlib import Path

import filelock

from kehoach_xl.engine.saving import as_stop
from kehoach_xl.errors import Stop
from kehoach_xl.stopping import whole

UNKNOWN = "một người khác"
NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP)  # what servers say that know no locks


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the workbook against other runs of this program; ``Stop`` when somebody has it open.

    The lock file stands beside the workbook, so that runs on other machines see it on a share. The system
    drops the lock when a run dies; the file that may then remain holds nobody up. On a server without such locks
    the file itself is the lock (filelock turns to it by itself), and OPEN_007 says which file a dead run left.
    """
    refuse_open_elsewhere(path)
    lock_path = path.with_name(f".~kehoach.{path.name}.lock")
    lock = filelock.FileLock(lock_path, timeout=0)
    try:
        with whole():
            _acquire(lock, lock_path, path)
        # Whoever held it before may have removed the file between our opening and locking it; what we hold is
        # then a file that nobody else will find.
        if not lock_path.exists():
            raise Stop("OPEN_007", name=path.name, lock_file=lock_path.name)
        refuse_open_elsewhere(path)
        yield
    finally:
        with whole():
            _let_go(lock, lock_path)


def _acquire(lock: filelock.BaseFileLock, lock_path: Path, path: Path) -> None:
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise Stop("OPEN_007", name=path.name, lock_file=lock_path.name) from error
    except OSError as error:
        if error.errno in NO_LOCKS:  # nobody can hold it there
            with contextlib.suppress(OSError):
                lock_path.unlink(missing_ok=True)
        raise _refused(error, path) from error


def _let_go(lock: filelock.BaseFileLock, lock_path: Path) -> None:
    if not lock.is_locked:
        return
    # Removed while still held, so that nobody else's lock can be removed by mistake. Windows does not
    # remove open files; there filelock does it on release.
    with contextlib.suppress(OSError):
        lock_path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # the work stands by now, and the system lets go with the process
        lock.release()


def _refused(error: OSError, path: Path) -> Stop:
    """Why there is no lock: the folder takes no new file, or its server knows no locks."""
    if error.errno in NO_LOCKS:
        return Stop("OPEN_043", path=path.parent)
    if isinstance(error, PermissionError):
        return Stop("OPEN_041", path=path.parent)
    return as_stop(error, path)


def refuse_open_elsewhere(path: Path) -> None:
    """``Stop`` naming who has the workbook open in Excel or LibreOffice."""
    excel = path.with_name(f"~${path.name}")
    libre = path.with_name(f".~lock.{path.name}#")
    for owner_file, code, read in ((excel, "OPEN_005", excel_owner), (libre, "OPEN_006", libre_owner)):
        try:
            data = owner_file.read_bytes()[:1024]
        except FileNotFoundError:
            continue
        except OSError:  # Excel keeps its owner file to itself
            data = b""
        raise Stop(code, name=path.name, user=read(data) or UNKNOWN, owner_file=owner_file.name)


def excel_owner(data: bytes) -> str:
    """The user named in Excel's ``~$`` file: a length and 54 bytes in the ANSI code page, then UTF-16."""
    if not data:
        return ""
    for at in (55, 54):
        if len(data) >= at + 2:
            (length,) = struct.unpack_from("<H", data, at)
            if 0 < length <= 54 and len(data) >= at + 2 + 2 * length:
                return data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace").strip(" \x00")
    return data[1 : 1 + data[0]].decode("cp1258", "replace").strip(" \x00")


def libre_owner(data: bytes) -> str:
    """The user named in ``.~lock.name#``: full name, else login, and the machine."""
    fields = [field.strip() for field in data.decode("utf-8", "replace").split(",")]
    person = next((field for field in fields[:2] if field), "")
    machine = fields[2] if len(fields) > 2 else ""
    return f"{person} ({machine})" if person and machine else person or machine
