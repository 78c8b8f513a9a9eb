"""A small writer of OLE compound files ([MS-CFB], version 3): streams in storages, each in whole sectors."""

import struct
from collections.abc import Mapping
from typing import Any

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

Tree = Mapping[str, Any]  # name → bytes, or a Tree (a storage)


def compound(tree: Tree) -> bytes:
    """The bytes of a compound file with these streams and storages."""
    entries: list[dict[str, Any]] = []
    _add(entries, "Root Entry", 5, tree)
    small = [entry for entry in entries if entry["kind"] == 2 and len(entry["data"]) < _CUTOFF]
    large = [entry for entry in entries if entry["kind"] == 2 and len(entry["data"]) >= _CUTOFF]
    minis: list[int] = []
    mini_stream = b""
    for entry in small:
        entry["start"] = _chain(minis, -(-len(entry["data"]) // _MINI))
        mini_stream += entry["data"] + bytes(-len(entry["data"]) % _MINI)
    entries[0]["data"] = mini_stream
    directory = bytes(128 * (len(entries) + -len(entries) % 4))
    mini_fat = b"".join(struct.pack("<L", one) for one in minis)
    pieces = [entry["data"] for entry in (*large, entries[0])] + [mini_fat, directory]
    sectors = [-(-len(piece) // _SECTOR) for piece in pieces]
    fats = 1
    while fats * 128 < sum(sectors) + fats:
        fats += 1
    fat = [_FAT] * fats
    starts = [_chain(fat, count) for count in sectors]
    for entry, start in zip((*large, entries[0]), starts, strict=False):
        entry["start"] = start
    pieces[-1] = _directory(entries)
    table = b"".join(struct.pack("<L", one) for one in fat).ljust(fats * _SECTOR, b"\xff")
    head = struct.pack(
        "<8s16s5H6s9L", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, fats, starts[-1], 0,
        _CUTOFF, starts[-2] if minis else _END, sectors[-2], _END, 0,
    )  # fmt: skip
    heads = [*range(fats), *[_FREE] * (109 - fats)]
    body = b"".join(piece + bytes(-len(piece) % _SECTOR) for piece in pieces)
    return head + struct.pack("<109L", *heads) + table + body


def _chain(table: list[int], count: int) -> int:
    """Add a chain of so many sectors to a table; its first one."""
    start = len(table)
    table += [*range(start + 1, start + count), _END] if count else []
    return start if count else _END


def _add(entries: list[dict[str, Any]], name: str, kind: int, content: Any) -> int:
    at = len(entries)
    entries.append(
        {"name": name, "kind": kind, "data": b"", "start": _END if kind != 1 else 0, "left": _FREE, "child": _FREE}
    )
    if kind == 2:
        entries[at]["data"] = content
        return at
    # Names in the order of [MS-CFB] 2.6.4 (shorter first), chained to the left.
    before = _FREE
    for each in sorted(content, key=lambda one: (len(one), one.upper())):
        inner = content[each]
        index = _add(entries, each, 2 if isinstance(inner, bytes) else 1, inner)
        entries[index]["left"] = before
        before = index
    entries[at]["child"] = before
    return at


def _directory(entries: list[dict[str, Any]]) -> bytes:
    out = b""
    for entry in entries:
        name = (entry["name"] + "\0").encode("utf-16-le")
        out += struct.pack(
            "<64sHBB3L16sLQQLQ", name, len(name), entry["kind"], 1, entry["left"], _FREE, entry["child"], b"", 0, 0, 0,
            entry["start"], len(entry["data"]),
        )  # fmt: skip
    empty = struct.pack("<64sHBB3L16sLQQLQ", b"", 0, 0, 0, _FREE, _FREE, _FREE, b"", 0, 0, 0, 0, 0)
    return out + empty * (-len(entries) % 4)
