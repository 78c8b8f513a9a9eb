"""One task from several reporters: as far as the slowest, percent as the mean, texts under agency names."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from itertools import islice

from kehoach_xl.domain.progress import FIELDS, LONGEST, Value, tidy, within_cell
from kehoach_xl.domain.rows import NAMES, Values
from kehoach_xl.domain.values import STATUSES

# Reporters whose texts are put together before it is asked whether the cell is full.
_TOGETHER = 50
# As a tuple: «float | int» would be joined anew for each of 60,000 values.
_NUMBERS = (float, int)


def roll_up(names: Sequence[str], rows: Sequence[Values]) -> dict[str, Value]:
    """What the appendix shows for a task: of each reporter the agency's name and the row of values.

    With one reporter its values stand as they are. With several: the status is the slowest (nothing while
    one has not reported), the percent the mean over all reporters, a quantity or number the sum, a date the latest,
    a text every agency's own under its name, cut where a cell ends.
    """
    if not rows:
        return dict.fromkeys(NAMES)
    if len(rows) == 1:
        return dict(zip(NAMES, rows[0], strict=True))
    columns = zip(FIELDS, zip(*rows, strict=True), strict=True)
    return {field.id: _rolled(field.kind, names, column) for field, column in columns}


def _rolled(kind: str, names: Sequence[str], column: Sequence[Value]) -> Value:
    """What one field of all reporters comes to."""
    lacks = column.count(None)
    if lacks == len(column):
        return None
    if kind == "text":
        return _under_names(names, column)
    if kind == "status":
        given = {*column}
        return None if lacks or not given.issubset(STATUSES) else min(given, key=STATUSES.index)
    if kind == "date":
        days = () if lacks else [value for value in column if isinstance(value, date)]
        return max(days) if len(days) == len(column) else None
    total = sum([value for value in column if isinstance(value, _NUMBERS)], 0.0)
    return round(total / len(column), 2) if kind == "percent" else total


def _under_names(names: Sequence[str], texts: Sequence[Value]) -> str | None:
    """The texts, each under its name. Of a thousand reporters a cell holds a few hundred: the others are only joined
    where the first might still become shorter."""
    pairs = ((name, text) for name, text in zip(names, texts, strict=True) if text is not None)
    lines: list[str] = []
    size = 0
    while size <= LONGEST and (more := [f"{name}: {text}" for name, text in islice(pairs, _TOGETHER)]):
        lines += more
        size += sum(map(len, more))
    joined = "\n".join(lines)
    if size > LONGEST:
        if _stays(joined):
            return within_cell(joined)
        joined = "\n".join([*lines, *(f"{name}: {text}" for name, text in pairs)])
    return tidy(joined)


def _stays(text: str) -> bool:
    """Whether tidying takes nothing of a text but what lies beyond the end of a cell."""
    shown = text.replace("\n", " ").isprintable() and text == text.strip()
    return shown and unicodedata.is_normalized("NFC", text)
