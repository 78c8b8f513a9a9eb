"""The document of a plan is opened in the capped process: read whole, or refused in one clear sentence."""

import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
import xlsxwriter
from docx.enum.section import WD_ORIENT

from kehoach_xl.errors import Stop
from kehoach_xl.intake import workers as module
from kehoach_xl.intake.content import PDF, SHEET, TEXT, WORD, Content, Paragraph, Place, Table
from kehoach_xl.intake.document import open_document
from kehoach_xl.intake.opening import open_file
from kehoach_xl.intake.wanted import DOCUMENT
from kehoach_xl.intake.workers import Workers
from tests.hostile.cfb import compound
from tests.intake.made import mail, old_excel, outlook, zipped
from tests.intake.made_documents import at, p, pdf, stream, tbl, tc, tr, word
from tests.support.libreoffice import LibreOffice

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
GOOD = word(p("Kế hoạch") + tbl(tr("STT", "Nội dung"), tr("1", "Một")))
GOOD_PDF = pdf(at(50, 700, "mot"))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    one = Workers(1)
    yield one
    one.close()


def refused(workers: Workers, data: bytes | Path, name: str = "tệp", password: str = "") -> str:
    with pytest.raises(Stop) as stop:
        open_document(data, name, password=password, workers=workers)
    assert stop.value.message.level == "stop"
    assert stop.value.message.text
    assert stop.value.message.todo
    return stop.value.message.code


def shown(content: Content) -> list[object]:
    """Texts of paragraphs, and grids."""
    return [one.text if isinstance(one, Paragraph) else [list(row) for row in one.grid] for one in content.blocks]


# -- what is read --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "form", "blocks"),
    [
        (GOOD, "a.docx", WORD, ["Kế hoạch", [["STT", "Nội dung"], ["1", "Một"]]]),
        (GOOD_PDF, "a.pdf", PDF, ["mot"]),
        ("Kế hoạch\r\n\r\n  số 12 \n".encode(), "a.txt", TEXT, ["Kế hoạch", "số 12"]),
        ("STT;Nội dung\n1;Một".encode(), "a.csv", SHEET, [[["STT", "Nội dung"], ["1", "Một"]]]),
        ("<html><table><tr><td>Một</td></tr></table>".encode(), "a.html", SHEET, [[["Một"]]]),
        (GOOD_PDF, "thật ra là PDF.docx", PDF, ["mot"]),
        (GOOD, "thật ra là Word.pdf", WORD, ["Kế hoạch", [["STT", "Nội dung"], ["1", "Một"]]]),
    ],
)
def test_a_document_is_what_its_bytes_say(
    workers: Workers, data: bytes, name: str, form: str, blocks: list[object]
) -> None:
    content = open_document(data, name, workers=workers)
    assert (content.format, shown(content)) == (form, blocks)
    assert (content.name, content.sha256) == (name, hashlib.sha256(data).hexdigest())


def test_a_file_is_read_from_its_path_and_nothing_is_made(workers: Workers, tmp_path: Path) -> None:
    path = tmp_path / "Kế hoạch.docx"
    path.write_bytes(GOOD)
    assert open_document(path, workers=workers).name == "Kế hoạch.docx"
    assert os.listdir(tmp_path) == ["Kế hoạch.docx"]  # noqa: PTH208


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_text_in_any_encoding_of_unicode(workers: Workers, encoding: str) -> None:
    data = "Kế hoạch cải thiện\n".encode(encoding)
    assert shown(open_document(data, "a.txt", workers=workers)) == ["Kế hoạch cải thiện"]


def test_text_of_older_systems_and_other_normal_forms(workers: Workers) -> None:
    windows = "Sở Nội vụ".translate(str.maketrans({"ở": "ơ\u0309", "ộ": "ô\u0323", "ụ": "u\u0323"})).encode("cp1258")
    tcvn3 = "Së Néi vô".encode("latin-1")
    decomposed = "So\u031b\u0309 No\u0302\u0323i vu\u0323".encode()
    for data in (windows, tcvn3, decomposed):
        assert shown(open_document(data, "a.txt", workers=workers)) == ["Sở Nội vụ"]


def test_lines_of_a_text_keep_their_numbers_and_form_feeds_part_pages(workers: Workers) -> None:
    content = open_document("một\n\nhai\n\fba\nbốn".encode(), "a.txt", workers=workers)
    assert [one.place for one in content.blocks if isinstance(one, Paragraph)] == [
        Place(page=1, line=1), Place(page=1, line=3), Place(page=2, line=4), Place(page=2, line=5),
    ]  # fmt: skip


