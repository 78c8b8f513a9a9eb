"""Ctrl-C and SIGTERM at many moments: the old master or the new one, whole, and the command says which; nothing of its
own is left beside it, no process runs on, and the next run works as ever."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kehoach_xl import stopping
from kehoach_xl.engine.opening import open_book
from kehoach_xl.stopping import stoppable, whole
from kehoach_xl.workflows.verify import verify
from tests.workflows.office import Room, copy, doing

ROOT = Path(__file__).parents[2]
MOMENTS = 14
OLD, NEW = "[CLI_002]", "[RUN_001]"


def run(room: Room, asks: str, number: int, *command: str) -> subprocess.CompletedProcess[str]:
    """One command; it leads a session of its own, so that whatever it leaves running is found."""
    arguments = [sys.executable, "-m", "tests.faults.asking", asks, str(number), *command, "--master", str(room.master)]
    process = subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    out, err = process.communicate()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)  # nobody of its group is left
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def calls_of(room: Room, *command: str) -> int:
    told = run(room, "SIGINT", 0, *command).stderr.split()
    return int(told[told.index("calls") + 1])


def unfinished(room: Room) -> list[str]:
    """What no reader should find: files and folders that are still being made, locks that nobody holds."""
    return [str(path.relative_to(room.folder)) for path in room.folder.rglob(".*") if path.name.startswith(".~")]


def master_of(room: Room) -> bytes:
    return room.master.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("command", ["merge", "distribute"])
def test_at_any_call_the_master_is_the_old_or_the_new_one(room: Room, tmp_path: Path, command: str) -> None:
    room.send("STP", {"2.3": doing()})
    begin = master_of(room)
    total = calls_of(copy(room, tmp_path / "whole"), command)
    seen = set()
    for step in range(1, MOMENTS + 1):
        here = copy(room, tmp_path / str(step))
        done = run(here, ("SIGINT", "SIGTERM")[step % 2], total * step // (MOMENTS + 1), command)
        stands = OLD if master_of(here) == begin else NEW
        assert done.returncode == 130 and done.stderr.rstrip().endswith(stands), (step, done.stderr)
        assert unfinished(here) == [] and "Traceback" not in done.stderr
        again = run(here, "SIGINT", 0, command)
        assert again.returncode in (0, 1), again.stderr
        with open_book(here.master, write=False) as book:
            assert verify(book).is_whole
        seen.add(stands)
    assert seen == {OLD, NEW}


def test_stopped_before_anything_was_written(room: Room) -> None:
    room.send("STP", {"2.3": doing()})
    begin = master_of(room)
    done = run(room, "SIGTERM", 5000, "merge", "--json")
    assert done.returncode == 130 and '"code": "CLI_002"' in done.stdout and '"exit": 130' in done.stdout
    assert master_of(room) == begin and unfinished(room) == []


def test_what_must_be_whole_is_finished_first() -> None:
    steps = []
    with pytest.raises(KeyboardInterrupt), stoppable(to_the_end=False):
        with whole():
            with whole():
                signal.raise_signal(signal.SIGTERM)
                steps.append("inner")
            steps.append("outer")
        steps.append("never")
    assert steps == ["inner", "outer"]


def test_a_second_request_does_not_disturb_the_tidying_up() -> None:
    tidied = False
    with pytest.raises(KeyboardInterrupt), stoppable(to_the_end=False):
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGTERM)
            tidied = True
    assert tidied


def test_what_fails_while_a_request_waits_is_told_as_the_failure_it_is() -> None:
    with pytest.raises(ValueError), stoppable(to_the_end=False), whole():
        signal.raise_signal(signal.SIGTERM)
        raise ValueError


def test_a_request_that_a_failure_covered_is_answered_before_the_next_writing() -> None:
    steps = []
    with pytest.raises(KeyboardInterrupt), stoppable(to_the_end=False):
        with contextlib.suppress(ValueError), whole():
            signal.raise_signal(signal.SIGTERM)
            raise ValueError
        steps.append("went on")
        with whole():
            steps.append("never")
    assert steps == ["went on"]


def test_a_command_within_a_command_leaves_the_outer_one_stoppable() -> None:
    with pytest.raises(KeyboardInterrupt), stoppable(to_the_end=False):
        with stoppable(to_the_end=False):
            pass
        with whole():
            signal.raise_signal(signal.SIGINT)


def test_a_request_that_python_drops_is_answered_all_the_same() -> None:
    class Cleared:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGTERM)

    steps = []
    with pytest.raises(KeyboardInterrupt), stoppable(to_the_end=False):
        Cleared()
        steps.append("went on")
        time.sleep(5)
        steps.append("never")
    assert steps == ["went on"]


def test_handlers_are_as_before_afterwards_and_ignored_signals_stay_ignored() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with stoppable(to_the_end=False):
            signal.raise_signal(signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGTERM, before)


def test_other_threads_take_no_notice() -> None:
    passed = []

    def elsewhere() -> None:
        with stoppable(to_the_end=False), whole():
            passed.append(signal.getsignal(signal.SIGTERM))

    before = signal.getsignal(signal.SIGTERM)
    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert passed == [before] and stopping._requests.whole == 0


LOADING = """
import os, signal, sys
from importlib.abc import MetaPathFinder

wanted = sys.argv.pop(1)

class Asks(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == wanted and self in sys.meta_path:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Asks())
from kehoach_xl.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize(
    "module", ["kehoach_xl.cli", "argparse", "kehoach_xl.errors", "kehoach_xl.messages.store", "kehoach_xl.stopping"]
)
def test_while_the_program_is_loaded(module: str) -> None:
    """Nothing is known yet of what was asked for, and nothing is done."""
    run = [sys.executable, "-c", LOADING, module, "check"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.endswith("[RUN_002]\n") and done.stderr.count("\n") == 1
    told = json.loads(subprocess.run([*run, "--json"], cwd=ROOT, capture_output=True, text=True).stdout)
    assert (told["exit"], told["error"]["code"]) == (130, "RUN_002")
