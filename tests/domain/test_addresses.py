"""What a cell of addresses gives: those a letter can go to, and a sentence for each piece that is none."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.addresses import read_addresses, readable

GOOD = [
    ("vanthu@stp.hatinh.gov.vn", ["vanthu@stp.hatinh.gov.vn"]),
    ("VanThu@STP.HaTinh.gov.VN", ["VanThu@stp.hatinh.gov.vn"]),
    ("a@x.vn; b@x.vn, c@x.vn\nd@x.vn e@x.vn", ["a@x.vn", "b@x.vn", "c@x.vn", "d@x.vn", "e@x.vn"]),
    ("a @ x.vn", ["a@x.vn"]),
    ("a@x.vn; A@X.vn", ["a@x.vn"]),
    ("a@x.vn;;\u00a0;\n", ["a@x.vn"]),
    ("a@x.vn.", ["a@x.vn"]),
    ("mailto:a@x.vn", ["a@x.vn"]),
    ("Văn thư Sở Tư pháp <a@x.vn>; ông B <b@x.vn>", ["a@x.vn", "b@x.vn"]),
    ('"Nguyễn Văn A, Sở Tư pháp" <a@x.vn>', ["a@x.vn"]),
    ("a@x.vn <a@x.vn>", ["a@x.vn"]),
    ("a@x.vn (ông A, phòng 2)", ["a@x.vn"]),
    ("ａ＠ｘ．ｖｎ", ["a@x.vn"]),  # letters as wide as an ideograph
    ("\u202aa@x.vn\u202c", ["a@x.vn"]),  # as Windows copies it out of a list of contacts
    ("van\u200bthu@x.vn", ["vanthu@x.vn"]),
    ("vanthu@ngoạivụ.vn", ["vanthu@xn--ngoiv-l11bwt.vn"]),
    (unicodedata.normalize("NFD", "vanthu@ngoạivụ.vn"), ["vanthu@xn--ngoiv-l11bwt.vn"]),
    ("vanthu@XN--ngoiv-l11bwt.vn", ["vanthu@xn--ngoiv-l11bwt.vn"]),
    ("phan.mem+bao_cao@x-y.com.vn", ["phan.mem+bao_cao@x-y.com.vn"]),
    ("", []),
    (" ;\n, ", []),
]
BAD = [
    ("vanthu", ["MAIL_001"]),
    ("@x.vn", ["MAIL_001"]),
    ("a@", ["MAIL_001"]),
    ("a@b@x.vn", ["MAIL_001"]),
    (".a@x.vn", ["MAIL_001"]),
    ("a..b@x.vn", ["MAIL_001"]),
    ("khác@x.vn <a@x.vn>", ["MAIL_002", "MAIL_001"]),  # which of the two is meant is not known
    ("vănthư@x.vn", ["MAIL_002"]),
    ("điềuphối@x.vn", ["MAIL_002"]),
    ("van\u202ethu@x.vn", ["MAIL_003"]),
    ("a\x00b@x.vn", ["MAIL_003"]),
    ("a\ud800b@x.vn", ["MAIL_003"]),
    ("a\U000e0041@x.vn", ["MAIL_003"]),  # a letter nobody sees
    ("a@x", ["MAIL_004"]),
    ("a@x..vn", ["MAIL_004"]),
    ("a@-x.vn", ["MAIL_004"]),
    ("a@x_y.vn", ["MAIL_004"]),
    ("a@[127.0.0.1]", ["MAIL_004"]),
    ("a@127.0.0.1", ["MAIL_004"]),
    ("a@xn--zzzzzzz99.vn", ["MAIL_004"]),
    ("a@" + "ơ" * 70 + ".vn", ["MAIL_004"]),
    ("a" * 65 + "@x.vn", ["MAIL_005"]),
    ("a@" + ".".join(["b" * 60] * 5) + ".vn", ["MAIL_005"]),
    ("vаnthu@x.vn", ["MAIL_006"]),  # а of Cyrillic
    ("vanthu@hаtinh.gov.vn", ["MAIL_006"]),
    ("vanthu@ηatinh.vn", ["MAIL_006"]),  # η of Greek
    ("a@XN--80ak6aa92e.com", ["MAIL_006"]),  # «аррӏе», every letter of Cyrillic
]


@pytest.mark.parametrize(("cell", "found"), GOOD)
def test_addresses_are_read(cell, found):
    assert read_addresses(cell) == (tuple(found), ())


@pytest.mark.parametrize(("cell", "codes"), BAD)
def test_what_is_no_address_is_told(cell, codes):
    found, problems = read_addresses(cell)
    assert (found, [one.code for one in problems]) == ((), codes)
    assert all(str(one).isprintable() for one in problems)


def test_the_good_ones_of_a_cell_are_read_beside_the_others():
    found, problems = read_addresses("a@x.vn; vănthư@x.vn; b@x.vn; vănthư@x.vn")
    assert found == ("a@x.vn", "b@x.vn")
    assert [one.text for one in problems] == [
        "Địa chỉ «vănthư@x.vn» có chữ có dấu trước dấu @ nên máy chủ thư không nhận."
    ]


def test_marks_before_the_at_are_asked_about_not_taken_off():
    (problem,) = read_addresses("Điềuphối@x.vn")[1]
    assert problem.todo == "Hỏi lại cơ quan địa chỉ đúng (có thể là dieuphoi@x.vn)."


def test_a_letter_of_another_alphabet_is_named():
    (problem,) = read_addresses("vаnthu@x.vn")[1]
    assert problem.text == (
        "Địa chỉ «vаnthu@x.vn» có chữ cái không thuộc bảng chữ Latinh (а), trông giống nhưng là địa chỉ khác."
    )


def test_a_domain_is_shown_with_its_letters():
    assert readable("vanthu@xn--ngoiv-l11bwt.vn") == "vanthu@ngoạivụ.vn"
    assert readable("a@x.vn") == "a@x.vn"
    assert readable("a@xn--zzzzzzz99.vn") == "a@xn--zzzzzzz99.vn"


PIECES = st.sampled_from([
    "a", "@", "x.vn", "b@x.vn", ";", ",", " ", "\n", "\r\n", "\t", "<", ">", '"', "(", ")", "ă", "đ", "а", "\u202e",
    "\u200b", "\x00", "xn--", "..", "-", "mailto:", "Bcc: ", ":", "ngoạivụ.vn",
])  # fmt: skip


@given(st.one_of(st.lists(PIECES, max_size=10).map("".join), st.text(max_size=40)))
def test_an_address_is_plain_and_says_the_same_when_read_again(cell):
    """Whatever a cell holds, nothing can leave through an address but one plain address."""
    found, _ = read_addresses(cell)
    for one in found:
        assert one.isascii() and one.isprintable() and not set(one) & set(" <>,;:\"()\\[]")
        assert one.count("@") == 1
        assert read_addresses(one) == ((one,), ())
        assert read_addresses(readable(one)) == ((one,), ())


def test_a_whole_cell_of_excel_is_read_at_once():
    cell = "<" + "a" * 32_000
    (problem,) = read_addresses(cell)[1]
    assert (problem.code, len(str(problem)) < 250) == ("MAIL_001", True)
