"""What the buttons write in Excel is the same journal: the saved file and the log beside it prove each other."""

import time
from pathlib import Path

import pytest

from kehoach_xl.engine.opening import open_book
from kehoach_xl.workflows.verify import VerifyReport, verify
from tests.support.once import Once
from tests.workflows.clicks import Stages, at_work, press, told
from tests.workflows.office import Room

pytestmark = pytest.mark.slow


@pytest.fixture
def stages(once: Once) -> Stages:
    return Stages(once, 35)


@pytest.fixture
def room(stages: Stages, tmp_path: Path) -> Room:
    """A file came back that contradicts what she typed."""
    return stages.room("merge_returns", tmp_path / "sở")


def look(room: Room) -> VerifyReport:
    with open_book(room.master, write=False) as book:
        return verify(book)


def found(room: Room) -> tuple[list[str], list[str]]:
    report = look(room)
    return [one.code for one in report.faults], [one.code for one in report.notes]


def test_a_day_of_clicks_is_proved_by_the_saved_file(room: Room) -> None:
    before = look(room).batches
    with at_work(room) as (excel, book):
        press(book, "merge_returns")
        assert (found(room), len(room.conflicts())) == (([], []), 1)
        table = room.desk().table("conflicts")
        book.sheets[table.sheet].range((table.first, table.columns["choice"])).value = "Lấy số liệu gửi về"
        for button in ("apply_decisions", "undo_step", "summarize", "close_period"):
            press(book, button)
            assert "Mã: " not in told(excel)[-1].prompt, told(excel)[-1].prompt
            assert found(room) == ([], []), button
    operations = list(dict.fromkeys(row["operation"] for row in room.journal()))[-5:]
    assert operations == ["Gộp báo cáo", "Xử lý xung đột", "Hoàn tác", "Tổng hợp", "Đóng kỳ"]
    assert look(room).batches == before + 5


@pytest.mark.parametrize("after", [False, True], ids=["not saved", "saved, but nobody was told"])
def test_a_save_that_failed_leaves_a_branch_and_a_whole_master(
    stages: Stages, room: Room, tmp_path: Path, after: bool
) -> None:
    with at_work(stages.room("merge_returns", tmp_path / "trước")) as (excel, book):
        excel.wire.reset()
        press(book, "merge_returns")
        number = excel.wire.trace.index("call Workbook.Save") + 1
    whole = look(room).batches
    with at_work(room) as (excel, book):
        excel.wire.fail_at(number, after=after)
        press(book, "merge_returns")
        assert "Mã: " in told(excel)[-1].prompt
        assert found(room) == ([], [] if after else ["JOURNAL_031", "JOURNAL_050"])  # 050: what she typed before
        assert look(room).batches == whole + after
        time.sleep(1.1)  # a batch of the same second and the same content would be the very same batch
        book.save()  # she saves what she sees: all was put back
        assert (found(room), look(room).batches) == (([], ["JOURNAL_031", "JOURNAL_050"]), whole)
        press(book, "merge_returns")
        assert "Mã: " not in told(excel)[-1].prompt
    assert (found(room), look(room).batches) == (([], ["JOURNAL_031"]), whole + 1)
