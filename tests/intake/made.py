"""Files as other programs make them, and files that nobody should make."""

import io
import struct
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from typing import Any

import xlsxwriter
from openpyxl import Workbook

from tests.hostile.cfb import Tree, compound

Cells = Mapping[str, Any]


def by_xlsxwriter(cells: Cells, **sheets: Cells) -> bytes:
    """A workbook with the sheet «Phiếu» and others by name."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for name, content in {"Phiếu": cells, **sheets}.items():
        sheet = book.add_worksheet(name)
        for at, value in content.items():
            sheet.write(at, value)
    book.close()
    return buffer.getvalue()


def by_openpyxl(cells: Cells) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Phiếu"
    for at, value in cells.items():
        sheet[at] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def mail(
    files: Mapping[str, bytes], sender: str = "Sở Công Thương <SCT@hatinh.gov.vn>", body: str = "Kính gửi"
) -> bytes:
    """A mail with attachments, as Python's own library writes it (RFC 2231 names)."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, "songoaivu@hatinh.gov.vn", "Báo cáo"
    letter["Date"] = "Fri, 05 Dec 2025 08:30:00 +0700"
    letter.set_content(body)
    for name, data in files.items():
        letter.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(letter)


# -- mails of Outlook ----------------------------------------------------------------------------


def outlook(
    files: Mapping[str, bytes], sender: str = "sct@hatinh.gov.vn", inside: Tree | None = None, subject: str = ""
) -> bytes:
    """A mail as Outlook saves it ([MS-OXMSG]); ``inside``: another message sent along."""
    return compound(message(files, sender, 32, inside, subject))


def message(
    files: Mapping[str, bytes], sender: str, header: int, inside: Tree | None = None, subject: str = ""
) -> dict[str, Any]:
    """The storages of one message; ``header``: 32 bytes for a whole file, 24 for a message inside another."""
    attached: list[dict[str, Any]] = [
        _storage({0x3707: name}, {0x3701: data}, {0x3705: 1}, 8) for name, data in files.items()
    ]
    if inside is not None:
        attached.append(_storage({0x3707: "chuyển tiếp"}, {}, {0x3705: 5}, 8) | {"__substg1.0_3701000D": inside})
    when = 134_094_402_000_000_000  # 2025-12-05 01:30 UTC in steps of 100 ns since 1601
    own = _storage({0x001A: "IPM.Note", 0x5D01: sender, 0x0037: subject}, {}, {}, header, {0x0039: when}, len(attached))
    return own | {f"__attach_version1.0_#{n:08X}": one for n, one in enumerate(attached)}


def _storage(
    texts: Mapping[int, str], blobs: Mapping[int, bytes], numbers: Mapping[int, int], header: int,
    times: Mapping[int, int] | None = None, attachments: int = 0,
) -> dict[str, Any]:  # fmt: skip
    streams: dict[str, Any] = {}
    records = b""
    for tag, text in texts.items():
        data = text.encode("utf-16-le")
        streams[f"__substg1.0_{tag:04X}001F"] = data
        records += struct.pack("<HHLLL", 0x1F, tag, 6, len(data) + 2, 0)
    for tag, data in blobs.items():
        streams[f"__substg1.0_{tag:04X}0102"] = data
        records += struct.pack("<HHLLL", 0x102, tag, 6, len(data), 0)
    for tag, number in numbers.items():
        records += struct.pack("<HHLQ", 3, tag, 6, number)
    for tag, moment in (times or {}).items():
        records += struct.pack("<HHLQ", 0x40, tag, 6, moment)
    counts = struct.pack("<8x4L8x", 0, attachments, 0, attachments)[:header].ljust(header, b"\0")
    return streams | {"__properties_version1.0": counts + records}


# -- old Excel, a few hundred bytes of it ------------------------------------------------------------


def old_excel(*cells: tuple[int, int, str]) -> bytes:
    """An .xls (BIFF8) of the sheet «Phiếu» with texts at (row, column) from 0."""
    name = "Phiếu".encode("utf-16-le")
    sheet = _records(
        (0x809, struct.pack("<HHHHLL", 0x600, 0x10, 0x1F00, 1997, 0, 6)),
        *((0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))
          for row, column, text in cells),
        (0x0A, b""),
    )  # fmt: skip

    def globals_(sheet_at: int) -> bytes:
        return _records(
            (0x809, struct.pack("<HHHHLL", 0x600, 5, 0x1F00, 1997, 0, 6)), (0x42, struct.pack("<H", 1200)),
            (0x85, struct.pack("<LBBBB", sheet_at, 0, 0, len(name) // 2, 1) + name), (0x0A, b""),
        )  # fmt: skip

    return compound({"Workbook": (globals_(len(globals_(0))) + sheet).ljust(4096, b"\0")})


def _records(*pairs: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", number, len(data)) + data for number, data in pairs)
