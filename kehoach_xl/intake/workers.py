"""The parent's side: processes that open files for us, each within its caps, replaced when one dies.

A file that hangs, aborts the reader or eats memory costs its own process, and only itself is lost.
"""

import atexit
import contextlib
import os
import queue
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from functools import cache
from typing import Any

from kehoach_xl.errors import Stop, why
from kehoach_xl.intake.arrived import UNREADABLE
from kehoach_xl.intake.bounds import MEMORY, START_SECONDS
from kehoach_xl.intake.caps import ON_MEMORY
from kehoach_xl.intake.names import shown
from kehoach_xl.intake.opened import Asked, Opened
from kehoach_xl.intake.wanted import WORKBOOK, Wanted
from kehoach_xl.intake.watch import Watch
from kehoach_xl.intake.wire import Garbled, receive, send, unpack
from kehoach_xl.messages import Message
from kehoach_xl.processes import PLACES, pipe, python_running, surroundings
from kehoach_xl.windows import job

_BOOT = f"{PLACES}from kehoach_xl.intake.worker import main; main()"
_PIPE = 64 << 10  # of a message are written and read in one go: each call to the system may cost a turn of the threads
_WORDS = 64 << 10  # of what a process printed that did not come up


class Died(Exception):
    """The process ended, or said what it must not say; ``late`` when its time was over, ``heavy`` when it held too
    much memory."""

    def __init__(self, late: bool, heavy: bool = False) -> None:
        super().__init__("late" if late else "heavy" if heavy else "died")
        self.late, self.heavy = late, heavy


class NotStarted(Died):
    """The process never said that it is ready; ``reason`` is a sentence."""

    def __init__(self, reason: Message, late: bool) -> None:
        super().__init__(late)
        self.reason = reason


class Worker:
    """One child process. Not for two threads at once."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        """``command`` only in tests: another program to talk to. Raises OSError when none can be started."""
        self.used = False
        self._ready = self._prepared = False
        self._printed = ""
        self._fence = job.Fence(MEMORY)
        self._process = subprocess.Popen(
            command or python_running(_BOOT), _PIPE, stderr=subprocess.PIPE, **surroundings()
        )
        # Whether the system keeps its memory within bounds; else we look ourselves.
        self.is_capped = self._fence.around(self._process) and os.name == "nt"

    def prepare(self, wanted: Wanted) -> None:
        """Tell a process that is coming up what will be wanted of it, and wait for nothing."""
        if wanted.function and not self._ready and not self._prepared:
            self._prepared = True
            with contextlib.suppress(OSError):  # it has ended: get_ready() says so
                send(pipe(self._process.stdin), {"function": wanted.function})

    def get_ready(self) -> None:
        """Wait until it has come up, however long a virus scanner looks at it. Raises NotStarted."""
        if self._ready:
            return
        try:
            head, _ = self._ask(None, (), START_SECONDS, None)
            self.is_capped |= ON_MEMORY in head["caps"]
        except Died as died:
            raise NotStarted(self._last_words(died.late), died.late) from died
        except (KeyError, TypeError) as error:
            self.end()
            raise NotStarted(self._last_words(late=False), late=False) from error
        self._ready = True
        pipe(self._process.stderr).close()  # from now on the child prints nowhere

    def _last_words(self, late: bool) -> Message:
        """Why a process that has ended did not come up: what it printed last, if anything."""
        if last := next((line.strip() for line in reversed(self._printed.split("\n")) if line.strip()), ""):
            return Message("INTAKE_007", {"said": shown(last)})
        if late:
            return Message("INTAKE_008", {"seconds": int(START_SECONDS)})
        return Message("INTAKE_006", {"code": self._process.returncode})

    def open_each(self, files: Sequence[Asked], wanted: Wanted = WORKBOOK) -> Iterator[Opened]:
        """Files that are sent together, in their order, each within its own seconds from the answer before on. Raises
        Died at one that was not opened. Whoever takes fewer, or is given fewer because the process is worn, finds it
        ended."""
        self.get_ready()
        self.used = True
        request: Any = {
            "files": [[one.name, list(one.passwords), one.seconds] for one in files], "wanted": wanted.name,
            "function": wanted.function, "told": wanted.told,
        }  # fmt: skip
        datas = [one.data for one in files]
        left = len(files)
        try:
            for one in files:
                memory = None if self.is_capped else MEMORY
                opened, is_worn = self._believed(*self._ask(request, datas, one.seconds, memory), wanted)
                request, left = None, 0 if is_worn else left - 1
                if is_worn:
                    self.end()
                yield opened
                if is_worn:
                    return
        finally:
            if left:
                self.end()

    def _believed(self, head: Any, blobs: Sequence[bytes], wanted: Wanted) -> tuple[Opened, bool]:
        """What it says, and whether it is worn. Raises Died where that is no answer."""
        try:
            return unpack(head, blobs, wanted.believe), head["worn"] is not False
        except (Garbled, KeyError, TypeError) as error:
            self.end()
            raise Died(late=False) from error

    def _ask(self, head: Any, blobs: Sequence[bytes], seconds: float, memory: int | None) -> tuple[Any, list[bytes]]:
        """Send (unless ``head`` is None) and wait; the process is ended when the time is over."""
        watch = Watch(self._process, seconds, memory)
        answer, cause = None, None
        with watch:
            try:
                if head is not None:
                    send(pipe(self._process.stdin), head, blobs)
                answer = receive(pipe(self._process.stdout))
            except (OSError, Garbled, MemoryError) as error:
                cause = error
        if answer is None:
            self.end()
            raise Died(watch.late, watch.heavy) from cause
        return answer

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """End the process while another thread waits for it; that one tidies up."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def end(self) -> None:
        """End the process, whatever it does."""
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError, ValueError):  # closed since it is ready
            self._printed = pipe(self._process.stderr).read(_WORDS).decode("utf-8", "replace")
        for one in (self._process.stdin, self._process.stdout, self._process.stderr):
            with contextlib.suppress(OSError):
                pipe(one).close()
        self._fence.close()


