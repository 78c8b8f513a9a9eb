"""One command as a whole process: how long it took, how much processor it used, and the most memory that it and all its
children held at one moment."""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

# Seconds between looks at the memory.
EVERY = 0.02
# Modules stay compiled between runs, as they are once a program is installed, whatever this process was told.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Failed(Exception):
    """The command ended with something else than it should; the text is what it printed."""


@dataclass(frozen=True)
class Run:
    """``seconds`` of wall time, ``busy`` of processor time in all processes, ``megabytes`` resident at the highest."""

    seconds: float
    busy: float
    megabytes: float


def run(command: Sequence[str], folder: Path, allowed: Sequence[int] = (0, 1)) -> Run:
    """Run to the end. Raises Failed for an exit code that is not ``allowed``, and for a traceback, which has the code
    of findings."""
    before = _children()
    begun = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=_ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        look = _Look(process.pid)
        look.start()
        said = process.communicate()[0]
    seconds = time.perf_counter() - begun
    look.stop()
    if process.returncode not in allowed or b"Traceback (most recent call last)" in said:
        raise Failed(said.decode("utf-8", "replace")[-2000:])
    return Run(seconds, _children() - before, look.most / 1e6)


def python(*arguments: str) -> list[str]:
    """A command that runs this Python."""
    return [sys.executable, *arguments]


def medians(runs: Sequence[Run]) -> Run:
    """Each figure's own median."""
    return Run(
        statistics.median(one.seconds for one in runs), statistics.median(one.busy for one in runs),
        statistics.median(one.megabytes for one in runs),
    )  # fmt: skip


class _Look(threading.Thread):
    """Looks at a process and its children again and again; ``most`` is in bytes."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._root, self._over, self.most = pid, threading.Event(), 0

    def run(self) -> None:
        while not self._over.wait(EVERY):
            self.most = max(self.most, self._held())

    def _held(self) -> int:
        try:
            root = psutil.Process(self._root)
            every = [root, *root.children(recursive=True)]
        except psutil.Error:
            return 0
        return sum(map(_resident, every))

    def stop(self) -> None:
        self._over.set()
        self.join()


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:  # it has just ended
        return 0


def _children() -> float:
    """Processor seconds of all children that have ended."""
    times = psutil.Process().cpu_times()
    return float(times.children_user + times.children_system)
