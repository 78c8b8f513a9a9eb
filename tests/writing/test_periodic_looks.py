"""The periodic report as it lies on the desk: Nghị định 30/2020/NĐ-CP, Phụ lục I, and a page that reads well."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Made
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from kehoach_xl.building import plan_document_styles as look
from kehoach_xl.building import word_periodic
from kehoach_xl.workflows.demo import DemoReport
from kehoach_xl.workflows.new import new
from tests.support.libreoffice import LibreOffice, text_pages
from tests.workflows.office import Room, at, done
from tests.writing.documents import opened, written


@pytest.fixture(scope="module")
def report(played: tuple[DemoReport, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the half-year of the demo."""
    room = Room(tmp_path_factory.mktemp("trang"))
    room.master = room.folder / "so-dieu-phoi.xlsm"
    shutil.copy(played[1] / "so-dieu-phoi.xlsm", room.master)
    return Path(written(room).path)


@pytest.fixture(scope="module")
def document(report: Path) -> Made:
    return Document(str(report))


def paragraphs(document: Made) -> Iterator[Paragraph]:
    """Those of the body and of every table."""
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document._body)


def test_body_upright_and_appendix_across_with_the_margins_of_the_decree(document: Made) -> None:
    body, appendix = document.sections
    assert (round(body.page_width.mm), round(body.page_height.mm)) == (210, 297)
    assert body.orientation == WD_ORIENT.PORTRAIT
    assert (round(appendix.page_width.mm), round(appendix.page_height.mm)) == (297, 210)
    assert appendix.orientation == WD_ORIENT.LANDSCAPE
    for section in (body, appendix):
        sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(side.mm) for side in sides] == [20, 20, 30, 15]
        assert section.different_first_page_header_footer
        assert 'w:instr="PAGE"' in section.header._element.xml
        assert section.header.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert "PAGE" not in section.first_page_header._element.xml


def test_every_style_is_times_new_roman_of_13_or_14_points(document: Made) -> None:
    used = {one.style.name for one in paragraphs(document)}
    assert {"Nội dung", "Heading 1", "Heading 2", "Heading 3", "Quốc hiệu", "Kính gửi", "Đầu bảng", "Ô chữ"} <= used
    for name in used - {"Normal"}:
        fonts = document.styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {look.FONT}, name
    assert document.styles["Nội dung"].font.size.pt == 14
    assert document.styles["Nội dung"].paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY


def test_looks_come_from_styles_so_that_a_clerk_changes_them_once(document: Made) -> None:
    looks = {child.tag for one in paragraphs(document) for run in one.runs if run._r.rPr is not None
             for child in run._r.rPr}  # fmt: skip
    assert looks == set()


def test_no_tag_of_the_template_is_left(document: Made) -> None:
    assert [one.text for one in paragraphs(document) if re.search(r"\{\{|\{%|%\}|\}\}", one.text)] == []
    assert document.core_properties.title == (
        "Báo cáo kết quả thực hiện Kế hoạch cải thiện và nâng cao Chỉ số đánh giá kết quả thực hiện các Hiệp định "
        "thương mại tự do trên địa bàn tỉnh năm 2025 và những năm tiếp theo, 6 tháng cuối năm 2025"
    )


def test_tables_are_as_wide_as_the_text(document: Made) -> None:
    for one, width in ((word_periodic.RESULTS, 165), (word_periodic.TARGETS, 165), (word_periodic.FIGURES, 165)):
        assert sum(column.width for column in one) == width
    assert sum(column.width for column in word_periodic.APPENDIX) == 252
    drawn = [table for table in document.tables if table.style.name == "Table Grid"]
    assert len(drawn) == 3
    for table in drawn:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        for row in table.rows:
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None
        assert all(one.paragraph_format.keep_with_next for cell in table.rows[0].cells for one in cell.paragraphs)


def test_number_and_day_stay_open_for_the_clerk(document: Made) -> None:
    head = document.tables[0].rows[0].cells
    assert [one.text for one in head[0].paragraphs if one.text] == [
        "UBND TỈNH HÀ TĨNH", "SỞ CÔNG THƯƠNG", "Số:          /BC-SCT",
    ]  # fmt: skip
    assert head[1].paragraphs[-1].text == "Hà Tĩnh, ngày      tháng      năm          "


