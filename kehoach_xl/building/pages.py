"""Wide tables on paper: pages of A4 side by side instead of letters that nobody can read."""

import math
from collections.abc import Sequence

from kehoach_xl.sheets.layout import TableLayout

# Characters that are still read well on a page of A4 across: about 10 points of the 12, or 9 of the 11, on the screen.
FILED, WORKING = 162.0, 178.0
# Columns at the left that are repeated on each page together take at most this much.
MOST_KEPT = 27.0


def side_by_side(widths: Sequence[float], kept: float, page: float = WORKING) -> int:
    """How many pages next to each other hold columns of these widths (characters), of which the first ``kept`` stand on
    each.

    >>> side_by_side([60, 60], 6), side_by_side([100, 100], 6), side_by_side([170, 170, 170], 6)
    (1, 2, 3)
    """
    return 1 + max(math.ceil((sum(widths) - page) / (page - kept)), 0)


def kept_columns(layout: TableLayout) -> int:
    """How many shown columns at the left of a working table are repeated on each page: the narrow ones that tell its
    lines apart; none where one page holds the table."""
    widths = [column.width for column in layout.columns if not column.hidden]
    if side_by_side(widths, 0) == 1:
        return 0
    return max(count for count in range(len(widths)) if sum(widths[:count]) <= MOST_KEPT)
