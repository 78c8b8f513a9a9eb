"""A conflicted copy beside the master: told by every operation, which goes on."""

import json

import pytest

from kehoach_xl.cli import main
from kehoach_xl.engine.opening import open_book
from kehoach_xl.workflows.other_versions import other_versions
from tests.workflows.office import Room, copy, doing

# The whole suite runs these; the fast lane does not.
pytestmark = pytest.mark.slow

COPY = "so-dieu-phoi-MAYTINH1.xlsx"


def told(room: Room) -> list[str]:
    with open_book(room.master, write=False) as book:
        return [str(one.facts["copy"]) for one in other_versions(book)]


def test_another_version_of_the_same_plan_is_told(room: Room, fresh: Room) -> None:
    beside = room.folder / COPY
    assert told(room) == []
    beside.write_bytes(room.master.read_bytes())
    assert told(room) == []  # the same bytes lose nothing
    room.type("progress", "code", "2.3", result="Đã họp.")
    assert told(room) == [COPY]
    beside.write_bytes(b"PK")
    assert told(room) == []


def test_a_master_of_other_forms_is_not_told(room: Room, fresh: Room) -> None:
    fresh.open_period()
    fresh.distribute()  # with a key of its own
    (room.folder / COPY).write_bytes(fresh.master.read_bytes())
    assert told(room) == []


def test_a_merge_goes_on_and_says_so(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    room.send("STP", {"2.3": doing()})
    other = copy(room, room.folder.parent / "khác")
    other.type("progress", "code", "2.4", result="Đã họp.")
    (room.folder / COPY).write_bytes(other.master.read_bytes())
    assert main(["undo", "--master", str(other.master), "--json"]) == 2
    capsys.readouterr()
    assert main(["merge", "--master", str(room.master), "--json"]) == 1
    said = capsys.readouterr()
    assert [one["code"] for one in json.loads(said.out)["beside"]] == ["OPEN_046"]
    assert COPY in said.err and room.cell("2.3", "percent") == 40