def test_who_signs_and_who_receives_it_are_those_of_the_settings(room: Room) -> None:
    typed = {
        "signer_authority": "KT. GIÁM ĐỐC", "signer_title": "PHÓ GIÁM ĐỐC", "signer_name": "Trần Thị B",
        "recipients": "Các sở, ban, ngành;\nUBND các xã", "superior": "Ủy ban nhân dân tỉnh Hà Tĩnh",
        "place": "Thành Sen", "sign": "SCT-XNK",
    }  # fmt: skip
    found = room.desk().table("office")
    room.write(
        (found.sheet, row.row, found.columns["value"], typed[row.text("id")]) for row in found.rows
        if row.text("id") in typed
    )  # fmt: skip
    made = opened(written(room))
    left, right = next(one for one in made.tables if one.rows[0].cells[0].text.startswith("Nơi nhận")).rows[0].cells
    assert [one.text for one in left.paragraphs] == [
        "Nơi nhận:", "- Như trên;", "- Các sở, ban, ngành;", "- UBND các xã;", "- Lưu: VT.",
    ]  # fmt: skip
    assert [one.text for one in right.paragraphs if one.text] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Thị B"]
    said = [one.text for one in paragraphs(made)]
    assert "Kính gửi: Ủy ban nhân dân tỉnh Hà Tĩnh" in said
    assert "Thành Sen, ngày      tháng      năm          " in said
    assert "Số:          /BC-SCT-XNK" in said
    assert (
        "(Kèm theo Báo cáo số          /BC-SCT-XNK ngày      tháng      năm          của Sở Công Thương)"
    ) in said


@pytest.mark.tools
def test_pages_as_libreoffice_prints_them(report: Path, libreoffice: LibreOffice) -> None:
    pages = text_pages(libreoffice.to_pdf(report))
    first = [line.strip() for line in pages[0].splitlines() if line.strip()]
    assert re.fullmatch(r"UBND TỈNH HÀ TĨNH\s+CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", first[0])
    assert re.fullmatch(r"SỞ CÔNG THƯƠNG\s+Độc lập - Tự do - Hạnh phúc", first[1])
    assert re.fullmatch(r"Số:\s+/BC-SCT\s+Hà Tĩnh, ngày\s+tháng\s+năm", first[2])
    assert first[3] == "BÁO CÁO"
    signed = next(number for number, page in enumerate(pages) if "Nơi nhận:" in page)
    assert "GIÁM ĐỐC" in pages[signed] and "(Họ và tên)" in pages[signed] and "./." in pages[signed]
    for number in range(1, signed + 1):  # from the second page on, at the top
        assert pages[number].strip().splitlines()[0].strip() == str(number + 1)
    appendix = pages[signed + 1 :]
    assert appendix[0].strip().splitlines()[0].strip() == "Phụ lục"
    for number, page in enumerate(appendix[1:], 2):  # counted anew, and the head again over each page
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert lines[0] == str(number)
        assert "STT" in "".join(lines[1:4]) and "Trạng thái" in "".join(lines[1:4])
    for page in pages:
        last = [line.strip() for line in page.splitlines() if line.strip()][-1]
        assert not re.match(r"(I|II|III|IV)\. [A-ZĐ]|[1-9]\. Kết quả|Kết quả theo|4\s+Chỉ số thành phần", last), last


@pytest.mark.slow
@pytest.mark.tools
def test_inside_a_department_the_head_of_the_division_signs(tmp_path: Path, libreoffice: LibreOffice) -> None:
    room = Room(tmp_path)
    new("ddci-so-ngoai-vu-lang-son-2026", room.master)
    room.open_period("2026-H1", now=at(1, month=6, year=2026))
    room.distribute(now=at(1, month=6, year=2026))
    room.send("LSQLBG", {"3.3": done()}, source=room.form("LSQLBG", "2026-H1"), saved=at(8, month=6, year=2026))
    room.merge(now=at(10, month=6, year=2026))
    pages = text_pages(libreoffice.to_pdf(Path(written(room, at(22, month=6, year=2026)).path)))
    whole = "\n".join(pages)
    assert "TRƯỞNG PHÒNG" in whole and "Kính gửi: Sở Ngoại vụ tỉnh Lạng Sơn" in whole
    assert "PHÒNG HỢP TÁC" in pages[0]
