"""The parts of any zip package, inflated within bounds that are counted while inflating."""

import contextlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

from isal import isal_zlib

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.limits import Limits
from kehoach_xl.ooxml.xmlscan import require_plain_xml
from kehoach_xl.ooxml.zipdir import Entry, read_directory, require_package

_XML_ENDINGS = (".xml", ".rels")
_CHUNK = 1 << 18


class Parts:
    """What a zip holds, by name and without case. Immutable."""

    def __init__(self, data: bytes, name: str, limits: Limits, entries: Sequence[Entry] | None = None) -> None:
        """``entries``: of its directory, where they are known."""
        self.data = data
        self.name = name
        self.limits = limits
        self._entries = read_directory(data, limits, name) if entries is None else entries
        self.part_names = require_package(self._entries, limits, name)
        self._by_name = dict(zip(self.part_names.folded, self._entries, strict=True))
        self.size = sum([entry.size for entry in self._entries])  # of all parts, inflated: none is ever more
        if self.size > limits.inflated_bytes:
            largest = max(self._entries, key=lambda entry: entry.size)
            raise Stop("GATE_012", name=name, part=largest.name)

    @property
    def names(self) -> Sequence[str]:
        """Part names in the order of the directory."""
        return self.part_names.all

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._by_name

    def stored_name(self, part: str) -> str:
        """The part's name as this package spells it."""
        return self._by_name[part.casefold()].name

    def crc(self, part: str) -> int:
        return self._by_name[part.casefold()].crc

    def read(self, part: str, most: int | None = None) -> bytes:
        """Inflate one part (names compare without case, as in OPC). XML parts are checked for a DTD."""
        entry = self._by_name.get(part.casefold())
        if entry is None:
            raise Stop("GATE_015", name=self.name, part=part)
        _within(entry, self.limits.inflated_bytes if most is None else most, self.limits, self.name)
        packed, is_xml = self.data[entry.data : entry.data + entry.packed], entry.name.lower().endswith(_XML_ENDINGS)
        if entry.size <= _LARGEST and entry.packed <= _LARGEST:
            with contextlib.suppress(Stop):  # said below with the names of this file
                return _known(packed, entry.size, entry.crc, entry.method, is_xml)
        return _checked(packed, entry, is_xml, self.name)

    def stream(self, part: str) -> Iterator[bytes]:
        """As :meth:`read`, piece by piece; what a ``Stop`` at the end says is true of all that came before. Not checked
        for a DTD."""
        entry = self._by_name.get(part.casefold())
        if entry is None:
            raise Stop("GATE_015", name=self.name, part=part)
        yield from inflating(self.data, entry, self.limits, self.name)

    def read_small(self, part: str) -> bytes:
        """Inflate a part that is never large in an honest file (workbook, styles, relations)."""
        return self.read(part, self.limits.small_part_bytes)


# Forms of one distribution share all small parts but those that name the agency.
_PARTS = 16
_LARGEST = 32 << 10  # bytes of one that is kept


@lru_cache(_PARTS)
def _known(packed: bytes, size: int, crc: int, method: int, is_xml: bool) -> bytes:
    return _checked(packed, Entry("", b"", 0, 0, len(packed), size, crc, method, 0), is_xml, "")


def _checked(packed: bytes, entry: Entry, is_xml: bool, name: str) -> bytes:
    data = _content(packed, entry, name)
    if is_xml:
        require_plain_xml(data, entry.name, name)
    return data


def inflate(whole: bytes, entry: Entry, most: int, limits: Limits, name: str) -> bytes:
    """The content of one entry, at most ``most`` bytes. ``Stop`` when it is more, or not what its checksum says."""
    _within(entry, most, limits, name)
    return _content(whole[entry.data : entry.data + entry.packed], entry, name)


def _content(packed: bytes, entry: Entry, name: str) -> bytes:
    data = packed
    if entry.method != 0:
        try:
            # The declared size is the bound while inflating: more than declared is a lie.
            data = isal_zlib.decompressobj(-15).decompress(packed, entry.size + 1)
        except isal_zlib.error as error:
            raise Stop("GATE_007", name=name, reason=f"không giải nén được {entry.name}") from error
        if len(data) > entry.size:
            raise Stop("GATE_012", name=name, part=entry.name)
    if len(data) != entry.size or isal_zlib.crc32(data) != entry.crc:
        raise Stop("GATE_007", name=name, reason=f"sai mã kiểm tra của {entry.name}")
    return data


def _within(entry: Entry, most: int, limits: Limits, name: str) -> None:
    too_well = entry.size > limits.ratio_floor and entry.size > limits.ratio * max(entry.packed, 1)
    if too_well or entry.size > most:
        raise Stop("GATE_012", name=name, part=entry.name)


def inflating(whole: bytes, entry: Entry, limits: Limits, name: str) -> Iterator[bytes]:
    """As :func:`inflate`, piece by piece."""
    _within(entry, limits.inflated_bytes, limits, name)
    packed = whole[entry.data : entry.data + entry.packed]
    total = crc = 0
    # The declared size is the bound while inflating: more than declared is a lie and ends here.
    for piece in (packed,) if entry.method == 0 else _inflated(packed, entry, name):
        total += len(piece)
        if total > entry.size and entry.method != 0:
            raise Stop("GATE_012", name=name, part=entry.name)
        crc = isal_zlib.crc32(piece, crc)
        yield piece
    if total != entry.size or crc != entry.crc:
        raise Stop("GATE_007", name=name, reason=f"sai mã kiểm tra của {entry.name}")


def _inflated(packed: bytes, entry: Entry, name: str) -> Iterator[bytes]:
    inflater = isal_zlib.decompressobj(-15)
    pending = packed
    try:
        while not inflater.eof:
            piece = inflater.decompress(pending, _CHUNK)
            pending = inflater.unconsumed_tail
            if not piece and not pending:
                break
            yield piece
    except isal_zlib.error as error:
        raise Stop("GATE_007", name=name, reason=f"không giải nén được {entry.name}") from error
