"""The originals: kept whole before anything is read, or nothing is merged."""

import errno
import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kehoach_xl.errors import Stop
from kehoach_xl.intake import originals as module
from kehoach_xl.intake.bounds import SECONDS, START_SECONDS
from kehoach_xl.intake.originals import CUT_OFF, TOGETHER, WAITS, Originals

DATA = b"noi dung" * 1000
SHA = hashlib.sha256(DATA).hexdigest()


def test_bytes_are_kept_under_their_hash_and_can_be_read_again(tmp_path: Path) -> None:
    originals = Originals(tmp_path / "ban-goc")
    assert originals.keep(DATA) == SHA
    assert (tmp_path / "ban-goc" / SHA[:2] / SHA).read_bytes() == DATA
    assert originals.read(SHA) == DATA
    assert originals.read("0" * 64) is None


def test_a_trial_run_writes_nothing(tmp_path: Path) -> None:
    assert Originals(tmp_path / "ban-goc", keep=False).keep(DATA) == SHA
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_whole_stays_untouched(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    originals.keep(DATA)
    before = originals.path(SHA).stat()
    originals.keep(DATA)
    after = originals.path(SHA).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize("damaged", [b"", DATA[:100], DATA[:-1] + b"x", DATA + b"x"])
def test_a_damaged_original_is_never_taken_for_whole_and_is_replaced(tmp_path: Path, damaged: bytes) -> None:
    originals = Originals(tmp_path)
    originals.keep(DATA)
    originals.path(SHA).chmod(0o600)
    originals.path(SHA).write_bytes(damaged)
    assert originals.read(SHA) is None
    originals.keep(DATA)
    assert originals.read(SHA) == DATA


def test_nobody_else_may_write_into_an_original(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    originals.keep(DATA)
    assert originals.path(SHA).stat().st_mode & 0o777 == 0o440


def test_a_folder_that_cannot_be_written_stops_before_anything_is_merged(tmp_path: Path) -> None:
    (tmp_path / "ban-goc").write_bytes(b"a file where the folder should be")
    with pytest.raises(Stop) as stop:
        Originals(tmp_path / "ban-goc").keep(DATA, "phiếu.xlsx")
    assert stop.value.message.code == "INTAKE_010"
    assert "phiếu.xlsx" in str(stop.value)
    assert "chưa gộp gì" in str(stop.value)


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    """RLIMIT_FSIZE ends the write in the middle, as a full disk does."""
    child = subprocess.run(
        [sys.executable, "-c", """
import resource, sys
from pathlib import Path
from kehoach_xl.errors import Stop
from kehoach_xl.intake.originals import Originals
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
try:
    Originals(Path(sys.argv[1])).keep(b"noi dung" * 1000, "a")
except Stop as stop:
    print(stop.message.code)
""", str(tmp_path)], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert child.stdout.strip() == "INTAKE_010"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_a_killed_run_left_is_no_original_and_is_cleared_away(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    left = originals.path(SHA).with_name(f".~{SHA}.{os.getpid()}.tmp")
    left.parent.mkdir()
    left.write_bytes(DATA[:100])
    left.chmod(0o400)
    os.utime(left, (0, 0))  # long ago
    assert originals.read(SHA) is None
    originals.keep(DATA)
    assert originals.read(SHA) == DATA
    assert [path.name for path in left.parent.iterdir()] == [SHA]


def test_many_are_kept_together_and_none_has_its_name_before_it_is_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: set[int] = set()
    monkeypatch.setattr(os, "fsync", lambda descriptor: flushed.add(os.fstat(descriptor).st_ino))
    texts = [b"noi dung %d" % n for n in range(2 * TOGETHER + 7)]
    originals = Originals(tmp_path / "ban-goc")
    with originals.many() as many:
        for number, data in enumerate([*texts, *texts], 1):
            assert many.keep(data) == hashlib.sha256(data).hexdigest()
            named = [path for path in tmp_path.rglob("*") if path.is_file() and len(path.name) == 64]
            assert {path.stat().st_ino for path in named} <= flushed
            assert len(named) == min(number // TOGETHER, 2) * TOGETHER
    assert [originals.read(hashlib.sha256(data).hexdigest()) for data in texts] == texts
    folders = {path.stat().st_ino for path in (tmp_path, tmp_path / "ban-goc", *(tmp_path / "ban-goc").iterdir())}
    assert folders <= flushed
    assert all(len(path.name) == 64 for path in tmp_path.rglob("*") if path.is_file())


def test_what_is_given_up_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Originals(tmp_path).many() as many:
        many.keep(DATA)
        raise KeyboardInterrupt
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("kind", [KeyboardInterrupt, RuntimeError, MemoryError])
def test_what_is_given_up_while_some_get_their_names_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[BaseException]
) -> None:
    flushed: list[int] = []

    def stop_at_the_tenth(descriptor: int) -> None:
        flushed.append(descriptor)
        if len(flushed) == 10:
            raise kind

    monkeypatch.setattr(os, "fsync", stop_at_the_tenth)
    with pytest.raises(kind), Originals(tmp_path).many() as many:
        for number in range(TOGETHER + 1):
            many.keep(b"noi dung %d" % number)
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in left] == [hashlib.sha256(path.read_bytes()).hexdigest() for path in left]


def test_none_waits_so_long_that_another_run_takes_it_for_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two files comes at most the time that one of them may take."""
    assert WAITS + START_SECONDS + SECONDS < CUT_OFF / 2
    monkeypatch.setattr(module, "WAITS", 0.0)
    originals = Originals(tmp_path)
    with originals.many() as many:
        many.keep(DATA)
        assert originals.read(SHA) == DATA


def test_a_disk_that_does_not_take_one_of_many_stops_and_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(descriptor: int) -> None:
        if os.fstat(descriptor).st_size == len(DATA):
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Stop) as stop, Originals(tmp_path).many() as many:
        many.keep(b"a", "một.xlsx")
        many.keep(DATA, "hai.xlsx")
    assert stop.value.message.code == "INTAKE_010"
    assert "hai.xlsx" in str(stop.value)
    assert not any(path.name.startswith(".~") for path in tmp_path.rglob("*"))
    assert Originals(tmp_path).read(SHA) is None


@pytest.mark.slow
@pytest.mark.parametrize("after", range(0, 60, 3))
def test_killed_at_any_moment_an_original_is_whole_or_absent(tmp_path: Path, after: int) -> None:
    """Killed at its nth step: each line of the write is traced."""
    child = subprocess.run(
        [sys.executable, "-c", """
import os, signal, sys, threading
from pathlib import Path
from kehoach_xl.intake.originals import Originals
from kehoach_xl.intake import originals as module
from kehoach_xl.engine import saving
left = [int(sys.argv[2])]
def trace(frame, event, argument):
    if frame.f_code.co_filename not in (module.__file__, saving.__file__):
        return None
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return trace
one = Originals(Path(sys.argv[1]))
threading.settrace(trace)
sys.settrace(trace)
one.keep(b"noi dung" * 1000)
sys.settrace(None)
""", str(tmp_path), str(after)], check=False,
    )  # fmt: skip
    assert child.returncode in (0, -signal.SIGKILL)
    path = Originals(tmp_path).path(SHA)
    assert not path.exists() or path.read_bytes() == DATA
    assert Originals(tmp_path).keep(DATA) == SHA
    assert Originals(tmp_path).read(SHA) == DATA
