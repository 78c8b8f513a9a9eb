"""A process that is given time for a file is ended when the time is over, and never afterwards."""

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

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
