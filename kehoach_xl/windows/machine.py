"""The one door to Windows itself. Tests put a made-up machine in its place; the calls here are a line or two each."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from kehoach_xl.errors import Stop
from kehoach_xl.windows.registry import Registry

_REMOTE_DRIVE = 4


class Machine:
    """This computer as the person at it sees it: her registry, her folders, her Python."""

    environ: Mapping[str, str]
    python: Path  # python.exe of the environment kehoach_xl runs in
    prefix: Path  # the folder of that environment
    bits: int
    registry: Registry

    def __init__(self) -> None:
        import winreg

        self.environ = os.environ
        self.python = Path(sys.executable).with_name("python.exe")
        self.prefix = Path(sys.prefix)
        self.bits = 64 if sys.maxsize > 2**32 else 32
        self.registry = Registry(winreg)

    def folder(self, variable: str) -> Path:
        """A folder that Windows names in the environment; ``Stop`` INSTALL_010 when it does not."""
        if not self.environ.get(variable):
            raise Stop("INSTALL_010", variable=variable)
        return Path(self.environ[variable])

    def short_path(self, path: Path) -> str:
        """The 8.3 form of a path, or the path itself where the drive has no such names."""
        import ctypes

        text = ctypes.create_unicode_buffer(1024)
        got = ctypes.windll.kernel32.GetShortPathNameW(str(path), text, len(text))  # type: ignore[attr-defined]
        return text.value if 0 < got < len(text) else str(path)

    def join(self, link: Path, target: Path) -> None:
        """Make a directory junction, which needs no rights beyond writing there. Raises OSError."""
        import _winapi

        _winapi.CreateJunction(str(target), str(link))  # type: ignore[attr-defined]

    def unjoin(self, link: Path) -> None:
        """Remove a junction; the folder it leads to stays. Raises OSError."""
        link.rmdir()

    def joined_to(self, link: Path) -> str | None:
        """Where a junction leads; None when nothing or something else stands there."""
        try:
            return os.readlink(link).removeprefix("\\\\?\\")  # noqa: PTH115 -- Path.readlink would keep \\?\
        except OSError:
            return None

    def announce_settings(self) -> None:
        """Tell running programs that the environment changed; the Explorer then starts new ones with it."""
        import ctypes

        everyone, setting_change, give_up_on_hung = 0xFFFF, 0x001A, 0x0002
        ctypes.windll.user32.SendMessageTimeoutW(  # type: ignore[attr-defined]
            everyone, setting_change, 0, "Environment", give_up_on_hung, 2000, None
        )

    def desktop(self) -> Path | None:
        """The Desktop folder as the Explorer shows it, also when OneDrive keeps it.

        None when Windows cannot reach it, as when it stands on a server that does not answer.
        """
        import pythoncom
        from win32com.shell import shell

        with contextlib.suppress(pythoncom.com_error, OSError):
            return Path(shell.SHGetKnownFolderPath(shell.FOLDERID_Desktop))
        return None

    def save_shortcut(self, path: Path, target: str, arguments: str, folder: str, says: str) -> None:
        """Write a shortcut to a program that starts in ``folder``.

        Not with WScript.Shell, which loses letters outside the ANSI code page.
        """
        import pythoncom
        from win32com.shell import shell

        link = pythoncom.CoCreateInstance(
            shell.CLSID_ShellLink, None, pythoncom.CLSCTX_INPROC_SERVER, shell.IID_IShellLink
        )
        link.SetPath(target)
        link.SetArguments(arguments)
        link.SetWorkingDirectory(folder)
        link.SetDescription(says)
        link.QueryInterface(pythoncom.IID_IPersistFile).Save(str(path), 0)

    def startup_folder(self) -> Path | None:
        """XLSTART as a running Excel names it; None when none runs."""
        import pythoncom
        import win32com.client

        with contextlib.suppress(pythoncom.com_error):
            return Path(win32com.client.GetActiveObject("Excel.Application").StartupPath)
        return None

    def starts(self, interpreter: str) -> bool:
        """Whether this path starts a Python that has our program, run from its own folder as xlwings does.

        Excel knows nothing of the PYTHON… variables of this window.
        """
        environ = {name: value for name, value in self.environ.items() if not name.upper().startswith("PYTHON")}
        try:
            ran = subprocess.run(
                [interpreter, "-P", "-B", "-c", "import kehoach_xl.ribbon"],
                cwd=Path(interpreter).parent, env=environ, stdin=subprocess.DEVNULL, capture_output=True, check=False,
            )  # fmt: skip
        except OSError:
            return False
        return ran.returncode == 0

    def end(self, process: int) -> None:
        """End a process that we started, with every one it started itself, by its id."""
        taskkill = self.folder("SystemRoot") / "System32" / "taskkill.exe"
        subprocess.run([str(taskkill), "/F", "/T", "/PID", str(process)], capture_output=True, check=False)

    def is_remote(self, folder: Path) -> bool:
        """Whether a folder is on a network share."""
        import ctypes

        drive = folder.absolute().drive
        kind = ctypes.windll.kernel32.GetDriveTypeW(drive + "\\")  # type: ignore[attr-defined]
        return drive.startswith("\\\\") or kind == _REMOTE_DRIVE


def here() -> Machine:
    """This machine; ``Stop`` INSTALL_001 when it does not run Windows."""
    if sys.platform != "win32":
        raise Stop("INSTALL_001")
    return Machine()
