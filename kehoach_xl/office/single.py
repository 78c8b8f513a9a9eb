"""A copy of a workbook of which one sheet prints: the others hidden, without print areas of their own.

LibreOffice prints every visible sheet, and also a hidden one that has a print area. The formulas stay, so that what
the sheet counts on the others is worked out as ever.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.workbook import WorkbookParts

_INSIDE = rb"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
_TAG = re.compile(rb"<((?:[\w.-]+:)?)(sheet|workbookView)(?=[\s/>])" + _INSIDE + rb">")
_PREFIX = re.compile(rb"<((?:[\w.-]+:)?)")
_STATE = re.compile(rb"""\s+state\s*=\s*("[^"]*"|'[^']*')""")
_FIRST = re.compile(rb"""\s+(?:activeTab|firstSheet)\s*=\s*("[^"]*"|'[^']*')""")
_PRINTED = ("_xlnm.print_area", "_xlnm.print_titles")


def write(package: Package, parts: WorkbookParts, index: int, path: Path) -> None:
    """Write the copy that prints the sheet at ``index`` (from 0) to ``path``. Raises OSError."""
    with path.open("wb") as file:
        package.write(file, {package.workbook_part: _workbook(parts, index)})


def _workbook(parts: WorkbookParts, index: int) -> bytes:
    edits = [
        (*name.span, b"")
        for name in parts.names
        if name.name.casefold() in _PRINTED and name.sheet_index is not None and name.sheet_index != index
    ]
    edits += _tags(parts, index)
    xml = parts.xml
    for begin, end, text in sorted(edits, reverse=True):
        xml = xml[:begin] + text + xml[end:]
    return xml


def _tags(parts: WorkbookParts, index: int) -> Iterator[tuple[int, int, bytes]]:
    """The tags of the tabs, all but one hidden, and of the windows, which stand at that one."""
    tabs = 0
    begin, end = parts.starts["sheets"], parts.ends["sheets"]
    if "bookViews" not in parts.starts:  # it would open at the first tab, hidden or not, and print that too
        prefix = _PREFIX.match(parts.xml, begin)[1]  # type: ignore[index]
        view = b'<%sbookViews><%sworkbookView activeTab="%d"/></%sbookViews>' % (prefix, prefix, index, prefix)
        yield begin, begin, view
    for match in _TAG.finditer(parts.xml):
        if match[2] == b"workbookView":
            yield _with(match, _FIRST, b' activeTab="%d"' % index)
        elif begin < match.start() < end:
            yield _with(match, _STATE, b"" if tabs == index else b' state="hidden"')
            tabs += 1


def _with(match: re.Match[bytes], old: re.Pattern[bytes], new: bytes) -> tuple[int, int, bytes]:
    opening = b"<" + match[1] + match[2]
    return match.start(), match.end(), opening + new + old.sub(b"", match[0][len(opening) :])
