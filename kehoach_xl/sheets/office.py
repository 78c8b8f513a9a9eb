"""How the coordinating body writes, as `Thiết lập` has it."""

from collections.abc import Collection

from kehoach_xl.domain.office import Office, office, problems
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.table import Cell


def typed_of(desk: Desk) -> dict[str, Cell]:
    """The cells as they stand, by the id of their line."""
    return {row.text("id"): row.cells.get("value") for row in desk.table("office").rows if row.text("id")}


def office_of(desk: Desk, lines: Collection[str] | None = None) -> Office:
    """The office. Raises Stop OFFICE_001 to OFFICE_004 for a cell of these ``lines`` (ids; by default all) that cannot
    be what it must; a wrong one of another line counts as empty."""
    typed = typed_of(desk)
    for line, problem in problems(typed).items():
        if lines is None or line in lines:
            raise Stop(problem.code, **problem.facts)
    return office(typed, desk.plan, desk.register)
