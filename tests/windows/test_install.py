"""install and uninstall on a made-up Windows machine: all or nothing, again without harm, nothing left behind."""

import hashlib
import json
import os
import sys
from pathlib import Path

import pytest

from kehoach_xl.building import addin
from kehoach_xl.cli import main
from kehoach_xl.errors import Stop
from kehoach_xl.reports.data import data
from kehoach_xl.reports.text import text
from kehoach_xl.windows.machine import Machine
from kehoach_xl.workflows.install import install
from kehoach_xl.workflows.uninstall import uninstall
from tests.windows.made_up import MadeUp, also_known_as

VIETNAMESE = "Nguyễn Văn A"


@pytest.fixture
def lan(tmp_path: Path) -> MadeUp:
    return MadeUp(tmp_path / "C")


@pytest.fixture
def an(tmp_path: Path) -> MadeUp:
    """Her profile has letters that VBA cannot read."""
    return MadeUp(tmp_path / "C", VIETNAMESE)


def states(report) -> list[tuple[str, str]]:
    return [(act.kind, act.state) for act in report.acts]


def excels_folders(machine: MadeUp) -> dict[str, str]:
    """Excel's own folders: made on a machine where Excel never ran, and left."""
    top = machine.xlstart.relative_to(machine.root)
    return {folder.as_posix(): "" for folder in (top, *list(top.parents)[:3])}


def refusal(machine: MadeUp, **options) -> str:
    with pytest.raises(Stop) as stop:
        install(machine=machine, **options)
    return stop.value.message.code


def test_install_puts_the_addin_the_shortcut_and_the_setting(lan: MadeUp, tmp_path: Path) -> None:
    report = install(machine=lan)
    assert states(report) == [("file", "done"), ("file", "done"), ("variable", "done")]
    addin.build(tmp_path / "same.xlam")
    assert (lan.xlstart / "KeHoach.xlam").read_bytes() == (tmp_path / "same.xlam").read_bytes()
    python = str(lan.python)
    assert lan.setting("KEHOACH_XL_PYTHON") == python
    assert lan.announced == 1
    shortcut = lan.shortcut.read_text(encoding="utf-8").splitlines()
    home = python.removesuffix("python.exe")
    assert shortcut[:3] == [home + "pythonw.exe", "-P -m kehoach_xl.panel", home]


def test_installing_and_uninstalling_leaves_nothing(lan: MadeUp) -> None:
    before = lan.files()
    install(machine=lan)
    report = uninstall(machine=lan)
    assert {state for _, state in states(report)} == {"removed"}
    assert lan.setting("KEHOACH_XL_PYTHON") is None
    assert lan.files() == before | excels_folders(lan)


def test_installing_twice_changes_nothing(lan: MadeUp) -> None:
    install(machine=lan)
    before = lan.files()
    report = install(machine=lan)
    assert {state for _, state in states(report)} == {"same"}
    assert lan.files() == before
    assert lan.announced == 1


def test_a_newer_version_replaces_the_addin(lan: MadeUp) -> None:
    install(machine=lan)
    (lan.xlstart / "KeHoach.xlam").write_bytes(b"of last month")
    assert states(install(machine=lan))[0] == ("file", "replaced")
    assert (lan.xlstart / "KeHoach.xlam").read_bytes()[:2] == b"PK"


def test_the_plan_is_told_before_anything_is_written(lan: MadeUp) -> None:
    before, told = lan.files(), []
    install(machine=lan, say=lambda acts: told.append(([act.kind for act in acts], lan.files() == before)))
    assert told == [(["file", "file", "variable"], True)]


def test_dry_run_writes_nothing(lan: MadeUp) -> None:
    before = lan.files()
    report = install(machine=lan, dry_run=True)
    assert states(report) == [("file", "done"), ("file", "done"), ("variable", "done")]
    assert lan.files() == before and lan.setting("KEHOACH_XL_PYTHON") is None
    assert text(report).startswith("Việc cài cho người dùng này, không cần quyền quản trị:")


@pytest.mark.parametrize("given", [False, True])
def test_the_addin_goes_where_excel_starts_from(lan: MadeUp, given: bool) -> None:
    elsewhere = lan.root / "Start"
    if not given:
        lan.excel_says = elsewhere
    install(elsewhere if given else None, machine=lan)
    assert (elsewhere / "KeHoach.xlam").is_file() and not lan.xlstart.exists()


def test_what_an_earlier_installation_put_elsewhere_goes_away(lan: MadeUp) -> None:
    install(lan.root / "Start", machine=lan)
    report = install(machine=lan)
    assert [(act.where, act.state) for act in report.acts[3:]] == [(str(lan.root / "Start/KeHoach.xlam"), "removed")]
    assert (lan.xlstart / "KeHoach.xlam").is_file()
    assert {state for _, state in states(uninstall(machine=lan))} == {"removed"}


