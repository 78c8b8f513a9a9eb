"""Block writes and backups in Excel: text stays text, filters and the way of calculating come back, all or nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Protection

from kehoach_xl.engine.cells import BlockWrite, Cells
from kehoach_xl.engine.native import backup, located, save
from kehoach_xl.engine.patience import talking
from kehoach_xl.errors import Stop
from tests.support.excel_com import FakeExcel, com_error
from tests.support.excel_com.errors import RPC_SERVER_UNAVAILABLE, call_rejected, server_gone
from tests.support.excel_com.model import Criterion

BLOCKS = [
    BlockWrite("Báo cáo", 1, 1, [[10, 20], ["=text", "05/11/2025"]]),
    BlockWrite("Báo cáo", 4, 1, [["007", "Đang thực hiện"], [None, "+1"]]),
    BlockWrite("Báo cáo", 6, 1, [["=A1", "'a"]], "formula"),
]
WRITTEN = {
    (1, 1): 10.0, (1, 2): 20.0, (2, 1): "=text", (2, 2): "05/11/2025", (4, 1): "007", (4, 2): "Đang thực hiện",
    (5, 2): "+1", (6, 1): "=A1", (6, 2): "'a",
}  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "Báo cáo"
    sheet["A1"], sheet["B1"] = 1, "=C1*2"
    sheet["A2"].data_type = "s"
    sheet["A2"].value = "'=cũ"
    sheet["D1"], sheet["D2"], sheet["D3"] = "Cơ quan", "SCT", "STC"
    sheet.auto_filter.ref = "D1:D3"
    locked = book.create_sheet("Khóa")
    locked["A1"] = "cũ"
    locked["B1"].protection = Protection(locked=False)
    locked.protection.sheet = True
    file = tmp_path / "sổ.xlsx"
    book.save(file)
    return file


@pytest.fixture
def book(excel: FakeExcel, path: Path) -> Iterator[xlwings.Book]:
    with talking():
        yield excel.open(path)


def write(book: xlwings.Book, blocks: list[BlockWrite] = BLOCKS) -> None:
    with Cells(book).written(blocks):
        pass


def cells(excel: FakeExcel) -> dict[tuple[int, int], Any]:
    return excel.model().cells()["Báo cáo"]


# -- text stays text ----------------------------------------------------------------------------------


def test_excel_gets_text_as_text(excel: FakeExcel, book: xlwings.Book) -> None:
    before = cells(excel)
    write(book)
    assert cells(excel) == before | WRITTEN
    assert (6, 1) in excel.model().sheet("Báo cáo").formulas
    assert (2, 1) not in excel.model().sheet("Báo cáo").formulas


TEXTS = (
    "05/11", "1/2", "TRUE", "false", "7:30", "85%", "1e5", "(5)", "#N/A", "Nov 2025", "mar 5", "=)",
    "- Đã họp, 12 lượt", "+84 912", "@ai", "'", "'' hai", " 12 ", "\n5", "ă" * 32_767, "T11-2025",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=[text[:20] for text in TEXTS])
def test_any_text_reads_back_as_it_was(excel: FakeExcel, book: xlwings.Book, text: str) -> None:
    write(book, [BlockWrite("Báo cáo", 9, 1, [[text, f"x{text}"[:32_767]]])])
    assert Cells(book).read("Báo cáo", 9, 1, 1, 2) == [[text, f"x{text}"[:32_767]]]


def test_dates_currency_and_errors_read_as_in_files(excel: FakeExcel, book: xlwings.Book) -> None:
    api = book.sheets["Báo cáo"].range("A9:C9").api
    book.sheets["Báo cáo"].range("A9").api.NumberFormat = "dd/mm/yyyy"
    book.sheets["Báo cáo"].range("B9").api.NumberFormat = "#,##0 [$₫-42A]"
    write(book, [BlockWrite("Báo cáo", 9, 1, [[45966, 1234.5, -2146826246]])])
    assert Cells(book).read("Báo cáo", 9, 1, 1, 3) == [[45966.0, 1234.5, -2146826246]]
    assert api.Value2 == ((45966.0, 1234.5, -2146826246),)


# -- few calls -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["value", "formula"])
@pytest.mark.parametrize("rows", [2, 2_000])
def test_a_block_costs_six_calls_whatever_its_size(excel: FakeExcel, book: xlwings.Book, kind: str, rows: int) -> None:
    content = [["=A1", "chữ"]] * rows

    def cost(blocks: list[BlockWrite]) -> int:
        excel.wire.reset()
        write(book, blocks)
        return excel.wire.count

    one = BlockWrite("Báo cáo", 10, 6, content, kind)
    two = BlockWrite("Báo cáo", 10, 9, content, kind)
    assert cost([one, two]) - cost([one]) == 6
    assert cost([one]) <= 20


# -- filters, calculation ----------------------------------------------------------------------------------


def test_rows_hidden_by_a_filter_are_written_and_the_filter_stays(excel: FakeExcel, book: xlwings.Book) -> None:
    book.sheets["Báo cáo"].range("D1:D3").api.AutoFilter(1, "STC")
    write(book)
    assert cells(excel)[2, 1] == "=text"
    model = excel.model().sheet("Báo cáo")
    assert (model.autofilter.criteria, model.filtered_rows) == ({1: Criterion("=STC")}, {2})


def test_a_filter_that_cannot_be_put_back_stops_before_writing(excel: FakeExcel, book: xlwings.Book) -> None:
    model = excel.model().sheet("Báo cáo")
    model.autofilter.criteria[1] = Criterion(None, 8)
    model.filtered_rows = {2}
    before = cells(excel)
    with pytest.raises(Stop) as stop:
        write(book)
    assert (stop.value.message.code, stop.value.message.facts["sheet"]) == ("OPEN_027", "Báo cáo")
    assert (cells(excel), model.filtered_rows) == (before, {2})


@pytest.mark.parametrize("mode", ["automatic", "manual", "semiautomatic"])
def test_calculation_waits_meanwhile_and_is_as_before(excel: FakeExcel, book: xlwings.Book, mode: str) -> None:
    app = book.app
    app.calculation = mode
    write(book)
    assert app.calculation == mode
    sets = [change.arguments for change in excel.wire.log if change.member == "set Application.Calculation"]
    assert (-4135,) in sets


# -- failing ---------------------------------------------------------------------------------------------


def test_a_protected_sheet_is_said_in_excels_words_and_nothing_is_changed(excel: FakeExcel, book: xlwings.Book) -> None:
    before = excel.model().cells()
    with pytest.raises(Stop) as stop:
        write(book, [BlockWrite("Báo cáo", 1, 1, [[5]]), BlockWrite("Khóa", 1, 1, [["mới", "mới"]])])
    assert stop.value.message.code == "OPEN_021"
    assert "protected sheet" in str(stop.value)
    assert excel.model().cells() == before


def test_merged_cells_that_swallow_a_value_are_noticed(excel: FakeExcel, path: Path) -> None:
    stored = load_workbook(path)
    stored["Báo cáo"].merge_cells("F9:G9")
    stored.save(path)
    book = excel.open(path)
    before = cells(excel)
    with pytest.raises(Stop) as stop:
        write(book, [BlockWrite("Báo cáo", 9, 6, [["một", "hai"]])])
    assert stop.value.message.code == "OPEN_021"
    assert "G9" in str(stop.value)
    assert cells(excel) == before


def test_cells_formatted_as_text_that_turn_a_number_into_text_are_noticed(excel: FakeExcel, book: xlwings.Book) -> None:
    book.sheets["Báo cáo"].range("A9").api.NumberFormat = "@"
    with pytest.raises(Stop) as stop:
        write(book, [BlockWrite("Báo cáo", 9, 1, [[5]])])
    assert "A9" in str(stop.value)
    assert (9, 1) not in cells(excel)


def test_excel_that_died_meanwhile_is_not_said_to_be_restored(excel: FakeExcel, book: xlwings.Book) -> None:
    excel.wire.fail_from(calls_of_writing(excel, book) - 5)
    with pytest.raises(Stop) as stop, Cells(book).written(BLOCKS, copy="sao-luu/bản.xlsx"):
        pass
    assert stop.value.message.code == "OPEN_022"
    assert "sao-luu/bản.xlsx" in str(stop.value)


def calls_of_writing(excel: FakeExcel, book: xlwings.Book) -> int:
    excel.wire.reset()
    write(book)
    return excel.wire.count


Failing = Callable[[FakeExcel, int], None]
FAILURES: dict[str, Failing] = {
    "refused": lambda excel, n: excel.wire.fail_at(n),
    "done but failed": lambda excel, n: excel.wire.fail_at(n, after=True),
    "rejected too long": lambda excel, n: [excel.wire.fail_at(n + k, call_rejected()) for k in range(50)],
}


@pytest.mark.parametrize("failure", FAILURES)
def test_whatever_call_fails_the_cells_are_old_or_new_and_the_screen_as_before(
    excel: FakeExcel, book: xlwings.Book, path: Path, failure: str
) -> None:
    total = calls_of_writing(excel, filtered(excel, path))
    for number in range(1, total + 1):
        again = filtered(excel, path)
        before, screen = cells(excel), excel.screen()
        FAILURES[failure](excel, number)
        code = ""
        try:
            write(again)
        except Stop as stop:
            code = stop.message.code
        except com_error:  # before anything was written; whoever called says what it means
            code = "Excel"
        excel.wire.heal()
        standing = cells(excel)
        assert standing == (before if code else before | WRITTEN), (number, code)
        assert code in ("", "Excel", "OPEN_021", "OPEN_027", "OPEN_028"), number
        assert excel.screen() == screen, (number, code)
        again.close()


def filtered(excel: FakeExcel, path: Path) -> xlwings.Book:
    book = excel.open(path)
    book.sheets["Báo cáo"].range("D1:D3").api.AutoFilter(1, "STC")
    return book


def test_excel_that_dies_at_any_call_is_said_and_the_file_is_the_old_one(excel: FakeExcel, path: Path) -> None:
    with talking():
        pass  # xlwings gives up on a busy Excel from here on
    before = path.read_bytes()
    number, error = 0, RPC_SERVER_UNAVAILABLE
    while error:
        number += 1
        again = excel.open(path)
        excel.wire.fail_from(number)
        error = 0
        try:
            with Cells(again).written(BLOCKS):
                save(again, "excel")
        except com_error as gone:  # before anything was written
            error = gone.hresult
            assert error == RPC_SERVER_UNAVAILABLE
        except Stop as stop:
            error = stop.message.code
            assert error in ("OPEN_022", "OPEN_029"), number
        assert (path.read_bytes() == before) == bool(error), number
        excel.wire.heal()
        again.close()
    assert number > 20


# -- backups, where the book lies --------------------------------------------------------------------------


def test_a_backup_holds_what_is_on_the_screen(book: xlwings.Book, path: Path) -> None:
    before = path.read_bytes()
    book.sheets["Báo cáo"].range("A1").raw_value = 55
    copy = backup(book, book.app.engine.name, path, path.parent / "sao-luu", "gop")
    assert load_workbook(copy)["Báo cáo"]["A1"].value == 55
    assert path.read_bytes() == before


def test_a_backup_that_excel_refuses_stops(excel: FakeExcel, book: xlwings.Book, path: Path) -> None:
    excel.wire.reset()
    excel.wire.fail_at(3)
    with pytest.raises(Stop) as stop:
        backup(book, book.app.engine.name, path, path.parent / "sao-luu", "gop")
    assert stop.value.message.code == "OPEN_023"


def test_a_book_open_for_reading_only_is_refused(excel: FakeExcel, book: xlwings.Book, path: Path) -> None:
    assert located(book, book.app.engine.name) == path
    with pytest.raises(Stop) as stop:
        located(excel.open(path), "excel")
    assert stop.value.message.code == "OPEN_004"


def test_a_missing_sheet_is_named_and_a_refusal_is_not_taken_for_one(excel: FakeExcel, book: xlwings.Book) -> None:
    with pytest.raises(Stop) as stop:
        Cells(book).read("Tiến độ", 1, 1, 1, 1)
    assert (stop.value.message.code, stop.value.message.facts["sheet"]) == ("OPEN_024", "Tiến độ")
    cells = Cells(book)
    excel.wire.fail_at(1)
    with pytest.raises(com_error):
        cells.read("Báo cáo", 1, 1, 1, 1)


@pytest.mark.slow
@pytest.mark.parametrize(("error", "code"), [(call_rejected(), "OPEN_028"), (server_gone(), "OPEN_029")])
def test_before_anything_is_written_nothing_is_said_to_be_put_back(
    excel: FakeExcel, book: xlwings.Book, path: Path, error: com_error, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kehoach_xl.engine.patience.PATIENCE", 1.0)  # it still waits, ten times
    calls_of_writing(excel, book)
    first = excel.wire.trace.index("set Application.Calculation") + 1
    book = excel.open(path)
    before = cells(excel)
    excel.wire.fail_from(first, error)
    with pytest.raises(Stop) as stop:
        write(book)
    assert stop.value.message.code == code
    with pytest.raises(Stop) as stop:
        backup(book, "excel", path, path.parent / "sao-luu", "gop")
    assert stop.value.message.code == code
    excel.wire.heal()
    assert cells(excel) == before
