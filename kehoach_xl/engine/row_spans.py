"""Runs of rows, asked whether a row is among them."""

import sys
from bisect import bisect_right
from collections.abc import Iterable


class RowSpans:
    """Rows from the first to the last of each span; ``last`` of all, 0 where there is none.

    >>> [row in RowSpans([(2, 3), (3, 5), (9, 9)]) for row in (1, 2, 4, 6, 9)]
    [False, True, True, False, True]
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        for first, last in sorted(spans):
            if self._lasts and first <= self._lasts[-1] + 1:
                self._lasts[-1] = max(self._lasts[-1], last)
            else:
                self._firsts.append(first)
                self._lasts.append(last)
        self.last = self._lasts[-1] if self._lasts else 0

    def __contains__(self, row: int) -> bool:
        at = bisect_right(self._firsts, row) - 1
        return at >= 0 and row <= self._lasts[at]

    def around(self, row: int) -> tuple[int, int]:
        """The nearest of them above a row and below it, so that many rows need not be asked about; the row itself twice
        where it is one of them.

        >>> [RowSpans([(2, 3), (9, 9)]).around(row) for row in (1, 3, 4, 8)]
        [(0, 2), (3, 3), (3, 9), (3, 9)]
        """
        if row in self:
            return row, row
        at = bisect_right(self._firsts, row)
        return self._lasts[at - 1] if at else 0, self._firsts[at] if at < len(self._firsts) else sys.maxsize
