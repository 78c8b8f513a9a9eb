"""The double of Excel counts every round trip, fails when told to, and keeps the file to itself until a save."""

import ctypes
import sys
from pathlib import Path

import pytest
import xlwings
from openpyxl import Workbook, load_workbook

from tests.support.excel_com import Alert, FakeExcel, Spinning, com_error
from tests.support.excel_com.errors import RPC_E_CALL_REJECTED, RPC_SERVER_UNAVAILABLE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    book = Workbook()
    book.active.title = "Tiến độ"
    book.active.append(["N1", 40])
    book.active.append(["N2", "=B1*2"])
    file = tmp_path / "sổ.xlsx"
    book.save(file)
    return file


@pytest.fixture
def book(excel: FakeExcel, path: Path) -> xlwings.Book:
    return excel.open(path)


# -- the engine comes and goes ---------------------------------------------------------------------


def test_the_engine_is_xlwings_own_and_is_there_only_with_the_fixture(book: xlwings.Book) -> None:
    assert book.app.engine.name == "excel"
    assert type(book.impl).__module__ == "xlwings._xlwindows"
    active = xlwings.engines["excel"].apps.active
    assert active is not None
    assert active.books.active.fullname == book.fullname
    assert "pywintypes" not in sys.modules


def test_nothing_is_left_of_it() -> None:
    before = list(xlwings.engines)
    with FakeExcel():
        assert "excel" in xlwings.engines.engines_by_name
    assert list(xlwings.engines) == before
    assert "excel" not in xlwings.engines.engines_by_name
    assert not {"pywintypes", "pythoncom", "win32api", "win32com"} & sys.modules.keys()
    assert sys.platform == "win32" or not hasattr(ctypes, "windll")


def test_message_boxes_are_kept_and_answered(excel: FakeExcel, book: xlwings.Book) -> None:
    excel.answers = ["no"]
    assert book.app.alert("Gộp tiếp?", "Kế hoạch", "yes_no", "critical") == "no"
    assert book.app.alert("Xong.", "Kế hoạch") == "ok"
    assert book.app.alert("Tiếp?", buttons="yes_no_cancel") == "yes"
    assert excel.alerts[:2] == [Alert("Gộp tiếp?", "Kế hoạch", 4 + 0x30, "no"), Alert("Xong.", "Kế hoạch", 0, "")]


# -- counting ---------------------------------------------------------------------------------------


def test_every_property_and_every_method_call_is_one_trip(excel: FakeExcel, book: xlwings.Book) -> None:
    sheet = book.api.Worksheets("Tiến độ")
    excel.wire.reset()
    block = sheet.Range("A1:B2")
    assert (excel.wire.count, dict(excel.wire.calls)) == (1, {"call Worksheet.Range": 1})
    _ = block.Value2
    block.Value2 = [["N1", 1], ["N2", 2]]
    _ = block.Rows.Count
    _ = sheet.Cells(1, 1)
    assert excel.wire.count == 7
    assert dict(excel.wire.calls) == {
        "call Worksheet.Range": 1, "get Range.Value2": 1, "set Range.Value2": 1, "get Range.Rows": 1,
        "get Range.Count": 1, "get Worksheet.Cells": 1, "call Range._Default": 1,
    }  # fmt: skip


@pytest.mark.parametrize("rows", [1, 50_000])
def test_a_block_of_any_size_is_one_trip(excel: FakeExcel, book: xlwings.Book, rows: int) -> None:
    block = book.sheets["Tiến độ"].range((1, 1), (rows, 2))
    excel.wire.reset()
    block.raw_value = [["x", 1.0]] * rows
    assert excel.wire.count == 1


def test_going_through_the_sheets_costs_a_trip_each(excel: FakeExcel, book: xlwings.Book) -> None:
    excel.wire.reset()
    assert [sheet.name for sheet in book.sheets] == ["Tiến độ"]
    assert excel.wire.count == 1 + 1 + 1 + 1 + 1  # Worksheets, the enumerator, one sheet, its name, the end


def test_changes_are_kept_in_order_and_reads_are_not(excel: FakeExcel, book: xlwings.Book) -> None:
    app = book.app
    app.screen_updating = False
    assert app.screen_updating is False
    app.calculation = "manual"
    app.api.Calculate()
    app.screen_updating = True
    assert excel.wire.log == [
        ("set Application.ScreenUpdating", (False,)), ("set Application.Calculation", (-4135,)),
        ("call Application.Calculate", ()), ("set Application.ScreenUpdating", (True,)),
    ]  # fmt: skip


# -- failing ----------------------------------------------------------------------------------------


def test_the_nth_call_fails_and_only_that(excel: FakeExcel, book: xlwings.Book) -> None:
    block = book.api.Worksheets(1).Range("A1")
    excel.wire.fail_at(2)
    assert block.Value2 == "N1"
    with pytest.raises(com_error) as error:
        block.Value2 = "mới"
    assert (error.value.hresult, block.Value2) == (-2147352567, "N1")


