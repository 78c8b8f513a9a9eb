"""Two coordinators merge into one master at the same time, each from her own machine: nothing of either is lost."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kehoach_xl.engine.opening import open_book
from kehoach_xl.workflows.verify import verify
from tests.faults.kernel import ROOT, leftovers
from tests.faults.scenes import sent
from tests.workflows.office import Room

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).with_name("two_coordinators.py")


def start(room: Room, agency: str, times: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(room.folder), agency, str(times)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def both(room: Room, times: int) -> dict[str, dict[str, object]]:
    """Both merge ``times`` times; what each says she merged."""
    running = {agency: start(room, agency, times) for agency in ("STC", "STP")}
    found = {}
    for agency, process in running.items():
        out, err = process.communicate(timeout=60 + 60 * times)
        assert process.returncode == 0, err
        found[agency] = json.loads(out)
    return found


def hold(room: Room, found: dict[str, dict[str, object]], times: int) -> None:
    """Every return of both is a fact and a line of the journal, the newest of each stands, and the chain is whole."""
    journal = room.journal("Gộp báo cáo")
    assert len({row["hash"] for row in journal if row["hash"]}) == 2 * times
    returns = room.desk().ledger.facts.returns
    for agency, code in (("STC", "1.1"), ("STP", "1.2")):
        answers = [pair for one in returns if one.agency == agency for pair in one.answers.items()]
        texts = {answer.value for (_, name), answer in answers if name == "result"}
        assert texts - {None} == set(found[agency]["merged"])
        assert room.cell(code, "result", agency) == f"{agency} lần {times}."
    assert leftovers(room.folder) == []
    with open_book(room.master, write=False) as book:
        assert verify(book).faults == []


def test_two_who_merge_ten_times_each_lose_nothing(tmp_path: Path) -> None:
    room = sent(tmp_path / "so")
    hold(room, both(room, 10), 10)


@pytest.mark.fuzz
def test_two_who_merge_two_hundred_times_each_lose_nothing(tmp_path: Path) -> None:
    room = sent(tmp_path / "so")
    begun = time.monotonic()
    found = both(room, 200)
    waited = {agency: one["waited"] for agency, one in found.items()}
    print(f"\n2 × 200 merges in {time.monotonic() - begun:.0f} s, turned away and tried again: {waited}")
    hold(room, found, 200)
