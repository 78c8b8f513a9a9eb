"""The cells that must be found in a written part, row by row, taken as a look at the part comes to them."""

from collections.abc import Iterable, Iterator, Mapping

from kehoach_xl.written.texts import Content

Expected = Mapping[int, Mapping[int, Content]]  # by row and column
Cells = tuple[tuple[int, ...], tuple[Content, ...]]  # their columns, and what they hold
Row = tuple[int, *Cells]


def in_order(expected: Expected) -> Iterator[Row]:
    """The rows of ``expected`` from the first to the last. Rows of the same columns next to each other share these."""
    columns: tuple[int, ...] = ()
    for row in sorted(expected):
        cells = expected[row]
        if (others := tuple(cells)) != columns:
            columns = others
        yield row, columns, tuple(cells.values())


class Awaited:
    """Expected rows, which come in order and are asked for in order; no more of them is held than one."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = iter(rows)
        self._next = next(self._rows, None)
        self._number, self._cells = 0, None
        self._missed = False  # a cell in a row that is not there

    def at(self, number: int) -> Cells | None:
        """What is expected in a row; None for nothing."""
        if number == self._number:
            return self._cells
        self._pass(number)
        self._number, self._cells = number, None
        if self._next is not None and self._next[0] == number:
            self._cells = self._next[1:]
            self._next = next(self._rows, None)
        return self._cells

    def all_met(self) -> bool:
        """Whether no row was missed that was to hold something, when no more will come."""
        self._pass(None)
        return not self._missed

    def _pass(self, number: int | None) -> None:
        while self._next is not None and (number is None or self._next[0] < number):
            self._missed = self._missed or any(one is not None for one in self._next[2])
            self._next = next(self._rows, None)
