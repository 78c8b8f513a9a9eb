"""A store written from the masters that were looked at: what was read now, and what the earlier store holds."""

import contextlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from kehoach_xl.gathering.file import MEANING, OWN, SCHEMA, uri
from kehoach_xl.gathering.source import Contents, Source


def write(
    path: Path, folder: Path, at: datetime, sources: Iterable[tuple[Source, bool]], earlier: Path | None
) -> None:  # fmt: skip
    """Write a new file at ``path`` and flush it to the disk. ``sources`` come with whether they count; ``earlier`` is
    the store that those without contents stand in. Raises OSError."""
    path.unlink(missing_ok=True)  # left by a run that was cut off
    try:
        with contextlib.closing(sqlite3.connect(f"{uri(path).split('?')[0]}?mode=rwc", uri=True)) as store:
            # Nobody reads the file before it is whole, and what is not whole is thrown away.
            store.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
            if earlier is not None:
                store.execute("ATTACH DATABASE ? AS earlier", (uri(earlier),))
            store.execute("INSERT INTO store VALUES (?, ?, ?)", (str(folder), at.isoformat(), MEANING))
            for number, (one, counts) in enumerate(sources, 1):
                row = _row(number, one, counts, folder)
                store.execute(f"INSERT INTO source VALUES ({', '.join('?' * len(row))})", row)
                if one.contents is not None:
                    _insert(store, number, one.contents)
                else:
                    _copy(store, number, one.held)
            store.commit()
    except sqlite3.Error as error:
        raise OSError(None, str(error)) from error
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _row(number: int, one: Source, counts: bool, folder: Path) -> tuple[object, ...]:
    file = one.file.relative_to(folder).as_posix()
    folders = json.dumps([_relative(each, one.file.parent) for each in one.folders], ensure_ascii=False)
    return (
        number, file, one.sha, *one.age, one.plan, one.key, one.title, one.issuer, folders, one.reader,
        one.read_at.isoformat(), one.records, counts,
    )  # fmt: skip


def _relative(folder: Path, start: Path) -> str:
    """A folder of a master as seen from it, so that the whole may be moved."""
    try:
        return os.path.relpath(folder, start)
    except ValueError:  # on another drive
        return str(folder)


def _insert(store: sqlite3.Connection, number: int, contents: Contents) -> None:
    for table, rows in (("part", contents.parts), ("task", contents.tasks), ("body", contents.bodies)):
        store.executemany(
            f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?)", ((number, place, *row) for place, row in enumerate(rows))
        )
    for period, records in sorted(contents.blocks.items()):
        data = records.tobytes()
        store.execute("INSERT INTO block VALUES (?, ?, ?, ?)", (number, period, zlib.crc32(data), data))


def _copy(store: sqlite3.Connection, number: int, held: int) -> None:
    for table, columns in OWN.items():
        store.execute(
            f"INSERT INTO {table} SELECT ?, {columns} FROM earlier.{table} WHERE source = ? ORDER BY rowid",
            (number, held),
        )
