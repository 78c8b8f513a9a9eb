"""The shared string table: plain texts in order, phonetics left out, bounded."""

import re

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.char_data import declaration, decoded
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.text import decode_escapes
from kehoach_xl.ooxml.xmlscan import walk

_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>)?\s*<sst[^<>]*[^<>/]>")
_END = b"</sst>"
# A rich one is looked at no farther than the next <si>, for many without an end would cost the square of their number;
# the scanner then refuses it.
_TEXT = re.compile(rb'<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t></si>|(.*?</?si>))', re.DOTALL)
_FEW = 40  # rich texts among the plain ones; a form of ours has a few in its head


def read_strings(package: Package, part: str) -> list[str]:
    """Every ``<si>`` as one text: rich runs joined, ``<rPh>`` dropped, escapes decoded."""
    data = package.read(part)
    found = plain_strings(data, package.limits.strings)
    return any_strings(data, part, package.name, package.limits.strings) if found is None else found


def plain_strings(data: bytes, most: int) -> list[str] | None:
    """The texts where few are rich and nothing stands between them, four times as fast; else, or where there are more
    than ``most``, None."""
    root = _ROOT.match(data)
    if root is None or not data.endswith(_END) or data.count(b"<si>") > most:
        return None
    parts = _TEXT.split(data[root.end() : -len(_END)])
    plain, rich = parts[1::3], [one for one in parts[2::3] if one is not None]
    if any(parts[::3]) or len(rich) > _FEW:
        return None
    try:  # each rich one by itself, and the root even when there is none
        runs = [any_strings(root[0] + b"<si>" + one + _END, "", "", most) for one in rich]
        any_strings(root[0] + _END, "", "", most)
    except Stop:
        return None
    texts = decoded([one for one in plain if one is not None], declaration(data))
    if texts is None or any(len(one) != 1 for one in runs):
        return None
    next_plain, next_rich = iter(texts), iter(runs)
    return [next(next_rich)[0] if one is None else decode_escapes(next(next_plain)) for one in plain]


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
