"""Attributes as all common programs write them: printable ASCII that stands for itself, each once."""

import re
from collections.abc import MutableMapping

# So that a value reads the same to any parser.
ATTRIBUTES = rb"""((?: [A-Za-z][A-Za-z0-9:]*="[ !#-%'-;=-~]*")*)"""
_ATTRIBUTE = re.compile(rb'([A-Za-z][A-Za-z0-9:]*)="([^"]*)"')
_KNOWN = 500  # sets of attributes remembered


class NotPlain(Exception):
    """Something is not of the shape that the patterns know; nothing is said about whether it is right."""


def plain_attributes(
    text: bytes, prefixes: frozenset[bytes], known: MutableMapping[bytes, dict[str, str]]
) -> dict[str, str]:
    """What :data:`ATTRIBUTES` found, by name: each once, none with a prefix that is not one of ``prefixes``. ``known``:
    those seen before under these prefixes. Raises NotPlain."""
    found = known.get(text)
    if found is None:
        pairs = _ATTRIBUTE.findall(text)
        found = {name.decode(): value.decode() for name, value in pairs}
        prefixed = [name.partition(b":")[0] for name, _ in pairs if b":" in name]
        once = len(found) == len(pairs) and len(prefixed) < 2
        if not once or "xmlns" in found or not prefixes.issuperset(prefixed):
            raise NotPlain
        if len(known) < _KNOWN:
            known[text] = found
    return found
