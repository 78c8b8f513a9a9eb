"""The cells that must be found in a written part, told in lots and taken as a look at the part comes to their rows."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kehoach_xl.written.texts import Content, exact_column

Expected = Mapping[int, Mapping[int, Content]]  # by row and column
Cells = tuple[Sequence[int], Sequence[object]]  # of a row: their columns, and what they hold, as in a lot
_ROWS = 500  # that are told together


class Lot(NamedTuple):
    """Rows, from the first to the last, that are to hold something in the same columns."""

    numbers: Sequence[int]
    columns: tuple[int, ...]
    contents: Sequence[Sequence[object]]  # by column, each by row; as ``texts.exact`` has them

    def part(self, first: int, last: int) -> "Lot":
        if (first, last) == (0, len(self.numbers)):
            return self
        return Lot(self.numbers[first:last], self.columns, [one[first:last] for one in self.contents])

    def cells(self, at: int) -> Cells:
        return self.columns, [one[at] for one in self.contents]

    def of(self, places: Sequence[int]) -> "Lot":
        """Of some rows only, by their place in this one."""
        contents = [[one[at] for at in places] for one in self.contents]
        return Lot([self.numbers[at] for at in places], self.columns, contents)


def lots(expected: Expected, rows: Iterable[int]) -> list[Lot]:
    """What is expected in some ``rows``, in their order."""
    alike: dict[tuple[int, ...], list[int]] = {}
    for row in rows:
        alike.setdefault(tuple(expected[row].keys()), []).append(row)
    return [
        Lot(
            numbers,
            columns,
            [exact_column(one) for one in zip(*[expected[row].values() for row in numbers], strict=True)],
        )
        for columns, numbers in alike.items()
    ]


def in_order(expected: Expected) -> Iterator[list[Lot]]:
    """The rows of ``expected`` from the first to the last, some at a time."""
    rows = sorted(expected)
    for at in range(0, len(rows), _ROWS):
        yield lots(expected, rows[at : at + _ROWS])


class Awaited:
    """Expected rows, which come in order and are asked for in order; little more of them is held than was asked for."""

    def __init__(self, told: Iterable[Sequence[Lot]]) -> None:
        self._told = iter(told)
        self._held: list[Lot] = []
        self._last = 0  # of those held
        self._missed = False  # a cell in a row that is not there

    def among(self, numbers: Sequence[int]) -> list[Lot]:
        """What is expected in rows, which stand next to each other; in no order."""
        last = numbers[-1]
        while self._last < last and (more := next(self._told, None)) is not None:
            self._held += more
            self._last = max((self._last, *(lot.numbers[-1] for lot in more)))
        taken, held = [], []
        for lot in self._held:
            end = bisect_right(lot.numbers, last)
            if end:
                taken.append(lot.part(0, end))
            if end < len(lot.numbers):
                held.append(lot.part(end, len(lot.numbers)))
        self._held = held
        there = frozenset(numbers)
        return [lot if there.issuperset(lot.numbers) else self._met(lot, there) for lot in taken]

    def at(self, number: int) -> Cells:
        """What is expected in a row."""
        return next((lot.cells(0) for lot in self.among((number,)) if lot.numbers), ((), ()))

    def all_met(self) -> bool:
        """Whether no row was missed that was to hold something, when no more will come."""
        for more in (self._held, *self._told):
            self._missed = self._missed or any(map(_holds, more))
        return not self._missed

    def _met(self, lot: Lot, there: Collection[int]) -> Lot:
        """The rows of a lot that are there."""
        missed = lot.of([at for at, number in enumerate(lot.numbers) if number not in there])
        self._missed = self._missed or _holds(missed)
        return lot.of([at for at, number in enumerate(lot.numbers) if number in there])


def _holds(lot: Lot) -> bool:
    return any(one is not None for column in lot.contents for one in column)
