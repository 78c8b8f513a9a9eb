"""Totals of index frameworks and the audit of printed ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.framework import aggregate, audit, framework
from kehoach_xl.errors import Stop

FTA_2024 = [4.93, 3.67, 3.09, 4.58]
FTA_GOAL = [6.18, 5.42, 5.36, 6.08]
DDCI_2025 = [7.95, 7.96, 8.12, 8.02, 7.86, 7.97, 7.89, 8.09, 8.02, 8.06, 7.85]


@pytest.mark.parametrize(
    ("id", "scores", "total"),
    [
        ("fta-index", FTA_2024, 16.27),
        ("fta-index", FTA_GOAL, 23.04),
        ("fta-index", [4.93, None, 3.09, 4.58], None),
        ("fta-index", [4.93, 3.67, 3.09], None),
        ("fta-index", [0.0, 0.0, 0.0, 0.0], 0.0),
        ("ddci", DDCI_2025, 79.809091),
        ("ddci", [], None),
        ("none", FTA_2024, None),
    ],
)
def test_total(id, scores, total):
    assert aggregate(id, scores) == total


def test_ddci_total_printed_a_hundredth_lower_agrees():
    found = audit("ddci", DDCI_2025, 79.80)
    assert (round(found.computed, 2), round(found.difference, 2), found.agrees) == (79.81, -0.01, True)


@pytest.mark.parametrize(("printed", "agrees"), [(16.27, True), (16.32, True), (16.22, True), (16.33, False)])
def test_printed_totals_agree_within_five_hundredths(printed, agrees):
    assert audit("fta-index", FTA_2024, printed).agrees is agrees


def test_nothing_to_compare_is_neither_agreement_nor_not():
    assert audit("none", FTA_2024, 16.27).agrees is None
    assert audit("fta-index", FTA_2024, None).agrees is None


def test_frameworks_are_named_with_their_rule():
    assert (framework("fta-index").total_max, framework("fta-index").rule) == (40, "sum")
    assert (framework("ddci").total_max, framework("ddci").rule) == (100, "mean10")


def test_unknown_framework_stops_and_lists_the_known():
    with pytest.raises(Stop, match="fta-index"):
        aggregate("abc", [1.0])


@given(st.lists(st.integers(0, 1000).map(lambda n: n / 100), min_size=4, max_size=4))
def test_totals_stay_inside_the_scale(scores):
    assert 0 <= aggregate("fta-index", scores) <= 40
    assert 0 <= aggregate("ddci", scores) <= 100
