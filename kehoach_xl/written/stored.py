"""What stands in a written file for a part that was seen while it was made."""

import hashlib
import os
import struct
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import BinaryIO

from kehoach_xl.written.sent import Seen

_HEADER = struct.Struct("<4s5H3L2H")  # of an entry
_DEFLATED = 8
_PIECE = 1 << 20


def as_seen(path: Path, written: zipfile.ZipFile, seen: Mapping[str, Seen]) -> Collection[str]:
    """The parts that were ``seen`` and stand in the file as they were; none, when any is another now: one may speak of
    another. ``written``: the directory of the file."""
    with path.open("rb") as file:
        same = all(stored(file, written.getinfo(part)) == one for part, one in seen.items())
    return seen.keys() if same else ()


def stored(file: BinaryIO, entry: zipfile.ZipInfo) -> Seen | None:
    """What stands there for an entry; None when it is not deflated, or says of itself otherwise than the directory."""
    file.seek(entry.header_offset)
    head = file.read(_HEADER.size)
    if len(head) < _HEADER.size:
        return None
    mark, _, _, method, _, _, crc, packed, size, name, extra = _HEADER.unpack(head)
    said = entry.compress_type, entry.CRC, entry.compress_size, entry.file_size
    if mark != b"PK\x03\x04" or method != _DEFLATED or said != (method, crc, packed, size):
        return None
    if file.read(name) != entry.orig_filename.encode():
        return None
    file.seek(extra, os.SEEK_CUR)
    digest, left = hashlib.sha256(), packed
    while piece := file.read(min(left, _PIECE)):
        digest.update(piece)
        left -= len(piece)
    return Seen(size, crc, digest.hexdigest())
