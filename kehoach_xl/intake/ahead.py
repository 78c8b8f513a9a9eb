"""How far the opening of files may run ahead of whoever takes them: memory holds some hundred small ones, few large."""

import threading
from concurrent.futures import CancelledError

FILES = 256
ROWS = 1 << 15


class Ahead:
    """Counts the files that are begun and not taken yet, and the rows that were read of them, long texts counted as
    rows too. For any number of threads that begin files in their order, and one that takes them in the same order."""

    def __init__(self, files: int = FILES, rows: int = ROWS) -> None:
        self._files, self._most = files, rows
        self._next = self._rows = 0
        self._is_over = False
        self._changed = threading.Condition()

    def await_turn(self, number: int) -> None:
        """Wait until file ``number`` (from 0) may be begun. The one that is to be taken next never waits. Raises
        CancelledError when nobody takes any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_over or number == self._next or self._has_room(number))
            if self._is_over:
                raise CancelledError

    def _has_room(self, number: int) -> bool:
        return number - self._next < self._files and self._rows <= self._most

    def hold(self, rows: int) -> None:
        """So many rows were read of a file."""
        with self._changed:
            self._rows += rows

    def let_go(self, rows: int, files: int = 1) -> None:
        """The next files were taken, with so many rows."""
        with self._changed:
            self._rows -= rows
            self._next += files
            self._changed.notify_all()

    def give_up(self) -> None:
        """Nobody takes any more: nothing waits for its turn."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()
