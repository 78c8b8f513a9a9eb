"""One edited cell changes one cell: every other part, and every other byte of the sheet, stays."""

import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.engine import rich_book
from tests.engine.books import edit, opened, parts, raw_records

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sổ.xlsm"
    rich_book.build(path)
    return path


def test_the_book_holds_what_others_lose(path: Path) -> None:
    names = " ".join(parts(path))
    for word in (
        "vbaProject", "customUI14", "ctrlProp", "vmlDrawing", "drawing1", "chart1", "threadedComment",
        "person", "customXml/item1", "printerSettings", "comments1",
    ):  # fmt: skip
        assert word in names
    sheet = parts(path)[SHEET].decode()
    for word in ("x14:sparklineGroup", "x14:dataValidation ", "x14:cfRule", "legacyDrawing", "mergeCell"):
        assert word in sheet


def test_untouched_parts_keep_their_packed_bytes_and_order(path: Path) -> None:
    before = raw_records(path)
    edit(path, "A3", "Đã sửa")
    after = raw_records(path)
    assert list(after) == list(before)
    assert {name for name in before if before[name] != after[name]} == {SHEET, BOOK}


def test_within_the_sheet_only_the_cell_differs(path: Path) -> None:
    before = parts(path)[SHEET]
    edit(path, "A3", "Đã sửa")
    after = parts(path)[SHEET]
    old_cell = re.search(rb'<c r="A3" s="1" t="s"><v>\d+</v></c>', before)
    assert old_cell
    new_cell = '<c r="A3" s="1" t="inlineStr"><is><t xml:space="preserve">Đã sửa</t></is></c>'.encode()
    assert after == before[: old_cell.start()] + new_cell + before[old_cell.end() :]


def test_the_workbook_part_gains_one_attribute(path: Path) -> None:
    before = parts(path)[BOOK]
    edit(path, "A3", "Đã sửa")
    assert b"fullCalcOnLoad" not in before
    assert parts(path)[BOOK].replace(b' fullCalcOnLoad="1"', b"") == before


def test_header_fields_of_the_changed_part_stay(path: Path) -> None:
    edit(path, "A3", "Đã sửa")
    info = zipfile.ZipFile(path).getinfo(SHEET)
    assert info.date_time == (2025, 11, 5, 7, 30, 0)
    assert info.external_attr == 0o640 << 16


def test_calculating_changes_only_sheets_with_formulas(path: Path) -> None:
    before = parts(path)
    with opened(path) as book:
        book.app.calculate()
        book.save()
    after = parts(path)
    assert {name for name in before if before[name] != after[name]} == {SHEET, BOOK}
    assert after[SHEET] == re.sub(rb"(<f>[^<]*</f>)<v>[^<]*</v>", rb"\1", before[SHEET])


def test_rich_text_survives_being_written_back(path: Path) -> None:
    before = path.read_bytes()
    with opened(path) as book:
        area = book.sheets[0]["A1:D14"]
        assert area.raw_value[11][0] == "Chữ đậm giữa câu"
        area.raw_value = area.raw_value
        book.save()
    assert path.read_bytes() == before


def test_hundred_saves_lose_nothing(path: Path) -> None:
    before = parts(path)
    for turn in range(100):
        edit(path, "B2", turn)
    after = parts(path)
    assert after.keys() == before.keys()
    assert after[SHEET] == before[SHEET].replace(b'<c r="B2" s="1"><v>1</v>', b'<c r="B2" s="1"><v>99</v>')


@pytest.mark.tools
def test_libreoffice_opens_what_was_saved(path: Path, libreoffice) -> None:
    edit(path, "B2", 50)
    values = libreoffice.recalculated(path)["Tiến độ"]
    assert (values["B2"], values["F2"], values["A12"]) == (50.0, 100.0, "Chữ đậm giữa câu")


@pytest.mark.tools
def test_libreoffice_recomputes_what_has_no_result_but_believes_a_stale_one(
    path: Path, tmp_path: Path
) -> None:
    """Why ``App.calculate`` drops results: LibreOffice 7.4 as installed does not heed ``fullCalcOnLoad``."""
    edit(path, "B1", 21)
    stale = shown_by_libreoffice(path, tmp_path / "một")
    with opened(path) as book:
        book.app.calculate()
        book.save()
    assert (stale, shown_by_libreoffice(path, tmp_path / "hai")) == ("0", "42")


def shown_by_libreoffice(path: Path, folder: Path) -> str:
    """F1 as a fresh LibreOffice with its own settings shows it."""
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(folder), str(path),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    text = (folder / path.with_suffix(".csv").name).read_text(encoding="utf-8")
    return text.splitlines()[0].split(",")[5]
