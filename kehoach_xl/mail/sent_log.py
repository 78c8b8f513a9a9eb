"""What the program knows of each letter on its way, kept in a file beside the master: one line before the letter is
handed over, one after.

A workbook that is saved afterwards proves nothing: the run may end between the server's answer and the save. A letter
whose newest line is ``going`` is in doubt, whatever the sheet says.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kehoach_xl.engine.journal_log import JournalLog, Record

FILE = "thu-di.jsonl"
# ``going`` comes before; one of the others after, or never. ``kept``: a draft was made, nothing was sent;
# ``withdrawn``: she took that draft back.
GOING, GONE, KEPT, REFUSED, DROPPED, DOUBTFUL, WITHDRAWN = (
    "going", "gone", "kept", "refused", "dropped", "doubtful", "withdrawn",
)  # fmt: skip
# The letter may be with the agency: it must not go again by itself.
UNSURE = (GOING, DOUBTFUL)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. ``book`` tells masters apart that share the folder (the journal's id), ``at`` is to the second."""

    book: str
    letter: str
    state: str
    way: str
    at: datetime
    to: tuple[str, ...]
    message_id: str
    said: str = ""


class SentLog:
    """The log of a folder of originals. Its methods raise Stop JOURNAL_001 or JOURNAL_002 when the file cannot be read
    or written."""

    def __init__(self, folder: Path, book: str) -> None:
        self.book = book
        self._log = JournalLog(folder / FILE)

    def newest(self) -> dict[str, Entry]:
        """The newest line of each letter of this master."""
        records, _ = self._log.read() or ([], [])
        return {one.letter: one for one in filter(None, map(_entry, records)) if one.book == self.book}

    def add(self, *entries: Entry) -> None:
        """Keep these, flushed to the disk."""
        self._log.append([_record(one) for one in entries])


def _record(one: Entry) -> Record:
    return {
        "book": one.book, "letter": one.letter, "state": one.state, "way": one.way,
        "at": one.at.isoformat(timespec="seconds"), "to": list(one.to), "message_id": one.message_id, "said": one.said,
    }  # fmt: skip


def _entry(record: Record) -> Entry | None:
    """None for a line that some other program wrote."""
    try:
        at = datetime.fromisoformat(record["at"])
        return Entry(
            record["book"], record["letter"], record["state"], record["way"], at, tuple(record["to"]),
            record["message_id"], record["said"],
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):
        return None
