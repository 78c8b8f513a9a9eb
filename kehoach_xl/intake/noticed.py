"""What is said of a workbook that was read: what travels along in it, and what was too long or too much."""

import re

from kehoach_xl.errors import Stop
from kehoach_xl.intake.bounds import CELLS, LETTERS, LONGEST_CELL
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import Cell, ReadWorkbook, hold_more
from kehoach_xl.ooxml.refs import cell_name

# «=cmd|'/c calc'!A0»: program, bar, topic. The bar has no other place in a formula outside texts.
_DDE = re.compile(r"\s*[+\-@=]?\s*[A-Za-z0-9_.]+\s*\|\s*[^|]")


def flagged(book: ReadWorkbook) -> list[Message]:
    """Things inside that are never opened; she should know of them."""
    flags = book.flags
    formulas = [formula for sheet in book.sheets for formula in sheet.formulas]
    # Most have no bar at all, which is seen in all of them at once.
    dde = flags.dde_links or ("|" in "\n".join(formulas) and any("|" in one and _DDE.match(one) for one in formulas))
    told = (
        (flags.has_macros, "INTAKE_080"), (flags.external_links, "INTAKE_081"), (flags.ole_objects, "INTAKE_082"),
        (dde, "INTAKE_083"),
    )  # fmt: skip
    return [Message(code) for there, code in told if there]


def bounded(book: ReadWorkbook) -> list[Message]:
    """Cut texts no cell can hold (and say so). Raises Stop INTAKE_005 when there is more than any form holds."""
    # Before anything is cut: one long text in many cells is held once, its pieces are not.
    if hold_more(book.sheets, CELLS, LETTERS):
        raise Stop("INTAKE_005", name=book.name, limit=CELLS)
    notes = []
    for sheet in book.sheets:
        if (sheet.at_most or sheet.extent).longest <= LONGEST_CELL or sheet.extent.longest <= LONGEST_CELL:
            continue
        long = [at for at, cell in sheet.cells.items() if _is_long(cell)]
        if not long:  # a tab that shares its cells with one before
            continue
        for row, column in long:
            cell = sheet.lines[row][column]
            value = _cut(cell.value) if isinstance(cell.value, str) else cell.value
            formula = cell.formula and _cut(cell.formula)
            sheet.put(row, column, cell._replace(text=_cut(cell.text), value=value, formula=formula))
        first = min(long)
        facts = {"count": len(long), "limit": LONGEST_CELL, "sheet": sheet.name}
        notes.append(Message("INTAKE_087", facts | {"cell": cell_name(*first)}))
    return notes


def _cut(text: str) -> str:
    """As much as a cell holds; an ellipsis says that there was more."""
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1].rstrip() + "…"


def _is_long(cell: Cell) -> bool:
    _, value, text, formula, _ = cell
    if formula and len(formula) > LONGEST_CELL:
        return True
    return len(text) > LONGEST_CELL or (isinstance(value, str) and len(value) > LONGEST_CELL)
