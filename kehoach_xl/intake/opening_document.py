"""The document of a plan as plain data: which reader its bytes want, and what is said when none can read them.

Runs in the capped process; a pure function of the bytes, like :mod:`kehoach_xl.intake.opening`.
"""

from collections.abc import Sequence
from pathlib import PurePath

from kehoach_xl.errors import Stop
from kehoach_xl.intake.arrived import LOCKED, OPENED, UNREADABLE
from kehoach_xl.intake.bounds import BLOCKS, DOCUMENT_CELLS, DOCUMENT_LETTERS, FILE_BYTES
from kehoach_xl.intake.content import PDF, SHEET, TEXT, WORD, Content, Paragraph, Table
from kehoach_xl.intake.opened import Opened
from kehoach_xl.intake.opening import open_file
from kehoach_xl.messages import Message
from kehoach_xl.ooxml import sniff
from kehoach_xl.ooxml.limits import MEGABYTE

_TABLES_OF_TEXT = (".csv", ".tsv")
_PDF_HEAD = 1024  # the mark of a PDF may stand a little into the file (PDF 1.7, implementation note 13)
_PROSE = 300  # letters of a web page around its tables: a heading, no plan
_LOCKED = ("IMPORT_011", "IMPORT_012", "IMPORT_013")

# What the readers that all files share say, as it is said of a document.
_SAID = {
    "INTAKE_021": "IMPORT_001", "INTAKE_025": "IMPORT_001", "INTAKE_026": "IMPORT_002", "INTAKE_027": "IMPORT_002",
    "INTAKE_028": "IMPORT_002", "INTAKE_030": "IMPORT_002", "INTAKE_020": "IMPORT_003", "INTAKE_029": "IMPORT_003",
    "INTAKE_022": "IMPORT_005", "INTAKE_024": "IMPORT_005", "INTAKE_023": "IMPORT_004", "GATE_001": "IMPORT_004",
    "GATE_020": "IMPORT_006", "INTAKE_040": "IMPORT_007", "INTAKE_042": "IMPORT_007", "INTAKE_045": "IMPORT_007",
    "INTAKE_050": "IMPORT_007", "INTAKE_044": "IMPORT_009", "INTAKE_046": "IMPORT_009", "INTAKE_047": "IMPORT_009",
    "INTAKE_051": "IMPORT_009", "GATE_021": "IMPORT_009", "INTAKE_041": "IMPORT_010", "INTAKE_043": "IMPORT_010",
    "INTAKE_063": "IMPORT_010", "INTAKE_070": "IMPORT_010", "INTAKE_071": "IMPORT_010", "INTAKE_072": "IMPORT_010",
    "INTAKE_073": "IMPORT_010", "INTAKE_076": "IMPORT_010", "INTAKE_060": "IMPORT_011", "INTAKE_064": "IMPORT_011",
    "INTAKE_061": "IMPORT_012", "INTAKE_062": "IMPORT_013", "GATE_010": "IMPORT_013", "GATE_003": "IMPORT_011",
    "INTAKE_004": "IMPORT_019", "INTAKE_005": "IMPORT_019", "GATE_019": "IMPORT_019", "INTAKE_048": "IMPORT_024",
    "INTAKE_049": "IMPORT_024", "GATE_008": "IMPORT_015", "GATE_009": "IMPORT_015", "GATE_011": "IMPORT_015",
    "GATE_012": "IMPORT_015", "GATE_013": "IMPORT_015",
}  # fmt: skip
_WHAT = {
    "INTAKE_040": "ảnh", "INTAKE_042": "lối tắt hoặc liên kết", "INTAKE_045": "chương trình",
    "INTAKE_044": "văn bản OpenDocument, RTF hoặc trình chiếu", "INTAKE_046": "bảng tính XML kiểu Excel 2003",
    "INTAKE_047": "trang web một tệp (.mht)", "INTAKE_051": "bảng tính Apple Numbers", "GATE_021": "tệp trình chiếu",
    "INTAKE_020": "không có quyền đọc", "GATE_015": "thiếu thành phần chính", "GATE_018": "lỗi cấu trúc",
    "GATE_014": "bảng mã lạ",
}  # fmt: skip


