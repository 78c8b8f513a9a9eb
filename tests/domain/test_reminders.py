"""Reminders that left us, and the day the next one asks for."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kehoach_xl.domain.letter import DOUBTFUL, DRAFTED, FORM, REMINDER, SENT, Dispatched
from kehoach_xl.domain.letter_id import reminder_id
from kehoach_xl.domain.reminders import Reminded, answer_by, reminded
from kehoach_xl.domain.workdays import Calendar

BY = date(2025, 12, 17)


def left(number, day, state=SENT, *, agency="STP", period="2025-H2", kind=REMINDER, hour=9):
    at = datetime(2025, 12, day, hour, tzinfo=UTC) - timedelta(hours=7)
    return Dispatched(reminder_id(period, agency, number), kind, period, agency, state, "", at, ("a@b.vn",), "<1@b.vn>")


def test_what_left_us_is_counted_by_agency_and_period():
    letters = [
        left(1, 15), left(2, 18, DRAFTED), left(7, 18, agency="SNV"), left(8, 18, period="2025-H1"),
        left(9, 18, kind=FORM),
    ]  # fmt: skip
    found = reminded(letters, "2025-H2", "STP", BY)
    assert found == Reminded((date(2025, 12, 15), date(2025, 12, 18)), (), 1, 0, 2)
    assert found.next == 3


def test_only_letters_that_were_sent_count_as_reminders():
    letters = [left(1, 18), left(2, 19, DRAFTED), left(3, 22, DOUBTFUL), left(4, 23, "Đã rút lại")]
    found = reminded(letters, "2025-H2", "STP", BY)
    assert (found.late, found.drafts, found.doubtful, found.next) == ((date(2025, 12, 18),), 1, 3, 5)
    assert found.days == (date(2025, 12, 18), date(2025, 12, 19))


def test_nothing_left_us_yet():
    assert reminded([], "2025-H2", "STP", BY) == Reminded() and Reminded().next == 1


def test_only_reminders_after_the_deadline_count_towards_the_list():
    assert reminded([left(1, 17)], "2025-H2", "STP", BY).late == ()
    assert reminded([left(1, 18)], "2025-H2", "STP", BY).late == (date(2025, 12, 18),)
    assert reminded([left(1, 18)], "2025-H2", "STP", None).late == ()


def test_the_day_is_that_of_vietnam():
    assert reminded([left(1, 18, hour=1)], "2025-H2", "STP", BY).late == (date(2025, 12, 18),)


def test_one_of_which_nobody_knows_is_named_by_its_number():
    assert reminded([left(1, 18), left(2, 19, DOUBTFUL)], "2025-H2", "STP", BY).doubtful == 2


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2025, 12, 18), date(2025, 12, 23)),  # Thursday → Tuesday
        (date(2025, 12, 22), date(2025, 12, 25)),  # Monday → Thursday
        (date(2025, 12, 20), date(2025, 12, 24)),  # a Saturday
        (date(2025, 12, 30), date(2026, 1, 5)),  # over a day off
    ],
)
def test_the_day_asked_for_is_three_working_days_ahead(today, day):
    assert answer_by(today, Calendar(off=frozenset({date(2026, 1, 1)}))) == day
