"""Commands of the program as real processes under strace, which cuts one off or fails it at the n-th call of a kind.

strace counts the calls of a kind by itself (``when=N``); which of them touch the coordinator's folder is read from
the log of a whole run. Only the process itself is traced, not the readers it starts.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Every call that changes what is on the disk, makes it durable, or locks it.
CALLS = (
    "open", "openat", "creat", "write", "writev", "pwrite64", "pwritev", "sendfile", "copy_file_range", "fallocate",
    "truncate", "ftruncate", "fsync", "fdatasync", "rename", "renameat", "renameat2", "link", "linkat", "symlink",
    "symlinkat", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "chmod", "fchmod", "fchmodat", "utimensat", "flock",
)  # fmt: skip
_LINE = re.compile(r"^(\w+)\((.*?)(?:\) += (.*)| <unfinished.*|)$")
# How an ordinary user stands where the tests run as root, whom no permission stops.
_PLAIN = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@dataclass(frozen=True)
class Point:
    """The n-th call of a kind, as strace counts, and what it was about."""

    call: str
    number: int
    about: str


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code (negative when a signal ended it), all it said, the calls it made."""

    code: int
    said: str
    calls: tuple[str, ...]


def run(command: Sequence[str], master: Path, fault: str = "", *, plain_user: bool = False) -> Ended:
    """Run a command on a master; ``fault`` is what strace is to inject (``fsync:error=EIO:when=2``)."""
    log = master.parent.parent / f"{master.parent.name}.strace"
    traced = ["strace", "-y", "-qq", "-s", "0", "-o", str(log), "-e", f"trace={','.join('?' + c for c in CALLS)}"]
    traced += ["-e", f"inject={fault}"] if fault else []
    done = subprocess.run(
        [*(_PLAIN if plain_user and os.geteuid() == 0 else ()), *traced,
         sys.executable, "-P", "-m", "kehoach_xl", *command, "--master", str(master), "--json"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert log.exists() and log.stat().st_size, f"strace traces nothing here: {done.stderr}"
    calls = tuple(log.read_text(encoding="utf-8", errors="replace").splitlines())
    log.unlink()
    return Ended(done.returncode, done.stdout + done.stderr, calls)


def points(ended: Ended, folder: Path) -> list[Point]:
    """Where a whole run can be struck: its calls that may change something below ``folder``, in order."""
    seen: Counter[str] = Counter()
    found = []
    for line in ended.calls:
        if not (match := _LINE.match(line)):
            continue
        call, about = match[1], match[2]
        seen[call] += 1
        if str(folder) in about and not (call == "openat" and "O_CREAT" not in about and "O_RDONLY" in about):
            found.append(Point(call, seen[call], about.replace(str(folder), "…")))
    return found


def killed_there(ended: Ended, point: Point, folder: Path) -> bool:
    """Whether a run that was to be killed died at the call it was to die at."""
    last = [line for line in ended.calls if line.startswith(f"{point.call}(")][-1]
    return ended.code == -9 and str(folder) in last


def spread(found: Sequence[Point]) -> list[Point]:
    """The first and the last of every kind of call: the sample of the shorter run."""
    kinds: dict[str, list[Point]] = {}
    for point in found:
        kinds.setdefault(point.call, []).append(point)
    chosen = {point for of_kind in kinds.values() for point in (of_kind[0], of_kind[-1])}
    return [point for point in found if point in chosen]


def copied(folder: Path, target: Path) -> Path:
    """A fresh copy of a coordinator's folder, always at the same place: paths are part of what is counted."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target)
    return target


def leftovers(folder: Path, allowed: Iterable[str] = ()) -> list[str]:
    """Hidden files below a folder: what a run that ended must not leave."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob(".*")
        if not any(path.name.endswith(end) for end in allowed)
    )
