"""The official letter that reminds and the list for the leaders as Word files: laid out as Nghị định 30/2020/NĐ-CP
says, no sentence without a value of the master, whole in print."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Made
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from kehoach_xl.building import word_overdue_list, word_reminder
from kehoach_xl.building.clerk_templates import write_document, write_text
from kehoach_xl.building.own_document import is_as_written, sealed
from tests.support.libreoffice import LibreOffice, text_pages

NAMES = ("cong-van-don-doc", "danh-sach-chua-bao-cao")
PLAN = "Kế hoạch cải thiện và nâng cao Chỉ số FTA Index trên địa bàn tỉnh năm 2025 và những năm tiếp theo"
AROUND = {
    "co_quan_cap_tren": "UBND TỈNH HÀ TĨNH", "co_quan_ban_hanh": "SỞ CÔNG THƯƠNG", "ky_hieu": "SCT",
    "dia_danh": "Hà Tĩnh", "noi_nhan": ["Như trên;", "Lưu: VT."], "quyen_ky": "KT. GIÁM ĐỐC",
    "chuc_vu_ky": "PHÓ GIÁM ĐỐC", "nguoi_ky": "Trần Thị B", "ten_ke_hoach": PLAN, "ten_ngan": "FTA Index Hà Tĩnh 2025",
    "ky": "6 tháng cuối năm 2025", "don_vi_dau_moi": "Sở Công Thương", "han_nop": "17/12/2025", "ngay": "22/12/2025",
    "han_tra_loi": "25/12/2025", "so_lan_toi_da": 3,
}  # fmt: skip


def task(code: str) -> dict[str, object]:
    return {
        "stt": code, "noi_dung": f"Rà soát, công khai văn bản và hỗ trợ doanh nghiệp theo nội dung số {code}",
        "thoi_gian": "2025 - 2030", "han": "", "so_ngay_tre": 0, "tinh_trang": "Chưa báo cáo",
    }  # fmt: skip


def facts(name: str, rows: int = 2, **changed: object) -> dict[str, object]:
    if name == "danh-sach-chua-bao-cao":
        lines = [
            {
                "co_quan": f"Sở số {at}", "tinh_trang": "Chưa gửi phiếu", "so_nhiem_vu": 2, "so_nhiem_vu_giao": 3,
                "cac_nhiem_vu": "2.3; 2.4", "so_lan": 3, "ngay_don_doc": "18/12/2025; 19/12/2025; 22/12/2025",
                "so_ngay_tre": 5,
            }
            for at in range(1, rows + 1)
        ]  # fmt: skip
        own = {
            "kinh_gui": "UBND tỉnh Hà Tĩnh", "co_quan_no": lines, "so_co_quan": rows, "so_co_quan_no": rows + 1,
            "so_phieu_gui": rows + 4, "so_phieu_nop": 3,
        }  # fmt: skip
    else:
        own = {
            "kinh_gui": "Sở Tư pháp", "co_quan": "Sở Tư pháp", "so_phieu": "2025-H2/STP/01", "chua_gui": True,
            "gui_trong": False, "ngay_nhan": "", "so_ngay_tre": 5, "so_nhiem_vu": rows, "so_nhiem_vu_giao": rows,
            "thu_dau_moi": "sct@hatinh.example", "lien_he": "Nguyễn Văn A, sct@hatinh.example", "lan": 3,
            "ngay_don_doc": "18/12/2025; 19/12/2025", "du_so_lan": True, "cap_tren": "UBND tỉnh Hà Tĩnh",
            "da_gui_phieu": True, "tep_phieu": "",
            "nhiem_vu": [task(f"3.{at}") for at in range(1, rows + 1)],
        }  # fmt: skip
    return AROUND | own | changed


@pytest.fixture(params=NAMES)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"{request.param}.docx"
    write_document(request.param, facts(request.param), path, None)
    return path


def test_the_page_is_a4_with_the_margins_of_the_decree(made: Path) -> None:
    (section,) = Document(str(made)).sections
    assert (_mm(section.page_width), _mm(section.page_height)) == (210, 297)
    assert 20 <= _mm(section.top_margin) <= 25 and 20 <= _mm(section.bottom_margin) <= 25
    assert 30 <= _mm(section.left_margin) <= 35 and 15 <= _mm(section.right_margin) <= 20
    assert 'w:instr="PAGE"' in section.header._element.xml and "PAGE" not in section.first_page_header._element.xml


def test_every_text_is_times_new_roman_of_the_size_of_its_place(made: Path) -> None:
    document = Document(str(made))
    sizes = {}
    for paragraph in _paragraphs(document):
        style = paragraph.style
        fonts = style.element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
        assert all(run.font.name is None and run.font.size is None for run in paragraph.runs)
        sizes[style.name] = style.font.size.pt
    assert sizes["Nội dung"] in (13, 14) and sizes["Quốc hiệu"] in (12, 13) and sizes["Tiêu ngữ"] in (13, 14)
    assert sizes["Nơi nhận"] == 12 and sizes["Danh sách nơi nhận"] == 11 and sizes["Chức vụ người ký"] in (13, 14)


def test_the_letter_has_its_parts_in_their_places(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    write_document("cong-van-don-doc", facts("cong-van-don-doc"), path, None)
    document = Document(str(path))
    head, rows, foot = document.tables
    left, right = (_lines(cell) for cell in head.rows[0].cells)
    assert left == [
        "UBND TỈNH HÀ TĨNH", "SỞ CÔNG THƯƠNG", "Số:          /SCT",
        "V/v đôn đốc báo cáo 6 tháng cuối năm 2025 thực hiện Kế hoạch FTA Index Hà Tĩnh 2025",
    ]  # fmt: skip
    assert right == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Hà Tĩnh, ngày      tháng      năm",
    ]  # fmt: skip
    assert [cell.text for cell in rows.rows[0].cells] == [
        "TT", "Nhiệm vụ số", "Nội dung nhiệm vụ", "Thời gian thực hiện", "Chậm nộp báo cáo (ngày)", "Tình trạng",
    ]  # fmt: skip
    assert [cell.text for cell in rows.rows[2].cells] == [
        "2", "3.2", "Rà soát, công khai văn bản và hỗ trợ doanh nghiệp theo nội dung số 3.2", "2025 - 2030", "5",
        "Chưa báo cáo",
    ]  # fmt: skip
    assert _lines(foot.rows[0].cells[0]) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert _lines(foot.rows[0].cells[1]) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Thị B"]
    assert _body(document) == [
        "Kính gửi: Sở Tư pháp",
        f"Để tổng hợp kết quả thực hiện {PLAN}, Sở Công Thương đã gửi Sở Tư pháp phiếu báo cáo 6 tháng cuối năm 2025 "
        "số 2025-H2/STP/01, hạn nộp ngày 17/12/2025.",
        "Đến ngày 22/12/2025, quá hạn 5 ngày, Sở Công Thương chưa nhận được báo cáo của Sở Tư pháp đối với 2/2 nhiệm "
        "vụ trong phiếu:",
        "Đây là lần đôn đốc thứ 3 đối với báo cáo 6 tháng cuối năm 2025; các lần trước: ngày 18/12/2025; 19/12/2025.",
        "Sau 3 lần đôn đốc, Sở Công Thương tổng hợp danh sách cơ quan chưa báo cáo 6 tháng cuối năm 2025, trình UBND "
        "tỉnh Hà Tĩnh xem xét.",
        "Sở Công Thương đề nghị Sở Tư pháp gửi báo cáo chậm nhất ngày 25/12/2025 (đầu mối liên hệ: Nguyễn Văn A, "
        "sct@hatinh.example) để tổng hợp, báo cáo UBND tỉnh Hà Tĩnh./.",
    ]


def test_what_is_not_known_leaves_no_hole(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    first = facts("cong-van-don-doc", thu_dau_moi="", lien_he="", ngay_don_doc="", du_so_lan=False, lan=1, quyen_ky="")
    write_document("cong-van-don-doc", first, path, None)
    document = Document(str(path))
    assert _body(document)[3:] == [
        "Sở Công Thương đề nghị Sở Tư pháp gửi báo cáo chậm nhất ngày 25/12/2025 để tổng hợp, báo cáo UBND tỉnh "
        "Hà Tĩnh./.",
    ]
    assert _lines(document.tables[2].rows[0].cells[1]) == ["PHÓ GIÁM ĐỐC", "Trần Thị B"]


def test_a_form_of_which_nobody_knows_whether_it_went_is_not_said_to_have_been_sent(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    words = facts("cong-van-don-doc", da_gui_phieu=False, tep_phieu="2025-H2_STP.xlsx")
    write_document("cong-van-don-doc", words, path, None)
    assert _body(Document(str(path)))[1] == (
        f"Để tổng hợp kết quả thực hiện {PLAN}, Sở Công Thương đã lập cho Sở Tư pháp phiếu báo cáo 6 tháng cuối năm "
        "2025 số 2025-H2/STP/01 (gửi kèm), hạn nộp ngày 17/12/2025."
    )


@pytest.mark.parametrize("lines", [
    word_reminder.BEFORE, word_reminder.AFTER, word_overdue_list.BEFORE, word_overdue_list.AFTER,
])  # fmt: skip
def test_no_sentence_stands_without_a_value(lines: tuple[str, ...]) -> None:
    for line in lines:
        for sentence in re.split(r"(?<=\.)\s+(?=[A-ZĐ{])", line):
            assert "{{" in sentence or line.startswith("{%p"), sentence


def test_the_letter_by_mail_says_the_same_in_short() -> None:
    words = facts("cong-van-don-doc") | {
        "ma_thu": "[KH 2025-H2/STP/01 ABCD]", "chua_nop": True, "so_ngay_con": 0, "tep_cong_van": "don-doc.docx",
        "tep_lich": "", "tep_phieu": "2025-H2_STP.xlsx",
    }  # fmt: skip
    subject, body = write_text("don-doc", words, None)
    assert subject == (
        "[KH 2025-H2/STP/01 ABCD] Đôn đốc lần 3 báo cáo 6 tháng cuối năm 2025 – FTA Index Hà Tĩnh 2025 – Sở Tư pháp"
    )
    assert "quá hạn 5 ngày" in body and "\n- 3.1. Rà soát" in body and "chậm nhất ngày 25/12/2025" in body
    assert "Kèm theo thư này là công văn đôn đốc (tệp «don-doc.docx»)." in body and "{" not in body
    assert "Phiếu số 2025-H2/STP/01 gửi kèm lại thư này (tệp «2025-H2_STP.xlsx»)." in body


# -- whose file it is -------------------------------------------------------------------------------------


def test_a_file_is_ours_until_somebody_saves_it_with_another_text(made: Path) -> None:
    assert not is_as_written(made)
    sealed(made)
    assert is_as_written(made)
    document = Document(str(made))
    document.paragraphs[-1].add_run(" thêm")
    document.save(str(made))
    assert not is_as_written(made)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a document"])
def test_a_file_that_cannot_be_read_is_not_ours(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    assert not is_as_written(tmp_path / "a.docx")
    assert not is_as_written(tmp_path / "none.docx")


# -- in print ---------------------------------------------------------------------------------------------


@pytest.mark.tools
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_long_table_goes_on_under_its_head_and_the_signature_never_stands_alone(
    name: str, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    path = tmp_path / f"{name}.docx"
    write_document(name, facts(name, 40), path, None)
    pages = text_pages(libreoffice.to_pdf(path))
    assert len(pages) > 1
    assert [bool(re.match(rf"\s*{at}\s*\n", page)) for at, page in enumerate(pages, 1)] == [
        False, *[True] * (len(pages) - 1),
    ]  # fmt: skip
    own = "Nội dung nhiệm vụ" if name == "cong-van-don-doc" else "Đã đôn đốc"
    assert all(own in page for page in pages[:-1])
    numbers = [int(one) for page in pages for one in re.findall(r"(?:^|\n)\s{0,12}(\d+) {2,}", page)]
    assert set(range(1, 41)) <= set(numbers)
    assert "Trần Thị B" in pages[-1] and ("./." in pages[-1])


def _mm(length: Length | None) -> float:
    assert length is not None
    return round(length.mm, 1)


def _paragraphs(document: Made) -> Iterator[Paragraph]:
    yield from (one for one in document.paragraphs if one.text)
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from (one for one in cell.paragraphs if one.text)


def _lines(cell: _Cell) -> list[str]:
    return [one.text.rstrip() for one in cell.paragraphs if one.text.strip()]


def _body(document: Made) -> list[str]:
    return [one.text for one in document.paragraphs if one.text]