def test_without_a_desktop_the_buttons_are_installed_and_the_shortcut_is_told(lan: MadeUp) -> None:
    lan.desktop_answers = False
    report = install(machine=lan)
    assert states(report) == [("file", "done"), ("variable", "done"), ("file", "skipped")]
    assert (lan.xlstart / "KeHoach.xlam").is_file() and not lan.shortcut.exists()
    told = text(report).splitlines()[3]
    assert told.startswith("  [bỏ qua] Lối tắt Kế hoạch – bảng nút.lnk. Chưa tạo được vì Windows không tới được ")
    lan.desktop_answers = True
    assert states(install(machine=lan)) == [("file", "same"), ("file", "done"), ("variable", "same")]


def test_a_shortcut_on_a_desktop_out_of_reach_is_not_forgotten(lan: MadeUp) -> None:
    install(machine=lan)
    lan.desktop_answers = False
    install(machine=lan)
    assert lan.shortcut.is_file()
    assert {state for _, state in states(uninstall(machine=lan))} == {"removed"}
    assert not lan.shortcut.exists()


# -- a path VBA can read ----------------------------------------------------------------------


def test_a_vietnamese_profile_takes_the_short_path(an: MadeUp) -> None:
    short = an.root / "Users" / "NGUYNV~1"
    also_known_as(an.profile, short)
    an.short_name = str(short / an.python.relative_to(an.profile))
    assert states(install(machine=an)) == [("file", "done"), ("file", "done"), ("variable", "done")]
    assert an.setting("KEHOACH_XL_PYTHON") == an.short_name
    shortcut = an.shortcut.read_text(encoding="utf-8")
    assert shortcut.splitlines()[0].isascii()


@pytest.mark.parametrize("short", ["", "C:\\Users\\NGUYỄN~1\\python.exe"])
def test_a_vietnamese_profile_without_an_ascii_short_path_takes_a_junction(an: MadeUp, short: str) -> None:
    an.short_name = short
    before = an.files()
    report = install(machine=an)
    assert states(report)[0] == ("junction", "done")
    value = str(an.setting("KEHOACH_XL_PYTHON"))
    assert value.isascii() and value.startswith(str(an.root / "ProgramData" / "KeHoachXL-"))
    assert Path(value).samefile(an.python)
    assert {state for _, state in states(install(machine=an))} == {"same"}
    assert {state for _, state in states(uninstall(machine=an))} == {"removed"}
    assert excels_folders(an) == {path: kept for path, kept in an.files().items() if path not in before}


def test_nothing_is_half_done_when_a_junction_cannot_be_made(an: MadeUp) -> None:
    before, an.refuses_links = an.files(), True
    assert refusal(an) == "INSTALL_002"
    assert an.files() == before and an.setting("KEHOACH_XL_PYTHON") is None


def test_a_junction_of_somebody_else_is_not_taken(an: MadeUp) -> None:
    install(machine=an)
    an.links[next(iter(an.links))] = an.root
    before = an.files()
    assert refusal(an) == "INSTALL_002"
    assert an.files() == before


def test_no_ascii_folder_at_all(an: MadeUp) -> None:
    an.environ["ProgramData"] = str(an.root / "Dữ liệu")
    assert refusal(an) == "INSTALL_002"


# -- refusals: a sentence, and nothing half-done ------------------------------------------------


def held(path: Path):
    error = PermissionError(13, "in use")
    error.winerror = 32
    raise error


def test_excel_holds_the_addin(lan: MadeUp, monkeypatch: pytest.MonkeyPatch) -> None:
    install(machine=lan)
    addin_file = lan.xlstart / "KeHoach.xlam"
    addin_file.write_bytes(b"older, open in Excel")
    before, replace = lan.files(), Path.replace
    monkeypatch.setattr(Path, "replace", lambda self, to: held(to) if to == addin_file else replace(self, to))
    assert refusal(lan) == "INSTALL_004"
    assert lan.files() == before


