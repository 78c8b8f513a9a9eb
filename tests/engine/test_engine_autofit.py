"""Rows are as tall as what the engine wrote into them: LibreOffice shows the stored height as it is."""

import io
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlsxwriter

from kehoach_xl.engine.cells import BlockWrite, Cells
from kehoach_xl.engine.contract import ENGINE_NAME
from tests.engine.books import opened, sheet_xml
from tests.ooxml.handmade import MAIN, OFFICE, packed, parts_of, relationships
from tests.support.libreoffice import LibreOffice

LONG = "Đã tổ chức hội nghị phổ biến cam kết cho doanh nghiệp xuất khẩu trên địa bàn tỉnh. " * 3

# Formats: 0 plain, 1 wrapped, 2 wrapped bold 14, 3 plain 20.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts><font><sz val="11"/><name val="Times New Roman"/></font>'
    '<font><b/><sz val="14"/></font><font><b val="0"/><sz val="20"/></font></fonts><cellXfs><xf fontId="0"/>'
    '<xf fontId="0"><alignment vertical="top" wrapText="1"/></xf><xf fontId="1"><alignment wrapText="1"/></xf>'
    '<xf fontId="2"/></cellXfs></styleSheet>'
)
COLUMNS = (
    '<sheetFormatPr defaultRowHeight="16"/><cols><col min="1" max="1" width="6.7109375"/>'
    '<col min="2" max="2" width="40.7109375"/><col min="3" max="3" width="10.7109375" hidden="1"/></cols>'
)


def book_of(path: Path, rows: str, after: str = "") -> None:
    parts = parts_of(f"{COLUMNS}<sheetData>{rows}</sheetData>{after}")
    parts["xl/styles.xml"] = STYLES
    parts["xl/_rels/workbook.xml.rels"] = relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")
    )
    assert OFFICE in parts["xl/_rels/workbook.xml.rels"]
    path.write_bytes(packed(parts))


def tags(path: Path) -> dict[int, str]:
    """Start tag of each row."""
    return {int(number): tag for tag, number in re.findall(r'(<row r="(\d+)"[^>]*>)', sheet_xml(path))}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sổ.xlsx"


@pytest.mark.parametrize(
    ("row", "write", "height"),
    [
        ('<row r="2"><c r="B2" s="1"/></row>', {"B2": LONG}, 92),
        ('<row r="2" ht="15"><c r="B2" s="1"/></row>', {"B2": LONG}, 92),
        ('<row r="2" ht="300"><c r="B2" s="1"/></row>', {"B2": LONG}, 92),
        ('<row r="2"><c r="B2" s="2"/></row>', {"B2": LONG}, 152),
        ('<row r="2"><c r="B2" s="1"/></row>', {"B2": "một\nhai\nba"}, 47),
        ('<row r="2"><c r="A2" s="1"/><c r="B2" s="1"/></row>', {"A2": "dòng", "B2": LONG}, 92),
        ('<row r="2"><c r="B2" s="1"/></row>', {"B2": LONG * 30}, 409.5),
        ('<row r="2" ht="60"><c r="B2" s="1"/></row>', {"B2": 85}, 17),
        ('<row r="2" ht="60"><c r="A2" s="1"/></row>', {"A2": 123456789012.5}, 17),
        ('<row r="2" ht="60"><c r="B2"/></row>', {"B2": LONG}, 17),
        ('<row r="2" ht="60"><c r="B2" s="3"/></row>', {"B2": "chữ to"}, 29),
        ('<row r="2" ht="60"><c r="B2" s="1"><v>1</v></c></row>', {"B2": None}, 16),
        ('<row r="2" ht="60"><c r="C2" s="1"/></row>', {"C2": LONG}, 16),
        ('<row r="2" ht="60" customHeight="1"><c r="B2" s="1"/></row>', {"B2": LONG}, 60),
        ("<row r='2' ht='60' customHeight='true'><c r='B2' s='1'/></row>", {"B2": LONG}, 60),
        ('<row r="1"><c r="B1" s="1"/></row>', {"B2": LONG}, 92),
        ('<row r="2"><c r="B2" s="1"/></row>', {"E2": LONG}, 17),
    ],
    ids=[
        "fitted", "grows", "shrinks", "bold and large", "own line breaks", "tallest cell decides",
        "no taller than Excel can", "number",
        "number in a narrow column", "text that does not wrap", "large letters in one line", "emptied",
        "hidden column", "height set by a person", "height set by a person, spelt otherwise", "new row",
        "new cell without format",
    ],
)  # fmt: skip
def test_row_gets_the_height_of_its_text(path: Path, row: str, write: dict[str, object], height: float) -> None:
    book_of(path, row)
    with opened(path) as book:
        for address, value in write.items():
            book.sheets[0][address].raw_value = value
        book.sheets[0]["A2"].rows.autofit()
        book.save()
    tag = re.search(r"<row r=.2[^>]*>", sheet_xml(path))[0]
    assert float(re.search(r"ht=.([0-9.]+)", tag)[1]) == height
    assert ("customHeight" in tag) == ("customHeight" in row)


