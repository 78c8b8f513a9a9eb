"""Xuất PDF: each sheet that is looked at as a file of its own, and nothing else changes anywhere."""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kehoach_xl.cli import main
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.office import found, printing
from kehoach_xl.reports.notice import notice
from kehoach_xl.reports.text import text
from kehoach_xl.sheets.record import row_id
from kehoach_xl.workflows import export_pdf as module
from kehoach_xl.workflows.export_pdf import SHEETS, PdfReport, export_pdf
from tests.support.excel_com import FakeExcel
from tests.support.excel_com.model import HIDDEN
from tests.support.libreoffice import text_pages
from tests.workflows.clicks import press, told
from tests.workflows.office import Room, repack
from tests.workflows.test_choices import choose

pytestmark = [pytest.mark.slow, pytest.mark.tools]

WORKBOOK = "xl/workbook.xml"
FILES = [
    "2025-H2-bang-dieu-khien.pdf", "2025-H2-phu-luc.pdf", "2025-H2-ket-qua-thuc-hien.pdf", "2025-H2-tong-hop.pdf",
    "2025-H2-nop-bao-cao.pdf", "2025-H2-chi-so.pdf",
]  # fmt: skip


@pytest.fixture
def demo(played, tmp_path: Path) -> Room:
    """The master of the demo, a whole half-year in it, in a folder of one's own."""
    room = Room(tmp_path / "sở kế hoạch")
    room.master = room.folder / "so-dieu-phoi.xlsm"
    shutil.copy2(played[1] / "so-dieu-phoi.xlsm", room.master)
    return room


