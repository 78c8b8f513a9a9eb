"""Files that are no .xlsx, whatever their names say: other spreadsheets, texts, pictures, locked files."""

import io
import struct
import unicodedata
import zipfile

import msoffcrypto.format.ooxml as ooxml_crypto
import olefile

from tests.hostile.cfb import compound
from tests.hostile.kit import (
    ACCEPTED,
    FIRST_ROW,
    FOREIGN,
    GOOD,
    LOCKED,
    PASSWORD,
    QUARANTINED,
    UNKNOWN_PASSWORD,
    UNPROVEN,
    UNREADABLE,
    Kit,
    kind,
    long_cells,
    packed,
    parts,
)  # fmt: skip

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000000500010a2db4"
    "0000000049454e44ae426082"
)


# -- not spreadsheets ----------------------------------------------------------------------------------


@kind("a letter as PDF", UNREADABLE, "GATE_022", file="công văn.pdf")
def pdf(kit: Kit) -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@kind("a PDF that was named .xlsx", UNREADABLE, "GATE_022")
def pdf_named_xlsx(kit: Kit) -> bytes:
    return pdf(kit) + b"% "


@kind("a photo of the printed form", UNREADABLE, "INTAKE_040", file="ảnh.png")
def picture(kit: Kit) -> bytes:
    return PNG


@kind("a Word file", UNREADABLE, "GATE_021", file="báo cáo.docx")
def word(kit: Kit) -> bytes:
    kind_ = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        types = f'<Override PartName="/word/document.xml" ContentType="{kind_}"/>'
        rels = f'<Relationship Id="r" Type="{office}" Target="word/document.xml"/>'
        made.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types">{types}</Types>')
        made.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships">{rels}</Relationships>')
        made.writestr("word/document.xml", "<document/>")
    return buffer.getvalue()


@kind("an old Word file (.doc)", UNREADABLE, "INTAKE_044", file="báo cáo.doc")
def old_word(kit: Kit) -> bytes:
    return compound({"WordDocument": b"\xec\xa5\xc1\x00" + bytes(5000), "1Table": bytes(5000)})


@kind("a program that was named .xlsx", UNREADABLE, "INTAKE_045")
def program(kit: Kit) -> bytes:
    return b"MZ\x90\x00\x03\x00\x00\x00" + bytes(500)


@kind("a shortcut (.lnk)", UNREADABLE, "INTAKE_042", file="phieu.lnk")
def shortcut(kit: Kit) -> bytes:
    return bytes.fromhex("4c0000000114020000000000c000000000000046") + bytes(60)


@kind("a RAR archive", UNREADABLE, "INTAKE_041", file="phieu.rar")
def rar(kit: Kit) -> bytes:
    return b"Rar!\x1a\x07\x01\x00" + bytes(100)


@kind("a file that a sync client filled with zeros", UNREADABLE, "INTAKE_023")
def zeros(kit: Kit) -> bytes:
    return bytes(20_000)


@kind("noise", UNREADABLE, "INTAKE_050")
def noise(kit: Kit) -> bytes:
    return bytes((n * n + 7 * n) % 251 + 4 for n in range(3000)) + b"\x00\x01\x02\x03" * 100


@kind("Excel 2003 XML", UNREADABLE, "INTAKE_046", file="phieu.xls")
def sheet_xml(kit: Kit) -> bytes:
    return (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
        b'xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
    )


# -- tables as text ---------------------------------------------------------------------------------------


def lines(kit: Kit) -> list[list[str]]:
    """The form as rows of texts, as «save as CSV» writes the sheet."""
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(kit.filled()))["Báo cáo"]
    found = [["" if v is None else f"{v:%d/%m/%Y}" if hasattr(v, "year") else str(v) for v in row]
             for row in sheet.iter_rows(min_row=1, values_only=True)]  # fmt: skip
    return [["" if text.startswith("=") else text for text in row] for row in found]


def delimited(rows: list[list[str]], mark: str) -> str:
    quoted = lambda text: (
        f'"{text.replace(chr(34), chr(34) * 2)}"' if mark in text or '"' in text or "\n" in text else text
    )
    return "\r\n".join(mark.join(map(quoted, row)) for row in rows) + "\r\n"


@kind("CSV in UTF-8 with commas", UNPROVEN, "RETURN_040", file="phieu.csv")
def csv_utf8(kit: Kit) -> bytes:
    return delimited(lines(kit), ",").encode("utf-8-sig")


@kind("CSV in UTF-16 with tabs, Excel's «Unicode text», named .xls", UNPROVEN, "RETURN_040", file="phieu.xls")
def csv_utf16(kit: Kit) -> bytes:
    return delimited(lines(kit), "\t").encode("utf-16")


