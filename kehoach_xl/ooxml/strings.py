"""The shared string table: plain texts in order, phonetics left out, bounded."""

import re

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.char_data import declaration, decoded
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.text import decode_escapes
from kehoach_xl.ooxml.xmlscan import walk

_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>)?\s*<sst[^<>]*[^<>/]>")
_END = b"</sst>"
_PLAIN = re.compile(rb'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')


def read_strings(package: Package, part: str) -> list[str]:
    """Every ``<si>`` as one text: rich runs joined, ``<rPh>`` dropped, escapes decoded."""
    data = package.read(part)
    found = plain_strings(data, package.limits.strings)
    return any_strings(data, part, package.name, package.limits.strings) if found is None else found


def plain_strings(data: bytes, most: int) -> list[str] | None:
    """The texts where none is rich and nothing stands between them, four times as fast; else, or where there are more
    than ``most``, None."""
    root = _ROOT.match(data)
    if root is None or not data.endswith(_END) or data.count(b"<si>") > most:
        return None
    parts = _PLAIN.split(data[root.end() : -len(_END)])
    if any(parts[::2]):  # something that is no plain text
        return None
    try:
        walk(root[0] + _END, "", "", lambda tag, attributes: None)
    except Stop:
        return None
    texts = decoded(parts[1::2], declaration(data))
    return None if texts is None else [decode_escapes(text) for text in texts]


def any_strings(data: bytes, part: str, name: str, most: int) -> list[str]:
    """The texts of a table of any shape. Raises Stop GATE_018, or GATE_019 when there are more than ``most``."""
    found: list[str] = []
    pieces: list[str] = []
    state = {"phonetic": 0, "text": False}

    def start(tag: str, _: dict[str, str]) -> None:
        if tag == "si":
            pieces.clear()
        elif tag == "rPh":
            state["phonetic"] += 1
        elif tag == "t" and not state["phonetic"]:
            state["text"] = True

    def text(data: str) -> None:
        if state["text"]:
            pieces.append(data)

    def end(tag: str) -> None:
        if tag == "t":
            state["text"] = False
        elif tag == "rPh":
            state["phonetic"] -= 1
        elif tag == "si":
            found.append(decode_escapes("".join(pieces)))
            if len(found) > most:
                raise Stop("GATE_019", name=name, part=part, limit=most)

    walk(data, part, name, start, end, text)
    return found
