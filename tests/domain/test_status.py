"""The published decision table."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.status import (
    CLASSES,
    DUE_LABELS,
    MARK_LABELS,
    classify,
    counts_when_due,
    group,
    mark,
    slowest,
    symbol,
    table,
)
from kehoach_xl.domain.values import STATUSES

DUE = date(2025, 6, 30)
EARLY, LATE = DUE, DUE + timedelta(days=1)
DATED = ("dung_han", "tre_han", "khong_ngay")
DATES = st.dates(date(2000, 1, 1), date(2100, 1, 1))

CLASS_NAMES = {
    "Hoàn thành đúng hạn",
    "Hoàn thành quá hạn",
    "Đang thực hiện trong hạn",
    "Đang thực hiện quá hạn",
    "Chưa thực hiện trong hạn",
    "Chưa thực hiện quá hạn",
    "Thường xuyên – có kết quả trong kỳ",
    "Thường xuyên – chưa có kết quả",
    "Không còn phù hợp",
    "Chưa báo cáo",
}


def test_every_combination_stands_in_the_table_exactly_once():
    marks = {"past": DATED, "in_period": DATED, "later": DATED, "continuous": ("co_ket_qua", "khong_ket_qua")}
    marks["released"] = ("khong_xet",)
    expected = [(status, due, mark) for status, due in product((*STATUSES, ""), marks) for mark in marks[due]]
    assert sorted((rule.status, rule.due, rule.mark) for rule in table()) == sorted(expected)


def test_classes_are_the_ten_and_each_can_come_about():
    assert set(CLASSES) == CLASS_NAMES and len(CLASSES) == 10
    assert {rule.klass for rule in table()} == CLASS_NAMES
    assert all(rule.says for rule in table())


@given(
    st.sampled_from([*STATUSES, "", None]),
    st.sampled_from(list(DUE_LABELS)),
    st.none() | DATES,
    st.none() | DATES,
    st.booleans(),
)
def test_whatever_is_reported_has_one_class(status, state, finish, due, has_result):
    assert classify(status, state, finish, due, has_result) in CLASSES
    assert mark(state, finish, due, has_result) in MARK_LABELS


@pytest.mark.parametrize(
    ("status", "state", "finish", "has_result", "expected"),
    [
        ("Hoàn thành", "past", EARLY, True, "Hoàn thành đúng hạn"),
        ("Hoàn thành", "past", LATE, True, "Hoàn thành quá hạn"),
        ("Hoàn thành", "past", None, True, "Hoàn thành quá hạn"),
        ("Hoàn thành", "in_period", None, True, "Hoàn thành đúng hạn"),
        ("Hoàn thành", "later", None, True, "Hoàn thành đúng hạn"),
        ("Đang thực hiện", "past", None, True, "Đang thực hiện quá hạn"),
        ("Đang thực hiện", "in_period", None, True, "Đang thực hiện trong hạn"),
        ("Đang thực hiện", "later", None, False, "Đang thực hiện trong hạn"),
        ("Chưa thực hiện", "past", None, False, "Chưa thực hiện quá hạn"),
        ("Chưa thực hiện", "in_period", None, False, "Chưa thực hiện trong hạn"),
        ("Đang thực hiện", "continuous", None, True, "Thường xuyên – có kết quả trong kỳ"),
        ("Hoàn thành", "continuous", LATE, True, "Thường xuyên – có kết quả trong kỳ"),
        ("Hoàn thành", "continuous", EARLY, False, "Thường xuyên – chưa có kết quả"),
        ("Chưa thực hiện", "continuous", None, True, "Thường xuyên – chưa có kết quả"),
        ("Không còn phù hợp", "past", None, False, "Không còn phù hợp"),
        ("Không còn phù hợp", "continuous", None, True, "Không còn phù hợp"),
        ("", "past", LATE, True, "Chưa báo cáo"),
        (None, "continuous", None, True, "Chưa báo cáo"),
    ],
)
def test_class(status, state, finish, has_result, expected):
    assert classify(status, state, finish, DUE, has_result) == expected


def test_work_without_a_due_day_cannot_be_late():
    assert classify("Hoàn thành", "later", LATE, None, True) == "Hoàn thành đúng hạn"


def test_a_status_not_read_from_the_list_is_refused():
    with pytest.raises(KeyError):
        classify("xong", "past", None, DUE, True)


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        ([], "Chưa báo cáo"),
        (["Hoàn thành đúng hạn", "Chưa báo cáo"], "Chưa báo cáo"),
        (["Hoàn thành đúng hạn", "Đang thực hiện trong hạn"], "Đang thực hiện trong hạn"),
        (["Chưa thực hiện trong hạn", "Đang thực hiện quá hạn"], "Đang thực hiện quá hạn"),
        (["Không còn phù hợp", "Hoàn thành đúng hạn"], "Hoàn thành đúng hạn"),
        (["Không còn phù hợp"], "Không còn phù hợp"),
    ],
)
def test_a_task_is_as_far_as_its_slowest_reporter(classes, expected):
    assert slowest(classes) == expected


@given(st.permutations(CLASSES), st.integers(0, 10))
def test_slowest_does_not_look_at_the_order(classes, count):
    assert slowest(classes[:count]) == slowest(sorted(classes[:count]))


def test_symbols_differ_in_black_and_white():
    assert len({symbol(klass) for klass in CLASSES}) == len(CLASSES)


def test_groups_and_denominator():
    assert {klass for klass in CLASSES if group(klass) == "hoan_thanh"} == {
        "Hoàn thành đúng hạn",
        "Hoàn thành quá hạn",
    }
    assert [klass for klass in CLASSES if not counts_when_due(klass)] == [
        "Thường xuyên – chưa có kết quả",
        "Thường xuyên – có kết quả trong kỳ",
        "Không còn phù hợp",
    ]
