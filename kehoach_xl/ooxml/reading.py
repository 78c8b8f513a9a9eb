"""A returned workbook as plain cells: values with their exact text, formulas, fonts; nothing is executed."""

import contextlib
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial
from itertools import chain, compress
from operator import is_not, itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.cells import RawCell, around, raw_cell, scan_any
from kehoach_xl.ooxml.interpreting import interpret
from kehoach_xl.ooxml.limits import RETURN_LIMITS, Limits
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.plain_rows import PlainRows, read_plain_rows
from kehoach_xl.ooxml.properties import Value
from kehoach_xl.ooxml.refs import Area, parse_area
from kehoach_xl.ooxml.stored import Stored
from kehoach_xl.ooxml.styles import PLAIN, Style
from kehoach_xl.ooxml.tails import Shared, Tails
from kehoach_xl.ooxml.workbook import Flags, SheetPart, WorkbookParts
from kehoach_xl.ooxml.zipdir import Entry


class Cell(NamedTuple):
    """One cell that holds something.

    ``kind``: text, number, date, percent, bool, error, or formula (``value`` is then the last result).
    ``value``: text; float (dates as serials of the workbook's date system, percent as a fraction); bool;
    error as its text ``#N/A``; None for a formula never calculated.
    ``text``: as stored, so «12345678901234567890» is not rounded. ``formula`` without "=".
    """

    kind: str
    value: str | float | bool | None
    text: str
    formula: str | None
    font: str


Lines = dict[int, dict[int, Cell]]


@dataclass
class ReadSheet:
    """One tab as it was read. Rows and columns count from 1; ``state`` is visible, hidden or veryHidden.

    ``lines``: the cells that hold something by column, by row; in order, no row without any.
    ``hidden_rows``: rows with content that are hidden or filtered away. ``hidden_columns``: (first, last) of each run.
    ``merges``: (row1, column1, row2, column2) of each merged area. ``at_most``: no less than its extent, where that
    is known without a look at each cell.
    """

    name: str
    state: str = "visible"
    lines: Lines = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    autofilter: str | None = None
    at_most: "Extent | None" = field(default=None, compare=False, repr=False)

    @property
    def cells(self) -> Mapping[tuple[int, int], Cell]:
        """The cells by (row, column), for whoever wants single ones; :meth:`put` changes them."""
        lines = self.lines.items()
        return MappingProxyType({(row, column): cell for row, line in lines for column, cell in line.items()})

    def put(self, row: int, column: int, cell: Cell) -> None:
        self.lines.setdefault(row, {})[column] = cell
        self.__dict__.pop("extent", None)
        self.at_most = None

    @cached_property
    def extent(self) -> "Extent":
        """How much it holds, as first asked; only :meth:`put` may change it afterwards."""
        return _extent(list(chain.from_iterable(map(dict.values, self.lines.values()))))

    @property
    def formulas(self) -> list[str]:
        """Those of cells that have one."""
        return list(filter(None, map(_FORMULA, chain.from_iterable(map(dict.values, self.lines.values())))))


def by_rows(cells: Mapping[tuple[int, int], Cell]) -> Lines:
    """The ``lines`` of cells by (row, column)."""
    lines: Lines = {}
    for (row, column), cell in cells.items():
        lines.setdefault(row, {})[column] = cell
    return lines


@dataclass
class ReadWorkbook:
    """An untrusted workbook as plain data, whatever the format it was read from.

    ``format``: xlsx, xls, xlsb, ods, csv or html. ``names``: workbook-wide names and what they refer to, without "=".
    ``modified``: when the file says it was last saved, in UTC; the sender's clock, so only a hint.
    """

    name: str
    format: str = "xlsx"
    sheets: list[ReadSheet] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    properties: dict[str, Value] = field(default_factory=dict)
    created: datetime | None = None
    modified: datetime | None = None
    date1904: bool = False
    flags: Flags = field(default_factory=Flags)

    def sheet(self, name: str) -> ReadSheet:
        """A tab by its name, in any case. Raises Stop OPEN_024 when there is none."""
        found = self._find(name)
        if found is None:
            raise Stop("OPEN_024", name=self.name, sheet=name)
        return found

    def cells(self, sheet: str) -> Mapping[tuple[int, int], Cell]:
        """Cells that hold something, by (row, column) from 1."""
        return self.sheet(sheet).cells

    def name_range(self, name: str) -> Area | None:
        """(sheet, row1, column1, row2, column2) of a workbook name that is one plain rectangle; else None.

        Names compare without case, as in Excel. A name whose sheet is gone gives None.
        """
        refers = self._refers.get(name.casefold())
        area = parse_area(refers) if refers is not None else None
        return area if area and self._find(area.sheet) else None

    @cached_property
    def _refers(self) -> dict[str, str]:
        """What each name refers to, by the name without case; the first of those that differ by it only."""
        return {name.casefold(): refers for name, refers in reversed(self.names.items())}

    def _find(self, sheet: str) -> ReadSheet | None:
        wanted = sheet.casefold()
        return next((one for one in self.sheets if one.name.casefold() == wanted), None)


