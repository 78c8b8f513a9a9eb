"""Mutated forms and texts: whatever comes, only Stop comes out, in time and within memory.

Every mutation has a number, which is all its chance; a failure names it: ``run_one("package", 1234)`` repeats it.
``./run fuzz MINUTES`` goes on from numbers nobody tried, in the fuzz lane.
"""

import os
import random
import time
import traceback

import pytest

from tests.fuzz.targets import TARGETS, Forms
from tests.hostile.capped import capped
from tests.workflows.office import Room, at, done, fill

# For one mutation in the process that tries many.
SECONDS = 5


@pytest.fixture(scope="module")
def forms(sent_out: Room, tmp_path_factory: pytest.TempPathFactory) -> Forms:
    folder = tmp_path_factory.mktemp("phiếu")
    filled = fill(sent_out.form("STP"), folder / "stp.xlsx", {"2.3": done(), "2.4": done()}, at(12))
    return Forms(sent_out.form("STP").read_bytes(), {"filled": filled.read_bytes()})


def run_one(forms: Forms, target: str, number: int) -> str:
    """One mutation by its number; what went wrong, or ""."""
    begun = time.process_time()
    try:
        TARGETS[target][0](forms, random.Random(f"{target} {number}"))
    except BaseException:
        return f"{target} {number}: {traceback.format_exc()}"
    spent = time.process_time() - begun
    return f"{target} {number}: {spent:.1f} s" if spent > SECONDS else ""


def run_many(forms: Forms, target: str, numbers: range, until: float = float("inf")) -> tuple[int, list[str]]:
    """How many were tried, and the first failures."""
    failures: list[str] = []
    tried = 0
    for number in numbers:
        if time.monotonic() > until or len(failures) == 5:
            break
        tried += 1
        failures += filter(None, [run_one(forms, target, number)])
    return tried, failures


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_only_a_stop_comes_out(target: str, forms: Forms) -> None:
    count = TARGETS[target][1]
    assert capped(run_many, forms, target, range(count), seconds=60, megabytes=1_000) == (count, [])


@pytest.mark.fuzz
@pytest.mark.parametrize("target", TARGETS)
def test_only_a_stop_comes_out_of_a_long_search(target: str, forms: Forms) -> None:
    seconds = 60 * int(os.environ.get("KEHOACH_FUZZ_MINUTES", "10")) // len(TARGETS)
    start = time.time_ns() % 10**12 + TARGETS[target][1]
    print(f"{target}: from {start}")
    until = time.monotonic() + seconds
    tried, failures = capped(
        run_many, forms, target, range(start, start + 10**9), until,
        seconds=2 * seconds + 60, megabytes=1_500, wall=2 * seconds + 120,
    )  # fmt: skip
    print(f"{target}: {tried} tried")
    assert tried and failures == []
