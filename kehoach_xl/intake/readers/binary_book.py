"""Excel's binary workbook (.xlsb): cells with their kinds and fonts, sheets and their states, properties.

A reader of our own beside calamine, which passes over the short cell records ([MS-XLSB] 2.4.692 and after) that other
programs write: cells were lost without a word. Formulas are known as such and keep their last result; their text and
the names of the workbook are not read.
"""

import struct
from collections.abc import Iterator
from functools import cached_property

from kehoach_xl.errors import Stop
from kehoach_xl.intake.readers.biff12 import BROKEN, ERRORS, records, rk, wide
from kehoach_xl.ooxml.limits import RETURN_LIMITS
from kehoach_xl.ooxml.package import Package, Relation
from kehoach_xl.ooxml.reading import Cell, ReadSheet, ReadWorkbook, assembled
from kehoach_xl.ooxml.refs import MAX_COLUMN, MAX_ROW
from kehoach_xl.ooxml.styles import BUILTIN, Font, Format, Style, style_of
from kehoach_xl.ooxml.workbook import SheetPart, WorkbookParts

_STATES = {0: "visible", 1: "hidden", 2: "veryHidden"}
_ROW, _COLUMN, _MERGE, _FONT, _NUMBER_FORMAT, _FORMAT = 0, 60, 176, 43, 44, 47
_SHARED, _BOOK, _SHEET, _FORMATS_BEGIN, _FORMATS_END = 19, 153, 156, 617, 618
_RICH = 62
_HIDDEN_ROW = 0x10
# Numbers of cell records: with their column written out, and the same things without it.
_BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _STRING = range(1, 8)
_FIRST_FORMULA, _LAST_LONG, _LAST_SHORT = 8, 11, 18
_RESULTS = {8: _TEXT, 9: _REAL, 10: _BOOL, 11: _ERROR}


def read_xlsb(data: bytes, name: str) -> ReadWorkbook:
    """A binary workbook. Raises Stop GATE_… and INTAKE_005."""
    return assembled(_Parts(_Package(data, name, RETURN_LIMITS)), _read_sheet, "xlsb")


class _Package(Package):
    def _find_workbook(self) -> str:
        kinds = self.rels("").values()
        target = next((one.target for one in kinds if one.kind == "officeDocument" and not one.external), "")
        if target not in self:
            raise Stop("GATE_015", name=self.name, part="workbook.bin")
        return self.stored_name(target)


class _Parts(WorkbookParts):
    """The workbook part and those that belong to it, in records instead of elements."""

    def _scan(self) -> None:
        with _Careful(self.package, self.package.workbook_part) as found:
            for code, content in found:
                if code == _BOOK:
                    self.date1904 = bool(content[0] & 1)
                elif code == _SHEET:
                    (state,) = struct.unpack_from("<L", content, 0)
                    rid, at = wide(content, 8)
                    self._tab(wide(content, at)[0], rid, _STATES.get(state & 3, "visible"))

    def _tab(self, name: str, rid: str, state: str) -> None:
        relation = self.rels.get(rid, Relation("worksheet", "", False))
        part = relation.target if relation.target in self.package and not relation.external else ""
        self.sheets.append(SheetPart(name, part, state, relation.kind))

    @cached_property
    def strings(self) -> list[str]:
        part = self.package.related("sharedStrings")
        if part is None:
            return []
        with _Careful(self.package, part) as found:
            return [wide(content, 1)[0] for code, content in found if code == _SHARED]

    @cached_property
    def styles(self) -> list[Style]:
        part = self.package.related("styles")
        if part is None:
            return []
        formats, inside = dict(BUILTIN), False
        fonts: list[Font] = []
        cells: list[Format] = []
        with _Careful(self.package, part) as found:
            for code, content in found:
                if code == _FONT:
                    fonts.append(Font(wide(content, 21)[0]))
                elif code == _NUMBER_FORMAT:
                    formats[struct.unpack_from("<H", content)[0]] = wide(content, 2)[0]
                elif code in (_FORMATS_BEGIN, _FORMATS_END):
                    inside = code == _FORMATS_BEGIN
                elif code == _FORMAT and inside:
                    cells.append(Format(*struct.unpack_from("<2H", content, 2)))
        return [style_of(formats, fonts, cell) for cell in cells]


class _Careful:
    """The records of a part; what they lack of themselves is the file's fault."""

    def __init__(self, package: Package, part: str) -> None:
        self._package, self._part = package, part

    def __enter__(self) -> Iterator[tuple[int, bytes]]:
        package = self._package
        return records(package.read(self._part), self._part, package.name, package.limits.elements)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, BROKEN):
            raise Stop("GATE_018", name=self._package.name, part=self._part, reason="bản ghi bị cắt cụt") from error


