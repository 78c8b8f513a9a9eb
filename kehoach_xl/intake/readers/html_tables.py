"""Web pages that carry an Excel name: what offices' web programs call «xuất Excel», and Excel's own .htm."""

import re
from html.parser import HTMLParser

from kehoach_xl.errors import Stop
from kehoach_xl.intake.readers.csv_text import decode
from kehoach_xl.ooxml.limits import RETURN_LIMITS
from kehoach_xl.ooxml.reading import Cell, ReadSheet, ReadWorkbook
from kehoach_xl.ooxml.refs import MAX_COLUMN, MAX_ROW

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{1,40})""", re.IGNORECASE)
_FAMILY = re.compile(r"""(?:mso-ascii-)?font-family\s*:\s*["']?([^"';,}]+)""", re.IGNORECASE)
_RULE = re.compile(r"\.([A-Za-z0-9_-]{1,60})\s*\{([^}]{0,2000})\}")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SKIPPED = ("style", "script", "title", "xml", "o:p")
_BREAKS = ("br", "p", "div", "li")
_MOST_SHEETS = 50


def read_html(data: bytes, name: str) -> ReadWorkbook:
    """Every table that is not inside another one as a sheet of text cells. Raises Stop INTAKE_048 when there is none,
    GATE_019 when there is too much."""
    parser = _Tables(name)
    parser.feed(_text(data))
    parser.close()
    sheets = [sheet for sheet in parser.sheets if sheet.lines]
    if not sheets:
        raise Stop("INTAKE_048", name=name)
    return ReadWorkbook(name, "html", sheets)


def _text(data: bytes) -> str:
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and (said := _CHARSET.search(data[:4096])):
        encoding = said[1].decode("ascii").lower()
        if encoding in ("windows-1258", "cp1258", "x-cp1258", "utf-8", "utf8"):
            return decode(data)  # the bytes know better than the page
        try:
            return data.decode(encoding, "replace")
        except LookupError:
            pass
    return decode(data)


class _Tables(HTMLParser):
    """Collects outermost tables. Nested ones are text of their cell, as Excel would show."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.sheets: list[ReadSheet] = []
        self._count = 0
        self._depth = 0
        self._row = self._column = 0
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._taken: dict[int, int] = {}  # column → last row that a cell from above covers
        self._fonts: dict[str, str] = {}
        self._font = ""
        self._skipping = ""
        self._style: list[str] = []

    def close(self) -> None:
        super().close()
        self._end_cell()  # of a page that ends in the middle

    # -- what the page says ------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag in _SKIPPED:
            self._skipping = tag
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._begin_table()
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self._row, self._column = self._row + 1, 0
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            self._begin_cell(given)
        elif tag == "font" and self._text is not None and given.get("face"):
            self._font = self._font or given["face"].split(",")[0].strip()
        elif self._text is not None:
            if tag in _BREAKS and (tag == "br" or any(self._text)):
                self._text.append("\n")
            self._font = self._font or self._font_of(given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("br", "td", "th", "tr"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipping:
            self._skipping = ""
            if tag == "style":
                self._learn("".join(self._style))
                self._style.clear()
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._skipping == "style":
            self._style.append(data)
        elif not self._skipping and self._text is not None:
            self._text.append(_SPACES.sub(" ", data))

    def handle_comment(self, data: str) -> None:
        if self._skipping == "style":  # <style><!-- … --></style>
            self._style.append(data)

    # -- cells --------------------------------------------------------------------------------------

    def _begin_table(self) -> None:
        if len(self.sheets) >= _MOST_SHEETS:
            raise Stop("GATE_019", name=self.name, part="HTML", limit=RETURN_LIMITS.cells)
        self.sheets.append(ReadSheet(f"Bảng {len(self.sheets) + 1}"))
        self._row = self._column = 0
        self._taken.clear()

    def _begin_cell(self, given: dict[str, str]) -> None:
        self._row = max(self._row, 1)
        self._column += 1
        while self._taken.get(self._column, 0) >= self._row:
            self._column += 1
        rows, columns = _span(given.get("rowspan", ""), MAX_ROW), _span(given.get("colspan", ""), MAX_COLUMN)
        self._span = rows, columns
        self._text = []
        self._font = self._font_of(given)

    def _end_cell(self) -> None:
        if self._text is None:
            return
        text = "\n".join(line.strip(" ") for line in "".join(self._text).split("\n")).strip("\n")
        self._text = None
        rows, columns = self._span
        last_row, last_column = min(self._row + rows - 1, MAX_ROW), min(self._column + columns - 1, MAX_COLUMN)
        if self._row > MAX_ROW or self._column > MAX_COLUMN:
            raise Stop("GATE_019", name=self.name, part="HTML", limit=RETURN_LIMITS.cells)
        sheet = self.sheets[-1]
        if text.strip():
            sheet.put(self._row, self._column, Cell("text", text, text, None, self._font))
            self._count += 1
            if self._count > RETURN_LIMITS.cells:
                raise Stop("GATE_019", name=self.name, part="HTML", limit=RETURN_LIMITS.cells)
        if (rows, columns) != (1, 1) and len(sheet.merges) < RETURN_LIMITS.cells:
            sheet.merges.append((self._row, self._column, last_row, last_column))
        if rows > 1:
            self._taken.update((column, last_row) for column in range(self._column, last_column + 1))
        self._column = last_column

    # -- fonts: TCVN3 and VNI are known by them ------------------------------------------------------

    def _learn(self, css: str) -> None:
        for rule in _RULE.finditer(css):
            family = _FAMILY.search(rule[2])
            if family and len(self._fonts) < 10_000:
                self._fonts[rule[1].lower()] = family[1].strip()

    def _font_of(self, given: dict[str, str]) -> str:
        family = _FAMILY.search(given.get("style", "")[:2000])
        if family:
            return family[1].strip()
        names = given.get("class", "").lower().split()
        return next((self._fonts[name] for name in names if name in self._fonts), "")


def _span(text: str, most: int) -> int:
    """A number of rows or columns as browsers take it: at least one, never beyond the sheet."""
    text = text.strip()
    return max(1, min(int(text), most)) if text.isascii() and text.isdigit() and len(text) < 8 else 1
