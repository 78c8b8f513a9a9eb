"""Texts that a save writes more than once go into the shared string table of the workbook, behind those it has.

A table of 60,000 rows repeats the wording of its tasks, the names of its agencies and their status: written into each
cell they are half of the sheet, and take as long to read again. Entries are only ever added, so that a cell nobody
changed shows what it showed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain, islice

from kehoach_xl.engine.values import Value, number_text
from kehoach_xl.ooxml.char_data import declaration
from kehoach_xl.ooxml.text import encode_text
from kehoach_xl.ooxml.workbook import WorkbookParts

_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>)?\s*<sst(?:\s[^<>]*)?>")
_END = b"</sst>"
# An entry; with its text when it is a plain one. What is rich has a look of its own, and is never used again.
_ENTRY = re.compile(rb'<si>(?:<t( xml:space="preserve")?>([^<]*)</t></si>)?')
_COUNT = re.compile(rb'(\scount\s*=\s*["\'])\s*(\d+)\s*(?=["\'])')
_UNIQUE = re.compile(rb'(\suniqueCount\s*=\s*)(["\'])[^"\']*(?=["\'])')
_ENCODED = re.compile(rb"""encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_MOST = 200_000  # entries: a table grows with each save, and all of it is read with the workbook
_MOST_MET = 1 << 17  # contents held against each other at a time
_ROWS = 1_000
_MOST_KEPT = 1 << 17
REFERENCE = b' t="s"><v>'  # how a cell of ours that has a text of the table goes on after its attributes


class SharedTexts:
    """The texts of one save, of which ``rows`` are all that is to be written. A text of more cells than one is of the
    table in each of them, so that cells of a column are written alike. ``references``: by how many cells that have a
    text of the table they became more."""

    def __init__(self, parts: WorkbookParts, rows: Iterable[Mapping[int, object]]) -> None:
        self._parts = parts
        self._part = parts.strings_part
        self._added: list[str] = []
        self._repeated = repeated(rows) if self._part else []
        self._used = False
        self.references = 0
        self.insides = _Insides(self)

    def index(self, text: str) -> int | None:
        """Its place in the table; None for one of a single cell, which goes into that."""
        found = self._index.get(text) if self._table is not None else None
        self._used = self._used or found is not None
        return found

    def rewritten(self) -> dict[str, bytes]:
        """The part of the table as it becomes, when a cell was given a text of it."""
        if self._part is None or self._table is None or not self._used:
            return {}
        root = _ROOT.match(self._table)
        assert root is not None
        start = _COUNT.sub(lambda one: one[1] + b"%d" % max(int(one[2]) + self.references, 0), root[0])
        # Counted, not added to: some programs count wrongly, and what is written is to be right.
        start = _UNIQUE.sub(lambda one: one[1] + one[2] + b"%d" % (self._entries + len(self._added)), start)
        inside = self._table[root.end() : self._table.rindex(_END)]
        new = b"".join(map(_entry, self._added))
        return {self._part: start + inside + new + self._table[root.end() + len(inside) :]}

    @property
    def has_table(self) -> bool:
        return self._table is not None

    @cached_property
    def _table(self) -> bytes | None:
        """The part as it is; None when there is none, or it is written in a way that is not known here."""
        data = self._parts.package.read(self._part) if self._part else b""
        strange = b"<!" in data or b"<extLst" in data
        plain = _ROOT.match(data) and data.rstrip().endswith(_END) and not strange
        if not plain or _ENCODED.search(declaration(data)) or len(_ENTRY.findall(data)) != len(self._parts.strings):
            return None
        return data

    @cached_property
    def _entries(self) -> int:
        return len(self._parts.strings)

    @cached_property
    def _index(self) -> dict[str, int]:
        """Where each plain text stands; blanks at its ends count only where they are said to. Those that are added have
        their places in the order they are counted in, in whatever order rows are written."""
        assert self._table is not None
        found: dict[str, int] = {}
        entries = zip(self._parts.strings, _ENTRY.finditer(self._table), strict=True)
        for at, (text, entry) in enumerate(entries):
            if entry[2] is not None and (entry[1] or text == text.strip()):
                found.setdefault(text, at)
        new = [text for text in self._repeated if text not in found]
        self._added = new[: max(_MOST - self._entries, 0)]
        found.update(zip(self._added, range(self._entries, _MOST), strict=False))
        return found


class _Insides(dict[Value, bytes]):
    """What follows the attributes of a cell that holds a text, a float or nothing, remembered."""

    def __init__(self, texts: SharedTexts) -> None:
        self._texts = texts

    def __missing__(self, content: Value) -> bytes:
        if isinstance(content, str):
            index = self._texts.index(content)
            if index is None:
                made = b' t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % encode_text(content)
                if self._texts.has_table:  # of this cell only
                    return made
            else:
                made = REFERENCE + b"%d</v></c>" % index
        else:
            made = b"/>" if content is None else b"><v>%s</v></c>" % number_text(content).encode()
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[content] = made
        return made


def repeated(rows: Iterable[Mapping[int, object]]) -> list[str]:
    """The texts that more cells than one are to hold, in the order they are met. Memory does not grow with a sheet
    whose texts all differ: one that is met again only much later counts as new."""
    found: dict[str, None] = {}
    counted: Counter[object] = Counter()
    left = iter(rows)
    while some := [row.values() for row in islice(left, _ROWS)]:
        counted.update(chain.from_iterable(some))
        if len(counted) > _MOST_MET:
            found |= dict.fromkeys(_texts_of_many(counted))
            counted.clear()
    found |= dict.fromkeys(_texts_of_many(counted))
    return list(found)


def _texts_of_many(counted: Mapping[object, int]) -> list[str]:
    return [one for one, times in counted.items() if times > 1 and isinstance(one, str)]


def _entry(text: str) -> bytes:
    blanks = text != text.strip() or "\n" in text or "  " in text
    return b"<si><t%s>%s</t></si>" % (b' xml:space="preserve"' if blanks else b"", encode_text(text))
