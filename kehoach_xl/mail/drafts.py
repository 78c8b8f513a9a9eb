"""Draft letters as files that mail programs open ready to send."""

import contextlib
from pathlib import Path

from kehoach_xl.domain.header_text import file_name
from kehoach_xl.domain.letter_id import last_of
from kehoach_xl.domain.text import slug
from kehoach_xl.engine.saving import patiently, write_synced
from kehoach_xl.errors import Stop, why

ENDING = ".eml"
OLD_DRAFTS = "ban-truoc"
# Of the hash that tells two receipts of one agency apart.
SIGNS = 8


def draft_name(kind: str, agency: str, letter_id: str) -> str:
    """«SCT_Gui-phieu.eml»: one name for all forms of an agency in a period, so that only the newest lies in the folder;
    reminders and receipts are told apart by what their id ends on.

    >>> draft_name("Gửi phiếu", "SCT", "form|2025-H2/SCT/01"), draft_name("Đôn đốc", "STC", "remind|2025-H2|STC|2")
    ('SCT_Gui-phieu.eml', 'STC_Don-doc_2.eml')
    """
    last = f"_{slug(name[:SIGNS])}" if (name := last_of(letter_id)) else ""
    return file_name(f"{agency}_{slug(kind)}{last}{ENDING}")


def keep_draft(folder: Path, name: str, data: bytes) -> Path:
    """Write a draft whole or not at all. One of that name that says the same, of whatever moment, is left alone; one
    that says something else may have been worked on in a mail program: it is moved aside. Raises Stop MAIL_063, and
    MAIL_089 for one that a mail program holds open."""
    target = folder / name
    temporary = folder / f".~{name}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        write_synced(temporary, data)
    except OSError as error:
        raise Stop("MAIL_063", folder=folder, reason=why(error)) from error
    try:
        if target.exists():
            if _undated(target.read_bytes()) == _undated(data):
                return target
            patiently(lambda: _put_aside(target), target)
        patiently(lambda: _move(temporary, target), target)
    except (PermissionError, Stop) as error:  # the folder was written to a moment ago: it is this file
        raise Stop("MAIL_089", file=name) from error
    except OSError as error:
        raise Stop("MAIL_063", folder=folder, reason=why(error)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return target


def _undated(letter: bytes) -> bytes:
    """A letter without its Date, which is the moment of writing."""
    head, end, body = letter.partition(b"\r\n\r\n")
    return b"\r\n".join(line for line in head.split(b"\r\n") if not line.startswith(b"Date:")) + end + body


def _put_aside(path: Path) -> None:
    folder = path.parent / OLD_DRAFTS
    folder.mkdir(exist_ok=True)
    number = 1
    while (aside := folder / f"{path.stem}_{number}{path.suffix}").exists():
        number += 1
    path.replace(aside)


def _move(source: Path, target: Path) -> None:
    source.replace(target)
