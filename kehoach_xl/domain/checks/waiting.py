"""`Điều chỉnh` and `Nhập thay`: lines she filled that no operation has taken over yet."""

from collections.abc import Iterator

from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.messages import Message

# What the program writes into these tables; everything else was typed.
WRITTEN = frozenset({"id", "before", "state"})


@check("amendments", "CHECK_600")
def amendments(subject: Subject) -> Iterator[Issue]:
    for row in subject.amendments:
        if _is_waiting(row):
            yield Issue(Message("CHECK_600", {}), "amendments", row.row, "kind", "", row.cells.get("kind"))


@check("entries", "CHECK_601")
def entries(subject: Subject) -> Iterator[Issue]:
    for row in subject.entries:
        if _is_waiting(row):
            yield Issue(Message("CHECK_601", {}), "entries", row.row, "agency", "", row.cells.get("agency"))


def _is_waiting(row: RawRow) -> bool:
    """A line that was taken over has an id."""
    return not row.text("id") and any(v is not None for name, v in row.cells.items() if name not in WRITTEN)
