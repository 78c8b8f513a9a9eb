"""One task from several reporters: as far as the slowest, percent as the mean, texts under agency names."""

from collections.abc import Mapping, Sequence
from datetime import date

from kehoach_xl.domain.progress import FIELDS, Value, tidy
from kehoach_xl.domain.values import STATUSES


def roll_up(reports: Sequence[tuple[str, Mapping[str, Value]]]) -> dict[str, Value]:
    """What the appendix shows for a task. ``reports`` are (agency name, values by field), one per reporter.

    With one reporter its values stand as they are. With several: the status is the slowest (nothing while
    one has not reported), the percent the mean over all reporters, a quantity or number the sum, a date the latest,
    a text every agency's own under its name, cut where a cell ends.
    """
    if len(reports) == 1:
        return {field.id: reports[0][1].get(field.id) for field in FIELDS}
    out: dict[str, Value] = {}
    for field in FIELDS:
        given = [(name, values[field.id]) for name, values in reports if values.get(field.id) is not None]
        if not given:
            out[field.id] = None
        elif field.kind == "status":
            known = [STATUSES.index(value) for _, value in given if value in STATUSES]
            out[field.id] = STATUSES[min(known)] if len(known) == len(reports) else None
        elif field.kind == "text":
            out[field.id] = tidy("\n".join(f"{name}: {value}" for name, value in given))
        elif field.kind == "date":
            days = [value for _, value in given if isinstance(value, date)]
            out[field.id] = max(days) if len(days) == len(reports) else None
        else:
            numbers = [float(value) for _, value in given if isinstance(value, float | int)]
            total = sum(numbers)
            out[field.id] = round(total / len(reports), 2) if field.kind == "percent" else total
    return out
