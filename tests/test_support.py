"""Each tool of the tests can fail: a seeded fault is found, and a clean workbook is not accused."""

import os
import re
import signal
import subprocess
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from tests.support import excel_rules, formulas, openxml
from tests.support.libreoffice import LibreOffice, OfficeError

VIETNAMESE = "Ủy ban nhân dân tỉnh: ẮẰẲẴẶ ẤẦẨẪẬ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ ỲỶỸỴ Đđ ắặấậếệốộớợứựỳỵ"


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A small lawful workbook whose stored results are all wrong."""
    path = tmp_path / "chim hoàng yến.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Tổng hợp")
    other = book.add_worksheet("Danh mục")
    sheet.write_formula("A1", "=1+1", None, 99)
    sheet.write_formula("A2", "=1/0", None, 5)
    sheet.write_formula("A3", '="a"+1', None, 5)
    sheet.write_formula("A4", '=IF(A1=2,"","sai")', None, "sai")
    sheet.write_formula("A5", "=SUM(td_phan_tram)+'Danh mục'!A1", None, 0)
    sheet.write_string("A6", VIETNAMESE, book.add_format({"font_name": "Times New Roman", "font_size": 14}))
    sheet.write_string("B1", "", book.add_format({"locked": False}))
    sheet.write_string("C1", "khoá")
    sheet.protect()
    book.define_name("td_phan_tram", "='Danh mục'!$B$1:$B$3")
    other.write_column("A1", [10, 20, 30])
    other.write_column("B1", [1, 2, 3])
    other.add_table("D1:E3", {"name": "bang_co_quan", "columns": [{"header": "Mã"}, {"header": "Tên"}]})
    other.data_validation("B1:B3", {"validate": "list", "source": ["Hoàn thành", "Đang thực hiện"]})
    other.conditional_format("A1:A3", {"type": "formula", "criteria": "=$A1>15"})
    other.write_url("C1", "internal:'Tổng hợp'!A1")
    other.merge_range("G1:H1", "gộp")
    book.close()
    return path


def patched(path: Path, part: str, *changes: tuple[str, str]) -> Path:
    """A copy in which regular expressions are replaced in one part; each must match."""
    out = path.with_name("hỏng.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                for pattern, replacement in changes:
                    text, times = re.subn(pattern, lambda _, new=replacement: new, data.decode(), count=1)
                    assert times == 1, pattern
                    data = text.encode()
            target.writestr(name, data)
    return out


# -- our own rules ----------------------------------------------------------------------------------

SHEET1, SHEET2, BOOK, TABLE = (
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/workbook.xml",
    "xl/tables/table1.xml",
)
LONG = "x" * 256
FAULTS = [
    (BOOK, "<definedNames>", "<definedNames><definedName name='TD_Phan_Tram'>1</definedName>", "twice"),
    (BOOK, 'name="td_phan_tram"', 'name="KY2025"', "looks like a cell address"),
    (BOOK, 'name="td_phan_tram"', 'name="R1C1"', "looks like a cell address"),
    (BOOK, 'name="td_phan_tram"', 'name="2025_ky"', "is not a lawful name"),
    (BOOK, 'name="td_phan_tram"', 'name="khac"', "a name that does not exist: td_phan_tram"),
    (BOOK, 'name="td_phan_tram"', 'name="Bang_Co_Quan"', "table bang_co_quan: name is taken"),
    (BOOK, 'name="Danh mục"', f'name="{LONG[:32]}"', "longer than 31"),
    (BOOK, 'name="Danh mục"', 'name="Danh/mục"', "forbidden character"),
    (BOOK, 'name="Danh mục"', 'name="TỔNG HỢP"', "sheet name is taken"),
    (BOOK, 'name="Danh mục"', 'name="Danh sách"', "a sheet that does not exist: Danh mục"),
    (BOOK, r"'Danh mục'!\$B\$1:\$B\$3", "'Danh mục'!#REF!", "refers to"),
    (BOOK, r"'Danh mục'!\$B\$1:\$B\$3", "[1]Sheet1!$A$1", "another workbook"),
    (SHEET1, "1\\+1", '_xlfn.TEXTJOIN(",",1,A2)', "_XLFN.TEXTJOIN is not in every Excel"),
    (SHEET1, "1\\+1", "XLOOKUP(1,A2,A3)", "XLOOKUP is not in every Excel"),
    (SHEET1, "1\\+1", "(1+1", "unbalanced parenthesis"),
    (SHEET1, "1\\+1", "1+", "nothing after +"),
    (SHEET1, "1\\+1", f'LEN("{LONG}")', "text in a formula longer than 255"),
    (SHEET1, "1\\+1", "1" + "+1" * 4100, "formula longer than 8192"),
    (SHEET1, 't="s"><v>0<', 't="s"><v>999<', "shared string 999 does not exist"),
    (SHEET1, "<v>99</v>", "<v>chín</v>", "chín is not a number"),
    (SHEET1, 'r="A2"', 'r="A1"', "out of order"),
    (SHEET1, '<row r="2"', '<row r="1"', "row 1 comes after row 1"),
    (SHEET1, '<c r="A1"', '<c r="A1" s="99"', "style 99 does not exist"),
    (SHEET2, '"Hoàn thành,Đang thực hiện"', f'"{LONG}"', "validation longer than 255"),
    (SHEET2, "\\$A1&gt;15", "MAXIFS($A1:$A3,$A1:$A3,1)&gt;15", "MAXIFS is not in every Excel"),
    (SHEET2, "\\$A1&gt;15", "bang_co_quan[Mã]=1", "table reference in a conditional format"),
    (SHEET2, "\\$A1&gt;15", "SUM({1,2})=$A1", "array constant"),
    (SHEET2, 'sqref="A1:A3"', 'sqref="A1:A0"', "which is not a range"),
    (SHEET2, 'sqref="B1:B3"', 'sqref="B3:B1"', "which is not a range"),
    (SHEET2, '<mergeCell ref="G1:H1"/>', '<mergeCell ref="G1:H1"/><mergeCell ref="H1:I2"/>', "overlaps"),
    (SHEET2, 'ref="G1:H1"', 'ref="E2:F2"', "D1:E3 overlaps E2:F2"),
    (SHEET2, "'Tổng hợp'!A1", "'Tổng số'!A1", "which does not exist"),
    (TABLE, 'name="Tên"', 'name="Tên gọi"', "has the heading «Tên»"),
    (TABLE, 'name="Tên"', 'name="MÃ"', "two columns have one title"),
    (TABLE, 'displayName="bang_co_quan"', 'displayName="TD1"', "table TD1: looks like a cell address"),
    ("xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "/xl/worksheets/sheet2.xml", None),
    ("xl/_rels/workbook.xml.rels", "theme/theme1.xml", "theme/theme9.xml", "which is not there"),
]  # fmt: skip


def test_the_rules_find_nothing_in_a_lawful_workbook(canary: Path) -> None:
    assert excel_rules.findings(canary) == []


@pytest.mark.parametrize(("part", "old", "new", "expected"), FAULTS)
def test_the_rules_find_a_seeded_fault(
    canary: Path, part: str, old: str, new: str, expected: str | None
) -> None:
    found = excel_rules.findings(patched(canary, part, (old, new)))
    assert (found == []) if expected is None else any(expected in line for line in found), found


def test_the_rules_find_a_text_longer_than_a_cell_takes(canary: Path) -> None:
    long = patched(canary, "xl/sharedStrings.xml", ("khoá", "k" * 32_768))
    assert [line for line in excel_rules.findings(long) if "longer than 32767" in line]


def test_the_rules_find_a_part_that_stands_twice(canary: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(canary, "a") as package:
        package.writestr(SHEET1, package.read(SHEET1))
    assert any("stands 2 times" in line for line in excel_rules.findings(canary))


@pytest.mark.parametrize(
    "formula",
    [
        "SUMPRODUCT(('Tiến độ'!$A$1:$A$9=1)*(td_lop<>\"\"))",
        "INDEX(td_lop,1):INDEX(td_lop,3)",
        "A1:INDEX(A:A,5)",
        "SUM('Tiến độ'!A1:'Tiến độ'!B2)",
        "SUM(bang[[#This Row],[Điểm]])",
        'IFERROR(-A1%,"không có ""số""")',
        "SUM(Td_Lop,1:3,$A:$B,)",
    ],
)
def test_a_lawful_formula_is_not_accused(formula: str) -> None:
    assert list(formulas.problems(formula, {"tiến độ"}, {"td_lop"}, {"bang"})) == []


