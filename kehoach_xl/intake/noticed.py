"""What is said of a workbook that was read: what travels along in it, and what was too long or too much."""

import re

from kehoach_xl.errors import Stop
from kehoach_xl.intake.bounds import CELLS, LETTERS, LONGEST_CELL
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import Cell, ReadWorkbook, letters_of
from kehoach_xl.ooxml.refs import cell_name

# «=cmd|'/c calc'!A0»: program, bar, topic. The bar has no other place in a formula outside texts.
_DDE = re.compile(r"\s*[+\-@=]?\s*[A-Za-z0-9_.]+\s*\|\s*[^|]")


def flagged(book: ReadWorkbook) -> list[Message]:
    """Things inside that are never opened; she should know of them."""
    flags = book.flags
    dde = flags.dde_links or any(
        cell.formula and "|" in cell.formula and _DDE.match(cell.formula)
        for sheet in book.sheets
        for line in sheet.lines.values()
        for cell in line.values()
    )
    told = (
        (flags.has_macros, "INTAKE_080"), (flags.external_links, "INTAKE_081"), (flags.ole_objects, "INTAKE_082"),
        (dde, "INTAKE_083"),
    )  # fmt: skip
    return [Message(code) for there, code in told if there]


def bounded(book: ReadWorkbook) -> list[Message]:
    """Cut texts no cell can hold (and say so). Raises Stop INTAKE_005 when there is more than any form holds."""
    letters = sum(map(letters_of, book.sheets))
    # Before anything is cut: one long text in many cells is held once, its pieces are not.
    if letters > LETTERS or sum(sheet.count() for sheet in book.sheets) > CELLS:
        raise Stop("INTAKE_005", name=book.name, limit=CELLS)
    notes = []
    for sheet in book.sheets:
        # Of cells that are one object one look is enough.
        cells = {id(cell): cell for cell in sheet.cells.values()}
        found = {key for key, cell in cells.items() if _is_long(cell)}
        long = [at for at, cell in sheet.cells.items() if id(cell) in found] if found else []
        for at in long:
            cell = sheet.lines[at[0]][at[1]]
            value = _cut(cell.value) if isinstance(cell.value, str) else cell.value
            formula = cell.formula and _cut(cell.formula)
            sheet.put(*at, cell._replace(text=_cut(cell.text), value=value, formula=formula))
        if long:
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
