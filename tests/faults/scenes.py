"""Small coordinators' folders, each on the eve of one operation, and what that operation makes of them."""

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.written.table import shared_texts
from tests.workflows.office import GROWING, Room, at, doing
from tests.workflows.provinces import room_of, without_index

PERIOD = "2025-H2"
# Of a line of the journal, what does not differ between two runs of the same operation.
_SAME = ("operation", "file", "agency", "task", "column", "old", "new", "note")
_OF_A_LETTER = ("id", "no", "kind", "period", "agency", "agency_name", "to", "files", "choice")


@dataclass(frozen=True)
class Scene:
    """``command`` runs the operation on ``room`` as a process; ``again`` runs it in this one. ``repeats``: done once
    more it does something once more, as forms that are sent again are further forms."""

    room: Room
    command: tuple[str, ...]
    again: Callable[[Room], Any]
    repeats: bool = False


def before_merge(folder: Path) -> Scene:
    """Two agencies have answered."""
    room = sent(folder)
    room.send("STP", {"1.2": doing(40)})
    room.send("STC", {"1.1": doing(60)})
    return Scene(room, ("merge",), lambda room: room.merge(now=datetime.now(UTC)))


def before_apply(folder: Path) -> Scene:
    """One conflict is decided."""
    scene = before_merge(folder)
    room = scene.room
    room.type("progress", "code", "1.1", result="Theo điện thoại.")
    assert len(room.merge().conflicts) == 1
    room.choose("Lấy số liệu gửi về")
    return Scene(room, ("apply",), lambda room: room.apply_decisions(now=datetime.now(UTC)))


def before_undo(folder: Path) -> Scene:
    """A merge was made."""
    scene = before_merge(folder)
    scene.room.merge()
    return Scene(scene.room, ("undo",), lambda room: room.undo(now=datetime.now(UTC)))


def before_enter(folder: Path) -> Scene:
    """A letter is written down."""
    room = sent(folder)
    room.add(
        "entries", agency="Sở Tư pháp", medium="Văn bản giấy", document="12/BC-STP", document_date=date(2025, 12, 10),
        received=date(2025, 12, 12), code="1.2", status="Đang thực hiện", percent=40.0, result="Đã họp.",
    )  # fmt: skip
    return Scene(room, ("enter",), lambda room: room.enter(now=datetime.now(UTC)))


def before_distribute(folder: Path) -> Scene:
    """The period is open, nothing sent."""
    room = room_of(without_index(), folder)
    room.open_period(now=at(1))
    return Scene(
        room, ("distribute", "--only", "STP"),
        lambda room: room.distribute(only=("STP",), now=datetime.now(UTC)), repeats=True,
    )  # fmt: skip


SCENES = {
    "merge": before_merge, "apply": before_apply, "undo": before_undo, "enter": before_enter,
    "distribute": before_distribute,
}  # fmt: skip


def sent(folder: Path) -> Room:
    """The period is open, every form sent."""
    room = room_of(without_index(), folder)
    room.open_period(now=at(1))
    room.distribute(now=at(1))
    return room


_TABLE = "xl/sharedStrings.xml"
_SHARED = re.compile(rb' t="s"><v>([0-9]+)</v>')


def content(room: Room) -> tuple[dict[str, int], list[tuple[object, ...]]]:
    """All that a master says but for moments and hashes: the sum of every part that does not grow with each operation,
    and the lines of the journal. Of the letters it is what they are about: their marks and the hashes of their forms
    follow from a key that each first distribution mints. That it is whole is held on the way."""
    with open_book(room.master, write=False) as book:
        desk = Desk(book)
        journal = [tuple(row.cells.get(name) for name in _SAME) for row in desk.table("journal").rows]
        letters = [tuple(row.cells.get(name) for name in _OF_A_LETTER) for row in desk.table("letters").rows]
        growing = {sheet.part for sheet in book.impl.parts.sheets if sheet.name in (*GROWING, "Thư")}
    with zipfile.ZipFile(room.master) as package:
        assert package.testzip() is None
        sums = {one.filename: one.CRC for one in package.infolist() if one.filename not in growing}
        # The table of shared texts grows too, by moments and hashes of those parts: of it, what the others show.
        used = {int(at) for part in sums if "/sheet" in part for at in _SHARED.findall(package.read(part))}
        texts = shared_texts(package.read(_TABLE))
    sums[_TABLE] = zlib.crc32(repr([(at, texts[at]) for at in sorted(used)]).encode())
    return sums | {"Thư": zlib.crc32(repr(letters).encode())}, journal


def unharmed(room: Room, old: Room) -> None:
    """What no operation may touch, and that nothing kept passes for whole when it is not."""
    for path in (*files(old.inbox), *files(old.outbox), *files(old.folder / "sao-luu")):
        now = room.folder / path.relative_to(old.folder)
        assert now.read_bytes() == path.read_bytes(), now
    for path in files(room.folder / "sao-luu"):
        if not path.name.startswith("."):
            with zipfile.ZipFile(path) as package:
                assert package.testzip() is None, path
    for path in files(room.folder / "ban-goc"):
        if len(path.name) == 64:
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name, path


def lines_of_the_log(room: Room) -> list[dict[str, Any]]:
    """The records beside the master, each a whole line."""
    path = room.folder / "ban-goc" / "nhat-ky.jsonl"
    if not path.exists():
        return []
    data = path.read_bytes()
    assert not data or data.endswith(b"\n"), data[-80:]
    return [json.loads(line) for line in data.splitlines()]


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def goes_on(scene: Scene, room: Room, state: str) -> None:
    """After whatever happened, the same operation once more: from the old master to the new one; from the new one,
    nothing is left for it, and it says so or changes nothing."""
    try:
        scene.again(room)
    except Stop:
        assert state == "new"
