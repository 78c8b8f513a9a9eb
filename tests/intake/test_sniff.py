"""What a file is, by its bytes alone."""

import pytest

from kehoach_xl.ooxml import sniff
from tests.intake.made import by_xlsxwriter, mail, old_excel, outlook, zipped

KINDS = {
    "nothing": (b"", sniff.EMPTY),
    "room without content": (bytes(9000), sniff.ZEROS),
    "xlsx": (by_xlsxwriter({"A1": 1}), sniff.PACKAGE),
    "zip": (zipped({"a.txt": b"a"}), sniff.PACKAGE),
    "xls": (old_excel((0, 0, "a")), sniff.OLD_EXCEL),
    "msg": (outlook({"a.pdf": b"%PDF-1.7"}), sniff.OUTLOOK),
    "eml": (mail({"a.pdf": b"%PDF-1.7"}), sniff.MAIL),
    "eml with received lines": (
        b"Received: from a\r\n\tby b\r\nReturn-Path: <a@b.vn>\r\nSubject: x\r\n\r\nx",
        sniff.MAIL,
    ),
    "mbox": (b"From a@b.vn Mon Dec  1\nFrom: a@b.vn\nTo: c@d.vn\n\nx", sniff.MAIL),
    "mht": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n--a", sniff.WEB_ARCHIVE),
    "html": (b"\xef\xbb\xbf\r\n <!DOCTYPE HTML><html>", sniff.WEB),
    "html of a web program": (b"<meta charset=utf-8><table border=1>", sniff.WEB),
    "html of Excel": (
        b'<html xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns="http://www.w3.org/TR/REC-html40">',
        sniff.WEB,
    ),
    "sheet xml": (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook>', sniff.SHEET_XML),
    "csv": ("Mã;Nội dung\r\n1;Một".encode(), sniff.TEXT),
    "csv with a colon": (b"Date: 1,2\r\n3,4\r\n", sniff.TEXT),
    "csv in utf-16 without a mark": ("Mã,Nội dung\r\n".encode("utf-16-le"), sniff.TEXT),
    "csv beginning with BM": (b"BM,1\r\n2,3", sniff.TEXT),
    "csv beginning with MZ": (b"MZ,1\r\n2,3", sniff.TEXT),
    "pdf": (b"%PDF-1.7\n\xe2\xe3", sniff.PDF),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(40), sniff.IMAGE),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(40), sniff.IMAGE),
    "rar": (b"Rar!\x1a\x07\x01\0", sniff.ARCHIVE),
    "7z": (b"7z\xbc\xaf\x27\x1c\0\x04", sniff.ARCHIVE),
    "gz": (b"\x1f\x8b\x08\0", sniff.ARCHIVE),
    "winmail.dat": (b"\x78\x9f\x3e\x22\0\0", sniff.TNEF),
    "lnk": (b"L\0\0\0\x01\x14\x02\0" + bytes(40), sniff.LINK),
    "url": (b"[InternetShortcut]\r\nURL=https://x.vn", sniff.LINK),
    "gsheet": (b'{"url": "https://docs.google.com/spreadsheets/d/x"}', sniff.LINK),
    "rtf": (b"{\\rtf1\\ansi", sniff.RICH_TEXT),
    "exe": (b"MZ\x90\0\x03\0\0\0", sniff.PROGRAM),
    "noise": (bytes(range(1, 256)) * 8, sniff.BINARY),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_known_by_its_bytes(name: str) -> None:
    data, kind = KINDS[name]
    assert sniff.kind_of(data) == kind
