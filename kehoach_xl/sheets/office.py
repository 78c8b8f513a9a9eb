"""How the coordinating body writes, as `Thiết lập` has it."""

from kehoach_xl.domain.office import Office, office, problems
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.table import Cell


def typed_of(desk: Desk) -> dict[str, Cell]:
    """The cells as they stand, by the id of their line."""
    return {row.text("id"): row.cells.get("value") for row in desk.table("office").rows if row.text("id")}


def office_of(desk: Desk) -> Office:
    """The office. Raises Stop OFFICE_001 to OFFICE_004 for a cell that cannot be what it must."""
    typed = typed_of(desk)
    for problem in problems(typed).values():
        raise Stop(problem.code, **problem.facts)
    return office(typed, desk.plan, desk.register)
