"""What stands between the cells of rows: their tags."""

import re
from collections.abc import Iterator, MutableMapping, Sequence
from typing import NamedTuple

from kehoach_xl.ooxml.limits import MEGABYTE
from kehoach_xl.ooxml.plain_attributes import ATTRIBUTES, NotPlain, plain_attributes
from kehoach_xl.ooxml.refs import MAX_ROW

_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"' + ATTRIBUTES + rb"(/?)>")
_KNOWN = 500  # heads remembered
_SHORT = 250  # bytes of one that is


class Head(NamedTuple):
    """What stands before the cells of a row: rows without any, closed at once, and its own tag.

    ``rows``: of each its number and where its tag ends; ``row``: its own, ``first``: that of the first; ``mark``: how
    the names of its cells end.
    """

    rows: Sequence[tuple[int, int]]
    first: int
    row: int
    mark: bytes
    hidden: bool


class Heads:
    """The heads of the rows of one sheet, under the prefixes of its root. ``known``: those seen before under the same,
    ``attributes``: what attributes say."""

    def __init__(
        self,
        prefixes: frozenset[bytes],
        known: MutableMapping[bytes, Head],
        attributes: MutableMapping[bytes, dict[str, str]],
    ) -> None:
        self._prefixes, self._known, self._attributes = prefixes, known, attributes

    def of(self, text: bytes) -> Head:
        """What ``text`` says. Raises NotPlain where it is no head."""
        return self._known.get(text) or self._new(text)

    def _new(self, text: bytes) -> Head:
        if len(text) > MEGABYTE:
            raise NotPlain
        tags = list(self.tags(text))
        if not tags or tags[-1][3] or not all([tag[3] for tag in tags[:-1]]):
            raise NotPlain
        own = tags[-1]
        hidden = self.attributes(own[2]).get("hidden") in ("1", "true")
        head = Head([(int(tag[1]), tag.end()) for tag in tags], int(tags[0][1]), int(own[1]), own[1] + b'"', hidden)
        if len(text) <= _SHORT and len(self._known) < _KNOWN:
            self._known[text] = head
        return head

    def tags(self, text: bytes) -> Iterator[re.Match[bytes]]:
        """The tags of rows that ``text`` is made of, in order: number, attributes, whether it is closed at once."""
        at = row = 0
        while at < len(text):
            tag = _ROW.match(text, at)
            if tag is None or not row < (row := int(tag[1])) <= MAX_ROW or "r" in self.attributes(tag[2]):
                raise NotPlain
            at = tag.end()
            yield tag

    def attributes(self, text: bytes) -> dict[str, str]:
        """Attributes by name. Raises NotPlain."""
        return plain_attributes(text, self._prefixes, self._attributes)
