"""A letter as bytes: what stands in it, what never can."""

import re
from email import message_from_bytes
from email import policy as policies
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.errors import Stop
from kehoach_xl.mail.eml import message_of, new_message_id, over_limit, problems_of, tidied
from tests.mail.made_letters import AWKWARD, BODY, CALENDAR, LETTER, LONG_NAME, SENDER, letter

HEADS = ["Content-Type", "MIME-Version", "From", "To", "Subject", "Date", "Message-ID"]


def modern(raw):
    return message_from_bytes(raw, policy=policies.default)


def words_in(part):
    return part.get_content().replace("\r\n", "\n")


def sender_of(raw):
    """(name, address) as Python's older parser reads them: the newer one puts blanks between the words of a name."""
    name, address = parseaddr(message_from_bytes(raw)["From"])
    return str(make_header(decode_header(name))), address


def test_a_letter_reads_like_this():
    small = letter(subject="Báo cáo", body="Kính gửi", attachments=(("Phiếu.xlsx", b"PK"),), calendar=CALENDAR)
    assert message_of(small, draft=True).decode("ascii").split("\r\n") == [
        'Content-Type: multipart/mixed; boundary="=_kh_b66cf7032a81185cf1885d04"',
        "MIME-Version: 1.0",
        "From: =?utf-8?b?U+G7nyBOZ2/huqFpIHbhu6UgdOG7iW5oIEjDoCBUxKluaA==?=",
        " <songoaivu@hatinh.gov.vn>",
        "To: vanthu@stc.gov.vn",
        "Subject: =?utf-8?b?QsOhbyBjw6Fv?=",
        "Date: Wed, 01 Oct 2025 08:30:00 +0700",
        f"Message-ID: {LETTER.message_id}",
        "X-Unsent: 1",
        "",
        "--=_kh_b66cf7032a81185cf1885d04",
        'Content-Type: text/plain; charset="utf-8"',
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "K=C3=ADnh g=E1=BB=ADi",
        "",
        "--=_kh_b66cf7032a81185cf1885d04",
        "Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;",
        ' name="Phieu.xlsx"',
        "Content-Disposition: attachment;",
        " filename*=utf-8''Phi%E1%BA%BFu.xlsx",
        "Content-Transfer-Encoding: base64",
        "",
        "UEs=",
        "",
        "--=_kh_b66cf7032a81185cf1885d04",
        "Content-Type: text/calendar;",
        " charset=utf-8; method=PUBLISH;",
        ' name="han-nop.ics"',
        "Content-Disposition: attachment;",
        ' filename="han-nop.ics"',
        "Content-Transfer-Encoding: base64",
        "",
        "QkVHSU46VkNBTEVOREFSDQpWRVJTSU9OOjIuMA0KRU5EOlZDQUxFTkRBUg0K",
        "",
        "--=_kh_b66cf7032a81185cf1885d04--",
        "",
    ]


def test_the_same_letter_is_the_same_bytes():
    assert message_of(LETTER) == message_of(LETTER)
    assert message_of(LETTER, draft=True) != message_of(LETTER)


def test_only_a_draft_says_it_is_unsent():
    assert modern(message_of(LETTER)).keys() == HEADS
    assert modern(message_of(LETTER, draft=True)).keys() == [*HEADS, "X-Unsent"]


def test_a_draft_may_lack_a_sender_and_a_letter_may_not():
    draft = modern(message_of(letter(sender="", sender_name="", to=()), draft=True))
    assert (draft["From"], draft["To"], draft["X-Unsent"]) == (None, None, "1")
    assert stopped(letter(sender="")) == "MAIL_015"
    assert stopped(letter(to=())) == "MAIL_016"


def stopped(envelope, draft=False):
    with pytest.raises(Stop) as stop:
        message_of(envelope, draft)
    return stop.value.message.code