@pytest.fixture
def printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A program of one's own under LibreOffice's name: $OUT is the folder for the PDFs."""

    def stand_in(script: str) -> None:
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir()
        head = '#!/bin/sh\nfor WORD; do [ "$BEFORE" = --outdir ] && OUT=$WORD; BEFORE=$WORD; done\n'
        program.write_text(f"{head}{script}\n", encoding="utf-8")
        program.chmod(0o700)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")

    return stand_in


def export(room: Room, sheet: str | None = None, **options: object) -> PdfReport:
    with open_book(room.master, write=False) as book:
        return export_pdf(book, sheet, **options)


def in_workbook(room: Room, old: str, new: str) -> None:
    """Change the workbook part as another program might have left it."""

    def change(part: str, data: bytes) -> bytes:
        if part != WORKBOOK:
            return data
        assert data.count(old.encode()) == 1
        return data.replace(old.encode(), new.encode())

    repack(room.master, change)


def standing(room: Room) -> dict[str, bytes]:
    """Every file of the folder of PDFs, also hidden ones, and what is in it."""
    folder = room.folder / "xuat-pdf"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


WHOLE = "printf '%%PDF-1.7\\n%%%%EOF\\n'"


# -- what comes of it ------------------------------------------------------------------------------


def test_each_sheet_that_is_looked_at_becomes_a_file_and_the_master_stays(demo: Room) -> None:
    before = demo.master.read_bytes()
    report = export(demo)
    assert [(one.sheet, one.file) for one in report.files] == list(zip(SHEETS, FILES, strict=True))
    assert report.notices == []
    folder = demo.folder / "xuat-pdf" / "2025-H2"
    assert (report.period, report.folder) == ("2025-H2", str(folder))
    assert set(standing(demo)) == {f"2025-H2/{name}" for name in FILES}
    assert sorted(path.name for path in folder.parent.iterdir()) == ["2025-H2"]
    assert demo.master.read_bytes() == before
    for sheet, name in zip(SHEETS, FILES, strict=True):
        pages = text_pages(folder / name)
        assert sheet.casefold() in " ".join(pages[0].split()[:40]).casefold(), name
        # Not «###»: the text of a PDF holds those of hidden columns too, which nobody sees.
        for error in ("#NAME?", "#VALUE!", "#REF!", "#DIV/0!", "#N/A", "Err:"):
            assert error not in "".join(pages), name


def test_the_number_of_the_page_stands_at_the_top_from_the_second_page_on(demo: Room) -> None:
    """Nghị định 30/2020/NĐ-CP, phụ lục I."""
    export(demo)
    pages = text_pages(demo.folder / "xuat-pdf" / "2025-H2" / FILES[1])
    first_lines = [page.split("\n")[0].strip() for page in pages]
    assert len(pages) > 1
    assert first_lines[1:] == [str(number) for number in range(2, len(pages) + 1)]
    assert first_lines[0] == "Phụ lục"


def test_figures_are_computed_and_written_as_in_vietnam(demo: Room) -> None:
    """The file holds no results of formulas: our engine never stores any."""
    export(demo, "Bảng điều khiển")
    said = " ".join(text_pages(demo.folder / "xuat-pdf" / "2025-H2" / FILES[0])[0].split())
    summary = demo.summary().total
    assert f"{summary['done']}/{summary['due']}" in said
    export(demo, "Chỉ số")
    assert "16,27" in text_pages(demo.folder / "xuat-pdf" / "2025-H2" / FILES[5])[0]


def test_one_sheet_may_be_named_also_her_own_and_however_typed(demo: Room) -> None:
    in_workbook(demo, '<sheet name="Danh mục"', '<sheet name="Họp &amp; ghi chú 12/12"')
    export(demo, " họp & ghi chú 12/12 ")
    assert set(standing(demo)) == {"2025-H2/2025-H2-hop-ghi-chu-12-12.pdf"}


def test_another_folder_may_be_named(demo: Room, tmp_path: Path) -> None:
    report = export(demo, "Chỉ số", folder=tmp_path / "nơi khác")
    assert report.folder == str(tmp_path / "nơi khác" / "2025-H2")
    assert [path.name for path in (tmp_path / "nơi khác" / "2025-H2").iterdir()] == [FILES[5]]
    assert not (demo.folder / "xuat-pdf").exists()


def test_the_folder_is_the_one_of_the_dashboard(demo: Room) -> None:
    choose(demo, pdf="bản in/trình ký")
    assert export(demo, "Chỉ số").folder == str(demo.folder / "bản in" / "trình ký" / "2025-H2")
    assert (demo.folder / "bản in" / "trình ký" / "2025-H2" / FILES[5]).read_bytes().startswith(b"%PDF-")


def test_a_master_from_before_that_choice_uses_the_usual_folder(demo: Room) -> None:
    repack(demo.master, lambda part, data: re.sub(rb'<definedName name="LC_pdf">[^<]*</definedName>', b"", data))
    assert export(demo, "Chỉ số").folder == str(demo.folder / "xuat-pdf" / "2025-H2")


def test_what_was_exported_before_is_replaced_and_other_files_stay(demo: Room) -> None:
    folder = demo.folder / "xuat-pdf" / "2025-H2"
    folder.mkdir(parents=True)
    (folder / FILES[5]).write_bytes(b"old")
    (folder / "ban-ky.pdf").write_bytes(b"signed")
    export(demo, "Chỉ số")
    assert (folder / FILES[5]).read_bytes().startswith(b"%PDF-")
    assert (folder / "ban-ky.pdf").read_bytes() == b"signed"


# -- sheets that cannot be shown -------------------------------------------------------------------


def test_a_hidden_sheet_and_one_that_is_gone_are_told_and_the_others_made(
    demo: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_workbook(demo, '<sheet name="Chỉ số"', '<sheet state="hidden" name="Chỉ số"')
    monkeypatch.setattr(module, "SHEETS", ("Phụ lục", "Chỉ số", "Trang đã xóa"))
    report = export(demo)
    assert [one.sheet for one in report.files] == ["Phụ lục"]
    assert [(one.code, one.facts["sheet"]) for one in report.notices] == [
        ("PDF_008", "Chỉ số"), ("PDF_007", "Trang đã xóa"),
    ]  # fmt: skip
    assert notice(report).warns and "Trang «Chỉ số» đang ẩn" in notice(report).text


def test_a_sheet_she_renamed_is_found_by_what_is_bound_on_it(demo: Room) -> None:
    def change(part: str, data: bytes) -> bytes:
        return data.replace("Chỉ số".encode(), "Điểm số các năm".encode()) if part == WORKBOOK else data

    repack(demo.master, change)
    made = {one.sheet: one.file for one in export(demo).files}
    assert made["Điểm số các năm"] == "2025-H2-chi-so.pdf"


def test_every_sheet_may_be_renamed(demo: Room, printer) -> None:
    """A name is bound on each of them, also on `Nộp báo cáo`, which holds no table."""
    def change(part: str, data: bytes) -> bytes:
        for number, title in enumerate(SHEETS if part == WORKBOOK else ()):
            data = data.replace(title.encode(), b"Trang %d" % number)
        return data

    repack(demo.master, change)
    printer(f"for N in 1 2 3 4 5 6; do {WHOLE} > $OUT/$N.pdf; done")
    report = export(demo)
    assert [(one.sheet, one.file) for one in report.files] == [(f"Trang {n}", FILES[n]) for n in range(6)]
    assert report.notices == []


def test_no_file_at_all_is_a_refusal_that_says_why(demo: Room) -> None:
    in_workbook(demo, '<sheet name="Chỉ số"', '<sheet state="hidden" name="Chỉ số"')
    with pytest.raises(Stop) as stop:
        export(demo, "Chỉ số")
    assert stop.value.message.code == "PDF_006"
    assert "Trang «Chỉ số» đang ẩn" in stop.value.message.text


def test_without_a_period_there_is_nothing_to_name_the_files_by(fresh: Room) -> None:
    with pytest.raises(Stop) as stop:
        export(fresh)
    assert stop.value.message.code == "PERIOD_003"
    assert not (fresh.folder / "xuat-pdf").exists()


def test_with_periods_but_none_selected_it_says_so(demo: Room) -> None:
    choose(demo, current=None)
    with pytest.raises(Stop) as stop:
        export(demo)
    assert str(stop.value.message) == (
        "Chưa chọn kỳ báo cáo. Đề nghị chọn một kỳ ở ô «Kỳ đang xem» của Bảng điều khiển rồi thực hiện lại. "
        "Các kỳ đã mở: 2025-H2."
    )


def test_results_from_before_a_hand_edit_are_not_printed_beside_fresh_figures(demo: Room) -> None:
    row = next(row for row in demo.desk().record if row.values["status"] == "Hoàn thành")
    demo.type("progress", "id", row_id(row.task, row.period, row.agency), result="Sửa tay sau khi tổng hợp.")
    before = demo.master.read_bytes()
    report = export(demo)
    assert [one.sheet for one in report.files] == [s for s in SHEETS if s != SHEETS[2]]
    assert [str(one) for one in report.notices] == [
        "Trang «Kết quả thực hiện» chưa theo số liệu hiện có của kỳ 2025-H2 nên không xuất trang này. "
        "Đề nghị bấm Tổng hợp trước (lệnh summary) rồi xuất lại."
    ]
    assert demo.master.read_bytes() == before
    demo.summary()
    assert export(demo, "Kết quả thực hiện").notices == []


def test_results_of_another_period_are_not_printed_as_this_ones(demo: Room) -> None:
    """`Kết quả thực hiện` holds values, written when «Tổng hợp» runs."""
    demo.open_period("2026-H1")
    report = export(demo)
    assert (report.period, [one.sheet for one in report.files]) == ("2026-H1", [s for s in SHEETS if s != SHEETS[2]])
    assert [str(one.text) for one in report.notices] == [
        "Trang «Kết quả thực hiện» chưa có số liệu của kỳ 2026-H1 nên không xuất trang này."
    ]
    demo.summary()
    assert export(demo, "Kết quả thực hiện").notices == []


# -- what may go wrong around it ---------------------------------------------------------------------


def test_without_libreoffice_one_sentence_says_what_to_do(
    demo: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(found, "USUAL", ())
    assert main(["pdf", "--master", str(demo.master)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("Máy này chưa có LibreOffice nên chưa xuất được tệp sổ ra PDF. Đề nghị cài LibreOffice")
    assert not (demo.folder / "xuat-pdf").exists()


def test_one_that_hangs_leaves_what_was_there(
    demo: Room, printer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    export(demo, "Chỉ số")
    before = standing(demo)
    printer("for N in 1 2 3 4 5 6; do printf '%%PDF-1.7 half' > $OUT/$N.pdf; done; sleep 600")
    monkeypatch.setattr(printing.to_pdf, "__defaults__", (1,))
    assert main(["pdf", "--master", str(demo.master)]) == 2
    assert "LibreOffice chưa in xong sau 1 giây nên đã được dừng" in capsys.readouterr().err
    assert standing(demo) == before
    assert sorted(path.name for path in (demo.folder / "xuat-pdf").iterdir()) == ["2025-H2"]


def test_a_sheet_that_was_half_printed_is_told_and_its_old_file_stays(demo: Room, printer) -> None:
    folder = demo.folder / "xuat-pdf" / "2025-H2"
    folder.mkdir(parents=True)
    (folder / FILES[3]).write_bytes(b"old")
    printer(f"for N in 1 2 3 5 6; do {WHOLE} > $OUT/$N.pdf; done; printf '%%PDF-1.7 half' > $OUT/4.pdf")
    report = export(demo)
    assert [one.file for one in report.files] == [*FILES[:3], *FILES[4:]]
    assert [str(one.text) for one in report.notices] == [
        "Không in được trang «Tổng hợp» ra PDF (LibreOffice không tạo được tệp)."
    ]
    assert (folder / FILES[3]).read_bytes() == b"old"


def test_a_file_that_is_open_in_a_viewer_stays_and_is_told(
    demo: Room, printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows lets nobody replace a file that a viewer holds."""
    folder = demo.folder / "xuat-pdf" / "2025-H2"
    folder.mkdir(parents=True)
    (folder / FILES[1]).write_bytes(b"old")
    printer(f"for N in 1 2 3 4 5 6; do {WHOLE} > $OUT/$N.pdf; done")
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if Path(target).name == FILES[1]:
            error = PermissionError(13, "Access is denied", str(target))
            error.winerror = 5
            raise error
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    report = export(demo)
    assert [one.file for one in report.files] == [FILES[0], *FILES[2:]]
    assert [str(one) for one in report.notices] == [
        "Chưa thay được tệp «2025-H2-phu-luc.pdf» (tệp đang mở trong chương trình khác, hoặc chỉ cho đọc); tệp cũ "
        "còn nguyên. "
        "Đề nghị đóng tệp này trong chương trình đang xem rồi xuất lại."
    ]
    assert (folder / FILES[1]).read_bytes() == b"old"
    assert sorted(path.name for path in folder.parent.iterdir()) == ["2025-H2"]


