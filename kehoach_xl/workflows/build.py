"""Đóng gói: every shipped plan's master with its buttons, and the add-in, as files to hand out."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kehoach_xl.building import addin, master, plan_template
from kehoach_xl.building.whole import made_whole


@dataclass(frozen=True)
class BuiltFile:
    """One file: its name in the folder, its size in bytes, its hash."""

    file: str
    size: int
    sha256: str


@dataclass(frozen=True)
class BuildReport:
    """What was written."""

    folder: str
    files: tuple[BuiltFile, ...]


def build(folder: Path) -> BuildReport:
    """Write the masters and the add-in, replacing those of an earlier build. Raises Stop NEW_003 when a file
    cannot be written, BUILD_… when the installed xlwings is not as expected."""
    files = [_write(folder / f"{plan}.xlsm", _master_of(plan)) for plan in plan_template.available()]
    files.append(_write(folder / addin.NAME, addin.build))
    return BuildReport(str(folder), tuple(files))


def _master_of(plan: str) -> Callable[[Path], None]:
    return lambda path: master.build(plan_template.load(plan), path, macros=True)


def _write(path: Path, make: Callable[[Path], None]) -> BuiltFile:
    with made_whole(path) as temporary:
        make(temporary)
        data = temporary.read_bytes()
    return BuiltFile(path.name, len(data), hashlib.sha256(data).hexdigest())