@pytest.mark.parametrize("kind", AWKWARD)
def test_lines_are_short_plain_and_end_with_both_signs(kind):
    """RFC 5321 takes lines of 998 octets; 78 is what everybody is sure to show."""
    raw = message_of(AWKWARD[kind])
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    head = raw.partition(b"\r\n\r\n")[0]
    lines = [one for one in raw.split(b"\r\n") if not one.startswith(b"Content-Type: application/vnd.")]
    assert max(map(len, lines)) <= 78
    words = re.findall(rb"=\?utf-8\?[bq]\?[^?]*\?=", head)
    assert all(len(word) <= 75 for word in words)
    for word in words:  # whole letters in each (RFC 2047, 5)
        message_from_bytes(b"Subject: " + word + b"\n\n", policy=policies.strict)["Subject"]


# -- nothing is a header by accident --------------------------------------------------------------------

LINE_ENDS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x00\r\n", "\r\n\r\n", "\n\x00", "\r\r\n"]


@pytest.mark.parametrize("end", LINE_ENDS)
@pytest.mark.parametrize("field", ["subject", "sender_name"])
def test_a_line_end_in_a_text_begins_no_header(field, end):
    sly = letter(**{field: f"Báo cáo{end}Bcc: ai-do@x.vn{end}{end}<b>x"}, attachments=())
    found = modern(message_of(sly))
    assert sorted(found.keys()) == sorted([*HEADS, "Content-Transfer-Encoding"])
    assert "Bcc: ai-do@x.vn" in str(found["Subject" if field == "subject" else "From"])
    assert words_in(found) == BODY


@pytest.mark.parametrize("end", LINE_ENDS)
@pytest.mark.parametrize("field", ["sender", "to", "cc", "message_id", "in_reply_to"])
def test_a_line_end_in_an_address_or_an_id_stops_the_letter(field, end):
    value = {"message_id": "<a@x.vn{}>", "in_reply_to": "<a@x.vn{}>"}.get(field, "a@x.vn{}").format(
        f"{end}Bcc: ai-do@x.vn"
    )
    assert stopped(letter(**{field: (value,) if field in ("to", "cc") else value})) == "MAIL_010"


BAD_ADDRESSES = ["a@x.vn, b@x.vn", "a", "a@x.vn>", "ă@x.vn", "a@x.vn;b@x.vn", "a\u202e@x.vn", "a@x.vn\x00"]


@pytest.mark.parametrize("bad", BAD_ADDRESSES)
def test_one_address_is_one_address(bad):
    assert stopped(letter(to=(bad,))) == "MAIL_010"
    assert stopped(letter(cc=("a@x.vn", bad))) == "MAIL_010"


@pytest.mark.parametrize("bad", ["a@x.vn", "<a@x.vn", "<a b@x.vn>", "<a><b>", "<>", "<ă@x.vn>", "<" + "a" * 901 + ">"])
def test_an_id_is_an_id(bad):
    assert stopped(letter(message_id=bad)) == "MAIL_010"


def test_what_stops_a_letter_is_told_on_one_line():
    with pytest.raises(Stop) as stop:
        message_of(letter(to=("a@x.vn\r\nBcc: b@x.vn",)))
    assert stop.value.message.text == "Địa chỉ «a@x.vn Bcc: b@x.vn» không hợp lệ nên thư chưa được tạo."


def test_the_sender_may_be_typed_in_capitals():
    assert modern(message_of(letter(sender="SoNgoaiVu@HATINH.gov.vn")))["From"].addresses[0].addr_spec == (
        "SoNgoaiVu@hatinh.gov.vn"
    )


# -- names of files ---------------------------------------------------------------------------------------


def names(raw):
    return [part.get_filename() for part in modern(raw).iter_attachments()]


@pytest.mark.parametrize(
    ("given", "arrives"),
    [
        ("phieu\u202exslx.exe", "phieuxslx.exe"),
        ("phieu\u2066xslx\u2069.exe", "phieuxslx.exe"),
        ('a.xlsx"\r\nContent-Type: text/html\r\n\r\n<script>', "a.xlsx- Content-Type- text-html -script"),
        ("../../a.xlsx", "a.xlsx"),
        ("ữ" * 400 + ".xlsx", "ữ" * 115 + ".xlsx"),
        ("", "tep-dinh-kem"),
        ("a\ud800.xlsx", "a.xlsx"),
        (LONG_NAME, LONG_NAME),
    ],
)
def test_a_name_arrives_without_what_hides_or_breaks_it(given, arrives):
    raw = message_of(letter(attachments=((given, b"1"),)))
    assert names(raw) == [arrives]
    assert [one.code for one in problems_of(letter(attachments=((given, b"1"),)))] == ["MAIL_012"] * (given != arrives)