def test_formula_counts_as_one_line(path: Path) -> None:
    book_of(path, f'<row r="2" ht="60"><c r="B2" s="1" t="str"><f>A1</f><v>{LONG}</v></c></row>')
    with opened(path) as book:
        book.sheets[0]["A2"].rows.autofit()
        book.save()
    assert tags(path) == {2: '<row r="2" ht="17">'}


@pytest.mark.parametrize(
    ("merge", "write", "fitted", "heights"),
    [
        ("A2:B2", "A2", "A2:A2", {2: 77.0, 3: 20.0, 4: 20.0}),
        ("A2:C2", "A2", "A2:A2", {2: 77.0, 3: 20.0, 4: 20.0}),
        ("B2:B3", "B2", "B2:B2", {2: 17.0, 3: 75.0, 4: 20.0}),
        ("B2:B4", "B2", "B2:B2", {2: 17.0, 3: 20.0, 4: 55.0}),
        ("B2:B4", "B2", "B2:B4", {2: 17.0, 3: 16.0, 4: 59.0}),
        ("C2:C4", "C2", "C2:C4", {2: 17.0, 3: 16.0, 4: 16.0}),
    ],
    ids=[
        "two columns together", "a hidden one counts for nothing", "the last row takes what is lacking",
        "rows between as they stand", "rows between fitted too", "all hidden",
    ],
)  # fmt: skip
def test_merged_cells_show_whole(path: Path, merge: str, write: str, fitted: str, heights: dict[int, float]) -> None:
    cells = '<c r="A{0}" s="1"/><c r="B{0}" s="1"/><c r="C{0}" s="1"/>'
    rows = "".join(f'<row r="{n}" ht="20">{cells.format(n)}</row>' for n in (2, 3, 4))
    book_of(path, rows, f'<mergeCells count="1"><mergeCell ref="{merge}"/></mergeCells>')
    with opened(path) as book:
        book.sheets[0][write].raw_value = LONG
        book.sheets[0]["E2"].raw_value = "ngắn"
        book.sheets[0][fitted].rows.autofit()
        book.save()
    assert {row: float(re.search(r'ht="([0-9.]+)"', tag)[1]) for row, tag in tags(path).items()} == heights


def test_a_merge_leaves_a_height_that_a_person_set(path: Path) -> None:
    rows = '<row r="2" ht="20"><c r="B2" s="1"/></row><row r="3" ht="20" customHeight="1"><c r="B3" s="1"/></row>'
    book_of(path, rows, '<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>')
    with opened(path) as book:
        book.sheets[0]["B2"].raw_value = LONG
        book.sheets[0]["B2"].rows.autofit()
        book.save()
    assert tags(path) == {2: '<row r="2" ht="16">', 3: '<row r="3" ht="20" customHeight="1">'}


def test_only_start_tags_of_fitted_rows_change(path: Path) -> None:
    rows = (
        "<row  r='1'   ht='44' ><c r='B1' s='1'/></row>\n"
        '<row r="2" spans="2:2" x="y"> <c r="B2"  s="1" t="inlineStr"><is><t>một\nhai</t></is></c ></row><!-- hết -->'
        "<row  r='3' ht='16' /><row r='4' />"
    )
    book_of(path, rows)
    before = sheet_xml(path)
    with opened(path) as book:
        book.sheets[0]["A2:A9"].rows.autofit()
        book.save()
    assert sheet_xml(path) == before.replace('spans="2:2" x="y">', 'spans="2:2" x="y" ht="32">')


def test_heights_that_are_right_leave_the_file_alone(path: Path) -> None:
    book_of(path, f'<row r="2" ht="92"><c r="B2" s="1" t="inlineStr"><is><t>{LONG}</t></is></c></row>')
    before = path.read_bytes()
    with opened(path) as book:
        book.sheets[0].cells.rows.autofit()
        book.save()
    assert path.read_bytes() == before


