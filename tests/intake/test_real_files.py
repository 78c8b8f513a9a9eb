"""Files really saved by other programs, read in the capped process."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZIP_STORED

import pandas
import pytest
import xlsxwriter

from kehoach_xl.intake.arrived import OPENED, UNREADABLE
from kehoach_xl.intake.workers import Workers
from kehoach_xl.ooxml.reading import Cell, ReadWorkbook
from tests.intake.made import by_openpyxl, by_xlsxwriter, old_excel, zipped
from tests.intake.whole import WHOLE
from tests.ooxml.handmade import packed, parts_of, relationships, workbook
from tests.support.libreoffice import LibreOffice

CELLS = {"A1": "Kết quả", "A2": 85.5, "A3": True, "C5": "  giữ cách  ", "B4": "=không phải công thức"}


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    one = Workers(1)
    yield one
    one.close()


def form() -> bytes:
    """A sheet with all that may be lost on the way: percents, days, fonts, merges, hidden rows, names, identity."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Phiếu")
    sheet.write("B2", "Kết quả")
    sheet.write("B3", 0.85, book.add_format({"num_format": "0%"}))
    sheet.write_datetime("B4", date(2025, 12, 5), book.add_format({"num_format": "dd/mm/yyyy"}))  # type: ignore[arg-type]
    sheet.write_formula("B5", "=1/0", None, "#DIV/0!")
    sheet.write_boolean("B6", True)
    sheet.write("B7", "chuçn bÞ", book.add_format({"font_name": ".VnTime"}))
    sheet.merge_range("B8:D9", "gộp")
    sheet.set_row(2, None, None, {"hidden": True})
    hidden = book.add_worksheet("_kehoach")
    hidden.write("A1", "identity")
    hidden.write("B1", '{"plan":"fta"}')
    hidden.very_hidden()
    book.define_name("KH_ket_qua", "='Phiếu'!$B$2:$B$9")
    book.set_custom_property("kehoach_00", '{"plan":"fta"}')
    book.close()
    return buffer.getvalue()


def opened(workers: Workers, data: bytes, name: str = "tệp") -> ReadWorkbook:
    found = workers.open(data, name, wanted=WHOLE)
    assert found.state == OPENED, found.problem
    assert isinstance(found.read, ReadWorkbook)
    return found.read


def kinds(book: ReadWorkbook) -> dict[tuple[int, int], tuple[str, object]]:
    return {at: (cell.kind, cell.value) for at, cell in book.cells("Phiếu").items()}


def test_a_workbook_of_pandas(workers: Workers) -> None:
    buffer = io.BytesIO()
    pandas.DataFrame({"Mã": ["3.1", "3.10"], "Tỷ lệ": [0.5, None]}).to_excel(buffer, sheet_name="Phiếu", index=False)
    assert kinds(opened(workers, buffer.getvalue())) == {
        (1, 1): ("text", "Mã"), (1, 2): ("text", "Tỷ lệ"), (2, 1): ("text", "3.1"), (2, 2): ("number", 0.5),
        (3, 1): ("text", "3.10"),
    }  # fmt: skip


def test_a_workbook_of_openpyxl_holds_its_formula_as_one(workers: Workers) -> None:
    assert kinds(opened(workers, by_openpyxl(CELLS))) == {
        (1, 1): ("text", "Kết quả"), (2, 1): ("number", 85.5), (3, 1): ("bool", True), (4, 2): ("formula", None),
        (5, 3): ("text", "  giữ cách  "),
    }  # fmt: skip


