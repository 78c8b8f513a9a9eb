"""A returned workbook as plain cells: values with their exact text, formulas, fonts; nothing is executed."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.cells import RawCell, SheetScan, scan
from kehoach_xl.ooxml.limits import RETURN_LIMITS, Limits
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.properties import Value
from kehoach_xl.ooxml.refs import Area
from kehoach_xl.ooxml.styles import Style
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


class ReadWorkbook:
    """An untrusted workbook opened within ``limits``. Sheets are parsed on first use."""

    def __init__(self, package: Package) -> None:
        self.name = package.name
        self.sha256 = hashlib.sha256(package.data).hexdigest()
        self._parts = WorkbookParts(package)
        self._limits = package.limits
        self._scans: dict[str, SheetScan] = {}
        self._cells: dict[str, dict[tuple[int, int], Cell]] = {}

    @property
    def sheets(self) -> list[SheetPart]:
        """Tabs in order, chart sheets included; state tells hidden and veryHidden."""
        return self._parts.sheets

    @property
    def names(self) -> dict[str, str]:
        """Workbook-wide names and what they refer to, without "="; names of one sheet are left out."""
        return {n.name: n.refers_to for n in self._parts.names if n.sheet_index is None}

    @property
    def properties(self) -> dict[str, Value]:
        return self._parts.properties

    @property
    def created(self) -> datetime | None:
        return self._parts.created

    @property
    def modified(self) -> datetime | None:
        """When the file says it was last saved, in UTC; the sender's clock, so only a hint."""
        return self._parts.modified

    @property
    def flags(self) -> Flags:
        return self._parts.flags

    @property
    def date1904(self) -> bool:
        return self._parts.date1904

    def name_range(self, name: str) -> Area | None:
        """(sheet, row1, column1, row2, column2) of a workbook name that is one plain rectangle; else None.

        Names compare without case, as in Excel. A name whose sheet is gone gives None.
        """
        wanted = name.casefold()
        for defined in self._parts.names:
            if defined.sheet_index is None and defined.name.casefold() == wanted:
                area = defined.area
                return area if area and self._find(area.sheet) else None
        return None

    def cells(self, sheet: str) -> dict[tuple[int, int], Cell]:
        """Cells that hold something, by (row, column) from 1."""
        if sheet not in self._cells:
            scanned = self._scan(sheet)
            self._cells[sheet] = {at: self._cell(raw) for at, raw in scanned.cells.items()}
        return self._cells[sheet]

    def hidden_rows(self, sheet: str) -> set[int]:
        """Rows with content that are hidden or filtered away."""
        return self._scan(sheet).hidden_rows

    def hidden_columns(self, sheet: str) -> list[tuple[int, int]]:
        """(first, last) of each run of hidden columns."""
        return [(c.first, c.last) for c in self._scan(sheet).columns if c.hidden]

    def merges(self, sheet: str) -> list[tuple[int, int, int, int]]:
        """(row1, column1, row2, column2) of each merged area."""
        return self._scan(sheet).merges

    def autofilter(self, sheet: str) -> str | None:
        return self._scan(sheet).autofilter

    def _find(self, sheet: str) -> SheetPart | None:
        wanted = sheet.casefold()
        return next((s for s in self.sheets if s.name.casefold() == wanted), None)

    def _scan(self, sheet: str) -> SheetScan:
        if sheet not in self._scans:
            found = self._find(sheet)
            if found is None:
                raise Stop("OPEN_024", name=self.name, sheet=sheet)
            if found.part and found.kind == "worksheet":
                data = self._parts.package.read(found.part)
                self._scans[sheet] = scan(data, found.part, self.name, self._limits)
            else:
                self._scans[sheet] = SheetScan()
        return self._scans[sheet]

    def _cell(self, raw: RawCell) -> Cell:
        style = self._parts.style(raw.style)
        kind, value, text = interpret(raw, self._parts.strings, style)
        formula = None
        if raw.formula is not None:
            kind, formula = "formula", raw.formula.text
        return Cell(kind, value, text, formula, style.font)


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
    """Open a returned file; ``Stop`` (GATE_…) when it is not a workbook that may be read."""
    return ReadWorkbook(Package.open(source, limits, name))
