"""What a workbook that came back says, as plain values: a function of its bytes and of the columns that were asked.

It is made in the process that opened the file (:mod:`kehoach_xl.returns.reading`) and judged in ours: whose form it is,
whether to believe it and what becomes of it is not known here. A row is a tuple, for there are sixty in every form.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import repeat
from types import MappingProxyType
from typing import Any, NamedTuple

from kehoach_xl.domain.identity import digest
from kehoach_xl.domain.progress import FIELDS, Value
from kehoach_xl.domain.rows import Values
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message
from kehoach_xl.returns.finding import Finding

LOCKED = ("code", "content", "coordinators", "timeframe", "due")
# How a line that adds others up begins.
_TOTALS = ("tổng cộng", "cộng", "tổng số", "tổng")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Locked:
    """The locked cells of one row, as one line each; columns that are gone are left out of ``cells``."""

    def __init__(self, names: Sequence[str], texts: Sequence[str]) -> None:
        self.cells: Mapping[str, str] = dict(zip(names, texts, strict=True))
        self.code, self.content = self.cells.get("code", ""), self.cells.get("content", "")

    @cached_property
    def digest(self) -> str:
        return digest([self.cells.get(name, "") for name in LOCKED])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Locked) and self.cells == other.cells

    __hash__ = None  # type: ignore[assignment]


# Letters of a row that is remembered: any text may come, and the memory of it stays below some ten megabytes.
_SHORT = 2_000
_remembered = lru_cache(maxsize=1 << 12)(Locked)


def locked(names: tuple[str, ...], texts: Sequence[str]) -> Locked:
    """The same rows stand in the forms of all agencies that were given the same tasks."""
    return (_remembered if sum(map(len, texts)) <= _SHORT else Locked)(names, texts)


@dataclass(frozen=True)
class Given:
    """What the rows of a form were sent with: their ids, and the ``texts`` of each locked column of ``names``."""

    names: tuple[str, ...]
    ids: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]

    @cached_property
    def locked(self) -> Sequence[Locked]:
        """The locked cells of each row."""
        rows = zip(*self.texts, strict=True) if self.texts else repeat((), len(self.ids))
        return tuple(map(locked, repeat(self.names), rows))

    @cached_property
    def signed(self) -> tuple[tuple[str, str], ...] | None:
        """These rows as a signed identity lists them; None where one has no id, or that of another one."""
        if not all(self.ids) or len(set(self.ids)) < len(self.ids):
            return None
        return tuple(zip(self.ids, [one.digest for one in self.locked], strict=True))

    def column(self, name: str) -> Sequence[str]:
        """The texts of one locked column; of one that is gone nothing in each row."""
        return self.texts[self.names.index(name)] if name in self.names else ("",) * len(self.ids)


def locked_digest(cells: Mapping[str, object]) -> str:
    """The digest of a row's locked cells as they are written into a new form."""
    return digest([clean(str(cells.get(name) or "")) for name in LOCKED])


class FormRow(NamedTuple):
    """One row of a form as it came back. ``values``: what every column says that the form asks and still has;
    ``unclear``: why of some it cannot be told what they say; ``said``: what is to be said of how some were typed, by
    field; ``unasked``: the columns it does not ask, which stand hidden and locked, in which something was typed.
    ``sheet``: the tab it stands in. ``moved``: its id is that of its wording, not the one in its hidden cell;
    ``by_wording``: its hidden cell was empty."""

    row: int
    id: str
    locked: Locked
    values: Values
    unclear: Mapping[str, Message] = _NOTHING
    said: Sequence[tuple[str, Message]] = ()
    unasked: Sequence[str] = ()
    sheet: str = ""
    moved: bool = False
    by_wording: bool = False

    @property
    def digest(self) -> str:
        return self.locked.digest

    @property
    def code(self) -> str:
        return self.locked.code

    @property
    def content(self) -> str:
        return self.locked.content

    @property
    def filled(self) -> int:
        """Reporting cells with anything typed in them, asked for or not."""
        return len(self.values) - self.values.count(None) + len(self.unasked)

    @property
    def is_total(self) -> bool:
        """Whether it only adds others up: «Tổng cộng» where the number or the task would stand, and nothing else."""
        texts = [fold(text).strip(" :.") for text in (self.code, self.content) if text]
        return not self.id and len(texts) == 1 and texts[0] in _TOTALS


