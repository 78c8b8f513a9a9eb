"""The reporting columns as she set them in `Thiết lập`: what each is called, and whether agencies are asked for it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kehoach_xl.domain.progress import FIELD, FIELDS
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.templates import load_toml

# What identifies a report; a form without it would say nothing.
ALWAYS_ASKED = "status"
# A heading is read in a drop-down, in a list of conflicts and in formulas.
LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One reporting column. ``used`` tells whether there is such a column in this plan: a spare one is when it has a
    heading. ``asked`` tells whether it stands in the forms, ``refused`` that she chose not to ask."""

    id: str
    heading: str
    asked: bool
    used: bool
    refused: bool = False

    @property
    def kind(self) -> str:
        return FIELD[self.id].kind


Columns = Mapping[str, ReportColumn]


def columns_of(rows: Iterable[Mapping[str, object]]) -> dict[str, ReportColumn]:
    """Every field by its id, from the rows of the sheet (``id``, ``head``, ``ask``).

    A row that is missing and a heading that is empty mean the standard one; all but «Không» means asked.
    """
    set_by_her = {str(row.get("id") or ""): row for row in rows}
    found = {}
    for field in FIELDS:
        row = set_by_her.get(field.id, {})
        typed = clean(str(row.get("head") or ""))
        used = bool(typed) or not field.spare
        refused = fold(str(row.get("ask") or "")) == fold("Không")
        wanted = field.id == ALWAYS_ASKED or not refused
        found[field.id] = ReportColumn(field.id, typed or field.label, used and wanted, used, refused)
    return found


def asked(columns: Columns) -> tuple[str, ...]:
    """The ids of the columns that stand in the forms, in their order."""
    return tuple(name for name, column in columns.items() if column.asked)


@cache
def form_heads() -> tuple[str, ...]:
    """The headings of a form's other columns, which she does not set."""
    form = load_toml("layouts/agency.toml")["tables"]["form"]
    return tuple(column["head"] for column in form["columns"] if column["field"] not in FIELD)


def alike(columns: Columns) -> list[str]:
    """Headings that two columns in use share, or that another column of the form bears: nobody could tell these
    columns apart."""
    headings = [column.heading for column in columns.values() if column.used]
    counts = Counter([*map(fold, headings), *map(fold, form_heads())])
    return list(dict.fromkeys(heading for heading in headings if counts[fold(heading)] > 1))


STANDARD_COLUMNS: Columns = columns_of(())
"""What an untouched sheet says."""


def in_sentence(heading: str) -> str:
    """A heading within a sentence: «Ngày văn bản» → «ngày văn bản», while «GDP» stays.

    >>> in_sentence("Ngày văn bản"), in_sentence("GDP bình quân"), in_sentence("")
    ('ngày văn bản', 'GDP bình quân', '')
    """
    return heading if heading[1:2].isupper() else heading[:1].lower() + heading[1:]
