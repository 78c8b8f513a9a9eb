"""The zip directory read with suspicion: raw records, byte extents, no decompression.

The standard ``zipfile`` hides what is needed here: the raw header bytes (so that untouched parts can be
copied as they are) and the extents (so that overlapping entries are seen).
"""

import struct
from typing import NamedTuple

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.limits import Limits

END = struct.Struct("<4s4H2LH")
CENTRAL = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
ENCRYPTED = 0x1 | 0x40
UTF8_NAME = 0x800


class Entry(NamedTuple):
    """One packed part: where its local record and its data lie, and its raw central record."""

    name: str
    central: bytes
    start: int  # of the local header
    data: int  # of the packed bytes
    packed: int
    size: int
    crc: int
    method: int
    end: int = 0  # of the record: the next record's start, so a data descriptor is included
    locked: bool = False


def read_directory(data: bytes, limits: Limits, name: str, archive: bool = False) -> tuple[Entry, ...]:
    """The entries of ``data`` in directory order; ``Stop`` when the directory cannot be trusted.

    ``archive``: somebody packed her own files; their names are labels only, and single ones may be locked or packed
    in a way not known here.
    """
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if at < 0 or at + END.size > len(data):
        raise Stop("GATE_007", name=name, reason="thiếu phần cuối tệp")
    _, _, _, _, count, length, offset, _ = END.unpack_from(data, at)
    if count == 0xFFFF or offset == 0xFFFFFFFF:
        count, length, offset, at = _zip64_end(data, at, name)
    if count > limits.entries:
        raise Stop("GATE_011", name=name, count=count, limit=limits.entries)
    if offset + length != at:
        raise Stop("GATE_007", name=name, reason="mục lục tệp nén lệch vị trí")
    entries = []
    cursor = offset
    for _ in range(count):
        entry = _entry(data, cursor, at, name, archive)
        cursor += len(entry.central)
        entries.append(entry)
    if not archive:
        _check_names(entries, name)
    return _with_ends(entries, offset, name)


def _zip64_end(data: bytes, at: int, name: str) -> tuple[int, int, int, int]:
    locator = data.rfind(b"PK\x06\x07", 0, at)
    if locator >= 0 and locator + 20 == at:
        (where,) = struct.unpack_from("<Q", data, locator + 8)
        if data[where : where + 4] == b"PK\x06\x06" and where + 56 <= locator:
            count, length, offset = struct.unpack_from("<3Q", data, where + 32)
            return count, length, offset, where
    raise Stop("GATE_007", name=name, reason="mục lục tệp nén sai")


def _entry(data: bytes, at: int, end: int, name: str, archive: bool) -> Entry:
    if at + CENTRAL.size > end or data[at : at + 4] != b"PK\x01\x02":
        raise Stop("GATE_007", name=name, reason="mục lục tệp nén sai")
    (_, _, _, flags, method, _, _, crc, packed, size, n_name, n_extra, n_comment, *_, offset) = (
        CENTRAL.unpack_from(data, at)
    )
    stop = at + CENTRAL.size + n_name + n_extra + n_comment
    if stop > end:
        raise Stop("GATE_007", name=name, reason="mục lục tệp nén sai")
    raw_name = data[at + CENTRAL.size : at + CENTRAL.size + n_name]
    part = raw_name.decode("utf-8" if flags & UTF8_NAME else "cp437", errors="replace")
    if flags & ENCRYPTED and not archive:
        raise Stop("GATE_010", name=name, part=part)
    if method not in (0, 8) and not archive:
        raise Stop("GATE_007", name=name, reason=f"kiểu nén {method} không dùng trong tệp Excel")
    extra = data[at + CENTRAL.size + n_name : at + CENTRAL.size + n_name + n_extra]
    if 0xFFFFFFFF in (size, packed, offset):
        size, packed, offset = _zip64_fields(extra, size, packed, offset)
    if offset + LOCAL.size > len(data) or data[offset : offset + 4] != b"PK\x03\x04":
        raise Stop("GATE_007", name=name, reason=f"mất thành phần {part}")
    local = LOCAL.unpack_from(data, offset)
    begin = offset + LOCAL.size + local[9] + local[10]
    if data[offset + LOCAL.size : offset + LOCAL.size + local[9]] != raw_name and not archive:
        raise Stop("GATE_008", name=name, part=part)
    return Entry(part, data[at:stop], offset, begin, packed, size, crc, method, locked=bool(flags & ENCRYPTED))


def _zip64_fields(extra: bytes, *fields: int) -> tuple[int, ...]:
    """Sizes and offset with the 0xFFFFFFFF placeholders taken from the zip64 extra field."""
    at = 0
    values: list[int] = []
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1:
            body = extra[at + 4 : at + 4 + length]
            values = list(struct.unpack_from(f"<{len(body) // 8}Q", body))
        at += 4 + length
    return tuple(values.pop(0) if field == 0xFFFFFFFF and values else field for field in fields)


def _check_names(entries: list[Entry], name: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        part = entry.name
        unsafe = (
            not part
            or part.startswith("/")
            or "\\" in part
            or "\x00" in part
            or ":" in part.split("/")[0]
            or ".." in part.split("/")
        )
        if unsafe or part.casefold() in seen:
            raise Stop("GATE_008", name=name, part=part)
        seen.add(part.casefold())


def _with_ends(entries: list[Entry], directory: int, name: str) -> tuple[Entry, ...]:
    """Fill each record's end; records that reach into the next one are a zip bomb's mark (CVE-2024-0450)."""
    ends: dict[int, int] = {}
    ordered = sorted(entries, key=lambda entry: entry.start)
    for entry, following in zip(ordered, [*(e.start for e in ordered), directory][1:], strict=True):
        if entry.data + entry.packed > following:
            raise Stop("GATE_009", name=name)
        ends[entry.start] = following
    return tuple([Entry(*entry[:8], ends[entry.start], entry.locked) for entry in entries])
