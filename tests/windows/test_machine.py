"""What is asked of Windows' shell through pywin32, with a shell that notes what it is asked."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kehoach_xl.windows.machine import Machine


class ComError(Exception):
    """pywin32's com_error, which is no OSError."""


class Link:
    """A shell link: the calls made on it."""

    def __init__(self) -> None:
        self.calls: dict[str, str] = {}

    def __getattr__(self, name: str):
        return lambda value, *_: self.calls.update({name: value})

    def QueryInterface(self, interface: str) -> "Link":
        return self


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    made = SimpleNamespace(FOLDERID_Desktop="Desktop", CLSID_ShellLink="", IID_IShellLink="", link=Link())
    com = SimpleNamespace(
        com_error=ComError, CLSCTX_INPROC_SERVER=1, IID_IPersistFile="", CoCreateInstance=lambda *_: made.link
    )
    monkeypatch.setitem(sys.modules, "pythoncom", com)
    monkeypatch.setitem(sys.modules, "win32com", SimpleNamespace(shell=SimpleNamespace(shell=made)))
    monkeypatch.setitem(sys.modules, "win32com.shell", SimpleNamespace(shell=made))
    return made


@pytest.fixture
def machine() -> Machine:
    return Machine.__new__(Machine)


def test_the_desktop(shell: SimpleNamespace, machine: Machine) -> None:
    shell.SHGetKnownFolderPath = {"Desktop": "C:/Users/Lan/OneDrive/Desktop"}.__getitem__
    assert machine.desktop() == Path("C:/Users/Lan/OneDrive/Desktop")


@pytest.mark.parametrize("error", [ComError(-2147024843, "The network path was not found"), OSError(53, "")])
def test_a_desktop_that_does_not_answer(shell: SimpleNamespace, machine: Machine, error: Exception) -> None:
    def refuse(folder: str) -> str:
        raise error

    shell.SHGetKnownFolderPath = refuse
    assert machine.desktop() is None


def test_a_shortcut_names_the_folder_it_starts_in(shell: SimpleNamespace, machine: Machine) -> None:
    machine.save_shortcut(Path("a.lnk"), "C:\\py\\pythonw.exe", "-P -m x", "C:\\py\\", "Bảng nút")
    assert shell.link.calls == {
        "SetPath": "C:\\py\\pythonw.exe",
        "SetArguments": "-P -m x",
        "SetWorkingDirectory": "C:\\py\\",
        "SetDescription": "Bảng nút",
        "Save": "a.lnk",
    }
