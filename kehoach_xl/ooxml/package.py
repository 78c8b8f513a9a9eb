"""A workbook package: gated when opened, written without touching the rest."""

import posixpath
import struct
import zlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import unquote

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml import sniff
from kehoach_xl.ooxml.limits import MASTER_LIMITS, MEGABYTE, Limits
from kehoach_xl.ooxml.part_names import PartNames
from kehoach_xl.ooxml.parts import Parts
from kehoach_xl.ooxml.remembered import remembered
from kehoach_xl.ooxml.xmlscan import walk
from kehoach_xl.ooxml.zipdir import CENTRAL, END, LOCAL, UTF8_NAME, Entry

_WORKBOOK_TYPES = (
    "spreadsheetml.sheet.main+xml",
    "spreadsheetml.template.main+xml",
    "ms-excel.sheet.macroenabled.main+xml",
    "ms-excel.template.macroenabled.main+xml",
    "ms-excel.addin.macroenabled.main+xml",
)


class Relation(NamedTuple):
    """One relationship: the last word of its type, its resolved target, whether it points outside."""

    kind: str
    target: str
    external: bool


class Packed(NamedTuple):
    """The content of a part, deflated once for every package that holds it: its bytes, and size and checksum of what
    they inflate to."""

    deflated: bytes
    size: int
    crc: int


