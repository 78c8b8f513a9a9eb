"""Two columns side by side without a rule, as in a letterhead or above signatures: the left one first."""

from collections.abc import Sequence

from kehoach_xl.intake.readers.pdf_lines import Line

_APART = 2.5  # heights of a line, within which a line still belongs to the columns above it


def in_reading_order(rows: Sequence[Sequence[Line]]) -> list[Line]:
    """The parts of all lines as they are read."""
    found: list[Line] = []
    at = 0
    while at < len(rows):
        if len(rows[at]) == 1:
            found.append(rows[at][0])
            at += 1
            continue
        end, gutter = _side_by_side(rows, at)
        parts = [line for row in rows[at:end] for line in row]
        found += [line for line in parts if line.x1 <= gutter[1]]
        found += [line for line in parts if line.x1 > gutter[1]]
        at = end
    return found


def _side_by_side(rows: Sequence[Sequence[Line]], begin: int) -> tuple[int, tuple[float, float]]:
    """Where the two columns that begin here end, and the gap between them."""
    gutter = rows[begin][0].x1, rows[begin][1].x0
    end = begin + 1
    while end < len(rows):
        row, above = rows[end], rows[end - 1]
        if row[0].top - above[0].bottom > _APART * row[0].size:
            break
        new = gutter
        if len(row) > 1:
            new = max(gutter[0], row[0].x1), min(gutter[1], row[1].x0)
        elif row[0].x1 <= gutter[1]:
            new = max(gutter[0], row[0].x1), gutter[1]
        elif row[0].x0 >= gutter[0]:
            new = gutter[0], min(gutter[1], row[0].x0)
        else:
            break
        if new[0] >= new[1]:
            break
        gutter = new
        end += 1
    return end, gutter
