"""A goal in numbers as a document words it, and as it is shown."""

import unicodedata

import pytest

from kehoach_xl.domain.figure import Limit, read_limit
from kehoach_xl.domain.values import Unclear


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("tăng ít nhất 10%", Limit("≥", 10, "%")),
        ("tăng ít nhất 10% so với năm 2023", Limit("≥", 10, "%")),
        ("Tăng dưới 10 %", Limit("<", 10, "%")),
        ("dưới 10 phần trăm", Limit("<", 10, "%")),
        ("không quá 5", Limit("≤", 5)),
        ("không vượt quá 5", Limit("≤", 5)),
        ("giảm còn 3%", Limit("≤", 3, "%")),
        ("tối thiểu 02 lớp", Limit("≥", 2, "lớp")),
        ("không dưới 5 lớp/năm", Limit("≥", 5, "lớp/năm")),
        ("trên 95%", Limit(">", 95, "%")),
        ("vượt 20 bậc", Limit(">", 20, "bậc")),
        ("90% trở lên", Limit("≥", 90, "%")),
        ("từ 90% trở lên", Limit("≥", 90, "%")),
        ("từ 3 trở xuống", Limit("≤", 3)),
        ("đạt 68,5 điểm", Limit("≥", 68.5, "điểm")),
        ("đạt 68.5 điểm", Limit("≥", 68.5, "điểm")),
        ("đạt 100%", Limit("≥", 100, "%")),
        ("tăng 150%", Limit("≥", 150, "%")),
        ("1.350 doanh nghiệp", Limit("≥", 1350, "doanh nghiệp")),
        ("trên 1,5 triệu USD", Limit(">", 1.5, "triệu USD")),
        ("từ 22 đến 25", Limit("–", 22, "", 25)),
        ("từ 22 - 25", Limit("–", 22, "", 25)),
        ("từ 90% đến 95%", Limit("–", 90, "%", 95)),
        ("≥ 10 %", Limit("≥", 10, "%")),
        (">= 10%", Limit("≥", 10, "%")),
        ("< 10 %", Limit("<", 10, "%")),
        ("<= 10 %", Limit("≤", 10, "%")),
    ],
)
def test_a_limit_in_words_and_in_signs(words, limit):
    assert read_limit(words) == limit
    assert read_limit(unicodedata.normalize("NFD", words)) == limit


@pytest.mark.parametrize(
    ("limit", "shown"),
    [
        (Limit("≥", 10, "%"), "≥ 10 %"),
        (Limit("<", 10, "%"), "< 10 %"),
        (Limit("≥", 68.5, "điểm"), "≥ 68,5 điểm"),
        (Limit("≤", 1350, "doanh nghiệp"), "≤ 1.350 doanh nghiệp"),
        (Limit("–", 22, "", 25), "22–25"),
        (Limit(">", 1350), "> 1.350"),
    ],
)
def test_a_limit_is_shown_as_it_is_read(limit, shown):
    assert str(limit) == shown
    assert read_limit(shown) == limit


@pytest.mark.parametrize("words", ["", "hai mươi", "25 - 22", "ít nhất 22 đến 25", "10% 20%", "1.350 điểm", "x" * 200])
def test_what_is_no_limit_is_not_guessed(words):
    assert isinstance(read_limit(words), Unclear)


@pytest.mark.parametrize(
    ("limit", "value", "met", "lacks"),
    [
        (Limit("≥", 10, "%"), 10, True, 0),
        (Limit("≥", 10, "%"), 9.9, False, 0.1),
        (Limit(">", 10, "%"), 10, False, 0),
        (Limit(">", 10, "%"), 10.1, True, 0),
        (Limit("<", 10, "%"), 9.99, True, 0),
        (Limit("<", 10, "%"), 10, False, 0),
        (Limit("<", 10, "%"), 12.5, False, 2.5),
        (Limit("≤", 5), 5, True, 0),
        (Limit("≤", 5), 6, False, 1),
        (Limit("–", 22, "", 25), 22, True, 0),
        (Limit("–", 22, "", 25), 25, True, 0),
        (Limit("–", 22, "", 25), 26, False, 1),
        (Limit("–", 22, "", 25), 20, False, 2),
    ],
)
def test_a_result_against_its_limit(limit, value, met, lacks):
    assert (limit.met(value), limit.lacks(value)) == (met, lacks)
