"""A Job Object around a child process: how much memory it may hold, and that it never outlives us.

Elsewhere than on Windows this does nothing; the child sets its own limits there.
"""

import subprocess
import sys
from typing import Any

# winnt.h
_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_ACTIVE_PROCESSES, _PROCESS_MEMORY, _DIE_ON_EXCEPTION, _KILL_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000


class Fence:
    """The job of one child. ``around`` it as soon as it runs; ``close`` ends whatever is still inside."""

    def __init__(self, memory: int) -> None:
        """``memory``: the most bytes it may hold."""
        self._memory = memory
        self._handle: Any = None

    def around(self, process: "subprocess.Popen[bytes]") -> bool:
        """Put the process into the job; whether that could be done (True elsewhere than on Windows).

        An old Windows refuses where we ourselves run inside a job; then :mod:`kehoach_xl.intake.watch` weighs it.
        """
        if sys.platform != "win32":
            return True
        kernel = _kernel()
        self._handle = kernel.CreateJobObjectW(None, None)
        if not self._handle:
            return False
        limits = _limits(self._memory)
        ctypes = _ctypes()
        done = kernel.SetInformationJobObject(
            self._handle, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        )
        handle = int(process._handle)  # type: ignore[attr-defined]
        return bool(done and kernel.AssignProcessToJobObject(self._handle, handle))

    def close(self) -> None:
        if self._handle:
            _kernel().CloseHandle(self._handle)
            self._handle = None


def resident(process: "subprocess.Popen[bytes]") -> int:
    """The working set of a process in bytes (K32GetProcessMemoryInfo); 0 where Windows does not say."""
    if sys.platform != "win32":
        return 0
    import ctypes
    from ctypes import c_size_t, c_uint32

    class Counters(ctypes.Structure):  # PROCESS_MEMORY_COUNTERS (psapi.h)
        _fields_ = (
            ("cb", c_uint32), ("PageFaultCount", c_uint32), ("PeakWorkingSetSize", c_size_t),
            ("WorkingSetSize", c_size_t), ("QuotaPeakPagedPoolUsage", c_size_t), ("QuotaPagedPoolUsage", c_size_t),
            ("QuotaPeakNonPagedPoolUsage", c_size_t), ("QuotaNonPagedPoolUsage", c_size_t),
            ("PagefileUsage", c_size_t), ("PeakPagefileUsage", c_size_t),
        )  # fmt: skip

    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    asked = _kernel().K32GetProcessMemoryInfo
    asked.argtypes = (ctypes.c_void_p, ctypes.c_void_p, c_uint32)
    done = asked(int(process._handle), ctypes.byref(counters), counters.cb)  # type: ignore[attr-defined]
    return int(counters.WorkingSetSize) if done else 0


def _ctypes() -> Any:
    import ctypes

    return ctypes


def _kernel() -> Any:
    """kernel32 with the handles of 64 bits declared."""
    ctypes = _ctypes()
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    handle, number = ctypes.c_void_p, ctypes.c_uint32
    kernel.CreateJobObjectW.argtypes, kernel.CreateJobObjectW.restype = (handle, ctypes.c_wchar_p), handle
    kernel.SetInformationJobObject.argtypes = (handle, ctypes.c_int, ctypes.c_void_p, number)
    kernel.AssignProcessToJobObject.argtypes = (handle, handle)
    kernel.CloseHandle.argtypes = (handle,)
    return kernel


def _limits(memory: int) -> Any:
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION: one process, so much memory, dead when we are."""
    import ctypes
    from ctypes import c_int64, c_size_t, c_uint32, c_uint64

    class Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", c_int64), ("PerJobUserTimeLimit", c_int64), ("LimitFlags", c_uint32),
            ("MinimumWorkingSetSize", c_size_t), ("MaximumWorkingSetSize", c_size_t),
            ("ActiveProcessLimit", c_uint32), ("Affinity", c_size_t), ("PriorityClass", c_uint32),
            ("SchedulingClass", c_uint32),
        )  # fmt: skip

    class Extended(ctypes.Structure):
        _fields_ = (
            ("Basic", Basic), ("IoInfo", c_uint64 * 6), ("ProcessMemoryLimit", c_size_t),
            ("JobMemoryLimit", c_size_t), ("PeakProcessMemoryUsed", c_size_t), ("PeakJobMemoryUsed", c_size_t),
        )  # fmt: skip

    limits = Extended()
    limits.Basic.LimitFlags = _ACTIVE_PROCESSES | _PROCESS_MEMORY | _DIE_ON_EXCEPTION | _KILL_ON_CLOSE
    limits.Basic.ActiveProcessLimit = 1
    limits.ProcessMemoryLimit = memory
    return limits
