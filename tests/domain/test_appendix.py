"""Lines of the appendix, and the plan they amount to."""

import pytest

from kehoach_xl.domain.agency import Agency, AgencyGroup, Register
from kehoach_xl.domain.appendix import Line, plan_of, rank, score
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.values import Rank

REGISTER = Register(
    agencies=(Agency(code="STP", name="Sở Tư pháp"),), groups=(AgencyGroup(code="SBN", name="Các sở, ban, ngành"),)
)
SETTINGS = {
    "plan": "p", "title": "t", "short_title": "s", "issuer": "i", "coordinator": "SCT", "framework": "fta-index",
    "baseline_year": "2024", "target_year": "2025", "horizon_year": "2030",
}  # fmt: skip


def plan(*rows):
    return plan_of([Line(n, cells) for n, cells in enumerate(rows, 8)], SETTINGS, REGISTER)


@pytest.mark.parametrize(
    ("cells", "task", "component"),
    [
        ({"content": "Tổ chức hội nghị"}, True, False),
        ({"name": "Chỉ số 1"}, False, True),
        ({"name": "Nhóm", "content": "Tổ chức hội nghị"}, True, False),
        ({"code": "I"}, False, False),
        ({"content": " \u00a0"}, False, False),
        ({}, False, False),
    ],
)
def test_what_a_line_is(cells, task, component):
    line = Line(8, cells)
    assert (line.is_task, line.is_component) == (task, component)


@pytest.mark.parametrize(("raw", "value"), [(4.93, 4.93), ("4,93", 4.93), ("?", None), (None, None), (101.0, None)])
def test_a_score_has_one_reading_or_none(raw, value):
    assert score(raw) == value


@pytest.mark.parametrize(("raw", "value"), [("50/63", Rank(50, 63)), (12.0, Rank(12)), ("64/63", None), (None, None)])
def test_a_rank_has_one_reading_or_none(raw, value):
    assert rank(raw) == value


def test_a_component_line():
    (found,) = plan({
        "id": "CS1", "code": "1", "name": "Tiếp cận thông tin", "score": 4.93, "rank": "50/63",
        "goal_score": "5,5", "goal_rank": "25/34",
    }).components  # fmt: skip
    assert (found.id, found.code, found.name) == ("CS1", "1", "Tiếp cận thông tin")
    assert found.baseline == Standing(4.93, rank=50, of=63, year=2024)
    assert found.goal == Goal(2025, 5.5, 25, 25, 34)


def test_what_is_missing_stays_missing():
    (found,) = plan({"id": "CS1", "code": "1", "name": "Tiếp cận thông tin"}).components
    assert found.baseline == Standing(year=2024)
    assert found.goal == Goal(2025)


def test_a_task_line():
    (task,) = plan({
        "id": "NV1", "code": "3.10", "component": "3", "content": "Tổ chức hội nghị",
        "leads": "Sở Tư pháp, Sở Lạ", "coordinators": "Các sở, ban, ngành", "timeframe": "2025 - 2030",
    }).tasks  # fmt: skip
    assert (task.id, task.code, task.component) == ("NV1", "3.10", "3")
    assert (task.leads, task.coordinators) == (("STP",), ("SBN",))
    assert (task.timeframe_text, task.timeframe.kind) == ("2025 - 2030", "span")


def test_codes_are_text_so_that_two_like_numbers_stay_two():
    assert [t.code for t in plan({"code": "3.1", "content": "a"}, {"code": "3.10", "content": "b"}).tasks] == [
        "3.1",
        "3.10",
    ]


def test_the_plan_finds_a_component_by_code():
    found = plan({"id": "CS1", "code": "1", "name": "a"}, {"id": "CS2", "code": "2", "name": "b"})
    assert (found.component("2").id, found.component("3")) == ("CS2", None)


def test_a_group_is_known_by_its_id_and_the_document_by_the_settings():
    lines = [
        Line(8, {"id": "TP01", "code": "1", "name": "a"}), Line(9, {"id": "NH02", "code": "IV.2.đ", "name": "b"}),
        Line(10, {"code": "V", "name": "c"}),
    ]  # fmt: skip
    found = plan_of(lines, SETTINGS | {"number": "111/KH-SNgV", "dated": "10/3/2026"}, REGISTER)
    assert [one.kind for one in found.components] == ["index", "group", "index"]
    assert (found.number, found.dated) == ("111/KH-SNgV", "10/3/2026")
    assert (plan().number, plan().dated) == ("", "")
