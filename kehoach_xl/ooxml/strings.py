"""The shared string table: plain texts in order, phonetics left out, bounded."""

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.text import decode_escapes
from kehoach_xl.ooxml.xmlscan import walk


def read_strings(package: Package, part: str) -> list[str]:
    """Every ``<si>`` as one text: rich runs joined, ``<rPh>`` dropped, escapes decoded."""
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
            if len(found) > package.limits.strings:
                raise Stop("GATE_019", name=package.name, part=part, limit=package.limits.strings)

    walk(package.read(part), part, package.name, start, end, text)
    return found
