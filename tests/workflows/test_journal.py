"""Nhật ký: every operation is one batch of the chain, kept in the sheet and in the log beside the master."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kehoach_xl.domain.identity import LAYOUT_VERSION, OLDEST_LAYOUT
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.layout import tables
from kehoach_xl.workflows.new import new
from kehoach_xl.workflows.verify import VerifyReport, verify
from tests.workflows.office import PERIOD, PLAN, Room, at, doing

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow


def look(room: Room) -> VerifyReport:
    with open_book(room.master, write=False) as book:
        return verify(book)


def log_of(room: Room) -> Path:
    return room.folder / "ban-goc" / "nhat-ky.jsonl"


def records(room: Room) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log_of(room).read_bytes().splitlines()]


def settings(room: Room) -> dict[str, str]:
    return {key: value for key, value in room.desk().settings.items() if key.startswith("journal")}


def test_a_shipped_master_has_no_journal_of_its_own(fresh: Room) -> None:
    assert settings(fresh) == {}
    fresh.open_period()
    first = settings(fresh)
    assert len(first["journal"]) == 16
    assert fresh.journal()[-1]["chain"] == first["journal_head"]


def test_each_operation_is_one_batch_in_sheet_and_log(room: Room) -> None:
    room.send("STP", {"2.3": doing()})
    room.merge()
    lines = room.journal()
    assert [row["no"] for row in lines] == [float(n) for n in range(1, len(lines) + 1)]
    assert [row["batch"] for row in lines] == ["b0001"] + ["b0002"] * 13 + ["b0003"] * 3
    batches = [one for one in records(room) if "head" in one]
    assert [one["saved"] for one in records(room) if "saved" in one] == [one["head"] for one in batches]
    assert [(one["batch"], one["operation"], len(one["lines"])) for one in batches] == [
        ("b0001", "Mở kỳ báo cáo", 1), ("b0002", "Phân phát", 13), ("b0003", "Gộp báo cáo", 3),
    ]  # fmt: skip
    assert [one["prev"] for one in batches] == [settings(room)["journal"], *(one["head"] for one in batches[:-1])]
    assert batches[-1]["head"] == settings(room)["journal_head"] == lines[-1]["chain"]
    kinds = [fact[1] for fact in batches[-1]["facts"]]
    assert (kinds.count("return"), kinds.count("answer"), kinds.count("step")) == (1, 0, 1)


def test_a_master_of_the_layout_before_becomes_one_of_this_when_something_is_written(room: Room) -> None:
    room.type("settings", "key", "layout", value=str(OLDEST_LAYOUT))
    room.send("STP", {"2.3": doing()})
    assert (room.desk().settings["layout"], look(room).faults) == (str(OLDEST_LAYOUT), [])
    room.merge()
    assert (room.desk().settings["layout"], look(room).faults) == (str(LAYOUT_VERSION), [])


def test_a_line_about_the_record_names_its_period(room: Room) -> None:
    room.type("progress", "code", "2.3", result="Theo điện thoại.")
    room.summary()
    (row,) = room.journal("Chỉnh sửa tay")
    wanted = {"period": PERIOD, "agency": "STP", "task": "2.3", "new": "Theo điện thoại."}
    assert {name: row[name] for name in wanted} == wanted


def test_a_trial_run_leaves_no_trace(room: Room) -> None:
    before = log_of(room).read_bytes()
    room.send("STP", {"2.3": doing()})
    room.merge(dry_run=True)
    assert log_of(room).read_bytes() == before


# -- her other sheets ---------------------------------------------------------------------------------------


def test_what_she_typed_into_her_other_sheets_enters_the_journal_once(room: Room) -> None:
    room.type("appendix", "code", "2.4", leads="Sở Tài chính")
    room.type("agencies", "code", "STP", email="stp@hatinh.gov.vn")
    room.type("periods", "code", PERIOD, deadline=46010.0)
    room.summary()
    lines = [(row["column"], row["old"], row["new"]) for row in room.journal("Chỉnh sửa tay")]
    assert lines == [
        ("Phụ lục I16", "Sở Tư pháp", "Sở Tài chính"), ("Cơ quan G6", "(trống)", "stp@hatinh.gov.vn"),
        ("Kỳ báo cáo H5", "17/12/2025", "19/12/2025"),
    ]  # fmt: skip
    room.summary()
    room.open_period()
    assert len(room.journal("Chỉnh sửa tay")) == 3


def test_what_operations_write_there_is_not_taken_for_hers(room: Room) -> None:
    room.add(
        "amendments", kind="Gia hạn", target="2.4", value="2026", effective=at(1).date(), document="12/QĐ-UBND",
        document_date=at(1).date(),
    )  # fmt: skip
    room.amend()
    room.undo()
    room.close_period()
    room.open_period(reason="Bổ sung số liệu.")
    assert room.journal("Chỉnh sửa tay") == []
    assert look(room).faults == []


def test_rows_that_come_and_go_are_told(room: Room) -> None:
    room.add("agencies", code="VPUB", name="Văn phòng UBND tỉnh", kind="Cơ quan")
    room.summary()
    assert [(row["column"][:9], row["new"]) for row in room.journal("Chỉnh sửa tay")] == [("Cơ quan A", "VPUB")]
    columns = room.desk().table("agencies").columns
    room.type("agencies", "code", "VPUB", **dict.fromkeys(columns))
    room.summary(now=at(22))
    assert room.journal("Chỉnh sửa tay")[-1]["old"] == "VPUB"


# -- the log ------------------------------------------------------------------------------------------------


def test_half_a_record_at_the_end_is_cut_off(room: Room) -> None:
    whole = log_of(room).read_bytes()
    log_of(room).write_bytes(whole + b'{"journal":"5e5e","batch":"b00')
    assert look(room).faults == []
    room.send("STP", {"2.3": doing()})
    room.merge()
    assert log_of(room).read_bytes().startswith(whole + b'{"journal":')
    assert (len(records(room)), look(room).faults) == (6, [])


def test_a_lost_log_is_begun_again_and_told(room: Room) -> None:
    log_of(room).unlink()
    room.send("STP", {"2.3": doing()})
    room.merge()
    (line,) = room.journal("Nhật ký")
    assert "đã lập lại từ trang Nhật ký" in str(line["note"])
    report = look(room)
    assert (report.faults, report.notes, report.batches) == ([], [], 3)


def test_a_log_that_cannot_be_written_stops_before_anything_is(room: Room) -> None:
    log_of(room).unlink()
    log_of(room).mkdir()
    before = room.master.read_bytes()
    room.send("STP", {"2.3": doing()})
    with pytest.raises(Stop) as stop:
        room.merge()
    assert stop.value.message.code == "JOURNAL_001"
    assert room.master.read_bytes() == before


def test_a_full_disk_leaves_the_log_as_it_was(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    before = log_of(room).read_bytes(), room.master.read_bytes()
    real = os.write

    def full(descriptor: int, data: bytes) -> int:
        if Path(f"/proc/self/fd/{descriptor}").readlink().name == "nhat-ky.jsonl":
            real(descriptor, bytes(data)[:10])
            raise OSError(28, "No space left on device")
        return real(descriptor, data)

    room.send("STP", {"2.3": doing()})
    with monkeypatch.context() as patch, pytest.raises(Stop) as stop:
        patch.setattr(os, "write", full)
        room.merge()
    assert stop.value.message.code == "JOURNAL_001"
    assert "ổ đĩa đã đầy" in str(stop.value)
    assert (log_of(room).read_bytes(), room.master.read_bytes()) == before


def test_masters_side_by_side_share_the_log(fresh: Room) -> None:
    fresh.open_period()
    other = Room(fresh.folder)
    other.master = fresh.folder / "sổ thứ hai.xlsx"
    new(PLAN, other.master)
    other.open_period("2026-H1")
    fresh.summary()
    assert settings(fresh)["journal"] != settings(other)["journal"]
    for one in (fresh, other):
        assert (look(one).faults, look(one).notes) == ([], [])


def test_a_copy_that_goes_its_own_way_is_a_branch(room: Room) -> None:
    other = Room(room.folder)
    other.master = room.folder / "bản sao.xlsx"
    other.master.write_bytes(room.master.read_bytes())
    room.type("progress", "code", "2.3", result="Ở sổ chính.")
    room.summary()
    for one in (room, other):
        assert look(one).faults == []
    (told,) = look(other).notes
    assert (told.code, told.facts["count"], told.facts["workbooks"]) == ("JOURNAL_035", 1, "«so-dieu-phoi.xlsx»")
    other.type("progress", "code", "2.3", result="Ở bản sao.")
    other.summary()
    for one in (room, other):
        assert ([n.code for n in look(one).faults], [n.code for n in look(one).notes]) == ([], ["JOURNAL_032"])


def test_a_trial_copy_does_not_make_the_master_an_old_one(room: Room) -> None:
    trial = Room(room.folder)
    trial.master = room.folder / "thử.xlsx"
    trial.master.write_bytes(room.master.read_bytes())
    trial.type("progress", "code", "2.3", result="Chỉ để thử.")
    trial.summary()
    assert (look(room).faults, [one.code for one in look(room).notes]) == ([], ["JOURNAL_035"])
    assert "CHECK_811" not in [one.issue.message.code for one in room.check().findings]
    assert [one["workbook"] for one in records(room) if "head" in one][-2:] == ["thử.xlsx", "so-dieu-phoi.xlsx"]


def test_a_renamed_master_goes_on(room: Room) -> None:
    old = room.master.read_bytes()
    room.master = room.master.rename(room.folder / "sổ 2026.xlsx")
    assert (look(room).faults, look(room).notes) == ([], [])
    room.type("progress", "code", "2.3", result="Dưới tên mới.")
    room.summary()
    assert (look(room).faults, look(room).notes) == ([], [])
    (room.folder / "so-dieu-phoi.xlsx").write_bytes(old)
    left = Room(room.folder)
    assert (look(left).faults, [one.code for one in look(left).notes]) == ([], ["JOURNAL_035"])


# -- a full sheet ---------------------------------------------------------------------------------------------


def test_when_the_sheet_is_full_the_oldest_lines_go_to_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tables(), "journal", replace(tables()["journal"], spare=12, grows=(0, 0)))
    room = Room(tmp_path)
    new(PLAN, room.master)
    room.open_period()
    room.add("journal", note="Dòng của tôi.")
    for number in range(14):
        room.type("progress", "code", "2.3", result=f"Lần {number}.")
        room.summary(now=at(20, number))
        report = look(room)
        assert (report.faults, [one.code for one in report.notes]) == ([], ["JOURNAL_033"]), number
    told = [row for row in room.journal("Nhật ký")]
    assert told[-1]["note"].startswith("Đủ 12 dòng: các dòng số ")
    lines = [row for row in room.journal() if row["no"]]
    assert len(lines) < 12 and lines[-1]["no"] >= 15
    assert [row["note"] for row in room.journal() if not row["no"]] == ["Dòng của tôi."]
    log_of(room).unlink()
    assert [one.code for one in look(room).faults] == ["JOURNAL_020"]
    room.type("progress", "code", "2.3", result="Sau khi mất.")
    room.summary(now=at(23))
    assert [one.code for one in look(room).faults] == ["JOURNAL_024"]  # what was only there is lost