def test_a_call_may_take_effect_and_fail_all_the_same(excel: FakeExcel, book: xlwings.Book) -> None:
    block = book.api.Worksheets(1).Range("A1")
    excel.wire.fail_at(1, after=True)
    with pytest.raises(com_error):
        block.Value2 = "mới"
    assert block.Value2 == "mới"


def test_excel_that_died_answers_nothing_more(excel: FakeExcel, book: xlwings.Book) -> None:
    excel.wire.fail_from(2)
    assert book.name == "sổ.xlsx"
    for _ in range(3):
        with pytest.raises(com_error) as error:
            _ = book.name
        assert error.value.hresult == RPC_SERVER_UNAVAILABLE


def test_rejected_calls_are_tried_again_by_xlwings(excel: FakeExcel, book: xlwings.Book) -> None:
    app = book.app.api
    for why in ("dialog", "editing"):
        excel.wire.reset()
        excel.wire.busy(5, why)
        app.StatusBar = why
        assert app.StatusBar == why
        assert excel.wire.count == 5 + 2


def test_a_rejected_default_method_gives_xlwings_none(excel: FakeExcel, book: xlwings.Book) -> None:
    """Not ours to mend, but to know: ``sheets("…")`` of a busy Excel is an empty shell, no error."""
    sheets = book.api.Worksheets
    excel.wire.busy(1)
    assert sheets("Tiến độ") is None


def test_a_method_in_a_cell_being_edited_is_not_tried_again(excel: FakeExcel, book: xlwings.Book) -> None:
    save = book.api.Save
    excel.wire.busy(1, "editing")
    with pytest.raises(com_error) as error:
        save()
    assert error.value.excepinfo[5] == -2146777998
    excel.wire.busy(1, "editing")
    assert RPC_E_CALL_REJECTED == -2147418111
    assert book.name == "sổ.xlsx"  # a read is rejected and tried again


def test_waiting_for_ever_is_noticed(excel: FakeExcel, book: xlwings.Book) -> None:
    excel.wire.busy()
    with pytest.raises(Spinning, match="get Workbook"):
        _ = book.name
    excel.wire.heal()
    assert book.name == "sổ.xlsx"


# -- the file ------------------------------------------------------------------------------------------


def test_the_file_changes_only_with_save(excel: FakeExcel, book: xlwings.Book, path: Path) -> None:
    before = path.read_bytes()
    cells = book.sheets["Tiến độ"].range("A1:A3")
    cells.raw_value = [["'007"], ["chữ"], ["=B1"]]
    assert (path.read_bytes(), book.api.Saved) == (before, False)
    book.save()
    assert book.api.Saved is True
    stored = load_workbook(path).active
    assert [stored[a].value for a in ("A1", "A2", "A3", "B1", "B2")] == ["007", "chữ", "=B1", 40, "=B1*2"]
    excel.model().saved = False
    same = path.read_bytes()
    book.save()
    assert path.read_bytes() == same


def test_a_copy_is_what_the_screen_shows(book: xlwings.Book, path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    book.sheets[0].range("B1").raw_value = 55
    book.api.SaveCopyAs(str(tmp_path / "bản sao.xlsx"))
    assert load_workbook(tmp_path / "bản sao.xlsx").active["B1"].value == 55
    assert (path.read_bytes(), book.api.Saved, book.fullname) == (before, False, str(path))
    with pytest.raises(com_error, match="cannot access"):
        book.api.SaveCopyAs(str(tmp_path / "không có" / "bản sao.xlsx"))


def test_save_as_moves_the_book(book: xlwings.Book, path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    book.sheets[0].range("B1").raw_value = 55
    book.save(str(tmp_path / "khác.xlsx"))
    assert (book.name, path.read_bytes()) == ("khác.xlsx", before)
    assert load_workbook(tmp_path / "khác.xlsx").active["B1"].value == 55


def test_a_save_that_fails_leaves_the_old_file(excel: FakeExcel, book: xlwings.Book, path: Path) -> None:
    before = path.read_bytes()
    book.sheets[0].range("B1").raw_value = 55
    excel.wire.reset()
    excel.wire.fail_at(2)  # Path, then Save
    with pytest.raises(com_error):
        book.save()
    assert path.read_bytes() == before
    excel.model().read_only = True
    with pytest.raises(com_error, match="read-only"):
        book.save()
    assert path.read_bytes() == before


def test_an_open_book_has_its_owner_file(excel: FakeExcel, book: xlwings.Book, path: Path) -> None:
    owner = path.with_name("~$sổ.xlsx")
    assert owner.exists()
    assert excel.open(path).api.ReadOnly is True
    book.close()
    assert not owner.exists()
    with pytest.raises(com_error) as error:
        _ = book.name
    assert error.value.hresult == -2147417848


def test_each_opening_is_a_book_of_its_own(excel: FakeExcel, book: xlwings.Book, path: Path) -> None:
    book.sheets[0].range("A1").raw_value = "đổi"
    assert excel.open(path).sheets[0].range("A1").raw_value == "N1"
