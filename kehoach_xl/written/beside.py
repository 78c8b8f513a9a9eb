"""The save's side of a second opinion that is formed beside it, by a process of its own (:mod:`written.process`).

Nothing depends on that process: whatever it says it has seen is held against the file, and when it is unsure, dies,
hangs or cannot be started, the save looks itself.
"""

import contextlib
import json
import math
import os
import re
import subprocess
import threading
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any

from kehoach_xl.processes import PLACES, pipe, python_running, surroundings
from kehoach_xl.written.expected import Expected, lots
from kehoach_xl.written.sent import BEFORE, DONE, END, PIECE, ROWS, TABLE, Seen, packed, send

_BOOT = f"{PLACES}from kehoach_xl.written.process import main; main()"
_PATIENCE = 60.0  # seconds for it to take what it is told, or to answer
_ANSWER = 1 << 16  # bytes
_ROW, _NUMBER = b'<row r="', re.compile(rb'([0-9]{1,7})"')


class Beside:
    """That process, for one save; none until ``start``. Not for two threads at once."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._patience: _Patience | None = None
        self._parts: list[str] = []
        self._table: str | None = None

    def __enter__(self) -> "Beside":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()

    def start(self) -> None:
        """Let it come up; on a single processor there is nothing to win."""
        if (os.cpu_count() or 1) > 1:
            try:
                self._process = subprocess.Popen(python_running(_BOOT), stderr=subprocess.DEVNULL, **surroundings())
                self._patience = _Patience(self._process)
            except (OSError, RuntimeError):  # the system gives no process, or no thread
                self.end()

    @property
    def listens(self) -> bool:
        return self._process is not None

    def part(self, name: str, expected: Expected) -> "Telling | None":
        return Telling(self, name, expected) if self.listens else None

    def table(self, name: str, before: Callable[[], bytes], deflated: bytes) -> None:
        """The table of shared texts as it was and as it is stored, after all parts."""
        self._table = name
        if self.listens:
            self.tell(BEFORE, before())
            self.tell(TABLE, deflated)

    def done(self) -> None:
        """That was all."""
        self.tell(DONE)

    def begins(self, part: str) -> None:
        self._parts.append(part)

    def tell(self, kind: bytes, data: bytes = b"") -> None:
        """Waits until it was taken, so that no more than a pipe holds is on its way."""
        if self._process is not None and self._patience is not None:
            try:
                with self._patience:
                    send(pipe(self._process.stdin), kind, data)
            except OSError:
                self.end()

    def answer(self) -> dict[str, Seen]:
        """By part what it has seen that is right, after ``done``; nothing when its word is in doubt."""
        process = self._process
        if process is None or self._patience is None:
            return {}
        try:
            with self._patience:
                said = pipe(process.stdout).read(_ANSWER)
                if process.wait() != 0:
                    return {}
            return dict(_believed(json.loads(said), [*self._parts, self._table]))
        except (OSError, ValueError, RecursionError):
            return {}
        finally:
            self.end()

    def end(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()
        if self._patience is not None:
            self._patience.close()
        for one in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe(one).close()


class Telling:
    """One part, told while it is deflated."""

    def __init__(self, beside: Beside, name: str, expected: Expected) -> None:
        self._beside, self._name = beside, name
        self._expected = expected
        self._rows = sorted(expected)
        self._told = 0  # how many of them; one more when it was told that these are all

    def begin(self) -> None:
        self._beside.begins(self._name)

    def block(self, content: bytes, deflated: bytes) -> None:
        """What follows, and what deflating gave so far: told behind the rows that are expected in it."""
        last = _NUMBER.match(content, content.rfind(_ROW) + len(_ROW))
        self._tell_rows(int(last[1]) if last else 0)
        if deflated:
            self._beside.tell(PIECE, deflated)

    def end(self, deflated: bytes) -> None:
        self._tell_rows(math.inf)
        self._beside.tell(PIECE, deflated)
        self._beside.tell(END)

    def _tell_rows(self, last: float) -> None:
        """Up to the first behind ``last``, so that it need not wait for what is expected next."""
        rows, told = self._rows, self._told
        if told > len(rows) or (told and rows[told - 1] > last) or not self._beside.listens:
            return
        self._told = min(bisect_right(rows, last, told) + 1, len(rows))
        if self._told > told:
            try:
                said = packed(lots(self._expected, rows[told : self._told]))
            except ValueError:  # of a kind that only our own writer knows
                return self._beside.end()
            self._beside.tell(ROWS, said)
        if self._told == len(rows):
            self._told += 1
            self._beside.tell(ROWS, packed([]))


class _Patience:
    """Ends a process for which somebody waits too long. One thread for all that is told: starting one takes as long as
    telling does, while another thread computes."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._until = math.inf
        self._over = threading.Event()
        threading.Thread(target=self._watch, name="save-watch", daemon=True).start()

    def __enter__(self) -> None:
        self._until = time.monotonic() + _PATIENCE

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._until = math.inf

    def close(self) -> None:
        self._over.set()

    def _watch(self) -> None:
        while not self._over.wait(_PATIENCE / 4):
            if time.monotonic() > self._until:
                self._process.kill()


def _believed(said: Any, parts: Sequence[str | None]) -> Iterator[tuple[str, Seen]]:
    """Raises ValueError when that is no answer about these parts."""
    if not isinstance(said, list) or len(said) != len(parts):
        raise ValueError("another answer")
    for part, one in zip(parts, said, strict=True):
        if one is None:
            continue
        if part is None or not isinstance(one, list) or [type(it) for it in one] != [int, int, str]:
            raise ValueError("another answer")
        yield part, Seen(*one)
