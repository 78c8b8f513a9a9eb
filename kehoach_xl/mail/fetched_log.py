"""Which letters were fetched already: `ban-goc/thu-den.jsonl`, a line for each, flushed before anybody goes on.

A line: ``book`` (the journal's id, for masters may share the folder), ``at`` (ISO 8601), ``mailbox``, ``validity``
(UIDVALIDITY), ``uid``, ``message_id``, ``size`` and ``sha`` (SHA-256) of the letter, ``file`` (its name in the folder
of returns; "" for a notice that a letter was not delivered), ``subject``, ``sender``, ``agency``. Or: ``book``,
``journaled``, hashes of letters whose line stands in `Nhật ký`.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kehoach_xl.domain.incoming import Heading
from kehoach_xl.engine.journal_log import JournalLog

NAME = "thu-den.jsonl"


@dataclass(frozen=True, slots=True)
class Fetched:
    """One letter that lies in the folder of returns, or lay there."""

    mailbox: str
    validity: int
    uid: int
    message_id: str
    size: int
    sha: str
    file: str
    subject: str = ""
    sender: str = ""
    agency: str = ""


class FetchedLog:
    """The log beside the originals. Raises Stop JOURNAL_001, JOURNAL_002 when it cannot be read or written."""

    def __init__(self, originals: Path, book: str) -> None:
        self._log, self._book = JournalLog(originals / NAME), book
        records = [one for one in (self._log.read() or ([], []))[0] if one.get("book") == book]
        self._all: list[Fetched] = list(_letters(records))
        self._journaled = {str(sha) for one in records for sha in _hashes(one)}

    def known(self, mailbox: str, validity: int, one: Heading) -> Fetched | None:
        """The fetched letter that this is: by its number while the server's numbers hold, else by its Message-ID and
        size together, for programs use one Message-ID for several letters."""
        place = (mailbox, validity, one.uid)
        for each in self._all:
            if (each.mailbox, each.validity, each.uid) == place:
                return each
        same = (one.message_id, one.size)
        return next((each for each in self._all if one.message_id and (each.message_id, each.size) == same), None)

    def by_sha(self, sha: str) -> Fetched | None:
        """The fetched letter of exactly these bytes."""
        return next((each for each in self._all if each.sha == sha), None)

    def add(self, one: Fetched, at: datetime) -> None:
        """Remember a letter whose file is whole and in its place."""
        self._log.append([
            {"book": self._book, "at": at.isoformat(timespec="seconds"), "mailbox": one.mailbox,
             "validity": one.validity, "uid": one.uid, "message_id": one.message_id, "size": one.size,
             "sha": one.sha, "file": one.file, "subject": one.subject, "sender": one.sender, "agency": one.agency}
        ])  # fmt: skip
        self._all.append(one)

    def untold(self) -> list[Fetched]:
        """Letters, each once, of which it is not known that the journal tells."""
        found = {one.sha: one for one in self._all if one.file and one.sha not in self._journaled}
        return list(found.values())

    def told(self, hashes: Collection[str]) -> None:
        """The workbook with the journal's lines about these letters is saved."""
        if new := [one for one in hashes if one not in self._journaled]:
            self._log.append([{"book": self._book, "journaled": new}])
            self._journaled.update(new)


def _letters(records: list[dict[str, Any]]) -> Iterator[Fetched]:
    """The lines that make sense; one that does not costs fetching a letter again, nothing else."""
    for one in records:
        found = None if "journaled" in one else _line(one)
        if found is not None:
            yield found


def _hashes(record: dict[str, Any]) -> list[Any]:
    found = record.get("journaled")
    return found if isinstance(found, list) else []


def _line(one: dict[str, Any]) -> Fetched | None:
    try:
        return Fetched(
            str(one["mailbox"]), int(one["validity"]), int(one["uid"]), str(one["message_id"]), int(one["size"]),
            str(one["sha"]), str(one["file"]), *(str(one.get(name) or "") for name in ("subject", "sender", "agency")),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):
        return None
