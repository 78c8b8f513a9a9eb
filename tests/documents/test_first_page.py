"""What a plan says of itself on its first page, and who collects its reports."""

import unicodedata

import pytest

from kehoach_xl.documents import collector, first_page, registers
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.outline import outline
from kehoach_xl.documents.thing import ASK, CLEAR, FACT, LOOK, Thing
from kehoach_xl.intake.content import WORD, Content, Paragraph, Place, Table
from tests.documents.said import codes, of_text, plain, prose

BODIES = Bodies(registers.register("ha-tinh-2025"))
BODY = "\nCăn cứ Luật; UBND tỉnh Hà Tĩnh ban hành Kế hoạch như sau:\nI. MỤC TIÊU\n1. Nâng cao."


def facts(text: str) -> dict[str, Thing]:
    return {one.name: one for one in of_text(text) if one.kind == FACT}


def of_word(blocks: list[Paragraph | Table]) -> dict[str, Thing]:
    content = Content("kế hoạch.docx", "", WORD, blocks)
    nodes = outline([block for block in blocks if isinstance(block, Paragraph)], wrapped=False)
    return {one.name: one for one in first_page.read(content, nodes, BODIES)}


@pytest.mark.parametrize(
    ("head", "number", "confidence"),
    [
        ("Số: 123/KH-UBND", "123/KH-UBND", CLEAR),
        ("Số:      /KH-SNgV      Lạng Sơn, ngày      tháng 03 năm 2026", "/KH-SNgV", LOOK),
        ("Số: ....../KH-UBND", "/KH-UBND", LOOK),
        ("Số 05a/KH-UBND", "", ""),
        ("Số: 05a/QĐ-UBND", "05a/QĐ-UBND", CLEAR),
        ("Căn cứ Nghị quyết số 02/NQ-CP", "", ""),
    ],
)
def test_the_number(head, number, confidence):
    found = facts(f"{head}\nKẾ HOẠCH\nCải cách hành chính năm 2026{BODY}").get("Số, ký hiệu")
    assert (found.value, found.confidence) == (number, confidence) if number else found is None


def test_a_blank_number_is_told():
    found = facts(f"Số:      /KH-UBND\nKẾ HOẠCH\nCải cách hành chính năm 2026{BODY}")["Số, ký hiệu"]
    assert (found.quote, codes(found)) == ("Số: /KH-UBND", ["IMPORT_112"])


@pytest.mark.parametrize(
    ("head", "day", "confidence"),
    [
        ("Hà Tĩnh, ngày 24 tháng 6 năm 2025", "ngày 24 tháng 6 năm 2025", CLEAR),
        ("Lạng Sơn, ngày      tháng 03 năm 2026", "ngày tháng 03 năm 2026", LOOK),
        ("Hà Tĩnh, ngày … tháng … năm 2026", "ngày … tháng … năm 2026", LOOK),
    ],
)
def test_the_day(head, day, confidence):
    found = facts(f"{head}\nKẾ HOẠCH\nCải cách hành chính năm 2026{BODY}")["Ngày văn bản"]
    assert (found.value, found.confidence) == (day, confidence)


def test_a_day_left_blank_altogether_is_none():
    text = f"Hà Tĩnh, ngày      tháng      năm      \nKẾ HOẠCH\nCải cách hành chính năm 2026{BODY}"
    assert "Ngày văn bản" not in facts(text)


def test_an_appendix_says_the_number_and_the_body_of_its_plan():
    text = "Phụ lục\nNHIỆM VỤ\n(Kèm theo Kế hoạch số 57/KH-UBND ngày 02/7/2025 của UBND tỉnh Hà Tĩnh)"
    found = facts(text)
    assert found["Số, ký hiệu"].value == "57/KH-UBND"
    assert (found["Ngày văn bản"].value, found["Ngày văn bản"].confidence) == ("ngày 02/7/2025", CLEAR)
    assert found["Cơ quan ban hành"].value == "UBND tỉnh Hà Tĩnh"


def test_another_document_that_something_was_enclosed_with_is_not_this_one():
    text = f"KẾ HOẠCH\nCải cách năm 2026{BODY}\n2. Đề án ban hành kèm theo Quyết định số 9/QĐ-UBND ngày 12/8/2022."
    assert "Số, ký hiệu" not in facts(text)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("KẾ HOẠCH\nCải cách hành chính năm 2026", "Kế hoạch cải cách hành chính năm 2026"),
        ("KẾ HOẠCH\nCải cách hành chính\nnăm 2026", "Kế hoạch cải cách hành chính năm 2026"),
        ("KẾ HOẠCH\nFTA Index năm 2026", "Kế hoạch FTA Index năm 2026"),
        ("QUYẾT ĐỊNH\nBan hành Kế hoạch cải cách năm 2026", "Kế hoạch cải cách năm 2026"),
        ("QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch cải cách năm 2026", "Kế hoạch cải cách năm 2026"),
        ("QUYẾT ĐỊNH\nVề việc khen thưởng năm 2026", "Quyết định về việc khen thưởng năm 2026"),
        ("KẾ HOẠCH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nCải cách năm 2026", "Kế hoạch cải cách năm 2026"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc\nKẾ HOẠCH\nCải cách năm 2026",
         "Kế hoạch cải cách năm 2026"),
        ("KẾ HOẠCH\nCẢI CÁCH HÀNH CHÍNH NĂM 2026", "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026"),
    ],
)
def test_the_name(title, name):
    for text in (title, unicodedata.normalize("NFD", title)):
        assert facts(f"{text}\n{BODY}")["Tên kế hoạch"].value == name


