"""LibreOffice on a Windows machine: what its installer wrote, else the usual folders."""

from pathlib import Path

import pytest

from kehoach_xl.windows import machine as door
from kehoach_xl.windows.libreoffice import APP_PATH, INSTALL_PATH, installed
from tests.windows.made_up import MadeUp
from tests.windows.winreg import COMPUTER, USER


@pytest.fixture
def machine(tmp_path: Path) -> MadeUp:
    return MadeUp(tmp_path)


def program(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"MZ")
    return folder


def test_a_machine_without_it(machine: MadeUp) -> None:
    assert installed(machine) is None


@pytest.mark.parametrize("hive", [COMPUTER, USER])
@pytest.mark.parametrize("in_32", [False, True])
def test_the_folder_its_installer_wrote(machine: MadeUp, hive: str, in_32: bool) -> None:
    folder = program(machine.root / "Ổ D" / "LibreOffice" / "program", "soffice.exe", "soffice.com")
    machine.winreg.put(hive, INSTALL_PATH, in_32=in_32, default=str(folder))
    assert installed(machine) == folder / "soffice.com"


def test_the_path_windows_starts_it_by(machine: MadeUp) -> None:
    folder = program(machine.root / "LO" / "program", "soffice.exe")
    machine.winreg.put(COMPUTER, APP_PATH, default=f'"{folder / "soffice.exe"}"')
    assert installed(machine) == folder / "soffice.exe"


@pytest.mark.parametrize("variable", ["ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"])
def test_the_usual_folders(machine: MadeUp, variable: str) -> None:
    machine.environ = {**machine.environ, variable: str(machine.root / "Program Files")}
    folder = program(machine.root / "Program Files" / "LibreOffice" / "program", "soffice.com")
    assert installed(machine) == folder / "soffice.com"


def test_what_was_uninstalled_by_hand_is_passed_over(machine: MadeUp) -> None:
    machine.winreg.put(COMPUTER, INSTALL_PATH, default=str(machine.root / "gone"))
    machine.environ = {**machine.environ, "ProgramFiles": str(machine.root / "Program Files")}
    folder = program(machine.root / "Program Files" / "LibreOffice" / "program", "soffice.com")
    assert installed(machine) == folder / "soffice.com"


def test_a_process_is_ended_by_its_number_with_what_it_started(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(door.subprocess, "run", lambda command, **_: ran.append(command))
    machine = door.Machine.__new__(door.Machine)
    machine.environ = {"SystemRoot": "C:/Windows"}
    machine.end(1234)
    assert [part.replace("\\", "/") for part in ran[0]] == [
        "C:/Windows/System32/taskkill.exe", "/F", "/T", "/PID", "1234",
    ]  # fmt: skip