@pytest.mark.parametrize("failing", ["KeHoach.xlam", "Kế hoạch – bảng nút.lnk", "cai-dat.json"])
def test_a_file_that_cannot_be_written(lan: MadeUp, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    before, write = lan.files(), Path.write_bytes

    def write_bytes(self: Path, data: bytes) -> int:
        if failing in self.name and self.is_relative_to(lan.root):
            raise PermissionError(13, "Access is denied")
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    assert refusal(lan) == "INSTALL_005"
    assert lan.files() == before
    assert lan.setting("KEHOACH_XL_PYTHON") is None


def test_the_registry_refuses(lan: MadeUp) -> None:
    before, lan.winreg.locked = lan.files(), True
    assert refusal(lan) == "INSTALL_006"
    assert lan.files() == before


def test_a_python_that_does_not_start(lan: MadeUp) -> None:
    lan.winreg.put("HKEY_CURRENT_USER", "Environment", KEHOACH_XL_PYTHON="C:\\old\\python.exe")
    before, lan.runs = lan.files(), False
    assert refusal(lan) == "INSTALL_003"
    assert lan.files() == before
    assert lan.setting("KEHOACH_XL_PYTHON") == "C:\\old\\python.exe"


def test_a_python_that_no_longer_starts_is_noticed_the_next_time(lan: MadeUp) -> None:
    install(machine=lan)
    before, lan.runs = lan.files(), False
    assert refusal(lan) == "INSTALL_003"
    assert lan.files() == before and lan.setting("KEHOACH_XL_PYTHON") == str(lan.python)


def test_a_python_is_tried_as_excel_would_start_it(lan: MadeUp) -> None:
    lan.environ = {**os.environ, "PYTHONHOME": "/nowhere", "PYTHONPATH": "/nowhere"}  # of this window, not of Excel
    assert Machine.starts(lan, sys.executable)
    assert not Machine.starts(lan, str(lan.root / "gone" / "python.exe"))
    assert not Machine.starts(lan, str(lan.python))


def test_an_environment_without_the_usual_folders(lan: MadeUp) -> None:
    del lan.environ["APPDATA"]
    assert refusal(lan) == "INSTALL_010"


@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_elsewhere_than_on_windows_it_says_so(command: str, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert main([command, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "INSTALL_001"


# -- uninstall removes ours, and only while it is ours --------------------------------------------


def test_uninstalling_what_is_not_installed(lan: MadeUp) -> None:
    report = uninstall(machine=lan)
    assert report.acts == () and report.left == 0
    assert text(report) == "Không thấy bản cài nào của người dùng này; không có gì để gỡ."


def test_what_was_changed_since_stays(lan: MadeUp) -> None:
    install(machine=lan)
    lan.winreg.put("HKEY_CURRENT_USER", "Environment", KEHOACH_XL_PYTHON="C:\\hers\\python.exe")
    (lan.xlstart / "KeHoach.xlam").write_bytes(b"her own")
    lan.shortcut.unlink()
    report = uninstall(machine=lan)
    assert states(report) == [("variable", "left"), ("file", "absent"), ("file", "left")]
    assert [act.note.code for act in report.acts if act.note] == ["INSTALL_030", "INSTALL_030"]
    assert lan.setting("KEHOACH_XL_PYTHON") == "C:\\hers\\python.exe"
    assert (lan.xlstart / "KeHoach.xlam").read_bytes() == b"her own"
    assert uninstall(machine=lan).acts == ()


def test_what_cannot_be_removed_is_tried_again(lan: MadeUp, monkeypatch: pytest.MonkeyPatch) -> None:
    install(machine=lan)
    with monkeypatch.context() as patch:
        unlink = Path.unlink
        patch.setattr(
            Path, "unlink", lambda self, **how: held(self) if self.suffix == ".xlam" else unlink(self, **how)
        )
        report = uninstall(machine=lan)
    assert [(act.state, act.note.code) for act in report.acts if act.note] == [("left", "INSTALL_031")]
    assert report.left == 1
    assert [(act.where, act.state) for act in uninstall(machine=lan).acts] == [
        (str(lan.xlstart / "KeHoach.xlam"), "removed")
    ]


def test_a_damaged_record(lan: MadeUp) -> None:
    install(machine=lan)
    record = lan.profile / "AppData" / "Local" / "KeHoachXL" / "cai-dat.json"
    record.write_text("{", encoding="utf-8")
    with pytest.raises(Stop) as stop:
        uninstall(machine=lan)
    assert stop.value.message.code == "INSTALL_011"
    install(machine=lan)  # as the sentence says
    assert uninstall(machine=lan).left == 0


def test_the_environment_folder_stays_and_is_named(lan: MadeUp) -> None:
    install(machine=lan)
    report = uninstall(machine=lan)
    assert report.environment == str(lan.prefix) and lan.python.is_file()
    assert f"Còn lại môi trường Python tại {lan.prefix}" in text(report)


# -- what is shown ------------------------------------------------------------------------------


def test_the_report_as_text(lan: MadeUp) -> None:
    assert text(install(machine=lan)).splitlines() == [
        "Đã cài cho người dùng này:",
        f"  [mới] Phần bổ trợ Excel {lan.xlstart / 'KeHoach.xlam'}",
        f"  [mới] Lối tắt {lan.shortcut}",
        f"  [mới] Biến môi trường KEHOACH_XL_PYTHON = {lan.python}",
        "Nếu Excel đang mở, đề nghị đóng hết rồi mở lại để nhận thiết lập mới.",
        "Khám lại bất cứ lúc nào bằng lệnh «py -m kehoach_xl doctor».",
    ]


def test_a_former_value_is_shown(lan: MadeUp) -> None:
    lan.winreg.put("HKEY_CURRENT_USER", "Environment", KEHOACH_XL_PYTHON="C:\\old\\python.exe")
    assert ". Giá trị cũ là C:\\old\\python.exe." in text(install(machine=lan))


def test_the_report_as_data(lan: MadeUp) -> None:
    report = data(install(machine=lan))
    content = hashlib.sha256((lan.xlstart / "KeHoach.xlam").read_bytes()).hexdigest()
    assert report["acts"][0] == {
        "kind": "file", "where": str(lan.xlstart / "KeHoach.xlam"), "content": content, "state": "done", "note": None,
    }  # fmt: skip
    assert data(uninstall(machine=lan))["environment"] == str(lan.prefix)
