"""Rows read by pattern say what the scanner says, cell by cell and offset by offset, or leave it to the scanner."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.cells import SheetScan, raw_cells, scan, scan_any
from kehoach_xl.ooxml.limits import Limits
from kehoach_xl.ooxml.plain_rows import _TOGETHER, read_plain_rows
from tests.intake.made import by_xlsxwriter
from tests.ooxml.handmade import MAIN, STRICT_MAIN

LIMITS = Limits(cells=60, elements=400, letters=3_000)
PART = "xl/worksheets/sheet1.xml"
X14AC = 'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'


def sheet(rows: str, root: str = "", before: str = "", after: str = "") -> bytes:
    """A sheet part with these rows."""
    whole = f'<worksheet xmlns="{MAIN}"{root}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return whole.encode()


def said(read: Callable[..., SheetScan], data: bytes, spans: bool) -> SheetScan | str:
    """What a reader makes of a part, or the sentence with which it stops."""
    try:
        return read(data, PART, "a.xlsx", LIMITS, spans)
    except Stop as stop:
        return f"{stop.message.code} {stop}"


def agree(data: bytes) -> None:
    for spans in (False, True):
        assert said(scan, data, spans) == said(scan_any, data, spans)


PLAIN = {
    "nothing": "",
    "texts": '<row r="2"><c r="A2" t="inlineStr"><is><t>Kết quả</t></is></c><c r="C2" s="3" t="s"><v>0</v></c></row>',
    "spaces": '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c></row>',
    "references": '<row r="1"><c r="A1" t="inlineStr"><is><t>&#7871;&amp;&#x1EBF; &lt;b&gt;&#10;</t></is></c></row>',
    "line ends": '<row r="1"><c r="A1" t="str"><v>a\r\nb\rc\nd</v></c></row>',
    "an empty text": '<row r="1"><c r="A1" t="str"><v></v></c><c r="B1" t="inlineStr"><is><t></t></is></c></row>',
    "styled emptiness": '<row r="1" s="2" customFormat="1"><c r="A1" s="3"/><c r="B1" s="4" t="n"></c></row>',
    "rows without cells": '<row r="1" ht="15" customHeight="1"/><row r="3"></row><row r="9"><c r="A9"/></row>',
    "hidden rows": '<row r="1" hidden="1"><c r="A1"/></row><row r="2" hidden="true"><c r="A2"><v>1</v></c></row>'
    '<row r="3" hidden="0"><c r="A3"><v>1</v></c></row>',
    "formulas": '<row r="1"><c r="A1"><f>B1&amp;"x"</f><v>7</v></c><c r="B1" t="str"><f aca="false">C1</f><v></v></c>'
    '<c r="C1"><f t="shared" ref="C1:C2" si="0">D1</f></c></row><row r="2"><c r="C2"><f t="shared" si="0"/><v>1</v></c>'
    '<c r="D2"><v>2</v></c></row>',
    "inline text of another kind": '<row r="1"><c r="A1" t="inlineStr"><v>3</v></c></row>',
    "the far corner": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
}  # fmt: skip

# Left to the scanner, which reads them or stops.
OTHERS = {
    "white space": '<row r="1"> <c r="A1"><v>1</v></c></row>',
    "a comment": '<row r="1"><!-- --><c r="A1"><v>1</v></c></row>',
    "rich text": '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>',
    "another order": '<row r="1"><c s="1" r="A1"><v>1</v></c></row>',
    "no numbers": "<row><c><v>1</v></c></row>",
    "small letters": '<row r="1"><c r="a1"><v>1</v></c></row>',
    "an empty element for a text": '<row r="1"><c r="A1" t="str"><v/></c></row>',
    "a kind of its own": '<row r="1"><c r="A1" t="odd"><v>1</v></c></row>',
    "inline text in a number": '<row r="1"><c r="A1"><is><t>a</t></is></c></row>',
    "a character of its own": '<row r="1"><c r="A1" t="str"><v>\x7f</v></c></row>',
    "a mark": '<row r="1"><c r="A1" t="str"><v>]]></v></c></row>',
    "no character": '<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>',
    "a reference to nothing": '<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>',
    "a cell of another row": '<row r="1"><c r="A2"><v>1</v></c></row>',
    "cells out of order": '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
    "a cell twice": '<row r="1"><c r="B1"/><c r="B1"/></row>',
    "rows out of order": '<row r="2"/><row r="1"/>',
    "beyond the sheet": '<row r="1"><c r="XFE1"><v>1</v></c></row>',
    "below the sheet": '<row r="1048577"/>',
    "an attribute twice": '<row r="1" ht="1" ht="2"/>',
    "its number twice": '<row r="1" r="2"/>',
    "another namespace": '<row r="1" xmlns="urn:x"><c r="A1"><v>1</v></c></row>',
    "a prefix of nobody": '<row r="1" x14ac:dyDescent="0.25"/>',
    "mixed ends": '<row r="1"><c r="A1" t="inlineStr"><is><t>a</v></c></row>',
    "cut off": '<row r="1"><c r="A1"><v>1</v></c>',
    "too many cells": "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 62)),
    "too many elements": "".join(f'<row r="{n}"><c r="A{n}"/><c r="B{n}"/></row>' for n in range(1, 200)),
    "too many letters": f'<row r="1"><c r="A1" t="str"><v>{"a" * 3_001}</v></c></row>',
}


@pytest.mark.parametrize("what", PLAIN)
def test_plain_rows_are_read_by_pattern_as_the_scanner_reads_them(what: str) -> None:
    data = sheet(PLAIN[what])
    assert read_plain_rows(data, LIMITS, raw_cells) is not None
    agree(data)


@pytest.mark.parametrize("what", OTHERS)
def test_other_rows_are_left_to_the_scanner(what: str) -> None:
    data = sheet(OTHERS[what])
    assert read_plain_rows(data, LIMITS, raw_cells) is None
    agree(data)


AROUND = [
    sheet(PLAIN["texts"], f" {X14AC}").replace(b'<row r="2">', b'<row r="2" spans="1:3" x14ac:dyDescent="0.25">'),
    b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n" + sheet(PLAIN["formulas"]),
    b'<?xml version="1.0" encoding="us-ascii"?>' + sheet(PLAIN["texts"]),
    b'<?xml version="7.0"?>' + sheet(PLAIN["references"]),
    sheet(PLAIN["texts"], before='<dimension ref="A1:C2"/><cols><col min="1" max="2" width="9" hidden="1"/></cols>',
          after='<autoFilter ref="A1:C2"/><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'),
    sheet(PLAIN["texts"], after='<dimension ref="A1:C2"/><cols><col min="1" max="2"/></cols>'),
    sheet(PLAIN["texts"], before="<!-- <sheetData></sheetData> -->"),
    sheet(PLAIN["texts"], before="<!-- <sheetData> -->"),
    sheet(PLAIN["texts"], before="<ext>", after="</ext>"),
    sheet(PLAIN["texts"], before="<sheetData/>"),
    sheet(PLAIN["texts"], after="<sheetData></sheetData>"),
    sheet(PLAIN["texts"], after="</worksheet>"),
    sheet(PLAIN["texts"]).replace(MAIN.encode(), STRICT_MAIN.encode()),
    sheet(PLAIN["texts"]).replace(MAIN.encode(), b"urn:another"),
    sheet(PLAIN["texts"]).replace("ế".encode(), b"\xe1"),
    sheet(PLAIN["texts"]).replace(b"<sheetData>", b"<sheetData >"),
    sheet(PLAIN["texts"], ' xmlns:x="urn:x" x:a="1" y:a="1"'),
]  # fmt: skip


@pytest.mark.parametrize("data", AROUND)
def test_what_stands_around_the_rows_is_read_the_same(data: bytes) -> None:
    agree(data)


def test_the_programs_that_agencies_use_write_plain_rows() -> None:
    made = io.BytesIO()
    book = Workbook()
    book.active.append(["Mã", "Kết quả", 0.85, None, True, "=A1"])  # type: ignore[union-attr]
    book.save(made)
    for data in (made.getvalue(), by_xlsxwriter({"A1": "Kết quả", "B2": 0.85, "D4": "=B2"})):
        part = zipfile.ZipFile(io.BytesIO(data)).read(PART)
        assert read_plain_rows(part, LIMITS, raw_cells) is not None
        agree(part)


def test_a_long_sheet_is_read_the_same() -> None:
    """Rows are cut and looked at some thousand at a time."""
    rows = "".join(
        f'<row r="{2 * n}"/><row r="{2 * n + 1}"><c r="A{2 * n + 1}" t="str"><v>Kết quả {n % 7}</v></c>'
        f'<c r="{"BC"[n % 2]}{2 * n + 1}"><v>{n}</v></c></row>'
        for n in range(1, 6_000)
    )
    data = sheet(rows + '<row r="20000"/>')
    assert len(data) > 2 * _TOGETHER and read_plain_rows(data, Limits(), raw_cells) is not None
    for spans in (False, True):
        assert scan(data, PART, "a.xlsx", Limits(), spans) == scan_any(data, PART, "a.xlsx", Limits(), spans)


PIECES = st.sampled_from([
    "<", ">", "/", '"', "&", "&amp;", "&#7871;", "&#0;", "]]>", "\x00", "\x7f", " ", "\r", "\n", "ế", "1", "A", "0",
    "<row", "</row>", '<row r="4">', "<c", "</c>", '<c r="C2">', "<v>", "</v>", "<f>", "</f>", "<is>", "</is>", "<t>",
    "</t>", ' t="s"', ' s="1"', ' hidden="1"', "<sheetData>", "</sheetData>", "<!--", "-->", "<![CDATA[", "<?a?>",
    "x:",
])  # fmt: skip
CHANGES = st.lists(st.tuples(st.integers(0, 600), st.integers(0, 9), PIECES), max_size=3)


@given(st.sampled_from([*PLAIN.values()]), CHANGES)
def test_however_a_sheet_is_changed_both_say_the_same(rows: str, changes: list[tuple[int, int, str]]) -> None:
    text = sheet(rows).decode()
    for at, length, piece in changes:
        text = text[: at % len(text)] + piece + text[at % len(text) + length :]
    agree(text.encode())


LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)


PLACES = st.tuples(st.integers(1, 9), st.integers(1, 30))


@given(st.dictionaries(PLACES, LETTERS | st.none() | st.floats(), max_size=12))
def test_any_cells_are_read_the_same(cells: dict[tuple[int, int], str | float | None]) -> None:
    rows = ""
    for row in sorted({row for row, _ in cells}):
        rows += f'<row r="{row}">'
        for column in sorted(column for at, column in cells if at == row):
            value = cells[row, column]
            text = str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            name = f"{chr(64 + column) if column < 27 else 'A' + chr(38 + column)}{row}"
            inner = "" if value is None else f"<v>{text}</v>"
            rows += f'<c r="{name}" t="{"str" if isinstance(value, str) else "n"}">{inner}</c>'
        rows += "</row>"
    data = sheet(rows)
    assert read_plain_rows(data, LIMITS, raw_cells) is not None or "\x7f" in rows
    agree(data)
