"""A Word package (.docx, .docm): gated like any other, its XML parts as trees without entities or the network."""

from typing import Any

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.limits import MEGABYTE, Limits
from kehoach_xl.ooxml.package import Package

# A plan of hundreds of pages is one part of some ten megabytes; pictures are never inflated.
_LIMITS = Limits(inflated_bytes=200 * MEGABYTE, small_part_bytes=40 * MEGABYTE)
_MAIN = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml",
         "ms-word.document.macroenabled.main+xml", "ms-word.template.macroenabledtemplate.main+xml")  # fmt: skip
_MOST_ELEMENTS = 3_000_000


class WordPackage(Package):
    """The parts of a Word document. ``workbook_part`` is its main part, '' when it is another kind of package."""

    def _find_workbook(self) -> str:
        kinds = self.rels("").values()
        target = next((one.target for one in kinds if one.kind == "officeDocument" and not one.external), "")
        if target not in self:
            return ""
        target = self.stored_name(target)
        return target if self.content_types.get(target, "").lower().endswith(_MAIN) else ""

    def tree(self, part: str) -> Any:
        """The root element of a part. Raises Stop GATE_018 for broken XML, GATE_013 for a DTD, IMPORT_019."""
        from lxml import etree

        data = self.read_small(part)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:  # also what is nested deeper than 256 elements
            raise Stop("GATE_018", name=self.name, part=part, reason=str(error)[:200]) from error
        if data.count(b"<") > 2 * _MOST_ELEMENTS:
            raise Stop("IMPORT_019", name=self.name, limit=_MOST_ELEMENTS, what="thành phần")
        return root

    def related(self, kind: str) -> Any | None:
        """The tree of the part that the main one names so (``numbering``, ``styles``, ``footnotes``), if any."""
        found = next((one.target for one in self.rels(self.workbook_part).values() if one.kind == kind), "")
        return self.tree(found) if found and found in self else None


def open_word(data: bytes, name: str) -> WordPackage | None:
    """The package of a Word document, None for any other zip. Raises Stop GATE_… when it is none that may be read."""
    from kehoach_xl.intake.containers import archive

    inside = archive.directory(data, name)
    if archive.what_is(data, name, inside) != archive.BOOK:
        return None
    package = WordPackage(data, name, _LIMITS, inside)
    return package if package.workbook_part else None


def local(element: Any) -> str:
    """The name of an element without its namespace, which differs between transitional and strict; '' for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any, *path: str) -> Any | None:
    """The first child of a name, then of that the next, None where one is missing."""
    for name in path:
        element = next((one for one in element if local(one) == name), None) if element is not None else None
    return element


def value(element: Any, name: str = "val") -> str | None:
    """An attribute of an element without its namespace; None where either is missing."""
    if element is None:
        return None
    found = next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == name), None)
    return None if found is None else str(found)


def is_on(element: Any, none: bool | None = None) -> bool | None:
    """A toggle such as <w:b/>, <w:b w:val="0"/>; ``none`` when it is not there."""
    return none if element is None else (value(element) or "1").lower() not in ("0", "false", "off", "none")


def whole(text: str | None, none: int = 0) -> int:
    """A small number, ``none`` for anything else."""
    bare = (text or "").strip()
    return int(bare) if bare.removeprefix("-").isdecimal() and bare.isascii() and len(bare) < 10 else none
