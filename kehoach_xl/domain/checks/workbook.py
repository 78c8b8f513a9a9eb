"""The workbook itself: names that bind no column any more, and rules switched off without a reason."""

from collections.abc import Iterator, Mapping, Sequence

from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.text import fold
from kehoach_xl.messages import CATALOGUE, Message

OFF = "Tắt"


def switched_off(rows: Sequence[RawRow]) -> Mapping[str, str]:
    """Rules that are off, each with its reason; one without a reason stays on, and a code of none switches nothing."""
    off = (row for row in rows if _is_off(row) and row.text("reason"))
    return {code: row.text("reason") for row in off if _is_rule(code := row.text("code"))}


def _is_rule(code: str) -> bool:
    """Whether a rule bears this code; a message that belongs to none has no title."""
    return code in CATALOGUE and bool(CATALOGUE[code].title)


def _is_off(row: RawRow) -> bool:
    return fold(row.text("off")) == fold(OFF)


@check("", "CHECK_800", "CHECK_801", "CHECK_802", "CHECK_803", "CHECK_804")
def names(subject: Subject) -> Iterator[Issue]:
    for fault in subject.faults:
        yield Issue(Message(fault.code, fault.facts), fault.table)


@check("rules", "CHECK_654", "CHECK_655", "CHECK_900")
def choices(subject: Subject) -> Iterator[Issue]:
    """Lines that switch nothing off though they look so; at most one finding each."""
    for row in subject.rules:
        if not row.text("off") and not row.text("reason"):
            continue
        if not _is_rule(row.text("code")):
            yield _issue("CHECK_655", row, "code")
        elif row.text("off") and not _is_off(row):
            yield _issue("CHECK_654", row, "off")
        elif _is_off(row) and not row.text("reason"):
            yield _issue("CHECK_900", row, "off")


def _issue(code: str, row: RawRow, field: str) -> Issue:
    name = row.text("code")
    facts = {"code": name or "(trống)", "value": row.text(field)}
    return Issue(Message(code, facts), "rules", row.row, field, name, row.cells.get(field))
