"""The zip directory read with suspicion: raw records, byte extents, no decompression.

The standard ``zipfile`` hides what is needed here: the raw header bytes (so that untouched parts can be
copied as they are) and the extents (so that overlapping entries are seen).
"""

import struct
from collections.abc import Sequence
from operator import gt
from typing import NamedTuple

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.limits import Limits
from kehoach_xl.ooxml.part_names import PartNames, part_names

END = struct.Struct("<4s4H2LH")
CENTRAL = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
ENCRYPTED = 0x1 | 0x40
UTF8_NAME = 0x800


class Entry(NamedTuple):
    """One packed part: where its local record and its data lie, and its raw central record.

    ``end``: of the record, which is where the next one starts, so a data descriptor is included; ``locked``: with a
    password; ``renamed``: its local record gives another name.
    """

    name: str
    central: bytes
    start: int  # of the local header
    data: int  # of the packed bytes
    packed: int
    size: int
    crc: int
    method: int
    end: int
    locked: bool = False
    renamed: bool = False


def read_directory(data: bytes, limits: Limits, name: str) -> tuple[Entry, ...]:
    """The entries of ``data`` in directory order; ``Stop`` when the directory cannot be trusted. Names are labels only,
    and single entries may be locked or packed in a way not known here: see :func:`require_package`."""
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
        entry = _entry(data, cursor, at, name)
        cursor += len(entry[1])
        entries.append(entry)
    ends = _ends(entries, offset, name)
    return tuple([Entry._make((*entry[:8], ends[entry[2]], *entry[8:])) for entry in entries])


def require_package(entries: Sequence[Entry], limits: Limits, name: str) -> PartNames:
    """The names of entries as any program reads them; ``Stop`` for what no package has."""
    if len(entries) > limits.entries:
        raise Stop("GATE_011", name=name, count=len(entries), limit=limits.entries)
    for entry in entries:
        if entry.locked:
            raise Stop("GATE_010", name=name, part=entry.name)
        if entry.method not in (0, 8):
            raise Stop("GATE_007", name=name, reason=f"kiểu nén {entry.method} không dùng trong tệp Excel")
        if entry.renamed:
            raise Stop("GATE_008", name=name, part=entry.name)
    names = part_names(tuple([entry.name for entry in entries]))
    if names.unsafe is not None:
        raise Stop("GATE_008", name=name, part=names.unsafe)
    return names


def _zip64_end(data: bytes, at: int, name: str) -> tuple[int, int, int, int]:
    locator = data.rfind(b"PK\x06\x07", 0, at)
    if locator >= 0 and locator + 20 == at:
        (where,) = struct.unpack_from("<Q", data, locator + 8)
        if data[where : where + 4] == b"PK\x06\x06" and where + 56 <= locator:
            count, length, offset = struct.unpack_from("<3Q", data, where + 32)
            return count, length, offset, where
    raise Stop("GATE_007", name=name, reason="mục lục tệp nén sai")


# An entry without its end, its name first.
_Begun = tuple[str, bytes, int, int, int, int, int, int, bool, bool]


def _entry(data: bytes, at: int, end: int, name: str) -> _Begun:
    if at + CENTRAL.size > end or data[at : at + 4] != b"PK\x01\x02":
        raise Stop("GATE_007", name=name, reason="mục lục tệp nén sai")
    (_, _, _, flags, method, _, _, crc, packed, size, n_name, n_extra, n_comment, *_, offset) = CENTRAL.unpack_from(
        data, at
    )
    named = at + CENTRAL.size + n_name
    stop = named + n_extra + n_comment
    if stop > end:
        raise Stop("GATE_007", name=name, reason="mục lục tệp nén sai")
    raw_name = data[named - n_name : named]
    # ASCII is the same in both, and decoded by Python itself in a tenth of the time.
    part = raw_name.decode("utf-8" if flags & UTF8_NAME or raw_name.isascii() else "cp437", errors="replace")
    if 0xFFFFFFFF in (size, packed, offset):
        size, packed, offset = _zip64_fields(data[named : named + n_extra], size, packed, offset)
    if offset + LOCAL.size > len(data) or data[offset : offset + 4] != b"PK\x03\x04":
        raise Stop("GATE_007", name=name, reason=f"mất thành phần {part}")
    local = LOCAL.unpack_from(data, offset)
    begin = offset + LOCAL.size + local[9]
    renamed = data[offset + LOCAL.size : begin] != raw_name
    locked = flags & ENCRYPTED != 0
    return part, data[at:stop], offset, begin + local[10], packed, size, crc, method, locked, renamed


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


def _ends(entries: Sequence[_Begun], directory: int, name: str) -> dict[int, int]:
    """Where each record ends, by its start; records that reach into the next one are a zip bomb's mark
    (CVE-2024-0450)."""
    ordered = sorted([(start, begin + packed) for _, _, start, begin, packed, *_ in entries])
    starts = [start for start, _ in ordered]
    following = [*starts[1:], directory][: len(starts)]
    if any(map(gt, [end for _, end in ordered], following)):
        raise Stop("GATE_009", name=name)
    return dict(zip(starts, following, strict=True))
