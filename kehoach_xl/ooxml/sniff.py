"""What a file is by its first bytes, whatever its extension says."""

import re

from kehoach_xl.errors import Stop

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# Names of streams as an OLE directory spells them.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_MAIL_STREAM = "__properties_version1.0".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_SLIDES_STREAM = "PowerPoint Document".encode("utf-16-le")

# What a file may be. A package that starts like a zip is told apart by what is inside it.
EMPTY, ZEROS, PACKAGE, PDF, WEB, SHEET_XML, MAIL, WEB_ARCHIVE, TEXT = (
    "empty", "zeros", "package", "pdf", "web", "sheet_xml", "mail", "web_archive", "text",
)  # fmt: skip
OLD_EXCEL, LOCKED_EXCEL, OUTLOOK, OLD_OFFICE = "old_excel", "locked_excel", "outlook", "old_office"
IMAGE, ARCHIVE, LINK, TNEF, RICH_TEXT, PROGRAM, BINARY = (
    "image", "archive", "link", "tnef", "rich_text", "program", "binary",
)  # fmt: skip

_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF), (b"\x89PNG", IMAGE), (b"\xff\xd8\xff", IMAGE), (b"GIF8", IMAGE), (b"BM", IMAGE),
    (b"II*\x00", IMAGE), (b"MM\x00*", IMAGE), (b"Rar!\x1a\x07", ARCHIVE), (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE), (b"BZh", ARCHIVE), (b"\xfd7zXZ", ARCHIVE), (b"MSCF", ARCHIVE),
    (b"L\x00\x00\x00\x01\x14\x02\x00", LINK), (b"\x78\x9f\x3e\x22", TNEF), (b"{\\rtf", RICH_TEXT), (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
)  # fmt: skip
_WEB_STARTS = ("<!doctype html", "<html", "<table", "<meta", "<head", "<body", "<style", "<div", "<tr")
_SHEET_XML_MARKS = ('<?mso-application progid="excel.sheet"', "urn:schemas-microsoft-com:office:spreadsheet")
_LINK_STARTS = ("[internetshortcut]", '{"url":', '{"doc_id":', "[desktop entry]")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]?(.*)")
_MAIL_HEADERS = {
    "from", "to", "date", "subject", "received", "return-path", "delivered-to", "message-id", "mime-version",
}  # fmt: skip
_MARKED = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_HEAD = 4096


def kind_of(data: bytes) -> str:
    """Which of the kinds above these bytes are."""
    if not data:
        return EMPTY
    if data.startswith(ZIP):
        return PACKAGE
    if data.startswith(OLE):
        return _old(data)
    if not data[:_HEAD].strip(b"\0") and not data.strip(b"\0"):
        return ZEROS
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return IMAGE  # of a telephone; or its video, which is no more of a form
    head = _text_head(data)
    for mark, kind in _MARKS:
        # Two letters of a mark are also a way to begin a table of text.
        if data.startswith(mark) and (head is None or len(mark) > 2):
            return kind
    return BINARY if head is None else _text(head)


def require_zip(data: bytes, name: str) -> None:
    """Raise ``Stop`` naming what ``data`` is unless it starts like a zip package."""
    kind = kind_of(data)
    if kind != PACKAGE:
        raise Stop(_REFUSED.get(kind, "GATE_006"), name=name)


_REFUSED = {
    EMPTY: "GATE_001", OLD_EXCEL: "GATE_002", OUTLOOK: "GATE_002", OLD_OFFICE: "GATE_002", LOCKED_EXCEL: "GATE_003",
    WEB: "GATE_004", TEXT: "GATE_005", MAIL: "GATE_005", SHEET_XML: "GATE_005", WEB_ARCHIVE: "GATE_005",
    LINK: "GATE_005", RICH_TEXT: "GATE_005", PDF: "GATE_022",
}  # fmt: skip


def _old(data: bytes) -> str:
    if ENCRYPTED_STREAM in data:  # a protected .xlsx; an .xls never has this stream
        return LOCKED_EXCEL
    if _MAIL_STREAM in data:
        return OUTLOOK
    return OLD_OFFICE if _WORD_STREAM in data or _SLIDES_STREAM in data else OLD_EXCEL


def _text(head: str) -> str:
    plain = head.lstrip("\ufeff \t\r\n")
    lowered = plain.lower()
    if any(mark in lowered for mark in _SHEET_XML_MARKS):
        # Web pages that Excel saves name the same namespace among others, on their <html>.
        return WEB if "<html" in lowered else SHEET_XML
    if lowered.startswith(_LINK_STARTS):
        return LINK
    if (mail := _mail(plain)) is not None:
        return mail
    return WEB if lowered.startswith(_WEB_STARTS) or "<html" in lowered else TEXT


def _mail(text: str) -> str | None:
    """MAIL or WEB_ARCHIVE when the text begins with header lines of which two belong to a mail."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if not line.strip():
            break
        if line[0] in " \t" and found:
            found[next(reversed(found))] += line
        elif (header := _HEADER.match(line)) is not None:
            found[header[1].lower()] = header[2]
        elif found or not line.startswith("From "):  # the line before each mail of an mbox file
            break
    known = _MAIL_HEADERS & found.keys()
    if len(known) < 2 and not ("mime-version" in known and "content-type" in found):
        return None
    saved_page = "multipart/related" in found.get("content-type", "").lower() and "to" not in known
    return WEB_ARCHIVE if saved_page and "received" not in known else MAIL


def _text_head(data: bytes) -> str | None:
    """The first kilobytes as text, or None when they are binary."""
    head = data[:_HEAD]
    encoding = next((encoding for mark, encoding in _MARKED if head.startswith(mark)), "")
    text = head.decode(encoding or _unmarked(head), errors="replace")
    # Legacy Vietnamese code pages are single bytes above 0x7F, so only control characters mean binary.
    controls = sum(char < " " and char not in "\t\r\n\f" for char in text)
    return None if controls > len(text) // 100 else text


def _unmarked(head: bytes) -> str:
    """UTF-16 without its mark shows in the zeros beside ASCII letters."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) // 6 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) // 6 and not odd else "utf-8"
