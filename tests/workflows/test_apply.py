"""Xử lý xung đột: her choices count at once, without a merge, and can be taken back."""

import pytest

from kehoach_xl.cli import main
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


# -- many at once -----------------------------------------------------------------------------------------

RESULT, PERCENT = "Kết quả thực hiện trong kỳ", "Tỷ lệ hoàn thành (%)"


def standing(room: Room) -> tuple:
    return room.cell("2.3", "result"), room.cell("2.4", "percent")


@pytest.mark.parametrize(
    ("lines", "stands", "applied"),
    [
        ([("", "", TAKE)], (THEIRS, 60.0), 2),
        ([("STP", "", TAKE)], (THEIRS, 60.0), 2),
        ([("Sở Tư pháp", PERCENT, TAKE)], (HERS, 60.0), 1),
        ([("", "", KEEP), ("STP", RESULT, TAKE)], (THEIRS, 50.0), 2),  # the narrower line goes first
        ([("STP", "", TAKE), ("", RESULT, TAKE)], (THEIRS, 60.0), 2),
    ],
)
def test_one_line_decides_every_conflict_of_an_agency_or_a_column(
    clashing: Room, lines: list[tuple[str, str, str]], stands: tuple, applied: int
) -> None:
    clashing.choose_many(*lines)
    report = clashing.apply_decisions()
    assert (report.applied, report.in_bulk, report.undecided) == (applied, applied, [])
    assert standing(clashing) == stands
    assert [row.cells for row in clashing.desk().table("bulk").rows] == []


def test_a_choice_of_its_own_goes_before_one_for_many(clashing: Room) -> None:
    clashing.choose(KEEP)
    clashing.choose_many(("STP", "", TAKE))
    report = clashing.apply_decisions()
    assert (report.applied, report.in_bulk, standing(clashing)) == (2, 1, (HERS, 60.0))


def test_a_merge_reads_them_too(clashing: Room) -> None:
    clashing.choose_many(("STP", "", TAKE))
    assert clashing.merge().decided == 2
    assert standing(clashing) == (THEIRS, 60.0)


def test_undo_puts_the_lines_back_and_no_choice_beside_the_conflicts(clashing: Room) -> None:
    clashing.choose_many(("STP", PERCENT, TAKE), ("", RESULT, KEEP))
    before = clashing.sheets()
    clashing.apply_decisions()
    clashing.undo()
    assert clashing.sheets() == before
    assert [row["choice"] for row in clashing.conflicts()] == [None, None]


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ([("STP", "", TAKE), ("", RESULT, KEEP), ("", PERCENT, KEEP)], ["APPLY_016", "APPLY_016"]),
        ([("SNV", "", TAKE)], ["APPLY_014"]),
        ([("Sở nào đó", "", TAKE)], ["APPLY_012"]),
        ([("STP", "Cột nào đó", TAKE)], ["APPLY_013"]),
        ([("STP", "", ENTER)], ["APPLY_011"]),
        ([("STP", "", "")], ["APPLY_011"]),
    ],
)
def test_a_line_that_cannot_be_used_is_said_and_nothing_is_written(
    clashing: Room, lines: list[tuple[str, str, str]], codes: list[str]
) -> None:
    clashing.choose_many(*lines)
    before = clashing.master.read_bytes()
    assert [one.code for one in clashing.apply_decisions().undecided] == codes
    assert clashing.master.read_bytes() == before


def test_unclear_values_are_not_taken_and_counted_together(room: Room) -> None:
    for code in ("2.3", "2.4"):
        room.type("progress", "code", code, percent=50.0)
    room.send("STP", {"2.3": doing("khá cao"), "2.4": doing("gần xong")})
    room.merge()
    room.choose_many(("", PERCENT, TAKE))
    report = room.apply_decisions()
    assert [(one.code, one.facts["count"]) for one in report.undecided] == [("APPLY_015", 2)]
    assert (report.applied, report.conflicts) == (0, 2)


def test_the_command_line_decides_many_at_once(clashing: Room, capsys: pytest.CaptureFixture[str]) -> None:
    master = str(clashing.master)
    assert main(["apply", "--master", master, "--agency", "STP", "--column", PERCENT, "--choose", "lay"]) == 1
    assert "Đã áp dụng 1 quyết định ở trang Xung đột, trong đó 1 cho nhiều dòng một lần." in capsys.readouterr().out
    assert standing(clashing) == (HERS, 60.0)
    assert main(["apply", "--master", master, "--choose", "giu"]) == 0
    assert standing(clashing) == (HERS, 60.0)


@pytest.mark.parametrize(
    "options", [["--agency", "STP"], ["--choose", "nhap"], ["--choose", "lay", "--agency", "Sở nào đó"]]
)
def test_a_command_that_cannot_be_used_stops(clashing: Room, options: list[str]) -> None:
    before = clashing.master.read_bytes()
    assert main(["apply", "--master", str(clashing.master), *options]) == 2
    assert clashing.master.read_bytes() == before
