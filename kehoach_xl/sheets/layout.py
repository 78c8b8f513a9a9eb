"""The layout of the master as data: which sheets, which tables, which columns under which names."""

from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from kehoach_xl import templates

# The line of a form's hidden sheet that tells which reporting columns it asks, under which headings.
ASKED = "columns"
# The lines above a form's table that tell whose it is: label and, after a colon, what it says.
FORM_HEAD = {"agency": "Cơ quan báo cáo", "period": "Kỳ báo cáo", "dispatch": "Số phiếu"}

# The name by which a workbook is known as a master, for those who need nothing else of its layout: reading that takes
# as long as reading three forms.
MASTER_MARK = "TS_key"

# Rows that no table goes beyond: a sheet has 1,048,576, and some stand above and below.
MOST_ROWS = 1_000_000


class Column(NamedTuple):
    """One column of a table; ``name`` is the workbook-defined name that binds it, ``span`` how many columns of the
    sheet its cells take together."""

    field: str
    head: str
    width: float
    kind: str
    name: str
    hidden: bool = False
    input: bool = False
    center: bool = False
    span: int = 1


@dataclass(frozen=True)
class TableLayout:
    """One table of a sheet. ``spare`` is the number of prepared rows beyond those filled at the start, ``size`` that of
    its letters in points: 12 where the sheet is printed and filed. ``grows``: how many rows at least a plan needs for
    each agency that is listed, and for each report that is owed in a period."""

    id: str
    sheet: str
    first: int
    spare: int
    left: int
    title: str
    note: str
    columns: tuple[Column, ...]
    size: int = 11
    grows: tuple[int, int] = (0, 0)

    def sized(self, agencies: int, reports: int) -> "TableLayout":
        """The table with rows enough for a plan of this size, as far as a sheet holds them."""
        wanted = self.grows[0] * agencies + self.grows[1] * reports
        return replace(self, spare=max(self.spare, min(wanted, MOST_ROWS)))

    def at(self, field: str) -> int:
        """The 1-based column in which the built master puts a field."""
        before = next(i for i, c in enumerate(self.columns) if c.field == field)
        return self.left + sum(column.span for column in self.columns[:before])

    def column(self, field: str) -> Column:
        return next(c for c in self.columns if c.field == field)


@cache
def sheets() -> tuple[str, ...]:
    """Sheet names of the master, in order."""
    return tuple(templates.load_toml("layouts/master.toml")["sheets"])


@cache
def tables() -> dict[str, TableLayout]:
    """Every table of the master by its id."""
    return _load("layouts/master.toml")


@cache
def consolidated_sheets() -> tuple[str, ...]:
    """Sheet names of the workbook that gathers several masters, in order."""
    return tuple(templates.load_toml("layouts/consolidated.toml")["sheets"])


@cache
def consolidated_notes() -> tuple[dict[str, str], ...]:
    """The lines of its sheet of notes: ``head`` and ``says``, with facts to fill in."""
    return tuple(templates.load_toml("layouts/consolidated.toml")["notes"])


@cache
def consolidated() -> dict[str, TableLayout]:
    """Every table of the workbook that gathers several masters."""
    return _load("layouts/consolidated.toml")


@cache
def form() -> TableLayout:
    """The table an agency fills."""
    return _load("layouts/agency.toml")["form"]


@cache
def review() -> dict[str, TableLayout]:
    """Every table of the workbook in which she looks at what was read from a document."""
    return _load("layouts/review.toml")


def _load(path: str) -> dict[str, TableLayout]:
    found = {}
    for key, data in templates.load_toml(path)["tables"].items():
        columns = tuple(
            Column(name=f"{data['prefix']}_{column['field']}", **column) for column in data["columns"]
        )
        found[key] = TableLayout(
            key, data["sheet"], data["first"], data["spare"], data.get("left", 1),
            data.get("title", ""), data.get("note", ""), columns, data.get("size", 11),
            tuple(data.get("grows", (0, 0))),
        )  # fmt: skip
    return found
