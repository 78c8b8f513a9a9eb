"""Commands of the program as real processes under strace, which cuts one off or fails it at one call to the kernel.

A point is the n-th call of a kind about one path (strace counts those alone, ``-P``), or where the path has another
name in every run, the n-th call of that kind of the main thread. Both are read from the log of whole runs.
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
_LINE = re.compile(r"^(\d+) +(\w+)\((.*)$")
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"|<(/[^>]*)>')
# As which the tests may run, and whom no permission stops otherwise.
_PLAIN = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@dataclass(frozen=True)
class Point:
    """The ``number``-th call of a kind about ``path``, or of all its calls in the main thread when that is ''."""

    call: str
    number: int
    path: str
    about: str

    def fault(self, what: str) -> tuple[str, ...]:
        """What strace is told: ``what`` is «signal=KILL» or «error=EIO»."""
        where = ("-f", "-P", self.path) if self.path else ()
        return (*where, "-e", f"inject={self.call}:{what}:when={self.number}")


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code (negative when a signal ended it), all it said, the calls it made."""

    code: int
    said: str
    calls: tuple[str, ...]


def run(
    command: Sequence[str], master: Path, fault: Sequence[str] = ("-f",), *, plain_user: bool = False,
    longest: int = 512,
) -> Ended:
    """Run a command on a master; ``fault`` is what strace is to do besides (:meth:`Point.fault`), ``longest`` how many
    bytes of a text the log holds. ``plain_user``: without root's right to read and write everywhere."""
    log = master.parent.parent / f"{master.parent.name}.strace"
    traced = ["strace", "-y", "-qq", "-s", str(longest), "-o", str(log)]
    traced += ["-e", f"trace={','.join(f'?{call}' for call in CALLS)}", *fault]
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


def points(whole: Ended, again: Ended, folder: Path) -> list[Point]:
    """Where a run can be struck: its calls that may change something below ``folder``, in order. ``again`` is a second
    whole run, which tells the paths that are the same in every run. A call about others in another thread is left
    out."""
    steady = {path for line in again.calls for path in _paths(line)}
    main = whole.calls[0].split()[0]
    in_all: Counter[str] = Counter()
    about: Counter[tuple[str, ...]] = Counter()  # strace counts each thread by itself
    found: list[Point] = []
    for line in whole.calls:
        if not (match := _LINE.match(line)):
            continue
        thread, call, said = match.groups()
        in_all[call] += thread == main
        paths = _paths(line)
        about.update((thread, call, path) for path in paths[:1])
        writes = call != "openat" or any(flag in said for flag in ("O_CREAT", "O_WRONLY", "O_RDWR"))
        if not writes or not any(path.startswith(str(folder)) for path in paths):
            continue
        told = said.replace(str(folder), "…")
        if paths[0].startswith(str(folder)) and paths[0] in steady:  # of two paths strace looks at the first
            found.append(Point(call, about[thread, call, paths[0]], paths[0], told))
        elif thread == main:
            found.append(Point(call, in_all[call], "", told))
    return list({(one.call, one.number, one.path): one for one in found}.values())


def _paths(line: str) -> list[str]:
    """Every path a call is about."""
    return [one or other for one, other in _PATH.findall(line.rsplit(" = ", 1)[0])]


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
