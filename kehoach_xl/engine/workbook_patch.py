"""Which parts a save rewrites: changed sheets, moved names, print areas, the calculation settings; nothing else."""

import re
from functools import partial
from itertools import chain
from typing import Any

from kehoach_xl.engine import page_setup
from kehoach_xl.engine.edits import Changes
from kehoach_xl.engine.shared_texts import SharedTexts
from kehoach_xl.engine.tags import read_tag
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.package import Packed, packed
from kehoach_xl.ooxml.text import encode_text, forbidden_character
from kehoach_xl.ooxml.workbook import WorkbookParts
from kehoach_xl.written.beside import Beside

Replaced = dict[str, bytes | Packed]
Expected = dict[str, Changes]  # by sheet part, for checking what was written

# Wherever a formula has a value, or a type of its own, one of these is found: what ends in ``f>`` or ``/>`` before a
# value, what has ``t=`` before a formula; b"<!" may stand between, or hide one. Each begins with one letter, which is
# looked for six times as fast as what says more.
_RESULTS = [re.compile(one) for one in (
    rb"f\s*>\s*<(?:[\w.-]+:)?v[\s>/]", rb"/>\s*<(?:[\w.-]+:)?v[\s>/]", rb"t\s*=[^<>]*>\s*<(?:[\w.-]+:)?f[\s>/]",
)]  # fmt: skip
_MUCH = 6_000  # rows that stand or change; fewer are looked at before a process comes up
# definedNames, then calcPr, follow these children of <workbook> (ECMA-376 part 1, 18.2.27).
_BEFORE_NAMES = ("externalReferences", "functionGroups", "sheets")


def rewritten_parts(book: Any, beside: Beside) -> tuple[Replaced, set[str], Expected]:
    """(part → new bytes, parts to leave out, cells that must be found in the result). ``beside`` is told of large
    parts, when there is much to write."""
    parts: WorkbookParts = book.parts
    replaced: Replaced = {}
    expected: Expected = {}
    formulas_moved = False
    if book.drop_cached:
        for index, sheet in enumerate(parts.sheets):
            if index not in book.loaded_grids() and sheet.kind == "worksheet" and _may_have_results(parts, sheet.part):
                book.grid(index)
    touched = [g for g in book.loaded_grids().values() if g.part and g.is_touched(book.drop_cached)]
    if sum(len(grid.stored) + len(grid.changes) for grid in touched) > _MUCH:
        beside.start()
    texts = SharedTexts(parts, chain.from_iterable(grid.changes.values() for grid in touched))
    for grid in touched:
        sheet = grid.patched(book.drop_cached, texts, beside)
        if sheet is None:  # heights that were right already
            continue
        replaced[grid.part] = sheet
        expected[grid.part] = grid.changes
        formulas_moved = formulas_moved or grid.changes_formulas()
    for part, table in texts.rewritten().items():
        replaced[part] = stored = packed(table)
        beside.table(part, partial(parts.package.read, part), stored.deflated)
    beside.done()
    if not (replaced or book.renamed or book.print_areas):
        return {}, set(), {}
    removed = _drop_calculation_chain(parts, replaced) if formulas_moved else set()
    xml = _workbook_xml(parts, book.renamed, book.print_areas)
    if xml != parts.xml:
        replaced[parts.package.workbook_part] = xml
    return replaced, removed, expected


def _may_have_results(parts: WorkbookParts, part: str) -> bool:
    """Whether formulas of a sheet part may have results; of a part that has none no row need be read."""
    before = b""
    for piece in parts.package.stream(part) if part else ():
        text = before + piece
        if b"<!" in piece or any(one.search(text) for one in _RESULTS):
            return True
        before = piece[-999:]
    return False


def _workbook_xml(parts: WorkbookParts, renamed: dict[int, str], areas: dict[int, str | None]) -> bytes:
    """workbook.xml with moved names, print areas and ``fullCalcOnLoad``, patched from the back so that offsets hold."""
    xml = parts.xml
    texts: dict[int, str | None] = dict(renamed)
    fresh: dict[int, str] = {}
    for position, text in areas.items():
        index = page_setup.place_of(parts, position)
        if index is not None:
            texts[index] = text
        elif text is not None:
            fresh[position] = text
    edits = [_name_edit(parts, index, text) for index, text in texts.items()]
    names = b"".join(_new_area(parts, position, text) for position, text in sorted(fresh.items()))
    for begin, end, text in sorted([*edits, *_settings_edits(parts, names)], reverse=True):
        xml = xml[:begin] + text + xml[end:]
    return xml


def _name_edit(parts: WorkbookParts, index: int, text: str | None) -> tuple[int, int, bytes]:
    """What replaces a defined name; None takes it out."""
    begin, end = parts.names[index].span
    if text is None:
        return begin, end, b""
    if bad := forbidden_character(text):
        raise Stop("OPEN_015", sheet=parts.names[index].name, cell="", char=bad)
    tag = read_tag(parts.xml, begin)
    return begin, end, tag.write(empty=False) + encode_text(text) + b"</" + tag.name + b">"


def _new_area(parts: WorkbookParts, position: int, text: str) -> bytes:
    p = read_tag(parts.xml, parts.starts["sheets"]).prefix
    name = page_setup.NAME.encode()
    return b'<%sdefinedName name="%s" localSheetId="%d">%s</%sdefinedName>' % (p, name, position, encode_text(text), p)


def _settings_edits(parts: WorkbookParts, names: bytes) -> list[tuple[int, int, bytes]]:
    """``fullCalcOnLoad``, and new ``names`` after those there are; what a book lacks is put in where it belongs."""
    xml, edits, lacking = parts.xml, [], b""
    prefix = read_tag(xml, parts.starts["sheets"]).prefix
    at = max(parts.ends[name] for name in _BEFORE_NAMES if name in parts.ends)
    if "definedNames" in parts.starts:
        tag, at = read_tag(xml, parts.starts["definedNames"]), parts.ends["definedNames"]
        if names and tag.empty:
            edits.append((parts.starts["definedNames"], at, tag.write(empty=False) + names + b"</" + tag.name + b">"))
        elif names:
            close = xml.rindex(b"</", 0, at)
            edits.append((close, close, names))
    elif names:
        lacking = b"<%sdefinedNames>%s</%sdefinedNames>" % (prefix, names, prefix)
    begin = parts.starts.get("calcPr")
    if begin is None:
        lacking += b'<%scalcPr fullCalcOnLoad="1"/>' % prefix
    else:
        tag = read_tag(xml, begin)
        tag.attributes[b"fullCalcOnLoad"] = b'"1"'
        edits.append((begin, tag.end, tag.write()))
    return [*edits, (at, at, lacking)] if lacking else edits


def _drop_calculation_chain(parts: WorkbookParts, replaced: Replaced) -> set[str]:
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
