"""The last touch on a built package: what XlsxWriter has no call for, part by part."""

import os
from pathlib import Path

from kehoach_xl.ooxml.package import Package


def finish(path: Path) -> None:
    """Page numbers start on page 2 (Nghị định 30/2020/NĐ-CP): the first page's header stays empty."""
    package = Package.open(path)
    replaced: dict[str, bytes] = {}
    for part in package.names:
        if part.startswith("xl/worksheets/sheet"):
            data = package.read(part)
            if b"<headerFooter>" in data:
                replaced[part] = data.replace(b"<headerFooter>", b'<headerFooter differentFirst="1">', 1)
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("wb") as file:
        package.write(file, replaced)
    os.replace(temporary, path)
