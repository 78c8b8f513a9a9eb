"""What is turned away before anything is parsed, each by its own sentence."""

import io
import struct
import zipfile
import zlib

import pytest

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.limits import Limits
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.reading import read_workbook
from tests.ooxml.handmade import packed, parts_of, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def stop_code(data: bytes, limits: Limits | None = None) -> str:
    """The code of the refusal; the whole workbook is read, as a merge would."""
    with pytest.raises(Stop) as stop:
        book = read_workbook(data, limits or Limits(), name="bản cuối (1).xlsx")
        book.cells("Báo cáo")
    assert "bản cuối (1).xlsx" in str(stop.value)
    return stop.value.message.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "GATE_001"),
        (OLE, "GATE_002"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "GATE_003"),
        (b"\xef\xbb\xbf<html><body><table>", "GATE_004"),
        ("\ufeff<HTML xmlns:x>".encode("utf-16-le"), "GATE_004"),
        ("STT;Nhiệm vụ;Kết quả\n1;x;y".encode(), "GATE_005"),
        (b"1,C\xf4ng vi\xb5c,xong\r\n", "GATE_005"),  # TCVN3 bytes
        (bytes(range(256)) * 8, "GATE_006"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "GATE_022"),
    ],
)
def test_content_decides_not_the_extension(data: bytes, code: str) -> None:
    assert stop_code(data) == code


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_truncated_package_is_refused(share: float) -> None:
    data = workbook()
    assert stop_code(data[: int(len(data) * share)]) == "GATE_007"


@pytest.mark.parametrize(
    "name", ["../x.xml", "xl/../../x.xml", "/xl/x.xml", "xl\\x.xml", "C:/x.xml", "XL/WORKBOOK.XML"]
)
def test_entry_names_that_lead_elsewhere_or_twice_are_refused(name: str) -> None:
    assert stop_code(packed(parts_of() | {name: "<a/>"})) == "GATE_008"


def test_overlapping_entries_are_refused() -> None:
    data = bytearray(workbook())
    end = data.rindex(b"PK\x05\x06")
    (directory,) = struct.unpack_from("<L", data, end + 16)
    second = data.index(b"PK\x01\x02", directory + 4)
    # The second record points into the first one's data: its local header is copied there.
    names = [i.filename for i in zipfile.ZipFile(io.BytesIO(bytes(data))).infolist()]
    (first_size,) = struct.unpack_from("<L", data, directory + 20)
    begin = 30 + len(names[0])
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, 0, 0, len(names[1]), 0)
    assert first_size > len(local) + len(names[1])
    data[begin : begin + 30 + len(names[1])] = local + names[1].encode()
    struct.pack_into("<L", data, second + 42, begin)
    assert stop_code(bytes(data)) == "GATE_009"


def test_encrypted_entry_is_refused() -> None:
    data = bytearray(workbook())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert stop_code(bytes(data)) == "GATE_010"


def test_too_many_entries_are_refused() -> None:
    parts = parts_of() | {f"xl/media/{i}.xml": "" for i in range(50)}
    assert stop_code(packed(parts), Limits(entries=40)) == "GATE_011"


def test_bomb_with_an_honest_header_is_refused_unread() -> None:
    zeros = "<sheetData/>" + " " * 3_000_000
    assert stop_code(workbook(zeros)) == "GATE_012"


def test_bomb_with_a_lying_header_stops_while_inflating() -> None:
    data = bytearray(workbook("<sheetData/>" + " " * 3_000_000))
    real = len(parts_of("<sheetData/>" + " " * 3_000_000)["xl/worksheets/sheet1.xml"].encode())
    lie = struct.pack("<L", 1000)
    for at in range(len(data) - 4):
        if data[at : at + 4] == struct.pack("<L", real):
            data[at : at + 4] = lie
    assert stop_code(bytes(data)) == "GATE_012"


def test_sum_of_parts_is_bounded() -> None:
    assert stop_code(workbook("<sheetData/>" + "<!-- -->" * 1000), Limits(inflated_bytes=5000)) == "GATE_012"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize("declaration", ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY b "c">]>'])
def test_doctype_is_refused_in_every_part_read(part: str, declaration: str) -> None:
    parts = parts_of('<sheetData><row><c t="s"><v>0</v></c></row></sheetData>', "<si><t>x</t></si>")
    assert stop_code(packed(parts | {part: declaration + parts[part]})) == "GATE_013"


def test_doctype_cannot_hide_in_utf_16() -> None:
    parts: dict[str, str | bytes] = dict(parts_of())
    sheet = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a>' + str(parts["xl/worksheets/sheet1.xml"])
    assert stop_code(packed(parts | {"xl/worksheets/sheet1.xml": sheet.encode("utf-16")})) == "GATE_014"


