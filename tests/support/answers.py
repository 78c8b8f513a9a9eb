"""How agencies answer a letter with a form: renamed, forwarded, with two files, inside the text, packed, from another
address, under another subject. Letters are made by Python's own library, as no program of ours would make them."""

import email
import io
import zipfile
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from pathlib import Path

from tests.workflows.office import Answers, at, fill

HER = "tonghop@sct.example"
PDF = b"%PDF-1.7\n%%EOF\n"


@dataclass(frozen=True)
class Got:
    """What an agency got: the letter's subject and number, and the form in it."""

    to: str
    subject: str
    message_id: str
    name: str
    form: bytes


def got(data: bytes, to: str) -> Got:
    """A letter as it arrived, taken apart by Python's library."""
    mail = email.message_from_bytes(data, policy=policy.default)
    [form] = [part for part in mail.iter_attachments() if str(part.get_filename()).endswith(".xlsx")]
    return Got(to, str(mail["Subject"]), str(mail["Message-ID"]), str(form.get_filename()), form.get_content())


def filled(one: Got, folder: Path, answers: Answers, day: int = 8) -> bytes:
    """The form filled in by hand and saved on a day of December."""
    source, target = folder / "phieu.xlsx", folder / "da-dien.xlsx"
    source.write_bytes(one.form)
    return fill(source, target, answers, at(day)).read_bytes()


def letter(sender: str, subject: str, number: int, day: int = 10, **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Văn thư <{sender}>", HER, subject
    mail["Date"] = at(day)
    mail["Message-ID"] = f"<{number}.{day}@{sender.partition('@')[2]}>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content("Kính gửi Sở Công Thương,\nXin gửi báo cáo.\n")
    return mail


def attach(mail: EmailMessage, name: str, data: bytes, place: str = "attachment") -> EmailMessage:
    mail.add_attachment(
        data, maintype="application", subtype="vnd.openxmlformats-officedocument.spreadsheetml.sheet", filename=name,
        disposition=place,
    )  # fmt: skip
    return mail


def renamed(one: Got, form: bytes, number: int) -> list[EmailMessage]:
    return [attach(letter(one.to, f"Re: {one.subject}", number), "Báo cáo bản cuối (1).xlsx", form)]


def forwarded(one: Got, form: bytes, number: int) -> list[EmailMessage]:
    """The officer sent it to the office, which sends the whole letter on."""
    inner = attach(letter(f"canbo.{one.to}", "Phiếu đã điền", number, day=9), one.name, form)
    outer = letter(one.to, f"Fwd: {one.subject}", number)
    outer.add_attachment(inner)
    return [outer]


def with_two(one: Got, form: bytes, number: int) -> list[EmailMessage]:
    mail = letter(one.to, f"RE: {one.subject}", number)
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="Công văn có chữ ký.pdf")
    return [attach(mail, one.name, form)]


def inline(one: Got, form: bytes, number: int) -> list[EmailMessage]:
    """As Apple Mail does: the file stands in the text."""
    return [attach(letter(one.to, f"Trả lời: {one.subject}", number), one.name, form, "inline")]


def packed(one: Got, form: bytes, number: int) -> list[EmailMessage]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"Báo cáo/{one.name}", form)
    mail = letter(one.to, f"Re: {one.subject}", number)
    mail.add_attachment(buffer.getvalue(), maintype="application", subtype="zip", filename="Báo cáo.zip")
    return [mail]


def from_home(one: Got, form: bytes, number: int) -> list[EmailMessage]:
    """From an address nobody knows; the mark in the subject tells."""
    return [attach(letter(f"canbo{number}@gmail.com", f"Re: {one.subject}", number), one.name, form)]


def new_subject(one: Got, form: bytes, number: int) -> list[EmailMessage]:
    """A new letter; the address tells."""
    return [attach(letter(one.to, "Báo cáo của xã", number), "BC.xlsx", form)]


def answered_elsewhere(one: Got, form: bytes, number: int) -> list[EmailMessage]:
    """Another address, another subject; the letter answered tells."""
    mail = letter(f"canbo{number}@gmail.com", "gửi chị", number, In_Reply_To=one.message_id)
    return [attach(mail, one.name, form)]


def twice(one: Got, form: bytes, number: int) -> list[EmailMessage]:
    """The blank form by mistake, then the right one; and the same letter again on the next day."""
    first = attach(letter(one.to, f"Re: {one.subject}", number, day=9), one.name, one.form)
    second = [attach(letter(one.to, f"Re: {one.subject}", number, day=day), one.name, form) for day in (10, 11)]
    return [first, *second]


KINDS = (renamed, forwarded, with_two, inline, packed, from_home, new_subject, answered_elsewhere, twice)
