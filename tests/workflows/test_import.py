"""Nhập văn bản from outside: a document to its review, the review to a master, and bad input that leaves nothing."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from kehoach_xl import ribbon
from kehoach_xl.cli import main
from kehoach_xl.documents.review_line import AGREED, DROPPED
from kehoach_xl.engine.cells import BlockWrite, Cells
from kehoach_xl.engine.opening import open_book
from kehoach_xl.press import press
from kehoach_xl.reports.notice import Notice
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.layout import review as tables
from kehoach_xl.sheets.table import Table
from kehoach_xl.workflows.import_document import import_document, make_master
from tests.support.excel_com import FakeExcel
from tests.workflows.office import Room

pytestmark = pytest.mark.slow  # each makes workbooks as a person does

HEAD = ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian thực hiện")
TASKS = (
    ("1", "Tổ chức tập huấn cho doanh nghiệp", "Sở Công Thương", "Các sở, ban, ngành", "Năm 2025"),
    ("2", "Rà soát văn bản của tỉnh", "Sở Tư pháp", "Sở Nội vụ", "Quý IV/2025"),
)
FIRST_LINES = ("ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH", "Số: 12/KH-UBND", "Hà Tĩnh, ngày 05 tháng 11 năm 2025")
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS = (
    f'<o:document-content xmlns:o="{_ODF}:office:1.0" xmlns:t="{_ODF}:table:1.0" xmlns:x="{_ODF}:text:1.0">'
    "<o:body><o:spreadsheet>{}</o:spreadsheet></o:body></o:document-content>"
)
ODS_SHEET = (
    '<t:table t:name="{}"><t:table-row><t:table-cell o:value-type="string"><x:p>{}</x:p></t:table-cell></t:table-row>'
    "</t:table>"
)
TITLE = "Nâng cao chỉ số của tỉnh Hà Tĩnh năm 2025"


def document(folder: Path, tasks: Sequence[Sequence[str]] = TASKS, name: str = "Kế hoạch.docx") -> Path:
    """A Word file with a head and an appendix of tasks."""
    file = docx.Document()
    for line in (*FIRST_LINES, "KẾ HOẠCH", TITLE):
        file.add_paragraph(line)
    if tasks:
        table = file.add_table(rows=0, cols=len(HEAD))
        for line in (HEAD, *tasks):
            for cell, text in zip(table.add_row().cells, line, strict=True):
                cell.text = text
    folder.mkdir(parents=True, exist_ok=True)
    file.save(str(folder / name))
    return folder / name


def review_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}.xem-lai.xlsx")


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main(["import", *map(str, words)])
    said = capsys.readouterr()
    return code, said.out, said.err


def type_in(path: Path, line: tuple[str, str], **values: str) -> int:
    """Type into the line of a review, found by kind and name; its row."""
    with open_book(path, write=True) as book:
        cells = Cells(book)
        table = Table.read(cells, tables()["review"])
        row = next(one.row for one in table.rows if (one.text("kind"), one.text("name")) == line)
        blocks = [BlockWrite(table.sheet, row, table.columns[field], ((text,),)) for field, text in values.items()]
        with cells.written(blocks):
            book.save()
    return row


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


# -- a document ---------------------------------------------------------------------------------------


def test_a_document_gives_its_review_beside_it_and_stays_as_it_was(tmp_path: Path, capsys):
    path = document(tmp_path)
    before = path.read_bytes()
    code, out, _ = run(capsys, path)
    assert code in (0, 1) and files(tmp_path) == ["Kế hoạch.docx", "Kế hoạch.xem-lai.xlsx"]
    assert path.read_bytes() == before
    assert out.splitlines()[0] == "Đã đọc văn bản «Kế hoạch.docx» (danh mục cơ quan: ha-tinh-2025)."
    assert "  Số, ký hiệu: 12/KH-UBND\n" in out and "Đã hiểu: 2 nhiệm vụ" in out
    assert f"Tệp xem lại: «{review_of(path)}».\nBước tiếp theo: mở tệp xem lại" in out


def test_what_is_unsure_is_told_with_its_place_and_its_reason(tmp_path: Path, capsys):
    strange = (*TASKS, ("3", "Đo lường chất lượng", "Sở Công Thươgn", "", "Năm 2025"))
    code, out, _ = run(capsys, document(tmp_path, strange))
    line = next(line for line in out.splitlines() if "«Sở Công Thươgn»" in line)
    assert code == 1 and line.startswith("  [■ Cần quyết định] TT ") and "gần giống: Sở Công Thương" in line


def test_json_tells_the_same(tmp_path: Path, capsys):
    path = document(tmp_path)
    code, out, _ = run(capsys, path, "--json")
    told = json.loads(out)
    assert (told["command"], told["exit"], told["master"]) == ("import", code, None)
    assert told["review"]["out"] == str(review_of(path)) and told["review"]["counts"]["Nhiệm vụ"] == 2
    assert told["review"]["facts"]["Số, ký hiệu"] == "12/KH-UBND"
    assert set(told["review"]) == {
        "out", "file", "register", "facts", "deadlines", "counts", "left", "unsure", "lacks",
    }  # fmt: skip


def test_where_to_write_and_which_agencies_are_hers_to_say(tmp_path: Path, capsys):
    path, out = document(tmp_path / "gốc"), tmp_path / "nơi khác" / "xem.xlsx"
    out.parent.mkdir()
    code, said, _ = run(capsys, path, "--out", out, "--agencies", "hau-giang-2024")
    assert code in (0, 1) and out.is_file() and files(path.parent) == ["Kế hoạch.docx"]
    assert "danh mục cơ quan: hau-giang-2024" in said


# -- a review -----------------------------------------------------------------------------------------


def test_a_review_gives_the_master(tmp_path: Path, capsys):
    path = document(tmp_path)
    run(capsys, path)
    code, out, _ = run(capsys, review_of(path))
    assert code in (0, 1) and f"Đã tạo sổ «{tmp_path / 'Kế hoạch.xlsm'}»" in out
    with open_book(tmp_path / "Kế hoạch.xlsm", write=False) as book:
        desk = Desk(book)
        plan = desk.plan
    assert [(task.code, task.leads, task.timeframe_text) for task in plan.tasks] == [
        ("1", ("SCT",), "Năm 2025"), ("2", ("STP",), "Quý IV/2025"),
    ]  # fmt: skip
    assert (plan.number, plan.dated, plan.target_year) == ("12/KH-UBND", "05/11/2025", 2025)


def test_what_she_made_of_the_lines_is_what_the_master_holds(tmp_path: Path):
    path = document(tmp_path)
    import_document(path)
    type_in(review_of(path), ("Nhiệm vụ", TASKS[0][1]), name="Tập huấn", leads="Sở Tài chính")
    type_in(review_of(path), ("Nhiệm vụ", TASKS[1][1]), opinion=DROPPED)
    made = make_master(review_of(path))
    assert (made.tasks, made.dropped) == (1, 1)
    with open_book(Path(made.out), write=False) as book:
        assert [(task.content, task.leads) for task in Desk(book).plan.tasks] == [("Tập huấn", ("STC",))]


def test_a_name_she_left_open_is_told_and_never_matched(tmp_path: Path, capsys):
    path = document(tmp_path, (*TASKS, ("3", "Đo lường", "Sở Công Thươgn", "", "Năm 2025")))
    run(capsys, path)
    code, out, _ = run(capsys, review_of(path))
    assert code == 1 and "Cơ quan «Sở Công Thươgn»: chưa quyết định." in out
    with open_book(tmp_path / "Kế hoạch.xlsm", write=False) as book:
        desk = Desk(book)
        (row,) = [row for row in desk.table("appendix").rows if row.text("code") == "3"]
        assert row.text("leads") == "Sở Công Thươgn" and desk.register.find("Sở Công Thươgn") is None


def test_a_name_she_agreed_to_is_that_agency(tmp_path: Path):
    path = document(tmp_path, (*TASKS, ("3", "Đo lường", "Sở Công Thươgn", "", "Năm 2025")))
    import_document(path)
    type_in(review_of(path), ("Cơ quan", "Sở Công Thươgn"), opinion=AGREED)
    made = make_master(review_of(path))
    with open_book(Path(made.out), write=False) as book:
        assert Desk(book).plan.tasks[2].leads == ("SCT",)


def test_both_at_once_give_the_same_master(tmp_path: Path, capsys):
    one, two = document(tmp_path / "một"), document(tmp_path / "hai")
    run(capsys, one, "--master", one.with_suffix(".xlsm"))
    import_document(two)
    make_master(review_of(two))
    assert files(one.parent) == files(two.parent) == ["Kế hoạch.docx", "Kế hoạch.xem-lai.xlsx", "Kế hoạch.xlsm"]
    assert one.with_suffix(".xlsm").read_bytes() == two.with_suffix(".xlsm").read_bytes()


def test_a_master_without_macros_is_made_where_she_says(tmp_path: Path, capsys):
    path = document(tmp_path)
    run(capsys, path)
    code, _, _ = run(capsys, review_of(path), "--out", tmp_path / "sổ.xlsx")
    assert code in (0, 1) and (tmp_path / "sổ.xlsx").is_file()


# -- nothing of anybody's is lost -----------------------------------------------------------------------


def test_no_file_is_replaced_unless_she_says_so_and_then_it_is_kept(tmp_path: Path, capsys):
    path = document(tmp_path)
    review_of(path).write_bytes(b"cua toi")
    code, _, err = run(capsys, path)
    assert code == 2 and "[NEW_002]" in err and review_of(path).read_bytes() == b"cua toi"
    assert run(capsys, path, "--overwrite")[0] in (0, 1)
    (kept,) = (tmp_path / "sao-luu").iterdir()
    assert kept.read_bytes() == b"cua toi"


def test_a_review_of_another_document_of_that_name_keeps_its_place(tmp_path: Path, capsys):
    path = document(tmp_path)
    run(capsys, path)
    before = review_of(path).read_bytes()
    other = path.with_suffix(".txt")
    other.write_text("KẾ HOẠCH\n1. Sở Tài chính: tổ chức tập huấn.\n", encoding="utf-8")
    codes = [run(capsys, other, *words)[0] for words in ((), (), ("--overwrite",))]
    assert [code == 2 for code in codes] == [False, True, False] and review_of(path).read_bytes() == before
    assert [name for name in files(tmp_path) if "/" not in name] == [
        "Kế hoạch-2.xem-lai.xlsx", "Kế hoạch.docx", "Kế hoạch.txt", "Kế hoạch.xem-lai.xlsx",
    ]  # fmt: skip


def test_a_document_is_never_written_over(tmp_path: Path, capsys):
    path = document(tmp_path).rename(tmp_path / "a.xlsx")
    before = path.read_bytes()
    assert run(capsys, path, "--out", path, "--overwrite")[0] == 2 and path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rỗng.docx", b""), ("rác.docx", b"\x00\x01 khong phai Word"), ("cụt.pdf", b"%PDF-1.7\n1 0 obj"),
        ("cụt.xlsx", b"PK\x03\x04"), ("không có.docx", None),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_sentence_and_leaves_nothing(tmp_path: Path, capsys, name: str, data: bytes | None):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    before = files(tmp_path)
    code, out, err = run(capsys, path, "--master", tmp_path / "sổ.xlsm")
    assert (code, out) == (2, "") and "[IMPORT_" in err and "Traceback" not in err
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--agencies", "sao-hoa"), "IMPORT_063"), (("--out", "xem.docx"), "IMPORT_163"),
        (("--master", "sổ.pdf"), "IMPORT_163"), (("--out", "chưa có/xem.xlsx"), "IMPORT_170"),
        (("--master", "chưa có/sổ.xlsm"), "IMPORT_170"),
    ],
)  # fmt: skip
def test_a_wrong_wish_is_a_sentence_and_leaves_nothing(tmp_path: Path, capsys, monkeypatch, words, code: str):
    path = document(tmp_path)
    monkeypatch.chdir(tmp_path)
    result, out, err = run(capsys, path, *words)
    assert (result, out) == (2, "") and f"[{code}]" in err and files(tmp_path) == ["Kế hoạch.docx"]


def test_a_workbook_of_ours_is_no_document(fresh: Room, tmp_path: Path, capsys):
    fresh.open_period()
    fresh.distribute()
    form = next(fresh.folder.glob("phan-phat/*/*.xlsx"))
    for path, said in ((fresh.master, "IMPORT_166"), (form, "IMPORT_167")):
        before = files(fresh.folder)
        code, out, err = run(capsys, path)
        assert (code, out) == (2, "") and f"[{said}]" in err and files(fresh.folder) == before


@pytest.mark.parametrize(
    ("sheets", "code"), [(("Phụ lục", "Tiến độ", "Kỳ báo cáo", "Nhật ký"), "IMPORT_166"), (("Xem lại",), "IMPORT_168")]
)
def test_nor_is_one_that_was_saved_in_another_format(tmp_path: Path, capsys, sheets: Sequence[str], code: str):
    path = tmp_path / "tệp.ods"
    with ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        rows = [ODS_SHEET.format(one, tables()["review"].title) for one in sheets]
        package.writestr("content.xml", ODS.format("".join(rows)))
    assert run(capsys, path)[0] == 2 and f"[{code}]" in run(capsys, path)[2] and files(tmp_path) == ["tệp.ods"]


def test_a_document_without_a_task_gives_a_review_but_no_master(tmp_path: Path, capsys):
    path = document(tmp_path, ())
    code, _, err = run(capsys, path, "--master", tmp_path / "sổ.xlsm")
    assert code == 2 and "[IMPORT_161]" in err and files(tmp_path) == ["Kế hoạch.docx"]
    run(capsys, path)
    before = files(tmp_path)
    assert run(capsys, review_of(path))[0] == 2 and files(tmp_path) == before


def test_a_line_that_cannot_be_understood_is_named_and_no_master_is_made(tmp_path: Path, capsys):
    path = document(tmp_path)
    run(capsys, path)
    row = type_in(review_of(path), ("Nhiệm vụ", TASKS[0][1]), kind="Việc")
    before = files(tmp_path)
    code, _, err = run(capsys, review_of(path))
    assert code == 2 and f"• Dòng {row}: Việc 1: không có loại «Việc»." in err and files(tmp_path) == before


# -- the button -----------------------------------------------------------------------------------------


class Choosing:
    """A screen on which she chooses these files."""

    def __init__(self, *chosen: Path | None) -> None:
        self.chosen, self.notices = list(chosen), list[Notice]()

    def show(self, line: str) -> None: ...

    def ask(self, question: str) -> bool:
        raise AssertionError(question)

    def choose(self, title: str, endings: Sequence[str]) -> Path | None:
        assert ".docx" in endings and ".pdf" in endings
        return self.chosen.pop(0)

    def tell(self, notice: Notice) -> None:
        self.notices.append(notice)


def test_in_a_master_the_button_asks_for_a_document_and_never_replaces_a_review(fresh: Room, tmp_path: Path):
    path = document(tmp_path / "đến")
    screen = Choosing(path, path, None)
    before = fresh.master.read_bytes()
    for _ in range(3):
        with open_book(fresh.master, write=True) as book:
            press(ribbon.import_document.act, lambda book=book: book, screen)
    assert files(path.parent) == ["Kế hoạch-2.xem-lai.xlsx", "Kế hoạch.docx", "Kế hoạch.xem-lai.xlsx"]
    first, second = screen.notices  # changing her mind says nothing
    assert first.text.startswith("Đã đọc «Kế hoạch.docx»: 2 nhiệm vụ") and "Kế hoạch-2.xem-lai.xlsx" in second.text
    assert fresh.master.read_bytes() == before


def test_a_review_that_is_chosen_becomes_a_master(fresh: Room, tmp_path: Path):
    path = document(tmp_path / "đến")
    import_document(path)
    screen = Choosing(review_of(path))
    with open_book(fresh.master, write=True) as book:
        press(ribbon.import_document.act, lambda: book, screen)
    assert screen.notices[0].text.startswith("Đã tạo sổ ") and path.with_suffix(".xlsm").is_file()


def test_in_excel_the_review_is_opened_and_in_the_review_the_master(tmp_path: Path, excel: FakeExcel, fresh: Room):
    path = document(tmp_path / "đến")
    book = excel.open(fresh.master)
    excel.files = [str(path)]
    press(ribbon.import_document.act, lambda: book)
    assert excel.filters == ["Văn bản (*.docx;*.pdf;*.xlsx;*.xlsm;*.xls;*.txt),*.docx;*.pdf;*.xlsx;*.xlsm;*.xls;*.txt"]
    assert [one.path.name for one in excel.books][-1] == "Kế hoạch.xem-lai.xlsx"
    opened = book.app.books["Kế hoạch.xem-lai.xlsx"]
    press(ribbon.import_document.act, lambda: opened)
    assert [one.path.name for one in excel.books][-1] == "Kế hoạch.xlsm"
    assert ["Đã đọc" in excel.alerts[0].prompt, "Đã tạo sổ" in excel.alerts[1].prompt] == [True, True]


def test_a_long_review_takes_as_many_calls_as_a_short_one(tmp_path: Path, excel: FakeExcel):
    counts = []
    for name, tasks in (("ít", TASKS), ("nhiều", [(str(at), f"Việc {at}", *TASKS[0][2:]) for at in range(1, 61)])):
        path = document(tmp_path / name, tasks, f"{name}.docx")
        import_document(path)
        book = excel.open(review_of(path))
        excel.wire.reset()
        press(ribbon.import_document.act, lambda book=book: book)
        counts.append(excel.wire.count)
        assert path.with_suffix(".xlsm").is_file()
    assert counts[0] == counts[1]


def test_cancelling_in_excel_does_nothing(excel: FakeExcel, fresh: Room):
    book = excel.open(fresh.master)
    before = files(fresh.folder)
    press(ribbon.import_document.act, lambda: book)
    assert excel.alerts == [] and len(excel.books) == 1 and files(fresh.folder) == before


# -- the other commands -----------------------------------------------------------------------------------


def test_nothing_of_the_import_is_loaded_for_the_reports_of_others():
    names = ", ".join(f"kehoach_xl.reports.{one}" for one in ("text", "data", "notice"))
    loaded = "[name for name in sys.modules if name.startswith('kehoach_xl.documents')]"
    asked = f"import sys, {names}, kehoach_xl.workflows.consolidate\nprint({loaded})"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True).stdout == "[]\n"
