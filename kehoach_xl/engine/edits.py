"""What is to become of cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, repeat
from operator import is_not, ne

from kehoach_xl.engine.remembered import Remembered
from kehoach_xl.engine.values import Value
from kehoach_xl.ooxml.cells import Formula

# What a cell becomes: a value (None clears it, the style stays) or a formula, whose kind is normal or shared.
Content = Value | Formula
Columns = tuple[int, ...]
_EXACT = frozenset((str, float, type(None)))  # of which equal ones are the same


class Edits(Mapping[int, Content]):
    """The cells of a row that change, by column; never changed itself. Rows that change in the same columns share
    these: 60,000 rows of eight cells are 10 MB, as dictionaries 22."""

    __slots__ = ("columns", "contents")

    def __init__(self, columns: Columns, contents: tuple[Content, ...]) -> None:
        self.columns, self.contents = columns, contents

    @classmethod
    def of(cls, cells: Mapping[int, Content]) -> "Edits":
        """
        >>> Edits.of({3: "a", 4: None}).contents
        ('a', None)
        """
        return cells if isinstance(cells, cls) else cls(tuple(cells), tuple(cells.values()))

    def __getitem__(self, column: int) -> Content:
        if column not in self.columns:
            raise KeyError(column)
        return self.contents[self.columns.index(column)]

    def __iter__(self) -> Iterator[int]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    def keys(self) -> Columns:  # type: ignore[override]  # as values
        return self.columns

    def values(self) -> tuple[Content, ...]:  # type: ignore[override]  # met for each of many rows
        return self.contents


NO_EDITS = Edits((), ())
Changes = Mapping[int, Edits]  # by row


class SharedColumns:
    """The columns of edits within ``columns``, one object for all rows that change in the same ones. ``picked``: by
    which of those ``apart`` differ in a row, these; ``joined``: by those that were to change before and those that
    differ now, which stay of the former, and all."""

    def __init__(self, columns: range, apart: Sequence[bool]) -> None:
        def joined(key: tuple[Columns, Columns]) -> tuple[Columns, Columns]:
            kept = tuple(column for column in key[0] if column not in columns)
            return kept, kept + key[1]

        self.picked = Remembered(lambda differs: tuple(compress(compress(columns, apart), differs)))
        self.joined = Remembered(joined)


def differing(column: Sequence[Value], before: Sequence[Value] | None) -> Iterable[bool]:
    """Which of the cells of a column change; ``before``: what they hold, None for nothing. 1 and True are equal, and
    not the same."""
    if before is None or before.count(None) == len(before):
        return map(is_not, column, repeat(None))
    if _EXACT.issuperset(map(type, column)) and _EXACT.issuperset(map(type, before)):
        return map(ne, column, before)
    pairs = zip(column, before, strict=True)
    return (one is not was and (one != was or type(one) is not type(was)) for one, was in pairs)
