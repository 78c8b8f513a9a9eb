"""The double of Excel does to cells what Excel does; each behaviour on a tiny workbook of its own."""

import doctest
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlwings
from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from tests.support.excel_com import FakeExcel, NotInTheDouble, addresses, cells, com_error
from tests.support.libreoffice import LibreOffice
from tests.workflows.office import Room

AREA = "B2:D5"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """«Tiến độ» with a filter, a merge, formats of all kinds; «Khóa» is protected; «Ẩn» is hidden."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Tiến độ"
    for row in (("Mã", "Cơ quan", "Tỷ lệ"), ("N1", "SCT", 40), ("N2", "STC", 85.5), ("N3", "SCT", "chưa rõ")):
        sheet.append([None, *row])
    sheet.insert_rows(1)
    sheet.auto_filter.ref = AREA
    sheet["A9"], sheet["B9"] = "gộp", "phải"
    sheet.merge_cells("D9:E10")
    sheet["A11"], sheet["A11"].number_format = datetime(2025, 11, 5, 7, 30), "dd/mm/yyyy hh:mm"
    sheet["B11"], sheet["B11"].number_format = 1234.56789, "#,##0 [$₫-42A]"
    sheet["C11"], sheet["D11"], sheet["E11"] = "#N/A", True, "=B4*2"
    sheet["A12"].number_format = "@"
    sheet.column_dimensions["G"].number_format = "@"
    book.defined_names["TD_ma"] = DefinedName("TD_ma", attr_text="'Tiến độ'!$B$3:$B$5")
    book.defined_names["Hằng"] = DefinedName("Hằng", attr_text="42")
    locked = book.create_sheet("Khóa")
    locked["A1"], locked["A2"] = "cũ", "mở"
    locked["A2"].protection = Protection(locked=False)
    locked.protection.sheet = True
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.create_sheet("_kín").sheet_state = "veryHidden"
    file = tmp_path / "sổ.xlsx"
    book.save(file)
    return file


@pytest.fixture
def book(excel: FakeExcel, path: Path) -> xlwings.Book:
    return excel.open(path)


@pytest.fixture
def sheet(book: xlwings.Book) -> xlwings.Sheet:
    return book.sheets["Tiến độ"]


def scode(error: pytest.ExceptionInfo[com_error]) -> int:
    return error.value.excepinfo[5]


# -- reading ------------------------------------------------------------------------------------


def test_a_block_is_rows_of_cells_and_one_cell_a_scalar(sheet: xlwings.Sheet) -> None:
    assert sheet.range(AREA).raw_value == (
        ("Mã", "Cơ quan", "Tỷ lệ"), ("N1", "SCT", 40.0), ("N2", "STC", 85.5), ("N3", "SCT", "chưa rõ"),
    )  # fmt: skip
    assert sheet.range("B3").raw_value == "N1"
    assert sheet.range("Z99").raw_value is None
    assert sheet.range((3, 2), (3, 4)).formula == (("N1", "SCT", "40"),)


def test_dates_and_currency_come_as_other_types_through_value_only(sheet: xlwings.Sheet) -> None:
    moment, money = sheet.range("A11").raw_value, sheet.range("B11").raw_value
    assert moment == datetime(2025, 11, 5, 7, 30, tzinfo=UTC)
    assert type(moment).__name__ == "TimeType"
    assert money == Decimal("1234.5679") and isinstance(money, Decimal)
    assert sheet.range("A11:B11").api.Value2 == ((45966.3125, 1234.56789),)
    assert sheet.range("A11:B11").formula == (("45966.3125", "1234.56789"),)


def test_errors_are_negative_numbers(sheet: xlwings.Sheet) -> None:
    assert sheet.range("C11:D11").raw_value == ((-2146826246, True),)
    assert sheet.range("C11:D11").formula == (("#N/A", "TRUE"),)


def test_names_lead_to_ranges(book: xlwings.Book) -> None:
    assert book.names["td_MA"].refers_to == "='Tiến độ'!$B$3:$B$5"
    assert book.names["TD_ma"].refers_to_range.address == "$B$3:$B$5"
    assert book.sheets["Tiến độ"].range("TD_ma").shape == (3, 1)
    assert "không có" not in book.names
    with pytest.raises(com_error) as error:
        _ = book.names["Hằng"].refers_to_range
    assert scode(error) == -2146827284


# -- text is read as typed -------------------------------------------------------------------------

TYPED = (
    ("05/11", float), ("5-11-2025", 45966.0), ("2025-11-05", 45966.0), ("12/63", float), ("Nov 2025", 45962.0),
    ("007", 7.0), ("1/2", float), ("1 1/2", 1.5), ("7:30", 0.3125), ("05/11/2025 07:30", 45966.3125),
    ("85%", 0.85), ("1.234.567", 1234567.0), ("1,5", 1.5), ("1e3", 1000.0), (" 12 ", 12.0), ("(5)", -5.0),
    ("5 ₫", 5.0), ("+1", 1.0), ("-3", -3.0), (".5", 0.5), ("TRUE", True), ("false", False), ("#N/A", -2146826246),
    ("50/63", "50/63"), ("07/BC", "07/BC"), ("2025-H2", "2025-H2"), ("31/02/2025", "31/02/2025"),
    ("tháng 11", "tháng 11"), ("mar", "mar"), ("1 2", "1 2"), ("=", "="), ("12 hội nghị", "12 hội nghị"),
    ("'007", "007"), ("'=A1", "=A1"), ("''a", "'a"), ("'", ""), ("", None),
)  # fmt: skip


@pytest.mark.parametrize(("text", "found"), TYPED, ids=[text or "trống" for text, _ in TYPED])
def test_text_is_taken_as_typed(sheet: xlwings.Sheet, text: str, found: Any) -> None:
    sheet.range("A20").raw_value = text
    value = sheet.range("A20").api.Value2
    assert type(value) is found if isinstance(found, type) else (type(value), value) == (type(found), found)


def test_a_text_that_is_a_date_changes_the_format_of_the_cell(sheet: xlwings.Sheet) -> None:
    sheet.range("A20").raw_value = "05/11/2025"
    assert sheet.range("A20").raw_value == datetime(2025, 11, 5, tzinfo=UTC)
    assert sheet.range("A20").number_format == "d/m/yyyy"


def test_a_cell_formatted_as_text_keeps_text_and_turns_numbers_into_text(sheet: xlwings.Sheet) -> None:
    for cell in ("A12", "G7"):
        sheet.range(cell).raw_value = "007"
        assert sheet.range(cell).raw_value == "007"
        sheet.range(cell).formula = "=A1"
        assert sheet.range(cell).raw_value == "=A1"
        assert sheet.range(cell).api.HasFormula is False
        sheet.range(cell).raw_value = 85.5
        assert sheet.range(cell).raw_value == "85.5"


def test_formulas_move_as_they_fill(excel: FakeExcel, sheet: xlwings.Sheet) -> None:
    sheet.range("H2:H4").formula = "=$B2&C$1"
    assert sheet.range("H2:H4").formula == (("=$B2&C$1",), ("=$B3&C$1",), ("=$B4&C$1",))
    sheet.range("I2").raw_value = "=A1"
    assert (sheet.range("I2").formula, sheet.range("I2").api.HasFormula) == ("=A1", True)
    excel.results = lambda book: {"Tiến độ": {"I2": "tính", "B3": "không phải công thức"}}
    sheet.api.Calculate()
    assert sheet.range("I2").raw_value == "tính"
    assert sheet.range("B3").raw_value == "N1"


@pytest.mark.parametrize("text", ["=)", "=1+", "- Đã họp, 12 lượt", "+ Mở 02 lớp.", "=" + "1+" * 4100 + "1"])
def test_what_begins_a_formula_and_is_none_is_refused(sheet: xlwings.Sheet, text: str) -> None:
    with pytest.raises(com_error) as error:
        sheet.range("A20").raw_value = text
    assert scode(error) == -2146827284
    assert sheet.range("A20").raw_value is None


def test_text_has_a_limit(sheet: xlwings.Sheet) -> None:
    sheet.range("A20").raw_value = "'" + "ă" * 32_767
    assert sheet.range("A20").raw_value == "ă" * 32_767
    with pytest.raises(com_error):
        sheet.range("A20").raw_value = "ă" * 32_768
    sheet.range("A21").formula = "=LEN(" + "1" * 8_180 + ")"
    with pytest.raises(com_error):
        sheet.range("A21").formula = "=LEN(" + "1" * 8_190 + ")"


# -- blocks -----------------------------------------------------------------------------------------


def test_blocks_of_another_shape(sheet: xlwings.Sheet) -> None:
    sheet.range("A20:C21").raw_value = [["a", 1]]
    assert sheet.range("A20:C21").raw_value == (("a", 1.0, -2146826246), ("a", 1.0, -2146826246))
    sheet.range("A20:B20").raw_value = [["x", "y", "z"], ["t", None, "u"]]
    assert sheet.range("A20:C20").raw_value == (("x", "y", -2146826246),)
    sheet.range("A20:B21").raw_value = None
    assert sheet.range("A20:B21").raw_value == ((None, None), (None, None))


def test_values_of_python(sheet: xlwings.Sheet) -> None:
    sheet.range("A20:D20").raw_value = [[date(2025, 11, 5), Decimal("1.5"), True, 7]]
    assert sheet.range("A20:D20").api.Value2 == ((45966.0, 1.5, True, 7.0),)
    assert isinstance(sheet.range("B20").raw_value, Decimal)
    with pytest.raises(TypeError, match="set"):
        sheet.range("A20").raw_value = {1}
    with pytest.raises(com_error):
        sheet.range("A20").raw_value = 2**31
    with pytest.raises(ValueError, match="same length"):
        sheet.range("A20:B21").raw_value = [["a"], ["b", "c"]]


def test_only_the_first_of_merged_cells_takes_a_value(sheet: xlwings.Sheet) -> None:
    sheet.range("C9:E10").raw_value = [["c", "d", "e"], ["f", "g", "h"]]
    assert sheet.range("C9:E10").raw_value == (("c", "d", None), ("f", None, None))
    assert sheet.range("D9").merge_area.address == "$D$9:$E$10"
    with pytest.raises(com_error, match="merged cell"):
        sheet.range("D9").clear_contents()


def test_a_refused_element_leaves_what_stands_before_it(sheet: xlwings.Sheet) -> None:
    with pytest.raises(com_error):
        sheet.range("A20:C20").raw_value = [["một", "=)", "ba"]]
    assert sheet.range("A20:C20").raw_value == (("một", None, None),)


# -- protection, hidden sheets ---------------------------------------------------------------------------


def test_a_locked_cell_of_a_protected_sheet_refuses_the_whole_block(book: xlwings.Book) -> None:
    sheet = book.sheets["Khóa"]
    assert sheet.api.ProtectContents is True
    with pytest.raises(com_error, match="on a protected sheet") as error:
        sheet.range("A1:A2").raw_value = [["mới"], ["mới"]]
    assert (error.value.hresult, scode(error)) == (-2147352567, -2146827284)
    assert sheet.range("A1:A2").raw_value == (("cũ",), ("mở",))
    sheet.range("A2").raw_value = "được"
    assert sheet.range("A2").raw_value == "được"
    with pytest.raises(com_error):
        sheet.range("A2").api.Locked = True


def test_hidden_sheets_are_written_but_not_shown(book: xlwings.Book) -> None:
    assert [sheet.api.Visible for sheet in book.sheets] == [-1, -1, 0, 2]
    sheet = book.sheets["_kín"]
    sheet.range("A1").raw_value = "ghi"
    assert sheet.range("A1").raw_value == "ghi"
    for go in (sheet.api.Activate, sheet.range("A1").api.Select, lambda: book.app.api.Goto(sheet.range("A1").api)):
        with pytest.raises(com_error):
            go()


def test_the_selection(excel: FakeExcel, book: xlwings.Book, sheet: xlwings.Sheet) -> None:
    excel.select("Khóa", "B2:C3,E5")
    app = book.app.api
    assert (app.ActiveSheet.Name, app.Selection.Address, app.ActiveCell.Address) == ("Khóa", "$B$2:$C$3,$E$5", "$B$2")
    with pytest.raises(com_error):
        sheet.range("A1").api.Select()
    sheet.api.Activate()
    sheet.range("C4").api.Select()
    assert app.Selection.Address == "$C$4"
    app.Goto(book.sheets["Khóa"].range("A1").api)
    assert (app.ActiveSheet.Name, app.Selection.Address) == ("Khóa", "$A$1")


# -- filters -------------------------------------------------------------------------------------------


def test_a_block_over_rows_that_a_filter_hides_goes_wrong(excel: FakeExcel, sheet: xlwings.Sheet) -> None:
    """Seen in Excel: https://github.com/xlwings/xlwings/issues/747."""
    assert (sheet.api.AutoFilterMode, sheet.api.FilterMode) == (True, False)
    sheet.range(AREA).api.AutoFilter(2, "SCT")
    assert sheet.api.FilterMode is True
    assert excel.model().sheet("Tiến độ").filtered_rows == {4}
    sheet.range("D3:D5").raw_value = [[1], [2], [3]]
    assert sheet.range("D3:D5").raw_value == ((1.0,), (85.5,), (1.0,))
    sheet.range("D4").raw_value = 2
    assert sheet.range("D4").raw_value == 2.0
    sheet.range("D3:D5").clear_contents()
    assert sheet.range("D3:D5").raw_value == ((None,), (2.0,), (None,))
    sheet.api.ShowAllData()
    sheet.range("D3:D5").raw_value = [[1], [5], [3]]
    assert sheet.range("D4").raw_value == 5.0
    with pytest.raises(com_error, match="ShowAllData"):
        sheet.api.ShowAllData()


