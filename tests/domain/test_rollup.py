"""A task with several reporters: as far as its slowest, percent as the mean, texts under names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.progress import FIELDS, LONGEST, cell_length, tidy
from kehoach_xl.domain.rollup import roll_up
from kehoach_xl.domain.rows import NAMES

JUNE, JULY = date(2025, 6, 1), date(2025, 7, 1)


def rolled(field, *values):
    """The rolled-up field of reporters A, B, C … who gave these values."""
    return roll_up("ABC"[: len(values)], [row(field, value) for value in values])[field]


def row(field, value):
    return tuple(value if name == field else None for name in NAMES)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        (("Hoàn thành",), "Hoàn thành"),
        (("gần xong",), "gần xong"),
        (("Hoàn thành", "Hoàn thành"), "Hoàn thành"),
        (("Hoàn thành", "Đang thực hiện"), "Đang thực hiện"),
        (("Chưa thực hiện", "Hoàn thành"), "Chưa thực hiện"),
        (("Không còn phù hợp", "Hoàn thành"), "Hoàn thành"),
        (("Không còn phù hợp", "Không còn phù hợp"), "Không còn phù hợp"),
        (("Hoàn thành", None), None),
        (("Hoàn thành", "gần xong"), None),
        ((None, None), None),
    ],
)
def test_the_status_is_the_slowest_and_none_while_one_is_missing(values, status):
    assert rolled("status", *values) == status


@pytest.mark.parametrize(
    ("values", "percent"),
    [
        ((85.0,), 85.0),
        ((80.0, 90.0), 85.0),
        ((100.0, 100.0, 50.0), 83.33),
        ((80.0, None), 40.0),
        ((None, None), None),
        ((0.0, 0.0), 0.0),
    ],
)
def test_the_percent_is_the_mean_over_all_reporters(values, percent):
    assert rolled("percent", *values) == percent


@pytest.mark.parametrize(
    ("values", "quantity"), [((2.0,), 2.0), ((2.0, 3.0), 5.0), ((2.0, None), 2.0), ((None, None), None)]
)
def test_quantities_add_up(values, quantity):
    assert rolled("quantity", *values) == quantity


@pytest.mark.parametrize(
    ("field", "values", "rolled_up"),
    [
        ("extra1", ("Vốn tỉnh", "Vốn huyện"), "A: Vốn tỉnh\nB: Vốn huyện"),
        ("extra4", (120.5, -20.5), 100.0),
        ("extra4", (120.5, None), 120.5),
        ("extra6", (JUNE, JULY), JULY),
        ("extra6", (JUNE, None), None),
    ],
)
def test_spare_columns_go_by_their_kind(field, values, rolled_up):
    assert rolled(field, *values) == rolled_up


@pytest.mark.parametrize(
    ("values", "day"), [((JUNE,), JUNE), ((JUNE, JULY), JULY), ((JULY, JUNE), JULY), ((JUNE, None), None)]
)
def test_a_date_is_the_latest_and_none_while_one_is_missing(values, day):
    assert rolled("finish_date", *values) == day


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (("Đã họp",), "Đã họp"),
        (("Đã họp", "Đã ký"), "A: Đã họp\nB: Đã ký"),
        (("Đã họp", None, "Đã ký"), "A: Đã họp\nC: Đã ký"),
        ((None, None), None),
    ],
)
def test_texts_stand_under_the_names_of_their_agencies(values, text):
    assert rolled("result", *values) == text


def test_nobody_reports_nothing():
    assert roll_up([], []) == {field.id: None for field in FIELDS}


def test_one_reporter_stands_as_he_is():
    values = {field.id: f"{field.id}!" for field in FIELDS}
    assert roll_up(["A"], [tuple(values.values())]) == values


def test_joined_texts_end_where_a_cell_ends():
    joined = rolled("result", "a" * 20_000, "b" * 20_000)
    assert (cell_length(joined), joined[-1]) == (LONGEST, "…")


@given(st.lists(st.tuples(st.text(), st.text().map(tidy)), min_size=2, max_size=3))
def test_a_joined_text_is_read_back_as_it_was_written(reports):
    joined = roll_up([name for name, _ in reports], [row("result", text) for _, text in reports])["result"]
    assert joined is None or tidy(joined) == joined


_NAMES = st.sampled_from(["A", "B ", " C", "D\u0301", "\x07E"])
_MANY = st.lists(st.tuples(_NAMES, st.text(max_size=30)), min_size=1, max_size=9)


@given(_MANY, st.sampled_from([1, 700, 5_000, 40_000]))
def test_of_many_texts_as_much_is_joined_as_if_all_were(reports, times):
    """What goes on after the end of a cell is left out before it is joined only where that shows nowhere."""
    reports = [("X", "x"), *((name, text * (times // 10 + 1)) for name, text in reports)] * 3
    joined = roll_up([name for name, _ in reports], [row("result", text) for _, text in reports])["result"]
    assert joined == tidy("\n".join(f"{name}: {text}" for name, text in reports))
