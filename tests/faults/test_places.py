"""Where a master stands that cannot be saved, or that somebody holds: said in one sentence before the work, nothing
changed. Real permissions, of an ordinary user; what no machine of tests has (a share without locks, a sync client that
holds the file) is the kernel's own refusal."""

import json
from pathlib import Path

import pytest

from tests.faults.kernel import Ended, copied, leftovers, run
from tests.faults.scenes import before_merge, files
from tests.workflows.office import Room

pytestmark = [pytest.mark.tools, pytest.mark.slow]


@pytest.fixture(scope="module")
def eve(tmp_path_factory: pytest.TempPathFactory) -> Room:
    return before_merge(tmp_path_factory.mktemp("places") / "truoc").room


@pytest.fixture
def room(eve: Room, tmp_path: Path) -> Room:
    return Room(copied(eve.folder, tmp_path / "so"))


def refused(room: Room, *fault: str) -> str:
    """The code with which a merge by an ordinary user stops; that nothing changed but the originals kept."""
    before = {path: path.read_bytes() for path in files(room.folder) if "ban-goc" not in path.parts}
    ended = run(("merge",), room.master, fault or ("-f",), plain_user=True)
    for path in (room.folder, *room.folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert ended.code == 2, ended.said
    assert leftovers(room.folder) == []
    code = error(ended)["code"]
    after = {path: path.read_bytes() for path in files(room.folder) if "ban-goc" not in path.parts}
    backups = {path: data for path, data in after.items() if path not in before}
    assert {path: data for path, data in after.items() if path in before} == before
    assert all(data == room.master.read_bytes() for data in backups.values())
    return code


def error(ended: Ended) -> dict[str, str]:
    return json.loads(ended.said)["error"]


def test_a_read_only_file(room: Room) -> None:
    room.master.chmod(0o444)
    assert refused(room) == "OPEN_040"


def test_a_writable_file_in_a_read_only_folder(room: Room) -> None:
    room.folder.chmod(0o555)
    assert refused(room) == "OPEN_041"


def test_a_folder_of_backups_that_takes_nothing(room: Room) -> None:
    (room.folder / "sao-luu").chmod(0o555)
    assert refused(room) == "OPEN_023"


def test_originals_that_cannot_be_kept(room: Room) -> None:
    (room.folder / "ban-goc").chmod(0o555)
    assert refused(room) == "INTAKE_010"


def lock_file(room: Room) -> str:
    return str(room.folder / f".~kehoach.{room.master.name}.lock")


def test_a_share_that_is_read_only(room: Room) -> None:
    assert refused(room, "-P", lock_file(room), "-e", "inject=openat:error=EROFS") == "OPEN_042"


@pytest.mark.parametrize("error", ["ENOLCK", "EOPNOTSUPP"])
def test_a_share_without_locks(room: Room, error: str) -> None:
    assert refused(room, "-P", lock_file(room), "-e", f"inject=flock:error={error}:when=1") == "OPEN_043"


def test_a_file_that_is_never_let_go(room: Room) -> None:
    temporary = str(room.folder / f".~{room.master.name}.tmp")
    assert refused(room, "-P", temporary, "-e", "inject=rename:error=EBUSY") == "OPEN_011"


def test_a_file_that_is_held_for_a_moment_is_waited_for(room: Room) -> None:
    temporary = str(room.folder / f".~{room.master.name}.tmp")
    ended = run(("merge",), room.master, ("-P", temporary, "-e", "inject=rename:error=EBUSY:when=1..3"))
    assert ended.code in (0, 1), ended.said
    assert room.cell("1.2", "percent", "STP") == 40


def test_a_folder_without_hard_links_gets_a_whole_copy(room: Room) -> None:
    old = room.master.read_bytes()
    ended = run(("merge",), room.master, ("-P", str(room.master), "-e", "inject=link:error=EPERM"))
    assert ended.code in (0, 1), ended.said
    (backup,) = (room.folder / "sao-luu").glob("*.gop.*")
    assert backup.read_bytes() == old and leftovers(room.folder) == []


def test_bits_that_a_share_does_not_keep_cost_nobody_a_save(room: Room) -> None:
    ended = run(("merge",), room.master, ("-e", "inject=fchmod:error=EPERM"))
    assert ended.code in (0, 1), ended.said
    assert room.cell("1.2", "percent", "STP") == 40
