"""The text of cells: ``_xHHHH_`` escapes, rich-text strings, what XML and Excel cannot hold."""

import re

MAX_TEXT = 32_767  # UTF-16 units, as Excel counts

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MUST_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A})  # those of _MUST_ESCAPE
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def decode_escapes(text: str) -> str:
    """``_x000D_`` becomes a carriage return (ST_Xstring, ECMA-376 part 1, 22.9.2.19).

    >>> decode_escapes("a_x005F_x0041_")
    'a_x0041_'
    """
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    # An escaped surrogate pair stands for one character; a lone half is left as it was written.
    if any("\ud800" <= char <= "\udfff" for char in decoded):
        decoded = decoded.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return decoded


def escaped(text: str) -> str:
    """The XML content of a ``<t>``; what XML cannot hold, and carriage returns, as Excel writes them.

    >>> escaped("a < b_x0041_")
    'a &lt; b_x005F_x0041_'
    """
    printed = text.isprintable() and "_x" not in text  # a third of looking for each sign
    safe = text if printed else _MUST_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def encode_text(text: str) -> bytes:
    """The same in UTF-8. Most texts hold nothing that must be escaped, which bytes tell three times as fast: all of a
    long history is written with each save."""
    data = text.encode("utf-8")
    if (b"_" in data and b"_x" in data) or not _is_plain(data):  # one letter is looked for many times as fast as two
        return escaped(text).encode("utf-8")
    return data.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def _is_plain(data: bytes) -> bool:
    """Whether a text in UTF-8 surely holds no control character but blanks and line ends, nor U+FFFE and U+FFFF."""
    return b"\xef" not in data and len(data.translate(None, _CONTROLS)) == len(data)


def encode_attribute(text: str) -> bytes:
    return encode_text(text).replace(b'"', b"&quot;").replace(b"\n", b"&#10;").replace(b"\t", b"&#9;")


def forbidden_character(text: str) -> str | None:
    """The first character that XML cannot hold, as ``U+0001``; None when there is none."""
    try:
        if _is_plain(text.encode("utf-8")):
            return None
    except UnicodeEncodeError:  # half a pair of surrogates
        pass
    found = _FORBIDDEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def excel_length(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
