"""Which reporting columns a returned form asks, and how each is headed: as the form says itself, else as set now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from kehoach_xl.domain.columns import ALWAYS_ASKED, LONGEST_HEADING, Columns, ReportColumn
from kehoach_xl.domain.columns import asked as asked_now
from kehoach_xl.domain.progress import FIELD, FIELDS, storable
from kehoach_xl.domain.text import bare, fold
from kehoach_xl.sheets.layout import ASKED, form
from kehoach_xl.templates import load_csv

if TYPE_CHECKING:
    from kehoach_xl.ooxml.reading import ReadWorkbook

HIDDEN = "_kehoach"
# Far more than a form writes there: six spare columns and nine others, with their headings.
_LONGEST = 10_000
# A heading as somebody typed it: more letters than any has, in whatever encoding.
LONGEST_TYPED = 5 * LONGEST_HEADING
# Texts whose field is remembered: the wordings of a plan, and what agencies type over and over.
_REMEMBERED = 10_000
# A heading alike another word for word but one: out of 100, and how far ahead of the next column's it must be.
ALIKE, AHEAD = 88.0, 10.0


@dataclass(frozen=True)
class Headings:
    """The ``asked`` fields in their order; the field of each heading (folded) by which it may be known; and the heading
    by which a person knows each field."""

    asked: tuple[str, ...]
    fields: Mapping[str, str]
    shown: Mapping[str, str]

    @cached_property
    def most(self) -> int:
        """How many columns a header has at most."""
        return len(set(self.fields.values()))

    @cached_property
    def _plain(self) -> list[tuple[str, str]]:
        return [(bare(heading), name) for heading, name in self.fields.items()]

    def field(self, text: str) -> str:
        """The field of exactly this heading, also in letters of an old encoding; '' when there is none."""
        if not text or len(text) > LONGEST_TYPED:
            return ""
        found = self.fields.get(fold(text))
        if found is None and not text.isascii():
            from kehoach_xl.domain.legacy import read_legacy  # where forms are read

            if old := read_legacy(text):
                found = self.fields.get(fold(old.text))
        return found or ""

    @cached_property
    def by_text(self) -> Mapping[str, str]:
        """:meth:`field` of whatever stands in a cell, blanks and line ends aside."""
        return _FieldsByText(self)

    def likely(self, text: str) -> str:
        """The field of a heading that is usual for it, or spelt almost like its own; '' when none or two could be
        meant."""
        if found := _aliases().get(fold(text)):
            return found
        from rapidfuzz import fuzz  # 15 ms, for headings that nobody knows

        typed = bare(text)
        best: dict[str, float] = {}
        for heading, name in self._plain:
            best[name] = max(best.get(name, 0.0), fuzz.ratio(typed, heading))
        first, second = sorted(best.items(), key=lambda one: -one[1])[:2]
        return first[0] if first[1] >= ALIKE and first[1] - second[1] >= AHEAD else ""

    def means(self, text: str, name: str) -> bool:
        """Whether this heading still is the one of ``name``: a usual one, nearly its own, or, of a column of text, its
        own with more words («Kết quả thực hiện 6 tháng cuối năm»)."""
        if self.likely(text) == name:
            return True
        own = [one for one, field in (*self.fields.items(), *_aliases().items()) if field == name]
        words = f" {fold(text)} "
        return FIELD[name].kind == "text" and any(len(one.split()) > 1 and f" {one} " in words for one in own)


class _FieldsByText(dict[str, str]):
    """Most texts of a form stand in every other form too: each is looked at once, and met again only looked up."""

    def __init__(self, known: Headings) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, text: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        words = storable(" ".join(text.split())) if len(text) <= LONGEST_TYPED else ""
        found = self[text] = self._known.field(words)
        return found


def headings(book: "ReadWorkbook", columns: Columns) -> Headings:
    """What the columns of one form are. The words it went out with come before her present ones, these before the
    standard ones, so that a column renamed since is still the column it was."""
    said = hidden_lines(book).get(ASKED, "")
    return _headings(said if len(said) <= _LONGEST else "", tuple(columns.values()))


@lru_cache(maxsize=64)  # nearly all forms of a period say the same
def _headings(said: str, columns: tuple[ReportColumn, ...]) -> Headings:
    issued = _issued(said)
    standard = [(column.head, column.field) for column in form().columns]
    known = [
        *standard,
        *((one.heading, one.id) for one in columns if one.used),
        *((heading, name) for name, heading in issued.items()),
        *((head, name) for head, name in standard if name not in FIELD),
    ]
    now = {one.id: one for one in columns}
    asked = tuple(field.id for field in FIELDS if field.id in issued) or asked_now(now)
    return Headings(asked, {fold(heading): name for heading, name in known}, shown(now))


def shown(columns: Columns) -> dict[str, str]:
    """The heading by which a person knows each column of a form."""
    return {one.field: one.head for one in form().columns} | {one.id: one.heading for one in columns.values()}


def hidden_lines(book: "ReadWorkbook") -> dict[str, str]:
    """The very hidden sheet of a form: its keys with their texts."""
    found: dict[str, str] = {}
    for part in book.sheets:
        if part.name == HIDDEN:
            lines = [part.lines[row] for row in (1, 2, 3) if row in part.lines]
            found = {line[1].text: line[2].text for line in lines if 1 in line and 2 in line}
    return found


def _issued(said: str) -> dict[str, str]:
    """Field → heading as the form says of itself; nothing when it does not say so properly."""
    try:
        found = json.loads(said) if said else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict) or ALWAYS_ASKED not in found:
        return {}
    proper = all(name in FIELD and isinstance(head, str) and 0 < len(head) <= LONGEST_TYPED
                 for name, head in found.items())  # fmt: skip
    return found if proper else {}


@cache
def _aliases() -> Mapping[str, str]:
    return {fold(row["tieu_de"]): row["cot"] for row in load_csv("heading-aliases.csv")}