CRITERIA = (
    (((2, "SCT"),), {4}), (((2, "<>SCT"),), {3, 5}), (((3, ">=40", 1, "<80"),), {4, 5}),
    (((3, "=40", 2, "=chưa*"),), {4}), (((1, ["N1", "N3"], 7),), {4}), (((1, ["N1", "N2", "N3"], 7),), set()),
    (((2, "SCT"), (3, ">0")), {4, 5}), (((2, "="),), {3, 4, 5}), (((1, "n?"),), set()),
)  # fmt: skip


@pytest.mark.parametrize(("criteria", "hidden"), CRITERIA)
def test_criteria_hide_rows_and_can_be_put_back(
    excel: FakeExcel, sheet: xlwings.Sheet, criteria: Any, hidden: set[int]
) -> None:
    api, model = sheet.api, excel.model().sheet("Tiến độ")
    for each in criteria:
        api.Range(AREA).AutoFilter(*each)
    assert model.filtered_rows == hidden
    kept = dict(model.autofilter.criteria)
    read = []
    for field in range(1, api.AutoFilter.Filters.Count + 1):
        one = api.AutoFilter.Filters(field)
        if one.On:
            two = one.Criteria2 if one.Operator in (1, 2) else None
            read.append((field, one.Criteria1, one.Operator, two))
    area = api.AutoFilter.Range
    api.ShowAllData()
    assert model.filtered_rows == set()
    for field, first, operator, second in read:
        area.AutoFilter(field, first, operator or None, second)
    assert (model.autofilter.criteria, model.filtered_rows) == (kept, hidden)


