"""A copy of a workbook of which one sheet prints, as LibreOffice really prints it."""

import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from kehoach_xl.office import found, printing, single
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.workbook import WorkbookParts
from tests.support.libreoffice import text_pages
from tests.workflows.office import repack

WORKBOOK = "xl/workbook.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three sheets that say their names; the first has a print area, the second repeats a row and counts on the first,
    the third is hidden and has a print area."""
    path = tmp_path / "sổ «ba trang».xlsx"
    book = xlsxwriter.Workbook(path)
    for name in ("Một", "Hai & ba", "Ẩn"):
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, f"trang {name}")
        sheet.write(5, 0, "ngoài vùng in")
    one, two, three = book.worksheets()
    one.print_area("A1:A2")
    one.write(0, 1, 20.5)
    two.repeat_rows(0)
    two.write_formula(1, 0, "=Một!B1*2", None, 0)
    three.print_area("A1:A2")
    three.hide()
    book.close()
    return path


def workbook(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(WORKBOOK).decode()


def copied(path: Path, index: int) -> Path:
    package = Package.open(path)
    copy = path.with_name(f"{index}.xlsx")
    single.write(package, WorkbookParts(package), index, copy)
    return copy


def printed(path: Path, index: int) -> str:
    copy, program = copied(path, index), found.libreoffice()
    assert program
    return " ".join(" ".join(text_pages(printing.to_pdf(program, [copy], path.parent)[copy])).split())


@pytest.mark.tools
def test_only_the_sheet_asked_for_is_printed_and_what_it_counts_is_computed(path: Path) -> None:
    assert printed(path, 0) == "trang Một"
    assert printed(path, 1) == "trang Hai & ba 41 ngoài vùng in"
    assert printed(path, 2) == "trang Ẩn"


@pytest.mark.tools
def test_a_file_without_windows_and_with_other_quotes_and_prefixes(path: Path) -> None:
    def change(part: str, data: bytes) -> bytes:
        if part != WORKBOOK:
            return data
        data = re.sub(rb"<bookViews>.*?</bookViews>", b"", data)
        data = data.replace(b'state="hidden"', b"state = 'hidden'")
        data = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", data)
        return data.replace(b'xmlns="', b'xmlns:x="')

    repack(path, change)
    assert "<x:sheet " in workbook(path) and "workbookView" not in workbook(path)
    assert printed(path, 1) == "trang Hai & ba 41 ngoài vùng in"
    assert printed(path, 2) == "trang Ẩn"


def test_nothing_but_the_tabs_and_the_print_areas_differs(path: Path) -> None:
    before, after = workbook(path), workbook(copied(path, 1))
    tabs = re.findall(r"<sheet [^>]*>", after)
    assert ['state="hidden"' in tab for tab in tabs] == [True, False, True]
    assert re.findall(r'name="(_xlnm\.\w+)" localSheetId="(\d)"', before) == [
        ("_xlnm.Print_Area", "0"), ("_xlnm.Print_Area", "2"), ("_xlnm.Print_Titles", "1"),
    ]  # fmt: skip
    assert re.findall(r'name="(_xlnm\.\w+)" localSheetId="(\d)"', after) == [("_xlnm.Print_Titles", "1")]
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copied(path, 1)) as new:
        assert {part for part in old.namelist() if old.read(part) != new.read(part)} == {WORKBOOK}
        assert new.namelist() == old.namelist()


@pytest.mark.tools
def test_numbers_are_written_as_in_vietnam(path: Path) -> None:
    repack(path, lambda part, data: data.replace(b"Print_Area", b"Vung_in") if part == WORKBOOK else data)
    assert "20,5" in printed(path, 0)