def open_as_document(data: bytes, name: str, passwords: Sequence[str] = ()) -> Opened:
    """Read ``data``; ``name`` gives only the ending, and a name in sentences. Problems of the file are values; what a
    reader cannot stand (memory, a panic) is raised."""
    try:
        return Opened(OPENED, content=_bounded(_read(data, name, passwords), name))
    except Stop as stop:
        problem = said(stop.message, name)
        return Opened(LOCKED if problem.code in _LOCKED else UNREADABLE, problem=problem)


def said(message: Message, name: str) -> Message:
    """The sentence about a document for what a reader of any file says."""
    if message.code.startswith("IMPORT_"):
        return message
    own = _WHAT.get(message.code, "")
    facts = {
        "name": name, "what": own or "kiểu nội dung không nhận ra được", "size": message.facts.get("size", 0),
        "reason": own or message.facts.get("reason") or message.text, "limit": message.facts.get("limit", 0),
    }  # fmt: skip
    code = _SAID.get(message.code, "IMPORT_014")
    if code == "IMPORT_019":
        facts |= {"limit": facts["limit"] or DOCUMENT_CELLS, "what": "ô có dữ liệu"}
    return Message(code, facts)


def _read(data: bytes, name: str, passwords: Sequence[str]) -> Content:
    """Readers are imported when first wanted."""
    if len(data) > FILE_BYTES:
        raise Stop("IMPORT_006", name=name, size=len(data) // MEGABYTE, limit=FILE_BYTES // MEGABYTE)
    kind = sniff.kind_of(data)
    if kind == sniff.PDF or b"%PDF-" in data[:_PDF_HEAD]:
        from kehoach_xl.intake.readers.pdf_pages import read_pdf

        return _content(PDF, *read_pdf(data, name, passwords))
    if kind == sniff.OLD_OFFICE:
        raise Stop("IMPORT_008", name=name)
    if kind == sniff.LOCKED_EXCEL:
        from kehoach_xl.intake.locked import unlock

        return _read(unlock(data, name, passwords)[0], name, ())
    if kind == sniff.PACKAGE:
        from kehoach_xl.intake.readers.word_package import open_word

        if (package := open_word(data, name)) is not None:
            from kehoach_xl.intake.readers.word_document import read_word

            return _content(WORD, *read_word(package))
    if kind == sniff.TEXT and PurePath(name).suffix.lower() not in _TABLES_OF_TEXT:
        from kehoach_xl.intake.readers.plain_text import read_text

        return _content(TEXT, *read_text(data, name))
    if kind == sniff.WEB:
        from kehoach_xl.intake.readers.web_prose import prose_letters

        if prose_letters(data) > _PROSE:
            raise Stop("IMPORT_009", name=name, what="trang web có lời văn ngoài bảng")
    return _workbook(data, name, passwords)


def _workbook(data: bytes, name: str, passwords: Sequence[str]) -> Content:
    from kehoach_xl.intake.readers.sheet_rows import sheet_tables

    opened = open_file(data, name, passwords)
    if opened.book is None:
        assert opened.problem is not None
        raise Stop(opened.problem.code, **opened.problem.facts)
    tables, notes = sheet_tables(opened.book)
    return _content(SHEET, tables, notes)


def _content(form: str, blocks: Sequence[Paragraph | Table], notes: Sequence[Message]) -> Content:
    return Content("", "", form, tuple(blocks), tuple(notes))


def _bounded(content: Content, name: str) -> Content:
    """Raises Stop IMPORT_019 when there is more than any plan holds, IMPORT_024 when there is nothing."""
    letters = cells = 0
    for one in content.blocks:
        if isinstance(one, Table):
            cells += len(one.grid) * len(one.grid[0])
            letters += sum(len(text) for row in one.grid for text in row)
        else:
            letters += len(one.text) + len(one.label)
    limits = (
        (len(content.blocks), BLOCKS, "đoạn văn và bảng"), (cells, DOCUMENT_CELLS, "ô bảng"),
        (letters, DOCUMENT_LETTERS, "chữ"),
    )  # fmt: skip
    for found, limit, what in limits:
        if found > limit:
            raise Stop("IMPORT_019", name=name, limit=limit, what=what)
    if not letters:
        raise Stop("IMPORT_024", name=name)
    return content
