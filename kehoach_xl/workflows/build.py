"""Đóng gói: every shipped plan's master with its buttons, and the add-in, as files to hand out."""

import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kehoach_xl.building import addin, master, plan_template
from kehoach_xl.errors import Stop, why


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
    temporary = path.with_name(f".~{path.name}.tmp{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        make(temporary)
        data = temporary.read_bytes()
        temporary.replace(path)
    except OSError as error:
        raise Stop("NEW_003", path=path, reason=why(error)) from error
    finally:
        with contextlib.suppress(OSError):  # the reason is told above
            temporary.unlink(missing_ok=True)
    return BuiltFile(path.name, len(data), hashlib.sha256(data).hexdigest())
