"""How far a long command is, as a bar in the terminal; nothing where nobody looks at one (a pipe, ``--json``)."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kehoach_xl.workflows.work import Progress, quiet

A_SECOND = 10  # times that the bar is drawn again at most
LONGEST = 40  # characters of a name; the bar keeps its line


@contextmanager
def told(verb: str, as_json: bool, lines: bool = False) -> Iterator[Progress]:
    """What an operation tells its progress to: «Đang gộp ━━━━╸── 12/57 0:00:03 Sở Tài chính» on stderr, gone at the
    end. ``lines``: where stderr is no terminal, one line for each step instead."""
    if as_json:
        yield quiet
    elif not sys.stderr.isatty():
        yield _lines(verb) if lines else quiet
    else:
        bar = _Bar(verb)
        try:
            yield bar
        finally:
            bar.end()


def _lines(verb: str) -> Progress:
    def progress(done: int, total: int, name: str) -> None:
        print(f"{verb} {done}/{total}: {name}", file=sys.stderr)

    return progress


class _Bar:
    """Comes up with the first step: what is asked before (a password) has the line to itself."""

    def __init__(self, verb: str) -> None:
        self._verb = verb
        self._shown: Any = None

    def __call__(self, done: int, total: int, name: str) -> None:
        if self._shown is None:
            self._shown, self._task = self._begun()
        short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
        self._shown.update(self._task, completed=done, total=total, name=short)

    def _begun(self) -> tuple[Any, Any]:
        from rich.console import Console  # 60 ms, for people only
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        shown = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
            TextColumn("{task.fields[name]}", markup=False), console=Console(file=sys.stderr), transient=True,
            refresh_per_second=A_SECOND,
        )  # fmt: skip
        task = shown.add_task(self._verb, total=None, name="")
        shown.start()
        return shown, task

    def end(self) -> None:
        if self._shown is not None:
            self._shown.stop()
