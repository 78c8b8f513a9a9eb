"""Days off and working days (Điều 111, 112 Bộ luật Lao động 2019; khoản 5 Điều 148 Bộ luật Dân sự 2015)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.workdays import Calendar, statutory

# Weekdays off as announced for the public sector (month/day).
ANNOUNCED = {
    2022: "1/3 1/31 2/1 2/2 2/3 2/4 4/11 5/2 5/3 9/1 9/2",
    2023: "1/2 1/20 1/23 1/24 1/25 1/26 5/1 5/2 5/3 9/1 9/4",
    2024: "1/1 2/8 2/9 2/12 2/13 2/14 4/18 4/29 4/30 5/1 9/2 9/3",
    2025: "1/1 1/27 1/28 1/29 1/30 1/31 4/7 4/30 5/1 5/2 9/1 9/2",
    2026: "1/1 1/2 2/16 2/17 2/18 2/19 2/20 4/27 4/30 5/1 8/31 9/1 9/2 11/24",
}
# First day of Tết and 10/3 of the lunar year at 105° E, computed apart from the library; 2030 differs from China's.
LUNAR = {
    2022: ("2022-02-01", "2022-04-10"), 2023: ("2023-01-22", "2023-04-29"), 2024: ("2024-02-10", "2024-04-18"),
    2025: ("2025-01-29", "2025-04-07"), 2026: ("2026-02-17", "2026-04-26"), 2027: ("2027-02-06", "2027-04-16"),
    2028: ("2028-01-26", "2028-04-04"), 2029: ("2029-02-13", "2029-04-23"), 2030: ("2030-02-02", "2030-04-12"),
    2031: ("2031-01-23", "2031-04-01"),
}  # fmt: skip


def calendar(first: int, last: int) -> Calendar:
    return Calendar.from_rows((row.day, row.kind) for row in statutory(first, last))


KNOWN = calendar(2024, 2027)


@pytest.mark.parametrize("year", ANNOUNCED)
def test_days_off_are_those_announced(year: int) -> None:
    off = [row.day for row in statutory(year, year) if row.kind == "Nghỉ"]
    assert " ".join(f"{day.month}/{day.day}" for day in off) == ANNOUNCED[year]


@pytest.mark.parametrize("year", LUNAR)
def test_lunar_days_follow_the_vietnamese_calendar(year: int) -> None:
    known = calendar(year, year)
    for day in map(date.fromisoformat, LUNAR[year]):
        assert not known.is_working(day)
    tet = date.fromisoformat(LUNAR[year][0])
    off = [row.day for row in statutory(year, year) if row.name == "Tết Âm lịch"]
    assert len(off) == 5
    assert max(abs((day - tet).days) for day in off) <= 4


def test_saturdays_worked_instead_are_told_with_the_day_they_stand_for() -> None:
    rows = [row for row in statutory(2022, 2026) if row.kind == "Làm bù"]
    assert [(row.day.isoformat(), row.name) for row in rows] == [
        ("2024-05-04", "Làm bù cho ngày 29/04/2024"),
        ("2025-04-26", "Làm bù cho ngày 02/05/2025"),
        ("2026-01-10", "Làm bù cho ngày 02/01/2026"),
        ("2026-08-22", "Làm bù cho ngày 31/08/2026"),
    ]


def test_each_row_says_by_what_rule_and_what_is_a_forecast() -> None:
    by_day = {row.day.isoformat(): row for row in statutory(2026, 2027)}
    assert by_day["2026-04-27"].name == "Nghỉ bù Giỗ Tổ Hùng Vương (10/3 âm lịch)"
    assert by_day["2026-04-27"].source == "Khoản 3 Điều 111 Bộ luật Lao động 2019"
    assert by_day["2026-02-17"].source == "Khoản 1 Điều 112 Bộ luật Lao động 2019"
    assert by_day["2027-02-05"].source.endswith("; dự kiến")
    assert by_day["2027-01-01"].source == "Khoản 1 Điều 112 Bộ luật Lao động 2019"


@pytest.mark.parametrize(
    ("day", "working", "ends"),
    [
        ("2025-12-17", True, "2025-12-17"),  # a Wednesday
        ("2025-06-14", False, "2025-06-16"),  # a Saturday
        ("2025-04-26", True, "2025-04-26"),  # a Saturday worked instead
        ("2025-05-01", False, "2025-05-05"),  # 1/5, the swapped 2/5, the weekend
        ("2025-01-25", False, "2025-02-03"),  # the weekend before Tết
        ("2026-08-29", False, "2026-09-03"),
    ],
)
def test_a_time_limit_ends_with_a_working_day(day: str, working: bool, ends: str) -> None:
    known = calendar(2025, 2026)
    assert known.is_working(date.fromisoformat(day)) is working
    assert known.next_working(date.fromisoformat(day)) == date.fromisoformat(ends)


def test_rows_of_the_sheet_are_what_counts() -> None:
    day = date(2025, 6, 10)
    assert Calendar().is_working(day)
    assert not Calendar.from_rows([(day, "nghỉ")]).is_working(day)
    assert not Calendar.from_rows([(day, "")]).is_working(day)
    assert Calendar.from_rows([(day, "Nghỉ"), (day, "làm  bù")]).is_working(day)
    assert Calendar.from_rows([(date(2025, 6, 14), "Làm bù")]).is_working(date(2025, 6, 14))


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_the_next_working_day_is_worked_and_none_is_passed_over(day: date) -> None:
    ends = KNOWN.next_working(day)
    assert ends >= day and KNOWN.is_working(ends)
    assert not any(KNOWN.is_working(day + timedelta(days=n)) for n in range((ends - day).days))