def test_declared_utf_7_is_refused() -> None:
    parts = parts_of()
    sheet = '<?xml version="1.0" encoding="UTF-7"?>' + parts["xl/worksheets/sheet1.xml"]
    assert stop_code(packed(parts | {"xl/worksheets/sheet1.xml": sheet})) == "GATE_014"


@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/workbook.xml", "_rels/.rels"])
def test_zip_without_the_parts_of_a_workbook_is_refused(part: str) -> None:
    parts = parts_of()
    del parts[part]
    assert stop_code(packed(parts)) == "GATE_015"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("spreadsheetml.sheet.main+xml", "spreadsheetml.sheet.binary.main", "GATE_016"),
        ("spreadsheetml.sheet.main", "wordprocessingml.document.main", "GATE_021"),
    ],
)
def test_other_office_documents_are_named(old: str, new: str, code: str) -> None:
    parts = parts_of()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(old, new)
    assert stop_code(packed(parts)) == code


def test_opendocument_is_named() -> None:
    assert stop_code(packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})) == "GATE_017"


@pytest.mark.parametrize(
    "sheet",
    [
        "<sheetData><row></sheetData>",
        '<sheetData><row r="2"/><row r="1"/></sheetData>',
        '<sheetData><row r="1"/><row r="1"/></sheetData>',
        '<sheetData><row r="1"><c r="B1"/><c r="A1"/></row></sheetData>',
        '<sheetData><row r="1"><c r="A2"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1048577"/></sheetData>',
        '<sheetData><row r="１"/></sheetData>',
        "<sheetData/><sheetData/>",
    ],
)
def test_malformed_sheets_are_refused(sheet: str) -> None:
    assert stop_code(workbook(sheet)) == "GATE_018"


def test_sheet_full_of_values_is_refused() -> None:
    cells = "".join(f'<row r="{r}"><c><v>1</v></c></row>' for r in range(1, 100))
    assert stop_code(workbook(f"<sheetData>{cells}</sheetData>"), Limits(cells=50)) == "GATE_019"


def test_file_too_large_on_disk_is_refused_unread() -> None:
    assert stop_code(workbook(), Limits(file_bytes=100)) == "GATE_020"


def test_wrong_checksum_is_refused() -> None:
    data = bytearray(packed(parts_of(), zipfile.ZIP_STORED))
    at = data.index(b"sheetData")
    data[at : at + 9] = b"SheetData"
    assert stop_code(bytes(data)) == "GATE_007"


def test_deep_nesting_costs_nothing() -> None:
    nested = "<a>" * 100_000 + "</a>" * 100_000
    assert read_workbook(workbook("<sheetData/>" + nested)).cells("Báo cáo") == {}


def test_strict_workbook_is_read() -> None:
    parts = parts_of('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
    parts = {
        name: text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, text in parts.items()
    }
    assert read_workbook(packed(parts)).cells("Báo cáo")[1, 1].value == 1.0


def test_untouched_parts_are_copied_byte_for_byte_even_packed() -> None:
    data = workbook('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
    package = Package.open(data)
    buffer = io.BytesIO()
    package.write(buffer, {"xl/sharedStrings.xml": b"<sst/>"})
    before, after = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(buffer)
    assert after.testzip() is None
    assert after.namelist() == before.namelist()
    assert after.read("xl/sharedStrings.xml") == b"<sst/>"
    for old, new in zip(before.infolist(), after.infolist(), strict=True):
        assert new.date_time == old.date_time
        assert new.external_attr == old.external_attr
        if old.filename != "xl/sharedStrings.xml":
            raw = data[old.header_offset : old.header_offset + 30 + len(old.filename) + old.compress_size]
            assert raw == buffer.getvalue()[new.header_offset : new.header_offset + len(raw)]


def test_data_descriptors_survive_copying() -> None:
    class Unseekable(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

        def seek(self, *_: int) -> int:
            raise OSError

    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:  # streamed: sizes follow the data
        for name, text in parts_of().items():
            package.writestr(name, text)
    data = stream.getvalue()
    buffer = io.BytesIO()
    Package.open(data).write(buffer, {})
    assert zipfile.ZipFile(buffer).testzip() is None
    assert buffer.getvalue() == data


def test_crc_is_that_of_the_content() -> None:
    parts = parts_of()
    crc = Package.open(packed(parts)).crc("xl/workbook.xml")
    assert crc == zlib.crc32(parts["xl/workbook.xml"].encode())
