"""A real click on a button of the master: LibreOffice opens what `new` built, the Sub runs, Python starts.

How RunPython comes to Python there, and what is put in place of xlwings' module: :mod:`tests.support.clicking`. What
this cannot show is Excel's own part: COM, xlwings' module, the Trust Center.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kehoach_xl import macros
from kehoach_xl.buttons import buttons
from kehoach_xl.messages import Message
from kehoach_xl.workflows.new import new
from tests.support.clicking import Opened
from tests.support.run_python import told
from tests.support.screen import Screen, until
from tests.workflows.office import PLAN, Room, doing

pytestmark = pytest.mark.tools

DASHBOARD = "Bảng điều khiển"
RETURNED = "K13"  # «Phiếu nộp đúng hạn», of those sent
MERGE = "import kehoach_xl.ribbon; kehoach_xl.ribbon.merge_returns()"


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A master with its buttons, the forms of 2025-H2 sent out, one of them returned."""
    room = Room(tmp_path / "sở kế hoạch")
    room.master = room.folder / "so-dieu-phoi.xlsm"
    new(PLAN, room.master)
    room.open_period()
    room.distribute()
    room.send("STP", {"2.3": doing(35)})
    return room


def test_every_button_on_the_sheet_is_the_ribbons_button_of_that_name(room: Room) -> None:
    with Opened(room.master) as opened:
        found = [(button["label"], button["macros"]) for button in opened.buttons()]
    assert found == [
        (button.label, [f"vnd.sun.star.script:VBAProject.Buttons.{button.sub}?language=Basic&location=document"])
        for button in buttons()
    ]
    assert len(found) == 18


def test_the_module_compiles(room: Room) -> None:
    with Opened(room.master) as opened:
        assert "Public Sub MergeReturns()" in opened.modules()["Buttons"]
        assert opened.canary("Buttons") == 42
        assert opened.canary("xlwings") == 42  # the one that stands in for it


@pytest.mark.parametrize("broken", ("Sub A()\nIf True Then\nEnd Sub", "Sub A()\nx = = 1\nEnd Sub"))
def test_a_module_that_does_not_compile_would_be_seen(room: Room, broken: str) -> None:
    with Opened(room.master) as opened:
        assert opened.canary("Buttons") == 42
        assert opened.canary("Buttons", add=f"\n{broken}\n") != 42


def merged(room: Room, opened: Opened, press: Callable[[], None]) -> None:
    """Press «Gộp báo cáo»: the string of the module runs, and the window shows what it did."""
    assert opened.canary("Buttons") == 42
    assert opened.values(DASHBOARD)[RETURNED] == "0/12"
    assert f'RunPython "{MERGE}"' in (macros.folder() / "Buttons.bas").read_text()

    command, said = opened.outcome(press)
    assert command == MERGE
    assert said.startswith("Kế hoạch: Gộp báo cáo kỳ 6 tháng cuối năm 2025: nhận 1/1 tệp.")

    opened.reload()
    assert opened.values(DASHBOARD)[RETURNED] == "1/12"
    assert 35 in opened.values("Tiến độ").values()
    assert room.cell("2.3", "percent") == 35
    assert [row["operation"] for row in room.journal()][-1] == "Gộp báo cáo"


def test_pressing_merge_merges(room: Room) -> None:
    with Opened(room.master) as opened:
        merged(room, opened, lambda: opened.press("Gộp báo cáo"))


def drawn(picture: Path) -> Path | None:
    """The picture when there is a sheet in it: LibreOffice draws when it has time, after it has answered."""
    return picture if picture.stat().st_size > 30_000 else None  # an empty screen takes 1 kB


def test_a_click_of_the_mouse_on_merge_merges(room: Room, tmp_path: Path) -> None:
    screen = Screen("1600x900")  # LibreOffice draws the columns wider than Excel does, and a bar of its own beside them
    try:
        with Opened(room.master, display=screen.name) as opened:
            [button] = [each for each in opened.buttons() if each["label"] == "Gộp báo cáo"]
            merged(room, opened, lambda: screen.click(*button["at"]))
            until(lambda: drawn(screen.picture(tmp_path / "sau.png")), "the sheet on the screen")
    finally:
        screen.close()


def test_without_python_nothing_is_started_and_the_workbook_has_a_sentence_for_it(room: Room) -> None:
    before = room.master.read_bytes()
    with Opened(room.master, python=f"{sys.executable}-chưa-cài") as opened:
        assert opened.canary("Buttons") == 42
        assert opened.call("Buttons.PythonIsReady") is False
        opened.call("Buttons.MergeReturns")
        assert opened.call("Buttons.TextOf", "VB_NotReady") == str(Message("MACRO_001"))
    assert not told(room.master).exists()
    assert room.master.read_bytes() == before
