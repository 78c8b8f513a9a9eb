"""Trial scores, what comes first, and the whole of `Chỉ số`, with the figures of the FTA plan."""

import pytest

from kehoach_xl.domain.aims import Aim
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.history import Result
from kehoach_xl.domain.outlook import Indexed, Typed, outlook
from kehoach_xl.domain.priority import Need, ranked, threshold
from kehoach_xl.domain.rounding import half_up
from kehoach_xl.domain.trial import Known, tried

FTA = ((4.93, 6.18), (3.67, 5.42), (3.09, 5.36), (4.58, 6.08))


def rows(actual=(None,) * 4, trials=(None,) * 4):
    parts = [
        Indexed(
            str(place), f"Chỉ số {place}", Standing(base, year=2024), Goal(2025, goal), Standing(score, year=2025), 1,
            2, trial,
        )
        for place, ((base, goal), score, trial) in enumerate(zip(FTA, actual, trials, strict=True), 1)
    ]  # fmt: skip
    total = round(sum(actual), 2) if None not in actual else None
    whole = Indexed("", "Toàn bộ", Standing(16.27, None, 50, 63, 2024), Goal(2025, 23.04), Standing(total, year=2025))
    return [*parts, whole]


SPAN = (2024, 2025, 2030)


def test_without_results_the_pace_runs_from_the_baseline():
    found = outlook("fta-index", rows(), Typed(assumed_of=34), SPAN)
    assert found.years == (2024,)
    assert [half_up(one.pace or 0, 2) for one in found.history] == [0.21, 0.29, 0.38, 0.25, 1.13]


def test_a_goal_of_the_last_year_changes_the_pace_to_it():
    typed = Typed([Aim(2030, "3", score=8.09), Aim(2030, score=34.27)])
    found = outlook("fta-index", rows(), typed, SPAN)
    assert half_up(found.history[2].pace or 0, 6) == half_up(5 / 6, 6)
    assert found.history[4].pace == pytest.approx(3.0)


def test_the_total_of_an_entered_year_follows_the_rule_where_all_components_are_known():
    results = [Result(2023, str(code), score=4.0) for code in (1, 2, 3, 4)]
    assert outlook("fta-index", rows(), Typed(results=results), SPAN).history[4].results[1].score == 16.0
    assert outlook("fta-index", rows(), Typed(results=results[1:]), SPAN).history[4].results[1].score is None
    printed = Typed(results=[*results, Result(2023, score=16.03)])
    assert outlook("fta-index", rows(), printed, SPAN).history[4].results[1].score == 16.03


def test_the_change_is_from_the_score_known_before():
    results = [Result(2022, "1", score=4.13), Result(2023, "2", score=3.5)]
    found = outlook("fta-index", rows((6.5, None, None, None)), Typed(results=results), SPAN)
    assert [one.change for one in found.history] == [1.57, 0.17, None, None, None]


# -- trials ---------------------------------------------------------------------------------------------------------


def test_a_trial_score_moves_the_total_the_gap_and_the_pace():
    found = outlook("fta-index", rows(trials=(None, 5.42, None, None)), Typed(), SPAN).trials
    assert [one.change for one in found] == [None, 1.75, None, None, 1.75]
    assert (found[1].gap_before, found[1].gap, found[1].covered, found[1].pace) == (1.75, 0, 1, 0)
    assert (found[4].used, found[4].gap) == (18.02, 5.02)
    assert found[4].pace == pytest.approx(5.02 / 5)


def test_without_a_trial_nothing_is_tried():
    found = outlook("fta-index", rows(), Typed(), SPAN).trials
    assert {(one.trial, one.change, one.gap, one.covered, one.pace) for one in found} == {(None,) * 5}
    assert [half_up(one.pace_before or 0, 2) for one in found] == [0.21, 0.29, 0.38, 0.25, 1.13]


def test_without_a_trial_the_whole_keeps_its_printed_score():
    parts = [Known("1", 8.0, 2025, 8.0, None, None, None)]
    whole = Known("", 79.8, 2025, 79.8, None, None, None)
    assert tried("ddci", parts, whole, [None], 5)[-1].used == 79.8
    assert tried("ddci", parts, whole, [8.5], 5)[-1].used == 85.0
    assert tried("none", parts, whole, [8.5], 5)[-1].used is None


def test_no_years_left_no_pace():
    part = Known("1", 4.0, 2025, 4.0, 6.0, 6.0, None)
    assert [one.pace for one in tried("ddci", [part], part, [5.0], 0)] == [None, None]


# -- what comes first ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("done", "due", "gap", "goal", "level"),
    [(1, 4, 2.0, 5.0, 4), (3, 4, 2.0, 5.0, 3), (0, 0, 2.0, 5.0, 3), (1, 4, 0.5, 5.0, 2), (1, 4, None, 5.0, 2),
     (3, 4, 0.5, 5.0, 1), (3, 4, -0.5, 5.0, 1), (0, 0, -0.5, 5.0, 1), (1, 4, -0.5, 5.0, 2),
     (3, 4, None, None, 0), (0, 0, 0.5, 5.0, 0), (2, 4, 1.25, 5.0, 3)],
)  # fmt: skip
def test_low_completion_meets_a_large_gap(done, due, gap, goal, level):
    assert Need("1", "a", done, due, gap, goal).level(0.5, 0.25) == level


def test_what_is_unknown_is_said():
    assert Need("1", "a", 0, 0, 2.0, 5.0).says(0.5, 0.25) == "► Còn cách mục tiêu xa; chưa có nhiệm vụ đến hạn"
    assert Need("1", "a", 1, 4, None, None).says(0.5, 0.25) == "► Hoàn thành thấp; chưa có điểm hoặc mục tiêu"


def test_a_goal_that_is_reached_is_never_far():
    reached = Need("1", "a", 0, 0, -0.08, 5.42)
    assert (reached.says(0.5, 0.25), reached.says(0.5, 0.0)) == ("● Đã đạt mục tiêu", "● Đã đạt mục tiêu")
    assert Need("1", "a", 3, 4, 0.5, 5.42).says(0.5, 0.25) == "● Chưa phải ưu tiên"


def test_both_before_one_and_the_larger_gap_first():
    needs = [Need("1", "", 3, 4, 2.0, 5.0), Need("2", "", 1, 4, 1.5, 5.0), Need("3", "", 3, 4, 3.0, 5.0),
             Need("4", "", 1, 4, 0.1, 5.0), Need("5", "", 0, 0, None, None)]  # fmt: skip
    assert [one.code for one in ranked(needs, 0.5, 0.25)] == ["2", "3", "1", "4", "5"]


@pytest.mark.parametrize(("typed", "share"), [(50, 0.5), (0.5, 0.5), (None, 0.25), (0, 0), (100, 1.0), (1, 1)])
def test_a_threshold_is_a_share_however_it_is_typed(typed, share):
    assert threshold(typed, 25) == share


@pytest.mark.parametrize(
    ("value", "digits", "rounded"), [(2.675, 2, 2.68), (-0.125, 2, -0.13), (0.5, 0, 1), (79.80909, 2, 79.81)]
)
def test_rounding_as_documents_do(value, digits, rounded):
    assert half_up(value, digits) == rounded
