"""What the reader of returns sees in cells, names and properties."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest
from openpyxl.packaging.custom import IntProperty, StringProperty
from openpyxl.workbook.defined_name import DefinedName

from kehoach_xl.ooxml.reading import Cell, read_workbook
from kehoach_xl.ooxml.refs import Area, parse_area
from tests.ooxml.handmade import MAIN, OFFICE, packed, parts_of, workbook


def cells(row: str, strings: str = "") -> dict[tuple[int, int], Cell]:
    return read_workbook(packed(parts_of(f"<sheetData>{row}</sheetData>", strings))).cells("Báo cáo")


@pytest.mark.parametrize(
    ("cell", "kind", "value", "text"),
    [
        ("<c><v>85</v></c>", "number", 85.0, "85"),
        ("<c><v>12345678901234567890</v></c>", "number", 12345678901234567890.0, "12345678901234567890"),
        ("<c><v>1E400</v></c>", "text", "1E400", "1E400"),
        ("<c><v>NaN</v></c>", "text", "NaN", "NaN"),
        ("<c><v>1_000</v></c>", "text", "1_000", "1_000"),
        ('<c t="s"><v>0</v></c>', "text", "Đã xong", "Đã xong"),
        ('<c t="s"><v>99</v></c>', "text", "", ""),
        ('<c t="str"><v>a_x0001_b</v></c>', "text", "a\x01b", "a\x01b"),
        ('<c t="inlineStr"><is><t>a</t></is></c>', "text", "a", "a"),
        ('<c t="inlineStr"><is><r><t>Đã </t></r><r><t>xong</t></r></is></c>', "text", "Đã xong", "Đã xong"),
        ('<c t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>phiên âm</t></rPh></is></c>', "text", "a", "a"),
        ('<c t="str"><v>_x005F_x0041_ &amp; &lt;</v></c>', "text", "_x0041_ & <", "_x0041_ & <"),
        ('<c t="b"><v>1</v></c>', "bool", True, "1"),
        ('<c t="e"><v>#N/A</v></c>', "error", "#N/A", "#N/A"),
        ('<c t="d"><v>2025-11-05</v></c>', "date", "2025-11-05", "2025-11-05"),
        ("<c><f>1+1</f><v>2</v></c>", "formula", 2.0, "2"),
        ("<c><f>1+1</f></c>", "formula", None, ""),
        ('<c t="str"><f>DDE("cmd")</f><v>x</v></c>', "formula", "x", "x"),
    ],
)  # fmt: skip
def test_one_cell(cell: str, kind: str, value: object, text: str) -> None:
    found = cells(f"<row>{cell}</row>", "<si><r><t>Đã </t></r><r><t>xong</t></r><rPh><t>z</t></rPh></si>")[
        1, 1
    ]
    assert (found.kind, found.value, found.text) == (kind, value, text)


def test_positions_left_out_are_counted() -> None:
    found = cells('<row><c><v>1</v></c><c r="C1"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>')
    assert {at: cell.value for at, cell in found.items()} == {(1, 1): 1, (1, 3): 2, (1, 4): 3, (2, 1): 4}


def test_any_prefix_is_read() -> None:
    parts = parts_of()
    parts["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr">'
        "<x:is><x:t>a</x:t>"
        "</x:is></x:c></x:row></x:sheetData></x:worksheet>"
    )
    assert read_workbook(packed(parts)).cells("Báo cáo")[1, 1].value == "a"


def test_elements_of_other_namespaces_are_not_cells() -> None:
    found = cells('<row><c><v>1</v><z:f xmlns:z="urn:z">2</z:f></c><z:c xmlns:z="urn:z"><v>9</v></z:c></row>')
    assert found == {(1, 1): Cell("number", 1.0, "1", None, "")}


def test_stray_cell_and_styled_emptiness_cost_nothing() -> None:
    rows = "".join(f'<row r="{r}" s="1" customFormat="1"><c r="A{r}" s="1"/></row>' for r in range(1, 50_000))
    found = cells(rows + '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>')
    assert {at: c.value for at, c in found.items()} == {(1_048_576, 16_384): 7.0}


def test_hidden_rows_columns_merges_and_filter() -> None:
    book = read_workbook(
        workbook(
            '<cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
            '<row r="1" hidden="1"><c><v>1</v></c></row>'
            '<row r="2" hidden="1"/></sheetData><autoFilter ref="A1:B9"/>'
            '<mergeCells><mergeCell ref="A3:B4"/></mergeCells>'
        )
    )
    sheet = book.sheet("Báo cáo")
    assert sheet.hidden_rows == {1}
    assert sheet.hidden_columns == [(2, 3)]
    assert sheet.merges == [(3, 1, 4, 2)]
    assert sheet.autofilter == "A1:B9"


def test_styles_tell_dates_percents_and_fonts() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Báo cáo"
    sheet["A1"] = datetime(2025, 11, 5)
    sheet["B1"] = 0.85
    sheet["B1"].number_format = "0.0%"
    sheet["C1"] = "Cong viec"
    sheet["C1"].font = openpyxl.styles.Font(name=".VnTime")
    sheet["D1"] = 5
    sheet["D1"].number_format = '0" ngày"'
    buffer = io.BytesIO()
    book.save(buffer)
    found = read_workbook(buffer.getvalue()).cells("Báo cáo")
    assert (found[1, 1].kind, found[1, 1].value) == ("date", 45966.0)
    assert (found[1, 2].kind, found[1, 2].value) == ("percent", 0.85)
    assert found[1, 3].font == ".VnTime"
    assert found[1, 4].kind == "number"


def test_names_properties_and_times() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Báo cáo"
    book.defined_names["BC_x"] = DefinedName("BC_x", attr_text="'Báo cáo'!$C$8:$C$60")
    book.defined_names["BC_hong"] = DefinedName("BC_hong", attr_text="#REF!")
    book.custom_doc_props.append(StringProperty(name="kehoach.period", value="2025-Q4"))
    book.custom_doc_props.append(IntProperty(name="kehoach.number", value=7))
    book.properties.created = datetime(2025, 1, 2, 3, 4, 5)
    buffer = io.BytesIO()
    book.save(buffer)
    found = read_workbook(buffer.getvalue())
    assert found.name_range("bc_X") == Area("Báo cáo", 8, 3, 60, 3)
    assert found.name_range("BC_hong") is None
    assert found.name_range("khong_co") is None
    assert found.properties == {"kehoach.period": "2025-Q4", "kehoach.number": 7}
    assert found.created == datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert found.modified is not None and found.modified.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("'Báo cáo'!$C$8:$C$60", Area("Báo cáo", 8, 3, 60, 3)),
        ("'Phụ lục ''A'''!$B$2", Area("Phụ lục 'A'", 2, 2, 2, 2)),
        ("=Sheet1!A1:B2", Area("Sheet1", 1, 1, 2, 2)),
        ("BáoCáo!$D$9:$A$1", Area("BáoCáo", 1, 1, 9, 4)),
        ("Sheet1!$A:$A", None),
        ("Sheet1!$A$1,Sheet1!$B$2", None),
        ("'[khac.xlsx]Sheet1'!$A$1", None),
        ("OFFSET(Sheet1!$A$1,1,1)", None),
        ("Sheet1!#REF!", None),
        ("Sheet1!$A$1048577", None),
    ],
)
def test_areas_of_names(text: str, area: Area | None) -> None:
    assert parse_area(text) == area


def test_flags_tell_what_travels_along() -> None:
    parts = parts_of() | {
        "xl/vbaProject.bin": "x",
        "xl/embeddings/oleObject1.bin": "x",
        "xl/externalLinks/externalLink1.xml": "<x/>",
        "_xmlsignatures/origin.sigs": "",
    }
    flags = read_workbook(packed(parts)).flags
    assert (flags.has_macros, flags.external_links, flags.ole_objects, flags.signed) == (True,) * 4
    plain = read_workbook(workbook()).flags
    assert (plain.has_macros, plain.external_links, plain.ole_objects, plain.signed) == (False,) * 4


def test_sheet_states_and_missing_parts() -> None:
    parts = parts_of()
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="1"/><sheets>'
        '<sheet name="Báo cáo" sheetId="1" r:id="rId1"/>'
        '<sheet name="Ẩn" sheetId="2" state="veryHidden" r:id="rId9"/></sheets></workbook>'
    )
    book = read_workbook(packed(parts))
    assert [(s.name, s.state) for s in book.sheets] == [("Báo cáo", "visible"), ("Ẩn", "veryHidden")]
    assert book.cells("Ẩn") == {}
    assert book.date1904 is True


def test_a_workbook_without_cells_asks_neither_for_its_texts_nor_for_its_looks() -> None:
    broken = workbook("<sheetData><row r='1'/></sheetData>", **{"xl/sharedStrings.xml": "<sst><si></sst>"})
    assert read_workbook(broken).cells("Báo cáo") == {}
