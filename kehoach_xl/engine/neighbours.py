"""What sync clients (OneDrive, Dropbox, Google Drive, Nextcloud, Syncthing, iCloud) leave in place of a workbook or
beside it: files that are only names here, and copies they split off when two machines wrote at the same time.
"""

import contextlib
import os
import re
from pathlib import Path

from kehoach_xl.errors import Stop

# Attributes of Windows for a file whose bytes are elsewhere: FILE_ATTRIBUTE_OFFLINE, _RECALL_ON_OPEN,
# _RECALL_ON_DATA_ACCESS (winnt.h); and macOS' SF_DATALESS (sys/stat.h).
_ELSEWHERE = 0x1000 | 0x40000 | 0x400000
_DATALESS = 0x40000000
_HEAD = 4096

# What follows the name of the workbook in the name of a conflicted copy.
_CONFLICTED = (
    r"-(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{0,17}",  # OneDrive: the name of the machine, a number if there are more
    r" \([^()]*(conflicted copy|conflict|xung đột)[^()]*\)( ?\(\d+\))?",  # Dropbox, Nextcloud
    r" ?\[Conflict\]( ?\(\d+\))?",  # Google Drive
    r"_conf\(\d+\)",  # Box, Egnyte
    r" - (Copy|Bản sao)( ?\(\d+\))?",  # Windows, when somebody copies it in place
    r" \(\d{1,2}\)",  # Google Drive
    r"_conflict-\d{8}-\d{6}",  # ownCloud, older Nextcloud
    r"\.sync-conflict-\d{8}-\d{6}(-[A-Z0-9]+)?",  # Syncthing
    r" \d",  # iCloud Drive
)


def conflicted_copies(path: Path) -> list[Path]:
    """Files beside ``path`` that are named as sync clients name the copies they split off, by name. What is in them is
    not looked at."""
    name = re.compile(rf"{re.escape(path.stem)}({'|'.join(_CONFLICTED)}){re.escape(path.suffix)}")
    try:
        found = [one for one in path.parent.iterdir() if name.fullmatch(one.name) and one.is_file()]
    except OSError:
        return []
    return sorted(found)


def refuse_placeholder(path: Path) -> None:
    """``Stop`` OPEN_044 for a file of which only the name is on this machine."""
    if is_placeholder(path):
        raise Stop("OPEN_044", name=path.name)


def is_placeholder(path: Path) -> bool:
    """Whether a sync client still keeps the content elsewhere. Asking fetches nothing."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return path.with_name(f".{path.name}.icloud").exists()
    except OSError:
        return False
    return marked_elsewhere(
        getattr(status, "st_file_attributes", 0), getattr(status, "st_flags", 0)
    ) or _hollow(path, status)


def marked_elsewhere(attributes: int, flags: int) -> bool:
    """What Windows' attributes (``st_file_attributes``) or macOS' flags (``st_flags``) say."""
    return bool(attributes & _ELSEWHERE or flags & _DATALESS)


def _hollow(path: Path, status: os.stat_result) -> bool:
    """A size without a block on the disk, and nothing but zeros to read: some file systems count no blocks at all."""
    if getattr(status, "st_blocks", 1) or not status.st_size:
        return False
    with contextlib.suppress(OSError), path.open("rb") as file:
        return not any(file.read(_HEAD))
    return False