def test_a_name_over_several_centred_paragraphs():
    found = of_word([
        Paragraph("KẾ HOẠCH", Place(line=1), bold=True, centred=True),
        Paragraph("Cải cách hành chính", Place(line=2), bold=True, centred=True),
        Paragraph("trên địa bàn tỉnh năm 2026", Place(line=3), bold=True, centred=True),
        Paragraph("Căn cứ Luật, UBND tỉnh ban hành Kế hoạch như sau:", Place(line=4)),
    ])  # fmt: skip
    assert found["Tên kế hoạch"].value == "Kế hoạch cải cách hành chính trên địa bàn tỉnh năm 2026"


def test_no_name_is_asked_for():
    found = facts("I. MỤC TIÊU\n1. Nâng cao chất lượng.")["Tên kế hoạch"]
    assert (found.value, found.confidence, codes(found)) == ("", ASK, ["IMPORT_110"])


def test_days_in_a_report_are_no_deadlines_of_a_plan_without_being_said():
    text = "Sở Ngoại vụ báo cáo tình hình thực hiện như sau:\n1. Hằng năm báo cáo UBND tỉnh trước ngày 15/11."
    (day,) = (one for one in of_text(text) if one.kind == "Hạn báo cáo")
    assert (day.confidence, codes(day)) == (LOOK, ["IMPORT_111"])


def test_a_letterhead_in_a_table_of_a_word_file():
    left, right = "UBND TỈNH HÀ TĨNH\nSỞ NGOẠI VỤ\nSố: 12/KH-SNgV", "CỘNG HÒA\nHà Tĩnh, ngày 02 tháng 3 năm 2026"
    head = Table(((left, right),))
    found = of_word([head, Paragraph("KẾ HOẠCH"), Paragraph("Cải cách năm 2026"), Paragraph("I. MỤC TIÊU")])
    assert {name: one.value for name, one in found.items()} == {
        "Tên kế hoạch": "Kế hoạch cải cách năm 2026", "Số, ký hiệu": "12/KH-SNgV",
        "Ngày văn bản": "ngày 02 tháng 3 năm 2026", "Cơ quan ban hành": "Sở Ngoại vụ tỉnh Hà Tĩnh",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "issuer", "confidence"),
    [
        ("UBND TỈNH HÀ TĨNH\nKẾ HOẠCH\nCải cách\nI. CHUNG", "UBND tỉnh Hà Tĩnh", CLEAR),
        ("ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nKẾ HOẠCH\nCải cách\nI. CHUNG", "Ủy ban nhân dân tỉnh Hà Tĩnh", CLEAR),
        ("KẾ HOẠCH\nCải cách\nCăn cứ Luật, UBND tỉnh Hà Tĩnh ban hành Kế hoạch:\nI. CHUNG", "UBND tỉnh Hà Tĩnh", CLEAR),
        ("KẾ HOẠCH\nỞ tỉnh Hà Tĩnh\nCăn cứ Luật, UBND tỉnh ban hành Kế hoạch:\nI. CHUNG", "UBND tỉnh Hà Tĩnh", LOOK),
    ],
)  # fmt: skip
def test_who_issues_it(text, issuer, confidence):
    found = facts(text)["Cơ quan ban hành"]
    assert (found.value, found.confidence) == (issuer, confidence)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Báo cáo kết quả gửi về Sở Công Thương để tổng hợp.", "Sở Công Thương"),
        ("Gửi về Sở Văn hóa, Thể thao và Du lịch trước ngày 10/12 để tổng hợp.", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Giao Sở Nội vụ là đầu mối theo dõi việc thực hiện.", "Sở Nội vụ"),
        ("Sở Tài chính theo dõi, đôn đốc, tổng hợp kết quả thực hiện Kế hoạch.", "Sở Tài chính"),
        ("Báo cáo về Phòng Tổng hợp - Văn phòng để tổng hợp.", "Phòng Tổng hợp - Văn phòng"),
        ("Khó khăn, vướng mắc phản ánh về Sở Ngoại vụ để được hướng dẫn.", ""),
        ("Sở Tài chính chủ trì theo dõi, tổng hợp, báo cáo UBND tỉnh.", "Sở Tài chính"),
        ("Sở Tài chính chủ trì, bố trí kinh phí.", ""),
        ("Sở Tài chính chủ trì theo dõi, tổng hợp, báo cáo UBND tỉnh trước ngày 10/12.", "Sở Tài chính"),
    ],
)
def test_who_collects(text, name):
    assert [one.value for one in collector.read(plain(text), BODIES)] == ([name] if name else [])


