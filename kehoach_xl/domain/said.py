"""What one return says, held row by row, and packed into one text as the facts keep it.

A return of 60 rows of nine cells takes 14 KB and its texts, as an object and a key for each cell 110 KB.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import methodcaller
from types import MappingProxyType
from typing import Any

from kehoach_xl.domain.progress import FIELD, STANDARD, RowKey, Value, from_json
from kehoach_xl.domain.rows import BLANK, NAMES, PLACE, Rows, Values

# The task and the field of a cell of a return.
Slot = tuple[str, str]

_NONE: Mapping[Slot, str] = MappingProxyType({})
# What a packed cell may be; False stands for a cell that is not listed at all.
_PACKED = frozenset({str, float, bool, type(None)})
_BLANKS = methodcaller("count", None)
# Rows and cells hold nothing that could hold itself: not to look for that saves a quarter.
_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=date.isoformat
).encode


@dataclass(frozen=True, slots=True)
class Answer:
    """One input cell of a return: its value, or the raw text with the reason why it is unclear."""

    value: Value
    unclear: str = ""


NOTHING = Answer(None)


class Said(Mapping[Slot, Answer]):
    """Every listed cell of a return by (task, field), blanks included.

    ``fields`` are those asked, ``rows`` the values of each task, ``unclear`` the reasons by cell; ``gaps`` are cells of
    these tasks and fields that are not listed: a letter says only a few."""

    __slots__ = ("fields", "gaps", "rows", "unclear", "unclear_tasks")

    def __init__(
        self, fields: tuple[str, ...], rows: dict[str, Values], unclear: Mapping[Slot, str] = _NONE,
        gaps: frozenset[Slot] = frozenset(),
    ) -> None:  # fmt: skip
        self.fields, self.rows, self.unclear, self.gaps = fields, rows, unclear, gaps
        self.unclear_tasks = frozenset(task for task, _ in unclear)

    @classmethod
    def of(cls, answers: Mapping[Slot, Answer]) -> "Said":
        """Answers given one by one."""
        if isinstance(answers, Said):
            return answers
        by_task: dict[str, dict[str, Answer]] = {}
        for (task, name), answer in answers.items():
            by_task.setdefault(task, {})[name] = answer
        return cls.of_tasks(by_task)

    @classmethod
    def of_tasks(cls, answers: Mapping[str, Mapping[str, Answer]]) -> "Said":
        """Answers of each task by field."""
        fields: dict[str, None] = {}
        rows: dict[str, Values] = {}
        unclear: dict[Slot, str] = {}
        for task, given in answers.items():
            fields |= dict.fromkeys(given)
            row: list[Value] = [*BLANK]
            for name, answer in given.items():
                row[PLACE[name]] = answer.value
                if answer.unclear:
                    unclear[task, name] = answer.unclear
            rows[task] = tuple(row)
        lacking = (task for task, given in answers.items() if len(given) < len(fields))
        gaps = frozenset((task, name) for task in lacking for name in fields.keys() - answers[task].keys())
        return cls(tuple(fields), rows, unclear or _NONE, gaps)

    def __getitem__(self, slot: Slot) -> Answer:
        task, name = slot
        if slot in self.gaps or name not in self.fields:
            raise KeyError(slot)
        value, unclear = self.rows[task][PLACE[name]], self.unclear.get(slot, "")
        return NOTHING if value is None and not unclear else Answer(value, unclear)

    def __contains__(self, slot: object) -> bool:
        return isinstance(slot, tuple) and slot[0] in self.rows and slot[1] in self.fields and slot not in self.gaps

    def __iter__(self) -> Iterator[Slot]:
        listed = ((task, name) for task in self.rows for name in self.fields)
        return (slot for slot in listed if slot not in self.gaps) if self.gaps else listed

    def __len__(self) -> int:
        return len(self.rows) * len(self.fields) - len(self.gaps)

    def __or__(self, others: Mapping[Slot, Answer]) -> "Said":
        """These answers, with others in the place of some of them."""
        return Said.of({**self, **others})

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return len(NAMES) * len(self.rows) - sum(map(_BLANKS, self.rows.values()))

    def names(self, task: str) -> list[str]:
        """The fields listed of a task."""
        return [name for name in self.fields if (task, name) not in self.gaps] if self.gaps else [*self.fields]

    def to_json(self) -> str:
        """One text of it all."""
        data = _packed(self.fields, self.rows, self.gaps)
        for (task, name), why in self.unclear.items():
            data.setdefault("unclear", {}).setdefault(task, {})[name] = why
        return _encode(data)

    @classmethod
    def from_json(cls, text: str) -> "Said":
        """The inverse of :meth:`to_json`. Raises ValueError, KeyError or TypeError for any other text."""
        data = json.loads(text, parse_int=float)
        fields, rows, gaps = _unpacked(data)
        of = data.get("unclear", {})
        unclear = {(task, name): str(of[task][name]) for task in of for name in of[task]}
        if not all(task in rows and name in fields for task, name in unclear):
            raise ValueError("a reason without its cell")
        return cls(fields, rows, unclear or _NONE, gaps)


def base_to_json(base: Mapping[Any, Value]) -> str:
    """What was prefilled in one form as one text; '' for nothing. Its agency and period stand beside it."""
    rows = Rows.of(base).rows
    if not rows:
        return ""
    fields = tuple(name for at, name in enumerate(NAMES) if any(row[at] is not None for row in rows.values()))
    return _encode(_packed(fields, {task: row for (task, _, _), row in rows.items()}))


def base_from_json(text: str, agency: str, period: str) -> dict[RowKey, Values]:
    """The inverse of :func:`base_to_json`. Raises ValueError, KeyError or TypeError for any other text."""
    rows = _unpacked(json.loads(text, parse_int=float))[1] if text else {}
    return {(task, agency, period): row for task, row in rows.items()}


def _packed(
    fields: Sequence[str], rows: Mapping[str, Values], gaps: Iterable[Slot] = ()
) -> dict[str, Any]:  # fmt: skip
    places = [PLACE[name] for name in fields]
    if places == [*range(len(places))]:
        packed: dict[str, Any] = {task: row[: len(places)] for task, row in rows.items()}
    else:
        packed = {task: [row[at] for at in places] for task, row in rows.items()}
    for task, name in gaps:
        packed[task] = [*packed[task]]
        packed[task][fields.index(name)] = False
    return {"rows": packed} if tuple(fields) == STANDARD else {"fields": fields, "rows": packed}


def _unpacked(data: Any) -> tuple[tuple[str, ...], dict[str, Values], frozenset[Slot]]:
    fields = tuple(data.get("fields", STANDARD)) if isinstance(data, dict) else ()
    given = data["rows"]
    if not isinstance(given, dict) or len({*fields}) != len(fields):
        raise TypeError("no rows")
    places = [PLACE[name] for name in fields]
    days = [at for at, name in enumerate(fields) if FIELD[name].kind == "date"]
    in_order = places == [*range(len(places))]
    rest = BLANK[len(places) :]
    rows: dict[str, Values] = {}
    gaps: list[Slot] = []
    for task, cells in given.items():
        if len(cells) != len(places) or not _PACKED.issuperset(map(type, cells)):
            raise ValueError(f"{task} has other cells")
        for at in days:
            if type(cells[at]) is str:
                cells[at] = _day(cells[at])
        if False in cells or True in cells:  # as 0 and 1 are, too
            gaps += [(task, name) for name, one in zip(fields, cells, strict=True) if one is False]
            cells = [None if one is False else one for one in cells]
            if any(one is True for one in cells):
                raise ValueError(f"{task} holds neither a value nor nothing")
        rows[sys.intern(task)] = (*cells, *rest) if in_order else _spread(places, cells)
    return fields, rows, frozenset(gaps)


def _spread(places: Sequence[int], cells: Sequence[Value]) -> Values:
    row: list[Value] = [*BLANK]
    for at, value in zip(places, cells, strict=True):
        row[at] = value
    return tuple(row)


@lru_cache(maxsize=4096)
def _day(text: str) -> Value:
    """Of a few hundred days thousands of cells speak."""
    return from_json("finish_date", text)