def test_nothing_is_written_before_the_save(path: Path) -> None:
    book_of(path, '<row r="2"><c r="B2" s="1"/></row>')
    with opened(path) as book:
        book.sheets[0]["B2"].rows.autofit()
        book.sheets[0]["B2"].raw_value = LONG  # what counts is what stands there when it is saved
        assert tags(path) == {2: '<row r="2">'}
        book.save()
        first = path.read_bytes()
        book.save()
    assert tags(path) == {2: '<row r="2" ht="92">'}
    assert path.read_bytes() == first


# -- which rows a run of blocks touches ----------------------------------------------------------


class FakeSheet:
    """Notes what is fitted."""

    def __init__(self, visible: bool) -> None:
        self.visible = visible
        self.fitted: list[tuple[int, int]] = []
        self.impl = SimpleNamespace(grid=SimpleNamespace(fit_rows=self._fit))

    def _fit(self, first: int, last: int) -> None:
        self.fitted.append((first, last))


def pretending(engine: str, **sheets: FakeSheet) -> SimpleNamespace:
    return SimpleNamespace(app=SimpleNamespace(engine=SimpleNamespace(name=engine)), sheets=sheets)


def block(sheet: str, row: int, rows: int = 1, kind: str = "value") -> BlockWrite:
    return BlockWrite(sheet, row, 2, [["x"]] * rows, kind)


@pytest.mark.parametrize(
    ("blocks", "fitted"),
    [
        ([block("a", 5, 3)], [(5, 7)]),
        ([block("a", 8), block("a", 5, 3), block("a", 6), block("a", 20)], [(5, 8), (20, 20)]),
        ([block("a", 5, kind="formula")], []),
    ],
)
def test_rows_of_value_blocks_are_fitted_in_few_calls(blocks: list[BlockWrite], fitted: list) -> None:
    sheet = FakeSheet(True)
    Cells(pretending(ENGINE_NAME, a=sheet)).fit_rows(blocks)
    assert sheet.fitted == fitted


def test_hidden_sheets_are_not_fitted() -> None:
    shown, hidden = FakeSheet(True), FakeSheet(False)
    Cells(pretending(ENGINE_NAME, shown=shown, hidden=hidden)).fit_rows([block("shown", 1), block("hidden", 1)])
    assert [len(one.fitted) for one in (shown, hidden)] == [1, 0]


def test_excel_fits_its_rows_itself() -> None:
    sheet = FakeSheet(True)
    Cells(pretending("excel", a=sheet)).fit_rows([block("a", 1)])
    assert sheet.fitted == []


# -- the real thing ------------------------------------------------------------------------------


def drawn(path: Path) -> None:
    """A prepared table as the master has it: wrapped columns, a format per column, rows 2 and 3 filled."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("Tiến độ")
    for column, (width, look) in enumerate(
        ((8, {}), (40, {}), (18, {"bold": True}), (60, {"font_size": 13}), (30, {"font_size": 14, "italic": True}))
    ):
        style = {"font_name": "Times New Roman", "font_size": 11, "text_wrap": True, "valign": "top", "border": 1}
        cell = book.add_format(style | look)
        sheet.set_column(column, column, width, cell)
        for row in (1, 2):
            sheet.write(row, column, "đã có", cell)
    book.close()
    path.write_bytes(buffer.getvalue())


@pytest.mark.tools
def test_libreoffice_shows_every_line_of_what_was_written(path: Path, libreoffice: LibreOffice) -> None:
    drawn(path)
    texts = [LONG[: 17 * (n + 1)] for n in range(15)]
    rows = [[texts[(row * 5 + column * 3) % 15] for column in range(5)] for row in range(20)]
    blocks = [BlockWrite("Tiến độ", 2, 1, rows), BlockWrite("Tiến độ", 22, 1, [["1.1", "ngắn", None, 85, None]])]
    with opened(path) as book, Cells(book).written(blocks):
        book.save()
    cut_off = libreoffice.row_heights(path, "Tiến độ")
    with opened(path) as book:
        Cells(book).fit_rows(blocks)
        book.save()
    heights = libreoffice.row_heights(path, "Tiến độ")
    assert [row for row in range(2, 22) if cut_off[row][0] >= cut_off[row][1]] == []
    for row in range(2, 23):
        stored, needed = heights[row]
        assert needed <= stored + 0.1, f"row {row} is cut off: {stored} of {needed} points"
        assert stored <= needed * 1.4 + 10, f"row {row} is mostly air: {stored} for {needed} points"
