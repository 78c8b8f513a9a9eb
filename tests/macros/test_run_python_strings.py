"""Every string that a button hands to RunPython, run as it stands in ``macros/Buttons.bas`` on a real master."""

import re
from pathlib import Path

import pytest

from kehoach_xl import macros
from kehoach_xl.buttons import buttons
from kehoach_xl.engine.opening import open_book
from tests.support.run_python import run_python
from tests.workflows.office import PERIOD, Room, copy, doing

pytestmark = pytest.mark.slow

SOURCE = (macros.folder() / "Buttons.bas").read_text(encoding="ascii")
STRINGS = dict(re.findall(r'Public Sub (\w+)\(\)\s+If PythonIsReady\(\) Then RunPython "([^"]+)"\s+End Sub', SOURCE))


@pytest.fixture(scope="session")
def merged(sent_out: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """What an agency sent contradicts what she typed; merged, and her choice made."""
    room = copy(sent_out, tmp_path_factory.mktemp("merged"))
    room.type("progress", "code", "2.3", percent=10)
    room.send("STP", {"2.3": doing(35)})
    room.merge()
    room.choose("Lấy số liệu gửi về")
    return room


def press(room: Room, sub: str) -> str:
    """Run the string of a button; what was said."""
    return run_python(STRINGS[sub], room.master)


def test_every_button_has_one_string_and_nothing_else_runs_python() -> None:
    assert list(STRINGS) == [button.sub for button in buttons()]
    assert SOURCE.count("RunPython") == len(STRINGS) == 18
    assert STRINGS["MergeReturns"] == "import kehoach_xl.ribbon; kehoach_xl.ribbon.merge_returns()"


def test_check_workbook_lists_what_to_look_at(fresh: Room) -> None:
    assert press(fresh, "CheckWorkbook").startswith("Kế hoạch: Kết quả kiểm tra: 0 lỗi, 1 cảnh báo")
    assert len(fresh.desk().table("issues").rows) == 40


def test_open_period_opens_the_one_written_on_the_dashboard(fresh: Room) -> None:
    fresh.write([("Bảng điều khiển", *place(fresh, "LC_period"), PERIOD)])
    assert "Kỳ 6 tháng cuối năm 2025 (2025-H2) đang mở" in press(fresh, "OpenPeriod")
    assert (fresh.desk().current, list(fresh.desk().periods)) == (PERIOD, [PERIOD])


def test_distribute_forms_writes_one_form_for_each_agency(fresh: Room) -> None:
    fresh.open_period()
    assert "Đã tạo 12 phiếu kỳ 6 tháng cuối năm 2025" in press(fresh, "DistributeForms")
    assert len(list((fresh.outbox / PERIOD).glob("*.xlsx"))) == 12


def test_merge_returns_takes_what_came_back(room: Room) -> None:
    room.send("STP", {"2.3": doing(35)})
    assert "nhận 1/1 tệp" in press(room, "MergeReturns")
    assert room.cell("2.3", "percent") == 35


@pytest.mark.parametrize(
    ("sub", "says", "percent", "open_conflicts"),
    (
        ("ApplyDecisions", "Đã áp dụng 1 quyết định.", 35, 0),
        ("UndoStep", "Đã hoàn tác thao tác «Gộp báo cáo»: ", 10, 0),
    ),
)
def test_after_a_merge(
    merged: Room, tmp_path: Path, sub: str, says: str, percent: float, open_conflicts: int
) -> None:
    room = copy(merged, tmp_path / "sở")
    assert (room.cell("2.3", "percent"), len(room.conflicts())) == (10, 1)
    assert says in press(room, sub)
    assert (room.cell("2.3", "percent"), len(room.conflicts())) == (percent, open_conflicts)


def test_summarize_counts_what_she_typed_and_shows_it_on_every_sheet(merged: Room, tmp_path: Path) -> None:
    room = copy(merged, tmp_path / "sở")
    room.type("progress", "code", "2.4", percent=60)
    assert room.shown("2.4", "percent") is None
    said = press(room, "Summarize")
    assert "Tổng hợp kỳ 6 tháng cuối năm 2025: 35 nhiệm vụ" in said
    assert "Còn 1 xung đột chưa quyết định" in said
    assert room.shown("2.4", "percent") == 60


def test_close_period_says_what_is_missing_and_stands_in_the_sheet(merged: Room, tmp_path: Path) -> None:
    room = copy(merged, tmp_path / "sở")
    said = press(room, "ClosePeriod")
    assert "Đã đóng kỳ 6 tháng cuối năm 2025 (2025-H2)." in said
    assert "1 xung đột chưa xử lý." in said
    assert room.desk().periods[PERIOD].state == "Đã đóng"


def test_show_help_changes_nothing(merged: Room, tmp_path: Path) -> None:
    room = copy(merged, tmp_path / "sở")
    before = room.master.read_bytes()
    said = press(room, "ShowHelp")
    assert said.startswith("Kế hoạch: Việc nên làm bây giờ: áp dụng 1 cách xử lý đã chọn ở trang Xung đột.")
    assert "Thứ tự công việc:\n1. Tạo sổ từ văn bản" in said
    assert room.master.read_bytes() == before


def place(room: Room, name: str) -> tuple[int, int]:
    """Row and column of a choice on the dashboard."""
    with open_book(room.master, write=False) as book:
        cell = book.names[name].refers_to_range
        return cell.row, cell.column


