"""Reporting periods and their data days (Nghị định 09/2019/NĐ-CP, Điều 12)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.period import (
    canonical,
    following,
    is_special,
    latest,
    parse_period,
    previous,
    special_period,
)
from kehoach_xl.errors import Stop

PARTS = ["", "-H1", "-H2", "-9T", *(f"-Q{n}" for n in range(1, 5)), *(f"-T{n:02}" for n in range(1, 13))]


@pytest.mark.parametrize(
    ("code", "name", "start", "end", "data_from", "cutoff"),
    [
        ("2025", "năm 2025", "2025-01-01", "2025-12-31", "2024-12-15", "2025-12-14"),
        ("2025-H1", "6 tháng đầu năm 2025", "2025-01-01", "2025-06-30", "2024-12-15", "2025-06-14"),
        ("2025-H2", "6 tháng cuối năm 2025", "2025-07-01", "2025-12-31", "2025-06-15", "2025-12-14"),
        ("2025-9T", "9 tháng đầu năm 2025", "2025-01-01", "2025-09-30", "2024-12-15", "2025-09-14"),
        ("2025-Q1", "quý I năm 2025", "2025-01-01", "2025-03-31", "2024-12-15", "2025-03-14"),
        ("2025-Q3", "quý III năm 2025", "2025-07-01", "2025-09-30", "2025-06-15", "2025-09-14"),
        ("2024-T02", "tháng 2 năm 2024", "2024-02-01", "2024-02-29", "2024-01-15", "2024-02-14"),
        ("2025-T01", "tháng 1 năm 2025", "2025-01-01", "2025-01-31", "2024-12-15", "2025-01-14"),
    ],
)
def test_periods(code, name, start, end, data_from, cutoff):
    period = parse_period(code)
    assert (period.code, period.name) == (code, name)
    days = (period.start, period.end, period.data_from, period.cutoff)
    assert tuple(day.isoformat() for day in days) == (start, end, data_from, cutoff)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2025h2", "2025-H2"),
        (" 2025 – H2 ", "2025-H2"),
        ("H2/2025", "2025-H2"),
        ("2025-T7", "2025-T07"),
        ("t07/2025", "2025-T07"),
        ("20259t", "2025-9T"),
        ("2025_Q1", None),
        ("2025-H3", None),
        ("2025-Q0", None),
        ("2025-T13", None),
        ("1925", None),
        ("năm 2025", None),
        ("", None),
    ],
)
def test_codes_as_typed(typed, code):
    if code is None:
        with pytest.raises(Stop, match="2025-H1"):
            parse_period(typed)
    else:
        assert parse_period(typed).code == code


MARCH = (date(2025, 3, 3), date(2025, 3, 28))


@pytest.mark.parametrize(
    ("typed", "code", "kind", "label", "name"),
    [
        ("2025-CD1", "2025-CD1", "topical", "Chuyên đề", "chuyên đề 1 năm 2025"),
        ("2025-DX1", "2025-DX1", "ad_hoc", "Đột xuất", "đột xuất 1 năm 2025"),
        (" 2025 – cđ02 ", "2025-CD2", "topical", "Chuyên đề", "chuyên đề 2 năm 2025"),
        ("đx12/2025", "2025-DX12", "ad_hoc", "Đột xuất", "đột xuất 12 năm 2025"),
        ("2025dx7", "2025-DX7", "ad_hoc", "Đột xuất", "đột xuất 7 năm 2025"),
    ],
)
def test_periods_without_a_calendar(typed, code, kind, label, name):
    period = special_period(typed, "", *MARCH)
    assert (period.code, period.kind, period.label, period.name) == (code, kind, label, name)
    assert (period.special, is_special(typed), canonical(typed)) == (True, True, code)
    assert (period.year, period.start, period.end, period.data_from, period.cutoff) == (2025, *MARCH, *MARCH)


def test_a_special_period_has_the_name_and_the_days_it_is_given():
    days = (date(2025, 12, 1), date(2026, 1, 31), date(2025, 1, 1), date(2025, 11, 30))
    period = special_period("2025-CD1", "  Rà soát   xuất xứ hàng hóa ", *days)
    assert period.name == "Rà soát xuất xứ hàng hóa"
    assert (period.start, period.end, period.data_from, period.cutoff) == days


@pytest.mark.parametrize(
    ("code", "days", "message"),
    [
        ("2025-CD1", (MARCH[1], MARCH[0]), "PERIOD_011"),
        ("2025-CD1", (*MARCH, date(2025, 4, 1)), "PERIOD_011"),
        ("2024-DX1", MARCH, "PERIOD_012"),
        ("2025-H1", MARCH, "PERIOD_001"),
        ("2025-CD0", MARCH, "PERIOD_001"),
    ],
)
def test_a_special_period_that_cannot_be_is_said(code, days, message):
    with pytest.raises(Stop) as stop:
        special_period(code, "", *days)
    assert stop.value.message.code == message


def test_the_code_of_a_special_period_alone_is_no_period():
    with pytest.raises(Stop) as stop:
        parse_period("2025-cd1")
    assert (stop.value.message.code, stop.value.message.facts) == ("PERIOD_008", {"period": "2025-CD1"})


@pytest.mark.parametrize("code", ["2025", "2025-H2", "2025-T07"])
def test_regular_periods_say_so(code):
    period = parse_period(code)
    assert (period.label, period.special, is_special(code), canonical(code)) == ("Định kỳ", False, False, code)


def test_proposed_deadlines_follow_the_cutoff():
    period = parse_period("2025-H2")
    assert (period.agency_deadline, period.report_deadline) == (date(2025, 12, 17), date(2025, 12, 22))


@pytest.mark.parametrize(
    ("code", "next_code"),
    [
        ("2025-H1", "2025-H2"), ("2025-H2", "2026-H1"), ("2025-Q1", "2025-Q2"), ("2025-Q4", "2026-Q1"),
        ("2025-T09", "2025-T10"), ("2025-T12", "2026-T01"), ("2025-9T", "2026-9T"), ("2025", "2026"),
    ],
)  # fmt: skip
def test_the_period_that_follows_is_of_the_same_kind(code, next_code):
    assert following(parse_period(code)).code == next_code


@given(st.integers(2000, 2099), st.sampled_from(PARTS))
def test_code_reads_back_and_data_close_inside_the_period(year, part):
    period = parse_period(f"{year}{part}")
    assert parse_period(period.code) == period
    assert period.data_from < period.start <= period.cutoff < period.end


@given(st.integers(2000, 2098))
def test_data_days_of_consecutive_periods_leave_no_day_out(year):
    for kind, last in (("Q", 4), ("T", 12), ("H", 2)):
        codes = [f"{year}-{kind}{n}" for n in range(1, last + 1)] + [f"{year + 1}-{kind}1"]
        periods = [parse_period(code) for code in codes]
        for earlier, later in pairwise(periods):
            assert later.data_from == earlier.cutoff + timedelta(days=1)


@pytest.mark.parametrize(
    ("code", "listed", "expected"),
    [
        ("2025-H2", ["2025-H1", "2025-H2"], "2025-H1"),
        ("2025-Q4", ["2025-9T", "2025-Q3", "2025-Q2", "2025-H1"], "2025-Q3"),
        ("2025", ["2025-9T", "2024", "2024-H2"], "2024"),
        ("2025", ["2024-H2"], None),  # a year is not held against a half
        ("2025-T03", ["2025-T02"], "2025-T02"),
        ("2025-9T", ["2025-H1", "2025-Q3"], None),
        ("2025-CD1", ["2025-H1"], None),
    ],
)  # fmt: skip
def test_what_a_period_is_compared_with(code: str, listed: list[str], expected: str | None) -> None:
    topical = special_period("2025-CD1", "x", date(2025, 7, 1), date(2025, 7, 31), None, None)
    period = topical if code == "2025-CD1" else parse_period(code)
    found = previous(period, [*map(parse_period, listed), topical, period])
    assert (found.code if found else None) == expected


def test_the_periods_that_ended_last() -> None:
    listed = [parse_period(code) for code in ("2025-9T", "2026-H1", "2025-Q3", "2025-H1")]
    assert [one.code for one in latest(listed, 3)] == ["2026-H1", "2025-Q3", "2025-9T"]  # of one day, the one below
