"""The plan's own two-tier days over the decree's: as the documents word them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.deadlines import PARTS, PartDeadline, first_ordered, proposed
from kehoach_xl.domain.period import parse_period, special_period
from kehoach_xl.domain.workdays import Calendar, statutory
from kehoach_xl.errors import Stop

CALENDAR = Calendar.from_rows((row.day, row.kind) for row in statutory(2024, 2026))


def days(code: str, *rows: PartDeadline) -> tuple[str, str]:
    deadline, report_by = proposed(parse_period(code), rows, CALENDAR)
    return f"{deadline:%d/%m/%Y}", f"{report_by:%d/%m/%Y}"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("2025-H2", ("17/12/2025", "22/12/2025")),
        ("2025-H1", ("17/06/2025", "23/06/2025")),  # 22/6 is a Sunday
        ("2025-Q1", ("17/03/2025", "24/03/2025")),
        ("2025-T04", ("17/04/2025", "22/04/2025")),
        ("2026-T01", ("19/01/2026", "22/01/2026")),  # 17/1 is a Saturday
        ("2025-T12", ("17/12/2025", "22/12/2025")),
    ],
)
def test_without_a_plan_three_and_eight_days_after_the_cutoff_on_a_working_day(code, expected):
    assert days(code) == expected


# Kế hoạch 59 of Hà Tĩnh: agencies before 5 November, the coordinator before 15 November, each year.
NQ59 = PartDeadline("Năm", "trước ngày 05/11", "trước ngày 15/11", "Kế hoạch 2025")
# Nghị quyết 02 in Hậu Giang: 10 June and 10 December.
HAU_GIANG = (PartDeadline("6 tháng đầu năm", "10/6"), PartDeadline("6 tháng cuối năm", "10/12", "trước ngày 15/12"))


@pytest.mark.parametrize(
    ("code", "rows", "expected"),
    [
        ("2025", [NQ59], ("04/11/2025", "14/11/2025")),
        ("2026", [NQ59], ("04/11/2026", "16/11/2026")),  # 14/11 is a Saturday
        ("2025-H2", [NQ59], ("17/12/2025", "22/12/2025")),
        ("2024-H1", HAU_GIANG, ("10/06/2024", "24/06/2024")),  # 22/6 is a Saturday
        ("2024-H2", HAU_GIANG, ("10/12/2024", "16/12/2024")),  # 14/12 is a Saturday
        ("2025-H1", HAU_GIANG, ("10/06/2025", "23/06/2025")),
        ("2025-H1", [PartDeadline("6 THÁNG  đầu năm", "Trước ngày 10 tháng 6")], ("09/06/2025", "23/06/2025")),
        # A day stated with its year counts in that year only.
        ("2024-H1", [PartDeadline("6 tháng đầu năm", "10/6/2024")], ("10/06/2024", "24/06/2024")),
        ("2025-H1", [PartDeadline("6 tháng đầu năm", "10/6/2024")], ("17/06/2025", "23/06/2025")),
        # The first such day past the middle of the period.
        ("2025", [PartDeadline("Năm", "15/12", "15/01")], ("15/12/2025", "15/01/2026")),
        ("2025-Q4", [PartDeadline("Quý IV", "05/01")], ("05/01/2026", "05/01/2026")),
        ("2025-9T", [PartDeadline("9 tháng", "tháng 9")], ("30/09/2025", "30/09/2025")),
        ("2025-T07", [PartDeadline("Tháng", "ngày 20", "trước ngày 25")], ("21/07/2025", "24/07/2025")),
        ("2025-T07", [PartDeadline("Tháng", "ngày 05", "Ngày 10 tháng sau.")], ("05/08/2025", "11/08/2025")),
        ("2025-T12", [PartDeadline("Tháng", "20 hằng tháng", "03 tháng sau")], ("22/12/2025", "05/01/2026")),
        ("2025-T02", [PartDeadline("Tháng", "ngày 31")], ("28/02/2025", "28/02/2025")),
        # Only the agencies' day: the coordinator never reports before it.
        ("2025-H1", [PartDeadline("6 tháng đầu năm", "27/6")], ("27/06/2025", "27/06/2025")),
        ("2025-H1", [PartDeadline("6 tháng đầu năm", "", "25/6")], ("17/06/2025", "25/06/2025")),
        # 30/4, 1/5 and the swapped 2/5 lie before a weekend.
        ("2025-T04", [PartDeadline("Tháng", "ngày 30")], ("05/05/2025", "05/05/2025")),
    ],
)  # fmt: skip
def test_the_plans_own_days_moved_to_a_working_day(code, rows, expected):
    assert days(code, *rows) == expected


@pytest.mark.parametrize("value", ["sớm", "năm 2025", "ngày 32", "31/2", "Thường xuyên"])
def test_a_wording_that_names_no_day_is_said_with_its_line(value):
    for row in (PartDeadline("Tháng", value), PartDeadline("Tháng", "", value)):
        with pytest.raises(Stop) as stop:
            days("2025-T07", row)
        assert (stop.value.message.code, stop.value.message.facts) == ("PERIOD_010", {"part": "Tháng", "value": value})


# Kế hoạch of Hậu Giang: the plans of the bodies by 10 February.
CD1 = PartDeadline("Chuyên đề 1", "10/02", "", "Kế hoạch 2024")


@pytest.mark.parametrize(
    ("since", "until", "rows", "expected"),
    [
        (date(2024, 1, 15), date(2024, 12, 31), [CD1], ("15/02/2024", "08/01/2025")),  # Tết: 8/2 to 14/2
        (date(2024, 2, 10), date(2024, 2, 10), [CD1], ("15/02/2024", "19/02/2024")),
        (date(2024, 2, 11), date(2024, 3, 1), [CD1], ("10/02/2025", "10/02/2025")),
        (date(2024, 1, 15), date(2024, 2, 1), [PartDeadline("CHUYÊN ĐỀ  1", "10/02/2024", "15/02/2024")],
         ("15/02/2024", "15/02/2024")),
        (date(2024, 1, 15), date(2024, 2, 1), [PartDeadline("Chuyên đề 2", "10/02")], ("05/02/2024", "15/02/2024")),
    ],
)  # fmt: skip
def test_a_report_on_one_matter_goes_by_its_line_from_its_first_day_on(since, until, rows, expected):
    deadline, report_by = proposed(special_period("2024-CD1", "", since, until), rows, CALENDAR)
    assert (f"{deadline:%d/%m/%Y}", f"{report_by:%d/%m/%Y}") == expected


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ((), ""),
        ([NQ59], "2024"),
        (HAU_GIANG, "2024-H1"),
        ((*HAU_GIANG, CD1, NQ59), "2024-H1"),
        ([CD1], ""),
        ([PartDeadline("Năm"), PartDeadline("6 tháng cuối năm", "", "10/12")], "2024-H2"),
        ([PartDeadline("Tháng", "ngày 20"), PartDeadline("Quý I", "20/3")], "2024-T01"),
        ([NQ59, PartDeadline("Quý IV", "10/12"), PartDeadline("6 tháng cuối năm", "10/12")], "2024"),
        ([PartDeadline("Tuần", "10/6")], ""),
    ],
)
def test_the_first_period_that_a_plan_orders(rows, first):
    assert first_ordered(rows, 2024) == first


def test_a_special_period_goes_by_no_line_of_the_regular_ones():
    period = special_period("2025-CD1", "", date(2025, 3, 1), date(2025, 3, 31))
    assert proposed(period, [PartDeadline(part, "05/11") for part in PARTS], CALENDAR) == (
        date(2025, 4, 3), date(2025, 4, 8),
    )  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_every_line_of_the_sheet_belongs_to_a_period(part):
    codes = ("2025", "2025-H1", "2025-H2", "2025-9T", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2025-T05")
    moved = [code for code in codes if days(code, PartDeadline(part, "31/12/2025")) != days(code)]
    assert len(moved) == 1 or part == "Năm"


CODES = ("2025", "2025-H1", "2025-H2", "2025-9T", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2025-T01", "2025-T12")


@given(st.sampled_from(CODES), st.integers(1, 12), st.integers(1, 28), st.booleans())
def test_a_yearly_day_is_read_in_the_year_after_the_middle_of_the_period(code, month, day, before):
    period = parse_period(code)
    wording = f"{'trước ngày ' if before else ''}{day:02}/{month:02}"
    rows = [PartDeadline(part, wording, wording) for part in PARTS]
    found, report_by = proposed(period, rows, Calendar())
    middle = period.start + (period.end - period.start) / 2
    lasts = [date(year, month, day) - timedelta(days=before) for year in (2025, 2026, 2027)]
    last = min(one for one in lasts if one > middle)
    assert found == report_by == Calendar().next_working(last)
    assert found - last <= timedelta(days=2)
