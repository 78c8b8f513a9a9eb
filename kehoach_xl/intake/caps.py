"""What the process that opens files may not do, set by itself before it sees the first one.

On Windows the limits on memory come from outside (:mod:`kehoach_xl.windows.job`); where nothing limits it the parent
weighs the child (:mod:`kehoach_xl.intake.watch`). Time is kept by the parent; the
clocks here end a child whose parent is gone.
"""

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

from kehoach_xl.intake.bounds import MEMORY

_GRACE = 3  # seconds that the parent, who can say what happened, is let go first
_OPEN_FILES = 40
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# What no reader of files does. The hook cannot be taken out again (PEP 578); it stops Python code, not machine code.
_FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "os.putenv", "os.kill", "shutil.", "ctypes.dlopen", "webbrowser.", "winreg.", "_winapi.CreateProcess",
)  # fmt: skip
_HARMLESS = ("socket.gethostname",)


ON_MEMORY = "RLIMIT_AS"
LIMITS = {ON_MEMORY: MEMORY, "RLIMIT_FSIZE": 0, "RLIMIT_NOFILE": _OPEN_FILES, "RLIMIT_NPROC": 0, "RLIMIT_CORE": 0}


class Forbidden(Exception):
    """Something tried what no reader does."""


def confine() -> list[str]:
    """Close every door that can be closed here: memory, files written, processes, network. The names of the system's
    limits that stand now."""
    found = _limit() if sys.platform != "win32" else []
    sys.addaudithook(_watch)
    return found


def _limit() -> list[str]:
    import resource

    standing = []
    for name, wanted in LIMITS.items():
        with contextlib.suppress(AttributeError, ValueError, OSError):  # macOS knows not all of them
            which = getattr(resource, name)
            hard = resource.getrlimit(which)[1]
            most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(which, (most, most))
            # macOS may take a limit on memory and never look at it.
            if resource.getrlimit(which)[0] == most and (name != ON_MEMORY or sys.platform != "darwin"):
                standing.append(name)
    return standing


def start_clock(wanted: float) -> None:
    """Give this process so many seconds for one file; the system ends it after that."""
    if sys.platform == "win32":
        return
    import resource
    import signal

    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    seconds = int(used.ru_utime + used.ru_stime + wanted) + _GRACE
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))
    signal.setitimer(signal.ITIMER_REAL, wanted + _GRACE)


def stop_clock() -> None:
    """Nothing is being opened: wait as long as it takes."""
    if sys.platform != "win32":
        import signal

        signal.setitimer(signal.ITIMER_REAL, 0)


def has_held(most: int) -> bool:
    """Whether this process has held more than so many bytes; never where that is not known."""
    if sys.platform == "win32":
        return False
    import resource

    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << (0 if sys.platform == "darwin" else 10)
    # On Linux that begins with what the parent held when it started us; asking exactly costs twenty times as much.
    return held > most and (sys.platform != "linux" or _peak() > most)


def _peak() -> int:
    """The most memory this process has held, in bytes; 0 where nobody says."""
    with contextlib.suppress(OSError):
        lines = Path("/proc/self/status").read_bytes().splitlines()
        return next((int(line.split()[1]) << 10 for line in lines if line.startswith(b"VmHWM:")), 0)
    return 0


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITING):
            raise Forbidden("open")
    elif event.startswith(_FORBIDDEN) and event not in _HARMLESS:
        raise Forbidden(event)
