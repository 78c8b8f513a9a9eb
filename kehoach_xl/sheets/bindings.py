"""Where each bound name points, listed by live formulas in the hidden sheet so that Excel tells all in two calls.

Asking Excel for one name costs three calls, and a master has some two hundred. Each line of the list holds a
name and formulas that move with it; the names themselves stay the one thing that binds.
"""

import re
from collections.abc import Mapping

from kehoach_xl.engine.cells import Cells
from kehoach_xl.ooxml.refs import Area, parse_area, quote_sheet

LIST = "BD_list"
_SHEET = re.compile(r"=(?:_xlfn\.)?SHEET\((.+?!\$A\$1)\)")


def formulas(name: str, sheet: str) -> list[str]:
    """The line of one name: itself, its column (0 when it broke, or was moved to another sheet), its first row, its
    height and its width. The first formula also carries the sheet's name, which follows a renaming."""
    place = f"_xlfn.SHEET({name})=_xlfn.SHEET({quote_sheet(sheet)}!$A$1)"
    return [
        name, f"=IFERROR(IF({place},COLUMN(INDEX({name},1)),0),0)", f"=IFERROR(ROW(INDEX({name},1)),0)",
        f"=IFERROR(ROWS({name}),0)", f"=IFERROR(COLUMNS({name}),0)",
    ]  # fmt: skip


def listed(cells: Cells) -> Mapping[str, Area]:
    """Every name of the list that points to one column. Empty when the book has no list: names are then looked
    up one by one."""
    try:
        area = parse_area(cells.book.names[LIST].refers_to)
    except Exception:  # each engine has its own «no such name»
        return {}
    if area is None:
        return {}
    cells.app.calculate()  # she may have switched automatic calculation off
    size = area.row2 - area.row1 + 1
    values = cells.read(area.sheet, area.row1, area.column1, size, 5)
    texts = cells.formulas(area.sheet, area.row1, area.column1 + 1, size, 1)
    found: dict[str, Area] = {}
    for (name, column, first, rows, width), (text,) in zip(values, texts, strict=True):
        match = _SHEET.search(text)
        place = parse_area(match[1]) if match else None
        numbers = [n for n in (column, first, rows) if isinstance(n, float) and n >= 1]
        if place is not None and isinstance(name, str) and len(numbers) == 3 and width == 1:
            at, top, height = (int(n) for n in numbers)
            found[name] = Area(place.sheet, top, at, top + height - 1, at)
    return found