@pytest.mark.tools
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_what_libreoffice_saved(workers: Workers, libreoffice: LibreOffice, tmp_path: Path, ending: str) -> None:
    """Identity, places, letters and days come through in every format; the rest where the format's reader sees it."""
    (tmp_path / "a.xlsx").write_bytes(form())
    saved = libreoffice.resave(tmp_path / "a.xlsx", tmp_path / f"b.{ending}").read_bytes()
    book = opened(workers, saved, f"b.{ending}")
    found = kinds(book)
    assert book.format == ending
    assert book.properties["kehoach_00"] == '{"plan":"fta"}'
    assert book.cells("_kehoach")[1, 2].text == '{"plan":"fta"}'
    assert book.sheet("_kehoach").state in ("hidden", "veryHidden")
    assert book.modified is not None
    assert book.sheet("Phiếu").merges == [(8, 2, 9, 4)]
    assert {at: found[at] for at in ((2, 2), (4, 2), (7, 2), (8, 2))} == {
        (2, 2): ("text", "Kết quả"), (4, 2): ("date", 45996.0), (7, 2): ("text", "chuçn bÞ"), (8, 2): ("text", "gộp"),
    }  # fmt: skip
    if ending == "xls":
        assert (found[3, 2], found.get((5, 2)), found[6, 2]) == (("number", 0.85), None, ("bool", True))
        return
    assert book.names == {"KH_ket_qua": "'Phiếu'!$B$2:$B$9"} or book.names == {"KH_ket_qua": "Phiếu!$B$2:$B$9"}
    assert book.cells("Phiếu")[7, 2].font == ".VnTime"
    assert book.sheet("Phiếu").hidden_rows == {3}
    assert found[3, 2] == ("percent", 0.85)
    error = book.cells("Phiếu")[5, 2]
    assert (error.kind, error.formula, error.text) == ("formula", "1/0", "#DIV/0!")


# -- files that nobody should make: each bounded, each with its sentence ------------------------------------

ROW = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
FAR = f'{ROW}<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
WIDE_MERGE = f'{ROW}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
ENDLESS_ODS = b"""<d xmlns:t="t" xmlns:o="o" xmlns:x="x"><t:table t:name="P">
    <t:table-row t:number-rows-repeated="1048576">
    <t:table-cell t:number-columns-repeated="16384" o:value-type="string"><x:p>a</x:p></t:table-cell>
    </t:table-row></t:table></d>"""


def rows(cell: str, count: int) -> str:
    """So many rows of one cell; ``@`` stands for the row."""
    inside = (f'<row r="{n}">{cell}</row>'.replace("@", str(n)) for n in range(1, count + 1))
    return f"<sheetData>{''.join(inside)}</sheetData>"


def tabs(sheet: str, count: int) -> bytes:
    """So many tabs, all of them shown from one part."""
    parts = parts_of(sheet)
    tab = '<sheet name="Báo cáo" sheetId="1" r:id="rId1"/>'
    more = "".join(tab.replace("Báo cáo", f"t{n}") for n in range(1, count))
    return packed(parts | {"xl/workbook.xml": parts["xl/workbook.xml"].replace(tab, tab + more)})


def empty_parts(count: int) -> bytes:
    """So many sheets of 900,000 cells that hold nothing."""
    parts = parts_of(f"<sheetData>{('<row>' + '<c/>' * 300 + '</row>') * 3_000}</sheetData>")
    for n in range(2, count + 1):
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
            "</sheets>", f'<sheet name="t{n}" sheetId="{n}" r:id="rId9{n}"/></sheets>'
        )
        parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
            "</Relationships>", relationships((f"rId9{n}", "worksheet", f"worksheets/sheet{n}.xml")).partition(">")[2]
        )
        parts[f"xl/worksheets/sheet{n}.xml"] = parts["xl/worksheets/sheet1.xml"]
    return packed(parts, ZIP_STORED)


def open_document(table: str, count: int = 1) -> bytes:
    tables = "".join(f'<t:table t:name="t{n}">{table}</t:table>' for n in range(count))
    content = f'<d xmlns:t="t" xmlns:o="o" xmlns:x="x">{tables}</d>'
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})


LONG = "á" * 100_000
LONG_EVERYWHERE = f"""<t:table-row t:number-rows-repeated="40000">
    <t:table-cell o:value-type="string"><x:p>{LONG}</x:p></t:table-cell></t:table-row>"""
REPEATED = """<t:table-row t:number-rows-repeated="30000">
    <t:table-cell o:value-type="float" o:value="1"/></t:table-row>"""

