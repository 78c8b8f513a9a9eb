"""«Nhập thay»: a report that came as paper, Word or a signed letter and is entered by the coordinator.

One line is one task of one document. Lines of the same document (agency, period, number, dates) are one return, which
counts like any other: the day it was received decides lateness and which return is the newest one.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from kehoach_xl.domain import progress
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.progress import FIELDS, Raw, Value, as_text, to_json
from kehoach_xl.domain.said import Answer, Said
from kehoach_xl.domain.settle import Return
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.domain.values import Unclear, read_day
from kehoach_xl.messages import Message

MEDIA = ("Văn bản giấy", "Văn bản điện tử", "Tệp Word, PDF", "Thư điện tử")
"""How such a report may have come."""

LETTERS = MEDIA[:2]
"""Those that have a number of their own."""

_BY_FOLD = {fold(medium): medium for medium in MEDIA}


@dataclass(frozen=True)
class Document:
    """The report that lines belong to."""

    agency: str
    period: str
    medium: str
    number: str
    dated: date | None
    received: date

    @property
    def name(self) -> str:
        """How the record, the receipts and the journal call it."""
        number = f" số {self.number}" if self.number else ""
        dated = f" ngày {self.dated:%d/%m/%Y}" if self.dated else ""
        return f"Nhập thay: {self.medium}{number}{dated}"

    def is_same_letter(self, other: "Document") -> bool:
        """Whether both are the same numbered document of an agency, whatever else they say of it."""
        mine, theirs = (
            (one.agency, one.period, fold(one.number), one.dated) for one in (self, other)
        )
        return bool(self.number) and mine == theirs

    @property
    def at(self) -> datetime:
        """The end of the day it was received, by Vietnam's clock: nobody knows the hour."""
        return datetime.combine(self.received, time(23, 59, 59), VIETNAM)


@dataclass(frozen=True)
class Entry:
    """One line understood."""

    row: int
    document: Document
    task: str
    values: Mapping[str, Value]


def read_document(cells: Mapping[str, Raw], row: int, agency: str, period: str, today: date) -> Document | Message:
    """The document of one line (sheet row ``row``)."""
    medium = _BY_FOLD.get(fold(as_text(cells.get("medium")) or ""))
    if medium is None:
        value = as_text(cells.get("medium")) or "(trống)"
        return Message("ENTER_013", {"row": row, "value": value, "known": "; ".join(MEDIA)})
    number = clean(as_text(cells.get("document")) or "")
    if medium in LETTERS and not number:
        return Message("ENTER_014", {"row": row})
    received, dated = read_day(cells.get("received")), read_day(cells.get("document_date"))
    if not isinstance(received, date) or received > today:
        shown = as_text(cells.get("received")) if not isinstance(received, date) else f"{received:%d/%m/%Y}"
        return Message("ENTER_015", {"row": row, "value": shown or "(trống)"})
    if isinstance(dated, Unclear) or (dated is None and medium in LETTERS) or (dated is not None and dated > received):
        shown = f"{dated:%d/%m/%Y}" if isinstance(dated, date) else as_text(cells.get("document_date"))
        return Message("ENTER_016", {"row": row, "value": shown or "(trống)"})
    return Document(agency, period, medium, number, dated, received)


def read_values(cells: Mapping[str, Raw], row: int, headings: Mapping[str, str]) -> dict[str, Value] | Message:
    """What one line reports: of the columns in use (``headings`` by field) the cells that are filled."""
    values: dict[str, Value] = {}
    for field in FIELDS:
        if field.id not in headings:
            continue
        raw = cells.get(field.id)
        reading = progress.read(field.id, raw)
        if isinstance(reading, Unclear):
            return Message("ENTER_018", {"row": row, "column": headings[field.id], "reason": reading.message.text})
        if reading.value is not None:
            values[field.id] = progress.take(field.id, raw)
    return values or Message("ENTER_017", {"row": row})


def returns_of(entries: Iterable[Entry]) -> list[tuple[Return, Document, list[Entry]]]:
    """One return for each document; the hash of what it says names it."""
    by_document: dict[Document, list[Entry]] = {}
    for one in entries:
        by_document.setdefault(one.document, []).append(one)
    found = []
    for document, lines in by_document.items():
        answers = {(line.task, name): Answer(value) for line in lines for name, value in line.values.items()}
        content = sorted((task, name, to_json(answer.value)) for (task, name), answer in answers.items())
        head = (document.agency, document.period, document.name, document.received.isoformat())
        sha = hashlib.sha256(json.dumps([head, content], ensure_ascii=False).encode()).hexdigest()
        one = Return(sha, document.agency, document.period, document.at, Said.of(answers), document.name, by_hand=True)
        found.append((one, document, lines))
    return found
