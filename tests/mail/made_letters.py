"""Letters as small as they can be, and the awkward ones."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from kehoach_xl.mail.eml import Envelope, new_message_id

SENT = datetime(2025, 10, 1, 8, 30, tzinfo=timezone(timedelta(hours=7)))
SENDER = "songoaivu@hatinh.gov.vn"
SUBJECT = "[KH 2025-H2/STC/01 J78D] Đề nghị báo cáo kết quả thực hiện Kế hoạch FTA Index, 6 tháng cuối năm 2025"
BODY = """Kính gửi: Sở Tài chính

Đề nghị quý cơ quan điền phiếu gửi kèm và gửi lại trước ngày 05/11/2025.
.
From dòng này và dòng = này thư đi nguyên vẹn.
"""
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
FORM = ("Phiếu báo cáo Sở Tài chính.xlsx", b"PK\x03\x04\x00\xff\r\n.\r\n")
LETTER = Envelope(
    "Sở Ngoại vụ tỉnh Hà Tĩnh", SENDER, ("vanthu@stc.gov.vn",), (), SUBJECT, BODY, (FORM,),
    new_message_id("form|2025-H2/STC/01", SENDER, "fta"), SENT,
)  # fmt: skip


def letter(**changed: Any) -> Envelope:
    """The letter with some fields replaced."""
    return replace(LETTER, **changed)


LONG_NAME = "Phụ lục kết quả thực hiện nhiệm vụ, giải pháp nâng cao chỉ số thành phần (bản cuối, đã ký) số 1.xlsx"
# Every envelope that has to arrive as it was meant; as it goes, so that what others read can be compared with it.
AWKWARD = {
    "plain": letter(),
    "no files": letter(attachments=()),
    "all ASCII": letter(sender_name="So Ngoai vu", subject="Bao cao", body="Kinh gui", attachments=(("a.xlsx", b"x"),)),
    "no name": letter(sender_name=""),
    "name with marks": letter(sender_name='Phòng "HTQT", Sở Ngoại vụ <tỉnh>'),
    "ASCII name with marks": letter(sender_name='Phong "HTQT", So; Ngoai <vu> (1)'),
    "long name": letter(sender_name="Ban Chỉ đạo nâng cao năng lực cạnh tranh cấp tỉnh và thực thi các hiệp định"),
    "many": letter(to=tuple(f"vanthu{n}@stc.gov.vn" for n in range(40)), cc=("a@x.vn", "b@x.vn")),
    "long subject": letter(subject=SUBJECT + " của các sở, ban, ngành, địa phương" * 8),
    "subject of one word": letter(subject="A" * 300),
    "subject like an encoded word": letter(subject="=?utf-8?B?QmPDoQ==?= là gì"),
    "ASCII like an encoded word": letter(subject="=?utf-8?B?QmPDoQ==?="),
    "subject in pieces": letter(subject="[KH 1] a ế b ế c  Đ x".replace("  ", " ")),
    "astral letters": letter(subject="Kế hoạch 🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾🌾 𝔘", body="🌾\n"),
    "long lines": letter(body="Kết quả " * 400 + "\n" + "x" * 5000 + "\n"),
    "dots and from": letter(body=".\n..\n.x\nFrom x\n>From y\n--=_kh_\n"),
    "two files": letter(attachments=(FORM, ("Công văn số 12.docx", b"docx"))),
    "long file name": letter(attachments=((LONG_NAME, b"1"),)),
    "file name with marks": letter(attachments=(("a; b=c' (100%) #1 [x], ế&.xlsx", b"1"), ("d'e.xlsx", b"2"))),
    "mail in a mail": letter(attachments=(("thư.eml", b"From: a@x.vn\r\n\r\nx"), ("a.html", b"<b>x</b>"))),
    "empty file": letter(attachments=(("trống.xlsx", b""),)),
    "large file": letter(attachments=(("a.zip", bytes(range(256)) * 4096),)),
    "no dot": letter(attachments=(("tệp", b"1"),)),
    "calendar": letter(calendar=CALENDAR),
    "answer": letter(in_reply_to="<abc.def@stc.gov.vn>", attachments=()),
    "letters of IDN": letter(to=("vanthu@xn--ngoiv-l11bwt.vn",), sender="a@xn--ngoiv-l11bwt.vn"),
}  # fmt: skip
