"""The two thresholds of the shortlist, as they stand in input cells of `Tổng hợp`."""

from kehoach_xl.domain.award import Rule, threshold
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.table import bound_range

FINISHED, HANDED_IN = "TH_award_done", "TH_award_forms"


def rule_of(desk: Desk) -> Rule:
    """The rule in force; a threshold whose cell is gone or holds no per cent is the usual one."""
    return Rule(_read(desk, FINISHED, Rule().finished), _read(desk, HANDED_IN, Rule().handed_in))


def _read(desk: Desk, name: str, default: float) -> float:
    try:
        at = bound_range(desk.cells, name, desk.known)
    except Stop as stop:
        if not stop.message.code.startswith("BOOK_"):
            raise
        return default
    value = desk.cells.read(at.sheet, at.row1, at.column1, 1, 1)[0][0]
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return threshold(float(value) if number else None, default)
