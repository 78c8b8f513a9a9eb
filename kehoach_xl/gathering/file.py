"""The file of the store: SQLite, known by its mark, made anew as a whole by each gathering and never changed after.

A table for masters, three for what their records point at, one for the records: a block for each master and period.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from kehoach_xl.domain.status import CLASSES
from kehoach_xl.errors import Stop, why
from kehoach_xl.gathering.source import STATES

MARK = int.from_bytes(b"KHxl", "big")  # PRAGMA application_id, at byte 68 of the file
VERSION = 1  # PRAGMA user_version: the tables below
# What the numbers in a record mean; a store of other lists cannot be counted.
MEANING = json.dumps([CLASSES, STATES], ensure_ascii=False)

SCHEMA = f"""
PRAGMA application_id = {MARK};
PRAGMA user_version = {VERSION};
CREATE TABLE store (folder TEXT, at TEXT, meaning TEXT);
CREATE TABLE source (
    id INTEGER PRIMARY KEY, file TEXT, sha TEXT, journal REAL, saved REAL, plan TEXT, key TEXT, title TEXT,
    issuer TEXT, folders TEXT, reader TEXT, read_at TEXT, records INTEGER, counts INTEGER
);
CREATE TABLE part (source INTEGER, place INTEGER, code TEXT, name TEXT, alike TEXT, PRIMARY KEY (source, place));
CREATE TABLE task (source INTEGER, place INTEGER, id TEXT, code TEXT, part INTEGER, PRIMARY KEY (source, place));
CREATE TABLE body (source INTEGER, place INTEGER, code TEXT, name TEXT, alike TEXT, PRIMARY KEY (source, place));
CREATE TABLE block (source INTEGER, period TEXT, crc INTEGER, data BLOB);
CREATE INDEX block_of ON block (period, source);
"""
# The tables that belong to a source: their columns after «source».
OWN = {
    "part": "place, code, name, alike", "task": "place, id, code, part", "body": "place, code, name, alike",
    "block": "period, crc, data",
}  # fmt: skip


def is_store(path: Path) -> bool:
    """Whether a file carries our mark. Raises Stop STORE_003 when it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise Stop("STORE_003", path=path, reason=why(error)) from error
    return head.startswith(b"SQLite format 3\0") and int.from_bytes(head[68:72], "big") == MARK


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The store, to read. Raises Stop STORE_001 not a store, STORE_002 no such file, STORE_003 damaged, STORE_004 of
    another version."""
    if not path.exists():
        raise Stop("STORE_002", path=path)
    if not path.is_file() or not is_store(path):
        raise Stop("STORE_001", path=path)
    with whole(path), contextlib.closing(sqlite3.connect(uri(path), uri=True)) as store:
        (version,) = store.execute("PRAGMA user_version").fetchone()
        if version != VERSION or store.execute("SELECT meaning FROM store").fetchone() != (MEANING,):
            raise Stop("STORE_004", path=path)
        yield store


def uri(path: Path) -> str:
    """The address of a file that nobody changes: no lock is taken, so that a share without locks will do."""
    text = path.absolute().as_posix()
    for sign, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        text = text.replace(sign, code)
    return f"file:{'//' if text.startswith('//') else '' if text.startswith('/') else '/'}{text}?mode=ro&immutable=1"


@contextlib.contextmanager
def whole(path: Path) -> Iterator[None]:
    """What SQLite finds wrong with a store is a Stop STORE_003."""
    try:
        yield
    except sqlite3.Error as error:
        raise Stop("STORE_003", path=path, reason=f"SQLite: {error}") from error
