"""Ctrl-C, and the system's request to end: answered at once, except while something is written that must be whole.

The answer is KeyboardInterrupt in the main thread, once: what comes later does not disturb the tidying up. Whoever
writes in several steps that belong together says so (``with whole():``); a request that comes meanwhile is answered
after the last step. A death that leaves no time for any of this (SIGKILL, a power cut) is ``tests/faults``' matter.
"""

import _thread
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from typing import Any

from kehoach_xl.messages import Message

# Windows: SIGBREAK is Ctrl-Break. SIGHUP: the terminal was closed.
_REQUESTS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]


class _Requests:
    """What was asked of this process. Only the main thread writes here: Python runs the handlers in it."""

    def __init__(self) -> None:
        self.wanted = self.answered = False
        self.whole = 0

    def answer(self) -> None:
        if self.wanted and not self.answered and not self.whole:
            self.answered = True
            raise KeyboardInterrupt

    def heard(self, number: int, frame: object) -> None:
        if self.whole and not self.wanted:
            _say(Message("RUN_004"))
        self.wanted = True
        self.answer()


_requests = _Requests()
_MOMENT = 0.01  # seconds


@contextlib.contextmanager
def _never_lost() -> Iterator[None]:
    """An answer that Python drops (it came while something was being cleared away: a ``__del__``, the end of a
    generator) is given again a moment later."""
    usual, timers = sys.unraisablehook, []

    def dropped(lost: Any) -> None:
        if lost.exc_type is not KeyboardInterrupt or not _requests.answered:
            usual(lost)
            return
        _requests.answered = False
        timers.append(threading.Timer(_MOMENT, _thread.interrupt_main))
        timers[-1].start()

    sys.unraisablehook = dropped
    try:
        yield
    finally:
        sys.unraisablehook = usual
        for timer in timers:
            timer.cancel()


def _say(message: Message) -> None:
    """Past Python's own buffers, which the main thread may be in the middle of filling."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.write(sys.stderr.fileno(), f"{message}\n".encode())


@contextlib.contextmanager
def stoppable(to_the_end: bool) -> Iterator[None]:
    """Answer requests inside the ``with`` body; a signal that was ignored before (``nohup``, a job in the background)
    stays ignored. ``to_the_end``: the process ends after the body, and what is asked from then on changes nothing."""
    global _requests
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    outer, _requests = _requests, _Requests()
    before = {number: signal.getsignal(number) for number in _REQUESTS}
    for number, handler in before.items():
        if handler not in (signal.SIG_IGN, None):  # None: not Python's, as in a program that carries Python
            signal.signal(number, _requests.heard)
    try:
        with _never_lost():
            yield
    finally:
        _requests.answered = True  # the body is over
        for number, handler in before.items():
            if handler is not None:
                signal.signal(number, signal.SIG_IGN if to_the_end else handler)
        _requests = outer


@contextlib.contextmanager
def whole() -> Iterator[None]:
    """A body that is not cut by a request to stop: it is answered after it; where the body failed, the failure is told
    first, and a program that goes on all the same is stopped before the next such body. Costs nothing in other threads,
    which no request ever cuts."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked = _requests
    asked.answer()
    asked.whole += 1
    try:
        yield
    finally:
        asked.whole -= 1
    asked.answer()
