"""A process that is given time for a file is ended when the time is over, and never afterwards."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from kehoach_xl.intake import watch as module
from kehoach_xl.intake.watch import Watch

Process = subprocess.Popen[bytes]


@pytest.fixture
def sleeping() -> Iterator[list[Process]]:
    """Three processes that end only when they are ended."""
    found = [subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(600)"]) for _ in range(3)]
    yield found
    for one in found:
        one.kill()
        one.wait()


def test_a_process_is_ended_when_its_time_is_over(sleeping: list[Process]) -> None:
    with Watch(sleeping[0], 0.1, None) as watch:
        sleeping[0].wait(60)
    assert (watch.late, watch.heavy) == (True, False)
    assert [one.poll() is None for one in sleeping] == [False, True, True]


def test_a_process_that_was_in_time_is_left_alone(sleeping: list[Process]) -> None:
    for _ in range(3):
        with Watch(sleeping[0], 0.2, None) as watch:
            pass
    time.sleep(0.4)
    assert (watch.late, sleeping[0].poll()) == (False, None)


def test_each_has_its_own_time_in_any_order(sleeping: list[Process]) -> None:
    with Watch(sleeping[0], 600, None) as long, Watch(sleeping[1], 0.1, None) as short:
        sleeping[1].wait(60)
        assert sleeping[0].poll() is None
    assert (long.late, short.late) == (False, True)


def test_a_process_is_ended_when_it_holds_too_much(sleeping: list[Process]) -> None:
    with Watch(sleeping[0], 600, 1) as heavy, Watch(sleeping[1], 600, 1 << 40) as light:
        sleeping[0].wait(60)
        assert sleeping[1].poll() is None
    assert (heavy.late, heavy.heavy, light.heavy) == (False, True, False)


def test_one_that_cannot_be_weighed_is_ended_and_the_others_keep_their_time(
    sleeping: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_memory(_: Process) -> int:
        raise MemoryError

    monkeypatch.setattr(module, "resident", no_memory)
    with Watch(sleeping[0], 600, 1) as heavy:
        sleeping[0].wait(60)
    assert (heavy.late, heavy.heavy) == (False, True)
    with Watch(sleeping[1], 0.1, None) as late:
        sleeping[1].wait(60)
    assert (late.late, late.heavy) == (True, False)


def test_one_that_cannot_be_ended_is_tried_again_and_the_others_keep_their_time(
    sleeping: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    kill, refusals = sleeping[0].kill, [PermissionError(), PermissionError()]

    def stubborn() -> None:
        if refusals:
            raise refusals.pop()
        kill()

    monkeypatch.setattr(sleeping[0], "kill", stubborn)
    with Watch(sleeping[0], 0.1, None) as first, Watch(sleeping[1], 0.1, None) as second:
        for one in sleeping[:2]:
            one.wait(60)
    assert (first.late, second.late, refusals) == (True, True, [])


def test_the_time_of_one_is_kept_while_others_take_long_to_weigh(
    sleeping: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = sleeping
    over, ended = time.monotonic() + 0.3, threading.Event()

    def slow(process: Process) -> int:
        if process is first:
            time.sleep(0.5)  # meanwhile the time of the second is over
        elif process is third and time.monotonic() >= over:
            second.wait(20)
            ended.set()
        return 0

    monkeypatch.setattr(module, "resident", slow)
    with Watch(first, 600, 1), Watch(second, 0.2, None) as late, Watch(third, 600, 1):
        assert ended.wait(60)
    assert late.late
