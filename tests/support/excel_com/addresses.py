"""Addresses: a box as text, a text as boxes."""

from openpyxl.utils import get_column_letter, range_boundaries

from tests.support.excel_com.model import LAST_COLUMN, LAST_ROW, Box


def address(box: Box, row_absolute: bool = True, column_absolute: bool = True) -> str:
    """
    >>> address(Box(2, 1, 5, 3)), address(Box(1, 1, 1, 1)), address(Box(3, 1, 4, LAST_COLUMN))
    ('$A$2:$C$5', '$A$1', '$3:$4')
    """
    row, column = "$" * bool(row_absolute), "$" * bool(column_absolute)
    first, last = get_column_letter(box.column1), get_column_letter(box.column2)
    if (box.column1, box.column2) == (1, LAST_COLUMN):
        return f"{row}{box.row1}:{row}{box.row2}"
    if (box.row1, box.row2) == (1, LAST_ROW):
        return f"{column}{first}:{column}{last}"
    ends = [f"{column}{first}{row}{box.row1}", f"{column}{last}{row}{box.row2}"]
    return ends[0] if ends[0] == ends[1] else ":".join(ends)


def boxes_of(text: str) -> tuple[Box, ...] | None:
    """«A1», «A1:C3», «3:4», «A:B», several joined by commas; None for anything else."""
    boxes = []
    for part in text.split(","):
        try:
            column1, row1, column2, row2 = range_boundaries(part.strip().replace("$", "").upper())
        except (ValueError, TypeError):
            return None
        box = Box(row1 or 1, column1 or 1, row2 or LAST_ROW, column2 or LAST_COLUMN)
        if box.row2 > LAST_ROW or box.column2 > LAST_COLUMN:
            return None
        boxes.append(box)
    return tuple(boxes)
