"""LibreOffice's own format (.ods, OpenDocument 1.2/1.3): cells with their kinds, formulas, fonts, names, properties.

A reader of our own, streaming like that of .xlsx: rows and cells «repeated a million times» cost nothing, errors
and percents stay what they are.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.limits import RETURN_LIMITS
from kehoach_xl.ooxml.parts import Parts
from kehoach_xl.ooxml.properties import Value
from kehoach_xl.ooxml.reading import Cell, ReadSheet, ReadWorkbook
from kehoach_xl.ooxml.refs import MAX_COLUMN, MAX_ROW, cell_name, parse_span, quote_sheet
from kehoach_xl.ooxml.workbook import Flags
from kehoach_xl.ooxml.xmlscan import local, new_parser, parse, walk

_DURATION = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?")
_REFERENCE = re.compile(r"\[([^\[\]]*)\]")
_DAY_ZERO = datetime(1899, 12, 30)
_ERRORS = ("#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "Err:")


def read_ods(data: bytes, name: str) -> ReadWorkbook:
    """A spreadsheet. Raises Stop GATE_…, INTAKE_064 when it has a password."""
    parts = Parts(data, name, RETURN_LIMITS)
    if "META-INF/manifest.xml" in parts and b":encryption-data" in parts.read_small("META-INF/manifest.xml"):
        raise Stop("INTAKE_064", name=name)
    content = _Content(parts)
    book = ReadWorkbook(name, "ods", content.sheets, content.names)
    if "meta.xml" in parts:
        _read_meta(parts, book)
    names = [part.casefold() for part in parts.names]
    book.flags = Flags(
        has_macros=any(part.startswith(("basic/", "scripts/")) and not part.endswith("/") for part in names),
        external_links=content.linked,
        ole_objects=any(re.match(r"object \d+$|objectreplacements/.", part) for part in names),
        signed=any(part.endswith("documentsignatures.xml") for part in names),
        dde_links=content.dde,
    )
    return book


@dataclass
class _Open:
    """The cell that is being read."""

    attributes: dict[str, str]
    text: list[str] = field(default_factory=list)
    paragraphs: int = 0
    silent: int = 0  # inside a comment or a drawing


class _Content:
    """content.xml, once through. Attribute names are taken without their namespaces, which no two share here."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.sheets: list[ReadSheet] = []
        self.names: dict[str, str] = {}
        self.linked = self.dde = False
        self._fonts: dict[str, str] = {}
        self._parents: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._style = ""
        self._column_styles: list[tuple[int, int, str]] = []
        self._row = self._column = self._last_column = 0
        self._repeat = 1
        self._row_hidden = False
        self._cell: _Open | None = None
        self._tables = 0
        self._elements = self._cells = self._letters = self._here = 0  # cells: of all sheets, of this one
        for part in ("styles.xml", "content.xml"):
            if part in parts or part == "content.xml":
                self._scan(part)

    def _scan(self, part: str) -> None:
        parser = new_parser(part, self.parts.name)
        parser.StartElementHandler = lambda tag, attributes: self._start(
            local(tag), {local(key): value for key, value in attributes.items()}, part
        )
        parser.EndElementHandler = lambda tag: self._end(local(tag))
        parser.CharacterDataHandler = self._data
        parse(parser, self.parts.read(part), part, self.parts.name)

    # -- elements -----------------------------------------------------------------------------------

    def _start(self, tag: str, a: dict[str, str], part: str) -> None:
        self._elements += 1
        if self._elements > RETURN_LIMITS.elements:
            raise Stop("GATE_019", name=self.parts.name, part=part, limit=RETURN_LIMITS.elements)
        if self._cell is not None:
            self._inside(tag, a)
        elif tag == "style":
            self._style = a.get("name", "")
            self._parents[self._style] = a.get("parent-style-name", "")
        elif tag == "text-properties" and self._style and (font := a.get("font-name") or a.get("font-family")):
            self._fonts[self._style] = font.strip("'")
        elif tag == "table-properties" and a.get("display") == "false":
            self._hidden.add(self._style)
        elif tag == "table" and part == "content.xml":
            self._begin_table(a)
        elif tag == "named-range":
            self._name(a)
        elif tag == "dde-link":
            self.dde = True
        elif tag in ("table-source", "cell-range-source"):
            self.linked = True
        elif self._tables == 1:
            self._in_table(tag, a)

    def _in_table(self, tag: str, a: dict[str, str]) -> None:
        if tag == "table-column":
            count = _count(a.get("number-columns-repeated"), MAX_COLUMN)
            first, last = self._last_column + 1, min(self._last_column + count, MAX_COLUMN)
            self._last_column = last
            self._column_styles.append((first, last, a.get("default-cell-style-name", "")))
            if a.get("visibility", "visible") != "visible" and first <= last:
                self.sheets[-1].hidden_columns.append((first, last))
        elif tag == "table-row":
            self._row += 1
            self._column = 0
            self._repeat = _count(a.get("number-rows-repeated"), MAX_ROW)
            self._row_hidden = a.get("visibility", "visible") != "visible"
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell = _Open(a)

    def _begin_table(self, a: dict[str, str]) -> None:
        self._tables += 1
        if self._tables > 1:
            return
        hidden = a.get("style-name", "") in self._hidden
        self.sheets.append(ReadSheet(a.get("name", ""), "hidden" if hidden else "visible"))
        self._row = self._column = self._last_column = self._here = 0
        self._column_styles = []

    def _inside(self, tag: str, a: dict[str, str]) -> None:
        cell = self._cell
        assert cell is not None
        if cell.silent or tag in ("annotation", "shapes", "frame", "table"):
            cell.silent += 1
        elif tag in ("p", "h"):
            if cell.paragraphs:
                cell.text.append("\n")
            cell.paragraphs += 1
        elif tag == "s":
            cell.text.append(" " * _count(a.get("c"), 1000))
        elif tag == "tab":
            cell.text.append("\t")
        elif tag == "line-break":
            cell.text.append("\n")

    def _data(self, text: str) -> None:
        if self._cell is not None and self._cell.paragraphs and not self._cell.silent:
            self._cell.text.append(text)

    def _end(self, tag: str) -> None:
        cell = self._cell
        if cell is not None:
            if cell.silent:
                cell.silent -= 1
            elif tag in ("table-cell", "covered-table-cell"):
                self._cell = None
                self._close(cell)
        elif tag == "style":
            self._style = ""
        elif tag == "table" and self._tables:
            self._tables -= 1
        elif tag == "table-row" and self._tables == 1:
            self._row += self._repeat - 1

    # -- cells ----------------------------------------------------------------------------------------

    def _close(self, open_cell: _Open) -> None:
        a = open_cell.attributes
        first = self._column + 1
        count = _count(a.get("number-columns-repeated"), MAX_COLUMN)
        self._column += count
        found = self._read(open_cell, first)
        sheet = self.sheets[-1]
        rows = _count(a.get("number-rows-spanned"), MAX_ROW)
        columns = _count(a.get("number-columns-spanned"), MAX_COLUMN)
        if (rows, columns) != (1, 1) and len(sheet.merges) < RETURN_LIMITS.cells:
            last = min(self._row + rows - 1, MAX_ROW), min(first + columns - 1, MAX_COLUMN)
            sheet.merges.append((self._row, first, *last))
        if found is None:
            return
        last_row, last_column = self._row + self._repeat - 1, self._column
        many = self._repeat * count + self._here > RETURN_LIMITS.cells
        if many or last_row > MAX_ROW or last_column > MAX_COLUMN:
            raise Stop("GATE_019", name=self.parts.name, part=sheet.name, limit=RETURN_LIMITS.cells)
        self._cells += self._repeat * count
        self._here += self._repeat * count
        self._letters += self._repeat * count * (len(found.text) + len(found.formula or ""))
        if self._cells > RETURN_LIMITS.book_cells or self._letters > RETURN_LIMITS.letters:
            raise Stop("INTAKE_005", name=self.parts.name, limit=RETURN_LIMITS.book_cells)
        for row in range(self._row, last_row + 1):
            for column in range(first, last_column + 1):
                sheet.put(row, column, found)
            if self._row_hidden:
                sheet.hidden_rows.add(row)

    def _read(self, open_cell: _Open, column: int) -> Cell | None:
        a = open_cell.attributes
        shown = "".join(open_cell.text)
        kind, value, text = _typed(a, shown)
        formula = a.get("formula")
        if formula is not None:
            formula = _plain_formula(formula)
            kind = "formula"
        if value is None and formula is None:
            return None
        return Cell(kind, value, text, formula, self._font(a.get("style-name") or self._default(column)))

    def _default(self, column: int) -> str:
        return next((style for first, last, style in self._column_styles if first <= column <= last), "")

    def _font(self, style: str) -> str:
        for _ in range(10):  # parents of parents; a circle ends too
            if not style or style in self._fonts:
                break
            style = self._parents.get(style, "")
        return self._fonts.get(style, "")

    def _name(self, a: dict[str, str]) -> None:
        area = _area(a.get("cell-range-address", ""))
        if area and len(self.names) < 10_000:
            self.names[a.get("name", "")] = area


