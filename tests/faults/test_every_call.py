"""Killed at any call to the kernel, or refused by it, an operation leaves the old master or the new one, and all else
as it was; the same operation once more then makes the new one.

The longer run (``fuzz``) takes every call of five operations; the shorter one the first and the last of each kind.
"""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from kehoach_xl.workflows.distribute import MAKING
from tests.faults.kernel import Ended, Point, copied, leftovers, points, run, spread
from tests.faults.scenes import SCENES, Scene, content, goes_on, lines_of_the_log, unharmed
from tests.workflows.office import Room

pytestmark = [pytest.mark.tools, pytest.mark.slow]

ERRORS = ("ENOSPC", "EIO", "EACCES")
# Killed between the lock and its removal, the file stays, holding nobody up.
MAY_STAY = (".lock",)
# Half an original under a hidden name goes when it is old enough to be nobody's (tests/intake).
BY_AGE = tuple(f"{digit}.tmp" for digit in "0123456789abcdef")
# The lock of the log goes with the next operation that writes a line, and once more may have nothing to write.
LOG_LOCK = ("nhat-ky.jsonl.lock",)
OPERATIONS = pytest.mark.parametrize("operation", SCENES)


class Trial:
    """One operation, run again and again from the same eve at the same place."""

    def __init__(self, folder: Path, operation: str) -> None:
        self.scene: Scene = SCENES[operation](folder / "truoc")
        self.room = Room(folder / "so")  # as strace writes it
        self.eve()
        self.old = self.scene.room.master.read_bytes()
        again = self.run(("-f",))
        self.eve()
        whole = self.run(("-f",))
        assert again.code == whole.code in (0, 1), whole.said
        assert leftovers(self.room.folder) == []
        self.new = content(self.room)
        assert self.room.master.read_bytes() != self.old
        self.points = points(whole, again, self.room.folder)
        assert {"openat", "write", "fsync", "rename"} <= {point.call for point in self.points}
        self.states: Counter[str] = Counter()

    def eve(self) -> None:
        copied(self.scene.room.folder, self.room.folder)

    def run(self, fault: tuple[str, ...]) -> Ended:
        return run(self.scene.command, self.room.master, fault)

    def state(self) -> str:
        """«old» by its bytes or «new» by its content; anything else fails."""
        unharmed(self.room, self.scene.room)
        if self.room.master.read_bytes() == self.old:
            return "old"
        assert content(self.room) == self.new
        return "new"

    def once_more(self, state: str) -> None:
        goes_on(self.scene, self.room, state)
        if state == "old" or not self.scene.repeats:
            assert content(self.room)[0] == self.new[0]
        assert leftovers(self.room.folder, BY_AGE + LOG_LOCK) == []
        unharmed(self.room, self.scene.room)
        lines_of_the_log(self.room)

    def kill(self, point: Point) -> str:
        self.eve()
        ended = self.run(point.fault("signal=KILL"))
        assert ended.code == -9, (point, ended)
        state = self.state()
        self.once_more(state)
        return state

    def refuse(self, point: Point, error: str) -> str:
        """«said»: stopped with a sentence, nothing changed; «done»: what was refused was not needed."""
        self.eve()
        ended = self.run(point.fault(f"error={error}"))
        assert "Traceback" not in ended.said and "CLI_003" not in ended.said, (point, error, ended.said)
        state = self.state()
        if point.call in ("rmdir", "unlink", "unlinkat"):  # what may not be removed stays until the next run does it
            for folder in self.room.outbox.glob(f"{MAKING}*"):
                shutil.rmtree(folder)
        assert leftovers(self.room.folder, MAY_STAY) == [], (point, error)
        late = '"SEND_007"' in ended.said  # recorded, but the forms could not be put in their place: said so
        assert (ended.code == 2) == (state == "old" or late), (point, error, ended.said)
        if ended.code == 2:
            assert ended.said.count('"text":') == 1, ended.said
        if not late:
            self.once_more(state)
        return "said" if ended.code == 2 else "done"


@pytest.fixture
def trial(tmp_path: Path, operation: str) -> Trial:
    return Trial(tmp_path, operation)


@OPERATIONS
def test_killed_at_the_first_and_last_call_of_each_kind(trial: Trial, operation: str) -> None:
    sample = spread(trial.points) if operation == "merge" else spread(trial.points)[2::5]
    states = [trial.kill(point) for point in sample]
    assert states == sorted(states, reverse=True)  # old up to the replacement, new from there on


@OPERATIONS
def test_refused_at_calls_of_each_kind(trial: Trial, operation: str) -> None:
    sample = spread(trial.points) if operation == "merge" else spread(trial.points)[1::5]
    for number, point in enumerate(sample):
        trial.refuse(point, ERRORS[number % len(ERRORS)])


@pytest.mark.fuzz
@OPERATIONS
def test_killed_at_every_call(trial: Trial) -> None:
    states = [trial.kill(point) for point in trial.points]
    assert len(states) > 10 and set(states) == {"old", "new"}
    assert states == sorted(states, reverse=True)
    print(f"\n{trial.scene.command[0]}: {Counter(states)}")


@pytest.mark.fuzz
@OPERATIONS
@pytest.mark.parametrize("error", ERRORS)
def test_refused_at_every_call(trial: Trial, error: str) -> None:
    ends = Counter(trial.refuse(point, error) for point in trial.points)
    assert ends["said"]
    print(f"\n{trial.scene.command[0]} {error}: {ends}")
