"""Days of reporting in the words of plans: for whom, for which part of the year; and what is no such day."""

import unicodedata

import pytest

from kehoach_xl.documents.deadlines_said import read
from kehoach_xl.documents.thing import CLEAR, LOOK
from kehoach_xl.domain.deadlines import PARTS
from kehoach_xl.domain.timeframe import parse
from tests.documents.said import codes, plain, prose


def days(text: str) -> list[tuple[str, str, str]]:
    return [(one.name, one.timeframe, one.value) for one in read(plain(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Định kỳ hằng năm (trước ngày 20/11) báo cáo UBND tỉnh.", ("Năm", "", "trước ngày 20/11")),
        ("Hàng năm báo cáo cấp có thẩm quyền trước ngày 15/11.", ("Năm", "", "trước ngày 15/11")),
        ("Định kỳ hàng năm (trước ngày 08 tháng 11), báo cáo kết quả về Sở Ngoại vụ.",
         ("Năm", "trước ngày 08 tháng 11", "")),
        ("Gửi báo cáo năm về Văn phòng Sở chậm nhất ngày 10/12.", ("Năm", "chậm nhất ngày 10/12", "")),
        ("Các phòng gửi kết quả về Văn phòng Sở trước ngày 05 tháng sau.", ("Tháng", "trước ngày 05 tháng sau", "")),
        ("Báo cáo về Sở Nội vụ vào ngày 20 hàng tháng.", ("Tháng", "vào ngày 20 hàng tháng", "")),
        ("Báo cáo 9 tháng gửi Sở Tài chính trước ngày 15/9.", ("9 tháng", "trước ngày 15/9", "")),
        ("Báo cáo quý III gửi Sở Tài chính trước 20/9.", ("Quý III", "trước 20/9", "")),
        ("Báo cáo 6 tháng cuối năm về Sở Tài chính trước ngày 15/12.", ("6 tháng cuối năm", "trước ngày 15/12", "")),
        ("Báo cáo năm gửi UBND tỉnh (qua Sở Ngoại vụ) trước ngày 05/11.", ("Năm", "trước ngày 05/11", "")),
        ("Hằng năm, Sở Ngoại vụ tổng hợp, báo cáo Sở Tư pháp trước ngày 15/11.", ("Năm", "", "trước ngày 15/11")),
        ("Định kỳ hằng năm (15/01), các cơ quan báo cáo về Sở Nội vụ.", ("Năm", "15/01", "")),
        ("Định kỳ hằng tháng (ngày 20), các cơ quan báo cáo về Sở Nội vụ.", ("Tháng", "ngày 20", "")),
        ("Báo cáo chuyên đề 2 (ngày 10/02/2024) gửi về Sở Nội vụ.", ("Chuyên đề 2", "ngày 10/02/2024", "")),
    ],
)  # fmt: skip
def test_one_day(text, found):
    assert days(text) == [found]
    assert days(unicodedata.normalize("NFD", text)) == [found]


def test_two_days_in_one_sentence_belong_to_two_bodies():
    text = "Các sở gửi về Sở Ngoại vụ trước ngày 05/11 để tổng hợp, báo cáo UBND tỉnh trước ngày 15/11 hằng năm."
    assert days(text) == [("Năm", "trước ngày 05/11", ""), ("Năm", "", "trước ngày 15/11")]


@pytest.mark.parametrize(
    "text",
    [
        "Trước ngày 12 tháng 6 và ngày 12 tháng 12, báo cáo 06 tháng và 01 năm gửi về Sở Tài chính.",
        "Định kỳ 6 tháng (trước ngày 12 tháng 6) và năm (trước ngày 12 tháng 12) báo cáo về Sở Tài chính.",
        "Báo cáo 6 tháng trước ngày 12 tháng 6, báo cáo năm trước ngày 12 tháng 12, gửi về Sở Tài chính.",
    ],
)
def test_two_days_and_two_parts_of_the_year_go_in_pairs(text):
    found = [(one.name, one.timeframe.lower().removeprefix("trước ")) for one in read(plain(text))]
    assert found == [("6 tháng đầu năm", "ngày 12 tháng 6"), ("Năm", "ngày 12 tháng 12")]


def test_a_year_behind_the_last_day_of_a_list_is_not_put_into_the_words_of_the_others():
    first, second = read(plain("Trước ngày 10/6 và 10/12/2024 báo cáo 6 tháng và năm về Sở Tài chính."))
    assert (first.timeframe, first.confidence, codes(first)) == ("Trước ngày 10/6", LOOK, ["IMPORT_123"])
    assert (second.timeframe, second.confidence) == ("Trước 10/12/2024", CLEAR)


def test_days_that_come_once_are_special_reports_numbered_in_order():
    found = read(plain("Xây dựng Kế hoạch chi tiết, gửi về Sở Nội vụ trước ngày 28/02/2025. "
                       "Gửi danh mục dự án về Sở Nội vụ chậm nhất ngày 10/3/2025."))  # fmt: skip
    assert [(one.name, one.timeframe) for one in found] == [
        ("Chuyên đề 1", "trước ngày 28/02/2025"), ("Chuyên đề 2", "chậm nhất ngày 10/3/2025"),
    ]  # fmt: skip
    assert [one.notes[0].facts["what"] for one in found] == ["Kế hoạch chi tiết", "danh mục dự án"]


def test_a_list_of_days_of_one_year_that_come_once_keeps_the_year_in_each():
    found = read(plain("Gửi danh mục dự án về Sở Nội vụ trước ngày 10/3 và 10/9/2025."))
    assert [(one.name, one.timeframe) for one in found] == [
        ("Chuyên đề 1", "trước ngày 10/3/2025"), ("Chuyên đề 2", "trước 10/9/2025"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hằng quý, gửi báo cáo về Sở Công Thương trước ngày 25 của tháng cuối quý.",
         ["trước ngày 25/3", "trước ngày 25/6", "trước ngày 25/9", "trước ngày 25/12"]),
        ("Báo cáo về Sở Công Thương chậm nhất ngày 15 tháng đầu quý sau.",
         ["chậm nhất ngày 15/4", "chậm nhất ngày 15/7", "chậm nhất ngày 15/10", "chậm nhất ngày 15/1"]),
    ],
)  # fmt: skip
def test_a_day_of_every_quarter_is_four_days(text, words):
    found = read(plain(text))
    assert [one.name for one in found] == ["Quý I", "Quý II", "Quý III", "Quý IV"]
    assert [one.timeframe for one in found] == words
    assert [codes(one) for one in found] == [["IMPORT_124"]] * 4


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("Gửi báo cáo về Sở Nội vụ trước ngày 15/6.", "6 tháng đầu năm", ["IMPORT_120"]),
        ("Gửi báo cáo về Sở Nội vụ trước ngày 15/11.", "Năm", ["IMPORT_120"]),
        ("Hằng năm báo cáo kết quả trước ngày 15/11.", "Năm", ["IMPORT_121"]),
    ],
)
def test_what_a_sentence_leaves_open_is_told(text, name, why):
    (found,) = read(plain(text))
    assert (found.name, found.confidence, codes(found)) == (name, LOOK, why)