def _typed(a: dict[str, str], shown: str) -> tuple[str, str | float | bool | None, str]:
    """(kind, value, text) of a cell by its declared type (OpenDocument 1.2 part 1, 19.385)."""
    if a.get("value-type") == "string" and a.get("formula") and shown.startswith(_ERRORS):
        return "error", shown, shown
    # calcext:value-type, which stands beside the older attribute, names errors.
    match a.get("value-type"):
        case "error":
            return "error", shown or "#N/A", shown or "#N/A"
        case "float" | "currency":
            return _number("number", a.get("value", ""))
        case "percentage":
            return _number("percent", a.get("value", ""))
        case "boolean":
            return "bool", a.get("boolean-value") == "true", a.get("boolean-value", "")
        case "date":
            return _date(a.get("date-value", ""), shown)
        case "time":
            return _time(a.get("time-value", ""), shown)
    text = a.get("string-value", shown)
    return ("text", text, text) if text else ("text", None, "")


def _number(kind: str, text: str) -> tuple[str, str | float | None, str]:
    try:
        number = float(text) if "_" not in text else float("nan")
    except ValueError:
        return "text", text, text
    return (kind, number, text) if number - number == 0 else ("text", text, text)


def _date(text: str, shown: str) -> tuple[str, str | float, str]:
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return "text", shown or text, shown or text
    serial = (moment - _DAY_ZERO) / timedelta(days=1)
    return "date", serial, str(int(serial)) if serial == int(serial) else repr(serial)