@dataclass
class Seldom:
    """What is to be said of few rows, by their places, as :class:`FormRow` and :class:`ReadForm` hold it."""

    unclear: dict[int, dict[str, Message]] = field(default_factory=dict)
    said: dict[int, list[tuple[str, Message]]] = field(default_factory=dict)
    unasked: dict[int, list[str]] = field(default_factory=dict)
    swappable: dict[str, list[int]] = field(default_factory=dict)

    @property
    def says_nothing(self) -> bool:
        """Whether there is no row of which anything is to be said."""
        return not (self.unclear or self.said or self.unasked)


@dataclass(frozen=True)
class Lines:
    """The rows of a form column by column: their numbers, what they were sent with, what every column says that is
    asked, and what is to be said of few of them."""

    at: tuple[int, ...]
    given: Given
    values: Mapping[str, tuple[Value, ...]]
    seldom: Seldom

    def by_row(self) -> Iterator[Values]:
        """What each row says."""
        blank = (None,) * len(self.at)
        return zip(*(self.values.get(one.id, blank) for one in FIELDS), strict=True)

    def rows(self, sheet: str) -> Iterator[FormRow]:
        """Each row of them."""
        seldom, places, nothing = self.seldom, range(len(self.at)), repeat(())
        told = zip(
            self.at, self.given.ids, self.given.locked, self.by_row(),
            map(seldom.unclear.get, places, repeat(_NOTHING)), map(tuple, map(seldom.said.get, places, nothing)),
            map(tuple, map(seldom.unasked.get, places, nothing)), repeat(sheet), repeat(False), repeat(False),
        )  # fmt: skip
        return map(tuple.__new__, repeat(FormRow), told)  # its own constructor is Python, and takes three times as long


@dataclass(frozen=True)
class ReadForm:
    """One form in a workbook. ``head``: what the lines above it say of agency, period and number. ``columns``: the
    fields that it has a column for; ``inputs``: those of them that are asked. ``strange``: the headings of columns that
    hold something and are none of ours; ``strange_cells``: how many cells hold something there; ``doubtful``: whether a
    column that is missing may be one of those. ``findings``: what is said of how it was rearranged. ``others``: the
    rows that stand for ``lines`` where somebody who knows more looked at them."""

    sheet: str
    head: Mapping[str, str]
    columns: frozenset[str]
    inputs: tuple[str, ...]
    lines: Lines
    strange: tuple[str, ...] = ()
    strange_cells: int = 0
    doubtful: bool = False
    findings: tuple[Finding, ...] = ()
    others: tuple[FormRow, ...] | None = None

    @cached_property
    def rows(self) -> tuple[FormRow, ...]:
        return self.others if self.others is not None else tuple(self.lines.rows(self.sheet))

    @property
    def given(self) -> Given | None:
        """What all its rows were sent with; None once somebody looked at them."""
        return self.lines.given if self.others is None else None

    def is_as_signed(self, rows: tuple[tuple[str, str], ...]) -> bool:
        """Whether its rows are those that a signed identity lists, each once and in their order, with no locked cell
        changed: as nearly all forms come back."""
        return self.given is not None and self.given.signed == rows

    @property
    def swappable(self) -> Mapping[str, Sequence[int]]:
        """Days whose month and day may be exchanged, the places of their rows by field."""
        return self.lines.seldom.swappable if self.others is None else {}

    def lacks(self, fields: Sequence[str]) -> list[str]:
        return [name for name in fields if name not in self.columns]

    @cached_property
    def cells(self) -> int:
        """Cells that the agency filled in, also in columns that are none of ours."""
        if self.others is None:
            asked = sum([len(column) - column.count(None) for column in self.lines.values.values()])
            return asked + sum(map(len, self.lines.seldom.unasked.values())) + self.strange_cells
        return sum([row.filled for row in self.others]) + self.strange_cells

    def with_rows(self, rows: Sequence[FormRow]) -> "ReadForm":
        """The same form with other rows, in which every day is settled."""
        return replace(self, others=tuple(rows))


@dataclass(frozen=True)
class ReadForms:
    """A workbook that came back. ``asked``: the columns that its forms ask. ``in_sheet``, ``in_properties``: the text
    of its identity with the signature, as they stand in both places. ``modified``: when it says it was last saved.
    ``lost``: how many input cells are filled in a form whose letters were lost; None when it is no such form.
    ``letters``: of all texts in it, as far as they came over the wire."""

    asked: tuple[str, ...]
    forms: tuple[ReadForm, ...] = ()
    in_sheet: tuple[str, str] = ("", "")
    in_properties: tuple[str, str] = ("", "")
    modified: datetime | None = None
    comments: bool = False
    is_master: bool = False
    lost: int | None = None
    letters: int = field(default=0, compare=False)
