"""Whether a workbook can be saved where it stands, asked before any work is done."""

import os
import sys
from pathlib import Path

from kehoach_xl.engine.saving import LONGEST, as_stop, patiently, temporary_path
from kehoach_xl.errors import Stop

# What an operation adds to the name of the workbook in the folder of backups: moment and label.
_BACKUP = "sao-luu/.20251105-073000.dieu-chinh-99"


def require_writable(path: Path) -> None:
    """``Stop``: OPEN_045 (path too long for Windows), OPEN_042 (disk or share read-only), OPEN_040 (the file is),
    OPEN_041 (its folder takes no new file), OPEN_011 (another program does not let go of it).

    Permissions are asked of the system by opening the file for writing: lists of rights and shares are no bits. The
    lock file does the same for the folder (:mod:`kehoach_xl.engine.lock`).
    """
    if length := too_long(path, windows=sys.platform == "win32"):
        raise Stop("OPEN_045", path=path, length=length)
    if _read_only_disk(path):
        raise Stop("OPEN_042", path=path)
    # Windows reports both a file that is read-only and one that is held as refused: only the first is a bit.
    if not os.access(path, os.W_OK):
        raise Stop("OPEN_040", path=path)
    if not os.access(path.parent, os.W_OK):
        raise Stop("OPEN_041", path=path.parent)
    try:
        patiently(lambda: _open_for_writing(path), path)
    except PermissionError as error:
        raise Stop("OPEN_040", path=path) from error
    except OSError as error:
        raise as_stop(error, path) from error


def too_long(path: Path, *, windows: bool) -> int:
    """How long the longest path is that saving needs, if that is too long; else 0."""
    longest = max(len(str(temporary_path(path))), len(str(path)) + len(_BACKUP))
    return longest if windows and longest > LONGEST else 0


def _open_for_writing(path: Path) -> None:
    """Nothing is written: only whether the system would let us."""
    with path.open("r+b"):
        pass


def _read_only_disk(path: Path) -> bool:
    if not hasattr(os, "statvfs"):
        return False
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
