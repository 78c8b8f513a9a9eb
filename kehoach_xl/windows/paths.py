"""Which paths an installation uses: the interpreter by an ASCII path, XLSTART, the desktop, our own folder."""

import hashlib
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from kehoach_xl.errors import Stop
from kehoach_xl.windows.machine import Machine

VARIABLE = "KEHOACH_XL_PYTHON"
SHORTCUT = "Kế hoạch – bảng nút.lnk"
OWN_FOLDER = "KeHoachXL"


@dataclass(frozen=True)
class Interpreter:
    """python.exe by a path that VBA can read; ``link`` is the junction to make for it, if it takes one."""

    path: str
    link: Path | None = None


def interpreter(machine: Machine) -> Interpreter:
    """The path for the setting. VBA keeps its text in a code page, so only ASCII is sure.

    python.exe, not pythonw.exe: cmd.exe waits only for the former, and xlwings needs it to wait.
    Raises Stop INSTALL_002 when no ASCII path can be had.
    """
    if str(machine.python).isascii():
        return Interpreter(str(machine.python))
    if (short := machine.short_path(machine.python)).isascii():
        return Interpreter(short)
    link = _link(machine)
    if str(link).isascii() and machine.joined_to(link) in (None, str(machine.prefix)):
        inside = machine.python.relative_to(machine.prefix)
        return Interpreter(str(link / inside), link)
    raise Stop("INSTALL_002", path=machine.python)


def _link(machine: Machine) -> Path:
    """Straight under ProgramData, where everyone may add a folder and nobody may replace another's."""
    name = hashlib.sha256(str(machine.prefix).casefold().encode()).hexdigest()[:8]
    return machine.folder("ProgramData") / f"{OWN_FOLDER}-{name}"


def windowed(interpreter: str) -> str:
    """pythonw.exe beside an interpreter: the same Python without a console."""
    return home(interpreter) + "pythonw.exe"


def home(interpreter: str) -> str:
    """The folder of an interpreter, with the separator that ends it."""
    return interpreter.removesuffix(PureWindowsPath(interpreter).name)


def startup(machine: Machine) -> Path:
    """The user's XLSTART: as a running Excel says, else where Excel keeps it by default."""
    return machine.startup_folder() or machine.folder("APPDATA") / "Microsoft" / "Excel" / "XLSTART"


def own_folder(machine: Machine) -> Path:
    """Where the record of the installation stands."""
    return machine.folder("LOCALAPPDATA") / OWN_FOLDER
