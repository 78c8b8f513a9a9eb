"""Hoàn tác: the last merge is taken back, what she typed since stays."""

import pytest

from kehoach_xl.errors import Stop
from tests.workflows.office import Room, at, doing

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow

STP = {"2.3": doing(100, "Tổng hợp 07 vướng mắc."), "2.4": {"percent": "một nửa"}}
HER_TEXT = "Theo điện thoại ngày 10/12."


def test_undo_brings_every_sheet_back(room: Room) -> None:
    before = room.sheets()
    room.send("STP", STP)
    room.send("SKHCN", {"3.1": doing()})
    room.merge()
    assert room.sheets() != before
    report = room.undo()
    assert room.sheets() == before
    assert sorted(name.split("_")[1] for name in report.files) == ["SKHCN", "STP"]
    assert report.cells == 6


def test_undo_takes_back_one_merge_at_a_time_newest_first(room: Room) -> None:
    stages = [room.sheets()]
    for day, agency, code in ((10, "STP", "2.3"), (11, "SKHCN", "3.1"), (12, "SNV", "3.3")):
        room.send(agency, {code: doing()}, saved=at(day))
        room.merge()
        stages.append(room.sheets())
    for wanted in reversed(stages[:-1]):
        room.undo()
        assert room.sheets() == wanted
    with pytest.raises(Stop) as stop:
        room.undo()
    assert stop.value.message.code == "UNDO_001"


def test_a_merge_that_changed_nothing_is_not_one_to_undo(room: Room) -> None:
    before = room.sheets()
    room.send("STP", STP)
    room.merge()
    room.merge(now=at(20))
    room.undo()
    assert room.sheets() == before


def test_hand_edits_made_since_the_merge_stay(room: Room) -> None:
    room.send("STP", STP)
    room.merge()
    room.type("progress", "code", "2.3", difficulties=HER_TEXT)
    room.type("appendix", "code", "1.1", result="Theo dõi 17 FTA.")
    room.undo()
    assert room.record()["2.3", "STP"] == {"difficulties": HER_TEXT}
    assert room.cell("1.1", "result") == "Theo dõi 17 FTA."
    assert len(room.journal("Chỉnh sửa tay")) == 2


def test_what_she_typed_over_a_returned_value_stays(room: Room) -> None:
    room.send("STP", STP)
    room.merge()
    room.type("progress", "code", "2.3", result=HER_TEXT)
    room.undo()
    assert room.record()["2.3", "STP"] == {"result": HER_TEXT}


def test_undo_of_a_decision_asks_again(room: Room) -> None:
    room.type("progress", "code", "2.3", result=HER_TEXT)
    room.send("STP", STP)
    room.merge()
    room.choose("Lấy số liệu gửi về")
    asked = [row["code"] for row in room.conflicts()]
    room.merge(now=at(20))
    assert room.cell("2.3", "result") == "Tổng hợp 07 vướng mắc."
    room.undo()
    assert room.cell("2.3", "result") == HER_TEXT
    assert [row["code"] for row in room.conflicts()] == asked


def test_the_receipts_go_back_too(room: Room) -> None:
    room.send("STP", STP)
    room.merge()
    room.undo()
    assert room.summary().receipts["STP"] == {"2025-H2": "Chưa gửi"}


def test_merging_again_after_an_undo_gives_the_same_as_the_first_time(room: Room) -> None:
    room.type("progress", "code", "2.3", result=HER_TEXT)
    room.send("STP", STP)
    room.send("SKHCN", {"3.1": doing()})
    first = room.merge()
    wanted = room.sheets()
    room.undo()
    again = room.merge(now=at(21))
    assert room.sheets() == wanted
    assert again.cells == first.cells


def test_undo_leaves_a_backup_and_a_line_in_the_journal(room: Room) -> None:
    from pathlib import Path

    room.send("STP", STP)
    room.merge()
    before = room.master.read_bytes()
    report = room.undo()
    assert Path(report.backup).read_bytes() == before
    assert "1 tệp" in room.journal("Hoàn tác")[0]["note"]


def test_nothing_to_undo_writes_nothing(room: Room) -> None:
    before = room.master.read_bytes()
    with pytest.raises(Stop) as stop:
        room.undo()
    assert stop.value.message.code == "UNDO_001"
    assert room.master.read_bytes() == before
