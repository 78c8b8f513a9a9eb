"""Masters side by side, from figures alone."""

from datetime import date
from pathlib import Path

import pytest

from kehoach_xl.domain.consolidated import (
    GROUPS,
    AgencyFigures,
    IndexFigures,
    Overdue,
    Place,
    PlanFigures,
    Tally,
)
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.gathered import Gathered, doubtful, in_order, newest
from kehoach_xl.domain.status import CLASSES, chart_group

HOME = Path("/tỉnh")


def plan(name: str, **facts: object) -> PlanFigures:
    base = {
        "file": HOME / name, "sha": name, "age": (1.0, 1.0), "plan": "fta", "key": "", "title": "FTA 2025",
        "issuer": "UBND tỉnh A", "places": {},
    }  # fmt: skip
    return PlanFigures(**base | facts)  # type: ignore[arg-type]


def agency(name: str, count: int = 1) -> AgencyFigures:
    return AgencyFigures(name, Tally(count), "", False, 0, None)


def late(code: str, days: int) -> Overdue:
    return Overdue(code, "", "", "", date(2025, 12, 31), days, Place("Tiến độ"))


def test_every_class_has_its_column() -> None:
    assert {chart_group(klass) for klass in CLASSES} == set(GROUPS)
    assert Tally.of({"count": 10, "classes": dict.fromkeys(CLASSES, 1), "due": 6, "done": 2}) == Tally(
        10, (2, 1, 1, 2, 2, 1, 1), 6, 2
    )


def test_tallies_add_up() -> None:
    found = Tally(2, (1, 0, 0, 0, 1, 0, 0), 2, 1) + Tally(1, (0, 0, 0, 0, 0, 1, 0), 1, 0)
    assert found.cells() == {
        "count": 3, "finished": 1, "regular": 0, "doing": 0, "waiting": 0, "overdue": 1, "unreported": 1, "dropped": 0,
        "due": 3, "done": 1,
    }  # fmt: skip
    assert found.shares() == {"done": 1, "due": 3, "rate": 0.3333}
    assert Tally().shares()["rate"] is None


@pytest.mark.parametrize(
    ("one", "other", "copies"),
    [
        ({"key": "k"}, {"key": "k"}, True),
        ({"key": "k"}, {"key": "l"}, False),
        ({"key": "k"}, {"key": "k", "plan": "ddci"}, False),
        ({"key": ""}, {"key": ""}, False),
        ({"sha": "x"}, {"sha": "x"}, True),
    ],
)
def test_what_makes_a_copy(one: dict, other: dict, copies: bool) -> None:
    kept, older = newest([plan("a.xlsx", **one), plan("b.xlsx", age=(2.0, 0.0), **other)])
    assert [each.file.name for each in kept] == (["b.xlsx"] if copies else ["b.xlsx", "a.xlsx"])
    assert [(a.file.name, b.file.name) for a, b in older] == ([("a.xlsx", "b.xlsx")] if copies else [])


def test_the_journal_tells_the_newest_before_the_clock_of_the_file() -> None:
    kept, _ = newest([plan("a", key="k", age=(5.0, 1.0)), plan("b", key="k", age=(4.0, 9.0))])
    assert [one.file.name for one in kept] == ["a"]


def test_one_plan_that_may_be_counted_twice() -> None:
    plans = [plan("a"), plan("b", issuer="UBND  TỈNH A"), plan("c", issuer="UBND tỉnh B"), plan("d", plan="ddci")]
    assert [(one.file.name, other.file.name) for one, other in doubtful(plans)] == [("a", "b")]


def test_each_plan_has_a_name_of_its_own() -> None:
    plans = (
        plan("1/so.xlsx"), plan("2/so.xlsx"), plan("2/so moi.xlsx"), plan("3/so.xlsx", issuer="UBND tỉnh B"),
        plan("4/so.xlsx", title="DDCI"),
    )  # fmt: skip
    assert list(Gathered(HOME, plans).titles[one.file] for one in plans) == [
        f"FTA 2025 – {Path('1/so.xlsx')}", f"FTA 2025 – {Path('2/so.xlsx')}", "FTA 2025 – so moi",
        "FTA 2025 – UBND tỉnh B", "DDCI",
    ]  # fmt: skip


def test_agencies_are_joined_by_name_within_an_issuer() -> None:
    plans = (
        plan("a", agencies=(agency("Sở Tài chính", 2), agency("Sở Y tế"))),
        plan("b", agencies=(agency("SỞ TÀI CHÍNH"),)),
        plan("c", issuer="UBND tỉnh B", agencies=(agency("Sở Tài chính"),)),
    )  # fmt: skip
    blocks = Gathered(HOME, plans).agencies()
    assert [(block.name, [one.file.name for one, _ in block.lines]) for block in blocks] == [
        ("Sở Tài chính", ["a", "b"]), ("Sở Y tế", ["a"]), ("Sở Tài chính", ["c"]),
    ]  # fmt: skip


def test_the_longest_overdue_stand_first() -> None:
    plans = (plan("a", overdue=(late("1", 3), late("2", 1))), plan("b", overdue=(late("3", 9), late("4", 3))))
    assert [one.code for _, one in Gathered(HOME, plans).overdue()] == ["3", "1", "4", "2"]


def test_the_order_of_the_sheets() -> None:
    plans = [plan("b", title="B"), plan("c", issuer="Sở A", title="Z"), plan("a", title="A")]
    assert [one.file.name for one in in_order(plans)] == ["c", "a", "b"]


def test_the_latest_score_and_ranks() -> None:
    goal = Goal(2025, 6.0, 22, 25, 34)
    one = IndexFigures("1", "x", Standing(4.0, None, 50, 63, 2024), None, goal, Place("Chỉ số"))
    assert (one.latest, one.rank, one.goal_rank, one.covered) == (4.0, "50/63", "22–25/34", None)
    two = IndexFigures("1", "x", one.baseline, Standing(5.0, None, 30, 34, 2025), goal, one.place)
    assert (two.latest, two.rank, two.covered) == (5.0, "30/34", 0.5)
    typed = IndexFigures("1", "x", Standing(), None, Goal(2025, None, 22.0, 25.0), one.place)  # as Excel keeps numbers
    assert typed.goal_rank == "22–25"
    none = IndexFigures("1", "x", Standing(), None, Goal(2025, rank_to=15), one.place)
    assert (none.latest, none.rank, none.goal_rank) == (None, "", "15")


def test_a_period_is_open_until_it_is_closed() -> None:
    assert not plan("a").open
    assert plan("a", period="2025-H2", deadline=date(2025, 12, 17)).open
    assert not plan("a", period="2025-H2", closed=True).open
