"""The single cells she fills beside the tables, each under a name of its own: thresholds, and a number to assume."""

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.refs import Area, column_letters
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.table import Cell, bound_range

SINGLE = ("CS_assumed_of", "CS_low_completion", "CS_large_gap", "TH_award_done", "TH_award_forms")


def place(desk: Desk, name: str) -> Area | None:
    """Where the cell is; None in a master whose cell was deleted, which goes on without."""
    try:
        return bound_range(desk.cells, name, desk.known)
    except Stop as stop:
        if not stop.message.code.startswith("BOOK_"):
            raise
        return None


def address(desk: Desk, name: str) -> tuple[str, str]:
    """Its sheet and address, such as «G27»; '' for a cell that is gone."""
    at = place(desk, name)
    return (at.sheet, f"{column_letters(at.column1)}{at.row1}") if at else ("", "")


def typed(desk: Desk, name: str) -> Cell:
    """What stands in the cell, None for nothing."""
    at = place(desk, name)
    value = desk.cells.read(at.sheet, at.row1, at.column1, 1, 1)[0][0] if at else None
    return None if value == "" else value


def number(desk: Desk, name: str) -> float | None:
    """The number in the cell, None for anything else."""
    value = typed(desk, name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
