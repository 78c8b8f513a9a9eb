"""The workbook itself: names that bind no column any more, and rules switched off without a reason."""

from collections.abc import Iterator, Mapping, Sequence

from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.text import fold
from kehoach_xl.messages import Message

OFF = "Tắt"


def switched_off(rows: Sequence[RawRow]) -> Mapping[str, str]:
    """Rules that are off, each with its reason; one without a reason stays on."""
    return {row.text("code"): row.text("reason") for row in rows if _is_off(row) and row.text("reason")}


def _is_off(row: RawRow) -> bool:
    return fold(row.text("off")) == fold(OFF)


@check("", "CHECK_800", "CHECK_801", "CHECK_802", "CHECK_803", "CHECK_804")
def names(subject: Subject) -> Iterator[Issue]:
    for fault in subject.faults:
        yield Issue(Message(fault.code, fault.facts), fault.table)


@check("rules", "CHECK_900")
def reasons(subject: Subject) -> Iterator[Issue]:
    for row in subject.rules:
        if _is_off(row) and not row.text("reason"):
            code = row.text("code")
            yield Issue(Message("CHECK_900", {"code": code}), "rules", row.row, "off", code, row.cells.get("off"))
