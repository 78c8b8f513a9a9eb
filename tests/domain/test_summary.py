"""Figures of the plan, with pandas; every rate with its denominator."""

from datetime import date

import pandas as pd
import pytest

from kehoach_xl.domain.plan import Task
from kehoach_xl.domain.status import CLASSES
from kehoach_xl.domain.summary import Report, by_task, count, frame, report_class, totals
from kehoach_xl.domain.timeframe import Due

END = date(2025, 6, 30)
DONE, LATE, DOING, OVERDUE, SILENT, DROPPED = (
    "Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Đang thực hiện trong hạn", "Đang thực hiện quá hạn",
    "Chưa báo cáo", "Không còn phù hợp",
)  # fmt: skip
STEADY = "Thường xuyên – có kết quả trong kỳ"


def report(task, agency="STP", state="past", period="2025-H1", **values):
    return Report(task, task[0], agency, period, Due(state, None if state == "continuous" else END), values)


def lines(*rows):
    """A frame of (class, due)."""
    return pd.DataFrame(rows, columns=["class", "due"])


@pytest.mark.parametrize(
    ("values", "state", "klass"),
    [
        ({}, "past", SILENT),
        ({"status": "gần xong"}, "past", SILENT),
        ({"status": "Hoàn thành", "finish_date": END}, "past", DONE),
        ({"status": "Hoàn thành", "finish_date": date(2025, 7, 1)}, "past", LATE),
        ({"status": "Hoàn thành", "finish_date": "cuối năm"}, "past", LATE),
        ({"status": "Đang thực hiện"}, "later", DOING),
        ({"status": "Đang thực hiện"}, "past", OVERDUE),
        ({"status": "Đang thực hiện", "result": "Đã họp"}, "continuous", STEADY),
        ({"status": "Đang thực hiện", "quantity": 2.0}, "continuous", STEADY),
        ({"status": "Đang thực hiện"}, "continuous", "Thường xuyên – chưa có kết quả"),
        ({"status": "Không còn phù hợp"}, "past", DROPPED),
    ],
)
def test_the_class_of_a_report(values, state, klass):
    assert report_class(report("1.1", state=state, **values)) == klass


def test_a_frame_has_one_line_per_report():
    table = frame([report("1.1", status="Hoàn thành", finish_date=END), report("1.2", state="later")])
    assert table.values.tolist() == [
        ["1.1", "1", "STP", "2025-H1", DONE, True, "past", END],
        ["1.2", "1", "STP", "2025-H1", SILENT, False, "later", END],
    ]


@pytest.mark.parametrize(
    ("rows", "due", "done", "rate"),
    [
        ([], 0, 0, None),
        ([(SILENT, False)], 0, 0, None),
        ([(DONE, False)], 0, 0, None),
        ([(DROPPED, True)], 0, 0, None),
        ([(STEADY, False)], 0, 0, None),
        ([(OVERDUE, True)], 1, 0, 0.0),
        ([(SILENT, True)], 1, 0, 0.0),
        ([(DONE, True), (OVERDUE, True)], 2, 1, 0.5),
        ([(DONE, True), (LATE, True), (SILENT, True)], 3, 2, 0.6667),
        ([(DONE, True), (DROPPED, True), (DOING, False)], 1, 1, 1.0),
    ],
)
def test_the_rate_is_of_what_was_due_and_none_when_nothing_was(rows, due, done, rate):
    found = totals(lines(*rows))
    assert (found["count"], found["due"], found["done"], found["rate"]) == (len(rows), due, done, rate)


def test_every_class_is_counted_even_when_there_is_none_of_it():
    classes = totals(lines((DONE, True), (DONE, True), (SILENT, False)))["classes"]
    assert list(classes) == list(CLASSES)
    assert {name: number for name, number in classes.items() if number} == {DONE: 2, SILENT: 1}


def test_a_task_counts_once_as_its_slowest_reporter():
    tasks = [Task(id=code, code=code, component=code[0], content="a") for code in ("1.1", "2.1")]
    reports = frame([
        report("1.1", "STP", status="Hoàn thành", finish_date=END),
        report("1.1", "SNV", status="Đang thực hiện"),
        report("2.1", status="Hoàn thành", finish_date=END),
        report("2.1", period="2024-H2"),
    ])  # fmt: skip
    table = by_task(reports, tasks, "2025-H1")
    assert table[["task", "component", "class", "due"]].values.tolist() == [
        ["1.1", "1", OVERDUE, True],
        ["2.1", "2", DONE, True],
    ]
    assert totals(table)["rate"] == 0.5
    assert totals(reports[reports["period"] == "2025-H1"])["rate"] == 0.6667


def test_a_task_without_a_row_in_the_period_is_not_counted():
    tasks = [Task(id="1.1", code="1.1", component="1", content="a")]
    assert len(by_task(frame([report("1.2")]), tasks, "2025-H1")) == 0


@pytest.mark.parametrize("reports", [[], [report("1.1", period="2024-H2")]])
def test_a_period_without_rows_has_no_rate_and_no_error(reports):
    tasks = [Task(id="1.1", code="1.1", component="1", content="a")]
    found = totals(by_task(frame(reports), tasks, "2025-H1"))
    assert (found["count"], found["due"], found["rate"]) == (0, 0, None)


def test_totals_by_any_column():
    table = frame([
        report("1.1", "STP", status="Hoàn thành", finish_date=END),
        report("1.2", "SNV", state="later"),
        report("2.1", "STP"),
    ])  # fmt: skip
    found = {key: (one["count"], one["due"], one["rate"]) for key, one in count(table, "agency").items()}
    assert found == {"STP": (2, 2, 0.5), "SNV": (1, 0, None)}
    assert {key: one["count"] for key, one in count(table, "component").items()} == {"1": 2, "2": 1}
