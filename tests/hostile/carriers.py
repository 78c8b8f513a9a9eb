"""Mails and archives: what carries the forms, and what is built to look like it."""

import io
import zipfile
from email.message import EmailMessage
from email.utils import format_datetime

from tests.hostile.cfb import compound
from tests.hostile.formats import PNG
from tests.hostile.kit import (
    ACCEPTED,
    CONTAINER,
    DUPLICATE,
    FOREIGN,
    QUARANTINED,
    UNREADABLE,
    Kit,
    kind,
    packed,
)  # fmt: skip

XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
SENDER = "vanthu.snnmt@hatinh.gov.vn"


def letter(
    kit: Kit, *attached: tuple[str, bytes], sender: str = SENDER, text: str = "Kính gửi báo cáo."
) -> EmailMessage:
    """A mail with these attachments, dated as the next file of the kit."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Văn thư <{sender}>", "dieuphoi@hatinh.gov.vn", "Báo cáo tiến độ"
    mail["Date"] = format_datetime(kit.moment())
    mail.set_content(text)
    for name, data in attached:
        mail.add_attachment(data, maintype=XLSX[0], subtype=XLSX[1], filename=name)
    return mail


@kind("a mail with the form and the signed letter", files={
    "thu.eml": (CONTAINER, "INTAKE_070"), "thu.eml › phiếu báo cáo.xlsx": (ACCEPTED, "MERGE_001"),
    "thu.eml › công văn.pdf": (UNREADABLE, "GATE_022")})  # fmt: skip
def mail_with_form(kit: Kit) -> dict[str, bytes]:
    mail = letter(kit, ("phiếu báo cáo.xlsx", kit.filled()))
    mail.add_attachment(b"%PDF-1.7\n", maintype="application", subtype="pdf", filename="công văn.pdf")
    return {"thu.eml": bytes(mail)}


@kind("a mail with the forms of two agencies", files={
    "thu.eml": (CONTAINER, "INTAKE_070"), "thu.eml › a.xlsx": (ACCEPTED, "MERGE_001"),
    "thu.eml › b.xlsx": (ACCEPTED, "MERGE_001")})  # fmt: skip
def mail_with_two(kit: Kit) -> dict[str, bytes]:
    return {"thu.eml": bytes(letter(kit, ("a.xlsx", kit.filled()), ("b.xlsx", kit.other())))}


@kind("a mail with the same form attached twice", files={
    "thu.eml": (CONTAINER, "INTAKE_070"), "thu.eml › a.xlsx": (ACCEPTED, "MERGE_001"),
    "thu.eml › a (1).xlsx": (DUPLICATE, "MERGE_003")})  # fmt: skip
def mail_with_same_twice(kit: Kit) -> dict[str, bytes]:
    data = kit.filled()
    return {"thu.eml": bytes(letter(kit, ("a.xlsx", data), ("a (1).xlsx", data)))}


@kind("a mail forwarded as an attachment of a mail", files={
    "thu.eml": (CONTAINER, "INTAKE_070"), "thu.eml › Báo cáo tiến độ.eml": (CONTAINER, "INTAKE_070"),
    "thu.eml › Báo cáo tiến độ.eml › phieu.xlsx": (ACCEPTED, "MERGE_001")})  # fmt: skip
def mail_in_mail(kit: Kit) -> dict[str, bytes]:
    outer = letter(kit, sender="canbo@hatinh.gov.vn")
    outer.add_attachment(letter(kit, ("phieu.xlsx", kit.filled())))
    return {"thu.eml": bytes(outer)}


@kind("a mail with a picture in its signature", files={
    "thu.eml": (CONTAINER, "INTAKE_070"), "thu.eml › phieu.xlsx": (ACCEPTED, "MERGE_001")})  # fmt: skip
def mail_with_logo(kit: Kit) -> dict[str, bytes]:
    mail = letter(kit, ("phieu.xlsx", kit.filled()))
    mail.add_attachment(PNG, maintype="image", subtype="png", filename="logo.png", cid="<logo>", disposition="inline")
    return {"thu.eml": bytes(mail)}


@kind("a mail that reports in its text, without a form", UNREADABLE, "INTAKE_071", file="thu.eml")
def mail_without_form(kit: Kit) -> bytes:
    return bytes(letter(kit))


@kind("a mail cut in the middle of its attachment", files={
    "thu.eml": (CONTAINER, "INTAKE_070"), "thu.eml › phieu.xlsx": (UNREADABLE, "GATE_007")})  # fmt: skip
def mail_cut(kit: Kit) -> dict[str, bytes]:
    data = bytes(letter(kit, ("phieu.xlsx", kit.filled())))
    return {"thu.eml": data[: data.rindex(b"\n", 0, 2 * len(data) // 3)]}


@kind("an attachment named ../../x.xlsx, and one with a drive", files={
    "thu.eml": (CONTAINER, "INTAKE_070"), "thu.eml › x.xlsx": (ACCEPTED, "MERGE_001"),
    "thu.eml › y.xlsx": (ACCEPTED, "MERGE_001")})  # fmt: skip
def mail_climbing(kit: Kit) -> dict[str, bytes]:
    return {"thu.eml": bytes(letter(kit, ("../../x.xlsx", kit.filled()), ("C:\\Windows\\y.xlsx", kit.other())))}


@kind("a mail whose parts nest 2,000 deep", UNREADABLE, "INTAKE_076", file="thu.eml")
def mail_deep(kit: Kit) -> bytes:
    head = b"From: a@b.vn\r\nTo: c@d.vn\r\nDate: Mon, 01 Dec 2025 08:00:00 +0700\r\nMIME-Version: 1.0\r\n"
    parts = (b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(2_000))
    return head + b"".join(parts) + b"Content-Type: text/plain\r\n\r\nx\r\n"


@kind("a mail of 3,000 attachments", UNREADABLE, "INTAKE_076", file="thu.eml")
def mail_many(kit: Kit) -> bytes:
    head = b"From: a@b.vn\r\nTo: c@d.vn\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    part = b"--b\r\nContent-Type: a/b\r\nContent-Disposition: attachment; filename=a.xlsx\r\n\r\nx\r\n"
    return head + part * 3_000 + b"--b--\r\n"


# -- Outlook ------------------------------------------------------------------------------------------------


def outlook(attached: dict[str, bytes]) -> bytes:
    """A .msg by hand ([MS-OXMSG]): a sender and these attachments."""
    text = lambda value: value.encode("utf-16-le")
    tree: dict[str, object] = {
        "__properties_version1.0": bytes(8) + 2 * len(attached).to_bytes(4, "little") + bytes(16)
        + _property(0x5D01, len(text(SENDER)) + 2),
        "__substg1.0_5D01001F": text(SENDER), "__substg1.0_0037001F": text("Báo cáo tiến độ"),
        "__nameid_version1.0": {"__substg1.0_00020102": b"", "__substg1.0_00030102": b"", "__substg1.0_00040102": b""},
    }  # fmt: skip
    for number, (name, data) in enumerate(attached.items()):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8) + _property(0x3701, len(data), 0x0102)
            + _property(0x3707, len(text(name)) + 2) + _property(0x3705, 1, 0x0003),
            "__substg1.0_37010102": data, "__substg1.0_3707001F": text(name),
        }  # fmt: skip
    return compound(tree)


def _property(tag: int, size: int, kind_: int = 0x001F) -> bytes:
    return (tag << 16 | kind_).to_bytes(4, "little") + bytes(4) + size.to_bytes(4, "little") + bytes(4)


@kind("a mail saved by Outlook (.msg)", files={
    "thu.msg": (CONTAINER, "INTAKE_070"), "thu.msg › phiếu.xlsx": (ACCEPTED, "MERGE_001")})  # fmt: skip
def outlook_mail(kit: Kit) -> dict[str, bytes]:
    return {"thu.msg": outlook({"phiếu.xlsx": kit.filled()})}


@kind("a .msg without attachments", UNREADABLE, "INTAKE_071", file="thu.msg")
def outlook_empty(kit: Kit) -> bytes:
    return outlook({})


@kind("a .msg whose attachment is cut", files={
    "thu.msg": (CONTAINER, "INTAKE_070"), "thu.msg › phiếu.xlsx": (UNREADABLE, "GATE_007")})  # fmt: skip
def outlook_cut(kit: Kit) -> dict[str, bytes]:
    return {"thu.msg": outlook({"phiếu.xlsx": kit.filled()[:7000]})}


# -- archives -------------------------------------------------------------------------------------------------


@kind("an archive with two forms and notes", files={
    "phieu.zip": (CONTAINER, "INTAKE_070"), "phieu.zip › Sở NN/a.xlsx": (ACCEPTED, "MERGE_001"),
    "phieu.zip › b.xlsx": (ACCEPTED, "MERGE_001"), "phieu.zip › ghi chú.txt": (FOREIGN, "MERGE_010")})  # fmt: skip
def archive(kit: Kit) -> dict[str, bytes]:
    return {
        "phieu.zip": packed(
            {"Sở NN/a.xlsx": kit.filled(), "b.xlsx": kit.other(), "ghi chú.txt": "xin chào các anh chị"}
        )
    }


@kind("an archive in an archive", files={
    "phieu.zip": (CONTAINER, "INTAKE_070"), "phieu.zip › trong.zip": (CONTAINER, "INTAKE_070"),
    "phieu.zip › trong.zip › a.xlsx": (ACCEPTED, "MERGE_001")})  # fmt: skip
def nested_archive(kit: Kit) -> dict[str, bytes]:
    return {"phieu.zip": packed({"trong.zip": packed({"a.xlsx": kit.filled()})})}


@kind("archives within archives, deeper than anybody packs", files={
    "phieu.zip": (CONTAINER, "INTAKE_070"), "phieu.zip › 1.zip": (CONTAINER, "INTAKE_070"),
    "phieu.zip › 1.zip › 2.zip": (CONTAINER, "INTAKE_070"),
    "phieu.zip › 1.zip › 2.zip › 3.zip": (UNREADABLE, "INTAKE_072")})  # fmt: skip
def deep_archive(kit: Kit) -> dict[str, bytes]:
    data = packed({"a.xlsx": kit.filled()})
    for name in ("4.zip", "3.zip", "2.zip", "1.zip"):
        data = packed({name: data})
    return {"phieu.zip": data}


@kind("a nested zip bomb: ten archives, each of a part of 90 MB", files={
    "bom.zip": (CONTAINER, "INTAKE_070"), **{f"bom.zip › {n}.zip": (UNREADABLE, "GATE_012") for n in range(10)},
})  # fmt: skip
def nested_bomb(kit: Kit) -> dict[str, bytes]:
    inner = packed({"a.bin": bytes(90 << 20)})
    return {"bom.zip": packed({f"{n}.zip": _comment(inner, n) for n in range(10)})}


def _comment(data: bytes, number: int) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as package:
        package.comment = b"%d" % number
    return buffer.getvalue()


@kind("an archive that holds itself once more (a quine in effect): the same archive a hundred times", files={
    "phieu.zip": (UNREADABLE, "INTAKE_073")})  # fmt: skip
def wide_archive(kit: Kit) -> dict[str, bytes]:
    return {"phieu.zip": packed({f"{n}.zip": packed({"a.txt": f"{n}"}) for n in range(300)})}


@kind("an archive locked by a password", "locked", "INTAKE_063", file="khoa.zip")
def locked_archive(kit: Kit) -> bytes:
    from tests.hostile.packages import raw_zip

    return raw_zip([("a.xlsx", kit.filled(), {"flags": 1})])


@kind("an archive with a climbing name and an absolute one: names are only names", files={
    "phieu.zip": (CONTAINER, "INTAKE_070"), "phieu.zip › ../../a.xlsx": (ACCEPTED, "MERGE_001"),
    "phieu.zip › /etc/b.xlsx": (ACCEPTED, "MERGE_001")})  # fmt: skip
def climbing_archive(kit: Kit) -> dict[str, bytes]:
    return {"phieu.zip": packed({"../../a.xlsx": kit.filled(), "/etc/b.xlsx": kit.other()})}


@kind("an archive cut by the mail", UNREADABLE, "GATE_007", file="phieu.zip")
def cut_archive(kit: Kit) -> bytes:
    return packed({"a.xlsx": kit.filled()})[:-40]


@kind("an empty archive", UNREADABLE, "INTAKE_071", file="phieu.zip")
def empty_archive(kit: Kit) -> bytes:
    return packed({})


@kind("a form whose identity was edited, inside a mail", files={
    "thu.eml": (CONTAINER, "INTAKE_070"), "thu.eml › phieu.xlsx": (QUARANTINED, "MERGE_011")})  # fmt: skip
def forged_in_mail(kit: Kit) -> dict[str, bytes]:
    def touch(book, sheet) -> None:
        book["_kehoach"]["B2"].value = "0" * 64

    return {"thu.eml": bytes(letter(kit, ("phieu.xlsx", kit.filled(touch=touch))))}
