"""The workbook part: sheets, names, calculation, and what kind of file this is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.package import Package, Relation
from kehoach_xl.ooxml.part_names import PartNames
from kehoach_xl.ooxml.properties import Value, read_custom, read_times
from kehoach_xl.ooxml.refs import Area, parse_area
from kehoach_xl.ooxml.remembered import remembered
from kehoach_xl.ooxml.strings import read_strings
from kehoach_xl.ooxml.styles import PLAIN, Style, read_styles
from kehoach_xl.ooxml.xmlscan import local, new_parser, parse


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One tab; ``part`` is "" when the file lacks it, ``kind`` worksheet, chartsheet, dialogsheet, …"""

    name: str
    part: str
    state: str  # visible, hidden, veryHidden
    kind: str = "worksheet"


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A workbook name; ``sheet_index`` from 0 when it belongs to one sheet. Span: bytes of its element."""

    name: str
    refers_to: str
    hidden: bool = False
    sheet_index: int | None = None
    span: tuple[int, int] = (0, 0)

    @property
    def area(self) -> Area | None:
        return parse_area(self.refers_to)


@dataclass(frozen=True, slots=True)
class Flags:
    """What travels along: never opened here, only told."""

    has_macros: bool = False
    external_links: bool = False
    ole_objects: bool = False
    signed: bool = False
    dde_links: bool = False
    comments: bool = False


class WorkbookParts:
    """The workbook of ``package``, parsed once; strings, styles and properties on first use."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.rels: Mapping[str, Relation] = package.rels(package.workbook_part)
        self.xml = package.read_small(package.workbook_part)
        self.sheets: list[SheetPart] = []
        self.names: list[DefinedName] = []
        self.date1904 = False
        self.starts: Mapping[str, int] = {}  # offset of each child of <workbook>, for splicing
        self.ends: Mapping[str, int] = {}  # past it
        self._scan()
        if not self.sheets:
            part = package.workbook_part
            raise Stop("GATE_018", name=package.name, part=part, reason="không có trang tính")

    def _scan(self) -> None:
        told = _workbook(self.xml, self.package.workbook_part, self.package.name)
        self.sheets = [self._sheet(attributes) for attributes in told.sheets]
        self.names = list(told.names)
        self.date1904, self.starts, self.ends = told.date1904, told.starts, told.ends

    def _sheet(self, attributes: Mapping[str, str]) -> SheetPart:
        rid = next((value for key, value in attributes.items() if "}" in key and local(key) == "id"), "")
        relation = self.rels.get(rid, Relation("worksheet", "", False))
        part = relation.target if relation.target in self.package and not relation.external else ""
        return SheetPart(attributes.get("name", ""), part, attributes.get("state", "visible"), relation.kind)

    @cached_property
    def names_by_fold(self) -> Mapping[str, Sequence[int]]:
        """The places of the defined names that are spelt alike but for case."""
        found: dict[str, list[int]] = {}
        for at, one in enumerate(self.names):
            found.setdefault(one.name.casefold(), []).append(at)
        return found

    @cached_property
    def strings_part(self) -> str | None:
        """The part of the shared string table."""
        return self.package.related("sharedStrings")

    @cached_property
    def strings(self) -> list[str]:
        return read_strings(self.package, self.strings_part) if self.strings_part else []

    @cached_property
    def styles(self) -> Sequence[Style]:
        part = self.package.related("styles")
        return read_styles(self.package, part) if part else ()

    def style(self, index: int) -> Style:
        return self.styles[index] if index < len(self.styles) else PLAIN

    @cached_property
    def properties(self) -> dict[str, Value]:
        """Custom document properties."""
        part = self._document_part("custom-properties", "customProperties")
        return read_custom(self.package, part) if part else {}

    @cached_property
    def times(self) -> tuple[datetime | None, datetime | None]:
        """(created, modified)."""
        part = self._document_part("core-properties", "coreProperties")
        return read_times(self.package, part) if part else (None, None)

    @property
    def created(self) -> datetime | None:
        return self.times[0]

    @property
    def modified(self) -> datetime | None:
        return self.times[1]

    def _document_part(self, *kinds: str) -> str | None:
        for relation in self.package.rels("").values():
            if relation.kind in kinds and not relation.external and relation.target in self.package:
                return relation.target
        return None

    @cached_property
    def flags(self) -> Flags:
        types = {kind.casefold() for kind in self.package.content_types.values()}
        kinds = {relation.kind for relation in self.rels.values()}
        named = self.package.part_names.told(_flags)
        return replace(
            named,
            has_macros=named.has_macros or any("vbaproject" in t or "macrosheet" in t for t in types),
            external_links=named.external_links or "externalLink" in kinds,
            signed=named.signed or any("digital-signature" in t for t in types),
        )


