"""Named cell styles: the same gallery in every workbook we make, every cell under the style it looks like."""

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kehoach_xl.building.cell_styles import NAMED, named
from kehoach_xl.sheets.layout import form
from tests.support.libreoffice import LibreOffice
from tests.workflows.office import Room

NAMES = [
    "KH Tiêu đề", "KH Băng tiêu đề", "KH Đề mục", "KH Ghi chú", "KH Đầu bảng", "KH Ô bảng", "KH Văn bản", "KH Ô nhập",
    "KH Dòng tổng", "KH Nền nhạt", "KH Liên kết", "KH Hoàn thành, có kết quả", "KH Đang thực hiện", "KH Quá hạn",
    "KH Chưa báo cáo",
]  # fmt: skip


def gallery(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        return re.findall(r'<cellStyle [^>]*?name="([^"]*)"', package.read("xl/styles.xml").decode())


def test_the_master_and_the_forms_have_one_gallery(sent_out: Room) -> None:
    assert [style.name for style in NAMED] == NAMES
    assert gallery(sent_out.master) == gallery(sent_out.form("STP")) == ["Normal", *NAMES]


def test_cells_are_under_the_style_they_look_like(sent_out: Room) -> None:
    book = load_workbook(sent_out.master)
    sheet = book["Phụ lục"]
    assert [sheet[at].style for at in ("B6", "B8", "C9", "H9", "M9")] == [
        "KH Đầu bảng", "KH Dòng tổng", "KH Ô bảng", "KH Ô bảng", "KH Ô nhập",
    ]  # fmt: skip
    assert [book["Tiến độ"][at].style for at in ("E1", "E2", "C4", "E5", "J5")] == [
        "KH Tiêu đề", "KH Ghi chú", "KH Đầu bảng", "KH Văn bản", "KH Văn bản",
    ]  # fmt: skip
    paper = load_workbook(sent_out.form("STP"))[form().sheet]
    assert [paper[at].style for at in ("B10", "C11", "G11")] == ["KH Đầu bảng", "KH Ô bảng", "KH Ô nhập"]
    cells = (cell for each in book for row in each.iter_rows() for cell in row)
    assert "Normal" not in {cell.style for cell in cells if cell.font.name != "Calibri"}


def test_a_style_changes_nothing_about_a_cell(sent_out: Room) -> None:
    sheet = load_workbook(sent_out.master)["Phụ lục"]
    head, typed = sheet["B6"], sheet["M9"]
    assert (head.font.b, head.font.name, head.fill.fgColor.rgb, head.border.top.color.rgb) == (
        True, "Times New Roman", "FFDCE6F2", "FFB8C4D3",
    )  # fmt: skip
    centred = typed.alignment.horizontal, typed.alignment.wrap_text
    assert (typed.fill.fgColor.rgb, *centred) == ("FFFFF9E5", "center", True)


MADE = (
    '<styleSheet><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/>'
    '<color rgb="FF1B2A41"/><name val="Times New Roman"/><family val="2"/></font></fonts><fills count="1"><fill>'
    '<patternFill patternType="solid"><fgColor rgb="FFDCE6F2"/><bgColor indexed="64"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" '
    'borderId="0" xfId="0"/><xf numFmtId="9" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
    'applyFont="1" applyFill="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/>'
    '</xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def test_only_what_differs_from_the_style_stays_a_cell_s_own() -> None:
    made = named(MADE)
    assert re.search(r"<cellXfs.*</cellXfs>", made)[0] == (
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="9" fontId="1" '
        'fillId="0" borderId="0" xfId="5" applyBorder="1" applyNumberFormat="1">'
        '<alignment horizontal="center" vertical="center" wrapText="1"/></xf></cellXfs>'
    )
    head = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", re.search(r"<cellStyleXfs.*</cellStyleXfs>", made)[0])[5]
    assert head.startswith('<xf numFmtId="0" fontId="1" fillId="0" borderId="1" ')
    for tag in ("font", "fill", "border", "cellXf", "cellStyleXf", "cellStyle"):
        count, inside = re.search(rf'<{tag}s count="(\d+)">(.*?)</{tag}s>', made).groups()
        entry = "xf" if tag.endswith("Xf") else tag
        assert len(re.findall(rf"<{entry}[ />]", inside)) == int(count), tag


@pytest.mark.tools
def test_the_gallery_outlives_libreoffice_and_every_operation(room: Room, libreoffice: LibreOffice) -> None:
    libreoffice.resave(room.master, room.folder / "lo.xlsx").replace(room.master)
    assert set(NAMES[:9]) <= set(gallery(room.master))
    room.summary()
    room.open_period("2026-H1")
    assert set(NAMES[:9]) <= set(gallery(room.master))
    assert style_in_file(room.master, "xl/worksheets/sheet2.xml", "M9") == "KH Ô nhập"


def style_in_file(path: Path, part: str, address: str) -> str:
    """The named style of a cell, from the XML: openpyxl loses its way in the styles that LibreOffice writes."""
    with zipfile.ZipFile(path) as package:
        styles, sheet = (package.read(name).decode() for name in ("xl/styles.xml", part))
    cell = re.search(rf'<c r="{address}"[^>]*? s="(\d+)"', sheet)[1]
    xf = re.findall(r"<xf [^>]*>", re.search(r"<cellXfs.*</cellXfs>", styles, re.DOTALL)[0])[int(cell)]
    of = re.search(r'xfId="(\d+)"', xf)[1]
    tag = next(one for one in re.findall(r"<cellStyle [^>]*>", styles) if f'xfId="{of}"' in one)
    return re.search(r'name="([^"]*)"', tag)[1]