class Workers:
    """A few workers for any number of threads; each is started when first wanted and again when it died."""

    together = 8  # files that are sent to one process at once

    def __init__(self, count: int | None = None) -> None:
        """``count``: by default one, or two where there are two processors."""
        self.count = count or min(2, os.cpu_count() or 1)
        self._owner = os.getpid()
        self._free: queue.Queue[Worker | None] = queue.Queue()
        self._busy: set[Worker] = set()
        self._given_up = False
        for _ in range(self.count):
            self._free.put(None)

    def warm_up(self, wanted: Wanted = WORKBOOK, most: int | None = None) -> None:
        """Let the processes, or the first ``most`` of them, come up while something else is done, and load what will
        be wanted of them."""
        for _ in range(self.count if most is None else min(most, self.count)):
            try:
                worker = self._free.get_nowait()
            except queue.Empty:
                return
            try:
                worker = worker if worker and worker.alive else self._start(worker)
                worker.prepare(wanted)
            finally:
                self._free.put(worker)

    def open(
        self, data: bytes, name: str, passwords: Sequence[str] = (), seconds: float | None = None,
        wanted: Wanted = WORKBOOK,
    ) -> Opened:  # fmt: skip
        """What one file is, never longer than ``seconds`` (by default those of what is wanted). Raises Stop INTAKE_009
        when no process starts."""
        seconds = wanted.seconds if seconds is None else seconds
        return self.open_within(data, name, passwords, seconds, wanted)[0]

    def open_within(
        self, data: bytes, name: str, passwords: Sequence[str], seconds: float, wanted: Wanted = WORKBOOK
    ) -> tuple[Opened, float]:
        """What one file is, and what is left of the ``seconds``: waiting for a process, or for one to come up, takes
        none of them. Raises Stop as :meth:`open`."""
        worker = self._free.get()
        left = seconds
        try:
            while True:
                worker = worker if worker and worker.alive else self._start(worker)
                self._busy.add(worker)
                if self._given_up:
                    worker.kill()
                _get_ready(worker)
                fresh, begun = not worker.used, time.monotonic()
                opened, failed = _try(worker, Asked(data, name, passwords, left), wanted)
                left -= time.monotonic() - begun
                # A process that opened other files before may have failed on what they left behind.
                if fresh or not failed or left <= 0 or self._given_up:
                    return opened, left
                self._busy.discard(worker)
                worker.end()
        finally:
            self._busy.discard(worker)
            self._free.put(worker)

    def open_each(self, files: Sequence[Asked], wanted: Wanted = WORKBOOK) -> list[tuple[Opened, float]]:
        """:meth:`open_within` of each of some small files, which are sent to one process together. What it fails at,
        and what comes behind that, is opened one by one. Raises CancelledError when they are given up meanwhile."""
        if len(files) < 2:
            return [self.open_within(*one, wanted) for one in files]
        found, spent = self._together(files, wanted)
        rest = files[len(found) :]
        if rest and self._given_up:
            raise CancelledError
        for one in rest:
            found.append(self.open_within(*one[:3], one.seconds - spent, wanted))
            spent = 0.0
        return found

    def _together(self, files: Sequence[Asked], wanted: Wanted) -> tuple[list[tuple[Opened, float]], float]:
        """As many of the first of these as one process opens without failing, and the seconds it spent on the next."""
        found: list[tuple[Opened, float]] = []
        worker = self._free.get()
        try:
            worker = worker if worker and worker.alive else self._start(worker)
            self._busy.add(worker)
            if self._given_up:
                worker.kill()
            _get_ready(worker)
            begun = time.monotonic()
            try:
                for one, opened in zip(files, worker.open_each(files, wanted), strict=False):
                    if _is_failed(opened, wanted):
                        break
                    begun, before = time.monotonic(), begun
                    found.append((opened, one.seconds - (begun - before)))
            except Died as died:
                if died.late:
                    found.append((_unopened(died, files[len(found)].name, wanted), 0.0))
                    begun = time.monotonic()
            return found, time.monotonic() - begun
        finally:
            if worker is not None:
                self._busy.discard(worker)
            self._free.put(worker)

    @contextlib.contextmanager
    def given_up(self) -> Iterator[None]:
        """Nobody wants what other threads are having opened: meanwhile those processes end at once, and no file is
        tried again. Whoever wants another file later gets new processes."""
        self._given_up = True
        for worker in list(self._busy):
            worker.kill()
        try:
            yield
        finally:
            self._given_up = False

    def _start(self, old: Worker | None) -> Worker:
        if old is not None:
            old.end()
        try:
            return Worker()
        except OSError as error:
            raise Stop("INTAKE_009", reason=Message("INTAKE_007", {"said": why(error)})) from error

    def close(self) -> None:
        """End every process that is free; the next file starts new ones. Only their own parent ends them, not what
        was forked off it."""
        if os.getpid() != self._owner:
            return
        for _ in range(self.count):
            with contextlib.suppress(queue.Empty):
                worker = self._free.get_nowait()
                if worker is not None:
                    worker.end()
                self._free.put(None)


