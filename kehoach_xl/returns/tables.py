"""Where the form stands in a workbook that came back: its sheet, its columns, its first row.

Columns are known by the workbook's names; where these are gone, or headings contradict them (programs that move
columns and leave names behind), by the words of the header, over one row or two; at last by a heading that is usual
for a column or spelt almost like its own. A heading that could be two columns is none. Where a name points at a column
whose heading somebody replaced, nobody can say whether what stands below is still what was asked: it is read and asked.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from kehoach_xl.domain.progress import FIELD, storable
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import Cell, ReadSheet, ReadWorkbook
from kehoach_xl.returns.finding import NOTE, UNDERSTOOD, Finding
from kehoach_xl.returns.headings import HIDDEN, LONGEST_TYPED, Headings
from kehoach_xl.sheets.layout import form

# The last column of the form only tells how to fill it in.
REMARK = "note"
# A row with fewer known headings is no header.
LEAST = 3
# Headings beyond ours that are looked at for likeness; a form has two dozen columns.
MOST_GUESSED = 200
# Names of a workbook that are worth remembering, and the letters of them and of what they refer to.
_NAMES, _LETTERS = 100, 10_000

# What stands in the column of ids, unlike any heading: one word with a digit.
_AN_ID = re.compile(r"\S*\d\S*")

Columns = dict[str, tuple[int, ...]]
Line = Mapping[int, Cell]


@dataclass(frozen=True)
class FormTable:
    """One form in one sheet. ``columns``: by field, usually one each; several
    that bear the same heading are all here. ``first``: the first row below the header; ``top``: the header's own first
    row. ``strange``: the headings of columns that hold something and are none of ours, by column. ``doubted``: by input
    field the words that replaced its own. ``strange_cells``: how many cells hold something under strange headings."""

    part: ReadSheet
    columns: Columns
    first: int
    top: int
    findings: tuple[Finding, ...] = ()
    strange: Mapping[int, str] = field(default_factory=dict)
    doubted: Mapping[str, str] = field(default_factory=dict)
    strange_cells: int = 0

    def lacks(self, fields: tuple[str, ...]) -> list[str]:
        return [name for name in fields if name not in self.columns]

    @property
    def doubtful(self) -> bool:
        """Whether a column that is missing may stand under a strange heading: between ours is one that is not."""
        own = [column for found in self.columns.values() for column in found]
        return any(min(own) < column < max(own) for column in self.strange)


@dataclass
class _Header:
    """A header by its words: rows ``top`` to ``last``, the columns known exactly, and the words above the others."""

    top: int
    last: int
    columns: Columns
    others: dict[int, str]


def form_tables(book: ReadWorkbook, known: Headings) -> list[FormTable]:
    """Every form of a workbook, the one that its names point at first."""
    named = _named(book)
    found: list[FormTable] = []
    for part in book.sheets:
        if part.name == HIDDEN or not part.lines:
            continue
        names = named[1] if named and named[0] == part.name else {}
        table = _table(part, names, named[2] if named else 0, known)
        if table is not None:
            found.insert(0 if names else len(found), table)
    return found


def _named(book: ReadWorkbook) -> tuple[str, Columns, int] | None:
    """Sheet, columns and first row by the names of the workbook; None when none of them points anywhere."""
    names, sheets = tuple(book.names.items()), tuple([one.name for one in book.sheets])
    is_short = len(names) <= _NAMES and sum(map(len, chain.from_iterable(names))) + sum(map(len, sheets)) <= _LETTERS
    return (_remembered if is_short else _pointed_at)(names, sheets)


def _pointed_at(names: Sequence[tuple[str, str]], sheets: Sequence[str]) -> tuple[str, Columns, int] | None:
    """:func:`_named` by all that it depends on."""
    book = ReadWorkbook("", sheets=[ReadSheet(name) for name in sheets], names=dict(names))
    areas = {one.field: book.name_range(one.name) for one in form().columns}
    single = {name: area for name, area in areas.items() if area is not None and area.column1 == area.column2}
    if not single:
        return None
    sheet = Counter(area.sheet.casefold() for area in single.values()).most_common(1)[0][0]
    there = {name: area for name, area in single.items() if area.sheet.casefold() == sheet}
    part = next(name for name in sheets if name.casefold() == sheet)
    return part, {name: (area.column1,) for name, area in there.items()}, max(area.row1 for area in there.values())


_remembered = lru_cache(maxsize=32)(_pointed_at)  # the same in all forms of one distribution


def _table(part: ReadSheet, named: Columns, first: int, known: Headings) -> FormTable | None:
    header = _header(part, known)
    if header is None:
        return _by_names(part, named, first, known) if named else None
    agree = all(set(named[name]) & set(columns) for name, columns in header.columns.items() if name in named)
    taken: Columns = dict(header.columns)
    if agree:
        for name in [name for name, columns in taken.items() if len(columns) > 1 and name in named]:
            header.others |= dict.fromkeys(set(taken[name]) - set(named[name]), known.shown.get(name, name))
            taken[name] = named[name]
        # A heading she or they changed says nothing where the name still says which column it is.
        used = {column for columns in header.columns.values() for column in columns}
        taken |= {name: columns for name, columns in named.items() if name in taken or not set(columns) & used}
    understood, doubted = _replaced(header.others, {n: c for n, c in named.items() if taken.get(n) == c}, known)
    findings = [*understood, *_by_likeness(header, taken, known)]
    own = {column for columns in taken.values() for column in columns}
    below = _below(part, header.last, header.others.keys() - own)
    strange = {column: words for column, words in header.others.items() if below[column]}
    for column, words in strange.items():
        findings.append(Finding(NOTE, Message("RETURN_011", {"column": words, "count": below[column]}), column=words))
    return FormTable(
        part, _without_remark(taken), header.last + 1, header.top, tuple(findings), strange, doubted,
        sum(below[column] for column in strange),
    )  # fmt: skip


def _below(part: ReadSheet, last: int, columns: Set[int]) -> Counter[int]:
    """How many cells below the row ``last`` hold something, by column."""
    found: Counter[int] = Counter()
    for row, cells in part.lines.items() if columns else ():
        if row > last:
            found.update(column for column in columns & cells.keys() if cells[column].text.strip())
    return found


def _by_names(part: ReadSheet, named: Columns, first: int, known: Headings) -> FormTable:
    """A form whose header says nothing that we know: its names alone tell the columns. Where the header was deleted and
    the names stayed, the first rows stand above what they name: they have an id as all others."""
    while _AN_ID.fullmatch(_id_above(part, named, first)):
        first -= 1
    above = {column: cell.text for column, cell in part.lines.get(first - 1, {}).items() if cell.text.strip()}
    others = {column: storable(" ".join(text.split())) for column, text in above.items()}
    understood, doubted = _replaced(others, named, known)
    return FormTable(part, _without_remark(named), first, first - 1, tuple(understood), doubted=doubted)


def _id_above(part: ReadSheet, named: Columns, row: int) -> str:
    cells = part.lines.get(row - 1, {})
    return next((cells[column].text for column in named.get("id", ()) if column in cells), "")


def _replaced(
    others: Mapping[int, str], named: Columns, known: Headings
) -> tuple[list[Finding], dict[str, str]]:
    """Headings that stand over a named input column and are not its own: what is said of those that mean it all the
    same, and by field those that may mean anything."""
    said, doubted = [], {}
    for name, (column, *_) in named.items():
        words = others.get(column, "")
        if name not in FIELD or not words or known.field(words) == name:
            continue
        if known.means(words, name):
            facts = {"heading": known.shown.get(name, name), "columns": f"«{words}»"}
            said.append(Finding(UNDERSTOOD, Message("RETURN_010", facts), column=str(facts["heading"])))
        else:
            doubted[name] = words
    return said, doubted


def _without_remark(columns: Columns) -> Columns:
    return {name: found for name, found in columns.items() if name != REMARK}


def _by_likeness(header: _Header, taken: Columns, known: Headings) -> Iterator[Finding]:
    """Columns still missing, under a heading that means no other: added to ``taken``."""
    own = {column for columns in taken.values() for column in columns}
    claims: dict[str, list[int]] = {}
    for column, words in list(header.others.items())[:MOST_GUESSED]:
        name = known.likely(words) if column not in own else ""
        if name and name not in taken:
            claims.setdefault(name, []).append(column)
    for name, columns in claims.items():
        facts = {"heading": known.shown.get(name, name), "columns": ", ".join(f"«{header.others[c]}»" for c in columns)}
        if len(columns) == 1:
            taken[name] = (columns[0],)
            yield Finding(UNDERSTOOD, Message("RETURN_010", facts), column=str(facts["heading"]))
        else:
            yield Finding(NOTE, Message("RETURN_012", facts), column=str(facts["heading"]))


def _header(part: ReadSheet, known: Headings) -> _Header | None:
    """The header with most known headings; of equals the lower number of rows, then the upper one. Below one that has
    them all nothing is looked at."""
    best: tuple[int, _Header] | None = None
    for top in sorted(part.lines):
        here, under = _texts(part, top), _texts(part, top + 1)
        if len(here) + len(under) < LEAST:
            continue
        fields = _fields(here, known)
        if not fields or (len(fields) < LEAST and len(fields | _fields(under, known)) < LEAST):
            continue
        words = _words(part, top)
        for last in (top, top + 1):
            below = _words(part, last) if last > top else {}
            header = _over(top, last, _above(part, words, top, last), below, known)
            if len(header.columns) >= LEAST and (best is None or len(header.columns) > best[0]):
                best = len(header.columns), header
            if best is not None and best[0] == known.most:
                return best[1]
    return best[1] if best else None


def _texts(part: ReadSheet, row: int) -> list[str]:
    """The texts that stand in a row."""
    return [cell.text for cell in part.lines.get(row, {}).values() if cell.kind == "text"]


def _fields(texts: Sequence[str], known: Headings) -> set[str]:
    """The fields whose headings these are."""
    return set(map(known.by_text.__getitem__, texts)) - {""}


def _words(part: ReadSheet, row: int) -> dict[int, str]:
    """The texts of a row that may be headings, by column."""
    return {
        column: _on_one_line(cell.text)
        for column, cell in part.lines.get(row, {}).items()
        if cell.kind == "text" and cell.text and len(cell.text) <= LONGEST_TYPED
    }


@lru_cache(maxsize=256)
def _on_one_line(text: str) -> str:
    return storable(" ".join(text.split()))  # no more: a hidden hyphen is a letter in old encodings


def _above(part: ReadSheet, words: Mapping[int, str], top: int, last: int) -> dict[int, str]:
    """The words of a header's upper row, those over several columns above each of them."""
    spread = dict(words)
    if last > top:
        for row1, column1, row2, column2 in part.merges:
            if row1 <= top <= row2 and column1 in words and column2 - column1 < 100:
                spread |= {column: words[column1] for column in range(column1, column2 + 1) if column not in words}
    return spread


def _over(
    top: int, last: int, above: Mapping[int, str], below: Mapping[int, str], known: Headings
) -> _Header:
    """The columns of a header over the rows ``top`` to ``last``, by the words above and below."""
    header = _Header(top, last, {}, {})
    for column in sorted({*above, *below}):
        upper, lower = above.get(column, ""), below.get(column, "")
        words = f"{upper} {lower}".strip()
        name = known.by_text[words] or known.by_text[lower]
        if name:
            header.columns[name] = (*header.columns.get(name, ()), column)
        else:
            header.others[column] = words
    return header
