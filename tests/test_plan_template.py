"""What a file of `templates/plans/` says, as a plan."""

import tomllib

import pytest

from kehoach_xl.building.plan_template import template_of
from kehoach_xl.domain.figure import Figure, Limit
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.history import Result

SAYS = """
[plan]
id = "thu"
title = "Kế hoạch thử"
short_title = "Thử 2026"
number = "111/KH-SNgV"
date = "10/03/2026"
issuer = "Sở Ngoại vụ"
coordinator = "SCT"
framework = "ddci"
registry = "ha-tinh-2025"
baseline_year = 2025
target_year = 2026
horizon_year = 2026
appendix_title = ["Phụ lục"]

[[overall]]
year = 2025
kind = "actual"
score = 79.80
rank_from = 18
of = 19
group = "Cuối"

[[overall]]
year = 2026
kind = "goal"
score = 82.0

[[components]]
code = "1"
name = "Gia nhập thị trường"
score_2025 = 7.95
rank_2025 = "18/19"

[[components]]
code = "IV.2.đ"
kind = "group"
name = "Công tác đối ngoại"

[[tasks]]
code = "1.2"
content = "a"
leads = ["STP"]
coordinators = []
timeframe = "2026"

[[tasks]]
code = "IV.2.đ.10"
content = "b"
leads = []
coordinators = []
timeframe = ""

[[tasks]]
code = "7"
component = "IV.2.đ"
content = "c"
leads = []
coordinators = []
timeframe = ""

[[history]]
component = "1"
year = 2024
name = "Thành lập doanh nghiệp"
score = 8.1
max = 10
rank = "17/19"
group = "Giữa"
source = "mục I"

[[figures]]
code = "1"
name = "Số dự án"
value = "≥ 10 %"
year = 2026
leads = ["STC"]
source = "mục II"

[[deadlines]]
part = "Chuyên đề 1"
deadline = "10/02"
"""


@pytest.fixture(scope="module")
def found():
    return template_of(tomllib.loads(SAYS))


def test_indices_and_groups_keep_their_order(found):
    first, second = found.plan.components
    assert (first.id, first.kind, first.baseline) == ("TP01", "index", Standing(7.95, None, 18, 19, 2025))
    assert (second.id, second.kind, second.code, second.name) == ("NH02", "group", "IV.2.đ", "Công tác đối ngoại")
    assert (second.baseline, second.goal) == (Standing(year=2025), Goal(2026))


def test_a_task_lies_below_the_code_it_begins_with_or_where_the_file_says(found):
    assert [(one.code, one.component) for one in found.plan.tasks] == [
        ("1.2", "1"), ("IV.2.đ.10", "IV.2.đ"), ("7", "IV.2.đ"),
    ]  # fmt: skip


def test_number_and_day_are_kept_as_written(found):
    assert (found.plan.number, found.plan.dated) == ("111/KH-SNgV", "10/03/2026")


def test_the_whole_index_has_a_score_a_rank_and_a_group(found):
    assert found.overall == Standing(79.80, None, 18, 19, 2025)
    assert found.goals == (Goal(2026, 82.0),)
    assert found.history == (
        Result(2025, group="Cuối"),
        Result(2024, "1", "Thành lập doanh nghiệp", 8.1, 10, 17, 19, "Giữa", "mục I"),
    )


def test_goals_in_numbers_are_limits(found):
    assert found.figures == (Figure("1", "Số dự án", Limit("≥", 10, "%"), 2026, ("STC",), "mục II"),)


def test_deadlines_are_taken_as_worded(found):
    assert [(one.part, one.deadline, one.report_by) for one in found.deadlines] == [("Chuyên đề 1", "10/02", "")]


def test_a_figure_without_a_limit_is_a_slip_of_the_file():
    with pytest.raises(ValueError, match="Số dự án"):
        template_of(tomllib.loads(SAYS.replace("≥ 10 %", "tăng mạnh")))
