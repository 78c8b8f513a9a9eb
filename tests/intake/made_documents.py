"""Word packages and PDFs written out by hand, so that a test says exactly what stands in the file."""

import zlib
from collections.abc import Mapping, Sequence

from tests.intake.made import zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN = f"{_TYPE}.document.main+xml"


def word(body: str, main: str = _MAIN, **parts: str) -> bytes:
    """A .docx with this body; ``numbering``, ``styles``, ``footnotes`` as the inside of their root elements."""
    roots = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes"}
    space = f'xmlns:w="{W}" xmlns:mc="mc" xmlns:v="v" xmlns:wps="wps"'
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations({f"r{one}": (one, f"{one}.xml") for one in parts}),
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
    } | {f"word/{one}.xml": f"<w:{roots[one]} {space}>{inside}</w:{roots[one]}>" for one, inside in parts.items()}
    return zipped({name: text.encode() for name, text in files.items()})


def _relations(found: Mapping[str, tuple[str, str]]) -> str:
    lines = (f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
             for key, (kind, target) in found.items())  # fmt: skip
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(lines)}</Relationships>'


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    """A cell; plain text becomes its one paragraph."""
    inside = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inside = "".join(one if one.startswith("<w:tc>") else tc(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def levels(*texts: str) -> str:
    """The levels of a list, each as «form text»: «decimal %1.»."""
    found = ""
    for level, one in enumerate(texts):
        form, _, text = one.partition(" ")
        found += (f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
                  f'<w:lvlText w:val="{text}"/></w:lvl>')  # fmt: skip
    return found


def numbering(*lists: str, more: str = "") -> str:
    """List n (from 1) of definition n with these levels."""
    abstract = "".join(f'<w:abstractNum w:abstractNumId="{n}">{one}</w:abstractNum>' for n, one in enumerate(lists, 1))
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(lists) + 1))
    return abstract + nums + more


def numbered(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


# -- PDF ---------------------------------------------------------------------------------------------


def pdf(*pages: str, extra: Mapping[int, bytes] | None = None, page: str = "", packed: bool = False) -> bytes:
    """A PDF whose pages (A4, points from the lower left) have these content streams; the font /F is Helvetica.

    ``extra``: further objects, or others in the place of these (2: the tree of pages, 5: the first page's stream).
    ``page``: more entries of each page's dictionary.
    """
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    kids = []
    for n, content in enumerate(pages):
        data = content.encode("cp1252")
        objects[5 + 2 * n] = stream(data, packed)
        objects[4 + 2 * n] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R {page} "
            f"/Resources << /Font << /F 3 0 R >> /XObject << /I 1000 0 R >> >> >>"
        ).encode()
        kids.append(f"{4 + 2 * n} 0 R")
    objects[2] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return _file(objects | dict(extra or {}))


def stream(data: bytes, packed: bool = False, entries: str = "") -> bytes:
    held = zlib.compress(data, 9) if packed else data
    filters = "/Filter /FlateDecode" if packed else ""
    return f"<< /Length {len(held)} {filters} {entries} >>\nstream\n".encode() + held + b"\nendstream"


def _file(objects: Mapping[int, bytes]) -> bytes:
    data, places = b"%PDF-1.7\n", {}
    for number, inside in objects.items():
        places[number] = len(data)
        data += f"{number} 0 obj\n".encode() + inside + b"\nendobj\n"
    at = len(data)
    rows = b"".join(f"{n} 1\n{place:010} 00000 n \n".encode() for n, place in sorted(places.items()))
    trailer = f"trailer\n<< /Size {max(places) + 1} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n"
    return data + b"xref\n0 1\n0000000000 65535 f \n" + rows + trailer.encode()


def at(x: float, y: float, text: str, size: float = 12) -> str:
    """Text whose first letter stands at (x, y)."""
    return f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {y0} m {x1} {y1} l S\n"


def ruled(xs: Sequence[float], ys: Sequence[float]) -> str:
    """All lines of a table between these edges."""
    flat = "".join(rule(xs[0], y, xs[-1], y) for y in ys)
    return flat + "".join(rule(x, ys[0], x, ys[-1]) for x in xs)


PICTURE = {1000: stream(b"\xff", entries="/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
                        "/BitsPerComponent 8")}  # fmt: skip
SCANNED = "q 595 0 0 842 0 0 cm /I Do Q\n"
