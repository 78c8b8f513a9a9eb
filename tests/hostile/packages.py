"""Packages that lie: zip archives no honest program writes, and those that mails cut or spoil."""

import struct
import zipfile
import zlib
from io import BytesIO

from tests.hostile.kit import (
    ACCEPTED,
    CONTAINER,
    FOREIGN,
    SHEET,
    UNREADABLE,
    WORKBOOK,
    Kit,
    kind,
    packed,
    parts,
)  # fmt: skip

MEGABYTE = 1 << 20


def raw_zip(entries: list[tuple[str, bytes, dict[str, int]]]) -> bytes:
    """A zip written record by record; each entry with what its headers claim (size, crc, flags, method)."""
    out, central = BytesIO(), BytesIO()
    for name, data, claims in entries:
        encoded = name.encode()
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        body = packer.compress(data) + packer.flush()
        size, crc = claims.get("size", len(data)), claims.get("crc", zlib.crc32(data))
        flags, method = 0x800 | claims.get("flags", 0), claims.get("method", 8)
        fields = (20, flags, method, 0, 0x5B81, crc, len(body), size, len(encoded))
        offset = out.tell()
        out.write(struct.pack("<4s5H3L2H", b"PK\3\4", *fields, 0) + encoded + body)
        central.write(struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *fields, 0, 0, 0, 0, 0, offset) + encoded)
    start, directory = out.tell(), central.getvalue()
    return (
        out.getvalue()
        + directory
        + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(entries), len(entries), len(directory), start, 0)
    )


def entries_of(kit: Kit, **claims: dict[str, int]) -> list[tuple[str, bytes, dict[str, int]]]:
    """The entries of the filled form; ``claims`` by the last word of a part's name (sheet1, workbook)."""
    return [(n, d, claims.get(n.rpartition("/")[2].partition(".")[0], {})) for n, d in kit.parts().items()]


def with_entry(kit: Kit, name: str, data: bytes = b"x") -> bytes:
    """The filled form with one more entry."""
    return raw_zip([*entries_of(kit), (name, data, {})])


@kind("a file of no bytes", UNREADABLE, "GATE_001")
def empty(kit: Kit) -> bytes:
    return b""


@kind("cut in the middle by the mail", UNREADABLE, "GATE_007")
def cut_in_half(kit: Kit) -> bytes:
    data = kit.filled()
    return data[: len(data) // 2]


@kind("the last byte is gone", UNREADABLE, "GATE_007")
def cut_tail(kit: Kit) -> bytes:
    return kit.filled()[:-1]


@kind("a package without its sheet", UNREADABLE, "GATE_015")
def no_workbook(kit: Kit) -> bytes:
    return packed({n: d for n, d in kit.parts().items() if n != WORKBOOK})


@kind("one part does not match its CRC", UNREADABLE, "GATE_007")
def wrong_crc(kit: Kit) -> bytes:
    return raw_zip(entries_of(kit, sheet1={"crc": 1}))


@kind("a zip entry is flagged as encrypted", UNREADABLE, "GATE_010")
def encrypted_entry(kit: Kit) -> bytes:
    return raw_zip(entries_of(kit, sheet1={"flags": 1}))


@kind("an entry packed by a method no workbook uses (bzip2)", UNREADABLE, "GATE_007")
def odd_method(kit: Kit) -> bytes:
    return packed(kit.parts(), zipfile.ZIP_BZIP2)


@kind("the header says 100 bytes, the part inflates to more", UNREADABLE, "GATE_012")
def lying_small(kit: Kit) -> bytes:
    return raw_zip(entries_of(kit, sheet1={"size": 100}))


@kind("the header says 90 MB, the part inflates to a few KB", UNREADABLE, "GATE_012")
def lying_large(kit: Kit) -> bytes:
    return raw_zip(entries_of(kit, sheet1={"size": 90 * MEGABYTE}))


@kind("one part of 300 MB of blanks, as a zip bomb", UNREADABLE, "GATE_012")
def flat_bomb(kit: Kit) -> bytes:
    return raw_zip([*entries_of(kit), ("xl/media/image1.bin", bytes(300 * MEGABYTE), {})])


@kind("the sheet itself inflates 1,000 times", UNREADABLE, "GATE_012")
def sheet_bomb(kit: Kit) -> bytes:
    found = kit.parts()
    return packed(found | {SHEET: found[SHEET] + b" " * (60 * MEGABYTE)})


@kind("sixty parts of 2 MB each, none of them alone too large", UNREADABLE, "GATE_012")
def many_parts_bomb(kit: Kit) -> bytes:
    return raw_zip([*entries_of(kit), *((f"xl/media/{n}.bin", bytes(2 * MEGABYTE - 1), {}) for n in range(60))])


@kind("an archive of 2,001 entries", UNREADABLE, "GATE_011")
def too_many_entries(kit: Kit) -> bytes:
    return raw_zip([*entries_of(kit), *((f"xl/media/{n}.txt", b"", {}) for n in range(2_001))])


@kind("two directory entries share the same bytes (CVE-2024-0450)", UNREADABLE, "GATE_009")
def overlapping(kit: Kit) -> bytes:
    # The second entry lies in the data of the first: a stored record within a stored record, as in Fifield's bomb.
    inner = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0x800, 0, 0, 0x5B81, zlib.crc32(b"x"), 1, 1, 8, 0) + b"xl/b.binx"
    outer = BytesIO(kit.filled())
    with zipfile.ZipFile(outer, "a") as package:
        package.writestr(zipfile.ZipInfo("xl/a.bin"), inner)
        package.writestr(zipfile.ZipInfo("xl/b.bin"), b"x")
    data = outer.getvalue()
    second = data.rindex(b"PK\1\2")
    return data[: second + 42] + struct.pack("<L", data.index(inner)) + data[second + 46 :]


