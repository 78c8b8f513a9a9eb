"""The shortlist for commendation: its rule and its thresholds."""

import pandas as pd
import pytest

from kehoach_xl.domain.award import Award, Rule, shortlist, threshold
from kehoach_xl.domain.lateness import Handed

IN_TIME, LATE, DOING, OVERDUE, DROPPED = (
    "Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Đang thực hiện trong hạn", "Đang thực hiện quá hạn",
    "Không còn phù hợp",
)  # fmt: skip
ALL = Handed(sent=2, handed_in=2, on_time=2)


def listed(rows, forms, rule=Rule()):  # noqa: B008 (a frozen value)
    return shortlist(pd.DataFrame(rows, columns=["agency", "class", "due"]), forms, rule)


def test_an_agency_that_did_all_in_time_is_listed():
    assert listed([("STP", IN_TIME, True), ("STP", DOING, False)], {"STP": ALL}) == [Award("STP", 1, 1, 2, 2)]


@pytest.mark.parametrize(
    ("rows", "forms"),
    [
        ([("STP", DOING, False)], ALL),  # nothing was due
        ([("STP", LATE, True)], ALL),
        ([("STP", IN_TIME, True)] * 5 + [("STP", OVERDUE, True)], ALL),  # 83 % in time, but one overdue
        ([("STP", IN_TIME, True)] * 3 + [("STP", LATE, True)], ALL),  # 75 %
        ([("STP", IN_TIME, True)], Handed(sent=2, handed_in=2, on_time=1)),
        ([("STP", IN_TIME, True)], Handed(sent=0, handed_in=0, on_time=0)),  # was sent no form
    ],
)
def test_who_is_not_listed(rows, forms):
    assert listed(rows, {"STP": forms}) == []


def test_a_task_that_no_longer_fits_is_not_in_the_denominator():
    assert listed([("STP", IN_TIME, True), ("STP", DROPPED, True)], {"STP": ALL}) == [Award("STP", 1, 1, 2, 2)]


def test_thresholds_are_hers():
    rows = [("STP", IN_TIME, True)] * 2 + [("STP", LATE, True)]
    half = {"STP": Handed(sent=2, handed_in=2, on_time=1)}
    assert listed(rows, half, Rule(finished=66.6, handed_in=50)) == [Award("STP", 3, 2, 2, 1)]
    assert listed(rows, half, Rule(finished=66.7, handed_in=50)) == []


def test_the_best_come_first_then_those_who_did_more():
    rows = [("A", IN_TIME, True)] * 4 + [("A", LATE, True)] + [("B", IN_TIME, True)] + [("C", IN_TIME, True)] * 2
    assert [one.agency for one in listed(rows, {"A": ALL, "B": ALL, "C": ALL})] == ["C", "B", "A"]


@pytest.mark.parametrize(("typed", "used"), [(90.0, 90.0), (0.0, 0.0), (None, 80.0), (-1.0, 80.0), (101.0, 80.0)])
def test_a_threshold_that_is_no_per_cent_is_the_usual_one(typed, used):
    assert threshold(typed, 80.0) == used
