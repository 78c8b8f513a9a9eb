"""Start tags as bytes: taken apart and put together so that what is not changed keeps its spelling."""

import re
from typing import NamedTuple

_TAG = re.compile(rb"""<([^\s/>]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")


class Tag(NamedTuple):
    """A start tag in bytes: qualified name, attributes with their quotes, whether ``/>``, offset past it."""

    name: bytes
    attributes: dict[bytes, bytes]
    empty: bool
    end: int

    @property
    def prefix(self) -> bytes:
        head, colon, _ = self.name.rpartition(b":")
        return head + colon

    def integer(self, key: bytes) -> int:
        return int(self.attributes.get(key, b'"0"')[1:-1])

    def write(self, empty: bool | None = None) -> bytes:
        body = b"".join(b" " + key + b"=" + value for key, value in self.attributes.items())
        return b"<" + self.name + body + (b"/>" if (self.empty if empty is None else empty) else b">")


def read_tag(data: bytes, at: int) -> Tag:
    match = _TAG.match(data, at)
    if match is None:
        raise ValueError(f"no start tag at byte {at}")
    return Tag(match[1], dict(_ATTRIBUTE.findall(match[2])), bool(match[3]), match.end())
