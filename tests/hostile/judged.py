"""What a merge made of an inbox, as plain data that travels between processes."""

from collections import Counter
from dataclasses import dataclass

from kehoach_xl.domain.progress import Value
from kehoach_xl.intake import workers
from tests.hostile.kit import PASSWORDS
from tests.workflows.office import Room


@dataclass(frozen=True)
class Judged:
    """By file name its state and code, what else was said of it, and the fates of its cells; the record by (code,
    agency); the open conflicts."""

    verdicts: dict[str, tuple[str, str]]
    said: dict[str, set[str]]
    fates: dict[str, Counter[str]]
    cells: Counter[str]
    record: dict[tuple[str, str], dict[str, Value]]
    asked: set[tuple[str, str, str]]


def merged(room: Room) -> Judged:
    """Merge the inbox of ``room``."""
    try:
        report = room.merge(passwords=PASSWORDS)
    finally:
        workers.shared().close()  # ended here, their use of time and memory counts as ours
    names = [one.file for one in report.files]
    assert len(names) == len(set(names)), names
    return Judged(
        {one.file: (one.state, one.message.code) for one in report.files},
        {one.file: {found.message.code for found in one.findings} for one in report.files},
        dict(report.fates),
        report.cells,
        room.record(),
        {(report.codes[one.key[0]], one.key[1], one.key[3]) for one in report.conflicts},
    )
