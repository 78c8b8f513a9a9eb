"""A function run in a process of its own under hard caps: whatever exceeds them is killed, and the caller told."""

import os
import pickle
import resource
import select
import signal
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

SECONDS = 10
MEGABYTES = 500
# Other tests share the processors: the clock on the wall only ends what sleeps.
WALL_SECONDS = 60


class OverLimit(AssertionError):
    """The process was killed, died by a signal or raised; the text says which and why."""


def capped(run: Callable[[], Any], seconds: int = SECONDS, megabytes: int = MEGABYTES, wall: int = WALL_SECONDS) -> Any:
    """What ``run()`` returns (it must pickle), done in a forked process that with everything it starts may use so many
    seconds of processor time and so much memory (resident, shared pages counted once)."""
    read, write = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of forking beside threads
        child = os.fork()
    if child == 0:
        os.close(read)
        _child(run, write, seconds)
    os.close(write)
    started, answer, most = time.monotonic(), bytearray(), 0
    try:
        while True:
            ready, _, _ = select.select([read], [], [], 0.1)
            if ready:
                piece = os.read(read, 1 << 20)
                if not piece:
                    break
                answer += piece
            most = max(most, _memory(child))
            if most > megabytes << 20:
                raise OverLimit(f"more than {megabytes} MB")
            if time.monotonic() - started > wall:
                raise OverLimit(f"no end after {wall} s")
    except BaseException:
        _kill(child)
        os.wait4(child, 0)
        raise
    finally:
        os.close(read)
    _, status, used = os.wait4(child, 0)
    spent = used.ru_utime + used.ru_stime
    if os.WIFSIGNALED(status):
        raise OverLimit(f"ended by {signal.Signals(os.WTERMSIG(status)).name} after {spent:.1f} s")
    if spent > seconds:
        raise OverLimit(f"{spent:.1f} s of processor time")
    if used.ru_maxrss > megabytes << 10:
        raise OverLimit(f"{used.ru_maxrss >> 10} MB")
    good, value = pickle.loads(answer)
    if not good:
        raise OverLimit(value)
    return value


def _child(run: Callable[[], Any], write: int, seconds: int) -> None:
    code = 1
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (seconds + int(time.process_time()), resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        try:
            answer = (True, run())
        except BaseException:
            answer = (False, traceback.format_exc())
        with os.fdopen(write, "wb") as pipe:
            pickle.dump(answer, pipe)
        code = 0
    finally:
        os._exit(code)


def _kill(leader: int) -> None:
    """End a process with all that it started."""
    for one in _tree(leader):
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _tree(leader: int) -> list[int]:
    found = [leader]
    for one in found:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _memory(leader: int) -> int:
    """Bytes of memory of a process and its children."""
    total = 0
    for one in _tree(leader):
        try:
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) << 10 for line in text.splitlines() if line.startswith("Pss:"))
    return total
