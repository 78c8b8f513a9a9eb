"""The worksheet functions as a planner meets them: what a cell shows, and what the guide promises."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from kehoach_xl import functions
from kehoach_xl.domain.values import shown
from kehoach_xl.functions import (
    days_left,
    distance,
    due_state,
    rank_number,
    ranked_total,
    relative_position,
    timeframe_meaning,
)
from kehoach_xl.worksheet import FUNCTIONS

NO_TOTAL = "«50» chưa cho biết tổng số đơn vị xếp hạng (từ 2 trở lên). Ghi thứ hạng trên tổng số, ví dụ 50/63."
UNREAD_RANK = "«khá» không đọc được thành thứ hạng. Ghi thứ hạng trên tổng số, ví dụ 18/19."
IN_ERROR = "Ô được tham chiếu đang báo lỗi #N/A. Đề nghị sửa ô đó trước."
FAILED = "Hàm chưa tính được với giá trị này. Đề nghị kiểm tra lại các ô được tham chiếu."


def by_name(name):
    return getattr(functions, FUNCTIONS[name].python_name)


# -- single cells ------------------------------------------------------------------------------------


def test_first_is_one_last_is_zero():
    assert [relative_position(rank) for rank in ("1/63", "50/63", "63/63")] == [1, 13 / 62, 0]


def test_rank_and_total():
    assert (rank_number("50 / 63"), ranked_total("xếp thứ 50/63")) == (50, 63)


@pytest.mark.parametrize("function", [relative_position, ranked_total])
def test_rank_without_its_total_says_so(function):
    assert function("50") == function(50.0) == NO_TOTAL


def test_day_in_the_place_of_a_rank_says_what_excel_did():
    for found in (rank_number(datetime(2025, 11, 5)), distance(datetime(2025, 11, 5), "15/34")):
        assert found.startswith("Ô thứ hạng có giá trị 05/11/2025, có thể Excel đã tự đổi")


@pytest.mark.parametrize(
    ("deadline", "days"),
    [
        (datetime(2025, 11, 5, 16, 30), 4),
        (45966.0, 4),
        ("05/11/2025", 4),
        ("31/10/2025", -1),
        ("Trước ngày 15/11/2025", 13),
        ("Trước ngày 15/11", 13),
        ("Quý III", -32),
        ("Hàng năm", 60),
        (2025.0, 60),
        ("Thường xuyên", "Thường xuyên"),
        ("31/02/2025", "Không có ngày «31/02/2025» trong lịch. Ghi lại theo dạng ngày/tháng/năm."),
        ("sớm", "«sớm» không đọc được thành ngày. Ghi theo dạng ngày/tháng/năm, ví dụ 05/11/2025."),
    ],
)
def test_days_left_on_the_first_of_november(deadline, days):
    assert days_left(deadline, datetime(2025, 11, 1)) == days


def test_days_left_count_from_today_when_no_day_is_given():
    assert days_left(datetime(2099, 1, 1)) == days_left(datetime(2099, 1, 1), None) > 0


def test_day_to_count_from_must_be_a_day():
    assert days_left("05/11/2025", "mai").startswith("«mai» không đọc được thành ngày.")


@pytest.mark.parametrize(
    ("timeframe", "state"),
    [
        ("Quý III/2025", "Đã đến hạn"),
        (datetime(2025, 12, 31), "Đến hạn trong kỳ"),
        (2025.0, "Đến hạn trong kỳ"),
        ("2026", "Chưa đến hạn"),
        ("Thường xuyên", "Thường xuyên"),
    ],
)
def test_due_state_in_the_second_half_of_2025(timeframe, state):
    assert due_state(timeframe, "2025-H2") == state


def test_period_may_be_a_year_typed_as_a_number():
    assert due_state("Quý III/2025", 2025.0) == "Đã đến hạn"


def test_period_that_does_not_exist_says_how_to_write_one():
    assert due_state("2025", "2025-H3").startswith("Không có kỳ báo cáo «2025-H3».")


def test_timeframe_that_is_not_understood_is_not_called_later():
    assert due_state("khi cần", "2025-H2") == timeframe_meaning("khi cần")
    assert timeframe_meaning("khi cần").startswith("Chưa hiểu thời gian thực hiện «khi cần»")


@pytest.mark.parametrize("value", [True, 1.5])
def test_what_is_no_text_is_not_taken_for_a_day_of_the_year(value):
    assert timeframe_meaning(value).startswith("Chưa hiểu thời gian thực hiện")


# -- ranges, blanks, errors ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("blank", [None, "", "  "])
def test_blank_gives_blank(name, blank):
    required = [argument for argument in FUNCTIONS[name].arguments if not argument.optional]
    assert by_name(name)(*[blank for _ in required]) == ""


def test_range_gives_a_range_of_the_same_shape():
    assert rank_number([["50/63", None], ["khá", 7.0]]) == [[50, ""], [UNREAD_RANK, 7]]


def test_one_cell_goes_with_every_cell_of_a_range():
    assert distance([[4.93], [3.67]], 6.18) == [[1.25], [2.51]]
    assert distance([[1.0], [2.0]], [[10.0, 20.0]]) == [[9, 19], [8, 18]]


def test_ranges_of_different_shape_are_told():
    told = "Các vùng ô đưa vào hàm không cùng số hàng, số cột. Chọn các vùng bằng nhau, hoặc một ô."
    assert distance([[1.0], [2.0]], [[1.0], [2.0], [3.0]]) == told


@pytest.mark.parametrize("error", ["#N/A", -2146826246])
def test_error_cell_is_named(error):
    assert relative_position(error) == days_left("05/11/2025", error) == IN_ERROR


NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
TYPED = st.text("0123456789/-–.,% hạngtốpquýnămtrước")
CELLS = st.one_of(TYPED, st.none(), st.text(), NUMBERS, st.integers(), st.booleans(), st.datetimes())
RANGES = st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=2)


@given(name=st.sampled_from(sorted(FUNCTIONS)), data=st.data())
def test_whatever_stands_in_a_cell_is_expected_and_gives_a_number_or_text(name, data):
    found = by_name(name)(*[data.draw(CELLS | RANGES) for _ in FUNCTIONS[name].arguments])
    cells = [cell for row in found for cell in row] if isinstance(found, list) else [found]
    assert all(isinstance(cell, str | int | float) and cell != FAILED for cell in cells)


def test_what_the_program_did_not_expect_is_a_sentence(caplog):
    assert relative_position([]) == FAILED
    assert "KH_VITRI" in caplog.text


# -- texts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_texts_fit_excels_function_dialog(function):
    """Excel shows at most 255 letters of each, and names must be typed without diacritics."""
    for text in (function.doc, *(argument.doc for argument in function.arguments)):
        assert 0 < len(text) <= 255
        assert text.endswith(".")
    for name in (function.name, *(argument.shown for argument in function.arguments)):
        assert re.fullmatch(r"[A-Za-z_]+", name)


# -- the guide ---------------------------------------------------------------------------------------------

GUIDE = (Path(__file__).parents[1] / "docs" / "huong-dan.md").read_text(encoding="utf-8")
SECTION = re.search(r"^## [0-9]+\. Hàm dùng trong ô\n(.*?)(?=^## |\Z)", GUIDE, re.M | re.S)[1]
EXAMPLES = re.findall(r'^\| `=(KH_\w+)\(([^`]*)\)` \| (.+?) \|', SECTION, re.M)
PLAIN = re.findall(r"^\| `(KH_\w+)\([^|]*\| (?:`=([^`]+)`|không có) \|", SECTION, re.M)


def argument(written):
    return written[1:-1] if written.startswith('"') else float(written.replace(",", "."))


@pytest.mark.parametrize(("name", "arguments", "result"), EXAMPLES)
def test_example_of_the_guide(name, arguments, result):
    found = by_name(name)(*map(argument, arguments.split(";")))
    assert (shown(round(found, 4)) if isinstance(found, float) else str(found)) == result


def test_guide_has_an_example_and_a_plain_formula_or_none_for_every_function():
    assert {name for name, _, _ in EXAMPLES} == {name for name, _ in PLAIN} == set(FUNCTIONS)
    assert [name for name, formula in PLAIN if not formula] == ["KH_THOIGIAN"]


FIRST, CUTOFF, END = date(2025, 11, 1), date(2025, 12, 14), date(2025, 12, 31)
DAYS = [CUTOFF, END, date(2026, 1, 1), None]
RANKS = [("50/63",), ("1/63",), ("63/63",), ("18 / 19",), (None,)]
# What stands in columns A, B, C beside each plain formula, in the order of the guide.
ROWS = [
    RANKS,
    RANKS,
    RANKS,
    [(4.93, 6.18), (7.5, 6.18), (0.1, 0.3), (None, 5.0), (5.0, None)],
    [("30/34", "25/34"), ("20/34", "25/34"), (None, "25/34"), ("30/34", None)],
    [(datetime(2025, 11, 5, 16, 30), FIRST), (date(2025, 10, 1), FIRST), (None, FIRST)],
    [(day, CUTOFF, END) for day in DAYS],
]


def answer(name, cells):
    if name == "KH_DENHAN":
        return due_state(cells[0], "2025-H2")
    return by_name(name)(*cells)


@pytest.mark.tools
def test_plain_formulas_of_the_guide_give_what_the_functions_give(libreoffice, tmp_path):
    formulas = [(name, formula) for name, formula in PLAIN if formula]
    path = tmp_path / "cong-thuc.xlsx"
    with Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as workbook:
        for sheet_number, ((_, formula), rows) in enumerate(zip(formulas, ROWS, strict=True)):
            sheet = workbook.add_worksheet(f"S{sheet_number}")
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    sheet.write(row, column, value)
                sheet.write_formula(row, 3, "=" + re.sub(r"([ABC])2", rf"\g<1>{row + 1}", formula.replace(";", ",")))
    values = libreoffice.recalculated(path)
    for sheet_number, ((name, _), rows) in enumerate(zip(formulas, ROWS, strict=True)):
        found = [values[f"S{sheet_number}"][f"D{row}"] for row in range(1, len(rows) + 1)]
        assert found == pytest.approx([answer(name, cells) for cells in rows]), name