def packed(data: bytes) -> Packed:
    """The content of a part, ready for :meth:`Package.write`."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)  # 9 takes twice the time and saves a hundredth
    return Packed(packer.compress(data) + packer.flush(), len(data), zlib.crc32(data))


class Package(Parts):
    """The parts of one workbook package. Immutable; ``write`` makes another package."""

    def __init__(
        self, data: bytes, name: str, limits: Limits = MASTER_LIMITS, entries: Sequence[Entry] | None = None
    ) -> None:
        sniff.require_zip(data, name)
        super().__init__(data, name, limits, entries)
        self._rels: dict[str, Mapping[str, Relation]] = {}
        self.content_types = self._content_types()
        self.workbook_part = self._find_workbook()

    @classmethod
    def open(
        cls,
        source: Path | str | bytes,
        limits: Limits = MASTER_LIMITS,
        name: str | None = None,
        entries: Sequence[Entry] | None = None,
    ) -> "Package":
        """Open a path or bytes. ``name`` is how messages call the file (default: its own name); ``entries``: of its
        directory, where they are known."""
        if isinstance(source, bytes):
            name, data = name or "(tệp)", source
            size = len(source)
        else:
            path = Path(source)
            name, size = name or path.name, path.stat().st_size
        if size > limits.file_bytes:
            raise Stop("GATE_020", name=name, size=size // MEGABYTE, limit=limits.file_bytes // MEGABYTE)
        if not isinstance(source, bytes):
            data = path.read_bytes()
        return cls(data, name, limits, entries)

    def _content_types(self) -> Mapping[str, str]:
        """Content type of every part, by part name; parts without one are left out."""
        mimetype = self.read("mimetype", 1024) if "mimetype" in self else b""
        if mimetype.startswith(b"application/vnd.oasis.opendocument"):
            raise Stop("GATE_017", name=self.name)
        if "[Content_Types].xml" not in self:
            raise Stop("GATE_015", name=self.name, part="[Content_Types].xml")
        types = self.read_small("[Content_Types].xml")
        _types(types, "[Content_Types].xml", self.name)  # said by its name what is wrong with them
        return self.part_names.told(_by_part, types)

    def _find_workbook(self) -> str:
        target = next((r.target for r in self.rels("").values() if r.kind == "officeDocument" and not r.external), None)
        if target is None or target not in self:
            raise Stop("GATE_015", name=self.name, part="workbook.xml")
        target = self._by_name[target.casefold()].name
        kind = self.content_types.get(target, "").lower()
        if "binary" in kind or target.lower().endswith(".bin"):
            raise Stop("GATE_016", name=self.name)
        if "wordprocessingml" in kind or "presentationml" in kind:
            raise Stop("GATE_021", name=self.name)
        if not kind.endswith(_WORKBOOK_TYPES):
            raise Stop("GATE_015", name=self.name, part="workbook.xml")
        return target

    def rels(self, part: str) -> Mapping[str, Relation]:
        """Relationships of ``part`` (``""`` is the package) by id; targets resolved to part names."""
        found = self._rels.get(part)
        if found is None:
            found = self._rels[part] = self._read_rels(part)
        return found

    def _read_rels(self, part: str) -> Mapping[str, Relation]:
        path = posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")
        if path not in self:
            return {}
        relations = self.read_small(path)
        _relations(relations, path, self.name)  # said by its name what is wrong with them
        return self.part_names.told(_resolved, part, relations)

    def related(self, kind: str) -> str | None:
        """The part of this kind that the workbook names and the package has."""
        relations = self.rels(self.workbook_part).values()
        targets = [one.target for one in relations if one.kind == kind and not one.external]
        return next((target for target in targets if target in self), None)

    def write(
        self, target: BinaryIO, replaced: Mapping[str, bytes | Packed], removed: Collection[str] = frozenset()
    ) -> None:
        """Write the package with some parts replaced or left out.

        Every other part keeps its record byte for byte: header, time, attributes, packed data, order.
        Replaced parts are deflated under the time and attributes of the entry they replace.
        """
        known = set(self.names)
        unknown = [part for part in (*replaced, *removed) if part not in known]
        if unknown:
            raise KeyError(f"no such parts: {unknown}")
        central: list[bytes] = []
        offset = 0
        for entry in self._entries:
            if entry.name in removed:
                continue
            if entry.name in replaced:
                record, header = _deflated(entry, replaced[entry.name], offset)
            else:
                record = self.data[entry.start : entry.end]
                header = _moved(entry.central, offset)
            target.write(record)
            central.append(header)
            offset += len(record)
        directory = b"".join(central)
        target.write(directory)
        target.write(END.pack(b"PK\x05\x06", 0, 0, len(central), len(central), len(directory), offset, 0))


@remembered
def _types(data: bytes, part: str, name: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Content types by ending, and by part."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        if tag == "Default":
            defaults[attributes.get("Extension", "").casefold()] = kind
        elif tag == "Override":
            overrides[attributes.get("PartName", "").lstrip("/").casefold()] = kind

    walk(data, part, name, start)
    return defaults, overrides


@remembered
def _relations(data: bytes, part: str, name: str) -> tuple[tuple[str, str, str, bool], ...]:
    """(id, last word of its type, target as it stands there, whether it points outside) of each relationship."""
    found: list[tuple[str, str, str, bool]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            kind, external = attributes.get("Type", "").rpartition("/")[2], attributes.get("TargetMode") == "External"
            found.append((attributes.get("Id", ""), kind, attributes.get("Target", ""), external))

    walk(data, part, name, start)
    return tuple(found)


def _by_part(names: PartNames, types: bytes) -> Mapping[str, str]:
    """The content type of each part that has one."""
    defaults, overrides = _types(types, "", "")
    found: dict[str, str] = {}
    for part, folded in zip(names.all, names.folded, strict=True):
        ending = posixpath.splitext(folded)[1][1:]
        if kind := overrides.get(folded) or defaults.get(ending):
            found[part] = kind
    return found


def _resolved(names: PartNames, part: str, relations: bytes) -> Mapping[str, Relation]:
    """The relations of a part by id, targets as the package spells them."""
    found: dict[str, Relation] = {}
    for rid, kind, target, external in _relations(relations, "", ""):
        if not external:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), unquote(target))).lstrip("/")
            target = names.known.get(target.casefold(), target)
        found[rid] = Relation(kind, target, external)
    return found


def _moved(central: bytes, offset: int) -> bytes:
    """The central record with its local header's new offset (the last field of the fixed part)."""
    return central[: CENTRAL.size - 4] + struct.pack("<L", offset) + central[CENTRAL.size :]


def _deflated(entry: Entry, data: bytes | Packed, offset: int) -> tuple[bytes, bytes]:
    body = data if isinstance(data, Packed) else packed(data)
    fields = list(CENTRAL.unpack_from(entry.central))
    encoded = entry.central[CENTRAL.size : CENTRAL.size + fields[10]]
    flags = fields[3] & UTF8_NAME  # sizes stand in the header, so no data descriptor follows
    sizes = body.crc, len(body.deflated), body.size
    made_by, time, date, internal, external = fields[1], fields[5], fields[6], fields[14], fields[15]
    local = LOCAL.pack(b"PK\x03\x04", 20, flags, 8, time, date, *sizes, len(encoded), 0)
    header = CENTRAL.pack(
        b"PK\x01\x02", made_by, 20, flags, 8, time, date, *sizes,
        len(encoded), 0, 0, 0, internal, external, offset,
    )  # fmt: skip
    return local + encoded + body.deflated, header + encoded