def _read_sheet(parts: WorkbookParts, tab: SheetPart) -> tuple[ReadSheet, int]:
    """One tab, and how many records its part has."""
    one = _Sheet(parts, tab)
    count = 0
    with _Careful(parts.package, tab.part) as found:
        for code, content in found:
            count += 1
            if code == _ROW:
                one.begin_row(content)
            elif _BLANK <= code <= _LAST_SHORT or code == _RICH:
                one.add_cell(code, content)
            elif code in (_MERGE, _COLUMN):
                one.add_area(code, content)
    return one.found, count


class _Sheet:
    """A tab that is being read, row by row."""

    def __init__(self, parts: WorkbookParts, tab: SheetPart) -> None:
        self.found = ReadSheet(tab.name, tab.state)
        self._parts, self._part = parts, tab.part
        self._row = self._column = self._cells = 0
        self._hidden = False

    def begin_row(self, content: bytes) -> None:
        number = struct.unpack_from("<L", content)[0] + 1
        self._go(self._row < number, number, 0)
        self._hidden = bool(content[11] & _HIDDEN_ROW)

    def add_cell(self, code: int, content: bytes) -> None:
        short = _LAST_LONG < code <= _LAST_SHORT
        column = self._column + 1 if short else struct.unpack_from("<L", content)[0] + 1
        self._go(self._row > 0 and self._column < column, self._row, column)
        cell = _cell(self._parts, code - _LAST_LONG if short else code, content, 0 if short else 4)
        if cell is None:
            return
        self.found.put(self._row, column, cell)
        if self._hidden:
            self.found.hidden_rows.add(self._row)
        self._cells += 1
        if self._cells > RETURN_LIMITS.cells:
            raise Stop("GATE_019", name=self._parts.package.name, part=self.found.name, limit=RETURN_LIMITS.cells)

    def _go(self, forward: bool, row: int, column: int) -> None:
        """To the next place; backwards one cell would replace another."""
        if not forward or row > MAX_ROW or column > MAX_COLUMN:
            raise Stop("GATE_018", name=self._parts.package.name, part=self._part, reason="ô không theo thứ tự")
        self._row, self._column = row, column

    def add_area(self, code: int, content: bytes) -> None:
        if code == _MERGE and len(self.found.merges) < RETURN_LIMITS.cells:
            top, bottom, left, right = (min(one, MAX_ROW - 1) + 1 for one in struct.unpack_from("<4L", content))
            self.found.merges.append((top, min(left, MAX_COLUMN), bottom, min(right, MAX_COLUMN)))
        elif code == _COLUMN and content[16] & 1 and len(self.found.hidden_columns) < MAX_COLUMN:
            first, last = struct.unpack_from("<2L", content)
            self.found.hidden_columns.append((min(first + 1, MAX_COLUMN), min(last + 1, MAX_COLUMN)))


def _cell(parts: WorkbookParts, code: int, content: bytes, at: int) -> Cell | None:
    """A cell whose format stands at ``at`` (three bytes, and one of flags) and its value after that."""
    style = parts.style(int.from_bytes(content[at : at + 3], "little"))
    formula = "" if _FIRST_FORMULA <= code <= _LAST_LONG else None
    kind, value, text = _value(parts, _RESULTS.get(code, code), content, at + 4, style)
    if value is None:
        return None
    return Cell("formula" if formula is not None else kind, value, text, formula, style.font)


def _value(
    parts: WorkbookParts, code: int, content: bytes, at: int, style: Style
) -> tuple[str, str | float | bool | None, str]:
    """(kind, value, text), as of any other format; a value of None for an empty cell."""
    if code == _BLANK:
        return "text", None, ""
    if code == _ERROR:
        text = ERRORS.get(content[at], "#N/A")
        return "error", text, text
    if code == _BOOL:
        return "bool", content[at] != 0, str(int(content[at] != 0))
    if code in (_RK, _REAL):
        number = rk(content, at) if code == _RK else struct.unpack_from("<d", content, at)[0]
        if number - number != 0:  # NaN and infinities
            return "text", str(number), str(number)
        text = str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)
        return ("date" if style.is_date else "percent" if style.is_percent else "number"), number, text
    if code == _STRING:
        (index,) = struct.unpack_from("<L", content, at)
        text = parts.strings[index] if index < len(parts.strings) else ""
    else:
        text = wide(content, at + 1 if code == _RICH else at)[0]
    return "text", text, text
