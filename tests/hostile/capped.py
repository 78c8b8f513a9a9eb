"""A function run in a process of its own under hard caps: whatever exceeds them is killed, and the caller told."""

import multiprocessing
import os
import resource
import signal
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

SECONDS = 10
MEGABYTES = 500
# Other tests share the processors: the clock on the wall only ends what sleeps.
WALL_SECONDS = 60

# Forked from a small process that knows the modules, never from the tests' own, which other tests made large.
_FRESH = multiprocessing.get_context("forkserver")
_FRESH.set_forkserver_preload(["tests.hostile.judged"])


class OverLimit(AssertionError):
    """The process was killed, died by a signal or raised; the text says which and why."""


def capped(run: Callable[..., Any], *arguments: Any, seconds: int = SECONDS, megabytes: int = MEGABYTES,
           wall: int = WALL_SECONDS) -> Any:  # fmt: skip
    """What ``run(*arguments)`` returns (all of it must pickle), done in a process of its own that with everything it
    starts may use so many seconds of processor time and so much memory (resident, shared pages counted once)."""
    answers, ours = _FRESH.Pipe(duplex=False)
    process = _FRESH.Process(target=_child, args=(ours, seconds, run, arguments))
    process.start()
    ours.close()
    started, pid = time.monotonic(), process.pid
    assert pid is not None
    try:
        while not answers.poll(0.1):
            if _memory(pid) > megabytes << 20:
                raise OverLimit(f"more than {megabytes} MB")
            if time.monotonic() - started > wall:
                raise OverLimit(f"no end after {wall} s")
        answer = answers.recv()
    except EOFError:
        answer = None
    except BaseException:
        _kill(pid)
        raise
    finally:
        answers.close()
        process.join()
    if answer is None:
        raise OverLimit(f"ended with {process.exitcode}, below 0 by that signal")
    good, value, spent, most = answer
    if spent > seconds:
        raise OverLimit(f"{spent:.1f} s of processor time")
    if most > megabytes << 10:
        raise OverLimit(f"{most >> 10} MB")
    if not good:
        raise OverLimit(value)
    return value


def _child(pipe: Connection, seconds: int, run: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + int(time.process_time()), resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        good, value = True, run(*arguments)
    except BaseException:
        good, value = False, traceback.format_exc()
    own, ended = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    spent = own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime
    pipe.send((good, value, spent, max(own.ru_maxrss, ended.ru_maxrss)))
    pipe.close()


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