@kind("Sheet1.xml and sheet1.xml, of which each reader takes another one", UNREADABLE, "GATE_008")
def case_folded_twice(kit: Kit) -> bytes:
    return with_entry(kit, "xl/worksheets/SHEET1.XML", b"<worksheet/>")


@kind("the same part twice", UNREADABLE, "GATE_008")
def twice(kit: Kit) -> bytes:
    return with_entry(kit, SHEET, b"<worksheet/>")


@kind("an entry named ../../evil.xml", UNREADABLE, "GATE_008")
def climbing_name(kit: Kit) -> bytes:
    return with_entry(kit, "../../evil.xml")


@kind("an entry named /etc/evil.xml", UNREADABLE, "GATE_008")
def absolute_name(kit: Kit) -> bytes:
    return with_entry(kit, "/etc/evil.xml")


@kind("an entry named C:/evil.xml", UNREADABLE, "GATE_008")
def drive_name(kit: Kit) -> bytes:
    return with_entry(kit, "C:/evil.xml")


@kind(r"an entry named xl\evil.xml", UNREADABLE, "GATE_008")
def backslash_name(kit: Kit) -> bytes:
    return with_entry(kit, "xl\\evil.xml")


@kind("an entry without a name", UNREADABLE, "GATE_008")
def nameless(kit: Kit) -> bytes:
    return with_entry(kit, "")


@kind("the name beside the data is not the name in the directory", UNREADABLE, "GATE_008")
def two_names(kit: Kit) -> bytes:
    data = kit.filled()
    at = data.index(b"xl/worksheets/sheet1.xml")
    return data[:at] + b"xl/worksheets/sheet9.xml" + data[at + 24 :]


@kind("bytes of another program before the archive", UNREADABLE, "INTAKE_045")
def junk_before(kit: Kit) -> bytes:
    return b"\x7fELF" + bytes(200) + kit.filled()


@kind("a zip of notes that was named .xlsx", files={
    "phieu.xlsx": (CONTAINER, "INTAKE_070"), "phieu.xlsx › ghi chu.txt": (FOREIGN, "MERGE_010")})  # fmt: skip
def zip_of_notes(kit: Kit) -> dict[str, bytes]:
    return {"phieu.xlsx": packed({"ghi chu.txt": "xin chào"})}


@kind("it begins as a zip and goes on with noise", UNREADABLE, "GATE_007")
def zip_head_then_noise(kit: Kit) -> bytes:
    return b"PK\3\4" + bytes(range(256)) * 40


@kind("a zip comment after the directory, as some mail scanners add", ACCEPTED, "MERGE_001")
def commented(kit: Kit) -> bytes:
    buffer = BytesIO(kit.filled())
    with zipfile.ZipFile(buffer, "a") as package:
        package.comment = b"da quet virus"
    return buffer.getvalue()


@kind("every part stored, none deflated", ACCEPTED, "MERGE_001")
def stored(kit: Kit) -> bytes:
    return packed(kit.parts(), zipfile.ZIP_STORED)


@kind("a workbook that has nothing to do with it", FOREIGN, "MERGE_010")
def foreign_book(kit: Kit) -> bytes:
    from openpyxl import Workbook

    buffer, book = BytesIO(), Workbook()
    book.active.append(["STT", "Nội dung"])
    book.save(buffer)
    return buffer.getvalue()


@kind("the master itself lies in the inbox", FOREIGN, "MERGE_010", file="so.xlsx")
def the_master(kit: Kit) -> bytes:
    return kit.room.master.read_bytes()


@kind("a thumbnail, a printer set-up and a customXml part that Excel added", ACCEPTED, "MERGE_001")
def with_extras(kit: Kit) -> bytes:
    extra = {"docProps/thumbnail.wmf": bytes(3000), "xl/printerSettings/printerSettings1.bin": bytes(200),
             "customXml/item1.xml": b"<a xmlns='urn:x'/>"}  # fmt: skip
    return packed(parts(kit.filled()) | extra)
