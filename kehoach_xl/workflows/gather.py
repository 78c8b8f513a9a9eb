"""Gom số liệu: the progress records of every master below a folder, packed into one store. The masters are only read.

The store is what the folder holds: gathering again reads only the masters that changed, and lets go of those that are
gone. One that cannot be read this time keeps the records it had, and is named.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from kehoach_xl import __version__
from kehoach_xl.building.whole import made_whole
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.gathered import Unread, titles
from kehoach_xl.domain.plan import Plan
from kehoach_xl.domain.status import CLASSES
from kehoach_xl.domain.summary import report_class
from kehoach_xl.engine.lock import locked
from kehoach_xl.engine.opening import open_book
from kehoach_xl.engine.saving import file_hash, sync_folder
from kehoach_xl.errors import Stop
from kehoach_xl.gathering.file import opened
from kehoach_xl.gathering.reading import folder_of, sources_of
from kehoach_xl.gathering.source import RECORD, STATES, Body, Contents, Part, Source, Told, alike_body, alike_part
from kehoach_xl.gathering.writing import write
from kehoach_xl.messages import Message
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.workflows.looking import look, tried, workbooks_below
from kehoach_xl.workflows.masters import ENDINGS, LOOSE, identity
from kehoach_xl.workflows.results import reports_of
from kehoach_xl.workflows.work import Progress, quiet

NEW, CHANGED, UNCHANGED, KEPT = "new", "changed", "unchanged", "kept"


@dataclass(frozen=True)
class Taken:
    """A master that counts; ``state`` is new, changed, unchanged, or kept (not readable this time)."""

    file: str
    title: str
    issuer: str
    state: str
    records: int


@dataclass(frozen=True)
class GatherReport:
    """What the store holds now. ``dropped`` were in it and are not in the folder any more; ``passed_over`` counts forms
    and gatherings; ``size`` is the bytes of the store."""

    store: str
    folder: Path
    masters: tuple[Taken, ...]
    dropped: tuple[str, ...]
    unread: tuple[Unread, ...]
    notes: tuple[Message, ...]
    passed_over: int
    size: int

    @property
    def records(self) -> int:
        return sum(one.records for one in self.masters)

    @property
    def needs_a_look(self) -> bool:
        """Whether a file is missing from the store, or stands in it as it was."""
        return bool(self.unread or self.notes or self.dropped)


def gather(
    folder: Path, store: Path, *, now: datetime | None = None, progress: Progress = quiet
) -> GatherReport:  # fmt: skip
    """Bring ``store`` to the masters below ``folder``; what stood there stays until the new one is whole.

    Raises Stop CONS_001 no such folder, CONS_002 no workbook in it, STORE_001 ``store`` is not ours to replace,
    STORE_003 damaged, STORE_004 of another version, STORE_006 named like a workbook, STORE_007 gathered from another
    folder, STORE_014 to stand in a folder that is not there, OPEN_… when nothing can be written there.
    """
    now = now or datetime.now(UTC)
    folder, target = folder.absolute(), store.absolute()
    paths = workbooks_below(folder)
    if target.suffix.lower() in ENDINGS:
        raise Stop("STORE_006", path=target)
    if target.is_dir():
        raise Stop("STORE_001", path=target)
    if not target.parent.is_dir():
        raise Stop("STORE_014", folder=target.parent)
    with locked(target):
        earlier, counted = _earlier(target, folder) if target.exists() else ({}, [])

        def read(path: Path) -> Source | Unread | None:
            known = earlier.get(path)
            found = tried(path, folder, lambda one: _read(one, known, now))
            return _as_it_was(known, found) if known and isinstance(found, Unread) else found

        found = look(folder, [*paths, *_hidden(paths, earlier)], read, progress)
        with made_whole(target) as temporary:
            sources = [(one, True) for one in found.kept] + [(one, False) for one in found.older]
            write(temporary, folder, now, sources, target if earlier else None)
        sync_folder(target.parent)
    there = {one.file for one in (*found.kept, *found.older)}
    moved, dropped = _gone(folder, [one for one in counted if one.file not in there], found.kept)
    kept = [one.reason for one in found.kept if one.reason]
    gone = [Message("STORE_011", {"name": name}) for name in dropped]
    return GatherReport(
        str(target), folder, _taken(folder, found.kept, set(earlier)), dropped, found.unread,
        (*kept, *moved, *gone, *found.notes), found.passed_over, target.stat().st_size,
    )  # fmt: skip


def _gone(folder: Path, gone: Sequence[Source], kept: Sequence[Source]) -> tuple[list[Message], tuple[str, ...]]:
    """Of masters that counted and do not lie where they lay: what is said of those that lie elsewhere now, and the
    names of the others."""
    now = {(one.plan, one.key): one.file for one in kept if one.key} | {one.sha: one.file for one in kept}
    moved, dropped = [], []
    for one in sorted(gone, key=lambda each: each.file):
        name = str(one.file.relative_to(folder))
        at = now.get(one.sha) or now.get((one.plan, one.key))
        if at is None:
            dropped.append(name)
        else:
            moved.append(Message("STORE_013", {"name": name, "now": str(at.relative_to(folder))}))
    return moved, tuple(dropped)


def _earlier(target: Path, folder: Path) -> tuple[dict[Path, Source], list[Source]]:
    """What the store holds by file, and what of it counts; of a folder moved as a whole, as it would lie now."""
    with opened(target) as store:
        gathered, _ = folder_of(store)
        if gathered != folder and gathered.is_dir():
            raise Stop("STORE_007", folder=gathered)
        return {one.file: one for one in sources_of(store, folder)}, sources_of(store, folder, counting=True)


def _hidden(paths: Sequence[Path], earlier: dict[Path, Source]) -> list[Path]:
    """Masters of the store below folders that cannot be looked into now: they are not gone."""
    closed = {path for path in paths if path.is_dir()}
    return [path for path in earlier if not closed.isdisjoint(path.parents)]


def _as_it_was(known: Source, found: Unread) -> Source:
    day = f"{known.read_at.astimezone(VIETNAM):%d/%m/%Y}"
    facts = {"name": known.title, "day": day, "reason": str(found.message)}
    return replace(known, reason=Message("STORE_010", facts))


def _taken(folder: Path, kept: Sequence[Source], earlier: set[Path]) -> tuple[Taken, ...]:
    names = titles(kept, folder)
    return tuple(
        Taken(str(one.file.relative_to(folder)), names[one.file], one.issuer, _state(one, earlier), one.records)
        for one in kept
    )


def _state(one: Source, earlier: set[Path]) -> str:
    if one.reason:
        return KEPT
    if one.contents is None:
        return UNCHANGED
    return CHANGED if one.file in earlier else NEW


# -- one master -------------------------------------------------------------------------------------------


def _read(path: Path, known: Source | None, now: datetime) -> Source:
    """A master with its records, which are left where they are when neither it nor the program has changed."""
    sha = file_hash(path) or ""
    if known and (known.sha, known.reader) == (sha, __version__):
        return replace(known, age=(known.age[0], path.stat().st_mtime))
    with open_book(path, write=False) as book:
        desk = Desk(book)
        facts, contents = identity(desk, path), _contents(desk)
    if facts["key"]:  # it signs forms: whoever gets the store must not get it
        facts["key"] = hashlib.sha256(facts["key"].encode()).hexdigest()[:32]
    records = sum(map(len, contents.blocks.values()))
    return Source(**facts, sha=sha, reader=__version__, read_at=now, records=records, contents=contents)


def _contents(desk: Desk) -> Contents:
    """Every row of `Tiến độ` as it stands now, judged as the summary judges it."""
    standing = desk.standing()
    parts = _parts(desk.plan)
    at_part = {part.code: at for at, part in enumerate(parts)}
    tasks: dict[str, Told] = {}
    for task in desk.plan.tasks:
        tasks.setdefault(task.id, Told(task.id, task.code, at_part[task.component]))
    at_task = {id: at for at, id in enumerate(tasks)}
    at_body: dict[str, int] = {}
    blocks: dict[str, list[tuple[int, int, int, int]]] = {}
    for one in reports_of(desk, standing, [row.key for row in desk.record]):
        if one.task not in tasks:  # not in the plan any more
            at_task[one.task] = len(tasks)
            tasks[one.task] = Told(one.task, "", None)
        blocks.setdefault(one.period, []).append((
            at_task[one.task], at_body.setdefault(one.agency, len(at_body)), CLASSES.index(report_class(one)),
            STATES.index(one.due.state),
        ))  # fmt: skip
    packed = {period: np.array(sorted(rows), RECORD) for period, rows in blocks.items()}
    return Contents(parts, list(tasks.values()), [_body(desk, code) for code in at_body], packed)


def _body(desk: Desk, code: str) -> Body:
    name = desk.register.name(code)
    return Body(code, name, alike_body(desk.plan.issuer, name))


def _parts(plan: Plan) -> list[Part]:
    """The components of the plan, then what tasks name as theirs without being one."""
    named = {one.code: one for one in plan.components}
    parts = [
        Part(code, one.name, alike_part(plan.framework if one.kind == "index" else "none", plan.id, code, one.name))
        for code, one in named.items()
    ]
    loose = dict.fromkeys(task.component for task in plan.tasks if task.component not in named)
    return parts + [Part(code, LOOSE, alike_part("none", plan.id, code, LOOSE)) for code in loose]