def test_a_blank_after_a_dash_at_the_end_of_a_line_says_something(workers: Workers) -> None:
    assert shown(open_document(b"01- \n02-\n- \n", "a.txt", workers=workers)) == ["01- ", "02-", "-"]


def workbook() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Phụ lục")
    sheet.merge_range("B2:D2", "PHỤ LỤC")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for at_, value in {"B4": "STT", "C4": "Điểm số", "D4": "Hạn", "B6": "3.10", "C6": 6.18, "D6": 2025.0}.items():
        sheet.write(at_, value)
    sheet.write("B7", 3.1)
    sheet.write("C7", 0.85, book.add_format({"num_format": "0%"}))
    sheet.write("D7", 45996, day)
    hidden = book.add_worksheet("Nháp")
    hidden.write("A1", "x")
    hidden.hide()
    book.close()
    return buffer.getvalue()


def test_a_sheet_is_a_table_with_numbers_and_days_as_a_person_sees_them(workers: Workers) -> None:
    content = open_document(workbook(), "a.xlsx", workers=workers)
    (table,) = content.blocks
    assert isinstance(table, Table)
    assert [list(row) for row in table.grid] == [
        ["PHỤ LỤC", "", ""], ["STT", "Điểm số", "Hạn"], ["3.10", "6,18", "2025"], ["3,1", "85%", "05/12/2025"],
    ]  # fmt: skip
    assert list(table.merges) == [(0, 0, 0, 2)]
    assert [(one.sheet, one.row) for one in table.places] == [("Phụ lục", row) for row in (2, 4, 6, 7)]
    assert [str(note) for note in content.notes] == [
        "Không đọc trang tính ẩn: «Nháp». Nếu trang ẩn có nhiệm vụ, đề nghị bỏ ẩn trong Excel rồi nhập lại."
    ]


# -- what is refused -----------------------------------------------------------------------------------

OPEN_TEXT = zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"})
ENDLESS = b"<< /Type /Pages /Count 99 /Kids [2 0 R 2 0 R] >>"
LOOP = stream(b"/I Do /I Do", entries="/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
              "/Resources << /XObject << /I 1000 0 R >> >>")  # fmt: skip
ENTITIES = '<!DOCTYPE w:p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
CELLS = tbl(*[tr("a", tc("b", '<w:gridSpan w:val="190"/>'))] * 3000)

HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "IMPORT_004"),
    "zeros": (bytes(5000), "IMPORT_004"),
    "blanks": (b" \n \n", "IMPORT_024"),
    "a document without a word": (word(""), "IMPORT_024"),
    "half a Word file": (GOOD[: len(GOOD) // 2], "IMPORT_014"),
    "a Word file without its end": (GOOD[:-10], "IMPORT_014"),
    "half a PDF": (GOOD_PDF[: len(GOOD_PDF) // 2], "IMPORT_014"),
    "a PDF without its end": (GOOD_PDF[:-8], "IMPORT_014"),
    "a PDF of noise": (b"%PDF-1.7\n" + bytes(range(256)) * 30 + b"%%EOF", "IMPORT_014"),
    "noise": (bytes(range(256)) * 30, "IMPORT_007"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(60), "IMPORT_007"),
    "a program": (b"MZ" + bytes(range(256)), "IMPORT_007"),
    "an old Word file": (compound({"WordDocument": bytes(4096)}), "IMPORT_008"),
    "rich text": (b"{\\rtf1 xin}", "IMPORT_009"),
    "an open document": (OPEN_TEXT, "IMPORT_009"),
    "a mail": (mail({"kế hoạch.docx": GOOD}), "IMPORT_010"),
    "a mail of Outlook": (outlook({"a.docx": GOOD}), "IMPORT_010"),
    "an archive": (zipped({"kế hoạch.docx": GOOD}), "IMPORT_010"),
    "an archive of another kind": (b"Rar!\x1a\x07\x00" + bytes(60), "IMPORT_010"),
    "a page whose prose stands around its tables": (
        b"<html><p>" + b"Ke hoach " * 60 + b"</p><table><tr><td>1</td></tr></table></html>", "IMPORT_009",
    ),
    "a sheet of blanks": (b"<html><table><tr><td> </td></tr></table></html>", "IMPORT_024"),
    "a page without a table": (b"<html><p>x</p></html>", "IMPORT_024"),
    "a bomb": (word(p(" " * (90 << 20))), "IMPORT_015"),
    "a tree too deep": (word("<w:sdt>" * 500 + "</w:sdt>" * 500), "IMPORT_014"),
    "entities that grow": (
        zipped({"[Content_Types].xml": f"{ENTITIES}<Types>&b;</Types>".encode()}), "IMPORT_015",
    ),
    "an entity nobody declared": (word("&a;"), "IMPORT_014"),
    "more cells than any plan": (word(CELLS), "IMPORT_019"),
    "two thousand pages": (pdf(*["BT ET"] * 2000), "IMPORT_019"),
    "pages that contain themselves": (pdf("x", extra={2: ENDLESS}), "IMPORT_024"),
    "a drawing that contains itself": (pdf("/I Do " * 50, extra={1000: LOOP}), "IMPORT_024"),
    "a page of 700 MB": (pdf("x", extra={5: stream(bytes(700 << 20), True)}), "IMPORT_017"),
    "the corners of an old sheet": (old_excel((0, 0, "a"), (65535, 255, "b")), "IMPORT_018"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_refused_and_the_next_is_read(workers: Workers, name: str) -> None:
    data, code = HOSTILE[name]
    assert refused(workers, data) == code
    assert shown(open_document(GOOD, "sau", workers=workers))[0] == "Kế hoạch"


def test_spans_beyond_the_page_and_tables_in_tables_are_bounded(workers: Workers) -> None:
    wide = word(tbl(tr(tc("a", '<w:gridSpan w:val="999999999"/>'), "b")))
    nested = word("<w:tbl><w:tr><w:tc>" * 70 + p("trong cùng") + "</w:tc></w:tr></w:tbl>" * 70)
    (table,) = open_document(wide, workers=workers).blocks
    assert isinstance(table, Table)
    assert len(table.grid[0]) == 200
    assert shown(open_document(nested, workers=workers)) == ["trong cùng"]


def test_a_document_that_takes_too_long_is_ended(workers: Workers) -> None:
    endless = pdf("x", extra={5: stream(b"q Q " * (3 << 20), True)})
    found = workers.open(endless, "dài.pdf", seconds=1, wanted=DOCUMENT).problem
    assert found is not None
    assert (found.code, found.facts["seconds"]) == ("IMPORT_016", 90)


def test_a_path_that_is_no_file_is_refused(workers: Workers, tmp_path: Path) -> None:
    assert refused(workers, tmp_path / "không có.docx") == "IMPORT_001"
    assert refused(workers, tmp_path) == "IMPORT_002"
    (tmp_path / "liên kết.docx").symlink_to(tmp_path / "không có")
    assert refused(workers, tmp_path / "liên kết.docx") == "IMPORT_001"
    (tmp_path / "dài.txt").write_bytes(b"a" * (65 << 20))
    assert refused(workers, tmp_path / "dài.txt") == "IMPORT_006"


def test_no_process_at_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "python_running", lambda boot: ["/không/có/python"])
    assert refused(Workers(1), GOOD) == "IMPORT_025"


def test_returns_that_are_documents_are_judged_as_before() -> None:
    returned = (GOOD, GOOD_PDF, OPEN_TEXT, compound({"WordDocument": bytes(4096)}))
    problems = [open_file(data, "a").problem for data in returned]
    assert [one and one.code for one in problems] == ["GATE_021", "GATE_022", "INTAKE_044", "INTAKE_044"]


# -- files of real programs ----------------------------------------------------------------------------


def plan(path: Path) -> Path:
    """A plan on landscape sheets with a table over two pages: merged and repeated head, no row cut in two."""
    made = docx.Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    made.add_paragraph("Kế hoạch cải thiện chỉ số")
    made.add_paragraph("Sở Công Thương chủ trì", style="List Number")
    table = made.add_table(32, 4, style="Table Grid")
    table.cell(0, 0).merge(table.cell(1, 0)).text = "STT"
    table.cell(0, 1).merge(table.cell(1, 1)).text = "Nội dung"
    table.cell(0, 2).merge(table.cell(0, 3)).text = "Phân công thực hiện"
    table.cell(1, 2).text, table.cell(1, 3).text = "Chủ trì", "Phối hợp"
    for row in range(2, 32):
        table.cell(row, 0).text = f"3.{row - 1}"
        table.cell(row, 1).text = "Hướng dẫn doanh nghiệp tận dụng ưu đãi"
        table.cell(row, 2).text, table.cell(row, 3).text = "Sở Công Thương", "Các sở, ban, ngành"
    for number, row in enumerate(table.rows):
        mark = "w:tblHeader" if number < 2 else "w:cantSplit"
        row._tr.get_or_add_trPr().append(docx.oxml.OxmlElement(mark))
    made.save(str(path))
    return path


@pytest.mark.tools
def test_what_libreoffice_prints_says_the_same_as_the_word_file(
    workers: Workers, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    source = plan(tmp_path / "a.docx")
    word_file = open_document(source, workers=workers)
    printed = open_document(libreoffice.to_pdf(source), workers=workers)
    assert [one.text for one in printed.blocks if isinstance(one, Paragraph)] == [
        "Kế hoạch cải thiện chỉ số", "1. Sở Công Thương chủ trì",
    ]  # fmt: skip
    (whole,) = [one for one in word_file.blocks if isinstance(one, Table)]
    parts = [one for one in printed.blocks if isinstance(one, Table)]
    assert (whole.heads, len(parts) > 1) == (2, True)
    head = [["STT", "Nội dung", "Phân công thực hiện", ""], ["", "", "Chủ trì", "Phối hợp"]]
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)]
    assert [([list(row) for row in one.grid[:2]], sorted(one.merges)) for one in (whole, *parts)] == [
        (head, merges)
    ] * (1 + len(parts))
    rows = [[" ".join(text.split()) for text in row] for one in parts for row in one.grid[2:]]
    assert rows == [list(row) for row in whole.grid[2:]]
    assert [one.places[0].page for one in parts] == list(range(1, 1 + len(parts)))


@pytest.mark.tools
@pytest.mark.slow
@pytest.mark.parametrize("plan_id", ["nq02-hau-giang-2024.plan", "ddci-so-ngoai-vu-lang-son-2026.plan"])
def test_a_printed_document_has_every_letter_of_its_text_in_order(
    workers: Workers, libreoffice: LibreOffice, tmp_path: Path, plan_id: str
) -> None:
    source = SEEDS / f"{plan_id}.txt"
    if not source.is_file():
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing(f"Vắng văn bản gốc {source.name} trong shared/seeds cạnh kho mã")
    made = docx.Document()
    for line in source.read_text(encoding="utf-8").split("\n"):
        made.add_paragraph(line)
    made.save(str(tmp_path / "a.docx"))
    printed = libreoffice.to_pdf(tmp_path / "a.docx")
    text, word_file, pages = (letters(open_document(one, workers=workers))
                              for one in (source, tmp_path / "a.docx", printed))  # fmt: skip
    assert len(text) > 10_000
    assert text == word_file == pages


def letters(content: Content) -> str:
    """All letters of the paragraphs, without blanks."""
    return "".join("".join(one.text.split()) for one in content.blocks if isinstance(one, Paragraph))


@pytest.mark.tools
@pytest.mark.parametrize(("ending", "code"), [("doc", "IMPORT_008"), ("odt", "IMPORT_009"), ("rtf", "IMPORT_009")])
def test_documents_of_other_kinds_are_refused_with_advice(
    workers: Workers, libreoffice: LibreOffice, tmp_path: Path, ending: str, code: str
) -> None:
    saved = libreoffice.save_text(plan(tmp_path / "a.docx"), tmp_path / f"b.{ending}")
    assert refused(workers, saved) == code


@pytest.mark.tools
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_password_is_asked_for_and_opens(
    workers: Workers, libreoffice: LibreOffice, tmp_path: Path, ending: str
) -> None:
    source, saved = plan(tmp_path / "a.docx"), tmp_path / f"b.{ending}"
    password = "mat-khau-1" if ending == "pdf" else "mật khẩu 1"
    (libreoffice.to_pdf if ending == "pdf" else libreoffice.save_text)(source, saved, password)
    assert refused(workers, saved) == "IMPORT_011"
    assert refused(workers, saved, password="sai mật khẩu") == "IMPORT_012"
    content = open_document(saved, password=password, workers=workers)
    assert shown(content)[0] == "Kế hoạch cải thiện chỉ số"


@pytest.mark.tools
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_sheets_of_other_formats_say_the_same(
    workers: Workers, libreoffice: LibreOffice, tmp_path: Path, ending: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook())
    saved = libreoffice.resave(tmp_path / "a.xlsx", tmp_path / f"b.{ending}")
    rows = shown(open_document(saved, workers=workers))[0]
    assert isinstance(rows, list)
    percent = "0,85" if ending == "xls" else "85%"  # formats of percents are not told by the reader of .xls
    assert rows[1:] == [["STT", "Điểm số", "Hạn"], ["3.10", "6,18", "2025"], ["3,1", percent, "05/12/2025"]]