class Extent(NamedTuple):
    """How much one tab holds: its cells, the characters of what they say and of their formulas, the longest text of
    all these and of values."""

    cells: int = 0
    letters: int = 0
    longest: int = 0


def _extent(cells: Sequence[Cell]) -> Extent:
    """Ten times as fast as a cell at a time."""
    texts, values, formulas = (list(map(field, cells)) for field in (_TEXT, _VALUE, _FORMULA))
    # Most values that are texts are the very text of their cell.
    others = [value for value in compress(values, map(is_not, values, texts)) if type(value) is str]
    said = [*map(len, texts), *map(len, filter(None, formulas))]
    return Extent(len(cells), sum(said), max(*said, *map(len, others), 0, 0))


def hold_more(sheets: Sequence[ReadSheet], cells: int, letters: int) -> bool:
    """Whether all of them together hold more."""
    rough = [one.at_most or one.extent for one in sheets]
    if sum([one.cells for one in rough]) > cells:
        return True
    return sum([one.letters for one in rough]) > letters and sum([one.extent.letters for one in sheets]) > letters


_VALUE, _TEXT, _FORMULA = itemgetter(1), itemgetter(2), itemgetter(3)


# A tab as it is read, and how many elements or records its part has.
SheetReader = Callable[[WorkbookParts, SheetPart], tuple[ReadSheet, int]]


def _read_sheets(parts: WorkbookParts, read_sheet: SheetReader) -> list[ReadSheet]:
    """Every tab. What all of them hold together is bounded while reading; tabs that share a part share its cells,
    and each counts."""
    limits, name = parts.package.limits, parts.package.name
    read: dict[str, ReadSheet] = {}
    found: list[ReadSheet] = []
    cells = letters = elements = 0
    for tab in parts.sheets:
        if not tab.part or tab.kind != "worksheet":
            found.append(ReadSheet(tab.name, tab.state))
            continue
        if tab.part not in read:
            read[tab.part], scanned = read_sheet(parts, tab)
            elements += scanned
        sheet = read[tab.part]
        if elements > limits.book_elements:
            raise Stop("GATE_019", name=name, part=tab.part, limit=limits.book_elements)
        is_it = (sheet.name, sheet.state) == (tab.name, tab.state)
        found.append(sheet if is_it else replace(sheet, name=tab.name, state=tab.state))
        extent = sheet.at_most or sheet.extent
        cells, letters = cells + extent.cells, letters + extent.letters
        if (cells > limits.book_cells or letters > limits.letters) and hold_more(
            found, limits.book_cells, limits.letters
        ):
            raise Stop("INTAKE_005", name=name, limit=limits.book_cells)
    return found


def _read_sheet(parts: WorkbookParts, tab: SheetPart) -> tuple[ReadSheet, int]:
    """One tab, and how many elements its part has, where there is room for too many."""
    package = parts.package
    data, limits = package.read(tab.part), package.limits
    if (seen := _seen(parts, data)) is not None:
        parts.strings  # noqa: B018  # is to be right in each file that has a cell
        return _copied(seen[0], tab), seen[1]
    memory = partial(_Understood, parts)
    rows = read_plain_rows(data, limits, memory)
    found = rows and around(rows, tab.part, package.name, limits)
    if rows and found:
        lines = rows.lines
        found.elements += rows.elements() if package.size > limits.elements else 0
    else:
        found = scan_any(data, tab.part, package.name, limits)
        lines = memory(b"", frozenset()).lines(found.cells)
    hidden = [(one.first, one.last) for one in found.columns if one.hidden]
    read = ReadSheet(tab.name, tab.state, lines, found.hidden_rows, hidden, found.merges, found.autofilter)
    if rows and lines is rows.lines:
        read.at_most = _at_most(rows, parts.strings if lines else ())
        if lines and len(data) <= _SMALL and _SHOWS_SHARED not in data and len(parts.styles) <= _STYLES:
            _keep(parts, data, (_copied(read, tab), found.elements))
    return read, found.elements


# Small sheets without texts of the table say the same under the same styles, as the guide does in each form.
_SEEN: dict[tuple[bytes, Limits, int], tuple[Sequence[Style], tuple[ReadSheet, int]]] = {}
_SHEETS = 8  # kept
_SMALL = 16 << 10  # bytes of one that is
_STYLES = 5_000  # that it is kept with
_SHOWS_SHARED = b' t="s"'


