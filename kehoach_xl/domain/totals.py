"""How many, how many of each class, and the share of what fell due that is done: one rule, whatever counts them."""

from collections import Counter
from collections.abc import Mapping

from kehoach_xl.domain.status import CLASSES, counts_when_due

DONE = ("Hoàn thành đúng hạn", "Hoàn thành quá hạn")
DUE = ("past", "in_period")
"""The due states of what has fallen due by the end of the period."""


def of_counts(counts: Mapping[tuple[str, bool], int]) -> dict[str, object]:
    """Totals from how often each class stands there, due or not. ``rate`` is None when nothing is due: never 0 %."""
    classes: Counter[str] = Counter()
    due = done = 0
    for (klass, asked), number in counts.items():
        classes[klass] += number
        if asked and counts_when_due(klass):
            due += number
            done += number if klass in DONE else 0
    return {
        "count": classes.total(), "classes": {name: classes[name] for name in CLASSES},
        "due": due, "done": done, "rate": round(done / due, 4) if due else None,
    }  # fmt: skip
