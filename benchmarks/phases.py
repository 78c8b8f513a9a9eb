"""Where the time of a merge goes: each function named here keeps the time spent in it and not in another of them.

``python -m benchmarks.phases INBOX MASTER`` prints one JSON object: seconds by phase. The clocks cost some of the time
they measure; shares are to be read, not sums.
"""

import functools
import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

OTHER = "còn lại"
# Phases that wait for what other processors do.
WITH_OTHERS = ("chờ và nhận tệp từ tiến trình đọc", "xét từng phiếu (chữ ký, từng ô)")
# What each phase is called, and the functions that make it up: module, then the name inside it.
PHASES: dict[str, tuple[tuple[str, str], ...]] = {
    "mở sổ, đọc các trang": (
        ("kehoach_xl.engine.book", "Book._load"), ("kehoach_xl.sheets.table", "Table.read"),
        ("kehoach_xl.sheets.facts", "read"),
    ),
    "chờ và nhận tệp từ tiến trình đọc": (("kehoach_xl.intake.folder", "_taken"),),
    "xét từng phiếu (chữ ký, từng ô)": (("kehoach_xl.workflows.judging", "Judge._take_up"),),
    "quyết định từng ô": (("kehoach_xl.workflows.work", "Work.settle"),),
    "dữ kiện, nhật ký": (
        ("kehoach_xl.workflows.taking", "take"), ("kehoach_xl.sheets.journal", "seal"),
        ("kehoach_xl.engine.journal_log", "JournalLog.append"),
    ),
    "lập các trang, soạn thư": (
        ("kehoach_xl.workflows.work", "Work.show"), ("kehoach_xl.workflows.work", "Work.show_receipts"),
        ("kehoach_xl.workflows.merge", "compose_receipts"), ("kehoach_xl.workflows.merge", "merged_blocks"),
    ),
    "ghi ô, đọc lại": (
        ("kehoach_xl.engine.cells", "Cells._put"), ("kehoach_xl.engine.cells", "Cells._difference"),
        ("kehoach_xl.engine.cells", "_prepared"), ("kehoach_xl.engine.cells", "Cells.fit_rows"),
    ),
    "lưu tệp, kiểm lại tệp": (("kehoach_xl.engine.book", "Book.save"),),
}  # fmt: skip


class Clock:
    """A stack of phases; time belongs to the one on top."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = dict.fromkeys(["khởi động, nạp thư viện", *PHASES, OTHER], 0.0)
        self._stack = [OTHER]
        self._since = time.perf_counter()

    def _switch(self) -> None:
        now = time.perf_counter()
        self.seconds[self._stack[-1]] += now - self._since
        self._since = now

    def enter(self, phase: str) -> None:
        self._switch()
        self._stack.append(phase)

    def leave(self) -> None:
        self._switch()
        self._stack.pop()

    def around(self, phase: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function on this clock; of a generator, the time until each of its values."""

        @functools.wraps(function)
        def timed(*args: Any, **named: Any) -> Any:
            self.enter(phase)
            try:
                found = function(*args, **named)
            finally:
                self.leave()
            return self._values(phase, found) if hasattr(found, "__next__") else found

        return timed

    def _values(self, phase: str, values: Any) -> Any:
        while True:
            self.enter(phase)
            try:
                one = next(values)
            except StopIteration:
                return
            finally:
                self.leave()
            yield one


def main(inbox: Path, master: Path) -> None:
    clock = Clock()
    clock.enter("khởi động, nạp thư viện")
    for phase, functions in PHASES.items():
        for module, name in functions:
            _replace(importlib.import_module(module), name, clock, phase)
    from kehoach_xl.workflows.merge import merge
    opening = importlib.import_module("kehoach_xl.engine.opening")
    clock.leave()
    with opening.open_book(master, write=True) as book:
        merge(book, inbox)
    clock.enter(OTHER)
    print(json.dumps(clock.seconds, ensure_ascii=False))


def _replace(module: Any, name: str, clock: Clock, phase: str) -> None:
    """Put a timed function in the place of one, wherever modules that were loaded know it by its name."""
    owner, _, attribute = name.rpartition(".")
    holder = getattr(module, owner) if owner else module
    stands = holder.__dict__[attribute]
    if isinstance(stands, classmethod):
        setattr(holder, attribute, classmethod(clock.around(phase, stands.__func__)))
        return
    timed = clock.around(phase, stands)
    setattr(holder, attribute, timed)
    ours = [one for name, one in list(sys.modules.items()) if name.startswith("kehoach_xl") and not owner]
    for other in ours:
        if getattr(other, attribute, None) is stands:
            setattr(other, attribute, timed)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
