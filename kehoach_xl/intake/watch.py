"""What the parent watches while a child has a file: the time and, where the system does not cap it, the memory."""

import contextlib
import math
import os
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

from kehoach_xl.windows import job

_STEP = 0.1  # seconds between two looks at the memory


class Watch:
    """Ends the process when ``seconds`` are over (then ``late``) or it holds more than ``memory`` bytes (``heavy``);
    None where the system itself sees to that."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float, memory: int | None) -> None:
        self._process, self._memory = process, memory
        self._end = time.monotonic() + seconds
        self.late = self.heavy = False

    def __enter__(self) -> "Watch":
        self._lookout = _lookout(os.getpid())
        self._lookout.take(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._lookout.leave(self)

    def pause(self) -> float:
        """Seconds until it is time to look."""
        if self.late or self.heavy:  # the system did not let us end it: again
            return _STEP
        left = max(self._end - time.monotonic(), 0.0)
        return left if self._memory is None else min(left, _STEP)

    def is_late(self) -> bool:
        self.late = self.late or (not self.heavy and time.monotonic() >= self._end)
        return self.late

    def is_heavy(self) -> bool:
        """Also when it cannot be weighed, because there is no memory left to ask with, say."""
        if self._memory is not None and not self.late and not self.heavy:
            try:
                self.heavy = resident(self._process) > self._memory
            except Exception:
                self.heavy = True
        return self.heavy

    def kill(self) -> bool:
        """Whether the system let us."""
        try:
            self._process.kill()
        except Exception:
            return False
        return True


class _Lookout:
    """One thread that looks after all watches of this process: a thread for each file would take as long to start as
    the file is waited for."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._watches: dict[int, Watch] = {}
        self._wakes = math.inf  # when it looks next
        threading.Thread(target=self._look, name="intake-watch", daemon=True).start()

    def take(self, watch: Watch) -> None:
        with self._changed:
            self._watches[id(watch)] = watch
            if time.monotonic() + watch.pause() < self._wakes:
                self._changed.notify()

    def leave(self, watch: Watch) -> None:
        """From now on nothing happens to its process."""
        with self._changed:
            self._watches.pop(id(watch), None)

    def _look(self) -> None:
        while True:
            try:
                self._look_once()
            except Exception:  # no memory left, say: without this thread every file might hang for ever
                time.sleep(_STEP)

    def _look_once(self) -> None:
        with self._changed:
            pause = min((watch.pause() for watch in self._watches.values()), default=None)
            self._wakes = math.inf if pause is None else time.monotonic() + pause
            self._changed.wait(pause)
        for watch in self._now():
            for other in self._now():  # first of all: asking how much memory one holds may take seconds
                if other.is_late():
                    self._end(other)
            if watch.is_heavy():
                self._end(watch)

    def _now(self) -> list[Watch]:
        with self._changed:
            return list(self._watches.values())

    def _end(self, watch: Watch) -> None:
        with self._changed:
            if self._watches.get(id(watch)) is watch and watch.kill():
                del self._watches[id(watch)]


@cache
def _lookout(_: int) -> _Lookout:
    """Of this process: threads do not survive a fork."""
    return _Lookout()


def resident(process: "subprocess.Popen[bytes]") -> int:
    """The bytes that a process holds in memory now; 0 where nobody says."""
    if sys.platform == "win32":
        return job.resident(process)
    with contextlib.suppress(OSError, ValueError, IndexError, subprocess.SubprocessError):
        if sys.platform == "linux":
            lines = Path(f"/proc/{process.pid}/status").read_bytes().splitlines()
            return next((int(line.split()[1]) << 10 for line in lines if line.startswith(b"VmRSS:")), 0)
        asked = ["/bin/ps", "-o", "rss=", "-p", str(process.pid)]
        said: Any = subprocess.run(asked, capture_output=True, timeout=5, check=False).stdout
        return int(said) << 10
    return 0
