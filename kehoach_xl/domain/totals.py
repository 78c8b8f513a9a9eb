"""How many, how many of each class, and the share of what fell due that is done: one rule, whatever counts them."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kehoach_xl.domain.status import CLASSES, counts_when_due

DONE = ("Hoàn thành đúng hạn", "Hoàn thành quá hạn")
DUE = ("past", "in_period")
"""The due states of what has fallen due by the end of the period."""


Totals = dict[str, object]


def of_counts(counts: Mapping[tuple[str, bool], int]) -> Totals:
    """Totals from how often each class stands there, due or not."""
    classes: Counter[str] = Counter()
    due = done = 0
    for (klass, asked), number in counts.items():
        classes[klass] += number
        if asked and counts_when_due(klass):
            due += number
            done += number if klass in DONE else 0
    return of_sums([classes[name] for name in CLASSES], due, done)


def of_sums(classes: Sequence[int], due: int, done: int) -> Totals:
    """Totals from how many there are of each of :data:`CLASSES`, how many fell due and are asked, and how many of these
    are done. ``rate`` is None when nothing is due: never 0 %."""
    return {
        "count": sum(classes), "classes": dict(zip(CLASSES, classes, strict=True)), "due": due, "done": done,
        "rate": round(done / due, 4) if due else None,
    }  # fmt: skip
