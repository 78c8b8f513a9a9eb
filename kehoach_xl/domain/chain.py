"""The journal as a chain: what of a line counts, and the hash that ties it to every line before it.

A batch is what one operation wrote: its lines of `Nhật ký` and its fact rows. The hash of a line covers the hash of the
line before and every visible cell; that of a batch's last line covers the facts of the batch too, and is its head.
Cells are taken as the texts a person sees, times to the second, line ends alike, so that Excel, LibreOffice and our
own engine give the same hash.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kehoach_xl.domain.progress import Raw

# The cells of a line that count, in the order in which they do; then those of a fact row.
LINE = (
    "no", "at", "who", "operation", "file", "hash", "period", "agency", "task", "column", "old", "new", "note", "batch",
)  # fmt: skip
FACT = ("batch", "kind", "period", "agency", "task", "field", "ref", "value", "other")

# The canonical texts of one line or one fact row.
Texts = tuple[str, ...]

_EPOCH = datetime(1899, 12, 30)


@dataclass(frozen=True)
class Batch:
    """What one operation wrote. ``prev`` is the head of the batch before it, of the first one the journal's id.
    ``workbook`` is the file that it was written into; '' when nobody knows. A file is renamed: no hash covers it."""

    journal: str
    id: str
    prev: str
    head: str
    lines: tuple[Texts, ...]
    facts: tuple[Texts, ...]
    workbook: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether lines and facts are those the head was computed from."""
        return bool(self.lines) and hashes(self.prev, self.lines, self.facts)[-1] == self.head

    @property
    def first(self) -> int:
        """The number of its first line."""
        return int(self.lines[0][0])

    @property
    def last(self) -> int:
        return int(self.lines[-1][0])


def line_texts(cells: Mapping[str, Raw]) -> Texts:
    """The canonical form of a journal line."""
    return tuple(_time(cells.get(name)) if name == "at" else _text(cells.get(name)) for name in LINE)


def fact_texts(cells: Mapping[str, Raw]) -> Texts:
    """The canonical form of a fact row."""
    return tuple(_text(cells.get(name)) for name in FACT)


def line_cells(texts: Texts) -> dict[str, Raw]:
    """A line's cells again, as they are written into the sheet."""
    cells: dict[str, Raw] = {name: text or None for name, text in zip(LINE, texts, strict=True)}
    cells["no"] = float(texts[0])
    at = cells["at"]
    if isinstance(at, str):
        cells["at"] = (datetime.fromisoformat(at) - _EPOCH).total_seconds() / 86400
    return cells


def fact_cells(texts: Texts) -> dict[str, Raw]:
    return {name: text or None for name, text in zip(FACT, texts, strict=True)}


def hashes(prev: str, lines: Sequence[Texts], facts: Iterable[Texts]) -> list[str]:
    """The hash of each line of a batch; the last one also covers its facts and is the batch's head."""
    found = []
    for line in lines[:-1]:
        prev = link(prev, line)
        found.append(prev)
    return [*found, *(link(prev, line, digest(facts)) for line in lines[-1:])]


def link(prev: str, line: Texts, facts: str = "") -> str:
    """The hash of one line after the one before it; ``facts`` is the digest of its batch's, on the last line."""
    return hashlib.sha256(json.dumps([prev, *line, facts], ensure_ascii=False).encode()).hexdigest()


def digest(facts: Iterable[Texts]) -> str:
    """The digest of fact rows, each a line of JSON, '' of none. The rows of a large merge are tens of megabytes: never
    one text."""
    found, between = hashlib.sha256(), b""
    for fact in facts:
        found.update(between + json.dumps(fact, ensure_ascii=False).encode())
        between = b"\n"
    return found.hexdigest() if between else ""


def _text(raw: Raw) -> str:
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float | int):
        return str(int(raw)) if raw == int(raw) else repr(float(raw))
    return raw.replace("\r\n", "\n").replace("\r", "\n")


def _time(raw: Raw) -> str:
    """A serial number as the second it means; what is none stays as it is."""
    if not isinstance(raw, float) or not 0 < raw < 3_000_000:
        return _text(raw)
    return (_EPOCH + timedelta(seconds=round(raw * 86400))).isoformat()
