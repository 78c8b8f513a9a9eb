"""Opening files through any executor of ``concurrent.futures``, in whatever process or on whatever machine it reaches.

There each file goes to that machine's own capped worker (:mod:`kehoach_xl.intake.workers`), and what comes back crosses
as the same bytes as between a worker and its parent: it is believed as little.
"""

import contextlib
import io
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import replace
from typing import Any

from kehoach_xl import __version__
from kehoach_xl.errors import Stop
from kehoach_xl.intake.arrived import UNREADABLE
from kehoach_xl.intake.opened import Asked, Opened
from kehoach_xl.intake.wanted import KINDS, WORKBOOK, Wanted
from kehoach_xl.intake.wire import Believe, Garbled, Read, pack, receive, send, unpack
from kehoach_xl.intake.workers import shared
from kehoach_xl.messages import Message

LOST = 60.0  # seconds without any machine after which nobody waits any more
_LOOK = 1.0  # seconds between two looks at whether anybody is there


def open_there(
    data: bytes, name: str, passwords: Sequence[str], seconds: float, wanted: tuple[str, str, str], version: str
) -> bytes:
    """Runs where the executor runs: one file as :meth:`Workers.open_within` opens it, as the bytes of one message.
    ``wanted``: name, function and what it is told, as :class:`Wanted` has them. Nothing is believed here: what a worker
    says is passed on as it is.
    Another version of the program opens nothing: its answer might mean something else."""
    answer = io.BytesIO()
    if version != __version__:
        send(answer, {"version": __version__})
        return answer.getvalue()
    try:
        kind, function, told = wanted
        passed_on = replace(KINDS[kind], function=function, told=told, believe=_as_it_is if function else None)
        opened, left = shared().open_within(data, name, passwords, seconds, passed_on)
    except Stop as stop:  # a Stop does not travel: what pickle makes of it has no facts
        raise RuntimeError(str(stop)) from None
    head, blobs = pack(opened, opened.read)
    send(answer, {"version": __version__, "left": left, "opened": head}, blobs)
    return answer.getvalue()


def _as_it_is(said: Any, blobs: Sequence[bytes]) -> Read:
    return said, blobs


class Afar:
    """In the place of :class:`kehoach_xl.intake.workers.Workers`: opens ``count`` files at once.

    ``is_reachable`` says whether anybody is there to open files; ``fatal`` are the exceptions of the executor that mean
    «this file ended every process that tried it».
    """

    together = 1  # each goes where there is room for it

    def __init__(
        self, executor: Executor, count: int, is_reachable: Callable[[], bool] = lambda: True,
        fatal: tuple[type[Exception], ...] = (),
    ) -> None:  # fmt: skip
        self.count = count
        self._executor, self._is_reachable, self._fatal = executor, is_reachable, fatal
        self._given_up = False

    def warm_up(self, wanted: Wanted = WORKBOOK) -> None:
        """The machines start their workers themselves, with the first file."""

    def open_within(
        self, data: bytes, name: str, passwords: Sequence[str], seconds: float, wanted: Wanted = WORKBOOK
    ) -> tuple[Opened, float]:
        """As :meth:`Workers.open_within`. Raises Stop RUN_012 when nobody is there any more, RUN_013 when files cannot
        be opened there, RUN_014 for another version."""
        try:
            future = self._executor.submit(
                open_there, data, name, tuple(passwords), seconds, (wanted.name, wanted.function, wanted.told),
                __version__,
            )  # fmt: skip
            return _believed(self._awaited(future), seconds, wanted.believe)
        except self._fatal:
            return _failed(name, wanted), 0.0
        except Garbled:
            return _failed(name, wanted), 0.0
        except Stop:
            raise
        except CancelledError as error:
            raise Stop("RUN_012") from error
        except Exception as error:
            raise Stop("RUN_013", reason=str(error).strip().rpartition("\n")[2] or type(error).__name__) from error

    def open_each(self, files: Sequence[Asked], wanted: Wanted = WORKBOOK) -> list[tuple[Opened, float]]:
        """:meth:`open_within` of each."""
        return [self.open_within(*one, wanted) for one in files]

    def _awaited(self, future: "Future[bytes]") -> bytes:
        seen = time.monotonic()
        while True:
            try:
                return future.result(_LOOK)
            except TimeoutError:
                if future.done():  # its own, not that of waiting
                    raise
            if self._given_up:
                future.cancel()
                raise CancelledError
            if self._is_reachable():
                seen = time.monotonic()
            elif time.monotonic() - seen > LOST:
                raise Stop("RUN_012")

    @contextlib.contextmanager
    def given_up(self) -> Iterator[None]:
        """As :meth:`Workers.given_up`; what a machine has begun it may finish for nobody."""
        self._given_up = True
        try:
            yield
        finally:
            self._given_up = False


def _believed(said: Any, seconds: float, believe: Believe | None) -> tuple[Opened, float]:
    """The answer, if it is one. Raises Garbled, and Stop RUN_014 when another version gave it."""
    if not isinstance(said, bytes):
        raise Garbled("no bytes")
    message = receive(io.BytesIO(said))
    if message is None or not isinstance(message[0], dict):
        raise Garbled("no answer")
    head, blobs = message
    version, left = head.get("version"), head.get("left")
    if isinstance(version, str) and version != __version__:
        raise Stop("RUN_014", found=version[:40], own=__version__)
    if not isinstance(left, float | int) or not left <= seconds:
        raise Garbled("no time")
    try:
        return unpack(head.get("opened"), blobs, believe), left
    except (KeyError, TypeError) as error:
        raise Garbled("no answer") from error


def _failed(name: str, wanted: Wanted) -> Opened:
    return Opened(UNREADABLE, problem=Message(wanted.failed, {"name": name, "seconds": int(wanted.seconds)}))
