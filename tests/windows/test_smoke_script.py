"""The smoke script for a machine with Excel, as far as it can be held here: a whole period on the double of Excel."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from kehoach_xl.buttons import buttons
from kehoach_xl.press import TITLE
from tests.support.excel_com import FakeExcel

SCRIPT = Path(__file__).parents[2] / "docs" / "windows-smoke.py"


@pytest.fixture
def smoke(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    found = importlib.util.spec_from_file_location("windows_smoke", SCRIPT)
    assert found and found.loader
    module = importlib.util.module_from_spec(found)
    monkeypatch.setitem(sys.modules, "windows_smoke", module)
    found.loader.exec_module(module)
    monkeypatch.setattr(module.time, "sleep", lambda seconds: None)
    return module


class Answering:
    """What `Boxes` is on Windows: it reads what Excel asked and answers yes."""

    def __init__(self, excel: FakeExcel) -> None:
        self.excel = excel

    @property
    def texts(self) -> list[str]:
        self.excel.answers = ["yes"] * 9
        return [alert.prompt for alert in self.excel.alerts]


def played(smoke: ModuleType, excel: FakeExcel, folder: Path, press=None) -> list[str]:
    """The lines of the report after one period pressed through Python's functions."""
    app = SimpleNamespace(books=SimpleNamespace(open=excel.open))
    report = smoke.Report(folder / "windows-smoke.txt")
    way, mocked = next(smoke.ways(app, "KeHoach.xlam"))
    smoke.play(app, folder, way, press or mocked, Answering(excel), report)
    return (folder / "windows-smoke.txt").read_text(encoding="utf-8-sig").splitlines()


def test_every_button_is_pressed_in_the_order_of_the_ribbon(smoke: ModuleType) -> None:
    assert [step.sub for step in smoke.STEPS] == [button.sub for button in buttons()]
    assert smoke.TITLE == TITLE


@pytest.mark.slow
def test_a_whole_period_passes(smoke: ModuleType, excel: FakeExcel, tmp_path: Path) -> None:
    lines = played(smoke, excel, tmp_path)
    passed = [f"[được] hàm Python: {button.sub}" for button in buttons()]
    assert [line.split(" (")[0] for line in lines] == passed, lines


@pytest.mark.slow
def test_buttons_that_do_nothing_are_reported(smoke: ModuleType, excel: FakeExcel, tmp_path: Path) -> None:
    lines = played(smoke, excel, tmp_path, press=lambda book, sub: None)
    assert len(lines) == len(buttons())
    assert all(line.startswith("[HỎNG]") for line in lines), lines


def test_elsewhere_than_on_windows_it_says_so(smoke: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "argv", [str(SCRIPT)])
    assert smoke.main() == 2
    assert capsys.readouterr() == ("", "Chỉ chạy được trên Windows có Microsoft Excel.\n")
