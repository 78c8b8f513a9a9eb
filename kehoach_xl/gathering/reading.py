"""What a store holds: its masters, what their records point at, and the records of a period."""

import json
import os
import sqlite3
import zlib
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kehoach_xl.errors import Stop
from kehoach_xl.gathering.source import RECORD, Source


def folder_of(store: sqlite3.Connection) -> tuple[Path, datetime]:
    """The folder the store was gathered from, and when."""
    folder, at = store.execute("SELECT folder, at FROM store").fetchone()
    return Path(folder), datetime.fromisoformat(at)


def sources_of(store: sqlite3.Connection, folder: Path, counting: bool = False) -> list[Source]:
    """The masters, or only those that count, in the order they were written, as files below ``folder``."""
    rows = store.execute(
        "SELECT file, sha, journal, saved, plan, key, title, issuer, folders, reader, read_at, records, id FROM source "
        "WHERE counts >= ? ORDER BY id", (counting,)
    )  # fmt: skip
    return [_source(folder, *row) for row in rows]


def _source(folder: Path, file: str, sha: str, journal: float, saved: float, plan: str, key: str, title: str,
            issuer: str, folders: str, reader: str, read_at: str, records: int, held: int) -> Source:  # fmt: skip
    path = folder / file
    own = tuple(Path(os.path.normpath(path.parent / each)) for each in json.loads(folders))
    at = datetime.fromisoformat(read_at)
    return Source(path, sha, (journal, saved), plan, key, title, issuer, own, reader, at, records, held=held)


def periods_of(store: sqlite3.Connection) -> list[str]:
    """The codes of the periods that have records of masters that count."""
    found = store.execute(
        "SELECT DISTINCT period FROM block WHERE source IN (SELECT id FROM source WHERE counts) ORDER BY period"
    )
    return [period for (period,) in found]


def records_of(
    store: sqlite3.Connection, path: Path, period: str, sources: list[Source]
) -> tuple[NDArray[np.void], NDArray[np.intp]]:
    """The records of a period, those of a master together, and for each the place of its master in ``sources``.

    Raises Stop STORE_003 for a block that is not what was written.
    """
    place = {one.held: at for at, one in enumerate(sources)}
    found = store.execute("SELECT source, crc, data FROM block WHERE period = ? ORDER BY source", (period,))
    blocks = [(place[source], crc, data) for source, crc, data in found if source in place]
    for _, crc, data in blocks:
        if zlib.crc32(data) != crc or len(data) % RECORD.itemsize:
            raise Stop("STORE_003", path=path, reason=f"số liệu kỳ {period} không còn nguyên vẹn")
    sizes = [len(data) // RECORD.itemsize for _, _, data in blocks]
    records = np.frombuffer(b"".join(data for _, _, data in blocks), RECORD)
    return records, np.repeat(np.array([at for at, _, _ in blocks], np.intp), sizes)
