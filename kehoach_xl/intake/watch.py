"""What the parent watches while a child has a file: the time and, where the system does not cap it, the memory."""

import contextlib
import subprocess
import sys
import threading
import time
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
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.late = self.heavy = False

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(self._pause()):
            self.late = time.monotonic() >= self._end
            self.heavy = not self.late and self._memory is not None and resident(self._process) > self._memory
            if self.late or self.heavy:
                self._process.kill()
                return

    def _pause(self) -> float:
        left = max(self._end - time.monotonic(), 0.0)
        return left if self._memory is None else min(left, _STEP)


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
