"""What is inside mails and archives: every file under the name its sender meant, with whose mail it was."""

import struct
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart

import pytest

from kehoach_xl.intake.arrived import CONTAINER, LOCKED, UNREADABLE
from kehoach_xl.intake.opened import Opened
from kehoach_xl.intake.opening import open_file
from tests.intake.made import by_xlsxwriter, mail, message, outlook, zipped

FORM = by_xlsxwriter({"A1": "Kết quả"})
SENT = datetime(2025, 12, 5, 1, 30, tzinfo=UTC)


def names(found: Opened) -> list[str]:
    assert found.state == CONTAINER, found.problem
    return [one.name for one in found.inner]


# -- mails --------------------------------------------------------------------------------------------


def test_a_mail_gives_its_attachments_its_sender_and_its_date() -> None:
    found = open_file(mail({"Phiếu báo cáo.xlsx": FORM, "công văn.pdf": b"%PDF-1.7"}), "thư.eml")
    assert [(one.name, one.data, one.sender, one.sent) for one in found.inner] == [
        ("Phiếu báo cáo.xlsx", FORM, "sct@hatinh.gov.vn", SENT),
        ("công văn.pdf", b"%PDF-1.7", "sct@hatinh.gov.vn", SENT),
    ]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="=?UTF-8?B?UGhp4bq_dS54bHN4?="'.replace("_", "/"), "Phiếu.xlsx"),
        ('attachment; filename="=?utf-8?Q?Phi=E1=BA=BFu_b=C3=A1o?= =?utf-8?Q?_c=C3=A1o.xlsx?="', "Phiếu báo cáo.xlsx"),
        ("attachment; filename*=UTF-8''Phi%E1%BA%BFu.xlsx", "Phiếu.xlsx"),
        ("attachment; filename*0*=UTF-8''Phi%E1%BA; filename*1*=%BFu.xlsx", "Phiếu.xlsx"),
        ('attachment; filename="..\\\\..\\\\Windows\\\\phieu.xlsx"', "phieu.xlsx"),
        ('attachment; filename="/etc/passwd"', "passwd"),
        ("attachment", "tệp không tên"),
        ('attachment; filename="=?nonsense?X?zzz?="', "=?nonsense?X?zzz?="),
    ],
)
def test_names_of_attachments_in_all_their_spellings(header: str, name: str) -> None:
    letter = MIMEMultipart()
    letter["From"], letter["To"] = "a@b.vn", "c@d.vn"
    part = MIMEBase("application", "octet-stream")
    part.set_payload(FORM)
    part["Content-Transfer-Encoding"] = "binary"
    part.add_header("Content-Disposition", header)
    letter.attach(part)
    data = b"From: a@b.vn\nTo: c@d.vn\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
    data += f"Content-Type: application/octet-stream\nContent-Disposition: {header}\n\nabc\n--x--\n".encode()
    assert names(open_file(data, "thư.eml")) == [name]


def test_raw_utf8_in_a_header_is_a_name_too() -> None:
    data = mail({"phieu.xlsx": FORM}).replace(b"phieu.xlsx", "Phiếu.xlsx".encode())
    assert names(open_file(data, "thư.eml")) == ["Phiếu.xlsx"]


def test_a_forwarded_mail_is_a_file_of_its_own() -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "x@y.vn", "Báo cáo quý"
    inner.add_attachment(FORM, maintype="application", subtype="octet-stream", filename="phiếu.xlsx")
    letter = EmailMessage()
    letter["From"], letter["To"] = "a@b.vn", "c@d.vn"
    letter.set_content("xem thư kèm")
    letter.add_attachment(inner)
    found = open_file(bytes(letter), "thư.eml")
    assert names(found) == ["Báo cáo quý.eml"]
    again = open_file(found.inner[0].data, "trong")
    assert [(one.name, one.data, one.sender) for one in again.inner] == [("phiếu.xlsx", FORM, "x@y.vn")]


