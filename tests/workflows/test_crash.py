"""Wherever an operation is cut off, the master is the old one or the new one, and no form goes unrecorded."""

import csv
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.workflows.office import PERIOD, Room, doing

pytestmark = pytest.mark.slow

HARNESS = Path(__file__).with_name("dying_run.py")
ROOT = Path(__file__).parents[2]


def run(room: Room, mode: str, number: int, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(HARNESS), mode, str(number), *command, "--master", str(room.master), "--json"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def state(room: Room, old: bytes) -> str:
    """«old» or «new»: whole, readable, and with its lock free."""
    if room.master.read_bytes() == old:
        return "old"
    with zipfile.ZipFile(room.master) as package:
        assert package.testzip() is None
    room.desk()
    return "new"


def calls(room: Room, old: bytes, *command: str) -> int:
    """How many calls a whole run makes; the master is put back."""
    done = run(room, "count", 0, *command)
    assert done.returncode in (0, 1), done.stderr + done.stdout
    assert state(room, old) == "new"
    room.master.write_bytes(old)
    return int(done.stdout.splitlines()[-1])


def test_a_merge_killed_at_any_call_leaves_the_old_master_or_the_new(room: Room) -> None:
    room.send("STP", {"2.3": doing(), "2.4": doing()})
    old = room.master.read_bytes()
    seen = []
    for number in range(1, calls(room, old, "merge") + 1):
        room.master.write_bytes(old)
        assert run(room, "die", number, "merge").returncode == 7
        seen.append(state(room, old))
        if seen[-1] == "new":
            assert room.cell("2.3", "percent") == 40.0 and len(room.journal("Gộp báo cáo")) == 2
    assert set(seen) == {"old", "new"}
    assert seen == sorted(seen, reverse=True)  # old up to the replacement, new from there on
    room.master.write_bytes(old)
    assert room.merge().cells["applied"] == 6


def test_a_distribution_killed_at_any_call_leaves_no_form_without_its_dispatch(fresh: Room) -> None:
    fresh.open_period()
    old = fresh.master.read_bytes()
    folder = fresh.outbox / PERIOD
    only = ("distribute", "--only", "STP")
    total = calls(fresh, old, *only)
    states = set()
    for number in range(1, total + 1):
        fresh.master.write_bytes(old)
        shutil.rmtree(fresh.outbox, ignore_errors=True)  # every run starts alike, so that the n-th call is the same one
        assert run(fresh, "die", number, *only).returncode == 7
        states.add((state(fresh, old), bool(list(folder.glob("*.xlsx")))))
    assert states <= {("old", False), ("new", False), ("new", True)} and len(states) == 3


@pytest.mark.parametrize("room_left", [0, 2_000, 20_000])
@pytest.mark.parametrize("command", ["merge", "distribute", "undo", "open-period"])
def test_a_full_disk_leaves_the_old_master_and_says_so(room: Room, command: str, room_left: int) -> None:
    room.send("STP", {"2.3": doing()})
    if command == "undo":
        room.merge()
    old = room.master.read_bytes()
    backups = room.folder / "sao-luu"
    before = {path: path.read_bytes() for path in backups.iterdir()}
    forms = {path: path.read_bytes() for path in (room.outbox / PERIOD).iterdir()}
    more = ["--period", "2026-H1"] if command == "open-period" else []
    done = run(room, "full", room_left, command, *more)
    assert done.returncode == 2, done.stdout + done.stderr
    assert '"code": "CLI_003"' not in done.stdout and '"exit": 2' in done.stdout
    assert state(room, old) == "old"
    assert {path: path.read_bytes() for path in (room.outbox / PERIOD).iterdir()} == forms
    assert all(path.read_bytes() == data for path, data in before.items())
    hidden = [path.name for path in room.folder.rglob(".*") if ".lock" not in path.name]
    assert hidden == []


def test_after_a_full_disk_the_same_run_works(room: Room) -> None:
    room.send("STP", {"2.3": doing()})
    assert run(room, "full", 2_000, "merge").returncode == 2
    assert room.merge().cells["applied"] == 3


def test_the_list_of_forms_never_names_a_form_that_is_not_there(fresh: Room) -> None:
    fresh.open_period()
    fresh.distribute()
    folder = fresh.outbox / PERIOD
    with (folder / "danh-muc-phat-hanh.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["Tệp"] for row in csv.DictReader(file)} == {path.name for path in folder.glob("*.xlsx")}
