"""A Windows machine that is a folder: real files, a registry in memory, the few system calls written down."""

import os
import shutil
from pathlib import Path

from kehoach_xl.windows.machine import Machine
from kehoach_xl.windows.registry import Registry
from tests.windows.winreg import USER, FakeWinreg

ENVIRONMENT = "Environment"


def also_known_as(folder: Path, name: Path) -> None:
    """The same files under another folder's name; no symbolic link, which Windows grants to few."""
    shutil.copytree(folder, name, copy_function=os.link)


class MadeUp(Machine):
    """One user's machine below ``root``; ``profile`` is her folder, where her Python is too."""

    def __init__(self, root: Path, profile: str = "Lan") -> None:
        self.root = root
        self.profile = root / "Users" / profile
        self.prefix = self.profile / "AppData" / "Local" / "KeHoachXL" / "venv"
        self.python = self.prefix / "Scripts" / "python.exe"
        self.bits = 64
        self.winreg = FakeWinreg()
        self.registry = Registry(self.winreg)  # type: ignore[arg-type]
        self.environ = {
            "USERPROFILE": str(self.profile),
            "APPDATA": str(self.profile / "AppData" / "Roaming"),
            "LOCALAPPDATA": str(self.profile / "AppData" / "Local"),
            "ProgramData": str(root / "ProgramData"),
        }
        self.short_name = ""  # what the system answers for the 8.3 path; nothing: it has none
        self.links: dict[Path, Path] = {}
        self.refuses_links, self.runs, self.announced = False, True, 0
        self.excel_says: Path | None = None
        self.remote, self.desktop_answers = False, True
        for folder in (self.python.parent, self.profile / "Desktop", root / "ProgramData"):
            folder.mkdir(parents=True)
        self.python.write_bytes(b"MZ")

    @property
    def xlstart(self) -> Path:
        return self.profile / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART"

    def setting(self, name: str) -> object:
        return self.registry.value(USER, ENVIRONMENT, name)

    def short_path(self, path: Path) -> str:
        return self.short_name or str(path)

    def join(self, link: Path, target: Path) -> None:
        if self.refuses_links:
            raise OSError(22, "Request not supported")
        also_known_as(target, link)
        self.links[link] = target

    def unjoin(self, link: Path) -> None:
        shutil.rmtree(link)
        del self.links[link]

    def joined_to(self, link: Path) -> str | None:
        return str(self.links[link]) if link in self.links else None

    def announce_settings(self) -> None:
        self.announced += 1

    @property
    def shortcut(self) -> Path:
        return self.profile / "Desktop" / "Kế hoạch – bảng nút.lnk"

    def desktop(self) -> Path | None:
        return self.profile / "Desktop" if self.desktop_answers else None

    def save_shortcut(self, path: Path, target: str, arguments: str, folder: str, says: str) -> None:
        path.write_text(f"{target}\n{arguments}\n{folder}\n{says}\n", encoding="utf-8")

    def startup_folder(self) -> Path | None:
        return self.excel_says

    def starts(self, interpreter: str) -> bool:
        return self.runs and Path(interpreter).is_file()

    def is_remote(self, folder: Path) -> bool:
        return self.remote

    def files(self) -> dict[str, bytes | str]:
        """Everything on the machine by path: a file's bytes, a folder as empty text."""
        found: dict[str, bytes | str] = {}
        for folder, folders, names in os.walk(self.root):
            for name in (*folders, *names):
                path = Path(folder) / name
                found[path.relative_to(self.root).as_posix()] = "" if path.is_dir() else path.read_bytes()
        return found