def _time(text: str, shown: str) -> tuple[str, str | float, str]:
    found = _DURATION.fullmatch(text)
    if found is None or len(text) > 40:
        return "text", shown or text, shown or text
    seconds = int(found[2] or 0) * 3600 + int(found[3] or 0) * 60 + float(f"{found[4] or 0}.{found[5] or 0}")
    serial = (-1 if found[1] else 1) * seconds / 86400
    return "date", serial, repr(serial)


def _plain_formula(text: str) -> str:
    """«of:=[.B3]*2» → «B3*2»; for showing only, it is never calculated."""
    bare = text.partition("=")[2] if ":=" in text[:10] or text.startswith("=") else text
    return _REFERENCE.sub(lambda match: match[1].replace("$", "").removeprefix("."), bare)


def _area(address: str) -> str:
    """«$Phiếu.$B$2:.$B$9» → «'Phiếu'!$B$2:$B$9»; "" for what is no plain rectangle of one sheet."""
    sheet, _, cells = address.removeprefix("$").rpartition(".") if ":" not in address else _split(address)
    bare = sheet.removeprefix("$")
    if bare.startswith("'") and bare.endswith("'"):
        bare = bare[1:-1].replace("''", "'")
    span = parse_span(cells.replace("$", ""))
    if span is None or not bare:
        return ""
    corners = [cell_name(row, column) for row, column in (span[:2], span[2:])]
    fixed = [re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", corner) for corner in corners]
    return f"{quote_sheet(bare)}!{fixed[0]}" + ("" if fixed[0] == fixed[1] else f":{fixed[1]}")


def _split(address: str) -> tuple[str, str, str]:
    """The sheet, a dot, and the cells of a range whose second half may name the sheet again."""
    first, _, second = address.rpartition(":")
    sheet, dot, start = first.rpartition(".")
    return sheet, dot, f"{start}:{second.rpartition('.')[2]}"


def _count(text: str | None, most: int) -> int:
    return max(1, min(int(text), most)) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1


def _read_meta(parts: Parts, book: ReadWorkbook) -> None:
    """Custom properties and times of meta.xml. Times without a zone are the sender's own."""
    texts = {"creation-date": "", "date": ""}
    found: dict[str, Value] = {}
    inside: list[str] = []
    name = [""]

    def start(tag: str, attributes: dict[str, str]) -> None:
        inside.append(tag)
        if tag == "user-defined":
            name[0] = next((value for key, value in attributes.items() if local(key) == "name"), "")

    def text(data: str) -> None:
        if inside and inside[-1] in texts:
            texts[inside[-1]] += data
        elif inside and inside[-1] == "user-defined" and name[0]:
            found[name[0]] = str(found.get(name[0], "")) + data

    walk(parts.read_small("meta.xml"), "meta.xml", parts.name, start, lambda _: inside.pop(), text)
    book.properties = found
    book.created, book.modified = _moment(texts["creation-date"]), _moment(texts["date"])


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip()[:26])
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