def test_a_folder_that_cannot_be_made_is_named(demo: Room, printer) -> None:
    (demo.folder / "xuat-pdf").write_bytes(b"a file where the folder should be")
    printer("exit 1")
    with pytest.raises(Stop) as stop:
        export(demo)
    assert stop.value.message.code == "PDF_005"
    assert "«Thư mục tệp PDF»" in stop.value.message.todo


# -- on the command line ---------------------------------------------------------------------------


def test_the_command_tells_the_files(demo: Room, printer, capsys: pytest.CaptureFixture[str]) -> None:
    printer(f"for N in 1 2 3 4 5 6; do {WHOLE} > $OUT/$N.pdf; done")
    assert main(["pdf", "--master", str(demo.master)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        f"Đã xuất 6 tệp PDF của kỳ 6 tháng cuối năm 2025 vào thư mục «{demo.folder}/xuat-pdf/2025-H2»:"
    )
    assert [line.split()[-1] for line in lines[1:]] == FILES
    assert main(["pdf", "--master", str(demo.master), "--sheet", "Phụ lục", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "command": "pdf", "exit": 0, "period": "2025-H2", "folder": str(demo.folder / "xuat-pdf" / "2025-H2"),
        "files": [{"sheet": "Phụ lục", "file": "2025-H2-phu-luc.pdf"}], "notices": [],
    }  # fmt: skip


def test_an_unknown_sheet_is_refused_with_those_there_are(demo: Room, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pdf", "--master", str(demo.master), "--sheet", "Tổng kết"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Sổ không có trang «Tổng kết». Các trang của sổ: Bảng điều khiển, Phụ lục, ")
    assert "_kehoach" not in said


def test_something_to_look_at_is_exit_code_one(demo: Room, printer, capsys: pytest.CaptureFixture[str]) -> None:
    printer(f"for N in 1 2 3 4 5; do {WHOLE} > $OUT/$N.pdf; done")
    assert main(["pdf", "--master", str(demo.master)]) == 1
    assert "Không in được trang «Chỉ số»" in capsys.readouterr().out


def test_a_master_open_elsewhere_can_be_printed_as_it_was_saved(demo: Room, printer) -> None:
    (demo.folder / "~$so-dieu-phoi.xlsm").write_bytes(b"\x05Excel")
    printer(f"for N in 1 2 3 4 5 6; do {WHOLE} > $OUT/$N.pdf; done")
    assert main(["pdf", "--master", str(demo.master)]) == 0


# -- in Excel ----------------------------------------------------------------------------------------


def test_in_excel_each_sheet_is_one_call_and_nothing_is_touched(demo: Room) -> None:
    before = demo.master.read_bytes()
    with FakeExcel() as excel:
        book = excel.open(demo.master)
        screen, cells = excel.screen(), excel.model().cells()
        excel.wire.reset()
        press(book, "export_pdf")
        assert excel.wire.calls["call Worksheet.ExportAsFixedFormat"] == 6
        assert excel.wire.calls["set Worksheet.Visible"] == 0
        assert (excel.screen(), excel.model().cells(), excel.model().saved) == (screen, cells, True)
        assert told(excel)[0].prompt == (
            "Đã xuất 6 tệp PDF của kỳ 6 tháng cuối năm 2025 vào thư mục:\n"
            f"{demo.folder}/xuat-pdf/2025-H2\n\nTiếp theo: gửi kèm báo cáo hoặc in."
        )
    assert demo.master.read_bytes() == before
    assert {name: data.decode().splitlines()[1] for name, data in standing(demo).items()} == {
        f"2025-H2/{name}": f"% so-dieu-phoi.xlsm: {sheet}" for sheet, name in zip(SHEETS, FILES, strict=True)
    }


def test_in_excel_a_hidden_sheet_is_told_and_one_that_excel_refuses_too(demo: Room) -> None:
    with FakeExcel() as excel:
        book = excel.open(demo.master)
        excel.model().sheet("Chỉ số").visible = HIDDEN
        excel.model().sheet("Nộp báo cáo").values.clear()
        excel.model().sheet("Nộp báo cáo").formulas.clear()
        press(book, "export_pdf")
        said = told(excel)[0].prompt
    assert said.startswith("Đã xuất 4 tệp PDF")
    assert "• Trang «Chỉ số» đang ẩn nên không xuất trang này." in said
    assert "• Không in được trang «Nộp báo cáo» ra PDF (We didn't find anything to print)." in said
    assert set(standing(demo)) == {f"2025-H2/{name}" for name in FILES[:4]}


def test_the_report_reads_as_it_should(demo: Room, printer) -> None:
    printer(f"for N in 1 2 3 4 5 6; do {WHOLE} > $OUT/$N.pdf; done")
    assert text(export(demo)).splitlines()[2] == "  Phụ lục            2025-H2-phu-luc.pdf"