@kind("CSV in Vietnam's Windows page with semicolons", UNPROVEN, "RETURN_040", file="phieu ansi.csv")
def csv_cp1258(kit: Kit) -> bytes:
    # cp1258 has the vowels with their hats, and the tones as letters of their own.
    text = delimited(lines(kit), ";").replace("–", "-")
    spaced = "".join(
        one if not unicodedata.decomposition(one) else _cp1258(one) for one in unicodedata.normalize("NFC", text)
    )
    return spaced.encode("cp1258", "replace")


def _cp1258(letter: str) -> str:
    try:
        letter.encode("cp1258")
        return letter
    except UnicodeEncodeError:
        tones = "\u0300\u0301\u0303\u0309\u0323"
        apart = unicodedata.normalize("NFD", letter)
        rest = unicodedata.normalize("NFC", "".join(one for one in apart if one not in tones))
        return rest + "".join(one for one in apart if one in tones)


@kind("CSV of another table", FOREIGN, "MERGE_010", file="khác.csv")
def foreign_csv(kit: Kit) -> bytes:
    return "Họ tên,Điện thoại\r\nNguyễn Văn A,0912345678\r\n".encode()


@kind("an HTML table named .xls, as web systems «export to Excel»", UNPROVEN, "RETURN_040", file="phieu web.xls")
def html_table(kit: Kit) -> bytes:
    escape = lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in lines(kit))
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'.encode()


@kind("an HTML page without a table, named .xls", UNREADABLE, "INTAKE_048", file="trang.xls")
def html_page(kit: Kit) -> bytes:
    return b"<html><body><script>alert(1)</script><p>Phien dang nhap da het han.</p></body></html>"


@kind("HTML with a million cells never closed", UNREADABLE, "GATE_019", file="bom.xls")
def html_bomb(kit: Kit) -> bytes:
    return b"<table><tr>" + b"".join(b"<td>%d" % n for n in range(1_000_000))


@kind("HTML with tables within tables, 20,000 deep", FOREIGN, "MERGE_010", file="sâu.xls")
def html_deep(kit: Kit) -> bytes:
    return b"<html><body>" + b"<table><tr><td>x" * 20_000 + b"</td></tr></table>" * 20_000


@kind("HTML cells that claim to span a million columns and rows", UNREADABLE, "GATE_019", file="rộng.xls")
def html_spans(kit: Kit) -> bytes:
    return b"<table>" + b'<tr><td colspan="1000000" rowspan="1000000">x</td></tr>' * 1_000 + b"</table>"


@kind("CSV with one quote that never ends, 5 MB", FOREIGN, "MERGE_010", file="nháy.csv")
def csv_open_quote(kit: Kit) -> bytes:
    return b'STT,"' + b"Noi dung, dong\r\n" * 320_000


@kind("CSV of 200,000 lines", UNREADABLE, "GATE_019", file="dài.csv")
def csv_long(kit: Kit) -> bytes:
    return b"".join(b"%d,Noi dung %d,x\r\n" % (n, n) for n in range(200_000))


# -- locked ----------------------------------------------------------------------------------------------------


def encrypted(data: bytes, password: str) -> bytes:
    out = io.BytesIO()
    ooxml_crypto.OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


@kind("locked by a password that was given", ACCEPTED, "MERGE_001")
def password_known(kit: Kit) -> bytes:
    return encrypted(kit.filled(), PASSWORD)


@kind("locked by a password nobody gave", LOCKED, "INTAKE_061")
def password_unknown(kit: Kit) -> bytes:
    return encrypted(kit.filled(), UNKNOWN_PASSWORD)


@kind("a locked container that claims two billion rounds of hashing", LOCKED, "INTAKE_062")
def password_slow(kit: Kit) -> bytes:
    streams = olefile.OleFileIO(io.BytesIO(encrypted(kit.filled(), UNKNOWN_PASSWORD)))
    info = streams.openstream("EncryptionInfo").read()
    assert info.count(b'spinCount="100000"') == 1
    info = info.replace(b'spinCount="100000"', b'spinCount="2000000000"')
    return compound({"EncryptionInfo": info, "EncryptedPackage": streams.openstream("EncryptedPackage").read()})


@kind("a locked container whose streams are noise", LOCKED, "INTAKE_062")
def password_noise(kit: Kit) -> bytes:
    return compound({"EncryptionInfo": bytes(range(256)) * 20, "EncryptedPackage": bytes(range(256)) * 40})


# -- other programs' formats (by LibreOffice and SheetJS) -------------------------------------------------------


@kind("saved as .ods by LibreOffice", ACCEPTED, "MERGE_001", file="phieu.ods", needs="tools")
def ods(kit: Kit) -> bytes:
    return kit.by_libreoffice("ods")


@kind("saved as .xls by LibreOffice", ACCEPTED, "MERGE_001", file="phieu.xls", needs="tools")
def xls(kit: Kit) -> bytes:
    return kit.by_libreoffice("xls")


@kind("an .ods that was named .xlsx", ACCEPTED, "MERGE_001", needs="tools")
def ods_named_xlsx(kit: Kit) -> bytes:
    return kit.by_libreoffice("ods")