def _seen(parts: WorkbookParts, data: bytes) -> tuple[ReadSheet, int] | None:
    """The sheet that was read from these bytes, and its elements."""
    package = parts.package
    if len(data) > _SMALL or package.size > package.limits.elements:
        return None
    with contextlib.suppress(Stop):  # of the styles: said if there is a cell
        key = data, package.limits, id(parts.styles)
        if key in _SEEN:
            found = _SEEN[key] = _SEEN.pop(key)  # the last again
            return found[1]
    return None


def _keep(parts: WorkbookParts, data: bytes, read: tuple[ReadSheet, int]) -> None:
    """``read`` is what :func:`_seen` gives from now on; the styles stay with it, so that no others get their id."""
    if parts.package.size > parts.package.limits.elements:
        return  # the elements of its rows were counted
    if len(_SEEN) >= _SHEETS:
        del _SEEN[next(iter(_SEEN))]
    _SEEN[data, parts.package.limits, id(parts.styles)] = parts.styles, read


def _copied(sheet: ReadSheet, tab: SheetPart) -> ReadSheet:
    """``sheet`` as that tab, nothing of it shared that somebody may change."""
    return replace(
        sheet, name=tab.name, state=tab.state, lines={row: line.copy() for row, line in sheet.lines.items()},
        hidden_rows=sheet.hidden_rows.copy(), hidden_columns=sheet.hidden_columns.copy(), merges=sheet.merges.copy(),
    )  # fmt: skip


_LONGEST_NUMBER = 330  # letters: 1e308 is stored in five and shown in 309


def _at_most(rows: PlainRows[Cell], strings: Sequence[str]) -> Extent:
    """What is stored in a row decodes to no more letters, but for numbers; a text of the table may be shown in each
    cell."""
    cells, longest = sum(map(len, rows.lines.values())), max(_LONGEST_NUMBER, max(map(len, strings), default=0))
    return Extent(cells, rows.end - rows.start + cells * longest, max(rows.longest, longest))


class _Understood(Tails[Cell]):
    """Cells by how they are stored: the same ones are understood once, and are one object."""

    def __init__(self, parts: WorkbookParts, declared: bytes, prefixes: frozenset[bytes]) -> None:
        super().__init__(_shared(parts, declared, prefixes))
        self._parts = parts

    def require(self) -> None:
        self._parts.styles, self._parts.strings  # noqa: B018

    def is_own(self, stored: Stored) -> bool:
        return stored[0] == "s"

    def understood(self, stored: Stored) -> Cell:
        return self._cell(raw_cell(stored))

    def lines(self, cells: Mapping[tuple[int, int], RawCell]) -> Lines:
        """What the scanner found."""
        known = {raw: self._cell(raw) for raw in set(cells.values())}
        return by_rows({at: known[raw] for at, raw in cells.items()})

    def _cell(self, raw: RawCell) -> Cell:
        styles, strings = self._parts.styles, self._parts.strings
        style = styles[raw.style] if raw.style < len(styles) else PLAIN
        kind, value, text = interpret(raw, strings, style)
        formula = None
        if raw.formula is not None:
            kind, formula = "formula", raw.formula.text
        return Cell(kind, value, text, formula, style.font)


# Memories that go on from file to file: a cell says the same under the same styles, read under the same declaration.
_SHARED: deque[tuple[Sequence[Style], bytes, frozenset[bytes], Shared[Cell]]] = deque(maxlen=3)


def _shared(parts: WorkbookParts, declared: bytes, prefixes: frozenset[bytes]) -> Shared[Cell]:
    try:
        styles = parts.styles
    except Stop:  # said if there is a cell
        return Shared()
    for one in _SHARED:
        # The same object: styles that are written the same are read once.
        if one[0] is styles and one[1:3] == (declared, prefixes):
            one[3].begin()
            return one[3]
    _SHARED.append((styles, declared, prefixes, Shared[Cell]()))
    return _SHARED[-1][3]


def read_workbook(
    source: Path | str | bytes, limits: Limits = RETURN_LIMITS, name: str | None = None,
    entries: Sequence[Entry] | None = None,
) -> ReadWorkbook:  # fmt: skip
    """Read a returned .xlsx or .xlsm file whole; ``Stop`` (GATE_…) when it is not a workbook that may be read.
    ``entries``: of its directory, where they are known."""
    package = Package.open(source, limits, name, entries)
    return assembled(WorkbookParts(package), _read_sheet)


def assembled(parts: WorkbookParts, read_sheet: SheetReader, form: str = "xlsx") -> ReadWorkbook:
    """The workbook whose tabs ``read_sheet`` reads; ``form`` is its format."""
    return ReadWorkbook(
        parts.package.name,
        form,
        sheets=_read_sheets(parts, read_sheet),
        names={one.name: one.refers_to for one in parts.names if one.sheet_index is None},
        properties=dict(parts.properties),
        created=parts.created,
        modified=parts.modified,
        date1904=parts.date1904,
        flags=parts.flags,
    )
