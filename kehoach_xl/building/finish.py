"""The last touch on a built package: what XlsxWriter has no call for, part by part."""

import re
from collections.abc import Collection
from pathlib import Path

from kehoach_xl.building.cell_styles import named
from kehoach_xl.ooxml.package import Package

# A formula cell with the placeholder result XlsxWriter writes: without it every program computes on opening.
_STALE = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)(?: t="(?:str|b|e)")?(><f[^>]*>[^<]*</f>)<v>[^<]*</v>')
# The caption of an on-sheet button: XlsxWriter has one font for all.
_CAPTION = re.compile(rb'<font face="Calibri" size="220" color="#000000">([^<]*)</font>')
_LARGE = rb'<font face="Times New Roman" size="260" color="#000000"><b>\1</b></font>'  # twentieths of a point


def finish(path: Path, fixed: Collection[int] = ()) -> None:
    """Page numbers start on page 2 (Nghị định 30/2020/NĐ-CP): the first page's header stays empty. Row heights
    are fitted, not fixed, so that Excel goes on fitting them while people type; only the sheets numbered in
    ``fixed`` (from 1), drawn rather than typed into, keep theirs. Cells have named styles. Captions of on-sheet buttons
    are large."""
    package = Package.open(path)
    replaced: dict[str, bytes] = {}
    for part in package.names:
        if part.startswith("xl/worksheets/sheet"):
            data = package.read(part)
            data = data.replace(b"<headerFooter>", b'<headerFooter differentFirst="1">', 1)
            data = _STALE.sub(rb"\1\2", data)
            keeps = part in {f"xl/worksheets/sheet{number}.xml" for number in fixed}
            replaced[part] = data if keeps else data.replace(b' customHeight="1"', b"")
        elif part == "xl/styles.xml":
            replaced[part] = named(package.read(part).decode()).encode()
        elif part.startswith("xl/drawings/vmlDrawing"):
            replaced[part] = _CAPTION.sub(_LARGE, package.read(part))
        elif part.startswith("xl/worksheets/_rels/"):  # a path in a URI has slashes: XlsxWriter writes those of Windows
            replaced[part] = package.read(part).replace(b"\\", b"/")
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("wb") as file:
        package.write(file, replaced)
    temporary.replace(path)