@kind("an .xls that was named .xlsx", ACCEPTED, "MERGE_001", needs="tools")
def xls_named_xlsx(kit: Kit) -> bytes:
    return kit.by_libreoffice("xls")


@kind("saved as .xlsb by SheetJS", ACCEPTED, "MERGE_001", file="phieu.xlsb", needs="tools")
def xlsb(kit: Kit) -> bytes:
    return kit.by_sheetjs("xlsb")


@kind(
    "an .xlsb whose cells all say their column, as Excel writes them", ACCEPTED, "MERGE_001", file="phieu.xlsb",
    needs="tools",
)  # fmt: skip
def xlsb_long_cells(kit: Kit) -> bytes:
    found = parts(kit.by_sheetjs("xlsb"))
    return packed({name: long_cells(part) if "/worksheets/" in name else part for name, part in found.items()})


@kind(
    "saved as .xls by SheetJS, which cuts texts at 255 letters, the identity too", QUARANTINED, "MERGE_011",
    file="phieu.xls", taken=False, needs="tools",
)  # fmt: skip
def xls_by_sheetjs(kit: Kit) -> bytes:
    return kit.by_sheetjs("biff8")


@kind("an .ods whose one row is repeated a million times", UNREADABLE, "GATE_019", file="lặp.ods")
def ods_repeated(kit: Kit) -> bytes:
    return open_document(
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16383" '
        'office:value-type="float" office:value="1"/></table:table-row>'
    )


@kind("an .ods with A1 and XFD1048576 set", FOREIGN, "MERGE_010", file="góc.ods")
def ods_far_corner(kit: Kit) -> bytes:
    one = '<table:table-cell office:value-type="float" office:value="1"/>'
    return open_document(
        f'<table:table-row>{one}</table:table-row><table:table-row table:number-rows-repeated="1048574"/>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="16383"/>{one}</table:table-row>'
    )


@kind("an .ods with a document type", UNREADABLE, "GATE_013", file="kiểu.ods")
def ods_doctype(kit: Kit) -> bytes:
    return open_document("", head='<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>')


@kind("an .ods locked by a password", LOCKED, "INTAKE_064", file="khóa.ods")
def ods_locked(kit: Kit) -> bytes:
    entry = (
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="900">'
        '<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="x"/></manifest:file-entry>'
    )
    return open_document("", manifest=entry, content=bytes(range(256)) * 4)


def open_document(rows: str, head: str = "", manifest: str = "", content: bytes = b"") -> bytes:
    """A small .ods by hand."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {names} office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    ).encode()
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    listed = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>{manifest}</manifest:manifest>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("mimetype", mimetype)
        made.writestr("content.xml", content or body, zipfile.ZIP_DEFLATED)
        made.writestr("META-INF/manifest.xml", listed)
    return buffer.getvalue()


def biff(records: list[tuple[int, bytes]]) -> bytes:
    return b"".join(struct.pack("<2H", code, len(data)) + data for code, data in records)


def old_workbook(sheet: list[tuple[int, bytes]]) -> bytes:
    """A BIFF8 workbook of one sheet by hand ([MS-XLS] 2.1.7)."""
    begin = lambda what: (0x0809, struct.pack("<4H2L", 0x0600, what, 0x0DBB, 0x07CC, 0x41, 0x06))
    end = (0x000A, b"")
    bound = lambda at: (0x0085, struct.pack("<LBBBB", at, 0, 0, 1, 0) + b"S")
    head = biff([begin(0x0005), bound(0), end])
    return compound({"Workbook": biff([begin(0x0005), bound(len(head)), end]) + biff([begin(0x0010), *sheet, end])})


def _number(row: int, column: int, value: float = 1.0) -> tuple[int, bytes]:
    return 0x0203, struct.pack("<3Hd", row, column, 0, value)


@kind("an .xls with A1 and IV65536 set", UNREADABLE, "INTAKE_002", file="góc.xls")
def xls_far_corner(kit: Kit) -> bytes:
    return old_workbook([_number(0, 0), _number(65535, 255)])


@kind("an .xls of another table", FOREIGN, "MERGE_010", file="khác.xls")
def foreign_xls(kit: Kit) -> bytes:
    return old_workbook([_number(row, 0, row) for row in range(FIRST_ROW + len(GOOD))])


@kind("an .xls whose records claim more bytes than there are", UNREADABLE, "INTAKE_002", file="cụt.xls")
def xls_cut(kit: Kit) -> bytes:
    return compound({"Workbook": b"\x09\x08\x10\x00" + bytes(16) + b"\x85\x00\xff\xff" + bytes(4500)})


@kind("an OLE container whose sector chain is a ring", FOREIGN, "MERGE_010", file="vòng.xls")
def ole_ring(kit: Kit) -> bytes:
    data = bytearray(compound({"Workbook": bytes(20_000)}))
    fat = 512  # the first sector
    for at in range(fat + 4 * 2, fat + 4 * 40, 4):
        data[at : at + 4] = (2).to_bytes(4, "little")
    return bytes(data)
