"""``merge --scheduler``: the machines of a real Dask cluster open the files, and the master is what it is without them,
also when one of the machines dies with files in its hands."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kehoach_xl.cli import main
from tests.support.dask_cluster import cluster
from tests.workflows.office import PERIOD, Room, copy, doing

ROOT = Path(__file__).parents[2]


def merged(room: Room, *more: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "kehoach_xl", "merge", "--master", str(room.master), "--json", *more]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(running: "subprocess.Popen[str]", room: Room) -> tuple[int, dict]:
    """Exit code and report, without what is of this run only."""
    out, err = running.communicate()
    assert err == ""
    report = json.loads(out)
    for key in ("backup", "letters"):
        report.pop(key, None)
    return running.returncode, json.loads(json.dumps(report).replace(str(room.folder), ""))


def full(room: Room) -> None:
    """Every agency answers, some twice, and among the files are some that are no returns."""
    for form in sorted((room.outbox / PERIOD).glob("*.xlsx")):
        agency = form.name.split("_")[1]
        room.send(agency, {})
    room.send("STP", {"2.3": doing(), "2.4": doing(60)}, name="stp lần 2.xlsx")
    for number in range(20):
        (room.inbox / f"thư {number}.pdf").write_bytes(b"%PDF-1.4\n" + bytes([number]))


@pytest.mark.slow
def test_the_same_master_with_a_machine_that_dies_midway(room: Room, tmp_path: Path) -> None:
    full(room)
    here, there = copy(room, tmp_path / "here"), copy(room, tmp_path / "there")
    alone = told(merged(here), here)
    with cluster(tmp_path / "dask") as dask:
        dask.machines[1].send_signal(signal.SIGSTOP)  # takes files, and opens none of them
        running = merged(there, "--scheduler", dask.address)
        while not any(path.is_file() for path in (there.folder / "ban-goc").glob("[0-9a-f][0-9a-f]/*")):
            assert running.poll() is None, running.communicate()  # written, and so handed on
            time.sleep(0.05)
        time.sleep(1)  # the other machine has opened all it was given: the merge waits for the one that stands still
        assert running.poll() is None
        dask.machines[1].kill()
        assert told(running, there) == alone
    assert there.record() == here.record() and there.listed() == here.listed()
    assert there.journal() and [line["hash"] for line in there.journal()] == [line["hash"] for line in here.journal()]


@pytest.mark.slow
def test_no_machine_at_all_is_one_sentence(room: Room, tmp_path: Path) -> None:
    room.send("STP", {"2.3": doing()})
    begin = room.master.read_bytes()
    with cluster(tmp_path / "dask", machines=0) as dask:
        running = merged(room, "--scheduler", dask.address)
        out, err = running.communicate()
    assert (running.returncode, json.loads(out)["error"]["code"], err) == (2, "RUN_012", "")
    assert room.master.read_bytes() == begin


@pytest.mark.parametrize("address", ["may-chu:8786", "http://127.0.0.1:8786", "tcp://127.0.0.1", "tcp:///x:1", ""])
def test_an_address_that_is_none_is_one_sentence(room: Room, address: str, capsys) -> None:
    assert main(["merge", "--master", str(room.master), "--scheduler", address]) == 2
    told = capsys.readouterr()
    assert told.out == "" and len(told.err.splitlines()) == 1 and told.err.rstrip().endswith("[RUN_010]")


@pytest.mark.slow
def test_a_place_where_nobody_answers_is_one_sentence(room: Room) -> None:
    running = merged(room, "--scheduler", "tcp://127.0.0.1:1")
    out, err = running.communicate()
    assert (running.returncode, json.loads(out)["error"]["code"], err) == (2, "RUN_010", "")
