"""Demo: a whole half-year, told by the files it leaves."""

import json
import shutil
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from kehoach_xl.cli import main
from kehoach_xl.domain.letter import DRAFTED, NO_ADDRESS
from kehoach_xl.errors import Stop
from kehoach_xl.reports.data import data
from kehoach_xl.reports.text import text
from kehoach_xl.workflows.demo import MARK, demo
from tests.workflows.office import PERIOD, Room, values

pytestmark = pytest.mark.slow


def test_the_story(played) -> None:
    report, _ = played
    assert (report.opened.tasks, report.opened.unassigned) == (35, ("3.2",))
    assert len(report.sent.files) == 12
    assert len(report.returns) == 14
    first, second = report.first, report.second
    assert Counter(v.state for v in first.files) == {"accepted": 11, "unreadable": 1}
    assert Counter(v.message.code for v in first.files if v.state == "accepted") == {"MERGE_001": 9, "MERGE_002": 2}
    assert sorted((c.key[1], c.reason) for c in first.conflicts) == [("SGDDT", "unclear"), ("STP", "edited")]
    assert (second.decided, second.conflicts) == (1, [])
    assert first.total == sum(first.cells.values()) and second.total == sum(second.cells.values())
    assert second.waiting == ["Chi cục Hải quan Khu vực XI", "Ngân hàng Nhà nước khu vực VIII"]  # one sent it blank
    assert [one.code for one in report.entered.entered] == ["ENTER_002"] and not report.entered.refused
    assert [one.code for one in report.amended.applied] == ["AMEND_004"] and not report.amended.refused
    assert report.summary.receipt_totals == {"Đúng hạn": 9, "Trễ": 2, "Trống": 1, "Chưa gửi": 0}
    assert report.summary.open_conflicts == 0


def test_the_letters_lie_ready_as_drafts(played) -> None:
    report, folder = played
    assert (report.letters.count(DRAFTED), report.letters.count(NO_ADDRESS)) == (11, 1)
    assert report.receipts.count(DRAFTED) == 11  # HQ11 is asked for a form that is not blank
    drafts = sorted((folder / "thu-nhap" / PERIOD).glob("*.eml"))
    assert len(drafts) == 22
    to = {message_from_bytes(path.read_bytes(), policy=policy.default)["To"] for path in drafts}
    assert all(str(one).endswith("@hatinh.example") for one in to)


def test_every_conflict_was_decided_as_she_chose(played) -> None:
    _, folder = played
    room = Room(folder)
    room.master = folder / "so-dieu-phoi.xlsm"
    assert room.conflicts() == []
    assert room.cell("2.3", "result") == "Tổng hợp 07 vướng mắc, báo cáo UBND tỉnh."
    assert str(room.cell("4.5", "finish_date")) == "2025-12-05"


def test_it_leaves_what_it_says(played) -> None:
    report, folder = played
    assert Path(report.master) == folder / "so-dieu-phoi.xlsm"
    assert len(list((folder / "phan-phat" / PERIOD).glob("*.xlsx"))) == 12
    assert {path.name for path in (folder / "nhan-ve").iterdir()} == {name for name, _ in report.returns}
    assert {sheet for sheet, cells in values(folder / "so-dieu-phoi.xlsm").items() if cells} >= {"Phụ lục", "Tiến độ"}
    told = text(report)
    for word in ("LẦN GỘP THỨ NHẤT", "LẦN GỘP THỨ HAI", "NHẬP THAY VÀ ĐIỀU CHỈNH", "TỔNG HỢP", "Mời anh/chị mở"):
        assert word in told


@pytest.mark.tools
def test_one_agency_answered_in_libreoffice(played) -> None:
    report, _ = played
    assert report.office == "LibreOffice"
    assert ("điền bằng LibreOffice") in [what for _, what in report.returns]


def test_as_data(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("PATH", "")  # without LibreOffice the story is the same, told by openpyxl
    assert main(["demo", str(tmp_path / "demo"), "--json"]) == 0
    out = capsys.readouterr()
    body = json.loads(out.out)
    assert out.err == ""
    assert set(body) == {
        "command", "exit", "master", "office", "returns", "check", "distribute", "letters", "first_merge",
        "second_merge", "receipts", "enter", "amend", "summary", "set_aside",
    }  # fmt: skip
    assert (body["office"], body["set_aside"]) == ("openpyxl", None)
    assert [body[which]["cells"]["conflict"] for which in ("first_merge", "second_merge")] == [2, 0]
    assert len(body["distribute"]["files"]) == 12


# -- the second time ------------------------------------------------------------------------------


@pytest.fixture
def again(played, tmp_path: Path, monkeypatch) -> Path:
    """A demo folder of an earlier run, where the next run is without LibreOffice (quicker)."""
    monkeypatch.setenv("PATH", "")
    return shutil.copytree(played[1], tmp_path / "demo")


def beside(folder: Path) -> set[str]:
    return {path.name for path in folder.parent.iterdir()}


def test_an_untouched_folder_is_made_anew(again: Path) -> None:
    report = demo(again)
    assert (report.set_aside, beside(again)) == ("", {"demo"})
    assert "được giữ lại" not in text(report)


@pytest.mark.parametrize(
    "touch",
    [
        lambda folder: (folder / "ghi chú.docx").write_bytes(b"hers"),
        lambda folder: (folder / "nhan-ve" / "THÊM").mkdir(),
        lambda folder: (folder / "so-dieu-phoi.xlsm").write_bytes(b"hers"),
        lambda folder: (folder / MARK).write_bytes(b""),
        lambda folder: (folder / MARK).write_bytes(b"{"),
        lambda folder: (folder / MARK).write_bytes(b"[]"),
    ],
    ids=["file added", "folder added", "workbook edited", "interrupted", "mark cut short", "other mark"],
)
def test_a_touched_folder_is_moved_aside_whole(again: Path, touch, monkeypatch) -> None:
    touch(again)
    before = {path.relative_to(again): path.is_dir() or path.read_bytes() for path in again.rglob("*")}
    aside = again.with_name("demo-truoc-2")
    again.with_name("demo-truoc-1").mkdir()
    monkeypatch.setattr("kehoach_xl.workflows.demo.new", halt)
    with pytest.raises(KeyboardInterrupt):
        demo(again)
    assert {path.relative_to(aside): path.is_dir() or path.read_bytes() for path in aside.rglob("*")} == before
    assert beside(again) == {"demo", "demo-truoc-1", "demo-truoc-2"}
    assert [path.name for path in again.iterdir()] == [MARK]


def halt(*_) -> None:
    """She presses Ctrl+C right after the folder was cleared."""
    raise KeyboardInterrupt


def test_the_report_names_the_folder_that_was_kept(again: Path) -> None:
    (again / "ghi chú.docx").write_bytes(b"hers")
    report = demo(again)
    aside = str(again.with_name("demo-truoc-1"))
    assert report.set_aside == aside
    assert text(report).splitlines()[-1] == (
        "Thư mục của lần chạy thử trước đã có thay đổi (hoặc lần đó chưa chạy hết) nên được giữ lại "
        f"tại «{aside}»."
    )
    assert data(report)["set_aside"] == aside


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ghi chú.docx").write_bytes(b"hers")
    with pytest.raises(Stop) as stop:
        demo(tmp_path)
    assert stop.value.message.code == "DEMO_001"
    assert [path.name for path in tmp_path.iterdir()] == ["ghi chú.docx"]
