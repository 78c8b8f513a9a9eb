"""Gói cài đặt không cần mạng: a folder to carry to a Windows machine, with every wheel, the script and the words.

The folder is made beside its place and moved there whole: a run that fails leaves nothing, and an earlier bundle as
it was. Python's own installer is not in it: the words say which one to put where.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kehoach_xl import __version__, templates
from kehoach_xl.errors import Stop, why
from kehoach_xl.windows import own_wheel, wheels
from kehoach_xl.windows.wheels import Wheel

VERSIONS, SUMS = "PHIEN-BAN.txt", "SHA256SUMS"
PYTHONS = ("3.11", "3.12", "3.13")
DEFAULT_PYTHON = "3.12"
_ABOVE_VERSIONS = "kehoach_xl, gói cài đặt không cần mạng"
# Notepad knows UTF-8 for certain only by its mark; cmd.exe's «type» would print the mark.
_MARKED = {"HUONG-DAN-CAI-DAT.txt", VERSIONS}


@dataclass(frozen=True)
class BundleReport:
    """The folder, the Python it is for, the packages in it, its size in bytes."""

    folder: str
    python: str
    wheels: tuple[Wheel, ...]
    size: int


def bundle(
    folder: Path, python: str = DEFAULT_PYTHON, *, say: Callable[[str], None] = lambda text: None
) -> BundleReport:
    """Make the folder for this Python (``3.12``); an earlier bundle there is replaced. Raises Stop BUNDLE_…."""
    _claim(folder)
    room = None
    try:
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=".~kehoach-goi-", dir=folder.absolute().parent))
        made = room / "goi"
        (made / "wheels").mkdir(parents=True)
        say("Đang đóng gói kehoach_xl và tải các thư viện cho Windows …")
        own = _collect(made / "wheels", python)
        found = tuple(wheels.listed(made / "wheels"))
        _write_texts(made, python, own.name)
        _write_versions(made, python, found)
        _write_sums(made)
        _swap(made, folder, room)
        return BundleReport(str(folder), python, found, sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()))
    except OSError as error:
        raise Stop("BUNDLE_002", folder=folder, reason=why(error)) from error
    finally:
        if room:
            shutil.rmtree(room, ignore_errors=True)


def _claim(folder: Path) -> None:
    """A new folder, an empty one, or an earlier bundle with nothing of anybody else's in it."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise Stop("BUNDLE_001", folder=folder)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    sums = folder / SUMS
    known = {line[66:] for line in sums.read_text(encoding="utf-8").splitlines()} if sums.is_file() else set()
    # An installer of Python may have been put where the words say.
    foreign = sorted(name for name in there - known - {SUMS} if not name.startswith("python/"))
    if foreign or (there and VERSIONS not in known):
        raise Stop("BUNDLE_001", folder=folder)


def _collect(folder: Path, python: str) -> Path:
    """Our wheel and all it needs, proved complete and fit for Windows."""
    if source := own_wheel.source():
        wheels.pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(source))
        own = next(folder.glob("*.whl"))
    else:
        own = own_wheel.repack(folder)
    wheels.download(folder, python)
    if unfit := wheels.unfit(folder, python):
        raise Stop("BUNDLE_006", names=", ".join(unfit))
    return own


def _write_texts(made: Path, python: str, own: str) -> None:
    major, minor = python.split(".")
    marks = {"@MAJOR@": major, "@MINOR@": minor, "@VERSION@": __version__, "@WHEEL@": own}
    (made / "python").mkdir()
    texts = templates.folder() / "bundle"
    for path in sorted(p for p in texts.rglob("*") if p.is_file()):
        text = path.read_text(encoding="utf-8")
        for mark, value in marks.items():
            text = text.replace(mark, value)
        _write(made / path.relative_to(texts), text)
    readme = f"Đặt vào đây bộ cài Python: python-{python}.x-amd64.exe (python.org, Windows installer 64-bit).\n"
    _write(made / "python" / "DOC-TRUOC.txt", readme)


def _write_versions(made: Path, python: str, found: tuple[Wheel, ...]) -> None:
    lines = [_ABOVE_VERSIONS, f"Windows 64 bit, Python {python}", ""]
    _write(made / VERSIONS, "\n".join([*lines, *(f"{one.name} {one.version}" for one in found), ""]))


def _write_sums(made: Path) -> None:
    files = sorted(path for path in made.rglob("*") if path.is_file())
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(made).as_posix()}" for path in files]
    (made / SUMS).write_bytes("\n".join([*lines, ""]).encode())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    encoding = "ascii" if path.suffix == ".cmd" else "utf-8-sig" if path.name in _MARKED else "utf-8"
    path.write_bytes(text.replace("\r\n", "\n").replace("\n", "\r\n").encode(encoding))


def _swap(made: Path, folder: Path, room: Path) -> None:
    """Put the new folder in the place of the old; a Python installer put into the old one comes along."""
    for kept in (folder / "python").glob("*.exe"):
        shutil.copy2(kept, made / "python" / kept.name)
    if folder.exists():
        folder.replace(room / "old")
    try:
        made.replace(folder)
    except OSError:
        if (room / "old").exists():
            (room / "old").replace(folder)
        raise