def test_pictures_of_the_letter_and_signatures_are_no_files() -> None:
    letter = EmailMessage()
    letter["From"], letter["To"] = "a@b.vn", "c@d.vn"
    letter.set_content("x")
    letter.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo>", filename="logo.png")
    letter.add_attachment(b"sig", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    letter.add_attachment(FORM, maintype="application", subtype="octet-stream", filename="phiếu.xlsx")
    found = open_file(bytes(letter), "thư.eml")
    assert names(found) == ["phiếu.xlsx"]
    assert [str(note) for note in found.notes] == ["Đã bỏ qua 2 ảnh, chữ ký trong lời thư."]


def test_a_mail_without_attachments_says_so() -> None:
    found = open_file(mail({}), "thư.eml")
    assert (found.state, found.problem and found.problem.code) == (UNREADABLE, "INTAKE_071")


@pytest.mark.parametrize(
    "data",
    [
        b"From: a@b.vn\nTo: c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nno end",
        b"From: a\nTo: b\nDate: 99 Xyz 12345\n\nx",
        b"From: \xff\xfe\nTo: b\nContent-Type: multipart/mixed\n\nx",
        b"From: a\nTo: b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"From: a\nTo: b\nContent-Type: application/octet-stream; name*0*=x''%ff; name*9=\n\nx",
        b"From: a\nTo: b\n" + b"".join(b"X-%d: 1\n" % n for n in range(5000)) + b"\nx",
    ],
)
def test_a_broken_mail_is_a_value(data: bytes) -> None:
    found = open_file(data, "thư.eml")
    assert found.state in (UNREADABLE, CONTAINER)
    assert found.problem is not None


@pytest.mark.parametrize("rest", [1, 2, 3])
def test_an_attachment_cut_in_the_middle_is_damaged_and_no_table_of_its_base64_letters(rest: int) -> None:
    """So many letters are left of the last group of four; of one alone Python decodes nothing at all."""
    form = mail_cut({"phiếu.xlsx": FORM}, rest)
    inner = open_file(form, "thư.eml").inner[0]
    problem = open_file(inner.data, inner.name).problem
    assert problem is not None
    assert (inner.name, inner.data[:2], problem.code) == ("phiếu.xlsx", b"PK", "GATE_007")


def test_a_table_cut_in_the_middle_of_its_base64_is_said_of_the_mail() -> None:
    problem = open_file(mail_cut({"bảng.csv": b"a;b;c\n" * 100}, 1), "thư.eml").problem
    assert problem is not None
    assert problem.code == "INTAKE_076"
    assert "«bảng.csv» bị cắt giữa chừng" in str(problem)


def mail_cut(files: dict[str, bytes], rest: int) -> bytes:
    """A mail of one file whose base64 ends after whole groups of four and ``rest`` letters more."""
    head, body, _ = mail(files).rsplit(b"\n\n", 2)
    letters = b"".join(body.split())
    return head + b"\n\n" + letters[: len(letters) // 8 * 4 + rest] + b"\n"


# -- Outlook ------------------------------------------------------------------------------------------


def test_a_mail_of_outlook_gives_its_attachments_its_sender_and_its_date() -> None:
    found = open_file(outlook({"Phiếu báo cáo.xlsx": FORM}), "thư.msg")
    assert [(one.name, one.data, one.sender, one.sent) for one in found.inner] == [
        ("Phiếu báo cáo.xlsx", FORM, "sct@hatinh.gov.vn", datetime(2025, 12, 5, 20, 30, tzinfo=UTC))
    ]


def test_a_mail_inside_a_mail_of_outlook_gives_its_own() -> None:
    data = outlook({}, inside=message({"phiếu.xlsx": FORM}, "x@y.vn", 24))
    found = open_file(data, "thư.msg")
    assert [(one.name, one.data, one.sender) for one in found.inner] == [("chuyển tiếp › phiếu.xlsx", FORM, "x@y.vn")]


def test_files_of_a_mail_carry_its_subject_and_of_a_mail_of_outlook_inside_another_both() -> None:
    assert [one.subject for one in open_file(mail({"phiếu.xlsx": FORM}), "thư.eml").inner] == ["Báo cáo"]
    inside = message({"phiếu.xlsx": FORM}, "x@y.vn", 24, subject="Đã\r\nđiền")
    found = open_file(outlook({"a.pdf": b"%PDF"}, inside=inside, subject="FW: Phiếu"), "thư.msg")
    assert {one.name: one.subject for one in found.inner} == {
        "a.pdf": "FW: Phiếu", "chuyển tiếp › phiếu.xlsx": "Đã điền ‹ FW: Phiếu",
    }  # fmt: skip


@pytest.mark.parametrize("length", [600, 2000, 4000, 6000])
def test_a_mail_of_outlook_cut_short_is_a_value(length: int) -> None:
    found = open_file(outlook({"phiếu.xlsx": FORM})[:length], "thư.msg")
    assert found.state in (UNREADABLE, CONTAINER)
    assert found.problem is not None


# -- archives -----------------------------------------------------------------------------------------


def test_an_archive_gives_its_files_with_their_folders() -> None:
    found = open_file(zipped({"Sở Công Thương/phiếu.xlsx": FORM, "đọc.txt": b"x"}), "a.zip")
    assert [(one.name, one.data) for one in found.inner] == [("Sở Công Thương/phiếu.xlsx", FORM), ("đọc.txt", b"x")]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Phiếu.xlsx".encode(), "Phiếu.xlsx"),  # UTF-8 that does not say so
        ("Báo cáo.xlsx".encode("cp1258"), "Báo cáo.xlsx"),  # what Windows in Vietnam writes
        (b"a\\b.xlsx", "a\\b.xlsx"),
        (b"../../phieu.xlsx", "../../phieu.xlsx"),  # a label, never a path
    ],
)
def test_names_in_archives_as_their_packers_meant_them(raw: bytes, name: str) -> None:
    held = b"n" * len(raw)
    found = open_file(zipped({held.decode(): b"x"}).replace(held, raw), "a.zip")
    assert names(found) == [name]