# -- Open XML SDK -----------------------------------------------------------------------------------


@pytest.mark.tools
def test_the_sdk_finds_nothing_in_a_lawful_workbook(canary: Path) -> None:
    assert openxml.findings_of([canary]) == {}


@pytest.mark.tools
def test_the_sdk_finds_elements_out_of_order(canary: Path) -> None:
    broken = patched(canary, SHEET1, ("<sheetData>", "<mergeCells/><sheetData>"))
    assert any("unexpected child element" in line for line in openxml.findings(broken))
    assert list(openxml.findings_of([canary, broken])) == [broken]


@pytest.mark.tools
def test_the_sdk_refuses_what_is_not_a_package(tmp_path: Path) -> None:
    (tmp_path / "cụt.xlsx").write_bytes(b"PK\x03\x04 cut short")
    assert openxml.findings(tmp_path / "cụt.xlsx")


# -- LibreOffice ------------------------------------------------------------------------------------


@pytest.mark.tools
def test_libreoffice_recalculates_stale_results(canary: Path, libreoffice: LibreOffice) -> None:
    values = libreoffice.recalculated(canary)
    assert values["Tổng hợp"] == {
        "A1": 2, "A2": "#DIV/0!", "A3": "#VALUE!", "A4": "", "A5": 16, "A6": VIETNAMESE, "C1": "khoá",
    }  # fmt: skip
    assert values["Danh mục"]["A3"] == 30


