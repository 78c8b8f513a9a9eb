"""Báo cáo: the report of a period as a Word file, from a template that a clerk may edit; the master does not change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from kehoach_xl.messages import Message

ENDING = ".docx"


@dataclass(frozen=True)
class ReportWritten:
    """The file that was written: of which period, of which agency (both '' for the whole plan), how many of its tasks
    somebody reported, and what to look at before it is signed."""

    path: str
    period: str
    period_name: str
    tasks: int
    reported: int
    agency: str = ""
    agency_name: str = ""
    notices: tuple[Message, ...] = ()

    @property
    def needs_a_look(self) -> bool:
        return any(one.level != "info" for one in self.notices)


def write_report(
    book: Any, *, agency: str = "", period: str | None = None, out: Path | None = None, now: datetime | None = None
) -> ReportWritten:
    """Write the report of a period (by default the one in view), of the whole plan or of one agency (a code or a name;
    by default the one chosen on the dashboard), into ``out`` or ``van-ban/<period>/`` beside the master.

    Raises Stop PERIOD_…, WRITE_…, NEW_003 when the file cannot be written. A file that is there already stays.
    """
    raise NotImplementedError


def unused(path: Path) -> Path:
    """``path``, or where something stands there, the first of «… (2)», «… (3)» that is free."""
    return next(one for one in _numbered(path) if not one.exists())


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem} ({number}){path.suffix}")
