"""Runs of rows, asked whether a row is among them."""

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