def test_the_digit_of_a_footnote_glued_to_the_year_is_left_out():
    assert days("Gửi kế hoạch về Sở Nội vụ trước ngày 28/02/20251.") == [("Chuyên đề 1", "trước ngày 28/02/2025", "")]
    assert days("Gửi kế hoạch về Sở Nội vụ trước ngày 28 tháng 02 năm 20251.") == [
        ("Chuyên đề 1", "trước ngày 28 tháng 02 năm 2025", "")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Báo cáo số 12/BC-UBND ngày 05 tháng 01 năm 2024 của Chính phủ.",
        "Căn cứ Nghị quyết số 02/NQ-CP ngày 05/01/2024, các sở báo cáo UBND tỉnh.",
        "Báo cáo UBND tỉnh: xếp hạng 25/34, trước đó 20/63.",
        "Báo cáo Bộ Công Thương: trước 25/34, nay 20/63.",
        "Số liệu tính đến ngày 14/12 được báo cáo về Sở Nội vụ.",
        "Ngày 12/10/2023, UBND tỉnh tổ chức họp mặt và nghe báo cáo.",
        "Hoàn thành lắp đặt trước ngày 30/9/2025.",
        "Định kỳ (hoặc đột xuất theo đề nghị) báo cáo tình hình gửi về Sở Công Thương.",
        "Báo cáo về Sở Nội vụ trước ngày 45/11.",
    ],
)
def test_what_is_no_day_of_reporting(text):
    assert days(text) == []


def test_the_day_of_a_task_beside_a_day_of_reporting_is_none():
    text = "Tham mưu Đề án trước ngày 30/9/2025; tổng hợp, báo cáo UBND tỉnh trước ngày 15/12 hằng năm."
    assert days(text) == [("Năm", "", "trước ngày 15/12")]


def test_the_same_day_said_twice_is_one():
    text = "Hằng năm báo cáo UBND tỉnh trước ngày 15/11. Hàng năm báo cáo UBND tỉnh trước ngày 15/11."
    assert len(days(text)) == 1


def test_every_day_can_be_read_as_one_and_every_part_is_known():
    texts = "Hằng quý, gửi báo cáo về Sở A trước ngày 25 tháng cuối quý.\nNăm: báo cáo năm về Sở A trước 5/11."
    for one in read(prose(texts)):
        assert one.name in PARTS and parse(one.timeframe).kind == "before"


@pytest.mark.parametrize(
    ("text", "year", "found"),
    [
        ("Sở Nội vụ tổng hợp, báo cáo UBND tỉnh trước ngày 20/12/2026.", "2026", ("Năm", "", "trước ngày 20/12")),
        ("Sở Nội vụ tổng hợp, báo cáo UBND tỉnh trước ngày 20/12/2026.", "2025",
         ("Chuyên đề 1", "", "trước ngày 20/12/2026")),
        ("Sở Nội vụ trình UBND tỉnh dự thảo báo cáo trước ngày 20/12/2026.", "2026",
         ("Chuyên đề 1", "", "trước ngày 20/12/2026")),
        ("Các sở báo cáo về Sở Nội vụ trước ngày 20/12/2026.", "2026", ("Chuyên đề 1", "trước ngày 20/12/2026", "")),
    ],
)  # fmt: skip
def test_a_day_of_the_plan_s_own_year_is_the_yearly_one_of_the_collecting_body(text, year, found):
    (day,) = read(plain(text), year)
    assert (day.name, day.timeframe, day.value, day.confidence) == (*found, LOOK)