# Bytes, then what is said of them ("" when they open).
HOSTILE = {
    "two corners of a sheet": (workbook(FAR), ""),
    "two corners of an old sheet": (old_excel((0, 0, "a"), (65535, 255, "b")), "INTAKE_002"),
    "a merge over the whole sheet": (workbook(WIDE_MERGE), ""),
    "a bomb": (packed(parts_of() | {"xl/worksheets/sheet1.xml": bytes(90 << 20)}), "GATE_012"),
    "a deep tree": (workbook("<sheetData/>" + "<a>" * 100_000 + "</a>" * 100_000), ""),
    "a DTD that grows": (
        packed(parts_of(**{"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'})),
        "GATE_013",
    ),
    "styled emptiness": (workbook(rows('<c r="A@" s="1"/>', 100_000)), ""),
    "more cells than any form": (workbook(rows('<c r="A@"><v>1</v></c>', 51_000)), "GATE_019"),
    "a few cells that 1,500 tabs show": (tabs(rows('<c r="A@"><v>1</v></c>', 5), 1_500), ""),
    "many cells that 1,500 tabs show": (tabs(rows('<c r="A@"><v>1</v></c>', 40_000), 1_500), "INTAKE_005"),
    "styled emptiness in each of three parts": (empty_parts(3), "GATE_019"),
    "a long text in 40,000 cells": (
        workbook(rows('<c r="A@" t="s"><v>0</v></c>', 40_000), strings=f"<si><t>{LONG}</t></si>"),
        "INTAKE_005",
    ),
    "long texts written out in cells": (
        packed(parts_of(rows(f'<c r="A@" t="inlineStr"><is><t>{"a" * 100_000}</t></is></c>', 200)), ZIP_STORED),
        "GATE_019",
    ),
    "a long text in 40,000 cells of an open document": (open_document(LONG_EVERYWHERE), "INTAKE_005"),
    "four tables of 30,000 cells": (open_document(REPEATED, 4), "INTAKE_005"),
    "an open document of sixteen billion cells": (
        zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": ENDLESS_ODS}),
        "GATE_019",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.slow
def test_a_hostile_file_is_bounded(workers: Workers, name: str) -> None:
    data, code = HOSTILE[name]
    # Time enough to say so: some take half of what a file usually may, and twice as long on a busy machine.
    found = workers.open(data, "tệp", seconds=60)
    assert (found.state, found.problem.code if found.problem else "") == (UNREADABLE if code else OPENED, code)
    assert workers.open(by_xlsxwriter({"A1": 1}), "sau").state == OPENED


def test_numbers_that_are_none_come_as_text(workers: Workers) -> None:
    cells = "".join(f'<c r="{c}1"><v>{v}</v></c>' for c, v in zip("ABCD", ("NaN", "1E400", "-INF", "1_0"), strict=True))
    book = opened(workers, workbook(f'<sheetData><row r="1">{cells}</row></sheetData>'))
    assert [cell for cell in book.cells("Báo cáo").values()] == [
        Cell("text", text, text, None, "") for text in ("NaN", "1E400", "-INF", "1_0")
    ]


def test_a_text_no_cell_can_hold_is_cut_and_told(workers: Workers) -> None:
    found = workers.open(by_csv("a" * 40_000), "tệp", wanted=WHOLE)
    assert found.read.cells("CSV")[1, 2].text == "a" * 32_766 + "…"
    assert [note.code for note in found.notes] == ["INTAKE_085", "INTAKE_087"]
    assert "ô B1" in str(found.notes[1])


def by_csv(text: str) -> bytes:
    return f"x,{text}\n".encode()


def test_what_travels_along_is_told_and_the_file_is_read(workers: Workers) -> None:
    parts = {"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.xml": "<a/>", "xl/embeddings/o.bin": "x"}
    sheet = '<sheetData><row r="1"><c r="A1"><f>cmd|\'/c calc\'!A0</f></c></row></sheetData>'
    found = workers.open(workbook(sheet, **parts), "tệp")
    assert found.state == OPENED
    assert [note.code for note in found.notes] == ["INTAKE_080", "INTAKE_081", "INTAKE_082", "INTAKE_083"]


def test_a_text_no_cell_can_hold_that_two_tabs_show_is_cut_in_both(workers: Workers) -> None:
    row = f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{"a" * 40_000}</t></is></c></row></sheetData>'
    found = workers.open(tabs(row, 2), "tệp", wanted=WHOLE)
    assert [note.code for note in found.notes] == ["INTAKE_087"]
    assert {len(sheet.cells[1, 1].text) for sheet in found.read.sheets} == {32_767}