def _flags(names: PartNames) -> Flags:
    """What the names of the parts say."""
    parts = names.folded
    return Flags(
        has_macros=any(part.endswith("vbaproject.bin") or "/macrosheets/" in part for part in parts),
        external_links=any("/externallinks/" in part for part in parts),
        ole_objects=any("/embeddings/" in part or "/activex/" in part for part in parts),
        signed=any(part.startswith("_xmlsignatures/") for part in parts),
        # ECMA-376 part 1, 12.3.3 comments; threaded ones as Excel 365 writes them
        comments=any(re.fullmatch(r"xl/(?:.*/)?(?:threaded)?comments?[^/]*\.(?:xml|bin)", part) for part in parts),
    )


class _Told(NamedTuple):
    """What the workbook part says: the attributes of each sheet; offsets of, and past, each child of its root."""

    sheets: tuple[Mapping[str, str], ...]
    names: tuple[DefinedName, ...]
    date1904: bool
    starts: Mapping[str, int]
    ends: Mapping[str, int]


@remembered
def _workbook(xml: bytes, part: str, name: str) -> _Told:
    parser = new_parser(part, name)
    depth = begin = 0
    date1904 = False
    sheets: list[dict[str, str]] = []
    names: list[DefinedName] = []
    starts: dict[str, int] = {}
    ends: dict[str, int] = {}
    text: list[str] = []
    current: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, current, begin, date1904
        depth += 1
        tag = local(tag)
        if depth == 2:
            starts.setdefault(tag, parser.CurrentByteIndex)
        if depth == 2 and tag == "workbookPr":
            date1904 = attributes.get("date1904") in ("1", "true")
        elif depth == 3 and tag == "sheet":
            sheets.append(attributes)
        elif depth == 3 and tag == "definedName":
            current, begin = attributes, parser.CurrentByteIndex
            text.clear()

    def end(tag: str) -> None:
        nonlocal depth
        tag = local(tag)
        if depth == 3 and tag == "definedName":
            names.append(_name(current, "".join(text), (begin, _past_end(xml, begin, parser.CurrentByteIndex))))
        elif depth == 2:
            ends[tag] = _past_end(xml, starts[tag], parser.CurrentByteIndex)
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text.append
    parse(parser, xml, part, name)
    return _Told(tuple(sheets), tuple(names), date1904, starts, ends)


def _past_end(xml: bytes, begin: int, at: int) -> int:
    """Offset past the element that began at ``begin``; ``at`` is where expat stands at its end."""
    stop = begin + 1
    while xml[stop : stop + 1] not in (b" ", b"\t", b"\r", b"\n", b"/", b">"):
        stop += 1
    closing = b"</" + xml[begin + 1 : stop]
    return xml.index(b">", at) + 1 if xml.startswith(closing, at) else at


def _name(attributes: Mapping[str, str], text: str, span: tuple[int, int]) -> DefinedName:
    index = attributes.get("localSheetId", "")
    return DefinedName(
        attributes.get("name", ""),
        text,
        attributes.get("hidden") in ("1", "true"),
        int(index) if index.isascii() and index.isdigit() and len(index) < 6 else None,
        span,
    )
