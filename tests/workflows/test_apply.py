"""Áp dụng xử lý xung đột: her choices count at once, without a merge, and can be taken back."""

import pytest

from kehoach_xl.errors import Stop
from tests.workflows.office import Room, at, doing

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow

KEEP, TAKE, ENTER = "Giữ số liệu đang có", "Lấy số liệu gửi về", "Nhập tay"
HERS, THEIRS = "Theo điện thoại ngày 10/12.", "Tổng hợp 07 vướng mắc."


@pytest.fixture
def clashing(room: Room) -> Room:
    """Two conflicts: the result of 2.3 and the percent of 2.4 were typed by her, then sent otherwise."""
    room.type("progress", "code", "2.3", result=HERS)
    room.type("progress", "code", "2.4", percent=50.0)
    room.send("STP", {"2.3": doing(100, THEIRS), "2.4": doing(60, "Đăng 63 văn bản.")})
    assert len(room.merge().conflicts) == 2
    return room


@pytest.mark.parametrize(
    ("choice", "entered", "stands"), [(KEEP, None, HERS), (TAKE, None, THEIRS), (ENTER, "Cả hai: 07.", "Cả hai: 07.")]
)
def test_a_choice_is_applied_and_the_others_wait(clashing: Room, choice: str, entered, stands: str) -> None:
    clashing.choose(choice, entered)
    report = clashing.apply_decisions()
    assert (report.applied, report.undecided, report.conflicts) == (1, [], 1)
    assert clashing.cell("2.3", "result") == clashing.shown("2.3", "result") == stands
    assert [row["code"] for row in clashing.conflicts()] == ["2.4"]
    assert clashing.journal("Xử lý xung đột")[0]["new"] == stands


def test_a_merge_afterwards_finds_nothing_new(clashing: Room) -> None:
    clashing.choose(TAKE)
    clashing.apply_decisions()
    before = clashing.sheets()
    report = clashing.merge(now=at(22))
    assert (report.decided, len(report.conflicts)) == (0, 1)
    assert clashing.sheets() == before


def test_undo_takes_the_decisions_back_and_puts_the_choice_where_it_was(clashing: Room) -> None:
    clashing.choose(TAKE)
    before = clashing.sheets()
    clashing.apply_decisions()
    clashing.undo()
    assert clashing.sheets() == before


def test_what_cannot_be_applied_is_said_and_nothing_is_written(clashing: Room) -> None:
    clashing.choose(ENTER)
    before = clashing.master.read_bytes()
    report = clashing.apply_decisions()
    assert (report.applied, [one.code for one in report.undecided], report.conflicts) == (0, ["MERGE_020"], 2)
    assert clashing.master.read_bytes() == before


def test_nothing_chosen_is_said(clashing: Room) -> None:
    with pytest.raises(Stop) as stop:
        clashing.apply_decisions()
    assert (stop.value.message.code, stop.value.message.facts) == ("APPLY_002", {"count": 2})


def test_without_a_conflict_there_is_nothing_to_apply(room: Room) -> None:
    with pytest.raises(Stop) as stop:
        room.apply_decisions()
    assert stop.value.message.code == "APPLY_001"