def test_two_files_of_one_name_are_told_apart():
    files = (("a.xlsx", b"1"), ("A.xlsx", b"2"), ("a.xlsx", b"3"), ("tệp", b"4"), ("tệp", b"5"))
    assert names(message_of(letter(attachments=files))) == ["a.xlsx", "A (2).xlsx", "a (3).xlsx", "tệp", "tệp (2)"]


def test_a_file_never_goes_as_something_that_is_opened_by_itself():
    files = (("a.html", b"<script>"), ("a.eml", b"x"), ("a.exe", b"MZ"), ("a.js", b"x"), ("a.xlsx", b"PK"))
    kinds = [part.get_content_type() for part in modern(message_of(letter(attachments=files))).iter_attachments()]
    assert kinds == ["application/octet-stream"] * 4 + [
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ]


# -- size, number, problems -------------------------------------------------------------------------------


def test_the_limit_counts_the_letter_as_it_travels():
    raw = message_of(letter(attachments=(("a.xlsx", b"\x00" * 3 * 1024 * 1024),)))
    assert over_limit(raw, 4.2) is None
    assert over_limit(raw, 4).text == "Thư nặng 4,2 MB, quá mức 4 MB của máy chủ thư nên chưa được gửi."
    assert over_limit(b"x" * 1024, 1 / 1024) is None
    assert over_limit(b"x" * 1025, 1 / 1024) is not None


def test_a_letter_keeps_its_number():
    assert new_message_id("form|2025-H2/STC/01", SENDER, "fta") == (
        "<kh.271e779a7e0d50f958c88ac9d750051b@hatinh.gov.vn>"
    )


def test_letters_plans_and_senders_have_numbers_of_their_own():
    ids = {
        new_message_id(one, sender, plan)
        for one in ("form|2025-H2/STC/01", "form|2025-H2/STC/02", "remind|2025-H2|STC|1")
        for sender in (SENDER, "a@x.vn", "")
        for plan in ("fta", "ddci")
    }
    assert len(ids) == 18
    assert sum(one.endswith("@kehoach.invalid>") for one in ids) == 6


def test_what_is_left_out_is_said():
    sly = letter(subject="Báo cáo\nBcc: x", attachments=(("a\u202e.xlsx", b"1"), ("b.xlsx", b"2")))
    assert [one.code for one in problems_of(sly)] == ["MAIL_011", "MAIL_012"]
    assert problems_of(LETTER) == problems_of(tidied(sly)) == ()


# -- anything at all --------------------------------------------------------------------------------------

TEXT = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(
    ["Báo cáo", "\r\n", "\n", "Bcc: a@x.vn", "=?utf-8?q?x?=", "\u202e", " ", "ế" * 30, "a" * 90, ";", '"', "<", "\x00",
     "🌾", "--=_kh_", "\ud800", "=", "."]), max_size=8).map("".join))  # fmt: skip


@given(TEXT, TEXT, TEXT, TEXT)
def test_whatever_is_typed_the_letter_says_it_and_nothing_else(name, subject, body, file):
    envelope = letter(sender_name=name, subject=subject, body=body, attachments=((file, b"PK\r\n.\r\n"),))
    raw, goes = message_of(envelope), tidied(envelope)
    found = modern(raw)
    assert [one for one in HEADS if one != "Subject" or goes.subject] == found.keys()
    assert str(found["Subject"] or "") == goes.subject
    assert sender_of(raw) == (goes.sender_name, SENDER)
    words, attached = found.iter_parts()
    assert words_in(words).rstrip("\n") == goes.body.rstrip("\n")
    assert (attached.get_filename(), attached.get_content()) == (goes.attachments[0][0], b"PK\r\n.\r\n")
