"""Goals with ranges and top-k, judged by the worse end; ranks across 63 and 34 provinces; the path to 2030."""

import pytest

from kehoach_xl.domain.aims import Aim, Verdict, equivalent, goal_of, rank_at, standing
from kehoach_xl.domain.gap import Standing
from kehoach_xl.domain.history import Result, Track
from kehoach_xl.domain.rank_path import rank_path

RANGE, TOP = Aim(2025, rank_from=22, rank_to=25), Aim(2030, rank_from=1, rank_to=15)


def whole(rank=None, of=34, score=None, *entered):
    actual = Standing(score, None, rank, of if rank else None, 2025)
    return Track("", "Toàn bộ", Standing(16.27, None, 50, 63, 2024), actual, entered)


@pytest.mark.parametrize(
    ("rank", "verdict"),
    [(22, Verdict("reached")), (25, Verdict("reached")), (18, Verdict("reached")), (27, Verdict("to_go", 2)),
     (None, Verdict("no_result"))],
)  # fmt: skip
def test_a_range_is_reached_by_its_worse_end(rank, verdict):
    assert standing(RANGE, [whole(rank)], [2025, 2024], 34).by_rank == verdict


def test_a_range_written_the_wrong_way_round_is_the_same_range():
    assert Aim(2025, rank_from=25, rank_to=22).ranks == (22, 25)
    assert Aim(2025, rank_from=22).ranks == (22, 22)
    assert Aim(2025).ranks is None


def test_a_rank_among_another_number_is_not_compared():
    aim = Aim(2025, rank_to=25, of=63)
    assert standing(aim, [whole(20)], [2025], 34).by_rank == Verdict("other_total")


def test_an_earlier_rank_is_worth_another_one_for_reference_only():
    found = standing(RANGE, [whole()], [2024], 34)
    assert (found.rank, found.of, found.rank_year) == (50, 63, 2024)
    assert (found.worth, found.places_to_go) == (27, 2)
    assert standing(TOP, [whole()], [2024], 34).places_to_go == 12
    assert standing(RANGE, [whole()], [2024], None).worth is None


@pytest.mark.parametrize(
    ("rank", "of", "among", "worth"),
    [(50, 63, 34, 27), (1, 63, 34, 1), (63, 63, 34, 34), (27, 34, 34, 27), (12, 63, 34, 7), (5, None, 34, None),
     (5, 1, 34, None), (5, 63, 1, None)],
)  # fmt: skip
def test_the_rank_with_the_same_position_among_others(rank, of, among, worth):
    assert equivalent(rank, of, among) == worth


def test_half_a_place_goes_up():
    assert rank_at(0.5, 34) == 18


def test_scores_are_judged_in_the_goals_own_year():
    assert standing(Aim(2025, score=20.5), [whole(score=20.5)], [2025, 2024], 34).by_score == Verdict("reached")
    assert standing(Aim(2025, score=23.04), [whole(score=20.5)], [2025, 2024], 34).by_score == Verdict("to_go", 2.54)
    found = standing(Aim(2030, score=30), [whole(score=20.5)], [2025, 2024], 34)
    assert (found.by_score, found.score, found.score_year) == (Verdict("no_result"), 20.5, 2025)


def test_a_goal_of_no_known_component_or_no_year_stands_nowhere():
    assert standing(Aim(2025, "9", score=5), [whole()], [2024], 34).track is None
    assert standing(Aim(None, score=5), [whole()], [2024], 34).by_score is None


def test_the_last_goal_of_a_year_counts_for_score_and_rank_apart():
    aims = [RANGE, Aim(2025, score=20), Aim(2025, rank_to=20)]
    assert goal_of(aims, 2025, "", score=False) is aims[2]
    assert goal_of(aims, 2025, "", score=True) is aims[1]
    assert goal_of(aims, 2026, "", score=True) is None


# -- the path -----------------------------------------------------------------------------------------------------


def test_the_path_of_the_fta_plan():
    found = rank_path(whole(), [RANGE, TOP], range(2024, 2031), 34)
    assert [step.worth for step in found.steps] == [27, 25, 23, 21, 19, 17, 15]
    assert [step.known is not None for step in found.steps] == [True, *[False] * 6]
    assert [step.enough for step in found.steps] == [None, 25, None, None, None, None, 15]
    assert (found.since, found.until) == (2024, 2030)
    assert found.each_year == pytest.approx((19 / 33 - 13 / 62) / 6)


def test_the_path_starts_anew_at_the_newest_rank():
    found = rank_path(whole(24, 34, None, Result(2026, rank=20, of=34)), [RANGE, TOP], range(2024, 2031), 34)
    assert [step.needed is not None for step in found.steps] == [False, False, True, True, True, True, True]
    assert (found.steps[2].needed, found.steps[6].needed) == (14 / 33, 19 / 33)


def test_no_line_without_a_goal_after_the_newest_rank():
    assert rank_path(whole(), [], range(2024, 2031), 34).each_year is None
    past = rank_path(whole(14), [RANGE], range(2024, 2031), 34)
    assert (past.since, past.each_year, past.steps[1].needed) == (None, None, None)


def test_a_goal_that_is_surpassed_asks_for_nothing_more():
    assert rank_path(whole(10), [TOP], range(2024, 2031), 34).each_year == 0