@pytest.mark.tools
@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_libreoffice_answers_as_an_agency(
    canary: Path, libreoffice: LibreOffice, tmp_path: Path, suffix: str
) -> None:
    cells = {
        ("Tổng hợp", "B1"): "=1+1 là chữ",
        ("Danh mục", "A1"): 0.85,
        ("Danh mục", "A2"): date(2025, 11, 5),
        ("Danh mục", "A3"): None,
    }
    answer = libreoffice.resave(canary, tmp_path / f"trả về{suffix}", cells)
    values = libreoffice.recalculated(answer)
    assert values["Tổng hợp"]["B1"] == "=1+1 là chữ"
    assert (values["Danh mục"]["A1"], values["Danh mục"]["A2"]) == (0.85, 45966)
    assert "A3" not in values["Danh mục"]


@pytest.mark.tools
def test_libreoffice_does_not_write_over_a_locked_cell(
    canary: Path, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    with pytest.raises(OfficeError, match="locked"):
        libreoffice.resave(canary, tmp_path / "x.xlsx", {("Tổng hợp", "C1"): "đổi"})


@pytest.mark.tools
def test_libreoffice_refuses_what_it_cannot_open_and_goes_on(
    canary: Path, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    with pytest.raises(OfficeError):
        libreoffice.recalculated(tmp_path / "không có.xlsx")
    assert libreoffice.recalculated(canary)["Tổng hợp"]["A1"] == 2


@pytest.mark.tools
def test_libreoffice_starts_again_after_a_crash_and_leaves_nothing_behind(canary: Path) -> None:
    office = LibreOffice()
    try:
        assert office.recalculated(canary)["Tổng hợp"]["A1"] == 2
        profile = office._profile
        os.killpg(office._process.pid, signal.SIGKILL)
        office._process.wait(10)
        assert office.recalculated(canary)["Tổng hợp"]["A1"] == 2
        group = office._process.pid
    finally:
        office.close()
    assert not profile.exists()
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)


@pytest.mark.tools
def test_libreoffice_is_stopped_when_it_hangs(canary: Path) -> None:
    office = LibreOffice(seconds=0.01)
    began = time.monotonic()
    with pytest.raises(OfficeError, match="did not answer"):
        office.recalculated(canary)
    assert time.monotonic() - began < 30
    assert office._process is None


@pytest.mark.tools
def test_times_new_roman_prints_all_vietnamese_letters_in_one_font(
    canary: Path, libreoffice: LibreOffice
) -> None:
    pdf = libreoffice.to_pdf(canary)
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout
    assert re.search("LiberationSerif|TimesNewRoman", fonts)
    assert "DejaVu" not in fonts
    pages = libreoffice.to_png(pdf, dpi=50)
    assert pages
    assert all(page.read_bytes().startswith(b"\x89PNG") for page in pages)
