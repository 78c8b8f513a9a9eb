"""A power cut at any moment of a merge: what was not flushed is lost, torn or reordered, and still the master on the
disk is the old one or the new one, its backup is there, and nothing kept passes for whole when it is not."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.faults.crash_states import Disk, Op, bounded, read_calls, torn
from tests.faults.kernel import copied, run
from tests.faults.scenes import before_merge, files
from tests.workflows.office import Room

pytestmark = [pytest.mark.tools, pytest.mark.slow]

WHOLE = 1 << 26  # more than any file of a merge


class Recorded:
    """One merge as it happened: what stood before, its calls, the master before and after."""

    def __init__(self, folder: Path) -> None:
        scene = before_merge(folder / "truoc")
        self.room = Room(copied(scene.room.folder, folder / "so"))
        self.before = {str(path): path.read_bytes() for path in files(self.room.folder)}
        self.master = str(self.room.master)
        ended = run(scene.command, self.room.master, longest=WHOLE)
        assert ended.code in (0, 1), ended.said
        self.ops = read_calls(ended.calls, str(self.room.folder))
        self.old, self.new = self.before[self.master], self.room.master.read_bytes()
        self.returns = {hashlib.sha256(path.read_bytes()).hexdigest() for path in files(self.room.inbox)}
        self.batches = self.whole_batches((self.room.folder / "ban-goc" / "nhat-ky.jsonl").read_bytes())

    @staticmethod
    def whole_batches(data: bytes) -> list[str]:
        """The batches in the log beside the master; the last line may be torn."""
        *lines, _ = data.split(b"\n")
        return [record["batch"] for line in lines if "batch" in (record := json.loads(line))]

    def disks(self) -> Iterator[Disk]:
        """The disk before each call and after the last."""
        disk = Disk.holding(self.before)
        yield disk
        for op in self.ops:
            disk.do(op)
            yield disk

    def hold(self, left: dict[str, bytes]) -> str:
        """«old» or «new»; anything else fails."""
        found = left.get(self.master)
        assert found in (self.old, self.new), "neither the old master nor the new one"
        for path, data in self.before.items():
            if path != self.master and "/ban-goc/" not in path:
                assert left.get(path) == data, path
        folder = self.room.folder
        kept = {Path(name).name: data for name, data in left.items() if name.startswith(f"{folder}/ban-goc/")}
        whole = {name for name, data in kept.items() if hashlib.sha256(data).hexdigest() == name}
        assert not {name for name in kept if len(name) == 64} - whole, "half an original under its whole name"
        if found == self.old:
            return "old"
        backups = [data for name, data in left.items() if name.startswith(f"{folder}/sao-luu/") and ".gop." in name]
        assert self.old in backups, "the new master without its backup"
        assert self.returns <= whole, "the new master without the originals it was made from"
        assert self.whole_batches(kept["nhat-ky.jsonl"]) == self.batches, "the new master without its journal"
        return "new"


@pytest.fixture(scope="module")
def merge(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return Recorded(tmp_path_factory.mktemp("cut"))


def test_a_recorded_run_replays_to_what_it_left(merge: Recorded) -> None:
    *_, last = merge.disks()
    left = last.after_a_cut(lambda number: True, lambda file: file.seen)
    assert left == {str(path): path.read_bytes() for path in files(merge.room.folder)}


def test_every_bounded_state_after_a_cut_is_the_old_master_or_the_new(merge: Recorded) -> None:
    found = [merge.hold(left) for disk in merge.disks() for left in bounded(disk)]
    assert set(found) == {"old", "new"}
    print(f"\n{len(merge.ops)} calls, {len(found)} states, {found.count('new')} of them new")


def test_once_the_run_ended_nothing_of_it_is_lost(merge: Recorded) -> None:
    *_, last = merge.disks()
    assert {merge.hold(left) for left in bounded(last)} == {"new"}


@given(data=st.data())
@settings(max_examples=300)
def test_any_state_after_a_cut_is_the_old_master_or_the_new(merge: Recorded, data: st.DataObject) -> None:
    stop = data.draw(st.integers(0, len(merge.ops)))
    disk = Disk.holding(merge.before)
    for op in merge.ops[:stop]:
        disk.do(op)
    lost = data.draw(st.sets(st.integers(0, max(len(disk.pending) - 1, 0))))
    pages = data.draw(st.lists(st.sampled_from(["new", "old", "zero", "end"]), min_size=1, max_size=8))
    merge.hold(disk.after_a_cut(lambda n: n not in lost, lambda file: torn(file, lambda at: pages[at % len(pages)])))


# -- the replay itself: what it must find ------------------------------------------------------------

OLD, NEW = b"o" * 10_000, b"n" * 10_000


def outcomes(*ops: Op) -> set[bytes | None]:
    """Every content of «/d/m» that a cut may leave."""
    disk = Disk.holding({"/d/m": OLD})
    found = {left.get("/d/m") for left in bounded(disk)}
    for op in ops:
        disk.do(op)
        found |= {left.get("/d/m") for left in bounded(disk)}
    return found


CREATE, WRITE = Op("create", "/d/t"), Op("write", "/d/t", data=NEW)
SYNC, RENAME = Op("fsync", "/d/t"), Op("rename", "/d/t", "/d/m")


def test_the_replay_finds_a_save_without_a_flush() -> None:
    assert b"" in outcomes(CREATE, WRITE, RENAME) and NEW[:4096] in outcomes(CREATE, WRITE, RENAME)


def test_the_replay_finds_a_save_in_place() -> None:
    assert outcomes(Op("truncate", "/d/m", "0"), Op("write", "/d/m", data=NEW)) > {OLD, NEW, b""}


def test_the_replay_finds_a_file_removed_before_its_successor_stands() -> None:
    assert None in outcomes(CREATE, WRITE, SYNC, Op("unlink", "/d/m"), RENAME)


def test_the_replay_finds_nothing_wrong_with_a_flushed_rename() -> None:
    assert outcomes(CREATE, WRITE, SYNC, RENAME, Op("fsync", "/d")) == {OLD, NEW}