def test_folders_and_what_programs_leave_are_no_files() -> None:
    files = {"a/": b"", "__MACOSX/._x.xlsx": b"x", "a/~$phieu.xlsx": b"x", "Thumbs.db": b"x", "a/phieu.xlsx": b"x"}
    assert names(open_file(zipped(files), "a.zip")) == ["a/phieu.xlsx"]


def test_the_same_name_twice_is_two_files() -> None:
    data = zipped({"phieu.xlsx": b"one", "phiev.xlsx": b"two"}).replace(b"phiev", b"phieu")
    assert [(one.name, one.data) for one in open_file(data, "a.zip").inner] == [
        ("phieu.xlsx", b"one"),
        ("phieu.xlsx", b"two"),
    ]


def test_an_archive_with_a_password_asks_for_it() -> None:
    data = bytearray(zipped({"phieu.xlsx": b"x"}))
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        where = bytes(data).index(mark) + at
        data[where] |= 1
    found = open_file(bytes(data), "a.zip")
    assert (found.state, found.problem and found.problem.code) == (LOCKED, "INTAKE_063")


def test_an_archive_packed_in_another_way_says_so() -> None:
    found = open_file(zipped({"phieu.xlsx": b"x" * 100}, zipfile.ZIP_LZMA), "a.zip")
    assert found.problem is not None
    assert found.problem.code == "INTAKE_041"


def test_archives_are_bounded_in_number_and_size() -> None:
    many = open_file(zipped({f"{n}.txt": b"x" for n in range(201)}), "a.zip")
    bomb = open_file(zipped({"a.txt": bytes(50 << 20)}), "a.zip")
    lie = bytearray(zipped({"a.txt": bytes(9 << 20)}))
    at = lie.index(b"PK\x01\x02") + 24
    lie[at : at + 4] = struct.pack("<L", 1000)
    lying = open_file(bytes(lie), "a.zip")
    assert [one.problem and one.problem.code for one in (many, bomb, lying)] == ["INTAKE_073", "GATE_012", "GATE_012"]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "INTAKE_044"),
        ({"Index/Document.iwa": b"x"}, "INTAKE_051"),
        ({}, "INTAKE_071"),
    ],
)
def test_other_packages_are_named(files: dict[str, bytes], code: str) -> None:
    found = open_file(zipped(files), "a.zip")
    assert (found.state, found.problem and found.problem.code) == (UNREADABLE, code)
