"""Wherever a save is cut off, the file on disk is the old one or the new one, whole."""

import os
import resource
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kehoach_xl.engine import open_book
from kehoach_xl.engine.saving import temporary_path
from tests.engine import rich_book

HARNESS = Path(__file__).with_name("dying_save.py")
ROOT = Path(__file__).resolve().parents[2]


def run(path: Path, mode: str, number: int, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(HARNESS), str(path), mode, str(number)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **options,
    )


def state(path: Path, old: bytes) -> str:
    """«old», «new», or what is wrong."""
    if path.read_bytes() == old:
        return "old"
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
    with open_book(path, write=True) as book:  # the lock of the dead run holds nobody up
        return "new" if book.sheets[0]["A1"].raw_value == "mới 0" else "mixture"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sổ.xlsm"
    rich_book.build(path)
    return path


@pytest.fixture
def calls(path: Path, tmp_path: Path) -> int:
    copy = tmp_path / "đếm" / path.name
    copy.parent.mkdir()
    shutil.copy(path, copy)
    done = run(copy, "count", 0)
    assert done.returncode == 0, done.stderr
    assert state(copy, path.read_bytes()) == "new"
    return int(done.stdout)


@pytest.mark.slow
def test_killed_at_every_call_the_file_is_old_or_new(path: Path, calls: int) -> None:
    old = path.read_bytes()
    assert calls > 10
    seen = []
    for number in range(1, calls + 1):
        path.write_bytes(old)
        assert run(path, "die", number).returncode == 7
        seen.append(state(path, old))
        backups = path.parent / "Sao lưu"
        assert all(backup.read_bytes() == old for backup in backups.glob("*.xlsm"))
        shutil.rmtree(backups, ignore_errors=True)  # every run starts alike, so that the n-th call is the same one
    assert set(seen) == {"old", "new"}
    assert seen == sorted(seen, reverse=True)  # old up to the replacement, new from there on


@pytest.mark.slow
def test_failing_at_every_call_the_file_is_old_or_new(path: Path, calls: int) -> None:
    old = path.read_bytes()
    for number in range(1, calls + 1):
        path.write_bytes(old)
        done = run(path, "fail", number)
        assert state(path, old) in ("old", "new")
        assert not temporary_path(path).exists()
        if done.returncode:
            assert state(path, old) == "old"
            assert "đã đầy" in done.stderr


def test_a_save_after_a_killed_one_works(path: Path) -> None:
    old = path.read_bytes()
    assert run(path, "die", 8).returncode == 7
    assert state(path, old) == "old"
    assert run(path, "count", 0).returncode == 0
    assert state(path, old) == "new"
    assert not temporary_path(path).exists()


def test_a_full_disk_leaves_the_old_file(path: Path) -> None:
    """The kernel itself cuts the file off at a size, as it does on a full disk."""
    old = path.read_bytes()

    def limited() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that write() fails instead
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    done = run(path, "count", 0, preexec_fn=limited)
    assert done.returncode != 0
    assert "OPEN" in done.stderr or "đã đầy" in done.stderr
    assert path.read_bytes() == old
    assert not temporary_path(path).exists()
