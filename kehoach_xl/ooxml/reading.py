"""A returned workbook as plain cells: values with their exact text, formulas, fonts; nothing is executed."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.cells import RawCell, scan
from kehoach_xl.ooxml.limits import RETURN_LIMITS, Limits
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.properties import Value
from kehoach_xl.ooxml.refs import Area, parse_area
from kehoach_xl.ooxml.styles import PLAIN, Style
from kehoach_xl.ooxml.text import decode_escapes
from kehoach_xl.ooxml.workbook import Flags, SheetPart, WorkbookParts


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
    ``merges``: (row1, column1, row2, column2) of each merged area.
    """

    name: str
    state: str = "visible"
    lines: Lines = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    autofilter: str | None = None

    @property
    def cells(self) -> Mapping[tuple[int, int], Cell]:
        """The cells by (row, column), for whoever wants single ones; :meth:`put` changes them."""
        lines = self.lines.items()
        return MappingProxyType({(row, column): cell for row, line in lines for column, cell in line.items()})

    def put(self, row: int, column: int, cell: Cell) -> None:
        self.lines.setdefault(row, {})[column] = cell

    def count(self) -> int:
        """How many cells hold something."""
        return sum(map(len, self.lines.values()))


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
    sha256: str
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


def letters_of(sheet: ReadSheet) -> int:
    """Characters of all cells: what they say and their formulas."""
    return sum([len(cell[2]) + len(cell[3] or "") for line in sheet.lines.values() for cell in line.values()])


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
        sheet = replace(read[tab.part], name=tab.name, state=tab.state)
        cells += sheet.count()
        letters += letters_of(sheet)
        if elements > limits.book_elements:
            raise Stop("GATE_019", name=name, part=tab.part, limit=limits.book_elements)
        if cells > limits.book_cells or letters > limits.letters:
            raise Stop("INTAKE_005", name=name, limit=limits.book_cells)
        found.append(sheet)
    return found


def _read_sheet(parts: WorkbookParts, tab: SheetPart) -> tuple[ReadSheet, int]:
    """One tab, and how many elements its part has."""
    found = ReadSheet(tab.name, tab.state)
    package = parts.package
    scanned = scan(package.read(tab.part), tab.part, package.name, package.limits)
    if scanned.cells:  # else neither styles nor strings need be right
        understood = _Understood(parts)
        cells = map(understood.__getitem__, scanned.cells.values())
        found.lines = by_rows(dict(zip(scanned.cells, cells, strict=True)))
    found.hidden_rows, found.merges, found.autofilter = scanned.hidden_rows, scanned.merges, scanned.autofilter
    found.hidden_columns = [(c.first, c.last) for c in scanned.columns if c.hidden]
    return found, scanned.elements


class _Understood(dict[RawCell, Cell]):
    """Cells by how they are stored: the same ones are understood once, and are one object."""

    def __init__(self, parts: WorkbookParts) -> None:
        super().__init__()
        self._styles, self._strings = parts.styles, parts.strings

    def __missing__(self, raw: RawCell) -> Cell:
        style = self._styles[raw.style] if raw.style < len(self._styles) else PLAIN
        kind, value, text = interpret(raw, self._strings, style)
        formula = None
        if raw.formula is not None:
            kind, formula = "formula", raw.formula.text
        cell = self[raw] = Cell(kind, value, text, formula, style.font)
        return cell


def interpret(raw: RawCell, strings: list[str], style: Style) -> tuple[str, str | float | bool | None, str]:
    """(kind, value, text) of a scanned cell; the formula, if any, is not looked at."""
    text = raw.text
    if text is None:
        return "text", None, ""
    match raw.kind:
        case "s":
            index = text.strip()
            known = index.isascii() and index.isdigit() and len(index) < 10 and int(index) < len(strings)
            text = strings[int(index)] if known else ""
            return "text", text, text
        case "str" | "inlineStr":
            # Inline runs are decoded here, shared ones when the table is read.
            text = decode_escapes(text)
            return "text", text, text
        case "b":
            return "bool", text.strip() in ("1", "true"), text
        case "e":
            return "error", text, text
        case "d":
            return "date", text, text
    if not text.strip():
        return "number", None, text
    try:
        number = float(text) if "_" not in text else None
    except ValueError:
        number = None
    if number is None or number - number != 0:  # NaN and infinities are not numbers in a sheet
        return "text", text, text
    return ("date" if style.is_date else "percent" if style.is_percent else "number"), number, text


def read_workbook(
    source: Path | str | bytes, limits: Limits = RETURN_LIMITS, name: str | None = None
) -> ReadWorkbook:
    """Read a returned .xlsx or .xlsm file whole; ``Stop`` (GATE_…) when it is not a workbook that may be read."""
    package = Package.open(source, limits, name)
    return assembled(WorkbookParts(package), _read_sheet)


def assembled(parts: WorkbookParts, read_sheet: SheetReader, form: str = "xlsx") -> ReadWorkbook:
    """The workbook whose tabs ``read_sheet`` reads; ``form`` is its format."""
    return ReadWorkbook(
        parts.package.name,
        hashlib.sha256(parts.package.data).hexdigest(),
        form,
        sheets=_read_sheets(parts, read_sheet),
        names={one.name: one.refers_to for one in parts.names if one.sheet_index is None},
        properties=dict(parts.properties),
        created=parts.created,
        modified=parts.modified,
        date1904=parts.date1904,
        flags=parts.flags,
    )