def test_criteria_that_are_not_there_are_errors(sheet: xlwings.Sheet) -> None:
    filters = sheet.api.AutoFilter.Filters
    assert filters(1).On is False
    for member in ("Criteria1", "Operator"):
        with pytest.raises(com_error, match=member):
            getattr(filters(1), member)
    sheet.range(AREA).api.AutoFilter(1, "N1")
    with pytest.raises(com_error, match="Criteria2"):
        _ = filters(1).Criteria2
    with pytest.raises(com_error):
        sheet.range("Z1:Z9").api.AutoFilter(1, "x")


def test_filters_of_the_file_are_on(excel: FakeExcel, path: Path) -> None:
    from openpyxl import load_workbook

    stored = load_workbook(path)
    stored["Tiến độ"].auto_filter.add_filter_column(1, ["SCT"])
    stored["Tiến độ"].row_dimensions[4].hidden = True
    stored["Tiến độ"].row_dimensions[9].hidden = True
    stored.save(path)
    sheet = excel.open(path).sheets["Tiến độ"]
    assert sheet.api.FilterMode is True
    assert sheet.api.AutoFilter.Filters(2).Criteria1 == "=SCT"
    model = excel.model().sheet("Tiến độ")
    assert (model.filtered_rows, model.hidden_rows) == ({4}, {9})


