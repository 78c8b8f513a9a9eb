"""Names that do not bind their columns as they should: gone, broken, moved, shifted, doubled."""

from collections import Counter
from collections.abc import Mapping

from kehoach_xl.domain.checks import Fault
from kehoach_xl.engine.cells import Cells
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.refs import Area
from kehoach_xl.sheets.layout import Column, TableLayout, tables
from kehoach_xl.sheets.table import bound_range

# Of a table with only this, what its names still share can be read.
SHIFTED = "CHECK_803"


def inspect(cells: Cells, known: Mapping[str, Area]) -> tuple[dict[str, Area], list[Fault]]:
    """Every name that points to one column, and the faults of all. ``known`` are those already looked up."""
    found: dict[str, Area] = {}
    faults: list[Fault] = []
    for layout in tables().values():
        bound: dict[str, Area] = {}
        for column in layout.columns:
            try:
                bound[column.name] = bound_range(cells, column.name, known)
            except Stop as stop:
                code = {"BOOK_002": "CHECK_800", "BOOK_003": "CHECK_801"}.get(stop.message.code)
                if code is None:
                    raise
                refers = str(stop.message.facts.get("refers", "")).removeprefix("=")
                faults.append(Fault(code, layout.id, _facts(column, refers=refers)))
        found |= bound
        if bound:
            faults += _misplaced(layout, bound)
    return found, faults


def _misplaced(layout: TableLayout, bound: Mapping[str, Area]) -> list[Fault]:
    """What most names of the table share is right."""
    sheet = _usual(area.sheet for area in bound.values())
    here = {name: area for name, area in bound.items() if area.sheet == sheet}
    rows = _usual((area.row1, area.row2) for area in here.values())
    taken: dict[int, str] = {}
    faults = []
    for column in layout.columns:
        area = bound.get(column.name)
        if area is None:
            continue
        if area.sheet != sheet:
            faults.append(Fault("CHECK_802", layout.id, _facts(column, other=area.sheet)))
            continue
        if area.column1 in taken:
            faults.append(Fault("CHECK_804", layout.id, _facts(column, other=taken[area.column1])))
        elif (area.row1, area.row2) != rows:
            facts = _facts(column, rows=f"{area.row1}–{area.row2}", others=f"{rows[0]}–{rows[1]}")
            faults.append(Fault(SHIFTED, layout.id, facts))
        taken.setdefault(area.column1, column.name)
    return faults


def _usual(values):
    return Counter(values).most_common(1)[0][0]


def _facts(column: Column, **facts: object) -> dict[str, object]:
    return {"head": column.head, "name": column.name, **facts}
