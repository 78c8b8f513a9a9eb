"""Indices and groups of a plan, and below which of them a task lies."""

import pytest

from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.plan import Component, Kind, Plan, kind_of, owner_of, row_id


@pytest.mark.parametrize(
    ("code", "owner"),
    [
        ("IV.2.đ.3", "IV.2.đ"),
        ("IV.1.a.1", "IV.1"),
        ("V.3", "V"),
        ("3.10", "3"),
        ("3.1.2", "3.1"),
        ("3", ""),
        ("IV", ""),
        ("VI.1", ""),
        ("", ""),
    ],
)
def test_a_task_lies_below_the_longest_code_it_begins_with(code, owner):
    assert owner_of(code, {"IV.2.đ", "IV.1", "IV.2", "V", "3", "3.1", "IV"}) == owner


@pytest.mark.parametrize(("kind", "row"), [("index", "TP07"), ("group", "NH07")])
def test_the_id_of_a_line_tells_its_kind(kind, row):
    assert row_id(kind, 7) == row
    assert kind_of(row) == kind


@pytest.mark.parametrize("row", ["", "CS1", "NV001"])
def test_a_line_without_an_id_of_ours_is_an_index(row):
    assert kind_of(row) == "index"


def component(kind: Kind, row: str) -> Component:
    return Component(id=row, code=row, name=row, short=row, baseline=Standing(), goal=Goal(2025), kind=kind)


@pytest.mark.parametrize(("kind", "row"), [("group", "TP01"), ("index", "NH01")])
def test_an_id_that_tells_another_kind_is_refused(kind, row):
    with pytest.raises(ValueError, match=row):
        component(kind, row)


def test_indices_and_groups_stand_apart():
    plan = Plan(
        id="p", title="t", short_title="s", issuer="i", coordinator="c", framework="none", baseline_year=2024,
        target_year=2025, horizon_year=2025, tasks=(),
        components=(component("index", "TP01"), component("group", "NH02"), component("index", "TP03")),
    )  # fmt: skip
    assert [one.id for one in plan.indices] == ["TP01", "TP03"]
    assert [one.id for one in plan.groups] == ["NH02"]
