"""Cells of the record held row by row: a tuple of values in the order of the fields, instead of an entry for each cell.

60,000 rows take 20 MB so, 110 MB cell by cell; and two rows compare in one step.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from kehoach_xl.domain.progress import FIELDS, CellKey, RowKey, Value, same

# One value for each of FIELDS.
Values = tuple[Value, ...]

NAMES: tuple[str, ...] = tuple(field.id for field in FIELDS)
PLACE: Mapping[str, int] = {name: at for at, name in enumerate(NAMES)}
BLANK: Values = (None,) * len(NAMES)
# Rows by (task, period), and there by agency.
ByTask = Mapping[tuple[str, str], Mapping[str, Values]]


class Rows(Mapping[CellKey, Value]):
    """Cells by (task, agency, period, field); one that holds nothing is not among them. ``rows`` holds what
    :meth:`row` gives, and only rows in which something stands."""

    __slots__ = ("rows",)

    def __init__(self, rows: dict[RowKey, Values] | None = None) -> None:
        self.rows: dict[RowKey, Values] = {} if rows is None else rows

    @classmethod
    def of(cls, cells: Mapping[CellKey, Value]) -> "Rows":
        """Cells given one by one."""
        if isinstance(cells, Rows):
            return cells
        found: dict[RowKey, list[Value]] = {}
        for (task, agency, period, name), value in cells.items():
            if value is not None:
                found.setdefault((task, agency, period), [*BLANK])[PLACE[name]] = value
        return cls({key: tuple(row) for key, row in found.items()})

    def row(self, key: RowKey) -> Values:
        """All values of a row, nothing but blanks where none is known."""
        return self.rows.get(key, BLANK)

    def by_task(self) -> "ByTask":
        """The rows, for whoever goes through many task after task: as the sheets list them, and where 60,000 look-ups
        all over one table take as long as all else that is done with a row."""
        found: dict[tuple[str, str], dict[str, Values]] = defaultdict(dict)
        for (task, agency, period), row in self.rows.items():
            found[task, period][agency] = row
        return {**found}

    def __getitem__(self, cell: CellKey) -> Value:
        value = self.get(cell)
        if value is None:
            raise KeyError(cell)
        return value

    def get(self, cell: CellKey, default: Any = None) -> Any:
        row = self.rows.get(cell[:3])
        value = None if row is None else row[PLACE[cell[3]]]
        return default if value is None else value

    def __contains__(self, cell: object) -> bool:
        return isinstance(cell, tuple) and self.get(cell) is not None

    def __iter__(self) -> Iterator[CellKey]:
        for key, row in self.rows.items():
            for name, value in zip(NAMES, row, strict=True):
                if value is not None:
                    yield (*key, name)

    def __len__(self) -> int:
        return sum(len(row) - row.count(None) for row in self.rows.values())

    def differing(self, other: "Rows") -> int:
        """How many cells hold another value than in ``other``."""
        return sum(
            not same(value, there)
            for key in {*self.rows, *other.rows}
            if (one := self.row(key)) != (two := other.row(key))
            for value, there in zip(one, two, strict=True)
        )