# -- the list of names a master keeps ------------------------------------------------------------------------


@pytest.mark.tools
def test_where_names_point_is_worked_out_as_libreoffice_does(
    excel: FakeExcel, built: Room, libreoffice: LibreOffice
) -> None:
    calculated = libreoffice.recalculated(built.master)["_kehoach"]
    excel.open(built.master)
    sheet = excel.model().sheet("_kehoach")
    assert len(sheet.formulas) > 400
    assert {at: calculated[f"{get_column_letter(at[1])}{at[0]}"] for at in sheet.formulas} == {
        at: sheet.values[at] for at in sheet.formulas
    }


def test_a_name_that_moves_is_found_anew(excel: FakeExcel, book: xlwings.Book, sheet: xlwings.Sheet) -> None:
    sheet.range("J1:J3").formula = [
        ["=IFERROR(ROW(INDEX(TD_ma,1)),0)"], ["=IFERROR(COLUMNS('Tiến độ'!$A$1:TD_ma),0)"], ["=IFERROR(ROWS(mất),0)"],
    ]  # fmt: skip
    assert sheet.range("J1:J3").raw_value == ((3.0,), (2.0,), (0.0,))
    book.names["TD_ma"].refers_to = "='Tiến độ'!$C$4:$C$5"
    assert sheet.range("J1:J3").raw_value == ((4.0,), (3.0,), (0.0,))


