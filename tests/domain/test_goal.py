"""A goal as a person writes it, and how far it is."""

import pytest

from kehoach_xl.domain.goal import to_go
from kehoach_xl.domain.values import Unclear


@pytest.mark.parametrize(
    ("actual", "goal", "left"),
    [
        (4.93, 6.18, 1.25),
        ("4,93", "6.18", 1.25),
        (7.0, 6.18, -0.82),
        ("-5", -3.0, 2.0),
        (8.0, "≥ 10", 2.0),
        (8.0, "tối thiểu 10", 2.0),
        (7.0, "không quá 5", 2.0),
        (4.0, "<= 5", -1.0),
        (12.0, "dưới 10%", 2.0),
        ("8 %", "≥ 10 %", 2.0),
        (8.0, "ít nhất 10%", 2.0),
        ("8 phần trăm", 10.0, 2.0),
    ],
)
def test_numbers_and_shares(actual, goal, left):
    assert to_go(actual, goal) == left


@pytest.mark.parametrize(
    ("actual", "goal", "places"),
    [
        ("30/34", "25/34", 5),
        ("30/34", "22–25/34", 5),
        ("xếp thứ 30/34", "22 - 25 / 34", 5),
        ("30/34", "từ hạng 22 đến hạng 25/34", 5),
        ("30/34", "tốp 15/34", 15),
        ("20/34", "22–25/34", 0),
    ],
)
def test_places_to_the_rank_that_is_enough(actual, goal, places):
    assert to_go(actual, goal) == places


@pytest.mark.parametrize(
    ("actual", "goal", "without"),
    [("50/63", "22–25", "22–25"), ("30/34", "15", "15"), ("30/34", 15.0, "15"), ("hạng 30", "15/34", "hạng 30")],
)
def test_ranks_need_the_number_of_ranked_bodies_on_both_sides(actual, goal, without):
    found = to_go(actual, goal)
    assert (found.code, found.facts) == ("FUNC_002", {"raw": without})


def test_ranks_among_different_numbers_are_not_subtracted():
    assert to_go("50/63", "25/34").code == "VALUE_041"


@pytest.mark.parametrize(
    ("actual", "goal", "code"),
    [
        ("một", 5.0, "VALUE_001"),
        (5.0, "năm", "VALUE_001"),
        (5.0, "1.350", "VALUE_002"),
        (0.08, "≥ 10 %", "VALUE_011"),
        ("-3 %", "10 %", "VALUE_006"),
        ("30/34", "25–22/34", "VALUE_015"),
        ("30/34", "0–5/34", "VALUE_015"),
        ("30/34", "khá", "VALUE_015"),
        ("30/34", "22–36/34", "VALUE_016"),
        ("12/10/2025", "15/34", "VALUE_015"),
    ],
)
def test_what_cannot_be_read_says_why(actual, goal, code):
    found = to_go(actual, goal)
    assert isinstance(found, Unclear)
    assert found.code == code
    assert str(found.message)