def shared() -> Workers:
    """The workers of this process, ended with it. A process that was forked gets its own: two that spoke through the
    same pipes would take each other's answers."""
    return _of_process(os.getpid())


@cache
def _of_process(_: int) -> Workers:
    workers = Workers()
    atexit.register(workers.close)
    return workers


def _get_ready(worker: Worker) -> None:
    """Raises Stop INTAKE_009: a process that does not come up is no fault of a file."""
    try:
        worker.get_ready()
    except NotStarted as failed:
        raise Stop("INTAKE_009", reason=failed.reason) from failed


def _try(worker: Worker, one: Asked, wanted: Wanted) -> tuple[Opened, bool]:
    """One go at a file, and whether a fresh process might do better."""
    try:
        opened = next(worker.open_each([one], wanted))
    except Died as died:
        return _unopened(died, one.name, wanted), not died.late
    return opened, _is_failed(opened, wanted)


def _unopened(died: Died, name: str, wanted: Wanted) -> Opened:
    code = wanted.late if died.late else wanted.heavy if died.heavy else wanted.failed
    return Opened(UNREADABLE, problem=Message(code, {"name": name, "seconds": int(wanted.seconds)}))


def _is_failed(opened: Opened, wanted: Wanted) -> bool:
    """Whether the process says of itself that it could not go on."""
    return opened.problem is not None and opened.problem.code in (wanted.failed, wanted.heavy)
