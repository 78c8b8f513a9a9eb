"""Links from one workbook to a cell of another, relative to where the first one lies, so that both may move together.

The target is a URI reference: what has a meaning there (``%``, ``#``, ``?``, quotes, spaces …) is percent-encoded.
Letters beyond ASCII stay as they are, as Excel writes them: Windows reads encoded bytes of a file name in its old code
page, not as UTF-8.
"""

import os
from pathlib import Path

from kehoach_xl.domain.consolidated import Place
from kehoach_xl.ooxml.refs import quote_sheet

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!'()*+,;=@")
# Excel repairs a workbook with a longer one.
MOST = 2079


def link(file: Path, base: Path, place: Place | None = None) -> str | None:
    """What XlsxWriter's ``write_url`` takes for a file, or a cell of it, seen from the folder ``base``; None when no
    link can name it (it is too long, or the name is no text)."""
    try:
        path, absolute = Path(os.path.relpath(file, base)), False
    except ValueError:  # another drive of Windows
        path, absolute = file, True
    parts = [part if absolute and at == 0 else _encoded(part) for at, part in enumerate(path.parts)]
    target = "/".join(part.rstrip("\\/") for part in parts)
    anchor = f"#{quote_sheet(place.sheet)}!{place.address}" if place else ""
    try:
        target.encode()
    except UnicodeEncodeError:
        return None
    return f"external:{target}{anchor}" if max(len(target), len(anchor)) <= MOST else None


def _encoded(part: str) -> str:
    """One step of a path."""
    return "".join(
        char if char in _PLAIN or (ord(char) > 127 and char.isprintable()) else
        "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogateescape"))
        for char in part
    )  # fmt: skip
