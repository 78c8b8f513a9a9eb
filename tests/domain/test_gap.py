"""Distance to the goal, with the figures of the FTA Index plan of Hà Tĩnh."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.gap import Goal, Standing, gap, position


@pytest.mark.parametrize(
    ("score", "rank", "goal_score", "goal_rank", "to_go", "before", "after"),
    [
        (4.93, 50, 6.18, 25, 1.25, 13 / 62, 9 / 33),
        (3.67, 51, 5.42, 23, 1.75, 12 / 62, 11 / 33),
        (3.09, 54, 5.36, 24, 2.27, 9 / 62, 10 / 33),
        (4.58, 45, 6.08, 22, 1.50, 18 / 62, 12 / 33),
        (16.27, 50, 23.04, 25, 6.77, 13 / 62, 9 / 33),
    ],
)
def test_components_and_total_of_the_fta_plan(score, rank, goal_score, goal_rank, to_go, before, after):
    found = gap(Standing(score, 10, rank, 63, 2024), Goal(2025, goal_score, goal_rank, goal_rank, 34))
    assert (found.gap, found.per_year, found.covered) == (to_go, to_go, None)
    assert (found.baseline_position, found.goal_position, found.actual_position) == (before, after, None)
    assert (found.comparable, found.ranks_to_go) == (False, None)
    assert "63, 34" in str(found.note)


def test_actual_covers_part_of_the_way():
    found = gap(Standing(4.0, 10, year=2024), Goal(2030, 6.0), Standing(5.0, 10, year=2026))
    assert (found.gap, found.covered, found.per_year) == (1.0, 0.5, 0.25)


def test_actual_below_the_baseline_covers_less_than_nothing():
    assert gap(Standing(4.0, year=2024), Goal(2025, 6.0), Standing(3.0, year=2025)).covered == -0.5


def test_reached_goal_needs_nothing_more():
    found = gap(Standing(4.0, year=2024), Goal(2030, 6.0), Standing(6.5, year=2026))
    assert (found.gap, found.per_year) == (-0.5, 0.0)


def test_same_number_of_bodies_is_comparable():
    found = gap(
        Standing(rank=30, of=34, year=2025), Goal(2030, None, 1, 15, 34), Standing(rank=20, of=34, year=2026)
    )
    assert (found.comparable, found.ranks_to_go, found.note) == (True, 5, None)


def test_places_to_go_are_counted_once_the_result_is_among_the_goals_number():
    found = gap(Standing(rank=50, of=63), Goal(2025, None, 25, 25, 34), Standing(rank=30, of=34))
    assert (found.comparable, found.ranks_to_go) == (False, 5)


def test_rank_range_is_reached_at_its_worse_end():
    assert gap(Standing(rank=24, of=34), Goal(2025, None, 22, 25, 34)).ranks_to_go == 0


def test_goal_without_a_number_of_bodies_is_not_comparable():
    found = gap(Standing(rank=50, of=63, year=2024), Goal(2025, None, 22, 25))
    assert (found.comparable, found.ranks_to_go, found.goal_position, found.note) == (False, None, None, None)


@pytest.mark.parametrize(
    ("baseline", "goal", "actual"),
    [
        (Standing(), Goal(2025), None),
        (Standing(None, 10, 18, 19, 2025), Goal(2026), None),
        (Standing(4.0, year=2024), Goal(2025), Standing()),
    ],
)
def test_missing_is_never_zero(baseline, goal, actual):
    found = gap(baseline, goal, actual)
    assert (found.gap, found.covered, found.per_year) == (None, None, None)


def test_no_distance_has_no_share():
    assert gap(Standing(5.0, year=2024), Goal(2025, 5.0), Standing(6.0, year=2025)).covered is None


@pytest.mark.parametrize(
    ("rank", "of", "expected"), [(1, 63, 1.0), (63, 63, 0.0), (1, 1, None), (5, None, None),
     (99, 34, None), (0, 34, None), (-3, 34, None)]
)
def test_position(rank, of, expected):
    assert position(rank, of) == expected


@given(st.integers(2, 100).flatmap(lambda of: st.tuples(st.integers(1, of), st.just(of))))
def test_position_is_a_share_and_falls_with_the_rank(place):
    rank, of = place
    assert 0 <= position(rank, of) <= 1
    assert rank == 1 or position(rank, of) < position(rank - 1, of)