# -- printing -----------------------------------------------------------------------------------------------


def test_a_sheet_becomes_a_pdf_and_the_workbook_stays_as_it_was(
    excel: FakeExcel, book: xlwings.Book, sheet: xlwings.Sheet, tmp_path: Path
) -> None:
    screen = excel.screen()
    sheet.api.ExportAsFixedFormat(Type=0, Filename=str(tmp_path / "tiến độ"))
    assert (tmp_path / "tiến độ.pdf").read_text(encoding="utf-8").splitlines()[1] == f"% {book.name}: Tiến độ"
    assert (excel.screen(), excel.model().saved) == (screen, True)


def test_what_cannot_be_printed_is_refused(book: xlwings.Book, sheet: xlwings.Sheet, tmp_path: Path) -> None:
    """The words for a file that is open are Excel's own (mhammond/pywin32, issue 2125)."""
    for refusing, path, words in (
        (book.sheets["Ẩn"], "a.pdf", "Invalid procedure call or argument"),
        (sheet, "không có/a.pdf", "Document not saved. The document may be open, or an error may have been"),
    ):
        with pytest.raises(com_error) as error:
            refusing.api.ExportAsFixedFormat(Type=0, Filename=str(tmp_path / path))
        assert error.value.excepinfo[2].startswith(words)
    assert not (tmp_path / "a.pdf").exists()


# -- members -----------------------------------------------------------------------------------------------


def test_members_that_are_missing_say_so_by_name(book: xlwings.Book, sheet: xlwings.Sheet) -> None:
    with pytest.raises(NotInTheDouble, match=r"Worksheet\.Shapes"):
        _ = sheet.shapes
    with pytest.raises(NotInTheDouble, match=r"Range\.WrapText \(set\)"):
        sheet.range("A1").wrap_text = True
    with pytest.raises(NotInTheDouble, match=r"Application\.Hwnd \(set\)"):
        book.app.api.Hwnd = 5


def test_references_longer_than_excel_takes(sheet: xlwings.Sheet) -> None:
    assert sheet.range("B2:B3,D5").api.Address == "$B$2:$B$3,$D$5"
    with pytest.raises(com_error):
        sheet.range(",".join(["B2"] * 86))
    with pytest.raises(com_error):
        sheet.range("không phải vùng")


def test_moving_about(sheet: xlwings.Sheet) -> None:
    assert sheet.range("B2").end("down").address == "$B$5"
    assert sheet.range("B1048576").end("up").address == "$B$11"
    assert sheet.range("B2").end("right").address == "$D$2"
    assert sheet.used_range.address == "$A$2:$E$11"
    assert sheet.range("B2:D5")(2, 3).address == "$D$3"
    assert sheet.range("B2").api.GetResize(2, 3).Address == "$B$2:$D$3"
    assert sheet.range("B3").api.EntireRow.Hidden is False


@pytest.mark.parametrize("module", [cells, addresses])
def test_doctests(module: Any) -> None:
    found = doctest.testmod(module)
    assert (found.failed, found.attempted > 0) == (0, True)
