"""Expat with the doors shut: no DTD, UTF-8 only, a bounded number of elements, any prefix."""

import re
from collections.abc import Callable
from xml.parsers import expat

from kehoach_xl.errors import Stop

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)""")
# Begins with the rarer character, which is half the time.
_DEFINES = re.compile(rb"!(?<=<!)(?:DOCTYPE|ENTITY)")
_ASCII_LIKE = {"utf-8", "utf8", "us-ascii", "ascii"}

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def require_plain_xml(data: bytes, part: str, name: str) -> None:
    """``Stop`` unless ``data`` is UTF-8 and free of DOCTYPE and ENTITY, whatever its encoding mark says.

    Other encodings would let a declaration hide from this search and would break splicing by bytes.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4]:
        raise Stop("GATE_014", name=name, part=part, encoding="UTF-16/32")
    declared = _DECLARED.match(data[:300].removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].decode("ascii", "replace").lower() not in _ASCII_LIKE:
        raise Stop("GATE_014", name=name, part=part, encoding=declared[1].decode("ascii", "replace"))
    if _DEFINES.search(data):
        raise Stop("GATE_013", name=name, part=part)


def local(qualified: str) -> str:
    """``local('http://…/main}c') == 'c'``: the name without its namespace."""
    return qualified.rpartition("}")[2]


def new_parser(part: str, name: str) -> expat.XMLParserType:
    """A namespace-aware parser (names read ``uri}local``) that refuses a DTD."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Stop("GATE_013", name=name, part=part)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def parse(parser: expat.XMLParserType, data: bytes, part: str, name: str) -> None:
    """Run ``parser`` over the whole of ``data``; a syntax error becomes ``Stop``."""
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # LookupError: an encoding nobody knows
        raise Stop("GATE_018", name=name, part=part, reason=str(error)) from error


def walk(
    data: bytes,
    part: str,
    name: str,
    start: Start,
    end: End | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call back with local element names; attribute keys keep their ``uri}`` when they have one."""
    parser = new_parser(part, name)
    parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition("}")[2], attributes)
    if end:
        parser.EndElementHandler = lambda tag: end(tag.rpartition("}")[2])
    if text:
        parser.CharacterDataHandler = text
    parse(parser, data, part, name)
