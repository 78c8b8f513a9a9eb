"""Who is late, by how many days."""

from datetime import date

import pytest

from kehoach_xl.domain.lateness import (
    Form,
    Handed,
    OverdueTask,
    asked,
    by_days,
    days_overdue,
    handed,
    late_forms,
    result,
)

BY, AS_OF = date(2025, 12, 17), date(2025, 12, 22)


@pytest.mark.parametrize(
    ("received", "filled", "deadline", "says"),
    [
        (None, None, BY, "Chưa gửi"),
        (date(2025, 12, 10), 0.0, BY, "Trống"),
        (BY, 4.0, BY, "Đúng hạn"),
        (date(2025, 12, 18), 4.0, BY, "Trễ"),
        (date(2025, 12, 18), 4.0, None, "Đúng hạn"),
    ],
)
def test_what_became_of_a_form(received, filled, deadline, says):
    assert result(received, filled, deadline) == says


@pytest.mark.parametrize(
    ("state", "received", "as_of", "days"),
    [
        ("Đúng hạn", date(2025, 12, 10), AS_OF, 0),
        ("Trễ", date(2025, 12, 20), AS_OF, 3),
        ("Trống", date(2025, 12, 10), AS_OF, 5),  # empty is not handed in: it goes on being late
        ("Chưa gửi", None, AS_OF, 5),
        ("Chưa gửi", None, BY, 0),
    ],
)
def test_days_late(state, received, as_of, days):
    assert Form("STP", "2025-H2", BY, received, state).days_late(as_of) == days


@pytest.mark.parametrize(("received", "state"), [(AS_OF, "Đã nhận"), (None, "Chưa gửi")])
def test_who_was_sent_no_form_is_never_late(received, state):
    assert result(received, 4.0, BY, sent=False) == state
    form = Form("HQ11", "2025-H2", BY, received, state, sent=False)
    assert form.days_late(AS_OF) == 0 and late_forms([form], AS_OF) == []


def test_nothing_is_late_without_a_deadline():
    assert Form("STP", "2025-H2", None, None, "Chưa gửi").days_late(AS_OF) == 0


def test_the_latest_forms_come_first_and_those_in_time_are_left_out():
    forms = [
        Form("STP", "2025-H2", BY, date(2025, 12, 18), "Trễ"), Form("SNV", "2025-H2", BY, BY, "Đúng hạn"),
        Form("STC", "2025-H2", BY, None, "Chưa gửi"), Form("HQ11", "2025-H2", BY, None, "Chưa gửi"),
    ]  # fmt: skip
    assert [(one.agency, one.days) for one in late_forms(forms, AS_OF)] == [("STC", 5), ("HQ11", 5), ("STP", 1)]


def test_a_report_without_a_form_is_no_form_handed_in():
    forms = [
        Form("STP", "2025-H2", BY, BY, "Đúng hạn"), Form("SNV", "2025-H2", BY, AS_OF, "Trễ"),
        Form("STC", "2025-H2", BY, BY, "Trống"), Form("HQ11", "2025-H2", BY, BY, "Đúng hạn", sent=False),
    ]  # fmt: skip
    assert handed(forms) == Handed(sent=3, handed_in=2, on_time=1)


@pytest.mark.parametrize(
    ("klass", "state", "due", "days"),
    [
        ("Chưa báo cáo", "past", BY, 5),  # who says nothing has not finished
        ("Đang thực hiện quá hạn", "past", BY, 5),
        ("Đang thực hiện trong hạn", "in_period", BY, 5),  # in time at the data cut-off, no more
        ("Chưa thực hiện trong hạn", "in_period", date(2025, 12, 31), 0),
        ("Chưa báo cáo", "in_period", AS_OF, 0),  # the day itself is still in time
        ("Hoàn thành quá hạn", "past", BY, 0),
        ("Hoàn thành đúng hạn", "past", BY, 0),
        ("Không còn phù hợp", "past", BY, 0),
        ("Chưa báo cáo", "later", BY, 0),
        ("Thường xuyên – chưa có kết quả", "continuous", None, 0),
        ("Chưa báo cáo", "past", None, 0),
    ],
)
def test_a_task_past_its_day_counts_until_it_is_done(klass, state, due, days):
    assert days_overdue(klass, state, due, AS_OF) == days


def test_the_longest_past_their_day_come_first():
    tasks = [OverdueTask(code, code, "", "STP", BY, days) for code, days in (("1", 3), ("2", 9), ("3", 9))]
    assert [one.code for one in by_days(tasks)] == ["2", "3", "1"]


def test_forms_by_which_an_agency_may_be_judged():
    later = date(2026, 6, 17)
    forms = [
        Form("STP", "2025-H2", BY, None, "Chưa gửi"), Form("STP", "2025-H2", BY, BY, "Trống"),
        Form("STP", "2026-H1", later, None, "Chưa gửi"),  # not due yet: no fault
        Form("STP", "2026-H1", later, AS_OF, "Đúng hạn"),  # handed in before it is due
        Form("STP", "2026-H1", later, AS_OF, "Trống"),  # may still be filled in time
        Form("STP", "2025-Q3", None, None, "Chưa gửi"),  # never due
        Form("STP", "2024", BY, None, "Chưa gửi"),  # of a period that is not looked at
    ]  # fmt: skip
    periods = ("2025-Q3", "2025-H2", "2026-H1")
    assert asked(forms, periods, AS_OF) == [forms[0], forms[1], forms[3]]
    assert asked(forms, ("2025-H2",), BY) == []  # the deadline itself is still in time
