"""Goals in numbers in the words of plans."""

import unicodedata

import pytest

from kehoach_xl.documents import registers
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.figures_said import read
from kehoach_xl.documents.thing import CLEAR, LOOK
from tests.documents.said import codes, prose

BODIES = Bodies(registers.register("ha-tinh-2025"))


def figures(line: str, rest: str = "") -> list[tuple[str, str, str, str, str]]:
    text = f"I. MỤC TIÊU NĂM 2024\n1. {line}\nII. NHIỆM VỤ\n{rest}"
    return [(one.code, one.name, one.value, one.year, one.leads) for one in read(prose(text), BODIES)]


@pytest.mark.parametrize(
    ("line", "name", "value", "year"),
    [
        ("Hội viên năm 2025 tăng ít nhất 10% so với năm 2024.", "Hội viên tăng so với năm 2024", "≥ 10 %", "2025"),
        ("Số vụ việc tăng dưới 10%.", "Số vụ việc tăng", "< 10 %", "2024"),
        ("Tỷ lệ hồ sơ đúng hạn đạt trên 99,5%.", "Tỷ lệ hồ sơ đúng hạn", "> 99,5 %", "2024"),
        ("Tỷ lệ hồ sơ đúng hạn đạt từ 90% trở lên.", "Tỷ lệ hồ sơ đúng hạn", "≥ 90 %", "2024"),
        ("Phấn đấu số lớp tập huấn đạt tối thiểu 02 lớp.", "Số lớp tập huấn", "≥ 2 lớp", "2024"),
        ("Thời gian giải quyết giảm không quá 5 ngày.", "Thời gian giải quyết giảm", "≤ 5 ngày", "2024"),
    ],
)  # fmt: skip
def test_a_figure(line, name, value, year):
    assert figures(line) == [("I.1.1", name, value, year, "")]
    assert figures(unicodedata.normalize("NFD", line)) == [("I.1.1", name, value, year, "")]


@pytest.mark.parametrize(
    "line",
    [
        "PCI xếp hạng từ 22 - 25.",
        "PCI đạt từ 70 điểm trở lên.",
        "Thực hiện đạt và vượt các mục tiêu tại Quyết định số 1403/QĐ-UBND ngày 12 tháng 8 năm 2022.",
        "Giảm tỷ lệ doanh nghiệp tạm ngừng hoạt động.",
        "Phát triển đến năm 2030.",
    ],
)
def test_what_is_no_figure(line):
    assert figures(line) == []


def test_numbers_outside_the_goals_are_none():
    text = "I. TÌNH HÌNH\n1. Số vốn tăng ít nhất 10% so với cùng kỳ."
    assert read(prose(text), BODIES) == []


def test_two_figures_of_one_sentence_are_numbered_and_led():
    line = "Số lớp tập huấn (trực tuyến) tăng ít nhất 10%; số đơn thư tăng dưới 5%."
    rest = "1. Giao Sở Nội vụ chủ trì theo dõi về số lớp tập huấn; Sở Tài chính chủ trì theo dõi số vốn."
    assert figures(line, rest) == [
        ("I.1.1", "Số lớp tập huấn (trực tuyến) tăng", "≥ 10 %", "2024", "Sở Nội vụ"),
        ("I.1.2", "Số đơn thư tăng", "< 5 %", "2024", ""),
    ]


def test_nobody_who_follows_it_is_told():
    (found,) = read(prose("I. MỤC TIÊU NĂM 2024\n1. Số đơn thư tăng dưới 5%."), BODIES)
    assert (found.confidence, codes(found)) == (LOOK, ["IMPORT_132"])


def test_a_figure_with_all_in_one_paragraph():
    line = "Chỉ tiêu III.2.a. Số lớp tập huấn: ít nhất 10% trong năm 2025; cơ quan theo dõi: Sở Nội vụ, Sở Tài chính."
    (found,) = read(prose(f"I. MỤC TIÊU\n- {line}"), BODIES)
    assert (found.code, found.name, found.value, found.year) == ("III.2.a", "Số lớp tập huấn", "≥ 10 %", "2025")
    assert (found.leads, found.confidence) == ("Sở Nội vụ; Sở Tài chính", CLEAR)


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("100% cơ quan có kết nối mạng.", "Cơ quan có kết nối mạng", "≥ 100 %"),
        ("Phấn đấu ít nhất 90% số hồ sơ được số hóa.", "Hồ sơ được số hóa", "≥ 90 %"),
    ],
)
def test_a_figure_that_begins_with_its_limit(line, name, value):
    assert figures(line) == [("I.1.1", name, value, "2024", "")]


@pytest.mark.parametrize("heading", ["MỤC TIÊU", "MỤC TIÊU CỤ THỂ", "CHỈ TIÊU"])
def test_the_year_of_the_plan_s_name_where_no_other_is_said(heading):
    (found,) = read(prose(f"I. {heading}\n1. Tỷ lệ hồ sơ đạt tối thiểu 80%."), BODIES, "2026")
    assert (found.name, found.value, found.year, found.confidence) == ("Tỷ lệ hồ sơ", "≥ 80 %", "2026", LOOK)
    assert codes(found) == ["IMPORT_117", "IMPORT_132"]
