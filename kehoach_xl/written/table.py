"""A second opinion on the table of shared texts as it was written: what stood there stands there, and it is counted.

Shares nothing with the reader of tables (``ooxml.strings``) and with what adds to one, so that a mistake there is seen
here.
"""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

_PHONETIC = "rPh"
_ROOT = re.compile(rb"<(?:\w+:)?sst[^<>]*>")
_EXTENDED, _CLOSING = re.compile(rb"<(?:\w+:)?extLst"), re.compile(rb"</(?:\w+:)?sst\s*>\s*\Z")


def verify_strings(before: bytes, after: bytes) -> str:
    """Empty when ``after`` is the table ``before`` with nothing changed but what was added at its end, else what is
    wrong."""
    try:
        root = ElementTree.fromstring(after)
    except ElementTree.ParseError as error:
        return f"XML lỗi ({error})"
    stood = shared_texts(before)
    if not _entries(after).startswith(_entries(before)) or _texts(root)[: len(stood)] != stood:
        return "văn bản đã có bị thay đổi"
    names = [_name(one) for one in root]
    there, count = names.count("si"), root.get("uniqueCount")
    if set(names[:there]) - {"si"} or set(names[there:]) - {"extLst"}:
        return "thành phần sai chỗ"
    if count is not None and count != str(there):
        return f"ghi là {count} văn bản, có {there}"
    return ""


def shared_texts(data: bytes) -> Sequence[str]:
    """The texts of a table by their index, as they are stored."""
    return _texts(ElementTree.fromstring(data))


def _texts(root: ElementTree.Element) -> Sequence[str]:
    return list(map(_text, (one for one in root if _name(one) == "si")))


def _text(entry: ElementTree.Element) -> str:
    if len(entry) == 1 and entry[0].tag.endswith("}t"):  # most
        return entry[0].text or ""
    return "".join(_pieces(entry))


def _entries(data: bytes) -> bytes:
    """What stands between the tags of a table; b"" for one without any."""
    opening, closing = _ROOT.search(data), _CLOSING.match(data, max(data.rfind(b"</"), 0))
    if not opening or not closing:
        return b""
    extended = _EXTENDED.search(data) if b"extLst" in data else None
    return data[opening.end() : (extended or closing).start()]


def _pieces(entry: ElementTree.Element) -> list[str]:
    """A plain text, or the runs of a rich one, less how they are read aloud."""
    runs = [one for one in entry if _name(one) != _PHONETIC]
    return [text.text or "" for run in runs for text in ((run,) if _name(run) == "t" else run) if _name(text) == "t"]


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
