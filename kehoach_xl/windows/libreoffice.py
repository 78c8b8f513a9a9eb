"""Where LibreOffice is on a Windows machine: as its installer wrote into the registry, else in the usual folders."""

from collections.abc import Iterator
from pathlib import Path

from kehoach_xl.windows.machine import Machine
from kehoach_xl.windows.registry import COMPUTER, USER

# What every version writes for programs that look for it: the folder of its programs.
INSTALL_PATH = r"SOFTWARE\LibreOffice\UNO\InstallPath"
APP_PATH = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\soffice.exe"
PROGRAM_FOLDERS = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")
# soffice.com waits for the end and needs no window; soffice.exe is all that older versions have.
PROGRAMS = ("soffice.com", "soffice.exe")


def installed(machine: Machine) -> Path | None:
    """The program that starts LibreOffice; None when there is none."""
    for folder in _folders(machine):
        for name in PROGRAMS:
            if (folder / name).is_file():
                return folder / name
    return None


def _folders(machine: Machine) -> Iterator[Path]:
    for hive in (COMPUTER, USER):
        if told := machine.registry.value(hive, INSTALL_PATH):
            yield Path(str(told))
    for hive in (COMPUTER, USER):
        if told := machine.registry.value(hive, APP_PATH):
            yield Path(str(told).strip('"')).parent
    for variable in PROGRAM_FOLDERS:
        if machine.environ.get(variable):
            yield Path(machine.environ[variable]) / "LibreOffice" / "program"
