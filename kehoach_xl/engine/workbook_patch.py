"""Which parts a save rewrites: changed sheets, moved names, the calculation settings; nothing else."""

import re
from typing import Any

from kehoach_xl.engine.patch import Change
from kehoach_xl.engine.tags import read_tag
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.text import encode_text, forbidden_character
from kehoach_xl.ooxml.workbook import WorkbookParts

Expected = dict[str, dict[tuple[int, int], Change]]  # by sheet part, for checking what was written

# calcPr follows these children of <workbook> (ECMA-376 part 1, 18.2.27).
_BEFORE_CALC = ("definedNames", "externalReferences", "functionGroups", "sheets")


def rewritten_parts(book: Any) -> tuple[dict[str, bytes], set[str], Expected]:
    """(part → new bytes, parts to leave out, cells that must be found in the result)."""
    parts: WorkbookParts = book.parts
    replaced: dict[str, bytes] = {}
    expected: Expected = {}
    formulas_moved = False
    if book.drop_cached:
        for index, sheet in enumerate(parts.sheets):
            if sheet.part and sheet.kind == "worksheet":
                book.grid(index)
    for grid in book.loaded_grids().values():
        touched = grid.changes or grid.fitted or grid.hidden
        if not grid.part or not (touched or (book.drop_cached and grid.has_formulas())):
            continue
        data = grid.patched(book.drop_cached)
        if data == grid.data:  # heights that were right already
            continue
        replaced[grid.part] = data
        expected[grid.part] = dict(grid.changes)
        formulas_moved = formulas_moved or grid.changes_formulas()
    if not replaced and not book.renamed:
        return {}, set(), {}
    removed = _drop_calculation_chain(parts, replaced) if formulas_moved else set()
    xml = _workbook_xml(parts, book.renamed)
    if xml != parts.xml:
        replaced[parts.package.workbook_part] = xml
    return replaced, removed, expected


def _workbook_xml(parts: WorkbookParts, renamed: dict[int, str]) -> bytes:
    """workbook.xml with moved names and ``fullCalcOnLoad``, patched from the back so that offsets hold."""
    xml = parts.xml
    edits = [_calculation_edit(parts)]
    for index, text in renamed.items():
        if bad := forbidden_character(text):
            raise Stop("OPEN_015", sheet=parts.names[index].name, cell="", char=bad)
        begin, end = parts.names[index].span
        tag = read_tag(xml, begin)
        edits.append((begin, end, tag.write(empty=False) + encode_text(text) + b"</" + tag.name + b">"))
    for begin, end, text in sorted(edits, reverse=True):
        xml = xml[:begin] + text + xml[end:]
    return xml


def _calculation_edit(parts: WorkbookParts) -> tuple[int, int, bytes]:
    begin = parts.starts.get("calcPr")
    if begin is not None:
        tag = read_tag(parts.xml, begin)
        tag.attributes[b"fullCalcOnLoad"] = b'"1"'
        return begin, tag.end, tag.write()
    at = max(parts.ends[name] for name in _BEFORE_CALC if name in parts.ends)
    prefix = read_tag(parts.xml, parts.starts["sheets"]).prefix
    return at, at, b'<%scalcPr fullCalcOnLoad="1"/>' % prefix


def _drop_calculation_chain(parts: WorkbookParts, replaced: dict[str, bytes]) -> set[str]:
    """A chain listing other formulas than there are makes Excel repair the file; a missing one is rebuilt."""
    package = parts.package
    chain = {r.target for r in parts.rels.values() if r.kind == "calcChain" and r.target in package}
    if not chain:
        return set()
    folder, _, base = package.workbook_part.rpartition("/")
    rels = package.stored_name(f"{folder}/_rels/{base}.rels".lstrip("/"))
    types = package.stored_name("[Content_Types].xml")
    for part, element, mark in (
        (rels, b"Relationship", rb"""Type\s*=\s*["'][^"']*/calcChain["']"""),
        (types, b"Override", rb"""ContentType\s*=\s*["'][^"']*calcChain\+xml["']"""),
    ):
        replaced[part] = _without(package.read_small(part), element, mark)
    return chain


def _without(xml: bytes, element: bytes, mark: bytes) -> bytes:
    """``xml`` less the elements that carry ``mark`` among their attributes."""
    tag = rb"<(?:[\w.-]+:)?%s\s[^<>]*?%s[^<>]*?(?:/>|>\s*</(?:[\w.-]+:)?%s\s*>)" % (element, mark, element)
    return re.sub(tag, b"", xml)
