"""Wherever an operation is cut off, the master is the old one or the new one, and no form goes unrecorded."""

import csv
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import count
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


def killed_everywhere(room: Room, *command: str) -> Iterator[str]:
    """Killed at the first call, then at the second from the same eve, and so on until a run comes to its end by itself;
    the state each left behind."""
    eve = room.folder.with_name("hôm trước")
    shutil.copytree(room.folder, eve)
    old = room.master.read_bytes()
    for number in count(1):
        shutil.rmtree(room.folder)
        shutil.copytree(eve, room.folder)
        code = run(room, "die", number, *command).returncode
        assert code in (0, 1, 7), number
        yield state(room, old)
        if code != 7:
            break


def test_a_merge_killed_at_any_call_leaves_the_old_master_or_the_new(room: Room) -> None:
    room.send("STP", {"2.3": doing(), "2.4": doing()})
    seen = []
    for one in killed_everywhere(room, "merge"):
        seen.append(one)
        if one == "new":
            assert room.cell("2.3", "percent") == 40.0 and len(room.journal("Gộp báo cáo")) == 3
    assert set(seen) == {"old", "new"}
    assert seen == sorted(seen, reverse=True)  # old up to the replacement, new from there on
    assert room.merge().cells["equal"] == 6


def test_a_distribution_killed_at_any_call_leaves_no_form_without_its_dispatch(fresh: Room) -> None:
    fresh.open_period()
    folder = fresh.outbox / PERIOD
    states = {
        (one, bool(list(folder.glob("*.xlsx")))) for one in killed_everywhere(fresh, "distribute", "--only", "STP")
    }
    assert states == {("old", False), ("new", False), ("new", True)}


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
