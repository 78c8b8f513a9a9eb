"""Nothing that people type becomes a header by accident, and no file goes under a name that hides what it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.header_text import file_name, line, name_problems, paragraphs, subject_problems

LINES = [
    ("Báo cáo 6 tháng", "Báo cáo 6 tháng"),
    ("Báo cáo\r\nBcc: ai-do@x.vn", "Báo cáo Bcc: ai-do@x.vn"),
    ("Báo cáo\nX", "Báo cáo X"),
    ("Báo\rcáo", "Báo cáo"),
    ("Báo\x0bcáo\x0cX\x85Y\u2028Z\u2029", "Báo cáo X Y Z"),
    ("Báo\x00cáo\x1b[31m", "Báocáo[31m"),
    ("a\u202egpj.exe", "agpj.exe"),
    ("a\ud800b", "ab"),
    ("  Báo \u00a0 cáo\t", "Báo cáo"),
    (unicodedata.normalize("NFD", "Đề nghị"), "Đề nghị"),
]
NAMES = [
    ("2025-H2_STC_So-Tai-chinh.xlsx", "2025-H2_STC_So-Tai-chinh.xlsx"),
    ("Phiếu báo cáo Sở Tài chính.xlsx", "Phiếu báo cáo Sở Tài chính.xlsx"),
    (unicodedata.normalize("NFD", "Phiếu.xlsx"), "Phiếu.xlsx"),
    ("phieu\u202exslx.exe", "phieuxslx.exe"),
    ("phieu\r\n.xlsx", "phieu.xlsx"),
    ("../../etc/passwd", "etc-passwd"),
    ("C:\\mật\\a.xlsx", "C-mật-a.xlsx"),
    ('a"; filename="b.exe', "a-; filename=-b.exe"),
    ("CON.xlsx", "_CON.xlsx"), ("aux", "_aux"), ("com1.tar.gz", "_com1.tar.gz"), ("console.xlsx", "console.xlsx"),
    ("phiếu. . .", "phiếu"),
    ("", "tep-dinh-kem"), ("\u202e", "tep-dinh-kem"), (".xlsx", "xlsx"),
    ("ữ" * 300 + ".xlsx", "ữ" * 115 + ".xlsx"),
    ("a." + "b" * 300, "a." + "b" * 118),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "shown"), LINES)
def test_a_header_is_one_line(typed, shown):
    assert line(typed) == shown


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_a_name_can_be_saved_anywhere(name, shown):
    assert file_name(name) == shown


def test_what_was_taken_out_is_said():
    assert [one.text for one in subject_problems("Báo cáo\r\nBcc: ai-do@x.vn")] == [
        "Tiêu đề thư có chỗ xuống dòng hoặc ký tự ẩn; thư đi với tiêu đề «Báo cáo Bcc: ai-do@x.vn»."
    ]
    assert [one.text for one in name_problems("phieu\u202exslx.exe")] == [
        "Tên tệp «phieuxslx.exe» có ký tự không dùng được hoặc quá dài; trong thư tệp có tên «phieuxslx.exe»."
    ]


PLAIN = ["Báo cáo", "  Báo  cáo\u00a0số 1 ", unicodedata.normalize("NFD", "Đề nghị"), "Báo\tcáo"]


@pytest.mark.parametrize("plain", PLAIN)
def test_blanks_and_composed_letters_are_nothing_to_say(plain):
    assert subject_problems(plain) == ()


def test_a_body_keeps_its_lines_and_nothing_that_hides():
    assert paragraphs("Kính gửi\r\n\r\n- một\r- hai\u2028\x00\u202e\tba\x1b") == "Kính gửi\n\n- một\n- hai\n\tba"


@given(st.text(max_size=300))
def test_whatever_stands_there_is_plain_afterwards(text):
    assert "\n" not in line(text) and "\r" not in line(text) and line(line(text)) == line(text)
    name = file_name(text)
    assert file_name(name) == name
    assert 0 < len(name) <= 120 and not set(name) & set('<>:"/\\|?*\r\n') and name == name.strip(" .")
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in name + line(text))