def test_who_collects_under_its_heading():
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Sở Ngoại vụ\n- Theo dõi, đôn đốc, tổng hợp kết quả thực hiện Kế hoạch này."
    assert [one.value for one in collector.read(prose(text), BODIES)] == ["Sở Ngoại vụ"]


def test_several_that_collect_are_told():
    text = "Báo cáo gửi về Sở Công Thương để tổng hợp. Sở Nội vụ là đầu mối theo dõi việc khen thưởng."
    (found,) = collector.read(plain(text), BODIES)
    assert (found.value, found.confidence, codes(found)) == ("Sở Công Thương", LOOK, ["IMPORT_116"])
    assert found.notes[0].facts["names"] == "Sở Công Thương; Sở Nội vụ"


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Cải cách hành chính năm 2026", {"Năm mục tiêu": "2026"}),
        ("Cải cách hành chính năm 20261", {"Năm mục tiêu": "2026"}),
        ("Cải cách giai đoạn 2026 - 2030", {"Năm mục tiêu": "2026", "Năm đích": "2030"}),
        ("Thực hiện Nghị quyết số 02/NQ-CP ngày 05 tháng 01 năm 2024 trong năm 2025", {"Năm mục tiêu": "2025"}),
    ],
)
def test_the_years_of_a_name(title, years):
    found = facts(f"KẾ HOẠCH\n{title}\nI. MỤC TIÊU\n1. Nâng cao.")
    assert {name: one.value for name, one in found.items() if name.startswith("Năm")} == years


def test_years_in_so_many_words():
    years = "Năm cơ sở là năm 2024, năm thực hiện mục tiêu là năm 2025, năm đích là năm 2025."
    found = facts(f"KẾ HOẠCH\nCải cách{BODY}\n2. {years}")
    assert [found[name].value for name in ("Năm cơ sở", "Năm mục tiêu", "Năm đích")] == ["2024", "2025", "2025"]


def test_what_stands_beside_the_letterhead_is_neither_name_nor_issuer():
    lines = (
        "ỦY BAN NHÂN DÂN", "TỈNH TÂY NINH", "Số: 3/KH-UBND", "KẾ HOẠCH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Tây Ninh, ngày 10 tháng 01 năm", "2026", "", "Cải thiện môi trường năm 2026",
        "", "I. MỤC TIÊU",
    )  # fmt: skip
    assert facts("\n".join(lines))["Tên kế hoạch"].value == "Kế hoạch cải thiện môi trường năm 2026"
    report = facts("ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 300/BC-UBND\nBÁO CÁO\nKết quả thực hiện Kế hoạch năm 2025\n")
    assert report["Cơ quan ban hành"].value == "Ủy ban nhân dân tỉnh Sơn La"


@pytest.mark.parametrize(
    ("title", "issuer", "short"),
    [
        ("Kế hoạch chuyển đổi số tỉnh Lào Cai năm 2026", "UBND tỉnh Lào Cai", "chuyển đổi số Lào Cai 2026"),
        ("Kế hoạch phát triển lĩnh vực A năm 2026", "UBND tỉnh Nghệ An", "phát triển lĩnh vực A Nghệ An 2026"),
        ("Kế hoạch cải cách trên địa bàn tỉnh Cà Mau năm 2026", "UBND tỉnh Cà Mau", "cải cách Cà Mau 2026"),
    ],
)
def test_a_short_name_says_the_province_and_the_year_once(title, issuer, short):
    assert first_page.short_title(title, "", issuer, "2026") == short


def test_two_plans_in_one_file_are_asked_about():
    head = "UBND TỈNH HÀ TĨNH\nSố: {}/KH-UBND\nKẾ HOẠCH\nPhát triển lĩnh vực {} năm 2026\nI. NHIỆM VỤ\n1. Việc.\n"
    one, two = facts(head.format(11, "A"))["Số, ký hiệu"], facts(head.format(11, "A") + head.format(12, "B"))
    assert (one.confidence, codes(one)) == (CLEAR, [])
    number = two["Số, ký hiệu"]
    assert (number.value, number.confidence, codes(number)) == ("11/KH-UBND", ASK, ["IMPORT_134"])
    said = {"second": "Kế hoạch «Phát triển lĩnh vực B năm 2026» số 12/KH-UBND", "place": "dòng 8"}
    assert number.notes[0].facts == said


def test_a_decision_and_the_plan_it_issues_are_one():
    text = "UBND TỈNH HÀ TĨNH\nSố: 7/QĐ-UBND\nQUYẾT ĐỊNH\nVề việc ban hành Kế hoạch A\nĐiều 1. Ban hành Kế hoạch."
    found = facts(f"{text}\nKẾ HOẠCH\nA\n(Kèm theo Quyết định số 7/QĐ-UBND)\nI. NHIỆM VỤ")["Số, ký hiệu"]
    assert (found.value, found.confidence) == ("7/QĐ-UBND", CLEAR)
