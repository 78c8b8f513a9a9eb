"""What an index got year by year: renamed components, the newest years, results entered twice."""

from kehoach_xl.domain.gap import Standing
from kehoach_xl.domain.history import Result, Track, newest, newest_place, remark, years

NOW = "Đổi mới sáng tạo và chuyển đổi số"
BEFORE = "Ứng dụng công nghệ thông tin"


def track(*entered, baseline=(8.06, 18, 19), actual=(None, None, None), name=NOW):
    sides = [Standing(side[0], None, *side[1:], year) for side, year in ((baseline, 2025), (actual, 2026))]
    return Track("10", name, *sides, entered)


def test_the_years_of_the_plan_go_before_what_is_entered_beside_them():
    one = track(Result(2025, "10", score=8.0, rank=17, of=19), Result(2024, "10", score=8.93))
    assert (one.score(2025), one.place(2025)) == (8.06, (18, 19))
    assert (one.score(2024), one.place(2024)) == (8.93, (None, None))
    assert (one.score(2026), one.score(2023)) == (None, None)


def test_what_the_plan_leaves_out_is_taken_from_what_is_entered():
    one = track(Result(2025, "10", score=8.0, rank=17, of=19), baseline=(None, None, None))
    assert (one.score(2025), one.place(2025)) == (8.0, (17, 19))


def test_a_rank_and_its_number_of_bodies_come_from_one_source():
    one = track(Result(2025, "10", rank=17, of=63), baseline=(8.06, 18, None))
    assert one.place(2025) == (18, None)
    assert one.position(2025) is None


def test_of_two_lines_about_a_year_the_last_counts():
    assert track(Result(2024, "10", score=8.0), Result(2024, "10", score=8.93)).score(2024) == 8.93


def test_a_name_of_earlier_years_is_told_with_the_last_year_it_was_used():
    one = track(Result(2024, "10", BEFORE), Result(2023, "10", BEFORE), Result(2022, "10", "Công nghệ"))
    assert remark(one, [2025, 2024, 2023, 2022]) == f"Đến 2024: {BEFORE}; Đến 2022: Công nghệ"


def test_a_name_written_in_other_letters_is_no_other_name():
    assert remark(track(Result(2024, "10", NOW.upper())), [2025, 2024]) == ""


def test_the_newest_group_stands_after_the_names():
    one = track(Result(2024, "10", BEFORE, group="Giữa"), Result(2025, "10", group="Cuối"))
    assert remark(one, [2025, 2024]) == f"Đến 2024: {BEFORE}; Nhóm 2025: Cuối"


def test_five_newest_years_with_a_result():
    entered = [Result(year) for year in (2019, 2020, 2021, 2022, 2023, 2023, 1800, 45000)]
    assert years([track()], 2025, 2026, entered) == [2025, 2023, 2022, 2021, 2020]
    assert years([track(actual=(8.2, None, None))], 2025, 2026, []) == [2026, 2025]


def test_the_newest_score_and_rank_may_be_of_different_years():
    one = track(Result(2027, "10", rank=10, of=19), actual=(8.2, None, None))
    assert newest(one, [2027, 2026, 2025]) == (8.2, 2026)
    assert newest_place(one, [2027, 2026, 2025]) == (10, 19, 2027)
    assert newest(track(baseline=(None, None, None)), [2025]) == (None, None)
